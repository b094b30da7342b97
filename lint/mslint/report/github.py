"""Findings as workflow commands of GitHub Actions, which show them at the lines of a pull request.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator

from mslint.model import Severity
from mslint.positions import Lines
from mslint.report import Report

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}


def render(report: Report) -> Iterator[str]:
    for file in report.files:
        lines = Lines(file.text)
        for d in file.diagnostics:
            (line, column), (end_line, end_column) = lines.position(d.span.start), lines.position(d.span.end)
            place = f"file={_property(file.path.as_posix())},line={line},endLine={end_line},col={column}"
            if end_line == line:  # columns of several lines are refused
                place += f",endColumn={end_column}"
            told = f"{d.message}\n{d.fixes[0].title}" if d.fixes else d.message
            yield f"::{COMMANDS[d.severity]} {place},title={_property(d.rule)}::{_data(told)}"
    for path, item in report.not_checked:
        place = f"file={_property(path)}," if path else ""
        yield f"::warning {place}title=Not checked::{_data(f'{item.what}: {item.why}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
