"""Checks of where things stand: text in its box, and the foot on each page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefkit.diagnostics import Translatable, listed, quoted, translatable
from briefkit.languages import has_right_to_left
from briefkit.leaflet import PT_PER_MM
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault
from briefkit.proof.printed import TOLERANCE, Printed
from briefkit.proof.reading import Run, comparable

__all__ = ["check_boxes", "check_running_foot"]

# How far large type may reach over an edge, as a part of its height.
_OVERHANG = 0.12
# How wide a blank is, likewise.
_BLANK = 0.2

# The most pages that the back of a booklet takes: its help box, and its imprint.
_BACK_PAGES = 2

_PART_IT = translatable(
    "Put a soft hyphen (U+00AD, in Markdown %(entity)s) into the word wherever it may be parted: "
    "it prints as a hyphen at a line's end, and not at all elsewhere.",
    entity="&shy;",
)
_LINK_IT = translatable(
    "Make the address a link with words of its own: %(example)s.", example="[words](address)"
)
_NARROW_IT = translatable(
    "Give it fewer columns, or shorter words. Or: %(otherwise)s", otherwise=_PART_IT
)

# How many of the words that make a table wide are named.
_NAMED = 3


def check_boxes(printed: Printed, wanted: Expectation) -> Iterator[TextFault]:
    """Text stays within the margins, and artifacts within the page."""
    fmt = wanted.fmt
    tables = _tables(printed)
    told = set[tuple[int, int]]()
    for run in printed.runs:
        width, height = fmt.page_width(run.page + 1) * PT_PER_MM, fmt.height * PT_PER_MM
        area = (
            fmt.margin_side * PT_PER_MM,
            fmt.margin_bottom * PT_PER_MM,
            width - fmt.margin_side * PT_PER_MM,
            height - fmt.margin_top * PT_PER_MM,
        )
        left, bottom, right, top = area if run.mcid >= 0 else (0, 0, width, height)
        # A blank at a line's end hangs over its edge, and shows nothing.
        blank = _BLANK if run.mcid >= 0 and run.text != run.text.strip() else 0
        reach = max(TOLERANCE, (_OVERHANG + blank) * (run.box[3] - run.box[1]))
        if not (
            run.box[0] >= left - reach
            and run.box[1] >= bottom - reach
            and run.box[2] <= right + reach
            and run.box[3] <= top + reach
        ):
            too_wide = run.box[0] < left - reach or run.box[2] > right + reach
            table = tables.get((run.page, run.mcid))
            if too_wide and table is not None:
                if (table, run.page) not in told:
                    told.add((table, run.page))
                    yield _too_wide_a_table(printed, tables, table, run.page)
            elif too_wide and run.mcid >= 0:
                yield _too_long_a_word(run)
            else:
                message = translatable(
                    "“%(words)s” on page %(page)s is outside its box",
                    words=run.text.strip()[:60],
                    page=run.page + 1,
                )
                yield TextFault(message, run.text)


def _too_long_a_word(run: Run) -> TextFault:
    """Return what to say of a line that is too wide: a line breaks between words, not in one."""
    word = max(run.text.split(), key=len).strip(".,;:!?“”„«»()")
    address = "@" in word or "/" in word or "." in word
    return TextFault(
        translatable(
            "“%(word)s” on page %(page)s is too long for its line, and stands outside its box",
            word=word,
            page=run.page + 1,
        ),
        word,
        hint=_LINK_IT if address else _PART_IT,
    )


def _tables(printed: Printed) -> dict[tuple[int, int], int]:
    """Return the tables of several columns, by number, that contents stand in, by page and MCID."""
    elements = printed.structure.walk() if printed.structure is not None else ()
    found: dict[tuple[int, int], int] = {}
    for number, table in enumerate(each for each in elements if each.role == "Table"):
        rows = [each for each in table.walk() if each.role == "TR"]
        if any(len(row.children) > 1 for row in rows):
            places = (place for each in table.walk() for place in each.content)
            found |= dict.fromkeys(places, number)
    return found


def _too_wide_a_table(
    printed: Printed, tables: Mapping[tuple[int, int], int], table: int, page: int
) -> TextFault:
    """Return what to say of a table on a page: no column is narrower than its longest word."""
    runs = [r for r in printed.runs if r.page == page and tables.get((page, r.mcid)) == table]
    words = dict.fromkeys(word for run in runs for word in run.text.split())
    longest = sorted(words, key=len, reverse=True)[:_NAMED]
    return TextFault(
        translatable(
            "the table on page %(page)s is too wide, and reaches out of its box; its longest "
            "words are %(named)s",
            page=page + 1,
            named=quoted(longest),
        ),
        longest[0],
        hint=_NARROW_IT,
    )


def check_running_foot(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """Feet have the page's number, the code and the language's name; a draft says so."""
    count = len(printed.pdf.pages)
    if wanted.fmt.numbered and not wanted.fmt.counted:
        yield from _bare_number_faults(printed, wanted, count)
    for number in range(count):
        foot = _ascii_text(printed, number, artifacts=True)
        numbered, last = wanted.fmt.numbered, number == count - 1
        counted = wanted.fmt.counted
        parts = [f"{number + 1}/{count}"] * (numbered and counted)
        parts += [wanted.code] * (numbered or last)
        for part in parts:
            if comparable(part) not in foot:
                yield translatable(
                    "the foot of page %(page)s lacks “%(part)s”", page=number + 1, part=part
                )
        if (numbered or last) and not _shows(
            printed, number, wanted.language_name, wanted, artifacts=True
        ):
            yield translatable(
                "the foot of page %(page)s lacks “%(part)s”",
                page=number + 1,
                part=wanted.language_name,
            )
        if not _shows(printed, number, wanted.draft_notice, wanted, artifacts=False):
            yield translatable("page %(page)s is a draft's, and does not say so", page=number + 1)


def _bare_number_faults(
    printed: Printed, wanted: Expectation, count: int
) -> Iterator[Translatable]:
    """Yield what is wrong with the numbers of pages that don't say of how many they are.

    The back has none, and takes two pages at most; or its own, where no blank page comes before it.
    """
    found: list[list[str]] = [[] for _ in range(count)]
    for run in printed.runs:
        # Above the foot, the head of a table that is repeated has no tag either.
        below = run.box[3] < wanted.fmt.margin_bottom * PT_PER_MM
        if below and run.mcid < 0 and run.text.strip().isdecimal():
            found[run.page].append(run.text.strip())
    back = max((n + 1 for n in range(count - 1) if found[n]), default=0)
    back = max(back, count - _BACK_PAGES)
    if count % wanted.fmt.step == 0 and found[-1] == [str(count)]:
        back = count
    for number, texts in enumerate(found):
        if texts != ([str(number + 1)] if number < back else []):
            yield _bare_number_fault(number + 1, texts, is_back=number >= back)


def _bare_number_fault(page: int, texts: Sequence[str], *, is_back: bool) -> Translatable:
    """Return what to say of the numbers that a page has at its foot instead of its own."""
    found = listed(texts) if texts else ""
    if is_back:
        return translatable(
            "the foot of page %(page)s has the number “%(found)s”, not none, for it is the back",
            page=page,
            found=found,
        )
    if not texts:
        return translatable(
            "the foot of page %(page)s has the number none, not “%(meant)s”", page=page, meant=page
        )
    return translatable(
        "the foot of page %(page)s has the number “%(found)s”, not “%(meant)s”",
        page=page,
        found=found,
        meant=page,
    )


def _shows(printed: Printed, page: int, text: str, wanted: Expectation, *, artifacts: bool) -> bool:
    """Whether a page shows a text: its right-to-left words by their glyphs alone."""
    glyphs = printed.shaper.shaped_glyphs(text, wanted.lang)
    page_drawn = [d for d in printed.drawn if d.page == page and (d.mcid < 0 or not artifacts)]
    if glyphs:
        return not glyphs - Counter(g for d in page_drawn for _, g in d.glyphs)
    runs = (r for r in printed.runs if r.page == page and (r.mcid < 0 or not artifacts))
    # PDFium turns Latin letters round on a right-to-left page: there the glyphs tell.
    read = comparable("".join(run.text for run in runs))
    if comparable(text) in read:
        return True
    drawn = "".join(printed.shaper.drawn_text(d.glyphs) for d in page_drawn)
    if comparable(text) in comparable(drawn):
        return True
    if has_right_to_left(text):  # words of the other direction are drawn, and read, before them
        return all(comparable(word) in read + comparable(drawn) for word in text.split())
    # Where its lines break, a word from right to left may be drawn between its own.
    words = comparable(text)
    return words.isascii() and words in _ascii_text(printed, page, artifacts=artifacts)


def _ascii_text(printed: Printed, page: int, *, artifacts: bool) -> str:
    """Return the ASCII characters that are drawn on a page, or by its artifacts alone."""
    shown = zip(printed.drawn, printed.characters, strict=True)
    return comparable(
        "".join(c for d, c in shown if d.page == page and (d.mcid < 0 or not artifacts))
    )
