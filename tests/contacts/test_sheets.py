"""CSV as spreadsheets write it: read in every form, and written again in the same."""

import codecs
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.contacts import decode_contacts, parse_sheet, rewrite_sheet, sheet_faults
from briefkit.errors import ContactError
from briefkit.project import read_contact_file
from tests.conftest import Workspace
from tests.contacts.examples import CONTACT, TODAY, changed, refusal
from tests.contacts.sheets import ROW, contacts_of, refusal_of, table

NAMES = list(ROW)
NEEDED = "name;kind;phone;source;verified_by;verified_on"
GOOD = "Animus;help line;+359 2 981 7686;Letter of the centre;M. Petrova;2026-11-20"


def written(rows: list[list[str]], delimiter: str = ";", newline: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        f"{NEEDED}\r\n{GOOD}\r\n",
        f"{NEEDED};;\r\n{GOOD};;\r\n",
        f"{NEEDED};\r\n{GOOD}\r\n;;\r\n",
        f"sep=;\r\n{NEEDED}\r\n{GOOD}\r\n",
        f'"sep=;"\r\n{NEEDED}\r\n{GOOD}\r\n',
        f"sep=|\n{NEEDED}\n{GOOD}\n".replace(";", "|"),
        f"{NEEDED}\r\n{GOOD}\r\n".replace(";", "\t"),
        f"{NEEDED}\r{GOOD}\r",
        f"\r\n;;;\r\n{NEEDED}\r\n\r\n{GOOD}",
        f"Name ;KIND;Phone:;Source;Verified  by;verified-on\n{GOOD}\n",
        f'{NEEDED}\n"Animus";"help line";"+359 2 981 7686";"Letter of\nthe centre";'
        '"M. Petrova";"2026-11-20"\n',
        f"{NEEDED};Notes;Note: Opening\n{GOOD};call in the morning;x\n",
        f"{NEEDED.replace(';', ',')},hours; days\n{GOOD.replace(';', ',')},9\n".replace(
            "hours; days", "hours"
        ),
        f"{NEEDED}\n{GOOD.replace('help line', 'Helpline')}\n",
    ],
)
def test_every_form_of_csv_is_the_same_contact(text: str) -> None:
    (contact,) = contacts_of(text)
    assert (contact.name, contact.phone) == ("Animus", "+359 2 981 7686")
    assert contact.kind == "help line"
    assert contact.source == "Letter of the centre"
    assert str(contact.verified_on) == "2026-11-20"


@pytest.mark.parametrize(
    "encoded",
    [
        codecs.BOM_UTF8 + table().encode(),
        codecs.BOM_UTF16_LE + table(name="Център").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + table(name="Център").encode("utf-16-be"),
    ],
)
def test_the_mark_of_a_file_says_how_it_is_read(encoded: bytes, workspace: Workspace) -> None:
    path = workspace.root / "CONTACTS.CSV"
    path.write_bytes(encoded)
    (contact,) = read_contact_file(path, TODAY)
    assert contact.name in ("Animus", "Център")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (table(name="Център за помощ").encode("cp1251"), "contacts.csv:2: The file of contacts"),
        (table(name="Centre d’aide à Liège").encode("cp1252"), "save it as “CSV UTF-8”"),
        (table().encode("utf-16-le"), "not in UTF-8"),
        (codecs.BOM_UTF32_LE + table().encode("utf-32-le"), "not in UTF-8"),
        (codecs.BOM_UTF16_LE + table().encode("utf-16-le") + b"x", "not in UTF-16"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is a workbook, and no CSV"),
    ],
)
def test_letters_are_not_guessed(data: bytes, words: str, workspace: Workspace) -> None:
    path = workspace.root / "contacts.csv"
    path.write_bytes(data)
    with pytest.raises(ContactError) as caught:
        read_contact_file(path, TODAY)
    assert words in str(caught.value)
    assert "“CSV UTF-8”" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # A semicolon that is not in quotes moves what follows to the wrong column.
        (f"{NEEDED};hours;;\n{GOOD};Mo–Fr 9–17; Sa;\n", "without a heading: “Sa”"),
        (f"{NEEDED};hours\n{GOOD};Mo–Fr 9–17; Sa\n", "8 cells where the header has 7"),
        (f"{NEEDED};cots\n{GOOD};free\n", "Did you mean cost?"),
        (f"{NEEDED};Colour;Wert\n{GOOD};a;b\n", "no column: Colour"),
        (f"{NEEDED};Colour;Wert\n{GOOD};a;b\n", "no column: Wert"),
        (f"{NEEDED};Colour\n{GOOD};a\n", "“Note colour”"),
        (f"{NEEDED};Phone\n{GOOD};1\n", "twice: phone"),
        ("name;phone\nA;1\nB;2\n", "lacks columns that every contact needs: kind, source"),
        (f"na\u200dme;{NEEDED}\n", "na<U+200D ZERO WIDTH JOINER>me"),
    ],
)
def test_a_table_in_which_words_would_be_lost_or_moved_is_refused(text: str, words: str) -> None:
    assert words in refusal_of(text)


