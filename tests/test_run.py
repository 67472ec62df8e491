"""`./run` sets up with the newest Python that is tested, and keeps the one that it has."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOLS = (
    "sh",
    "cat",
    "chmod",
    "cksum",
    "cp",
    "dirname",
    "mkdir",
    "rm",
    "sed",
    "sort",
    "tr",
    "uname",
)

# What stands in for a Python: it tells its version, and makes a folder with a briefkit that does.
PYTHON = """#!/bin/sh
case "$*" in
*ensurepip*) exit {lacks_venv} ;;
*ctypes.CDLL*)
    for library in {lacks}; do [ "$3" != "$library" ] || exit 1; done
    echo "$3" >>"{asked}"
    ;;
*"print(sys.version_info[1])"*) echo {minor} ;;
"-m venv --clear "*)
    rm -rf "$4"
    mkdir -p "$4/bin"
    cp "$0" "$4/bin/python"
    echo 'echo made with 3.{minor}' >"$4/bin/briefkit"
    chmod +x "$4/bin/briefkit"
    ;;
esac
"""


@dataclass
class Checkout:
    """What `./run` needs of the project, and a folder of commands: no others are found."""

    root: Path
    commands: Path

    def add_python(
        self, name: str, minor: int, *, lacks_venv: bool = False, lacks: tuple[str, ...] = ("-",)
    ) -> None:
        """Add a Python, which finds all libraries but those that it `lacks`."""
        text = PYTHON.format(
            minor=minor, lacks_venv=int(lacks_venv), lacks=" ".join(lacks), asked=self.asked
        )
        self.add_command(name, text)

    def add_command(self, name: str, text: str) -> None:
        path = self.commands / name
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    @property
    def asked(self) -> Path:
        """Where the libraries that were asked for and found are noted."""
        return self.commands / "asked"

    def run(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / "run", *arguments],
            cwd=folder,
            env={"PATH": str(self.commands)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def made_with(self) -> str:
        done = self.run("briefkit")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root, commands = tmp_path / "project", tmp_path / "bin"
    (root / "requirements").mkdir(parents=True)
    commands.mkdir()
    for tool in TOOLS:
        (commands / tool).symlink_to(str(shutil.which(tool)))
    shutil.copy(ROOT / "run", root)
    for name in ("pyproject.toml", "requirements/run.lock"):
        (root / name).write_text("as it is\n", encoding="utf-8")
    return Checkout(root, commands)


def test_the_newest_tested_python_is_taken_before_newer_ones(checkout: Checkout) -> None:
    checkout.add_python("python3", 15)
    checkout.add_python("python3.12", 12)
    checkout.add_python("python3.14", 14)
    assert checkout.made_with() == "made with 3.14"


def test_a_python_that_cannot_be_set_up_is_passed_over(checkout: Checkout) -> None:
    checkout.add_python("python3.14", 14, lacks_venv=True)
    checkout.add_python("python3", 11)
    assert checkout.made_with() == "made with 3.11"


def test_where_no_python_can_be_set_up_it_is_said_what_to_install(checkout: Checkout) -> None:
    checkout.add_python("python3", 13, lacks_venv=True)
    done = checkout.run("briefkit")
    assert done.returncode == 1
    assert "python3 python3-venv" in done.stderr


def test_a_weblate_that_no_python_can_run_installs_nothing(checkout: Checkout) -> None:
    checkout.add_python("python3.11", 11)
    installed = checkout.commands / "installed"
    checkout.add_command("apt-get", f'#!/bin/sh\necho "$@" >>"{installed}"\n')
    for options in ((), ("--walk",)):
        done = checkout.run("weblate", *options)
        assert done.returncode == 1
        assert "needs Python 3.12 or newer" in done.stderr
        assert "uv python install 3.13" in done.stderr
    assert not installed.exists()


def test_what_is_set_up_and_works_stays_where_a_newer_python_comes(checkout: Checkout) -> None:
    checkout.add_python("python3.12", 12)
    assert checkout.made_with() == "made with 3.12"
    checkout.add_python("python3.14", 14)
    (checkout.root / "pyproject.toml").write_text("changed\n", encoding="utf-8")
    done = checkout.run("briefkit")
    assert done.stdout.strip() == "made with 3.12"
    assert "remove the folder .venv" in done.stderr
    assert "3.14" in done.stderr
    # Said when something is set up, not each time.
    assert checkout.run("briefkit").stderr == ""


def test_what_is_set_up_is_made_anew_where_its_python_is_gone(checkout: Checkout) -> None:
    checkout.add_python("python3.11", 11)
    assert checkout.made_with() == "made with 3.11"
    (checkout.commands / "python3.11").unlink()
    python = checkout.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(checkout.commands / "python3.11")
    checkout.add_python("python3.13", 13)
    assert checkout.made_with() == "made with 3.13"


def test_the_tests_are_not_run_where_none_of_the_pythons_is_here(checkout: Checkout) -> None:
    checkout.add_python("python3", 15)
    done = checkout.run("test-pythons")
    assert done.returncode == 1
    assert "3.14 3.13 3.12 3.11" in done.stderr


@pytest.mark.parametrize("command", ["briefkit", "build", "desk"])
def test_what_is_made_is_of_the_folder_that_a_person_is_in(
    checkout: Checkout, tmp_path: Path, command: str
) -> None:
    checkout.add_python("python3.13", 13)
    checkout.made_with()
    program = checkout.root / ".venv" / "bin" / "briefkit"
    program.write_text('#!/bin/sh\necho "$PWD"\n', encoding="utf-8")
    mine = tmp_path / "my leaflets"
    mine.mkdir()
    assert checkout.run(command, folder=mine).stdout == f"{mine}\n"
    assert not list(mine.iterdir())


def test_on_macos_libraries_have_their_own_names_and_are_homebrew_s(checkout: Checkout) -> None:
    checkout.add_command("uname", "#!/bin/sh\necho Darwin\n")
    checkout.add_python("python3.14", 14, lacks=("libpango-1.0.dylib", "libharfbuzz-subset.dylib"))
    done = checkout.run("briefkit")
    assert done.returncode == 1
    assert "brew install pango\n" in done.stderr
    assert "apt" not in done.stderr
    checkout.add_python("python3.14", 14)
    shutil.rmtree(checkout.root / ".venv")
    assert checkout.made_with() == "made with 3.14"
    found = {"libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz-subset.dylib"}
    assert set(checkout.asked.read_text(encoding="utf-8").split()) == found


def test_on_macos_a_missing_python_is_homebrew_s(checkout: Checkout) -> None:
    checkout.add_command("uname", "#!/bin/sh\necho Darwin\n")
    done = checkout.run("briefkit")
    assert done.returncode == 1
    assert "    brew install python\n" in done.stderr


def test_on_windows_it_is_said_where_it_runs(checkout: Checkout) -> None:
    checkout.add_command("uname", "#!/bin/sh\necho MINGW64_NT-10.0-26100\n")
    checkout.add_python("python3.14", 14)
    done = checkout.run("desk")
    assert done.returncode == 1
    for step in ("wsl --install -d Debian", "./run desk", "pacman -S mingw-w64-x86_64-pango"):
        assert step in done.stderr
    assert ".venv\\Scripts\\briefkit doctor" in done.stderr
    assert not (checkout.root / ".venv").exists()


def test_elsewhere_libraries_have_the_names_of_linux(checkout: Checkout) -> None:
    checkout.add_python("python3.14", 14, lacks=("libpango-1.0.so.0",))
    done = checkout.run("briefkit")
    assert done.returncode == 1
    assert "libpango-1.0-0" in done.stderr
    assert "libpangoft2" not in done.stderr
