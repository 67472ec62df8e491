"""Every key of `brief.toml` is read, and what is wrong with any of them is told with its line."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as running
from hypothesis import strategies as st

from briefkit.brief import parse_settings, settings_schema
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.model import Fit, Funder, Level, Logo, NotesAt, Place, Position, Preset, Settings
from tests.brief.settings_examples import EVERY_KEY, FUNDERS
from tests.brief.toml_writing import written


def settings(**changes: Any) -> Settings:
    return parse_settings(written(EVERY_KEY | changes), "brief.toml").settings


def faults(text: str) -> list[Diagnostic]:
    with pytest.raises(SourceError) as caught:
        parse_settings(text, "brief.toml")
    return list(caught.value.diagnostics)


def keys_of(schema: Mapping[str, Any]) -> set[str]:
    return {key for form in (schema, *schema["definitions"].values()) for key in form["properties"]}


def used(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield key
            yield from used(value)
    elif isinstance(data, list):
        for item in data:
            yield from used(item)


def test_the_examples_use_every_key() -> None:
    assert set(used(EVERY_KEY)) | set(used(FUNDERS)) >= keys_of(settings_schema())


def test_every_key_is_read() -> None:
    found = settings()
    assert (found.code, found.source_locale, found.languages) == ("HW", "en", ("en", "fr", "tr"))
    assert found.code_qr
    assert tuple(found.audiences) == ("patients", "staff", "parents")
    patients, staff, parents = found.audiences.values()
    assert (patients.letter, patients.level) == ("A", Level.PLAIN)
    assert patients.formats == ("a4", "dl-trifold", "large-print")
    assert (patients.emergency, patients.stamp, patients.discreet) == ("15", False, False)
    assert patients.notes is NotesAt.FOOT
    assert patients.fit == Fit(
        size_max=15, size_min=12.5, leading_max=1.5, leading_min=1.25, pages_min=1, pages_max=4
    )
    assert (staff.letter, staff.emergency, staff.stamp) == ("S", "", True)
    assert staff.formats == ("a4", "a5-booklet", "large-print")
    assert (staff.fit.pages_min, staff.fit.pages_max, staff.fit.size_min) == (3, 3, 9.5)
    assert (parents.letter, parents.emergency, parents.discreet) == ("P", "112", True)
    assert "poster" in parents.formats
    assert found.brand.colour == "#7A1F3D"
    assert found.brand.fonts == {"default": "fontpkg-nunito", "el": "Lora"}
    assert [(logo.width, logo.place) for logo in found.brand.logos] == [
        (30, Place.HEAD),
        (20.5, Place.PARTNERS),
        (30, Place.FOOT),
    ]


@pytest.mark.parametrize("name", FUNDERS)
def test_every_funder_is_read(name: str) -> None:
    found = settings(funder=FUNDERS[name]).funder
    assert found == {
        "none": None,
        "isfp": Funder(
            preset=Preset.ISFP, position=Position.BOTH, project="A4", programme="ISFP",
            grant="101021832",
        ),
        "eu-2021-2027": Funder(
            preset=Preset.EU, position=Position.START, project="RIGHTS", grant="101000001"
        ),
        "own": Funder(
            preset=Preset.OWN, position=Position.END,
            logo=Logo(file="img/town.svg", width=25, place=Place.FOOT),
        ),
    }[name]  # fmt: skip


def test_a_single_font_is_that_of_all_languages() -> None:
    assert settings(brand={"font": "Nunito"}).brand.fonts == {"default": "Nunito"}


def test_words_that_print_are_messages_with_their_places() -> None:
    text = written(EVERY_KEY)
    parsed = parse_settings(text, "brief.toml")
    words = parsed.words["patients"]
    assert [segment.text for segment in words.segments()] == [
        "Paid for by the town of Oldbridge.",
        "Town of Oldbridge",
        "For patients",
        "The ambulance, day and night.",
        "Clinic of the Old Town",
        "Partner A",
        "Partner B",
    ]
    for segment in parsed.segments():
        assert segment.text in text.split("\n")[segment.location.line - 1]
        assert segment.comment
    assert parsed.words["staff"].label is None
    assert parsed.words["staff"].emergency is None


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = """\
code = "h"
languages = ["en", 3]
label = "x"
colour = "#123456"
[audiences.Pat]
level = "x"
emergency = 3
[audiences.Pat.fit]
pages = true
size = 3
[audiences.pb]
level = "plain"
emergency = "15"
formats = ["a4", "a3"]
[audiences.pc]
level = "plain"
fit.size_min = 20
[brand]
colour = "#FFCC00"
font = { xq = "n" }
logos = [{ file = "../x.svg" },
  { file = "a.svg", alt = "x", placed = "head" }]
