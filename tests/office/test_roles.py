"""What each role may do, and may not, by every route of the desk: through nginx, with TLS."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import polib
import pytest

from briefkit.desk import DeskFiles
from briefkit.desk.application import desk_routes
from briefkit.desk.context import new_context
from briefkit.desk.keeping import new_keeper
from briefkit.desk.permissions import PERMISSIONS
from briefkit.offline import MANIFEST_NAME, OFFLINE_ASSETS
from briefkit.serving import Workers
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT
from tests.office.houses import HOST, PEOPLE, House

# anna is a worker, boris translates into bg, carla reviews bg and de, dora writes and translates
# all; nobody has a password, and is not in office.toml.
ALL, EVERYBODY = "anna boris carla dora", "anna boris carla dora nobody"

# Each route, and who may ask it; where that goes by language: for bg, for de, and for none.
TABLE: dict[str, str | tuple[str, str, str]] = {
    "GET /": ALL,
    "GET /assets/{name}": EVERYBODY,
    "GET /healthz": EVERYBODY,
    **{f"GET /{name}": EVERYBODY for name in (MANIFEST_NAME, *OFFLINE_ASSETS)},
    "GET /kept": ALL,
    "GET /author": "dora",
    "GET /author/correct": "dora",
    "GET /author/import": "dora",
    "GET /author/new": "dora",
    "GET /author/pages": "dora",
    "GET /author/text": "dora",
    "GET /begin-language": "dora",
    "GET /contacts": "anna",
    "GET /fonts/{name}": ALL,
    "GET /languages": ALL,
    "GET /languages/{locale}": ALL,
    "GET /languages/{locale}/export": ALL,
    "GET /languages/{locale}/glossary.tbx": ALL,
    "GET /leaflet": ALL,
    "GET /leaflet.pdf": ALL,
    "GET /leaflet.zip": ALL,
    "GET /notes": ALL,
    "GET /orders": "anna",
    "GET /page.png": ALL,
    "GET /pictograms": ALL,
    "GET /review": ("carla", "carla", ""),
    "GET /screen/{name}/{page:int}": ALL,
    "GET /several/{name}": "anna",
    "GET /several/{name}/leaflets.zip": "anna",
    "GET /several/{name}/print/{number}": "anna",
    "GET /translate": ("boris dora", "dora", ""),
    "GET /translate/history": ("boris carla dora", "carla dora", "dora"),
    "GET /translate/pages": ("boris carla dora", "carla dora", "dora"),
    "GET /translate/sheet": ("boris carla dora", "carla dora", "dora"),
    "GET /translate/sheet.css": ("boris carla dora", "carla dora", "dora"),
    "GET /versions": ALL,
    "POST /author/correct": "dora",
    "POST /author/import": "dora",
    "POST /author/look": "dora",
    "POST /author/new": "dora",
    "POST /author/save": "dora",
    "POST /begin-language": "dora",
    "POST /choose": ALL,
    "POST /confirm-changes": "boris dora",
    "POST /contacts/add": "anna",
    "POST /contacts/check": "anna",
    "POST /contacts/remove": "anna",
    "POST /contacts/restore": "anna",
    "POST /contacts/settle": "anna",
    "POST /import-translations": "boris dora",
    "POST /language": ALL,
    "POST /languages/{locale}/update": ("boris dora", "dora", "dora"),
    "POST /orders/again": "anna",
    "POST /orders/change": "anna",
    "POST /orders/open": "anna",
    "POST /orders/remove": "anna",
    "POST /orders/restore": "anna",
    "POST /review/confirm": ("carla", "carla", ""),
    "POST /review/reading": ("carla", "carla", ""),
    "POST /review/sign": ("carla", "carla", ""),
    "POST /review/withdraw": ("carla", "carla", ""),
    "POST /versions/choose": ALL,
    "POST /translate/check": ("boris dora", "dora", ""),
    "POST /translate/fit": ("boris dora", "dora", ""),
    "POST /translate/save": ("boris dora", "dora", ""),
    "POST /translate/undo": ("boris dora", "dora", ""),
}

_REFUSED = "may not do this here"
_NAMES = {"{name}": "desk.css", "{page:int}": "0", "{number}": "0"}


def routes(tmp_path: Path, workspace: Workspace) -> set[str]:
    files = DeskFiles(
        order=workspace.order(),
        contacts_file=tmp_path / "contacts.csv",
        choice_file=tmp_path / "desk.json",
        clock=lambda: datetime(2026, 1, 1).astimezone(),
    )
    keeper = new_keeper(files, None)
    context = new_context(files, Workers(1, purpose="makes leaflets"), keeper)
    return {
        f"{method} {route.path}"
        for route in desk_routes(context)
        for method in (route.methods or set()) - {"HEAD"}
    }


def test_no_route_is_missing(tmp_path: Path, font_cache: Path) -> None:
    there = routes(tmp_path, Workspace(tmp_path, font_cache))
    assert there == {" ".join(route) for route in PERMISSIONS}
    assert there == set(TABLE)


def is_refused(office: House, user: str, route: str, locale: str) -> bool:
    """Ask a route, and say whether it was refused to somebody for who she is."""
    method, path = route.split(" ")
    named = {"locale": locale} if locale else {}
    for name, value in {**_NAMES, "{locale}": locale or "xx"}.items():
        path = path.replace(name, value)
    if method == "GET":
        answer = office.ask(user, f"{path}?{urlencode(named)}")
    else:
        # Without its token nothing is done, whoever sends it.
        answer = office.ask(user, path, named)
    assert answer.status not in (401, 421, 500), (route, user, answer.body)
    assert answer.headers["cache-control"] == "no-store"
    refused = _REFUSED.encode() in answer.body
    assert answer.status == 403 or not refused
    return refused


@pytest.mark.parametrize("route", TABLE)
def test_each_role_is_answered_or_refused(office: House, route: str) -> None:
    may = TABLE[route]
    # A leaflet that is made takes long: of what there is no brief, none is.
    by_language = (may,) * 3 if isinstance(may, str) else may
    for locale, who in zip(("bg", "de", ""), by_language, strict=True):
        refused = {user for user in PEOPLE if is_refused(office, user, route, locale)}
        assert refused == set(PEOPLE) - set(who.split()), locale


def test_pages_show_only_what_a_person_may_do(office: House) -> None:
    links = {
        "/orders": "anna",
        "/contacts": "anna",
        "/author": "dora",
        'name="several"': "anna",
    }
    for user in PEOPLE[:4]:
        page = office.ask(user, "/").text
        for link, who in links.items():
            assert (f'href="{link}"' in page or link in page) == (user in who), (user, link)
        language = office.ask(user, "/languages/bg").text
        assert ('href="/translate?' in language) == (user in "boris dora")
        assert ('href="/review?' in language) == (user == "carla")
        assert ('action="/import-translations"' in language) == (user in "boris dora")
        assert ('action="/languages/bg/update"' in language) == (user in "boris dora")
        assert ('href="/translate?' in office.ask(user, "/languages/de").text) == (user == "dora")
        assert ('action="/begin-language"' in office.ask(user, "/languages").text) == (
            user == "dora"
        )
    names = [name for name in ("Anna", "Boris") if name in office.ask("anna", "/").text]
    assert names == ["Anna"]


def place(**more: str) -> dict[str, str]:
    return {"brief": BRIEF, "audience": "community", "locale": "bg", **more}


def test_a_refusal_is_told_in_the_desk_s_language(office: House) -> None:
    assert office.send("carla", "/language", language="de", back="/").status == 303
    answer = office.ask("carla", "/contacts")
    assert answer.status == 403
    assert 'lang="de"' in answer.text
    said = next(
        entry.msgstr
        for entry in polib.pofile(str(office.workspace.po("de", "desk")))
        if _REFUSED in entry.msgid
    )
    assert said.replace("%(name)s", "Carla Huber") in answer.text
    assert office.send("carla", "/language", language="en", back="/").status == 303


def test_a_worker_keeps_contacts_and_orders_of_her_own(office: House) -> None:
    assert office.send("anna", "/contacts/add", **GOOD_CONTACT).status == 303
    assert "Helper" in office.ask("anna", "/contacts").text
    chosen = office.send("anna", "/choose", **place(format="a4", then="add"))
    assert chosen.status == 303
    assert "cyber" in office.ask("anna", "/orders").text.lower()
    # What others do is theirs.
    refused = office.send("boris", "/choose", **place(format="a4", then="add"))
    assert refused.status == 403


def test_a_translator_signs_with_her_own_name(office: House) -> None:
    page = office.ask("boris", f"/translate?{urlencode(place(show='all'))}").text
    fields = dict(hidden(page, "saving"))
    fields |= {"text": "Изпробван превод", "then": "", "translator": "Somebody <else@example.org>"}
    answer = office.ask("boris", "/translate/save", fields)
    assert answer.status == 303, answer.text
    catalog = polib.pofile(str(office.workspace.po("bg")))
    assert catalog.metadata["Last-Translator"] == "Boris Ivanov <boris@example.org>"
    assert any(entry.msgstr == "Изпробван превод" for entry in catalog)
    # The same form for another language is refused, also where it names both.
    for locale in ("de", "bg&locale=de"):
        body = urlencode({**fields, "locale": "LOCALE"}).replace("LOCALE", locale).encode()
        assert _REFUSED in office.ask("boris", "/translate/save", body).text
    query = f"/translate/save?{urlencode({'locale': 'de'})}"
    assert _REFUSED in office.ask("boris", query, fields).text


def test_a_reviewer_confirms_with_her_own_name(office: House) -> None:
    where = place(locale="de")
    page = office.ask("carla", f"/review?{urlencode(where)}").text
    passage = page.split('name="passage" value="')[1].split('"')[0]
    sent = office.send(
        "carla", "/review/confirm", **where, passage=passage, reviewer="Somebody Else", alone="yes"
    )
    assert sent.status == 204
    text = office.workspace.po("de").read_text(encoding="utf-8")
    assert "Carla Huber" in text
    assert "Somebody Else" not in text


def test_an_author_begins_a_brief_and_a_translator_may_not(office: House) -> None:
    form = {"title": "Water in the cellar", "name": "cellar", "audience": "residents",
            "level": "plain", "source": "en", "languages": "bg", "funder": "none"}  # fmt: skip
    assert _REFUSED in office.send("boris", "/author/new", **form).text
    assert not (office.workspace.root / "briefs" / "cellar").exists()
    assert office.send("dora", "/author/new", **form).status in (303, 422)


@pytest.mark.parametrize("data", [b"PK\x03\x04\xff\xfe", b""])
def test_a_file_of_whoever_may_send_none_is_refused(office: House, data: bytes) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=BBB"}
    for path in ("/author/import", "/import-translations"):
        answer = office.ask("anna", path, b"--BBB\r\n\r\n" + data + b"\r\n--BBB--\r\n", **head)
        assert answer.status == 403
        assert _REFUSED in answer.text


def test_a_file_of_another_language_is_not_taken_over(office: House) -> None:
    exported = office.ask("boris", f"/languages/de/export?domain={BRIEF}&format=po")
    assert exported.status == 200
    catalog = polib.pofile(exported.body.decode())
    entry = next(e for e in catalog if e.msgstr and not e.msgid_plural)
    entry.msgstr += " Geändert."
    head = {"Content-Type": "multipart/form-data; boundary=BBB"}
    for user, locale in (("boris", ""), ("boris", "bg"), ("boris", "de")):
        fields = {"token": office.token(user), "locale": locale}
        body = "".join(
            f'--BBB\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
            for k, v in fields.items()
        )
        body += (
            '--BBB\r\nContent-Disposition: form-data; name="file"; filename="x.de.po"\r\n\r\n'
            f"{catalog}\r\n--BBB--\r\n"
        )
        answer = office.ask(user, "/import-translations", body.encode(), **head)
        assert answer.status in (403, 422), answer.text
        assert 'action="/confirm-changes"' not in answer.text
    assert f"https://{HOST}" not in office.workspace.po("de").read_text(encoding="utf-8")


def hidden(page: str, form: str) -> list[tuple[str, str]]:
    part = page.split(f'id="{form}"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden"[^>]* name="([^"]*)" value="([^"]*)"', part)
    return [(name, unescape(value)) for name, value in found]
