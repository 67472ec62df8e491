"""From editions to leaflets: localise, render, typeset, proof, and let out what passes."""

import hashlib
import io
import multiprocessing
import os
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache, partial
from importlib.metadata import version
from pathlib import Path

import pikepdf

from briefkit.build.tracing import (
    MANIFEST,
    Record,
    Trace,
    digests_of,
    find_edition,
    near_codes,
    parse_manifest,
    record_line,
    trace,
)
from briefkit.catalogs import hard_coded_words
from briefkit.catalogs.checks import catalog_errors
from briefkit.contacts import Contact, by_office
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, CatalogError, ContactError, TypesetError, UsageError
from briefkit.languages import (
    PSEUDO_LOCALES,
    SOURCES,
    FontSource,
    format_day,
    install_fonts,
    missing_glyphs,
    sources_for,
)
from briefkit.leaflet import (
    FORMATS,
    PLAIN,
    PT_PER_MM,
    Finish,
    Format,
    Leaflet,
    Page,
    find_format,
    localise,
    passages_of,
    read_templates,
)
from briefkit.model import Catalog, Edition, Fit, office_slug
from briefkit.project import LEAFLET_DOMAIN, Project, append_line, require_choice, write_atomically
from briefkit.proof import (
    Expectation,
    Shaper,
    expect,
    page_count,
    proof,
    proof_press,
    proof_sheet,
    read_edition_code,
    subject_words,
)
from briefkit.typeset import OutputProfile, Typeset, Typesetter, grayscale, impose, press_file

