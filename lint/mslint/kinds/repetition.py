"""`repetition`: the same thing twice in a row ("the the"), also across a line break. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import eq
from typing import Any

from mslint.kinds import actions
from mslint.kinds.common import (
    EXCEPTIONS,
    IGNORECASE,
    VOCAB,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    compiled,
    exceptions,
    group_of,
    limit,
    matches,
)
from mslint.model import PLACEHOLDER

KEYS: Mapping[str, Key] = {
    "tokens": Key("texts", required=True),
    "max": Key("count", 0),  # how many repetitions are let pass
    "alpha": Key("flag", False),
    "ignorecase": IGNORECASE,
    "exceptions": EXCEPTIONS,
    "vocab": VOCAB,
}


def patterns(options: Options) -> Sequence[Pattern]:
    """One a token."""
    return [Pattern(f"(?:{t})", options["ignorecase"], ("tokens", at)) for at, t in enumerate(options["tokens"])]


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Each repetition within one sentence; its fix takes the second one out."""
    for unit in units:
        yield from _in_unit(rule, unit)


def _in_unit(rule: Reading, unit: Unit) -> Iterator[Found]:
    options = rule.options
    if not _may_repeat(rule, unit):
        return
    previous: Any = None
    count = 0
    for _, match in matches(rule.patterns, unit):
        if previous is not None and _same(options, previous.group().strip(), match.group().strip()):
            count += 1
            start, end = previous.start(), match.end()
            if count > options["max"] and _is_fault(options, unit.text, start, end):
                count = 0
                yield _found(rule, unit, previous, match)
        previous = match


def _may_repeat(rule: Reading, unit: Unit) -> bool:
    """Whether two matches in a row are the same; told at once of one token without groups, as most rules have it."""
    if len(unit.branches) != 1:
        return True
    pattern = rule.patterns[unit.branches[0]]
    token = compiled(pattern.text, pattern.ignorecase)
    if token.groups:
        return True
    found = [text.strip().casefold() for text in token.findall(unit.text, timeout=limit(pattern.text, unit.text))]
    return any(map(eq, found, found[1:]))


def _same(options: Options, first: str, second: str) -> bool:
    if not second or (options["alpha"] and not second.isalpha()):
        return False
    return first.casefold() == second.casefold() if options["ignorecase"] else first == second


def _is_fault(options: Options, text: str, start: int, end: int) -> bool:
    """Whether nothing but prose of one sentence lies in the range, and no exception covers it."""
    found = text[start:end]
    if PLACEHOLDER in found or exceptions(options["exceptions"]).hold(text, start, end):
        return False
    if not any(mark in found for mark in ".!?"):
        return True
    from mslint.sentences import split

    return len(list(split(found))) == 1


def _found(rule: Reading, unit: Unit, first: Any, second: Any) -> Found:
    start, end = first.start(), second.end()
    values = (second.group().strip(),)
    if rule.action:
        made = actions.suggestions(rule, unit.text[start:end], group_of(second))
        return Found(unit, start, end, values, made)
    return Found(unit, start, end, values, ("",), fix=(first.end(), end))
