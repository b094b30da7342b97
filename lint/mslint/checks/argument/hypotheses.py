"""Hypotheses that the results never come back to. Reads labels and words; knows no statistics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mslint.checks import CheckRule
from mslint.checks.argument.cues import cues
from mslint.checks.argument.matrix import TREATED, Matrix
from mslint.checks.argument.model import Statement
from mslint.checks.argument.telling import finding, place, quoted
from mslint.model import Diagnostic, Related, Severity

UNTESTED = CheckRule(
    "argument.untested-hypothesis",
    Severity.WARNING,
    "A hypothesis to which neither results nor discussion come back.",
    "A hypothesis is stated in order to be tested; say what became of it, also where it failed.",
)
RULES = (UNTESTED,)

OWN_SECTION = 0.4
"""What a section that is a hypothesis's own holds of it at least."""

TESTING = ("results", "discussion", "findings", "conclusion", "")
"""Roles of the sections in which a hypothesis is tested."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    hypotheses = [h for h in matrix.argument.hypotheses if h.listed]
    if not hypotheses:
        return
    last = max(h.block for h in hypotheses)
    blocks = [
        block
        for block in matrix.document.blocks[last + 1 :]
        if matrix.document.role(block) in TESTING and block.kind not in ("furniture", "reference", "code")
    ]
    if not blocks:
        return
    text = "\n".join(block.text for block in blocks)
    if _all_together(text):
        return
    named = _named(text)
    by_name = 2 * sum(h.number in named for h in hypotheses) >= len(hypotheses)
    for hypothesis in hypotheses:
        if hypothesis.number in named or _stem(hypothesis.number) in named:
            continue
        held = _best_block(matrix, hypothesis, [block.text for block in blocks])
        if held >= TREATED + (0.3 if by_name and hypothesis.label else 0.1) or _has_section(matrix, hypothesis):
            continue
        name = f"{hypothesis.label} ({quoted(hypothesis.text)})" if hypothesis.label else quoted(hypothesis.text)
        first = blocks[0].span
        message = (
            f"The hypothesis {name} is not tested: nothing from {place(matrix.document, first)} on comes back to it."
        )
        yield finding(
            UNTESTED, hypothesis.span, message, related=(Related(first, "no sentence from here on tests it"),)
        )


def _has_section(matrix: Matrix, hypothesis: Statement) -> bool:
    """Whether a section of its own holds enough of the hypothesis, and more of it than of the others."""
    unit = matrix.section_of(hypothesis)
    if unit is None or not (unit.topical or unit.place):
        return False
    own = matrix.treats(unit, hypothesis)
    others = [matrix.treats(unit, other) for other in matrix.argument.hypotheses if other is not hypothesis]
    return own >= OWN_SECTION and own > max(others, default=0.0)


def _all_together(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:all|both|none|neither|each)\b(?:\s+\w+){0,3}?\s+hypothes[ie]s\b|\bhypotheses\s+(?:were|was|are|hold)\b",
            text,
            re.IGNORECASE,
        )
    )


def _named(text: str) -> set[str]:
    """The numbers of the hypotheses that a text names, ranges and ordinals told in full."""
    from mslint import shipped

    out: set[str] = set()
    for match in cues().mention["hypothesis"].finditer(text):
        first, last = match["first"], match["last"]
        out.add(first)
        if last:
            out.add(last)
        if last and match["joint"] in ("–", "—", "-", "to", "through") and first.isdigit() and last.isdigit():
            out |= {str(n) for n in range(int(first), int(last) + 1)}
    ordinals: dict[str, int] = shipped.data("argument")["ordinals"]
    for match in re.finditer(r"\b(\w+)\s+(?:hypothesis|prediction|expectation|proposition)\b", text, re.IGNORECASE):
        if match[1].lower() in ordinals:
            out.add(str(ordinals[match[1].lower()]))
    return out | {_stem(number) for number in out}


def _stem(number: str) -> str:
    return number.rstrip("abcdefgh")


def _best_block(matrix: Matrix, hypothesis: Statement, texts: list[str]) -> float:
    from mslint.checks.argument.terms import families

    terms = matrix.terms[hypothesis]
    return max((matrix.words.cover(terms, dict.fromkeys(families(text), 2)) for text in texts), default=0.0)
