"""One leaflet, from its texts to its files."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from briefkit.build.crowding import explain_crowding
from briefkit.build.digests import printed_contacts
from briefkit.build.files import earlier_files, file_name, made_file, refuse, withdraw
from briefkit.build.inputs import Inputs, inputs_of, subject_of
from briefkit.build.manifest import MANIFEST, Record, parse_manifest, record_line, recorded_time
from briefkit.build.orders import Built, MadeFile, Order, State
from briefkit.build.printing import printed_files
from briefkit.build.sharing import shared_files
from briefkit.build.typesetters import fit_of, shaper_for, typesetter_for
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import (
    BriefkitError,
    CatalogError,
    ContactError,
    ProofError,
    TypesetError,
    UsageError,
)
from briefkit.languages import missing_glyphs
from briefkit.leaflet import LONGEST_CODE, Finish, Leaflet, Page
from briefkit.model import Edition
from briefkit.project import append_line, write_atomically
from briefkit.proof import betrayed, proof
from briefkit.typeset import Typeset, grayscale, layout_steps

__all__ = ["leaflet_state", "make_leaflet", "sound_leaflet"]


def make_leaflet(edition: Edition, order: Order) -> Built:
    """Make one leaflet: its files are written below `order.output` if they pass their proofs.

    If not, its older files are taken away, and what is wrong is in the result.
    """
    target = order.output / file_name(edition, order.finish, "")
    try:
        inputs = inputs_of(order.root, order.bundled)
        leaflet, page = sound_leaflet(edition, inputs, order)
        typeset = _typeset(leaflet, page, inputs, order)
        made = _proofed_files(leaflet, page, typeset, inputs, order)
        files = _written(made, leaflet, order)
        _record(leaflet, typeset, files, inputs, order)
    except BriefkitError as error:
        return refuse(edition, order, tuple(error.diagnostics))
    except OSError as error:
        return refuse(edition, order, (_unwritable(target, error),))
    return Built(
        edition=edition,
        state=leaflet_state(leaflet),
        path=target,
        provenance=leaflet.provenance,
        code=leaflet.code,
        pages=typeset.pages,
        size=len(typeset.pdf),
        text_size=typeset.size,
        leading=typeset.leading,
        look=typeset.look,
        files=files,
    )


def sound_leaflet(edition: Edition, inputs: Inputs, order: Order) -> tuple[Leaflet, Page]:
    """Return a leaflet and its page. Raises BriefkitError for what must not be printed."""
    if errors := inputs.catalog_errors(edition):
        raise CatalogError(*errors)
    leaflet, page = inputs.leaflet(
        edition,
        order.contacts,
        allow_incomplete=order.allow_incomplete,
        finish=Finish(grayscale=order.finish.grayscale),
        site=order.site,
    )
    if unprintable := tuple(_unprintable(leaflet)):
        raise ContactError(*unprintable)
    if faults := tuple(_unfit_addresses(leaflet, inputs)):
        raise UsageError(*faults)
    return leaflet, page


def _unfit_addresses(leaflet: Leaflet, inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield why a leaflet's web address can't be on it: too long, or it names the subject.

    Those of a sheet of languages are alike: the longest stands for all.
    """
    addresses = [leaflet.web_address, *(line.address for line in leaflet.languages)]
    address = max(addresses, key=len)
    if not address:
        return
    subject = subject_of(leaflet, inputs.source(leaflet.edition))
    if leaflet.edition.discreet and (word := betrayed(unquote(address), subject)):
        yield Diagnostic(
            check="qr",
            message=translatable(
                "The web address %(address)s says “%(word)s”, and a discreet leaflet must not.",
                address=address,
                word=word,
            ),
            hint=translatable(
                "Put the site at an address that does not name the subject, or leave --qr out."
            ),
        )
    if len(address) > LONGEST_CODE:
        yield Diagnostic(
            check="qr",
            message=translatable(
                "The web address %(address)s has %(count)s characters: a telephone reads "
                "%(most)s off paper.",
                address=address,
                count=len(address),
                most=LONGEST_CODE,
            ),
            hint=translatable("Put the site at a shorter address, or leave --qr out."),
        )


def _unprintable(leaflet: Leaflet) -> Iterator[Diagnostic]:
    """Yield the contacts that the fonts of a leaflet's language have no letters for."""
    for contact in leaflet.contacts:
        own = (contact.name, contact.address, contact.hours, contact.cost)
        text = " ".join([*own, *contact.messengers])
        if missing := missing_glyphs(text, leaflet.edition.locale, leaflet.fonts):
            yield Diagnostic(
                check="contacts",
                message=translatable(
                    "The contact “%(name)s” has letters that the fonts of this leaflet don't have: "
                    "%(missing)s.",
                    name=contact.name,
                    missing=" ".join(missing),
                ),
                hint=translatable(
                    "Write it in the letters of the leaflet's language, as people there read it, "
                    "or leave it out of this language."
                ),
                locale=leaflet.edition.locale,
            )


