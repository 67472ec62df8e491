"""A leaflet's text as a page of the site: the words and rows of paper, for a telephone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefkit.build import WebPage
from briefkit.languages import direction, endonym, language_tag
from briefkit.leaflet import browser_html, pictogram_drawing
from briefkit.offline import OFFLINE_POLICY
from briefkit.pages import Pages

__all__ = ["POLICY", "STYLE", "File", "leaflet_page", "spoken_for"]

# The stylesheet of all its pages, and what they may load: that, pictures, and what keeps them.
STYLE = "site.css"
_LOADED = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'"
)
POLICY = f"{_LOADED}; {OFFLINE_POLICY}; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A PDF of a leaflet in a format, and its address from the pages of its language."""

    format: str
    pdf: str
    kilobytes: int
    sha256: str


def spoken_for(locale: str, spoken: Mapping[str, Pages]) -> tuple[Pages, dict[str, object]]:
    """Return the pages in a language, or in English where it isn't spoken, and their values."""
    speaks = locale if locale in spoken else "en"
    page = {"lang": language_tag(speaks), "dir": direction(speaks)}
    return spoken[speaks], {"page": page, "locale": locale, "name": endonym(locale)}


def leaflet_page(
    page: WebPage,
    locale: str,
    files: Sequence[File],
    others: Sequence[tuple[str, str]],
    spoken: Mapping[str, Pages],
) -> str:
    """Return a leaflet's page: the number first, then its text, its files, and the notice.

    `others` are the other languages that it has a page in: their locales and names.
    """
    pages, values = spoken_for(locale, spoken)
    values |= {
        "html": f"{page.name}.html",
        "label": " – ".join(filter(None, (page.title, page.label, endonym(locale)))),
        "check_by": page.check_by,
        "emergency": page.emergency,
        "dial": re.sub(r"\D", "", page.emergency),
        "telephone": pictogram_drawing("telephone", direction(locale)),
        "files": files,
        "provenance": page.provenance,
        "others": others,
    }
    top = pages.render("leaflet-top.html.jinja", values)
    listed = pages.render("leaflet-files.html.jinja", values)
    html = browser_html(page.html)
    head = _head(page) + pages.render("leaflet-head.html.jinja", values)
    html = html.replace("</head>", f"{head}</head>", 1)
    html = re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{top}", html, count=1)
    before, end, after = html.rpartition('<footer class="imprint"')
    if not end:
        before, end, after = html.rpartition("</body>")
    return f"{before}{listed}{end}{after}"


def _head(page: WebPage) -> str:
    """Return what a page's head has beside the leaflet's own."""
    links = [f"../{STYLE}"]
    if page.colour:
        links.append(f"{page.name}.css")
    return "\n".join(
        [
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            *(f'<link rel="stylesheet" href="{link}">' for link in links),
            "",
        ]
    )
