"""The text of a list that a person gives: an order, the codes of a pile."""

__all__ = ["listed_text"]


def listed_text(data: bytes, place: str) -> str:
    """Return the text of a list in UTF-8, or in the UTF-16 that spreadsheets save and mark.

    `place` is how it is named to people. Raises BriefkitError, with the line.
    """
    from briefkit.contacts import decode_contacts
    from briefkit.project import decode_text

    is_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return decode_contacts(data, place) if is_utf_16 else decode_text(data, place)
