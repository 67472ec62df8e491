"""What a catalog and Weblate know of who stands by which words, brought together (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefkit.catalogs import confirmation, record_confirmations, record_review
from briefkit.catalogs.checks import catalog_errors
from briefkit.model import Catalog, Entry, Message
from briefkit.weblate.units import Unit

__all__ = ["Agreement", "agreed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A catalog with Weblate's approvals, and what is to be approved in Weblate.

    `reviewed` counts the messages that are newly reviewed. `differing` are units that Weblate has
    in other words than the catalog, `withdrawn` those that are reviewed here and that somebody
    withdrew there.
    """

    catalog: Catalog
    reviewed: int
    to_approve: tuple[Unit, ...]
    differing: tuple[Unit, ...]
    withdrawn: tuple[Unit, ...]


def agreed(
    catalog: Catalog, messages: Sequence[Message], units: Iterable[Unit], source_locale: str
) -> Agreement:
    """Return what a catalog and Weblate's units of the same language are when they agree.

    Only the same words count. Words that a person wrote in Weblate are marked as a person's where
    the catalog says that a machine made it. A catalog whose `messages` all have a reviewer is
    signed by these, where no check finds an error.
    """
    pairs = [(unit, catalog.entry(unit.key)) for unit in units]
    there = [(u, e) for u, e in pairs if e is not None and any(u.words)]
    same = [(u, e) for u, e in there if e.current and e.translations == u.words]
    persons = {u.key for u, _ in same if u.by_person and catalog.is_by_machine(u.key)}
    after = replace(
        catalog,
        entries=tuple(
            e.made_by("person") if e.message.key in persons and not e.obsolete else e
            for e in catalog.entries
        ),
    )
    new = {u.key: u.approval for u, e in same if u.approval and not _stands(catalog, e)}
    for review in dict.fromkeys(new.values()):
        after = record_confirmations(after, {k for k, r in new.items() if r == review}, review)
    ours = [(u, e) for u, e in same if u.translated and _stands(catalog, e)]
    return Agreement(
        catalog=_signed(after, messages, source_locale) if new else after,
        reviewed=len(new),
        to_approve=tuple(u for u, _ in ours if not u.withdrawn),
        differing=tuple(u for u, e in there if e.current and e.translations != u.words),
        withdrawn=tuple(u for u, _ in ours if u.withdrawn),
    )


def _stands(catalog: Catalog, entry: Entry) -> bool:
    return confirmation(entry) is not None or catalog.review is not None


def _signed(catalog: Catalog, messages: Sequence[Message], source_locale: str) -> Catalog:
    entries = [catalog.entry(message.key) for message in messages]
    found = [review for entry in entries if entry and (review := confirmation(entry))]
    if len(found) < len(messages) or catalog.review is not None:
        return catalog
    if any(catalog_errors(catalog, messages, source_locale=source_locale)):
        return catalog
    names = dict.fromkeys(review.reviewer for review in found)
    return record_review(catalog, ", ".join(names), max(review.day for review in found))
