"""What room a translation that is typed leaves on the leaflet’s pages."""

from briefkit.build import fit_of, inputs_of, reread, typesetter_for
from briefkit.preview.files import Subject, Typed, read_page
from briefkit.typeset import Room, measure_room

__all__ = ["room_of_typed"]


def room_of_typed(subject: Subject, typed: Typed) -> Room:
    """Return the room that is left in an edition if a translation were saved; nothing is.

    It is to be asked in a process that typesets: that keeps what it has read. Raises BriefkitError
    for what could not be laid out.
    """
    reread()
    order = subject.order
    project = inputs_of(order.root, order.bundled).project
    leaflet, page = read_page(subject, project, typed)
    typesetter = typesetter_for(order.font_cache, leaflet.fonts)
    return measure_room(typesetter, page, fit_of(leaflet), subject.edition.stem)
