"""Other programs with the same words: Typst, headless Chromium, po4a with pandoc and WeasyPrint."""

import shutil
import statistics
import sys
from pathlib import Path

from benchmarks.builds import with_fonts, write_html
from benchmarks.metering import meter
from benchmarks.rows import Bar, Results, Row, say
from benchmarks.saves import new_leaflets
from benchmarks.subject import Subject, cpu
from benchmarks.typst_pages import compiled, tags_of, typst_source
from briefkit.model import Edition

__all__ = ["processes", "typst"]


def typst(subject: Subject, results: Results) -> None:
    """Measure Typst and briefkit on leaflets that are new to a process which is warm."""
    ours = new_leaflets(subject)
    fonts = str(subject.fonts)
    sources = [typst_source(subject.page(e), *subject.steps[e]) for e in subject.sample]
    (english,) = (e for e in subject.editions if e.locale == "en" and e.audience == "community")
    compiled(typst_source(subject.page(english), *subject.steps[english]), fonts)
    each = statistics.mean(cpu(lambda s=source: compiled(s, fonts)) for source in sources)  # type: ignore[misc]
    results.add(
        Row(
            what="Typst 0.15, its own ua-1 and a-2a, the same words in one process",
            measured=ours / each,
            unit="× as fast as ours",
            wanted=20,
            figures=f"{each * 1000:.0f} and {ours * 1000:.0f} ms of a core, each leaflet new",
        )
    )
    results.bars.append(Bar(name="Typst", ms=each * 1000, kind="peer"))
    say(f"    its tags of {subject.sample[-1].stem}: {tags_of(compiled(sources[-1], fonts))}")


def processes(subject: Subject, results: Results) -> None:
    """Measure programs that make one leaflet a process."""
    if chromium := shutil.which("chromium"):
        commands = []
        for edition in subject.sample:
            path = write_html(subject.page(edition), subject.steps[edition], subject.folder)
            arguments = [chromium, "--headless", "--no-sandbox", "--disable-gpu"]
            arguments += ["--no-pdf-header-footer", f"--print-to-pdf={path}.pdf", path.as_uri()]
            commands.append(with_fonts(subject, arguments))
        each = statistics.mean(cost.cpu for (cost,) in meter(commands))
        results.bars.append(Bar(name="a headless Chromium", ms=each * 1000, kind="peer"))
        say(f"Headless Chromium, a process a leaflet: {each * 1000:.0f} ms of a core")
    absent = [name for name in ("po4a-translate", "pandoc") if not shutil.which(name)]
    if absent:
        say(f"Not installed, so not tried: {', '.join(absent)} and weasyprint in a row.")
        return
    each = statistics.mean(_chained(subject, edition) for edition in subject.sample)
    results.bars.append(Bar(name="po4a, pandoc, WeasyPrint", ms=each * 1000, kind="peer"))
    say(f"po4a-translate, pandoc and weasyprint in a row: {each * 1000:.0f} ms of a core a leaflet")


def _chained(subject: Subject, edition: Edition) -> float:
    """Make a leaflet of the same Markdown, catalog and references by other people's commands."""
    brief = subject.root / "briefs" / edition.brief
    folder = subject.folder
    text, page, pdf = (folder / f"{edition.stem}.chain.{kind}" for kind in ("md", "html", "pdf"))
    catalog = subject.project.catalogs.path(edition.brief, edition.locale)
    source = brief / f"{edition.audience}.md"
    chain: list[list[str | Path]] = []
    if catalog.exists():
        chain.append(
            ["po4a-translate", "-f", "text", "-o", "markdown", "-k", "0", "-M", "UTF-8",
             "-L", "UTF-8", "-m", source, "-p", catalog, "-l", text]
        )  # fmt: skip
    chain.append(
        ["pandoc", "-s", "--citeproc", "--bibliography", brief / "references.json",
         "--metadata", f"lang={edition.locale}", "--metadata", "title=x",
         text if catalog.exists() else source, "-o", page]
    )  # fmt: skip
    chain.append([sys.executable, "-m", "weasyprint", "-q", page, pdf])
    costs = meter([with_fonts(subject, arguments) for arguments in chain])
    return sum(cost.cpu for (cost,) in costs)
