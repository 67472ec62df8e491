"""Punctuation, spaces and quotation marks by the language’s own rules."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefkit.catalogs.checks.unit import PLACE, Finding, Unit, text_of
from briefkit.diagnostics import Translatable, named, translatable
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

# TRANSLATORS: each follows “It ends”.
_QUESTION, _NO_MARK = translatable("as a question"), translatable("without a mark")
_AS_SENTENCE, _WITH_COLON = translatable("as a sentence"), translatable("with a colon")


def end_punctuation(unit: Unit) -> Iterator[Finding]:
    """A message, and its bold passages, end as the source’s do: a sentence, a question, a colon."""
    if unit.language in _WITHOUT_MARKS:
        return
    whole, bold = translatable("It"), translatable("The bold passage")
    places = [(whole, _end(unit.plain, unit.locale), _end(unit.source_plain, unit.source_locale))]
    ours, theirs = list(_leads(unit.inline)), list(_leads(unit.source_inline))
    if len(ours) == len(theirs):
        places += [
            (bold, _end(our, unit.locale), _end(their, unit.source_locale))
            for our, their in zip(ours, theirs, strict=True)
        ]
    for what, our, their in dict.fromkeys(places):
        # “Who is at risk”: some languages ask outright in such a heading, with the mark.
        if our != their and (our, their) != (_QUESTION, _NO_MARK):
            yield (
                translatable(
                    "%(what)s ends %(our)s, and the source’s %(their)s.",
                    what=what,
                    our=our,
                    their=their,
                ),
                translatable("End it as the source does."),
            )


def _end(text: str, locale: str) -> Translatable:
    last = text.rstrip(_CLOSING)[-1:]
    greek = scripts_of(locale) == {"Grek"}
    if last and last in (_GREEK_QUESTIONS if greek else _QUESTIONS):
        return _QUESTION
    if locale.partition("_")[0] == "hy" and "՞" in text[text.rfind("։", 0, -1) + 1 :]:
        return _QUESTION  # it stands over the word that asks
    if last and last in _SENTENCE:
        return _AS_SENTENCE
    return _WITH_COLON if last in (":", "：", "፦") else _NO_MARK


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
        yield (
            translatable("“%(found)s”: a mark stands twice.", found=found[0]),
            translatable("Keep one of the two."),
        )
    match unit.language:
        case "el":
            if "?" in text or "\u037e" in text:
                yield (
                    translatable("A Greek question mark is written with another character."),
                    translatable(
                        "Write %(mark)s (U+003B), which the Unicode Standard prefers to U+037E.",
                        mark=";",
                    ),
                )
            if ";" in text and not any(mark in source for mark in _QUESTION_MARKS):
                yield (
                    translatable(
                        "The Greek %(mark)s asks a question, and the source asks none.", mark=";"
                    ),
                    translatable("Write · for it."),
                )
        case "es":
            for opening, closing in ("¿?", "¡!"):
                if text.count(opening) != text.count(closing):
                    yield (
                        translatable(
                            "%(opening)s and %(closing)s do not stand in pairs.",
                            opening=opening,
                            closing=closing,
                        ),
                        translatable(
                            "Begin it with %(opening)s and end it with %(closing)s.",
                            opening=opening,
                            closing=closing,
                        ),
                    )
        case _ if "Arab" in scripts_of(unit.locale):
            if found := re.search(r"[?;]|,(?!\d)", text):
                yield (
                    translatable("“%(found)s” is not the Arabic mark.", found=found[0]),
                    translatable("Write %(hint)s.", hint="؟ ؛ ،"),
                )


_SPACE = "[ \u00a0\u202f]"

_SPACES = (
    (
        re.compile(rf"^{_SPACE}|{_SPACE}$"),
        translatable("A space stands at the beginning or the end"),
    ),
    (re.compile(rf"{_SPACE}{{2,}}"), translatable("Two spaces stand together")),
    (
        re.compile(rf"(?<!{_SPACE}){_SPACE}[,.)\]](?![\w.])"),
        translatable("No space goes before the mark"),
    ),
    (re.compile(rf"[(\[¿¡]{_SPACE}"), translatable("No space goes after the mark")),
    # Greek “ό,τι” (whatever) is one word.
    (
        re.compile(r"(?<=[^\W\d])(?<![όΌ])[,;!?](?=[^\W\d])"),
        translatable("A space goes after the mark"),
    ),
)

# A full stop amid letters parts two sentences when a capital follows; “z.B.” has but one letter.
_SENTENCES = re.compile(r"(?<=[^\W\d]{2})[.](?=([^\W\d])[^\W\d])")

_NO_SPACE_BEFORE = (
    re.compile(rf"(?<!{_SPACE}){_SPACE}[;:!?]"),
    translatable("No space goes before the mark"),
)

# Lexique des règles typographiques en usage à l’Imprimerie nationale, with one width for all as in
# our notes. The Interinstitutional Style Guide (6.4) has no space there, and no other language has.
_FRENCH = (
    re.compile(r"(?<![\u202f!?])[;:!?](?!\d|//)|«(?!\u202f)|(?<!\u202f)»"),
    translatable(
        "A narrow no-break space (U+202F) goes before %(marks)s and inside %(quotes)s",
        marks="; : ! ?",
        quotes="« »",
    ),
)


# Elsewhere French is set with or without these spaces; never with one at which a line may break.
_SWISS, _CANADIAN = "fr_CH", "fr_CA"
_FRENCH_ELSEWHERE = (
    re.compile(r" [;:!?»]|« "),
    translatable(
        "A line may break at the space before %(marks)s and inside %(quotes)s",
        marks="; : ! ?",
        quotes="« »",
    ),
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
            rules.append((inside, translatable("No space goes inside quotation marks")))
    found = [(match, rule) for pattern, rule in rules if (match := pattern.search(unit.plain))]
    found += [
        (match, translatable("A space goes after the mark"))
        for match in _SENTENCES.finditer(unit.plain)
        if match[1].isupper()
    ]
    for match, rule in found:
        around = unit.plain[max(0, match.start() - 12) : match.end() + 12].replace(PLACE, "%(…)s")
        odd = ", ".join(named(c) for c in dict.fromkeys(match[0]) if c in "\u00a0\u202f")
        yield (
            translatable(
                "%(rule)s: “%(around)s”, which has %(odd)s.", rule=rule, around=around, odd=odd
            )
            if odd
            else translatable("%(rule)s: “%(around)s”.", rule=rule, around=around),
            translatable("Mend the spaces there."),
        )


_STRAIGHT = re.compile(r"""["'´`′″]|,,|<<|>>""")
_MARKS = "“”„‟‘’‚‛«»‹›「」『』"

