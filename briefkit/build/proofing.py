"""The proof of a finished file: whether it is what the project would print now."""

from dataclasses import replace
from pathlib import Path

from briefkit.build.inputs import Inputs, inputs_of
from briefkit.build.orders import Order
from briefkit.build.planning import code_prefixes, office_edition
from briefkit.build.typesetters import fit_of, shaper_for, typesetter_for
from briefkit.diagnostics import Diagnostic, Location
from briefkit.leaflet import Leaflet, Page
from briefkit.proof import NotPdfError, kind_of, proof, proof_press, proof_sheet, read_edition_code

__all__ = ["proof_file"]


def proof_file(path: Path, order: Order) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a leaflet's file, judged by the project as it is now."""
    inputs = inputs_of(order.root, order.bundled)
    try:
        data = path.read_bytes()
        code = read_edition_code(data)
    except OSError as error:
        return _fault(path, f"The file cannot be read: {error.strerror}.", "Check its name.")
    except NotPdfError:
        return _fault(path, "This is not a PDF, or not a whole one.", "Build it again.")
    prefixes = code_prefixes(inputs.project, code).items()
    edition = next((edition for edition, prefix in prefixes if code.startswith(prefix)), None)
    if edition is None:
        return _fault(
            path, "This PDF is no leaflet of this project.", "Give a file that briefkit built."
        )
    edition, contacts = office_edition(edition, order, path.name)
    leaflet, page = inputs.leaflet(edition, contacts, allow_incomplete=True, site=order.site)
    if leaflet.code != code:
        return _fault(
            path,
            f"This leaflet ({code}) was made from another state of its texts; "
            f"it would be {leaflet.code} now.",
            "Build it again, with the same contacts if it had any.",
        )
    return _proof(path, data, leaflet, page, inputs, order)


def _fault(path: Path, message: str, hint: str) -> tuple[Diagnostic, ...]:
    return (Diagnostic(check="proof", message=message, hint=hint, location=Location(str(path))),)


def _proof(
    path: Path, data: bytes, leaflet: Leaflet, page: Page, inputs: Inputs, order: Order
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file that has the leaflet's code: to read or to print from."""
    fonts = leaflet.fonts
    wanted = inputs.expected(leaflet, page)
    # Whoever finds a file sees the name that it has.
    wanted = replace(wanted, label=path.stem) if leaflet.edition.discreet else wanted
    kind, finish = kind_of(data, wanted.fmt)
    if not kind:
        return proof(data, wanted, shaper_for(order.font_cache, fonts))
    typesetter = typesetter_for(order.font_cache, fonts)
    reading = typesetter.typeset(page, fit_of(leaflet), wanted.label).pdf
    if kind == "press":
        return proof_press(data, reading, wanted, finish)
    assert wanted.fmt.sheet is not None
    return proof_sheet(data, reading, wanted, wanted.fmt.sheet)
