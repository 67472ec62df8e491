"""Leaflets that are made for whoever asks: of the files that were saved last."""

import asyncio
from datetime import UTC, datetime

from briefkit.build import Built, plan
from briefkit.desk import DeskFiles
from briefkit.desk.leaflets import LeafletCache, MadeLeaflet
from tests.conftest import Workspace
from tests.held_workers import HeldWorkers, until
from tests.loops import run


def test_what_is_made_of_older_files_is_dropped_when_one_is_saved(workspace: Workspace) -> None:
    files = DeskFiles(
        order=workspace.order(),
        contacts_file=workspace.root / "contacts.csv",
        choice_file=workspace.root / "desk.json",
        clock=lambda: datetime.now(UTC),
    )
    (edition,) = plan(workspace.project, locales=["de"], audiences=["community"])

    async def asked() -> tuple[MadeLeaflet, ...]:
        workers = HeldWorkers()
        leaflets = LeafletCache(files, workers)
        first = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await until(lambda: len(workers.asked) == 1)
        again = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await asyncio.sleep(0.1)
        assert len(workers.asked) == 1  # once for all who ask
        workspace.replace(workspace.po("de"), 'msgstr "Warnzeichen"', 'msgstr "Zeichen"')
        newer = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await until(lambda: len(workers.asked) == 2)
        await until(workers.asked[0][1].cancelled)
        built = Built(edition=edition, state="draft", text_size=12.5, leading=1.4, look="p {}")
        await workers.answer(
            1, "_fresh_leaflet", MadeLeaflet(built, {"": ("a.pdf", b"the newest")})
        )
        made = await asyncio.gather(first, again, newer)
        assert leaflets.last_size(edition) == (12.5, 1.4, "p {}")
        assert await leaflets.is_made(edition, (), gaps=False)
        assert not await leaflets.is_made(edition, (), gaps=True)
        assert len(workers.asked) == 2
        # Whoever leaves leaves alone those who wait.
        workspace.replace(workspace.po("de"), 'msgstr "Zeichen"', 'msgstr "Warnzeichen"')
        first = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        again = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await until(lambda: len(workers.asked) == 3)
        await asyncio.sleep(0.1)
        first.cancel()
        await workers.answer(2, "_fresh_leaflet", made[0])
        assert await again is made[0]
        workers.stop()
        return made

    assert {leaflet.files[""][1] for leaflet in run(asked())} == {b"the newest"}


def test_what_is_saved_of_another_language_leaves_a_leaflet_as_it_is(workspace: Workspace) -> None:
    files = DeskFiles(
        order=workspace.order(),
        contacts_file=workspace.root / "contacts.csv",
        choice_file=workspace.root / "desk.json",
        clock=lambda: datetime.now(UTC),
    )
    edition, _ = plan(workspace.project, locales=["de"], audiences=["community"], twin="bg")
    built = Built(edition=edition, state="draft", text_size=12.5, leading=1.4, look="p {}")

    async def asked() -> list[bool]:
        workers = HeldWorkers()
        leaflets = LeafletCache(files, workers)
        asking = asyncio.create_task(leaflets.leaflet(edition, (), gaps=False))
        await until(lambda: len(workers.asked) == 1)
        await workers.answer(0, "_fresh_leaflet", MadeLeaflet(built, {"": ("a.pdf", b"pdf")}))
        await asking
        made = []
        for locale in ("fr", "bg"):
            workspace.po(locale).touch()
            made.append(await leaflets.is_made(edition, (), gaps=False))
        workers.stop()
        return made

    assert run(asked()) == [True, False]
