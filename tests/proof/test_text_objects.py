"""Where text stands on a page, as PDFium reads it."""

import io

import pikepdf

from briefkit.proof import read_runs


def _page_with_forms() -> bytes:
    """Return a PDF whose page shows a word at (10, 20), and another in a form that is in a form."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    font.BaseFont = pikepdf.Name.Helvetica
    word = b"BT /F 10 Tf 10 20 Td (word) Tj ET"

    def form(content: bytes, **resources: object) -> pikepdf.Stream:
        return pikepdf.Stream(
            pdf,
            content,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 500, 500],
            Resources=pikepdf.Dictionary({f"/{name}": value for name, value in resources.items()}),
        )

    inner = form(word, Font=pikepdf.Dictionary(F=font))
    outer = form(b"q 2 0 0 2 5 0 cm /X Do Q", XObject=pikepdf.Dictionary(X=inner))
    page = pdf.add_blank_page(page_size=(500, 500))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(X=outer)
    )
    page.Contents = pikepdf.Stream(pdf, word + b" q 1 0 0 -1 100 300 cm /X Do Q")
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def test_words_in_forms_stand_where_the_page_shows_them() -> None:
    plain, shown = (run.box for run in read_runs(_page_with_forms()))
    left, bottom, right, top = plain
    # Twice as large, 5 to the right; then turned upside down, and moved.
    moved = (100 + 5 + 2 * left, 300 - 2 * top, 100 + 5 + 2 * right, 300 - 2 * bottom)
    assert all(abs(a - b) < 0.01 for a, b in zip(shown, moved, strict=True))
