"""What each of the desk's routes needs, in one table: what is not in it is refused to everybody."""

from collections.abc import Mapping
from typing import NamedTuple

from briefkit.office import Need, Role
from briefkit.offline import MANIFEST_NAME, OFFLINE_ASSETS
from briefkit.serving import HEALTH

__all__ = ["PERMISSIONS", "Permission"]


class Permission(NamedTuple):
    """What one must be to be answered, and what an answer `saves` in the project, if it does.

    That begins the subject of a commit.
    """

    need: Need
    saves: str = ""


_WORKER, _TRANSLATOR, _REVIEWER, _AUTHOR = Role

# For whoever is signed in: what every page is drawn with, and nothing of the project.
_SIGNED_IN = Permission(Need())
_ANY = Permission(Need(roles=frozenset(Role), somewhere=True))
_WORK = Need(roles=frozenset({_WORKER}))
_TRANSLATE = Need(roles=frozenset({_TRANSLATOR}))
_REVIEW = Need(roles=frozenset({_REVIEWER}))
_WRITE = Need(roles=frozenset({_AUTHOR}))
_READ_TRANSLATION = Permission(Need(roles=frozenset({_TRANSLATOR, _REVIEWER, _AUTHOR})))
_KEEP_LANGUAGE = Need(roles=frozenset({_TRANSLATOR, _AUTHOR}))
# A file may be of several languages: each is looked at when it is read.
_KEEP_LANGUAGES = Need(roles=frozenset({_TRANSLATOR, _AUTHOR}), somewhere=True)

PERMISSIONS: Mapping[tuple[str, str], Permission] = {
    ("GET", "/assets/{name}"): _SIGNED_IN,
    ("GET", HEALTH): _SIGNED_IN,
    **{("GET", f"/{name}"): _SIGNED_IN for name in (MANIFEST_NAME, *OFFLINE_ASSETS)},
    ("GET", "/"): _ANY,
    ("GET", "/fonts/{name}"): _ANY,
    ("GET", "/kept"): _ANY,
    ("GET", "/languages"): _ANY,
    ("GET", "/languages/{locale}"): _ANY,
    ("GET", "/languages/{locale}/export"): _ANY,
    ("GET", "/languages/{locale}/glossary.tbx"): _ANY,
    ("GET", "/leaflet"): _ANY,
    ("GET", "/leaflet.pdf"): _ANY,
    ("GET", "/leaflet.zip"): _ANY,
    ("GET", "/notes"): _ANY,
    ("GET", "/page.png"): _ANY,
    ("GET", "/pictograms"): _ANY,
    ("GET", "/screen/{name}/{page:int}"): _ANY,
    ("POST", "/choose"): _ANY,
    ("POST", "/language"): _ANY,
    ("GET", "/contacts"): Permission(_WORK),
    ("POST", "/contacts/add"): Permission(_WORK, "Keep a contact"),
    ("POST", "/contacts/check"): Permission(_WORK),
    ("POST", "/contacts/remove"): Permission(_WORK, "Remove a contact"),
    ("POST", "/contacts/restore"): Permission(_WORK, "Bring back a contact"),
    ("POST", "/contacts/settle"): Permission(_WORK),
    ("GET", "/orders"): Permission(_WORK),
    ("POST", "/orders/again"): Permission(_WORK),
    ("POST", "/orders/change"): Permission(_WORK),
    ("POST", "/orders/open"): Permission(_WORK),
    ("POST", "/orders/remove"): Permission(_WORK),
    ("POST", "/orders/restore"): Permission(_WORK),
    ("GET", "/several/{name}"): Permission(_WORK),
    ("GET", "/several/{name}/leaflets.zip"): Permission(_WORK),
    ("GET", "/several/{name}/print/{number}"): Permission(_WORK),
    ("GET", "/translate"): Permission(_TRANSLATE),
    ("GET", "/translate/history"): _READ_TRANSLATION,
    ("GET", "/translate/pages"): _READ_TRANSLATION,
    ("GET", "/translate/sheet"): _READ_TRANSLATION,
    ("GET", "/translate/sheet.css"): _READ_TRANSLATION,
    ("POST", "/translate/check"): Permission(_TRANSLATE),
    ("POST", "/translate/fit"): Permission(_TRANSLATE),
    ("POST", "/translate/save"): Permission(_TRANSLATE, "Translate"),
    ("POST", "/translate/undo"): Permission(_TRANSLATE, "Take back a translation"),
    ("GET", "/versions"): _ANY,
    ("POST", "/versions/choose"): Permission(_ANY.need, "Choose a version"),
    ("GET", "/begin-language"): Permission(_WRITE),
    ("POST", "/begin-language"): Permission(_WRITE),
    ("POST", "/confirm-changes"): Permission(_KEEP_LANGUAGES, "Take over changes"),
    ("POST", "/import-translations"): Permission(_KEEP_LANGUAGES),
    ("POST", "/languages/{locale}/update"): Permission(_KEEP_LANGUAGE),
    ("GET", "/review"): Permission(_REVIEW),
    ("POST", "/review/confirm"): Permission(_REVIEW, "Confirm translations"),
    ("POST", "/review/reading"): Permission(_REVIEW, "Record a reading"),
    ("POST", "/review/sign"): Permission(_REVIEW, "Sign a review"),
    ("POST", "/review/withdraw"): Permission(_REVIEW, "Take back a confirmation"),
    ("GET", "/author"): Permission(_WRITE),
    ("GET", "/author/correct"): Permission(_WRITE),
    ("GET", "/author/import"): Permission(_WRITE),
    ("GET", "/author/new"): Permission(_WRITE),
    ("GET", "/author/pages"): Permission(_WRITE),
    ("GET", "/author/text"): Permission(_WRITE),
    ("POST", "/author/correct"): Permission(_WRITE, "Correct a typo"),
    ("POST", "/author/import"): Permission(_WRITE),
    ("POST", "/author/look"): Permission(_WRITE),
    ("POST", "/author/new"): Permission(_WRITE, "Begin a brief"),
    ("POST", "/author/save"): Permission(_WRITE, "Write a text"),
}
