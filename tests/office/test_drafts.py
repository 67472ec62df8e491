"""A text that somebody writes is hers until it is saved: nobody sees it, or takes its place."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from docx.document import Document

from tests.conftest import BRIEF, FEW, copied_project
from tests.desk.sending import multipart, value_of
from tests.importing.documents import picture, saved
from tests.office.houses import EXAMPLE, Answer, House, desk_behind
from tests.office.test_roles import hidden

_NAMES = {"brief": BRIEF, "audience": "community"}
_TEXT = f"/author/text?{urlencode(_NAMES)}"
_EMIL = '\n[people.emil]\nname = "Emil Roth"\nemail = "emil@example.org"\nauthor = true\n'
_FORM = {"Content_Type": "multipart/form-data; boundary=----formboundary7MA4YWxk"}


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Iterator[House]:
    """The desk of an office with two authors, dora and emil."""
    folder = tmp_path_factory.mktemp("writing")
    (folder / "project").mkdir()
    workspace = copied_project(folder / "project", font_cache, *FEW)
    text = (EXAMPLE / "office.toml").read_text(encoding="utf-8")
    (workspace.root / "office.toml").write_text(text + _EMIL, encoding="utf-8")
    at = f"unix:{folder}/desk.sock"
    with desk_behind(workspace, at):
        yield House(workspace, 0, folder, at)


def ask(writing: House, user: str, path: str, form: dict[str, str] | None = None) -> Answer:
    return writing.ask_desk(path, form, X_Remote_User=user)


def opened(writing: House, user: str) -> dict[str, str]:
    return dict(hidden(ask(writing, user, _TEXT).text, "writing"))


def window_of(answer: Answer) -> str:
    (window,) = re.findall(r'data-window="([^"]+)"', answer.text)
    return str(window)


def test_what_one_writes_another_neither_sees_nor_takes_away(writing: House) -> None:
    doras = opened(writing, "dora")
    sent = {"text": "# Dora’s secret\n\nNot done yet.\n", "then": "follow"}
    looked = ask(writing, "dora", "/author/look", doras | sent)
    assert window_of(looked) == doras["window"]
    pages = f"/author/pages?window={doras['window']}"
    assert ask(writing, "dora", pages).status == 200

    # The other opens more windows than a person has, and knows the name of hers.
    for _ in range(6):
        opened(writing, "emil")
    assert ask(writing, "emil", pages).status == 404
    emils = opened(writing, "emil") | {"window": doras["window"]}
    other = ask(writing, "emil", "/author/look", emils | sent | {"text": "# Emil’s\n"})
    assert window_of(other) != doras["window"]

    assert ask(writing, "dora", pages).status == 200
    again = ask(writing, "dora", "/author/look", doras | sent)
    assert window_of(again) == doras["window"]
    # Of her own, the oldest makes room.
    for _ in range(4):
        opened(writing, "dora")
    assert ask(writing, "dora", pages).status == 404


def test_a_document_s_pictures_wait_for_who_took_it_over(writing: House) -> None:
    def fill(document: Document) -> None:
        document.add_heading("Heat", 0)
        document.add_paragraph("Drink.")
        document.add_picture(picture())

    place = f"/author/import?{urlencode(_NAMES)}"
    token = value_of(ask(writing, "dora", place).text, "token")
    form = multipart({"token": token, **_NAMES}, "heat.docx", saved(fill))
    taken = writing.ask_desk("/author/import", form, X_Remote_User="dora", **_FORM)
    assert taken.status == 200
    fields = dict(hidden(taken.text, "writing"))
    for _ in range(6):
        opened(writing, "emil")
    text = "# Heat\n\nDrink.\n\n![A sun](img/heat-1.png)\n"
    # What is one's own is no other's to save: not with its pictures.
    emils = fields | {"token": opened(writing, "emil")["token"], "text": text}
    assert ask(writing, "emil", "/author/save", emils).status == 409
    assert ask(writing, "dora", "/author/save", fields | {"text": text}).status == 303
    assert (writing.workspace.root / "briefs" / BRIEF / "img" / "heat-1.png").is_file()
