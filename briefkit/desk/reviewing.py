"""What a reviewer reads and confirms of a brief in a language: passage by passage."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from briefkit.brief import brief_messages
from briefkit.catalogs import confirmation, record_confirmations, withdraw_confirmations
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Diagnostic
from briefkit.model import Catalog, Message, MessageKey, Review, wanted_in
from briefkit.preview import ShownMessage, shown_message
from briefkit.project import LEAFLET_DOMAIN, Project, is_source

__all__ = ["Passage", "ReviewOf", "confirm", "review_of", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A message to read: `seen` is a digest of its words, `review` who stands by them already.

    `group` is “leaflet” for what the chosen text has, “others” for what only the brief's other
    texts have, “shared” for the words that all leaflets share.
    """

    shown: ShownMessage
    group: str
    source: str
    translation: str
    seen: str
    review: Review | None

    @property
    def can_be_confirmed(self) -> bool:
        """Whether there are words that would print: a translator's doubt comes first."""
        return self.shown.entry is not None and self.shown.entry.current


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOf:
    """A brief in a language: its catalogs that are translations, and their passages in order."""

    catalogs: tuple[Catalog, ...]
    passages: tuple[Passage, ...]

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The domains whose catalog nobody has signed as it is now."""
        return tuple(c.domain for c in self.catalogs if c.review is None)

    @property
    def left(self) -> tuple[Passage, ...]:
        """The passages that nobody stands by yet."""
        return tuple(passage for passage in self.passages if passage.review is None)


def review_of(project: Project, brief: str, audience: str, locale: str) -> ReviewOf:
    """Return what there is to review. Raises BriefkitError for files that need work."""
    loaded = project.brief(brief)
    own = {message.key for message in brief_messages([loaded.texts[audience]])}
    catalogs, passages = [], []
    for domain in (brief, LEAFLET_DOMAIN):
        if is_source(project, domain, locale):
            continue
        catalog = project.catalogs.read(domain, locale)
        catalogs.append(catalog)
        messages = wanted_in(project.messages(domain), locale)
        findings = check_catalog(
            catalog,
            messages,
            source_locale=project.source_locale(domain),
            glossary=project.catalogs.glossary,
        )
        passages += [
            _passage(catalog, message, findings, _group(domain, message.key, own))
            for message in messages
        ]
    order = ("leaflet", "others", "shared")
    passages.sort(key=lambda passage: order.index(passage.group))
    return ReviewOf(catalogs=tuple(catalogs), passages=tuple(passages))


def _group(domain: str, key: MessageKey, own: set[MessageKey]) -> str:
    if domain == LEAFLET_DOMAIN:
        return "shared"
    return "leaflet" if key in own else "others"


def _passage(
    catalog: Catalog, message: Message, findings: Sequence[Diagnostic], group: str
) -> Passage:
    shown = shown_message(message, catalog, findings, is_source=False)
    entry = shown.entry
    words = entry.translations if entry else ()
    sources = (message.msgid, message.plural) if message.plural else (message.msgid,)
    return Passage(
        shown=shown,
        group=group,
        source=" / ".join(sources),
        translation=" / ".join(words),
        seen=_digest(catalog, message.key),
        review=_review(catalog, message.key),
    )


def _review(catalog: Catalog, key: MessageKey) -> Review | None:
    entry = catalog.entry(key)
    if entry is None or not entry.current:
        return None
    return confirmation(entry) or catalog.review


def _digest(catalog: Catalog, key: MessageKey) -> str:
    entry = catalog.entry(key)
    content = repr(entry and (entry.translations, entry.fuzzy))
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def confirm(
    project: Project, found: ReviewOf, ticked: Iterable[tuple[str, str]], review: Review
) -> int:
    """Record that somebody stands by passages: each is an id and a digest of the words seen.

    Return how many were not recorded, for their words are others by now. Raises CatalogError where
    a file cannot be written.
    """
    seen = dict(ticked)
    ids = {passage.shown.id: passage.shown for passage in found.passages}
    refused = set(seen) - set(ids)

    def change(wanted: Mapping[MessageKey, str]) -> Callable[[Catalog], Catalog]:
        def confirmed(catalog: Catalog) -> Catalog:
            # What was seen is compared with what stands in the file at the very moment.
            same = {key for key, name in wanted.items() if _digest(catalog, key) == seen[name]}
            refused.difference_update(wanted.values())
            refused.update(name for key, name in wanted.items() if key not in same)
            return record_confirmations(catalog, same, review)

        return confirmed

    for domain, wanted in _by_domain(ids, seen).items():
        locale = found.catalogs[0].locale
        project.catalogs.revise(domain, locale, change(wanted))
    return len(refused)


def withdraw(project: Project, found: ReviewOf, names: Iterable[str]) -> None:
    """Record that nobody stands by passages, by their ids. Raises as `confirm` does."""
    ids = {passage.shown.id: passage.shown for passage in found.passages}
    for domain, wanted in _by_domain(ids, names).items():
        locale = found.catalogs[0].locale
        change = partial(withdraw_confirmations, keys=frozenset(wanted))
        project.catalogs.revise(domain, locale, change)


def _by_domain(
    ids: Mapping[str, ShownMessage], names: Iterable[str]
) -> dict[str, dict[MessageKey, str]]:
    """Return the messages of those names that there are, with these, by their domains."""
    found: dict[str, dict[MessageKey, str]] = {}
    for name in names:
        if shown := ids.get(name):
            found.setdefault(shown.catalog.domain, {})[shown.message.key] = name
    return found
