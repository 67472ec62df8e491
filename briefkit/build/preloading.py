"""What all processes that make leaflets need, loaded: they are forked off the one that has it.

Importing this loads it; multiprocessing's fork server does so, by its name alone.
"""

import gc

from briefkit.build.digests import program_digest
from briefkit.typeset import load_weasyprint

__all__: list[str] = []

load_weasyprint()
program_digest()
# What is loaded stays: the memory that it takes is shared as long as no collector looks through it.
gc.freeze()
