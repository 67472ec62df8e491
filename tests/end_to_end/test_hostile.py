"""Hostile text: nothing is executed, fetched or hidden; what a catalog says is what prints."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from urllib.request import urlopen

import pikepdf
import pypdfium2
import pytest

from briefkit.brief import hidden_characters, parse_inline
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError
from tests.conftest import BRIEF, ROOT, Workspace


class Canary:
    """A server on this computer that remembers who came."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.close()


def test_the_canary_hears_who_comes(canary: Canary) -> None:
    with urlopen(f"{canary.address}/x", timeout=5):
        pass
    assert canary.hits == ["/x"]


# What prints as it stands; {at} is the canary’s address.
PRINTED = (
    "<script>fetch('{at}/js')</script>",
    "<img src={at}/img>",
    "<svg onload=x><image href={at}/svg /></svg>",
    "<style>@import url({at}/css)</style>",
    "<link rel=attachment href=file:///etc/passwd>",
    "{{{{ 7*7 }}}} {{% include '/etc/passwd' %}}",
    "%(project)s %s ${{7*7}}",
    "[x](javascript:alert(1)) [y](file:///etc/passwd)",
    "[z](data:text/html,x)",
    "</p><iframe src={at}/frame></iframe>",
)

# What is refused: the translation’s links are the source’s, and pictures there are none.
REFUSED = (
    "[x]({at}/link)",
    "<{at}/auto>",
    "![x]({at}/picture)",
    "[x](https://euro\u0440a.eu)",
    "`code`",
    "a\u202ebc",
    "a\u200bb",
    "a\u0007b",
)


def plain_entries(workspace: Workspace) -> list[str]:
    """Return the msgids of the community text that stand on one line, without markup."""
    text = workspace.project.brief(BRIEF).texts["community"]
    found = [segment.text for segment in text.segments()]
    return [t for t in found if len(t) < 70 and not set(t) & set('*[]\\"%')]


def put(workspace: Workspace, msgid: str, translation: str) -> None:
    """Have the Bulgarian catalog translate `msgid` so, whatever else it has."""
    catalog = workspace.project.catalogs.read(BRIEF, "bg")
    entries = tuple(
        e.change(translations=(translation,)) if e.message.msgid == msgid else e
        for e in catalog.entries
    )
    assert entries != catalog.entries
    workspace.project.catalogs.write(replace(catalog, entries=entries), catalog)


def squeezed(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\ufffe\u2010-")


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_markup_in_a_catalog_is_refused_with_its_line(workspace: Workspace, canary: Canary) -> None:
    msgids = plain_entries(workspace)
    for msgid, text in zip(msgids, PRINTED, strict=False):
        put(workspace, msgid, text.format(at=canary.address))
    done = workspace.run("build", "--locale", "bg", "--audience", "community", code=1)
    for msgid in msgids[: len(PRINTED)]:
        assert f"message: {msgid}\n" in done.stderr
    assert not list(workspace.output.glob("*.pdf"))
    assert canary.hits == []


def written(workspace: Workspace, batch: list[str]) -> list[int]:
    """Put texts into the source, in place of its own, and return the lines where they stand."""
    file = workspace.root / "briefs" / BRIEF / "community.md"
    text = (ROOT / "briefs" / BRIEF / "community.md").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^- !\[\]\(pictogram:[a-z-]+\) ", "- ", text)
    places = [t for t in plain_entries(workspace) if f"\n- {t}\n" in text][: len(batch)]
    assert len(places) == len(batch)
    for place, words in zip(places, batch, strict=True):
        text = text.replace(f"\n- {place}\n", f"\n- {words}\n")
    file.write_text(text, encoding="utf-8")
    return [text.split("\n").index(f"- {words}") + 1 for words in batch]


def test_markup_in_the_source_is_refused_with_all_its_lines(
    workspace: Workspace, canary: Canary
) -> None:
    hostile = [text.format(at=canary.address) for text in PRINTED]
    for batch in (hostile[i : i + 3] for i in range(0, len(hostile), 3)):
        lines = written(workspace, batch)
        done = workspace.run("build", "--locale", "en", "--audience", "community", code=1)
        for line in lines:
            assert f"briefs/{BRIEF}/community.md:{line}: This markup would print" in done.stderr
        shutil.copy(ROOT / "briefs" / BRIEF / "community.md", workspace.root / "briefs" / BRIEF)
    assert not list(workspace.output.glob("*.pdf"))
    assert canary.hits == []


def test_markup_that_is_escaped_prints_as_words(workspace: Workspace, canary: Canary) -> None:
    hostile = [text.format(at=canary.address) for text in PRINTED]
    for batch in (hostile[i : i + 3] for i in range(0, len(hostile), 3)):
        written(workspace, [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words) for words in batch])
        workspace.run("build", "--locale", "en", "--audience", "community")
        data = (workspace.output / f"{BRIEF}.en.community.a4.pdf").read_bytes()
        printed = squeezed(text_of(data))
        assert [words for words in batch if squeezed(words) not in printed] == []
        assert not forbidden(data)
        shutil.copy(ROOT / "briefs" / BRIEF / "community.md", workspace.root / "briefs" / BRIEF)
    assert canary.hits == []


