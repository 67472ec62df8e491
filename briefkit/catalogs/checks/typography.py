"""Punctuation, spaces and quotation marks by the language’s own rules."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefkit.catalogs.checks.unit import PLACE, Finding, Unit, text_of
from briefkit.diagnostics import named
from briefkit.languages import quotation_pairs, script, scripts_of
from briefkit.model import Inline, Strong, Text

__all__ = ["end_punctuation", "punctuation", "quotes", "spacing"]

# What ends a question and a sentence: the marks of all scripts, which no other one writes with
# another meaning; but the Greek ; is none elsewhere. Urdu and its neighbours write U+06D4.
_QUESTIONS, _GREEK_QUESTIONS = "?？؟፧", "?;\u037e"
_SENTENCE = ".!…۔。！։।።។။"

# Languages whose sentences end without a mark.
_WITHOUT_MARKS = frozenset({"lo", "th"})

# What may stand after the mark that ends a sentence.
_CLOSING = " \u00a0\u202f”“’‘»«„›‹」』）\"')]"

_QUESTION, _NO_MARK = "as a question", "without a mark"


def end_punctuation(unit: Unit) -> Iterator[Finding]:
    """A message, and its bold passages, end as the source’s do: a sentence, a question, a colon."""
    if unit.language in _WITHOUT_MARKS:
        return
    places = [("It", _end(unit.plain, unit.locale), _end(unit.source_plain, unit.source_locale))]
    ours, theirs = list(_leads(unit.inline)), list(_leads(unit.source_inline))
    if len(ours) == len(theirs):
        places += [
            ("The bold passage", _end(our, unit.locale), _end(their, unit.source_locale))
            for our, their in zip(ours, theirs, strict=True)
        ]
    for what, our, their in dict.fromkeys(places):
        # “Who is at risk”: some languages ask outright in such a heading, with the mark.
        if our != their and (our, their) != (_QUESTION, _NO_MARK):
            yield f"{what} ends {our}, and the source’s {their}.", "End it as the source does."


def _end(text: str, locale: str) -> str:
    last = text.rstrip(_CLOSING)[-1:]
    greek = scripts_of(locale) == {"Grek"}
    if last and last in (_GREEK_QUESTIONS if greek else _QUESTIONS):
        return _QUESTION
    if locale.partition("_")[0] == "hy" and "՞" in text[text.rfind("։", 0, -1) + 1 :]:
        return _QUESTION  # it stands over the word that asks
    if last and last in _SENTENCE:
        return "as a sentence"
    return "with a colon" if last in (":", "：", "፦") else _NO_MARK


def _leads(inline: tuple[Inline, ...]) -> Iterator[str]:
    """Yield the bold passages that text follows, each with the mark that may stand after it."""
    for node, after in pairwise(inline):
        if isinstance(node, Strong):
            mark = after.text[:1] if isinstance(after, Text) else ""
            yield text_of(node.children) + mark.strip()


# Of Latin, Arabic, East Asian, Armenian and Ethiopic letters; that of Greek is also a semicolon.
_QUESTION_MARKS = "?؟？՞፧"


def punctuation(unit: Unit) -> Iterator[Finding]:
    """Question and exclamation marks are the language’s own, and no mark stands twice."""
    text, source = unit.plain, unit.source_plain
    if found := re.search(r"([,;:?!])\1|(?<!\.)\.\.(?!\.)", text):
        yield f"“{found[0]}”: a mark stands twice.", "Keep one of the two."
    match unit.language:
        case "el":
            if "?" in text or "\u037e" in text:
                yield (
                    "A Greek question mark is written with another character.",
                    "Write ; (U+003B), which the Unicode Standard prefers to U+037E.",
                )
            if ";" in text and not any(mark in source for mark in _QUESTION_MARKS):
                yield "The Greek ; asks a question, and the source asks none.", "Write · for it."
        case "es":
            for opening, closing in ("¿?", "¡!"):
                if text.count(opening) != text.count(closing):
                    yield (
                        f"{opening} and {closing} do not stand in pairs.",
                        f"Begin it with {opening} and end it with {closing}.",
                    )
        case _ if "Arab" in scripts_of(unit.locale):
            if found := re.search(r"[?;]|,(?!\d)", text):
                yield f"“{found[0]}” is not the Arabic mark.", "Write ؟ ؛ ،"


_SPACE = "[ \u00a0\u202f]"

_SPACES = (
    (re.compile(rf"^{_SPACE}|{_SPACE}$"), "A space stands at the beginning or the end"),
    (re.compile(rf"{_SPACE}{{2,}}"), "Two spaces stand together"),
    (re.compile(rf"(?<!{_SPACE}){_SPACE}[,.)\]](?![\w.])"), "No space goes before the mark"),
    (re.compile(rf"[(\[¿¡]{_SPACE}"), "No space goes after the mark"),
    # Greek “ό,τι” (whatever) is one word.
    (re.compile(r"(?<=[^\W\d])(?<![όΌ])[,;!?](?=[^\W\d])"), "A space goes after the mark"),
)

# A full stop amid letters parts two sentences when a capital follows; “z.B.” has but one letter.
_SENTENCES = re.compile(r"(?<=[^\W\d]{2})[.](?=([^\W\d])[^\W\d])")

_NO_SPACE_BEFORE = (re.compile(rf"(?<!{_SPACE}){_SPACE}[;:!?]"), "No space goes before the mark")

# Lexique des règles typographiques en usage à l’Imprimerie nationale, with one width for all as in
# our notes. The Interinstitutional Style Guide (6.4) has no space there, and no other language has.
_FRENCH = (
    re.compile(r"(?<![\u202f!?])[;:!?](?!\d|//)|«(?!\u202f)|(?<!\u202f)»"),
    "A narrow no-break space (U+202F) goes before ; : ! ? and inside « »",
)


# Elsewhere French is set with or without these spaces; never with one at which a line may break.
_SWISS, _CANADIAN = "fr_CH", "fr_CA"
_FRENCH_ELSEWHERE = (
    re.compile(r" [;:!?»]|« "),
    "A line may break at the space before ; : ! ? and inside « »",
)


def spacing(unit: Unit) -> Iterator[Finding]:
    """Spaces stand where the language puts them, and one at a time."""
    if unit.locale in (_SWISS, _CANADIAN):
        own = _FRENCH_ELSEWHERE
    else:
        own = _FRENCH if unit.language == "fr" else _NO_SPACE_BEFORE
    rules = [*_SPACES, own]
    for opening, closing in quotation_pairs(unit.locale)[:1]:
        if opening != closing and unit.language != "fr":
            inside = re.compile(rf"(?<!\w){opening}{_SPACE}|{_SPACE}{closing}(?!\w)")
            rules.append((inside, "No space goes inside quotation marks"))
    found = [(match, rule) for pattern, rule in rules if (match := pattern.search(unit.plain))]
    found += [
        (match, "A space goes after the mark")
        for match in _SENTENCES.finditer(unit.plain)
        if match[1].isupper()
    ]
    for match, rule in found:
        around = unit.plain[max(0, match.start() - 12) : match.end() + 12].replace(PLACE, "%(…)s")
        odd = ", ".join(named(c) for c in dict.fromkeys(match[0]) if c in "\u00a0\u202f")
        yield (
            f"{rule}: “{around}”" + (f", which has {odd}." if odd else "."),
            "Mend the spaces there.",
        )


_STRAIGHT = re.compile(r"""["'´`′″]|,,|<<|>>""")
_MARKS = "“”„‟‘’‚‛«»‹›「」『』"

