"""From editions to leaflets: what is asked for is made, proofed and written, or refused.

In: editions, and an order that names the project, the folder for the leaflets and the contacts.
Out: PDF files in that folder, a manifest of them, and for each edition what became of it.
"""

from briefkit.build.carrying import Outdated, outdated_leaflets
from briefkit.build.codes import find_edition, near_codes
from briefkit.build.digests import PARTS
from briefkit.build.files import withdraw_earlier
from briefkit.build.inputs import Listed, inputs_of, listed_languages, reread, take_over
from briefkit.build.making import make_leaflet
from briefkit.build.manifest import MANIFEST, Record, parse_manifest, read_records, record_line
from briefkit.build.orders import Built, MadeFile, Order, State
from briefkit.build.piles import PiledCode, piled_codes
from briefkit.build.planning import for_offices, plan, plan_languages_sheet
from briefkit.build.proofing import proof_file
from briefkit.build.recall import Recalled, Recaller, Verdict
from briefkit.build.running import build
from briefkit.build.tracing import Trace, trace, trace_code
from briefkit.build.typesetters import fit_of, shaper_for, typesetter_for
from briefkit.build.unproofed import (
    SCREEN_WIDTH,
    Unproofed,
    draw_unproofed,
    guessed_pages,
    unproofed_pages,
)
from briefkit.build.untranslatable import hard_coded
from briefkit.build.webpages import WebPage, web_page

__all__ = [
    "MANIFEST",
    "PARTS",
    "SCREEN_WIDTH",
    "Built",
    "Listed",
    "MadeFile",
    "Order",
    "Outdated",
    "PiledCode",
    "Recalled",
    "Recaller",
    "Record",
    "State",
    "Trace",
    "Unproofed",
    "Verdict",
    "WebPage",
    "build",
    "draw_unproofed",
    "find_edition",
    "fit_of",
    "for_offices",
    "guessed_pages",
    "hard_coded",
    "inputs_of",
    "listed_languages",
    "make_leaflet",
    "near_codes",
    "outdated_leaflets",
    "parse_manifest",
    "piled_codes",
    "plan",
    "plan_languages_sheet",
    "proof_file",
    "read_records",
    "record_line",
    "reread",
    "shaper_for",
    "take_over",
    "trace",
    "trace_code",
    "typesetter_for",
    "unproofed_pages",
    "web_page",
    "withdraw_earlier",
]
