"""A word where it stands. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mslint.model import Block


def has_slipped_capital(word: str) -> bool:
    return word[1:2].isupper() and bool(re.fullmatch(r"[A-Z]{2}[a-z]{2,}", word))


@dataclass(frozen=True, slots=True)
class Place:
    """The word `block.text[start:end]`; `unknown`: the dictionary has it not; `compound`: it is part of one."""

    block: Block
    start: int
    end: int
    word: str
    unknown: bool
    compound: bool = False

    @property
    def slipped_capital(self) -> bool:
        """Whether two capitals begin the word, as where the shift key was held too long: “LIve”."""
        return has_slipped_capital(self.word)

    @property
    def opens(self) -> bool:
        """Whether any word would have a capital here: in a heading, or first in a sentence."""
        before = self.block.text[: self.start].rstrip(" “‘\"'(*_•–—-")
        if _before_name().search(before):
            return False
        return self.block.kind in ("heading", "title", "subtitle", "cell", "term") or not before or before[-1] in ".?!:"


@cache
def _before_name() -> re.Pattern[str]:
    """Initials and titles, whose full stop ends no sentence: “Prof. Keryn Lian”, “Leonard J. Arrington”."""
    return re.compile(r"\b(?:[A-Z]|Dr|Prof|Mr|Mrs|Ms|St|Hon|Rev|Gen|Col|Sen|Rep|Gov|Capt|Sgt|Lt)\.$")
