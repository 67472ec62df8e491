"""The Git repository that an office keeps its project in: what is saved becomes commits.

In: files as they were written, by whom; the remote whose branch is followed.
Out: commits of just these files, pushed; what both sides have changed, as two texts to choose from.
"""

from briefkit.office.repository.exchanging import Diverged, Exchange, exchange_of
from briefkit.office.repository.merging import Unmergeable, Version
from briefkit.office.repository.recording import Busy, Repository, open_repository
from briefkit.office.repository.versions import Versions

__all__ = [
    "Busy",
    "Diverged",
    "Exchange",
    "Repository",
    "Unmergeable",
    "Version",
    "Versions",
    "exchange_of",
    "open_repository",
]
