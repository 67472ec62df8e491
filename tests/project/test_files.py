"""Files of a project: written whole, added to by many at once, read or refused with a reason."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from briefkit.errors import CatalogError, ChangedError, SourceError, UsageError
from briefkit.project import (
    Project,
    append_line,
    decode_text,
    digest_of,
    read_text,
    require_choice,
    require_domain,
    require_own_folder,
    write_atomically,
)
from tests.conftest import BRIEF, ROOT, Workspace


def test_builds_at_once_lose_no_line(tmp_path: Path) -> None:
    target = tmp_path / "manifest.jsonl"
    code = (
        "import sys; from pathlib import Path; from briefkit.project import append_line\n"
        "for n in range(150): append_line(Path(sys.argv[1]), sys.argv[2] * 500 + f' {n}')"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(target), letter], cwd=ROOT)
        for letter in "abc"
    ]
    assert [process.wait() for process in processes] == [0, 0, 0]
    lines = target.read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(f"{c * 500} {n}" for c in "abc" for n in range(150))


def test_a_file_that_is_replaced_keeps_its_mode_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "folder" / "a.po"
    write_atomically(file, b"one")
    assert file.stat().st_mode & 0o777 == 0o644
    file.chmod(0o600)
    write_atomically(file, b"two")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == b"two"
    (tmp_path / "folder" / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_atomically(tmp_path / "folder" / "taken", b"three")
    assert sorted(p.name for p in file.parent.iterdir()) == ["a.po", "taken"]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
    target, link = tmp_path / "there" / "real.po", tmp_path / "here" / "a.po"
    target.write_bytes(b"one")
    target.chmod(0o640)
    (tmp_path / "here" / "step.po").symlink_to(target)
    link.symlink_to("step.po")
    write_atomically(link, b"two", expected=digest_of(b"one"))
    assert link.is_symlink()
    assert target.read_bytes() == link.read_bytes() == b"two"
    assert target.stat().st_mode & 0o777 == 0o640
    # One that leads nowhere yet, and one that leads in a circle.
    target.unlink()
    write_atomically(link, b"three", expected="")
    assert target.read_bytes() == b"three"
    circle = tmp_path / "here" / "circle.po"
    circle.symlink_to("circle.po")
    with pytest.raises(OSError, match="symbolic links"):
        write_atomically(circle, b"four")
    assert circle.is_symlink()
    names = sorted(path.name for path in tmp_path.rglob("*"))
    assert names == ["a.po", "circle.po", "here", "real.po", "step.po", "there"]


def test_a_file_is_written_only_where_it_is_as_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    for there, expected in ((b"two", digest_of(b"one")), (b"two", ""), (None, digest_of(b"one"))):
        file.unlink(missing_ok=True)
        if there is not None:
            file.write_bytes(there)
        with pytest.raises(ChangedError, match="changed by another program"):
            write_atomically(file, b"three", expected=expected)
        assert (file.read_bytes() if file.exists() else None) == there
        assert len(list(tmp_path.iterdir())) == (there is not None)


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 255)
    write_atomically(file, b"one")
    assert file.read_bytes() == b"one"


def test_a_new_file_is_as_private_as_the_person_wants(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from briefkit.project import write_atomically\n"
        "os.umask(0o077); write_atomically(Path(sys.argv[1]), b'one')"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], cwd=ROOT, check=True)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_full_disk_cuts_short_is_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "manifest.jsonl"
    append_line(file, "one")
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from briefkit.project import append_line\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "append_line(Path(sys.argv[1]), 'x' * 3000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True, text=True
    )
    assert "File too large" in done.stderr
    assert file.read_text(encoding="utf-8") == "one\n"


UNREADABLE = ["\0", "\x1b", "\x04", "\x85", "\u2028", "\ud800", "\r", "\x0c", "\x7f"]


@pytest.mark.parametrize("character", UNREADABLE)
@pytest.mark.parametrize("where", ["translation", "comment"])
def test_a_catalog_is_written_only_where_it_can_be_read_back(
    workspace: Workspace, character: str, where: str
) -> None:
    catalogs = workspace.project.catalogs
    before = catalogs.read(BRIEF, "bg")
    old = workspace.po("bg").read_bytes()
    text = f"a{character}b"
    first, second, *others = before.entries
    second = (
        second.change(translations=(text,))
        if where == "translation"
        else second.change(translator_comment=text)
    )
    after = replace(before, entries=(first, second, *others))
    try:
        catalogs.write(after, before)
    except CatalogError as error:
        told = str(error)
        assert f"U+{ord(character):04X}" in told
        assert second.message.msgid[:30] in told
        assert workspace.po("bg").read_bytes() == old
    else:
        back = catalogs.read(BRIEF, "bg")
        assert [e.message.key for e in back.entries] == [e.message.key for e in before.entries]
        assert back.entries[1].translations == second.translations
    assert len(list(workspace.po("bg").parent.iterdir())) == 3


def test_a_catalog_without_a_header_gets_one_when_it_is_written(workspace: Workspace) -> None:
    po = workspace.po("bg")
    po.write_bytes(b'msgid "a"\nmsgstr ""\n')
    catalogs = workspace.project.catalogs
    before = catalogs.read(BRIEF, "bg")
    catalogs.write(
        replace(before, entries=(before.entries[0].change(translations=("b",)),)), before
    )
    after = catalogs.read(BRIEF, "bg")
    assert [entry.translations for entry in after.entries] == [("b",)]
    assert dict(after.headers)["Content-Type"] == "text/plain; charset=UTF-8"


def test_an_empty_catalog_is_no_catalog_without_messages(workspace: Workspace) -> None:
    po = workspace.po("bg")
    po.write_bytes(b"")
    with pytest.raises(CatalogError, match="has no messages"):
        workspace.project.catalogs.read(BRIEF, "bg")
    assert "The catalog has no messages" in workspace.run("update", "bg", code=1).stderr
    assert po.read_bytes() == b""


def test_what_is_no_text_is_refused_with_its_place(tmp_path: Path) -> None:
    assert decode_text("\ufeffa\r\nb".encode(), "briefs/a.md") == "a\nb"
    with pytest.raises(SourceError, match=r"briefs/a\.md:2: The file is not in UTF-8"):
        decode_text(b"a\n\xff", "briefs/a.md")
    with pytest.raises(SourceError, match=r"briefs/none\.md: The file cannot be read"):
        read_text(tmp_path / "none.md", "briefs")
    with pytest.raises(SourceError, match="it is no file"):
        read_text(tmp_path, "briefs")
    (tmp_path / "long.md").write_bytes(b"a" * 2049)
    with pytest.raises(SourceError, match="larger than 2 kB"):
        read_text(tmp_path / "long.md", "briefs", 2048)


def test_what_a_project_lacks_is_bundled_and_is_not_written_to(tmp_path: Path) -> None:
    project = Project(tmp_path, ROOT)
    assert project.folder("briefs") == ROOT / "briefs"
    assert BRIEF in project.brief_names
    with pytest.raises(UsageError, match="no locales/ of its own"):
        require_own_folder(tmp_path, "locales")
    catalog = project.catalogs.read("leaflet", "bg")
    with pytest.raises(UsageError, match="no locales/ of its own"):
        project.catalogs.write(catalog, project.catalogs.read("leaflet", "de"))
    (tmp_path / "briefs").mkdir()
    assert project.folder("briefs") == tmp_path / "briefs"
    assert Project(tmp_path, ROOT).domains == ("leaflet", "desk")


def test_a_catalog_that_is_not_there_is_empty(workspace: Workspace) -> None:
    catalogs = workspace.project.catalogs
    assert catalogs.read("leaflet", "xx").entries == ()
    assert catalogs.read("leaflet", "xx").path == "locales/xx/LC_MESSAGES/leaflet.po"
    assert catalogs.read_template("none").path == "locales/none.pot"
    with pytest.raises(UsageError, match="There is no locale “xx”"):
        catalogs.require_locale("xx")


def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(
    workspace: Workspace,
) -> None:
    with pytest.raises(UsageError, match="Did you mean pt_BR"):
        require_choice("pt-br", ["de", "pt_BR"], "locale", "Start it")
    with pytest.raises(UsageError, match="Start it, or choose one of: de, en"):
        require_choice("xx", ["en", "de"], "locale", "Start it")
    with pytest.raises(UsageError, match="There is no domain “menu”"):
        require_domain(workspace.project, "menu")
