"""The desk's web server, for this computer alone: forms in, pages and proofed leaflets out."""

import asyncio
import contextlib
import hmac
import io
import secrets
import socket
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from briefkit.build import Built, Order, State, make_leaflet, plan, reread
from briefkit.contacts import CONTACT_FIELDS, Contact
from briefkit.desk.choices import (
    NAMES,
    Choice,
    ContactRow,
    contacts_form,
    edition_of,
    flipped_edge,
    new_contact,
    parse_choice,
    preferred_language,
    read_contacts,
    with_contact,
    write_contact_rows,
)
from briefkit.desk.translating import Translations
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, ContactError, TypesetError, UsageError
from briefkit.languages import SOURCES, direction, endonyms, install_fonts, language_tag
from briefkit.leaflet import FORMATS
from briefkit.model import Edition, gettext_time
from briefkit.pages import Pages, pages_by_language
from briefkit.project import DESK_DOMAIN, LEAFLET_DOMAIN, Project, write_atomically
from briefkit.proof import page_picture
from briefkit.serving import Guard, new_press, own_hosts

__all__ = ["Shop", "serve"]

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
ASSET_FOLDER = Path(__file__).parent / "pages"
ASSETS = {name: ASSET_FOLDER / name for name in ("desk.css", "desk.js", "sheet.css")}

# Where one stays when the desk's language changes.
STAYS = ("/", "/contacts")

# What a form of ours can have at most, in bytes and in fields.
LARGEST_FORM = 64 * 1024
MOST_FIELDS = 500

GONE = Diagnostic(
    check="contacts",
    message="This contact was changed or taken out meanwhile. Nothing was written.",
    hint="Look for it in the list: change it there, or add it anew here.",
)

# Leaflets and zips that are kept in memory: a leaflet has about 100 kB.
KEPT_LEAFLETS = 64
KEPT_JOBS = 8

# The width of a page's picture, in px: twice that of its place on a screen.
PICTURE_WIDTH = 1000

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What the desk works on: a project, its contacts (CSV), the last choices, what day it is.

    `clock` tells the time as the clocks here do.
    """

    order: Order
    contacts_file: Path
    choice_file: Path
    clock: Callable[[], datetime]
    workers: int = 1

    def day(self) -> date:
        """What day it is."""
        return self.clock().date()

    def revised(self) -> str:
        """What time it is, as gettext writes it."""
        return gettext_time(self.clock())

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return Project(self.order.root, self.order.bundled)

    def rows(self) -> tuple[ContactRow, ...]:
        """The contacts as their file is now."""
        return read_contacts(self.contacts_file, self.day())

    def readable_rows(self) -> tuple[tuple[ContactRow, ...], tuple[Diagnostic, ...]]:
        """The contacts, or none and why their file cannot be read."""
        try:
            return self.rows(), ()
        except ContactError as error:
            return (), tuple(error.diagnostics)

    def choice(self) -> Choice:
        """What was chosen last, and nothing for what wasn't."""
        return parse_choice(_text(self.choice_file))

    def remember(self, choice: Choice) -> None:
        """Keep a choice for the next time."""
        write_atomically(self.choice_file, choice.as_json().encode())


def _completed(project: Project, choice: Choice, language: str) -> Choice:
    """Return a choice with the first of all there is for what there isn't.

    Where no language is chosen, the leaflet's is the one that the desk speaks.
    """
    brief = _one_of(choice.brief, project.brief_names)
    audiences = tuple(project.brief(brief).texts)
    return replace(
        choice,
        brief=brief,
        audience=_one_of(choice.audience, audiences),
        locale=_one_of(choice.locale or language, _locales(project, brief)),
        format=_one_of(choice.format, tuple(FORMATS)),
    )


def _stamp_of(paths: Iterable[Path]) -> Stamp:
    return tuple((str(p), (s := p.stat()).st_mtime_ns, s.st_size) for p in sorted(paths))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return ""


def _one_of(name: str, names: tuple[str, ...]) -> str:
    return name if name in names else names[0]


def _locales(project: Project, brief: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edition.locale for edition in plan(project, briefs=[brief])))


def _titles(project: Project) -> tuple[tuple[str, str], ...]:
    """Return the briefs' names with their titles; with its name where a brief cannot be read."""
    found = []
    for name in project.brief_names:
        try:
            (text, *_) = project.brief(name).texts.values()
            found.append((name, text.title.text))
        except BriefkitError:
            found.append((name, name))
    return tuple(found)


