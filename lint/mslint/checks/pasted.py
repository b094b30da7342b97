"""What came along when a text was pasted: passages that stand twice, words cut by a line end, running heads. Pure.

Single words and lines that give themselves away are rules of `artefacts`; here the paper is compared with itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.checks.terms.vocabulary import vocabulary
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity, Span

PARAGRAPH = CheckRule(
    "artefacts.duplicate-paragraph",
    Severity.ERROR,
    "A paragraph that stands twice in the paper.",
    "It was copied where it should have been moved.",
)
SENTENCE = CheckRule(
    "artefacts.duplicate-sentence",
    Severity.WARNING,
    "A sentence that stands twice in the paper, word for word.",
    "It was copied where it should have been moved, or a thought is told twice in the same words.",
)
HYPHEN = CheckRule(
    "artefacts.line-hyphen",
    Severity.ERROR,
    "A word that is cut in two as at the end of a line.",
    "Text copied from a PDF keeps the hyphens that its lines ended with.",
)
HEAD = CheckRule(
    "artefacts.running-head",
    Severity.WARNING,
    "A short line that comes back through the paper.",
    "The line at the top of each page comes along when a text is copied from a PDF.",
)
NUMBER = CheckRule(
    "artefacts.bare-number",
    Severity.WARNING,
    "A number that stands alone between two paragraphs.",
    "The number of a page comes along when a text is copied from a PDF, and stands in the middle of it.",
)
RULES = (PARAGRAPH, SENTENCE, HYPHEN, HEAD, NUMBER)

LONG_PARAGRAPH, LONG_SENTENCE = 100, 60
"""Code points from which on a passage that stands twice is no formula or list entry."""
HEADS = 3
"""How often a line comes back before it is a running head."""

SHORT = 40
"""Code points of a line that is no paragraph: a label, a row of numbers."""

_READ = ("paragraph", "item", "abstract", "quote")


def check(document: Document) -> Iterator[Diagnostic]:
    blocks = [block for block in document.prose(*_READ) if document.role(block) not in ("references", "appendix")]
    twice = list(_paragraphs(document, blocks))
    yield from twice
    yield from _sentences(document, blocks, [diagnostic.span for diagnostic in twice])
    yield from _cut_words(document)
    yield from _heads(document)
    yield from _numbers(document)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _paragraphs(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    """Blocks of the same text; an abstract may say what the paper says, but no paragraph says it twice."""
    first: dict[str, Block] = {}
    for block in blocks:
        text = _plain(block.text)
        ends = re.search(rf"[\w){PLACEHOLDER}][.?!][”\"’)]*$", text)
        if len(text) < LONG_PARAGRAPH or block.kind == "quote" or not ends:
            continue
        other = first.setdefault(text, block)
        if other is not block and block.kind != "abstract" != other.kind:
            there = Span(other.span.start, other.span.end)
            message = f"This paragraph stands in line {line_of(document, there.start)} already."
            related = (Related(there, "Here for the first time."),)
            yield Diagnostic(PARAGRAPH.id, block.span, message, PARAGRAPH.severity, related=related)


def _sentences(document: Document, blocks: list[Block], told: list[Span]) -> Iterator[Diagnostic]:
    first: dict[str, tuple[Block, int, int]] = {}
    for block in blocks:
        if block.kind in ("quote", "abstract") or any(span.contains(block.span) for span in told):
            continue
        for start, end in block.sentences:
            text = _plain(block.text[start:end])
            if len(text) < LONG_SENTENCE or PLACEHOLDER in text or not text.endswith((".", "?", "!")):
                continue
            other = first.setdefault(text, (block, start, end))
            if other != (block, start, end):
                there = other[0].to_source(other[1], other[2])
                message = f"This sentence stands in line {line_of(document, there.start)} already, word for word."
                related = (Related(there, "Here for the first time."),)
                yield Diagnostic(SENTENCE.id, block.to_source(start, end), message, SENTENCE.severity, related=related)


# --- words cut in two ------------------------------------------------------------------------------------------------


@cache
def _cut() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    words = shipped.data("pasted")
    return (
        re.compile(r"(?<![\w’'])([^\W\d_]{2,})[-\u00ad‐] ?[\n ]([a-z]{2,})(?![\w’'])"),
        frozenset(words["suspended"]),
        frozenset(words["endings"]),
    )


def _cut_words(document: Document) -> Iterator[Diagnostic]:
    """“infor- mation”: joined it is a word of the paper, or what follows is an ending that the paper has as no word."""
    pattern, suspended, endings = _cut()
    known: dict[str, int] | None = None
    for block in document.prose(*_READ, "note", "caption"):
        for match in pattern.finditer(block.text):
            first, second = match[1], match[2]
            if second in suspended:
                continue
            known = known or _lower(document)
            if f"{first}-{second}" in document.text:
                continue
            joined, cut = (first + second).casefold(), len(re.findall(rf"[-\u00ad‐] ?[\n ]{second}\b", document.text))
            prefix = first.casefold() in suspended  # “pre- and post-war”
            if not (joined in known or (second in endings and known.get(second, 0) <= cut and not prefix)):
                continue
            fix = edits.replacement(document, block, match.start(), match.end(), first + second, safe=True)
            message = f"“{match[0]}” is one word, “{first + second}”, cut as at the end of a line."
            span = block.to_source(*match.span())
            yield Diagnostic(HYPHEN.id, span, message, HYPHEN.severity, (fix,))


def _lower(document: Document) -> dict[str, int]:
    out: dict[str, int] = defaultdict(int)
    for word, times in vocabulary(document.text).items():
        out[word.casefold()] += times
    return dict(out)


# --- running heads ---------------------------------------------------------------------------------------------------


@cache
def _number() -> re.Pattern[str]:
    """The page's number at either end of a line; none that belongs to a word (“Experiment 2”)."""
    counted = "|".join(shipped.data("pasted")["counted"])
    return re.compile(rf"^\d+\s+|(?<!\w)(?P<own>(?:{counted}) \d+$)|\s\d+$", re.IGNORECASE)


