"""An office: its people, what each of them may do, and how its desk is reached.

In: the text of `office.toml`.
Out: who is who and may do what; or SourceError, with all that is wrong and its lines.
"""

from briefkit.office.people import ALL_LANGUAGES, ALONE, Need, Person, Role
from briefkit.office.settings import OFFICE, Office, parse_office

__all__ = [
    "ALL_LANGUAGES",
    "ALONE",
    "OFFICE",
    "Need",
    "Office",
    "Person",
    "Role",
    "parse_office",
]
