"""The preview's command and server: for this computer alone, and it outlives whatever is saved."""

import http.client
import re
import shutil
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from click.testing import CliRunner

from briefkit.cli import main
from tests.conftest import BRIEF, ROOT, Workspace
from tests.preview.client import get, running, save, view, wait_for

HEADING = "What is it?"


def wait_for_problem(address: str, told: str) -> None:
    wait_for(lambda: told in str(view(address)["problems"]))


def test_only_this_computer_may_ask_and_only_for_what_is_listed(workspace: Workspace) -> None:
    with running(workspace, "bg") as address:
        port = address.rstrip("/").rpartition(":")[2]
        for host in ("example.org", f"example.org:{port}", "127.0.0.1:1", "127.0.0.1", ""):
            answer, text = get(address, "/view", Host=host)
            assert answer.status == 421, host
            assert b"messages" not in text
        assert get(address, "/view", Host=f"localhost:{port}")[0].status == 200
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
            answer, _ = get(address, "/view", method, Origin="http://example.org")
            assert answer.status == 405, method
            assert "access-control-allow-origin" not in answer.headers
        for path in ("/", "/sheet", "/view", "/leaflet.css", "/assets/shell.js", "/nothing"):
            policy = get(address, path)[0].headers["content-security-policy"]
            assert policy.startswith("default-src 'self';")
            assert "unsafe" not in policy
        for path in (
            "/fonts/../fonts.conf", "/fonts/fonts.conf", "/fonts/%2e%2e%2ffonts.conf",
            "/assets/..%2fpreview.py", "/assets/shell.html", "/../../etc/passwd", "/briefs",
        ):  # fmt: skip
            assert get(address, path)[0].status == 404, path
        font, data = get(address, "/fonts/SourceSans3-Regular.ttf")
        assert font.status == 200
        assert data[:4] == b"\0\1\0\0"
        with pytest.raises(OSError, match="refused"):
            http.client.HTTPConnection("127.0.0.2", int(port), timeout=5).connect()


def test_a_broken_file_is_told_with_its_line_and_the_last_good_page_stays(
    workspace: Workspace,
) -> None:
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    line = good[: good.index('msgid "What is it?"')].count("\n") + 1
    with running(workspace, "bg") as address:
        get(address, "/")
        shown = view(address)
        assert shown["problems"] == []
        for broken, told in (
            (good.replace('msgid "What is it?"', 'msgid "What is it?'), f".po:{line}"),
            (good[: good.index("Какво е това") + 5], f".po:{line + 1}"),
            ("", "no messages"),
        ):
            save(po, broken, in_place=True)
            wait_for_problem(address, told)
            assert view(address)["html"] == shown["html"]
            assert get(address, "/pdf")[0].status == 422
            save(po, good)
            wait_for(lambda: view(address)["problems"] == [])


SPOILT = [
    ("templates/help.html.jinja", "{% endfor %}", "{% endfo %}", "help.html.jinja:"),
    ("templates/help.html.jinja", "| ltr", "| nothing", "nothing"),
    ("templates/leaflet.html.jinja", "{% if draft", "{{ 1/0 }}{% if draft", "ZeroDivisionError"),
    (f"briefs/{BRIEF}/community.md", "## Warning", "##### Warning", "community.md:"),
    (f"briefs/{BRIEF}/brief.toml", "[funder]", "[funder", "brief.toml:"),
    (f"briefs/{BRIEF}/references.json", "[", "", "references.json"),
]


def test_whatever_is_saved_the_server_lives_on(workspace: Workspace) -> None:
    with running(workspace, "bg") as address:
        get(address, "/")
        for file, old, new, told in SPOILT:
            path = workspace.root / file
            good = path.read_text(encoding="utf-8")
            workspace.replace(path, old, new)
            wait_for_problem(address, told)
            save(path, good)
            wait_for(lambda: view(address)["problems"] == [])
        # An audience that is taken out of the brief, with its settings.
        path = workspace.root / "briefs" / BRIEF / "brief.toml"
        text = path.read_text(encoding="utf-8")
        save(path, re.sub(r"\[audiences\.community[^\[]*", "", text))
        wait_for_problem(address, "audience “community” any more")


