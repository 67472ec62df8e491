"""How fast leaflets are made, against the bare library, other programs, and growing work.

    python -m benchmarks.speed            # ten minutes or so
    python -m benchmarks.speed --leaflets 2000

All figures are taken in one run, so read the ratios. The method stands in docs/performance.md.
"""

import argparse
import html
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.merge import CREATED, messages
from briefkit import build
from briefkit.catalogs import merge, new_catalog, parse_catalog, serialise_catalog
from briefkit.catalogs.checks import ERRORS, check_catalog
from briefkit.languages import install_fonts
from briefkit.leaflet import Page
from briefkit.model import Catalog, Edition
from briefkit.project import Project
from briefkit.typeset import Typesetter

ROOT = Path(__file__).parent.parent
EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
CORES = len(os.sched_getaffinity(0))
T = TypeVar("T")
# The languages whose leaflets slow peers make, which the others are reckoned from.
SAMPLE = ("bg", "de", "el", "fi", "fr", "mt")


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], runs: int) -> float:
    return statistics.median(seconds(work) for _ in range(runs))


def mean(work: Callable[[T], object], things: Sequence[T]) -> float:
    """Return the mean time that it takes to do something with each of the things."""
    return statistics.mean(seconds(partial(work, thing)) for thing in things)


class Bench:
    """A copy of the project, its leaflets as pages, and one typesetter that is warm."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.cache = folder / "cache"
        for name in ("briefs", "locales", "templates"):
            shutil.copytree(ROOT / name, self.root / name)
        self.fonts = install_fonts(self.cache)
        self.typesetter = Typesetter(self.fonts)
        self.project = Project(self.root, self.root)
        self.order = build.Order(
            root=self.root, bundled=self.root, output=folder / "made", font_cache=self.cache
        )
        self.editions = build.plan(self.project, locales=EU)
        self.pages = {edition: self.page(edition) for edition in self.editions}
        self.steps: dict[Edition, tuple[float, float]] = {}

    def page(self, edition: Edition) -> Page:
        inputs = build.inputs_of(self.root, self.root)
        return inputs.leaflet(edition, (), allow_incomplete=False)[1]

    def command(self, *arguments: str, cache: Path | None = None) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "briefkit", *arguments],
            cwd=self.root,
            env=os.environ | {"BRIEFKIT_CACHE": str(cache or self.cache), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def bare(self, edition: Edition) -> None:
        """Set a leaflet once, at its final size, with WeasyPrint alone."""
        document = self.typesetter.lay_out(self.pages[edition], *self.steps[edition]).document
        document.write_pdf(pdf_variant="pdf/a-2a", custom_metadata=True, pdf_identifier=b"briefkit")


def all_leaflets(bench: Bench, folder: Path) -> None:
    locales = [word for locale in EU for word in ("--locale", locale)]
    command = ["build", *locales, "--anew", "--json", "--output", str(folder / "all")]
    cold, rows = [], []
    for number in range(3):
        cache = folder / f"cold-{number}"
        start = time.perf_counter()
        rows = json.loads(bench.command(*command, cache=cache))
        cold.append(time.perf_counter() - start)
    for row in rows:
        edition = Edition(brief=row["brief"], audience=row["audience"], locale=row["locale"])
        bench.steps[edition] = row["size_pt"], row["leading"]
    for edition in bench.editions[:4]:
        bench.bare(edition)  # warm
    for edition in bench.editions:
        bench.bare(edition)  # hyphenation dictionaries are loaded once a process
    limit = mean(bench.bare, bench.editions) * len(bench.editions) / CORES
    ours = statistics.median(cold)
    say(
        f"All {len(rows)} leaflets, cold: {ours:.1f} s; the bare limit: {limit:.1f} s; "
        f"{ours / limit:.2f} times it (target 1.5)"
    )
    sample = [e for e in bench.editions if e.locale in SAMPLE]
    single = mean(lambda e: weasyprint_process(bench, e, folder), sample)
    say(
        f"A weasyprint process a leaflet (mean of {len(sample)}): {single:.2f} s, so "
        f"{single * len(rows):.0f} s for all: {single * len(rows) / ours:.1f} times (target 10)"
    )


def write_html(bench: Bench, edition: Edition, folder: Path) -> Path:
    size, leading = bench.steps[edition]
    page = bench.pages[edition]
    style = f"{page.css}\n:root {{ font-size: {size}pt; line-height: {leading} }}"
    path = folder / f"{edition.stem}.html"
    path.write_text(
        page.html.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8"
    )
    return path


def weasyprint_process(bench: Bench, edition: Edition, folder: Path) -> None:
    path = write_html(bench, edition, folder)
    run(sys.executable, "-m", "weasyprint", "-q", path, path.with_suffix(".pdf"),
        FONTCONFIG_FILE=str(bench.fonts / "fonts.conf"))  # fmt: skip


def nothing_changed(bench: Bench) -> None:
    bench.command("build")
    bench.command("build")
    pairs = [
        (seconds(lambda: bench.command("build")),
         seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)))
        for _ in range(21)
    ]  # fmt: skip
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    say(
        f"Nothing changed: {ours * 1000:.0f} ms; python -c pass: {theirs * 1000:.0f} ms; "
        f"{ours / theirs:.1f} times it (target 4)"
    )
    (bench.root / "leaflets" / ".builds.txt").unlink()
    forgotten = median(lambda: bench.command("build", "--json"), 5)
    say(f"Nothing changed, and nothing remembered of the command: {forgotten:.2f} s")


def message_saved(bench: Bench) -> None:
    for audience in ("community", "professional"):
        ratios, ours = [], []
        for edition in build.plan(bench.project, locales=SAMPLE, audiences=[audience]):
            po = bench.project.catalogs.path(edition.brief, edition.locale)
            text = po.read_text(encoding="utf-8")

            def rebuilt(
                number: int, edition: Edition = edition, po: Path = po, text: str = text
            ) -> None:
                po.write_text(f"# {number}\n{text}", encoding="utf-8")
                build.reread()
                assert build.make_leaflet(edition, bench.order).path

            rebuilt(0)
            pairs = [
                (seconds(partial(rebuilt, number)), seconds(partial(bench.bare, edition)))
                for number in range(5)
            ]
            po.write_text(text, encoding="utf-8")
            mine, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
            ours.append(mine)
            ratios.append(mine / bare)
        by_edits = ", ".join(f"{e} {r:.2f}" for e, r in zip(SAMPLE, ratios, strict=True))
        say(
            f"A message saved, {audience}: {statistics.mean(ours) * 1000:.0f} ms to the proofed "
            f"PDF; {statistics.mean(ratios):.2f} times the bare render (target 1.3): {by_edits}"
        )


# --- peers ---


def typst_source(page: Page) -> str:
    """Return a page's words as Typst has them: headings, items, paragraphs."""
    lines = ['#set page("a4", margin: 18mm)', '#set text(font: "Source Sans 3", size: 12pt)']
    drawn = [at for at, character in enumerate(page.text) if not character.isspace()]
    for element in page.elements:
        inside = drawn[element.start : element.end]
        text = page.text[inside[0] : inside[-1] + 1] if inside else ""
        escaped = "".join(f"\\{c}" if c in "\\#$*_`<>@=-+/[]~\"'" else c for c in text)
        prefix = {"h1": "= ", "h2": "== ", "h3": "=== ", "li": "- ", "p": ""}.get(element.tag)
        if prefix is not None and escaped.strip():
            lines.append(f"{prefix}{' '.join(escaped.split())}\n")
    return "\n".join(lines)


