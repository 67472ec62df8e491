"""A document that is taken over on the desk: shown first, then saved; and what is no document."""

import http.client
import re
from pathlib import Path
from urllib.parse import urlencode

from docx.document import Document
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, token
from tests.importing.documents import picture, saved

NAMES = {"brief": BRIEF, "audience": "community"}
IMPORT = f"author/import?{urlencode(NAMES)}"


def document(folder: Path) -> Path:
    def fill(document: Document) -> None:
        document.add_heading("Heat", 0)
        document.add_paragraph(f"Drink.\tMuch. {HOSTILE}")
        document.add_picture(picture())

    path = folder / "colleague.docx"
    path.write_bytes(saved(fill))
    return path


def brief_files(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.root / "briefs" / BRIEF
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_document_is_shown_before_it_becomes_the_text(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    before = brief_files(workspace)
    page.goto(address + IMPORT)
    page.get_by_role("button", name="Show what it becomes").click()
    expect(page.get_by_role("alert")).to_contain_text("No file was chosen")
    page.get_by_label("Word document (.docx)").set_input_files(document(tmp_path))
    page.get_by_role("button", name="Show what it becomes").click()
    expect(page.locator("#source")).to_have_value(re.compile(r"^# Heat\n\nDrink\. Much\."))
    told = page.locator(".taken-over")
    expect(told).to_contain_text("Nothing was written yet")
    expect(told).to_contain_text("img/colleague-1.png")
    expect(told).to_contain_text("Tabs part")
    assert violations(page, "best-practice") == []
    assert brief_files(workspace) == before
    # The document's picture has no alternative text: what is wrong is told, and mended here.
    source = page.locator("#source")
    text = re.sub(r"!\[[^]]*\]\(img/", "![A sun](img/", source.input_value())
    source.fill(text)
    expect(page.locator("#leaflet-state")).not_to_contain_text("The text has mistakes")
    page.locator("#leaflet-state").scroll_into_view_if_needed()
    # Too short for its brief; how it looks is seen all the same.
    expect(page.locator("#leaflet-pages")).to_contain_text("the English text is too short")
    expect(page.locator("#leaflet-pages img")).to_have_count(1)
    assert brief_files(workspace) == before
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_text("The text was saved.")).to_be_visible()
    after = brief_files(workspace)
    changed = {name for name, data in after.items() if before.get(name) != data}
    assert changed == {"community.md", "img/colleague-1.png"}
    assert before.keys() <= after.keys()


def test_what_is_taken_over_can_be_let_go(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    before = brief_files(workspace)
    page.goto(address + IMPORT)
    page.get_by_label("Word document (.docx)").set_input_files(document(tmp_path))
    page.get_by_role("button", name="Show what it becomes").click()
    # Leaving it is asked about: it is nowhere else.
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Keep what is in the file").click()
    expect(page.locator("#source")).to_have_value(re.compile("## Warning signs"))
    assert brief_files(workspace) == before


def send(address: str, parts: bytes, kind: str = "multipart/form-data; boundary=edge") -> int:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=60)
    headers = {"Origin": address.rstrip("/"), "Content-Type": kind}
    try:
        connection.request("POST", "/author/import", parts, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def parts(fields: dict[str, str], name: str, data: bytes) -> bytes:
    texts = (
        f'--edge\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    )
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return b"".join(texts) + head.encode() + data + b"\r\n--edge--\r\n"


def test_what_is_no_document_is_refused(shared: tuple[Workspace, str], tmp_path: Path) -> None:
    workspace, address = shared
    before = brief_files(workspace)
    good = {"token": token(address), **NAMES}
    data = document(tmp_path).read_bytes()
    assert send(address, parts(good, "../../a.docx", data)) == 200
    for name, sent in (("a.docx", b"PK\x03\x04 nothing"), ("a.txt", b"words"), ("a.docx", b"")):
        assert send(address, parts(good, name, sent)) == 422
    assert send(address, parts(good | {"audience": "../../x"}, "a.docx", data)) == 404
    assert send(address, parts(good | {"token": "x"}, "a.docx", data)) == 403
    whole = parts(good, "a.docx", data)
    assert send(address, whole[:-10]) == 400
    assert send(address, whole, "multipart/form-data") == 400
    assert send(address, b"token=x", "application/x-www-form-urlencoded") == 400
    assert send(address, b"x" * (64 * 1024 * 1024 + 70_000)) == 413
    assert ask(address, "/author/import", {"token": good["token"]})[0] == 400
    assert brief_files(workspace) == before
    assert not list(workspace.root.glob("*.docx"))


def test_pictures_that_are_kept_no_more_are_missed(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    before = brief_files(workspace)
    page.goto(address + IMPORT)
    page.get_by_label("Word document (.docx)").set_input_files(document(tmp_path))
    page.get_by_role("button", name="Show what it becomes").click()
    page.locator("input[name=window]").evaluate("i => i.value = 'of a desk that has ended'")
    page.get_by_role("button", name="Save the text").click()
    expect(page.locator("main")).to_contain_text("take the document over again")
    expect(page.get_by_label("What you typed")).to_have_value(re.compile("^# Heat"))
    assert brief_files(workspace) == before
