"""A localised leaflet becomes HTML; the only importer of Jinja2."""

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from briefkit.brief import Note, Reference, SourceIndexRow
from briefkit.catalogs import Label
from briefkit.contacts import qr_code
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, TypesetError
from briefkit.languages import (
    direction,
    endonym,
    families_for,
    format_day,
    hyphenates,
    language_names,
    language_tag,
    quotes,
    separators,
)
from briefkit.leaflet.formats import PLAIN, Finish, Format
from briefkit.leaflet.localising import Leaflet
from briefkit.model import Break, Citation, Emphasis, Inline, Link, LocalisedText, Strong, Text
from briefkit.unchanged import files_below

__all__ = [
    "Page",
    "PageElement",
    "Templates",
    "emblem",
    "fillable",
    "new_environment",
    "read_templates",
    "require_sound_templates",
    "template_texts",
]

# What stands left to right within right-to-left text: numbers, addresses, Latin names.
LEFT_TO_RIGHT = re.compile(
    r"[+#@]?[0-9A-Za-z\u00c0-\u024f]"
    r"(?:[0-9A-Za-z\u00c0-\u024f .,:/()&?=@%’'–-]*[0-9A-Za-z\u00c0-\u024f/)])?"
)

# Interinstitutional Style Guide, Annex A1: Pantone Reflex Blue and Yellow in RGB.
EMBLEM_BLUE, EMBLEM_YELLOW = "#003399", "#FFCC00"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageElement:
    """An element of a page's HTML: it holds the characters `start` to `end` of the page's text.

    Blanks are not counted, for typesetting adds and takes away some. `lang` and `id` are its own.
    """

    tag: str
    start: int
    end: int
    lang: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A leaflet's HTML and its stylesheet, both whole: nothing else is fetched.

    `language_spans` are the texts in another language than the page's, with their languages, in
    document order; `link_names` what each target's links are called; `text` what a reader reads;
    `elements` those of the HTML, an inner one before the one around it.
    """

    html: str
    css: str
    title: str
    language_name: str
    draft_notice: str
    language_spans: tuple[tuple[str, str], ...]
    link_names: Mapping[str, str]
    text: str
    elements: tuple[PageElement, ...]


def template_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a folder's templates by their names, those in its folders too.

    What is hidden is left out, and what is not in UTF-8.
    """
    texts = {}
    for path in map(Path, files_below(str(folder))):
        with suppress(UnicodeDecodeError):
            texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return texts


def new_environment(texts: Mapping[str, str], gettext: Callable[..., str]) -> Environment:
    """Return what renders templates: all values escaped, messages by `gettext`.

    What `gettext` returns is taken for markup, and its placeholders are filled (see `fillable`). A
    message with a plural raises TypesetError.
    """
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, _no_plurals, newstyle=True
    )
    return environment


def fillable(text: str, message: str) -> Markup:
    """Return a message's translation, escaped, as Jinja2's new-style gettext fills it."""
    return escape(text if "%(" in message else text.replace("%", "%%"))


