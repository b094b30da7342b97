"""Sentences of the conclusion that speak of what nothing before them does. Compares words; judges no truth."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks import CheckRule
from mslint.checks.argument.cues import cues
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.model import Statement
from mslint.checks.argument.telling import finding, listed
from mslint.checks.argument.terms import families, family, is_everyday, is_frame
from mslint.model import Diagnostic, Severity
from mslint.words import Word, content

NEW = CheckRule(
    "argument.new-claim-in-conclusion",
    Severity.WARNING,
    "A claim in the conclusion that nothing before it prepares.",
    "A conclusion draws together what was shown; a new claim there has neither evidence nor discussion.",
)
RULES = (NEW,)

NEW_WORDS, NEW_SHARE = 3, 0.6
"""How many words of a sentence that name a matter, and which share of them, nothing before has, for it to be new."""

ALL_NEW = 0.85
"""Which share of all its words is new in a short sentence that is."""

ELSE_NAMES, ELSE_WORDS, ELSE_SHARE = 2, 4, 0.55
"""How many words that name a matter, how many of any kind, and which share of these, are new in a sentence that goes on
from the paper's matter to another.
"""

PAPER = 300
"""Words before the conclusion from which on a new word says something."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    if not matrix.argument.conclusions:
        return
    argument = matrix.argument
    first = argument.conclusions[0].block
    before: set[str] = set()
    size = 0
    for block in document.blocks[:first]:
        if block.kind not in ("author", "furniture", "reference"):
            before.update(families(block.text))
            size += len(block.text.split())
    if size < PAPER:
        return
    for sentence in matrix.argument.conclusions:
        words = _telling(content(sentence.text))
        new = [word for word in words if family(word) not in before]
        if (
            not (len(new) >= NEW_WORDS and len(new) >= NEW_SHARE * len(words))
            and not _all_new(sentence, new, words, before)
            and not _says_else(sentence, new, before)
        ):
            continue
        ahead = cues().ahead.search(sentence.text)
        severity = NEW.severity if matrix.asks and not ahead else Severity.SUGGESTION
        names = [word.text for word in new[:4]]
        message = f"The conclusion speaks of {listed(names)} for the first time; nothing before it does."
        yield finding(NEW, sentence.span, message, severity)


def _all_new(sentence: Statement, new: list[Word], words: list[Word], before: set[str]) -> bool:
    """Whether every word of a sentence that names a matter is new, and nearly every other word too."""
    every = {family(word) for word in content(sentence.text) if not is_frame(family(word))}
    return 1 < len(new) == len(words) and len(every) > NEW_WORDS and len(every - before) >= ALL_NEW * len(every)


def _says_else(sentence: Statement, new: list[Word], before: set[str]) -> bool:
    """Whether most of what a sentence says is new, though it speaks of the paper's matter, and it advises nothing."""
    if cues().advises.search(sentence.text):
        return False
    every = {family(w) for w in content(sentence.text) if not is_frame(family(w)) and not w.text[0].isdigit()}
    unsaid = every - before
    return len(new) >= ELSE_NAMES and len(unsaid) >= ELSE_WORDS and len(unsaid) >= ELSE_SHARE * len(every)


def _telling(words: list[Word]) -> list[Word]:
    """Words of a sentence that name a matter, each family once."""
    return list({family(word): word for word in words if not is_everyday(family(word))}.values())
