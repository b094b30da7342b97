"""`metric`: a formula over the counts of a text, and when its value is a finding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mslint.kinds import formulas, measures
from mslint.kinds.common import CannotRun, Found, Key, Options, Pattern, Reading, Unit

KEYS: Mapping[str, Key] = {
    "formula": Key("text", required=True),
    "condition": Key("text", required=True),  # what comes after the value: "> 8"
}
SCOPE = ("summary",)
"""What it reads if its scope is not said, or is all text."""

ELEMENTS = ("paragraphs", "pre", "list", "blockquote", *(f"heading_h{level}" for level in range(1, 7)))
"""Parts of a document that a formula may count; `heading.h2` stands for `heading_h2`."""

_NAMES = frozenset([*measures.NAMES, *ELEMENTS])


def patterns(options: Options) -> Sequence[Pattern]:
    """None: a number cannot be scanned for."""
    return []


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """Keys with a value that means nothing, and what is wrong with each."""
    if wrong := formulas.fault(_named(options["formula"]), _NAMES):
        yield "formula", wrong
    elif wrong := formulas.fault(f"0 {_named(options['condition'])}", _NAMES):
        yield "condition", wrong


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """One finding a unit whose value fits the condition, at its very start; none where there are no words."""
    for unit in units:
        measured = measures.measured(unit.text)
        if not measured.words:
            continue
        numbers = {**dict.fromkeys(ELEMENTS, 0.0), **unit.counts, **measured.numbers}
        try:
            value = formulas.value(_named(rule.options["formula"]), numbers)
            if formulas.value(f"{value:f} {_named(rule.options['condition'])}", numbers):
                yield Found(unit, 0, 0, (f"{value:.2f}",))
        except (ArithmeticError, ValueError) as error:
            raise CannotRun(f"its formula has no value here ({error})") from None


def _named(formula: str) -> str:
    return re.sub(r"\bheading\.(h[1-6])\b", r"heading_\1", formula)
