"""Files of a project: written whole, added to by many at once, read or refused with a reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefkit.errors import SourceError, UsageError
from briefkit.project import (
    Project,
    decode_text,
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
