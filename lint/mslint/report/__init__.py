"""Findings for people, editors and CI, a module a format. Pure: takes reports, gives strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from mslint.engine import NotChecked
from mslint.filing import FileReport
from mslint.model import Document, Severity


@dataclass(frozen=True, slots=True)
class RuleHelp:
    """What a format tells of a rule: one line, more of it, where to read on."""

    summary: str
    severity: Severity
    help: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a command found: by file, what was not checked (with the file, "" for all), what was held back."""

    files: tuple[FileReport, ...]
    not_checked: tuple[tuple[str, NotChecked], ...] = ()
    suppressed: int = 0
    accepted: int = 0  # by the baseline
    unchanged: int = 0  # on lines that did not change
    narrowed: bool = False  # some rules were left out on purpose
    fail_on: Severity | None = Severity.ERROR  # from here on the command fails
    rules: Mapping[str, RuleHelp] = field(default_factory=dict)  # of those that found something, where a format tells
    documents: tuple[Document, ...] = ()  # that the files are parts of, where a format shows them
    colour: bool = False
    width: int = 100


FORMATS: Mapping[str, str] = {
    "text": "text",
    "json": "json",
    "lsp": "lsp",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "html": "html",
}
"""Each format and the module here whose `render(report)` gives its lines."""


def render(report: Report, name: str) -> Iterator[str]:
    """The lines of a report in one of FORMATS."""
    lines: Iterator[str] = import_module(f"mslint.report.{FORMATS[name]}").render(report)
    return lines


def plural(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


__all__: Sequence[str] = ["FORMATS", "Report", "RuleHelp", "plural", "render"]
