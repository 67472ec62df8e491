"""Leaflets made by a real cluster on this computer, of which a worker is killed."""

from __future__ import annotations

import http.client
import io
import json
import signal
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest

from tests.conftest import BRIEF, Workspace, serving
from tests.desk.client import ask, token

pytest.importorskip("distributed")
pytestmark = pytest.mark.languages("bg", "de", "fi", "fr")

LOCALES = ("bg", "de", "en", "fr")
AUDIENCES = ("community", "professional")
BUILD = (
    "build",
    *(word for locale in LOCALES for word in ("--locale", locale)),
    *(word for audience in AUDIENCES for word in ("--audience", audience)),
)


class Cluster:
    """A scheduler, and workers of a process each."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self.folder = folder
        self.environment = workspace.environment
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                    "--scheduler-file", str(file))  # fmt: skip
        deadline = time.monotonic() + 60
        while not file.exists() or not file.read_bytes():
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.05)
        self.address = str(json.loads(file.read_text())["address"])

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    def worker(self, threads: int = 1) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nthreads", str(threads), "--no-nanny",
                           "--no-dashboard")  # fmt: skip

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"), workspace)
    yield made
    made.close()


def run_until_joined(workspace: Workspace, *command: str) -> subprocess.CompletedProcess[str]:
    """Give a command anew until one of the cluster’s workers has joined it."""
    deadline = time.monotonic() + 180
    while True:
        done = workspace.run(*command, code=None)
        if "no worker" not in done.stderr or time.monotonic() > deadline:
            return done
        time.sleep(0.2)


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    workspace: Workspace, cluster: Cluster, built: Callable[[str, str], bytes]
) -> None:
    workspace.run("build", "--locale", "en", "--audience", "community", "--output", "warm")
    victim, _ = cluster.worker(), cluster.worker()
    ask = ("--cluster", cluster.address)
    # Both have joined when this is done by two.
    run_until_joined(workspace, "build", "--locale", "en", "--output", "joined", *ask)
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", *BUILD, "--json", *ask],
        cwd=workspace.root,
        env=cluster.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 120
    while len(list(workspace.output.glob("*.pdf"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.poll() is None
    victim.send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert len(json.loads(out)) == 2 * len(LOCALES)
    lines = (workspace.output / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    codes = Counter(json.loads(line)["code"] for line in lines)
    assert len(codes) == 2 * len(LOCALES)
    assert set(codes.values()) == {1}
    # The same bytes as without a cluster, and nothing to do afterwards.
    made = {path.name: path.read_bytes() for path in workspace.output.glob("*.pdf")}
    assert made == {
        f"{BRIEF}.{locale}.{audience}.a4.pdf": built(locale, audience)
        for locale in LOCALES
        for audience in AUDIENCES
    }
    rows = json.loads(workspace.run(*BUILD, "--json").stdout)
    assert not any(row["made"] for row in rows)


def test_what_is_no_cluster_for_leaflets_is_refused(workspace: Workspace, cluster: Cluster) -> None:
    for address in ("nonsense", "tcp://127.0.0.1:1"):
        done = workspace.run("build", "--cluster", address, code=2)
        assert f"No cluster answers at {address}" in done.stderr
    ask = ("build", "--locale", "en", "--cluster", cluster.address)
    assert "no worker" in workspace.run(*ask, code=2).stderr
    cluster.worker(threads=2)
    assert "several threads" in run_until_joined(workspace, *ask).stderr


def test_a_desk_has_it_make_what_is_made_at_once(workspace: Workspace, cluster: Cluster) -> None:
    cluster.worker()
    ask_cluster = ("--cluster", cluster.address)
    run_until_joined(workspace, "build", "--locale", "en", "--output", "joined", *ask_cluster)
    state = str(workspace.root / "state")
    with serving(workspace, "desk", *ask_cluster, BRIEFKIT_STATE=state) as address:
        page = many_begun(address, "en", "fi")
        deadline = time.monotonic() + 120
        while ask(address, f"{page}/leaflets.zip")[0] == 404 and time.monotonic() < deadline:
            time.sleep(0.5)
        status, data = ask(address, f"{page}/leaflets.zip")
        assert status == 200
        assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 2
        # None of the desk's own processes was started for it.
        desks = [p for p in psutil.process_iter() if {"desk", cluster.address} <= words_of(p)]
        assert desks
        below = [" ".join(words_of(child)) for desk in desks for child in desk.children()]
        assert not [words for words in below if "forkserver" in words]


def many_begun(address: str, *locales: str) -> str:
    """Have a desk make leaflets in languages, and return the address of their page."""
    host = address.split("/")[2]
    fields = [("token", token(address)), ("brief", BRIEF), ("audience", "community"),
              ("locale", "en"), ("format", "a4"), ("several", "1")]  # fmt: skip
    fields += [("languages", locale) for locale in locales]
    headers = {
        "Origin": f"http://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = http.client.HTTPConnection(host, timeout=120)
    try:
        connection.request("POST", "/choose", urlencode(fields), headers)
        answer = connection.getresponse()
        assert answer.status == 303, answer.read()
        return answer.getheader("location") or ""
    finally:
        connection.close()


def words_of(process: psutil.Process) -> set[str]:
    try:
        return set(process.cmdline())
    except psutil.Error:
        return set()
