"""Spans of time and telephone numbers in print: whole on their lines, wherever these end."""

from pathlib import Path

import pypdfium2
import pytest

from briefkit.build import build, plan
from tests.heat import heat

# Where a line would end within each of them, if it could.
RUNS = {
    "en": ["9:00 – 17:00", "9 a.m. to 5 p.m.", "+359 2 981 7686", "0800 123 456"],
    "fr": ["10 h à 12 h", "14h30 – 17h00", "01 23 45 67 89"],
    "ar": ["+359 2 981 7686", "9:00 – 17:00"],
}
WORDS = {"en": "cool", "fr": "frais", "ar": "بارد"}


@pytest.mark.parametrize("locale", RUNS)
def test_no_line_parts_them(locale: str, tmp_path: Path, font_cache: Path) -> None:
    word = WORDS[locale]
    audience = {"level": "plain", "label": word, "fit": {"pages_max": 12}}
    shop = heat(
        tmp_path, font_cache, source_locale=locale, languages=[locale], brand={},
        audiences={"all": audience},
    )  # fmt: skip
    for name in ("patients", "staff"):
        (shop.root / "briefs" / "heat" / f"{name}.md").unlink(missing_ok=True)
    paragraphs = [
        f"{(word + ' ') * before}{run} {word}." for run in RUNS[locale] for before in range(8, 24)
    ]
    text = "\n\n".join([f"# {word}", *paragraphs]) + "\n"
    (shop.root / "briefs" / "heat" / "all.md").write_text(text, "utf-8")
    editions = plan(shop.project, audiences=["all"], formats=["a4"])
    (built,) = build(editions, shop.order(allow_incomplete=True))
    assert built.diagnostics == ()
    assert built.path is not None
    document = pypdfium2.PdfDocument(built.path)
    printed = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    for run in RUNS[locale]:
        # PDFium turns what stands from left to right round in Arabic, as a whole.
        turned = " ".join(reversed(run.split()))
        assert sum(line.count(run) or line.count(turned) for line in lines) >= 16, run
