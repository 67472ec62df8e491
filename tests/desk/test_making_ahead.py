"""What may be chosen next is made while nobody asks, in bounds, and never in anybody's way."""

import asyncio

import pytest

from briefkit.build import Built, plan
from briefkit.desk import making_ahead
from briefkit.desk.leaflets import LeafletCache, MadeLeaflet
from briefkit.desk.making_ahead import MakingAhead, other_formats
from briefkit.desk.page_pictures import PagePictures
from briefkit.errors import UsageError
from briefkit.model import Edition
from tests.conftest import Workspace
from tests.desk.test_work_per_request import desk_files
from tests.held_workers import HeldWorkers, until
from tests.loops import run


def made(edition: Edition) -> MadeLeaflet:
    built = Built(edition=edition, state="draft", text_size=12.5, leading=1.4, look="")
    return MadeLeaflet(built, {"": ("a.pdf", b"%PDF")})


def test_other_formats_are_made_one_by_one_until_somebody_chooses(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = 0.05
    monkeypatch.setattr(making_ahead, "_IDLE", idle)
    (edition,) = plan(workspace.project, locales=["de"], audiences=["community"], formats=["a4"])
    others = other_formats(workspace.project, edition)
    assert len(others) > 6
    assert {(each.locale, each.audience) for each in others} == {("de", "community")}
    assert edition not in others

    async def asked() -> list[str]:
        workers = HeldWorkers()
        leaflets = LeafletCache(desk_files(workspace), workers)
        ahead = MakingAhead(leaflets, PagePictures())
        ahead.begin(others, (), gaps=False)
        await until(lambda: workers.asked)
        await asyncio.sleep(3 * idle)
        assert len(workers.asked) == 1  # one at a time
        await workers.answer(0, "_fresh_leaflet", made(others[0]))
        await workers.answer(1, "_fresh_leaflet", UsageError())
        await until(lambda: len(workers.asked) == 3)
        # Somebody chooses: what is under way goes on, and nothing else is begun.
        ahead.stop()
        chosen = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await workers.answer(3, "_fresh_leaflet", made(edition))
        await chosen
        await workers.answer(2, "_fresh_leaflet", made(others[2]))
        await asyncio.sleep(5 * idle)
        assert len(workers.asked) == 4
        assert await leaflets.is_made(others[0], (), gaps=False)
        assert await leaflets.is_made(others[2], (), gaps=False)
        # Without a process to spare, none is made.
        MakingAhead(leaflets, PagePictures(), allowed=False).begin(others, (), gaps=False)
        await asyncio.sleep(5 * idle)
        assert len(workers.asked) == 4
        # No more than a few are made ahead.
        ahead.begin(others[3:], (), gaps=False)
        for number in range(4, 4 + min(5, len(others) - 3)):
            await workers.answer(number, "_fresh_leaflet", made(others[number - 1]))
        await asyncio.sleep(5 * idle)
        workers.stop()
        return [name for name, _ in workers.asked]

    assert len(run(asked())) == 4 + min(5, len(others) - 3)
