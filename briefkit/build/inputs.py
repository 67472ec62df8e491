"""What leaflets are made from, as this process has read it: texts, catalogs and templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from briefkit.build.digests import own_digests, program_digest, wording_digests
from briefkit.build.orders import Order
from briefkit.build.typesetters import fit_of
from briefkit.catalogs.checks import catalog_errors
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError, CatalogError, TypesetError
from briefkit.languages import (
    PSEUDO_LOCALES,
    FontSource,
    declared_language,
    families_of,
    fonts_for,
    uninstalled_font,
    use_fonts_in,
)
from briefkit.leaflet import (
    AVAILABLE,
    COMPILED,
    LANGUAGES_SHEETS,
    PLAIN,
    Finish,
    Format,
    LanguageLine,
    Leaflet,
    Page,
    Passage,
    Wording,
    find_format,
    format_of,
    in_script_order,
    in_two_languages,
    localise_text,
    passages_of,
    read_templates,
    with_twin,
)
from briefkit.model import Brief, Catalog, Edition, LocalisedText, Segment, wanted_in
from briefkit.project import (
    LEAFLET_DOMAIN,
    Project,
    brief_locales,
    declare_languages_of,
    is_source,
    source_digest,
    template_folders,
)
from briefkit.proof import Expectation, expect, subject_words

__all__ = ["Inputs", "Listed", "inputs_of", "listed_languages", "reread", "subject_of", "take_over"]


class Inputs:
    """A project's texts, catalogs and templates: each read once, until `renew` is called."""

    def __init__(self, project: Project) -> None:
        self._catalogs: dict[tuple[str, str], Catalog] = {}
        self._errors: dict[tuple[str, str], tuple[Catalog, tuple[Diagnostic, ...]]] = {}
        # Of the last leaflet: those of other offices differ in nothing else.
        self._wordings: dict[tuple[Edition, bool], Wording] = {}
        self._listed: dict[tuple[Edition, str], Listed] = {}
        self._digests: tuple[tuple[Brief[LocalisedText], ...], dict[str, str]] | None = None
        self._open(project)

    def _open(self, project: Project) -> None:
        # All or nothing: what can't be read now is read anew the next time.
        digest = source_digest(project)
        folders = {name: template_folders(project, name) for name in project.brief_names}
        templates = {name: read_templates(folders[name]) for name in folders}
        fingerprints = {name: read.fingerprint() for name, read in templates.items()}
        # Each brief's, by its name.
        self.project, self.templates = project, templates
        self._source_digest, self._fingerprints = digest, fingerprints

    def renew(self) -> None:
        """Have catalogs read again; the briefs and templates too, where their content changed."""
        self._catalogs, self._wordings, self._listed = {}, {}, {}
        project = Project(self.project.root, self.project.bundled)
        if source_digest(project) != self._source_digest:
            self._errors = {}
            self._open(project)

    def catalog(self, domain: str, locale: str) -> Catalog:
        """Return a catalog; an empty one where there is none. Raises CatalogError."""
        key = (domain, locale)
        if key not in self._catalogs:
            self._catalogs[key] = self.project.catalogs.read(domain, locale)
        return self._catalogs[key]

    def catalog_errors(self, edition: Edition) -> tuple[Diagnostic, ...]:
        """Return what the checks find in an edition's catalogs that must not be printed."""
        found: list[Diagnostic] = []
        # Invented words are nobody's mistakes.
        locales = [each for each in edition.locales if each not in PSEUDO_LOCALES]
        for domain, locale in product((edition.brief, LEAFLET_DOMAIN), locales):
            if is_source(self.project, domain, locale):
                continue
            key = (domain, locale)
            catalog = self.catalog(*key)
            checked, errors = self._errors.get(key, (None, ()))
            if catalog != checked:
                messages = wanted_in(self.project.messages(domain), locale)
                errors = catalog_errors(
                    catalog, messages, source_locale=self.project.source_locale(domain)
                )
                self._errors[key] = catalog, errors
            found += errors
        return tuple(found)

    def leaflet(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        allow_incomplete: bool,
        finish: Finish = PLAIN,
        site: str = "",
    ) -> tuple[Leaflet, Page]:
        """Return a leaflet and its page. Raises BriefkitError for what needs work."""
        leaflet = self.localised(edition, contacts, allow_incomplete=allow_incomplete, site=site)
        templates = self.templates[edition.brief]
        return leaflet, templates.render(leaflet, format_of(edition), finish)

    def localised(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        allow_incomplete: bool,
        site: str = "",
    ) -> Leaflet:
        """Return a leaflet, in its languages. Raises BriefkitError for what needs work.

        With the address of a `site`, it says where on that its page stands.
        """
        if find_format(edition.format) in LANGUAGES_SHEETS.values():
            listed = listed_languages(edition, self, site)
            wording = _wording(self, edition, allow_incomplete)
            return wording.with_languages(listed.lines, listed.fonts)
        first, *others = (
            _wording(
                self, replace(edition, locale=locale, second="", twin=""), allow_incomplete
            ).with_contacts(edition.office, contacts, site)
            for locale in edition.locales
        )
        paired = with_twin if edition.twin else in_two_languages
        return paired(edition, first, *others) if others else first

    def source(self, edition: Edition) -> Brief[Segment]:
        """Return the text that an edition is translated from, with its locale's pictures."""
        text = self.project.brief(edition.brief).texts[edition.audience]
        return text.for_locale(edition.locale)

    def digests(self, leaflet: Leaflet, order: Order) -> dict[str, str]:
        """Return the digests of what a leaflet is made from."""
        known, digests = self._digests or ((), {})
        briefs = tuple(half.brief for half in leaflet.by_language)
        if list(map(id, known)) != list(map(id, briefs)):
            source = self.source(leaflet.edition)
            with_code = ["code_qr"] if source.settings.code_qr else []
            language = declared_language(leaflet.edition.locale)
            declared = (language,) if language else ()
            digests = wording_digests(
                source,
                leaflet,
                templates=self._fingerprints[leaflet.edition.brief],
                settings=(source.settings, fit_of(leaflet), leaflet.fonts, *with_code, *declared),
                program=program_digest(),
            )
            self._digests = briefs, digests
        return digests | own_digests(leaflet, (order.finish, order.profile))

    def expected(
        self, leaflet: Leaflet, page: Page, finish: Finish = PLAIN, fmt: Format | None = None
    ) -> Expectation:
        """Return what the PDF of a leaflet must show, in its edition's format or in `fmt`."""
        return expect(
            leaflet,
            page,
            fmt or format_of(leaflet.edition),
            fit_of(leaflet),
            subject=subject_of(leaflet, self.source(leaflet.edition)),
            grayscale=finish.grayscale,
            passages=tuple(p for half in leaflet.by_language for p in _passages(self, half)),
        )


