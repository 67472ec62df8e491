"""What leaflets are made from, as this process has read it: texts, catalogs and templates."""

from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.build.digests import own_digests, program_digest, wording_digests
from briefkit.build.orders import Order
from briefkit.build.typesetters import fit_of
from briefkit.catalogs.checks import catalog_errors
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, CatalogError, TypesetError
from briefkit.languages import (
    PSEUDO_LOCALES,
    FontSource,
    declared_language,
    families_of,
    fonts_for,
    uninstalled_font,
)
from briefkit.leaflet import (
    AVAILABLE,
    LANGUAGES_SHEETS,
    PLAIN,
    Finish,
    Format,
    LanguageLine,
    Leaflet,
    Page,
    Wording,
    find_format,
    in_script_order,
    localise_text,
    passages_of,
    read_templates,
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
        self._wording: tuple[tuple[Edition, bool], Wording] | None = None
        self._digests: tuple[Brief[LocalisedText], dict[str, str]] | None = None
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
        self._catalogs, self._wording = {}, None
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
        # Invented words are nobody's mistakes.
        if edition.locale in PSEUDO_LOCALES:
            return ()
        found: list[Diagnostic] = []
        for domain in (edition.brief, LEAFLET_DOMAIN):
            if is_source(self.project, domain, edition.locale):
                continue
            key = (domain, edition.locale)
            catalog = self.catalog(*key)
            checked, errors = self._errors.get(key, (None, ()))
            if catalog != checked:
                messages = wanted_in(self.project.messages(domain), edition.locale)
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
        return leaflet, templates.render(leaflet, find_format(edition.format), finish)

    def localised(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        allow_incomplete: bool,
        site: str = "",
    ) -> Leaflet:
        """Return a leaflet, in its language. Raises BriefkitError for what needs work.

        With the address of a `site`, it says where on that its page stands.
        """
        kind = edition.common, allow_incomplete
        known, wording = self._wording or (None, None)
        if wording is None or known != kind:
            brief = self.project.brief(edition.brief)
            wording = localise_text(
                edition=edition,
                brief=brief.texts[edition.audience],
                catalog=self.catalog(edition.brief, edition.locale),
                shared=self.project.leaflet_messages,
                shared_catalog=self.catalog(LEAFLET_DOMAIN, edition.locale),
                references=brief.references,
                fingerprint=self._fingerprints[edition.brief],
                fonts=fonts_for(edition.locale, brief.fonts),
                allow_incomplete=allow_incomplete,
            )
            self._wording = kind, wording
        if find_format(edition.format) in LANGUAGES_SHEETS.values():
            listed = listed_languages(edition, self, site)
            return wording.with_languages(listed.lines, listed.fonts)
        return wording.with_contacts(edition.office, contacts, site)

    def source(self, edition: Edition) -> Brief[Segment]:
        """Return the text that an edition is translated from, with its locale's pictures."""
        text = self.project.brief(edition.brief).texts[edition.audience]
        return text.for_locale(edition.locale)

    def digests(self, leaflet: Leaflet, order: Order) -> dict[str, str]:
        """Return the digests of what a leaflet is made from."""
        known, digests = self._digests or (None, {})
        if known is not leaflet.brief:
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
            self._digests = leaflet.brief, digests
        return digests | own_digests(leaflet, (order.finish, order.profile))

    def expected(
        self, leaflet: Leaflet, page: Page, finish: Finish = PLAIN, fmt: Format | None = None
    ) -> Expectation:
        """Return what the PDF of a leaflet must show, in its edition's format or in `fmt`."""
        edition, source = leaflet.edition, self.source(leaflet.edition)
        return expect(
            leaflet,
            page,
            fmt or find_format(edition.format),
            fit_of(leaflet),
            subject=subject_of(leaflet, source),
            grayscale=finish.grayscale,
            passages=passages_of(
                leaflet,
                source,
                self.catalog(edition.brief, edition.locale),
                self.catalog(LEAFLET_DOMAIN, edition.locale),
            ),
        )


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
    if AVAILABLE.key not in {message.key for message in inputs.project.leaflet_messages}:
        raise TypesetError(
            Diagnostic(
                check="template",
                message="The project's own templates are older than the languages sheet.",
                hint="Copy languages.html.jinja and rows/languages*.css.jinja from the templates "
                "of briefkit, then give “briefkit extract” and “briefkit update”.",
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
    titles = [leaflet.edition.brief, source.title.text, leaflet.brief.title.plain]
    return subject_words(titles, [label.text for label in leaflet.labels.values()])


# One for each project: a build changes nothing that they have read.
_inputs: dict[tuple[Path, Path], Inputs] = {}


def inputs_of(root: Path, bundled: Path) -> Inputs:
    """Return what this process has read of the project in `root`, or reads now."""
    key = root, bundled
    if key not in _inputs:
        _inputs[key] = Inputs(Project(root, bundled))
    return _inputs[key]


def take_over(project: Project) -> None:
    """Have this process make leaflets of a project as it has been read, here or elsewhere."""
    declare_languages_of(project.root)
    _inputs[project.root, project.bundled] = Inputs(project)


def reread() -> None:
    """Have this process's next leaflet made from the files as they are then."""
    for key, inputs in list(_inputs.items()):
        try:
            inputs.renew()
        except (OSError, BriefkitError):
            del _inputs[key]  # the next leaflet says what cannot be read
