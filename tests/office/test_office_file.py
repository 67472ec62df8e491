"""`office.toml` counts as it is now; with mistakes, everybody may do what she could before."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from briefkit.desk.office_file import OfficeFile
from briefkit.office import parse_office
from tests.conftest import FEW, Workspace, copied_project
from tests.office.houses import EXAMPLE, HOST, PEOPLE, Answer, House, desk_behind
from tests.office.test_roles import hidden, place

_TEXT = (EXAMPLE / "office.toml").read_text(encoding="utf-8")
_HER_ROLE = "worker = true "
_TOLD = "office.toml has mistakes"


@dataclass
class Asked:
    """A desk that is asked as its proxy asks it."""

    house: House

    @property
    def file(self) -> Path:
        return self.house.workspace.root / "office.toml"

    def ask(self, user: str, path: str = "/", **headers: str) -> Answer:
        return self.house.ask_desk(path, X_Remote_User=user, **headers)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("living")
    (folder / "project").mkdir()
    workspace: Workspace = copied_project(folder / "project", font_cache, *FEW)
    (workspace.root / "office.toml").write_text(_TEXT, encoding="utf-8")
    at = f"unix:{folder}/desk.sock"
    with desk_behind(workspace, at):
        yield Asked(House(workspace, 0, folder, at))


@pytest.fixture(autouse=True)
def as_in_the_beginning(asked: Asked) -> Iterator[None]:
    yield
    asked.file.write_text(_TEXT, encoding="utf-8")
    assert asked.ask("anna", "/contacts").status == 200


def test_a_role_counts_at_once(asked: Asked) -> None:
    assert asked.ask("anna", "/author").status == 403
    asked.file.write_text(_TEXT.replace(_HER_ROLE, "author = true"), encoding="utf-8")
    assert asked.ask("anna", "/author").status == 200
    assert asked.ask("anna", "/contacts").status == 403
    asked.file.write_text(_TEXT.replace("people.anna", "people.zoe"), encoding="utf-8")
    assert asked.ask("anna", "/").status == 403
    assert asked.ask("zoe", "/contacts").status == 200


@pytest.mark.parametrize(
    "broken",
    [
        _TEXT.replace(_HER_ROLE, "wroker = true"),
        _TEXT + "[people.",
        _TEXT.replace("Anna Petrova", "Anna <Petrova>"),
        "",
        "\xff",
        "a = " + "[" * 20_000,
        None,
    ],
    ids=["setting", "table", "name", "empty", "latin", "deep", "gone"],
)
def test_a_file_with_mistakes_changes_nothing_and_is_told(asked: Asked, broken: str | None) -> None:
    if broken is None:
        asked.file.unlink()
    else:
        asked.file.write_bytes(broken.encode("latin-1"))
    assert asked.ask("anna", "/contacts").status == 200
    assert asked.ask("anna", "/author").status == 403
    told = [user for user in PEOPLE if _TOLD in asked.ask(user).text]
    assert told == ["dora"]
    asked.file.write_text(_TEXT, encoding="utf-8")
    found = asked.ask("dora").text.find(_TOLD)
    assert found == -1


def test_what_is_wrong_with_it_stands_on_the_page(asked: Asked) -> None:
    asked.file.write_text(_TEXT.replace(_HER_ROLE, "wroker = true"), encoding="utf-8")
    page = asked.ask("dora").text
    assert "[people.anna] wroker is not a setting." in page
    # It is told in the page's language, too.
    arabic = asked.ask("dora", Accept_Language="ar").text
    assert "<strong>[people.anna] wroker ليس إعدادًا.</strong>" in arabic
    assert "Did you mean worker?" in page


def test_who_loses_a_role_while_a_form_is_open_keeps_what_was_typed(asked: Asked) -> None:
    page = asked.ask("boris", f"/translate?{urlencode(place(show='all'))}").text
    fields = dict(hidden(page, "saving")) | {"text": "Дълго написан превод", "then": ""}
    before = asked.house.workspace.po("bg").read_bytes()
    asked.file.write_text(_TEXT.replace('["bg"]', '["el"]'), encoding="utf-8")
    answer = asked.house.ask_desk("/translate/save", fields, X_Remote_User="boris")
    assert answer.status == 403
    assert "Boris Ivanov may not do this here" in answer.text
    assert "Дълго написан превод" in answer.text
    assert asked.house.workspace.po("bg").read_bytes() == before


def test_the_log_has_lines_and_no_names(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "office.toml"
    path.write_text(_TEXT, encoding="utf-8")
    file = OfficeFile(path, parse_office(_TEXT))
    with caplog.at_level(logging.WARNING):
        assert set(file.people()) == {"anna", "boris", "carla", "dora"}
        assert not caplog.messages
        path.write_text(_TEXT.replace(_HER_ROLE, "wroker = true"), encoding="utf-8")
        for _ in range(3):
            assert file.people()["anna"].worker
        [told] = caplog.messages
        line = _TEXT[: _TEXT.index(_HER_ROLE)].count("\n") + 1
        assert f"office.toml:{line}" in told
        assert "anna" not in told
        path.unlink()
        file.people()
        assert len(caplog.messages) == 2
        path.write_text(_TEXT.replace(HOST, "other.example.org"), encoding="utf-8")
        file.people()
        assert "address and [proxy] count from the next start" in caplog.messages[-1]
        assert not file.faults
        assert len(caplog.messages) == 3