def _wording(inputs: Inputs, edition: Edition, allow_incomplete: bool) -> Wording:
    """Return what the leaflets of all offices have in common, in an edition's one language."""
    kind = edition.common, allow_incomplete
    if kind not in inputs._wordings:
        brief = inputs.project.brief(edition.brief)
        wording = localise_text(
            edition=edition,
            brief=brief.texts[edition.audience],
            catalog=inputs.catalog(edition.brief, edition.locale),
            shared=inputs.project.leaflet_messages,
            shared_catalog=inputs.catalog(LEAFLET_DOMAIN, edition.locale),
            references=brief.references,
            fingerprint=inputs._fingerprints[edition.brief],
            fonts=fonts_for(edition.locale, brief.fonts),
            allow_incomplete=allow_incomplete,
        )
        same = {k: known for k, known in inputs._wordings.items() if _is_beside(k[0], edition)}
        inputs._wordings = same | {kind: wording}
    return inputs._wordings[kind]


def _passages(inputs: Inputs, leaflet: Leaflet) -> tuple[Passage, ...]:
    """Return the messages that a leaflet in one language prints."""
    edition = leaflet.edition
    catalogs = (inputs.catalog(d, edition.locale) for d in (edition.brief, LEAFLET_DOMAIN))
    return passages_of(leaflet, inputs.source(edition), *catalogs)


