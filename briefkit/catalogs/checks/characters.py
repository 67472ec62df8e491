"""Characters that hide, that the fonts lack, or that are of another script than they seem."""

import re
import unicodedata
from collections.abc import Iterator

from briefkit.brief import decoded
from briefkit.brief import hidden_characters as hidden_in
from briefkit.catalogs.checks.scripts import script, script_of
from briefkit.catalogs.checks.unit import Finding, Unit
from briefkit.languages import direction
from briefkit.languages import missing_glyphs as glyphs_missing_in

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
            found.add(f"U+{ord(c):04X} {unicodedata.name(c, '')}")
    if found:
        yield (
            f"The text has characters that nobody sees: {', '.join(sorted(found))}.",
            "Type the passage again without them.",
        )


def missing_glyphs(unit: Unit) -> Iterator[Finding]:
    """The fonts of the language have every character."""
    if found := glyphs_missing_in(decoded(unit.clean), unit.locale):
        yield (
            f"The fonts have no {' '.join(found)}: it would print as an empty box.",
            "Say it in words.",
        )


_TOKEN = re.compile(r"[^\W_]+")

# Latin letters that a keyboard’s other layout gives for ones that look alike (a part of the
# confusables of UTS #39).
_LOOK_ALIKES = {
    "GREEK": frozenset("ABEHIKMNOPTXYZaiknopuvwxy"),
    "CYRILLIC": frozenset("ABCEHIJKMOPSTXYaceijkopsxy"),
}


def mixed_script(unit: Unit) -> Iterator[Finding]:
    """No word mixes scripts, and none is in a script that is not the language’s, but for names."""
    own = script_of(unit.locale)
    known = {token for token in _TOKEN.findall(unit.source_plain) if len(token) > 1}
    tokens = [(t, {name for c in t if (name := script(c))}) for t in _TOKEN.findall(unit.plain)]
    for i, (token, scripts) in enumerate(tokens):
        if scripts <= {own} or (token in known and len(scripts) == 1):
            continue
        if scripts == {"LATIN"} and own != "LATIN":
            # A word among others of its script is a name or a quotation; alone it may only look so.
            around = [*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2]]
            if not _looks_own(token, own) or any("LATIN" in other for _, other in around):
                continue
        # In a mixed word, the fewer letters are the mistaken ones.
        odd = min(sorted(scripts), key=lambda name: (_count(token, name), name == own))
        listed = ", ".join(dict.fromkeys(c for c in token if script(c) == odd))
        yield (
            f"“{token}” has {odd.capitalize()} letters: {listed}.",
            "Type the word again, with the keyboard set to one script.",
        )


def _count(token: str, name: str) -> int:
    return sum(script(c) == name for c in token)


def _looks_own(token: str, own: str) -> bool:
    """Whether a Latin word could be a short word in the own script; acronyms are Latin."""
    if len(token) > 2 or (len(token) == 2 and token.isupper()):
        return False
    return _LOOK_ALIKES.get(own, frozenset()).issuperset(c for c in token if not c.isdigit())


# Letters that old fonts and keyboards gave for ones that Unicode had not yet told apart.
_WRONG_LETTERS = {"ro": str.maketrans("şţŞŢ", "șțȘȚ")}


def letters(unit: Unit) -> Iterator[Finding]:
    """The language’s own letters are used, not look-alikes: Romanian ș and ț, no cedilla."""
    table = _WRONG_LETTERS.get(unit.language, {})
    if found := sorted({c for c in unit.text if ord(c) in table}):
        right = "".join(found).translate(table)
        yield (
            f"The text has {' '.join(found)} with a cedilla.",
            f"Write {' '.join(right)}, with a comma below.",
        )
