"""What a leaflet takes, as bars in an SVG that greys and a text alternative tell as well."""

from collections.abc import Sequence
from html import escape

from benchmarks.rows import Bar

__all__ = ["alternative", "drawn"]

WIDTH, NAMES, BAR, GAP, TOP = 720, 230, 20, 10, 40
ROOM = WIDTH - NAMES - 80
# Ours are dark, peers light, and the limit hatched: told apart in black ink too.
FILLS = {"ours": "#1a1a1a", "peer": "#b5b5b5", "limit": "url(#hatched)"}
HEAD = "Milliseconds of a core for a leaflet: shorter is better"


def alternative(bars: Sequence[Bar]) -> str:
    """Return in words what the picture shows."""
    told = "; ".join(f"{bar.name}: {bar.ms:.0f}" for bar in _in_order(bars))
    return f"{HEAD}. {told}."


def drawn(bars: Sequence[Bar]) -> str:
    """Return the picture; a broken line goes on from the bar of the limit."""
    height = TOP + len(bars) * (BAR + GAP) + GAP
    longest = max(bar.ms for bar in bars)
    limit = next(bar.ms for bar in bars if bar.kind == "limit")
    at = NAMES + limit / longest * ROOM
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-labelledby="title" font-family="sans-serif" font-size="14">',
        f'<title id="title">{escape(alternative(bars))}</title>',
        '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
        '<rect width="2" height="6" fill="#1a1a1a"/></pattern></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{GAP}" y="24" font-weight="bold">{HEAD}</text>',
        *(line for place, bar in enumerate(_in_order(bars)) for line in _bar(place, bar, longest)),
        f'<path d="M{at:.1f} {TOP - 6}V{height - 6}" stroke="#1a1a1a" stroke-dasharray="4 4"/>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _in_order(bars: Sequence[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda bar: bar.ms)


def _bar(place: int, bar: Bar, longest: float) -> tuple[str, str, str]:
    y, width = TOP + place * (BAR + GAP), bar.ms / longest * ROOM
    weight = ' font-weight="bold"' if bar.kind == "ours" else ""
    return (
        f'<text x="{NAMES - GAP}" y="{y + 15}" text-anchor="end"{weight}>{escape(bar.name)}</text>',
        f'<rect x="{NAMES}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{FILLS[bar.kind]}" '
        'stroke="#1a1a1a"/>',
        f'<text x="{NAMES + width + 8:.1f}" y="{y + 15}"{weight}>{bar.ms:.0f}</text>',
    )
