"""A static site of leaflets, for any web host: no script, nothing from elsewhere."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from briefkit.build import MANIFEST, Built, Order, Record, WebPage, parse_manifest, web_page
from briefkit.languages import direction, endonym, endonyms, format_day, language_tag
from briefkit.pages import Pages
from briefkit.proof import page_picture

__all__ = ["LEAFLETS", "is_site", "site_files"]

# The folder of a site that the PDFs are built in, and the stylesheet of all its pages.
LEAFLETS, _STYLE = "leaflets", "site.css"

# The width of the pictures of first pages, in px.
_PICTURE_WIDTH = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A leaflet as a language's page shows it; its files by their addresses from there."""

    name: str
    title: str
    label: str
    level: str
    state: str
    html: str
    pdf: str
    thumbnail: str
    width: int
    height: int
    kilobytes: int
    sha256: str
    day: str
    day_words: str


def site_files(
    built: Iterable[Built], order: Order, spoken: Mapping[str, Pages]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site beside its PDFs, by their names, which have slashes.

    The leaflets stand in `order.output`, the folder LEAFLETS of the site, with their manifest;
    `spoken` are the program's pages by language: those of another are in English.
    Raises OSError where a leaflet cannot be read.
    """
    leaflets = [item for item in built if item.path is not None]
    manifest = (order.output / MANIFEST).read_text(encoding="utf-8")
    records = {record.code: record for record in parse_manifest(manifest)}
    locales = dict.fromkeys(item.edition.locale for item in leaflets)
    languages = endonyms(locales)
    yield _STYLE, (Path(__file__).parent / "pages" / _STYLE).read_bytes()
    project, titles = "", {}
    for locale in locales:
        items, title = [], ""
        for item in (item for item in leaflets if item.edition.locale == locale):
            page = web_page(item.edition, order)
            project = project or page.project
            title = title or page.title
            name = page.name
            picture, size = _first_page(item)
            yield f"{locale}/{name}.png", picture
            yield f"{locale}/{name}.html", _for_the_web(page.html, locale).encode()
            items.append(_item(item, records[item.code], page, name, size))
        titles[locale] = title
        text = _language_page(locale, title, items, languages, spoken)
        yield f"{locale}/index.html", text.encode()
    index = spoken["en"].render(
        "gallery-index.html.jinja",
        {"languages": languages, "project": project or _name_of(titles), "titles": titles},
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


def _language_page(
    locale: str,
    title: str,
    items: Sequence[_Item],
    languages: Sequence[tuple[str, str]],
    spoken: Mapping[str, Pages],
) -> str:
    """Return the page that lists a language's leaflets, in that language if it is spoken."""
    speaks = locale if locale in spoken else "en"
    return spoken[speaks].render(
        "gallery.html.jinja",
        {
            "page": {"lang": language_tag(speaks), "dir": direction(speaks)},
            "locale": locale,
            "name": endonym(locale),
            "title": title,
            "items": items,
            "languages": languages,
        },
    )


def _item(item: Built, record: Record, page: WebPage, name: str, size: tuple[int, int]) -> _Item:
    assert item.path is not None
    day = date.fromisoformat(record.made[:10])
    return _Item(
        name=name,
        title=page.title,
        label=page.label,
        level=page.level,
        state=item.state,
        html=quote(f"{name}.html"),
        pdf=f"../{LEAFLETS}/{quote(item.path.name)}",
        thumbnail=quote(f"{name}.png"),
        width=size[0],
        height=size[1],
        kilobytes=round(item.size / 1000),
        sha256=record.files[item.path.name],
        day=day.isoformat(),
        day_words=format_day((day.year, day.month, day.day), item.edition.locale),
    )


def _for_the_web(html: str, locale: str) -> str:
    """Return a leaflet's HTML with the site's stylesheet, and the way back before its text."""
    head = (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="stylesheet" href="../{_STYLE}">\n'
    )
    back = f'<nav><a href="index.html">← {endonym(locale)}</a></nav>\n'
    html = html.replace("</head>", f"{head}</head>", 1)
    return re.sub(r"(<body[^>]*>)", rf"\1\n{back}", html, count=1)


def is_site(folder: Path) -> bool:
    """Whether a folder is a site of ours, or nothing yet: nothing of others is written over."""
    return (
        not folder.exists()
        or {path.name for path in folder.iterdir()} <= {LEAFLETS}
        or ((folder / _STYLE).is_file() and (folder / LEAFLETS / MANIFEST).is_file())
    )
