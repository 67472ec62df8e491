"""Templates make the page of a leaflet."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.exceptions import TemplateError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from briefkit.contacts import code_picture, qr_code
from briefkit.diagnostics import Diagnostic, InEnglish, Location, translatable
from briefkit.errors import BriefkitError, TypesetError
from briefkit.languages import LanguageName, direction, language_tag
from briefkit.leaflet.bare_text import CARD, text_of
from briefkit.leaflet.compiled_templates import COMPILED, compile_with_parts
from briefkit.leaflet.covers import cover_of, cover_sizes
from briefkit.leaflet.drawings import emblem, pictogram_drawing
from briefkit.leaflet.environment import fillable, new_environment
from briefkit.leaflet.figures import printed_figure
from briefkit.leaflet.finishing import PLAIN, Finish
from briefkit.leaflet.formats import Format
from briefkit.leaflet.locale_text import isolated
from briefkit.leaflet.localising import Leaflet
from briefkit.leaflet.markup import annotated, in_language, plain
from briefkit.leaflet.notes import joined_notes
from briefkit.leaflet.page import Adjustment, Page, read_page
from briefkit.leaflet.printed_pictures import PrintedPicture, image
from briefkit.leaflet.rows import lead_apart, with_stories
from briefkit.leaflet.sentence_lines import first_sentence, label_lines, sentence_lines
from briefkit.leaflet.side_by_side import Side, side_by_side
from briefkit.leaflet.tables import table_parts
from briefkit.leaflet.template_files import template_texts
from briefkit.leaflet.template_places import place_in_stylesheet, place_of_error
from briefkit.leaflet.template_values import WRITTEN, Writer, language_names_of, values_of
from briefkit.model import Block, Kind, Level, LocalisedText, NotesAt, Preset

__all__ = ["Templates", "read_templates"]

_LEAFLET = "leaflet.html.jinja"

# What is pasted beside cards.
_TEXT = "share-text.html.jinja"


# Each level's folder of stylesheets.
_THEMES = {Level.EASY: "easy", Level.PLAIN: "rows", Level.PROFESSIONAL: "report"}


class Templates:
    """Templates by their names, ready to render."""

    def __init__(self, texts: Mapping[str, str], places: Mapping[str, str]) -> None:
        self._texts = texts
        self._places = places
        self._environment = new_environment(texts, _label, places)
        self._environment.bytecode_cache = COMPILED
        self._environment.filters.update(
            {name: _writing(name) for name in WRITTEN},
            annotated=annotated,
            plain=plain,
            emblem=_emblem,
            picture=_image,
            cover_of=cover_of,
            cover_sizes=cover_sizes,
            table_parts=table_parts,
            figure_image=_figure,
            first_sentence=_first_sentence,
            joined_notes=joined_notes,
            lead_apart=lead_apart,
            pictogram=_pictogram,
            sentence_lines=_sentence_lines,
            code_picture=_code_picture,
            qr_code=_qr_code,
            with_stories=with_stories,
        )

    def fingerprint(self) -> str:
        """Return a digest of the templates and stylesheets."""
        digest = hashlib.sha256()
        for name, text in sorted(self._texts.items()):
            digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()

    def compile(self, level: Level, fmt: Format) -> None:
        """Compile what a leaflet of a level may need in a format, to be given to other processes.

        One with a fault is left for whoever renders it, and tells of it.
        """
        own = chain(fmt.roomier, fmt.closer, (each.css for each in fmt.fuller))
        names = {_LEAFLET, *(_stylesheet(self._texts, level, n, own=True) for n in own)}
        of_all = (fmt.name, *(a.css for a in fmt.adjustments))
        names |= {_stylesheet(self._texts, level, n) for n in of_all}
        compile_with_parts(self._environment, names, self._texts)

    def render(self, leaflet: Leaflet, fmt: Format, finish: Finish = PLAIN) -> Page:
        """Return the page of a leaflet. Raises TypesetError for a fault in a template."""
        return self._page(leaflet, fmt, finish, "leaflet", fmt.name, adjusted=True)

    def render_sheet(self, leaflet: Leaflet, fmt: Format) -> Page | None:
        """Return what a format's sheet itself says, as a page; nothing where it says nothing.

        Raises TypesetError for a fault in a template.
        """
        if fmt.sheet is None or not fmt.sheet.template:
            return None
        return self._page(leaflet, fmt, PLAIN, fmt.sheet.template, fmt.sheet.template)

    def render_text(self, leaflet: Leaflet, fmt: Format) -> str:
        """Return what is pasted beside a format's cards, as bare text: the notice is its end.

        Raises TypesetError for a fault in a template.
        """
        (html,) = self._rendered(leaflet, values_of(leaflet, fmt, PLAIN), [_TEXT])
        return text_of(html, direction(leaflet.edition.locale))

    def place_in_stylesheet(self, warning: str, css: str) -> Location | None:
        """Return where in them stands what typesetting warns of in the stylesheet of a page."""
        return place_in_stylesheet(warning, css, self._texts, self._places)

    def _page(
        self,
        leaflet: Leaflet,
        fmt: Format,
        finish: Finish,
        template: str,
        stylesheet: str,
        *,
        adjusted: bool = False,
    ) -> Page:
        locale = leaflet.edition.locale
        # A professional text begins with its title: the first page of a booklet is no cover.
        level = leaflet.brief.reader.level
        fmt = replace(fmt, cover=fmt.cover and (level is not Level.PROFESSIONAL or fmt.in_sheets))
        offered, looks = _offered(self._texts, leaflet, fmt) if adjusted else ([], [[], [], []])
        names = [
            _stylesheet(self._texts, level, n)
            for n in (stylesheet, *(a.css for a in offered), *chain(*looks))
        ]
        values = values_of(leaflet, fmt, finish)
        html, css, *more = self._rendered(leaflet, values, [f"{template}.html.jinja", *names])
        if leaflet.halves:
            html = self._side_by_side(leaflet, fmt, finish, f"{template}.html.jinja")
        if leaflet.halves or leaflet.twin:
            name = "two-languages" if leaflet.halves else "twin"
            pair = _stylesheet(self._texts, level, name)
            css += "\n" + self._rendered(leaflet, values, [pair])[0]
        sheets = iter(more[len(offered) :])
        roomier, closer, fuller = (tuple(islice(sheets, len(kind))) for kind in looks)
        named = {each.css: each for each in fmt.fuller}
        page = read_page(
            html, css, language=language_tag(locale), language_name=language_names_of(leaflet)
        )
        return replace(
            page,
            adjustments=_not_empty(offered, more),
            roomier=roomier,
            closer=closer,
            fuller=tuple(
                named[name]._replace(css=css)
                for name, css in zip(looks[2], fuller, strict=True)
                if css.strip()
            ),
            panels=fmt.step if fmt.in_sheets else 0,
            text_name=_text_name(leaflet),
            cards=html.count(CARD) if fmt.lines else 0,
            has_cover=fmt.cover,
            balanced=level in fmt.balanced,
            step=fmt.step,
        )

    def _side_by_side(self, leaflet: Leaflet, fmt: Format, finish: Finish, name: str) -> str:
        """Return what a template makes of both languages of a leaflet."""
        called = {"language": language_names_of(leaflet)}
        pages = [
            self._rendered(half, values_of(half, fmt, finish) | called, [name])[0]
            for half in leaflet.halves
        ]
        return _of_both(pages, leaflet)

    def _rendered(
        self, leaflet: Leaflet, values: Mapping[str, Any], names: Sequence[str]
    ) -> list[str]:
        """Return templates, rendered. Raises BriefkitError with the place of what is wrong."""
        try:
            return [self._environment.get_template(name).render(values) for name in names]
        except BriefkitError as error:
            place = place_of_error(error, self._places)
            faults = (replace(d, location=d.location or place) for d in error.diagnostics)
            raise type(error)(*faults) from None
        except Exception as error:
            # A template can fail in any way, as it can compute.
            why = str(error) if isinstance(error, TemplateError) else repr(error)
            raise TypesetError(
                Diagnostic(
                    check="template",
                    message=translatable(
                        "This template doesn't work: %(why)s.", why=InEnglish(why.rstrip("."))
                    ),
                    hint=translatable("Mend it, or compare it with its last good copy."),
                    location=place_of_error(error, self._places),
                    locale=leaflet.edition.locale,
                )
            ) from None


def _offered(
    texts: Mapping[str, str], leaflet: Leaflet, fmt: Format
) -> tuple[list[Adjustment], list[list[str]]]:
    """Return the adjustments of a format that a leaflet may need, and its theme's looks."""
    # A project's templates may be older than an adjustment.
    level = leaflet.brief.reader.level
    plain = level is not Level.PROFESSIONAL
    kinds = {each.kind for block in leaflet.brief.blocks for each in block.blocks()}
    sections = plain or Kind.DEFINITION_LIST in kinds
    possible = {
        "lost": leaflet.brief.reader.notes is NotesAt.FOOT,
        "empty": not plain,
        "close": sections,
        "apart": sections,
    }
    offered = [
        a
        for a in fmt.adjustments
        if _stylesheet(texts, level, a.css) in texts and possible.get(a.fault, True)
    ]
    fuller = tuple(each.css for each in fmt.fuller)
    return offered, [
        [n for n in kind if _stylesheet(texts, level, n, own=True) in texts]
        for kind in (fmt.roomier, fmt.closer, fuller)
    ]


