"""What is saved on an office's desk is recorded as a commit of whoever saved it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from briefkit.desk.claiming import CLAIMED
from briefkit.desk.door import Entrance
from briefkit.desk.files import DeskFiles
from briefkit.desk.persons import person
from briefkit.project import Written, noted_writes

if TYPE_CHECKING:
    from briefkit.office.repository import Repository

__all__ = ["Answering", "Keeper", "new_keeper"]

Answering = Callable[[Request], Awaitable[Response]]

# As long as a commit's subject may be, in characters.
_LONGEST_SUBJECT = 72


class Keeper:
    """Records saves, one after the other, in a repository; without one, they are only saved.

    `own` are the folders with what people have chosen, and what the desk keeps for itself: nothing
    of the project's.
    """

    def __init__(
        self, repository: "Repository | None", own: Sequence[Path], clock: Callable[[], datetime]
    ) -> None:
        self.repository = repository
        self._own = own
        self._clock = clock
        # Whoever saves waits: each commit has what one person has written.
        self.turn = asyncio.Lock()
        # Saved and not recorded, as another program worked in the repository.
        self._left: list[tuple[Sequence[Written], str, str]] = []
        self.on_recorded: Callable[[], None] | None = None

    def kept(self, answer: Answering, what: str) -> Answering:
        """Return what answers as `answer` does, when all that it has written is recorded."""
        repository = self.repository
        if repository is None:
            return answer

        async def keep(request: Request) -> Response:
            try:
                await request.body()  # whoever sends slowly keeps nobody waiting
            except ClientDisconnect:
                return Response(status_code=400)
            async with self.turn:
                with noted_writes() as written:
                    try:
                        return await answer(request)
                    finally:
                        await self._record(written, what)

        return keep

    async def _record(self, written: Sequence[Written], what: str) -> None:
        ours = [e for e in written if not any(e.path.is_relative_to(own) for own in self._own)]
        if ours:
            files = ", ".join(dict.fromkeys(_called(each.path) for each in ours))
            subject = f"{what}: {files}"[:_LONGEST_SUBJECT]
            self._left.append((ours, person().signature, subject))
        await self.record_left()

    def close(self) -> None:
        """Let go of the repository."""
        if self.repository:
            self.repository.close()

    async def record_leftovers(self) -> None:
        """Record what a desk has saved that was killed before it could record it."""
        from briefkit.office.repository import Busy

        if self.repository:
            with contextlib.suppress(Busy, OSError):
                await asyncio.to_thread(self.repository.record_leftovers, self._clock())

    async def record_left(self) -> None:
        """Record what is saved and not recorded yet, as far as other programs let us."""
        from briefkit.office.repository import Busy

        while self._left and self.repository:
            try:
                await asyncio.to_thread(self.repository.record, *self._left[0], self._clock())
            except (Busy, OSError):
                return
            self._left.pop(0)
            if self.on_recorded:
                self.on_recorded()


def new_keeper(files: DeskFiles, entrance: Entrance | None) -> Keeper:
    """Return what records an office's saves; on a desk of one's own, nothing is recorded."""
    repository = None
    if entrance is not None:
        from briefkit.office.repository import open_repository

        host = entrance.office.host.partition(":")[0]
        repository = open_repository(files.order.root, f"briefkit desk <desk@{host}>")
    own = (files.choice_file.parent, files.order.root / CLAIMED)
    return Keeper(repository, own, files.clock)


def _called(path: Path) -> str:
    """Return what a file is called in a commit's subject: a catalog with its language."""
    folder = path.parent
    return f"{path.stem} ({folder.parent.name})" if folder.name == "LC_MESSAGES" else path.name
