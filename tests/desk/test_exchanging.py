"""Translations taken out as files and brought back at the desk, shown before they are written."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import polib
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, put, token
from tests.desk.sending import upload, value_of

Shared = tuple[Workspace, str]

FORMATS = ("xlsx", "xliff", "xliff2", "tmx", "po")
WORDS = "Предупредителни признаци"


def exported(address: str, format_name: str, locale: str = "bg", domain: str = BRIEF) -> bytes:
    status, data = ask(address, f"/languages/{locale}/export?domain={domain}&format={format_name}")
    assert status == 200, data
    return data


def with_words(data: bytes, words: str) -> bytes:
    """Return a workbook with other words for “Warning signs”."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    (row,) = (r for r in book["Translations"].iter_rows() if r[2].value == "Warning signs")
    row[3].value, row[4].value = words, "done"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_goes_out_is_what_the_command_gives(shared: Shared, format_name: str) -> None:
    workspace, address = shared
    data = exported(address, format_name)
    suffix = "xlf" if "xliff" in format_name else format_name
    file = workspace.root / f"{BRIEF}.bg.{suffix}"
    ask_for = ("exchange", "export", "--format", format_name, "--locale", "bg", "--domain", BRIEF)
    workspace.run(*ask_for)
    if format_name == "xlsx":
        assert unpacked(data) == unpacked(file.read_bytes())
    else:
        dated = re.compile(rb' creationdate="[^"]*"')
        assert dated.sub(b"", data) == dated.sub(b"", file.read_bytes())


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {n: book.read(n) for n in book.namelist() if n.startswith("xl/worksheets")}


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_comes_back_as_it_went_out_changes_nothing(shared: Shared, format_name: str) -> None:
    workspace, address = shared
    before = workspace.po("bg").read_bytes()
    suffix = "xlf" if "xliff" in format_name else format_name
    fields = {"token": token(address), "locale": "bg"}
    data = exported(address, format_name)
    status, text = upload(address, fields, f"{BRIEF}.bg.{suffix}", data)
    assert status == 200
    assert b"Nothing: everything is as it should be." in text
    assert b"Write these changes" not in text
    assert workspace.po("bg").read_bytes() == before


def test_a_workbook_is_taken_out_and_brought_back_in_the_browser(
    shared: Shared, page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    page.goto(f"{address}languages/bg")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == f"{BRIEF}.bg.xlsx"
    file = tmp_path / "back.xlsx"
    file.write_bytes(with_words(Path(started.value.path()).read_bytes(), f"Знаци {HOSTILE}"))
    before = workspace.po("bg").read_bytes()
    page.get_by_label("The file:").set_input_files(file)
    page.locator("form[action='/import-translations'] button").click()
    message = page.locator(".messages > li")
    expect(message).to_have_count(1)
    expect(message.locator(".old")).to_contain_text(WORDS)
    expect(message.locator(".new")).to_contain_text(f"Знаци {HOSTILE}")
    assert workspace.po("bg").read_bytes() == before
    assert violations(page, "best-practice") == []
    page.get_by_role("button", name="Write these changes").click()
    expect(page.get_by_role("status").first).to_contain_text("Done")
    assert polib.pofile(str(workspace.po("bg"))).find("Warning signs").msgstr == f"Знаци {HOSTILE}"


def test_what_was_changed_on_both_sides_is_told_and_left(shared: Shared) -> None:
    workspace, address = shared
    data = with_words(exported(address, "xlsx"), "Мое")
    put(workspace.po("bg"), "Warning signs", "По-ново")
    fields = {"token": token(address), "locale": "bg"}
    status, text = upload(address, fields, "back.xlsx", data)
    assert status == 200
    assert "It was changed in the file, and in the catalog since the export." in text.decode()
    assert "“По-ново”" in text.decode()
    assert b"Nothing can be taken over." in text
    assert b"Write these changes" not in text


def test_a_file_of_another_source_is_refused_as_by_the_command_or_taken_in_part(
    shared: Shared,
) -> None:
    workspace, address = shared
    data = with_words(exported(address, "xlsx"), "Знаци")
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    workspace.run("update", "bg")
    fields = {"token": token(address), "locale": "bg"}
    status, text = upload(address, fields, "back.xlsx", data)
    assert status == 422
    (workspace.root / "back.xlsx").write_bytes(data)
    told = workspace.run("exchange", "import", "back.xlsx", code=1).stderr
    (first,) = re.findall(
        r"error: back\.xlsx[^:]*: (The file was made from another source: [^\n]+)", told
    )
    assert first in text.decode().replace("&#39;", "'")
    status, text = upload(address, fields | {"skip": "yes"}, "back.xlsx", data)
    assert status == 200
    confirmed = {"token": fields["token"], "changes": value_of(text, "changes")}
    assert ask(address, "/confirm-changes", confirmed)[0] == 303
    assert polib.pofile(str(workspace.po("bg"))).find("Warning signs").msgstr == "Знаци"


def test_what_the_checks_find_in_what_comes_is_told_before_it_is_written(shared: Shared) -> None:
    address = shared[1]
    data = with_words(exported(address, "xlsx"), "Знаци [@garcia2019]")
    fields = {"token": token(address), "locale": "bg"}
    text = upload(address, fields, "back.xlsx", data)[1].decode()
    assert "citations are not the source&#39;s" in text


def laughing() -> bytes:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    return (
        f"<!DOCTYPE xliff [<!ENTITY a0 'ha'>{entities}]><xliff version='1.2'>&a11;</xliff>".encode()
    )


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 400_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xlf", b""),
        ("x.xlsx", b"PK\x03\x04"),
        ("x.xlsx", b"hello"),
        ("x.po", b"nonsense"),
        ("x.po", b'msgid ""\nmsgstr "Language: bg\\n"\n'),
        ("../../etc/passwd", b"root:x"),
        ("x.xlf", laughing()),
        ("x.tmx", b"<tmx><body/></tmx>"),
        (HOSTILE, b"<html/>"),
        ("", b""),
    ],
)
def test_what_cannot_be_taken_over_is_refused_and_changes_nothing(
    shared: Shared, name: str, data: bytes
) -> None:
    workspace, address = shared
    files = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    status, text = upload(address, {"token": token(address), "locale": "bg"}, name, data)
    assert status == 422, text
    assert b"Nothing was written" in text
    assert HOSTILE.encode() not in text
    assert {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()} == files


