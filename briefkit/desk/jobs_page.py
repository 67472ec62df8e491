"""The page of a job: how far it is, and the zip of its leaflets."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.context import DeskContext
from briefkit.desk.jobs import Job
from briefkit.desk.refused_requests import NOT_KEPT
from briefkit.diagnostics import translatable
from briefkit.serving import file_answer

__all__ = ["JobsPage"]

_NOT_YET = translatable("The leaflets are not made yet. Wait until they are.")


class JobsPage:
    """The progress of several leaflets, and all of them as one file: to keep, or to print."""

    def __init__(self, context: DeskContext) -> None:
        self._jobs = context.jobs
        self._files = context.files
        self._handed_out = context.handed_out
        self._renderer = context.renderer

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/several/{name}", self.progress),
            Route("/several/{name}/leaflets.zip", self.archive),
            Route("/several/{name}/print/{number}", self.pile),
        ]

    async def progress(self, request: Request) -> Response:
        """How far a job is."""
        job, name = self._job(request), request.path_params["name"]
        return self._renderer.page(request, "several.html.jinja", job=job, name=name)

    async def archive(self, request: Request) -> Response:
        """The zip of a job that is done."""
        job = self._job(request)
        if not job.data:
            raise HTTPException(404, _NOT_YET)
        await self._hand_out(job)
        return file_answer(job.data, "application/zip", "leaflets.zip")

    async def pile(self, request: Request) -> Response:
        """One of the PDFs for the printer, shown in the browser."""
        job = self._job(request)
        prints = {str(number): file for number, file in enumerate(job.prints)}
        if (file := prints.get(request.path_params["number"])) is None:
            raise HTTPException(404, _NOT_YET)
        await self._hand_out(job)
        return file_answer(file.data, "application/pdf", file.name, "inline")

    async def _hand_out(self, job: Job) -> None:
        """Note that a job's leaflets were handed out, be it one pile of them."""
        for record in job.records:
            await asyncio.to_thread(self._handed_out.note, record, self._files.clock())

    def _job(self, request: Request) -> Job:
        if (job := self._jobs.find(request.path_params["name"])) is None:
            raise HTTPException(404, NOT_KEPT)
        return job
