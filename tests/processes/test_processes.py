"""Processes that work for another: they end with it, and have what it needs loaded."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefkit.processes import FORKING, worker_pool
from tests.conftest import ROOT, Workspace

pytestmark = pytest.mark.usefixtures("heard_signals")

# A parent with two workers, that says who they are, then waits.
PARENT = """
import time
from briefkit.processes import worker_pool

if __name__ == "__main__":
    pool = worker_pool(2)
    futures = [pool.submit(time.sleep, 1) for _ in range(2)]
    [f.result() for f in futures]
    for _ in range(2):
        pool.submit(time.sleep, 600)
    print(*pool._processes, flush=True)
    time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def none_left(pids: list[int]) -> bool:
    deadline = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [pid for pid in pids if alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return not left


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_workers_end_when_their_parent_is_killed(tmp_path: Path, number: int) -> None:
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, "parent.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    # What serves them, too.
    others = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    workers += [int(pid) for pid in others.read_text().split()] if others.exists() else []
    assert all(map(alive, workers))
    parent.send_signal(number)
    parent.communicate(timeout=10)
    assert none_left(workers)


@pytest.mark.skipif(not FORKING, reason="nothing serves them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_serves_them_ends_silently_when_all_are_told_to_at_once(
    tmp_path: Path, number: int
) -> None:
    code = (
        "import signal, time; from multiprocessing import forkserver\n"
        "from briefkit.processes import prepare_workers\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "prepare_workers(); print(forkserver._forkserver._forkserver_pid, flush=True)\n"
        "time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    server = int(parent.stdout.readline())
    os.killpg(parent.pid, number)  # it is loading the program
    # The end of what it may write is the server's end.
    assert parent.communicate(timeout=60) == ("", "")
    assert parent.returncode == -number
    assert none_left([server])


LOADED = """\
import json, os
from briefkit.processes import worker_pool
with worker_pool(2) as pool:
    loaded = pool.submit(eval, "sorted(__import__('sys').modules)").result()
    seen = pool.submit(eval, "__import__('os').environ.get('FONTCONFIG_FILE')").result()
print(json.dumps([loaded, seen, os.environ.get("FONTCONFIG_FILE")]))
"""


@pytest.mark.skipif(not FORKING, reason="each process loads it anew")
def test_workers_are_forked_off_a_process_that_has_loaded_the_program() -> None:
    # In a process of its own: here the fonts may be others than when workers were last forked.
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded, seen, own = json.loads(done.stdout)
    assert {"weasyprint.pdf", "briefkit.build.making"} <= set(loaded)
    assert seen == own


def test_what_a_worker_begins_with_is_done_before_its_work() -> None:
    with worker_pool(1, exec, "import sys; sys.begun = 1") as pool:
        assert pool.submit(eval, "__import__('sys').begun").result() == 1


def test_what_cannot_be_loaded_is_told_once_and_takes_no_place_in_the_report(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    package = tmp_path_factory.mktemp("without") / "weasyprint"
    package.mkdir()
    (package / "__init__.py").write_text(
        "print('----- no libraries')\nraise OSError('cannot load library “libpango”')",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "build", "--json", "--jobs", "2", "--locale", "de"],
        cwd=workspace.root,
        env=os.environ
        | {
            "BRIEFKIT_CACHE": str(workspace.font_cache),
            "PYTHONPATH": os.pathsep.join([str(package.parent), str(ROOT)]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    rows = json.loads(done.stdout)
    assert len(rows) == 3
    for row in rows:
        (found,) = row["diagnostics"]
        assert "WeasyPrint cannot be loaded: cannot load library “libpango”." in found["message"]
        assert "briefkit doctor" in found["hint"]


def test_the_project_s_folder_is_no_place_for_modules(workspace: Workspace) -> None:
    # A folder that a stranger sent may have any file: none is run.
    for name in ("multiprocessing", "struct", "socket", "weasyprint", "briefkit"):
        (workspace.root / f"{name}.py").write_text("raise SystemExit('run')", encoding="utf-8")
    command = workspace.root.parent / f"{workspace.root.name}-briefkit.py"
    command.write_text(
        "from briefkit.__main__ import main\nif __name__ == '__main__': main()", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, command, "build", "--jobs", "2", "--locale", "en"],
        cwd=workspace.root,
        env=os.environ | {"BRIEFKIT_CACHE": str(workspace.font_cache), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""