def test_a_preview_may_begin_with_a_broken_catalog(workspace: Workspace) -> None:
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    po.write_text(good + "nonsense\n", encoding="utf-8")
    with running(workspace, "bg") as address:
        get(address, "/")
        assert "messages" not in view(address)
        assert get(address, "/leaflet.css")[1] == b""
        save(po, good)
        wait_for(lambda: "messages" in view(address))


def test_the_pdf_is_proofed_and_does_not_hold_up_the_page(workspace: Workspace) -> None:
    from briefkit.proof import comparable, read_runs

    po = workspace.po("bg")
    with running(workspace, "bg") as address, ThreadPoolExecutor(1) as elsewhere:
        get(address, "/")
        asked = elsewhere.submit(get, address, "/pdf")
        workspace.replace(po, "Какво е това?", "Какво значи това?")
        wait_for(lambda: "Какво значи това?" in view(address)["html"])
        assert not asked.done()
        answer, data = asked.result()
        assert answer.headers["content-type"] == "application/pdf", data.decode()
        assert (
            answer.headers["content-disposition"] == 'inline; filename="preview.bg.community.pdf"'
        )
        answer, data = get(address, "/pdf")
        text = comparable("".join(run.text for run in read_runs(data)))
        assert comparable("Какво значи това?") in text
        workspace.replace(po, "Какво значи това?", "Какво е 漢 <b>това</b>?")
        wait_for(lambda: "漢" in view(address)["html"])
        (checked,) = (m for m in view(address)["messages"] if m["msgid"] == HEADING)
        assert checked["state"] == "failing"
        assert "漢" in str(checked["findings"])
        answer, data = get(address, "/pdf")
        assert answer.status == 422
        assert "No font of ours has this character" in data.decode()
        assert b"<b>" not in data


def test_contacts_are_followed_too(workspace: Workspace) -> None:
    contacts = workspace.root / "elsewhere" / "contacts.toml"
    contacts.parent.mkdir()
    text = (
        '[[contact]]\nname = "Animus"\nkind = "help line"\nphone = "+359 800 1 86 76"\n'
        'source = "https://example.org/"\nverified_by = "M. Petrova"\n'
        f"verified_on = {date.today()}\n"
    )
    contacts.write_text(text, encoding="utf-8")
    with running(workspace, "bg", "--contacts", str(contacts)) as address:
        get(address, "/")
        assert "Animus" in view(address)["html"]
        save(contacts, text.replace("Animus", "Nadja"))
        wait_for(lambda: "Nadja" in view(address)["html"])
        save(contacts, text.replace(f"{date.today()}", "2020-01-01"))
        wait_for_problem(address, "90 days")


def test_what_cannot_be_previewed_is_wrong_usage(workspace: Workspace) -> None:
    def refused(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["--project", str(workspace.root), "preview", *arguments])
        assert result.exit_code == 2
        return result.output

    assert "“xx”" in refused("xx")
    assert "no audience" in refused("bg", "--audience", "all")
    assert "no brief" in refused("bg", "--brief", "none")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "cannot be used" in refused("bg", "--port", str(taken.getsockname()[1]))
    shutil.copytree(workspace.root / "briefs" / BRIEF, workspace.root / "briefs" / "other")
    assert "--brief: cyber-trafficking, other" in refused("bg")


def test_without_its_extra_the_preview_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.startswith("briefkit.preview.server")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner().invoke(main, ["--project", str(ROOT), "preview", "bg"])
    assert result.exit_code == 1
    assert 'pip install "briefkit[preview]"' in result.output
    assert "“watchfiles”" in result.output
