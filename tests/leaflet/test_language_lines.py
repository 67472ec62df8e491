"""The lines of a sheet of languages: their order and their names."""

from briefkit.catalogs import Label
from briefkit.leaflet import AVAILABLE, LanguageLine, in_script_order


def line(locale: str, *, draft: bool = False, by_machine: bool = False) -> LanguageLine:
    return LanguageLine(
        locale=locale,
        sentence=Label(AVAILABLE.msgid, locale),
        families=(),
        address="",
        draft=draft,
        by_machine=by_machine,
    )


def test_lines_are_sorted_by_script_and_then_by_their_own_names() -> None:
    given = "zh_Hans ti ar fa ur he sr uk bg el sr_Latn vi cs es de so hy".split()
    found = [each.locale for each in in_script_order(map(line, given))]
    assert found == "cs de es so sr_Latn vi el bg sr uk hy he ur ar fa ti zh_Hans".split()


def test_a_language_is_called_by_its_name_in_another_once() -> None:
    assert line("sr_Latn").known_as("en") == "Serbian (Latin)"
    assert line("de").known_as("de") == ""
    assert line("bg").known_as("el") == "Βουλγαρικά"


def test_a_draft_is_marked_by_who_made_it() -> None:
    assert line("de", draft=True, by_machine=True).mark == "*"
    assert line("de", draft=True).mark == "†"
    assert line("de", by_machine=True).mark == ""  # somebody has reviewed it
