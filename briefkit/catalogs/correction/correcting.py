"""A typo in the source is corrected where it stands in messages, and nowhere else."""

import re
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz.distance import OSA

from briefkit.catalogs import NOTICES
from briefkit.catalogs.checks import ERRORS, Unit
from briefkit.catalogs.correction.places import spans_of, words_pattern
from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import SourceError
from briefkit.model import Message

__all__ = ["Correction"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"\d(?:[\d.,:]*\d)?")
_LETTER = r"[^\W_]"

# A word keeps at least three quarters of its characters, or it is another word.
_CHANGED_AT_MOST = 0.25

_BY_UPDATE = translatable(
    "A changed meaning is made by editing the source, then “%(command)s”: the translations turn "
    "fuzzy, and somebody reads them again.",
    command="briefkit update",
)


class Correction:
    """A mistake and its correction, with white space folded; it is found in whole words only."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = " ".join(old.split()), " ".join(new.split())
        # A pictogram's name is no word of the text.
        before = rf"(?<!{_LETTER})(?<!pictogram:)" if self.old[:1].isalnum() else ""
        after = rf"(?!{_LETTER})" if self.old[-1:].isalnum() else ""
        # A passage may be broken over lines in the file.
        self._pattern = re.compile(f"{before}{words_pattern(self.old)}{after}")

    def stands_in(self, message: Message) -> bool:
        """Whether the mistake is in the message's words."""
        return any(self._pattern.search(text) for text in (message.msgid, message.plural or ""))

    def made(self, text: str) -> str:
        """Return `text` with the mistake corrected."""
        return self._pattern.sub(lambda _: self.new, text)

    def made_in(self, message: Message, source_locale: str) -> Message:
        """Return a message with the mistake corrected in its words.

        Raises SourceError where the correction would alter its markup or its numbers, or could not
        be printed, and for the legal notice.
        """
        if not self.stands_in(message):
            return message
        if message.key in NOTICES:
            raise SourceError(
                Diagnostic(
                    check="fix-source",
                    message=translatable(
                        "“%(text)s” stands in the legal notice, whose words are fixed.",
                        text=self.old,
                    ),
                    hint=translatable("Give more of the passage that you mean."),
                    location=message.places[0] if message.places else None,
                )
            )
        plural = None if message.plural is None else self.made(message.plural)
        new = replace(message, msgid=self.made(message.msgid), plural=plural)
        for old, text in ((message.msgid, new.msgid), (message.plural or "", plural or "")):
            if found := _faults(old, text, source_locale) - _faults(old, old, source_locale):
                raise SourceError(
                    *(
                        Diagnostic(
                            check="fix-source",
                            message=translatable(
                                "This is no correction of words alone. %(found)s", found=fault
                            ),
                            hint=_BY_UPDATE,
                            location=message.places[0] if message.places else None,
                            msgid=message.msgid,
                        )
                        for fault in sorted(found)
                    )
                )
        return new

    def made_in_file(self, text: str, place: str, messages: Iterable[Message]) -> str:
        """Return a file's text with the mistake corrected in its messages.

        `place` is the file's name in the messages' places. A file without the mistake in a message
        is returned as it is. Raises SourceError, with the lines, where the mistake stands elsewhere
        in it too.
        """
        at = [
            (message, where.line)
            for message in messages
            for where in message.places
            if where.path == place and self.stands_in(message)
        ]
        if not at:
            return text
        template = place.endswith(".jinja")
        spans = [
            span
            for message, line in at
            for span in spans_of(text, message, line, template=template)
        ]
        outside = [
            match.start()
            for match in self._pattern.finditer(text)
            if not any(start <= match.start() and match.end() <= end for start, end in spans)
        ]
        if outside:
            raise SourceError(
                *(
                    Diagnostic(
                        check="fix-source",
                        message=translatable(
                            "“%(text)s” stands here too, and not in a text that is translated.",
                            text=self.old,
                        ),
                        hint=translatable(
                            "Nothing was written. Change it here by hand first, or give more of "
                            "the passage."
                        ),
                        location=Location(place, text.count("\n", 0, position) + 1),
                    )
                    for position in outside
                )
            )
        return self.made(text)

    def require_small(self) -> None:
        """Raise SourceError for more than spelling, capitals and punctuation."""
        if problem := self._too_much():
            raise SourceError(Diagnostic(check="fix-source", message=problem, hint=_BY_UPDATE))

    def _too_much(self) -> Translatable | None:
        if _NUMBER.findall(self.old) != _NUMBER.findall(self.new):
            return translatable("A correction changes no number.")
        words = _WORD.findall(self.old), _WORD.findall(self.new)
        if not self.new or len(words[0]) != len(words[1]):
            return translatable("A correction adds no word and takes none away.")
        for old, new in zip(*words, strict=True):
            if not _is_slip(old.casefold(), new.casefold()):
                return translatable(
                    "“%(old)s” and “%(new)s” differ by more than a slip of the pen.",
                    old=old,
                    new=new,
                )
        return None


def _is_slip(old: str, new: str) -> bool:
    distance = OSA.distance(old, new)
    swapped = distance == 1 and len(old) > 2 and sorted(old) == sorted(new)
    return swapped or distance <= _CHANGED_AT_MOST * max(len(old), len(new))


def _faults(old: str, new: str, locale: str) -> set[str]:
    """Return what the checks find in `new` as if it were a translation of `old`."""
    message = Message(msgid=old)
    unit = Unit(message=message, source=old, text=new, locale=locale, source_locale=locale)
    return {finding[0] for check in ERRORS for finding in check(unit)}
