"""The program’s own pages, for people with a browser: Jinja2 templates of the package."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefkit.locales import direction

__all__ = ["PAGES", "render_page"]

# Where the templates and what they fetch are.
PAGES = Path(__file__).parent / "desk_pages"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(direction=direction)
    return environment


_PAGES = _environment()


def render_page(name: str, *, values: Mapping[str, Any]) -> str:
    """Return a page as HTML, all `values` escaped."""
    return _PAGES.get_template(name).render(values)