class Templates:
    """Templates by their names, ready to render."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._environment = new_environment(texts, _label)
        self._environment.filters.update(
            {name: _writers(name) for name in _WRITER_FILTERS},
            plain=_plain,
            emblem=_emblem,
            qr_code=_qr_code,
        )

    def fingerprint(self) -> str:
        """Return a digest of the templates and stylesheets."""
        digest = hashlib.sha256()
        for name, text in sorted(self._texts.items()):
            digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()

    def render(self, leaflet: Leaflet, fmt: Format, finish: Finish = PLAIN) -> Page:
        """Return the page of a leaflet. Raises TypesetError for a fault in a template."""
        return self._page(leaflet, fmt, finish, "leaflet", fmt.name)

    def render_sheet(self, leaflet: Leaflet, fmt: Format) -> Page | None:
        """Return what a format's sheet itself says, as a page; nothing where it says nothing.

        Raises TypesetError for a fault in a template.
        """
        if fmt.sheet is None or not fmt.sheet.template:
            return None
        return self._page(leaflet, fmt, PLAIN, fmt.sheet.template, fmt.sheet.template)

    def _page(
        self, leaflet: Leaflet, fmt: Format, finish: Finish, template: str, stylesheet: str
    ) -> Page:
        edition = leaflet.edition
        locale = edition.locale
        # What prints a part of the text has no room for its notes.
        writer = _Writer(leaflet, with_notes=not fmt.body)
        settings = leaflet.brief.settings
        families = ", ".join(f'"{family}"' for family in families_for(locale))
        context = {
            "writer": writer,
            "edition": edition,
            "fmt": fmt,
            "finish": finish,
            "lang": language_tag(locale),
            "direction": writer.direction,
            "language": endonym(locale),
            "title": _plain(writer.inline(leaflet.brief.title, None)),
            "code": leaflet.code,
            "draft": leaflet.draft,
            "incomplete": leaflet.incomplete,
            "hyphenate": hyphenates(locale),
            "brief": leaflet.brief,
            "settings": settings,
            "contacts": leaflet.contacts,
            "notes": leaflet.notes,
            "sources": leaflet.sources,
            "families": Markup(families),
            "sections": sum(block.level == 2 for block in leaflet.brief.blocks),
            "size_min": settings.fits[edition.audience].size_min,
        }
        try:
            html, css = (
                self._environment.get_template(name).render(context)
                for name in (f"{template}.html.jinja", f"{stylesheet}.css.jinja")
            )
        except BriefkitError:
            raise
        except Exception as error:
            # A template can fail in any way, as it can compute.
            why = str(error) if isinstance(error, TemplateError) else repr(error)
            raise TypesetError(
                Diagnostic(
                    check="template",
                    message=f"A template cannot be rendered: {why}.",
                    hint="Mend the template; “git diff templates/” shows what changed in it.",
                    locale=locale,
                )
            ) from None
        reader = _Reader(language_tag(locale))
        reader.feed(html)
        reader.close()
        return Page(
            html=html,
            css=css,
            title=reader.title,
            language_name=endonym(locale),
            draft_notice=reader.draft_notice,
            language_spans=tuple(reader.spans),
            link_names=reader.link_names,
            text=" ".join("".join(reader.text).split()),
            elements=tuple(reader.elements),
        )


def read_templates(folder: Path) -> Templates:
    """Return the templates of a folder as they are now; ready at once while none has changed."""
    return _templates(tuple(template_texts(folder).items()))


@lru_cache(4)
def _templates(texts: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(texts))


def require_sound_templates(folder: Path) -> None:
    """Raise TypesetError, with file and line, for a template that Jinja2 cannot read."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    for path in sorted(folder.glob("*.jinja")):
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise TypesetError(
                Diagnostic(
                    check="charset",
                    message="The file is not in UTF-8.",
                    hint="Save it again as UTF-8.",
                    location=Location(f"templates/{path.name}"),
                )
            ) from None
        except TemplateSyntaxError as error:
            raise TypesetError(
                Diagnostic(
                    check="template",
                    message=f"This template cannot be read: {error.message}.",
                    hint="Mend the line; “git diff templates/” shows what changed.",
                    location=Location(f"templates/{path.name}", error.lineno),
                )
            ) from None


# The methods of _Writer that templates use as filters.
_WRITER_FILTERS = (
    "inline", "ltr", "isolate", "words", "hours", "day", "language_names", "note", "source_row",
)  # fmt: skip


def _writers(name: str) -> Callable[..., Any]:
    @pass_context
    def write(context: Context, *arguments: Any) -> Any:
        return getattr(context["writer"], name)(*arguments)

    return write


@pass_context
def _label(context: Context, message: str) -> Markup:
    label = context["writer"].leaflet.labels.get((None, message))
    if label is None:
        raise TypesetError(
            Diagnostic(
                check="template",
                message="A template's message has not been extracted.",
                hint="Run “briefkit extract”.",
                msgid=message,
            )
        )
    text = fillable(label.text, message)
    return _annotated(_in_language(text, label.locale) if label.fallback else text, label)


def _no_plurals(*_: object) -> NoReturn:
    raise TypesetError(
        Diagnostic(
            check="template",
            message="A template has a message with a plural, which we don't support.",
            hint="Reword it so that it needs no plural.",
        )
    )


def _in_language(text: Markup, locale: str) -> Markup:
    # `span` stands for a change of language alone: `mend` finds them by it.
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        language_tag(locale), direction(locale), text
    )


def _annotated(markup: Markup, content: LocalisedText | Label) -> Markup:
    """Return markup with what the preview says of it; unchanged for print."""
    if not content.attributes:
        return markup
    attributes = Markup(" ").join(Markup('{}="{}"').format(*pair) for pair in content.attributes)
    return Markup("<briefkit-message {}>{}</briefkit-message>").format(attributes, markup)


