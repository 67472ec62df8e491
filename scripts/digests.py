"""Print the SHA-256 of every leaflet that the project makes, to show that a change alters none.

    python -m scripts.digests > before.txt      # then change the program
    python -m scripts.digests > after.txt
    diff before.txt after.txt

Options are passed on to “briefkit build”: with `--locale bg` it takes a minute. The sample
contacts are dated today, which leaflets print, so compare the lists of one day.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.every_leaflet import build_each

__all__ = ["digests"]


def digests(options: Sequence[str]) -> Iterator[str]:
    """Yield a line for each PDF, its digest and its name, and one for each build that fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for build, code in build_each(root, options):
            if code:
                yield f"exit code {code}  {build.name}"
        for path in sorted(root.glob("*/*.pdf")):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{digest}  {path.relative_to(root).as_posix()}"


if __name__ == "__main__":
    for line in digests(sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
