"""A pile of printed sheets: which to withdraw and why, however their codes were typed."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
import segno
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import briefkit.build.recall
from briefkit.build import (
    Order,
    PiledCode,
    Recalled,
    Recaller,
    Record,
    inputs_of,
    piled_codes,
    record_line,
    reread,
)
from briefkit.build.codes import find_edition
from briefkit.build.digests import printed_contacts
from briefkit.cli import main
from briefkit.contacts import known_contacts
from briefkit.errors import SourceError
from briefkit.model import Edition
from tests.build.test_trace import DIGESTS, EDITIONS, PREFIXES
from tests.conftest import BRIEF, Workspace
from tests.contacts.examples import CONTACT, TODAY, changed

POCKET = Edition(brief=BRIEF, audience="community", locale="bg", format="pocket", alias="ct")
A4 = Edition(brief=BRIEF, audience="community", locale="bg")

# --- codes as people type them ---

LOOK_ALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(st.sampled_from(EDITIONS), DIGESTS)
def test_a_code_typed_on_another_keyboard_is_known(edition: Edition, digest: str) -> None:
    code = PREFIXES[edition] + digest
    for typed in (
        code.translate(LOOK_ALIKES),
        code.translate(LOOK_ALIKES).lower(),
        code.translate(ARABIC_INDIC),
        code.translate({ord("0"): "O", ord("1"): "l"}),
    ):
        assert find_edition(typed, PREFIXES) == (code, edition)


def test_letters_that_tell_codes_apart_are_believed() -> None:
    one, other = replace(A4, locale="it"), replace(A4, locale="lt")
    prefixes = {one: one.code_prefix("CT", "C"), other: other.code_prefix("CT", "C")}
    assert find_edition("ct it c a4 01234567", prefixes)[1] == one
    assert find_edition("ct lt c a4 01234567", prefixes)[1] == other


# --- lists ---

CODES = ("CT-BG-C-A4-7Q2M9XKD", "CT-BG-C-DL-00000000", "CT-UK-C-A4-11111111")
SPACED = "ct bg c dl 00000000"


def is_code(typed: str) -> bool:
    return any(re.sub(r"\W", "", typed.upper()) == re.sub(r"\W", "", code) for code in CODES)


def read(text: str) -> list[tuple[str, int, int]]:
    return [
        (listed.typed, listed.count, listed.location.line if listed.location else 0)
        for listed in piled_codes(text, "pile.txt", is_code)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (f"# found\n\n{CODES[0]}\nct bg c dl 00000000\n", [(CODES[0], 1, 3), (SPACED, 1, 4)]),
        (f"{CODES[0]} {CODES[1]}\n", [(CODES[0], 1, 1), (CODES[1], 1, 1)]),
        (f"{CODES[0]} hello\n", [(CODES[0], 1, 1), ("hello", 1, 1)]),
        (f"{CODES[0]};40\n{CODES[1]}\n", [(CODES[0], 40, 1), (CODES[1], 1, 2)]),
        (f"at;code;count\nA;{CODES[0]};4\n;{CODES[1]};\n", [(CODES[0], 4, 2), (CODES[1], 1, 3)]),
        (f"Code\tCount\n{CODES[0]}\t4\n", [(CODES[0], 4, 2)]),
        (f"\ufeffcode\n{CODES[0]}\n{CODES[1]}\n", [(CODES[0], 1, 2), (CODES[1], 1, 3)]),
    ],
)  # fmt: skip
def test_a_list_has_a_code_a_line_or_a_column_of_them(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert read(text) == found


def test_all_that_is_wrong_in_a_table_is_told_with_its_line() -> None:
    with pytest.raises(SourceError) as caught:
        read(f"code,count\n{CODES[0]},many\n,3\n{CODES[1]},2\n")
    told = str(caught.value)
    assert "pile.txt:2: “many” is no count." in told
    assert "pile.txt:3: This row has no code." in told
    with pytest.raises(SourceError, match="no column “code”"):
        read("place,sheets\nSofia,3\n")


@given(st.text())
def test_any_text_is_a_list_or_refused(text: str) -> None:
    try:
        found = read(text)
    except SourceError:
        return
    assert all(count > 0 for _, count, _ in found)


# --- what is to be done ---


class Printed:
    """Sheets that were printed on a day, and what becomes of them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.lines: list[str] = []

    def order(self, contacts: str) -> Order:
        known = known_contacts(contacts, "contacts.toml") if contacts else ()
        return self.workspace.order(contacts=known)

    def print(self, edition: Edition, file: str = "", **changes: object) -> str:
        order = self.order(file)
        inputs = inputs_of(order.root, order.bundled)
        leaflet = inputs.localised(edition, order.contacts, allow_incomplete=False)
        record = Record(
            made="2026-11-01T12:00:00+00:00",
            code=leaflet.code,
            edition=edition,
            state="draft" if leaflet.draft else "reviewed",
            pages=2,
            files={},
            digests=inputs.digests(leaflet, order),
            contacts=printed_contacts(leaflet),
        )
        self.lines.append(record_line(replace(record, **changes)))  # type: ignore[arg-type]
        return leaflet.code

    def recall(
        self, *pile: str | PiledCode, contacts: str | None = None, today: date = TODAY
    ) -> tuple[Recalled, ...]:
        reread()
        recaller = Recaller(
            self.order(contacts or ""),
            "\n".join(self.lines),
            today,
            with_contacts=contacts is not None,
        )
        return recaller.recall(
            PiledCode(typed=item) if isinstance(item, str) else item for item in pile
        )


