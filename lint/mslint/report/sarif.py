"""Findings as one SARIF 2.1.0 log. Columns and offsets are code points, which the format allows to be said.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mslint import __version__
from mslint.filing import FileReport
from mslint.model import Fix, Related, Severity, Span
from mslint.positions import Lines
from mslint.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def render(report: Report) -> Iterator[str]:
    found = sorted({d.rule for file in report.files for d in file.diagnostics})
    index = {rule: at for at, rule in enumerate(found)}
    lines = {file.path: Lines(file.text) for file in report.files}
    run = {
        "tool": {
            "driver": {
                "name": "mslint",
                "semanticVersion": __version__,
                "rules": [_rule(name, report) for name in found],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.not_checked,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"Not checked: {item.what}: {item.why}"}}
                    for _, item in report.not_checked
                ],
            }
        ],
        "artifacts": [{"location": {"uri": _uri(file.path)}, "encoding": "utf-8"} for file in report.files],
        "results": [result for file in report.files for result in _results(file, lines, index)],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)


def _rule(name: str, report: Report) -> dict[str, Any]:
    out: dict[str, Any] = {"id": name}
    told = report.rules.get(name)
    if told is None:
        return out
    out["shortDescription"] = {"text": told.summary}
    out["help"] = {"text": told.help or told.summary}
    out["defaultConfiguration"] = {"level": LEVELS[told.severity]}
    if told.url:
        out["helpUri"] = told.url
    return out


def _results(file: FileReport, lines: Mapping[Path, Lines], index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()  # the same words found twice are told apart by their order
    for d in file.diagnostics:
        words = file.text[d.span.start : d.span.end]
        mark = hashlib.sha256(f"{d.rule}\0{words}".encode()).hexdigest()[:16]
        seen[mark] += 1
        out: dict[str, Any] = {
            "ruleId": d.rule,
            "ruleIndex": index[d.rule],
            "level": LEVELS[d.severity],
            "message": {"text": d.message},
            "locations": [{"physicalLocation": _place(file.path, d.span, lines[file.path])}],
            "partialFingerprints": {"words/v1": f"{mark}:{seen[mark]}"},
        }
        if d.fixes:
            out["fixes"] = [_fix(fix, file.path, lines[file.path]) for fix in d.fixes if fix.edits]
        if d.related:
            out["relatedLocations"] = [_related(item, file.path, lines) for item in d.related]
        if d.confidence is not None:
            out["rank"] = round(100 * d.confidence, 1)
        if d.url:
            out["hostedViewerUri"] = d.url
        yield out


def _uri(path: Path) -> str:
    """A URI, or a relative reference as SARIF wants where the repository's root is not known."""
    if path.is_absolute():
        return path.as_uri()
    root = Path("/").absolute()
    return (root / path).as_uri().removeprefix(root.as_uri()).lstrip("/")


def _place(path: Path, span: Span, lines: Lines) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(path)}, "region": _region(span, lines)}


def _region(span: Span, lines: Lines) -> dict[str, int]:
    (line, column), (end_line, end_column) = lines.position(span.start), lines.position(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _related(item: Related, path: Path, lines: Mapping[Path, Lines]) -> dict[str, Any]:
    where = item.path or path
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(where)}}
    if where in lines:
        place["region"] = _region(item.span, lines[where])
    return {"physicalLocation": place, "message": {"text": item.message}}


def _fix(fix: Fix, path: Path, lines: Lines) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}],
    }
