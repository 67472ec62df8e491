"""The versions of a preview and its pages, as its page is told of them."""

import asyncio
from datetime import date
from pathlib import Path

from briefkit.build import Order, Unproofed, plan
from briefkit.errors import TypesetError
from briefkit.model import Edition, Provenance
from briefkit.preview import Subject
from briefkit.preview.server.live import LivePreview
from briefkit.preview.server.live_pages import LivePages
from briefkit.serving import SeenPages
from briefkit.typeset import Typeset
from tests.conftest import Workspace
from tests.held_workers import HeldWorkers, until
from tests.loops import run

LOOK = Unproofed(
    state="draft",
    provenance=Provenance(),
    code="CT",
    pictures=(b"look", b"look"),
    too_long=False,
)
PROOFED = Typeset(pdf=b"", pages=1, size=12.0, leading=1.4), (b"proofed",)


def test_a_version_that_comes_while_another_is_sent_is_told(tmp_path: Path) -> None:
    order = Order(root=tmp_path, bundled=tmp_path, output=tmp_path, font_cache=tmp_path)
    edition = Edition(brief="b", audience="community", locale="bg", format="a4")
    subject = Subject(edition=edition, order=order, today=date(2026, 11, 24))

    async def told() -> list[int | None]:
        live = LivePreview(subject=subject, fonts=tmp_path)
        versions = live.versions(0.01, lambda: False)
        found = [await anext(versions)]
        await live.refresh()  # the first one is still being sent
        found += [await anext(versions), await anext(versions)]
        live.workers.stop()
        return found

    assert run(told()) == [0, 1, None]


def test_what_is_made_of_older_files_is_dropped_when_one_is_saved(workspace: Workspace) -> None:
    (edition,) = plan(workspace.project, locales=["bg"], audiences=["community"])
    subject = Subject(edition=edition, order=workspace.order(), today=date(2026, 11, 29))

    async def never() -> bool:
        return False

    async def shown() -> None:
        workers = HeldWorkers()
        pages = LivePages(LivePreview(subject=subject, fonts=workspace.root, workers=workers))

        def look_after(number: int) -> asyncio.Task[SeenPages | None]:
            return asyncio.create_task(pages.after(number, 0.05, never))

        # Nobody looks, so nothing is made.
        await pages.refresh()
        await asyncio.sleep(0.05)
        assert workers.asked == []
        looking = look_after(0)
        await workers.answer(0, "proofed_pages", PROOFED)
        first = await looking
        assert first
        assert (first.proofed, first.next) == (True, "/pages/next?after=1")
        # A save while somebody looks: how it looks comes first.
        looking = look_after(1)
        await asyncio.sleep(0)
        await pages.refresh()
        await workers.answer(1, "unproofed", LOOK)
        seen = await looking
        assert seen
        assert (seen.proofed, len(seen.pictures)) == (False, 2)
        # Another drops what was begun for that.
        looking = look_after(2)
        await until(lambda: len(workers.asked) == 3)
        assert workers.asked[2][0] == "proofed_pages"
        await pages.refresh()
        assert workers.asked[2][1].cancelled()
        await workers.answer(3, "unproofed", LOOK)
        seen = await looking
        assert seen
        assert not seen.proofed
        # What was saved while nobody looked is made for whoever looks next.
        await pages.refresh()
        looking = look_after(3)
        await workers.answer(5, "unproofed", ValueError("a template can fail in any way"))
        await workers.answer(6, "proofed_pages", TypesetError())
        seen = await looking
        assert seen
        assert (seen.pictures, seen.proofed) == ((), False)
        assert await look_after(3) is seen
        assert len(workers.asked) == 7
        pages.stop()
        workers.stop()

    run(shown())
