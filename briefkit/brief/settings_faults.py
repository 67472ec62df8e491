"""What is wrong with `brief.toml`, as a person is told it: with its line, and what to write."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefkit.brief.near_names import did_you_mean
from briefkit.brief.toml_lines import Path, line_of, toml_lines
from briefkit.diagnostics import Diagnostic, InEnglish, Location, Translatable, translatable

__all__ = ["FUNDER_HINT", "FUNDER_MUST", "Places", "label_of", "model_faults"]

FUNDER_MUST = translatable(
    "must be %(none)s, or a table with a preset, or with a notice of your own", none='"none"'
)
FUNDER_HINT = translatable(
    "Write %(none)s where nobody paid whose notice is required; or %(table)s with %(one)s, "
    "%(other)s, or %(own)s in words of your own.",
    none='funder = "none"',
    table="[funder]",
    one='preset = "eu-2021-2027"',
    other='preset = "isfp"',
    own='notice = "…"',
)

_HINT = translatable("%(page)s tells what belongs there.", page="docs/settings.md")

# What must stand where pydantic found something else, by its names of errors.
_KINDS = {
    "string_type": translatable("must be text, between quotation marks"),
    "bool_type": translatable("must be true or false"),
    "int_type": translatable("must be a whole number"),
    "float_type": translatable("must be a number"),
    "finite_number": translatable("must be a number"),
    "model_type": translatable("must be a table"),
    "dict_type": translatable("must be a table"),
    "tuple_type": translatable("must be a list"),
    "too_short": translatable("is empty"),
    "missing": translatable("is missing"),
}


class Places:
    """Where the keys of a file stand, by their paths in the model.

    `renamed` are the paths in the file of what has another one there.
    """

    def __init__(
        self, path: str, lines: Mapping[Path, int], renamed: Mapping[Path, Path] | None = None
    ) -> None:
        self._path = path
        self._lines = lines
        self._renamed = renamed or {}

    def in_file(self, path: Path) -> Path:
        """Return the path of a key as the file has it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._renamed:
                return self._renamed[path[:length]] + path[length:]
        return path

    def location(self, path: Path) -> Location:
        """Return the place of a key, or of the table in which it would stand."""
        return Location(self._path, line_of(self.in_file(path), self._lines))

    def fault(self, path: Path, must: Translatable, hint: str = "") -> Diagnostic:
        """Return what is wrong with a key: `must` completes the sentence that it begins."""
        setting = label_of(self.in_file(path))
        return Diagnostic(
            check="settings",
            message=translatable("%(setting)s %(must)s.", setting=setting, must=must),
            hint=hint or _HINT,
            location=self.location(path),
        )


def places_in(text: str, path: str) -> Places:
    """Return where the keys of a TOML file stand that can be read, and is at a path."""
    return Places(path, toml_lines(text))


def label_of(path: Path) -> str:
    """Return a key as people write it: “[audiences.patients] level”."""
    entry = next((n for n, part in enumerate(path) if isinstance(part, int)), len(path))
    tables, rest = path[: entry - 1], path[entry - 1 :]
    key = ", ".join(str(part + 1) if isinstance(part, int) else part for part in rest[1:])
    key = f"{rest[0]} {key}".rstrip()
    return f"[{'.'.join(map(str, tables))}] {key}" if tables else key


def model_faults(
    errors: Iterable[Mapping[str, Any]], places: Places, schema: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield what pydantic's errors say; `schema` is the JSON Schema of the model."""
    for error in errors:
        path = _path(error["loc"])
        context = error.get("ctx", {})
        kind = error["type"]
        if kind == "brief":
            path += (context["key"],) if context["key"] else ()
            yield places.fault(path, context["must"], context["hint"])
        elif kind == "extra_forbidden":
            yield places.fault(
                path, translatable("is not a setting"), _known_key_hint(path, schema)
            )
        elif kind == "missing" and path == ("funder",):
            yield places.fault(path, _KINDS["missing"], FUNDER_HINT)
        elif kind == "literal_error" and path == ("funder",):
            yield places.fault(path, FUNDER_MUST, FUNDER_HINT)
        elif kind == "literal_error":
            yield places.fault(
                path,
                translatable(
                    "must be one of: %(listed)s",
                    listed=context["expected"].replace(" or ", ", ").replace("'", '"'),
                ),
            )
        elif kind in _KINDS:
            yield places.fault(path, _KINDS[kind])
        else:
            words = error["msg"].removeprefix("Input should ").removeprefix("Value should ")
            why = InEnglish(f"{words[:1].lower()}{words[1:]}")
            # TRANSLATORS: %(why)s is told in English: “be less than or equal to 8”
            yield places.fault(path, translatable("must %(why)s", why=why))


def _path(location: Iterable[str | int]) -> Path:
    """Return an error's place without what names forms of a value, and keys as such."""
    return tuple(p for p in location if not (isinstance(p, str) and (p[:1] == "<" or p == "[key]")))


def _known_key_hint(path: Path, schema: Mapping[str, Any]) -> str:
    """Say which setting may be meant: of the same table, or of that name in another."""
    key = str(path[-1])
    beside = sorted(_keys_below(path[:-1], schema))
    if meant := did_you_mean(key, beside):
        return meant
    elsewhere = [table for table, keys in _all_keys(schema) if key in keys]
    if elsewhere:
        return translatable("It belongs elsewhere: %(tables)s.", tables=", ".join(elsewhere))
    return translatable("There is: %(names)s.", names=", ".join(beside))


def _all_keys(schema: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    for name, path in (
        ("[audiences.NAME]", ("audiences", "NAME")),
        ("[audiences.NAME.fit]", ("audiences", "NAME", "fit")),
        ("[funder]", ("funder",)),
        ("[brand]", ("brand",)),
    ):
        yield name, _keys_below(path, schema)


def _keys_below(path: Path, schema: Mapping[str, Any]) -> set[str]:
    """Return the keys that a table may have."""
    forms = list(_forms(schema, schema))
    for part in path:
        forms = [
            form
            for outer in forms
            for below in _below(part, outer)
            for form in _forms(below, schema)
        ]
    return {key for form in forms for key in form.get("properties", ())}


def _below(part: str | int, form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, int):
        yield from [form["items"]] if "items" in form else []
    elif part in form.get("properties", ()):
        yield form["properties"][part]
    elif isinstance(form.get("additionalProperties"), dict):
        yield form["additionalProperties"]
    else:
        yield from form.get("patternProperties", {}).values()


def _forms(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the forms that a value may have."""
    if "$ref" in part:
        yield from _forms(schema["definitions"][part["$ref"].rpartition("/")[2]], schema)
        return
    yield part
    for form in (*part.get("oneOf", ()), *part.get("anyOf", ())):
        yield from _forms(form, schema)
