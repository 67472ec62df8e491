"""A real Poedit saves our catalogs without touching a line that nobody changed."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

NEEDED = ("poedit", "Xvfb", "xvfb-run", "xauth", "xdotool", "dbus-run-session")

# Opens each catalog, and saves it when its window is there.
SAVE = """
for file; do
    export HOME="$file.home"; mkdir "$HOME"
    poedit "$file" & editor=$!
    for try in $(seq 60); do
        sleep 0.4
        window=$(xdotool search --onlyvisible --name "${file##*/}" | tail -1)
        [ "$window" ] || continue
        xdotool windowfocus "$window"; xdotool key Escape; xdotool key ctrl+s; sleep 0.4
        grep -q "X-Generator: Poedit" "$file" && break
    done
    kill $editor; wait $editor
done
"""


def save_in_poedit(paths: list[Path], home: Path) -> None:
    home.chmod(0o700)
    env = os.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1"}
    session = subprocess.Popen(
        ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1200x800x24",
         "sh", "-c", SAVE, "save", *paths],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        session.wait(timeout=120)
    finally:
        if session.poll() is None:
            os.killpg(session.pid, signal.SIGTERM)


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="Poedit is not installed")
def test_poedit_changes_the_date_and_its_own_name_alone(tmp_path: Path) -> None:
    # Arabic has marks that take no column; Greek is folded as gettext folds.
    ours = {
        tmp_path / f"saved-{locale}.po": ROOT / "locales" / locale / "LC_MESSAGES" / name
        for locale, name in (("ar", "cyber-trafficking.po"), ("el", "cyber-trafficking.po"))
    }
    for copy, original in ours.items():
        shutil.copy(original, copy)
    save_in_poedit([*ours], tmp_path)
    for copy, original in ours.items():
        saved = copy.read_text("utf-8")
        assert '"X-Generator: Poedit ' in saved, "Poedit has not saved the file."
        changed = r'"(?:PO-Revision-Date|X-Generator): .*\n'
        assert re.sub(changed, "", saved) == re.sub(changed, "", original.read_text("utf-8"))
