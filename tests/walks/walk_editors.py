"""A message saved in each of Debian's editors, and nothing else: ./run weblate --walk.

It is no part of ./run test. What docs/translating.md says of an editor is done here.
"""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Workspace
from tests.walks.comparing import catalog_of, changed_messages

BRIEF = "cyber-trafficking"
CHAT = "A stranger writes in a chat."
ARABIC = "غريب يكتب إليكم في دردشة."
BULGARIAN = "Непознат ви пише в чат."

# Copies the source's words over a message's, which needs no focus, and saves.
POEDIT = """
poedit "$1" & editor=$!
for try in $(seq 60); do
    sleep 0.5
    window=$(xdotool search --onlyvisible --name "${1##*/}" | tail -1)
    [ "$window" ] || continue
    xdotool windowfocus "$window"; xdotool key Escape; sleep 1
    xdotool key ctrl+Down; sleep 0.5; xdotool key ctrl+b; sleep 0.5
    xdotool key ctrl+s; sleep 1
    grep -q "X-Generator: Poedit" "$1" && break
done
kill $editor; wait $editor
"""

# Lokalize is driven by its own interface on D-Bus.
LOKALIZE = """
lokalize & editor=$!
for try in $(seq 60); do
    sleep 0.5
    bus="gdbus call --session --dest org.freedesktop.DBus --object-path /"
    name=$($bus --method org.freedesktop.DBus.ListNames | grep -o "org.kde.lokalize-[0-9]*")
    [ "$name" ] && break
done
call() { gdbus call --session --timeout 60 --dest "$name" --object-path "$@"; }
sleep 3
call /ThisIsWhatYouWant --method org.kde.Lokalize.MainWindow.openFileInEditor "$1"
editing="/ThisIsWhatYouWant/Editor/0 --method org.kde.Lokalize.Editor"
call $editing.findEntryBySourceContext "$2" ""
entry=$(call $editing.currentEntry | tr -dc 0-9)
call $editing.setEntryTarget "$entry" 0 "$3"
call $editing.saveFile
kill $editor; wait $editor
"""

LOKALIZE_SETTINGS = """
[Identity]
authorName=Mariya Petrova
authorLocalizedName=Mariya Petrova
authorEmail=mariya@example.org
DefaultLangCode={locale}
"""

OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>BG</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""

# What OmegaT's window saves of a message.
OMEGAT_SAVED = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US"
datatype="plaintext" creationtoolversion="3.6.0" segtype="paragraph" srclang="EN"/>
<body><tu><tuv lang="EN"><seg>{CHAT}</seg></tuv><tuv lang="BG" changeid="mariya"
changedate="20261129T120000Z"><seg>{BULGARIAN}</seg></tuv></tu></body></tmx>
"""


def in_a_session(script: str, home: Path, *arguments: object) -> None:
    """Run a script before a screen that nobody sees, with a bus and a home folder of its own."""
    home.chmod(0o700)
    env = os.environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "NO_AT_BRIDGE": "1"}
    session = subprocess.Popen(
        ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1200x800x24",
         "sh", "-c", script, "session", *map(str, arguments)],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        session.wait(timeout=240)
    finally:
        if session.poll() is None:
            os.killpg(session.pid, signal.SIGTERM)


def original(locale: str) -> bytes:
    return (ROOT / "locales" / locale / "LC_MESSAGES" / f"{BRIEF}.po").read_bytes()


@pytest.mark.parametrize("locale", ["bg", "ar"])  # Arabic is not folded
def test_poedit_saves_a_message(tmp_path: Path, locale: str) -> None:
    path = tmp_path / f"poedit-{locale}.po"
    path.write_bytes(original(locale))
    in_a_session(POEDIT, tmp_path, path)
    before, after = catalog_of(original(locale), locale), catalog_of(path.read_bytes(), locale)
    assert after.header("X-Generator").startswith("Poedit")
    headers = {"PO-Revision-Date", "Last-Translator", "X-Generator"}
    [msgid] = changed_messages(before, after, headers)
    assert after.lookup((None, msgid)) == msgid


def save_in_lokalize(path: Path, home: Path, locale: str, text: str) -> None:
    (home / ".config").mkdir(parents=True)
    settings = LOKALIZE_SETTINGS.format(locale=locale)
    (home / ".config" / "lokalizerc").write_text(settings, "utf-8")
    in_a_session(LOKALIZE, home, path, CHAT, text)
    assert "X-Generator: Lokalize" in path.read_text("utf-8"), "Lokalize has not saved the file."


def test_lokalize_saves_a_message(tmp_path: Path) -> None:
    path = tmp_path / "lokalize.po"
    path.write_bytes(original("bg"))
    save_in_lokalize(path, tmp_path / "home", "bg", BULGARIAN)
    before, after = catalog_of(original("bg"), "bg"), catalog_of(path.read_bytes(), "bg")
    headers = {"PO-Revision-Date", "Last-Translator", "X-Generator", "Language-Team"}
    assert changed_messages(before, after, headers) == {CHAT}
    assert after.lookup((None, CHAT)) == BULGARIAN


def test_lokalize_saves_a_message_of_a_catalog_that_is_not_folded(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = exported(workspace, "ar", tmp_path)
    save_in_lokalize(path, tmp_path / "home", "ar", ARABIC)
    assert imported(workspace, "ar", path) == {CHAT}
    assert workspace.project.catalogs.read(BRIEF, "ar").lookup((None, CHAT)) == ARABIC


def test_omegat_saves_a_message(workspace: Workspace, tmp_path: Path) -> None:
    project = tmp_path / "omegat"
    for folder in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT_PROJECT, "utf-8")
    (project / "omegat" / "project_save.tmx").write_text(OMEGAT_SAVED, "utf-8")
    path = exported(workspace, "bg", project / "source")
    subprocess.run(
        ["omegat", project, "--mode=console-translate", f"--config-dir={tmp_path}"],
        env=os.environ | {"HOME": str(tmp_path)}, check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    assert imported(workspace, "bg", project / "target" / path.name) == {CHAT}
    assert workspace.project.catalogs.read(BRIEF, "bg").lookup((None, CHAT)) == BULGARIAN


def exported(workspace: Workspace, locale: str, folder: Path) -> Path:
    path = folder / f"{BRIEF}.{locale}.po"
    command = ["exchange", "export", "--format", "po", "--locale", locale, "--domain", BRIEF]
    workspace.run(*command, "--output", str(path))
    return path


def imported(workspace: Workspace, locale: str, path: Path) -> set[str]:
    """Import a file; return the messages that this changed in the catalog."""
    before = workspace.po(locale).read_bytes()
    workspace.run("exchange", "import", str(path))
    after = workspace.po(locale).read_bytes()
    return changed_messages(catalog_of(before, locale), catalog_of(after, locale), ())
