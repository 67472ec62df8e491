"""Print docs/settings.md, which tells every key of `brief.toml`, from the model that checks it.

python -m scripts.settings_page > docs/settings.md
"""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from briefkit.brief import settings_schema

__all__ = ["settings_page"]

_INTRODUCTION = """\
# The settings of a brief

`brief.toml` says whom a brief's texts are for, who paid, and how whoever publishes looks:

```toml
#:schema ../brief.schema.json
code = "HW"                          # in edition codes
source_locale = "en"
languages = ["en", "fr", "tr", "fa", "uk"]
funder = "none"                      # or a table, see below

[audiences.patients]                 # its text is patients.md
label = "For patients"
level = "plain"
formats = ["a4", "dl-trifold", "poster"]
emergency = { number = "15", text = "The ambulance: free of charge, day and night." }

[audiences.staff]                    # staff.md
level = "professional"

[brand]
colour = "#7A1F3D"
font = "fontpkg-nunito"
logos = [{ file = "img/clinic.svg", alt = "Clinic of the Old Town" }]
```

All that is wrong in a file is told at once, with its lines; a mistake in one brief leaves the
others' leaflets alone. Words that print are messages: they go to translators with the texts.

The first line has editors that know [Taplo](https://taplo.tamasfe.dev), such as VS Code with Even
Better TOML, offer the keys and check them while you type. `briefkit schema` prints the file that it
names.

A file of the earlier form, which had `[project]`, `[programme]`, `[grant]` and `[fit.community]`,
is still read; `briefkit upgrade` rewrites it.

**The notice of the A4 project is required whatever is set.** Its brief, by its folder's name, its
titles or its grant's number, is refused without `preset = "isfp"` and the project's own names.

This page is made from the program: `python -m scripts.settings_page > docs/settings.md`.
"""

# The tables, with the headings that they have here; in the order of a file.
_TABLES = (
    ("The file itself", ""),
    ("`[audiences.NAME]`", "AudienceTable"),
    ("`emergency`, as a table", "EmergencyTable"),
    ("`[audiences.NAME.fit]`", "FitTable"),
    ('`[funder]` with `preset = "isfp"`', "IsfpFunder"),
    ('`[funder]` with `preset = "eu-2021-2027"`', "EuFunder"),
    ("`[funder]` in words of your own", "OwnFunder"),
    ("`[brand]`", "BrandTable"),
    ("`logos` of `[brand]`", "PlacedLogoTable"),
    ("`logo` of `[funder]`", "LogoTable"),
)


def settings_page() -> str:
    """Return the page as Markdown."""
    schema = settings_schema()
    parts = [_INTRODUCTION]
    for heading, name in _TABLES:
        table = schema["definitions"][name] if name else schema
        said = "" if not name else f"{table['description']}\n\n"
        rows = "\n".join(_rows(table))
        parts.append(
            f"## {heading}\n\n{said}| key | what it says | may be |\n| --- | --- | --- |\n{rows}\n"
        )
    return "\n".join(parts)


def _rows(table: Mapping[str, Any]) -> Iterator[str]:
    required = table.get("required", ())
    for key, value in table["properties"].items():
        said = value.get("description", "")
        if key in required:
            said = f"**Required.** {said}"
        if "default" in value:
            said += f" Left out: `{_toml(value['default'])}`."
        yield f"| `{key}` | {said} | {_kinds(value)} |".replace("  ", " ")


def _kinds(value: Mapping[str, Any]) -> str:
    """Return what a value may be, with examples, as a cell of a table."""
    if "enum" in value:
        return ", ".join(f"`{_toml(item)}`" for item in value["enum"])
    if examples := value.get("examples"):
        return ", ".join(f"`{_toml(item)}`" for item in examples)
    if "items" in value and "enum" in value["items"]:
        return "a list of " + ", ".join(f"`{_toml(item)}`" for item in value["items"]["enum"])
    if "oneOf" in value or "$ref" in value or value.get("type") in ("object", "array"):
        return "see below"
    numbers = [value[bound] for bound in ("minimum", "maximum") if bound in value]
    if len(numbers) == 2:
        return f"{numbers[0]:g} to {numbers[1]:g}"
    return {"string": "text", "boolean": "`true`, `false`"}[value["type"]]


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write(settings_page())
