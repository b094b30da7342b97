"""Tells whether a pattern can take exponential time by backtracking. Pure; runs no pattern.

A pattern is read as an automaton whose states are its character positions. Where some text leads from a position back
to it in two ways, each repetition doubles the ways that a matcher may try: "(a+)+", "(a|a)*", "(\\w+\\s?)*". That is
exponential ambiguity (Weideman, N., van der Merwe, B., Berglund, M., & Watson, B. (2016). Analyzing matching time
behavior of backtracking regular expression matchers by using ambiguity of NFA. CIAA 2016). It is looked for in the
product of the automaton with itself: a pair of different states on a way from (q, q) to (q, q).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mslint.kinds.common import translated
from mslint.scan import parsed

LOOP = 10
"""From so many repetitions on a counted repeat is taken for an endless one: 2 to the power of it is past counting."""

MOST_STATES = 400
"""Positions of one loop that are paired with each other; of a larger one nothing is said."""

_SAMPLES = "aZ5_ é-.\n\u2019"
"""A character of each class that `\\w`, `\\d`, `\\s` and `.` tell apart."""

Chars = frozenset[str]
Edges = Counter[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a part of a pattern: the positions it may begin and end with, how often each; in how many ways it is empty."""

    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    empty: int = 0


_NOTHING = _Part(empty=1)


def exponential(pattern: str) -> str:
    """A text that, repeated, can take exponential time to be refused; "" if there is none, or no telling."""
    if not any(char in pattern for char in "*+{"):
        return ""
    tree = parsed(_spelt_out(translated(pattern)))
    if tree is None:
        return ""
    automaton = _Automaton(tree)
    return next((loop for one in automaton.looped() if (loop := _ambiguous(automaton, one))), "")


_PROPERTIES = {"L": "a-zA-ZÀ-ɏ", "Lu": "A-ZÀ-Þ", "Ll": "a-zß-ɏ", "N": "0-9", "Nd": "0-9", "Z": r"\s", "Zs": r"\s"}
_PARTS = re.compile(r"(?P<set>\[\^?\]?(?:\\p\{\w+\}|\\.|[^\]\\])*\])|\\(?P<is>[pP])\{(?P<name>\w+)\}|\\.", re.DOTALL)


def _spelt_out(pattern: str) -> str:
    """The pattern with ranges for Unicode properties, which the parser does not know; a rare one is any character."""

    def ranges(match: re.Match[str]) -> str:
        if match["name"]:
            known = _PROPERTIES.get(match["name"])
            return f"[{'^' if match['is'] == 'P' else ''}{known}]" if known else r"[\s\S]"
        if match["set"]:
            return re.sub(r"\\[pP]\{(\w+)\}", lambda m: _PROPERTIES.get(m[1], r"\s\S"), match["set"])
        return match.group()

    return _PARTS.sub(ranges, pattern)


class _Automaton:
    """The positions of a pattern, what each matches, and which may follow which, in how many ways."""

    def __init__(self, tree: Any, alphabet: Chars | None = None) -> None:
        self.alphabet = alphabet or frozenset(_SAMPLES) | frozenset(_characters(tree))
        self.chars: list[Chars] = []
        self.follow: Edges = Counter()
        self._sequence(tree)

    def looped(self) -> Iterator[list[int]]:
        """The sets of positions that can be reached from each other, largest positions last."""
        after: dict[int, list[int]] = {}
        for source, target in self.follow:
            after.setdefault(source, []).append(target)
        for component in _components(range(len(self.chars)), lambda state: after.get(state, [])):
            if len(component) > 1 or (component[0], component[0]) in self.follow:
                yield component

    def _position(self, chars: Iterable[str]) -> _Part:
        self.chars.append(frozenset(chars))
        at = len(self.chars) - 1
        return _Part(Counter([at]), Counter([at]))

    def _sequence(self, tree: Iterable[tuple[Any, Any]]) -> _Part:
        whole = _NOTHING
        for operation, value in tree:
            whole = self._joined(whole, self._part(str(operation), value))
        return whole

    def _joined(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        return _Part(
            one.first + _times(other.first, one.empty),
            other.last + _times(one.last, other.empty),
            min(one.empty * other.empty, 2),
        )

    def _link(self, last: Counter[int], first: Counter[int]) -> None:
        for source, ways in last.items():
            for target, more in first.items():
                self.follow[source, target] = min(self.follow[source, target] + ways * more, 2)

    def _part(self, operation: str, value: Any) -> _Part:
        if operation in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY"):
            return self._position(char for char in self.alphabet if _fits(operation, value, char))
        if operation == "GROUPREF":
            return self._position(self.alphabet)
        if operation == "SUBPATTERN":
            return self._sequence(value[3])
        if operation == "BRANCH":
            parts = [self._sequence(branch) for branch in value[1]]
            first, last = Counter[int](), Counter[int]()
            for part in parts:
                first, last = first + part.first, last + part.last
            return _Part(first, last, min(sum(part.empty for part in parts), 2))
        if operation in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeated(*value)
        if operation in ("ATOMIC_GROUP", "POSSESSIVE_REPEAT"):
            inside = _Automaton(value if operation == "ATOMIC_GROUP" else value[2], self.alphabet)
            return self._position(frozenset[str]().union(*inside.chars))  # tried in one way only
        if operation in ("ASSERT", "ASSERT_NOT"):
            self._sequence(value[1])  # a matcher of its own
        return _NOTHING

    def _repeated(self, least: int, most: Any, tree: Any) -> _Part:
        endless = not isinstance(most, int) or most >= LOOP
        whole = _NOTHING
        part = self._sequence(tree) if endless or most else _NOTHING
        if endless:
            for _ in range(2 if part.empty and isinstance(most, int) else 1):  # which of the counted ones are empty?
                self._link(part.last, part.first)
            return _Part(part.first, part.last, max(part.empty, int(least == 0)))
        for _ in range(int(most)):
            whole = self._joined(whole, part if least else _Part(part.first, part.last, min(part.empty + 1, 2)))
            part = self._sequence(tree)
        return whole


def _times(counted: Counter[int], factor: int) -> Counter[int]:
    return Counter({key: min(ways * factor, 2) for key, ways in counted.items() if factor})


def _characters(tree: Any) -> Iterator[str]:
    """The characters that a pattern names, and those beside its ranges: enough to tell its classes apart."""
    stack = [tree]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple) and len(item) == 2 and str(item[0]) in ("LITERAL", "NOT_LITERAL", "RANGE"):
            codes = [item[1], item[1]] if isinstance(item[1], int) else list(item[1])
            yield from (chr(code) for code in (codes[0], codes[1], codes[0] - 1, codes[1] + 1) if 0 < code < 0xD800)
        elif (isinstance(item, Sequence) and not isinstance(item, str)) or hasattr(item, "data"):
            stack.extend(getattr(item, "data", item))


