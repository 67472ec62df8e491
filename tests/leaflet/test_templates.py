"""Templates: those that cannot be read, or ask for what there is not."""

from pathlib import Path

import pytest

from briefkit.errors import TypesetError
from briefkit.leaflet import (
    fillable,
    new_environment,
    require_sound_templates,
    template_texts,
)


def rendered(text: str, **values: object) -> str:
    environment = new_environment({"page": text}, lambda message: fillable(message, message))
    return environment.get_template("page").render(values)


def test_values_are_escaped_and_messages_filled() -> None:
    assert rendered("{{ a }} & {% trans a=a %}100 % of {{ a }}{% endtrans %}", a="<b>") == (
        "&lt;b&gt; & 100 % of &lt;b&gt;"
    )


def test_a_message_with_a_plural_is_refused() -> None:
    with pytest.raises(TypesetError, match="with a plural"):
        rendered("{% trans n=2 %}one{% pluralize %}{{ n }}{% endtrans %}")


def test_a_template_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.html.jinja").write_text("fine\n{% if %}\n", encoding="utf-8")
    with pytest.raises(TypesetError, match=r"templates/a\.html\.jinja:2: .* doesn't work"):
        require_sound_templates(tmp_path)
    (tmp_path / "a.html.jinja").write_bytes(b"\xff")
    with pytest.raises(TypesetError, match="not in UTF-8"):
        require_sound_templates(tmp_path)


def test_texts_are_those_that_are_text_and_not_hidden(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "foot.html.jinja").write_text("foot", encoding="utf-8")
    (tmp_path / "page.html.jinja").write_text("page", encoding="utf-8")
    (tmp_path / ".page.swp").write_text("page", encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\xff")
    assert template_texts(tmp_path) == {"page.html.jinja": "page", "parts/foot.html.jinja": "foot"}
