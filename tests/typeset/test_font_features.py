"""Memory that layouts take, and give back."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from briefkit.languages import install_fonts

# Lays a page out again and again, and says by how many MiB the process has grown meanwhile. Each of
# its 100 labels has 16 kB of font features.
LOOP = """
import gc, sys
from pathlib import Path
from briefkit.leaflet import read_page
from briefkit.typeset import Typesetter
from briefkit.typeset.speed import use_patches

features = ",".join(f'"{number:04}" 0' for number in range(2000))
css = f"li::marker {{ font-feature-settings: {features} }}"
html = "<!doctype html><html lang=en><title>a</title><ol>" + "<li>a</li>" * 100 + "</ol>"
page = read_page(html, css, language="en", language_name="English")
typesetter = Typesetter(Path(sys.argv[1]))
use_patches(["font_features"])  # alone: with the others no line is set twice

def pages():
    return int(Path("/proc/self/statm").read_text().split()[1])

for number in range(6):
    typesetter.lay_out(page, 12, 1.4)
    gc.collect()
    if number == 1:
        before = pages()
print(pages() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says how much memory is resident.")
def test_layouts_give_back_their_font_features(font_cache: Path) -> None:
    command = [sys.executable, "-c", LOOP, str(install_fonts(font_cache))]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    grown = int(done.stdout) * resource.getpagesize() / 2**20
    # Without the mend they keep 16.
    assert grown < 4
