"""Numeric citations against a numbered list: numbers without entry, numbers out of the order of first mention."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from mslint.checks import CheckRule
from mslint.checks.reconcile import Match, Reconciled
from mslint.model import Diagnostic, Document, Severity

NUMBER = CheckRule(
    "citations.number",
    Severity.ERROR,
    "A citation by a number that the reference list does not have.",
    "The reader looks for the work in vain; often the list was renumbered, or an entry was taken out.",
)
NUMBER_ORDER = CheckRule(
    "citations.number-order",
    Severity.SUGGESTION,
    "Works numbered in another order than that of their first citation.",
    "Vancouver, IEEE and most numeric styles number works as they are first cited.",
)
RULES = (NUMBER, NUMBER_ORDER)


def check(document: Document, reconciled: Reconciled) -> Iterator[Diagnostic]:
    cited = [match for match in reconciled.matches if match.citation.form == "numeric"]
    numbers = {r.number for r in reconciled.references if r.number is not None}
    if not cited or not numbers:
        return
    seen: set[int] = set()
    for match in cited:
        number = match.citation.number or 0
        if number not in numbers and number not in seen:
            seen.add(number)
            message = f"There is no entry {number} in the reference list, which ends with {max(numbers)}."
            if number < max(numbers):
                message = f"There is no entry {number} in the reference list."
            yield Diagnostic(NUMBER.id, match.citation.span, message, NUMBER.severity)
    yield from _order(cited, numbers)


def _order(cited: list[Match], numbers: set[int]) -> Iterator[Diagnostic]:
    """The first work that is cited before one with a lower number; none in a list sorted by name."""
    firsts = [n for n in dict.fromkeys(match.citation.number for match in cited) if n is not None and n in numbers]
    rising = sum(a < b for a, b in itertools.pairwise(firsts))
    if len(firsts) < 4 or rising < 0.8 * (len(firsts) - 1):
        return  # sorted by author, or too few to say
    expected = 1
    for number in firsts:
        if number > expected:
            citation = next(match.citation for match in cited if match.citation.number == number)
            message = f"{number} is cited before {expected}; numbers follow the order of first citation."
            yield Diagnostic(NUMBER_ORDER.id, citation.span, message, NUMBER_ORDER.severity)
            return
        expected = max(expected, number + 1)
