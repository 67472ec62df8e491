"""A static site of leaflets, for any web host: no script, nothing from elsewhere."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from briefkit.build import MANIFEST, Built, Order, Record, WebPage, parse_manifest, web_page
from briefkit.languages import endonyms, format_day
from briefkit.model import Provenance
from briefkit.offline import MANIFEST_NAME, OFFLINE_ASSETS
from briefkit.pages import Pages
from briefkit.proof import page_picture
from briefkit.site.leaflet_pages import POLICY, STYLE, File, leaflet_page, spoken_for

__all__ = ["LEAFLETS", "is_site", "site_files"]

# The folder of a site that the PDFs are built in.
LEAFLETS = "leaflets"

_STYLES = {STYLE: Path(__file__).parent / "pages" / STYLE}

# The width of the pictures of first pages, in px.
_PICTURE_WIDTH = 280

# The leaflets of a language that have the same text, by its brief and audience, in their formats.
_Group = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A text as a language's page shows it; its files by their addresses from there."""

    name: str
    title: str
    label: str
    level: str
    state: str
    provenance: Provenance
    html: str
    thumbnail: str
    width: int
    height: int
    day: str
    day_words: str
    files: Sequence[File]


def site_files(
    built: Iterable[Built], order: Order, spoken: Mapping[str, Pages]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site beside its PDFs, by their names, which have slashes.

    The leaflets stand in `order.output`, the folder LEAFLETS of the site, with their manifest;
    `spoken` are the program's pages by language: those of another are in English.
    Raises OSError where a leaflet cannot be read.
    """
    groups: dict[_Group, list[Built]] = {}
    for item in (item for item in built if item.path is not None):
        edition = item.edition
        groups.setdefault((edition.locale, edition.brief, edition.audience), []).append(item)
    manifest = (order.output / MANIFEST).read_text(encoding="utf-8")
    records = {record.code: record for record in parse_manifest(manifest)}
    locales = dict.fromkeys(locale for locale, _, _ in groups)
    languages = endonyms(locales)
    for name, path in (_STYLES | OFFLINE_ASSETS).items():
        yield name, path.read_bytes()
    project, titles = "", {}
    for locale in locales:
        items, title = [], ""
        for group, made in ((g, made) for g, made in groups.items() if g[0] == locale):
            page = web_page(made[0].edition, order)
            project, title = project or page.project, title or page.title
            others = [
                pair for pair in languages if pair[0] != locale and (pair[0], *group[1:]) in groups
            ]
            picture, size = _first_page(made[0])
            shown = _item(made, records, page, size)
            yield f"{locale}/{page.name}.png", picture
            text = leaflet_page(page, locale, shown.files, others, spoken)
            yield f"{locale}/{page.name}.html", text.encode()
            if page.colour:
                css = f":root {{ --colour: {page.colour} }}\n"
                yield f"{locale}/{page.name}.css", css.encode()
            items.append(shown)
        titles[locale] = title
        yield from _language_pages(locale, title, items, languages, spoken)
    index = spoken["en"].render(
        "gallery-index.html.jinja",
        {
            "languages": languages,
            "policy": POLICY,
            "project": project or _name_of(titles),
            "titles": titles,
        },
    )
    yield "index.html", index.encode()


def _name_of(titles: Mapping[str, str]) -> str:
    """Return what a site is called whose leaflets are of no project: by its first title."""
    return titles.get("en") or next(iter(titles.values()), "")


def _first_page(item: Built) -> tuple[bytes, tuple[int, int]]:
    """Return a PNG of a leaflet's first page, and its width and height in px."""
    assert item.path is not None
    picture = io.BytesIO()
    drawn = page_picture(item.path.read_bytes(), width=_PICTURE_WIDTH)
    drawn.quantize(32).save(picture, "PNG", optimize=True)
    return picture.getvalue(), drawn.size


def _language_pages(
    locale: str,
    title: str,
    items: Sequence[_Item],
    languages: Sequence[tuple[str, str]],
    spoken: Mapping[str, Pages],
) -> Iterator[tuple[str, bytes]]:
    """Yield what lists a language's leaflets, in that language if it is spoken.

    That are those there are, those that a device keeps, and what a browser installs.
    """
    pages, values = spoken_for(locale, spoken)
    values |= {"title": title, "items": items, "policy": POLICY, "languages": languages}
    values |= {"root": "../", "start": "index.html"}
    for name, template in (
        ("index.html", "gallery.html.jinja"),
        ("kept.html", "gallery-kept.html.jinja"),
        (MANIFEST_NAME, f"{MANIFEST_NAME}.jinja"),
    ):
        yield f"{locale}/{name}", pages.render(template, values).encode()


def _item(
    made: Sequence[Built], records: Mapping[str, Record], page: WebPage, size: tuple[int, int]
) -> _Item:
    first = records[made[0].code]
    day = date.fromisoformat(first.made[:10])
    return _Item(
        name=page.name,
        title=page.title,
        label=page.label,
        level=page.level,
        state=made[0].state,
        provenance=page.provenance,
        html=quote(f"{page.name}.html"),
        thumbnail=quote(f"{page.name}.png"),
        width=size[0],
        height=size[1],
        day=day.isoformat(),
        day_words=format_day((day.year, day.month, day.day), made[0].edition.locale),
        files=[
            File(
                format=item.edition.format,
                pdf=f"../{LEAFLETS}/{quote(item.path.name)}",
                kilobytes=round(item.size / 1000),
                sha256=records[item.code].files[item.path.name],
            )
            for item in made
            if item.path is not None
        ],
    )


def is_site(folder: Path) -> bool:
    """Whether a folder is a site of ours, or nothing yet: nothing of others is written over."""
    return (
        not folder.exists()
        or {path.name for path in folder.iterdir()} <= {LEAFLETS}
        or ((folder / STYLE).is_file() and (folder / LEAFLETS / MANIFEST).is_file())
    )