# Marks of which we have no opinion, but that serve: East Asian titles, Hebrew’s gershayim.
_OTHER_MARKS = "《》〈〉״"


def quotes(unit: Unit) -> Iterator[Finding]:
    """Quotation marks are the language’s pair or its nested one (CLDR), and the apostrophe is ’."""
    pairs = quotation_pairs(unit.locale)
    hint = " / ".join(f"{opening}…{closing}" for opening, closing in pairs) or translatable(
        "the language’s own"
    )
    if straight := _STRAIGHT.search(unit.plain):
        yield (
            translatable("%(straight)s is no mark for print.", straight=straight[0]),
            translatable("Write %(hint)s; the apostrophe is %(mark)s.", hint=hint, mark="’"),
        )
    if pairs and (problem := _unpaired(unit.plain, pairs)):
        yield problem, translatable("Write %(hint)s.", hint=hint)
    present = _MARKS.replace("’", "") + _OTHER_MARKS
    lost = not straight and not any(mark in unit.plain for mark in present)
    theirs = "".join(map("".join, quotation_pairs(unit.source_locale)[:1])).replace("’", "")
    if lost and any(mark in unit.source_plain for mark in theirs):
        yield (
            translatable("The source’s quotation marks are lost."),
            translatable("Write %(hint)s.", hint=hint),
        )


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
            return translatable("%(mark)s is not the language’s mark there.", mark=mark)
    if expected:
        return translatable(
            "A quotation mark %(marks)s is missing.", marks=" / ".join(expected[-1])
        )
    return ""


# Written without spaces, so that a mark after a letter can open.
_UNSPACED = frozenset({"Bopo", "Hani", "Hira", "Kana", "Khmr", "Laoo", "Mymr", "Thai"})


def _within(before: str) -> bool:
    """Whether a mark after this character would be within a word."""
    return before.isalnum() and before != "ー" and script(before) not in _UNSPACED
