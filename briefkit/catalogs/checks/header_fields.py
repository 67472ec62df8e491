"""What `msgfmt --check` would find in a catalog’s header and plural forms."""

import gettext
import re
from collections.abc import Iterator

from briefkit.catalogs.checks.unit import Finding
from briefkit.diagnostics import translatable
from briefkit.model import Catalog

__all__ = ["headers", "plural_forms"]

# GNU gettext’s msgl-check.c: the fields it wants, and how each begins while nobody has filled it.
_FIELDS = {
    "Project-Id-Version": "PACKAGE VERSION",
    "PO-Revision-Date": "YEAR-MO-DA",
    "Last-Translator": "FULL NAME",
    "Language-Team": "LANGUAGE <",
    "Language": "",
    "MIME-Version": None,
    "Content-Type": "text/plain; charset=CHARSET",
    "Content-Transfer-Encoding": "ENCODING",
}

_PLURAL_FORMS = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*")

# msgfmt tries an expression with the numbers up to this one.
_COUNTED = 1000


def headers(catalog: Catalog) -> Iterator[Finding]:
    """The header has every field that gettext wants, filled in, and the folder’s language."""
    present = dict(catalog.headers)
    missing = [name for name in _FIELDS if name not in present]
    unfilled = [
        name
        for name, initial in _FIELDS.items()
        if name in present
        and initial is not None
        and (present[name].startswith(initial) if initial else not present[name])
    ]
    if missing:
        yield (
            translatable("The header lacks %(missing)s.", missing=", ".join(missing)),
            translatable("Take them from another catalog’s header."),
        )
    if unfilled:
        yield (
            translatable(
                "Nobody has filled in %(unfilled)s in the header.", unfilled=", ".join(unfilled)
            ),
            translatable("Fill them in."),
        )
    language = present.get("Language", "").replace("-", "_")
    if language and language != catalog.locale.replace("-", "_"):
        yield (
            translatable(
                "The header says that the language is “%(language)s”, the folder “%(locale)s”.",
                language=language,
                locale=catalog.locale,
            ),
            translatable("Check that the file is in the right folder, then correct the header."),
        )


def plural_forms(catalog: Catalog) -> Iterator[Finding]:
    """The header’s plural forms can be counted, and each message has as many."""
    plurals = [e for e in catalog.entries if e.message.plural is not None and not e.obsolete]
    value = catalog.header("Plural-Forms")
    if not value and not plurals:
        return
    found = _PLURAL_FORMS.fullmatch(value)
    try:
        if found is None:
            raise ValueError
        rule = gettext.c2py(found[2])
        highest = max(rule(n) for n in range(_COUNTED + 1))
    except (ValueError, ZeroDivisionError, OverflowError):
        yield (
            translatable("The header’s Plural-Forms is missing, or cannot be read."),
            translatable("Take it from another catalog of the language."),
        )
        return
    count = int(found[1])
    if highest >= count:
        yield (
            translatable(
                "Plural-Forms counts %(count)s forms and asks for number %(highest)s.",
                count=count,
                highest=highest,
            ),
            translatable("Correct it."),
        )
    for entry in plurals:
        if len(entry.translations) != count:
            yield (
                translatable(
                    "The message at line %(line)s has %(count)s plural forms "
                    "instead of %(wanted)s.",
                    line=entry.line,
                    count=len(entry.translations),
                    wanted=count,
                ),
                translatable("Give it one msgstr[n] for each form."),
            )
