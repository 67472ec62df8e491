"""Words looked for in finished leaflets, as a reader's viewer looks for them."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from briefkit.build import inputs_of
from briefkit.model import Edition
from tests.conftest import BRIEF, ROOT

# Long compounds, long inflections, two other scripts, and letters with marks.
SAMPLE = ["de", "fi", "hu", "el", "bg", "pl"]


def unfound_by_pdfium(data: bytes, words: set[str]) -> set[str]:
    """Return the words that a search in Chrome's engine finds on no page."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage() for page in document]
        return {w for w in words if not any(page.search(w).get_next() for page in pages)}
    finally:
        document.close()


def unfound_by_poppler(file: Path, words: set[str]) -> set[str]:
    """Return the words that are not in the text as Evince's engine reads it, in either order."""
    missing: set[str] = set()
    for order in ([], ["-raw"]):
        command = ["pdftotext", *order, str(file), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        missing |= {word for word in words if word not in text}
    return missing


@pytest.mark.parametrize("audience", ["community", "professional"])
@pytest.mark.parametrize("locale", SAMPLE)
def test_every_long_word_is_found(
    locale: str, audience: str, built: Callable[[str, str], bytes], tmp_path: Path
) -> None:
    edition = Edition(brief=BRIEF, audience=audience, locale=locale)
    _, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    words = set(re.findall(r"[^\W\d_]{8,}", page.text))
    assert len(words) > 60
    data = built(locale, audience)
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(data)
    assert unfound_by_pdfium(data, words) == set()
    assert unfound_by_poppler(file, words) == set()
