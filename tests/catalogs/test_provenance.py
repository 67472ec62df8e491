"""Who translated a message, a machine or a person: from catalogs to paper."""

import json
from datetime import date

from briefkit.catalogs import filled, record_review, record_translation
from briefkit.model import Catalog, Entry, Message
from briefkit.proof.reading import read_runs
from tests.conftest import BRIEF, Workspace

BAND = "Entwurf: maschinell übersetzt; noch kein Mensch hat das geprüft."


def catalog(origin: str = "", comment: str = "", translation: str = "Ja") -> Catalog:
    headers = (("Language", "de"), *((("X-Translation-Origin", origin),) if origin else ()))
    entry = Entry(
        message=Message(msgid="Yes"), translations=(translation,), translator_comment=comment
    )
    return Catalog(
        locale="de", domain="x", path="x.po", headers=headers, header_comment="", entries=(entry,)
    )


YES = (None, "Yes")


def test_a_message_s_own_mark_counts_more_than_the_header() -> None:
    assert not catalog().is_by_machine(YES)
    assert catalog("machine").is_by_machine(YES)
    assert not catalog("machine", "origin: person").is_by_machine(YES)
    assert catalog("", "Careful.\norigin: machine").is_by_machine(YES)
    assert not catalog("", "The origin: machine or not").is_by_machine(YES)


def test_what_a_person_saves_is_hers() -> None:
    saved = record_translation(
        catalog("machine", "Careful."), YES, "Jawohl", translator="Eva", revised="2026-11-29"
    )
    assert not saved.is_by_machine(YES)
    assert saved.entries[0].translator_comment == "Careful.\norigin: person"
    own = record_translation(catalog(), YES, "Jawohl", translator="Eva", revised="2026-11-29")
    assert own.entries[0].translator_comment == ""


def test_a_reviewed_catalog_keeps_the_record() -> None:
    reviewed = record_review(catalog("machine"), "Eva", date(2026, 11, 29))
    assert reviewed.review
    assert reviewed.is_by_machine(YES)


def test_what_is_filled_in_from_a_machine_s_catalog_says_so() -> None:
    into = catalog(translation="")
    assert filled(into, catalog("machine")).entries[0].translator_comment == "origin: machine"
    assert filled(into, catalog()).entries[0].translator_comment == ""
    own = catalog("machine", translation="")
    assert filled(own, catalog("machine")).entries[0].translator_comment == ""


def test_a_machine_s_leaflet_says_so_on_paper_and_in_the_manifest(workspace: Workspace) -> None:
    workspace.run("build", "--locale", "de", "--audience", "professional")
    line = json.loads((workspace.output / "manifest.jsonl").read_text(encoding="utf-8"))
    assert line["by_machine"] is True
    runs = read_runs((workspace.output / f"{BRIEF}.de.professional.a4.pdf").read_bytes())
    assert BAND in " ".join(run.text for run in runs).replace("  ", " ")
