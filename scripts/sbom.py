"""Write what briefkit is made of: docs/sbom.cdx.json (CycloneDX 1.6) and docs/licences.md.

    python scripts/sbom.py

Names, versions and hashes are the lock files’; licences are what the installed packages say.
"""

import importlib.metadata
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Component", "bill", "locked", "table"]

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "requirements"


@dataclass(frozen=True, slots=True)
class Component:
    """A package of a lock file; `needed` says whether leaflets need it, or its makers alone."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed: bool

    @property
    def licence(self) -> str:
        """What the installed package says of its licence; nothing where it is not installed."""
        try:
            metadata = importlib.metadata.metadata(self.name)
        except importlib.metadata.PackageNotFoundError:
            return ""
        for name in ("License-Expression", "License"):
            value = metadata[name] if name in metadata else ""
            if value and len(value) <= 100 and "\n" not in value:
                return str(value)
        classifiers = metadata.get_all("Classifier", [])
        names = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
        return ", ".join(names) or self._licence_file()

    def _licence_file(self) -> str:
        """Return the first line of the licence that comes with the package, or nothing."""
        for file in importlib.metadata.files(self.name) or ():
            if file.name.upper().startswith("LICEN"):
                return file.read_text().strip().partition("\n")[0]
        return ""


def locked() -> Iterator[Component]:
    """Yield the packages of both lock files, sorted by name, each once."""
    run, dev = (
        _requirements((LOCKS / f"{n}.lock").read_text(encoding="utf-8")) for n in ("run", "dev")
    )
    for name, version in sorted(run | dev):
        hashes = (run | dev)[name, version]
        yield Component(name, version, hashes, (name, version) in run)


def _requirements(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for part in re.split(r"\n(?=\S)", text):
        if match := re.match(r"([\w.-]+)==([^\s;\\]+)", part):
            found[match[1], match[2]] = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", part))
    return found


def bill(components: list[Component]) -> str:
    """Return the bill of materials: the same text for the same lock files."""
    content = [_as_json(component) for component in components]
    digest = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(content, sort_keys=True))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{digest}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "briefkit"}},
        "components": content,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _as_json(component: Component) -> dict[str, Any]:
    purl = f"pkg:pypi/{component.name}@{component.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": component.name,
        "version": component.version,
        "purl": purl,
        "scope": "required" if component.needed else "optional",
        # The wheels and the source archive of a version: one hash for each file.
        "externalReferences": [
            {
                "type": "distribution",
                "url": purl,
                "hashes": [{"alg": "SHA-256", "content": value} for value in component.hashes],
            }
        ],
    } | ({"licenses": [{"license": {"name": component.licence}}]} if component.licence else {})


def table(components: list[Component]) -> str:
    """Return docs/licences.md."""
    rows = [
        f"| {c.name} | {c.version} | {c.licence or 'not installed here'} | "
        f"{'use' if c.needed else 'development, or an extra'} |"
        for c in components
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            "briefkit is under the [Apache License 2.0](../LICENSE). The fonts and libraries "
            "that it is made of",
            "keep their own licences: those below, as the packages say themselves. Written by",
            "`python scripts/sbom.py` from the lock files, as is [sbom.cdx.json](sbom.cdx.json) "
            "(CycloneDX 1.6).",
            "",
            "The fonts in the leaflets are Source Sans 3 (`fontpkg-source-sans-3`) and IBM Plex "
            "Sans Arabic",
            "(`fontpkg-ibm-plex-sans-arabic`), both under the SIL Open Font License 1.1, which "
            "lets any",
            "document embed them. So are the Noto fonts of other scripts, from PyPI or Debian "
            "(docs/languages.md).",
            "`briefkit/languages/quotation_marks.csv` has figures of CLDR (Unicode",
            "License v3). A package that is “not installed here” is for another system than the "
            "one",
            "on which this list was written.",
            "",
            "| Package | Version | Licence | For |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    everything = list(locked())
    (ROOT / "docs" / "sbom.cdx.json").write_text(bill(everything), encoding="utf-8")
    (ROOT / "docs" / "licences.md").write_text(table(everything), encoding="utf-8")
    sys.stdout.write(f"{len(everything)} packages\n")