def _fits(operation: str, value: Any, char: str) -> bool:
    if operation == "ANY":
        return char != "\n"
    if operation == "LITERAL":
        return chr(value).casefold() == char.casefold()
    if operation == "NOT_LITERAL":
        return chr(value) != char
    if operation == "CATEGORY":
        return _in_category(str(value), char)
    if operation == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    negated = any(str(one) == "NEGATE" for one, _ in value)
    return any(_fits(str(one), what, char) for one, what in value if str(one) != "NEGATE") != negated


def _in_category(name: str, char: str) -> bool:
    is_in = {
        "WORD": char.isalnum() or char == "_",
        "DIGIT": char.isdecimal(),
        "SPACE": char.isspace(),
    }.get(name.rpartition("_")[2], True)
    return bool(is_in) != ("_NOT_" in name)


# --- ambiguity -------------------------------------------------------------------------------------------------------


def _ambiguous(automaton: _Automaton, states: list[int]) -> str:
    """A text that leads from a state of this loop back to it in two ways; "" if there is none."""
    if len(states) > MOST_STATES:
        return ""
    inside = set(states)
    after: dict[int, list[int]] = {}
    for (source, target), ways in automaton.follow.items():
        if source in inside and target in inside:
            if ways > 1 and automaton.chars[target]:
                return _shown(automaton.chars[target])
            after.setdefault(source, []).append(target)

    def follow(pair: tuple[int, int]) -> list[tuple[int, int]]:
        return [
            (one, other)
            for one in after.get(pair[0], ())
            for other in after.get(pair[1], ())
            if automaton.chars[one] & automaton.chars[other]
        ]

    for component in _components([(state, state) for state in states], follow):
        twice = [pair for pair in component if pair[0] != pair[1]]
        if twice and any(one == other for one, other in component):
            return "".join(_shown(automaton.chars[one] & automaton.chars[other]) for one, other in component[:4])
    return ""


def _shown(chars: Chars) -> str:
    """One of the characters, a plain one if there is one."""
    return min(chars, key=lambda char: (not char.isalnum(), not char.isascii(), char)) if chars else ""


def _components(starts: Iterable[Any], after: Callable[[Any], Sequence[Any]]) -> Iterator[list[Any]]:
    """Strongly connected components of what the starts lead to (Tarjan's algorithm, without recursion)."""
    index: dict[Any, int] = {}
    low: dict[Any, int] = {}
    open_: dict[Any, None] = {}
    for start in starts:
        if start in index:
            continue
        index[start] = low[start] = len(index)
        open_[start] = None
        work = [(start, iter(after(start)))]
        while work:
            node, rest = work[-1]
            for following in rest:
                if following not in index:
                    index[following] = low[following] = len(index)
                    open_[following] = None
                    work.append((following, iter(after(following))))
                    break
                if following in open_:
                    low[node] = min(low[node], index[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    component = []
                    while True:
                        last = open_.popitem()[0]
                        component.append(last)
                        if last == node:
                            break
                    yield component
