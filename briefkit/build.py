"""From editions to leaflets: localise, render, typeset, proof, and let out what passes."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pikepdf

from briefkit.checks import ERRORS, check_catalog
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import BriefkitError, CatalogError, TypesetError, UsageError
from briefkit.fonts import install_fonts
from briefkit.formats import find_format
from briefkit.glyphs import Shaper
from briefkit.html import Page, Templates
from briefkit.locales import PSEUDO_LOCALES, format_day
from briefkit.localise import Leaflet, localise
from briefkit.model import Catalog, Edition
from briefkit.pdf import Typesetter
from briefkit.project import FURNITURE, LoadedBrief, Project, write_atomically
from briefkit.proof import expect, proof, read_edition_code
from briefkit.pseudo import hard_coded_words

__all__ = ["Built", "Order", "State", "build", "hard_coded", "make_leaflet", "plan", "proof_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a worker needs to make leaflets; it crosses process boundaries."""

    root: Path
    bundled: Path
    output: Path
    font_cache: Path
    contacts: tuple[Contact, ...] = ()
    allow_incomplete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of an edition: its file, or what is wrong. `size` is in bytes, `text_size` pt."""

    edition: Edition
    state: str
    path: Path | None = None
    code: str = ""
    pages: int = 0
    size: int = 0
    text_size: float = 0.0
    leading: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = field(default=())


class State:
    """The states that a leaflet can be in."""

    SOURCE = "source"
    REVIEWED = "reviewed"
    DRAFT = "draft"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"


def plan(
    project: Project,
    *,
    briefs: Iterable[str] = (),
    locales: Iterable[str] = (),
    audiences: Iterable[str] = (),
    formats: Iterable[str] = ("a4",),
) -> tuple[Edition, ...]:
    """Return the editions asked for; what is not named means all there are.

    Raises UsageError for a brief, locale, audience or format that there isn't.
    """
    editions = []
    for name in tuple(briefs) or project.brief_names:
        brief = project.brief(name)
        source_locale = next(iter(brief.texts.values())).settings.source_locale
        known = tuple(dict.fromkeys([source_locale, *project.locales]))
        wanted = tuple(locales) or tuple(sorted(known))
        for locale in wanted:
            _require(locale, known, "locale", "Start it with “briefkit init-locale”")
        for audience in tuple(audiences) or tuple(brief.texts):
            _require(audience, tuple(brief.texts), "audience", "See brief.toml")
        editions += [
            Edition(brief=name, audience=audience, locale=locale, format=find_format(fmt).name)
            for locale in wanted
            for audience in (tuple(audiences) or tuple(brief.texts))
            for fmt in formats
        ]
    return tuple(editions)


def _require(name: str, known: tuple[str, ...], what: str, otherwise: str) -> None:
    if name not in known:
        raise UsageError(
            Diagnostic(
                check=what,
                message=f"There is no {what} “{name}”.",
                hint=f"{otherwise}, or choose one of: {', '.join(sorted(known))}.",
            )
        )


def build(
    editions: Iterable[Edition],
    order: Order,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Built], None] = lambda built: None,
) -> tuple[Built, ...]:
    """Make the leaflets of `editions`, and return what became of each, in their order.

    Works in this process for one edition or `jobs` of 1, in `jobs` processes otherwise, or on any
    `executor`. A leaflet that fails is not written, and an older one of its name is taken away,
    lest it be printed. `progress` is called as each is done.
    """
    wanted = tuple(editions)
    if executor is None and (jobs <= 1 or len(wanted) <= 1):
        return tuple(_reported(make_leaflet(edition, order), progress) for edition in wanted)
    if executor is not None:
        return _run(executor, wanted, order, progress)
    # A forked child would delete its parent's fonts, and forking with threads is unsafe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(wanted)), context) as pool:
        return _run(pool, wanted, order, progress)


def _reported(built: Built, progress: Callable[[Built], None]) -> Built:
    progress(built)
    return built


def _run(
    executor: Executor,
    editions: tuple[Edition, ...],
    order: Order,
    progress: Callable[[Built], None],
) -> tuple[Built, ...]:
    futures = {executor.submit(make_leaflet, edition, order): edition for edition in editions}
    done: dict[Edition, Built] = {}
    for future in as_completed(futures):
        built = future.result()
        done[built.edition] = built
        progress(built)
    return tuple(done[edition] for edition in editions)


# --- one leaflet ---


class _Workshop:
    """What a process keeps from one leaflet to the next."""

    def __init__(self, root: Path, bundled: Path) -> None:
        self.project = Project(root, bundled)
        self.templates = Templates(self.project.folder("templates"))
        self.fingerprint = self.templates.fingerprint()
        self._briefs: dict[str, LoadedBrief] = {}
        self._catalogs: dict[tuple[str, str], Catalog] = {}
        self._errors: dict[tuple[str, str], tuple[Diagnostic, ...]] = {}

    def brief(self, name: str) -> LoadedBrief:
        if name not in self._briefs:
            self._briefs[name] = self.project.brief(name)
        return self._briefs[name]

    def catalog(self, domain: str, locale: str) -> Catalog:
        key = (domain, locale)
        if key not in self._catalogs:
            self._catalogs[key] = self.project.catalog(domain, locale)
        return self._catalogs[key]

    def catalog_errors(self, edition: Edition) -> tuple[Diagnostic, ...]:
        """Return what the checks find in an edition's catalogs that must not be printed."""
        source_locale = self.brief(edition.brief).texts[edition.audience].settings.source_locale
        # Invented words are nobody's mistakes.
        if edition.locale == source_locale or edition.locale in PSEUDO_LOCALES:
            return ()
        found: list[Diagnostic] = []
        for domain in (edition.brief, FURNITURE):
            key = (domain, edition.locale)
            if key not in self._errors:
                checked = check_catalog(
                    self.catalog(*key),
                    self.project.messages(domain),
                    source_locale=source_locale,
                    checks=ERRORS,
                )
                errors = (item for item in checked if item.severity is Severity.ERROR)
                self._errors[key] = tuple(errors)
            found += self._errors[key]
        return tuple(found)

    def leaflet(
        self, edition: Edition, contacts: tuple[Contact, ...], *, allow_incomplete: bool
    ) -> tuple[Leaflet, Page]:
        brief = self.brief(edition.brief)
        leaflet = localise(
            edition=edition,
            brief=brief.texts[edition.audience],
            catalog=self.catalog(edition.brief, edition.locale),
            furniture=self.project.furniture,
            furniture_catalog=self.catalog(FURNITURE, edition.locale),
            references=brief.references,
            contacts=contacts,
            fingerprint=self.fingerprint,
            allow_incomplete=allow_incomplete,
        )
        return leaflet, self.templates.render(leaflet, find_format(edition.format))