def _language_state(project: Project, brief: str, locale: str) -> str:
    loaded = project.brief(brief)
    if locale == project.source_locale(brief):
        return State.SOURCE
    try:
        catalogs = [project.catalogs.read(domain, locale) for domain in (brief, LEAFLET_DOMAIN)]
    except BriefkitError:
        return State.REFUSED
    wanted = zip(catalogs, (loaded.messages, project.leaflet_messages), strict=True)
    if any(c.lookup(m.key) is None for c, messages in wanted for m in messages):
        return State.INCOMPLETE
    return State.REVIEWED if all(c.review for c in catalogs) else State.DRAFT


# --- leaflets, made in other processes ---


@dataclass(frozen=True, slots=True)
class Made:
    """A leaflet, and its files by their kind: their names, and what is in them.

    The kind is empty for the one to read, “sheet” for the one to print where it is another.
    """

    built: Built
    files: Mapping[str, tuple[str, bytes]]


def _fresh_leaflet(edition: Edition, order: Order) -> Made:
    """Make a leaflet of the files as they are now; it has none where it was refused."""
    reread()
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        built = make_leaflet(edition, replace(order, output=Path(folder)))
        files = {file.kind: (file.path.name, file.path.read_bytes()) for file in built.files}
        return Made(replace(built, path=None, files=()), files)


@dataclass
class _Job:
    """Several leaflets at once: how far it is, what was refused, and the zip when it is done."""

    total: int
    done: int = 0
    built: list[Built] = field(default_factory=list)
    data: bytes = b""
    finished: bool = False


@dataclass
class _Counter:
    """Makes each leaflet once for all who ask for it, and keeps those made last."""

    shop: Shop
    press: ProcessPoolExecutor
    kept: OrderedDict[object, asyncio.Task[Made]] = field(default_factory=OrderedDict)
    jobs: OrderedDict[str, _Job] = field(default_factory=OrderedDict)
    states: dict[tuple[str, str], str] = field(default_factory=dict)
    states_of: Stamp = ()
    spoken: Mapping[str, Pages] = field(default_factory=dict)
    spoken_of: Stamp = ()

    async def leaflet(self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool) -> Made:
        key = (edition, contacts, gaps, self.stamp())
        if key not in self.kept:
            self.kept[key] = asyncio.create_task(self._make(edition, contacts, gaps=gaps))
            while len(self.kept) > KEPT_LEAFLETS:
                self.kept.popitem(last=False)
        self.kept.move_to_end(key)
        task = self.kept[key]
        try:
            # Whoever leaves does not take the leaflet from those who wait for it too.
            return await asyncio.shield(task)
        except BriefkitError:
            self.kept.pop(key, None)
            raise

    async def _make(self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool) -> Made:
        order = replace(self.shop.order, contacts=contacts, allow_incomplete=gaps)
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self.press, _fresh_leaflet, edition, order
            )
        except BrokenExecutor:
            self.press = new_press(self.shop.workers)
            raise TypesetError(
                Diagnostic(
                    check="typesetting",
                    message="The process that makes leaflets has ended unexpectedly.",
                    hint="Try again; “briefkit doctor” tells whether something is missing.",
                )
            ) from None

    def stamp(self) -> Stamp:
        """Return what changes whenever a file of the project is saved."""
        project = self.shop.project
        folders = [project.folder(name) for name in ("briefs", "locales", "templates")]
        return _stamp_of(p for folder in folders for p in folder.rglob("*") if p.is_file())

    def language_states(self, brief: str) -> tuple[tuple[str, str, str], ...]:
        """Return each language's code, own name and state, sorted by its name."""
        project, stamp = self.shop.project, self.stamp()
        if stamp != self.states_of:
            self.states, self.states_of = {}, stamp
        found = []
        for locale, name in endonyms(_locales(project, brief)):
            key = brief, locale
            if key not in self.states:
                self.states[key] = _language_state(project, brief, locale)
            found.append((locale, name, self.states[key]))
        return tuple(found)

    def pages(self) -> Mapping[str, Pages]:
        """Return the desk’s own pages in each language that all of them are translated into."""
        project = self.shop.project
        # Every answer asks: what other catalogs say is no matter here.
        stamp = _stamp_of(project.folder("locales").glob(f"*/LC_MESSAGES/{DESK_DOMAIN}.po"))
        if not self.spoken or stamp != self.spoken_of:
            self.spoken, self.spoken_of = pages_by_language(project), stamp
        return self.spoken

    async def run_job(
        self,
        job: _Job,
        editions: Iterable[Edition],
        contacts: tuple[Contact, ...],
        *,
        gaps: bool,
    ) -> None:
        async def one(edition: Edition) -> Made:
            try:
                made = await self.leaflet(edition, contacts, gaps=gaps)
            except BriefkitError as error:
                faults = tuple(error.diagnostics)
                made = Made(Built(edition=edition, state=State.REFUSED, diagnostics=faults), {})
            job.built.append(made.built)
            job.done += 1
            return made

        files = [
            file
            for made in await asyncio.gather(*map(one, tuple(editions)))
            for file in made.files.values()
        ]
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name, self.shop.clock().timetuple()[:6]), data)
        job.data, job.finished = output.getvalue() if files else b"", True


