"""The edition code as a small QR code, in every format that is printed: read back off the pages."""

import pytest
import zxingcpp

from briefkit.build import build, parse_manifest, plan
from briefkit.leaflet import PRINTED
from briefkit.proof import page_picture, read_edition_code, scanned_codes
from tests.conftest import BRIEF, Workspace

_PX_PER_MM = 10


@pytest.fixture
def with_codes(workspace: Workspace) -> Workspace:
    settings = workspace.root / "briefs" / BRIEF / "brief.toml"
    workspace.replace(settings, "source_locale", "code_qr = true\nsource_locale")
    return workspace


@pytest.mark.parametrize("locale", ["ar", "en"])
def test_every_printed_format_has_its_code(locale: str, with_codes: Workspace) -> None:
    editions = plan(with_codes.project, locales=[locale], audiences=["community"], formats=PRINTED)
    for built in build(editions, with_codes.order()):
        assert not built.diagnostics, built.edition
        for file in built.files:
            found = list(scanned_codes(file.path.read_bytes()))
            assert {code for _, code in found} == {built.code}, file.path.name
            # One a sheet of paper, or a card: those of a pile can be counted.
            sheets = -(-built.pages // 2) if built.edition.format in ("a4", "large-print") else 1
            cards = 10 if file.kind == "sheet" and built.edition.format == "pocket" else 1
            assert len(found) == sheets * cards, file.path.name
        assert built.path is not None
        assert read_edition_code(built.path.read_bytes()) == built.code


def test_a_code_is_large_enough_and_off_the_edge(with_codes: Workspace) -> None:
    editions = plan(
        with_codes.project, locales=["en"], audiences=["community"], formats=["a4", "dl-trifold"]
    )
    for built in build(editions, with_codes.order()):
        assert built.path is not None
        width, height = {"a4": (210, 297), "dl-trifold": (97, 210)}[built.edition.format]
        page = 0 if built.edition.format == "a4" else built.pages - 1
        picture = page_picture(built.path.read_bytes(), page, width=_PX_PER_MM * width)
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
        corners = code.position
        left, right = corners.top_left.x, corners.top_right.x
        # 21 or 25 modules and four light ones on either side make 12 mm.
        assert (right - left) / _PX_PER_MM > 12 * 21 / 29 - 0.5
        assert height - corners.bottom_left.y / _PX_PER_MM >= 5
        assert left / _PX_PER_MM >= 5


def test_a_code_changes_no_word_and_yet_is_built(workspace: Workspace) -> None:
    ask = ("build", "--locale", "en", "--format", "pocket")
    workspace.run(*ask)
    settings = workspace.root / "briefs" / BRIEF / "brief.toml"
    workspace.replace(settings, "source_locale", "code_qr = true\nsource_locale")
    workspace.run(*ask)
    first, second = parse_manifest(
        (workspace.output / "manifest.jsonl").read_text(encoding="utf-8")
    )
    assert first.code == second.code
    assert first.files != second.files
    told = workspace.run("trace", "--list", str(next(workspace.output.glob("*.sheet.pdf")))).stdout
    assert f"{second.code}  × 10  " in told
    assert "To withdraw: 0 of 10 sheets." in told