def test_all_that_is_wrong_is_said_at_once_with_its_line_and_value() -> None:
    told = refusal_of(
        f"{NEEDED};country;languages\n"
        f"{GOOD};BG;bg\n"
        '"Second\nline";friend;+359 2 98;internet;M. P.;3/4/2026;BG;cn\n'
        "Third;help line;+359 2 981 7686;Letter of May;;46346;AT;bg\n"
        f"{GOOD};BG;bg;extra\n"
    )
    for words in (
        "contacts.csv:3: The contact “Second line” is of an unknown kind: “friend”",
        "contacts.csv:3: The contact “Second line” has a source that nobody could find: internet",
        "contacts.csv:3: The contact “Second line” has languages that are not known: “cn”",
        "contacts.csv:3: The contact “Second line” has a phone number that is too short",
        "contacts.csv:3: The contact “Second line” has a date that can be read as",
        "contacts.csv:5: The contact “Third” has no verified by",
        "contacts.csv:5: The contact “Third” has a spreadsheet’s count of days",
        "contacts.csv:5: The contact “Third” has a phone number of BG, not of AT",
        "contacts.csv:6: The row has 9 cells where the header has 8",
    ):
        assert words in told
    assert "contacts.csv:2:" not in told


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("name", "hide text in its name: U+202E RIGHT-TO-LEFT OVERRIDE: “A<U+202E RIGHT-TO-LEFT"),
        ("hours", "hide text in its hours: U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("country", "hide text in its country"),
        ("messengers", "hide text in its messengers"),
    ],
)
def test_what_nobody_sees_is_named_by_code_and_name(setting: str, words: str) -> None:
    told = refusal_of(table(**{setting: "A\u202eB"}))
    assert words in told
    assert "\u202e" not in told


def test_an_unknown_setting_is_shown_with_what_nobody_sees_in_it() -> None:
    assert "U+200B" in refusal(CONTACT + '"na\\u200bme" = "x"\n')
    told = refusal(changed(phone='"+359 2\\u200e 981 7686"'))
    assert "U+200E LEFT-TO-RIGHT MARK" in told
    assert "\u200e" not in told


# --- written again ---

cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=8
)
marks = st.sampled_from([(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"),
                         (codecs.BOM_UTF16_LE, "utf-16-le")])  # fmt: skip
tables = st.lists(st.lists(cells, min_size=9, max_size=9), max_size=4)


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(
    marks,
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "sep"]),
    st.integers(0, 2),
    st.booleans(),
    tables,
    st.data(),
)
def test_a_file_of_any_form_comes_back_to_the_byte(
    mark: tuple[bytes, str],
    delimiter: str,
    newline: str,
    sep: str,
    empty: int,
    ended: bool,
    rows: list[list[str]],
    data: st.DataObject,
) -> None:
    own = [*NAMES, "Notes", *[""] * empty]
    body = [[*row, "mine", *[""] * empty] for row in rows]
    text = f"sep={delimiter}{newline}" if sep else ""
    text += written([own, *body, [""] * len(own)], delimiter, newline)
    like = mark[0] + (text if ended else text.removesuffix(newline)).encode(mark[1])
    sheet = parse_sheet(decode_contacts(like, "contacts.csv"), "contacts.csv")
    assert sheet_faults(sheet, "contacts.csv") == []
    read = [
        dict(zip(sheet.columns, record.cells, strict=False))
        for record in sheet.records
        if not record.is_blank
    ]
    assert [list(row.values())[:9] for row in read] == rows
    assert rewrite_sheet(like, read, "contacts.csv") == like
    # One that is added, changed or taken out leaves the others' lines as they are.
    added = {**ROW, "hours": "9–17; Sa", "notes": "new"}
    again = rewrite_sheet(like, [*read, added], "contacts.csv")
    assert again.startswith(mark[0])
    after = parse_sheet(decode_contacts(again, "contacts.csv"), "contacts.csv")
    assert (after.delimiter, after.newline) == (sheet.delimiter, newline)
    assert sheet_faults(after, "contacts.csv") == []
    kept = [r for r in after.records if not r.is_blank]
    assert dict(zip(after.columns, kept[-1].cells, strict=True)) == added | (
        {"": ""} if empty > 1 else {}
    )
    before = [r.raw for r in sheet.records if not r.is_blank]
    assert [r.raw.rstrip("\r\n") for r in kept[:-1]] == [raw.rstrip("\r\n") for raw in before]
    if read:
        gone = data.draw(st.integers(0, len(read) - 1))
        fewer = rewrite_sheet(like, read[:gone] + read[gone + 1 :], "contacts.csv")
        assert len(parse_sheet(decode_contacts(fewer, "x"), "x").records) == len(sheet.records) - 1


def test_quotation_marks_around_all_cells_stay() -> None:
    like = b'"name";"phone"\r\n"A";"1"\r\n'
    added = rewrite_sheet(like, [{"name": "A", "phone": "1"}, {"name": "B", "phone": "2"}], "x")
    assert added == like + b'"B";"2"\r\n'


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(st.text() | st.text('sep=;,"\t\r\n a'))
def test_no_text_is_a_traceback_as_a_table(text: str) -> None:
    try:
        sheet = parse_sheet(text, "contacts.csv")
    except ContactError:
        return
    assert sheet.preface + sheet.header.raw + "".join(r.raw for r in sheet.records) == text


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#NAME?", "######", "=A1", '=HYPERLINK("x")'])
@pytest.mark.parametrize("column", ["name", "hours", "cost"])
def test_a_formula_or_its_error_is_not_printed(column: str, cell: str) -> None:
    told = refusal_of(table(**{column: cell}))
    assert f"has a spreadsheet’s formula or its error as {column}: “{cell}”" in told
