"""Translating on the page: a passage is chosen, and saved as an editor of catalogs saves it."""

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from briefkit.build import Order
from briefkit.catalogs import record_translation, translate, translate_label
from briefkit.catalogs.checks import check_catalog
from briefkit.desk.choices import edition_of
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError, UsageError
from briefkit.model import Edition
from briefkit.preview import Preview, ShownMessage, Subject, read_preview
from briefkit.project import Project

__all__ = ["LONGEST_TRANSLATION", "Translations"]

# As long as a block of a brief may be, in characters.
LONGEST_TRANSLATION = 10_000

EMPTY = Diagnostic(
    check="empty",
    message="The translation is empty. Nothing was written: it stands in the file as before.",
    hint="Type the new translation over the old one, and save it.",
)

Form = Mapping[str, list[str]]


class Translations:
    """What translating on the page works on.

    `revised` tells the time as gettext writes it, `stamp` changes whenever a file is saved.
    """

    def __init__(
        self,
        order: Order,
        clock: Callable[[], date],
        revised: Callable[[], str],
        stamp: Callable[[], object],
        page: Callable[..., HTMLResponse],
        form: Callable[[Request], Awaitable[Form]],
    ) -> None:
        self._order = order
        self._clock = clock
        self._revised = revised
        self._stamp = stamp
        self._page = page
        self._form = form
        self._lock = asyncio.Lock()
        self._kept: tuple[object, Preview] | None = None

    # --- what is read ---

    @property
    def _project(self) -> Project:
        return Project(self._order.root, self._order.bundled)

    async def _preview(self, edition: Edition) -> Preview:
        """Return the preview of an edition: the last one, as long as nothing was saved."""
        key = edition, await asyncio.to_thread(self._stamp)
        if self._kept is None or self._kept[0] != key:
            self._kept = key, await asyncio.to_thread(self._read, edition)
        return self._kept[1]

    def _read(self, edition: Edition) -> Preview:
        subject = Subject(edition=edition, order=self._order, today=self._clock())
        return read_preview(subject)

    def _edition(self, fields: Mapping[str, str]) -> Edition:
        project = self._project
        edition = edition_of(project, {**fields, "format": "a4"})
        source = project.source_locale(edition.brief)
        if edition.locale == source:
            raise UsageError(
                Diagnostic(
                    check="locale",
                    message="The leaflet was written in this language: there is no catalog for it.",
                    hint="Choose another language, and translate it there.",
                )
            )
        return edition

    # --- what is answered ---

    async def show(self, request: Request) -> Response:
        """The leaflet with its messages, and the form for the one that was chosen."""
        edition = self._edition(request.query_params)
        preview = await self._preview(edition)
        return self._answer(request, edition, preview, request.query_params.get("message", ""))

    def _answer(
        self,
        request: Request,
        edition: Edition,
        preview: Preview,
        chosen: str,
        *,
        text: str | None = None,
        changed: bool = False,
        refused: tuple[Diagnostic, ...] = (),
    ) -> Response:
        shown = next((m for m in preview.messages if m.id == chosen), None)
        stored = _stored(shown) if shown else ""
        return self._page(
            request,
            "translate.html.jinja",
            409 if changed else 422 if refused else 200,
            messages=preview.messages,
            chosen=shown,
            stored=stored,
            seen=_digest(shown) if shown else "",
            text=stored if text is None else text,
            changed=changed,
            problems=(*refused, *(_findings_of(shown) if shown else ())),
            edition=edition,
            query=_query(edition),
            longest=LONGEST_TRANSLATION,
        )

    async def sheet(self, request: Request) -> Response:
        """The leaflet as a page that can be clicked."""
        edition = self._edition(request.query_params)
        preview = await self._preview(edition)
        links = (
            f'<link rel="stylesheet" href="/translate/sheet.css?{_query(edition)}">'
            '<link rel="stylesheet" href="/assets/sheet.css"></head>'
        )
        return HTMLResponse(preview.html.replace("</head>", links.replace("&", "&amp;"), 1))

    async def style(self, request: Request) -> Response:
        """The stylesheet of that page."""
        edition = self._edition(request.query_params)
        preview = await self._preview(edition)
        return Response(preview.css, media_type="text/css")

    async def check(self, request: Request) -> Response:
        """What the checks find in a translation that is not saved yet, as a list."""
        edition, shown, text, _ = await self._sent(request)
        found = await asyncio.to_thread(self._findings, edition, shown, text)
        return self._page(request, "findings.html.jinja", problems=found)

    async def save(self, request: Request) -> Response:
        """Save a translation; where it was changed meanwhile, show both, and write nothing."""
        # One at a time: what is compared with what was seen must be what is written over.
        async with self._lock:
            edition, shown, text, form = await self._sent(request)
            if form.get("seen", [""])[0] != _digest(shown):
                preview = await self._preview(edition)
                return self._answer(request, edition, preview, shown.id, text=text, changed=True)
            if _stored(shown) and not text:
                preview = await self._preview(edition)
                return self._answer(request, edition, preview, shown.id, refused=(EMPTY,))
            translator = " ".join(form.get("translator", [""])[0].split()) or "briefkit desk"
            before = shown.catalog
            after = record_translation(
                before,
                shown.message.key,
                text,
                translator=translator[:200],
                revised=self._revised(),
            )
            await asyncio.to_thread(self._project.catalogs.write, after, before)
        query = f"{_query(edition)}&{urlencode({'message': shown.id})}"
        return RedirectResponse(f"/translate?{query}#edit", 303)

    async def _sent(self, request: Request) -> tuple[Edition, ShownMessage, str, Form]:
        form = await self._form(request)
        edition = self._edition({name: values[0] for name, values in form.items()})
        preview = await self._preview(edition)
        wanted = form.get("message", [""])[0]
        shown = next((m for m in preview.messages if m.id == wanted), None)
        if shown is None:
            raise HTTPException(404, "The leaflet has no such message any more.")
        if shown.entry is None:
            raise CatalogError(*_findings_of(shown))
        stored, text = _stored(shown), _folded(form.get("text", [""])[0])
        if text == _folded(stored):
            text = stored
        if len(text) > LONGEST_TRANSLATION:
            raise HTTPException(413, f"At most {LONGEST_TRANSLATION} characters are taken.")
        return edition, shown, text, form

    def _findings(self, edition: Edition, shown: ShownMessage, text: str) -> tuple[Diagnostic, ...]:
        project = self._project
        brief = project.brief(edition.brief).texts[edition.audience]
        source = brief.settings.source_locale
        after = record_translation(
            shown.catalog, shown.message.key, text, translator="", revised=""
        )
        entries = tuple(e for e in after.entries if e.message.key == shown.message.key)
        alone = replace(after, entries=entries)
        found = check_catalog(
            alone, [shown.message], source_locale=source, glossary=project.catalogs.glossary
        )
        segments = [s for s in brief.segments() if s.key == shown.message.key]
        try:
            if segments and text:
                translate(segments[0], alone, source)
            elif text:
                translate_label(shown.message, alone, source)
        except CatalogError as error:
            found = (*found, *error.diagnostics)
        return tuple({finding.message: finding for finding in found}.values())


def _stored(shown: ShownMessage) -> str:
    entry = shown.entry
    return entry.translations[0] if entry is not None and entry.translations else ""


def _folded(text: str) -> str:
    """Return a text field's words as one paragraph: a message is one.

    No-break spaces stay, and so does a hard break, which is a backslash at a line's end.
    """
    lines = text.replace("\r\n", "\n").strip(" \t\n")
    return re.sub(r"(?<!\\)[ \t\n]+", " ", lines)


def _findings_of(shown: ShownMessage) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a message; what its catalog lacks cannot be translated yet."""
    if shown.entry is not None:
        return shown.findings
    catalog = shown.catalog
    return (
        Diagnostic(
            check="outdated",
            message=f"The catalog {catalog.path} does not have this passage yet: the leaflet’s "
            "text was changed.",
            hint=f"Give “briefkit update {catalog.locale}” first, then translate it here.",
        ),
    )


def _digest(shown: ShownMessage) -> str:
    """Return a digest of what stands in the file, by which a change meanwhile is noticed."""
    entry = shown.entry
    content = repr(entry and (entry.translations, entry.fuzzy))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _query(edition: Edition) -> str:
    return urlencode(
        {"brief": edition.brief, "audience": edition.audience, "locale": edition.locale}
    )
