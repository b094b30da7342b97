"""Findings as `textDocument/publishDiagnostics` parameters, one JSON object a line and file; UTF-16 positions.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#publishDiagnosticsParams
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mslint.filing import FileReport
from mslint.model import Diagnostic, Fix, Severity, Span
from mslint.positions import Lines
from mslint.report import Report

SEVERITIES = {
    Severity.ERROR: 1,
    Severity.WARNING: 2,
    Severity.SUGGESTION: 4,
}  # DiagnosticSeverity: Error, Warning, Hint


def render(report: Report) -> Iterator[str]:
    lines = {file.path: Lines(file.text) for file in report.files}
    for file in report.files:
        yield json.dumps(_file(file, lines), ensure_ascii=False)


def _file(file: FileReport, lines: dict[Path, Lines]) -> dict[str, Any]:
    return {"uri": _uri(file.path), "diagnostics": [_diagnostic(d, file.path, lines) for d in file.diagnostics]}


def _uri(path: Path) -> str:
    return path.absolute().as_uri()


def _range(span: Span, lines: Lines) -> dict[str, Any]:
    (line, character), (end_line, end_character) = lines.utf16(span.start), lines.utf16(span.end)
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def _diagnostic(d: Diagnostic, path: Path, lines: dict[Path, Lines]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "range": _range(d.span, lines[path]),
        "severity": SEVERITIES[d.severity],
        "code": d.rule,
        "source": "mslint",
        "message": d.message,
        "data": {"fixes": [_fix(fix, path, lines[path]) for fix in d.fixes]},
    }
    if d.url:
        out["codeDescription"] = {"href": d.url}
    related = [
        {
            "location": {"uri": _uri(item.path or path), "range": _range(item.span, lines[item.path or path])},
            "message": item.message,
        }
        for item in d.related
        if (item.path or path) in lines  # a place in a file whose text is not at hand has no line
    ]
    if related:
        out["relatedInformation"] = related
    return out


def _fix(fix: Fix, path: Path, lines: Lines) -> dict[str, Any]:
    edits = [{"range": _range(edit.span, lines), "newText": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edit": {"changes": {_uri(path): edits}}}
