"""Translating on the page: a passage is chosen, and saved as an editor of catalogs saves it."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from briefkit.catalogs import record_translation
from briefkit.desk.choices import edition_of
from briefkit.desk.context import DeskContext
from briefkit.desk.forms import Form
from briefkit.desk.passages import digest, findings_of, findings_of_text, folded, stored
from briefkit.desk.preview_cache import PreviewCache
from briefkit.desk.seen_leaflets import seen_pages
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, CatalogError, UsageError
from briefkit.languages import endonyms
from briefkit.leaflet import browser_html
from briefkit.model import Edition
from briefkit.preview import Preview, ShownMessage
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales, is_source
from briefkit.serving import SeenPages, unless_ended

__all__ = ["TranslationPage"]

# As long as a block of a brief may be, in characters.
_LONGEST_TRANSLATION = 10_000

_EMPTY = Diagnostic(
    check="empty",
    message="The translation is empty. Nothing was written: it stands in the file as before.",
    hint="Type the new translation over the old one, and save it.",
)


class TranslationPage:
    """The leaflet with its passages to click, and the form for the one that is chosen."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._leaflets = context.leaflets
        self._looks = context.looks
        self._renderer = context.renderer
        self._previews = PreviewCache(context.files)
        self._saving = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/translate", self.show),
            Route("/translate/sheet", self.sheet),
            Route("/translate/sheet.css", self.style),
            Route("/translate/pages", self.pages),
            Route("/translate/check", self.check, methods=["POST"]),
            Route("/translate/save", self.save, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The leaflet with its messages, and the form for the one that was chosen."""
        edition = _edition_of(self._files.project, request.query_params)
        preview = await self._previews.preview(edition)
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
        kept = stored(shown) if shown else ""
        project = self._files.project
        reference = _reference(request, project, edition)
        return self._renderer.page(
            request,
            "translate.html.jinja",
            409 if changed else 422 if refused else 200,
            messages=[m for m in preview.messages if not m.is_source],
            chosen=shown,
            stored=kept,
            seen=digest(shown) if shown else "",
            text=kept if text is None else text,
            changed=changed,
            problems=(*refused, *(findings_of(shown) if shown and not shown.is_source else ())),
            edition=edition,
            written_in=project.source_locale,
            references=endonyms(_references(project, edition)),
            reference=reference,
            beside=_words_in(project, reference, shown) if shown else "",
            query=_query(edition, reference),
            leaflet=SeenPages(next=f"/translate/pages?{_query(edition)}"),
            longest=_LONGEST_TRANSLATION,
        )

    async def sheet(self, request: Request) -> Response:
        """The leaflet as a page that can be clicked."""
        edition = _edition_of(self._files.project, request.query_params)
        preview = await self._previews.preview(edition)
        links = (
            f'<link rel="stylesheet" href="/translate/sheet.css?{_query(edition)}">'
            '<link rel="stylesheet" href="/assets/sheet.css"></head>'
        )
        shown = browser_html(preview.html)
        return HTMLResponse(shown.replace("</head>", links.replace("&", "&amp;"), 1))

    async def style(self, request: Request) -> Response:
        """The stylesheet of that page."""
        edition = _edition_of(self._files.project, request.query_params)
        preview = await self._previews.preview(edition)
        return Response(preview.css, media_type="text/css")

    async def pages(self, request: Request) -> Response:
        """The leaflet’s pages as they would print, with what is not translated in the original.

        First as they look, if they were made before; where the query has `proofed`, when they are.
        """
        edition = _edition_of(self._files.project, request.query_params)
        source = self._leaflets if request.query_params.get("proofed") else self._looks
        after = f"/translate/pages?{_query(edition)}&proofed=yes"
        try:
            found = await unless_ended(request, source.leaflet(edition, (), gaps=True))
        except BriefkitError as error:
            seen = SeenPages(problems=tuple(error.diagnostics))
        else:
            seen = seen_pages(f"{_query(edition)}&format=a4&gaps=yes", found, after)
        return self._renderer.page(request, "seen_section.html.jinja", leaflet=seen)

    async def check(self, request: Request) -> Response:
        """What the checks find in a translation that is not saved yet, as a list."""
        edition, shown, text, _ = await self._sent(request)
        found = await asyncio.to_thread(findings_of_text, self._files.project, edition, shown, text)
        return self._renderer.page(request, "findings.html.jinja", problems=found)

    async def save(self, request: Request) -> Response:
        """Save a translation; where it was changed meanwhile, show both, and write nothing."""
        # One at a time: what is compared with what was seen must be what is written over.
        async with self._saving:
            edition, shown, text, form = await self._sent(request)
            if form.get("seen", [""])[0] != digest(shown):
                preview = await self._previews.preview(edition)
                return self._answer(request, edition, preview, shown.id, text=text, changed=True)
            if stored(shown) and not text:
                preview = await self._previews.preview(edition)
                return self._answer(request, edition, preview, shown.id, refused=(_EMPTY,))
            translator = " ".join(form.get("translator", [""])[0].split()) or "briefkit desk"
            before = shown.catalog
            after = record_translation(
                before,
                shown.message.key,
                text,
                translator=translator[:200],
                revised=self._files.revised(),
            )
            await asyncio.to_thread(self._files.project.catalogs.write, after, before)
        reference = _reference(request, self._files.project, edition)
        query = f"{_query(edition, reference)}&{urlencode({'message': shown.id})}"
        return RedirectResponse(f"/translate?{query}#edit", 303)

    async def _sent(self, request: Request) -> tuple[Edition, ShownMessage, str, Form]:
        form = await self._forms.read(request, ("text",))
        edition = _edition_of(
            self._files.project, {name: values[0] for name, values in form.items()}
        )
        preview = await self._previews.preview(edition)
        wanted = form.get("message", [""])[0]
        shown = next((m for m in preview.messages if m.id == wanted), None)
        if shown is None:
            raise HTTPException(404, "The leaflet has no such message any more.")
        if shown.is_source:
            raise HTTPException(404, "This passage was written in this language.")
        if shown.entry is None:
            raise CatalogError(*findings_of(shown))
        kept, text = stored(shown), folded(form.get("text", [""])[0])
        if text == folded(kept):
            text = kept
        if len(text) > _LONGEST_TRANSLATION:
            raise HTTPException(413, f"At most {_LONGEST_TRANSLATION} characters are taken.")
        return edition, shown, text, form


def _edition_of(project: Project, fields: Mapping[str, str]) -> Edition:
    """Return the edition that a query or a form names, as an A4 sheet.

    Raises UsageError for what there isn't, and for the language that the leaflet was written in.
    """
    edition = edition_of(project, {**fields, "format": "a4"})
    if all(is_source(project, d, edition.locale) for d in (edition.brief, LEAFLET_DOMAIN)):
        raise UsageError(
            Diagnostic(
                check="locale",
                message="The leaflet was written in this language: there is no catalog for it.",
                hint="Choose another language, and translate it there.",
            )
        )
    return edition


def _references(project: Project, edition: Edition) -> tuple[str, ...]:
    """Return the locales that a translator may see beside the original."""
    return tuple(
        locale for locale in brief_locales(project, edition.brief) if locale != edition.locale
    )


def _reference(request: Request, project: Project, edition: Edition) -> str:
    """Return the locale that an address names to be shown beside the original, or ""."""
    named = request.query_params.get("reference", "")
    return named if named in _references(project, edition) else ""


def _words_in(project: Project, locale: str, shown: ShownMessage) -> str:
    """Return what may be printed of a message in another language, or ""."""
    if not locale:
        return ""
    try:
        return project.catalogs.read(shown.catalog.domain, locale).lookup(shown.message.key) or ""
    except CatalogError:
        return ""  # which the pages of that language tell


def _query(edition: Edition, reference: str = "") -> str:
    names = {"brief": edition.brief, "audience": edition.audience, "locale": edition.locale}
    return urlencode(names | ({"reference": reference} if reference else {}))
