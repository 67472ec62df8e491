"""Pictures of a leaflet's pages in Weblate, each with the messages that stand on it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefkit.build import fit_of, typesetter_for
from briefkit.model import MessageKey
from briefkit.preview import Subject, read_preview
from briefkit.proof import page_picture
from briefkit.typeset import draw_named
from briefkit.weblate.client import Client

__all__ = ["PagePicture", "page_pictures", "show_pictures"]

_WIDTH = 1000  # px: A4 is read on a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page as a PNG, and the messages that stand on it by their domains."""

    name: str
    png: bytes
    messages: Mapping[str, frozenset[MessageKey]]


def page_pictures(subject: Subject) -> tuple[PagePicture, ...]:
    """Return the pages of an edition's preview. Raises BriefkitError for what needs work."""
    preview = read_preview(subject)
    edition = subject.edition
    typesetter = typesetter_for(subject.order.font_cache, preview.leaflet.fonts)
    page = replace(preview.page, html=preview.html)
    data, named = draw_named(
        typesetter, page, fit_of(preview.leaflet), edition.stem, "data-message"
    )
    found = []
    for number, ids in enumerate(named):
        messages: dict[str, set[MessageKey]] = {}
        for shown in preview.messages:
            if shown.id in ids:
                messages.setdefault(shown.catalog.domain, set()).add(shown.message.key)
        output = io.BytesIO()
        page_picture(data, number, width=_WIDTH).save(output, "PNG", optimize=True)
        found.append(
            PagePicture(
                name=f"{_series(edition.brief, edition.audience)}{number + 1}",
                png=output.getvalue(),
                messages={domain: frozenset(keys) for domain, keys in messages.items()},
            )
        )
    return tuple(found)


def _series(brief: str, audience: str) -> str:
    return f"{brief}, {audience}, page "


def show_pictures(
    client: Client,
    project: str,
    subject: Subject,
    source_locale: Mapping[str, str],
    pictures: tuple[PagePicture, ...],
) -> Mapping[str, int]:
    """Put pictures of an edition's pages into Weblate, in the place of earlier ones.

    `source_locale` is the language of the source of each domain: its units are those of all
    languages. Return to how many units of each domain a picture was given. Raises RemoteError.
    """
    series = _series(subject.edition.brief, subject.edition.audience)
    counts = {}
    for domain, locale in source_locale.items():
        units = {
            (str(u["context"]) or None, str(u["source"][0])): str(u["id"])
            for u in client.listed("translations", project, domain, locale, "units")
        }
        there = {
            str(each["name"]): each
            for each in client.listed("components", project, domain, "screenshots")
            if str(each["name"]).startswith(series)
        }
        counts[domain] = 0
        for picture in pictures:
            keys = picture.messages.get(domain, frozenset())
            wanted = {units[key] for key in keys if key in units}
            if not wanted:
                continue
            before = there.pop(picture.name, None)
            number, shown = _uploaded(client, (project, domain, locale), picture, before)
            for unit in sorted(wanted - shown):
                client.sent("POST", "screenshots", number, "units", unit_id=unit)
            for unit in sorted(shown - wanted):
                client.sent("DELETE", "screenshots", number, "units", unit)
            counts[domain] += len(wanted)
        for each in there.values():  # of pages that are no more
            client.sent("DELETE", "screenshots", str(each["id"]))
    return counts


def _uploaded(
    client: Client,
    place: tuple[str, str, str],
    picture: PagePicture,
    before: Mapping[str, Any] | None,
) -> tuple[str, set[str]]:
    """Upload a picture; return its number in Weblate, and the units that it has there already."""
    if before is not None:
        number = str(before["id"])
        client.uploaded("screenshots", number, "file", png=picture.png)
        return number, {str(unit).rstrip("/").rpartition("/")[2] for unit in before["units"]}
    project, domain, locale = place
    made = client.uploaded(
        "screenshots",
        png=picture.png,
        name=picture.name,
        project_slug=project,
        component_slug=domain,
        language_code=locale,
    )
    return str(made["url"]).rstrip("/").rpartition("/")[2], set()
