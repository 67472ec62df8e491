"""What is measured on: a copy of the project, its leaflets as pages, and the sizes that fit."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.metering import ROOT, Command, meter
from benchmarks.stock import Stock
from briefkit import build
from briefkit.catalogs import serialise_catalog
from briefkit.contacts import Contact, parse_contacts
from briefkit.languages import install_fonts
from briefkit.leaflet import Page
from briefkit.model import Edition, Entry
from briefkit.project import Project

__all__ = ["CORES", "EU", "LOCALES", "SAMPLE", "Subject", "cpu", "offices_csv"]

EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
LOCALES = [word for locale in EU for word in ("--locale", locale)]
# The languages that stand for all in what takes long, or is done again and again.
SAMPLE = ("bg", "de", "el", "fi", "fr", "mt")
CORES = len(os.sched_getaffinity(0))


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of a core that some work in this process takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Subject:
    """A copy of the project in a folder, its editions, and WeasyPrint alone to compare with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "project"
        self.cache = folder / "cache"
        for name in ("briefs", "locales", "templates"):
            shutil.copytree(ROOT / name, self.root / name)
        self.fonts = install_fonts(self.cache)
        self.stock = Stock(self.fonts)
        self.project = Project(self.root, self.root)
        self.editions = build.plan(self.project, locales=EU)
        self.sample = tuple(edition for edition in self.editions if edition.locale in SAMPLE)
        self.order = build.Order(
            root=self.root,
            bundled=self.root,
            output=folder / "made",
            font_cache=self.cache,
        )
        # The size in pt and the leading at which each edition fits, and the bytes of its PDF.
        self.steps: dict[Edition, tuple[float, float]] = {}
        self.bytes: dict[Edition, int] = {}
        self._build_all()

    def _build_all(self) -> None:
        """Build all leaflets once, in new processes, to know at which sizes they fit."""
        output = self.folder / "all.json"
        build = ("build", *LOCALES, "--json", "--output", str(self.folder / "all"))
        meter([self.command(*build, output=str(output))])
        for row in json.loads(output.read_text(encoding="utf-8")):
            edition = Edition(**{name: row[name] for name in ("brief", "audience", "locale")})
            self.steps[edition] = row["size_pt"], row["leading"]
            self.bytes[edition] = row["bytes"]

    def page(self, edition: Edition, contacts: tuple[Contact, ...] = ()) -> Page:
        """Return an edition as a page, from the files as this process has read them."""
        inputs = build.inputs_of(self.root, self.root)
        return inputs.leaflet(edition, contacts, allow_incomplete=False)[1]

    def made(self, edition: Edition, order: build.Order | None = None) -> build.Built:
        """Make a leaflet in this process, to the proofed PDF."""
        built = build.make_leaflet(edition, order or self.order)
        assert built.path, built.diagnostics
        return built

    def bare(self, page: Page, step: tuple[float, float]) -> float:
        """Return the seconds of a core in which WeasyPrint alone sets a page, once.

        The step is its size in pt and its leading.
        """
        return self.stock.seconds(page.html, page.css, *step)

    def command(self, *arguments: str, cache: Path | None = None, **more: str) -> Command:
        """Return a command of briefkit, to be given in the project."""
        environment = {"BRIEFKIT_CACHE": str(cache or self.cache), "PYTHONPATH": str(ROOT)}
        return Command(
            arguments=[sys.executable, "-m", "briefkit", *arguments],
            folder=str(self.root),
            environment=environment,
            **more,
        )

    def contacts(self, csv: str) -> tuple[Contact, ...]:
        """Return the contacts of a spreadsheet, as a build would read them today."""
        return parse_contacts(csv, "offices.csv", datetime.now(UTC).astimezone().date())

    def save_message(self, edition: Edition, number: int) -> None:
        """Save a message of an edition's text with two words in each other's place.

        Which message, is told by `number`.
        """
        catalog = self.project.catalogs.read(edition.brief, edition.locale)
        text = self.project.brief(edition.brief).texts[edition.audience]
        keys = {segment.key for segment in text.segments()}
        changed = [(e, e.change(translations=(_altered(e.translations[0]),)))
                   for e in catalog.entries if e.message.key in keys and _plain(e)]  # fmt: skip
        changed = [(old, new) for old, new in changed if new is not old]
        old, new = changed[number % len(changed)]
        entries = tuple(new if entry is old else entry for entry in catalog.entries)
        path = self.project.catalogs.path(edition.brief, edition.locale)
        path.write_bytes(serialise_catalog(replace(catalog, entries=entries)))


def _plain(entry: Entry) -> bool:
    """Whether a message is a passage of some length, current, without markup."""
    (text, *others) = entry.translations or ("",)
    marked = set("*_`[]<>{}") & set(text)
    return len(text) > 60 and not (others or marked or entry.fuzzy or entry.obsolete)


def _altered(text: str) -> str:
    """Return a text with the first two long words that stand together in each other's place."""
    words = text.split(" ")
    for at in range(1, len(words) - 1):
        one, other = words[at : at + 2]
        if one != other and all(w.isalpha() and w.islower() and len(w) > 3 for w in (one, other)):
            return " ".join([*words[:at], other, one, *words[at + 2 :]])
    return text


def offices_csv(offices: range) -> str:
    """Return a spreadsheet of contacts, one for each office, each with a QR code of its own."""
    today = datetime.now(UTC).astimezone().date()
    head = "name;kind;phone;office;web;hours;source;verified_by;verified_on"
    rows = [
        f"Women’s centre of district {n};organisation;+359 2 981 {n:04};District {n};"
        f"https://example.org/centre/{n};Mo–Fr 9–17;https://example.org/;A. Person;{today}"
        for n in offices
    ]
    return "\n".join([head, *rows])
