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
    "vote": Key("text", "pair"),  # or document: all pairs vote together, keys against values
}


def patterns(options: Options) -> Sequence[Pattern]:
    """Two a pair: the key, then the value."""
    return [
        Pattern(word(form, options["nonword"]), options["ignorecase"], ("either", key))
        for key, value in options["either"].items()
        for form in (key, value)
    ]


Use = tuple[Unit, Any]  # where a form stands, and its match


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """Keys with a value that means nothing, and what is wrong with it."""
    if options["vote"] not in ("pair", "document"):
        yield "vote", f"unknown vote {options['vote']!r} (pair, document)"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every use of the rarer form; of two as frequent, the one used first is right.

    Each pair that has both forms votes for itself; with `vote: document`, all keys together against all values.
    """
    uses = _uses(rule, units)
    keyed, valued = [use for own in uses[::2] for use in own], [use for own in uses[1::2] for use in own]
    for at, (key, value) in enumerate(rule.options["either"].items()):
        first, second = uses[2 * at], uses[2 * at + 1]
        voters = (keyed, valued) if rule.options["vote"] == "document" else (first, second)
        if not all(voters):
            continue
        if _wins(units, *voters):
            kept, rare, target = voters[0], second, key
        else:
            kept, rare, target = voters[1], first, value
        shown = Counter(match.group() for _, match in kept).most_common(1)[0][0]
        unit, match = kept[0]
        there = Found(unit, match.start(), match.end())
        named = f"“{match.group()}”" if any(map(str.isalnum, match.group())) else "The other form"
        related = (Related(there.span, f"{named} is first used here."),)
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