class _Writer:
    """Writes the parts of one leaflet as markup."""

    def __init__(self, leaflet: Leaflet, *, with_notes: bool) -> None:
        self.leaflet = leaflet
        self.with_notes = with_notes
        self.locale = leaflet.edition.locale
        self.direction = direction(self.locale)
        self.comma, self.semicolon = separators(self.locale)
        self.marks = iter(leaflet.marks)

    # --- direction ---

    def ltr(self, value: object) -> Markup:
        """Return a number, address or Latin name, which keeps its order and its line."""
        if self.direction == "ltr" and str(value).isalnum():
            # It does so anyway; an element after a no-break space upsets WeasyPrint’s line breaks.
            return escape(value)
        return Markup('<bdi dir="ltr">{}</bdi>').format(value)

    def isolate(self, text: str) -> Markup:
        """Return text with the left-to-right runs in it isolated."""
        if self.direction == "ltr":
            return escape(text)
        parts, end = [], 0
        for match in LEFT_TO_RIGHT.finditer(text):
            parts += [escape(text[end : match.start()]), self.ltr(match[0])]
            end = match.end()
        return Markup("").join([*parts, escape(text[end:])])

    def words(self, text: str) -> Markup:
        """Return a contact's own words, in the direction of their script."""
        if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
            return self.isolate(text)
        return self.ltr(text)

    def hours(self, text: str) -> Markup:
        """Return opening hours, whose spans (9–17) keep their line."""
        if self.direction == "ltr":
            text = re.sub(r"(?<=\d)[-–](?=\d)", "\\g<0>\u2060", text)  # a word joiner
        return self.words(text)

    def day(self, day: date) -> Markup:
        """Return a date in full."""
        return self.date((day.year, day.month, day.day))

    def date(self, parts: tuple[int, ...]) -> Markup:
        """Return (year), (year, month) or (year, month, day), which keeps its line."""
        return Markup("<time>{}</time>").format(self.isolate(format_day(parts, self.locale)))

    def language_names(self, codes: tuple[str, ...]) -> Markup:
        """Return a list of languages by their names in the leaflet's language."""
        return self.isolate(language_names(codes, self.locale))

    def foreign(self, text: str, language: str) -> Markup:
        """Return text in its own language (a name, a title), marked as such."""
        if not language or language == self.locale:
            return self.isolate(text)
        return _in_language(escape(text), language)

    # --- text ---

    def inline(self, content: LocalisedText, note_name: Callable[[int], str] | None) -> Markup:
        """Return a block's content; `note_name` names the link to a note, None leaves notes out."""
        text_direction = direction(content.locale)
        isolated = self.direction == "rtl" and text_direction == "rtl"
        markup = self._nodes(content.inline, note_name, isolated=isolated)
        return _annotated(
            _in_language(markup, content.locale) if content.fallback else markup, content
        )

    def _nodes(
        self,
        nodes: tuple[Inline, ...],
        note_name: Callable[[int], str] | None,
        *,
        isolated: bool,
    ) -> Markup:
        parts: list[Markup] = []
        for position, node in enumerate(nodes):
            match node:
                case Text(text):
                    after = nodes[position + 1] if position + 1 < len(nodes) else None
                    # A reference mark stands close to what it supports.
                    text = text.rstrip(" ") if isinstance(after, Citation) else text
                    parts.append(self.isolate(text) if isolated else escape(text))
                case Emphasis(children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup("<em>{}</em>").format(inner))
                case Strong(children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup("<strong>{}</strong>").format(inner))
                case Link(href, children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup('<a href="{}">{}</a>').format(href, inner))
                case Break():
                    parts.append(Markup("<br>"))
                case Citation() if note_name is not None and self.with_notes:
                    number = next(self.marks)
                    parts.append(
                        Markup(
                            '<sup><a id="ref-{0}" href="#note-{0}" aria-label="{1}">{2}</a></sup>'
                        ).format(number, _plain(note_name(number)), self.ltr(number))
                    )
                case Citation():
                    pass
        return Markup("").join(parts)

    # --- notes ---

    def note(
        self, note: Note, repeated: Callable[..., str], accessed: Callable[..., str]
    ) -> Markup:
        """Return a note's works, in full or short, as the locale writes them."""
        works = [
            self._full(item.reference, accessed)
            if item.first_note is None
            else _squeezed(
                repeated(
                    self.foreign(item.reference.short_author, item.reference.language),
                    self.ltr(item.first_note),
                )
            )
            for item in note.items
        ]
        text = Markup(self.semicolon).join(works)
        # A date may end with a full stop of its own (Bulgarian, Hungarian).
        return text if _plain(text).endswith(".") else text + Markup(".")

    def _title(self, work: Reference) -> Markup:
        opening, closing = quotes(self.locale)
        return escape(opening) + self.foreign(work.title, work.language) + escape(closing)

    def _container(self, work: Reference) -> list[Markup]:
        if not work.container:
            return []
        return [Markup("<em>{}</em>").format(self.foreign(work.container, work.language))]

    def _full(self, work: Reference, accessed: Callable[..., str]) -> Markup:
        parts = [self.foreign(author, work.language) for author in work.authors]
        parts += [self._title(work), *self._container(work)]
        if work.volume:
            issue = f" ({work.issue})" if work.issue else ""
            parts.append(self.ltr(f"{work.volume}{issue}"))
        if work.pages:
            parts.append(self.ltr(work.pages))
        if work.issued:
            parts.append(self.date(work.issued))
        if work.url:
            address = Markup('<a class="url" href="{}">{}</a>')
            parts.append(address.format(work.url, self.ltr(work.url)))
        if work.accessed:
            parts.append(_squeezed(accessed(self.date(work.accessed))))
        return Markup(self.comma).join(parts)

    def source_row(self, row: SourceIndexRow, note_name: Callable[[int], str]) -> Markup:
        """Return a work of the index, with links to the notes that cite it."""
        work = row.reference
        author = [] if work.sort_author in (work.container, work.title) else [work.sort_author]
        parts = [self.foreign(name, work.language) for name in author]
        parts += [self._title(work), *self._container(work)]
        links = [
            Markup('<a href="#note-{}" aria-label="{}">{}</a>').format(
                number, _plain(note_name(number)), self.ltr(number)
            )
            for number in row.notes
        ]
        return Markup("{} ({})").format(
            Markup(self.comma).join(parts), Markup(self.comma).join(links)
        )


