"""Translation memories, and the locales that their language tags mean."""

import pytest

from briefkit.catalogs.exchange import (
    import_translations,
    match_locale,
    parse_exchange,
)
from briefkit.errors import CatalogError
from tests.catalogs.exchange.files import CATALOG, memory, tu


def test_a_memory_of_another_tool_suggests() -> None:
    data = memory(
        tu("Open", bg_BG="Отвори", de="Öffnen"),
        tu("Open", "shop", bg_BG="Отворено"),
        tu("Open", "shop", bg_BG="Второ"),
        tu("Old **words** [@garcia2019]", bg_BG="Друго"),
        tu("open", bg_BG="не"),
    )
    parts = {part.locale: part for part in parse_exchange(data, "m.tmx")}
    assert set(parts) == {"bg-BG", "de"}
    result = import_translations(parts["bg-BG"], CATALOG)
    assert (result.translated, result.changed, result.unchanged) == (1, 0, 3)
    shop = result.catalog.entries[2]
    assert (shop.translations, shop.fuzzy) == (("Отворено",), True)
    assert result.catalog.entries[:2] == CATALOG.entries[:2]
    with pytest.raises(CatalogError, match="language “de”"):
        import_translations(parts["de"], CATALOG)
    (alone,) = parse_exchange(memory(tu("Open", bg="Отвори"), srclang="*all*"), "m.tmx")
    # No source language is named: the first of the unit's languages counts.
    assert alone.locale == "en-US"


def test_language_tags_mean_locales() -> None:
    known = ["bg", "pt", "pt_BR", "sr_Latn"]
    tags = ("BG-BG", "pt-br", "pt-PT", "sr-Latn", "sr", "zh")
    assert [match_locale(tag, known) for tag in tags] == [
        "bg",
        "pt_BR",
        "pt",
        "sr_Latn",
        None,
        None,
    ]
