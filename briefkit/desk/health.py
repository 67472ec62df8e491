"""Whether a desk can do its work: what it was told to keep must be kept."""

import os
from collections.abc import Iterator

from briefkit.desk.claiming import CLAIMED
from briefkit.desk.files import DeskFiles

__all__ = ["faults_of"]

# What is written to try a disk: a full one takes an empty file, but no block.
_TRIAL = bytes(4096)


def faults_of(files: DeskFiles) -> Iterator[str]:
    """Yield what a desk cannot do now, without a path or a name of anybody."""
    project, own = files.order.root, files.order.root / CLAIMED
    if not _can_be_written(own if own.is_dir() else project):
        yield "The project cannot be written."
    # The first choice makes this folder.
    if files.choice_file.parent.is_dir() and not _can_be_written(files.choice_file.parent):
        yield "The last choices and the orders cannot be written."


def _can_be_written(folder: os.PathLike[str]) -> bool:
    """Whether a block that is written to a folder reaches its disk."""
    trial = os.path.join(folder, f".health-{os.getpid()}")
    try:
        descriptor = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            return os.write(descriptor, _TRIAL) == len(_TRIAL)
        finally:
            os.close(descriptor)
            os.unlink(trial)
    except OSError:
        return False