# One workshop, and one set of fonts, a process: a build changes nothing that they have read.
_workshop = cache(_Workshop)


@cache
def _typesetter(font_cache: Path) -> Typesetter:
    return Typesetter(install_fonts(font_cache))


@cache
def _shaper(font_cache: Path) -> Shaper:
    return Shaper(install_fonts(font_cache))


def make_leaflet(edition: Edition, order: Order) -> Built:
    """Make one leaflet: written below `order.output` if it passes its proof."""
    target = order.output / f"{edition.stem}.pdf"
    try:
        workshop = _workshop(order.root, order.bundled)
        if errors := workshop.catalog_errors(edition):
            raise CatalogError(*errors)
        leaflet, page = workshop.leaflet(
            edition, order.contacts, allow_incomplete=order.allow_incomplete
        )
        fmt, fit = find_format(edition.format), leaflet.brief.settings.fits[edition.audience]
        try:
            typeset = _typesetter(order.font_cache).typeset(page, fit, edition.stem)
        except TypesetError as error:
            if any(diagnostic.check == "fit" for diagnostic in error.diagnostics):
                faults = _crowded(error, leaflet, workshop, order) or (
                    *error.diagnostics,
                    *_longest(leaflet, workshop),
                )
                raise TypesetError(*faults) from None
            raise
        faults = proof(typeset.pdf, expect(leaflet, page, fmt, fit), _shaper(order.font_cache))
        if not faults:
            write_atomically(target, typeset.pdf)
    except BriefkitError as error:
        faults = tuple(error.diagnostics)
    except OSError as error:
        faults = (
            Diagnostic(
                check="files",
                message=f"The leaflet cannot be written: {error.strerror or error}.",
                hint="Check that there is room, and that you may write there.",
                location=Location(str(target)),
            ),
        )
    if faults:
        _withdraw(target)
        return Built(edition=edition, state=State.REFUSED, diagnostics=faults)
    return Built(
        edition=edition,
        state=_state(leaflet),
        path=target,
        code=leaflet.code,
        pages=typeset.pages,
        size=len(typeset.pdf),
        text_size=typeset.size,
        leading=typeset.leading,
    )


