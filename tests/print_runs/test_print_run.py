"""A print run: a folder of what an order says, given again after changes; nothing is lost."""

import html
import re
from pathlib import Path

import pytest

from briefkit.print_runs import LIST, STATE
from briefkit.proof import page_count, read_edition_code
from tests.conftest import Workspace
from tests.contacts.examples import changed

ORDER = """
[[line]]
count = 40
locale = "bg"
format = "dl-trifold"

[[line]]
count = 25
locale = "en"
format = "pocket"
place = "Sofia"
"""


@pytest.fixture
def run(workspace: Workspace) -> Path:
    """A run that was made, in a workspace."""
    (workspace.root / "order.toml").write_text(ORDER, encoding="utf-8")
    told = workspace.run("print-run", "order.toml").stdout
    assert "Print 40 × Bulgarian (bg) dl-trifold, community\n" in told
    assert "Print 25 × English (en) pocket, community, Sofia\n" in told
    assert "Drafts, which nobody has reviewed yet: 40 of those to print.\n" in told
    assert told.endswith("order: 65 to print, 0 stay.\n")
    return workspace.root / "order"


def pdfs(run: Path) -> list[str]:
    return sorted(path.name for path in run.glob("*.pdf"))


def test_a_run_is_printed_ticked_and_brought_up_to_date(workspace: Workspace, run: Path) -> None:
    trifold, pocket = pdfs(run)
    assert trifold == "1-cyber-trafficking.bg.community.dl-trifold.sheet.pdf"
    assert pocket == "2-ct.en.community.pocket.discreet.sheet.pdf"
    assert page_count((run / trifold).read_bytes()) == 2
    listed = (run / LIST).read_text(encoding="utf-8")
    words = html.unescape(re.sub(r"<[^>]+>", "", listed))
    for said in ("40 × Bulgarian", trifold, "× 3", "Sofia"):
        assert said in words
    assert "first the narrow panel inwards" in words
    assert "Cut the cards apart" in words
    assert "staple" not in words

    before = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    told = workspace.run("print-run", "order.toml").stdout
    assert "Nothing has changed since the last list." in told
    assert told.endswith("order: 0 to print, 65 stay.\n")
    assert {p.name: p.read_bytes() for p in run.iterdir() if p.is_file()} == before

    # A correction, ten cards more, and a line that is new.
    code = read_edition_code(
        (run / "leaflets" / trifold.removeprefix("1-").replace(".sheet", "")).read_bytes()
    )
    workspace.replace(workspace.po("bg"), 'msgstr "Какво е това?"', 'msgstr "Какво представлява?"')
    (workspace.root / "order.toml").write_text(
        ORDER.replace("25", "35") + '[[line]]\ncount = 2\nlocale = "de"\nformat = "poster"\n',
        encoding="utf-8",
    )
    told = workspace.run("print-run", "order.toml").stdout
    assert (
        "Print 40 × Bulgarian (bg) dl-trifold, community: changed since are its translation" in told
    )
    assert f"  Take back 40 × {code}, printed before\n" in told
    assert "Print 10 × English (en) pocket, community, Sofia more\n" in told
    assert "Stays: 25 × English (en) pocket, community, Sofia, CT-EN-C-POCKETD-" in told
    assert "Print 2 × German (de) poster, community\n" in told
    assert "The list before this one is kept as print-run.before-1.html." in told
    assert told.endswith("order: 52 to print, 25 stay.\n")
    assert (run / "print-run.before-1.html").read_bytes() == before[LIST]

    # A line is taken out.
    (workspace.root / "order.toml").write_text(ORDER.partition("[[line]]\ncount = 25")[0], "utf-8")
    told = workspace.run("print-run", "order.toml").stdout
    assert "No longer ordered: 35 × English (en) pocket, community, Sofia, CT-EN" in told
    assert pdfs(run) == [trifold]


def test_nobody_s_file_is_lost(workspace: Workspace, run: Path) -> None:
    own = run / "2-ct.en.community.pocket.discreet.sheet.pdf"
    own.write_bytes(b"mine")
    (run / "notes.txt").write_text("mine", encoding="utf-8")
    told = workspace.run("print-run", "order.toml").stdout
    assert "is kept as 2-ct.en.community.pocket.discreet.sheet.before-1.pdf." in told
    assert (run / "2-ct.en.community.pocket.discreet.sheet.before-1.pdf").read_bytes() == b"mine"
    assert (run / "notes.txt").read_text(encoding="utf-8") == "mine"

    other = workspace.root / "other"
    other.mkdir()
    (other / "notes.txt").write_text("mine", encoding="utf-8")
    told = workspace.run("print-run", "order.toml", "--output", "other", code=2).stderr
    assert "other things in it than a print run" in told
    assert [path.name for path in other.iterdir()] == ["notes.txt"]
    (run / STATE).write_text("{}", encoding="utf-8")
    assert "can’t be read" in workspace.run("print-run", "order.toml", code=2).stderr


