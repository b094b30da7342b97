"""Tells the items of a plain text's lists by their marks, and adds them up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mslint.readers.plain.lines import Line
from mslint.readers.plain.numerals import value_of
from mslint.readers.plain.state import MARK, State


def mark_of(lines: Sequence[Line], at: int, state: State) -> re.Match[str] | None:
    """The mark of a list's item that the line begins with. A letter or late number alone is none: “J. Lund wrote”."""
    found = MARK.match(lines[at].text)
    if not found or not found["number"] or found["number"] in ("1", "a", "i"):
        return found
    kind, count = item_count(found["number"])
    if state.item == (kind, count - 1) or (kind == "arabic1" and (lines[at].gap or not state.layout.wrapped)):
        return found
    below = MARK.match(lines[at + 1].text) if at + 1 < len(lines) else None
    return found if below and below["number"] and item_count(below["number"]) == (kind, count + 1) else None


def item_count(number: str) -> tuple[str, int]:
    if number.isdigit():
        return "arabic1", int(number)
    if set(number) <= set("ivx") and (len(number) > 1 or number == "i"):
        return "small roman", value_of(number.upper())
    kind = "letter" if number.isupper() else "small letter"
    return kind, ord(number.lower()) - ord("a") + 1
