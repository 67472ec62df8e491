"""The outreach desk: a web page on this computer for whoever has never seen a terminal.

It needs what the extra “desk” installs, and is imported by no other module but the CLI.
"""

from briefkit.desk.choices import Choice, contact_rows, parse_choice
from briefkit.desk.server import Shop, serve

__all__ = ["Choice", "Shop", "contact_rows", "parse_choice", "serve"]
