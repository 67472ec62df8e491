"""The shape of the program, held by reading its imports and its definitions."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import briefkit

PACKAGE = Path(briefkit.__file__).parent

# The road that text travels: a room imports only from those before it.
ROOMS = (
    "diagnostics", "errors", "extras", "quantifiers", "unchanged", "garbage", "processes", "model",
    "languages", "brief", "catalogs", "weblate_checks", "importing", "contacts", "leaflet",
    "typeset", "proof", "project", "maintaining", "authoring", "build", "pages", "offline",
    "serving", "preview", "weblate", "site", "print_runs", "office", "desk", "doctor", "cli",
    "__main__",
)  # fmt: skip

SOLE_IMPORTERS = {
    "babel": {"languages", "brief"},  # its extractor of templates' messages
    "bidi": {"proof"},
    "click": {"cli"},
    "cssselect2": {"brief"},
    "django": {"weblate_checks"},
    "dulwich": {"office"},
    "filelock": {"desk"},
    "fontTools": {"languages", "proof"},
    "h11": {"serving"},
    "hunspell": {"project"},
    "icalendar": {"contacts"},
    "jinja2": {"leaflet"},
    "lingua": {"catalogs"},
    "translate": {"catalogs"},
    "markdown_it": {"brief"},
    "openpyxl": {"catalogs"},
    "phonenumbers": {"contacts"},
    "pikepdf": {"typeset", "proof"},
    "polib": {"catalogs"},
    "prometheus_client": {"serving"},
    "pydantic": {"brief"},
    "pydantic_core": {"brief"},
    "publicsuffixlist": {"catalogs"},
    "pydyf": {"typeset"},
    "pypandoc": {"importing"},
    "pypdfium2": {"proof"},
    "pyphen": {"languages"},
    "rapidfuzz": {"build", "catalogs", "languages"},
    "rich": {"cli"},
    "segno": {"contacts"},
    "starlette": {"desk", "preview", "serving"},
    "tinycss2": {"brief", "typeset"},
    "uharfbuzz": {"languages", "proof"},
    "uvicorn": {"serving"},
    "watchfiles": {"preview"},
    "weasyprint": {"typeset"},
    "weblate": {"weblate_checks"},
    "zxingcpp": {"proof"},
}

# Larger than the rest, each for a reason.
LINES, FUNCTION_LINES, METHODS = 400, 50, 10
EXCEPTIONS: dict[str, str] = {}


@cache
def modules() -> dict[str, Path]:
    """Return the program's modules by their names; a package goes by its own."""
    paths = (p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts[0] != "bundled")
    return {_name_of(path): path for path in sorted(paths)}


def _name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str, *, at_once: bool = False) -> tuple[str, ...]:
    """Return the modules that one imports, wherever it does, or only those it needs `at_once`."""
    tree = tree_of(module)
    return tuple(_imported(module, tree.body if at_once else ast.walk(tree)))


