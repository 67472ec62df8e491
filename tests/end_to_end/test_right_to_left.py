"""Right-to-left lines as we print them, beside the same lines in Chromium."""

import json
import unicodedata
from pathlib import Path

import pytest
from bidi.mirror import MIRRORED
from markupsafe import Markup, escape
from playwright.sync_api import Browser

from briefkit.leaflet.locale_text import LocaleWriter, isolated
from briefkit.proof.opening import open_pdf
from briefkit.proof.order_checks import _blocks
from briefkit.proof.printed import read_printed
from tests.proof.test_order import Arabic

TEXTS = (
    "شخص (Facebook) تعرفونه عبر الإنترنت.",
    "يخفون من هم (Facebook و Instagram).",
    "صور (Facebook, Instagram, TikTok) ثم",
    "كاميرا [Facebook] و “Instagram”، «Signal» و „A“.",
    "في Meta (Facebook) و Facebook/إنستغرام",
    "رقم (112) و +359 2 981 7686 و (02) 981.",
    "الاثنين (9–17)، 24/7 و 1.5–2 و 50 % و −5.",
    "زوروا https://a.example/b/ أو x@y.example.",
    "لغة C++ (C++) و A4 و e.V. هنا",
    "مركز Център „Надежда“ في Ελλάδα.",
    "٩–١٧ و ١١٢ و ۱۱۲.",
)

# Where no number stands between Arabic words, and no mark between two names, the direction of the
# first letter is all that a name needs.
NAMES = (
    "Център „Надежда“", "Center (A4)", "Help [24/7]", "“Live”", "Facebook صفحة (A)", "e.V. “A”!",
    "مركز المساعدة (A4)", "مركز „Надежда“", "24/7", "9–17, 18–20", "C++",
)  # fmt: skip

PLACES = """
() => [...document.querySelectorAll("p")].map((p) => {
  const found = [];
  const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      found.push([node.data[i], (box.left + box.right) / 2]);
    }
  }
  return found;
})
"""


def seen(characters: str) -> str:
    """Return what is seen of a line, either bracket of a pair as the same."""
    plain = unicodedata.normalize("NFKC", characters)
    return "".join(
        min(c, MIRRORED.get(c, c))
        for c in plain
        if not c.isspace() and unicodedata.category(c) not in ("Mn", "Cf")
    )


def in_chromium(browser: Browser, lines: list[Markup]) -> list[str]:
    body = "".join(f'<p style="white-space: nowrap">{line}</p>' for line in lines)
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.set_content(f'<html lang="ar" dir="rtl"><meta charset="utf-8"><body>{body}</html>')
    found = json.loads(json.dumps(page.evaluate(PLACES)))
    page.close()
    return [seen("".join(c for c, _ in sorted(line, key=lambda item: item[1]))) for line in found]


def in_print(font_cache: Path, lines: list[Markup]) -> list[str]:
    arabic = Arabic(font_cache)
    head, _, rest = arabic.page.html.partition("<main>")
    main = "".join(f"<p>{line}</p>" for line in lines)
    new = f"<main>{main}</main>{rest.partition('</main>')[2]}"
    page = arabic.changed(arabic.page.html.removeprefix(head), new)
    data = arabic.typesetter.typeset(page, arabic.fit, "ar").pdf
    with open_pdf(data) as pdf:
        printed = read_printed(pdf, data, arabic.shaper)
        blocks = _blocks(printed, page.text)
    assert blocks is not None
    found = []
    for (line,) in (block for block in blocks if len(block) == 1):
        placed = sorted(line.placed, key=lambda part: part.x)
        glyphs = (arabic.shaper.text_of(*glyph) for part in placed for glyph in part.glyphs)
        found.append(seen("".join(glyphs)))
    return found


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([isolated(text) for text in TEXTS], [isolated(text) for text in TEXTS]),
        (
            [LocaleWriter("ar").words(name) for name in NAMES],
            [Markup("<bdi>{}</bdi>").format(escape(name)) for name in NAMES],
        ),
    ],
    ids=["texts", "names"],
)
def test_we_print_a_line_as_a_browser_shows_it(
    browser: Browser, font_cache: Path, ours: list[Markup], theirs: list[Markup]
) -> None:
    wanted, found = in_chromium(browser, theirs), in_print(font_cache, ours)
    assert [line for line in wanted if line not in found] == []
