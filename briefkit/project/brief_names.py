"""The names of briefs: leaflets, catalogs and addresses carry them, so not every name will do."""

import re
import unicodedata
from collections.abc import Iterable

from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import SourceError

__all__ = ["folded_name", "require_usable_name"]

# The longest name, in bytes of UTF-8: with language, audience, format, office and finish after it a
# file's name has room for 255.
_LONGEST = 80

# What Windows, and memory sticks that it formatted, take in no file's name (Microsoft, “Naming
# Files, Paths, and Namespaces”); a colon would also part a file from its line.
_FORBIDDEN = '\\/:*?"<>|'

_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)

# The domains that are no brief's.
_TAKEN = ("leaflet", "desk")


def folded_name(name: str) -> str:
    """Return a name as file systems compare it that heed neither case nor Unicode's forms."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def require_usable_name(name: str, others: Iterable[str]) -> None:
    """Raise SourceError where a brief's folder has a name that would fail somewhere on the road.

    `others` are the names of all briefs.
    """
    twins = [other for other in others if other != name and folded_name(other) == folded_name(name)]
    if problem := _problem(name):
        hint = _suggestion(name)
    elif twins:
        problem = translatable(
            "It is the same as “%(name)s” on systems that heed no case or no Unicode form.",
            name=twins[0],
        )
        hint = translatable(
            "Rename one of the two folders: their leaflets would write over each other."
        )
    else:
        return
    raise SourceError(
        Diagnostic(
            check="brief-name",
            message=translatable(
                "The name of this brief's folder can't be used. %(why)s", why=problem
            ),
            hint=hint,
            location=Location(f"briefs/{name}"),
        )
    )


def _problem(name: str) -> Translatable | None:
    """Return what is wrong with a name, as a sentence, or None."""
    unfit = next((c for c in name if _is_unfit(c)), "")
    if unfit:
        return translatable("It has %(character)s in it.", character=_named(unfit))
    if name[0] in ".-":
        return translatable("It begins with “%(character)s”.", character=name[0])
    if name[-1] == ".":
        return translatable("It ends with a full stop, which Windows drops.")
    if folded_name(name) in _TAKEN:
        return translatable("It is that of a catalog that all briefs share.")
    if _RESERVED.fullmatch(name):
        return translatable("It is one that Windows keeps for a device.")
    if (size := len(name.encode("utf-8", "surrogateescape"))) > _LONGEST:
        return translatable(
            "It is too long: it has %(size)s bytes, and %(most)s leave room for what leaflets' "
            "names add.",
            size=size,
            most=_LONGEST,
        )
    return None


def _is_unfit(character: str) -> bool:
    """Whether a character can't stand in a name: it parts names, or shows nothing of itself."""
    # Persian writes with U+200C, and U+200D joins emoji.
    joins = character in "\u200c\u200d"
    hides = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp") and not joins
    return hides or character in _FORBIDDEN


def _named(character: str) -> str:
    if character == " ":
        return translatable("a blank")
    if character in _FORBIDDEN:
        return f"“{character}”"
    if "\udc80" <= character <= "\udcff":
        return translatable("bytes that are no UTF-8")
    return f"U+{ord(character):04X}"


def _suggestion(name: str) -> Translatable:
    """Return the hint to take a name like this one that will do, if there is one."""
    parts = "".join("-" if _is_unfit(c) else c for c in name).split("-")
    likely = "-".join(part for part in parts if part).strip(".-")
    while len(likely.encode()) > _LONGEST:
        likely = likely[:-1]
    if not likely or _problem(likely):
        likely = "safe-online"
    return translatable(
        "Name it with letters, digits and hyphens, such as “%(name)s”.", name=likely
    )