# --- the web application ---


def _chosen(rows: Iterable[ContactRow], ids: Iterable[str]) -> tuple[Contact, ...]:
    wanted = frozenset(ids)
    return tuple(row.contact for row in rows if row.contact and row.id in wanted)


def _row_of(rows: Iterable[ContactRow], wanted: str) -> ContactRow:
    """Return the row of an id from outside. Raises UsageError for one that isn't there."""
    if row := next((row for row in rows if row.id == wanted), None):
        return row
    raise UsageError(GONE)


async def _form(request: Request, token: str) -> dict[str, list[str]]:
    """Return the fields of a form of ours; anything else is refused."""
    try:
        text = (await request.body()).decode()
        form = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "This is not one of the desk’s forms.") from None
    # Whatever goes wrong from here on, the page that tells of it shows what was typed.
    request.state.typed = form.get("text", [""])[0]
    if not hmac.compare_digest(form.pop("token", [""])[0].encode(), token.encode()):
        raise HTTPException(403, "This form is too old: open the desk’s page anew.")
    return form


def _application(shop: Shop, port: int) -> Starlette:
    token = secrets.token_urlsafe()
    counter = _Counter(shop, new_press(shop.workers))
    background: set[asyncio.Task[None]] = set()

    def spoken_to(request: Request, spoken: Mapping[str, Pages]) -> str:
        chosen = shop.choice().language
        accepted = preferred_language(request.headers.get("accept-language", ""), tuple(spoken))
        return chosen if chosen in spoken else accepted or "en"

    def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        spoken = counter.pages()
        locale = spoken_to(request, spoken)
        about = {
            "locale": locale,
            "lang": language_tag(locale),
            "dir": direction(locale),
            "languages": endonyms(spoken),
            "path": request.url.path,
        }
        text = spoken[locale].render(template, {"token": token, "page": about, **values})
        return HTMLResponse(text, status_code=status)

    async def language(request: Request) -> Response:
        form = await _form(request, token)
        chosen, back = (form.get(name, [""])[0] for name in ("language", "back"))
        if chosen in counter.pages():
            choice = replace(shop.choice(), language=chosen)
            shop.remember(choice)
        return RedirectResponse(back if back in STAYS else "/", 303)

    def read(request: Request, choice: Choice) -> dict[str, Any]:
        project = shop.project
        choice = _completed(project, choice, spoken_to(request, counter.pages()))
        rows, faults = shop.readable_rows()
        return {
            "choice": choice,
            "briefs": _titles(project),
            "audiences": tuple(project.brief(choice.brief).texts),
            "formats": tuple(FORMATS.values()),
            "languages": counter.language_states(choice.brief),
            "rows": rows,
            "contact_faults": faults,
            "none_ticked": False,
            "pages": 0,
            "built": None,
            "kinds": (),
            "left_out": (),
            "flipped": "",
            "problems": (),
        }

    async def home(request: Request) -> Response:
        values = await asyncio.to_thread(read, request, shop.choice())
        choice, rows = values["choice"], values["rows"]
        if request.query_params.get("show"):
            try:
                edition = edition_of(shop.project, choice.names)
            except UsageError as error:
                return page(
                    request, "desk.html.jinja", 422, **values | {"problems": error.diagnostics}
                )
            contacts = _chosen(rows, choice.contacts)
            made = await counter.leaflet(edition, contacts, gaps=bool(choice.gaps))
            values |= {
                "built": made.built,
                "pages": made.built.pages,
                "kinds": (*made.files,),
                "left_out": FORMATS[choice.format].left_out(contacts),
                "flipped": flipped_edge(FORMATS[choice.format], made.built.pages),
            }
        return page(request, "desk.html.jinja", **values)

    async def choose(request: Request) -> Response:
        form = await _form(request, token)
        last = shop.choice()
        rows, faults = shop.readable_rows()
        known = {row.id for row in rows}
        ticked = tuple(c for c in form.get("contacts", []) if c in known)
        names = {name: form.get(name, [""])[0] for name in NAMES}
        choice = Choice(
            **names,
            language=last.language,
            gaps="yes" if form.get("gaps") else "",
            # Those of a file that is mended later are ticked as before.
            contacts=last.contacts if faults else ticked,
        )
        if form.get("then", [""])[0] == "contacts":
            shop.remember(choice)
            return RedirectResponse("/contacts#form", 303)
        try:
            edition_of(shop.project, names)
        except UsageError as error:
            # What was chosen stays: it is one choice away from what is possible.
            values = await asyncio.to_thread(read, request, choice)
            return page(request, "desk.html.jinja", 422, **values | {"problems": error.diagnostics})
        shop.remember(choice)
        if form.get("several"):
            return await several(request, choice, form.get("languages", []))
        return RedirectResponse("/?show=1#leaflet-heading", 303)

    async def several(request: Request, choice: Choice, locales: list[str]) -> Response:
        names = choice.names
        editions = [edition_of(shop.project, {**names, "locale": code}) for code in locales]
        editions = list(dict.fromkeys(editions))
        if not editions:
            values = await asyncio.to_thread(read, request, choice)
            return page(request, "desk.html.jinja", 422, **values | {"none_ticked": True})
        name, job = secrets.token_urlsafe(12), _Job(len(editions))
        counter.jobs[name] = job
        while len(counter.jobs) > KEPT_JOBS:
            counter.jobs.popitem(last=False)
        rows, _ = shop.readable_rows()
        contacts = _chosen(rows, choice.contacts)
        work = counter.run_job(job, editions, contacts, gaps=bool(choice.gaps))
        task = asyncio.create_task(work)
        background.add(task)
        task.add_done_callback(background.discard)
        return RedirectResponse(f"/several/{name}", 303)

    def job_of(request: Request) -> _Job:
        if (job := counter.jobs.get(request.path_params["name"])) is None:
            raise HTTPException(404, "These leaflets are no longer kept: choose them again.")
        return job

    async def progress(request: Request) -> Response:
        return page(
            request, "several.html.jinja", job=job_of(request), name=request.path_params["name"]
        )

    async def archive(request: Request) -> Response:
        job = job_of(request)
        if not job.data:
            raise HTTPException(404, "There is nothing to download yet.")
        return _attachment(job.data, "application/zip", "leaflets.zip")

    async def made(request: Request) -> tuple[str, bytes]:
        query = request.query_params
        rows, _ = await asyncio.to_thread(shop.readable_rows)
        contacts = _chosen(rows, query.getlist("contacts"))
        edition, gaps = edition_of(shop.project, query), bool(query.get("gaps"))
        leaflet = await counter.leaflet(edition, contacts, gaps=gaps)
        if not leaflet.files:
            raise BriefkitError(*leaflet.built.diagnostics)
        try:
            return leaflet.files[query.get("kind", "")]
        except KeyError:
            raise HTTPException(404, "The leaflet has no such file.") from None

    async def pdf(request: Request) -> Response:
        name, data = await made(request)
        kind = "inline" if request.query_params.get("print") else "attachment"
        return _attachment(data, "application/pdf", name, kind)

    async def picture(request: Request) -> Response:
        _, data = await made(request)
        number = request.query_params.get("page", "0")

        def draw() -> bytes:
            output = io.BytesIO()
            drawn = page_picture(data, int(number) if number.isdecimal() else 0,
                                 width=PICTURE_WIDTH)  # fmt: skip
            drawn.save(output, "PNG")
            return output.getvalue()

        try:
            # PDFium is not made for several threads at once.
            async with drawing:
                return Response(await asyncio.to_thread(draw), media_type="image/png")
        except IndexError:
            raise HTTPException(404, "The leaflet has no such page.") from None

    drawing = asyncio.Lock()

    async def contacts(request: Request) -> Response:
        rows, changed = shop.rows(), request.query_params.get("change", "")
        # Nobody shall say by oversight that she called today: the day is empty too.
        empty = dict.fromkeys(CONTACT_FIELDS, "")
        return page(
            request,
            "contacts.html.jinja",
            rows=rows,
            cells=contacts_form(_row_of(rows, changed)) if changed else empty,
            problems=(),
            changed=changed,
            saved=bool(request.query_params.get("saved")),
        )

    async def add_contact(request: Request) -> Response:
        form = await _form(request, token)
        sent = {name: values[0] for name, values in form.items()}
        rows, faults = shop.readable_rows()
        changed = sent.get("change", "")
        # The form does not ask for all that a file of contacts may have.
        known = next((other.cells for other in rows if other.id == changed), {})
        row = new_contact({**known, **sent}, shop.day())
        if changed and not known:
            faults, changed = (*faults, GONE), ""
        if problems := (*faults, *row.problems):
            return page(request, "contacts.html.jinja", 422, rows=rows, cells=row.cells,
                        problems=problems, changed=changed, saved=False)  # fmt: skip
        write_atomically(shop.contacts_file, write_contact_rows(with_contact(rows, row, changed)))
        choice = shop.choice()
        # One that is new is printed; one that was changed, if it was before.
        ticked = [row.id if ticked == changed else ticked for ticked in choice.contacts]
        ticked += [] if changed else [row.id]
        choice = replace(choice, contacts=tuple(dict.fromkeys(ticked)))
        shop.remember(choice)
        return RedirectResponse("/contacts?saved=yes", 303)

    async def remove_contact(request: Request) -> Response:
        gone = frozenset((await _form(request, token)).get("id", []))
        kept = [row for row in shop.rows() if row.id not in gone]
        write_atomically(shop.contacts_file, write_contact_rows(kept))
        return RedirectResponse("/contacts", 303)

    translations = Translations(
        shop.order,
        shop.day,
        shop.revised,
        counter.stamp,
        page,
        lambda request: _form(request, token),
    )

    async def asset(request: Request) -> Response:
        # The name is looked up, never made into a path.
        if (path := ASSETS.get(request.path_params["name"])) is None:
            raise HTTPException(404, "There is no such page.")
        return FileResponse(path)

    async def font(request: Request) -> Response:
        if (name := request.path_params["name"]) not in {source.name for source in SOURCES}:
            raise HTTPException(404, "There is no such font.")
        fonts = await asyncio.to_thread(install_fonts, shop.order.font_cache)
        return FileResponse(fonts / name)

    async def told(request: Request, error: Exception) -> Response:
        typed = getattr(request.state, "typed", "")
        if isinstance(error, BriefkitError):
            status = 404 if error.exit_code == 2 else 422
            return page(request, "told.html.jinja", status, problems=error.diagnostics, typed=typed)
        status, text = 500, f"A file cannot be read or written: {error}."
        if isinstance(error, HTTPException):
            status, text = error.status_code, error.detail
        problem = Diagnostic(check="desk", message=text)
        return page(request, "told.html.jinja", status, problems=[problem], typed=typed)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        for task in background:
            task.cancel()
        counter.press.shutdown(wait=False, cancel_futures=True)

    return Starlette(
        routes=[
            Route("/", home),
            Route("/choose", choose, methods=["POST"]),
            Route("/language", language, methods=["POST"]),
            Route("/leaflet.pdf", pdf),
            Route("/page.png", picture),
            Route("/several/{name}", progress),
            Route("/several/{name}/leaflets.zip", archive),
            Route("/contacts", contacts),
            Route("/contacts/add", add_contact, methods=["POST"]),
            Route("/contacts/remove", remove_contact, methods=["POST"]),
            Route("/translate", translations.show),
            Route("/translate/sheet", translations.sheet),
            Route("/translate/sheet.css", translations.style),
            Route("/translate/check", translations.check, methods=["POST"]),
            Route("/translate/save", translations.save, methods=["POST"]),
            Route("/fonts/{name}", font),
            Route("/assets/{name}", asset),
        ],
        middleware=[
            Middleware(
                Guard,
                hosts=own_hosts(port),
                policy=POLICY,
                methods=("GET", "POST"),
                limit=LARGEST_FORM,
            )
        ],
        exception_handlers={BriefkitError: told, HTTPException: told, OSError: told},
        lifespan=lifespan,
    )


def _attachment(data: bytes, media_type: str, name: str, kind: str = "attachment") -> Response:
    disposition = f'{kind}; filename="{name}"'
    return Response(data, media_type=media_type, headers={"content-disposition": disposition})


def serve(shop: Shop, listening: socket.socket) -> None:
    """Serve the desk until the process is interrupted."""
    app = _application(shop, listening.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(app, access_log=False, log_config=None, ws="none", lifespan="on")
    )
    # Uvicorn ends in good order, then raises the interrupt again for whoever started it.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
