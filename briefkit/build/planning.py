"""Which editions a build makes: by brief, language, audience, format and office."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefkit.build.orders import Order
from briefkit.contacts import Contact, by_office
from briefkit.diagnostics import Diagnostic, Translatable, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.languages import PSEUDO_LOCALES
from briefkit.leaflet import FORMATS, LANGUAGES_SHEETS, Format, find_format
from briefkit.model import Edition, office_slug
from briefkit.project import LoadedBrief, Project, brief_locales, require_choice

__all__ = [
    "code_prefixes",
    "for_offices",
    "office_edition",
    "orders_by_office",
    "plan",
    "plan_languages_sheet",
]

# What stands beside the reader's language in a code: CT-UK+EN-C-A4-7Q2M9XKD, or =EN for its twin.
_SECOND = re.compile(r"([+=])\s*([A-Z_]+)\b")


def plan(
    project: Project,
    *,
    briefs: Iterable[str] = (),
    locales: Iterable[str] = (),
    audiences: Iterable[str] = (),
    formats: Iterable[str] = ("a4",),
    discreet: bool = False,
    second: str = "",
    twin: str = "",
    refused: Callable[[str, SourceError], None] | None = None,
) -> tuple[Edition, ...]:
    """Return the editions asked for; what is not named means all there are.

    With a `second` locale, that stands beside the reader's own: nobody needs it beside itself. With
    that of a `twin`, each has one in that, which follows it.

    A format that an audience doesn't have is left out where the audience is not named, and so is a
    brief that has none of the audiences named, and a locale that an audience is not made in, where
    there are others. For a brief that needs work, `refused` is called with its name and its
    SourceError, and the others are planned; without `refused`, that is raised. Raises UsageError
    for a brief, locale, audience or format that there isn't, and for a format that is not for the
    audience named, or has no discreet form, or none in two languages, where one is asked for.
    """
    editions: list[Edition] = []
    chosen = _chosen(formats, second, twin)
    named_locales, named_audiences = tuple(locales), tuple(audiences)
    names = tuple(briefs) or project.brief_names
    sound = tuple(_sound_briefs(project, names, refused))
    known = {audience for brief in sound for audience in brief.texts}
    for audience in named_audiences if sound else ():
        require_choice(audience, known, "audience", translatable("See brief.toml"))
    for brief in sound:
        wanted = _wanted_locales(project, brief, named_locales, required=len(names) == 1)
        audiences = tuple(a for a in named_audiences or brief.texts if a in brief.texts)
        for fmt in chosen if audiences else ():
            _require_possible(brief, fmt, audiences if named_audiences else (), discreet=discreet)
        made = _made(brief, wanted, audiences, required=len(names) == 1)
        if second or twin:
            made = _made_beside(project, brief, made, second or twin, required=len(names) == 1)
        own = (
            replace(_edition(brief, audience, locale, fmt, discreet=discreet), second=second)
            for locale, audience in made
            for fmt in chosen
            if audience in _possible(brief, fmt, discreet=discreet)
        )
        editions += _with_twins(own, twin) if twin else own
    if not editions and (sound or not names):
        raise _no_text_for_formats()
    return tuple(editions)


def _with_twins(editions: Iterable[Edition], twin: str) -> Iterator[Edition]:
    for edition in editions:
        yield replace(edition, twin=twin)
        yield replace(edition, locale=twin, twin=edition.locale)


def _no_text_for_formats() -> UsageError:
    return UsageError(
        Diagnostic(
            check="format",
            message=translatable("No text of the briefs is made in these formats."),
            hint=translatable(
                "Name another --format, or give an audience one of these in %(file)s.",
                file="brief.toml",
            ),
        )
    )


def plan_languages_sheet(
    project: Project, name: str, *, paper: str, audience: str | None, locale: str | None
) -> Edition:
    """Return the sheet that lists the languages of a brief's text, on “a4” or “a3”.

    Without an `audience` it is of the first, without the worker's `locale` in the brief's own.
    Raises SourceError for a brief that needs work, and UsageError for what there isn't.
    """
    brief = project.brief(name)
    audience = audience or next(iter(brief.texts))
    require_choice(audience, brief.texts, "audience", translatable("See brief.toml"))
    named = (locale or brief.source_locale,)
    locales = _wanted_locales(project, brief, named, required=True)
    ((made_in, _),) = _made(brief, locales, (audience,), required=True)
    return _edition(brief, audience, made_in, LANGUAGES_SHEETS[paper], discreet=False)


def _sound_briefs(
    project: Project, names: Iterable[str], refused: Callable[[str, SourceError], None] | None
) -> Iterator[LoadedBrief]:
    """Yield the briefs that can be read, and call `refused` for others, or raise SourceError."""
    for name in names:
        try:
            brief = project.brief(name)
        except SourceError as error:
            if refused is None:
                raise
            refused(name, error)
        else:
            yield brief


def _wanted_locales(
    project: Project, brief: LoadedBrief, named: tuple[str, ...], *, required: bool
) -> tuple[str, ...]:
    """Return those of the locales named that a brief has, or all of its own.

    Raises UsageError for one that has no catalog; and where none is left, if one is `required`.
    """
    own = brief_locales(project, brief.name)
    for locale in named:
        project.catalogs.require_locale(locale, brief.source_locale)
    found = tuple(name for name in named or own if name in (*own, *PSEUDO_LOCALES))
    if required and not found:
        raise UsageError(
            Diagnostic(
                check="locale",
                message=_not_made(f"briefs/{brief.name}", named),
                hint=_add_language("brief.toml, languages", own),
            )
        )
    return found


def _made(
    brief: LoadedBrief, locales: tuple[str, ...], audiences: tuple[str, ...], *, required: bool
) -> list[tuple[str, str]]:
    """Return the locales with the audiences that are made in them.

    Raises UsageError where there are none, if one is `required`.
    """
    made = [
        (locale, audience)
        for locale in locales
        for audience in audiences
        if locale in PSEUDO_LOCALES or brief.texts[audience].reader.is_made_in(locale)
    ]
    if required and locales and audiences and not made:
        (audience, *_) = audiences
        own = brief.texts[audience].reader.languages
        raise UsageError(
            Diagnostic(
                check="locale",
                message=_not_made(f"briefs/{brief.name}/{audience}.md", locales),
                hint=_add_language(f"brief.toml, [audiences.{audience}] languages", own),
            )
        )
    return made


def _not_made(what: str, locales: Iterable[str]) -> Translatable:
    return translatable(
        "%(what)s is not made in %(locales)s.", what=what, locales=", ".join(locales)
    )


def _add_language(setting: str, own: Iterable[str]) -> Translatable:
    return translatable(
        "Add it there (%(setting)s), or choose one of: %(listed)s.",
        setting=setting,
        listed=", ".join(own),
    )


def _made_beside(
    project: Project,
    brief: LoadedBrief,
    made: list[tuple[str, str]],
    second: str,
    *,
    required: bool,
) -> list[tuple[str, str]]:
    """Return the locales with the audiences that another locale can stand beside.

    Raises UsageError where there are none, if one is `required`.
    """
    others = _wanted_locales(project, brief, (second,), required=required)
    audiences = tuple(dict.fromkeys(audience for _, audience in made))
    beside = {audience for _, audience in _made(brief, others, audiences, required=required)}
    found = [each for each in made if each[0] != second and each[1] in beside]
    if required and made and not found:
        raise UsageError(
            Diagnostic(
                check="locale",
                message=translatable(
                    "A leaflet in %(second)s needs no other in %(second)s beside it.", second=second
                ),
                hint=translatable("Name another --locale, or another language beside it."),
            )
        )
    return found


def _chosen(names: Iterable[str], second: str, twin: str) -> list[Format]:
    """Return formats by their names.

    Raises UsageError for one that has no room for a second language, and for a twin besides.
    """
    if second and twin:
        message = translatable("Two languages stand side by side or on two sheets, not both.")
        hint = translatable("Give --with or --twin.")
        raise UsageError(Diagnostic(check="locale", message=message, hint=hint))
    chosen = [find_format(name) for name in dict.fromkeys(names)]
    if second and (wrong := [fmt.name for fmt in chosen if not fmt.for_two]):
        listed = ", ".join(fmt.name for fmt in FORMATS.values() if fmt.for_two)
        raise UsageError(
            Diagnostic(
                check="format",
                message=translatable(
                    "The format “%(name)s” has no room for two languages side by side.",
                    name=wrong[0],
                ),
                hint=translatable("Choose one of: %(listed)s.", listed=listed),
            )
        )
    return chosen


def _edition(
    brief: LoadedBrief, audience: str, locale: str, fmt: Format, *, discreet: bool
) -> Edition:
    settings = next(iter(brief.texts.values())).settings
    return Edition(
        brief=brief.name,
        audience=audience,
        locale=locale,
        format=fmt.name,
        alias=settings.code.lower() if discreet or fmt.always_discreet else "",
    )


def _possible(brief: LoadedBrief, fmt: Format, *, discreet: bool) -> tuple[str, ...]:
    """Return the audiences that have a format, in its discreet form if that is asked for."""
    readers = (text.reader for text in brief.texts.values())
    return tuple(r.name for r in readers if fmt.name in r.formats and (r.discreet or not discreet))


def _require_possible(
    brief: LoadedBrief, fmt: Format, audiences: tuple[str, ...], *, discreet: bool
) -> None:
    """Raise UsageError for a format that is not for all of the audiences, or not discreet."""
    possible = _possible(brief, fmt, discreet=discreet)
    if discreet and not fmt.outside:
        message = translatable(
            "The format “%(name)s” has no discreet form: it shows its subject.", name=fmt.name
        )
        listed = ", ".join(f.name for f in FORMATS.values() if f.outside)
        hint = translatable("Choose one of: %(listed)s.", listed=listed)
    elif wrong := [audience for audience in audiences if audience not in possible]:
        about = {"name": fmt.name, "audience": wrong[0]}
        message = (
            translatable("There is no discreet %(name)s for the audience “%(audience)s”.", **about)
            if discreet
            else translatable("There is no %(name)s for the audience “%(audience)s”.", **about)
        )
        hint = translatable("Leave --audience out, or name another --format.")
        if possible:
            hint = translatable(
                "It is for: %(listed)s. Leave --audience out, or name another --format.",
                listed=", ".join(possible),
            )
    else:
        return
    raise UsageError(Diagnostic(check="format", message=message, hint=hint))


def code_prefixes(project: Project, typed: str = "") -> dict[Edition, str]:
    """Return what the codes of a project's editions begin with, those in the languages of a code.

    One that was `typed` of two languages (“uk+en”, “uk=en”) says which the second is. Raises
    SourceError where no brief is sound.
    """
    second = _SECOND.search(typed.upper())
    found = {}
    faults: list[SourceError] = []
    editions = plan(project, formats=FORMATS, refused=lambda _, error: faults.append(error))
    if not editions:
        raise faults[0]
    locales = {edition.locale.upper(): edition.locale for edition in editions}
    for edition in editions:
        if second is not None:
            other = locales.get(second[2], "")
            edition = replace(edition, **{"second" if second[1] == "+" else "twin": other})
        text = project.brief(edition.brief).texts[edition.audience]
        code, letter = text.settings.code, text.reader.letter
        found[edition] = edition.code_prefix(code, letter)
        if text.reader.discreet and find_format(edition.format).outside:
            discreet = replace(edition, alias=code.lower())
            found[discreet] = discreet.code_prefix(code, letter)
        for sheet in LANGUAGES_SHEETS.values():
            listing = replace(edition, format=sheet.name, alias=code.lower())
            found[listing] = listing.code_prefix(code, letter)
    return found


# --- offices ---


def for_offices(editions: Iterable[Edition], contacts: Iterable[Contact]) -> tuple[Edition, ...]:
    """Return the editions for each office that the contacts have; as they are where it has none."""
    offices = by_office(contacts)
    return tuple(replace(edition, office=office) for office in offices for edition in editions)


def orders_by_office(order: Order) -> dict[str, Order]:
    """Return the order for each office: with its own contacts, so that little crosses processes.

    Where there are offices, a leaflet of none (“”) has the contacts that belong to none.
    """
    shared = tuple(contact for contact in order.contacts if not contact.office)
    contacts = {"": shared} | by_office(order.contacts)
    return {office: replace(order, contacts=own) for office, own in contacts.items()}


def office_edition(
    edition: Edition, order: Order, name: str
) -> tuple[Edition, tuple[Contact, ...]]:
    """Return an edition, and the contacts, of the office that a file's name has, if of any."""
    parts = name.removeprefix(f"{edition.stem}.").split(".") if name else []
    offices = orders_by_office(order)
    named = next((office for office in offices if office and office_slug(office) in parts), "")
    return replace(edition, office=named), offices[named].contacts
