"""The JSON Schema of `brief.toml`, for editors and for the page that describes it."""

from functools import cache
from typing import Any

__all__ = ["settings_schema"]


@cache
def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of `brief.toml`, as Taplo and Even Better TOML read it (draft 4)."""
    from briefkit.brief.settings_model import BriefTable

    schema = BriefTable.model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs")
    plain: dict[str, Any] = _plain(schema)
    return {"$schema": "http://json-schema.org/draft-04/schema#", **plain}


def _plain(part: Any) -> Any:
    """Return a part of a schema without what draft 4 doesn't have, and without what says nothing.

    A value that may be null is one that may be left out: TOML has no null.
    """
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {
        key: {name: _plain(value) for name, value in item.items()}
        if key in ("properties", "definitions")
        else _plain(item)
        for key, item in part.items()
        if key not in ("title", "discriminator") and not (key == "default" and _is_nothing(item))
    }
    if "const" in found:
        found["enum"] = [found.pop("const")]
    if "anyOf" in found:
        forms = [form for form in found["anyOf"] if form != {"type": "null"}]
        found["anyOf"] = forms
        if len(forms) == 1:
            del found["anyOf"]
            found = {**forms[0], **found}
    return found


def _is_nothing(value: Any) -> bool:
    empty = value in (None, "", [], {})
    return empty or (isinstance(value, dict) and all(map(_is_nothing, value.values())))
