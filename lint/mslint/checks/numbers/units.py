"""Units written two ways in one paper: “5 km” and “5km”, “ml” and “mL”. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.model import Block, Diagnostic, Document, Related, Severity

UNIT = CheckRule(
    "numbers.unit-form",
    Severity.SUGGESTION,
    "A unit written in another way than in most places.",
    "One unit has one symbol, and one space before it or none (SI brochure 9, 5.4.3).",
)
RULES = (UNIT,)


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    groups: list[list[str]] = shipped.data("numbers")["units"]
    forms = {form: group[0] for group in groups for form in group}
    forms |= shipped.data("numbers")["no_units"]
    longest = sorted(forms, key=len, reverse=True)
    units = "|".join(map(re.escape, longest))
    return re.compile(rf"\d+(?:[.,]\d+)*(?P<gap>[ \xa0\u202f\u2009]?)(?P<unit>{units})(?![\w²³^/·*-])"), forms


def check(document: Document) -> Iterator[Diagnostic]:
    pattern, forms = _pattern()
    found: dict[str, dict[tuple[bool, str], list[tuple[Block, re.Match[str]]]]] = {}
    for block in document.prose("paragraph", "item", "abstract", "caption", "note", "quote", "definition"):
        if document.role(block) == "references":
            continue
        for match in pattern.finditer(block.text):
            if match.start() and (block.text[match.start() - 1].isalnum() or block.text[match.start() - 1] in ".,–-"):
                continue
            key = bool(match["gap"]), match["unit"]
            found.setdefault(forms[match["unit"]], {}).setdefault(key, []).append((block, match))
    wrong: dict[str, str] = shipped.data("numbers")["no_units"]
    for ways in found.values():
        mistaken = {way: places for way, places in ways.items() if way[1] in wrong}
        for (_, form), places in mistaken.items():
            yield from _mistaken(document, places, wrong[form])
        right = {way: places for way, places in ways.items() if way not in mistaken}
        if len(right) > 1:
            yield from _minority(document, right)


def _mistaken(document: Document, places: list[tuple[Block, re.Match[str]]], right: str) -> Iterator[Diagnostic]:
    """A form that is no symbol of a unit: found once, at its first place."""
    block, match = places[0]
    start, end = match.span("unit")
    again = f" ({len(places)} times)" if len(places) > 1 else ""
    message = f"“{match['unit']}” is no symbol{again}: the unit is written “{right}”."
    fix = edits.replacement(document, block, start, end, right)
    yield Diagnostic(UNIT.id, block.to_source(start, end), message, UNIT.severity, (fix,))


def _minority(
    document: Document, ways: dict[tuple[bool, str], list[tuple[Block, re.Match[str]]]]
) -> Iterator[Diagnostic]:
    """Findings on the rarer ways, where one way is at least twice as frequent as the rest."""
    usual = max(ways, key=lambda way: len(ways[way]))
    others = [place for way, places in ways.items() if way != usual for place in places]
    if len(ways[usual]) < 2 * len(others):
        return
    block, example = ways[usual][0]
    there = block.to_source(*example.span())
    for block, match in others:
        number = match[0][: match.start("gap") - match.start()]
        wanted = f"{number}{example['gap']}{example['unit']}"
        line = line_of(document, there.start)
        often = f"({len(ways[usual])}, first in line {line})"
        message = f"You write “{match[0]}” here, but “{example[0]}” and the like elsewhere {often}."
        fix = edits.replacement(document, block, match.start(), match.end(), wanted)
        span = block.to_source(*match.span())
        yield Diagnostic(UNIT.id, span, message, UNIT.severity, (fix,), (Related(there, "the usual way"),))
