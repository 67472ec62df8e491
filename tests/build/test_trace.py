"""Printed sheets, traced: codes as people type them, the manifest, and what has changed since."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from briefkit.build import (
    MANIFEST,
    PARTS,
    Record,
    build,
    find_edition,
    near_codes,
    parse_manifest,
    plan,
    record_line,
    trace,
)
from briefkit.cli import main
from briefkit.errors import UsageError
from briefkit.leaflet import ALPHABET
from briefkit.model import Edition
from briefkit.project import append_line
from tests.conftest import BRIEF, Workspace

COMMUNITY = Edition(brief=BRIEF, audience="community", locale="bg")
EDITIONS = (
    COMMUNITY,
    replace(COMMUNITY, audience="professional"),
    replace(COMMUNITY, locale="el"),
    replace(COMMUNITY, format="dl-trifold"),
    replace(COMMUNITY, format="dl-trifold", alias="ct"),
    replace(COMMUNITY, format="pocket", alias="ct"),
    replace(COMMUNITY, alias="ct"),
)
PREFIXES = {edition: edition.code_prefix("CT", edition.audience[0].upper()) for edition in EDITIONS}
DIGESTS = st.text(ALPHABET, min_size=8, max_size=8)

RECORD = Record(
    made="2026-11-24T12:00:00+00:00",
    code="CT-BG-C-A4-7Q2M9XKD",
    edition=COMMUNITY,
    state="draft",
    pages=2,
    files={"a.pdf": "0" * 64},
    digests=dict.fromkeys(PARTS, "1"),
)


# --- codes ---


def test_codes_of_all_formats_differ() -> None:
    assert len(set(PREFIXES.values())) == len(EDITIONS)
    assert PREFIXES[EDITIONS[4]] == "CT-BG-C-DLD-"


def test_where_hyphens_alone_tell_codes_apart_they_must_be_typed() -> None:
    one, other = replace(COMMUNITY, locale="fur"), replace(COMMUNITY, locale="ur")
    prefixes = {one: one.code_prefix("A", "C"), other: other.code_prefix("AF", "C")}
    for edition, prefix in prefixes.items():
        assert find_edition(f"{prefix}01234567".lower(), prefixes) == (f"{prefix}01234567", edition)
    with pytest.raises(UsageError, match="A-FUR-C-A4-… or AF-UR-C-A4-…"):
        find_edition("AFURCA401234567", prefixes)


@given(st.sampled_from(EDITIONS), DIGESTS, st.randoms(use_true_random=False))
def test_a_code_is_known_however_it_is_typed(edition: Edition, digest: str, chance: object) -> None:
    code = PREFIXES[edition] + digest
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert find_edition(typed, PREFIXES) == (code, edition)
    # A 0 that is read as an O, a 1 as an I or an L.
    misread = digest.replace("0", "o").replace("1", "l", 1).replace("1", "I")
    assert find_edition(PREFIXES[edition] + misread, PREFIXES) == (code, edition)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "It stands in the foot"),
        ("hello", "It stands in the foot"),
        ("CT-BG-C-A4", "It stands in the foot"),
        ("CT-BG-C-A4-7Q2M9XK", "Did you mean CT-BG-C-A4-…, with eight letters"),
        ("XX-YY-C-A4-7Q2M9XKD", "It stands in the foot"),
        ("CT-BG-C-A4-7Q2M9XKU", "It stands in the foot"),
        ("CT-BG-K-A4-7Q2M9XKD", "Did you mean CT-BG-C-A4-…"),
        ("CT-BH-C-A4-7Q2M9XKD", "Did you mean CT-BG-C-A4-…"),
        ("CT-B-C-A4-7Q2M9XKD", "Did you mean CT-BG-C-A4-…"),
    ],
)
def test_what_is_no_code_is_told_kindly(typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_edition(typed, PREFIXES)
    assert hint in str(caught.value)


def test_a_slip_of_the_pen_is_near_its_code() -> None:
    known = ["CT-BG-C-A4-7Q2M9XKD", "CT-BG-C-A4-00000000"]
    assert near_codes("CT-BG-C-A4-7Q2M9XDK", known) == (known[0],)
    assert near_codes("CT-BG-C-A4-7Q2M9XKE", known) == (known[0],)
    assert near_codes("CT-BG-C-A4-7Q2MAAAA", known) == ()


# --- the manifest ---


def test_a_record_is_read_as_it_was_written() -> None:
    assert parse_manifest(record_line(RECORD)) == (RECORD,)
    assert "\n" not in record_line(replace(RECORD, state="a\nb"))


@given(st.lists(st.one_of(st.just(record_line(RECORD)), st.text(), st.just("{}"), st.just("[1]"))))
def test_a_spoiled_manifest_keeps_its_sound_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert parse_manifest(text).count(RECORD) == text.splitlines().count(record_line(RECORD))


def test_a_line_that_was_cut_short_spoils_none_after_it(tmp_path: Path) -> None:
    target = tmp_path / "folder" / MANIFEST
    append_line(target, record_line(RECORD))
    with target.open("ab") as file:
        file.write(b'{"made": "2026')
    append_line(target, record_line(RECORD))
    assert parse_manifest(target.read_text(encoding="utf-8")) == (RECORD, RECORD)


# --- what is known of a code ---


def test_a_current_code_is_current() -> None:
    found = trace(RECORD.code, COMMUNITY, RECORD.code, RECORD.digests, [RECORD])
    assert found.current
    assert found.records == (RECORD,)
    assert found.changed == ()
    assert found.replaced == ""


def test_an_old_code_tells_what_changed_and_when_it_was_replaced() -> None:
    later = replace(RECORD, made="2026-11-25T09:00:00+00:00", code="CT-BG-C-A4-00000000")
    latest = replace(later, made="2026-11-26T09:00:00+00:00", code="CT-BG-C-A4-11111111")
    other = replace(later, edition=EDITIONS[2], made="2026-11-24T13:00:00+00:00")
    digests = {**RECORD.digests, "translation": "2", "contacts": "2"}
    found = trace(RECORD.code, COMMUNITY, latest.code, digests, [RECORD, other, later, latest])
    assert not found.current
    assert found.changed == ("translation", "contacts")
    assert found.replaced == later.made


def test_a_code_that_is_not_recorded_claims_nothing() -> None:
    found = trace("CT-BG-C-A4-00000000", COMMUNITY, RECORD.code, RECORD.digests, [RECORD])
    assert (found.current, found.records, found.changed) == (False, (), ())


# --- the command ---

CONTACT = """
[[contact]]
name = "Animus"
kind = "help line"
phone = "+359 800 1 86 76"
country = "BG"
source = "https://example.org/"
verified_by = "M. Petrova"
verified_on = {day}
"""


def test_a_sheet_is_traced_to_what_it_was_made_from(workspace: Workspace) -> None:
    contacts = workspace.root / "contacts.toml"
    contacts.write_text(CONTACT.format(day=date.today().isoformat()), encoding="utf-8")
    made = workspace.run(
        "build", "--locale", "bg", "--audience", "community", "--format", "dl-trifold",
        "--contacts", "contacts.toml", "--json",
    )  # fmt: skip
    (row,) = json.loads(made.stdout)
    code = row["code"]
    assert re.fullmatch(r"CT-BG-C-DL-[0-9A-Z]{8}", code)

    current = workspace.run("trace", code.lower().replace("-", ""), "--contacts", "contacts.toml")
    for words in (
        f"{code}: cyber-trafficking, Bulgarian (bg), community, dl-trifold",
        "draft: cyber-trafficking.bg.community.dl-trifold.pdf",
        "It is current",
    ):
        assert words in current.stdout

    without = workspace.run("trace", code, code=1).stdout
    assert "It is NOT current" in without
    assert "Changed since: the contacts." in without

    po = workspace.po("bg")
    workspace.replace(po, 'msgstr "Какво е това?"', 'msgstr "Какво представлява?"')
    changed = workspace.run("trace", code, "--contacts", "contacts.toml", code=1).stdout
    assert "Changed since: its translation." in changed
    css = workspace.root / "templates" / "rows" / "dl-trifold.css.jinja"
    workspace.replace(css, ".emblem { width: 21mm }", ".emblem { width: 22mm }")
    told = workspace.run("trace", code, "--json", "--contacts", "contacts.toml", code=1)
    found = json.loads(told.stdout)
    assert found["current"] is False
    assert found["changed"] == ["translation", "templates"]
    assert found["code_now"] != code
    (record,) = found["made"]
    assert set(record["files"]) == {Path(name).name for name in row["files"]}

    def traced(code: str) -> Result:
        result = CliRunner().invoke(main, ["--project", str(workspace.root), "trace", code])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    unknown = traced("CT-BG-C-A4-00000000")
    assert unknown.exit_code == 1
    assert "Nothing is known here of its making" in unknown.output
    slip = traced(code[:-1] + ("0" if code[-1] != "0" else "2"))
    assert slip.exit_code == 2
    assert f"Did you mean {code}?" in slip.output
    assert traced("hello").exit_code == 2


def test_a_refused_leaflet_is_not_in_the_manifest(workspace: Workspace) -> None:
    workspace.po("de").write_text("msgid", encoding="utf-8")
    order = workspace.order(made=datetime(2026, 11, 24, 12, tzinfo=UTC))
    editions = plan(workspace.project, locales=["de", "en"], audiences=["community"])
    assert [built.path is None for built in build(editions, order)] == [True, False]
    (record,) = parse_manifest((workspace.output / MANIFEST).read_text(encoding="utf-8"))
    assert record.edition.locale == "en"
    assert record.made == "2026-11-24T12:00:00+00:00"
    (name, digest), *others = record.files.items()
    assert not others
    assert hashlib.sha256((workspace.output / name).read_bytes()).hexdigest() == digest
