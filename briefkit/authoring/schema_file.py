"""The JSON Schema of `brief.toml`, which stands beside the briefs for editors."""

import json
from pathlib import Path

from briefkit.brief import settings_schema
from briefkit.project import write_atomically

__all__ = ["SCHEMA_FILE", "schema_text", "write_schema"]

# Where a project keeps the schema that the first line of a `brief.toml` names.
SCHEMA_FILE = "brief.schema.json"


def schema_text() -> str:
    """Return the schema as its file has it."""
    return json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema(folder: Path) -> bool:
    """Write the schema into the folder of briefs, unless it is there; say whether it was."""
    path, data = folder / SCHEMA_FILE, schema_text().encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    write_atomically(path, data)
    return True
