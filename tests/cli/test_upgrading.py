"""`briefkit upgrade` and `briefkit schema`, and what is made from the settings' form."""

import json
import tomllib
from typing import Any

import pytest
from click.testing import CliRunner

from briefkit.brief import settings_schema
from briefkit.cli import main
from scripts.settings_page import settings_page
from tests.brief.earlier import EARLIER
from tests.brief.settings_examples import EVERY_KEY, FUNDERS
from tests.conftest import BRIEF, ROOT, Workspace
from tests.end_to_end.test_names import add_brief


def test_upgrade_rewrites_what_it_can_and_tells_the_rest(workspace: Workspace) -> None:
    earlier = workspace.root / "briefs" / BRIEF / "brief.toml"
    earlier.write_bytes(EARLIER.replace("\n", "\r\n").encode())
    spoilt = add_brief(workspace, "other", "OT") / "brief.toml"
    text = EARLIER.replace('number = "101021832"', "number = 1")
    spoilt.write_text(text, encoding="utf-8")
    (workspace.root / "briefs" / "brief.schema.json").unlink()
    told = workspace.run("check", "bg", "--domain", BRIEF).stdout
    assert f"briefs/{BRIEF}/brief.toml:1: This file has an earlier form" in told
    done = workspace.run("upgrade", code=1)
    assert f"briefs/{BRIEF}/brief.toml: rewritten" in done.stdout
    assert "briefs/brief.schema.json: written" in done.stdout
    assert "briefs/other/brief.toml:15: [grant] number must be text" in done.stderr
    assert spoilt.read_text(encoding="utf-8") == text
    assert b"\r\n[funder]\r\npreset" in earlier.read_bytes()
    assert not workspace.project.brief(BRIEF).warnings
    again = workspace.run("upgrade", code=1)
    assert f"briefs/{BRIEF}/brief.toml: has the present form" in again.stdout


def test_the_schema_that_is_shipped_is_that_of_the_model() -> None:
    shipped = (ROOT / "briefs" / "brief.schema.json").read_text(encoding="utf-8")
    assert CliRunner().invoke(main, ["schema"]).output == shipped
    first = (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "#:schema ../brief.schema.json"


def test_the_page_of_settings_is_that_of_the_model() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def parts(schema: Any) -> list[dict[str, Any]]:
    found = [schema] if isinstance(schema, dict) else []
    below = schema.values() if isinstance(schema, dict) else schema
    for part in below if isinstance(below, list) or isinstance(schema, dict) else ():
        if isinstance(part, dict | list):
            found += parts(part)
    return found


def test_the_schema_has_nothing_that_draft_4_lacks() -> None:
    words = {"const", "$defs", "anyOf", "prefixItems", "exclusiveMinimum", "discriminator"}
    assert not words & {key for part in parts(settings_schema()) for key in part}


@pytest.mark.parametrize("funder", FUNDERS)
def test_every_key_stands_in_the_schema(funder: str) -> None:
    schema = settings_schema()
    data = json.loads(json.dumps(EVERY_KEY | {"funder": FUNDERS[funder]}))
    assert not list(faults(data, schema, schema))
    ours = tomllib.loads((ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8"))
    assert not list(faults(ours, schema, schema))
    assert list(faults(data | {"x": 1}, schema, schema)) == ["x"]


def faults(value: Any, part: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Return the keys that a schema doesn't allow: as much of JSON Schema as ours says of keys."""
    if "$ref" in part:
        return faults(value, schema["definitions"][part["$ref"].rpartition("/")[2]], schema)
    if "oneOf" in part:
        kinds = {str: "string", bool: "boolean", dict: "object", list: "array"}
        found = [
            faults(value, form, schema)
            for form in part["oneOf"]
            if "$ref" in form or form["type"] == kinds[type(value)]
        ]
        return min(found, key=len)
    if isinstance(value, list):
        return [f for item in value for f in faults(item, part["items"], schema)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, below in value.items():
        inner = part.get("properties", {}).get(key) or part.get("additionalProperties")
        inner = inner or next(iter(part.get("patternProperties", {}).values()), None)
        found.append([key] if not inner else faults(below, inner, schema))
    missing = [key for key in part.get("required", ()) if key not in value]
    return [f for some in found for f in some] + missing
