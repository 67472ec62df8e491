"""The shape of the program, held by reading its imports."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import briefkit

PACKAGE = Path(briefkit.__file__).parent

# The road that text travels: a module imports only from those before it.
ROAD = (
    "unchanged", "diagnostics", "errors", "model", "source", "messages", "pofile", "locales",
    "contacts", "contact_files", "merge", "exchange", "pseudo", "citations", "localise", "arabic",
    "fonts", "formats", "glyphs", "html", "reading", "mend", "pdf", "audit", "imposition", "press",
    "picture", "proof",
    "glossary", "checks", "correction",
    "project", "trace", "build", "preview", "preview_files", "serving",
    "preview_server",
    "pages", "gallery", "desk", "doctor", "cli", "__main__",
)  # fmt: skip

SOLE_IMPORTERS = {
    "markdown_it": {"source"},
    "polib": {"pofile"},
    "jinja2": {"html"},
    "weasyprint": {"pdf", "doctor"},
    "click": {"cli"},
    "phonenumbers": {"contact_files"},
    "segno": {"html"},
    "lingua": {"checks"},
    "openpyxl": {"exchange"},
    "starlette": {"desk", "preview_server", "serving"},
    "uvicorn": {"desk", "preview_server"},
    "watchfiles": {"preview_server"},
}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> dict[str, set[str]]:
    """Return each module's imports; those of a package within briefkit are one."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name not in ("__init__", "bundled"):
            found[name] = found.get(name, set()) | imports_of(path)
    return found


MODULES = modules()


def is_package(module: str) -> bool:
    return (PACKAGE / module).is_dir()


def test_every_module_stands_on_the_road() -> None:
    assert sorted(MODULES) == sorted(ROAD)


@pytest.mark.parametrize("module", ROAD)
def test_a_module_imports_only_from_those_before_it(module: str) -> None:
    ours = {name.split(".")[1] for name in MODULES[module] if name.startswith("briefkit.")}
    later = set(ROAD[ROAD.index(module) :]) - ({module} if is_package(module) else set())
    assert not ours & later


@pytest.mark.parametrize(("library", "allowed"), SOLE_IMPORTERS.items())
def test_a_library_has_one_importer(library: str, allowed: set[str]) -> None:
    importers = {
        m for m, names in MODULES.items() if any(n.split(".")[0] == library for n in names)
    }
    assert importers == allowed


def test_locale_data_is_read_in_one_module() -> None:
    data = ("babel.core", "babel.dates", "babel.lists", "babel.Locale", "babel.numbers")
    importers = {m for m, names in MODULES.items() if any(n.startswith(data) for n in names)}
    assert importers == {"locales"}


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(briefkit.__path__)])
def test_what_a_module_exports_is_there_and_sorted(module: str) -> None:
    if module == "__main__":
        return
    names = importlib.import_module(f"briefkit.{module}").__all__
    assert all(hasattr(sys.modules[f"briefkit.{module}"], name) for name in names)
    assert list(names) == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


@pytest.mark.parametrize("code", ["import briefkit", "import briefkit.cli, briefkit.project"])
def test_what_typesets_nothing_does_not_import_weasyprint(code: str) -> None:
    check = f"import sys; {code}; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_stages_read_no_clock_and_no_environment() -> None:
    # pdf tells Fontconfig where its configuration is; unchanged answers before the CLI is loaded.
    shells = {"cli", "doctor", "pdf", "unchanged"}
    for module in set(MODULES) - shells:
        paths = [*PACKAGE.glob(f"{module}.py"), *PACKAGE.glob(f"{module}/*.py")]
        text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        for word in (r"today\(\)", r"\.now\(", r"os\.environ", r"getenv\(", r"\bprint\("):
            assert not re.search(word, text), f"{module} has {word}"
