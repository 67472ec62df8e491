"""What `office.toml` may hold: all that is wrong is told at once, with its line."""

import pytest

from briefkit.errors import SourceError
from briefkit.office import ALL_LANGUAGES, ALONE, Need, Person, Role, parse_office
from tests.office.houses import EXAMPLE


def test_the_example_says_who_is_who() -> None:
    office = parse_office((EXAMPLE / "office.toml").read_text(encoding="utf-8"))
    assert office.address == "https://desk.example.org"
    assert office.header == "X-Remote-User"
    assert {name: person.signature for name, person in office.people.items()} == {
        "anna": "Anna Petrova <anna@example.org>",
        "boris": "Boris Ivanov <boris@example.org>",
        "carla": "Carla Huber <carla@example.org>",
        "dora": "Dora Nagy <dora@example.org>",
    }
    assert office.people["anna"].worker
    assert not office.people["anna"].author
    assert office.people["boris"].translator == ("bg",)
    assert office.people["carla"].reviewer == ("bg", "de")
    assert office.people["dora"].translator == ALL_LANGUAGES


def test_all_that_is_wrong_is_told_with_its_line() -> None:
    text = """\
address = "http://desk.example.org/"
colour = "red"
[proxy]
header = "Content-Length"
address = "somewhere"
[people.anna]
name = "Anna <Petrova>"
worker = "yes"
[people.boris]
name = "Boris"
email = "boris"
translator = ["bg", "klingon"]
[people.carla]
name = "Carla"
email = "carla@example.org"
"""
    with pytest.raises(SourceError) as caught:
        parse_office(text)
    found = {
        (d.location.line, d.message) for d in caught.value.diagnostics if d.location and d.hint
    }
    assert found == {
        (1, "address must be where browsers find the desk."),
        (2, "colour is not a setting."),
        (4, "[proxy] header must be the name of a header."),
        (5, "[proxy] address must be an address."),
        (6, "[people.anna] email must be an e-mail address."),
        (7, "[people.anna] name must be her name."),
        (8, "[people.anna] worker must be true or false."),
        (11, "[people.boris] email must be an e-mail address."),
        (12, "[people.boris] translator 2 is no code of a language."),
        (13, "[people] carla has no role."),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "people = 3",
        "address = [",
        'address = "https://x.org"\n[people]',
        "\0",
        "[people.a]\na=1",
    ],
)
def test_what_is_no_office_is_refused_in_words(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_office(text)
    assert all(d.location and d.location.path == "office.toml" for d in caught.value.diagnostics)


def test_roles_by_language_are_asked_of_every_language() -> None:
    boris = Person(user="boris", name="Boris", translator=("bg", "mk"))
    translate = Need(roles=frozenset({Role.TRANSLATOR}))
    assert boris.may(translate, ["bg"])
    assert boris.may(translate, ["bg", "mk"])
    assert not boris.may(translate, ["bg", "de"])
    assert not boris.may(translate, [])
    assert boris.may(Need(roles=frozenset({Role.TRANSLATOR}), somewhere=True))
    assert not boris.may(Need(roles=frozenset({Role.REVIEWER, Role.WORKER}), somewhere=True))
    assert ALONE.may(translate, ["xx"])
    stranger = Person(user="x", name="x")
    assert stranger.may(Need())
    assert not stranger.may(Need(roles=frozenset(Role), somewhere=True))


@pytest.mark.parametrize("other", ["Anna", "ANNA", "ａnna", '"ªnna"'])
def test_two_names_that_are_read_alike_are_refused(other: str) -> None:
    quoted = other if other.isascii() or other.startswith('"') else f'"{other}"'
    text = (EXAMPLE / "office.toml").read_text(encoding="utf-8")
    text += f'\n[people.{quoted}]\nname = "Anna Two"\nemail = "two@example.org"\nworker = true\n'
    with pytest.raises(SourceError) as caught:
        parse_office(text)
    [fault] = caught.value.diagnostics
    assert fault.message == f"[people] {other.strip(chr(34))} is too much like anna."
    assert fault.location
    assert fault.location.line == text.splitlines().index(f"[people.{quoted}]") + 1
