"""A brief's own theme: templates of its own, each in the place of the one of its name."""

import re
from collections.abc import Iterator
from pathlib import Path

from briefkit.brief import template_messages
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.leaflet import template_faults, template_texts

__all__ = ["THEME", "theme_faults"]

THEME = "theme"
"""The folder in a brief's that holds its theme."""


def theme_faults(templates: Path, brief: Path) -> Iterator[Diagnostic]:
    """Yield what is wrong with the theme of a brief, if it has one.

    That is what Jinja2 cannot read, files that no template asks for, and messages that translators
    would never get: a theme has the words that all leaflets share.
    """
    folder, place = brief / THEME, f"briefs/{brief.name}/{THEME}"
    if not folder.is_dir():
        return
    if faults := tuple(template_faults(folder, place)):
        yield from faults
        return
    shared, own = template_texts(templates), template_texts(folder)
    asked = set(re.findall(r"[\"']([^\"'\n]+\.jinja)[\"']", "\n".join(own.values())))
    for name in sorted(own.keys() - shared.keys() - asked):
        yield Diagnostic(
            check="theme",
            message=translatable("No template asks for this file."),
            hint=translatable(
                "Name it as one of these, or take it out: %(names)s.",
                names=", ".join(sorted(shared)),
            ),
            location=Location(f"{place}/{name}"),
        )
    known = {message.key for message in template_messages({"templates": templates})}
    for message in template_messages({place: folder}):
        if message.key not in known:
            yield Diagnostic(
                check="theme",
                message=translatable(
                    "A theme has a text of its own: “%(text)s”.", text=message.msgid
                ),
                hint=translatable(
                    "Put it into the brief's text or settings, where translators get it."
                ),
                location=next(iter(message.places), None),
            )
