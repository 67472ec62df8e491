"""`briefkit` as tests share it: as on one core, and its processes set the same page once.

With one core a desk makes nothing ahead of what is asked for.
"""

import os
from pathlib import Path

from briefkit.__main__ import main

__all__ = ["PAGES"]

# The environment's variable that names the folder of pages.
PAGES = "BRIEFKIT_TESTS_PAGES"

# The processes that make leaflets load this module by that name.
if __name__ == "__mp_main__":
    from briefkit.build import making, sharing
    from tests.typesetting import set_once

    for module in (making, sharing):
        vars(module)["typesetter_for"] = set_once(Path(os.environ[PAGES]))

if __name__ == "__main__":
    os.sched_getaffinity = lambda _: {0}
    main()
