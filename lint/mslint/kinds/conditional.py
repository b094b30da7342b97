"""`conditional`: the first thing asks for the second ("WHO" for "World Health Organization (WHO)"). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mslint.kinds import actions, scopes
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
    matches,
)

KEYS: Mapping[str, Key] = {
    "first": Key("text", required=True),
    "second": Key("text", required=True),
    "ignorecase": IGNORECASE,
    "exceptions": EXCEPTIONS,
    "vocab": VOCAB,
    "in": Key("text", ""),  # a scope: `second` is looked for there, in the whole document
}
_SECOND, _FIRST = 0, 1


def patterns(options: Options) -> Sequence[Pattern]:
    """The second, then the first."""
    return [Pattern(options[key], options["ignorecase"], (key,)) for key in ("second", "first")]


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """A scope that is none."""
    if wrong := scopes.unknown(options["in"]):
        yield "in", f"unknown scope {wrong!r}"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Each match of `first` without its `second`.

    If `second` has groups, what they caught here or earlier in the document is allowed; if not, `second` anywhere in
    the same unit allows all. With `in`, what stands anywhere in that scope is allowed in the same way.
    """
    second = rule.patterns[_SECOND]
    excepted = exceptions(rule.options["exceptions"])
    has_groups = compiled(second.text, second.ignorecase).groups > 0
    there = _reading(units, (rule.options["in"],)) if rule.options["in"] else []
    elsewhere = [match for unit in there for _, match in _only(rule, unit, _SECOND)]
    known = {group for match in elsewhere for group in match.groups() if group}
    if elsewhere and not has_groups:
        return
    for unit in _reading(units, rule.scope) if rule.options["in"] else units:
        seconds = [match for _, match in _only(rule, unit, _SECOND)]
        if seconds and not has_groups:
            continue
        known.update(group for match in seconds for group in match.groups() if group)
        for _, match in _only(rule, unit, _FIRST):
            start, end = match.span()
            if start == end or match.group() in known or excepted.hold(unit.text, start, end):
                continue
            made = actions.suggestions(rule, match.group(), group_of(match))
            yield Found(unit, start, end, actions.values(match.group(), made), made)


def _reading(units: Sequence[Unit], of: Sequence[str]) -> list[Unit]:
    """Those of the units that are in one of these scopes."""
    selectors = [scopes.Selector.of(scope) for scope in of or ("",)]
    return [unit for unit in units if any(selector.reads(scopes.names_of(unit.block)) for selector in selectors)]


def _only(rule: Reading, unit: Unit, branch: int) -> Iterator[tuple[int, Any]]:
    own = tuple(b for b in unit.branches if b == branch)
    return matches(rule.patterns, Unit(unit.block, unit.start, unit.text, own))
