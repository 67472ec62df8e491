"""The pictures that texts name: found in the brief's folder alone, by language, told with lines."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image

from briefkit.errors import SourceError
from briefkit.project import Project, source_digest
from tests.brief.toml_writing import written
from tests.conftest import ROOT

SETTINGS = {
    "code": "MP",
    "source_locale": "en",
    "funder": "none",
    "audiences": {"guests": {"label": "Guests", "level": "plain"}},
}
MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{}</text></svg>'

Made = Callable[..., Project]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a project with a brief “town”: its pictures by name, and what its text says."""
    folder = tmp_path / "briefs" / "town"

    def make(*files: str, text: str = "![A map](img/map.svg)\n", **settings: object) -> Project:
        for name in files:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(MAP.format(name), encoding="utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        toml = written(SETTINGS | settings)
        (folder / "brief.toml").write_text(toml, encoding="utf-8")
        (folder / "guests.md").write_text(f"# Town\n\n{text}", encoding="utf-8")
        return Project(tmp_path, ROOT)

    return make


def faults(project: Project) -> list[str]:
    with pytest.raises(SourceError) as caught:
        project.brief("town")
    return list(map(str, caught.value.diagnostics))


def warnings(project: Project) -> list[str]:
    return list(map(str, project.brief("town").warnings))


def shown(project: Project, locale: str, file: str = "img/map.svg") -> tuple[str, ...]:
    return project.brief("town").texts["guests"].picture(file, locale).texts


def test_each_language_has_its_own_picture_where_there_is_one(made: Made) -> None:
    project = made("img/map.svg", "img/map.fr.svg", "img/map.pt-BR.svg", "img/map.fr_CA.svg")
    for locale, name in (
        ("de", "map.svg"), ("fr", "map.fr.svg"), ("fr_BE", "map.fr.svg"),
        ("fr_CA", "map.fr_CA.svg"), ("pt_BR", "map.pt-BR.svg"), ("pt", "map.svg"),
    ):  # fmt: skip
        assert shown(project, locale) == (f"img/{name}",)
    assert warnings(project) == []


def test_the_words_in_a_picture_are_messages(made: Made) -> None:
    project = made("img/map.svg", "img/map.fr.svg")
    words = {m.msgid: m for m in project.brief("town").messages}["img/map.svg"]
    assert " ".join(words.comments).startswith("text in the picture img/map.svg, ")
    assert "img/map.fr.svg" not in {m.msgid for m in project.brief("town").messages}
    text = project.brief("town").texts["guests"]
    msgids = {s.text for s in text.for_locale("de").segments()}
    assert {s.text for s in text.for_locale("fr").segments()} == msgids - {"img/map.svg"}


def test_a_picture_that_is_not_there_is_told_with_its_line(made: Made) -> None:
    told = faults(
        made(text="Words.\n\n![A map](img/map.svg)\n\n![B](b.png)\n\n![A](img/map.svg)\n")
    )
    assert told == [
        "briefs/town/guests.md:5: The picture is not there: img/map.svg.\n"
        "    Put the file there: briefs/town/img/map.svg.",
        "briefs/town/guests.md:7: The picture is not there: b.png.\n"
        "    Put the file there: briefs/town/b.png.",
    ]


def test_letter_case_counts_as_it_does_elsewhere(made: Made) -> None:
    (told,) = faults(made("Img/Map.svg"))
    assert "guests.md:3: The picture is not there: img/map.svg" in told
    assert "The letter case differs. Write Img/Map.svg." in told


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_in_another_form_of_unicode_is_the_same(
    made: Made, form: Literal["NFC", "NFD"]
) -> None:
    names = [
        unicodedata.normalize(form, n) for n in ("bilder/straße-é.svg", "bilder/straße-é.fr.svg")
    ]
    other = unicodedata.normalize("NFD" if form == "NFC" else "NFC", names[0])
    project = made(*names, text=f"![A map]({other})\n")
    (file,) = project.brief("town").texts["guests"].pictures
    assert shown(project, "de", file) == (names[0],)
    assert shown(project, "fr", file) == (names[1],)


@pytest.mark.parametrize(
    "name", ["../other.svg", "/etc/passwd", "http://e/map.svg", "img/../../other.svg", "C:\\a.svg"]
)
def test_what_is_not_in_the_brief_s_folder_is_refused(made: Made, name: str) -> None:
    project = made("img/map.svg", "../other.svg", text=f"![A map]({name})\n")
    (told,) = faults(project)
    assert told.startswith("briefs/town/guests.md:3: A picture is not in the brief's own folder")


@pytest.mark.parametrize("link", ["img/map.svg", "img", "img/map.fr.svg"])
def test_a_link_out_of_the_folder_is_refused(made: Made, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("map.svg", "map.fr.svg"):
        (outside / name).write_text(MAP.format("secret"), encoding="utf-8")
    project = made(*(["img/map.svg"] if link == "img/map.fr.svg" else ["other.svg"]))
    place = tmp_path / "briefs" / "town" / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(outside if link == "img" else outside / place.name)
    told = faults(project)
    assert any("link out of the" in each for each in told)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_keeps_nobody_waiting(made: Made, tmp_path: Path) -> None:
    project = made("img/other.svg")
    os.mkfifo(tmp_path / "briefs" / "town" / "img" / "map.svg")
    (told,) = faults(project)
    assert "It is no file" in told


def test_a_picture_that_can_t_be_used_is_named_once(made: Made, tmp_path: Path) -> None:
    project = made("img/map.svg", text="![A](img/map.svg)\n\n![B](img/map.svg)\n")
    file = tmp_path / "briefs" / "town" / "img" / "map.svg"
    file.write_text('<svg viewBox="0 0 1 1"><script/></svg>', encoding="utf-8")
    (told,) = faults(project)
    assert told.startswith("briefs/town/img/map.svg: The picture can't be used. It has a script.")


def test_pictures_of_languages_that_nobody_sees_are_told(made: Made) -> None:
    project = made(
        "img/map.svg", "img/map.fr.svg", "img/map.old.svg", "img/map.it.png", "img/map.pt.svg",
        "img/plan.de.svg", "img/notes.v2.svg", languages=["en", "fr", "pt_BR"],
    )  # fmt: skip
    (Path(project.root) / "briefs/town/img/map.it.png").unlink()
    Image.new("L", (9, 9)).save(Path(project.root) / "briefs/town/img/map.it.png")
    told = warnings(project)
    for name, words in (
        ("map.it.png", "it ends otherwise than map.svg"),
        ("map.old.svg", "“old” is no code of a language"),
        ("plan.de.svg", "no text names plan.svg"),
    ):
        (found,) = (each for each in told if name in each.partition(":")[0])
        assert words in found
    assert len(told) == 3
    told = warnings(made(languages=["en", "de"]))
    assert any("map.fr.svg: " in each and "the brief is not made in" in each for each in told)


def test_two_pictures_of_one_language_are_refused(made: Made) -> None:
    (told,) = faults(made("img/map.svg", "img/map.pt-BR.svg", "img/map.pt_BR.svg"))
    assert "map.pt-BR.svg and map.pt_BR.svg are of one language" in told


def test_what_a_picture_has_that_is_not_drawn_is_told(made: Made, tmp_path: Path) -> None:
    project = made("img/map.svg")
    file = tmp_path / "briefs" / "town" / "img" / "map.svg"
    file.write_text('<svg viewBox="0 0 1 1"><g filter="url(#a)"/></svg>', encoding="utf-8")
    (told,) = warnings(project)
    assert told.startswith("briefs/town/img/map.svg: What this picture has is not all drawn: a fil")


def test_a_logo_with_words_is_warned_of(made: Made) -> None:
    logos = [{"file": "img/map.svg", "alt": "A"}]
    (told,) = warnings(made("img/map.svg", text="Words.\n", brand={"logos": logos}))
    assert "has words in a font that leaflets don't have: “img/map.svg”" in told


def test_a_changed_picture_is_a_changed_source(made: Made) -> None:
    project = made("img/map.svg", "img/map.fr.svg")
    before = source_digest(project)
    codes = [repr(project.brief("town").texts["guests"].for_locale(each)) for each in ("de", "fr")]
    file = Path(project.root) / "briefs" / "town" / "img" / "map.fr.svg"
    file.write_text(MAP.format("another"), encoding="utf-8")
    again = Project(project.root, ROOT)
    assert source_digest(again) != before
    after = [repr(again.brief("town").texts["guests"].for_locale(each)) for each in ("de", "fr")]
    assert [a == b for a, b in zip(codes, after, strict=True)] == [True, False]
