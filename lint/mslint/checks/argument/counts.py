"""Numbers that announce things and the things that follow: “three questions”, and four are listed.
Judges no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.abstract import is_abstract
from mslint.checks.argument.cues import KINDS, cues
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.model import Statement
from mslint.checks.argument.telling import finding, place, quoted
from mslint.model import Block, Diagnostic, Document, Related, Severity, Span

COUNT = CheckRule(
    "argument.count-differs",
    Severity.WARNING,
    "A number of things announced, and another number of them given.",
    "One was added or dropped and the sentence that announces them was not changed.",
)
RULES = (COUNT,)

NOT_READ = ("author", "code", "furniture", "reference", "cell", "caption", "heading", "title", "keywords")
AWAY = ("references", "statement", "appendix")


@dataclass(frozen=True, slots=True)
class Announcement:
    """“three questions” in block `at`, from `start` to `end` of its text."""

    at: int
    start: int
    end: int
    number: int
    noun: str
    sentence_end: int


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    told: set[str] = set()
    for announced in _announcements(document):
        found = _given(document, announced)
        if found is None:
            continue
        number, span, what = found
        if number != announced.number:
            kind = _kind(announced.noun)
            told.add(kind)
            yield _differs(document, announced, number, span, what)
    yield from _of_statements(matrix, told)


def _differs(document: Document, announced: Announcement, number: int, span: Span, what: str) -> Diagnostic:
    block = document.blocks[announced.at]
    words = block.text[announced.start : announced.end]
    verb = "follows" if number == 1 else "follow"
    message = f"{quoted(words)} are announced, but {number} {verb} ({place(document, span)})."
    return finding(COUNT, block.to_source(announced.start, announced.end), message, related=(Related(span, what),))


def _announcements(document: Document) -> Iterator[Announcement]:
    numbers: Mapping[str, int] = shipped.data("argument")["numbers"]
    partial = frozenset(shipped.data("argument")["partial"])
    for at, block in enumerate(document.blocks):
        if block.kind in NOT_READ or document.role(block) in AWAY:
            continue
        for match in cues().counted.finditer(block.text):
            before = (match["before"] or "").lower()
            if before in partial or match["after"] or (before and before[0].isdigit()):
                continue
            number = numbers.get(match["number"].lower()) or int(match["number"])
            start = match.start("number")
            end = match.end("noun")
            if block.text[start - 1 : start] in ("-", "–", ".", ",", "(") or block.text[
                :start
            ].rstrip().lower().endswith(("section", "table", "figure")):
                continue
            first, stop = next((s for s in block.sentences if s[0] <= start < s[1]), (0, len(block.text)))
            caption = r"(?:^(?:Fig|Figure|Table|Note)\b.*|(?:^|\s)(?:Fig|Table)\.?\s\d+\w?\.\s[^.]*)$"
            if re.search(caption, block.text[first:start]) or re.search(caption, block.text[:start]):
                continue  # captions that a converter left in the text
            yield Announcement(at, start, end, number, match["noun"].lower(), stop)


def _kind(noun: str) -> str:
    return next((kind for kind in KINDS if cues().noun[kind].fullmatch(noun)), "")


# --- what follows ----------------------------------------------------------------------------------------------------


def _given(document: Document, announced: Announcement) -> tuple[int, Span, str] | None:
    """How many things follow an announcement, where, and what they are; None where that cannot be told."""
    block = document.blocks[announced.at]
    text = block.text
    if announced.sentence_end == len(text.rstrip()) and text.rstrip().endswith((":", ".")):
        items = _items(document, announced.at + 1)
        if items:
            return len(items), items[0].span, "the list"
    marked = _marked(block, announced)
    if marked:
        return marked
    if text[announced.end : announced.sentence_end].lstrip().startswith(":"):
        return _named(block, announced)
    pair = cues().one_other.match(text, announced.sentence_end)
    pair = pair or cues().one_other.match(text, announced.sentence_end + 1)
    if pair:
        return 2, block.to_source(pair.start(), pair.start() + 3), "the first of them"
    return _ordinals(document, announced)


def _items(document: Document, start: int) -> list[Block]:
    """The items of the first level right behind."""
    out: list[Block] = []
    for block in document.blocks[start:]:
        if block.kind != "item":
            break
        out.append(block)
    least = min((block.level for block in out), default=0)
    return [block for block in out if block.level == least and (block.marker is not None or document.format == "plain")]


def _marked(block: Block, announced: Announcement) -> tuple[int, Span, str] | None:
    """“(1) …, (2) …” in the same sentence or right behind it: the highest of an unbroken count from 1."""
    marks = list(cues().enumerated.finditer(block.text, announced.end))
    count = 0
    first = None
    for mark in marks:
        if _value(mark[1]) != count + 1:
            break
        first = first or mark
        count += 1
    if count < 2 or first is None or not _is_near(block, announced, first.start()):
        return None
    return count, block.to_source(first.start(), first.end()), "the first of them"


def _is_near(block: Block, announced: Announcement, at: int) -> bool:
    """Whether an enumeration begins with what is announced: behind the sentence's colon, or at the next one's head."""
    if at < announced.sentence_end:
        return bool(re.fullmatch(r"\s*(?:[\w’'-]+\s+){0,4}[\w’'-]*:\s*(?:\w+\s+){0,2}", block.text[announced.end : at]))
    return not block.text[announced.sentence_end : at].strip()


def _value(mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
    return roman.get(mark) or ord(mark[0]) - ord("a") + 1


def _named(block: Block, announced: Announcement) -> tuple[int, Span, str] | None:
    """“three cities: Lyon, Turin and Porto”: names of a few words, to the end of the sentence."""
    start = block.text.index(":", announced.end) + 1
    listed = block.text[start : announced.sentence_end].strip().rstrip(".")
    if re.search(r"[;:()\d?—–]|\bor\b", listed):
        return None
    head, joint, last = listed.rpartition(" and ")
    parts = [part.strip() for part in head.rstrip(",").split(",")] + [last.strip()]
    if not joint or len(parts) < 2 or any(" and " in part or not 1 <= len(part.split()) <= 4 for part in parts):
        return None
    at = start + len(block.text[start:]) - len(block.text[start:].lstrip())
    return len(parts), block.to_source(at, at + len(listed)), "those that are named"


def _ordinals(document: Document, announced: Announcement) -> tuple[int, Span, str] | None:
    """“The first …”, “Second, …” at the head of sentences behind, in the paragraph or the section's next ones.

    They begin with the sentence right behind the announcement. None unless they count from one without a gap, and up to
    the number or past it where nothing says “finally” and no later ordinal stands within a sentence.
    """
    ordinals: Mapping[str, int] = shipped.data("argument")["ordinals"]
    count = 0
    last: Span | None = None
    reached = _later(ordinals, announced.number)
    for block, begin, end in _behind(document, announced):
        found = _opening(block.text, begin, end)
        if found:
            value = ordinals[found[1].lower()]
            if value != count + 1:
                return None
            if value < announced.number and reached.search(block.text, found.end(), end):
                return None  # “The third and fourth …”
            count, last = value, block.to_source(found.start(), found.end())
        elif (
            count == 0
            or cues().closer.match(block.text, begin, end)
            or (count < announced.number and reached.search(block.text, begin, end))
        ):
            return None
    return (count, last, "the last of them") if last is not None and count > 1 else None


def _behind(document: Document, announced: Announcement) -> Iterator[tuple[Block, int, int]]:
    """The sentences behind an announcement, to the end of its section or to the next announcement."""
    section = document.blocks[announced.at].section
    for at in range(announced.at, min(announced.at + 2 + 2 * announced.number, len(document.blocks))):
        block = document.blocks[at]
        if block.section != section:
            return
        for begin, end in block.sentences:
            if at == announced.at and begin < announced.sentence_end:
                continue
            if at > announced.at and cues().counted.search(block.text, begin, end):
                return
            yield block, begin, end


def _opening(text: str, begin: int, end: int) -> re.Match[str] | None:
    """The ordinal that a sentence opens with: “First, …”, “The second ground …”, “In the third case …”."""
    return re.compile(rf"(?:In\s+|A\s+|Its\s+)?{cues().ordinal.pattern}", re.IGNORECASE).match(text, begin, end)


def _later(ordinals: Mapping[str, int], number: int) -> re.Pattern[str]:
    words = [word for word, value in ordinals.items() if value >= number]
    return re.compile(rf"\b(?:{'|'.join(words) or '(?!)'})\b", re.IGNORECASE)


# --- statements ------------------------------------------------------------------------------------------------------


def _of_statements(matrix: Matrix, told: set[str]) -> Iterator[Diagnostic]:
    """“the three questions”, wherever, against the questions that the paper lists; one finding a kind."""
    argument = matrix.argument
    listed: dict[str, list[Statement]] = {
        "question": [s for s in argument.questions if s.listed],
        "objective": [s for s in argument.objectives if s.listed],
        "hypothesis": [s for s in argument.hypotheses if s.listed],
        "finding": [s for s in argument.findings if s.listed],
        "recommendation": [s for s in argument.recommendations if s.listed],
    }
    for announced in _announcements(matrix.document):
        kind = _kind(announced.noun)
        statements = listed.get(kind, [])
        if announced.noun in LOOSE and not all(
            s.label and s.section == matrix.document.blocks[announced.at].section for s in statements
        ):
            continue
        words = _words_of(matrix.document, announced)
        if (
            words & INSTRUMENTS
            or not statements
            or kind in told
            or len(statements) < 2
            or len(statements) == announced.number
        ):
            continue
        block = matrix.document.blocks[announced.at]
        sentence = next(s for s in block.sentences if s[0] <= announced.start < s[1])
        leads = block.section == statements[0].section and announced.at <= statements[0].block
        if not leads and not _of_the_paper(block.text[slice(*sentence)], announced, block, kind, matrix.document):
            continue
        told.add(kind)
        yield _differs(
            matrix.document, announced, len(statements), statements[0].span, f"the {announced.noun} begin here"
        )


INSTRUMENTS = frozenset({"test", "survey", "interview", "quiz", "open", "closed", "control", "screening", "practice"})
"""What questions are about that a paper puts to others."""


def _words_of(document: Document, announced: Announcement) -> set[str]:
    return set(document.blocks[announced.at].text[announced.start : announced.end].lower().split())


LOOSE = ("results", "goals", "expectations", "predictions", "propositions", "purposes", "aims")
"""Names of kinds that a paper uses for other things too."""

_SPEAKS = re.compile(
    r"\b(?:paper|study|article|essay|thesis|dissertation|section|sections|we|our|research|chapter)\b", re.IGNORECASE
)


def _of_the_paper(sentence: str, announced: Announcement, block: Block, kind: str, document: Document) -> bool:
    """Whether the number counts the paper's own statements: in their section, or in a sentence on the paper itself."""
    own = document.role(block) == KINDS[kind] or is_abstract(document, block)
    return own or (
        bool(_SPEAKS.search(sentence)) and document.role(block) not in ("literature", "methods", "results", "")
    )
