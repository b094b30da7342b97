"""How questions and the items of a list end: with a question mark, with the stop that the others have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from mslint import edits
from mslint.checks import CheckRule
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Severity

QUESTION = CheckRule(
    "typography.question-mark",
    Severity.WARNING,
    "A question that stands by itself without a question mark.",
    "A question that ends with a stop, or with nothing, reads like a slip (Chicago Manual of Style 17, 6.68).",
)
ITEM = CheckRule(
    "typography.item-stop",
    Severity.WARNING,
    "An item of a list without the stop that the other items have.",
    "The items of a list end in one way (Chicago Manual of Style 17, 6.130).",
)
RULES = (QUESTION, ITEM)

FEWEST = 3
"""Items of a list from which on their ends can be compared."""

HALF = 0.5
"""Share of a list's items that must have their stop."""

SHORT = 4
"""Words of an item from which on it may be a sentence."""


def check(document: Document) -> Iterator[Diagnostic]:
    told = set()
    for block in document.prose("paragraph", "item"):
        if document.role(block) not in ("front", "references") and (match := _question().match(block.text)):
            told.add(id(block))
            yield from _asked(document, block, match)
    for items in _lists(document):
        yield from _stops(document, [item for item in items if id(item) not in told])


# --- questions -------------------------------------------------------------------------------------------------------


@cache
def _question() -> re.Pattern[str]:
    """A block that is one question and has no mark of its own: a word that asks, and the verb before its subject.

    “What is needed is salt” is none, so after “what is” a noun must stand that is asked for.
    """
    verb = r"(?:do|does|did|is|are|was|were|can|could|will|would|should|has|have|might|may)"
    asks = (
        r"(?:which \w+|how(?: (?:much|far|often|well|many \w+))?|why|where|(?:to|in|under|for) (?:what|which) \w+|"
        r"what (?:role|effects?|impact|reasons?|factors?|(?:kinds?|types?) of \w+))"
    )
    what = (
        r"what (?:(?:do|does|did|can|could|should|are the)|(?:is|was|were) the (?:role|impact|effects?|relationship|"
        r"level|nature|extent|causes?|reasons?|influence|perceptions?|attitudes?|factors?|experiences?))"
    )
    turned = r"(?:do|does|did|are|is|was|were|can|could) (?:the|there|these|those|this|it|they)"
    start = rf"\s*(?:\(?(?:RQ|Q)?\d{{1,2}} ?[-–.):] ?)?(?:{asks} {verb}|{what}|{turned})"
    rest = rf"[^.?!:;“”\"\n{PLACEHOLDER}]{{10,240}}(?<=[\w)’])(?<! and)(?<! the)(?<! of)"
    return re.compile(rf"{start}\b{rest}(?P<stop>\.?)\s*\Z", re.IGNORECASE)


def _asked(document: Document, block: Block, match: re.Match[str]) -> Iterator[Diagnostic]:
    """At the last word."""
    end = match.end("stop")
    start = block.text.rfind(" ", 0, match.start("stop")) + 1
    word = block.text[start : match.start("stop")]
    fix = edits.replacement(document, block, start, end, f"{word}?", safe=True)
    message = f"A question ends with a question mark: “{word}?”."
    yield Diagnostic(QUESTION.id, block.to_source(start, end), message, QUESTION.severity, (fix,))


# --- items -----------------------------------------------------------------------------------------------------------


def _lists(document: Document) -> Iterator[list[Block]]:
    """The items that stand in a row, but for those that lead to a list of their own; where lines are not marked as
    items, the aims that each begin with “To”."""
    leading = {id(one) for one, two in pairwise(document.blocks) if two.kind == "item" and two.level > one.level}
    for key, run in groupby(document.blocks, key=lambda block: _kind(document, block)):
        if key:
            yield [block for block in run if id(block) not in leading]


def _kind(document: Document, block: Block) -> tuple[str, int, int] | None:
    if block.kind == "item":
        return ("item", block.level, block.section)
    aim = block.kind == "paragraph" and len(block.sentences) == 1 and re.match(r"To [a-z]", block.text)
    return ("aim", 0, block.section) if aim and document.role(block) not in ("front", "references") else None


def _stops(document: Document, items: list[Block]) -> Iterator[Diagnostic]:
    stopped = [item for item in items if re.search(r"[.?!]\s*\Z", item.text)]
    if len(items) < FEWEST or len(stopped) < HALF * len(items):
        return
    for item in items:
        word = re.search(r"(?<=[ -])[a-z]+\s*\Z", item.text)
        if word and len(item.text.split()) >= SHORT and all(len(other.text.split()) >= SHORT for other in items):
            start, end = word.start(), word.start() + len(word[0].rstrip())
            fix = edits.replacement(document, item, start, end, f"{item.text[start:end]}.")
            message = f"This item has no stop after “{item.text[start:end]}”; {len(stopped)} of {len(items)} have one."
            yield Diagnostic(ITEM.id, item.to_source(start, end), message, ITEM.severity, (fix,))
