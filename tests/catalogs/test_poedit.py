"""A real Poedit saves our catalogs without touching a line that nobody changed."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

NEEDED = ("poedit", "Xvfb", "xvfb-run", "xauth", "xdotool", "dbus-run-session")
pytestmark = [
    pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="Poedit is not installed"),
    pytest.mark.xdist_group("poedit"),
]

# Opens a catalog, and saves it when its window is there.
SAVE = """
poedit "$1" & editor=$!
window=$(timeout 20 xdotool search --sync --onlyvisible --name "$2" | tail -1)
for try in 1 2 3 4 5 6; do
    xdotool windowfocus "$window"; sleep 0.5
    xdotool key Escape; xdotool key ctrl+s; sleep 0.5
    grep -q "X-Generator: Poedit" "$1" && break
done
kill $editor
"""


def save_in_poedit(path: Path, home: Path) -> None:
    env = os.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1"}
    session = subprocess.Popen(
        ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1200x800x24",
         "sh", "-c", SAVE, "save", path, path.name],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        session.wait(timeout=60)
    finally:
        if session.poll() is None:
            os.killpg(session.pid, signal.SIGTERM)
    for _ in range(20):
        if b"X-Generator: Poedit" in path.read_bytes():
            return
        time.sleep(0.1)
    pytest.fail("Poedit has not saved the file.")


@pytest.mark.parametrize("locale", ["ar", "el"])
def test_poedit_changes_the_date_and_its_own_name_alone(locale: str, tmp_path: Path) -> None:
    ours = (ROOT / "locales" / locale / "LC_MESSAGES" / "cyber-trafficking.po").read_text("utf-8")
    path = tmp_path / f"saved-{locale}.po"
    path.write_text(ours, "utf-8")
    tmp_path.chmod(0o700)
    save_in_poedit(path, tmp_path)
    theirs = path.read_text("utf-8")
    date = r'"PO-Revision-Date: .*\n'
    assert re.sub(date, "", theirs.replace(_generator(theirs), "")) == re.sub(date, "", ours)


def _generator(text: str) -> str:
    found = re.search(r'"X-Generator: Poedit .*\n', text)
    return found[0] if found else ""
