"""What the page's script gets of a preview, as JSON, and the page where there is none."""

import hashlib
from collections.abc import Iterable

from markupsafe import Markup

from briefkit.diagnostics import Diagnostic
from briefkit.languages import english_name
from briefkit.leaflet import browser_html
from briefkit.preview import Preview, ShownMessage

__all__ = ["findings_as_json", "findings_page", "preview_as_json"]


def preview_as_json(preview: Preview) -> dict[str, object]:
    """Return what the preview's page shows beside the leaflet, as JSON has it."""
    edition, label = preview.leaflet.edition, preview.leaflet.brief.words.label
    reader = label.plain if label else edition.audience
    return {
        "edition": f"{english_name(edition.locale)} ({edition.locale}), {reader}",
        "html": browser_html(preview.html),
        "style": hashlib.sha256(preview.css.encode()).hexdigest()[:16],
        "messages": [_message_as_json(shown) for shown in preview.messages],
        "remarks": findings_as_json(preview.findings),
    }


def _message_as_json(shown: ShownMessage) -> dict[str, object]:
    message, entry = shown.message, shown.entry
    return {
        "id": shown.id,
        "state": shown.state,
        "msgid": message.msgid,
        "context": message.context or "",
        "previous": (entry and entry.previous[1]) or "",
        "translation": entry.translations[0] if entry and entry.translations else "",
        "places": [str(place) for place in message.places],
        "entry": f"{shown.catalog.path}:{entry.line}" if entry else shown.catalog.path,
        "comment": " ".join(message.comments),
        "translator_comment": entry.translator_comment if entry else "",
        "findings": findings_as_json(shown.findings),
    }


def findings_as_json(findings: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """Return findings as the page's script shows them, each once."""
    return [
        {
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.hint,
            "place": str(finding.location or ""),
        }
        # A check may find what localising has found.
        for finding in {(f.message, f.location): f for f in findings}.values()
    ]


def findings_page(title: str, findings: Iterable[Diagnostic]) -> str:
    """Return an HTML page that lists findings, for what cannot be shown because of them."""
    items = Markup("").join(
        Markup("<li><p>{}</p><p><strong>{}</strong></p><p>{}</p></li>").format(
            finding.location or "", finding.message, finding.hint
        )
        for finding in findings
    )
    return Markup(
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{0}</title>'
        '<link rel="stylesheet" href="/assets/shell.css"></head>\n'
        '<body class="findings"><h1>{0}</h1><ul>{1}</ul></body>\n</html>\n'
    ).format(title, items)
