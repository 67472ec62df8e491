"""Ways to write the same words and numbers: they are printed, and the proof reads them."""

import polib
import pytest

from briefkit.build import State, build, plan
from briefkit.catalogs import BANDS
from tests.conftest import BRIEF, Workspace

HEADING = "What you can do"
NUMBER = "**Are you or someone else in danger? Call 112.**"


def translated(workspace: Workspace, locale: str, msgid: str, text: str) -> None:
    path = workspace.po(locale)
    catalog = polib.pofile(str(path), wrapwidth=79)
    (entry,) = (entry for entry in catalog if entry.msgid == msgid)
    entry.msgstr = text
    catalog.save()


def states(workspace: Workspace, locale: str, **changes: object) -> list[tuple[str, str]]:
    order = workspace.order(**changes)
    editions = plan(workspace.project, locales=(locale,), audiences=("community",))
    report = build(editions, order)
    return [(built.state, "".join(map(str, built.diagnostics))) for built in report]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Ce que vous pouvez faire, peut\u2011être (peut-être)"),
        ("fr", "Ce que vous pouvez faire (peut-être), peut\u2011être"),
        ("de", "Was Sie tun können: Notruf\u2011Nummern"),
        ("de", "Was Sie tun können: Hilfe \ufb01nden, o\ufb00en sein"),
        ("de", "Was Sie tun ko\u0308nnen: das können Sie"),
        ("de", "Das können Sie: was Sie tun ko\u0308nnen"),
        ("el", "Τι μπορει\u0301τε να κάνετε"),
        ("ar", "ما يمكنكم فعله: e\u0301 و é و \ufb01ne"),
    ],
)
def test_what_looks_alike_is_printed(workspace: Workspace, locale: str, text: str) -> None:
    translated(workspace, locale, HEADING, text)
    assert states(workspace, locale) == [(State.DRAFT, "")]


@pytest.mark.parametrize("digits", ["١١٢", "۱۱۲"])
def test_arabic_digits_of_the_same_value_are_printed(workspace: Workspace, digits: str) -> None:
    translated(workspace, "ar", NUMBER, f"**هل أنتم أو شخص آخر في خطر؟ اتصلوا بالرقم {digits}.**")
    assert states(workspace, "ar") == [(State.DRAFT, "")]


def test_arabic_digits_of_another_value_are_refused_with_the_line(workspace: Workspace) -> None:
    translated(workspace, "ar", NUMBER, "**هل أنتم أو شخص آخر في خطر؟ اتصلوا بالرقم ١٢١.**")
    ((state, told),) = states(workspace, "ar")
    assert state == State.REFUSED
    assert f"{BRIEF}.po:" in told
    assert "121 instead of 112" in told


@pytest.mark.parametrize("name", ["a4", "pocket", "dl-trifold"])
def test_arabic_with_untranslated_bands_is_made_incomplete(workspace: Workspace, name: str) -> None:
    path = workspace.po("ar", "leaflet")
    catalog = polib.pofile(str(path), wrapwidth=79)
    for entry in catalog:
        if entry.msgid in {band.msgid for band in BANDS}:
            entry.msgstr = ""
    catalog.save()
    order = workspace.order(allow_incomplete=True)
    editions = plan(workspace.project, locales=("ar",), audiences=("community",), formats=(name,))
    (built,) = build(editions, order)
    assert built.diagnostics == ()
    assert built.state == State.INCOMPLETE
