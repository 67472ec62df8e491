"""The desk as a service: what systemd makes of its unit, and what its restrictions leave."""

import re
import shlex
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

from briefkit.cli.services import Service
from tests.conftest import ROOT, Workspace
from tests.desk.client import GOOD_CONTACT, ask, query, token

PYTHON = sys.executable
SYSTEMD = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed here")


@pytest.fixture(autouse=True)
def system_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that is no person's own, which that of the tests may be."""
    monkeypatch.setattr(sys, "executable", shutil.which("sh"))


def installed(workspace: Workspace, *options: str) -> tuple[Path, str]:
    """Return the folder that a service was written to, and what was said."""
    done = workspace.run("desk", "--install-service", *options)
    return workspace.root / ".briefkit" / "service", done.stdout


def analysed(*arguments: str) -> str:
    assert SYSTEMD is not None
    done = subprocess.run([SYSTEMD, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_what_is_written_is_named_with_what_to_give_next(workspace: Workspace) -> None:
    folder, said = installed(workspace)
    assert sorted(path.name for path in folder.iterdir()) == [
        "briefkit-desk.service", "briefkit.conf",
    ]  # fmt: skip
    steps = [line.strip() for line in said.splitlines() if line.startswith("    ")]
    assert [step.split()[0] for step in steps] == [
        "install", "install", "systemd-sysusers", "chown", "systemctl", "systemctl", "systemctl",
    ]  # fmt: skip
    for step in steps[:2]:
        assert Path(shlex.split(step)[3]).is_file()
    # Git is told to leave it out, and no desk was begun.
    assert not (workspace.root / ".briefkit" / "desk.json").exists()


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_unit(workspace: Workspace) -> None:
    folder, _ = installed(workspace)
    assert analysed("verify", str(folder / "briefkit-desk.service")).strip() == ""
    told = analysed("security", "--offline=true", str(folder / "briefkit-desk.service"))
    level = re.search(r"Overall exposure level for .*: ([\d.]+)", told)
    assert level, told
    assert float(level[1]) <= 1.5
    run = subprocess.run(
        ["systemd-sysusers", "--dry-run", str(folder / "briefkit.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "briefkit" in run.stdout + run.stderr


@needs_systemd
def test_any_name_of_a_folder_is_one_word_of_the_command(tmp_path: Path) -> None:
    root = tmp_path / 'our "leaflets" 100% $HOME \\ ü'
    root.mkdir()
    service = Service(
        root=root,
        python=Path(sys.executable),
        arguments=["--contacts", str(root / "a b.csv")],
        written=[root],
    )
    unit = tmp_path / "odd-desk.service"
    unit.write_text(service.unit(), encoding="utf-8")
    assert analysed("verify", str(unit)).strip() == ""
    command = next(li for li in service.unit().splitlines() if li.startswith("ExecStart="))
    words = shlex.split(command.removeprefix("ExecStart="))
    said = [word.replace("%%", "%").replace("$$", "$") for word in words]
    assert (said[4], said[-1]) == (str(root), str(root / "a b.csv"))


def test_the_service_is_the_desk_that_was_asked_for(workspace: Workspace) -> None:
    folder, _ = installed(workspace, "--port", "9999", "--contacts", "of/us.csv")
    unit = (folder / "briefkit-desk.service").read_text(encoding="utf-8")
    contacts = workspace.root / "of" / "us.csv"
    assert f"desk --no-browser --port 9999 --contacts {contacts}\n" in unit
    assert f"ReadWritePaths={workspace.root} {contacts.parent}\n" in unit
    for line in ("User=briefkit", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert f"{line}\n" in unit


@pytest.mark.parametrize("home", ["/home/ada/leaflets", "/root/leaflets"])
def test_a_person_s_home_folder_is_refused(tmp_path: Path, home: str) -> None:
    from briefkit.cli.services import install_service
    from briefkit.errors import UsageError

    service = Service(root=Path(home), python=Path("/usr/bin/python3"), arguments=[], written=[])
    with pytest.raises(UsageError, match="home folder"):
        install_service(service, tmp_path / "service")
    assert not (tmp_path / "service").exists()


@needs_systemd
def test_the_proxy_of_an_office_reaches_its_service(workspace: Workspace) -> None:
    office = (ROOT / "examples" / "office" / "office.toml").read_text(encoding="utf-8")
    (workspace.root / "office.toml").write_text(
        office + '\n[proxy]\naddress = "10.0.0.2"\n', encoding="utf-8"
    )
    secret = workspace.root / "secret"
    secret.write_text("a1" * 32, encoding="utf-8")
    secret.chmod(0o640)
    places = {
        ("unix:/run/briefkit/desk.sock",): "localhost",
        ("10.0.0.3:8000", "--proxy-secret", "secret"): "localhost 10.0.0.2",
    }
    for place, allowed in places.items():
        folder, _ = installed(workspace, "--behind-proxy", *place)
        unit = folder / "briefkit-desk.service"
        assert analysed("verify", str(unit)).strip() == ""
        lines = unit.read_text(encoding="utf-8").splitlines()
        assert f"IPAddressAllow={allowed}" in lines
        # What nginx's user finds in its group's folder.
        assert {"RuntimeDirectoryMode=0750", "Group=briefkit"} <= set(lines)
        # The service gets a copy of the secret that it alone can read, whoever owns the file.
        command = next(line for line in lines if line.startswith("ExecStart="))
        handed = f"LoadCredential=proxy-secret:{secret}" in lines
        assert handed is command.endswith(" --proxy-secret %d/proxy-secret") is (len(place) > 1)
        assert str(secret) not in command


# prctl(2): PR_SET_MDWE is what MemoryDenyWriteExecute= has of the kernel, since Linux 6.3.
RESTRICTED = """
import ctypes, os, sys
if ctypes.CDLL(None).prctl(65, 1, 0, 0, 0):
    sys.exit(77)
os.execv(sys.executable, [sys.executable, "-m", "briefkit", *sys.argv[1:]])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux alone")
def test_leaflets_are_made_where_no_memory_is_both_written_and_run(workspace: Workspace) -> None:
    done = subprocess.run(
        [PYTHON, "-c", RESTRICTED, "build", "--locale", "ar", "--format", "a4"],
        cwd=workspace.root,
        env=workspace.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("this kernel has no such restriction")
    assert done.returncode == 0, done.stderr
    assert list(workspace.output.glob("*.pdf"))


# What SystemCallFilter= has of the kernel, by systemd's own lists of calls (libseccomp(3)).
FILTERED = """
import ctypes, errno, os, sys
allowed = sys.argv[1].split(",")
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
seccomp = ctypes.CDLL("libseccomp.so.2")
seccomp.seccomp_init.restype = ctypes.c_void_p
context = ctypes.c_void_p(seccomp.seccomp_init(0x00050000 | errno.EPERM))
for name in allowed:
    number = seccomp.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:
        assert seccomp.seccomp_rule_add(context, 0x7FFF0000, number, 0) == 0, name
assert seccomp.seccomp_load(context) == 0
try:
    os.chroot("/")
except PermissionError:
    os.execv(sys.executable, [sys.executable, "-m", "briefkit", *sys.argv[2:]])
"""


def calls_of(*names: str) -> set[str]:
    """Return the system calls of systemd's lists, and of the lists that these name."""
    found: set[str] = set()
    for name in names:
        lines = analysed("syscall-filter", name).splitlines()
        words = {line.strip() for line in lines if line.startswith("    ")}
        sets = {word for word in words if word.startswith("@")}
        found |= {word for word in words if re.fullmatch(r"\w+", word)} | calls_of(*sets)
    return found


@needs_systemd
@pytest.mark.skipif(not find_library("seccomp"), reason="libseccomp is not installed here")
def test_a_desk_works_with_the_system_calls_that_are_left_to_it(
    workspace: Workspace,
) -> None:
    folder, _ = installed(workspace)
    unit = (folder / "briefkit-desk.service").read_text(encoding="utf-8")
    given = re.findall(r"^SystemCallFilter=(\S+)$", unit, re.MULTILINE)
    left = calls_of(*(name for name in given if not name.startswith("~")))
    left -= calls_of(*(name[1:] for name in given if name.startswith("~")))
    assert {"read", "openat"} <= left
    assert not {"chroot", "mount", "setuid"} & left
    command = [PYTHON, "-c", FILTERED, ",".join(sorted(left)), "desk", "--no-browser"]
    environment = workspace.environment | {"BRIEFKIT_STATE": str(workspace.root / "state")}
    with subprocess.Popen(
        command, cwd=workspace.root, env=environment, stdout=subprocess.PIPE, text=True
    ) as desk:
        try:
            assert desk.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", desk.stdout.readline())
            assert found
            assert ask(found[0], "/healthz") == (200, b"ok\n")
            contact = {"token": token(found[0]), **GOOD_CONTACT}
            assert ask(found[0], "/contacts/add", contact)[0] == 303
            status, pdf = ask(found[0], query(locale="ar"))
            assert (status, pdf[:5]) == (200, b"%PDF-")
        finally:
            desk.terminate()
    assert desk.returncode == 0