def _stylesheet(texts: Mapping[str, str], level: Level, name: str, *, own: bool = False) -> str:
    """Return the template of a stylesheet in a level's `own` theme, or of all themes."""
    theme = _THEMES[level]
    names = (f"{theme}/{name}.css.jinja", f"rows/{name}.css.jinja")
    if own:
        return names[0]
    return next((n for n in names if n in texts), f"{name}.css.jinja")


def _of_both(pages: Sequence[str], leaflet: Leaflet) -> str:
    """Return the HTML of a leaflet in two languages, whose halves are these pages."""
    first, second = (
        Side(language_tag(half.edition.locale), direction(half.edition.locale), half.draft)
        for half in leaflet.halves
    )
    return side_by_side(pages[0], pages[1], (first, second))


def _not_empty(offered: Iterable[Adjustment], sheets: Iterable[str]) -> tuple[Adjustment, ...]:
    """Return the adjustments that are offered, as rendered: some have nothing for a leaflet."""
    pairs = zip(offered, sheets, strict=False)
    return tuple(Adjustment(adjustment.fault, css) for adjustment, css in pairs if css.strip())


def _text_name(leaflet: Leaflet) -> str:
    """Return what a leaflet's text is called in messages: “the German translation”."""
    if leaflet.halves:
        own, other = (LanguageName(half.edition.locale) for half in leaflet.halves)
        return translatable("the text in %(own)s and %(other)s", own=own, other=other)
    language = LanguageName(leaflet.edition.locale)
    if leaflet.edition.locale == leaflet.source_locale:
        return translatable("the %(language)s text", language=language)
    return translatable("the %(language)s translation", language=language)