def test_a_workbook_that_unpacks_to_too_much_is_refused(shared: Shared) -> None:
    address = shared[1]
    status, _ = upload(address, {"token": token(address), "locale": "bg"}, "x.xlsx", bomb())
    assert status == 422


def test_only_the_desk_s_own_forms_bring_files(shared: Shared) -> None:
    address = shared[1]
    fields, data = {"token": token(address), "locale": "bg"}, exported(address, "po")
    assert upload(address, fields | {"token": "x"}, "x.po", data)[0] == 403
    assert upload(address, fields, "x.po", data, Origin="http://evil.example")[0] == 403
    assert upload(address, fields, "x.po", b"\0" * (33 * 1024 * 1024))[0] == 413
    other = {"Content-Type": "multipart/form-data; boundary=other"}
    assert upload(address, fields, "x.po", data, **other)[0] == 400
    assert upload(address, fields | {str(n): "x" for n in range(20)}, "x.po", data)[0] == 400
    assert ask(address, "/import-translations", fields)[0] == 400
    # Other forms are as small as they were.
    assert ask(address, "/confirm-changes", {**fields, "x": "y" * 70_000})[0] == 413


def test_what_there_is_not_is_not_exported(shared: Shared) -> None:
    address = shared[1]
    for path in (
        "bg/export?domain=nothing&format=po", f"bg/export?domain={BRIEF}&format=exe",
        f"qqq/export?domain={BRIEF}&format=po",
        f"bg/export?domain={BRIEF}&format=xlsx&reference=qqq",
        f"../x/export?domain={BRIEF}&format=po",
    ):  # fmt: skip
        assert ask(address, f"/languages/{path}")[0] == 404, path
    status, data = ask(address, f"/languages/bg/export?domain={BRIEF}&format=xliff&reference=fr")
    assert status == 200
    assert b'alttranstype="reference"' in data


def terms(workspace: Workspace) -> dict[str, str]:
    """Return the Bulgarian terms of the glossary."""
    glossary = workspace.project.catalogs.glossary
    return {term.term: term.translation for term in glossary if term.locale == "bg"}


def test_the_glossary_goes_out_as_tbx_and_comes_back(shared: Shared) -> None:
    workspace, address = shared
    file = workspace.root / "locales" / "glossary.csv"
    before, fields = file.read_bytes(), {"token": token(address), "locale": "bg"}
    status, data = ask(address, "/languages/bg/glossary.tbx")
    assert status == 200
    status, text = upload(address, fields, "glossary.bg.tbx", data)
    assert status == 200
    assert b"Nothing: everything is as it should be." in text
    name, words = next(iter(terms(workspace).items()))
    changed = data.replace(f"<term>{words}</term>".encode(), "<term>нова дума</term>".encode())
    added = (
        '<termEntry><langSet xml:lang="en"><tig><term>a fresh &lt;b&gt; term</term></tig></langSet>'
        '<langSet xml:lang="bg"><tig><term>пресен</term></tig></langSet></termEntry></body>'
    )
    changed = changed.replace(b"</body>", added.encode())
    status, text = upload(address, fields, "glossary.bg.tbx", changed)
    assert status == 200
    assert "нова дума" in text.decode()
    assert b"a fresh &lt;b&gt; term" in text
    assert file.read_bytes() == before
    confirmed = {"token": fields["token"], "changes": value_of(text, "changes")}
    assert ask(address, "/confirm-changes", confirmed)[0] == 303
    after = terms(workspace)
    assert (after[name], after["a fresh <b> term"]) == ("нова дума", "пресен")
    kept = set(before.splitlines())
    assert len([line for line in file.read_bytes().splitlines() if line not in kept]) == 3
    # What was shown of a glossary that changed since is not written over it.
    status, text = upload(address, fields, "glossary.bg.tbx", data)
    file.write_bytes(before)
    confirmed = {"token": fields["token"], "changes": value_of(text, "changes")}
    assert ask(address, "/confirm-changes", confirmed)[0] == 422
    assert file.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"<tmx/>", b"<martif/>"])
def test_a_glossary_that_is_none_is_refused(shared: Shared, data: bytes) -> None:
    fields = {"token": token(shared[1]), "locale": "bg"}
    assert upload(shared[1], fields, "x.tbx", data)[0] == 422
