"""What room a translation that is typed leaves on the leaflet’s pages."""

from bisect import bisect_left
from dataclasses import replace

from briefkit.build import fit_of, inputs_of, reread, typesetter_for
from briefkit.preview.files import Subject, Typed, read_page
from briefkit.typeset import Room, measure_room

__all__ = ["MOST_LINES", "room_of_typed"]

MOST_LINES = 9
"""So many lines are looked for that a message may grow by; it may have room for more."""

# What makes a message a line longer: a hard break, and a sign that all fonts have.
_LINE = "\\\n0"


def room_of_typed(subject: Subject, typed: Typed) -> Room:
    """Return the room that is left in an edition if a translation were saved; nothing is.

    Its lines are those that the message itself may still grow by, at most MOST_LINES, where that
    can be tried. It is to be asked in a process that typesets: that keeps what it has read. Raises
    BriefkitError for what could not be laid out.
    """
    reread()
    order = subject.order
    project = inputs_of(order.root, order.bundled).project

    def with_lines(count: int) -> Room:
        text = typed.text + count * _LINE
        leaflet, page = read_page(subject, project, replace(typed, text=text))
        typesetter = typesetter_for(order.font_cache, leaflet.fonts)
        return measure_room(typesetter, page, fit_of(leaflet), subject.edition.stem)

    room = with_lines(0)
    if not room.fits or room.spare or not typed.text:
        return room
    # The first number of lines that does not fit: more never do where fewer don't.
    lines = MOST_LINES
    if not with_lines(lines).fits:
        counts = range(1, lines)
        lines = bisect_left(counts, True, key=lambda count: not with_lines(count).fits)
    return replace(room, lines=lines, here=True)
