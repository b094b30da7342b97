"""What LanguageTool found in a text, as plain data. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Match(NamedTuple):
    """One raw finding; `start` and `end` are code points of the text that was sent."""

    start: int
    end: int
    rule: str
    category: str
    message: str
    replacements: list[str]
    url: str | None


Found = dict[str, list[Match]]
"""Findings by text."""
