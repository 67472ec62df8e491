"""Units to a TMX 1.4b file (LISA, 26 April 2005), and any translation memory to units."""

from collections.abc import Iterable, Iterator
from typing import Any

from translate.misc.xml_helpers import XML_NS
from translate.storage.tmx import tmxfile

from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.locales import match_locale
from briefkit.catalogs.exchange.units import Unit, source_digest, unit_ids, wanted_entries
from briefkit.catalogs.exchange.xml_reading import text_of
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.languages import language_tag
from briefkit.model import Catalog

__all__ = ["parse_tmx", "serialise_tmx"]

# What stands in a segment for markup or words of another program (TMX 1.4b, 3.4); <hi> has text.
_CODES = ("{*}bpt", "{*}ept", "{*}it", "{*}ph", "{*}ut")


def serialise_tmx(catalog: Catalog, units: Iterable[Unit], source_locale: str) -> bytes:
    """Return a TMX with the translations that may be printed; it says whether they are reviewed."""
    store: Any = tmxfile(
        sourcelanguage=language_tag(source_locale), targetlanguage=language_tag(catalog.locale)
    )
    header = store.document.getroot().find("header")
    header.set("segtype", "block")
    review = catalog.review
    status = f"reviewed by {review.reviewer}, {review.day.isoformat()}" if review else "draft"
    values = {
        "domain": catalog.domain, "source-digest": source_digest(catalog), "review": status,
    }  # fmt: skip
    for kind, value in values.items():
        prop = header.makeelement("prop", type=f"x-briefkit-{kind}")
        prop.text = value
        header.append(prop)
    current = {name for e in wanted_entries(catalog) if e.current for name in unit_ids(e)}
    for unit in units:
        if unit.id in current:
            item = store.addsourceunit(unit.source)
            item.xmlelement.set("tuid", unit.id)
            item.settarget(unit.target)
            if not review:
                item.addnote("Draft: nobody has reviewed this translation.")
            if unit.context is not None:
                item.setcontext(unit.context)
    return bytes(store)


def parse_tmx(root: Any, name: str) -> Iterator[Returned]:
    """Yield a part for every language of a memory, a language before its countries."""
    header = root.find("{*}header")
    props = {p.get("type"): p.text or "" for p in root.iterfind("{*}header/{*}prop")}
    memories: dict[str, list[Unit]] = {}
    coded = 0
    for node in root.iter("{*}tu"):
        segments = {
            tuv.get(f"{{{XML_NS}}}lang") or tuv.get("lang", ""): seg
            for tuv in node.iterfind("{*}tuv")
            if (seg := tuv.find("{*}seg")) is not None
        }
        spoken = node.get("srclang") or (header.get("srclang", "") if header is not None else "")
        tags = [*segments]
        source = next((t for t in tags if match_locale(t, [spoken])), next(iter(tags), ""))
        has_codes = any(_has_codes(segment) for segment in segments.values())
        coded += has_codes
        for tag in tags:
            if tag != source:
                units = memories.setdefault(tag, [])
                if not has_codes:
                    units.append(
                        Unit(
                            id=node.get("tuid", ""),
                            source=text_of(segments[source]),
                            target=text_of(segments[tag]),
                            context=node.findtext("{*}prop[@type='x-context']"),
                        )
                    )
    warnings = (_left_out(name, coded),) if coded else ()
    for tag in sorted(memories, key=len):  # “de” goes before “de-AT”
        yield Returned(
            format=Format.TMX,
            name=name,
            domain=props.get("x-briefkit-domain", ""),
            locale=tag,
            digest=props.get("x-briefkit-source-digest", ""),
            units=tuple(memories[tag]),
            warnings=warnings,
        )


def _has_codes(segment: Any) -> bool:
    return next(segment.iterdescendants(*_CODES), None) is not None


def _left_out(name: str, count: int) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        severity=Severity.WARNING,
        message=translatable(
            "%(count)s of the segments have codes of another program’s in place of words or markup "
            "(%(example)s).",
            count=count,
            example="<bpt>, <ph> …",
        ),
        hint=translatable("They were left out: translate these messages anew."),
        location=Location(name),
    )
