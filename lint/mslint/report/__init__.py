"""Findings as text, JSON and LSP. Pure: takes reports, gives strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from mslint.engine import NotChecked
from mslint.filing import FileReport


@dataclass(frozen=True, slots=True)
class Report:
    """All that a command found: by file, what was not checked (with the file, "" for all), what was held back."""

    files: tuple[FileReport, ...]
    not_checked: tuple[tuple[str, NotChecked], ...] = ()
    suppressed: int = 0
    accepted: int = 0  # by the baseline
    narrowed: bool = False  # some rules were left out on purpose
    colour: bool = False
    width: int = 100


FORMATS: Mapping[str, str] = {"text": "text", "json": "json", "lsp": "lsp"}
"""Each format and the module here whose `render(report)` gives its lines."""


def render(report: Report, name: str) -> Iterator[str]:
    """The lines of a report in one of FORMATS."""
    lines: Iterator[str] = import_module(f"mslint.report.{FORMATS[name]}").render(report)
    return lines


def plural(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


__all__: Sequence[str] = ["FORMATS", "Report", "plural", "render"]
