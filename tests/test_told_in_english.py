"""What is found is told on pages in their language: what is in English alone is counted here."""

import ast
from collections import Counter
from collections.abc import Iterator

from tests.test_house import modules, tree_of

# Rooms whose findings no page of the desk shows: commands, and what they alone ask.
NO_PAGE = (
    "briefkit.brief.upgrading",  # “briefkit upgrade”
    "briefkit.build.codes",  # “briefkit trace”, “recall”
    "briefkit.build.piles",  # “briefkit recall --pile”
    "briefkit.build.proofing",  # “briefkit proof”
    "briefkit.build.tracing",  # “briefkit trace”
    "briefkit.cli",
    "briefkit.desk.backups",  # “briefkit back-up”, “restore”
    "briefkit.doctor",
    "briefkit.preview.server",
    "briefkit.print_runs",
    "briefkit.proof.audit",
    "briefkit.proof.layout",
    "briefkit.proof.scans",
    "briefkit.site",
    "briefkit.typeset.profiles",  # “briefkit build --press --profile”
    "briefkit.weblate.",  # “briefkit weblate”
)

# Who calls these says what is wrong, and what to do: the places of both among the arguments.
TELLING = {
    "refuse": (0, 1),
    "_fault": (0, 1),
    "_refusal": (0, 1),
    "refusal": (1, 2),
    "tell": (0, 1),
}
# What is found, by its parts.
FINDINGS = ("Diagnostic", "Finding", "Mark")
PLACES = {"briefkit.brief.inline": (1, 2), "briefkit.authoring.wishes": (1, 2)}

# How many texts of a module are in English alone, and are marked as English on a page. A new one
# does not go here: let it be `translatable`, and translate it. What is left is for those who keep
# a project's files: settings, references, SVG, the syntax of catalogs, templates, brands.
IN_ENGLISH: dict[str, int] = {
    "briefkit.brief.pictures.refusing": 1,
    "briefkit.brief.pictures.svg_references": 4,
    "briefkit.brief.references": 6,
    "briefkit.brief.settings": 2,
    "briefkit.build.crowding": 1,
    "briefkit.build.inputs": 2,
    "briefkit.build.making": 2,
    "briefkit.build.planning": 6,
    "briefkit.catalogs.correction.correcting": 1,
    "briefkit.catalogs.exchange.exporting": 4,
    "briefkit.catalogs.exchange.po": 1,
    "briefkit.catalogs.exchange.tbx": 6,
    "briefkit.catalogs.po_reading": 2,
    "briefkit.catalogs.po_saving": 1,
    "briefkit.catalogs.po_soundness": 3,
    "briefkit.catalogs.po_writing": 3,
    "briefkit.languages.meant": 1,
    "briefkit.leaflet.environment": 2,
    "briefkit.leaflet.figures": 2,
    "briefkit.leaflet.template_files": 4,
    "briefkit.leaflet.templates": 6,
    "briefkit.project.brief_names": 1,
    "briefkit.project.choices": 1,
    "briefkit.project.folders": 2,
    "briefkit.project.glossary_files": 2,
    "briefkit.project.locks": 2,
    "briefkit.project.picture_files": 3,
    "briefkit.project.project": 3,
    "briefkit.project.themes": 4,
    "briefkit.typeset.logged_warnings": 1,
    "briefkit.typeset.mend.languages": 2,
    "briefkit.typeset.mend.mending": 2,
}


def is_plain(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the texts in an expression that are no messages of the catalogs."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    ):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from (*is_plain(node.body), *is_plain(node.orelse))
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        operands = node.values if isinstance(node, ast.BoolOp) else (node.left, node.right)
        for operand in operands:
            yield from is_plain(operand)


def plain_texts(module: str) -> Iterator[ast.expr]:
    for node in ast.walk(tree_of(module)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        told = [k.value for k in node.keywords if k.arg in ("message", "hint")]
        if name in FINDINGS or (name in TELLING and told):
            for value in told:
                yield from is_plain(value)
        for place in PLACES.get(module, TELLING[name]) if name in TELLING else ():
            if place < len(node.args):
                yield from is_plain(node.args[place])


def test_a_new_finding_is_told_in_the_languages_of_the_pages() -> None:
    shown = [name for name in modules() if not name.startswith(NO_PAGE)]
    found = Counter({module: len(list(plain_texts(module))) for module in shown})
    assert {module: count for module, count in found.items() if count} == IN_ENGLISH
