"""Characters that hide, that the fonts lack, or that are of another script than they seem."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from briefkit.brief import decoded
from briefkit.brief import hidden_characters as hidden_in
from briefkit.catalogs.checks.unit import Finding, Unit
from briefkit.diagnostics import legible, listed, named, translatable
from briefkit.languages import direction, script, script_name, scripts_of, sources_for
from briefkit.languages import missing_glyphs as glyphs_missing_in
from briefkit.model import locales_in

__all__ = ["hidden_characters", "letters", "missing_glyphs", "mixed_script"]

_SOFT_HYPHEN = "\u00ad"


def hidden_characters(unit: Unit) -> Iterator[Finding]:
    """No character, typed or as an entity, hides or reorders text or stands for a lost one."""
    text = unit.text + decoded(unit.text) + unit.plain
    found = set(hidden_in(text))
    left_to_right = direction(unit.locale) == "ltr"
    for c in set(text):
        # Marks of direction and joiners belong to right-to-left scripts (UAX #9, UAX #31).
        hides = left_to_right and unicodedata.category(c) == "Cf"
        if (hides and c != _SOFT_HYPHEN) or c == "\ufffd":
            found.add(named(c))
    if found:
        yield (
            translatable(
                "The text has characters that nobody sees: %(characters)s.",
                characters=", ".join(sorted(found)),
            ),
            translatable("Type the passage again without them."),
        )


# How many characters a finding lists.
_LISTED = 12


def missing_glyphs(unit: Unit) -> Iterator[Finding]:
    """The fonts of the language have every character, or those of its marked passages."""
    locales = (unit.locale, *locales_in(unit.inline))
    sources = [source for locale in locales for source in sources_for(locale)]
    missing = glyphs_missing_in(decoded(unit.clean), unit.locale, sources)
    own = [c for c in missing if script(c) in scripts_of(unit.locale)]
    if any(c.isalpha() for c in own) and script(own[0]) != "Latn":
        # Said in the same words of each message, so that it can be said once.
        yield (
            translatable(
                "The fonts lack letters of the %(script)s script.",
                script=script_name(script(own[0])),
            ),
            translatable("No leaflet can be printed in it until its fonts are there."),
        )
        missing = tuple(c for c in missing if c not in own and unicodedata.category(c)[0] != "P")
    if missing:
        yield (
            translatable(
                "The fonts have no %(letters)s: it would print as an empty box.",
                letters=_listed(missing),
            ),
            translatable("Say it in words."),
        )


def _listed(characters: Sequence[str]) -> str:
    """Return characters each beside its code and name: many look alike, or show nothing."""
    shown = [
        named(c) if c != legible(c) or unicodedata.category(c)[0] in "CMZ" else f"{c} ({named(c)})"
        for c in characters[:_LISTED]
    ]
    more = len(characters) - len(shown)
    if more:
        return translatable("%(listed)s and %(more)s more", listed=listed(shown), more=more)
    return listed(shown)


# A sign at the end or the beginning of a word that units take from Greek: “μm”, “kΩ”.
_UNIT = re.compile(r"^μ(?=[A-Za-z])|(?<=[A-Za-z])Ω$")
_TOKEN = re.compile(r"[^\W_]+")

# Scripts whose letters look alike, so that a word has but one of them (UTS #39). A word in another
# script may have a name in Latin letters at either end, without a space: Hebrew, Japanese, Korean.
_CONFUSABLE = frozenset({"Armn", "Cyrl", "Grek", "Latn"})

# Letters that a keyboard’s other layout gives for ones that look alike (a part of the confusables
# of UTS #39); and Greek letters that look like Latin ones.
_LOOK_ALIKES = {
    "Grek": frozenset("ABEHIKMNOPTXYZaiknopuvwxy"),
    "Cyrl": frozenset("ABCEHIJKMOPSTXYaceijkopsxy"),
}
_LIKE_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧικνορυχ")

# Latin letters that stand alone beside Cyrillic or Greek ones as numbers.
_NUMERALS = frozenset("IVX")


def mixed_script(unit: Unit) -> Iterator[Finding]:
    """No word mixes scripts, and none is in a script that is not the language’s, but for names."""
    own = scripts_of(unit.locale)
    text = unicodedata.normalize("NFC", unit.plain)
    known = _known(unit.source_plain)
    words = list(_TOKEN.finditer(text))
    scripts = [{code for c in word[0] if (code := script(c))} for word in words]
    for i, (word, found) in enumerate(zip(words, scripts, strict=True)):
        token = word[0]
        if found <= own or (token in known and len(found) == 1) or _is_symbol(token):
            continue
        if found == {"Latn"} and not _mistaken(text, words, scripts, i, own):
            continue
        mixed = {
            code for c in _UNIT.sub("", unicodedata.normalize("NFKC", token)) if (code := script(c))
        }
        if len(found) > 1 and len(mixed & _CONFUSABLE) < 2 and mixed <= own | {"Latn"}:
            continue
        # In a mixed word, the fewer letters are the mistaken ones.
        odd = min(sorted(found), key=lambda code: (_count(token, code), code in own))
        listed = _listed(tuple(dict.fromkeys(c for c in token if script(c) == odd)))
        yield (
            translatable(
                "“%(token)s” has %(script)s letters: %(listed)s.",
                token=token,
                script=script_name(odd),
                listed=listed,
            ),
            translatable("Type the word again, with the keyboard set to one script."),
        )


def _known(source: str) -> frozenset[str]:
    """Return the source’s words that a translation may have in their script.

    Of single letters those that are labels (“plan B”), no words or beginnings (“A”, “I”).
    """
    words = _TOKEN.findall(source)
    return frozenset(w for w in words if len(w) > 1 or (w.isupper() and w not in "AIO"))


def _is_symbol(token: str) -> bool:
    """Whether a word is one Greek letter that science writes with, and not like a Latin one."""
    return len(token) == 1 and script(token) == "Grek" and token not in _LIKE_LATIN


def _count(token: str, code: str) -> int:
    return sum(script(c) == code for c in token)


def _mistaken(
    text: str,
    words: Sequence[re.Match[str]],
    scripts: Sequence[set[str]],
    i: int,
    own: frozenset[str],
) -> bool:
    """Whether a Latin word only looks as if it were one in the own script.

    A word among others of its script is a name or a quotation; a unit stands after its number.
    """
    token, before = words[i][0], text[: words[i].start()]
    alike = frozenset[str]().union(*(_LOOK_ALIKES.get(code, frozenset()) for code in own))
    if len(token) > 2 or (len(token) == 2 and token.isupper()):
        return False
    if not alike.issuperset(c for c in token if not c.isdigit()):
        return False
    if any("Latn" in scripts[j] for j in (i - 1, i + 1) if 0 <= j < len(words)):
        return False
    if before.endswith("°") or (re.search(r"\d\s?$", before) and _is_unit(token)):
        return False
    if len(token) == 1 and token.isupper():
        after = text[words[i].end() :]
        numeral = token in _NUMERALS and before.strip() != ""
        return not (numeral or re.match(r"[-‐‑–/]\w", after))
    return True


def _is_unit(token: str) -> bool:
    """Whether this can follow a number: a symbol, a sign of multiplication, and no small word."""
    return token.isupper() or token in ("Pa", "kB", "kJ", "px", "x")


# Letters that old fonts and keyboards gave for ones that Unicode had not yet told apart.
_WRONG_LETTERS = {"ro": str.maketrans("şţŞŢ", "șțȘȚ")}


def letters(unit: Unit) -> Iterator[Finding]:
    """The language’s own letters are used, not look-alikes: Romanian ș and ț, no cedilla."""
    table = _WRONG_LETTERS.get(unit.language, {})
    if found := sorted({c for c in unit.text if ord(c) in table}):
        right = "".join(found).translate(table)
        yield (
            translatable("The text has %(found)s with a cedilla.", found=" ".join(found)),
            translatable("Write %(right)s, with a comma below.", right=" ".join(right)),
        )
