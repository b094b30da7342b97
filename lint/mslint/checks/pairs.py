"""Brackets and quotation marks without a partner in their block, paragraphs without a last stop. Pure; one pass.

A pattern that balances brackets is slow on long paragraphs; a stack is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from mslint import edits
from mslint.checks import CheckRule
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity

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

NEAR = 3
"""Words from the beginning of a sentence to a mark that closes: so few are quoted from the first on."""

_READ = ("paragraph", "item", "abstract", "quote", "note", "definition", "caption", "heading", "title")


def check(document: Document) -> Iterator[Diagnostic]:
    blocks = [block for block in document.prose(*_READ) if document.role(block) != "references"]
    for block in blocks:
        yield from _brackets(block)
    yield from _quotes(blocks)
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


def _quotes(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """A quotation of several paragraphs opens in each and closes in the last; one that a list or a formula breaks
    closes after it. So what is open at the end of a block is told once the next marks tell that it does not go on."""
    waiting: Diagnostic | None = None
    for block in blocks:
        marks = _directed(block.text)
        if not marks:
            continue
        if waiting and (marks[0][0] == 0 or not marks[0][1]):
            marks = marks if marks[0][1] else marks[1:]
        elif waiting:
            yield waiting
        opened: int | None = None
        for at, opens in marks:
            if opens and opened is not None:
                yield _never_closed(block, opened, at)
            elif not opens and opened is None:
                yield _never_opened(block, at)
            opened = at if opens else None
        waiting = None if opened is None else _never_closed(block, opened)
    if waiting:
        yield waiting


def _directed(text: str) -> list[tuple[int, bool]]:
    """Where quotation marks stand, and whether each opens: none where one of them does not tell (inches, marks that
    stand twice or within a word), and none in a text that has the marks of other languages."""
    if not re.search(r'["“”]', text) or re.search(r'[„«»]|""', text):
        return []
    marks = []
    for match in re.finditer(r'["“”]', text):
        at = match.start()
        before, after = text[at - 1] if at else " ", text[at + 1] if at + 1 < len(text) else " "
        opens = (before.isspace() or before in "([{—–-/") and not (after.isspace() or after in ",.;:?!)")
        closes = not before.isspace() and before not in "([{" and not after.isalnum()
        if match[0] == '"' and (opens == closes or before.isdigit()):
            return []
        if match[0] == "”" and re.search(r"\d ?$", text[max(0, at - 2) : at]):
            continue
        marks.append((at, opens if match[0] == '"' else match[0] == "“"))
    return marks


@cache
def _after_quotation() -> re.Pattern[str]:
    """What follows the end of a quotation: who says it, where it stands, or the name of a work after which the sentence
    goes on."""
    says = "said|says|asked|asks|explained|explains|added|adds|noted|notes|told|replied|argued|recalled|stated|remarked"
    source = r"\((?:pp?\.|p\d|[Ii]nterview|[Pp]articipant|[Rr]espondent|[A-Z]{1,4} ?\d|[A-Z][\w’'-]+[^()]{0,40}\d{4})"
    return re.compile(rf"[,?!]? (?:he |she |they )?(?:{says})\b|,? {source}")


def _ending(text: str, opened: int, stop: int) -> tuple[int, int] | None:
    """The last word of the quotation that opens there, as far as what follows tells; None where nothing does."""
    match = _after_quotation().search(text, opened, stop)
    title = re.compile(r"(?:[A-Z][\w’'-]*(?: (?:of|and|the|in|for|to|a) | )?){2,}(?=,? [a-z])").match(
        text, opened + 1, stop
    )
    if title and (not match or title.end() < match.start()):
        end = title.end() - (text[title.end() - 1] == " ")
    elif match:
        end = match.start() + (text[match.start()] in "?!")
    elif stop < len(text) and (comma := re.compile(r"[^,.;]{1,40}(?=, (?:and |or )?$)").match(text, opened + 1, stop)):
        end = comma.end()  # “salt, “wool” and “grain”: in a list, before the next one
    else:
        return None
    return max(text.rfind(" ", opened, end) + 1, opened), end


SHORT = 36
"""Code points of a quotation that is told from its first mark to where it may end; of a longer one, the end is."""


def _never_closed(block: Block, at: int, next_mark: int | None = None) -> Diagnostic:
    """Where it most likely ends: before who says it or its source, else at the last words of the block; at the mark
    that opens if another opens after it, the block goes on, or is all quoted."""
    told = _finding(QUOTE_OPEN, block, at, "The quotation that is opened at “%s” is never closed.")
    found = _ending(block.text, at, next_mark or len(block.text))
    first = at if found and found[1] - at <= SHORT else None
    if found is None and next_mark is None and block.text[:at].strip():
        last = re.search(r"[\w’'-]{1,30}[.!?…]\)?\s*$", block.text)
        found = (last.start(), len(block.text.rstrip())) if last else None
    if found is None:
        return told
    start, end = found
    place = block.to_source(start if first is None else first, end)
    message = f"{told.message[:-1]}: it may end at “{block.text[start:end].strip('“')}”."
    return Diagnostic(QUOTE_OPEN.id, place, message, told.severity, related=(Related(told.span, "It opens here."),))


def _never_opened(block: Block, at: int) -> Diagnostic:
    """At the first word of the sentence if the mark is near it, or if who says it follows."""
    told = _finding(QUOTE_CLOSE, block, at + 1, "The quotation that is closed after “%s” was never opened.")
    start, stop = max((s for s in block.sentences if s[0] <= at), default=(0, len(block.text)))
    word = re.compile(r"\S{1,30}").match(block.text, start)
    near = len(re.findall(r"\w+", block.text[start:at])) <= NEAR
    if not word or not (near or (block.text[at - 1] in ",?!" and at + 2 < stop)):
        return told
    place = block.to_source(start, word.end())
    message = f"{told.message[:-1]}: it may begin here."
    return Diagnostic(QUOTE_CLOSE.id, place, message, told.severity, related=(Related(told.span, "It closes here."),))


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
