"""Findings as a GitLab code quality report. Names are from where the command was run, as GitLab wants them.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mslint.filing import FileReport
from mslint.model import Severity
from mslint.positions import Lines
from mslint.report import Report

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def render(report: Report) -> Iterator[str]:
    yield json.dumps([item for file in report.files for item in _items(file)], ensure_ascii=False)


def _items(file: FileReport) -> Iterator[dict[str, Any]]:
    lines = Lines(file.text)
    seen: Counter[str] = Counter()
    for d in file.diagnostics:
        words = file.text[d.span.start : d.span.end]
        same = f"{file.path.as_posix()}\0{d.rule}\0{words}"
        seen[same] += 1
        yield {
            "description": d.message,
            "check_name": d.rule,
            "fingerprint": hashlib.sha256(f"{same}\0{seen[same]}".encode()).hexdigest(),
            "severity": SEVERITIES[d.severity],
            "location": {
                "path": file.path.as_posix(),
                "lines": {"begin": lines.position(d.span.start)[0], "end": lines.position(d.span.end)[0]},
            },
        }
