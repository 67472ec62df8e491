"""The Git repository that an office keeps its project in: what is saved becomes commits.

In: files as they were written, by whom; the repository that other copies are exchanged with.
Out: commits of just these files; what both sides have changed, as two texts to choose from.
"""

from briefkit.office.repository.recording import Busy, Repository, open_repository

__all__ = ["Busy", "Repository", "open_repository"]
