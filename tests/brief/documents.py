"""Documents of all kinds of blocks, each word of which is another: w1x, w2x, …"""

from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import strategies as st

__all__ = ["documents"]

_INLINE = (
    "{}", "**{}**", "*{}*", "{} [{}](https://a.eu)", "[{}]{{lang=en}}", "{} \\* {}", "{}\\\n{}"
)  # fmt: skip

_BULLETS = (
    "- {1}", "- [ ] {1}", "- [x] {1}", "- ![](pictogram:gift) {1}",
    "- ![](pictogram:door) **Yes.** {1}", "- [ ] ![](pictogram:key) {1}",
)  # fmt: skip


@st.composite
def documents(draw: Callable[..., Any]) -> tuple[str, list[str]]:
    """Draw a text, and its words in the order in which they are written."""
    writer = _Writer(draw)
    forms = (
        writer.words, writer.heading, writer.bullets, writer.numbered, writer.nested, writer.table,
        writer.callout, writer.quotation, writer.definitions, writer.footnote, writer.page_break,
    )  # fmt: skip
    parts = [f"# {writer.word()}"]
    for form in draw(st.lists(st.sampled_from(forms), max_size=8)):
        # A list right after another of its kind would be one with it.
        parts += [form(), writer.word()]
    return "\n\n".join(parts) + "\n", writer.written


class _Writer:
    """Writes blocks; `written` are the words so far."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        self.draw = draw
        self.notes = count(1)
        self.written: list[str] = []

    def word(self) -> str:
        self.written.append(f"w{len(self.written) + 1}x")
        return self.written[-1]

    def words(self) -> str:
        forms = self.draw(st.lists(st.sampled_from(_INLINE), min_size=1, max_size=3))
        return " ".join(form.format(*map(self._any, range(form.count("{}")))) for form in forms)

    def _any(self, _: int) -> str:
        return self.word()

    def line(self) -> str:
        return self.words().replace("\\\n", " ")

    def lines(self, form: str) -> str:
        return "\n".join(
            form.format(number, self.line()) for number in range(3, self.draw(st.integers(4, 6)))
        )

    def heading(self) -> str:
        return f"## {self.line()}"

    def bullets(self) -> str:
        return self.lines(self.draw(st.sampled_from(_BULLETS)))

    def numbered(self) -> str:
        return self.lines(self.draw(st.sampled_from(["{0}. {1}", "{0}. ![](pictogram:arrow) {1}"])))

    def nested(self) -> str:
        return f"- {self.line()}\n  1. {self.line()}\n\n     {self.line()}\n- {self.line()}"

    def table(self) -> str:
        columns = self.draw(st.integers(1, 3))
        caption = f"Table: {self.line()}\n\n" if self.draw(st.booleans()) else ""
        rows = [
            "|".join(["", *(f" {self.line()} " for _ in range(columns)), ""])
            for _ in range(self.draw(st.integers(2, 4)))
        ]
        return caption + "\n".join([rows[0], "|---" * columns + "|", *rows[1:]])

    def callout(self) -> str:
        kind = self.draw(st.sampled_from(["NOTE", "tip", "Important", "WARNING", "CAUTION"]))
        return f"> [!{kind}]\n" + self.lines("> - {1}")

    def quotation(self) -> str:
        text = f"> {self.line()}"
        return f"{text}\n>\n> — {self.line()}" if self.draw(st.booleans()) else text

    def definitions(self) -> str:
        return f"{self.line()}\n" + self.lines(": {1}")

    def footnote(self) -> str:
        label = next(self.notes)
        return f"{self.line()}[^{label}]\n\n[^{label}]: {self.line()}"

    def page_break(self) -> str:
        return f"---\n\n{self.words()}"
