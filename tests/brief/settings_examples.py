"""Settings that use every key, for tests."""

from typing import Any

__all__ = ["EVERY_KEY", "FUNDERS"]

FUNDERS: dict[str, Any] = {
    "none": "none",
    "isfp": {
        "preset": "isfp",
        "project": "A4",
        "project_name": "A4: Crossing borders",
        "programme": "ISFP",
        "programme_name": "Internal Security Fund – Police",
        "grant": "101021832",
        "position": "both",
    },
    "eu-2021-2027": {
        "preset": "eu-2021-2027",
        "authority": "European Union Agency for Asylum",
        "project": "RIGHTS",
        "project_name": "Rights on paper",
        "grant": "101000001",
        "position": "start",
    },
    "own": {
        "notice": "Paid for by the town of Oldbridge.",
        "logo": {"file": "img/town.svg", "alt": "Town of Oldbridge", "width": 25},
        "position": "end",
    },
}

EVERY_KEY: dict[str, Any] = {
    "code": "HW",
    "code_qr": True,
    "source_locale": "en",
    "languages": ["en", "fr", "tr"],
    "funder": FUNDERS["own"],
    "audiences": {
        "patients": {
            "label": "For patients",
            "letter": "A",
            "level": "plain",
            "formats": ["a4", "dl-trifold", "large-print"],
            "emergency": {"number": "15", "text": "The ambulance, day and night."},
            "stamp": False,
            "discreet": False,
            "notes": "foot",
            "fit": {
                "pages_min": 1,
                "pages_max": 4,
                "size_max": 15,
                "size_min": 12.5,
                "leading_max": 1.5,
                "leading_min": 1.25,
            },
        },
        "staff": {"level": "professional", "emergency": False, "fit": {"pages": 3}},
        "parents": {"level": "plain", "emergency": "112"},
    },
    "brand": {
        "colour": "#7a1f3d",
        "font": {"default": "fontpkg-nunito", "el": "Lora"},
        "logos": [
            {"file": "img/clinic.svg", "alt": "Clinic of the Old Town"},
            {"file": "img/a.PNG", "alt": "Partner A", "width": 20.5, "place": "partners"},
            {"file": "img/b.jpg", "alt": "Partner B", "place": "foot"},
        ],
    },
}