def test_what_must_not_be_printed_leaves_the_folder(workspace: Workspace, run: Path) -> None:
    trifold, pocket = pdfs(run)
    workspace.po("bg").write_text("msgid", encoding="utf-8")
    done = workspace.run("print-run", "order.toml", code=1)
    assert "Refused: 40 × Bulgarian (bg) dl-trifold, community" in done.stdout
    assert pdfs(run) == [pocket]
    assert trifold not in (run / LIST).read_text(encoding="utf-8")


def test_sheets_with_contacts_that_are_not_given_any_more_are_taken_back(
    workspace: Workspace,
) -> None:
    order, contacts = workspace.root / "order.toml", workspace.root / "c.toml"
    order.write_text('[[line]]\ncount = 4\nlocale = "en"\nplace = "sofia"\n', encoding="utf-8")
    contacts.write_text(changed(office='"Sofia"'), encoding="utf-8")
    workspace.run("print-run", "order.toml", "--contacts", "c.toml")
    workspace.replace(order, "sofia", "Sofia")
    told = workspace.run("print-run", "order.toml").stdout
    assert re.search("Take back 4 × CT-EN-C-A4-.*, printed before", told)
    assert "No longer ordered" not in told


def test_sheets_stay_whose_contacts_were_only_checked_again(workspace: Workspace) -> None:
    order, contacts = workspace.root / "order.toml", workspace.root / "c.toml"
    line = '[[line]]\ncount = {}\nlocale = "en"\nformat = "a4"\n'
    order.write_text(line.format(4), encoding="utf-8")
    contacts.write_text(changed(verified_on="2026-11-01"), encoding="utf-8")
    give = ("print-run", "order.toml", "--contacts", "c.toml")
    workspace.run(*give)
    sheet = workspace.root / "order" / "1-cyber-trafficking.en.community.a4.pdf"
    old = read_edition_code(sheet.read_bytes())
    contacts.write_text(changed(verified_on="2026-11-20"), encoding="utf-8")
    order.write_text(line.format(6), encoding="utf-8")

    told = workspace.run(*give).stdout
    new = read_edition_code(sheet.read_bytes())
    assert new != old
    assert "Print 2 × English (en) a4, community more\n" in told
    assert f"Stays: 4 × English (en) a4, community, {old}\n" in told
    assert "Take back" not in told
    words = (workspace.root / "order" / LIST).read_text(encoding="utf-8")
    assert f"{new}, {old}" in words

    told = workspace.run(*give).stdout
    assert f"Stays: 2 × English (en) a4, community, {new}\n" in told
    assert f"Stays: 4 × English (en) a4, community, {old}\n" in told
    assert told.endswith("order: 0 to print, 6 stay.\n")

    contacts.write_text(
        changed(verified_on="2026-11-20", phone='"+359 800 1 86 77"'), encoding="utf-8"
    )
    told = workspace.run(*give).stdout
    assert f"  Take back 2 × {new}, printed before\n" in told
    assert f"  Take back 4 × {old}, printed before\n" in told


def test_the_list_is_in_the_language_of_who_prints(workspace: Workspace) -> None:
    (workspace.root / "o.csv").write_text("count,locale,format\n3,en,pocket\n", encoding="utf-8")
    workspace.run("print-run", "o.csv", "--language", "ar")
    listed = (workspace.root / "o" / LIST).read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in listed
    assert "Print" not in listed
    told = workspace.run("print-run", "o.csv", "--language", "xx", code=2).stderr
    assert "not translated into “xx”" in told


def test_excel_s_unicode_text_is_read(workspace: Workspace) -> None:
    data = "count\tlocale\tplace\r\n2\ten\tСофия\r\n".encode("utf-16")
    (workspace.root / "o.csv").write_bytes(data)
    told = workspace.run("print-run", "o.csv").stdout
    assert "Print 2 × English (en) a4, community, София" in told
