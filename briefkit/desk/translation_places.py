"""Where somebody is while she translates: which leaflet, which messages of it are listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from briefkit.desk.choices import edition_of
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import UsageError
from briefkit.model import Edition
from briefkit.preview import ShownMessage, State
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales, is_source

__all__ = ["LISTS", "Place", "place_of", "references"]

# The states of the messages that each list has; one has all of them.
LISTS: Mapping[str, frozenset[State]] = {
    "todo": frozenset((State.UNTRANSLATED, State.FUZZY, State.FAILING)),
    "fuzzy": frozenset((State.FUZZY,)),
    "findings": frozenset((State.DOUBTFUL, State.FAILING)),
    "all": frozenset(State),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A leaflet that is translated; `show` is one of LISTS, `find` words that messages have.

    `reference` is the locale that is shown beside the original, or empty. `brief` is what addresses
    call the brief: a discreet leaflet's have its code, for a name tells the subject.
    """

    edition: Edition
    brief: str
    reference: str = ""
    show: str = "all"
    find: str = ""

    def query(self, **more: str) -> str:
        """Return it as the query of an address, with more values."""
        edition = self.edition
        names = {"brief": self.brief, "audience": edition.audience, "locale": edition.locale}
        own = {"reference": self.reference, "show": self.show, "find": self.find}
        kept = {name: value for name, value in own.items() if value and value != "all"}
        return urlencode(names | kept | more)

    def lists(self, shown: ShownMessage) -> bool:
        """Whether a message is listed."""
        return shown.state in LISTS[self.show] and self.finds(shown)

    def finds(self, shown: ShownMessage) -> bool:
        """Whether a message has the words that are looked for, in either language."""
        texts = shown.message.msgid, *(shown.entry.translations if shown.entry else ())
        return any(self.find.casefold() in text.casefold() for text in texts)

    def listed(self, messages: Sequence[ShownMessage]) -> list[ShownMessage]:
        """Return the messages that are listed."""
        return [shown for shown in messages if self.lists(shown)]

    def beside(self, messages: Sequence[ShownMessage], id_: str, step: int) -> str:
        """Return the id of the message listed next after one (or before, where `step` is -1).

        After the last one comes the first. It is empty where no other is listed.
        """
        ids = [shown.id for shown in messages]
        start = ids.index(id_) if id_ in ids else -1
        around = [*messages[start + 1 :], *messages[: max(start, 0)]]
        return next((shown.id for shown in around[::step] if self.lists(shown)), "")


def place_of(project: Project, fields: Mapping[str, str]) -> Place:
    """Return the place that a query or a form names.

    Raises UsageError for what there isn't, and for the language that the leaflet was written in.
    """
    edition = edition_of(project, {**fields, "format": "a4"})
    if all(is_source(project, d, edition.locale) for d in (edition.brief, LEAFLET_DOMAIN)):
        raise UsageError(
            Diagnostic(
                check="locale",
                message=translatable(
                    "The leaflet was written in this language: there is no catalog for it."
                ),
                hint=translatable("Choose another language, and translate it there."),
            )
        )
    reference, show = fields.get("reference", ""), fields.get("show", "")
    return Place(
        edition=edition,
        brief=fields.get("brief") or edition.brief,
        reference=reference if reference in references(project, edition) else "",
        show=show if show in LISTS else "all",
        find=" ".join(fields.get("find", "").split())[:200],
    )


def references(project: Project, edition: Edition) -> tuple[str, ...]:
    """Return the locales that a translator may see beside the original."""
    return tuple(
        locale for locale in brief_locales(project, edition.brief) if locale != edition.locale
    )