@pytest.fixture
def printed(workspace: Workspace) -> Printed:
    return Printed(workspace)


def kinds(found: Recalled) -> list[str]:
    return [reason.kind for reason in found.reasons]


def test_a_sheet_that_would_be_printed_again_is_current(printed: Printed) -> None:
    code = printed.print(A4)
    (found,) = printed.recall(code, code.lower(), PiledCode(typed=code, count=5))
    assert (found.verdict, found.count, found.reasons) == ("current", 7, ())
    assert found.edition == A4


def test_a_corrected_translation_and_a_changed_text_are_withdrawn(printed: Printed) -> None:
    code = printed.print(A4)
    workspace = printed.workspace
    workspace.replace(workspace.po("bg"), 'msgstr "Какво е това?"', 'msgstr "Какво представлява?"')
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("withdraw", ["translation"])
    text = workspace.root / "briefs" / BRIEF / "community.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n- One more.\n", encoding="utf-8")
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("withdraw", ["text"])


def test_a_review_that_was_withdrawn_takes_its_sheets_back(printed: Printed) -> None:
    code = printed.print(A4, state="reviewed")
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("withdraw", ["review"])


def test_what_only_looks_otherwise_may_stay(printed: Printed) -> None:
    code = printed.print(A4)
    css = printed.workspace.root / "templates" / "rows" / "a4.css.jinja"
    css.write_text(css.read_text(encoding="utf-8") + "p { color: #111 }\n", encoding="utf-8")
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("older", ["look"])


CHECKED_AGAIN = changed(verified_on="2026-11-20", verified_by='"N. Ivanova"')


@pytest.mark.parametrize(
    ("contacts", "day", "verdict", "reasons"),
    [
        (CONTACT, TODAY, "current", []),
        (CONTACT, TODAY + timedelta(days=90), "withdraw", ["contact-expired"]),
        (changed(phone='"+359 2 981 7686"'), TODAY, "withdraw", ["contact-changed"]),
        ("", TODAY, "withdraw", ["contact-withdrawn"]),
        (CHECKED_AGAIN, TODAY, "older", ["checked"]),
        (CHECKED_AGAIN, TODAY + timedelta(days=80), "older", ["checked"]),
        (None, TODAY, "unknown", ["contacts"]),
        (None, TODAY + timedelta(days=90), "withdraw", ["contact-expired", "contacts"]),
    ],
)
@pytest.mark.parametrize("edition", [A4, POCKET], ids=["a4", "pocket"])
def test_a_sheet_stands_and_falls_with_its_contacts(
    contacts: str | None,
    day: date,
    verdict: str,
    reasons: list[str],
    edition: Edition,
    printed: Printed,
) -> None:
    code = printed.print(edition, CONTACT)
    (found,) = printed.recall(code, contacts=contacts, today=day)
    assert (found.verdict, kinds(found)) == (verdict, reasons)


def test_a_contact_that_a_format_has_no_room_for_is_not_on_its_sheets(printed: Printed) -> None:
    second = changed(name='"Second line"', phone='"+359 2 981 7686"')
    code = printed.print(POCKET, CONTACT + second)
    (found,) = printed.recall(code, contacts=CONTACT)
    assert found.verdict == "older"


def test_a_manifest_of_an_older_briefkit_knows_that_contacts_changed(printed: Printed) -> None:
    code = printed.print(A4, CONTACT, contacts=None)
    (found,) = printed.recall(code, contacts=CHECKED_AGAIN)
    assert (found.verdict, kinds(found)) == ("withdraw", ["contact-changed"])
    (found,) = printed.recall(code, contacts=CONTACT, today=TODAY + timedelta(days=90))
    assert (found.verdict, kinds(found)) == ("withdraw", ["contact-expired"])


def test_the_worst_come_first_and_each_code_once(printed: Printed) -> None:
    lost = printed.print(A4, CONTACT)
    current = printed.print(replace(A4, locale="de"))
    mistyped = current[:-1] + ("0" if current[-1] != "0" else "2")
    gone = "CT-EL-C-A4-00000000"
    found = printed.recall(current, gone, "nonsense", mistyped, lost, current, contacts="")
    assert [(item.code, item.count) for item in found] == [
        (lost, 1), (gone, 1), ("nonsense", 1), (mistyped, 1), (current, 2),
    ]  # fmt: skip
    assert [str(item.verdict) for item in found] == [
        "withdraw", "withdraw", "unknown", "unknown", "current",
    ]  # fmt: skip
    assert kinds(found[1]) == ["manifest"]
    assert found[3].near == (current,)


