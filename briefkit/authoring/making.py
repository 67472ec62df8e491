"""A brief is made: its settings, a text for each audience that shows all it can have, catalogs."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefkit.authoring.schema_file import write_schema
from briefkit.authoring.wishes import OTHER_FUNDER, Wishes
from briefkit.errors import SourceError, UsageError
from briefkit.importing import plain_heading
from briefkit.maintaining import first_catalog
from briefkit.model import Catalog, Level, Preset
from briefkit.project import (
    DESK_DOMAIN,
    LEAFLET_DOMAIN,
    Project,
    Written,
    code_of,
    is_source,
    note_written,
    write_atomically,
)

__all__ = ["MadeBrief", "make_brief", "text_names"]

# The files that a brief starts with, and the one of them that is its text.
_EXAMPLE = Path(__file__).parent / "example"
_TEXT = "everyone.md"

# What audiences are called, by their levels: their texts' files, and parts of leaflets' names.
_NAMES = {Level.PLAIN: "everyone", Level.PROFESSIONAL: "professionals", Level.EASY: "easy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBrief:
    """What was made: the brief's first catalogs, and whether the schema of settings was written."""

    catalogs: tuple[Catalog, ...]
    schema: bool


def text_names(wishes: Wishes) -> tuple[str, ...]:
    """Return the names of the audiences that a brief will have, in their order."""
    return tuple(_NAMES[level] for level in dict.fromkeys(wishes.levels))


def make_brief(project: Project, name: str, wishes: Wishes, created: str) -> MadeBrief:
    """Write a brief and its catalogs, of wishes without faults; `created` is the time as gettext's.

    The folder appears when all its files are written. Raises UsageError where the brief would need
    work: then nothing is made.
    """
    with tempfile.TemporaryDirectory(prefix=".briefkit-", dir=project.root) as part:
        made = Path(part) / "briefs" / name
        files = dict(_files(project, name, wishes))
        for file, data in files.items():
            write_atomically(made / file, data)
        try:
            Project(Path(part), project.bundled).brief(name)
        except SourceError as error:
            raise UsageError(*error.diagnostics) from None
        folder = project.root / "briefs" / name
        os.rename(made, folder)
        for file, data in files.items():
            note_written(Written(folder / file, None, data))
    schema = write_schema(project.root / "briefs")
    (project.root / "locales").mkdir(exist_ok=True)
    fresh = Project(project.root, project.bundled)
    started = [
        first_catalog(fresh, domain, locale, created)
        for locale in wishes.locales
        for domain in (name, LEAFLET_DOMAIN, DESK_DOMAIN)
        if not fresh.catalogs.path(domain, locale).exists() and not is_source(fresh, domain, locale)
    ]
    for change in started:
        fresh.catalogs.write(change.after, change.before)
    return MadeBrief(catalogs=tuple(change.after for change in started), schema=schema)


def _files(project: Project, name: str, wishes: Wishes) -> Iterator[tuple[str, bytes]]:
    yield "brief.toml", _settings(_free_code(project, name), wishes).encode()
    for path in sorted(_EXAMPLE.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.name != _TEXT:
            yield path.relative_to(_EXAMPLE).as_posix(), data
            continue
        title = plain_heading(" ".join(wishes.title.split()))
        data = data.replace(b"# TITLE", f"# {title}".encode(), 1)
        yield from ((f"{audience}.md", data) for audience in text_names(wishes))


def _free_code(project: Project, name: str) -> str:
    """Return a code for a brief that no other has: the beginnings of its name's words."""
    taken = {code_of(project.root / "briefs" / other) for other in project.brief_names}
    words = ["".join(c for c in w if c.isascii() and c.isalnum()) for w in name.split("-")]
    words = [word.upper() for word in words if word] or ["B"]
    start = words[0][:2] if len(words) == 1 else "".join(word[0] for word in words)[:4]
    codes = (start, *(f"{start}{number}" for number in range(2, 100)))
    return next(code for code in codes if code not in taken)


def _settings(code: str, wishes: Wishes) -> str:
    """Return the `brief.toml` of what is said, with a comment on each line."""
    source, *_ = locales = list(dict.fromkeys(wishes.locales))
    languages = ", ".join(map(_quoted, locales))
    funder = _funder(wishes)
    nobody = '\nfunder = "none"                # nobody paid whose notice is required'
    return (
        "#:schema ../brief.schema.json\n"
        "# All keys: docs/settings.md of briefkit.\n"
        f"{f'code = {_quoted(code)}':<30} # in the code at the foot of every sheet\n"
        f"{f'source_locale = {_quoted(source)}':<30} # the language that its text is written in\n"
        f"languages = [{languages}]"
        f"{'' if funder else nobody}\n{funder}\n"
        f"{''.join(_audience(level) for level in dict.fromkeys(wishes.levels))}"
        "[brand]\n"
        'colour = "#003f5c"             # of headings and lines\n'
    )


def _quoted(value: str) -> str:
    return json.dumps(" ".join(value.split()), ensure_ascii=False)


def _funder(wishes: Wishes) -> str:
    if wishes.funder == OTHER_FUNDER:
        return f"\n[funder]                       # who paid\nnotice = {_quoted(wishes.notice)}\n"
    if wishes.funder == Preset.EU:
        return (
            "\n[funder]                       # who paid: emblem, and the standard disclaimer\n"
            f"preset = {_quoted(Preset.EU)}\n"
            '# grant = "…"                  # the number of the grant agreement\n'
        )
    return ""


_LEVELS = {
    Level.EASY: 'level = "easy"                 # short sentences, each on a line of its own\n',
    Level.PLAIN: 'level = "plain"                # large type; "professional" is set closer\n',
    Level.PROFESSIONAL: 'level = "professional"         # smaller type, set closer\n',
}


def _audience(level: Level) -> str:
    name = _NAMES[level]
    # “everyone” has the first letter too.
    letter = 'letter = "R"                   # of “easy to read”, in the code\n'
    return (
        f"{f'[audiences.{name}]':<30} # its text is {name}.md\n"
        f"{_LEVELS[level]}"
        f"{letter if level is Level.EASY else ''}"
        '# formats = ["a4", "poster"]   # left out: all\n'
        'emergency = "112"              # false for none\n'
        "\n"
        f"[audiences.{name}.fit]\n"
        "pages_max = 4                  # the most pages of A4\n"
        "\n"
    )