__all__ = [
    "Built",
    "MadeFile",
    "Order",
    "State",
    "WebPage",
    "build",
    "for_offices",
    "hard_coded",
    "make_leaflet",
    "plan",
    "proof_file",
    "reread",
    "trace_code",
    "web_page",
    "withdraw_earlier",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a worker needs to make leaflets; it crosses process boundaries.

    `made` is the time of making, told by the caller: without it, no manifest is kept.
    """

    root: Path
    bundled: Path
    output: Path
    font_cache: Path
    contacts: tuple[Contact, ...] = ()
    allow_incomplete: bool = False
    finish: Finish = PLAIN
    profile: OutputProfile | None = None
    made: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file of a leaflet: to read, to print from (“sheet”), or for the print shop (“press”)."""

    path: Path
    kind: str
    pages: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of an edition: its files, or what is wrong. `path` is the one to read.

    `size` is in bytes, `text_size` in pt. One that was not `made` lay there, and nothing that it
    depends on has changed.
    """

    edition: Edition
    state: str
    path: Path | None = None
    code: str = ""
    pages: int = 0
    size: int = 0
    text_size: float = 0.0
    leading: float = 0.0
    files: tuple[MadeFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    made: bool = True


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
    discreet: bool = False,
) -> tuple[Edition, ...]:
    """Return the editions asked for; what is not named means all there are.

    A format that an audience doesn't have is left out where the audience is not named. Raises
    UsageError for a brief, locale, audience or format that there isn't, and for a format that is
    not for the audience named, or has no discreet form where one is asked for.
    """
    editions = []
    chosen = [find_format(fmt) for fmt in dict.fromkeys(formats)]
    named = tuple(audiences)
    for name in tuple(briefs) or project.brief_names:
        brief = project.brief(name)
        settings = next(iter(brief.texts.values())).settings
        known = tuple(dict.fromkeys([settings.source_locale, *project.locales]))
        wanted = tuple(locales) or tuple(sorted(known))
        for locale in wanted:
            require_choice(locale, known, "locale", "Start it with “briefkit init-locale”")
        for audience in named:
            require_choice(audience, brief.texts, "audience", "See brief.toml")
        for fmt in chosen:
            _require_possible(fmt, named, discreet=discreet)
        editions += [
            Edition(
                brief=name,
                audience=audience,
                locale=locale,
                format=fmt.name,
                alias=settings.code.lower() if discreet or fmt.always_discreet else "",
            )
            for locale in wanted
            for audience in named or tuple(brief.texts)
            for fmt in chosen
            if audience in (DISCREET_FOR if discreet else fmt.audiences)
        ]
    if not editions:
        raise UsageError(
            Diagnostic(
                check="format",
                message="None of the briefs has a text for the audience of these formats.",
                hint="Name another --format, or give the brief a community.md.",
            )
        )
    return tuple(editions)


# Professionals have no need to hide what they read.
DISCREET_FOR = ("community",)


def _require_possible(fmt: Format, audiences: tuple[str, ...], *, discreet: bool) -> None:
    possible = DISCREET_FOR if discreet else fmt.audiences
    if discreet and not fmt.outside:
        message = f"The format “{fmt.name}” has no discreet form: it shows its subject."
        hint = f"Choose one of: {', '.join(f.name for f in FORMATS.values() if f.outside)}."
    elif wrong := [audience for audience in audiences if audience not in possible]:
        form = f"{'discreet ' if discreet else ''}{fmt.name}"
        message = f"There is no {form} for the audience “{wrong[0]}”."
        hint = f"It is for: {', '.join(possible)}. Leave --audience out, or name another --format."
    else:
        return
    raise UsageError(Diagnostic(check="format", message=message, hint=hint))


def build(
    editions: Iterable[Edition],
    order: Order,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Built], None] = lambda built: None,
    anew: bool = False,
) -> tuple[Built, ...]:
    """Make the leaflets of `editions`, and return what became of each, in their order.

    Those that the manifest says were made of the very same are left as they are, unless all are
    wanted `anew`.
    Works in this process for one edition or `jobs` of 1, in `jobs` processes otherwise, or on any
    `executor`. A leaflet that fails is not written, and an older one of its name is taken away,
    lest it be printed. `progress` is called as each is done.
    """
    wanted = tuple(editions)
    offices = _of_offices(order)
    found = {} if anew else _current(wanted, order, offices, progress)
    missing = {edition: offices[edition.office] for edition in wanted if edition not in found}
    if executor is not None:
        make = partial(_make_once, begun=_now_there(order.output))
        found |= _run(executor, make, missing, progress)
    elif jobs <= 1 or len(missing) <= 1:
        found |= {e: _reported(make_leaflet(e, o), progress) for e, o in missing.items()}
    else:
        # A forked child would delete its parent's fonts, and forking with threads is unsafe.
        context = multiprocessing.get_context("spawn")
        waiting = list(_longest_first(missing, order).items())
        for start in range(0, len(waiting), batch := MOST_A_PROCESS * jobs):
            some = dict(waiting[start : start + batch])
            with ProcessPoolExecutor(min(jobs, len(some)), context) as pool:
                found |= _run(pool, make_leaflet, some, progress)
    return tuple(found[edition] for edition in wanted)


# How many leaflets processes make, each, before others take their places: setting loses some memory
# (docs/performance.md). Not by `max_tasks_per_child`, which can lock up (CPython issue 115634).
MOST_A_PROCESS = 1_000


def _longest_first(orders: Mapping[Edition, Order], order: Order) -> dict[Edition, Order]:
    """Return the orders by the length of their texts, lest the last one keep all waiting."""
    project = _workshop(order.root, order.bundled).project

    @cache
    def length(brief: str, audience: str) -> int:
        return sum(len(segment.text) for segment in project.brief(brief).texts[audience].segments())

    return dict(sorted(orders.items(), key=lambda o: -length(o[0].brief, o[0].audience)))


def _of_offices(order: Order) -> dict[str, Order]:
    """Return the order for each office: with its own contacts, so that little crosses processes.

    Where there are offices, a leaflet of none has the contacts that belong to none.
    """
    shared = tuple(contact for contact in order.contacts if not contact.office)
    contacts = {"": shared} | by_office(order.contacts)
    return {office: replace(order, contacts=own) for office, own in contacts.items()}


def for_offices(editions: Iterable[Edition], contacts: Iterable[Contact]) -> tuple[Edition, ...]:
    """Return the editions for each office that the contacts have; as they are where it has none."""
    offices = by_office(contacts)
    return tuple(replace(edition, office=office) for office in offices for edition in editions)


def _current(
    editions: Iterable[Edition],
    order: Order,
    offices: Mapping[str, Order],
    progress: Callable[[Built], None],
    *,
    since: str = "",
) -> dict[Edition, Built]:
    """Return the leaflets that lie there just as they would be made now.

    With `since`, a time of making, only those that were made then.
    """
    listed = _records(order.output) if order.made is not None else ()
    if not listed:
        return {}
    records = {(record.edition, frozenset(record.files)): record for record in listed}
    workshop = _workshop(order.root, order.bundled)
    found = {}
    for edition in editions:
        names = {name: kind for kind, name in _wanted_files(edition, order.finish)}
        record = records.get((edition, frozenset(names)))
        if record is None or since not in ("", record.made):
            continue
        files = _lying_there(record, names, order.output)
        if not files:
            continue
        try:
            leaflet = workshop.localised(
                edition,
                offices[edition.office].contacts,
                allow_incomplete=order.allow_incomplete,
            )
            if workshop.catalog_errors(edition):
                continue
        except BriefkitError:
            continue  # making it will tell
        if record.code == leaflet.code and record.digests == workshop.digests(leaflet, order):
            found[edition] = _reported(_built_before(record, files), progress)
    return found


def _records(output: Path) -> tuple[Record, ...]:
    """Return what the manifest of a folder of leaflets has; nothing where it has none."""
    manifest = output / MANIFEST
    if not manifest.is_file():
        return ()
    return parse_manifest(manifest.read_text(encoding="utf-8", errors="replace"))


def _lying_there(record: Record, names: Mapping[str, str], folder: Path) -> tuple[MadeFile, ...]:
    """Return a record's files, whose kinds `names` says, or nothing if one is gone or altered."""
    files = []
    for name, kind in names.items():
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return ()
        file = _made_file(path, kind, data, pages=0 if kind else record.pages)
        if file.sha256 != record.files[name]:
            return ()
        files.append(file)
    return tuple(files)


def _made_file(path: Path, kind: str, data: bytes, *, pages: int = 0) -> MadeFile:
    return MadeFile(
        path=path,
        kind=kind,
        pages=pages or page_count(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _built_before(record: Record, files: tuple[MadeFile, ...]) -> Built:
    return Built(
        edition=record.edition,
        state=record.state,
        path=files[0].path,
        code=record.code,
        pages=record.pages,
        size=files[0].size,
        text_size=record.text_size,
        leading=record.leading,
        files=files,
        made=False,
    )


LOST_WORKER = Diagnostic(
    check="worker",
    message="A process that made leaflets was ended from outside: memory may have run out.",
    hint="Build again, with fewer at once: --jobs 1.",
)


def _unforeseen(error: Exception) -> Diagnostic:
    return Diagnostic(
        check="worker",
        message=f"The leaflet could not be made: {type(error).__name__}: {error}",
        hint="Build it alone, with --jobs 1. If that fails too, report it.",
    )


def withdraw_earlier(output: Path, unfit: Callable[[Edition], bool]) -> tuple[str, ...]:
    """Take away the leaflets that a folder’s manifest has, of editions that are `unfit` to print.

    Returns their files’ names. A folder without a manifest is left alone.
    """
    names = dict.fromkeys(n for r in _records(output) if unfit(r.edition) for n in r.files)
    there = [name for name in names if Path(name).name == name and (output / name).is_file()]
    for name in there:
        _withdraw(output / name)
    return tuple(name for name in there if not (output / name).exists())


def _refused(edition: Edition, order: Order, faults: tuple[Diagnostic, ...]) -> Built:
    """Take away the files that lie there of a leaflet, and say why it is refused."""
    for finish in (PLAIN, Finish(grayscale=True)):  # its text is the same in both
        for _, name in _file_names(edition, finish):
            _withdraw(order.output / name)
    return Built(edition=edition, state=State.REFUSED, diagnostics=faults)


def _reported(built: Built, progress: Callable[[Built], None]) -> Built:
    progress(built)
    return built


def _run(
    executor: Executor,
    make: Callable[[Edition, Order], Built],
    orders: Mapping[Edition, Order],
    progress: Callable[[Built], None],
) -> dict[Edition, Built]:
    futures = {executor.submit(make, e, order): e for e, order in orders.items()}
    done: dict[Edition, Built] = {}
    for future in as_completed(futures):
        edition = futures[future]
        try:
            built = future.result()
        except BrokenProcessPool:
            built = _refused(edition, orders[edition], (LOST_WORKER,))
        except Exception as error:
            # An executor can fail in ways of its own: one leaflet’s fault is not all leaflets’.
            built = _refused(edition, orders[edition], (_unforeseen(error),))
        done[built.edition] = built
        progress(built)
    return done


def _make_once(edition: Edition, order: Order, *, begun: int) -> Built:
    """Make a leaflet unless this order has: a worker may have ended before it could say so.

    Executors that give a lost worker's work to another need it; pools of our own do not. `begun` is
    what the disk's clock said before, in ns: an older file spares looking through the manifest.
    """
    _read_for(begun)
    leaflet = order.output / f"{edition.stem}.pdf"
    if order.made is not None and leaflet.exists() and leaflet.stat().st_mtime_ns >= begun:
        made = order.made.isoformat(timespec="seconds")
        orders = {edition.office: order}
        for built in _current([edition], order, orders, lambda _: None, since=made).values():
            return replace(built, made=True)
    return make_leaflet(edition, order)


@lru_cache(1)
def _read_for(begun: int) -> None:
    """Have a process that made leaflets for another build read the files anew."""
    reread()


def _now_there(folder: Path) -> int:
    """Return the time in ns by the clock of a folder's disk, which may be another computer's."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


# --- one leaflet ---


class _Workshop:
    """What a process keeps from one leaflet to the next."""

    def __init__(self, root: Path, bundled: Path) -> None:
        self._catalogs: dict[tuple[str, str], Catalog] = {}
        self._errors: dict[tuple[str, str], tuple[Catalog, tuple[Diagnostic, ...]]] = {}
        self._open(Project(root, bundled))

    def _open(self, project: Project) -> None:
        self.project = project
        self.sources = project.source_digest()
        self.templates = read_templates(project.folder("templates"))
        self.fingerprint = self.templates.fingerprint()

    def renew(self) -> None:
        """Have catalogs read again; the briefs and templates too, where their content changed."""
        self._catalogs = {}
        project = Project(self.project.root, self.project.bundled)
        if project.source_digest() != self.sources:
            self._errors = {}
            self._open(project)

    def catalog(self, domain: str, locale: str) -> Catalog:
        key = (domain, locale)
        if key not in self._catalogs:
            self._catalogs[key] = self.project.catalog(domain, locale)
        return self._catalogs[key]

    def catalog_errors(self, edition: Edition) -> tuple[Diagnostic, ...]:
        """Return what the checks find in an edition's catalogs that must not be printed."""
        source_locale = self.project.source_locale(edition.brief)
        # Invented words are nobody's mistakes.
        if edition.locale == source_locale or edition.locale in PSEUDO_LOCALES:
            return ()
        found: list[Diagnostic] = []
        for domain in (edition.brief, LEAFLET_DOMAIN):
            key = (domain, edition.locale)
            catalog = self.catalog(*key)
            checked, errors = self._errors.get(key, (None, ()))
            if catalog != checked:
                messages = self.project.messages(domain)
                errors = catalog_errors(catalog, messages, source_locale=source_locale)
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
    ) -> tuple[Leaflet, Page]:
        leaflet = self.localised(edition, contacts, allow_incomplete=allow_incomplete)
        return leaflet, self.templates.render(leaflet, find_format(edition.format), finish)

    def localised(
        self, edition: Edition, contacts: tuple[Contact, ...], *, allow_incomplete: bool
    ) -> Leaflet:
        brief = self.project.brief(edition.brief)
        return localise(
            edition=edition,
            brief=brief.texts[edition.audience],
            catalog=self.catalog(edition.brief, edition.locale),
            shared=self.project.leaflet_messages,
            shared_catalog=self.catalog(LEAFLET_DOMAIN, edition.locale),
            references=brief.references,
            contacts=contacts,
            fingerprint=self.fingerprint,
            allow_incomplete=allow_incomplete,
        )

    def subject(self, leaflet: Leaflet) -> frozenset[str]:
        """Return the words that give away what a leaflet is about."""
        source = self.project.brief(leaflet.edition.brief).texts[leaflet.edition.audience]
        titles = [leaflet.edition.brief, source.title.text, leaflet.brief.title.plain]
        return subject_words(titles, [label.text for label in leaflet.labels.values()])

    def digests(self, leaflet: Leaflet, order: Order) -> dict[str, str]:
        """Return the digests of what a leaflet is made from."""
        brief = self.project.brief(leaflet.edition.brief).texts[leaflet.edition.audience]
        return digests_of(
            brief,
            leaflet,
            templates=self.fingerprint,
            settings=(brief.settings, fit_of(leaflet)),
            finish=(order.finish, order.profile),
            program=_program(),
        )

    def expected(self, leaflet: Leaflet, page: Page, finish: Finish = PLAIN) -> Expectation:
        """Return what the PDF of a leaflet must show."""
        edition = leaflet.edition
        return expect(
            leaflet,
            page,
            find_format(edition.format),
            fit_of(leaflet),
            subject=self.subject(leaflet),
            grayscale=finish.grayscale,
            passages=passages_of(
                leaflet,
                self.project.brief(edition.brief).texts[edition.audience],
                self.catalog(edition.brief, edition.locale),
                self.catalog(LEAFLET_DOMAIN, edition.locale),
            ),
        )


@cache
def _program() -> str:
    """Return a digest of the program and of the libraries that set and draw the leaflets."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".csv"))
    parts = [path.read_bytes() for path in files]
    parts += [f"{name} {version(name)}".encode() for name in TYPESETTING]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


# Of the packages that draw, those whose version could change a leaflet.
TYPESETTING = (
    "babel", "cssselect2", "fontpkg-ibm-plex-sans-arabic", "fontpkg-source-sans-3", "fonttools",
    "jinja2", "pikepdf", "pillow", "pydyf", "pyphen", "segno", "tinycss2", "tinyhtml5", "uharfbuzz",
    "weasyprint",
)  # fmt: skip


# One workshop, and one set of fonts, a process: a build changes nothing that they have read.
_workshops: dict[tuple[Path, Path], _Workshop] = {}


def _workshop(root: Path, bundled: Path) -> _Workshop:
    key = root, bundled
    if key not in _workshops:
        _workshops[key] = _Workshop(root, bundled)
    return _workshops[key]


def reread() -> None:
    """Have this process's next leaflet made from the files as they are then."""
    for key, workshop in list(_workshops.items()):
        try:
            workshop.renew()
        except OSError:
            del _workshops[key]  # the next leaflet tells what cannot be read


@cache
def _typesetter(font_cache: Path, sources: tuple[FontSource, ...] = SOURCES) -> Typesetter:
    return Typesetter(install_fonts(font_cache, sources))


@cache
def _shaper(font_cache: Path, sources: tuple[FontSource, ...] = SOURCES) -> Shaper:
    return Shaper(install_fonts(font_cache, sources))


def _typesetter_of(edition: Edition, order: Order) -> Typesetter:
    return _typesetter(order.font_cache, sources_for(edition.locale))


def _shaper_of(edition: Edition, order: Order) -> Shaper:
    return _shaper(order.font_cache, sources_for(edition.locale))


def fit_of(leaflet: Leaflet) -> Fit:
    """Return the limits of copyfitting of a leaflet, in its format."""
    edition = leaflet.edition
    limits = leaflet.brief.settings.fits[edition.audience]
    return find_format(edition.format).fit(limits, edition.audience, discreet=edition.discreet)


def make_leaflet(edition: Edition, order: Order) -> Built:
    """Make one leaflet: its files are written below `order.output` if they pass their proofs."""
    targets = {kind: order.output / name for kind, name in _file_names(edition, order.finish)}
    try:
        workshop = _workshop(order.root, order.bundled)
        if errors := workshop.catalog_errors(edition):
            raise CatalogError(*errors)
        leaflet, page = workshop.leaflet(
            edition,
            order.contacts,
            allow_incomplete=order.allow_incomplete,
            finish=Finish(grayscale=order.finish.grayscale),
        )
        if unprintable := tuple(_unprintable(leaflet)):
            raise ContactError(*unprintable)
        typeset = _typeset(leaflet, page, workshop, order)
        wanted = workshop.expected(leaflet, page, order.finish)
        faults = proof(typeset.pdf, wanted, _shaper_of(edition, order))
        made = {"": typeset.pdf}
        if not faults:
            for kind, data, found in _printed(leaflet, typeset, wanted, workshop, order):
                made[kind], faults = data, faults + found
        if not faults:
            for kind, target in targets.items():
                if kind in made:
                    write_atomically(target, made[kind])
                else:
                    _withdraw(target, leaflet.code)
            files = tuple(_made_file(targets[kind], kind, data) for kind, data in made.items())
            _record(leaflet, typeset, files, workshop, order)
    except BriefkitError as error:
        faults = tuple(error.diagnostics)
    except OSError as error:
        faults = (
            Diagnostic(
                check="files",
                message=f"The leaflet cannot be written: {error.strerror or error}.",
                hint="Check that there is room, and that you may write there.",
                location=Location(str(targets[""])),
            ),
        )
    if faults:
        return _refused(edition, order, faults)
    return Built(
        edition=edition,
        state=_state(leaflet),
        path=targets[""],
        code=leaflet.code,
        pages=typeset.pages,
        size=len(typeset.pdf),
        text_size=typeset.size,
        leading=typeset.leading,
        files=files,
    )


def _wanted_files(edition: Edition, finish: Finish) -> Iterator[tuple[str, str]]:
    """Yield the kinds of the files that a leaflet has with a finish, with their names."""
    sheet = find_format(edition.format).sheet is not None
    kinds = {"": True, "sheet": sheet, "press": finish.for_press}
    return ((kind, name) for kind, name in _file_names(edition, finish) if kinds[kind])


def _file_names(edition: Edition, finish: Finish) -> Iterator[tuple[str, str]]:
    """Yield the kinds of files that a leaflet may have, with their names."""
    stem = f"{edition.stem}.grayscale" if finish.grayscale else edition.stem
    for kind in ("", "sheet", "press"):
        yield kind, f"{stem}.{kind}.pdf" if kind else f"{stem}.pdf"


def _typeset(leaflet: Leaflet, page: Page, workshop: _Workshop, order: Order) -> Typeset:
    fit, edition = fit_of(leaflet), leaflet.edition
    typesetter = _typesetter_of(edition, order)
    try:
        typeset = typesetter.typeset(page, fit, edition.stem)
    except TypesetError as error:
        if any(diagnostic.check == "fit" for diagnostic in error.diagnostics):
            faults = _crowded(error, leaflet, workshop, order) or (
                *error.diagnostics,
                *_longest(leaflet, workshop),
            )
            raise TypesetError(*faults) from None
        raise
    if order.finish.grayscale:
        return replace(typeset, pdf=grayscale(typeset.pdf))
    return typeset


def _printed(
    leaflet: Leaflet, typeset: Typeset, wanted: Expectation, workshop: _Workshop, order: Order
) -> Iterator[tuple[str, bytes, tuple[Diagnostic, ...]]]:
    """Yield what is printed from: the kind of file, the file, what is wrong with it."""
    fmt, finish = wanted.fmt, order.finish
    typesetter = _typesetter_of(leaflet.edition, order)
    label = wanted.label
    if fmt.sheet is not None:
        caption = workshop.templates.render_sheet(leaflet, fmt)
        data = impose(
            typeset.pdf,
            fmt.sheet,
            right_to_left=wanted.right_to_left,
            caption=typesetter.draw(caption, typeset.size, typeset.leading, label)
            if caption
            else b"",
        )
        data = grayscale(data) if finish.grayscale else data
        yield "sheet", data, proof_sheet(data, typeset.pdf, wanted, fmt.sheet)
    if finish.for_press:
        page = workshop.templates.render(leaflet, fmt, finish)
        data = press_file(
            typesetter.draw(page, typeset.size, typeset.leading, label),
            fmt,
            finish,
            right_to_left=wanted.right_to_left,
            profile=order.profile,
            made=order.made.date() if order.made else None,
        )
        yield "press", data, proof_press(data, typeset.pdf, wanted, finish)


def _record(
    leaflet: Leaflet,
    typeset: Typeset,
    files: tuple[MadeFile, ...],
    workshop: _Workshop,
    order: Order,
) -> None:
    """Note in the manifest what was let out, and from what it was made."""
    if order.made is None:
        return
    record = Record(
        made=order.made.isoformat(timespec="seconds"),
        code=leaflet.code,
        edition=leaflet.edition,
        state=_state(leaflet),
        pages=typeset.pages,
        files={file.path.name: file.sha256 for file in files},
        digests=workshop.digests(leaflet, order),
        text_size=typeset.size,
        leading=typeset.leading,
    )
    append_line(order.output / MANIFEST, record_line(record))


def _state(leaflet: Leaflet) -> str:
    if leaflet.incomplete:
        return State.INCOMPLETE
    if leaflet.edition.locale == leaflet.source_locale:
        return State.SOURCE
    return State.DRAFT if leaflet.draft else State.REVIEWED


def _withdraw(path: Path, current: str = "") -> None:
    """Take away a leaflet of ours that is no longer fit to print; leave any other file alone.

    One that has the `current` code is fit, though it was not made anew.
    """
    try:
        if path.is_file() and read_edition_code(path.read_bytes()) not in ("", current):
            path.unlink()
    except (OSError, pikepdf.PdfError):
        pass


def _crowded(
    error: TypesetError, leaflet: Leaflet, workshop: _Workshop, order: Order
) -> tuple[Diagnostic, ...]:
    """Return what to say of a leaflet that would fit with fewer contacts, or nothing."""
    edition, fit = leaflet.edition, fit_of(leaflet)
    typesetter = _typesetter_of(edition, order)

    def fits(count: int) -> bool:
        _, page = workshop.leaflet(
            edition, order.contacts[:count], allow_incomplete=order.allow_incomplete
        )
        try:
            typesetter.typeset(page, fit, edition.stem)
        except TypesetError:
            return False
        return True

    given = len(order.contacts)
    # The first number of contacts that does not fit: more never do where fewer don't.
    count = bisect_left(range(given), True, key=lambda count: not fits(count)) - 1
    if not given or count < 0:
        return ()
    hint = (
        f"Its {given} contacts are the cause: at most {count} would fit. Untick some in the desk; "
        "or choose with --country and --region, or take some out of the file."
    )
    return tuple(replace(diagnostic, hint=hint) for diagnostic in error.diagnostics)


def _unprintable(leaflet: Leaflet) -> Iterator[Diagnostic]:
    """Yield the contacts that the fonts of a leaflet's language have no letters for."""
    for contact in leaflet.contacts:
        text = " ".join([contact.name, contact.hours, contact.cost, *contact.messengers])
        if missing := missing_glyphs(text, leaflet.edition.locale):
            yield Diagnostic(
                check="contacts",
                message=f"The contact “{contact.name}” has letters that the fonts of this "
                f"leaflet don't have: {' '.join(missing)}.",
                hint="Write it in the letters of the leaflet's language, as people there read it, "
                "or leave it out of this language.",
                locale=leaflet.edition.locale,
            )


def _longest(leaflet: Leaflet, workshop: _Workshop) -> Iterator[Diagnostic]:
    """Yield the three messages that grew most in translation."""
    brief = workshop.project.brief(leaflet.edition.brief).texts[leaflet.edition.audience]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A leaflet as HTML; its title, and the project’s name in the source’s language."""

    html: str
    title: str
    project: str


def web_page(edition: Edition, order: Order) -> WebPage:
    """Return a leaflet as HTML without a stylesheet. Raises CatalogError where it has gaps."""
    workshop = _workshop(order.root, order.bundled)
    contacts = _of_offices(order)[edition.office].contacts
    leaflet, page = workshop.leaflet(edition, contacts, allow_incomplete=order.allow_incomplete)
    source = workshop.project.brief(edition.brief).texts[edition.audience].settings
    return WebPage(html=page.html, title=leaflet.brief.title.plain, project=source.project)


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
    for edition, prefix in _prefixes(workshop).items():
        if not code.startswith(prefix):
            continue
        edition, contacts = _office_edition(edition, order, path.name)
        leaflet, page = workshop.leaflet(edition, contacts, allow_incomplete=True)
        if leaflet.code != code:
            return fault(
                f"This leaflet ({code}) was made from another state of its texts; "
                f"it would be {leaflet.code} now.",
                "Build it again, with the same contacts if it had any.",
            )
        wanted = workshop.expected(leaflet, page)
        # Whoever finds a file sees the name that it has.
        wanted = replace(wanted, label=path.stem) if edition.discreet else wanted
        kind, finish = _kind_of(data, wanted.fmt)
        if not kind:
            return proof(data, wanted, _shaper_of(edition, order))
        typesetter = _typesetter_of(edition, order)
        reading = typesetter.typeset(page, fit_of(leaflet), wanted.label).pdf
        if kind == "press":
            return proof_press(data, reading, wanted, finish)
        assert wanted.fmt.sheet is not None
        return proof_sheet(data, reading, wanted, wanted.fmt.sheet)
    return fault("This PDF is no leaflet of this project.", "Give a file that briefkit built.")


def _office_edition(
    edition: Edition, order: Order, name: str
) -> tuple[Edition, tuple[Contact, ...]]:
    """Return an edition, and the contacts, of the office that a file's name has, if of any."""
    parts = name.removeprefix(f"{edition.stem}.").split(".") if name else []
    offices = _of_offices(order)
    named = next((office for office in offices if office and office_slug(office) in parts), "")
    return replace(edition, office=named), offices[named].contacts


def _prefixes(workshop: _Workshop) -> dict[Edition, str]:
    """Return what the codes of all editions that there may be begin with."""
    found = {}
    for edition in plan(workshop.project, formats=FORMATS):
        code = workshop.project.brief(edition.brief).texts[edition.audience].settings.code
        found[edition] = edition.code_prefix(code)
        if edition.audience in DISCREET_FOR and find_format(edition.format).outside:
            discreet = replace(edition, alias=code.lower())
            found[discreet] = discreet.code_prefix(code)
    return found


def _kind_of(data: bytes, fmt: Format) -> tuple[str, Finish]:
    """Return what kind of file a leaflet's PDF is, and the finish of one for the press."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" in pdf.Root or not pdf.pages:
            return "", PLAIN
        page = pdf.pages[0]
        trim, bleed, media = (
            [float(v) for v in b] for b in (page.trimbox, page.bleedbox, page.mediabox)
        )
        if trim != media:
            return "press", Finish(bleed=round((trim[0] - bleed[0]) / PT_PER_MM, 2))
        return "sheet" if fmt.sheet else "", PLAIN


# --- where a printed sheet comes from ---


def trace_code(typed: str, order: Order, manifest: str) -> Trace:
    """Return what is known of an edition code, however it is typed.

    `manifest` is the text of that of a folder of leaflets. Raises UsageError for what is no code,
    and for one that nothing here ever had but is a slip away from one that something had.
    """
    workshop = _workshop(order.root, order.bundled)
    code, edition = find_edition(typed, _prefixes(workshop))
    records = parse_manifest(manifest)
    # Whose contacts a sheet has, the folder knows by its file's name.
    named = next((name for r in records if r.code == code for name in r.files), "")
    edition, contacts = _office_edition(edition, order, named)
    leaflet = workshop.localised(edition, contacts, allow_incomplete=True)
    found = trace(code, edition, leaflet.code, workshop.digests(leaflet, order), records)
    known = [record.code for record in records if record.edition == edition]
    if (
        not found.current
        and not found.records
        and (near := near_codes(code, [leaflet.code, *known]))
    ):
        raise UsageError(
            Diagnostic(
                check="edition-code",
                message=f"Nothing here had the code {code}.",
                hint=f"Did you mean {' or '.join(near)}?",
            )
        )
    return found
