"""An order is made: its leaflets begin to be made as a job, and the day is kept with it."""

from dataclasses import replace

from briefkit.desk.contact_table import chosen_contacts, missing_contacts
from briefkit.desk.context import DeskContext
from briefkit.desk.editions import wanted_leaflets
from briefkit.desk.orders import LeafletOrder

__all__ = ["begin"]


def begin(context: DeskContext, order: LeafletOrder) -> str:
    """Begin to make an order, keep it among the earlier ones, and return the name of its job.

    Raises UsageError with all that its lines name and there isn't; nothing is begun then.
    """
    files = context.files
    wanted = wanted_leaflets(files.project, (line.names for line in order.lines))
    rows, faults = files.readable_rows()
    name = context.jobs.start(
        wanted,
        chosen_contacts(rows, order.contacts),
        missing=missing_contacts(rows, order.ticked, faults),
        title=order.name,
    )
    made = replace(order, made=files.day().isoformat())
    orders = context.orders.read().with_order(made)
    # The next leaflet that is added begins another order.
    closed = replace(orders, open="") if orders.open == order.id else orders
    context.orders.write(closed)
    return name