def peers(bench: Bench, folder: Path) -> None:
    sample = [e for e in bench.editions if e.locale in SAMPLE]
    ours = mean(lambda e: build.make_leaflet(e, bench.order), sample)
    bare = mean(bench.bare, sample)
    say(
        f"A leaflet in a warm process (mean of {len(sample)}): {ours * 1000:.0f} ms, proofed; "
        f"WeasyPrint alone: {bare * 1000:.0f} ms"
    )
    try:
        import typst
    except ModuleNotFoundError:
        say("Typst is not installed.")
    else:
        sources = [typst_source(bench.pages[e]).encode() for e in sample]

        def compiled(source: bytes) -> None:
            typst.compile(source, font_paths=[str(bench.fonts)])

        compiled(sources[0])
        each = mean(compiled, sources)
        say(
            f"Typst, the same words in one process: {each * 1000:.0f} ms; ours: "
            f"{ours / each:.1f} times it (target 3)"
        )
    if chromium := shutil.which("chromium"):
        paths = [write_html(bench, e, folder) for e in sample]

        def printed(path: Path) -> None:
            run(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--print-to-pdf={path.with_suffix('.chromium.pdf')}", path.as_uri(),
                FONTCONFIG_FILE=str(bench.fonts / "fonts.conf"))  # fmt: skip

        each = mean(printed, paths)
        say(f"Headless Chromium, a process a leaflet: {each * 1000:.0f} ms")
    chain = [name for name in ("po4a-translate", "pandoc") if not shutil.which(name)]
    if chain:
        say(f"Not installed, so not tried: {', '.join(chain)} and weasyprint in a row.")
    else:
        each = mean(lambda e: chained(bench, e, folder), sample)
        say(f"po4a-translate, pandoc and weasyprint in a row: {each * 1000:.0f} ms a leaflet")


