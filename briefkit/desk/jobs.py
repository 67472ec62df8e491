"""Jobs: several leaflets at once, made in the background, with a zip of them at the end."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefkit.build import Built, Record, State
from briefkit.contacts import Contact, unanswered
from briefkit.desk.contact_table import ContactRow
from briefkit.desk.editions import WantedLeaflet
from briefkit.desk.files import DeskFiles
from briefkit.desk.leaflets import LeafletCache, MadeLeaflet
from briefkit.desk.persons import crowded_out, person
from briefkit.desk.print_files import PrintFile, print_files
from briefkit.desk.turns import Rank, ranked
from briefkit.desk.zips import zipped
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError
from briefkit.leaflet import find_format
from briefkit.model import Edition

__all__ = ["Job", "Jobs"]

# Zips that are kept in memory.
_KEPT_JOBS = 8


@dataclass
class Job:
    """Several leaflets at once: how far it is, what was refused, and the zip when it is done.

    `missing` are the contacts that were ticked and are not on the leaflets; `unanswered` are the
    locales in whose language none of the others is known to answer. `prints` are for the printer,
    `records` what a manifest has of the leaflets, `title` is what somebody called it, `owner` the
    user who began it.
    """

    total: int
    unanswered: tuple[str, ...] = ()
    missing: tuple[ContactRow, ...] = ()
    done: int = 0
    built: list[Built] = field(default_factory=list)
    data: bytes = b""
    prints: tuple[PrintFile, ...] = ()
    records: tuple[Record, ...] = ()
    title: str = ""
    owner: str = ""
    finished: bool = False


class Jobs:
    """Runs jobs, and keeps those that were begun last."""

    def __init__(self, files: DeskFiles, leaflets: LeafletCache) -> None:
        self._files = files
        self._leaflets = leaflets
        self._kept: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(
        self,
        wanted: Sequence[WantedLeaflet],
        contacts: tuple[Contact, ...],
        *,
        missing: tuple[ContactRow, ...] = (),
        title: str = "",
    ) -> str:
        """Begin to make leaflets, and return the name of the job, which nobody can guess."""
        editions = [each.edition for each in wanted]
        read = dict.fromkeys(e.locale for e in editions if find_format(e.format).has_contacts)
        name = secrets.token_urlsafe(12)
        job = Job(
            total=len(wanted),
            missing=missing,
            unanswered=unanswered(contacts, read),
            title=title,
            owner=person().user,
        )
        self._kept[name] = job
        while len(self._kept) > _KEPT_JOBS:
            del self._kept[crowded_out({name: job.owner for name, job in self._kept.items()})]
        task = asyncio.create_task(self._run(job, wanted, contacts))
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
        self, job: Job, wanted: Sequence[WantedLeaflet], contacts: tuple[Contact, ...]
    ) -> None:
        """Make a job's leaflets: whatever happens to one, it ends, and says what became of each."""

        async def one(each: WantedLeaflet) -> MadeLeaflet:
            edition, gaps, finish = each
            try:
                made = await self._leaflets.leaflet(edition, contacts, gaps=gaps, finish=finish)
            except BriefkitError as error:
                made = _refused(edition, *error.diagnostics)
            except Exception as error:
                made = _refused(edition, _unforeseen(error))
            job.built.append(made.built)
            job.done += 1
            return made

        with ranked(Rank.OF_MANY):
            made = await asyncio.gather(*map(one, wanted))
        job.built = [each.built for each in made]  # in their order
        job.records = tuple(each.record for each in made if each.record)
        try:
            job.data = await asyncio.to_thread(self._zip, made)
            job.prints = await asyncio.to_thread(print_files, made)
        finally:
            job.finished = True

    def _zip(self, made: Sequence[MadeLeaflet]) -> bytes:
        """Return the leaflets' files as a zip; nothing where there are none."""
        files = (file for leaflet in made for file in leaflet.files.values())
        return zipped(files, self._files.clock())


def _refused(edition: Edition, *faults: Diagnostic) -> MadeLeaflet:
    return MadeLeaflet(Built(edition=edition, state=State.REFUSED, diagnostics=faults), {})


def _unforeseen(error: Exception) -> Diagnostic:
    return Diagnostic(
        check="desk",
        message=translatable(
            "The leaflet could not be made: %(name)s: %(error)s",
            name=type(error).__name__,
            error=error,
        ),
        hint=translatable("Choose it alone, and try again."),
    )