def _typeset(leaflet: Leaflet, page: Page, inputs: Inputs, order: Order) -> Typeset:
    """Return a leaflet as the PDF to read. Raises TypesetError, with the cause if it is long."""
    fit, edition = fit_of(leaflet), leaflet.edition
    typesetter = typesetter_for(order.font_cache, leaflet.fonts)
    common = edition.common.stem  # the leaflets of all offices take nearly the same room
    if order.last_set is not None and common not in typesetter.steps.known:
        steps = [step[:2] for step in layout_steps(fit, page.roomier, page.closer)]
        with suppress(ValueError):  # there may be other steps now
            typesetter.steps.known[common] = steps.index(order.last_set)
    try:
        typeset = typesetter.typeset(page, fit, edition.stem, common)
    except TypesetError as error:
        if any(diagnostic.check == "fit" for diagnostic in error.diagnostics):
            raise TypesetError(*explain_crowding(error, leaflet, inputs, order)) from None
        place = inputs.templates[edition.brief].place_in_stylesheet
        found = (replace(d, location=place(d.message, page.css)) for d in error.diagnostics)
        raise TypesetError(*found) from None
    if order.finish.grayscale:
        return replace(typeset, pdf=grayscale(typeset.pdf))
    return typeset


def _proofed_files(
    leaflet: Leaflet, page: Page, typeset: Typeset, inputs: Inputs, order: Order
) -> dict[str, bytes]:
    """Return a leaflet's files by their kinds. Raises ProofError where one fails its proof."""
    wanted = inputs.expected(leaflet, page, order.finish)
    shaper = shaper_for(order.font_cache, leaflet.fonts)
    if faults := proof(typeset.pdf, wanted, shaper):
        raise ProofError(*faults)
    made = {"": typeset.pdf}
    for kind, data, found in printed_files(leaflet, typeset, wanted, inputs, order):
        made[kind], faults = data, faults + found
    for kind, data, found in shared_files(leaflet, page, typeset, wanted, inputs, order):
        made[kind], faults = data, faults + found
    if faults:
        raise ProofError(*faults)
    return made


def _written(made: Mapping[str, bytes], leaflet: Leaflet, order: Order) -> tuple[MadeFile, ...]:
    """Write files by their kinds, and take away earlier ones of other kinds and codes."""
    names = {kind: file_name(leaflet.edition, order.finish, kind) for kind in made}
    for kind, name in names.items():
        write_atomically(order.output / name, made[kind])
    earlier = earlier_files(leaflet.edition, order.finish, order.output)
    withdraw(order.output, set(earlier) - set(names.values()), leaflet.code)
    return tuple(made_file(order.output / name, kind, made[kind]) for kind, name in names.items())


def _record(
    leaflet: Leaflet, typeset: Typeset, files: tuple[MadeFile, ...], inputs: Inputs, order: Order
) -> None:
    """Note in the manifest what was written, and from what it was made."""
    if order.made is None:
        return
    record = Record(
        made=recorded_time(order.made),
        code=leaflet.code,
        edition=leaflet.edition,
        state=leaflet_state(leaflet),
        pages=typeset.pages,
        files={file.path.name: file.sha256 for file in files},
        digests=inputs.digests(leaflet, order),
        text_size=typeset.size,
        leading=typeset.leading,
        by_machine=leaflet.by_machine,
        contacts=printed_contacts(leaflet),
    )
    line = record_line(record)
    if parse_manifest(line) != (record,):
        raise TypesetError(
            Diagnostic(
                check="manifest",
                message=translatable(
                    "The manifest could not be read again with this leaflet in it."
                ),
                hint=translatable(
                    "Look for hidden characters in the names of the brief and the office."
                ),
                location=Location(MANIFEST),
            )
        )
    append_line(order.output / MANIFEST, line)


def leaflet_state(leaflet: Leaflet) -> str:
    """Return the state that a leaflet is printed in, one of `State`."""
    if leaflet.incomplete:
        return State.INCOMPLETE
    if leaflet.draft:
        return State.DRAFT
    return State.SOURCE if leaflet.edition.locale == leaflet.source_locale else State.REVIEWED


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        check="files",
        message=translatable(
            "The leaflet cannot be written: %(reason)s.", reason=error.strerror or error
        ),
        hint=translatable("Check that there is room, and that you may write there."),
        location=Location(str(path)),
    )