def _state(leaflet: Leaflet) -> str:
    if leaflet.incomplete:
        return State.INCOMPLETE
    if leaflet.edition.locale == leaflet.source_locale:
        return State.SOURCE
    return State.DRAFT if leaflet.draft else State.REVIEWED


def _withdraw(path: Path) -> None:
    """Take away a leaflet of ours that is no longer fit to print; leave any other file alone."""
    try:
        if path.is_file() and read_edition_code(path.read_bytes()):
            path.unlink()
    except (OSError, pikepdf.PdfError):
        pass


def _crowded(
    error: TypesetError, leaflet: Leaflet, workshop: _Workshop, order: Order
) -> tuple[Diagnostic, ...]:
    """Return what to say of a leaflet that would fit with fewer contacts, or nothing."""
    edition, fit = leaflet.edition, leaflet.brief.settings.fits[leaflet.edition.audience]
    for count in reversed(range(len(order.contacts))):
        _, page = workshop.leaflet(
            edition, order.contacts[:count], allow_incomplete=order.allow_incomplete
        )
        try:
            _typesetter(order.font_cache).typeset(page, fit, edition.stem)
        except TypesetError:
            continue
        hint = (
            f"Its {len(order.contacts)} contacts are the cause: at most {count} would fit. "
            "Choose with --country and --region, or take some out of the file."
        )
        return tuple(replace(diagnostic, hint=hint) for diagnostic in error.diagnostics)
    return ()


def _longest(leaflet: Leaflet, workshop: _Workshop) -> Iterator[Diagnostic]:
    """Yield the three messages that grew most in translation."""
    brief = workshop.brief(leaflet.edition.brief).texts[leaflet.edition.audience]
    catalog = workshop.catalog(leaflet.edition.brief, leaflet.edition.locale)
    grown = []
    for segment in brief.segments():
        entry, text = catalog.entry(segment.key), catalog.lookup(segment.key)
        if entry is not None and text is not None:
            grown.append((len(text) - len(segment.text), entry, text))
    for more, entry, text in sorted(grown, key=lambda item: item[0], reverse=True)[:3]:
        yield Diagnostic(
            check="fit",
            message=f"{more} characters longer than its source: {text[:60]}…",
            location=Location(catalog.path, entry.line),
            locale=catalog.locale,
            msgid=entry.message.msgid,
        )


def hard_coded(built: Built, order: Order) -> tuple[str, ...]:
    """Return the words of a leaflet in the pseudo-locale en_XA that stand in no catalog."""
    workshop = _workshop(order.root, order.bundled)
    leaflet, page = workshop.leaflet(built.edition, order.contacts, allow_incomplete=True)
    allowed = [text for _, text in page.language_spans]
    allowed += [work.reference.url for work in leaflet.sources]
    allowed += [format_day((2000, month), leaflet.edition.locale) for month in range(1, 13)]
    allowed += [leaflet.brief.settings.project, leaflet.brief.settings.programme]
    return hard_coded_words(page.text, allowed)


# --- proof of a finished file ---


def proof_file(path: Path, order: Order) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a leaflet's file, judged by the project as it is now."""
    workshop = _workshop(order.root, order.bundled)

    def fault(message: str, hint: str) -> tuple[Diagnostic, ...]:
        return (
            Diagnostic(check="proof", message=message, hint=hint, location=Location(str(path))),
        )

    try:
        data = path.read_bytes()
        code = read_edition_code(data)
    except OSError as error:
        return fault(f"The file cannot be read: {error.strerror}.", "Check its name.")
    except pikepdf.PdfError:
        return fault("This is not a PDF, or not a whole one.", "Build it again.")
    for edition in plan(workshop.project):
        leaflet, page = _attempt(workshop, edition, order.contacts, code)
        if leaflet is None or page is None:
            continue
        if leaflet.code != code:
            return fault(
                f"This leaflet ({code}) was made from another state of its texts; "
                f"it would be {leaflet.code} now.",
                "Build it again, with the same contacts if it had any.",
            )
        fmt = find_format(edition.format)
        fit = leaflet.brief.settings.fits[edition.audience]
        return proof(data, expect(leaflet, page, fmt, fit), _shaper(order.font_cache))
    return fault("This PDF is no leaflet of this project.", "Give a file that briefkit built.")


def _attempt(
    workshop: _Workshop, edition: Edition, contacts: tuple[Contact, ...], code: str
) -> tuple[Leaflet | None, Page | None]:
    settings = workshop.brief(edition.brief).texts[edition.audience].settings
    if not code.startswith(edition.code_prefix(settings.code)):
        return None, None
    return workshop.leaflet(edition, contacts, allow_incomplete=True)
