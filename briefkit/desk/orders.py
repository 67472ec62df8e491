"""Orders: several leaflets that are made at once, each kept by its name to be made again."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from briefkit.desk.choices import Choice, read_choice
from briefkit.project import write_atomically

__all__ = ["LONGEST_NAME", "LeafletOrder", "OrderFile", "Orders", "new_order", "parse_orders"]

# What is kept: more orders than anybody looks through, leaflets that one sitting can make.
_MOST_ORDERS = 30
MOST_LINES = 200
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletOrder:
    """Leaflets that are made at once. `lines` are choices without contacts: all have the same.

    `name` is as somebody typed it, and may be empty. `contacts` are rows' ids, `contact_names` what
    they are called, in their order. `made` is the day on which it was made last (ISO 8601).
    """

    id: str
    name: str = ""
    lines: tuple[Choice, ...] = ()
    contacts: tuple[str, ...] = ()
    contact_names: tuple[str, ...] = ()
    made: str = ""

    @property
    def ticked(self) -> dict[str, str]:
        """The ids of its contacts, each with its name, which is empty where it is not known."""
        names = self.contact_names[: len(self.contacts)]
        return dict(zip_longest(self.contacts, names, fillvalue=""))

    @property
    def day(self) -> date | None:
        """The day on which it was made last, or nothing."""
        try:
            return date.fromisoformat(self.made)
        except ValueError:
            return None

    def with_lines(self, choices: Iterable[Choice]) -> "LeafletOrder":
        """Return the order with more lines, each once, and the contacts of the last choice."""
        choices = tuple(choices)
        added = (replace(c, language="", contacts=(), contact_names=()) for c in choices)
        lines = tuple(dict.fromkeys((*self.lines, *added)))[:MOST_LINES]
        ticked = choices[-1] if choices else self
        return replace(
            self, lines=lines, contacts=ticked.contacts, contact_names=ticked.contact_names
        )

    def without_line(self, query: str) -> "LeafletOrder":
        """Return the order without the line whose choice has a query."""
        return replace(self, lines=tuple(line for line in self.lines if line.query != query))


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """The orders that are kept, the last one first; `open` is the id of the one that is filled."""

    listed: tuple[LeafletOrder, ...] = ()
    open: str = ""

    def find(self, order_id: str) -> LeafletOrder | None:
        """Return the order of an id, or nothing."""
        return next((order for order in self.listed if order.id == order_id), None)

    @property
    def current(self) -> LeafletOrder | None:
        """The order that is being filled, or nothing."""
        return self.find(self.open)

    def with_order(self, order: LeafletOrder) -> "Orders":
        """Return the orders with one as the first: a new one, or as it is now."""
        others = (other for other in self.listed if other.id != order.id)
        return replace(self, listed=(order, *others)[:_MOST_ORDERS])

    def with_contact(self, changed: str, row_id: str, name: str) -> "Orders":
        """Return the orders with a contact that was changed in the place of what it was."""

        def renewed(order: LeafletOrder) -> LeafletOrder:
            if changed not in order.contacts:
                return order
            ticked = dict(
                (row_id, name) if known == changed else (known, called)
                for known, called in order.ticked.items()
            )
            return replace(order, contacts=(*ticked,), contact_names=(*ticked.values(),))

        return replace(self, listed=tuple(map(renewed, self.listed)))

    def without(self, order_id: str) -> "Orders":
        """Return the orders without the one of an id."""
        listed = tuple(order for order in self.listed if order.id != order_id)
        return replace(self, listed=listed, open="" if self.open == order_id else self.open)

    def as_json(self) -> str:
        """The orders as the file that keeps them has them."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def new_order() -> LeafletOrder:
    """Return an order without a leaflet, with an id of its own."""
    return LeafletOrder(id=secrets.token_urlsafe(9))


def parse_orders(text: str) -> Orders:
    """Return the orders that a file keeps; what makes no sense there is left out."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Orders()
    if not isinstance(data, dict) or not isinstance(data.get("listed"), list):
        return Orders()
    listed = {order.id: order for each in data["listed"] if (order := _order(each))}
    opened = data.get("open")
    return Orders(
        listed=tuple(listed.values())[:_MOST_ORDERS], open=opened if opened in listed else ""
    )


def _order(data: Any) -> LeafletOrder | None:
    if not isinstance(data, dict) or not isinstance(data.get("id"), str) or not data["id"]:
        return None
    texts = {key: data[key] for key in ("id", "name", "made") if isinstance(data.get(key), str)}
    lines = data.get("lines")
    lines = [read_choice(line) for line in lines] if isinstance(lines, list) else []
    chosen = read_choice(data)
    return LeafletOrder(
        **texts,
        lines=tuple(dict.fromkeys(line for line in lines if line.brief))[:MOST_LINES],
        contacts=chosen.contacts,
        contact_names=chosen.contact_names,
    )


class OrderFile:
    """The file in which the orders are kept; without one, there are none."""

    def __init__(self, path: Callable[[], Path]) -> None:
        """`path` returns where they are: each person has her own."""
        self._path = path

    def read(self) -> Orders:
        """Return the orders as they are now."""
        try:
            return parse_orders(self._path().read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return Orders()

    def write(self, orders: Orders) -> None:
        """Keep the orders: they are on the disk on return."""
        write_atomically(self._path(), orders.as_json().encode("utf-8", "replace"))

    def add(self, choices: Sequence[Choice]) -> LeafletOrder:
        """Put leaflets in the order that is being filled, a new one where there is none."""
        orders = self.read()
        order = (orders.current or new_order()).with_lines(choices)
        self.write(replace(orders.with_order(order), open=order.id))
        return order
