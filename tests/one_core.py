"""`briefkit` as on a computer of one core: a desk makes nothing ahead of what is asked for."""

import os

from briefkit.__main__ import main

if __name__ == "__main__":
    os.sched_getaffinity = lambda _: {0}
    main()
