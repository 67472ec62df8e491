"""The translated entry that a changed message is most alike."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from briefkit.model import Entry, Message, MessageKey

__all__ = ["most_alike"]

# GNU msgmerge takes a message for a changed one when they are this alike (FUZZY_THRESHOLD 0.6).
_FUZZY_THRESHOLD = 60.0


def most_alike(messages: Sequence[Message], entries: Iterable[Entry]) -> dict[MessageKey, Entry]:
    """Return, by the keys of changed messages, the entries whose translations may do for them."""
    candidates = [entry for entry in entries if any(entry.translations)]
    if not messages or not candidates:
        return {}
    texts = [entry.message.msgid for entry in candidates]
    index = _WordIndex(texts)
    found: dict[MessageKey, Entry] = {}
    for message in messages:
        near = index.near(message.msgid)
        matches = _matches(message.msgid, {i: texts[i] for i in near})
        if not matches:
            matches = _matches(message.msgid, texts)
        if matches:
            # Among equals, the one of the same context, then the first.
            best = max(
                matches,
                key=lambda m: (m[1], candidates[m[2]].message.context == message.context, -m[2]),
            )
            found[message.key] = candidates[best[2]]
    return found


def _matches(text: str, choices: Sequence[str] | dict[int, str]) -> list[tuple[str, float, int]]:
    return process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=_FUZZY_THRESHOLD, limit=3)


class _WordIndex:
    """Which texts have which words: where to look first for a text that is much alike."""

    ENOUGH = 100

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts_of: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for word in set(text.split()):
                self._texts_of.setdefault(word, []).append(number)

    def near(self, text: str) -> list[int]:
        """Return the texts that share the rarest words of `text`."""
        lists = sorted((self._texts_of.get(word, []) for word in set(text.split())), key=len)
        near: dict[int, None] = {}
        for numbers in lists:
            if near and len(near) + len(numbers) > self.ENOUGH:
                break
            near.update(dict.fromkeys(numbers))
        return sorted(near)
