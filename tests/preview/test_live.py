"""The versions of a preview, as its page is told of them."""

import asyncio
from datetime import date
from pathlib import Path

from briefkit.build import Order
from briefkit.model import Edition
from briefkit.preview import Subject
from briefkit.preview.server.live import LivePreview


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

    assert asyncio.run(told()) == [0, 1, None]
