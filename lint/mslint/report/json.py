"""Findings as one JSON object; `start`/`end` are code points in the file's text, lines and columns count from 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mslint.filing import FileReport
from mslint.model import Diagnostic, Fix, Related
from mslint.positions import Lines
from mslint.report import Report

VERSION = 1


def render(report: Report) -> Iterator[str]:
    yield json.dumps({"version": VERSION, "files": [_file(file, report) for file in report.files]}, ensure_ascii=False)


def _file(file: FileReport, report: Report) -> dict[str, Any]:
    lines = Lines(file.text)
    return {
        "path": str(file.path),
        "diagnostics": [_diagnostic(d, lines) for d in file.diagnostics],
        "notChecked": [
            {"what": item.what, "why": item.why} for path, item in report.not_checked if path in ("", str(file.path))
        ],
    }


def _diagnostic(d: Diagnostic, lines: Lines) -> dict[str, Any]:
    (line, column), (end_line, end_column) = lines.position(d.span.start), lines.position(d.span.end)
    return {
        "rule": d.rule,
        "severity": str(d.severity),
        "message": d.message,
        "start": d.span.start,
        "end": d.span.end,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
        "fixes": [_fix(fix) for fix in d.fixes],
        "related": [_related(item) for item in d.related],
        "url": d.url,
        "confidence": d.confidence,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _related(item: Related) -> dict[str, Any]:
    path = str(item.path) if item.path else None
    return {"message": item.message, "path": path, "start": item.span.start, "end": item.span.end}
