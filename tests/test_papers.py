"""The project's papers agree with one another: licence, version, what is run before a commit."""

import re
import tomllib

import pytest

from briefkit import __version__
from tests.conftest import ROOT


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def cited(key: str) -> str:
    found = re.search(rf"^{key}: (.+)$", read("CITATION.cff"), re.MULTILINE)
    assert found, key
    return found[1].strip('"')


def test_the_licence_is_the_same_everywhere() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert project["license-files"] == ["LICENSE"]
    assert cited("license") == project["license"]
    licence = read("LICENSE")
    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    for page in ("README.md", "docs/licences.md"):
        assert re.search(r"\[Apache License 2\.0\]\((\.\./)?LICENSE\)", read(page)), page


def test_the_citation_names_this_version() -> None:
    assert cited("cff-version") == "1.2.0"
    assert cited("title") == "briefkit"
    assert cited("type") == "software"
    assert cited("version") == __version__
    assert "\n  - name: The briefkit authors\n" in read("CITATION.cff")


def test_a_commit_is_checked_by_what_the_gate_runs() -> None:
    hooks = re.findall(r"^ +entry: (.+)$", read(".pre-commit-config.yaml"), re.MULTILINE)
    gate = read("run").partition("\ntest)\n")[2].partition(";;")[0]
    assert hooks == re.findall(r"^ +(\.venv/bin/.+)$", gate, re.MULTILINE)
    assert "pytest" in gate.partition("exec ")[2]


@pytest.mark.parametrize("name", ["CITATION.cff", ".pre-commit-config.yaml", ".editorconfig"])
def test_no_host_is_named(name: str) -> None:
    assert "://" not in read(name)