def test_an_edition_that_is_no_longer_made_is_withdrawn(printed: Printed) -> None:
    code = printed.print(A4)
    settings = printed.workspace.root / "briefs" / BRIEF / "brief.toml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text("code = \n", encoding="utf-8")
    other = printed.workspace.root / "briefs" / "other"
    other.mkdir()
    (other / "brief.toml").write_text(
        'code = "OT"\nsource_locale = "en"\nfunder = "none"\n'
        '[audiences.all]\nlabel = "For all"\nlevel = "plain"\n',
        encoding="utf-8",
    )
    (other / "all.md").write_text("# Hot days\n\n- Drink water.\n", encoding="utf-8")
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("unknown", ["brief"])
    fewer = kept.replace('"bg", ', "").replace(', "el"', "")
    settings.write_text(f'languages = ["en", "de"]\n{fewer}', encoding="utf-8")
    (found,) = printed.recall(code)
    assert (found.verdict, kinds(found)) == ("withdraw", ["edition"])


# --- the command ---


def test_a_pile_is_judged_from_codes_files_pipes_and_pictures(workspace: Workspace) -> None:
    build = "build --locale bg --locale en --audience community --format pocket --json".split()
    rows = json.loads(workspace.run(*build).stdout)
    bulgarian, english = (row["code"] for row in rows)
    (workspace.root / "pile.csv").write_text(
        f"place;code;count\nSofia;{bulgarian.lower()};40\n", encoding="utf-8-sig"
    )
    picture(english, "https://example.org").save(workspace.root / "sheets.jpg", "JPEG")
    picture("https://example.org").save(workspace.root / "blurred.png")
    ask = ("trace", "--list", "pile.csv", "sheets.jpg", bulgarian.replace("-", " "))
    assert "It is current" in workspace.run("trace", *bulgarian.lower().split("-")).stdout
    assert "add --list" in workspace.run("trace", bulgarian, english, code=2).stderr
    told = workspace.run(*ask).stdout
    assert f"  {bulgarian}  × 41  {BRIEF}, Bulgarian (bg), community, pocket" in told
    assert "To withdraw: 0 of 42 sheets." in told

    workspace.replace(workspace.po("bg"), 'msgstr "Какво е това?"', 'msgstr "Какво представлява?"')
    done = workspace.run(*ask, "blurred.png", "missing.txt", "--json", code=1)
    found = json.loads(done.stdout)
    assert [(s["verdict"], s["code"], s["count"]) for s in found["sheets"]] == [
        ("withdraw", bulgarian, 41), ("current", english, 1),
    ]  # fmt: skip
    assert [d["path"] for d in found["diagnostics"]] == ["blurred.png", "missing.txt"]
    told = workspace.run(*ask, code=1).stdout
    assert told.startswith("Withdraw: 41 sheets of 1 code\n")
    assert "its translation has been corrected" in told
    assert "To withdraw: 41 of 42 sheets." in told


def test_codes_are_piped_in(workspace: Workspace) -> None:
    root = str(workspace.root)
    asked = (main, ["--project", root, "trace", "--list", "-"])
    result = CliRunner().invoke(*asked, input="# none was ever printed\nCT-BG-C-A4-00000000\n")
    assert result.exit_code == 1
    assert "Withdraw: 1 sheet of 1 code\n  CT-BG-C-A4-00000000  × 1  " in result.stdout
    empty = CliRunner().invoke(*asked, input="\n")
    assert (empty.exit_code, "There is no code" in empty.stderr) == (2, True)


def picture(*texts: str) -> Image.Image:
    """Return a photograph of QR codes, one beside the other."""
    sheet = Image.new("RGB", (400 * len(texts), 400), "#ddd")
    for number, text in enumerate(texts):
        data = io.BytesIO()
        segno.make_qr(text, error="m").save(data, kind="png", scale=6)
        sheet.paste(Image.open(data), (400 * number + 20, 20))
    return sheet.rotate(7, fillcolor="#ddd", expand=True)


def test_what_a_code_says_does_not_steer_the_terminal(workspace: Workspace) -> None:
    (workspace.root / "pile.txt").write_text("\u202eEVIL\x1b[31m\n", encoding="utf-8")
    told = workspace.run("trace", "--list", "pile.txt", code=1).stdout
    assert "<U+202E RIGHT-TO-LEFT OVERRIDE>EVIL<U+001B>[31m" in told


def test_a_folder_is_told_from_a_missing_file(workspace: Workspace) -> None:
    told = workspace.run("trace", "--list", "./briefs", code=1).stderr
    assert "./briefs: This is a folder." in told


def test_each_code_of_a_pile_is_looked_up_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(typed: str, prefixes: Mapping[Edition, str]) -> tuple[str, Edition]:
        asked.append(typed)
        return find_edition(typed, prefixes)

    monkeypatch.setattr(briefkit.build.recall, "find_edition", counting)
    pile = "CT-BG-C-A4-00000000\nZZ-XX-1\n" * 50
    (workspace.root / "pile.txt").write_text(pile, encoding="utf-8")
    told = workspace.run("trace", "--list", "pile.txt", code=1).stdout
    assert "× 50" in told
    assert sorted(asked) == ["CT-BG-C-A4-00000000", "ZZ-XX-1"]
