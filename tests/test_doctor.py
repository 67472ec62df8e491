"""What is missing is named with the steps of the computer that it is missing on."""

from pathlib import Path

import pytest

from briefkit import doctor, typeset
from briefkit.doctor import Finding, examine
from tests.conftest import Workspace

PANGO = {
    "linux": "apt install libpango-1.0-0 libpangoft2-1.0-0",
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-x86_64-pango",
}


def found(font_cache: Path, system: str) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(font_cache, (), system)}


@pytest.mark.parametrize("system", PANGO)
def test_a_missing_pango_is_told_with_the_steps_of_the_system(
    monkeypatch: pytest.MonkeyPatch, font_cache: Path, system: str
) -> None:
    def missing() -> None:
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(typeset, "native_libraries", missing)
    pango = found(font_cache, system)["Pango"]
    assert not pango.ok
    for name, step in PANGO.items():
        assert (step in pango.hint) == (name == system)


@pytest.mark.parametrize(
    ("system", "step"),
    [("linux", "libharfbuzz-subset0"), ("darwin", "brew install"), ("win32", "pacman -S")],
)
def test_an_old_pango_and_a_missing_subset_library_too(
    monkeypatch: pytest.MonkeyPatch, font_cache: Path, system: str, step: str
) -> None:
    libraries = typeset.libraries.NativeLibraries(doctor.PANGO_MINIMUM - 1, False)
    monkeypatch.setattr(typeset, "native_libraries", lambda: libraries)
    findings = found(font_cache, system)
    assert not findings["Pango"].ok
    assert step in findings["HarfBuzz subset"].hint


def test_on_a_system_that_is_not_known_the_steps_are_debian_s(workspace: Workspace) -> None:
    hints = {what: finding.hint for what, finding in found(workspace.font_cache, "linux").items()}
    assert hints == {
        what: finding.hint for what, finding in found(workspace.font_cache, "freebsd14").items()
    }
