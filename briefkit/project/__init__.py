"""project."""

from briefkit.project.project import (
    DESK_DOMAIN,
    LEAFLET_DOMAIN,
    PAGES,
    LoadedBrief,
    Project,
    append_line,
    bundled_folder,
    decode_text,
    read_text,
    require_choice,
    write_atomically,
)

__all__ = [
    "DESK_DOMAIN",
    "LEAFLET_DOMAIN",
    "PAGES",
    "LoadedBrief",
    "Project",
    "append_line",
    "bundled_folder",
    "decode_text",
    "read_text",
    "require_choice",
    "write_atomically",
]
