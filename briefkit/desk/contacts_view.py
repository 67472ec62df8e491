"""What the page of the contacts shows: the list, the form, and what must be printed anew."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from briefkit.build import Outdated
from briefkit.contacts import CONTACT_FIELDS
from briefkit.desk.choices import Choice
from briefkit.desk.contact_form import form_lists
from briefkit.desk.contact_table import ContactRow
from briefkit.desk.context import DeskContext
from briefkit.languages import spoken_languages
from briefkit.leaflet import find_format
from briefkit.project import Project

__all__ = ["EMPTY", "ContactsView", "RemovedContact"]

# What the form has at first.
EMPTY: Mapping[str, str] = dict.fromkeys(CONTACT_FIELDS, "")


class RemovedContact(NamedTuple):
    """A contact that was taken out: its row, before which id it stood, and whether it was ticked.

    The id is empty where it was the last.
    """

    row: ContactRow
    before: str
    ticked: bool


class _Anew(NamedTuple):
    """A leaflet to print anew: what has changed, and the choice that makes it."""

    outdated: Outdated
    choice: Choice


@dataclass(frozen=True, slots=True)
class ContactsView:
    """Renders the page of the contacts, as it is asked for and as a form is refused."""

    context: DeskContext

    async def page(
        self,
        request: Request,
        rows: tuple[ContactRow, ...],
        cells: Mapping[str, str] = EMPTY,
        status: int = 200,
        **values: Any,
    ) -> Response:
        """Return the page with the rows there are, and the form with some cells."""
        return await asyncio.to_thread(self._page, request, rows, cells, status, values)

    def _page(
        self,
        request: Request,
        rows: tuple[ContactRow, ...],
        cells: Mapping[str, str],
        status: int,
        values: Mapping[str, Any],
    ) -> Response:
        renderer = self.context.renderer
        own = _own_languages(renderer.current_project(request))
        known = [row.known for row in rows if row.known]
        outdated = self.context.handed_out.outdated(known)
        shown = {
            "rows": rows,
            "cells": cells,
            "lists": form_lists(cells, own, renderer.language(request)),
            "soon": [row for row in rows if row.state == "soon old"],
            "anew": [_Anew(each, _choice(each, rows)) for each in outdated],
            "faults": (),
            "changed": "",
            "saved": False,
            "removed": None,
        }
        return renderer.page(request, "contacts.html.jinja", status, **shown | dict(values))


def _own_languages(project: Project) -> tuple[str, ...]:
    """Return the languages of the project's leaflets, without their scripts."""
    spoken = spoken_languages()
    codes = ("en", *project.catalogs.locales)
    own = (code if code in spoken else code.partition("_")[0] for code in codes)
    return tuple(code for code in dict.fromkeys(own) if code in spoken)


def _choice(outdated: Outdated, rows: Iterable[ContactRow]) -> Choice:
    """Return the choice of a leaflet, with those of its contacts that there are by their names."""
    edition = outdated.record.edition
    names = {contact.name for contact in outdated.record.contacts or ()}
    ticked = {row.id: row.cells["name"] for row in rows if row.cells["name"] in names}
    asked = edition.discreet and not find_format(edition.format).always_discreet
    choice = Choice(
        audience=edition.audience,
        locale=edition.locale,
        format=edition.format,
        second=edition.second,
        twin=edition.twin,
        discreet="yes" if asked else "",
    )
    return choice.of_edition(edition).with_ticked(ticked)