def _heads(document: Document) -> Iterator[Diagnostic]:
    """Paragraphs of a few words, the same but for a number at an end, at least HEADS times."""
    lines: dict[str, list[Block]] = defaultdict(list)
    for block in document.prose("paragraph"):
        text = _number().sub(lambda m: m["own"] or "", block.text.strip())
        words = text.split()
        if 2 <= len(words) <= 12 and PLACEHOLDER not in text and not re.search(r"[.?!:;,]$", text):
            lines[_plain(text)].append(block)
    for blocks in lines.values():
        numbers = {re.sub(r"\D", "", block.text) for block in blocks}
        if len(blocks) < HEADS or len(numbers) < len(blocks):
            continue
        for block in blocks:
            message = f"“{block.text.strip()}” comes back {len(blocks)} times, as the head of a page does."
            yield Diagnostic(HEAD.id, block.span, message, HEAD.severity)


def _numbers(document: Document) -> Iterator[Diagnostic]:
    """Two or three digits alone in a paragraph; none beside another number, as along the axis of a figure."""
    blocks = [block for block in document.blocks if block.text.strip() and document.role(block) != "references"]
    texts = ["", *(block.text.strip() for block in blocks), ""]
    for before, block, after in zip(texts, blocks, texts[2:], strict=False):
        if block.kind not in ("paragraph", "furniture") or not re.fullmatch(r"[1-9][0-9]{1,2}", block.text.strip()):
            continue
        if any(len(text) < SHORT and any(char.isdigit() for char in text) for text in (before, after)):
            continue
        message = f"“{block.text.strip()}” looks like the number of a page that came along with the text."
        fix = edits.replacement(document, block, 0, len(block.text), "")
        yield Diagnostic(NUMBER.id, block.span, message, NUMBER.severity, (fix,))
