"""A catalog's header and plural forms, as msgfmt sees them."""

import subprocess

import pytest

from briefkit.catalogs import parse_catalog
from briefkit.catalogs.checks import (
    check_catalog,
    plural_forms,
)
from briefkit.diagnostics import Location, Severity

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"PO-Revision-Date: 2026-11-24 21:00+0000\\n"
"Last-Translator: A. Person\\n"
"Language-Team: Bulgarian\\n"
"Language: bg\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "one"
msgid_plural "many"
msgstr[0] "един"
msgstr[1] "много"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("plural=(n != 1);", "plural=n == 1 ? 0 : n > 4 ? 1 : 0"),
        ("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;"),
        ("plural=(n != 1);", "plural=(n > 5 ? 2 : 0);"),
        ("plural=(n != 1);", "plural=(n !=;"),
        ("plural=(n != 1);", "plural=(5 / n);"),
        ('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', ""),
        ('msgstr[1] "много"\n', ""),
    ],
)
def test_plural_forms_are_judged_as_msgfmt_judges_them(old: str, new: str) -> None:
    text = HEADER.replace(old, new) if old else HEADER
    assert text != HEADER or not old
    judged = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", "-"],
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    catalog = parse_catalog(text.encode(), locale="bg", domain="d", path="d.po")
    assert bool(list(plural_forms(catalog))) == (judged.returncode != 0), judged.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Last-Translator: A. Person", "Last-Translator: FULL NAME <EMAIL@ADDRESS>", "filled in"),
        ('"MIME-Version: 1.0\\n"\n', "", "lacks MIME-Version"),
        ("Language: bg", "Language: mk", "“mk”, the folder “bg”"),
        ("Language: bg", "Language: ", "filled in Language"),
    ],
)
def test_a_header_that_needs_work_is_a_warning(old: str, new: str, words: str) -> None:
    for text, expected in ((HEADER, 0), (HEADER.replace(old, new), 1)):
        catalog = parse_catalog(text.encode(), locale="bg", domain="d", path="d.po")
        found = check_catalog(catalog, (), source_locale="en")
        assert [f.check for f in found] == ["headers"] * expected
    assert found[0].severity is Severity.WARNING
    assert words in found[0].message
    assert found[0].location == Location("d.po", 1)
