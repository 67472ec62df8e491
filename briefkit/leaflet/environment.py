"""What renders templates, of leaflets and of the program's own pages."""

import re
from collections.abc import Callable, Mapping
from itertools import chain, zip_longest
from typing import NoReturn

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError

__all__ = ["fillable", "new_environment"]

_PLACEHOLDER = re.compile(r"(%\(\w+\)s)")


def new_environment(
    texts: Mapping[str, str],
    gettext: Callable[..., str],
    places: Mapping[str, str] | None = None,
) -> Environment:
    """Return what renders templates: all values escaped, messages by `gettext`.

    `places` are how the files of templates are called in errors, by their names.

    What `gettext` returns is taken for markup, and its placeholders are filled (see `fillable`). A
    message with a plural raises TypesetError.
    """
    named = places or {}

    def load(name: str) -> tuple[str, str | None, None] | None:
        return (texts[name], named.get(name), None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, _no_plurals, newstyle=True
    )
    return environment


def fillable(text: str, message: str, write: Callable[[str], Markup] = escape) -> Markup:
    """Return a message's translation as Jinja2's new-style gettext fills it.

    `write` makes markup of the text between placeholders; it is escaped otherwise.
    """
    if "%(" not in message:
        return write(text).replace("%", "%%")
    parts = _PLACEHOLDER.split(text)
    written = [write(part.replace("%%", "%")).replace("%", "%%") for part in parts[::2]]
    filled = [Markup(placeholder) for placeholder in parts[1::2]]
    return Markup("").join(chain.from_iterable(zip_longest(written, filled, fillvalue=Markup())))


def _no_plurals(*_: object) -> NoReturn:
    raise TypesetError(
        Diagnostic(
            check="template",
            message=translatable("A template has a message with a plural, which can't be filled."),
            hint=translatable("Reword it so that it needs no plural."),
        )
    )
