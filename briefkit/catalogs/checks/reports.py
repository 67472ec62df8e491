"""Findings as machines read them: GitHub’s workflow commands, and SARIF 2.1.0."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from briefkit.diagnostics import Diagnostic

__all__ = ["github_line", "sarif_log"]


def github_line(finding: Diagnostic, folder: str = "") -> str:
    """Return a finding as a workflow command of GitHub Actions, which notes it at its line.

    `folder` is the project’s within the repository, with a slash at the end, or empty.
    """
    properties = {"title": finding.check}
    if finding.location:
        properties["file"] = folder + finding.location.path
        if finding.location.line:
            properties["line"] = str(finding.location.line)
    listed = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    return f"::{finding.severity} {listed}::{_escape(_sentences(finding))}"


def _escape(text: str, more: str = "") -> str:
    """Write the characters that end a command or a property as %XX, as GitHub’s toolkit does."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _sentences(finding: Diagnostic) -> str:
    return f"{finding.message} {finding.hint}".strip()


def sarif_log(
    findings: Iterable[Diagnostic], *, version: str, rules: dict[str, str], folder: str = ""
) -> dict[str, Any]:
    """Return the findings as a log of SARIF 2.1.0 (OASIS Standard, 27 March 2020).

    `version` is briefkit’s, `rules` say what each check finds; `folder` as in `github_line`.
    """
    listed = tuple(findings)
    names = list(rules) + sorted({f.check for f in listed} - set(rules))
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "briefkit",
                        "semanticVersion": version,
                        "rules": [
                            {"id": name, "shortDescription": {"text": rules.get(name, name)}}
                            for name in names
                        ],
                    }
                },
                "results": [_result(finding, names, folder) for finding in listed],
            }
        ],
    }


def _result(finding: Diagnostic, names: list[str], folder: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": names.index(finding.check),
        "level": str(finding.severity),
        "message": {"text": _sentences(finding)},
        "properties": {"locale": finding.locale, "msgid": finding.msgid},
    }
    if finding.location:
        place: dict[str, Any] = {
            "artifactLocation": {
                "uri": quote(folder + finding.location.path),
                "uriBaseId": "%SRCROOT%",
            }
        }
        if finding.location.line:
            place["region"] = {"startLine": finding.location.line}
        result["locations"] = [{"physicalLocation": place}]
    return result