def chained(bench: Bench, edition: Edition, folder: Path) -> None:
    """Make a leaflet of the same Markdown, catalog and references by other people's commands."""
    brief = bench.root / "briefs" / edition.brief
    text, page, pdf = (folder / f"{edition.stem}.chain.{kind}" for kind in ("md", "html", "pdf"))
    catalog = bench.project.catalogs.path(edition.brief, edition.locale)
    source = brief / f"{edition.audience}.md"
    translated = source
    if catalog.exists():
        translated = text
        run("po4a-translate", "-f", "text", "-o", "markdown", "-k", "0", "-M", "UTF-8",
            "-L", "UTF-8", "-m", source, "-p", catalog, "-l", text)  # fmt: skip
    run("pandoc", "-s", "--citeproc", "--bibliography", brief / "references.json",
        "--metadata", f"lang={edition.locale}", "--metadata", "title=x",
        translated, "-o", page)  # fmt: skip
    run(sys.executable, "-m", "weasyprint", "-q", page, pdf,
        FONTCONFIG_FILE=str(bench.fonts / "fonts.conf"))  # fmt: skip


def run(*command: str | Path, **environment: str) -> None:
    subprocess.run(command, env=os.environ | environment, check=True, capture_output=True)


# --- growth ---


def long_brief(bench: Bench) -> None:
    (edition,) = build.plan(bench.project, locales=["en"], audiences=["professional"])
    page = bench.pages[edition]
    paragraph = " ".join(["The brief goes on, and says what it says in plain words."] * 12)
    for wanted in (10, 50, 200):
        body = "".join(
            f"<h2>Part {number}</h2><p>{html.escape(paragraph)}</p>" for number in range(wanted * 5)
        )
        head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head>'
        text = f"{head}<body>{body}</body></html>"
        made = replace(page, html=text, css=":root { font-family: 'Source Sans 3' }")
        start = time.perf_counter()
        document = bench.typesetter.lay_out(made, 10.5, 1.4).document
        document.write_pdf(pdf_variant="pdf/a-2a")
        took = time.perf_counter() - start
        count = len(document.pages)
        say(f"A brief of {count} pages: {took / count * 1000:.0f} ms a page")


def large_catalogs() -> None:
    first = 0.0
    for count in (1_000, 10_000, 50_000):
        texts = [f"Message {n} says that there are {n * 7} things" for n in range(count)]
        empty = new_catalog(messages(texts), domain="d", locale="bg", path="d.po", created=CREATED)
        entries = (e.change(translations=(e.message.msgid.upper(),)) for e in empty.entries)
        data = serialise_catalog(replace(empty, entries=tuple(entries)))
        changed = messages([f"{t}!" if n % 10 == 0 else t for n, t in enumerate(texts)])

        def work(data: bytes = data, changed: object = changed) -> None:
            catalog = parse_catalog(data, locale="bg", domain="d", path="d.po")
            serialise_catalog(merge(changed, catalog))  # type: ignore[arg-type]

        took = median(work, 3 if count < 50_000 else 1) / count
        first = first or took
        say(
            f"A catalog of {count} messages, read, merged with 10 % changed, written: "
            f"{took * 1e6:.0f} µs a message, {took / first:.2f} times that of 1,000"
        )


def errors_of_catalogs(bench: Bench) -> None:
    """Before each build the errors of its catalogs are looked for; the ratio is to reading them."""
    domain = bench.project.brief_names[0]
    wanted = bench.project.messages(domain)

    def read() -> Catalog:
        return bench.project.catalogs.read(domain, "bg")

    def look(catalog: Catalog) -> None:
        check_catalog(catalog, wanted, source_locale="en", checks=ERRORS)

    catalog = read()
    # Of a translation that was checked before, the findings are known: each run has other texts.
    runs = [
        replace(
            catalog,
            entries=tuple(
                entry.change(translations=tuple(f"{t} {n}" for t in entry.translations))
                for entry in catalog.entries
            ),
        )
        for n in range(9)
    ]
    took, reading = mean(look, runs), median(read, 9)
    say(
        f"The errors of a catalog of {len(catalog.entries)} messages: {took * 1000:.0f} ms, "
        f"{took / reading:.1f} times its reading"
    )


def memory(bench: Bench, leaflets: int) -> None:
    def resident() -> int:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() // 1024**2

    marks = {leaflets // 10, leaflets // 2, leaflets}
    for number in range(1, leaflets + 1):
        edition = bench.editions[number % len(bench.editions)]
        assert build.make_leaflet(edition, bench.order).path
        if number in marks:
            say(f"One process after {number} leaflets: {resident()} MiB")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaflets", type=int, default=200, help="for the memory of one process")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        bench = Bench(folder)
        say(f"{CORES} cores, Python {sys.version.split()[0]}")
        all_leaflets(bench, folder)
        nothing_changed(bench)
        message_saved(bench)
        peers(bench, folder)
        long_brief(bench)
        large_catalogs()
        errors_of_catalogs(bench)
        memory(bench, options.leaflets)
    return 0


if __name__ == "__main__":
    sys.exit(main())
