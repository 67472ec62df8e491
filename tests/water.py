"""A brief that is written in Bulgarian, put into English and German."""

from pathlib import Path

import polib

from tests.brief.toml_writing import written
from tests.conftest import Workspace

__all__ = ["ENGLISH", "GERMAN", "fill", "water"]

_TEXT = """\
# Чиста вода

След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета.

## Какво да правите

- **Преварете водата:** оставете я да ври 5 минути, преди да пиете.
- **Попитайте:** служителите в „Дом на водата“ говорят вашия език.
- **Запазете бележката** до 15 май 2026 г.
"""

ENGLISH = {
    "Чиста вода": "Clean water",
    "След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета.": (
        "After a flood the water of the tap may be unsafe. Read these 3 pieces of advice."
    ),
    "Какво да правите": "What to do",
    "**Преварете водата:** оставете я да ври 5 минути, преди да пиете.": (
        "**Boil the water:** let it boil for 5 minutes before you drink."
    ),
    "**Попитайте:** служителите в „Дом на водата“ говорят вашия език.": (
        "**Ask:** those who work in the “House of Water” speak your language."
    ),
    "**Запазете бележката** до 15 май 2026 г.": "**Keep the note** until 15 May 2026.",
    "За жители": "For residents",
}
GERMAN = {
    "Чиста вода": "Sauberes Wasser",
    "След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета.": (
        "Nach einem Hochwasser kann das Leitungswasser gefährlich sein. Lesen Sie 3 Ratschläge."
    ),
    "Какво да правите": "Was Sie tun können",
    "**Преварете водата:** оставете я да ври 5 минути, преди да пиете.": (
        "**Kochen Sie das Wasser ab:** lassen Sie es vor dem Trinken 5 Minuten lang kochen."
    ),
    "**Попитайте:** служителите в „Дом на водата“ говорят вашия език.": (
        "**Fragen Sie:** im „Haus des Wassers“ spricht man Ihre Sprache."
    ),
    "**Запазете бележката** до 15 май 2026 г.": "**Heben Sie den Zettel** bis 15. Mai 2026 auf.",
    "За жители": "Für Einwohner",
}

_SETTINGS = {
    "code": "WA",
    "source_locale": "bg",
    "languages": ["bg", "de", "en"],
    "funder": "none",
    "audiences": {"residents": {"label": "За жители", "level": "plain"}},
}


def water(root: Path, font_cache: Path) -> Workspace:
    """Return a project of this brief alone, all its catalogs started and filled in."""
    folder = root / "briefs" / "water"
    folder.mkdir(parents=True)
    (folder / "residents.md").write_text(_TEXT, encoding="utf-8")
    (folder / "brief.toml").write_text(written(_SETTINGS), encoding="utf-8")
    (root / "locales").mkdir()
    workspace = Workspace(root, font_cache)
    for locale in ("bg", "de", "en"):
        workspace.run("init-locale", locale)
    fill(workspace.po("en", "water"), ENGLISH)
    fill(workspace.po("de", "water"), GERMAN)
    return workspace


def fill(po: Path, translations: dict[str, str]) -> None:
    """Write translations into a catalog."""
    catalog = polib.pofile(str(po))
    for msgid, text in translations.items():
        catalog.find(msgid).msgstr = text
    catalog.save()
