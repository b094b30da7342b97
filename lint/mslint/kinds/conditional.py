"""`conditional`: the first thing asks for the second ("WHO" for "World Health Organization (WHO)"). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    matches,
)

KEYS: Mapping[str, Key] = {
    "first": Key("text", required=True),
    "second": Key("text", required=True),
    "ignorecase": IGNORECASE,
    "exceptions": EXCEPTIONS,
    "vocab": VOCAB,
}
_SECOND, _FIRST = 0, 1


def patterns(options: Options) -> Sequence[Pattern]:
    """The second, then the first."""
    return [Pattern(options[key], options["ignorecase"], (key,)) for key in ("second", "first")]


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Each match of `first` without its `second`.

    If `second` has groups, what they caught here or earlier in the document is allowed; if not, `second` anywhere in
    the same unit allows all.
    """
    second = rule.patterns[_SECOND]
    excepted = exceptions(rule.options["exceptions"])
    has_groups = compiled(second.text, second.ignorecase).groups > 0
    known: set[str] = set()
    for unit in units:
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


def _only(rule: Reading, unit: Unit, branch: int) -> Iterator[tuple[int, Any]]:
    own = tuple(b for b in unit.branches if b == branch)
    return matches(rule.patterns, Unit(unit.block, unit.start, unit.text, own))
