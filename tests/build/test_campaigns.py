"""Leaflets of many offices: what they have in common is done once, and changes no byte of them."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from briefkit.build import (
    MANIFEST,
    Built,
    Order,
    State,
    build,
    for_offices,
    plan,
    running,
    typesetter_for,
)
from briefkit.contacts import Contact
from briefkit.languages import sources_for
from briefkit.leaflet import localise_text
from briefkit.model import Edition
from briefkit.typeset import Typesetter
from briefkit.typeset.likely import LikelySteps
from tests.conftest import Workspace
from tests.contacts.sheets import contacts_of, table

MADE = datetime(2026, 11, 29, 12, tzinfo=UTC)


def contacts(count: int) -> tuple[Contact, ...]:
    rows = [table(name=f"Centre {n}", office=f"Office {n}").splitlines() for n in range(count)]
    return contacts_of("\n".join([rows[0][0], *(row[1] for row in rows)]))


@pytest.fixture
def tried(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, set_anew: None
) -> list[tuple[float, float]]:
    """The sizes and leadings at which leaflets are laid out from now on, for the first time."""
    sizes = []
    lay_out = Typesetter.lay_out

    def noted(self: Typesetter, page: Any, *step: Any) -> Any:
        sizes.append(step[:2])
        return lay_out(self, page, *step)

    monkeypatch.setattr(Typesetter, "lay_out", noted)
    forget_steps(workspace)
    return sizes


def forget_steps(workspace: Workspace) -> None:
    typesetter_for(workspace.font_cache, sources_for("el")).steps = LikelySteps()


def test_the_size_that_a_leaflet_had_last_is_tried_first(
    workspace: Workspace, tried: list[tuple[float, float]]
) -> None:
    editions = plan(workspace.project, locales=["el"], audiences=["community"])
    (first,) = build(editions, workspace.order(made=MADE))
    size = first.text_size, first.leading
    assert tried[0] != size
    assert first.path
    data = first.path.read_bytes()
    for anew in (True, False):
        forget_steps(workspace)
        first.path.unlink()
        tried.clear()
        (again,) = build(editions, workspace.order(made=MADE), anew=anew)
        assert tried[0] == size
        assert (again.text_size, again.leading) == size
        assert first.path.read_bytes() == data


def test_an_office_s_leaflet_is_first_tried_at_another_office_s_size(
    workspace: Workspace, tried: list[tuple[float, float]]
) -> None:
    editions = plan(workspace.project, locales=["el"], audiences=["community"])
    order = workspace.order(contacts=contacts(3))
    for built in build(for_offices(editions, order.contacts)[:1], order):
        size = built.text_size, built.leading
    assert tried[0] != size
    tried.clear()
    together = build(for_offices(editions, order.contacts)[1:], order)
    assert tried[0] == size
    for built in together:
        assert built.path
        data = built.path.read_bytes()
        built.path.unlink()
        forget_steps(workspace)
        assert build([built.edition], order)[0].path == built.path
        assert built.path.read_bytes() == data


def test_the_text_of_all_offices_is_localised_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    localised = []

    def noted(**given: Any) -> Any:
        localised.append(given["edition"].common)
        return localise_text(**given)

    monkeypatch.setattr("briefkit.build.inputs.localise_text", noted)
    editions = plan(workspace.project, locales=["en"], formats=["pocket"])
    assert len(editions) == 1
    order = workspace.order(made=MADE, contacts=contacts(3))
    made = build(for_offices(editions, order.contacts), order)
    assert len({built.code for built in made}) == 3
    assert localised == list(editions)
    found = build(for_offices(editions, order.contacts), order)
    assert [built.made for built in found] == [False] * 3
    assert localised == list(editions)


def test_processes_are_given_no_more_than_they_soon_make_and_little_is_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, most = set[Future[Built]](), 0

    class Pool(ThreadPoolExecutor):
        def submit(self, call: Any, /, *given: Any, **named: Any) -> Any:
            nonlocal most
            future = super().submit(call, *given, **named)
            waiting.add(future)
            most = max(most, len(waiting))
            future.add_done_callback(waiting.discard)
            return future

    def make(edition: Edition, order: Order) -> Built:
        assert {contact.office for contact in order.contacts} == {edition.office}
        # A text of its own, as each result of another process has it.
        return Built(edition=edition, state=State.REVIEWED, look=" ".join(["h1 {}", "h2 {}"]))

    monkeypatch.setattr(running, "worker_pool", lambda count, *_: Pool(count))
    monkeypatch.setattr(running, "make_leaflet", make)
    order = workspace.order(contacts=contacts(60))
    editions = for_offices(plan(workspace.project, locales=["en", "de"]), order.contacts)
    results = build(editions, order, jobs=2)
    assert [built.edition for built in results] == list(editions)
    assert most <= 8
    assert len({id(built.look) for built in results}) == 1


@pytest.mark.parametrize("brief", [["a list"], {}, 1, None])
def test_a_record_of_no_edition_is_left_out(workspace: Workspace, brief: object) -> None:
    (edition,) = plan(workspace.project, locales=["en"], formats=["pocket"])
    order = workspace.order(made=MADE)
    assert build([edition], order)[0].made
    manifest = workspace.output / MANIFEST
    line = json.loads(manifest.read_text(encoding="utf-8"))
    line["edition"]["brief"] = brief
    manifest.write_text(f"{json.dumps(line)}\n{'[' * 100_000}\n", encoding="utf-8")
    assert build([edition], order)[0].made
    assert not build([edition], order)[0].made
