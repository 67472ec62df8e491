"""A review holds for the words that were read, and for sound catalogs alone."""

import re
import subprocess

from tests.catalogs.sources import files_of
from tests.conftest import BRIEF, Workspace


def test_a_review_holds_until_a_message_changes(workspace: Workspace) -> None:
    import json

    def state() -> str:
        done = workspace.run("build", "--locale", "bg", "--audience", "community", "--json")
        return str(json.loads(done.stdout)[0]["state"])

    assert state() == "draft"
    workspace.run("review", "bg", "--reviewer", "Мария Петрова")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", workspace.po("bg")], check=True)
    assert state() == "reviewed"
    assert workspace.run("status", "bg").stdout.count("Мария Петрова") == 3
    text = workspace.po("bg").read_text(encoding="utf-8")
    changed = re.sub(r'(msgid "What is it\?"\nmsgstr ")', r"\1И ", text)
    assert changed != text
    workspace.po("bg").write_text(changed, encoding="utf-8")
    assert state() == "draft"


def test_a_review_needs_every_message(workspace: Workspace) -> None:
    workspace.replace(workspace.po("bg"), "#: briefs", "#, fuzzy\n#: briefs")
    done = workspace.run("review", "bg", "--reviewer", "Мария", code=1)
    assert "1 messages are fuzzy" in done.stderr
    assert "X-Reviewed" not in workspace.po("bg", "leaflet").read_text(encoding="utf-8")


def test_a_review_refuses_what_the_checks_call_an_error(workspace: Workspace) -> None:
    workspace.replace(workspace.po("bg"), "на 112.", "на 113.")
    before = files_of(workspace)
    done = workspace.run("review", "bg", "--reviewer", "Мария", code=1)
    assert re.search(rf"LC_MESSAGES/{BRIEF}\.po:\d+ bg: The numbers are not", done.stderr)
    assert files_of(workspace) == before
    workspace.run("review", "bg", "--reviewer", "Мария", "--domain", "leaflet")


def test_a_review_of_a_day_to_come_is_told_of(workspace: Workspace) -> None:
    workspace.run("review", "bg", "--reviewer", "Мария")
    assert "dated" not in workspace.run("check", "bg").stdout
    po = workspace.po("bg", "leaflet")
    text = po.read_text(encoding="utf-8")
    po.write_text(re.sub(r"(X-Review-Date: )\d{4}", r"\g<1>2999", text), encoding="utf-8")
    told = workspace.run("check", "bg").stdout
    assert re.search(r"warning headers: .*leaflet\.po:1 bg: The review is dated 2999-", told)
