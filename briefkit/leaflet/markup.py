"""Markup around text, and text out of markup."""

from markupsafe import Markup

from briefkit.catalogs import Label
from briefkit.languages import direction, language_tag
from briefkit.model import LocalisedText

__all__ = ["annotated", "in_language", "plain", "stripped"]


def in_language(text: Markup, locale: str) -> Markup:
    """Return text marked as being in a locale's language and direction."""
    # `span` stands for a change of language alone: `mend` finds them by it.
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        language_tag(locale), direction(locale), text
    )


def annotated(markup: Markup, content: LocalisedText | Label) -> Markup:
    """Return markup with what the preview says of it; unchanged for print."""
    if not content.attributes:
        return markup
    attributes = Markup(" ").join(Markup('{}="{}"').format(*pair) for pair in content.attributes)
    return Markup("<briefkit-message {}>{}</briefkit-message>").format(attributes, markup)


def stripped(markup: str) -> Markup:
    """Return what a macro of a template gives, without the blanks around it."""
    return Markup(markup.strip())


def plain(markup: str) -> str:
    """Return the text of markup, for an attribute or a title."""
    return " ".join(Markup(markup).striptags().split())
