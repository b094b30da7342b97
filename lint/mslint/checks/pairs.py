"""Brackets and quotation marks without a partner in their block, paragraphs without a last stop. Pure; one pass.

A pattern that balances brackets is slow on long paragraphs; a stack is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from mslint import edits
from mslint.checks import CheckRule
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Severity

OPEN = CheckRule(
    "typography.bracket-open",
    Severity.WARNING,
    "A bracket that opens and does not close.",
    "Without its partner a reader cannot see where the remark ends (Chicago Manual of Style 17, 6.95).",
)
CLOSE = CheckRule(
    "typography.bracket-close",
    Severity.WARNING,
    "A bracket that closes and does not open.",
    "Without its partner a reader cannot see where the remark begins (Chicago Manual of Style 17, 6.95).",
)
QUOTE_OPEN = CheckRule(
    "typography.quote-open",
    Severity.WARNING,
    "A quotation that opens and does not close.",
    "Without its partner a reader cannot see whose words are whose (Chicago Manual of Style 17, 6.9).",
)
QUOTE_CLOSE = CheckRule(
    "typography.quote-close",
    Severity.WARNING,
    "A quotation that closes and does not open.",
    "Without its partner a reader cannot see whose words are whose (Chicago Manual of Style 17, 6.9).",
)
END = CheckRule(
    "typography.end-stop",
    Severity.WARNING,
    "A paragraph whose last sentence has no stop.",
    "Without it a reader looks for the rest (Chicago Manual of Style 17, 6.12).",
)
RULES = (OPEN, CLOSE, QUOTE_OPEN, QUOTE_CLOSE, END)

LONG = 150
"""Code points of a paragraph that is no heading, address or line of a list."""

_READ = ("paragraph", "item", "abstract", "quote", "note", "definition", "caption", "heading", "title")


def check(document: Document) -> Iterator[Diagnostic]:
    for block in document.prose(*_READ):
        if document.role(block) == "references":
            continue
        yield from _brackets(block)
        yield from _curly_quotes(block)
        yield from _straight_quotes(block)
    yield from _ends(document)


@cache
def _marks() -> re.Pattern[str]:
    """Round brackets that are neither a mark of a list (“a)”, “iv)”), a face nor the end of an interval (“[0, 1)”)."""
    return re.compile(
        r"(?<!\w)(?:[^\W\d_]|[ivxIVX]{1,5}|\d{1,3})\)(?P<mark>)|[:;]-?[()](?P<face>)|"
        r"[\[(][-\w.,\s−+∞]{1,24}[\])](?P<interval>)|(?P<open>\()|(?P<close>\))"
    )


def _brackets(block: Block) -> Iterator[Diagnostic]:
    text = block.text
    if "(" not in text and ")" not in text:
        return
    opened: list[int] = []
    for match in _marks().finditer(text):
        if match["open"]:
            opened.append(match.start())
        elif match["mark"] is not None and opened:
            opened.pop()  # “(see a)”: it closes what is open
        elif match["close"]:
            if opened:
                opened.pop()
            else:
                yield _finding(CLOSE, block, match.end(), "The bracket that is closed after “%s” was never opened.")
    for at in opened:
        yield _finding(OPEN, block, at, "The bracket that is opened at “%s” is never closed.")


def _curly_quotes(block: Block) -> Iterator[Diagnostic]:
    """A quotation of several paragraphs opens in each and closes in the last: one that is open at the end of a block
    which it began is left alone, and so are the marks of other languages."""
    text = block.text
    if not re.search(r"[“”]", text) or re.search(r"[„«»]", text):
        return
    opened: int | None = None
    for match in re.finditer(r"[“”]", text):
        if match[0] == "“":
            if opened is not None:
                yield _finding(QUOTE_OPEN, block, opened, "The quotation that is opened at “%s” is never closed.")
            opened = match.start()
        elif opened is not None:
            opened = None
        elif not re.search(r"\d $|\d$", text[: match.start()]):  # inches
            yield _finding(QUOTE_CLOSE, block, match.end(), "The quotation that is closed after “%s” was never opened.")
    if opened:
        yield _finding(QUOTE_OPEN, block, opened, "The quotation that is opened at “%s” is never closed.")


def _straight_quotes(block: Block) -> Iterator[Diagnostic]:
    """The last of an odd number, where the words around it tell that the quotation does not go on elsewhere."""
    text = block.text
    marks = [m.start() for m in re.finditer(r'(?<!\d)"', text)]
    if len(marks) % 2 == 0:
        return
    at = marks[-1]
    if re.search(r"[^\W\d_]\s$", text[:at]) and re.match(r'"[a-z]', text[at:]):
        yield _finding(QUOTE_OPEN, block, at, "The quotation that is opened at “%s” is never closed.")
    elif re.search(r"[^\W\d_]$", text[:at]) and re.match(r'" [^\W\d_]', text[at:]):
        yield _finding(QUOTE_CLOSE, block, at + 1, "The quotation that is closed after “%s” was never opened.")


def _ends(document: Document) -> Iterator[Diagnostic]:
    """Paragraphs of several sentences that end with a word, but for those that go on in what follows (a formula)."""
    kept = ("front", "references", "appendix", "statement")
    for block, after in pairwise([*document.blocks, None]):
        if block is None or block.kind != "paragraph" or len(block.text) < LONG or document.role(block) in kept:
            continue
        word = re.search(r"(?<= )[a-z]{3,}\s*$", block.text)
        if not word or len(block.sentences) < 2 or block.sentences[-1][1] - block.sentences[-1][0] < LONG / 5:
            continue
        if PLACEHOLDER in block.text[-160:] or (after is not None and _goes_on(document, block, after)):
            continue
        start, end = word.start(), word.start() + len(word[0].rstrip())
        fix = edits.replacement(document, block, start, end, f"{block.text[start:end]}.")
        message = f"The last sentence of this paragraph, “… {block.text[start:end]}”, has no stop."
        yield Diagnostic(END.id, block.to_source(start, end), message, END.severity, (fix,))


def _goes_on(document: Document, block: Block, after: Block) -> bool:
    """Whether something stands between the two blocks that is no prose, or the sentence goes on in a list or quote."""
    between = document.text[block.span.end : after.span.start]
    if between.strip().strip("#") or after.kind not in ("paragraph", "heading"):
        return True
    return after.text[:1].islower() or after.text.startswith(PLACEHOLDER)


def _finding(rule: CheckRule, block: Block, at: int, message: str) -> Diagnostic:
    """At the mark and the word beside it: after a mark that opens (`at` is its start), before one that closes."""
    if rule in (OPEN, QUOTE_OPEN):
        word = re.compile(r"\S\s*[\w’'-]{0,30}").match(block.text, at)
        start, end = at, word.end() if word else at + 1
        shown = block.text[start:end].lstrip('(“"').strip() or block.text[start:end]
    else:
        word = re.search(r"[\w’'-]{0,30}[.,;:!?\s]*.$", block.text[max(0, at - 40) : at])
        start, end = at - len(word[0]) if word else at - 1, at
        shown = block.text[start : end - 1].strip() or block.text[start:end]
    return Diagnostic(rule.id, block.to_source(start, end), message.replace("%s", shown), rule.severity)
