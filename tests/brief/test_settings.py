"""`brief.toml` is read with its places, or refused with its line."""

import pytest

from briefkit.brief import parse_settings
from briefkit.errors import SourceError
from tests.conftest import BRIEF, ROOT

SETTINGS = (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8")


def test_settings_are_read_with_their_places() -> None:
    named = parse_settings(SETTINGS, "brief.toml")
    assert named.settings.funder is not None
    assert named.settings.funder.grant == "101021832"
    assert named.settings.audiences["community"].fit.pages_min == 2
    assert named.settings.audiences["community"].fit.size_min >= 12
    project = named.words["community"].project
    assert project is not None
    assert SETTINGS.splitlines()[project.location.line - 1].startswith("project_name = ")
    assert project.text.startswith("A4: ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "CT"', 'code = "c t"', "code must be"),
        ('code = "CT"', "", "code is missing"),
        ('grant = "101021832"', "grant = 101021832", "grant must be text"),
        ("size_min = 12.0", "size_min = 14.5", "size_min"),
        ("pages = 2", "pages = true", "pages must be a whole number"),
        ("pages_max = 6", 'pages_max = 6\nsurprise = "x"', "surprise is not a setting"),
        ('level = "plain"', 'level = "all"', "level must be"),
        ("[funder]", "[funder", "not TOML"),
    ],
)
def test_settings_that_need_work_are_refused_with_their_line(
    old: str, new: str, words: str
) -> None:
    assert old in SETTINGS
    with pytest.raises(SourceError) as caught:
        parse_settings(SETTINGS.replace(old, new), "brief.toml")
    (found,) = caught.value.diagnostics
    assert words in found.message
    assert found.location is not None
    assert found.location.line > 0


def test_a_missing_key_is_told_with_its_own_table_s_line() -> None:
    short = next(line for line in SETTINGS.splitlines() if line.startswith('project = "A4"'))
    with pytest.raises(SourceError) as caught:
        parse_settings(SETTINGS.replace(f"{short}\n", ""), "brief.toml")
    (found,) = caught.value.diagnostics
    assert found.message == "[funder] project is missing."
    assert found.location is not None
    assert SETTINGS.splitlines()[found.location.line - 1].startswith("[funder]")


def test_a_line_that_is_not_toml_is_told_with_what_to_write() -> None:
    def hint(line: str) -> str:
        with pytest.raises(SourceError) as caught:
            parse_settings(SETTINGS.replace('code = "CT"', line), "brief.toml")
        (found,) = caught.value.diagnostics
        return found.hint

    # As a word processor types them, and without any.
    assert "straight quotation marks" in hint("code = “CT”")
    assert "in quotation marks" in hint("code = CT")
