"""The container: what can be told of it without an engine, and its commands in a new Debian.

No engine builds it in a test. Its commands are given in a folder with a Debian of its own where
that is asked for: BRIEFKIT_CONTAINER=1, as root, with debootstrap, Debian and PyPI in reach.
"""

import fnmatch
import json
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Dockerfile reference: the instructions that ours has.
KNOWN = {
    "CMD", "COPY", "ENTRYPOINT", "ENV", "FROM", "HEALTHCHECK", "RUN", "USER", "VOLUME", "WORKDIR",
}  # fmt: skip


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the file, each on a line of its own."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, rest in found]


def of(name: str) -> list[str]:
    return [rest for known, rest in instructions() if known == name]


def test_its_instructions_are_known_and_it_ends_as_no_administrator() -> None:
    names = [name for name, _ in instructions()]
    assert names[0] == "FROM"
    assert set(names) == KNOWN
    assert of("FROM") == ["debian:trixie-slim"]
    assert of("USER") == ["briefkit"]
    assert names.index("USER") > max(i for i, name in enumerate(names) if name == "RUN")
    for name in ("CMD", "ENTRYPOINT", "VOLUME"):
        assert json.loads(of(name)[0])


def test_what_it_copies_is_there_and_given_to_a_build() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    given = {line[1:] for line in ignored if line.startswith("!")}
    copied = {source for rest in of("COPY") for source in rest.split()[:-1]}
    assert copied == given
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    for source in copied:
        assert (ROOT / source).exists(), source
        assert not tracked or any(fnmatch.fnmatch(t, f"{source}*") for t in tracked), source
    # All that the build's own configuration packs is among it.
    packed = re.findall(
        r'^"(\w+)" = "briefkit/bundled', (ROOT / "pyproject.toml").read_text(), re.M
    )
    assert set(packed) <= copied


def test_it_installs_what_run_installs() -> None:
    text = (ROOT / "run").read_text(encoding="utf-8")
    wanted = set(re.findall(r'packages="\$packages (libpango\S+|libharfbuzz\S+|fonts-\S+)"', text))
    (install,) = [rest for rest in of("RUN") if "apt-get install" in rest]
    packages = set(re.findall(r"(?<=\s)[a-z][\w.+-]*\d?(?=\s)", install.partition("recommends")[2]))
    assert wanted == {"libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0",
                      "fonts-noto-core", "fonts-noto-cjk"}  # fmt: skip
    assert wanted | {"git", "python3", "python3-venv"} <= packages
    assert any("--require-hashes -r requirements/run.lock" in rest for rest in of("RUN"))


def test_it_asks_the_desk_itself_whether_it_is_well() -> None:
    from briefkit.serving import HEALTH

    (check,) = of("HEALTHCHECK")
    port = json.loads(of("CMD")[0])[-1]
    assert f"http://127.0.0.1:{port}{HEALTH}" in check
    compile(json.loads(check[check.index("[") :])[-1], "HEALTHCHECK", "exec")


def give_certificates(root: Path, passed_on: dict[str, str]) -> None:
    """Copy what names servers to a Debian: an office's own certificates and registries."""
    for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", *passed_on.values()):
        if name.startswith("/") and Path(name).is_file():
            (root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, root / name[1:])


@pytest.mark.skipif("BRIEFKIT_CONTAINER" not in os.environ, reason="BRIEFKIT_CONTAINER is not set")
def test_its_commands_make_a_desk_in_a_new_debian(tmp_path: Path) -> None:
    assert os.getuid() == 0, "debootstrap and chroot need root"
    root = Path(os.environ.get("BRIEFKIT_DEBIAN", tmp_path / "debian"))
    if not root.exists():
        command = ["debootstrap", "--variant=minbase", "trixie", str(root)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    passed_on = {n: v for n, v in os.environ.items() if n.lower().endswith("_proxy")}
    passed_on |= {n: v for n, v in os.environ.items() if n.startswith(("PIP_", "SSL_"))}
    environment = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        **passed_on,
    }
    user: list[str] = []
    folder = "/"
    for name, rest in instructions():
        if name == "COPY":
            *sources, target = rest.split()
            to = root / target.lstrip("/")
            to.mkdir(parents=True, exist_ok=True)
            for path in (ROOT / source for source in sources):
                if path.is_dir():
                    shutil.copytree(path, to, dirs_exist_ok=True)
                else:
                    shutil.copy(path, to)
        elif name == "ENV":
            environment |= dict(pair.split("=", 1) for pair in rest.split())
        elif name == "WORKDIR":
            folder = rest
        elif name == "USER":
            user = [f"--userspec={rest}:{rest}"]
        elif name == "RUN":
            give_certificates(root, passed_on)
            command = ["chroot", str(root), "/bin/sh", "-ec", rest]
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, rest + done.stdout[-2000:] + done.stderr[-2000:]
    shutil.copytree(ROOT / "briefs", root / "srv/leaflets/briefs", dirs_exist_ok=True)
    shutil.chown(root / "srv/leaflets", 48112, 48112)
    inside = ["chroot", *user, str(root), "/usr/bin/env", "-C", folder]
    # The network is this computer's, on which another desk may run.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    said = (of("ENTRYPOINT")[0], of("CMD")[0], of("HEALTHCHECK")[0].partition("CMD ")[2])
    (entry,), started, check = (json.loads(text.replace("48112", port)) for text in said)
    wanted = [f"--locale={locale}" for locale in ("de", "ti", "zh_Hans")]
    build = [*inside, entry, "build", "--jobs=1", *wanted]
    made = subprocess.run(build, env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    with subprocess.Popen([*inside, entry, *started], env=environment) as desk:
        try:
            for _ in range(60):
                well = subprocess.run([*inside, *check], env=environment, capture_output=True)
                if well.returncode == 0:
                    break
                time.sleep(0.5)
            assert well.returncode == 0, well.stderr
        finally:
            desk.terminate()
