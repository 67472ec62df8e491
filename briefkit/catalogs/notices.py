"""Messages that a leaflet must print: the legal notice, and the bands of what is not finished."""

from briefkit.model import Message

__all__ = ["BANDS", "DISCLAIMER"]

# The notice that every leaflet must end with; its translations stand in the domain “leaflet”.
DISCLAIMER = Message(
    msgid=(
        "The contents of this publication elaborated under the %(project)s project are the sole "
        "responsibility of the authors and can in no way be taken to reflect the views of the "
        "European Commission. %(project)s project is implemented with the support of the "
        "%(programme)s of the European Commission under Grant Agreement № %(grant)s."
    )
)

# What the bands of a leaflet say that is not reviewed, or not whole; of the same domain.
BANDS = (
    Message(msgid="Draft: nobody has reviewed this translation yet."),
    Message(msgid="Incomplete: some passages have not been translated yet."),
)
