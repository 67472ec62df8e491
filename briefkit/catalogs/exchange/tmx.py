"""Units to a TMX 1.4b file (LISA, 26 April 2005), and any translation memory to units."""

from collections.abc import Iterable, Iterator
from typing import Any

from translate.misc.xml_helpers import XML_NS
from translate.storage.tmx import tmxfile

from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.locales import match_locale
from briefkit.catalogs.exchange.units import Unit, source_digest, unit_ids, wanted_entries
from briefkit.catalogs.exchange.xml_reading import text_of
from briefkit.languages import language_tag
from briefkit.model import Catalog

__all__ = ["parse_tmx", "serialise_tmx"]


def serialise_tmx(catalog: Catalog, units: Iterable[Unit], source_locale: str) -> bytes:
    """Return a TMX with the translations that may be printed."""
    store: Any = tmxfile(
        sourcelanguage=language_tag(source_locale), targetlanguage=language_tag(catalog.locale)
    )
    header = store.document.getroot().find("header")
    header.set("segtype", "block")
    values = {"domain": catalog.domain, "source-digest": source_digest(catalog)}
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
            if unit.context is not None:
                item.setcontext(unit.context)
    return bytes(store)


def parse_tmx(root: Any, name: str) -> Iterator[Returned]:
    """Yield a part for every language of a memory, a language before its countries."""
    header = root.find("{*}header")
    props = {p.get("type"): p.text or "" for p in root.iterfind("{*}header/{*}prop")}
    memories: dict[str, list[Unit]] = {}
    for node in root.iter("{*}tu"):
        texts = {
            tuv.get(f"{{{XML_NS}}}lang") or tuv.get("lang", ""): text_of(seg)
            for tuv in node.iterfind("{*}tuv")
            if (seg := tuv.find("{*}seg")) is not None
        }
        spoken = node.get("srclang") or (header.get("srclang", "") if header is not None else "")
        source = next((tag for tag in texts if match_locale(tag, [spoken])), next(iter(texts), ""))
        context = node.findtext("{*}prop[@type='x-context']")
        for tag, text in texts.items():
            if tag != source:
                unit = Unit(
                    id=node.get("tuid", ""), source=texts[source], target=text, context=context
                )
                memories.setdefault(tag, []).append(unit)
    for tag in sorted(memories, key=len):  # “de” goes before “de-AT”
        yield Returned(
            format=Format.TMX,
            name=name,
            domain=props.get("x-briefkit-domain", ""),
            locale=tag,
            digest=props.get("x-briefkit-source-digest", ""),
            units=tuple(memories[tag]),
        )
