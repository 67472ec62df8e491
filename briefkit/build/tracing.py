"""Where a printed sheet comes from: what its edition was made of, and what has changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefkit.build.codes import find_edition, near_codes
from briefkit.build.digests import PARTS
from briefkit.build.inputs import inputs_of
from briefkit.build.manifest import Record, parse_manifest
from briefkit.build.orders import Order
from briefkit.build.planning import code_prefixes, office_edition
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.model import Edition

__all__ = ["Trace", "trace", "trace_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is known of a code: its edition, the code that this has now, the records of both.

    `changed` are the parts (see PARTS) that are other than they were, where that is known;
    `replaced` is when another state of the edition was first made after it.
    """

    code: str
    edition: Edition
    now: str
    records: tuple[Record, ...] = ()
    changed: tuple[str, ...] = ()
    replaced: str = ""

    @property
    def current(self) -> bool:
        """Whether the project would make the same sheet now."""
        return self.code == self.now


def trace(
    code: str, edition: Edition, now: str, digests: Mapping[str, str], records: Iterable[Record]
) -> Trace:
    """Return what is known of a code; `now` and `digests` are its edition's now."""
    mine = [record for record in records if record.edition == edition]
    of_code = [record for record in mine if record.code == code]
    changed: tuple[str, ...] = ()
    replaced = ""
    if of_code and code != now:
        last = of_code[-1]
        changed = tuple(p for p in PARTS if last.digests.get(p) != digests.get(p))
        later = [r.made for r in mine if r.code != code and r.made > last.made]
        replaced = min(later, default="")
    return Trace(
        code=code,
        edition=edition,
        now=now,
        records=tuple(of_code),
        changed=changed,
        replaced=replaced,
    )


def trace_code(typed: str, order: Order, manifest: str) -> Trace:
    """Return what is known of an edition code, however it is typed.

    `manifest` is the text of that of a folder of leaflets. Raises UsageError for what is no code,
    and for one that nothing here ever had but is a slip away from one that something had.
    """
    inputs = inputs_of(order.root, order.bundled)
    code, edition = find_edition(typed, code_prefixes(inputs.project, typed))
    records = parse_manifest(manifest)
    # The name of its file says which office's contacts a sheet has.
    named = next((name for r in records if r.code == code for name in r.files), "")
    edition, contacts = office_edition(edition, order, named)
    leaflet = inputs.localised(edition, contacts, allow_incomplete=True, site=order.site)
    found = trace(code, edition, leaflet.code, inputs.digests(leaflet, order), records)
    known = [record.code for record in records if record.edition == edition]
    if (
        not found.current
        and not found.records
        and (near := near_codes(code, [leaflet.code, *known]))
    ):
        raise UsageError(
            Diagnostic(
                check="edition-code",
                message=f"Nothing here had the code {code}.",
                hint=f"Did you mean {' or '.join(near)}?",
            )
        )
    return found
