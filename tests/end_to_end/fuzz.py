"""Spoilt files by the thousand, and what reads each kind: for the tests and the long run."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefkit.brief import (
    parse_brief,
    parse_references,
    parse_settings,
    upgraded_settings,
)
from briefkit.catalogs import merge, parse_catalog, parse_glossary, serialise_catalog
from briefkit.catalogs.exchange import Format, export_catalog, import_translations, parse_exchange
from briefkit.contacts import parse_contacts
from briefkit.errors import BriefkitError
from briefkit.model import Catalog
from briefkit.project import decode_text

__all__ = ["TARGETS", "Target", "attack", "seed"]

SEEDS = Path(__file__).parent.parent / "data" / "attacks"
TODAY = date(2026, 1, 31)


# What breaks parsers: signs of the formats, odd characters, numbers at their limits.
PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        '"', "\\", "\n", "\r", "\0", "\x1b[2J", "\u202e", "\u200b", "\u2028", "\ud800", "\ufeff",
        "[", "]", "{", "}", "<", ">", "&", "[" * 60, "> " * 60, "  - " * 30, "`", "![x](y)",
        'msgid ""\n', 'msgstr[99] "x"\n', 'msgstr[-1] "x"\n', "#~ ", "#| ", "#, fuzzy\n",
        "charset=UTF-16", "charset=punycode", "charset=hex", "nplurals=999999999; ",
        "[@garcia2019]", "[x]: y\n", "-1", "1e999", "NaN", "9" * 5000, "2019-02-30", "null",
        '"id": "garcia2019",', "\\ud800", "[[contact]]\n", "a.b.c.d = 1\n", ";", ",", "=", "|",
        "\x04", "\\n", "\\x54", "#,fuzzy\n", "#=c-format\n", '"a" "b"', "<!-- x -->",
        "~~x~~", "[^1]", "^[x]",
        "| a | b |\n| --- | --- |\n", "![](pictogram:x)", "[@key, p. 12]", "{.x}", "**a**b", "$x$",
        "sep=;\n", "20/11/2026", "3/4/2026", "45982", "3919", "02 981 76 86 / 87", "prs", "\t",
        "\ufb01", "\u2011", "\u0661", "e\u0301", "(", ")", "\u00ab", "\u200e", "{{ x }}", "%(x)s",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;", "<g/>", "<![CDATA[",
    )
)  # fmt: skip


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to four things done to it that go wrong with files."""
    for _ in range(chance.randint(1, 4)):
        size = len(data)
        at, to = sorted((chance.randint(0, size), chance.randint(0, size)))
        to = min(to, at + 200)
        match chance.randrange(9):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:to] + data[at:]
            case 3:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 4:
                data = data.decode("utf-8", "replace").encode(
                    chance.choice(("utf-16", "cp1251", "latin-1", "utf-32", "utf-8-sig")), "replace"
                )
            case 5:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines)
            case 6:
                lines = data.split(b"\n")
                line = chance.randrange(len(lines))
                data = b"\n".join([*lines[:line], *([lines[line]] * 3), *lines[line + 1 :]])
            case _:
                data = data[:at] + chance.choice(PIECES) + data[at:]
    return data


def spoil_part(data: bytes, chance: random.Random) -> bytes:
    """Return a zip archive (a workbook) with one of the files in it spoilt."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(out, "w") as spoilt:
        unlucky = chance.choice(sound.namelist())
        for name in sound.namelist():
            part = sound.read(name)
            spoilt.writestr(name, spoil(part, chance) if name == unlucky else part)
    return out.getvalue()


@dataclass(frozen=True)
class Target:
    """A kind of file: a sound one, what reads it as the commands do, and how it goes wrong."""

    seed: Callable[[], bytes]
    read: Callable[[bytes], object]
    spoil: Callable[[bytes, random.Random], bytes] = spoil


def seed(name: str) -> bytes:
    return (SEEDS / name).read_bytes()


def _catalog(data: bytes) -> Catalog:
    return parse_catalog(data, locale="bg", domain="seed", path="seed.po")


def _read_catalog(data: bytes) -> None:
    catalog = _catalog(data)
    assert _catalog(serialise_catalog(catalog)) == catalog
    messages = [entry.message for entry in _catalog(seed("seed.po")).entries]
    serialise_catalog(merge(messages, catalog))


def _read_brief(data: bytes) -> None:
    parse_brief(
        name="seed",
        audience="community",
        settings=parse_settings(seed("seed.toml").decode(), "attack"),
        text=decode_text(data, "attack"),
        path="attack",
    )


def _read_settings(data: bytes) -> None:
    upgraded_settings(decode_text(data, "attack"), "attack")


def _read_exchange(data: bytes) -> None:
    catalog = _catalog(seed("seed.po"))
    for returned in parse_exchange(data, "attack"):
        import_translations(returned, catalog)


def _exported(format: Format) -> Callable[[], bytes]:
    return lambda: export_catalog(_catalog(seed("seed.po")), format, "en")


def _contacts(name: str) -> Callable[[bytes], object]:
    return lambda data: parse_contacts(decode_text(data, "attack"), name, TODAY)


TARGETS: Mapping[str, Target] = {
    "po": Target(lambda: seed("seed.po"), _read_catalog),
    "markdown": Target(lambda: seed("seed.md"), _read_brief),
    "settings": Target(lambda: seed("settings.toml"), _read_settings),
    "earlier settings": Target(lambda: seed("seed.toml"), _read_settings),
    "references": Target(
        lambda: seed("seed.json"), lambda d: parse_references(decode_text(d, "attack"), "attack")
    ),
    "contacts-toml": Target(lambda: seed("contacts.toml"), _contacts("attack.toml")),
    "contacts-csv": Target(lambda: seed("contacts.csv"), _contacts("attack.csv")),
    "glossary": Target(
        lambda: seed("seed.csv"), lambda d: parse_glossary(decode_text(d, "attack"), "attack")
    ),
    "xliff": Target(_exported(Format.XLIFF), _read_exchange),
    "tmx": Target(_exported(Format.TMX), _read_exchange),
    "xlsx": Target(_exported(Format.XLSX), _read_exchange),
    "xlsx-part": Target(_exported(Format.XLSX), _read_exchange, spoil_part),
}

# What is wrong with a file as a whole, and so has no line.
OF_THE_WHOLE = (
    "There is no contact in this file.",
    "The columns are not a glossary’s.",
    "A reference has no “id”.",
    "The references are not a list of objects.",
    "This is XLIFF ",
    "A number in it is too long.",
    "Its brackets are nested too deeply.",
    "The file is not an Excel workbook, or not a whole one.",
    "The file was made from another source: ",
    "The file is for the ",
    "The workbook has no sheets ",
    "The file has more than 500000 tags.",
    "The file declares XML entities, ",
)


def attack(target: Target, data: bytes) -> str:
    """Give a file to what reads it, and return what it says: nothing, if it takes the file.

    Any other error than one for people escapes, and so does one that names no place: a line too,
    unless it is of the file as a whole.
    """
    refused: BriefkitError | None = None
    try:
        target.read(data)
    except BriefkitError as error:
        refused = error
    if refused is None:
        return ""
    assert refused.diagnostics[0].hint
    for diagnostic in refused.diagnostics:
        assert diagnostic.message
        assert diagnostic.location is not None
        assert diagnostic.location.line or diagnostic.message.startswith(OF_THE_WHOLE), diagnostic
    return str(refused)
