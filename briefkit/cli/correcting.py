"""The command that corrects a typo in the source and in all catalogs: fix-source."""

import codecs
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.extracting import write_template
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError, UsageError

if TYPE_CHECKING:
    from briefkit.catalogs.correction import Correction
    from briefkit.model import Brief, Catalog, Message, MessageKey
    from briefkit.project import Project

__all__ = ["fix_source"]


@click.command("fix-source", epilog='Example: briefkit fix-source "recieve help" "receive help"')
@click.argument("old")
@click.argument("new")
@click.pass_obj
@reporting
def fix_source(settings: Settings, old: str, new: str) -> int:
    """Correct a typo in the source and in all catalogs; no translation turns fuzzy.

    Use it only for corrections that change nothing for a translator: spelling, punctuation. The
    mistake is found as whole words in the messages; where a file has it elsewhere too, or where
    the words would mean something else, nothing is changed.
    """
    from briefkit.catalogs.correction import Correction
    from briefkit.project import digest_of, write_atomically

    project = settings.project
    correction = Correction(old, new)
    if not correction.old or correction.old == correction.new:
        raise UsageError(
            Diagnostic(check="fix-source", message="Give the mistake, then its correction.")
        )
    changes = _corrected_files(project, correction)
    corrected = _corrected_messages(project, changes, correction)
    keys = {
        domain: {
            old.key: new.msgid
            for old, new in zip(project.messages(domain), messages, strict=True)
            if old.msgid != new.msgid
        }
        for domain, messages in corrected.items()
    }
    console = new_console()
    # The catalogs first: when this is cut short, the same command finishes it.
    changed = 0
    for domain, messages in corrected.items():
        for locale in project.catalogs.locales:
            if not project.catalogs.path(domain, locale).exists():
                continue
            correct = partial(_corrected_catalog, project.messages(domain), messages, keys[domain])
            before, after = project.catalogs.revise(domain, locale, correct)
            changed += before != after
        write_template(project, domain, messages)
    for path, (read, data) in changes.items():
        write_atomically(path, data, expected=digest_of(read))
        console.print(f"{path}: corrected")
    count = sum(map(len, keys.values()))
    console.print(f"{count} messages corrected, {changed} catalogs written; none turned fuzzy")
    return 0


def _corrected_catalog(
    old: Sequence["Message"],
    new: Sequence["Message"],
    keys: Mapping["MessageKey", str],
    before: "Catalog",
) -> "Catalog":
    """Return a catalog of the `old` messages with the corrected keys."""
    from briefkit.catalogs import merge, rename

    after = rename(before, keys)
    # Where it was up to date, its comments, which name headings, stay so.
    return merge(new, after) if merge(old, before) == before else after


def _corrected_files(
    project: "Project", correction: "Correction"
) -> dict[Path, tuple[bytes, bytes]]:
    """Return the source's files that a correction changes, as they were read and as they become.

    Raises SourceError where no message has the mistake, or where more than messages would change.
    """
    from briefkit.project import decode_text, require_own_folder, source_files

    messages = [message for d in _own_domains(project) for message in project.messages(d)]
    places = dict(source_files(project))
    read = {place: path.read_bytes() for place, path in places.items()}
    if not any(map(correction.stands_in, messages)):
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message=f"“{correction.old}” stands nowhere in the texts of the briefs or the "
                "templates.",
                hint="Give whole words, as the source has them, capitals and markup included.",
            )
        )
    correction.require_small()
    changes: dict[Path, tuple[bytes, bytes]] = {}
    for place, data in read.items():
        text = decode_text(data, place)
        if (corrected := correction.made_in_file(text, place, messages)) != text:
            require_own_folder(project.root, place.partition("/")[0])
            changes[places[place]] = data, _formed_like(data, corrected)
    return changes


def _formed_like(data: bytes, text: str) -> bytes:
    """Return a text's bytes with the byte order mark and the line ends that `data` has."""
    lines, ends = text.encode().split(b"\n"), data.split(b"\n")
    if len(lines) == len(ends):
        lines = [line + b"\r" * old.endswith(b"\r") for line, old in zip(lines, ends, strict=True)]
    return codecs.BOM_UTF8 * data.startswith(codecs.BOM_UTF8) + b"\n".join(lines)


def _own_domains(project: "Project") -> tuple[str, ...]:
    """Return the domains whose source is the project's: the program's own pages are not."""
    from briefkit.project import DESK_DOMAIN

    return tuple(domain for domain in project.domains if domain != DESK_DOMAIN)


def _corrected_messages(
    project: "Project", changes: Mapping[Path, tuple[bytes, bytes]], correction: "Correction"
) -> dict[str, tuple["Message", ...]]:
    """Return, by domain, the messages of the project with `changes` made to its files.

    Raises SourceError unless they are the old ones, corrected.
    """
    from briefkit.project import Project

    wanted = {
        domain: [
            correction.made_in(m, project.source_locale(domain)) for m in project.messages(domain)
        ]
        for domain in _own_domains(project)
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefs", "templates"):
            shutil.copytree(project.folder(name), root / name)
        for path, (_, data) in changes.items():
            name = "briefs" if path.is_relative_to(project.folder("briefs")) else "templates"
            copy = root / name / path.relative_to(project.folder(name))
            copy.write_bytes(data)
        corrected = Project(root, root)
        messages = {domain: corrected.messages(domain) for domain in wanted}
        same = all(
            _shape(project, name) == _shape(corrected, name) for name in project.brief_names
        ) and all(_words(messages[domain]) == _words(wanted[domain]) for domain in wanted)
    if not same:
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message="This changes which messages there are, not their words alone.",
                hint="Edit the source by hand, then give “briefkit update”.",
            )
        )
    return messages


def _words(messages: Sequence["Message"]) -> list[tuple[str | None, str, str | None]]:
    return [(message.context, message.msgid, message.plural) for message in messages]


def _shape(project: "Project", name: str) -> list["Brief[None]"]:
    """Return a brief's texts with the words taken out."""
    return [text.map_segments(lambda _: None) for text in project.brief(name).texts.values()]