def read_templates(folders: Mapping[str, Path]) -> Templates:
    """Return the templates of folders as they are now; ready at once while none has changed.

    One of a later folder takes the place of those of its name before. The folders are given by
    what they are called in errors.
    """
    texts: dict[str, str] = {}
    places: dict[str, str] = {}
    for called, folder in folders.items():
        own = template_texts(folder)
        texts |= own
        places |= {name: f"{called}/{name}" for name in own}
    return _templates(tuple(texts.items()), tuple(places.items()))


@lru_cache(16)
def _templates(
    texts: tuple[tuple[str, str], ...], places: tuple[tuple[str, str], ...]
) -> Templates:
    return Templates(dict(texts), dict(places))


def _writing(name: str) -> Callable[..., str]:
    @pass_context
    def write(context: Context, *arguments: Any, **named: Any) -> str:
        writer: Writer = context["writer"]
        return writer.write[name](*arguments, **named)

    return write


@pass_context
def _label(context: Context, message: str) -> Markup:
    label = context["writer"].leaflet.labels.get((None, message))
    if label is None:
        raise TypesetError(
            Diagnostic(
                check="template",
                message=translatable("A template's message has not been extracted."),
                hint=translatable("Give “%(command)s”.", command="briefkit extract"),
                msgid=message,
            )
        )
    # What fills a placeholder is isolated where it is written.
    write = isolated if direction(label.locale) == "rtl" else escape
    text = fillable(label.text, message, write)
    return annotated(in_language(text, label.locale) if label.fallback else text, label)


@pass_context
def _emblem(context: Context, title: str) -> Markup:
    funder = context["funder"]
    if funder is None or funder.preset is Preset.OWN:
        raise TypesetError(
            Diagnostic(
                check="template",
                message=translatable(
                    "A template draws the EU emblem, and the EU is not this brief's funder."
                ),
                hint=translatable(
                    "Take it out of the template, or name the funder in %(file)s.",
                    file="brief.toml",
                ),
            )
        )
    return emblem(title, one_colour=context["finish"].grayscale)


@pass_context
def _image(context: Context, printed: PrintedPicture) -> Markup:
    return image(printed, grayscale=context["finish"].grayscale)


@pass_context
def _figure(context: Context, block: Block[LocalisedText]) -> Markup:
    figure = printed_figure(context["writer"].leaflet, context["fmt"], block)
    return annotated(image(figure, grayscale=context["finish"].grayscale), figure.alternative)


@pass_context
def _pictogram(context: Context, name: str, alternative: str = "", colour: str = "#fff") -> Markup:
    return pictogram_drawing(name, context["direction"], alternative, colour)


@pass_context
def _sentence_lines(context: Context, content: LocalisedText | Markup) -> LocalisedText | Markup:
    """Return a text, or what is made of a label, as it is set: an easy one a sentence a line."""
    if context["brief"].reader.level is not Level.EASY:
        return content
    if isinstance(content, LocalisedText):
        return sentence_lines(content)
    return label_lines(content, context["edition"].locale)


@pass_context
def _first_sentence(context: Context, label: Markup) -> Markup:
    """Return the first sentence of a label; one with tags as it is."""
    return first_sentence(label, context["edition"].locale)


def _qr_code(address: str) -> Markup:
    return Markup(qr_code(address))


def _code_picture(code: str) -> Markup:
    return Markup(code_picture(code))