def _imported(module: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: name the module in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module or ""


def ours(module: str, *, at_once: bool = False) -> Iterator[str]:
    found = imports_of(module, at_once=at_once)
    return (name for name in found if name.split(".")[0] == "briefkit")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def is_package(module: str) -> bool:
    return modules()[module].name == "__init__.py"


def face_of(module: str) -> str:
    """Return the innermost package that a module belongs to; a module at the top is its own."""
    return module if is_package(module) or module.count(".") == 1 else module.rpartition(".")[0]


def test_every_room_stands_on_the_road() -> None:
    assert {room_of(module) for module in modules()} - {""} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_before_it(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    for module in (name for name in modules() if room_of(name) == room):
        assert not {room_of(name) for name in ours(module)} & later, module


def test_what_is_of_another_room_is_imported_through_its_face() -> None:
    past = [
        f"{module} imports {name}: ask {face_of(name)} for it"
        for module in modules()
        for name in ours(module)
        if face_of(name) not in ("briefkit", face_of(module)) and name != face_of(name)
    ]
    assert past == []


def test_no_modules_need_each_other() -> None:
    # Within a room, a face is what its modules make of it: they don't ask it.
    graph = {
        module: {n for n in ours(module) if n in modules() and n != "briefkit"}
        for module in modules()
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(("library", "allowed"), SOLE_IMPORTERS.items())
def test_a_library_has_one_importer(library: str, allowed: set[str]) -> None:
    importers = {
        room_of(module)
        for module in modules()
        if any(name.split(".")[0] == library for name in imports_of(module))
    }
    assert importers == allowed


# The first loads Weblate, which is no library of ours; the others export nothing.
LOADED_ALONE = ("briefkit.weblate_checks", "briefkit", "briefkit.__main__")


def exports_are_sound(module: str) -> bool:
    loaded = importlib.import_module(module)
    names = list(loaded.__all__)
    in_order = sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))
    return names == in_order and all(hasattr(loaded, name) for name in names)


def test_what_a_module_exports_is_there_and_sorted() -> None:
    assert [m for m in modules() if m not in LOADED_ALONE and not exports_are_sound(m)] == []


def test_what_weblate_loads_exports_what_is_there() -> None:
    pytest.importorskip("weblate")
    assert exports_are_sound("briefkit.weblate_checks")


def says_what_it_is_for(module: str) -> bool:
    said = ast.get_docstring(tree_of(module)) or ""
    in_and_out = re.search(r"^In: .+^Out: ", said, re.MULTILINE | re.DOTALL)
    room = is_package(module) and module.count(".") == 1
    return said.partition("\n")[0].endswith((".", ":")) and bool(in_and_out or not room)


def test_a_module_says_what_it_is_for() -> None:
    assert [module for module in modules() if not says_what_it_is_for(module)] == []


def test_a_message_for_pages_can_be_extracted_and_filled() -> None:
    calls = [
        (f"{module}:{node.lineno}", node)
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translatable"
    ]
    assert len(calls) > 200
    for place, call in calls:
        (message,) = call.args
        assert isinstance(message, ast.Constant), place
        names = {keyword.arg for keyword in call.keywords} - {None}
        wanted = set(re.findall(r"%\((\w+)\)s", str(message.value)))
        spread = any(keyword.arg is None for keyword in call.keywords)
        assert spread or not call.keywords or names == wanted, place


def sizes() -> Iterator[tuple[str, int, int]]:
    """Yield what has a size, its size and the most that it may have."""
    for module, path in modules().items():
        yield module, len(path.read_text(encoding="utf-8").splitlines()), LINES
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                yield f"{module}.{node.name}", lines, FUNCTION_LINES
            elif isinstance(node, ast.ClassDef):
                methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
                yield f"{module}.{node.name}", len(methods), METHODS


def test_nothing_outgrows_its_room() -> None:
    large = {name for name, size, most in sizes() if size > most}
    assert large == set(EXCEPTIONS)


@pytest.mark.parametrize("code", ["import briefkit", "import briefkit.cli, briefkit.project"])
def test_what_typesets_nothing_loads_nothing_that_takes_long(code: str) -> None:
    # WeasyPrint is for typesetting, pydantic for reading a brief, the others for its pictures.
    slow = {"weasyprint", "pydantic", "PIL", "cssselect2"}
    check = f"import sys; {code}; sys.exit(bool({slow} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_stages_read_no_clock_and_no_environment() -> None:
    # typeset tells Fontconfig where its configuration is; unchanged answers before all is loaded;
    # processes tells those that it starts where the program is.
    shells = {"cli", "doctor", "processes", "typeset", "unchanged"}
    for module, path in modules().items():
        if room_of(module) in shells:
            continue
        text = path.read_text(encoding="utf-8")
        for word in (r"today\(\)", r"\.now\(", r"os\.environ", r"getenv\(", r"\bprint\("):
            assert not re.search(word, text), f"{module} has {word}"