# Marks of which we have no opinion, but that serve: East Asian titles, Hebrew’s gershayim.
_OTHER_MARKS = "《》〈〉״"


def quotes(unit: Unit) -> Iterator[Finding]:
    """Quotation marks are the language’s pair or its nested one (CLDR), and the apostrophe is ’."""
    pairs = quotation_pairs(unit.locale)
    hint = " or ".join(f"{opening}…{closing}" for opening, closing in pairs) or "the language’s own"
    if straight := _STRAIGHT.search(unit.plain):
        yield f"{straight[0]} is no mark for print.", f"Write {hint}; the apostrophe is ’."
    if pairs and (problem := _unpaired(unit.plain, pairs)):
        yield problem, f"Write {hint}."
    present = _MARKS.replace("’", "") + _OTHER_MARKS
    lost = not straight and not any(mark in unit.plain for mark in present)
    theirs = "".join(map("".join, quotation_pairs(unit.source_locale)[:1])).replace("’", "")
    if lost and any(mark in unit.source_plain for mark in theirs):
        yield "The source’s quotation marks are lost.", f"Write {hint}."


def _unpaired(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Return what is wrong with the marks in a text that may have these pairs; or nothing."""
    expected: list[str] = []
    for position, mark in enumerate(text):
        if mark not in _MARKS:
            continue
        before = text[position - 1 : position]
        if expected and mark in expected[-1]:
            expected.pop()
        elif closers := "".join(c for o, c in pairs if o == mark and not _within(before)):
            expected.append(closers)
        elif mark != "’":  # else an apostrophe
            return f"{mark} is not the language’s mark there."
    if expected:
        return f"A quotation mark {' or '.join(expected[-1])} is missing."
    return ""


# Written without spaces, so that a mark after a letter can open.
_UNSPACED = frozenset({"Bopo", "Hani", "Hira", "Kana", "Khmr", "Laoo", "Mymr", "Thai"})


def _within(before: str) -> bool:
    """Whether a mark after this character would be within a word."""
    return before.isalnum() and before != "ー" and script(before) not in _UNSPACED
