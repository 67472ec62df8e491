"""Templates are compiled once for all processes of a build."""

from pathlib import Path
from typing import Any

import jinja2
import pytest

from briefkit.build import Built, Order, build, make_leaflet, plan, running
from briefkit.model import Edition
from tests.conftest import Workspace


def make_and_count(edition: Edition, order: Order) -> Built:
    """Make a leaflet, and note which templates its process had to compile for it."""
    compiled: list[str | None] = []
    compile_one = jinja2.Environment.compile

    def compile_and_note(self: Any, source: Any, name: str | None = None, *more: Any) -> Any:
        compiled.append(name)
        return compile_one(self, source, name, *more)

    jinja2.Environment.compile = compile_and_note  # type: ignore[method-assign, assignment]
    built = make_leaflet(edition, order)
    names = " ".join(filter(None, compiled))
    Path(order.output, f"{edition.stem}.compiled").write_text(names, encoding="utf-8")
    return built


def test_a_process_of_a_build_compiles_no_template(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "make_leaflet", make_and_count)
    audiences = ["community", "professional"]
    editions = plan(workspace.project, locales=["bg"], audiences=audiences, formats=["a4"])
    for built in build(editions, workspace.order(), jobs=2):
        assert built.path is not None, built.diagnostics
    compiled = {f.stem: f.read_text("utf-8") for f in workspace.output.glob("**/*.compiled")}
    assert len(compiled) == 2
    assert set(compiled.values()) == {""}
