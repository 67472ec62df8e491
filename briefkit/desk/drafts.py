"""Texts that are being written: each in a project of its own, until it is saved."""

import asyncio
import secrets
import shutil
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from briefkit.authoring import SourceText, lay_out_draft
from briefkit.build import SCREEN_WIDTH, Order, plan, unproofed_pages
from briefkit.desk.draft_folder import DraftFolder
from briefkit.desk.files import DeskFiles
from briefkit.desk.first_looks import FirstLook, FirstLooks
from briefkit.desk.leaflets import LeafletCache
from briefkit.desk.persons import person
from briefkit.errors import BriefkitError
from briefkit.model import Edition, Fit
from briefkit.project import Project
from briefkit.proof import screen_pictures
from briefkit.serving import ScreenPictures, SeenPages, Workers

__all__ = ["Draft", "Drafts"]

# The texts of a person that are kept which are being written; those of windows that were closed go
# first. Others' texts make no room for hers: as many people write as are authors.
_KEPT = 4


class Draft:
    """A text as it stands in a window of its `owner`'s browser, and `pictures` that it has besides.

    Whatever is typed, the real project's files stay as they are.
    """

    def __init__(
        self,
        files: DeskFiles,
        workers: Workers,
        pictures: ScreenPictures,
        seen: SourceText,
        folder: Path,
    ) -> None:
        self.window = secrets.token_urlsafe(12)
        self.owner = person().user
        self.pictures: Mapping[str, bytes] = {}
        self.names = seen.brief, seen.audience
        self.folder = folder
        self._files = files
        self._workers = workers
        self._own = replace(files, order=replace(files.order, root=folder))
        self._leaflets = LeafletCache(self._own, workers)
        self._looks = FirstLooks(self._leaflets, workers)
        self._screen = self._looks.pictures = pictures
        self._shown: tuple[str, ...] = ()
        self._writing = asyncio.Lock()

    async def lay_out(self, seen: SourceText, text: str) -> Project:
        """Have the draft hold a text; return the project that it stands in."""
        async with self._writing:
            return await asyncio.to_thread(
                lay_out_draft, self._files.project, seen, text, self.folder, self.pictures
            )

    async def pages(self, *, proofed: bool) -> SeenPages:
        """Return the pages of the text that it holds: as they look, or when they are `proofed`.

        They have no `next`: whoever shows them knows where they are asked for.
        """
        source = self._leaflets if proofed else self._looks
        try:
            edition, fit = await asyncio.to_thread(self._edition)
            found = await source.leaflet(edition, (), gaps=True)
            if isinstance(found, FirstLook):
                look = found.unproofed
                return SeenPages(pictures=found.pictures, too_long=look.too_long)
            if not found.files:
                # A text that is begun, or is too long, is looked at all the same.
                order = self._leaflets.order((), gaps=True)
                drawn = await self._workers.run(_refused_pages, edition, order, fit)
                return SeenPages(pictures=self._keep(drawn), problems=found.built.diagnostics)
        except BriefkitError as error:
            return SeenPages(problems=tuple(error.diagnostics))
        _, pdf = found.files[""]
        # Not here: PDFium is not made for several threads at once.
        drawn = await self._workers.run(_drawn, pdf)
        return SeenPages(pictures=self._keep(drawn), proofed=True)

    def _keep(self, pictures: tuple[bytes, ...]) -> tuple[str, ...]:
        """Return the addresses of pictures, which take the place of those before."""
        self._screen.forget(self._shown)
        self._shown = self._screen.keep(pictures)
        return self._shown

    def _edition(self) -> tuple[Edition, Fit]:
        """Return the leaflet that is shown, an A4 sheet or the first that there is, and its fit."""
        project, (name, audience) = self._own.project, self.names
        brief = project.brief(name)
        reader = brief.texts[audience].reader
        fmt = "a4" if "a4" in reader.formats else reader.formats[0]
        (edition, *_) = plan(
            project,
            briefs=[name],
            audiences=[audience],
            locales=[brief.source_locale],
            formats=[fmt],
        )
        return edition, reader.fit

    def end(self) -> None:
        """Forget the text: it was saved, or nobody looks at it any more."""
        self._screen.forget(self._shown)
        shutil.rmtree(self.folder, ignore_errors=True)


def _refused_pages(edition: Edition, order: Order, fit: Fit) -> tuple[bytes, ...]:
    """Return how a leaflet looks that was refused: large, or small where it has too many pages."""
    tighter = fit.size_min, fit.leading_min, ""
    return unproofed_pages(
        edition, order, fit.size_max, fit.leading_max, "", tighter=tighter
    ).pictures


def _drawn(pdf: bytes) -> tuple[bytes, ...]:
    return screen_pictures(pdf, width=SCREEN_WIDTH, framed=False)


class Drafts:
    """The texts that are being written, by their windows: to each person, there are hers alone."""

    def __init__(self, files: DeskFiles, workers: Workers, pictures: ScreenPictures) -> None:
        self._files = files
        self._workers = workers
        self._pictures = pictures
        self._kept: OrderedDict[str, Draft] = OrderedDict()
        # Used again and again: a process that makes leaflets keeps what it read of each folder.
        self._folder = DraftFolder()

    def of(self, window: str, seen: SourceText) -> Draft:
        """Return the draft of a text in a window, a new one where there is none any more."""
        draft = self.known(window)
        if draft is None or draft.names != (seen.brief, seen.audience):
            own = [each.window for each in self._kept.values() if each.owner == person().user]
            for oldest in own[: max(0, len(own) - _KEPT + 1)]:
                self.end(oldest)
            draft = Draft(self._files, self._workers, self._pictures, seen, self._free_folder())
            self._kept[draft.window] = draft
        self._kept.move_to_end(draft.window)
        return draft

    def _free_folder(self) -> Path:
        taken = {draft.folder for draft in self._kept.values()}
        folders = (self._folder.path / str(number) for number in count())
        return next(folder for folder in folders if folder not in taken)

    def known(self, window: str) -> Draft | None:
        """Return the draft of a window of whoever is there, if there is one still."""
        draft = self._kept.get(window)
        return draft if draft and draft.owner == person().user else None

    def end(self, window: str) -> None:
        """Forget the draft of a window."""
        if draft := self._kept.pop(window, None):
            draft.end()

    def end_all(self) -> None:
        """Forget all: the desk ends."""
        for window in list(self._kept):
            self.end(window)
        self._folder.remove()
