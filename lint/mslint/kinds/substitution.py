"""`substitution`: words or patterns that have a better one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from mslint.kinds import actions
from mslint.kinds.common import (
    EXCEPTIONS,
    IGNORECASE,
    NONWORD,
    VOCAB,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    compiled,
    exceptions,
    expanded,
    fault,
    group_of,
    is_literal,
    listed,
    matches,
    recased,
    word,
)

KEYS: Mapping[str, Key] = {
    "swap": Key("pairs", required=True),
    "nonword": NONWORD,
    "ignorecase": IGNORECASE,
    "capitalize": Key("flag", False),  # mslint always carries a capital first letter over
    "exceptions": EXCEPTIONS,
    "vocab": VOCAB,
}

_BAR = re.compile(r"(?<!\\)\|")
_QUOTED = re.compile(r"""(['"“‘]?)%(?:\[1\])?s(['"”’]?)""")


def patterns(options: Options) -> Sequence[Pattern]:
    """One a pair, the longest key first, as Vale tries them."""
    return [
        Pattern(word(key, options["nonword"]), options["ignorecase"], ("swap", key)) for key in _keys(options["swap"])
    ]


def _keys(swap: Mapping[str, str]) -> list[str]:
    return sorted(swap, key=len, reverse=True)


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every match that is not right already and that no exception covers; the pair's values are the suggestions."""
    excepted = exceptions(rule.options["exceptions"])
    swap = rule.options["swap"]
    keys = _keys(swap)
    for unit in units:
        for branch, match in matches(rule.patterns, unit):
            (start, end), found = match.span(), match.group()
            if start == end:
                continue
            value = expanded(swap[keys[branch]], group_of(match))
            if _is_right(rule, value, found) or excepted.hold(unit.text, start, end):
                continue
            suggestions = _suggestions(rule, value, found, group_of(match))
            if suggestions != (found,):
                yield Found(unit, start, end, _values(rule, value, found, suggestions), suggestions)


def _options(value: str) -> list[str]:
    """`a|b` is two suggestions; `\\|` is a bar."""
    return [option.replace("\\|", "|") for option in _BAR.split(value) if option]


def _is_right(rule: Reading, value: str, found: str) -> bool:
    """Whether the words found are what the pair asks for; without a `replace` action the value may be a pattern."""
    if found in _options(value):
        return True
    if rule.action[:1] == ("replace",) or all(char.isalnum() or char in " -" for char in value):
        return False
    return not fault(value) and bool(compiled(value).fullmatch(found))


def _suggestions(rule: Reading, value: str, found: str, group: Callable[[int], str]) -> tuple[str, ...]:
    """The action's, or the pair's values in the case of the words found."""
    if rule.action and rule.action != ("replace",):
        return actions.suggestions(rule, found, group)
    if not rule.action and not all(map(is_literal, _options(value))):
        return ()  # a pattern of what is right, not words to write
    return tuple(dict.fromkeys(recased(option, found) for option in _options(value)))


def _values(rule: Reading, value: str, found: str, suggestions: Sequence[str]) -> tuple[str, str]:
    """What is expected, then what was found. Several suggestions are quoted one by one, as the message quotes."""
    if len(suggestions) < 2:
        return (suggestions[0] if suggestions else value), found
    quotes = _QUOTED.search(rule.message)
    if quotes is None or not all(quotes.groups()):
        return listed(suggestions, "“", "”"), found
    left, right = quotes.groups()
    return listed(suggestions, left, right)[len(left) : -len(right)], found
