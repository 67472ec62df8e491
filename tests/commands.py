"""A command given in this process, or in one of its own, with the same outcome."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from briefkit.__main__ import main
from briefkit.build import inputs

__all__ = ["Done", "give", "give_apart"]

Done = subprocess.CompletedProcess[str]


def give(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
    """Give a command in this process, which spares the start of another.

    As a process of its own it reads all files anew. It makes leaflets one after the other, unless
    it is told otherwise: processes that it starts cost more than they save.
    """
    # As Python opens them: what can't be encoded is no leaflet's end where errors are told.
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", write_through=True)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["briefkit", *arguments])
        patch.setattr(inputs, "_inputs", {})
        patch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        code: int | str | None = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        if isinstance(code, str):
            err.write(f"{code}\n")
            code = 1
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess([*arguments], code or 0, *said)


def give_apart(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Done:
    """Give a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "briefkit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
