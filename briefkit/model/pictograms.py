"""The pictograms: what each means, and whether it mirrors where text runs from right to left."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["PICTOGRAMS", "Pictogram"]


@dataclass(frozen=True, slots=True)
class Pictogram:
    """What a drawing means, and under which subject it is listed.

    One that is `mirrored` points somewhere, or holds lines of text: it follows the direction of
    reading. Things, digits and letters don't.
    """

    meaning: str
    subject: str
    mirrored: bool = False


_SUBJECTS = {
    "People": {
        "person": "A person; you",
        "child": "A child; young people",
        "family": "A parent and a child; a family",
        "older-person": "An older person; who needs care",
        "group": "A group; a community, an organisation",
        "talk": "Two people talk: tell someone, ask for advice",
        "unknown-person": "Someone who hides who they are; a stranger",
        "police": "The police",
        "doctor": "A doctor, a nurse; medical help",
        "lawyer": "A lawyer; law, rights, a fair decision",
        "interpreter": "An interpreter; other languages, a translation",
    },
    "To be in touch": {
        "telephone": "A telephone: call",
        "mobile-phone": "A mobile phone, an app",
        "message": "A message, a text message; what is said",
        "chat": "A chat; contact online",
        "letter": "A letter, post, e-mail",
        "internet": "The internet, a web site, social media",
        "computer": "A computer, an account",
        "megaphone": "Report it, make it known; an announcement",
        "share": "Share, pass on, send to others",
    },
    "Things": {
        "gift": "A gift; a promise",
        "money": "Money, pay, debts, costs",
        "free": "Free of charge",
        "work": "Work, a job",
        "camera": "A camera; being photographed",
        "video": "A video camera, a webcam; being filmed, a video call",
        "photo": "A photo, a picture",
        "document": "A document, a form, a contract",
        "sign": "Sign, write, fill in",
        "passport": "A passport",
        "identity-card": "An identity card; private details",
        "book": "A book: read, learn; school",
    },
    "Places and times": {
        "house": "A house, a home; shelter",
        "door": "An open door: go in, go out, leave",
        "bed": "A bed: sleep, rest; a place for the night",
        "food": "Food, a meal",
        "place": "A place, an address: here",
        "map": "A map; the way",
        "court": "A court, an authority, a public office",
        "hospital": "A hospital, a clinic, a pharmacy",
        "car": "A car; being driven",
        "bus": "A bus, public transport",
        "plane": "A plane; a journey, abroad",
        "clock": "A clock: opening hours, a time, wait",
        "calendar": "A date, an appointment, a deadline",
        "night": "Night",
    },
    "Safety": {
        "heart": "Trust, love, care",
        "eye": "Look, watch; signs to notice",
        "secret": "What you say stays secret; confidential advice",
        "lock": "Locked: safe, or not free to leave",
        "key": "A key, a password",
        "shield": "Protect; safe",
        "threat": "A threat, blackmail",
        "emergency": "An emergency: call for help at once",
        "help": "Help, advice, rescue",
    },
    "Signs": {
        "warning": "Warning: danger",
        "stop": "Stop; no entry",
        "forbidden": "Do not do it; forbidden",
        "question": "A question; unsure",
        "check": "Yes; right, done",
        "cross": "No; wrong",
        "arrow": "Go on; then; what follows",
    },
    "Heat and health": {
        "medicine": "Medicine",
        "sun": "Sun, heat; by day",
        "thermometer": "The temperature, a fever",
        "water": "Water; wet, wash",
        "drink": "Drink; a glass of water",
        "fan": "A fan; moving air",
        "window": "A window: open it, close it",
        "tree": "A tree: shade, a park",
    },
}

_MIRRORED = frozenset(
    {"arrow", "chat", "door", "identity-card", "megaphone", "message", "older-person", "share"}
)

PICTOGRAMS: Mapping[str, Pictogram] = {
    name: Pictogram(meaning, subject, mirrored=name in _MIRRORED)
    for subject, listed in _SUBJECTS.items()
    for name, meaning in listed.items()
}
"""All pictograms by their names, those of a subject together."""
