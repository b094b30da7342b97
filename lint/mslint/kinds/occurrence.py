"""`occurrence`: something too often or too seldom in one place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mslint.kinds.common import IGNORECASE, Found, Key, Options, Pattern, Reading, Unit, compiled, limit

KEYS: Mapping[str, Key] = {
    "token": Key("text", required=True),
    "max": Key("count", 0),  # 0: no limit
    "min": Key("count", 0),
    "ignorecase": IGNORECASE,
}
ONE_OF = ("max", "min")


def patterns(options: Options) -> Sequence[Pattern]:
    """The token; none with `min`, where its absence is the finding."""
    return [] if options["min"] else _token(options)


def _token(options: Options) -> Sequence[Pattern]:
    return [Pattern(f"(?:{options['token']})", options["ignorecase"], ("token",))]


def checked(options: Options) -> Sequence[Pattern]:
    """Patterns that are used but not scanned for."""
    return _token(options)


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """One finding a unit, at the first occurrence, or at the first word if there is none."""
    options, (pattern,) = rule.options, _token(rule.options)
    for unit in units:
        within = limit(pattern.text, unit.text)
        found = list(compiled(pattern.text, pattern.ignorecase).finditer(unit.text, timeout=within))
        count = len(found)
        if not (0 < options["max"] < count or count < options["min"]):
            continue
        at = next((match for match in found if match.group().strip()), None) or re.search(r"\S+", unit.text)
        if at:
            yield Found(unit, at.start(), at.end(), (count,))
