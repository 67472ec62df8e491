"""The glossary as TBX, and terms that come back."""

import pytest
from lxml import etree

from briefkit.catalogs import glossary_with, parse_glossary
from briefkit.catalogs.exchange import TermPair, parse_tbx, serialise_tbx
from briefkit.errors import CatalogError
from tests.catalogs.exchange.test_refusals import LAUGHS

GLOSSARY = (
    "term,locale,translation,forms,source,verified\r\n"
    'grooming,en,grooming,grooming,"A, text",yes\r\n'
    "grooming,bg,груминг,груминг|грумин,,no\r\n"
    'the police,en,the police,,"Two\nlines",no\r\n'
)
TERMS = parse_glossary(GLOSSARY, "g")
XML = "{http://www.w3.org/XML/1998/namespace}"


def pairs(data: bytes, *locales: str) -> list[tuple[str, str, str]]:
    found = parse_tbx(data, "x.tbx", "en", locales or ("bg",))
    return [(pair.term, pair.locale, pair.translation) for pair in found]


def test_another_reader_finds_what_tbx_asks_for() -> None:
    root = etree.fromstring(serialise_tbx(TERMS, "en", "bg"))
    assert (root.tag, root.get("type"), root.get(f"{XML}lang")) == ("martif", "TBX-Basic", "en")
    assert [child.tag for child in root] == ["martifHeader", "text"]
    first, second = root.iter("termEntry")
    assert [group.get(f"{XML}lang") for group in first] == ["en", "bg"]
    assert [group.get(f"{XML}lang") for group in second] == ["en"]
    english, bulgarian = first.iter("tig")
    assert [child.tag for child in english] == ["term", "termNote", "admin"]
    assert english.findtext("termNote") == "preferredTerm-admn-sts"
    assert english.findtext("admin") == "A, text"
    assert [child.tag for child in bulgarian] == ["term"]


def test_what_goes_out_comes_back() -> None:
    data = serialise_tbx(TERMS, "en", "bg")
    assert pairs(data) == [("grooming", "bg", "груминг")]
    assert pairs(data, "el") == []


def test_the_form_of_2019_and_other_tags_are_read() -> None:
    data = (
        '<tbx type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
        '<conceptEntry id="1"><langSec xml:lang="en-GB"><termSec><term> the \n police </term>'
        '</termSec></langSec><langSec xml:lang="bg"><termSec><term>полиция</term></termSec>'
        "<termSec><term>полицията</term></termSec></langSec>"
        '<langSec xml:lang="xx"><termSec><term>x</term></termSec></langSec></conceptEntry>'
        '<conceptEntry id="2"><langSec xml:lang="bg"><termSec><term>сама</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>"
    )
    assert parse_tbx(data.encode(), "x", "en", ("bg",)) == (
        TermPair("the police", "bg", "полиция", 2),
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cannot be read as XML"),
        (b"<tmx/>", "not TBX"),
        (f"{LAUGHS}]><martif>&a11;</martif>".encode(), "cannot be read as XML"),
        (
            f'<martif><termEntry><langSet xml:lang="en"><term>{"x" * 201}</term></langSet>'
            "</termEntry></martif>".encode(),
            "longer than 200",
        ),
        (
            '<martif><termEntry><langSet xml:lang="en"><term>a\u202eb</term></langSet>'
            "</termEntry></martif>".encode(),
            "characters that hide",
        ),
    ],
)
def test_what_is_no_glossary_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(CatalogError, match=words) as caught:
        parse_tbx(data, "x.tbx", "en", ("bg",))
    assert caught.value.diagnostics[0].hint


def test_a_changed_glossary_keeps_every_other_line() -> None:
    old = TERMS[1]
    new = type(old)(
        term="grooming", locale="bg", translation="груминг, сприятеляване", forms=(), source="",
        verified=False,
    )  # fmt: skip
    added = type(old)(
        term="the police", locale="bg", translation="полиция", forms=("полиц",), source="",
        verified=False,
    )  # fmt: skip
    text = glossary_with(GLOSSARY, [added, new])
    before, after = GLOSSARY.split("\r\n"), text.split("\r\n")
    assert after[:2] == before[:2]
    assert after[2] == 'grooming,bg,"груминг, сприятеляване",,,no'
    assert after[3:4] == before[3:4]
    assert after[4:] == ["the police,bg,полиция,полиц,,no", ""]
    assert parse_glossary(text, "g") == (TERMS[0], new, TERMS[2], added)
    assert glossary_with(GLOSSARY, []) == GLOSSARY
    assert parse_glossary(glossary_with("", [added]), "g") == (added,)
