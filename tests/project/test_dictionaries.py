"""Hunspell's dictionaries are found by their language, and read."""

from pathlib import Path

import pytest

from briefkit.project import installed_dictionaries

pytest.importorskip("hunspell")

AFFIXES = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\nREP 1\nREP ie ei\n"


def put(folder: Path, name: str, *words: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.aff").write_text(AFFIXES, encoding="utf-8")
    (folder / f"{name}.dic").write_text("\n".join((str(len(words)), *words)) + "\n", "utf-8")


def test_a_word_is_known_in_all_its_forms(tmp_path: Path) -> None:
    put(tmp_path, "xh_ZA", "amanzi/S", "receive")
    words = installed_dictionaries("xh", (tmp_path,))
    assert words is not None
    assert words.knows("amanzi")
    assert words.knows("amanzis")
    assert not words.knows("amanzix")
    assert words.like("recieve") == ("receive",)
    assert words.knows("a" * 100)  # nothing waits for what is no word
    assert not words.knows("слово")


def test_a_word_of_any_country_is_right(tmp_path: Path) -> None:
    put(tmp_path, "xh_ZA", "colour")
    put(tmp_path, "xh_BW", "color")
    put(tmp_path, "xhx", "other")
    words = installed_dictionaries("xh", (tmp_path,))
    assert words is not None
    assert words.knows("colour")
    assert words.knows("color")
    assert not words.knows("other")


def test_a_locale_of_its_own_is_not_mixed_with_others(tmp_path: Path) -> None:
    put(tmp_path, "zz", "ријеч")
    assert installed_dictionaries("zz_Latn", (tmp_path,)) is None
    put(tmp_path, "zz-Latn", "riječ")
    # What was asked is remembered while the program runs.
    assert installed_dictionaries("zz_Latn", (tmp_path,)) is None
    found = installed_dictionaries("zz_Latn", (tmp_path, tmp_path))
    assert found is not None
    assert found.knows("riječ")
    assert not found.knows("ријеч")


def test_where_there_is_none_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "yy.dic").write_text("1\nword\n", encoding="utf-8")  # without its rules
    assert installed_dictionaries("yy", (tmp_path,)) is None
