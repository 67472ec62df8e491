"""A picture's file becomes a Picture that is safe to print and to show, or a refusal."""

from briefkit.brief.pictures.reading import read_picture
from briefkit.brief.pictures.svg_texts import with_texts

__all__ = ["read_picture", "with_texts"]
