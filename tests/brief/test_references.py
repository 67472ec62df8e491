"""CSL-JSON is read as its schema has it, or refused in words that a person understands."""

import json

import pytest

from briefkit.brief import Reference, parse_references, unprinted_fields
from briefkit.errors import SourceError


def item(**fields: object) -> dict[str, object]:
    return {"id": "k1", "title": "A report", "author": [{"family": "Muster"}], **fields}


def read(**fields: object) -> Reference:
    (reference,) = parse_references(json.dumps([item(**fields)]), "r.json").values()
    return reference


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ({"literal": "Agency for Rights"}, "Agency for Rights", "Agency for Rights"),
        ({"literal": "Editorial"}, "Editorial", "A report"),
        (
            {"family": "Broek", "given": "Jan", "dropping-particle": "van den", "suffix": "Jr."},
            "Jan van den Broek Jr.",
            "Broek",
        ),
        (
            {"family": "Leon", "given": "Ann", "non-dropping-particle": "de"},
            "Ann de Leon",
            "de Leon",
        ),
        ({"family": "King", "suffix": "Jr.", "comma-suffix": True}, "King, Jr.", "King"),
        ({"family": "Alembert", "dropping-particle": "d’"}, "d’Alembert", "Alembert"),
        ({"family": "Mao", "given": "Zedong", "static-ordering": True}, "Mao Zedong", "Mao"),
        ({"given": "Plato"}, "Plato", "Plato"),
    ],
)
def test_an_author_is_named_in_full_and_short(
    name: dict[str, object], full: str, short: str
) -> None:
    found = read(author=[name])
    assert (found.authors, found.short_author, found.sort_author) == ((full,), short, short)


@pytest.mark.parametrize(
    ("value", "start", "end", "text"),
    [
        ({"date-parts": [[2019, 3]]}, (2019, 3), (), ""),
        ({"date-parts": [["2019", "03", "15"]]}, (2019, 3, 15), (), ""),
        ({"date-parts": [[2014], [2016]]}, (2014,), (2016,), ""),
        ({"raw": "2019-03-15"}, (2019, 3, 15), (), ""),
        ({"raw": "2019-03-15T10:22:33Z"}, (2019, 3, 15), (), ""),
        ({"raw": "2014/2016"}, (2014,), (2016,), ""),
        ("2019-03", (2019, 3), (), ""),
        ({"literal": "n.d."}, (), (), "n.d."),
        ({"raw": "Spring 2019"}, (), (), "Spring 2019"),
        ({"raw": "2019-02-30"}, (), (), "2019-02-30"),
        ({}, (), (), ""),
    ],
)
def test_a_date_is_read_or_printed_as_given(
    value: object, start: tuple[int, ...], end: tuple[int, ...], text: str
) -> None:
    found = read(issued=value)
    assert (found.issued, found.issued_end, found.issued_text) == (start, end, text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"issued": {"date-parts": [[2019, 2, 30]]}}, "2019-02-30, which is no day"),
        ({"issued": {"date-parts": [[2019, 13]]}}, "2019-13, which is no day"),
        ({"issued": {"date-parts": [[19]]}}, "four digits"),
        ({"issued": {"date-parts": [[]]}}, "not “[]”"),
        ({"issued": {"date-parts": [["spring"]]}}, 'must be such as {"date-parts"'),
        ({"issued": {"date-parts": [[2016], [2014]]}}, "end is before its start"),
        ({"issued": {"season": 2}}, "not “{'season': 2}”"),
        ({"issued": 2019}, "not “2019”"),
        ({"accessed": {"raw": "2014/2016"}}, "its “accessed” must be such as"),
        ({"volume": True}, "“volume” is no text"),
        ({"title": ["x"]}, "“title” is no text"),
        ({"author": "Muster"}, "list of names"),
        ({"DOI": "182"}, "its “DOI” must be such as 10."),
        ({"title": "The <i>Lancet</i>"}, "“<i>”, which would print as it stands"),
        ({"title": "Law &amp; order"}, "“&amp;”"),
        ({"id": True}, "no “id”"),
        ({"id": None}, "no “id”"),
        ({"id": 1.5}, "no “id”"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(fields: dict[str, object], words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(**fields)
    (found,) = caught.value.diagnostics
    assert words in found.message
    assert found.location is not None
    assert found.location.line == 1


def test_all_that_is_wrong_is_told_with_its_lines() -> None:
    items = [item(), item(), item(id="k2", title=""), {"title": "x"}]
    with pytest.raises(SourceError) as caught:
        parse_references(json.dumps(items, indent=1), "r.json")
    lines = [found.location.line for found in caught.value.diagnostics if found.location]
    assert [json.dumps(items, indent=1).splitlines()[n - 1].strip(" ") for n in lines] == [
        '"id": "k1",', '"id": "k2",', "{",
    ]  # fmt: skip


def test_an_id_may_be_a_number() -> None:
    assert read(id=12).key == "12"


@pytest.mark.parametrize("before", ["", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/"])
def test_a_doi_is_an_address(before: str) -> None:
    doi = f"{before}10.1016/S0140-6736(05)61027-7"
    assert read(DOI=doi).url == "https://doi.org/10.1016/S0140-6736(05)61027-7"
    assert read(DOI=doi, URL="https://x.eu/").url == "https://x.eu/"
    assert read(DOI="10.1000/a<b>#c").url == "https://doi.org/10.1000/a%3Cb%3E%23c"


def test_what_is_not_printed_is_told_once_a_reference() -> None:
    text = json.dumps(
        [
            item(translator=[{"family": "X"}], edition=2, abstract="…", ISBN="1", publisher="P"),
            item(
                id="k2", issued={"date-parts": [[2019]], "season": 1}, DOI="10.1/x", URL="https://x"
            ),
            item(id="k3"),
        ],
        indent=1,
    )
    first, second = unprinted_fields(text, "r.json")
    assert "“k1”" in first.message
    assert "edition, translator." in first.message
    assert "DOI (its URL is printed), issued: season." in second.message
    assert first.severity == "warning"


def test_an_absent_field_leaves_an_edition_s_code_alone() -> None:
    assert "publisher" not in repr(read())
    assert "publisher=('Wien', 'P')" in repr(read(publisher="P", **{"publisher-place": "Wien"}))
