"""An order for the printer becomes a folder: what to print, a list to tick, how to fold it.

In: an order in TOML or CSV, a project and its contacts; what the folder held before.
Out: the lines of the order with their editions, or all that is wrong with them; what must be
printed anew and what stays; the list as a page, in the language of whoever prints.
"""

from briefkit.print_runs.changes import Outcome, Printed, Sheets, compared, left_over, sheets_of
from briefkit.print_runs.folders import (
    LEAFLETS,
    LIST,
    STATE,
    Kept,
    is_print_run,
    read_state,
    state_bytes,
)
from briefkit.print_runs.lists import list_page
from briefkit.print_runs.orders import OrderLine, parse_order
from briefkit.print_runs.planning import PlannedLine, plan_lines

__all__ = [
    "LEAFLETS",
    "LIST",
    "STATE",
    "Kept",
    "OrderLine",
    "Outcome",
    "PlannedLine",
    "Printed",
    "Sheets",
    "compared",
    "is_print_run",
    "left_over",
    "list_page",
    "parse_order",
    "plan_lines",
    "read_state",
    "sheets_of",
    "state_bytes",
]