[funder]
preset = "isfp"
grant = 3
project_name = "~~x~~"
"""
    told = "\n".join(map(str, faults(text)))
    for words in (
        "brief.toml:1: code must be one to six capital letters or digits.",
        "brief.toml:1: source_locale is missing.",
        "brief.toml:2: languages 2 must be text, between quotation marks.",
        "brief.toml:3: label is not a setting.\n    It belongs elsewhere: [audiences.NAME].",
        "brief.toml:4: colour is not a setting.\n    It belongs elsewhere: [brand].",
        "brief.toml:5: [audiences] Pat is no name for an audience",
        'brief.toml:6: [audiences.Pat] level must be one of: "easy", "plain", "professional".',
        'brief.toml:7: [audiences.Pat] emergency must be one of: "112", { number',
        "brief.toml:9: [audiences.Pat.fit] pages must be a whole number.",
        "brief.toml:10: [audiences.Pat.fit] size is not a setting.\n    Did you mean size_m",
        "brief.toml:13: [audiences.pb] emergency is a number that leaflets have no words for.",
        'brief.toml:14: [audiences.pb] formats 2 must be one of: "a4", "a5-booklet"',
        "brief.toml:15: [audiences.pc] letter is “P”, as that of pb",
        "[audiences.pc.fit] size_min goes against the other limit: size_min = 20, size_max = 14.",
        "brief.toml:19: [brand] colour has a contrast of 1.5:1 with white",
        "brief.toml:20: [brand.font] xq is no code of a language: xq",
        "brief.toml:21: [brand] logos 1, file must be a picture in the brief's folder",
        "brief.toml:21: [brand] logos 1, alt is missing.",
        "brief.toml:22: [brand] logos 2, placed is not a setting.\n    Did you mean place?",
        "brief.toml:23: [funder] project is missing.",
        "brief.toml:25: [funder] grant must be text",
        "brief.toml:26: [funder] project_name would print “~~” as it stands, struck text.",
    ):
        assert words in told
    assert len(faults(text)) == 24


NO_FUNDER = {key: value for key, value in EVERY_KEY.items() if key != "funder"}


def test_a_funder_that_is_forgotten_is_asked_for_with_what_to_write() -> None:
    (found,) = faults(written(NO_FUNDER))
    assert found.message == "funder is missing."
    assert 'funder = "none"' in found.hint
    assert 'preset = "eu-2021-2027"' in found.hint


def changed(*path: str, to: Any) -> str:
    data = copy.deepcopy(EVERY_KEY)
    table = data
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = to
    return written(data)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("funder",), "nobody", 'must be "none", or a table'),
        (("funder",), {"preset": "eu"}, 'must be "none", or a table with a preset'),
        (("funder",), {"notice": "  "}, "[funder] notice is empty."),
        (("funder",), FUNDERS["isfp"] | {"position": "start"}, 'must be one of: "end", "both"'),
        (("funder",), {"notice": "Paid by [@x]."}, "has a citation"),
        (("audiences", "staff", "emergency"), "116 112", "is 116112"),
        (("audiences", "staff", "emergency"), {"number": "116112", "text": "x"}, "is 116112"),
        (("audiences", "staff", "emergency"), {"number": "15"}, "text is missing"),
        (("audiences", "staff", "emergency"), True, 'text = "…" }, false'),
        (("audiences", "staff", "formats"), ["a4", "pocket"], "formats 2 is pocket, which shows"),
        (("audiences", "staff", "letter"), "ST", "must be one capital letter or digit"),
        (("audiences", "staff", "letter"), "A", "is “A”, as that of patients"),
        (("audiences", "staff", "label"), "For\u202estaff", "hide or reorder"),
        (("audiences", "staff", "fit", "pages_max"), 2, "pages stands beside pages_min"),
        (("audiences", "staff", "fit"), {"pages_min": 7}, "pages_min = 7, pages_max = 6"),
        (("audiences",), {}, "audiences is empty"),
        (("audiences",), {"con": {"level": "plain"}}, "con is no name for an audience"),
        (("brand", "colour"), "#7A7A00", "large print needs 7:1"),
        (("brand", "colour"), "red", "must be a colour"),
        (("brand", "font"), "../x.ttf", "must be a package"),
        (("brand", "font"), {"fa": "Lora"}, "fa is for a script that is set in briefkit's own"),
        (("languages",), ["en", "pt-BR"], "languages 2 is no code of a language: pt-BR"),
        (("code",), "HEATWAVE", "one to six capital letters"),
    ],
)
def test_a_value_that_is_wrong_is_told(path: tuple[str, ...], value: Any, words: str) -> None:
    (found,) = faults(changed(*path, to=value))
    assert words in found.message
    assert found.location is not None
    assert found.hint


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, (*path, number))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["none", "112", "plain", "#808080", "img/x.svg", "fr", "start", "fontpkg-x"]),
    st.lists(st.sampled_from(["a4", "en", 1, True]), max_size=2),
    st.dictionaries(st.sampled_from(["preset", "file", "x", "level"]), st.text("ab"), max_size=2),
)


@running(deadline=None)  # the first reads the model, too
@given(st.data())
def test_whatever_is_changed_is_read_or_refused_with_lines(data: st.DataObject) -> None:
    base = EVERY_KEY | {"funder": data.draw(st.sampled_from(list(FUNDERS.values())))}
    spoilt = copy.deepcopy(base)
    for path in data.draw(st.lists(st.sampled_from(list(places(base))), max_size=3)):
        value = data.draw(VALUES)
        try:
            table = spoilt
            for key in path[:-1]:
                table = table[key]
            if isinstance(table, dict) != isinstance(path[-1], str):
                continue  # what it stood in is of another kind now
            if value is None:
                del table[path[-1]]
            else:
                table[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # what it stood in is gone
    text = written(spoilt)
    try:
        found = parse_settings(text, "brief.toml")
    except SourceError as error:
        for fault in error.diagnostics:
            assert fault.location is not None
            assert 0 < fault.location.line <= text.count("\n") + 1
            assert str(fault)
    else:
        assert len({own.letter for own in found.settings.audiences.values()}) == len(found.words)
        assert (found.settings.funder is None) == (spoilt["funder"] == "none")
