"""A picture in the text, from its file to the proof of the leaflet, in several languages."""

from pathlib import Path

import pytest
from PIL import Image

from briefkit.build import Built, build, plan, reread
from briefkit.proof import comparable, read_runs
from tests.conftest import Workspace
from tests.heat import heat

MAP = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200">
<rect width="400" height="200" fill="#eeeeee"/><text x="40" y="40" font-size="20">{}</text>
<text x="200" y="120" font-size="20" text-anchor="middle">Room 5</text></svg>
"""
WORDS = {"Town hall": "دار البلدية", "Room 5": "غرفة 5", "The map of the town": "خريطة المدينة"}


@pytest.fixture
def town(tmp_path: Path, font_cache: Path) -> Workspace:
    """A brief with a map that has a French version, and an Arabic catalog of its words."""
    workspace = heat(tmp_path, font_cache)
    folder = tmp_path / "briefs" / "heat"
    with (folder / "patients.md").open("a", encoding="utf-8") as text:
        text.write(
            '\n![The map of the town](img/map.svg)\n\n![A flower](img/flower.jpg "A rose")\n'
        )
    (folder / "img" / "map.svg").write_text(MAP.format("Town hall"), encoding="utf-8")
    (folder / "img" / "map.fr.svg").write_text(MAP.format("Mairie"), encoding="utf-8")
    Image.new("RGB", (2000, 1000), "green").save(folder / "img" / "flower.jpg")
    for locale, words in (("ar", WORDS), ("fr", {})):
        head = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {locale}"\n'
        entries = [f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in words.items()]
        workspace.po(locale, "heat").parent.mkdir(parents=True)
        workspace.po(locale, "heat").write_text("\n".join([head, *entries]), encoding="utf-8")
    return workspace


def made(workspace: Workspace, *locales: str) -> list[Built]:
    reread()
    editions = plan(workspace.project, locales=locales, audiences=["patients"], formats=["a4"])
    return list(build(editions, workspace.order(allow_incomplete=True)))


def said(built: Built) -> str:
    assert built.path is not None, list(map(str, built.diagnostics))
    return comparable("".join(run.text for run in read_runs(built.path.read_bytes())))


def test_a_map_prints_in_the_words_of_each_language(town: Workspace) -> None:
    english, arabic, french = made(town, "en", "ar", "fr")
    assert comparable("Town hall") in said(english)
    assert comparable("Room 5") in said(english)
    assert "Mairie" in said(french)
    assert "Townhall" not in said(arabic) + said(french)
    assert all(comparable(word) in said(arabic) for word in ("البلدية", "غرفة"))
    assert "Arose" in said(english)


def test_a_changed_picture_is_a_new_leaflet_of_its_language_alone(town: Workspace) -> None:
    command = (
        *("build", "--brief", "heat", "--audience", "patients", "--format", "a4"),
        *("--locale", "en", "--locale", "fr", "--allow-incomplete"),
    )
    town.run(*command)
    files = [town.output / f"heat.{locale}.patients.a4.pdf" for locale in ("en", "fr")]
    before = [(file.stat().st_mtime_ns, file.read_bytes()) for file in files]
    map_file = town.root / "briefs" / "heat" / "img" / "map.fr.svg"
    map_file.write_text(MAP.format("La mairie"), encoding="utf-8")
    town.run(*command)
    assert (files[0].stat().st_mtime_ns, files[0].read_bytes()) == before[0]
    assert "Lamairie" in comparable("".join(r.text for r in read_runs(files[1].read_bytes())))
