"""A block's content in the language of an edition."""

from dataclasses import dataclass, field

from briefkit.model.inline import Inline, plain_text

__all__ = ["LocalisedText"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedText:
    """A block's content in a language; `fallback` marks source text that fills a gap.

    `number` is that of a passage that is numbered alike in two languages, 0 for others.
    `attributes` are what the preview's HTML says of it, and empty for print; they are no part of
    what the text is, nor of an edition's code.
    """

    inline: tuple[Inline, ...]
    locale: str
    fallback: bool = False
    number: int = field(default=0, repr=False)
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def plain(self) -> str:
        """The text without its markup and citations."""
        return plain_text(self.inline)
