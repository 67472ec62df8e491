"""Catalogs as files to download, for translators with tools of their own."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.context import DeskContext
from briefkit.diagnostics import translatable
from briefkit.extras import needing_extra
from briefkit.project import Project, require_choice, require_domain
from briefkit.serving import file_answer

__all__ = ["ExportsPage"]

_MEDIA_TYPES = {
    "xliff": "application/x-xliff+xml",
    "xliff2": "application/xliff+xml",
    "tmx": "application/x-tmx+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "po": "text/x-gettext-translation",
}


class ExportsPage:
    """A catalog in each format that translators’ tools read, and the glossary."""

    def __init__(self, context: DeskContext) -> None:
        self._renderer = context.renderer

    def routes(self) -> list[Route]:
        """Return the routes of the files."""
        return [
            Route("/languages/{locale}/export", self.export),
            Route("/languages/{locale}/glossary.tbx", self.glossary),
        ]

    async def export(self, request: Request) -> Response:
        """A catalog as a file; another language stands beside the source where one is named."""
        query, locale = request.query_params, request.path_params["locale"]
        names = [query.get(name, "") for name in ("domain", "format", "reference")]
        name, data = await asyncio.to_thread(
            _exported, self._renderer.project(request), locale, *names
        )
        return file_answer(data, _MEDIA_TYPES[names[1]], name)

    async def glossary(self, request: Request) -> Response:
        """The glossary’s terms in a language."""
        locale = request.path_params["locale"]
        data = await asyncio.to_thread(_terms, self._renderer.project(request), locale)
        return file_answer(data, "application/x-tbx", f"glossary.{locale}.tbx")


def _terms(project: Project, locale: str) -> bytes:
    with needing_extra(translatable("The exchange"), "exchange"):
        from briefkit.maintaining.exchange import export_terms

    project.catalogs.require_locale(locale)
    return export_terms(project, locale)


def _exported(
    project: Project, locale: str, domain: str, format_name: str, reference: str
) -> tuple[str, bytes]:
    """Return a file's name and its bytes. Raises UsageError for what there isn't."""
    with needing_extra(translatable("The exchange"), "exchange"):
        from briefkit.catalogs.exchange import Format, export_catalog

    project.catalogs.require_locale(locale)
    require_domain(project, domain)
    require_choice(
        format_name, _MEDIA_TYPES, "format", translatable("Choose it on the language’s page")
    )
    format = Format(format_name)
    beside = None
    if reference and format not in (Format.TMX, Format.PO):
        project.catalogs.require_locale(reference)
        beside = project.catalogs.read(domain, reference)
    catalog = project.catalogs.read(domain, locale)
    data = export_catalog(catalog, format, project.source_locale(domain), beside)
    return f"{domain}.{locale}{format.suffix}", data
