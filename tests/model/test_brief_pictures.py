"""A brief's pictures, by language."""

from collections.abc import Mapping

import pytest

from briefkit.model import Block, Brand, Brief, Kind, Picture, Settings, Wording

SETTINGS = Settings(
    code="HW", source_locale="en", languages=(), audiences={}, funder=None, brand=Brand()
)


def brief_of(pictures: Mapping[str, Mapping[str, Picture]] | None = None) -> Brief[str]:
    return Brief(
        name="heat",
        audience="patients",
        settings=SETTINGS,
        words=Wording(),
        blocks=(Block(kind=Kind.HEADING, content="Heat", level=1),),
        pictures=pictures or {},
    )


def picture(data: bytes = b"") -> Picture:
    return Picture(kind="svg", data=data, width_px=2, height_px=1)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("fr_CA", "fr_CA"), ("fr_BE", "fr"), ("fr", "fr"), ("de", ""), ("sr", "sr"), ("sr_Latn", "")],
)
def test_a_locale_has_its_own_picture_or_its_languages(locale: str, expected: str) -> None:
    by_locale = {name: picture(name.encode()) for name in ("", "fr", "fr_CA", "sr")}
    found = brief_of({"img/map.svg": by_locale}).picture("img/map.svg", locale)
    assert found.data == expected.encode()


def test_codes_hold_the_pictures_and_are_as_ever_where_there_are_none() -> None:
    with_picture = brief_of({"map.svg": {"": picture()}})
    assert picture().digest in repr(with_picture)
    assert "picture" not in repr(brief_of())
    assert repr(brief_of()).startswith("Brief(name='heat', audience='patients', settings=")


def test_pictures_stay_when_the_words_are_others() -> None:
    brief = brief_of({"map.svg": {"": picture()}})
    assert brief.map_segments(str.upper).pictures == brief.pictures
    assert brief.map_segments(lambda words: words) == brief
