"""Each check of the proof, with a PDF that fails it."""

import html
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from briefkit.build import inputs_of, shaper_for, typesetter_for
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import FORMATS, PLAIN
from briefkit.model import Edition
from briefkit.proof import (
    Expectation,
    NotPdfError,
    expect,
    kind_of,
    page_count,
    proof,
    read_edition_code,
)
from tests.conftest import BRIEF, ROOT
from tests.proof.tag_tree import as_it_was_set

FORMAT = FORMATS["a4"]


class Proofed:
    """A sound leaflet: its page, its PDF, and what is expected of it."""

    def __init__(self, font_cache: Path) -> None:
        self.typesetter = typesetter_for(font_cache)
        inputs = inputs_of(ROOT, ROOT)
        edition = Edition(brief=BRIEF, audience="community", locale="de")
        leaflet, self.page = inputs.leaflet(edition, (), allow_incomplete=False)
        self.limits = leaflet.brief.reader.fit
        self.wanted = expect(leaflet, self.page, FORMAT, self.limits)
        made = self.typesetter.typeset(self.page, self.limits, "de")
        self.pdf, self.fit = made.pdf, as_it_was_set(self.limits, made)
        self.changed = cache(self._changed)
        self.shaper = shaper_for(font_cache)

    def _changed(self, old: str, new: str, *, fitted: bool = False) -> bytes:
        """Return the PDF of the page with its HTML or stylesheet changed.

        Where it grows it must be `fitted` again.
        """
        assert old in self.page.html + self.page.css
        html, css = self.page.html.replace(old, new), self.page.css.replace(old, new)
        page = replace(self.page, html=html, css=css)
        return self.typesetter.typeset(page, self.limits if fitted else self.fit, "de").pdf

    def edited(self, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
        """Return the PDF after `edit`."""
        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            edit(pdf)
            output = io.BytesIO()
            pdf.save(output)
        return output.getvalue()


@pytest.fixture(scope="module")
def sound(font_cache: Path) -> Proofed:
    return Proofed(font_cache)


def failed(found: tuple[Diagnostic, ...]) -> set[str]:
    return {diagnostic.check.removeprefix("proof-") for diagnostic in found}


def judge(sound: Proofed, data: bytes, **wanted: object) -> set[str]:
    return failed(proof(data, replace(sound.wanted, **wanted), sound.shaper))  # type: ignore[arg-type]


def test_a_sound_leaflet_passes(sound: Proofed) -> None:
    assert proof(sound.pdf, sound.wanted, sound.shaper) == ()


def test_what_is_no_pdf_fails(sound: Proofed) -> None:
    assert judge(sound, sound.pdf[:500]) == {"pdf"}
    assert judge(sound, b"") == {"pdf"}


@pytest.mark.parametrize("spoil", [lambda pdf: pdf[9:], lambda pdf: 2000 * b"x" + pdf])
def test_a_file_that_is_mended_here_and_not_in_viewers_fails(
    sound: Proofed, spoil: Callable[[bytes], bytes]
) -> None:
    spoilt = spoil(sound.pdf)  # without its header, or with one that is too far down
    pikepdf.open(io.BytesIO(spoilt)).close()
    assert judge(sound, spoilt) == {"pdf"}


@pytest.mark.parametrize(
    "read", [read_edition_code, page_count, lambda data: kind_of(data, FORMAT)]
)
def test_what_is_no_pdf_cannot_be_identified(read: Callable[[bytes], object]) -> None:
    with pytest.raises(NotPdfError):
        read(b"no PDF")


def test_a_leaflet_is_identified(sound: Proofed) -> None:
    assert sound.wanted.code.startswith("CT-DE-C-A4-")
    assert read_edition_code(sound.pdf) == sound.wanted.code
    assert kind_of(sound.pdf, FORMAT) == ("", PLAIN)


@pytest.mark.parametrize(
    ("wanted", "check"),
    [
        ({"pages_min": 3, "pages_max": 3}, "page-count"),
        ({"fmt": replace(FORMAT, width=148, height=210)}, "page-size"),
        ({"lang": "el"}, "language"),
        ({"title": "Another"}, "title"),
        ({"fonts": ("IBM Plex Sans Arabic",)}, "fonts"),
        ({"code": "CT-DE-C-A4-00000000"}, "running-foot"),
        ({"language_name": "Ελληνικά"}, "running-foot"),
        ({"notice": "Another notice altogether."}, "disclaimer"),
        ({"notice_lang": "en"}, "disclaimer"),
    ],
)
def test_what_is_not_as_expected_fails(
    sound: Proofed, wanted: dict[str, object], check: str
) -> None:
    assert check in judge(sound, sound.pdf, **wanted)


def test_a_lost_word_fails(sound: Proofed) -> None:
    assert "text" in judge(sound, sound.changed("Webcams", ""))


def test_a_word_too_many_fails(sound: Proofed) -> None:
    assert "text" in judge(sound, sound.changed("</main>", "<p>mehr</p></main>", fitted=True))


def test_text_that_a_stylesheet_hides_fails(sound: Proofed) -> None:
    assert "text" in judge(
        sound, sound.changed("main li::marker", ".help h2 { display: none } main li::marker")
    )


MARKUP = (
    "**Wort** hier", "~~Wort~~", "[@key, p. 2]", "[Wort](/weg)", "<!-- prüfen -->", "<b>Wort</b>",
    "<script", "{{ Wort }}", "{% Wort %}", "%(name)s", "a | --- | b", "![Bild](b.png)", "[ ] Wort",
    "Wort\\nWort", "^[Wort]", "[^1]", "[[Wort]]", "[!NOTE]", "&nbsp;", "[Wort]{.x}", "```",
)  # fmt: skip


def with_words(sound: Proofed, words: str, **wanted: object) -> tuple[Diagnostic, ...]:
    """Return what the proof finds where the leaflet is meant to begin a paragraph with words."""
    paragraph = re.search(r"(?<=<p>)[^<]+(?=</p>)", sound.page.html)
    assert paragraph
    data = sound.changed(paragraph[0], html.escape(words))
    text = sound.wanted.text.replace(html.unescape(paragraph[0]), words)
    assert text != sound.wanted.text
    changed: Expectation = replace(sound.wanted, text=text, **wanted)  # type: ignore[arg-type]
    return proof(data, changed, sound.shaper)


@pytest.mark.parametrize("words", MARKUP)
def test_what_looks_like_markup_fails(sound: Proofed, words: str) -> None:
    assert failed(with_words(sound, words)) - {"digits"} == {"markup"}
    # Whoever escaped it meant it: there alone.
    assert "markup" not in failed(with_words(sound, words, literals=(words,)))
    if not words.startswith("[ ]"):
        other = with_words(sound, f"Und {words} da", literals=(f"Ob {words} dort",))
        assert "markup" in failed(other)


@pytest.mark.parametrize(
    "words",
    ["[…] (siehe 3)", "5 * 3", "C#", "a_b", "https://x.eu/a?b[1]=~~**&c=%(x)s", "3 | 4",
     "a < b > c", "Klient*innen", "R&D; AT&T;", "[sic]"],
)  # fmt: skip
def test_what_only_seems_markup_passes(sound: Proofed, words: str) -> None:
    assert failed(with_words(sound, words)) <= {"digits"}


def test_a_description_that_looks_like_markup_fails(sound: Proofed) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item:
                item["/Alt"] = pikepdf.String("![Flagge](eu.svg)")

    assert "markup" in judge(sound, sound.edited(spoil))


@pytest.mark.parametrize(("old", "new"), [(">112<", ">121<"), ("101021832", "101021823")])
def test_a_number_with_its_digits_astray_fails(sound: Proofed, old: str, new: str) -> None:
    found = judge(sound, sound.changed(old, new))
    assert "text" in found
    # The same digits in another order: told by their sequence alone.
    wanted: Expectation = replace(
        sound.wanted, text=sound.wanted.text.replace(old.strip("<>"), new.strip("<>"))
    )
    assert "digits" in failed(proof(sound.pdf, wanted, sound.shaper))


def test_a_disclaimer_that_is_not_last_fails(sound: Proofed) -> None:
    data = sound.changed("</body>", "<p>Nachtrag</p></body>", fitted=True)
    assert "disclaimer" in judge(sound, data)


def test_a_disclaimer_cut_short_fails(sound: Proofed) -> None:
    assert "disclaimer" in judge(sound, sound.changed("durchgeführt.", ""))


def test_a_disclaimer_above_other_content_fails(sound: Proofed) -> None:
    style = "main li::marker"
    data = sound.changed(style, ".disclaimer { position: relative; top: -90mm } " + style)
    assert "disclaimer" in judge(sound, data)


def test_text_outside_its_box_fails(sound: Proofed) -> None:
    style = "main li::marker"
    data = sound.changed(style, "h1 { position: relative; left: 60mm } " + style)
    assert "boxes" in judge(sound, data)


def test_a_draft_that_does_not_say_so_on_every_page_fails(sound: Proofed) -> None:
    assert sound.wanted.draft_notice
    data = sound.changed("content: string(draft);", 'content: "";')
    assert "running-foot" in judge(sound, data)


def test_a_glyph_that_is_missing_fails(sound: Proofed) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        data = page.Contents.read_bytes()
        spoiled = re.sub(rb"<([0-9a-f]{4})", b"<0000", data, count=1)
        if spoiled == data:
            instructions = list(pikepdf.parse_content_stream(page))
            for instruction in instructions:
                if str(instruction.operator) == "TJ":
                    instruction.operands[0][0] = pikepdf.String(b"\0\0")
                    break
            spoiled = pikepdf.unparse_content_stream(instructions)
        page.Contents = pdf.make_stream(spoiled)

    assert "glyphs" in judge(sound, sound.edited(spoil))


def test_a_font_that_is_not_embedded_fails(sound: Proofed) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    assert "fonts" in judge(sound, sound.edited(strip))


def test_a_pdf_without_tags_fails(sound: Proofed) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/StructTreeRoot"]

    assert "tags" in judge(sound, sound.edited(strip))


def test_a_figure_without_words_fails(sound: Proofed) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]

    assert "tags" in judge(sound, sound.edited(strip))


def test_a_title_that_viewers_do_not_show_fails(sound: Proofed) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.Root.ViewerPreferences.DisplayDocTitle = False

    assert "title" in judge(sound, sound.edited(hide))
