"""What LanguageTool found in a text, or why it did not look, as plain data. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
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

GIVE_UP = 8
"""Texts that may fail one by one before the server is taken to fail at everything."""


@dataclass(slots=True)
class Trouble:
    """What went wrong, filled in by the threads that ask; `lost`: the server itself is of no more use."""

    lost: str = ""
    failed: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        return self.lost or (self.failed[0] if self.failed else "")

    @property
    def hopeless(self) -> bool:
        return bool(self.lost) or len(self.failed) >= GIVE_UP
