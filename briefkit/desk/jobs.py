"""Jobs: several leaflets at once, made in the background, with a zip of them at the end."""

import asyncio
import io
import secrets
import zipfile
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefkit.build import Built, State
from briefkit.contacts import Contact
from briefkit.desk.files import DeskFiles
from briefkit.desk.leaflets import LeafletCache, MadeLeaflet
from briefkit.errors import BriefkitError
from briefkit.model import Edition

__all__ = ["Job", "Jobs"]

# Zips that are kept in memory.
_KEPT_JOBS = 8


@dataclass
class Job:
    """Several leaflets at once: how far it is, what was refused, and the zip when it is done."""

    total: int
    done: int = 0
    built: list[Built] = field(default_factory=list)
    data: bytes = b""
    finished: bool = False


class Jobs:
    """Runs jobs, and keeps those that were begun last."""

    def __init__(self, files: DeskFiles, leaflets: LeafletCache) -> None:
        self._files = files
        self._leaflets = leaflets
        self._kept: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(
        self, editions: Sequence[Edition], contacts: tuple[Contact, ...], *, gaps: bool
    ) -> str:
        """Begin to make leaflets, and return the name of the job, which nobody can guess."""
        name, job = secrets.token_urlsafe(12), Job(len(editions))
        self._kept[name] = job
        while len(self._kept) > _KEPT_JOBS:
            self._kept.popitem(last=False)
        task = asyncio.create_task(self._run(job, editions, contacts, gaps=gaps))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return name

    def find(self, name: str) -> Job | None:
        """Return the job of a name, or nothing if it is not kept."""
        return self._kept.get(name)

    def cancel(self) -> None:
        """Cancel all jobs that run."""
        for task in self._tasks:
            task.cancel()

    async def _run(
        self, job: Job, editions: Sequence[Edition], contacts: tuple[Contact, ...], *, gaps: bool
    ) -> None:
        async def one(edition: Edition) -> MadeLeaflet:
            try:
                made = await self._leaflets.leaflet(edition, contacts, gaps=gaps)
            except BriefkitError as error:
                faults = tuple(error.diagnostics)
                built = Built(edition=edition, state=State.REFUSED, diagnostics=faults)
                made = MadeLeaflet(built, {})
            job.built.append(made.built)
            job.done += 1
            return made

        files = [
            file
            for made in await asyncio.gather(*map(one, editions))
            for file in made.files.values()
        ]
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name, self._files.clock().timetuple()[:6]), data)
        job.data, job.finished = output.getvalue() if files else b"", True