def _is_beside(one: Edition, other: Edition) -> bool:
    """Whether two editions are of one text and format: one may stand beside the other."""
    return replace(one, locale=other.locale) == other


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The languages of a text: `lines` of a sheet and their `fonts`; the locales that are left out.

    These have catalogs, and no leaflet can be made of them.
    """

    lines: tuple[LanguageLine, ...]
    fonts: tuple[FontSource, ...]
    left_out: tuple[str, ...]


def listed_languages(edition: Edition, inputs: Inputs, site: str = "") -> Listed:
    """Return the languages in which there are leaflets of an edition's text, as a sheet has them.

    With the address of a `site`, they say where on that their pages stand. Raises SourceError where
    the brief can't be read, and TypesetError where the templates are older than the sheet.
    """
    if (edition, site) not in inputs._listed:
        inputs._listed = {(edition, site): _listing(edition, inputs, site)}
    return inputs._listed[edition, site]


def _listing(edition: Edition, inputs: Inputs, site: str) -> Listed:
    """Return the languages of a text as `listed_languages` does, read anew."""
    if AVAILABLE.key not in {message.key for message in inputs.project.leaflet_messages}:
        raise TypesetError(
            Diagnostic(
                check="template",
                message=translatable(
                    "The project's own templates are older than the languages sheet."
                ),
                hint=translatable(
                    "Copy %(files)s from the templates of briefkit, then give “%(command)s” and "
                    "“%(next)s”.",
                    files="languages.html.jinja, rows/languages*.css.jinja",
                    command="briefkit extract",
                    next="briefkit update",
                ),
            )
        )
    reader = inputs.project.brief(edition.brief).texts[edition.audience].reader
    lines, left_out = [], []
    fonts: list[FontSource] = []
    for locale in filter(reader.is_made_in, brief_locales(inputs.project, edition.brief)):
        try:
            leaflet = _sound_leaflet(replace(edition, locale=locale, format="a4"), inputs, site)
        except BriefkitError:
            left_out.append(locale)
            continue
        fonts += leaflet.fonts
        lines.append(
            LanguageLine(
                locale=locale,
                sentence=leaflet.labels[AVAILABLE.key],
                families=families_of(leaflet.fonts),
                address=leaflet.web_address,
                draft=leaflet.draft,
                by_machine=leaflet.by_machine,
            )
        )
    return Listed(
        lines=in_script_order(lines),
        fonts=tuple(dict.fromkeys(fonts)),
        left_out=tuple(left_out),
    )


def _sound_leaflet(edition: Edition, inputs: Inputs, site: str) -> Leaflet:
    """Return a leaflet that can be made. Raises BriefkitError for another."""
    if errors := inputs.catalog_errors(edition):
        raise CatalogError(*errors)
    if font := uninstalled_font(edition.locale):
        raise TypesetError(font)
    return inputs.localised(edition, (), allow_incomplete=False, site=site)


def subject_of(leaflet: Leaflet, source: Brief[Segment]) -> frozenset[str]:
    """Return the words that give away what a leaflet of a text is about."""
    halves = leaflet.by_language
    titles = [leaflet.edition.brief, source.title.text, *(h.brief.title.plain for h in halves)]
    return subject_words(titles, [label.text for h in halves for label in h.labels.values()])


# One for each project: a build changes nothing that they have read.
_inputs: dict[tuple[Path, Path], Inputs] = {}


def inputs_of(root: Path, bundled: Path) -> Inputs:
    """Return what this process has read of the project in `root`, or reads now."""
    key = root, bundled
    if key not in _inputs:
        _inputs[key] = Inputs(Project(root, bundled))
    return _inputs[key]


def take_over(project: Project, compiled: Mapping[str, bytes] | None = None) -> None:
    """Have this process make leaflets of a project as it has been read, here or elsewhere.

    `compiled` are templates that another process of ours has compiled.
    """
    COMPILED.take(compiled or {})
    declare_languages_of(project.root)
    use_fonts_in(project.folder("fonts"))
    _inputs[project.root, project.bundled] = Inputs(project)


def reread() -> None:
    """Have this process's next leaflet made from the files as they are then."""
    for key, inputs in list(_inputs.items()):
        try:
            inputs.renew()
        except (OSError, BriefkitError):
            del _inputs[key]  # the next leaflet says what cannot be read
