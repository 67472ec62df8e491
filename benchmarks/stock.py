"""WeasyPrint as it comes, warm, in a process of its own: nothing of ours is loaded there.

A line of JSON in (a page's HTML, its stylesheet, the size in pt, the leading) is a page laid out
and written once at that size; a line out is the seconds of a core that it took.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

__all__ = ["STARTED", "Stock"]

ROOT = Path(__file__).parent.parent
VERSION = "70.0"

# A process that is ready to lay out a page with WeasyPrint, and ends.
STARTED = "from weasyprint.text.fonts import FontConfiguration; FontConfiguration()"


class Stock:
    """The process, as a context; its renders are what all else is compared with."""

    def __init__(self, fonts: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.stock"],
            cwd=ROOT,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts / "fonts.conf")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Stock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._process.communicate()

    def seconds(self, html: str, css: str, size: float, leading: float) -> float:
        """Return the seconds of a core that a page takes at a size (pt) and leading."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps([html, css, size, leading])}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def _serve() -> None:
    import gc

    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    if weasyprint.__version__ != VERSION:
        sys.exit(f"The figures are for WeasyPrint {VERSION}; this is {weasyprint.__version__}.")
    gc.freeze()  # as our own typesetter does
    fonts = FontConfiguration()
    sheets: dict[str, Any] = {}

    def sheet(css: str) -> Any:
        if css not in sheets:
            sheets[css] = weasyprint.CSS(string=css, font_config=fonts)
        return sheets[css]

    for line in sys.stdin:
        html, css, size, leading = json.loads(line)
        sizes = f":root {{ font-size: {size:g}pt; line-height: {leading:g} }}"
        start = time.process_time()
        document = weasyprint.HTML(string=html).render(
            font_config=fonts, stylesheets=[sheet(css), sheet(sizes)]
        )
        document.write_pdf(pdf_variant="pdf/a-2a", custom_metadata=True, pdf_identifier=b"briefkit")
        sys.stdout.write(f"{time.process_time() - start}\n")
        sys.stdout.flush()
        assert "briefkit" not in sys.modules


if __name__ == "__main__":
    _serve()
