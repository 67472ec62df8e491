"""The C libraries that WeasyPrint needs, found without a compiler."""

import subprocess
import sys

import pytest

_LOADING = """
import sys
started = []
sys.addaudithook(lambda event, _: started.append(event) if event == "subprocess.Popen" else None)
from briefkit.typeset import native_libraries
assert native_libraries().pango > 14400
sys.exit(len(started))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are found in other ways there")
def test_they_are_loaded_without_starting_a_process() -> None:
    assert subprocess.run([sys.executable, "-c", _LOADING], check=False).returncode == 0
