"""Punctuation, spaces and quotation marks by the language’s own rules."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefkit.catalogs.checks.scripts import script_of
from briefkit.catalogs.checks.unit import PLACE, Finding, Unit, text_of
from briefkit.languages import quotes as locale_quotes
from briefkit.model import Inline, Strong, Text

__all__ = ["end_punctuation", "punctuation", "quotes", "spacing"]

# What ends a question, by the locale’s script, where it is not “?” alone; and a sentence: Urdu and
# its neighbours write U+06D4.
_QUESTIONS = {"GREEK": "?;\u037e", "ARABIC": "?؟"}
_SENTENCE = ".!…۔"

# What may stand after the mark that ends a sentence.
_CLOSING = " \u00a0\u202f”“’‘»«„\"')]"

_QUESTION, _NO_MARK = "as a question", "without a mark"


def end_punctuation(unit: Unit) -> Iterator[Finding]:
    """A message, and its bold passages, end as the source’s do: a sentence, a question, a colon."""
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
    if last and last in _QUESTIONS.get(script_of(locale), "?"):
        return _QUESTION
    if last and last in _SENTENCE:
        return "as a sentence"
    return "with a colon" if last == ":" else _NO_MARK


def _leads(inline: tuple[Inline, ...]) -> Iterator[str]:
    """Yield the bold passages that text follows, each with the mark that may stand after it."""
    for node, after in pairwise(inline):
        if isinstance(node, Strong):
            mark = after.text[:1] if isinstance(after, Text) else ""
            yield text_of(node.children) + mark.strip()


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
            if ";" in text and "?" not in source:
                yield "The Greek ; asks a question, and the source asks none.", "Write · for it."
        case "es":
            for opening, closing in ("¿?", "¡!"):
                if text.count(opening) != text.count(closing):
                    yield (
                        f"{opening} and {closing} do not stand in pairs.",
                        f"Begin it with {opening} and end it with {closing}.",
                    )
        case "ar":
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


def spacing(unit: Unit) -> Iterator[Finding]:
    """Spaces stand where the language puts them, and one at a time."""
    rules = [*_SPACES, _FRENCH if unit.language == "fr" else _NO_SPACE_BEFORE]
    opening, closing = locale_quotes(unit.locale)
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
        yield f"{rule}: “{around}”.", "Mend the spaces there."


# CLDR 45 to 47, delimiters/alternateQuotationStart and -End: the marks within marks; for Danish,
# Dutch and Spanish also the pairs that other releases give for the outer ones.
_NESTED = {
    "ar": ("’‘",), "cs": ("‚‘",), "da": ("“”", "‘’"), "de": ("‚‘",), "el": ("“”",), "en": ("‘’",),
    "es": ("“”", "‘’"), "et": ("‚‘",), "fi": ("’’",), "ga": ("‘’",), "hr": ("‚‘",),
    "hu": ("»«",), "it": ("“”",), "lv": ("‘’",), "mt": ("‘’",), "nl": ("“”",), "pl": ("«»",),
    "pt": ("“”",), "pt_BR": ("‘’",), "ro": ("«»",), "sk": ("‚‘",), "sl": ("‚‘",), "sv": ("’’",),
    "uk": ("„“",),
}  # fmt: skip

_STRAIGHT = re.compile(r"""["'´`′″]|,,|<<|>>""")
_MARKS = "“”„‟‘’‚‛«»‹›"


def quotes(unit: Unit) -> Iterator[Finding]:
    """Quotation marks are the language’s pair or its nested one (CLDR), and the apostrophe is ’."""
    opening, closing = (mark.strip("\u202f") for mark in locale_quotes(unit.locale))
    nested = _NESTED.get(unit.locale.replace("-", "_")) or _NESTED.get(unit.language, ())
    pairs = [(opening, closing), *nested]
    hint = " and ".join(f"{pair[0]}…{pair[1]}" for pair in pairs)
    if straight := _STRAIGHT.search(unit.plain):
        yield f"{straight[0]} is no mark for print.", f"Write {hint}; the apostrophe is ’."
    expected: list[str] = []
    for position, mark in enumerate(unit.plain):
        if mark not in _MARKS:
            continue
        before = unit.plain[position - 1 : position]
        if expected and mark == expected[-1]:
            expected.pop()
        elif closer := next((c for o, c in pairs if o == mark and not before.isalnum()), ""):
            expected.append(closer)
        elif mark != "’":  # else an apostrophe
            yield f"{mark} is not the language’s mark there.", f"Write {hint}."
            return
    if expected:
        yield f"A quotation mark {expected[-1]} is missing.", f"Write {hint}."
    lost = not straight and not any(mark in unit.plain for mark in _MARKS if mark != "’")
    if lost and any(mark in unit.source_plain for mark in "“”"):
        yield "The source’s quotation marks are lost.", f"Write {hint}."
