"""Why a file is not imported, and where in it."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from briefkit.catalogs.exchange.units import Unit
from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import CatalogError

__all__ = ["KNOWN_FORMATS", "SAVE_AS_WORKBOOK", "refusal", "refuse_duplicates", "refuse_tags"]

SAVE_AS_WORKBOOK = translatable(
    "Open it in a spreadsheet program, and save it as an Excel workbook (.xlsx)."
)

KNOWN_FORMATS = translatable(
    "Give an XLIFF (.xlf), a TMX, a PO file (.po) or an Excel workbook (.xlsx)."
)


def refusal(
    name: str, message: Translatable, hint: Translatable, line: int = 0, msgid: str = ""
) -> CatalogError:
    """Return the error for a file, or for a line (or row) of it."""
    return CatalogError(
        Diagnostic(
            check="exchange", message=message, hint=hint, location=Location(name, line), msgid=msgid
        )
    )


def refuse_duplicates(units: Iterable[Unit], name: str) -> None:
    """Raise CatalogError where two units have the same id."""
    counts = Counter(unit.id for unit in units)
    twice = [unit for unit in units if counts[unit.id] > 1]
    if twice:
        raise refusal(
            name,
            translatable(
                "The message %(id)s stands %(count)s times in the file.",
                id=twice[-1].id,
                count=counts[twice[-1].id],
            ),
            translatable("Keep one of them."),
            twice[-1].line,
            msgid=twice[-1].source,
        )


def refuse_tags(target: Any, name: str, allowed: Callable[[str, str | None], bool]) -> None:
    """Raise CatalogError for an element in a translation whose tag and “mtype” are not allowed."""
    for child in target.iterdescendants("{*}*"):
        tag = child.tag.rpartition("}")[2]
        if not allowed(tag, child.get("mtype")):
            raise refusal(
                name,
                translatable(
                    "The translation has a tag <%(tag)s> that is not in the source.", tag=tag
                ),
                translatable(
                    "Write markup as the source has it (**bold**), and accept tracked changes."
                ),
                child.sourceline,
                msgid="".join(target.itertext()),
            )
