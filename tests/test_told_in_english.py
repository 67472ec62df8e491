"""What is found is told on pages in their language, and what to do in whole sentences."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tests.test_house import modules, tree_of

# Rooms whose findings no page of the desk shows: commands, and what they alone ask.
NO_PAGE = (
    "briefkit.brief.upgrading",  # “briefkit upgrade”
    "briefkit.build.codes",  # “briefkit trace”, “recall”
    "briefkit.build.piles",  # “briefkit recall --pile”
    "briefkit.build.proofing",  # “briefkit proof”
    "briefkit.build.tracing",  # “briefkit trace”
    "briefkit.cli",
    "briefkit.contacts.harmonised",  # “briefkit build”, “pages”: the EU’s numbers
    "briefkit.desk.backups",  # “briefkit back-up”, “restore”
    "briefkit.desk.claiming",  # “briefkit desk”, before there is a page
    "briefkit.doctor",
    "briefkit.preview.server",
    "briefkit.print_runs",
    "briefkit.proof.audit",
    "briefkit.proof.layout",
    "briefkit.proof.scans",
    "briefkit.serving.monitoring",  # what a monitor asks for
    "briefkit.site",
    "briefkit.typeset.profiles",  # “briefkit build --press --profile”
    "briefkit.weblate.",  # “briefkit weblate”
)

# Who calls these says what is wrong, or what to do: the places of both among the arguments.
TELLING = {
    "HTTPException": (1,),
    "Refused": (0, 1),
    "TextFault": (0, 3),
    "UnsetMarkup": (1, 2),
    "UnusableFontError": (0, 1),
    "_error": (0,),
    "_fault": (0, 1),
    "_form": (1, 2),
    "_refusal": (0, 1),
    "contact_fault": (0, 1),
    "fail": (0,),
    "fault": (1, 2),
    "refusal": (1, 2),
    "refuse": (0, 1),
    "tell": (0, 1),
    "unreadable_syntax": (0,),
    "unusable": (1, 2),
}
# What is found, by its parts.
FINDINGS = ("Diagnostic", "Finding", "Mark")
PLACES = {
    "briefkit.authoring.wishes": (1, 2),
    "briefkit.brief.inline": (1, 2),
    "briefkit.brief.settings_model": (0, 1),
    "briefkit.brief.settings_values": (0, 1),
    "briefkit.proof.pasted_words": (2, 3),
    "briefkit.proof.print_files": (2, 3),
    "briefkit.proof.proofs": (2, 3),
}
# What yields or returns what is wrong with a PDF: by its name, and by what it says it returns.
JUDGING_ROOMS = ("briefkit.proof", "briefkit.typeset.preflighting")
JUDGING = re.compile(r"^_?check_|^preflight$|_faults?$")
JUDGEMENTS = {"TextFault", "Translatable"}


def is_plain(node: ast.expr, assigned: Mapping[str, Sequence[ast.expr]]) -> Iterator[ast.expr]:
    """Yield the texts in an expression, or assigned to its names, that are no messages."""
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    ):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from (*is_plain(node.body, assigned), *is_plain(node.orelse, assigned))
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        operands = node.values if isinstance(node, ast.BoolOp) else (node.left, node.right)
        for operand in operands:
            yield from is_plain(operand, assigned)
    elif isinstance(node, ast.Name):
        for value in assigned.get(node.id, ()):
            yield from is_plain(value, {})


def assignments(module: str) -> Mapping[str, Sequence[ast.expr]]:
    """Return all that a module assigns to its names, wherever."""
    found = defaultdict(list)
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id].append(node.value)
    return found


def judges(function: ast.FunctionDef) -> bool:
    """Whether a function says what is wrong."""
    returned = (
        {getattr(n, "id", "") for n in ast.walk(function.returns)} if function.returns else ()
    )
    return bool(JUDGING.search(function.name) or JUDGEMENTS.intersection(returned))


def given(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Yield what a function yields, or returns."""
    for node in ast.walk(function):
        if isinstance(node, ast.Yield | ast.Return) and node.value is not None:
            yield from node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


def plain_judgements(module: str, assigned: Mapping[str, Sequence[ast.expr]]) -> Iterator[ast.expr]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef) and judges(node):
            for value in given(node):
                yield from is_plain(value, assigned)


def plain_texts(module: str) -> Iterator[ast.expr]:
    assigned = assignments(module)
    if module.startswith(JUDGING_ROOMS):
        yield from plain_judgements(module, assigned)
    for node in ast.walk(tree_of(module)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        told = [k.value for k in node.keywords if k.arg in ("message", "hint")]
        if name in FINDINGS or (name in TELLING and told):
            for value in told:
                yield from is_plain(value, assigned)
        for place in PLACES.get(module, TELLING[name]) if name in TELLING else ():
            if place < len(node.args):
                yield from is_plain(node.args[place], assigned)


def test_a_finding_is_told_in_the_languages_of_the_pages() -> None:
    shown = [name for name in modules() if not name.startswith(NO_PAGE)]
    found = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for module in shown
        for node in plain_texts(module)
    ]
    assert found == []


def hints(module: str) -> Iterator[str]:
    """Yield the messages that say what to do."""
    for node in ast.walk(tree_of(module)):
        name = (
            getattr(node.func, "attr", getattr(node.func, "id", ""))
            if isinstance(node, ast.Call)
            else ""
        )
        if not isinstance(node, ast.Call) or name not in (*FINDINGS, *TELLING):
            continue
        given = [k.value for k in node.keywords if k.arg == "hint"]
        last = PLACES.get(module, TELLING.get(name, ()))[1:]
        given += [node.args[place] for place in last if place < len(node.args)]
        for call in (each for value in given for each in ast.walk(value)):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "translatable":
                yield ast.literal_eval(call.args[0])


def test_a_hint_ends_as_a_sentence() -> None:
    # Or with what is given to a terminal.
    found = [hint for module in modules() for hint in hints(module)]
    assert len(found) > 150
    assert [hint for hint in found if not re.search(r"[.?]$|[:=] %\(\w+\)s$", hint)] == []


def test_what_is_listed_is_joined_by_a_message() -> None:
    shown = [name for name in modules() if not name.startswith(NO_PAGE)]
    found = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for module in shown
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
        and re.search(r" [a-z]+ ", str(node.func.value.value))
    ]
    assert found == []
