"""What was found, in the words of SARIF 2.1.0: for GitHub's code scanning, and editors that show it at its line."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from deck.diagnostics import Diagnostic, Ignored, Report, Severity, Span
from deck.explain import explanation, first_sentence
from deck.workspace import Workspace

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(report: Report, world: Workspace, escaped: bool = False) -> str:
    """The report with what the talk ignores, each with its reason; `escaped`, in ASCII alone."""
    found = (*report, *report.ignored)
    codes = sorted({one.code for one in found})
    results = [_result(one, codes.index(one.code), report.ignored.get(one), world) for one in found]
    driver = {"name": "deck", "rules": [_rule_of(name, found, world) for name in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=escaped, indent=2)


def _rule_of(name: str, found: tuple[Diagnostic, ...], world: Workspace) -> dict[str, Any]:
    """What `deck explain` prints of a code; its first sentence says what it is."""
    text = explanation(name) or explanation(name, world) or name
    levels = {one.severity for one in found if one.code == name}
    return {
        "id": name,
        "shortDescription": {"text": first_sentence(name, world)},
        "help": {"text": text},
        "defaultConfiguration": {"level": next(one.value for one in Severity if one in levels)},
    }


def _result(one: Diagnostic, rule: int, ignored: Ignored | None, world: Workspace) -> dict[str, Any]:
    # What has no place is of the talk as a whole: who reads the log wants a file.
    span = one.span if one.span.file else Span(world.relative(world.slides_file), 0, 0, 0)
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity.value,
        "message": {"text": "\n".join(filter(None, (one.message, one.label, *one.notes, one.help)))},
        "locations": [_location(span)],
    }
    if ignored:
        suppression = {"kind": "inSource", "justification": ignored.reason, "location": _location(ignored.span)}
        result["suppressions"] = [suppression]
    return result


def _location(span: Span) -> dict[str, Any]:
    path = PurePath(span.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if span.line:
        place["region"] = {"startLine": span.line}
        if span.column:
            place["region"] |= {"startColumn": span.column, "endColumn": max(span.end, span.column)}
    return {"physicalLocation": place}
