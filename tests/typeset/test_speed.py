"""The patches of WeasyPrint change how long leaflets take, and no byte of them."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
from weasyprint.css.properties import INITIAL_VALUES

from briefkit.brief import read_picture
from briefkit.build import fit_of, inputs_of
from briefkit.leaflet import FORMATS
from briefkit.model import Edition, Fit, Level, NotesAt
from briefkit.typeset import Typesetter
from briefkit.typeset.speed import MADE_FOR, PATCHES, use_patches
from tests.conftest import BRIEF, ROOT
from tests.leaflet.texts import ARABIC
from tests.leaflet.whole_documents import print_text

# A language for each format, of all scripts.
LANGUAGES = dict(zip(FORMATS, ("de", "bg", "ar", "el", "fi", "ga", "hu"), strict=False))
ALL_FORMATS = [(name, "community", LANGUAGES.get(name, "en")) for name in FORMATS]
FEW = [("a4", "professional", "ar"), ("dl-trifold", "community", "bg")]


@pytest.fixture(autouse=True)
def patches_again(typesetter: Typesetter) -> Iterator[None]:
    yield
    use_patches()


def as_small_as_may_be(fit: Fit) -> Fit:
    """Return the limits of a leaflet with one size alone, which takes one layout."""
    return replace(fit, size_max=fit.size_min, leading_max=fit.leading_min, size_grown=0)


def made_with(
    names: Iterable[str],
    leaflets: Iterable[tuple[str, str, str]],
    font_folder: Path,
    limits: Callable[[Fit], Fit] = lambda fit: fit,
) -> list[bytes]:
    """Return leaflets (format, audience, locale) as a typesetter makes them with these patches."""
    typesetter = Typesetter(font_folder)
    use_patches(names)
    made = []
    for name, audience, locale in leaflets:
        edition = Edition(brief=BRIEF, audience=audience, locale=locale, format=name)
        leaflet, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
        made.append(typesetter.typeset(page, limits(fit_of(leaflet)), edition.stem).pdf)
    return made


def test_a_leaflet_of_every_format_is_the_same_with_all_patches_and_with_none(
    font_folder: Path,
) -> None:
    assert made_with(PATCHES, ALL_FORMATS, font_folder) == made_with((), ALL_FORMATS, font_folder)


@pytest.fixture(scope="module")
def bare(typesetter: Typesetter, font_folder: Path) -> list[bytes]:
    return made_with((), FEW, font_folder, as_small_as_may_be)


def halves() -> list[list[str]]:
    """Return the patches in halves, so that of any two each is in one without the other."""
    bits = range((len(PATCHES) - 1).bit_length())
    return [
        [name for number, name in enumerate(PATCHES) if (number >> bit) % 2 == side]
        for bit in bits
        for side in (0, 1)
    ]


@pytest.mark.parametrize("names", halves(), ids="+".join)
def test_a_leaflet_is_the_same_with_some_patches_without_the_others(
    names: list[str], bare: list[bytes], font_folder: Path
) -> None:
    assert made_with(names, FEW, font_folder, as_small_as_may_be) == bare


def test_with_another_weasyprint_nothing_is_changed_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use_patches(())
    kept = weasyprint.layout.percent.resolve_percentages
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.warns(RuntimeWarning, match=rf"WeasyPrint 71\.0 .* made for {MADE_FOR}"):
        use_patches()
    assert weasyprint.layout.percent.resolve_percentages is kept
    with warnings.catch_warnings(action="error"):
        use_patches()  # once a process
    monkeypatch.undo()
    use_patches(["lengths"])
    assert weasyprint.layout.percent.resolve_percentages is not kept


@pytest.mark.parametrize("notes", NotesAt)
def test_a_text_of_all_kinds_is_the_same_with_all_patches_and_with_none(
    notes: NotesAt, font_cache: Path
) -> None:
    made = []
    for names in ((), PATCHES):
        use_patches(names)
        printed = print_text(ARABIC, font_cache, locale="ar", level=Level.PLAIN, notes=notes)
        made.append(printed.pdf)
    assert made[0] == made[1]


# Rules by which a value is not what it would be without them, or its parent's: logical names,
# those that take another property's, and what is worked out.
_RULES = """
@page { size: 400px 600px }
div { direction: rtl; margin-inline-start: 9px; border-inline-end: 2px solid red; color: #123 }
p { margin: initial; padding-inline: 5px 1px; text-indent: calc(3px * 2) }
p { font-size: calc(1em + 2px) }
b { color: inherit; letter-spacing: 1px; border: medium dashed }
i { float: left; text-decoration: underline; line-height: 1.7 }
b::before { content: "a"; inset-inline-start: 3px; position: relative }
"""


def test_values_are_those_of_weasyprint_whatever_the_rules_say() -> None:
    def values() -> list[dict[str, object]]:
        html = weasyprint.HTML(string="<div>a<p>b <b>c</b> <i>d <b>e</b></i></div><p>f")
        pages = html.render(stylesheets=[weasyprint.CSS(string=_RULES)]).pages
        styles = [box.style for page in pages for box in page._page_box.descendants()]
        # WeasyPrint has no logical values of its own.
        names = [name for name in INITIAL_VALUES if not re.search("block|inline", name)]
        return [{name: style[name] for name in names} for style in styles]

    use_patches(())
    bare = values()
    use_patches()
    assert values() == values() == bare


DRAWN = """\
# Drawings

- ![](pictogram:gift) one
- ![](pictogram:camera) two
- ![](pictogram:gift) three

![plain](plain.svg)

![not plain](other.svg)

![plain again](plain.svg)
"""

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{}</svg>'
PLAIN = '<path d="M1 1h8v8z" fill="#039"/><circle cx="20" cy="5" r="4" fill-opacity=".5"/>'
# Each asks for something that the page must hold: a group, a pattern, a font.
OTHER = (
    '<g opacity=".5"><path d="M1 1h8v8z"/><path d="M4 1h8v8z" fill="red"/></g>'
    '<linearGradient id="a"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    '<path d="M15 1h8v8z" fill="url(#a)"/><text x="25" y="8" font-size="6">Abc</text>'
)


def test_a_drawing_is_the_same_when_it_is_drawn_again(font_cache: Path) -> None:
    pictures = {
        name: {"": read_picture(_SVG.format(inner).encode(), name)}
        for name, inner in (("plain.svg", PLAIN), ("other.svg", OTHER))
    }
    made = []
    for names in ((), ["drawings"], ["drawings"], PATCHES):
        use_patches(names)
        printed = print_text(DRAWN, font_cache, level=Level.PLAIN, pictures=pictures)
        assert printed.faults == ()
        made.append(printed.pdf)
    assert made == [made[0]] * 4


def test_a_text_that_fits_but_for_its_last_blank_stays_on_its_line(typesetter: Typesetter) -> None:
    text = "<p>Above forty degrees, with confusion. Call <a href='tel:112'>112</a> at once."

    def first_lines() -> list[int]:
        found = []
        for width in range(150, 330, 2):
            css = f"@page {{ size: 600px 400px; margin: 0 }} p {{ width: {width}px }}"
            html = weasyprint.HTML(string=f"<style>{css}</style>{text}")
            (page,) = html.render().pages
            boxes = page._page_box.descendants()
            line = next(box for box in boxes if type(box).__name__ == "LineBox")
            found.append(sum(len(b.text.split()) for b in line.descendants() if hasattr(b, "text")))
        return found

    use_patches(())
    bare = first_lines()
    use_patches()
    mended = first_lines()
    # A wider line never has fewer words; WeasyPrint alone has a line of one now and then.
    assert mended == sorted(mended)
    assert bare != mended
    assert [m for b, m in zip(bare, mended, strict=True) if b > 1] == [b for b in bare if b > 1]
