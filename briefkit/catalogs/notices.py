"""Messages that a leaflet must print: the legal notice, and the bands of what is not finished.

All are of the domain “leaflet”.
"""

from briefkit.model import Message, Preset

__all__ = ["BANDS", "DISCLAIMER", "EMBLEM", "EU_DISCLAIMERS", "EU_STATEMENT", "NOTICES"]

# The notice of the Internal Security Fund – Police.
DISCLAIMER = Message(
    msgid=(
        "The contents of this publication elaborated under the %(project)s project are the sole "
        "responsibility of the authors and can in no way be taken to reflect the views of the "
        "European Commission. %(project)s project is implemented with the support of the "
        "%(programme)s of the European Commission under Grant Agreement № %(grant)s."
    )
)

# The programmes of the EU, 2021–2027 (model grant agreement, article 17.2 and 17.3): the funding
# statement, and the disclaimer, for the European Commission or another granting authority.
EU_STATEMENT = Message(msgid="Funded by the European Union")
EU_DISCLAIMERS = tuple(
    Message(
        msgid=(
            "Funded by the European Union. Views and opinions expressed are however those of the "
            "author(s) only and do not necessarily reflect those of the European Union or "
            f"{authority}. Neither the European Union nor the granting authority can be held "
            "responsible for them."
        )
    )
    for authority in ("the European Commission", "%(authority)s")
)

# What describes the EU emblem.
EMBLEM = Message(msgid="Emblem of the European Union")

# What leaflets say of whoever paid, by the presets that say it; no others may.
NOTICES = {
    DISCLAIMER.key: (Preset.ISFP,),
    EU_STATEMENT.key: (Preset.EU,),
    **{message.key: (Preset.EU,) for message in EU_DISCLAIMERS},
    EMBLEM.key: (Preset.ISFP, Preset.EU),
}

# What the bands of a leaflet say that is not reviewed, or not whole.
BANDS = (
    Message(msgid="Draft: nobody has reviewed this translation yet."),
    Message(msgid="Draft: translated by a machine; no person has reviewed it yet."),
    Message(msgid="Incomplete: some passages have not been translated yet."),
)
