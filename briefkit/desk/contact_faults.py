"""What is wrong with what the form for a contact has, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefkit.contacts import CONTACT_FIELDS, REQUIRED, WAYS
from briefkit.diagnostics import Diagnostic

__all__ = ["FormFault", "form_faults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """A fault of a form, told beside the `field`, which is empty where it is of no one field.

    `kind` says what the page says in its own words: “missing” of a field that must not be empty,
    “unreached” where all ways to reach a contact are. Otherwise it says what was found.
    """

    field: str
    kind: str = ""
    found: Diagnostic | None = None


def form_faults(cells: Mapping[str, str], problems: Iterable[Diagnostic]) -> tuple[FormFault, ...]:
    """Return all that is wrong with a form that has these cells, in the order of its fields."""
    missing = [name for name in REQUIRED if not cells.get(name, "").strip()]
    faults = [FormFault(field=name, kind="missing") for name in missing]
    for problem in problems:
        if problem.fields == WAYS:
            faults.append(FormFault(field=WAYS[0], kind="unreached"))
        elif not problem.fields or not set(problem.fields) <= set(missing):
            faults.append(FormFault(field=next(iter(problem.fields), ""), found=problem))
    return tuple(sorted(dict.fromkeys(faults), key=_place))


def _place(fault: FormFault) -> int:
    return CONTACT_FIELDS.index(fault.field) if fault.field else -1
