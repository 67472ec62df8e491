"""Units to an XLIFF 1.2 file (OASIS standard of 1 February 2008), and back."""

from collections.abc import Iterable, Iterator
from pathlib import PureWindowsPath
from typing import Any
from xml.sax.saxutils import quoteattr

from translate.storage.xliff import Xliff1File, Xliff1Unit

from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.refusals import refusal, refuse_duplicates, refuse_tags
from briefkit.catalogs.exchange.stamps import parse_stamp, stamp_of
from briefkit.catalogs.exchange.units import Unit, source_digest
from briefkit.catalogs.exchange.xml_reading import text_of
from briefkit.diagnostics import translatable
from briefkit.languages import language_tag
from briefkit.model import Catalog

__all__ = ["parse_xliff", "serialise_xliff"]

_XLIFF_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

# The states of section 2.4 (attribute “state”) that nobody needs to look at again.
_SETTLED_STATES = ("translated", "signed-off", "final")

_DEVELOPER = "developer"


class _XliffUnit(Xliff1Unit):
    namespace = _XLIFF_NAMESPACE


def serialise_xliff(
    catalog: Catalog, units: Iterable[Unit], source_locale: str, reference_locale: str = ""
) -> bytes:
    """Return an XLIFF file of one <file>, a <trans-unit> for each unit.

    Only what somebody has reviewed is approved. What another language has is an <alt-trans> for
    reference (2.4, attribute “alttranstype”).
    """
    file = {
        "original": catalog.path,
        "source-language": language_tag(source_locale),
        "target-language": language_tag(catalog.locale),
        "datatype": "plaintext",
        "build-num": source_digest(catalog),
    }
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in file.items())
    store: Any = Xliff1File.parsestring(  # type: ignore[no-untyped-call]
        f'<xliff version="1.2" xmlns="{_XLIFF_NAMESPACE}">'
        f"<file {attributes}><body/></file></xliff>".encode()
    )
    for unit in units:
        item: Any = _XliffUnit(unit.source)
        store.addunit(item)
        item.setid(unit.id)
        item.xmlelement.set("extradata", "".join(stamp_of(unit)))
        if unit.target:
            item.target = unit.target
            if unit.fuzzy:
                item.markreviewneeded()
            elif not catalog.review:
                item.xmlelement.set("approved", "no")
        item.addnote(unit.comment, origin=_DEVELOPER)
        item.addnote(unit.note, origin="translator")
        if unit.context is not None:
            item.createcontextgroup("po-entry", [("x-po-msgctxt", unit.context)], "information")
        if unit.reference:
            item.addalttrans(unit.reference, lang=language_tag(reference_locale))
            item.xmlelement[-1].set("alttranstype", "reference")
    return bytes(store)


def parse_xliff(root: Any, name: str) -> Iterator[Returned]:
    """Yield a part for every <file>; `name` is the file's.

    Raises CatalogError, with the line, for another version, for a unit without id or source, for
    a message that stands twice, and for tags in a translation.
    """
    if not root.get("version", "").startswith("1."):
        raise refusal(
            name,
            translatable(
                "This is XLIFF %(version)s; briefkit reads XLIFF 1.2 and 2.0.",
                version=root.get("version", "?"),
            ),
            translatable("Have your tool save the file in the format that it was given."),
        )
    for file in root.iter("{*}file"):
        units = tuple(_xliff_unit(node, name) for node in file.iter("{*}trans-unit"))
        refuse_duplicates(units, name)
        yield Returned(
            format=Format.XLIFF,
            name=name,
            domain=PureWindowsPath(file.get("original", "")).stem,  # parts both / and \
            locale=file.get("target-language", ""),
            digest=file.get("build-num", ""),
            units=units,
        )


def _xliff_unit(node: Any, name: str) -> Unit:
    source, target = node.find("{*}source"), node.find("{*}target")
    if source is None or not node.get("id"):
        raise refusal(
            name,
            translatable("A translation unit has no id, or no source."),
            translatable("Take the file as your tool exported it."),
            node.sourceline,
        )
    text, fuzzy = "", None
    if target is not None:
        # What was not exported would be lost; a marked segment is but its words.
        refuse_tags(target, name, lambda tag, kind: (tag, kind) == ("mrk", "seg"))
        text = text_of(target)
        state, approved = target.get("state"), node.get("approved")
        if state or approved:
            fuzzy = state not in _SETTLED_STATES if state else approved != "yes"
    notes = (n for n in node.findall("{*}note") if n.get("from") != _DEVELOPER)
    return Unit(
        id=node.get("id"),
        source=text_of(source),
        target=text,
        fuzzy=fuzzy,
        note="\n".join(text_of(note).strip() for note in notes),
        line=node.sourceline,
        exported=parse_stamp(node.get("extradata", "")),
    )
