"""No setting and no template lets a leaflet of the A4 project out without its disclaimer."""

import copy
import re
import shutil
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefkit.brief import settings_schema
from briefkit.build import build, plan
from briefkit.build.inputs import Inputs
from briefkit.catalogs import DISCLAIMER
from briefkit.errors import SourceError
from briefkit.leaflet import FORMATS
from briefkit.model import Position
from briefkit.project import Project
from briefkit.proof import comparable
from tests.brief.settings_examples import EVERY_KEY, FUNDERS
from tests.brief.toml_writing import written
from tests.conftest import BRIEF, ROOT, Workspace
from tests.end_to_end.test_names import rename_brief

OURS = tomllib.loads((ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8"))
NOTICE = DISCLAIMER.msgid % {"project": "A4", "programme": "ISFP", "grant": "101021832"}


def forms(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in part:
        part = schema["definitions"][part["$ref"].rpartition("/")[2]]
    for form in part.get("oneOf", ()):
        yield from forms(form, schema)
    yield part


def values(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the values that a key may have: each of few, the examples and the bounds of others."""
    for form in forms(part, schema):
        yield from form.get("enum", ())
        yield from form.get("examples", ())
        yield from (form[bound] for bound in ("minimum", "maximum") if bound in form)
        if form.get("type") == "boolean" and "enum" not in form:
            yield from (True, False)
        if "enum" in form.get("items", {}):
            yield from ([name] for name in form["items"]["enum"])


def changed(data: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    new = copy.deepcopy(dict(data))
    table = new
    for key in path[:-1]:
        table = table.setdefault(key, {})
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value
    return new


def tables(schema: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield the tables that our file has, or may have, with their forms."""
    named = schema["definitions"]
    yield (), schema
    for audience in OURS["audiences"]:
        yield ("audiences", audience), named["AudienceTable"]
        yield ("audiences", audience, "fit"), named["FitTable"]
    for name in ("IsfpFunder", "EuFunder", "OwnFunder"):
        yield ("funder",), named[name]
    yield ("brand",), named["BrandTable"]


def every_setting() -> Iterator[tuple[str, dict[str, Any], Collection[str]]]:
    """Yield our settings with each key of each table at each of its values, and left out.

    The audiences of each are those whose leaflets it is a setting of.
    """
    schema, every = settings_schema(), OURS["audiences"].keys()
    for path, form in tables(schema):
        mine = path[1:2] if path[:1] == ("audiences",) else every
        for key, part in form["properties"].items():
            for value in (None, *values(part, schema)):
                name = f"{'.'.join((*path, key))} = {value}"
                yield name, changed(OURS, (*path, key), value), mine
    for name, funder in FUNDERS.items():
        yield f"funder {name}", OURS | {"funder": funder}, every
        own = funder if isinstance(funder, str) else funder | {"grant": "101021832"}
        yield f"funder {name} with the grant", OURS | {"funder": own}, every
    yield "another's brand", OURS | {"brand": EVERY_KEY["brand"]}, every
    yield "another's settings", EVERY_KEY | {"audiences": OURS["audiences"]}, every


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with our brief alone; it takes the rest from the program's folder."""
    folder = tmp_path_factory.mktemp("required")
    shutil.copytree(ROOT / "briefs", folder / "briefs")
    return folder


def test_no_setting_lets_it_out_without_the_disclaimer(root: Path) -> None:
    path = root / "briefs" / BRIEF / "brief.toml"
    messages = Inputs(Project(ROOT, ROOT)).project.leaflet_messages
    let_out = refused = 0
    for name, data, audiences in every_setting():
        path.write_text(written(data), encoding="utf-8")
        inputs = Inputs(Project(root, ROOT))
        vars(inputs.project)["leaflet_messages"] = messages  # they take longest to read
        try:
            locale = data.get("source_locale", "en")
            editions = plan(inputs.project, locales=[locale], formats=FORMATS)
        except SourceError:
            refused += 1
            continue
        # Another format for each setting: all of them, in turn.
        for audience in audiences:
            mine = [edition for edition in editions if edition.audience == audience]
            if not mine:
                assert OURS["audiences"][audience]["languages"]  # and the brief's is none of them
                continue
            edition = mine[let_out % len(mine)]
            leaflet = inputs.localised(edition, (), allow_incomplete=True)
            page = inputs.templates[edition.brief].render(leaflet, FORMATS[edition.format])
            wanted = inputs.expected(leaflet, page)
            assert wanted.notice == NOTICE, name
            assert Position.END in wanted.notice_at, name
            assert comparable(page.text).endswith(comparable(NOTICE)), name
        let_out += 1
    # Formats, fits and looks may change; funders may not.
    assert let_out > 60
    assert refused > 30


@pytest.mark.parametrize("funder", ["none", "eu-2021-2027", "own"])
@pytest.mark.parametrize("known_by", ["its folder", "its title", "its grant"])
def test_it_is_known_by_folder_title_or_grant(
    workspace: Workspace, known_by: str, funder: str
) -> None:
    name = BRIEF if known_by == "its folder" else "another"
    if name != BRIEF:
        rename_brief(workspace, name)
    folder = workspace.root / "briefs" / name
    other = FUNDERS[funder]
    for audience in OURS["audiences"]:
        text = folder / f"{audience}.md"
        first, rest = text.read_text(encoding="utf-8").split("\n", 1)
        first = first if known_by == "its title" else "# Another title"
        text.write_text(f"{first}\n{rest}", encoding="utf-8")
    if funder == "own":
        (folder / "img").mkdir()
        (folder / "img" / "town.svg").write_text('<svg viewBox="0 0 2 1"></svg>', encoding="utf-8")
    if known_by == "its grant":
        if funder == "none":
            return  # it says nothing of a grant
        key = "notice" if funder == "own" else "grant"
        other = other | {key: "Grant Agreement 101021832"}
    path = folder / "brief.toml"
    path.write_text(written(OURS | {"funder": other}), encoding="utf-8")
    with pytest.raises(SourceError, match="funder isn't that of the project “A4”") as caught:
        workspace.project.brief(name)
    (found,) = caught.value.diagnostics
    assert found.location is not None
    assert (
        path.read_text(encoding="utf-8")
        .split("\n")[found.location.line - 1]
        .startswith(("funder", "[funder]"))
    )


@pytest.mark.parametrize("fmt", ["a4", "poster", "pocket"])
def test_no_template_lets_it_out_without_the_disclaimer(workspace: Workspace, fmt: str) -> None:
    path = workspace.root / "templates" / "imprint.html.jinja"
    text = path.read_text(encoding="utf-8")
    without = re.sub(r"\{\{ disclaimer\(\) \}\}", "", text)
    assert without != text
    path.write_text(without, encoding="utf-8")
    (edition,) = plan(workspace.project, locales=["en"], audiences=["community"], formats=[fmt])
    (built,) = build([edition], workspace.order())
    assert built.path is None
    assert any("disclaimer" in item.message for item in built.diagnostics)


def test_templates_of_an_earlier_project_still_work(workspace: Workspace) -> None:
    """They ask the settings and the brief for the names, not the funder."""
    path = workspace.root / "templates" / "imprint.html.jinja"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("funder.project | ltr", "settings.project | ltr"),
        ("funder.programme | ltr", "settings.programme | ltr"),
        ("funder.grant | ltr", "settings.grant | ltr"),
        ("brief.words.project", "brief.project_name"),
        ("brief.words.programme", "brief.programme_name"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    inputs, now = Inputs(Project(workspace.root, ROOT)), Inputs(Project(ROOT, ROOT))
    for edition in plan(inputs.project, locales=["de"]):
        pages = []
        for each in (inputs, now):
            leaflet = each.localised(edition, (), allow_incomplete=False)
            pages.append(each.templates[edition.brief].render(leaflet, FORMATS["a4"]).text)
        assert pages[0] == pages[1]