def forbidden(data: bytes) -> set[str]:
    """Return what a PDF has that acts, or holds files; and links that are none of the leaflet’s."""
    found: set[str] = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                keys = set(item.keys())
                found |= keys & {"/JS", "/OpenAction", "/AA", "/EmbeddedFile", "/RichMedia"}
                if item.get("/S") in ("/JavaScript", "/Launch", "/GoToR", "/ImportData"):
                    found.add(str(item["/S"]))
                if "/URI" in keys and not str(item["/URI"]).startswith(("tel:", "https://")):
                    found.add(str(item["/URI"]))
    return found


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_lead_elsewhere_or_hide_is_refused(
    workspace: Workspace, canary: Canary, text: str
) -> None:
    put(workspace, plain_entries(workspace)[0], text.format(at=canary.address))
    done = workspace.run("build", "--locale", "bg", "--audience", "community", code=1)
    assert f"locales/bg/LC_MESSAGES/{BRIEF}.po:" in done.stderr
    assert not list(workspace.output.glob("*.pdf"))
    assert canary.hits == []


def test_references_and_contacts_print_as_words(workspace: Workspace, canary: Canary) -> None:
    file = workspace.root / "briefs" / BRIEF / "references.json"
    title = workspace.project.brief(BRIEF).references
    first = next(iter(title.values())).title
    hostile = f"<img src={canary.address}/title> {{{{ 7*7 }}}}"
    workspace.replace(file, f'"title": "{first}"', f'"title": "{hostile}"')
    contacts = workspace.root / "contacts.toml"
    contacts.write_text(
        f"""[[contact]]
name = "<img src={canary.address}/c>"
kind = "organisation"
phone = "+359 2 981 7686"
hours = "{{{{ 7*7 }}}} <b>"
source = "https://example.org/contact"
verified_on = {workspace_day()}
verified_by = "M. Petrova"
""",
        encoding="utf-8",
    )
    workspace.run("build", "--locale", "en", "--contacts", str(contacts))
    for audience, wanted in (
        ("professional", hostile),
        ("community", f"<img src={canary.address}/c>"),
        ("community", "{{ 7*7 }} <b>"),
    ):
        data = (workspace.output / f"{BRIEF}.en.{audience}.a4.pdf").read_bytes()
        assert squeezed(wanted) in squeezed(text_of(data))
        assert not forbidden(data)
    assert canary.hits == []


def workspace_day() -> str:
    return (datetime.now(UTC).date() - timedelta(days=2)).isoformat()


# Bidirectional controls, zero widths, separators, fillers, selectors, tags, controls.
INVISIBLE = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff\u2028\u2029"
    "\u034f\u115f\u1160\u3164\uffa0\u180e\ufe0f\U000e0041\U000e0100\x00\x07\x1b\x7f\x85\ud800"
)


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda c: f"U+{ord(c):04X}")
def test_no_text_hides_or_reorders(character: str) -> None:
    with pytest.raises(BriefkitError, match=f"U.{ord(character):04X}"):
        parse_inline(f"a{character}b", Location("x", 1))


def test_what_languages_write_with_is_no_attack() -> None:
    # A soft hyphen, French spaces, Arabic with joiners and marks.
    assert (
        hidden_characters("Zu\u00adsammen\u00a0!\u202f! \u0645\u06cc\u200c\u062e\u200d\u064e") == ()
    )


def test_a_finding_cannot_steer_the_terminal(workspace: Workspace) -> None:
    finding = Diagnostic(check="x", message="a\x1b[2J\u202eb", location=Location("c\x9b.po", 3))
    assert str(finding) == "c<U+009B>.po:3: a<U+001B>[2J<U+202E RIGHT-TO-LEFT OVERRIDE>b"
    po = workspace.po("bg")
    po.write_text(po.read_text(encoding="utf-8") + "\x1b]0;owned\x07\n", encoding="utf-8")
    said = workspace.run("status", "bg", code=1).stderr
    assert "<U+001B>]0;owned<U+0007>" in said
    assert "\x1b" not in said
