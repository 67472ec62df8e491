"""The outreach desk: web pages for whoever has never seen a terminal.

In: a project, its contacts, a socket, who comes in; it needs what the extra “desk” installs.
Out: pages on which leaflets are chosen, translated, proofed and printed, until it is interrupted.
"""

from briefkit.desk.application import serve
from briefkit.desk.backups import back_up, restore
from briefkit.desk.choices import Choice, parse_choice
from briefkit.desk.claiming import CLAIMED, Claim, claim_folder
from briefkit.desk.contact_file import change_contacts
from briefkit.desk.contact_table import (
    ContactRow,
    contact_rows,
    new_contact,
    with_contact,
    write_contact_rows,
)
from briefkit.desk.door import Entrance
from briefkit.desk.editions import OFFERED, flipped_edge
from briefkit.desk.files import DeskFiles
from briefkit.desk.orders import Orders, new_order, parse_orders

__all__ = [
    "CLAIMED",
    "OFFERED",
    "Choice",
    "Claim",
    "ContactRow",
    "DeskFiles",
    "Entrance",
    "Orders",
    "back_up",
    "change_contacts",
    "claim_folder",
    "contact_rows",
    "flipped_edge",
    "new_contact",
    "new_order",
    "parse_choice",
    "parse_orders",
    "restore",
    "serve",
    "with_contact",
    "write_contact_rows",
]