def _squeezed(markup: str) -> Markup:
    return Markup(" ".join(markup.split(" ")).strip())


def _plain(markup: str) -> str:
    """Return the text of markup, for an attribute or a title."""
    return " ".join(Markup(markup).striptags().split())


@pass_context
def _emblem(context: Context, title: str) -> Markup:
    return emblem(title, one_colour=context["finish"].grayscale)


def emblem(title: str, *, one_colour: bool = False) -> Markup:
    """Return the EU emblem as SVG: width 3, height 2, twelve stars (Style Guide, Annex A1).

    Each star stands upright in an invisible circle of radius h/18, their centres on a circle of
    radius h/3 at the hours of a clock. Where black is the only colour, the rectangle is outlined in
    black and the stars are black on white.
    """
    height = 540.0
    star = height / 18
    # The inner vertices of a regular five-pointed star lie on a circle smaller by phi squared.
    inner = star / ((1 + math.sqrt(5)) / 2) ** 2
    stars = []
    for hour in range(12):
        angle = math.radians(30 * hour)
        x = height * 0.75 + height / 3 * math.sin(angle)
        y = height / 2 - height / 3 * math.cos(angle)
        points = " ".join(
            f"{x + radius * math.sin(turn):.2f},{y - radius * math.cos(turn):.2f}"
            for point in range(10)
            for radius in (star if point % 2 == 0 else inner,)
            for turn in (math.radians(36 * point),)
        )
        stars.append(f'<polygon points="{points}"/>')
    if one_colour:
        ground, ink = 'x="6" y="6" width="798" height="528" fill="#FFF" stroke="#000"', "#000"
        ground += ' stroke-width="12"'
    else:
        ground, ink = f'width="810" height="540" fill="{EMBLEM_BLUE}"', EMBLEM_YELLOW
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 810 540" role="img">'
        '<title>{}</title><rect {}/><g fill="{}">{}</g></svg>'
    ).format(title, Markup(ground), ink, Markup("").join(map(Markup, stars)))


def _qr_code(address: str) -> Markup:
    return Markup(qr_code(address))


class _Reader(HTMLParser):
    """Reads a page back: its title and text, passages in other languages, names of its links."""

    _HIDDEN = frozenset({"title", "style", "head"})
    _INLINE = frozenset({"a", "b", "bdi", "em", "span", "strong", "sup", "time"})

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.text: list[str] = []
        self.spans: list[tuple[str, str]] = []
        self.link_names: dict[str, str] = {}
        self.elements: list[PageElement] = []
        self.title = ""
        self.draft_notice = ""
        self._hidden = 0
        self._letters = 0
        self._open: list[tuple[str, dict[str, str | None], int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "br", "rect", "polygon"):
            self.text.append(" " if tag == "br" else "")
            return
        if tag not in self._INLINE:
            self.text.append(" ")
        self._hidden += tag in self._HIDDEN
        self._open.append((tag, dict(attrs), len(self.text), self._letters))
        self.draft_notice = dict(attrs).get("data-draft") or self.draft_notice

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, attributes, start, letters = self._open.pop()
            self._hidden -= name in self._HIDDEN
            self.elements.append(
                PageElement(
                    tag=name,
                    start=letters,
                    end=self._letters,
                    lang=attributes.get("lang") or "",
                    id=attributes.get("id") or "",
                )
            )
            if name not in self._INLINE:
                self.text.append(" ")
            content = " ".join("".join(self.text[start:]).split())
            if name == "span":
                self.spans.append((attributes.get("lang") or self.language, content))
            if name == "a" and (href := attributes.get("href")):
                self.link_names[href] = attributes.get("aria-label") or content
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        # The page's own title is the first; pictures have theirs after it.
        if self._open and self._open[-1][0] == "title" and not self.title:
            self.title = " ".join(data.split())
        if not self._hidden:
            self.text.append(data)
            self._letters += len("".join(data.split()))
