"""A brief's own theme: what it may change, where a fault in it stands, what it can't take away."""

import re
from datetime import UTC, datetime

import pytest

from tests.conftest import BRIEF, FEW, Workspace

pytestmark = pytest.mark.languages(*FEW)

CONTACT = """
[[contact]]
name = "Sample centre"
kind = "help line"
phone = "02 981 7686"
country = "BG"
web = "https://example.org"
languages = ["en"]
source = "https://example.org/contact"
verified_by = "A. Person"
verified_on = {today}
"""


def themed(workspace: Workspace, name: str, text: str) -> None:
    folder = workspace.root / "briefs" / BRIEF / "theme"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def shared(workspace: Workspace, name: str) -> str:
    return (workspace.root / "templates" / name).read_text(encoding="utf-8")


def leaflets(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in workspace.output.glob("**/*.pdf")}


def test_a_brief_s_theme_takes_the_place_of_what_it_has_of_its_own(workspace: Workspace) -> None:
    workspace.run("build", "--locale", "en")
    before = leaflets(workspace)
    text = shared(workspace, "colours.css.jinja").replace("#003399", "#5A2A00")
    themed(workspace, "colours.css.jinja", text)
    workspace.run("build", "--locale", "en")
    after = leaflets(workspace)
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("blocks.html.jinja", "fine\n{% if %}\n", "theme/blocks.html.jinja:2: This template"),
        ("coluors.css.jinja", "{}", "theme/coluors.css.jinja: No template asks for this file"),
        ("pages.css.jinja", "\n{% trans %}Own words{% endtrans %}",
         "theme/pages.css.jinja:2: A theme has a text of its own: “Own words”"),
        ("colours.css.jinja", "{% set colour = '#003399' %}\n\n{{ nothing }}",
         "theme/colours.css.jinja:3 en: .* work: .nothing. is undefined"),
    ],
)  # fmt: skip
def test_a_fault_in_a_theme_is_told_with_its_file_and_line(
    workspace: Workspace, name: str, text: str, said: str
) -> None:
    themed(workspace, name, text)
    done = workspace.run("build", "--locale", "en", code=1)
    assert re.search(f"briefs/{BRIEF}/{said}", done.stderr)


def test_a_fault_in_a_stylesheet_is_told_with_its_file_and_line(workspace: Workspace) -> None:
    text = shared(workspace, "common.css.jinja")
    line = text.split("\n").index("  color: #111;") + 1
    themed(workspace, "common.css.jinja", text.replace("  color: #111;", "  colour: #111;"))
    done = workspace.run("build", "--locale", "en", "--format", "a4", code=1)
    assert f"briefs/{BRIEF}/theme/common.css.jinja:{line}: " in done.stderr


@pytest.mark.parametrize(
    ("audiences", "name", "text"),
    [
        (["community", "easy", "professional"], "imprint.html.jinja", ""),
        (["easy"], "imprint.html.jinja",
         "<footer id=imprint class=imprint><p>A4</p></footer>"),
        (["community"], "common.css.jinja", "{shared}\n.imprint {{ display: none }}\n"),
        (["easy"], "common.css.jinja", "{shared}\n.imprint * {{ color: white }}\n"),
        (["professional"], "common.css.jinja", "{shared}\n.imprint * {{ font-size: 0.1pt }}\n"),
        (["community"], "common.css.jinja", "{shared}\n.imprint {{ opacity: 0.1 }}\n"),
        (["easy"], "common.css.jinja",
         "{shared}\n.imprint {{ position: relative; left: 200mm }}\n"),
        (["community"], "imprint.html.jinja",
         "{shared}\n<div style='position: absolute; top: 0; left: 0;"
         " width: 200mm; height: 290mm; background: white'></div>"),
    ],
)  # fmt: skip
def test_no_theme_lets_a_leaflet_out_without_the_disclaimer(
    workspace: Workspace, audiences: list[str], name: str, text: str
) -> None:
    themed(workspace, name, text.format(shared=shared(workspace, name)) if "{s" in text else text)
    asked = [f"--audience={audience}" for audience in audiences]
    done = workspace.run("build", "--locale", "en", "--format", "a4", *asked, code=1)
    assert leaflets(workspace) == {}
    assert done.stderr


def test_templates_are_copied_to_be_changed(workspace: Workspace) -> None:
    listed = workspace.run("theme", BRIEF).stdout.split()
    assert "colours.css.jinja" in listed
    workspace.run("theme", BRIEF, "colours.css.jinja", "blocks.html.jinja")
    folder = workspace.root / "briefs" / BRIEF / "theme"
    assert sorted(p.name for p in folder.iterdir()) == ["blocks.html.jinja", "colours.css.jinja"]
    assert (folder / "colours.css.jinja").read_text() == shared(workspace, "colours.css.jinja")
    again = workspace.run("theme", BRIEF, "colours.css.jinja", code=2)
    assert "is there already" in again.stderr
    wrong = workspace.run("theme", BRIEF, "colour.css.jinja", code=2)
    assert "There is no template “colour.css.jinja”" in wrong.stderr


def test_what_a_mac_hides_beside_a_template_is_no_template(workspace: Workspace) -> None:
    themed(workspace, "colours.css.jinja", shared(workspace, "colours.css.jinja"))
    for folder in (workspace.root / "briefs" / BRIEF / "theme", workspace.root / "templates"):
        (folder / "._colours.css.jinja").write_bytes(b"\x00\x05\x16\x07\xb0")
    assert "unchanged" in workspace.run("extract").stdout
    checked = workspace.run("check", code=None)
    assert "messages checked" in checked.stdout
    assert "._colours" not in checked.stdout + checked.stderr


def test_a_draft_whose_band_can_t_be_seen_is_not_let_out(workspace: Workspace) -> None:
    themed(
        workspace,
        "common.css.jinja",
        shared(workspace, "common.css.jinja") + "\n.notice { color: #fff }\n",
    )
    done = workspace.run("build", "--locale", "bg", "--audience", "professional", code=1)
    assert "page 1 is a draft's, and the band that says so can't be seen" in done.stderr


def test_a_picture_on_a_telephone_number_is_not_let_out(workspace: Workspace) -> None:
    (workspace.root / "contacts.toml").write_text(
        CONTACT.format(today=datetime.now(UTC).date()), encoding="utf-8"
    )
    order = ("build", "--locale", "en", "--audience", "professional", "--contacts", "contacts.toml")
    text = shared(workspace, "common.css.jinja")
    themed(workspace, "common.css.jinja", f"{text}\n.code svg {{ margin-left: -110mm }}\n")
    done = workspace.run(*order, code=1)
    assert "is covered by a picture" in done.stderr
    # Nor are words that run into what stands beside them or below.
    themed(
        workspace,
        "common.css.jinja",
        f"{text}\n.contact p {{ margin-bottom: -4mm }}\n",
    )
    done = workspace.run(*order, "--verbose", code=1)
    assert "“Sample centre” and “Checked on” overlap on page" in done.stderr
    themed(workspace, "common.css.jinja", text)
    workspace.run(*order)
