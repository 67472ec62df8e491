"""The earlier form of `brief.toml` is read, told, and rewritten without loss."""

import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.brief import parse_settings, upgraded_settings
from briefkit.diagnostics import Severity
from briefkit.errors import SourceError
from tests.brief.earlier import EARLIER
from tests.brief.toml_writing import written
from tests.conftest import BRIEF, ROOT

# The earlier form had no other audiences than these.
SETTINGS = re.sub(
    r"\[audiences\.easy\].*?\n\n",
    "",
    (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8"),
    flags=re.DOTALL,
)


def words(text: str) -> list[str]:
    return [segment.text for segment in parse_settings(text, "brief.toml").segments()]


def test_the_earlier_form_says_the_same_and_is_told() -> None:
    old, new = parse_settings(EARLIER, "brief.toml"), parse_settings(SETTINGS, "brief.toml")
    assert old.settings == new.settings
    assert words(EARLIER) == words(SETTINGS)
    assert [segment.location.line for segment in old.segments()] == [8, 12]
    (warning,) = old.warnings
    assert warning.severity is Severity.WARNING
    assert "briefkit upgrade" in warning.hint
    assert not new.warnings


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('short = "A4"                    # Latin A\n', "", "6: [project] short is missing."),
        ('number = "101021832"', "number = 1", "15: [grant] number must be text"),
        ("size_min = 12.0", "size_min = 14.5", "21: [fit.community] size_min goes against"),
        ("pages_max = 6", 'pages_max = 6\nsurprise = "x"', "27: [fit.professional] surprise is"),
        ('"community", "professional"]', '"all"]', "4: audiences 1, level is missing"),
        ("[grant]  #", '[grant]\ntitle = "x"  #', "15: [grant] title is not a setting."),
        ('"community", "professional"]', '"community"]', "25: [fit] professional is not a setting"),
    ],
)
def test_what_is_wrong_in_it_is_told_in_its_own_words(old: str, new: str, words: str) -> None:
    assert old in EARLIER
    with pytest.raises(SourceError) as caught:
        parse_settings(EARLIER.replace(old, new), "brief.toml")
    assert any(f"brief.toml:{words}" in str(fault) for fault in caught.value.diagnostics)


def test_it_is_rewritten_with_its_comments() -> None:
    after = upgraded_settings(EARLIER, "brief.toml")
    assert parse_settings(after, "brief.toml").settings == parse_settings(SETTINGS, "").settings
    assert not parse_settings(after, "brief.toml").warnings
    for comment in re.findall(r"# .*", EARLIER):
        assert comment in after
    assert "clear print" in after.split("[audiences.community.fit]")[1].split("[")[0]
    assert upgraded_settings(after, "brief.toml") == after
    assert upgraded_settings(SETTINGS, "brief.toml") == SETTINGS


FITS = st.fixed_dictionaries(
    {"pages_max": st.integers(1, 9), "size_min": st.floats(4, 9, width=16)},
    optional={"leading_max": st.floats(1.5, 3, width=16)},
)
PLAIN = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9).filter(str.isascii)


@settings(deadline=None)  # the first reads the model, too
@given(
    st.lists(st.sampled_from(["community", "professional"]), min_size=1, unique=True),
    st.fixed_dictionaries({"community": FITS, "professional": FITS}),
    PLAIN,
    st.booleans(),
    st.booleans(),
)
def test_however_it_is_written_it_says_the_same(
    audiences: list[str], fits: dict[str, Any], name: str, tables: bool, spread: bool
) -> None:
    data = {
        "code": "X",
        "source_locale": "en",
        "audiences": audiences,
        "project": {"short": name, "name": f"The {name} # project"},
        "programme": {"short": "P", "name": "[fit.community]"},
        "grant": {"number": "1"},
        "fit": {audience: fits[audience] for audience in audiences},
    }
    text = "# first\n" + written(data, tables=tables, spread=spread)
    after = upgraded_settings(text, "brief.toml")
    assert parse_settings(after, "").settings == parse_settings(text, "").settings
    assert words(after) == words(text)
    assert "# first" in after
    assert set(tomllib.loads(after)) == {"code", "source_locale", "funder", "audiences"}
