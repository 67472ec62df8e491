"""What was changed in the catalog since a file was exported."""

import re
from dataclasses import replace
from typing import Any

import pytest

from briefkit.catalogs.exchange import Format
from briefkit.diagnostics import Severity
from tests.catalogs.exchange.files import (
    MENU,
    OLD,
    PLURAL,
    SHOP,
    bring,
    fill,
    now,
    unstamped,
    workbook,
    worked,
)

STAMPED = pytest.mark.parametrize("format", [f for f in Format if f is not Format.TMX])


@STAMPED
@pytest.mark.parametrize("options", [{}, {"skip_changed": True}])
def test_what_was_not_touched_in_the_file_leaves_newer_work_alone(
    format: Format, options: dict[str, bool]
) -> None:
    newer = now(
        MENU.change(translations=("Отворете",), translator_comment="so it is"),
        SHOP.change(translations=("Отворено",)),
        OLD.change(message=replace(OLD.message, flags=()), translator_comment="yes, it is"),
        PLURAL.change(translations=("%(n)d лист", "")),
    )
    result = bring(worked({}, format), newer, **options)
    assert result.catalog is newer
    assert (result.unchanged, result.emptied, result.conflicts) == (4, 0, ())
    old = bring(unstamped(worked({}, format)), newer, **options)
    assert (old.translated, old.changed) == (1, 2)


@STAMPED
def test_work_on_one_message_does_not_undo_that_on_another(format: Format) -> None:
    newer = now(MENU.change(translations=("Отворете",)), PLURAL.change(translations=("ф", "х")))
    data = worked({2: "Отворено", 4: "%(n)d книжа"}, format)
    result = bring(data, now(MENU.change(translations=("Отворете",))))
    assert (result.translated, result.changed, result.conflicts) == (1, 1, ())
    _, menu, shop, plural, _ = result.catalog.entries
    assert menu.translations == ("Отворете",)
    assert shop.translations == ("Отворено",)
    assert plural.translations == ("%(n)d файл", "%(n)d книжа")
    again = bring(data, result.catalog)
    assert again.catalog is result.catalog
    assert not again.conflicts
    (conflict,) = bring(data, newer).conflicts
    assert "“х”" in conflict.message


@STAMPED
def test_what_was_changed_on_both_sides_is_told_and_not_written(format: Format) -> None:
    newer = now(MENU.change(translations=("Отворете",)))
    result = bring(worked({1: "Отваряне", 2: "Отворено"}, format), newer)
    assert result.catalog.entries[1] == newer.entries[1]
    assert result.catalog.entries[2].translations == ("Отворено",)
    assert (result.translated, result.changed, result.unchanged) == (1, 0, 2)
    (conflict,) = result.conflicts
    assert conflict.severity is Severity.ERROR
    assert conflict.msgid == "Open"
    assert re.fullmatch(r"back(\.po)?:\d+", str(conflict.location))
    assert "“Отваряне”" in conflict.message
    assert "“Отворете”" in conflict.message
    # The same words on both sides are no conflict, and where there are none nothing is lost.
    for text in ("Отваряне", ""):
        same = bring(worked({1: "Отваряне"}, format), now(MENU.change(translations=(text,))))
        assert same.catalog.entries[1].translations == ("Отваряне",)
        assert not same.conflicts


def test_the_state_alone_can_be_set_in_the_same_file_and_brought_again() -> None:
    typed: dict[str, object] = {"D4": "Отворено", "E4": "to translate"}
    first = bring(workbook(fill(typed)))
    assert (first.catalog.entries[2].translations, first.catalog.entries[2].fuzzy) == (
        ("Отворено",), True,
    )  # fmt: skip
    again = bring(workbook(fill(typed | {"E4": "done"})), first.catalog)
    assert not again.conflicts
    assert not again.catalog.entries[2].fuzzy
    # Doubt in the file takes nothing back that was confirmed in the catalog since.
    (conflict,) = bring(workbook(fill(typed)), again.catalog).conflicts
    assert "“Отворено” (fuzzy)" in conflict.message


def test_a_note_that_was_changed_on_both_sides_is_a_conflict() -> None:
    data = workbook(fill({"F3": "mine"}))
    assert bring(data).catalog.entries[1].translator_comment == "mine"
    result = bring(data, now(MENU.change(translator_comment="theirs")))
    assert result.catalog.entries[1].translator_comment == "theirs"
    (conflict,) = result.conflicts
    assert "“mine”" in conflict.message
    assert "“theirs”" in conflict.message


def test_rows_keep_their_stamps_when_they_are_sorted() -> None:
    def reverse(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    newer = now(MENU.change(translations=("Отворете",)))
    assert bring(workbook(reverse), newer).catalog is newer
