"""A text and the settings of its brief become a Brief."""

from briefkit.brief.blocks import parse_blocks
from briefkit.brief.settings import NamedSettings
from briefkit.model import Brief, Segment

__all__ = ["parse_brief"]


def parse_brief(
    *,
    name: str,
    audience: str,
    settings: NamedSettings,
    text: str,
    path: str,
) -> Brief[Segment]:
    """Return one audience's text of a brief; see `parse_blocks` for what raises SourceError."""
    return Brief(
        name=name,
        audience=audience,
        settings=settings.settings,
        project_name=settings.project_name,
        programme_name=settings.programme_name,
        blocks=parse_blocks(text, path, audience),
    )
