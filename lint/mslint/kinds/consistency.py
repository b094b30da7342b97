"""`consistency`: one document, one way: of two forms, the rarer is flagged at each place. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mslint.kinds.common import (
    IGNORECASE,
    NONWORD,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    is_literal,
    matches,
    places,
    recased,
    word,
)
from mslint.model import Related

KEYS: Mapping[str, Key] = {
    "either": Key("pairs", required=True),
    "nonword": NONWORD,
    "ignorecase": IGNORECASE,
}


def patterns(options: Options) -> Sequence[Pattern]:
    """Two a pair: the key, then the value."""
    return [
        Pattern(word(form, options["nonword"]), options["ignorecase"], ("either", key))
        for key, value in options["either"].items()
        for form in (key, value)
    ]


Use = tuple[Unit, Any]  # where a form stands, and its match


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every use of the rarer form of each pair that has both; of two as frequent, the one used first is right."""
    uses = _uses(rule, units)
    for at, (key, value) in enumerate(rule.options["either"].items()):
        first, second = uses[2 * at], uses[2 * at + 1]
        if not first or not second:
            continue
        kept, rare, target = (first, second, key) if _wins(units, first, second) else (second, first, value)
        shown = Counter(match.group() for _, match in kept).most_common(1)[0][0]
        unit, match = kept[0]
        there = Found(unit, match.start(), match.end())
        related = (Related(there.span, f"“{match.group()}” is first used here."),)
        times = "once" if len(kept) == 1 else f"{len(kept)} times"
        note = f" You write “{shown}” {times}." if places(rule.message) < 2 else ""
        for unit, match in rare:
            made = _in_form(target, match)
            values = (match.group(), shown, len(kept))
            yield Found(unit, match.start(), match.end(), values, (made,) if made else (), related=related, note=note)


def _uses(rule: Reading, units: Sequence[Unit]) -> list[list[Use]]:
    """The uses of each form. The forms of a pair are tried together, each pair by itself."""
    uses: list[list[Use]] = [[] for _ in rule.patterns]
    for unit in units:
        for pair in dict.fromkeys(branch // 2 for branch in unit.branches):
            own = tuple(branch for branch in unit.branches if branch // 2 == pair)
            for branch, match in matches(rule.patterns, Unit(unit.block, unit.start, unit.text, own)):
                if match.end() > match.start():
                    uses[branch].append((unit, match))
    return uses


def _wins(units: Sequence[Unit], first: Sequence[Use], second: Sequence[Use]) -> bool:
    if len(first) != len(second):
        return len(first) > len(second)
    order = {id(unit): at for at, unit in enumerate(units)}
    return min((order[id(u)], m.start()) for u, m in first) < min((order[id(u)], m.start()) for u, m in second)


_GROUP = re.compile(r"\((?!\?)[^()]*\)")


def _in_form(target: str, match: Any) -> str:
    """The words found in the other form: plain text, or text around the same groups ("organis(ed|ing)").

    "" where the other form is a pattern that does not say what to write.
    """
    groups = iter(match.groups())
    made = _GROUP.sub(lambda _: next(groups, None) or "", target)
    if not is_literal(_GROUP.sub("", target)) or len(_GROUP.findall(target)) != match.re.groups:
        return ""
    return recased(made, match.group())
