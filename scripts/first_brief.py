"""Do what docs/first-brief.md says, in a folder of its own, and draw its pictures.

python -m scripts.first_brief
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from unittest import mock

import openpyxl
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import sync_playwright

from briefkit.cli import main as commands
from briefkit.cli import new_briefs, starting

__all__ = ["PAGE", "Step", "answers", "ask", "follow", "steps"]

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "first-brief.md"

# Gives a command in a folder, with what a person answers, and returns what is said.
Give = Callable[[Sequence[str], Path, str], str]

# The leaflets that the pictures show, and how wide a page is in them.
_SHOWN = {
    "first-brief-example.png": ("heat.en.everyone.a4.pdf", 300),
    "first-brief-own.png": ("heat.en.everyone.a4.pdf", 400),
    "first-brief-french.png": ("heat.fr.everyone.a4.pdf", 400),
    "first-brief-trifold.png": ("heat.en.everyone.dl-trifold.sheet.pdf", 480),
}
_PREVIEW = "first-brief-preview.png"

# The logo that a person has.
_LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 24">
<path d="M0 23V11l8-7 8 7v12zM20 23V5h14v18zM38 23V13l9-8 9 8v10zM60 23V2h12v21z" fill="#7A1F3D"/>
</svg>
"""

# What the translator sends back: a line of the source, below it the French.
_LINES = """\
Old Town
La Vieille-Ville
Heat: how to keep well
Chaleur : comment rester en forme
Hot days are hard on the body, at any age. These steps help.
Les fortes chaleurs éprouvent le corps, à tout âge. Ces gestes aident.
What to do
Que faire
**Drink before you are thirsty.** Water is best: a glass an hour.
**Buvez avant d’avoir soif.** De l’eau, de préférence : un verre par heure.
**Stay in the shade.** Be indoors from 11:00 to 18:00.
**Restez à l’ombre.** Ne sortez pas de 11:00 à 18:00.
**Keep the heat out.** Close windows and curtains by day, open them at night.
**Gardez la fraîcheur.** Fermez fenêtres et rideaux le jour, ouvrez-les la nuit.
When to get help
Quand demander de l’aide
Hot skin, no sweat, confused words: that is a heatstroke. Call 112, and cool the person.
Peau chaude et sèche, propos confus : c’est un coup de chaleur. Appelez le 112, et rafraîchissez.
Where it is cool
Où il fait frais
Cool rooms
Les lieux frais
Place
Lieu
Open
Ouvert
Town library
Bibliothèque municipale
9:00 to 20:00
de 9:00 à 20:00
Swimming pool
Piscine
10:00 to 21:00
de 10:00 à 21:00
A map: the library stands across the road from the town hall.
Un plan : la bibliothèque est en face de la mairie, de l’autre côté de la rue.
Town hall
Mairie
Library
Bibliothèque
The way to the library
Le chemin de la bibliothèque
Whom to look in on
À qui rendre visite
**Neighbours who live alone.** A call a day is enough.
**Les voisins qui vivent seuls.** Un appel par jour suffit.
**Small children.** Never leave one in a car.
**Les petits enfants.** N’en laissez jamais un dans une voiture.
""".replace(" :", "\N{NARROW NO-BREAK SPACE}:").splitlines()
_FRENCH = dict(zip(_LINES[::2], _LINES[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Step:
    """A block of the page: what is typed (sh), seen (text, png), or stands in a file (its ending).

    `file` is that one's name, in the project.
    """

    kind: str
    body: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield the blocks of a page and its pictures; before what a file holds its name is said."""
    file = ""
    blocks = r"^```(\w+)\n(.*?)^```$|`(briefs/\S+?)`|\(images/(\S+?)\)"
    for found in re.finditer(blocks, page, re.MULTILINE | re.DOTALL):
        kind, body, named, picture = found.groups()
        file = named or file
        if kind or picture:
            yield Step(kind or "png", body or picture, file if kind in ("markdown", "toml") else "")


def answers(session: str) -> str:
    """Return what a person types in a session, whose questions end with a colon."""
    asked = (line.partition(": ") for line in session.splitlines() if not line.startswith(" "))
    return "".join(f"{answer}\n" for _, colon, answer in asked if colon)


def follow(page: str, home: Path, give: Give) -> Iterator[tuple[Step, Path, str]]:
    """Do what a page says in a person's home; yield each block, the folder, and what is said.

    Commands for a browser are left out; the logo and the translations are at hand.
    """
    folder, said = home, ""
    blocks = list(steps(page))
    for step, after in zip_longest(blocks, blocks[1:]):
        if step.kind == "sh":
            typed = answers(after.body) if after and "init" in step.body else ""
            said = ""
            for line in step.body.splitlines():
                program, *words = line.split()
                if program == "cd":
                    folder = home if words == ["~"] else folder / words[0]
                elif program == "briefkit" and words[0] not in ("desk", "preview"):
                    said += _given(words, folder, typed, give)
        elif step.kind in ("markdown", "toml"):
            _write(folder / step.file, step.body)
        yield step, folder, said


def _given(words: Sequence[str], folder: Path, typed: str, give: Give) -> str:
    if words[:2] == ["exchange", "import"]:
        book = openpyxl.load_workbook(folder / words[2])
        for _, _, source, target, state, _ in book["Translations"].iter_rows(min_row=2):
            target.value, state.value = _FRENCH[source.value], "done"
        book.save(folder / words[2])
    return give(words, folder, typed)


def _write(path: Path, body: str) -> None:
    """Write what a file holds: a text is new, settings take the place of their table."""
    text = path.read_text(encoding="utf-8")
    start = text.index(body.splitlines()[0]) if path.suffix == ".toml" else 0
    path.write_text(text[:start] + body, encoding="utf-8")
    for name in re.findall(r'"(img/logo\.svg)"', body):
        (path.parent / name).write_text(_LOGO, encoding="utf-8")


def ask(words: Sequence[str], typed: str) -> str:
    """Give a command that asks, as at a terminal, in this process; return what is said."""
    with (
        mock.patch.object(new_briefs, "can_ask", return_value=True),
        mock.patch.object(starting, "can_ask", return_value=True),
    ):
        done = CliRunner().invoke(commands, list(words), input=typed)
    if done.exit_code:
        raise SystemExit(done.output)
    return done.output


def _give(words: Sequence[str], folder: Path, typed: str) -> str:
    if words[0] == "init":
        with chdir(folder):
            return ask(words, typed)
    command = [sys.executable, "-m", "briefkit", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def _draw(name: str, folder: Path) -> None:
    """Draw a picture of the page, in few colours."""
    if name == _PREVIEW:
        picture: Image.Image = Image.open(BytesIO(_preview(folder)))
    else:
        leaflet, width = _SHOWN[name]
        # Drawn at twice the size: thin strokes stay.
        command = f"contact-sheet leaflets/{leaflet} --every-page --width {width * 2} --columns 3"
        _give([*command.split(), "--output", name], folder, "")
        picture = Image.open(folder / name).convert("RGB").reduce(2)
    few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    few.save(ROOT / "docs" / "images" / name, optimize=True)


def _preview(folder: Path) -> bytes:
    command = [sys.executable, "-m", "briefkit", "preview", "en", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        address = re.search(r"http://\S+", serving.stdout.readline())
        assert address
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1000, "height": 640})
            page.goto(address[0])
            page.wait_for_load_state("networkidle")
            picture = page.screenshot()
            browser.close()
        serving.terminate()
    return picture


def main() -> None:
    """Draw the pictures of the page."""
    with tempfile.TemporaryDirectory() as home:
        page = PAGE.read_text(encoding="utf-8")
        for step, folder, _ in follow(page, Path(home), _give):
            if step.kind == "png":
                _draw(step.body, folder)
                sys.stdout.write(f"{step.body}\n")


if __name__ == "__main__":
    main()
