"""Units to an XLIFF 2.0 file (OASIS standard of 5 August 2014), and back."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PureWindowsPath
from typing import Any

from lxml import etree

from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.refusals import refusal, refuse_duplicates, refuse_tags
from briefkit.catalogs.exchange.stamps import parse_stamp, stamp_of
from briefkit.catalogs.exchange.units import Unit, source_digest
from briefkit.catalogs.exchange.xml_reading import text_of
from briefkit.diagnostics import translatable
from briefkit.languages import language_tag
from briefkit.model import Catalog

__all__ = ["parse_xliff2", "serialise_xliff2"]

_CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
# Its modules for translation candidates (5.1) and for metadata (5.5).
_CANDIDATES = "{urn:oasis:names:tc:xliff:matches:2.0}"
_METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
_PREFIXES = {None: _CORE[1:-1], "mtc": _CANDIDATES[1:-1], "mda": _METADATA[1:-1]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# The states (4.3.1.26) that nobody needs to look at again.
_SETTLED_STATES = ("translated", "reviewed", "final")

_DIGEST, _STAMP, _DEVELOPER = "source-digest", "stamp", "developer"


def serialise_xliff2(
    catalog: Catalog, units: Iterable[Unit], source_locale: str, reference_locale: str = ""
) -> bytes:
    """Return an XLIFF file of one <file>, a <unit> of one <segment> for each unit.

    What nobody has confirmed is “initial”, only what somebody has reviewed “reviewed”. What another
    language has is a <match> for reference.
    """
    about = {"srcLang": language_tag(source_locale), "trgLang": language_tag(catalog.locale)}
    root = etree.Element(f"{_CORE}xliff", {"version": "2.0", **about}, nsmap=_PREFIXES)
    within = {"id": "f1", "original": catalog.path, "canResegment": "no", _SPACE: "preserve"}
    file = etree.SubElement(root, f"{_CORE}file", within)
    _add_metadata(file, _DIGEST, source_digest(catalog))
    settled = "reviewed" if catalog.review else "translated"
    for unit in units:
        _add_unit(file, unit, settled, reference_locale)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add_unit(file: Any, unit: Unit, settled: str, reference_locale: str) -> None:
    node = etree.SubElement(file, f"{_CORE}unit", {"id": _as_token(unit.id)})
    if unit.reference:
        matches = etree.SubElement(node, f"{_CANDIDATES}matches")
        match = etree.SubElement(matches, f"{_CANDIDATES}match", {"ref": "#s1", "reference": "yes"})
        _add_text(match, "source", unit.source)
        beside = _add_text(match, "target", unit.reference)
        beside.set(_LANGUAGE, language_tag(reference_locale))
    _add_metadata(node, _STAMP, "".join(stamp_of(unit)))
    notes = {_DEVELOPER: unit.comment, "translator": unit.note}
    if any(notes.values()):
        listed = etree.SubElement(node, f"{_CORE}notes")
        for category, text in notes.items():
            if text:
                etree.SubElement(listed, f"{_CORE}note", {"category": category}).text = text
    state = settled if unit.target and not unit.fuzzy else "initial"
    segment = etree.SubElement(node, f"{_CORE}segment", {"id": "s1", "state": state})
    _add_text(segment, "source", unit.source)
    if unit.target:
        _add_text(segment, "target", unit.target)


def _add_text(parent: Any, name: str, text: str) -> Any:
    node = etree.SubElement(parent, f"{_CORE}{name}", {_SPACE: "preserve"})
    node.text = text
    return node


def _add_metadata(parent: Any, kind: str, value: str) -> None:
    group = etree.SubElement(
        etree.SubElement(parent, f"{_METADATA}metadata"),
        f"{_METADATA}metaGroup",
        {"category": "briefkit"},
    )
    etree.SubElement(group, f"{_METADATA}meta", {"type": kind}).text = value


def _metadata(parent: Any, kind: str) -> str:
    """Return what the metadata of an element, and of none within it, say; or ""."""
    path = f"{_METADATA}metadata/{_METADATA}metaGroup/{_METADATA}meta[@type='{kind}']"
    return parent.findtext(path) or ""


def _as_token(name: str) -> str:
    """Return a unit's id as an NMTOKEN, which has no brackets."""
    return re.sub(r"\[(\d+)\]$", r".\1", name)


def _as_id(token: str) -> str:
    return re.sub(r"\.(\d+)$", r"[\1]", token)


def parse_xliff2(root: Any, name: str) -> Iterator[Returned]:
    """Yield a part for every <file> of XLIFF 2.0 to 2.2; `name` is the file's.

    Raises CatalogError, with the line, for a unit without id or source, for a message that stands
    twice, and for tags in a translation.
    """
    for file in root.iter(f"{_CORE}file"):
        units = tuple(_unit(node, name) for node in file.iter(f"{_CORE}unit"))
        refuse_duplicates(units, name)
        yield Returned(
            format=Format.XLIFF2,
            name=name,
            domain=PureWindowsPath(file.get("original", "")).stem,  # parts both / and \
            locale=root.get("trgLang", ""),
            digest=_metadata(file, _DIGEST),
            units=units,
        )


def _unit(node: Any, name: str) -> Unit:
    # A tool may have parted a unit's text nevertheless: its parts stand in their order.
    parts = list(node.iterchildren(f"{_CORE}segment", f"{_CORE}ignorable"))
    sources = [part.find(f"{_CORE}source") for part in parts]
    if not node.get("id") or not parts or None in sources:
        raise refusal(
            name,
            translatable("A translation unit has no id, or no source."),
            translatable("Take the file as your tool exported it."),
            node.sourceline,
        )
    targets = [part.find(f"{_CORE}target") for part in parts]
    for target in targets:
        if target is not None:
            refuse_tags(target, name, lambda tag, _: tag in ("mrk", "sm", "em"))
    texts = [
        text_of(source if target is None and part.tag == f"{_CORE}ignorable" else target)
        for part, source, target in zip(parts, sources, targets, strict=True)
        if target is not None or part.tag == f"{_CORE}ignorable"
    ]
    states = [part.get("state") for part in parts if part.tag == f"{_CORE}segment"]
    told = any(targets_of is not None for targets_of in targets) and any(states)
    notes = node.iterfind(f"{_CORE}notes/{_CORE}note")
    return Unit(
        id=_as_id(node.get("id")),
        source="".join(map(text_of, sources)),
        target="".join(texts) if any(t is not None for t in targets) else "",
        fuzzy=any(state not in _SETTLED_STATES for state in states) if told else None,
        note="\n".join(text_of(n).strip() for n in notes if n.get("category") != _DEVELOPER),
        line=node.sourceline,
        exported=parse_stamp(_metadata(node, _STAMP)),
    )
