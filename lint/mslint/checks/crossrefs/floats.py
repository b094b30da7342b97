"""Figures and tables by number: each caption mentioned, each mention with its caption, numbers in order. Pure.

A caption has the number that is typed in it, or, where pandoc or LaTeX will number it, its place among its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.crossrefs.headings import is_foreign
from mslint.checks.places import PROSE, line_of
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity, Span

MISSING = CheckRule(
    "crossrefs.missing-figure",
    Severity.WARNING,
    "A figure or table that the text mentions and that is not there.",
    "Figures are renumbered when one is added or taken out; the mention that is typed stays behind.",
)
UNMENTIONED = CheckRule(
    "crossrefs.unmentioned-figure",
    Severity.SUGGESTION,
    "A figure or table that the text never mentions.",
    "Journals ask that each is called out in the text; a reader does not know when to look at it.",
)
ORDER = CheckRule(
    "crossrefs.figure-order",
    Severity.SUGGESTION,
    "Figures or tables that are not numbered, or not mentioned, in order.",
    "They are numbered in the order in which the text first mentions them (APA 7, 7.10 and 7.24).",
)
REPEATED = CheckRule(
    "crossrefs.repeated-figure",
    Severity.WARNING,
    "Two figures or tables with one number.",
    "No reader can tell which of them a mention means.",
)
CAPTION = CheckRule(
    "crossrefs.missing-caption",
    Severity.SUGGESTION,
    "A figure or table without a caption, where others have one.",
    "It gets no number, and nothing can point to it.",
)
RULES = (MISSING, UNMENTIONED, ORDER, REPEATED, CAPTION)


@dataclass(frozen=True, slots=True)
class Caption:
    """`number` is typed or, if `counted`, the place among its kind; `series` the letter before it (“S” of “S2”).

    `headed`: it stands in a heading.
    """

    kind: str
    series: str
    number: int
    span: Span
    counted: bool
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    kind: str
    series: str
    number: int
    span: Span
    text: str


def check(document: Document) -> Iterator[Diagnostic]:
    captions = list(read_captions(document))
    yield from _without_caption(document, captions)
    mentions = list(_mentions(document))
    yield from _without_any(document, captions, mentions)
    for key in dict.fromkeys((caption.kind, caption.series) for caption in captions):
        own = [caption for caption in captions if (caption.kind, caption.series) == key]
        said = [mention for mention in mentions if (mention.kind, mention.series) == key]
        typed = [caption for caption in own if not caption.counted]
        if typed and len(typed) < len(own):
            continue  # some are typed and some counted: what number the others get is not known
        yield from _missing(document, own, said)
        if typed:
            yield from _repeated(document, typed)
            yield from _unmentioned(typed, said)
            yield from _caption_order(document, typed)
            yield from _skipped(document, typed, said)
        elif said and {mention.number for mention in said} < set(range(1, len(own) + 1)) and not _points(document):
            yield from _unmentioned(own, said)
        yield from _mention_order(document, own, said)


# --- reading ---------------------------------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = shipped.data("crossrefs")["kinds"]
    words = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    number = r"[A-Z]?\d{1,2}(?![\d%])(?:[a-zA-Z](?![a-zA-Z]))?"
    joined = r"[\s\xa0]*(?:,[\s\xa0]*and\b|,|and\b|&|[–—-]|to\b|through\b)[\s\xa0]*"
    sub = r"(?:[\s,]*\([a-z]\))?"
    before = "|".join(shipped.data("crossrefs")["foreign_before"])
    return (
        re.compile(
            rf"\W{{0,3}}(?:{words})[\s\xa0]*(?P<series>[A-Z]?)[-.]?(?P<number>\d{{1,2}})(?P<end>(?![\d.]*\d)[a-z]?\s*[.:|–—)]*)"
        ),
        re.compile(
            rf"(?<![\w-])(?P<before>(?:(?:{before})\s+)?)(?:{words})[\s\xa0]*(?P<list>{number}{sub}(?:{joined}{number}{sub})*)"
        ),
        re.compile(r"(?P<dash>[–—-]|to\s|through\s)?[\s\xa0]*(?P<series>[A-Z]?)(?P<number>\d{1,2})"),
    )


def _kind(match: re.Match[str]) -> str:
    kinds: dict[str, str] = shipped.data("crossrefs")["kinds"]
    return next(kind for kind in kinds if match[kind])


def read_captions(document: Document) -> Iterator[Caption]:
    """The captions of the paper, in order; of a typed heading of several, each."""
    counts: dict[str, int] = {}
    blocks = document.blocks
    for at, block in enumerate(blocks):
        found = _typed(document, block)
        if found:
            yield found
            yield from _more(block, found)
        elif block.kind == "caption" and (kind := _counted_kind(document, blocks, at)):
            counts[kind] = counts.get(kind, 0) + 1
            yield Caption(kind, "", counts[kind], block.span, True)
    if document.format == "markdown" and ("\\begin{" in document.text or "```{" in document.text):
        yield from _raw(document, counts)


def _typed(document: Document, block: Block) -> Caption | None:
    """The caption that begins a block with “Figure 2.”; a sentence that begins so is none."""
    if block.kind not in ("caption", "paragraph", "line", "cell", "quote", "term", "item", "heading"):
        return None
    match = _patterns()[0].match(block.text)
    if not match or (block.kind in ("item", "cell", "heading") and not match["end"].strip(" abcdefgh")):
        return None
    if ")." in match["end"] and "(" not in match[0]:
        return None  # the end of a sentence that a page break cut
    ended = any(mark in match["end"] for mark in ".:|–—")
    bold = document.format == "markdown" and document.text.startswith(("**", "*", "__", "<b>"), block.span.start)
    if block.kind != "caption" and not ended and not bold and block.text.strip() != match[0].strip():
        return None
    kind = _kind(match)
    span = block.to_source(match.start(kind), match.end("number"))
    return Caption(kind, match["series"], int(match["number"]), span, False, headed=block.kind == "heading")


def _more(block: Block, first: Caption) -> Iterator[Caption]:
    """The others of a heading that is nothing but numbers of figures: “Fig. 1. Fig. 2.”"""
    if block.kind != "heading":
        return
    pattern = _patterns()[0]
    at = pattern.match(block.text).end()  # type: ignore[union-attr]
    while match := pattern.match(block.text, at):
        span = block.to_source(match.start(), match.end("number"))
        yield Caption(_kind(match), match["series"], int(match["number"]), span, False, headed=True)
        at = match.end()


def _counted_kind(document: Document, blocks: Sequence[Block], at: int) -> str:
    """Figure or Table, by what the caption stands at; "" if that is not plain."""
    block = blocks[at]
    if document.text.startswith("![", block.span.start):
        return "Figure"
    if any(0 <= near < len(blocks) and blocks[near].kind == "cell" for near in (at - 1, at + 1)):
        return "Table"
    return "Figure" if "<figcaption" in document.text[max(block.span.start - 60, 0) : block.span.start] else ""


def _raw(document: Document, counts: dict[str, int]) -> Iterator[Caption]:
    """Captions in LaTeX's floats, and in the chunks of R and Python that make figures."""
    for kind, pattern in (
        ("Figure", r"\\begin\{(?:wrap)?figure\*?\}|^```\{[^\n}]*fig\.cap|^#\|\s*fig-cap"),
        ("Table", r"\\begin\{(?:long)?table\*?\}|kable\("),
    ):
        for match in re.finditer(pattern, document.text, re.MULTILINE):
            counts[kind] = counts.get(kind, 0) + 1
            yield Caption(kind, "", counts[kind], Span(*match.span()), True)


def _mentions(document: Document) -> Iterator[Mention]:
    caption, mention, one = _patterns()
    for block in document.prose(*PROSE):
        text = block.text
        if "ig" not in text and "ab" not in text and "FIG" not in text and "TAB" not in text:
            continue
        start = match.end() if (match := caption.match(text)) and _typed(document, block) else 0
        for match in mention.finditer(text, start):
            if match["before"] or is_foreign(text, match.start(), match.end()):
                continue
            yield from _numbers(block, match, one)


def _numbers(block: Block, match: re.Match[str], one: re.Pattern[str]) -> Iterator[Mention]:
    """The numbers of one mention; ranges are filled in, and of “Figure 2 and 30 others” only the first is one."""
    kind = _kind(match)
    several = match[kind].rstrip(".").lower().endswith("s")
    last: Mention | None = None
    for number in one.finditer(block.text, match.start("list"), match.end("list")):
        if last is not None and not several:
            return
        start = match.start() if last is None else number.start("series")
        span = block.to_source(start, number.end())
        text = f"{kind if several else match[kind]} {number['series']}{number['number']}"
        here = Mention(kind, number["series"], int(number["number"]), span, text)
        if number["dash"] and last is not None and here.series == last.series:
            for between in range(last.number + 1, here.number):
                yield Mention(kind, here.series, between, span, f"{kind} {here.series}{between}")
        yield here
        last = here


# --- judging ---------------------------------------------------------------------------------------------------------


def _missing(document: Document, captions: Sequence[Caption], said: Sequence[Mention]) -> Iterator[Diagnostic]:
    """One finding for each number that is mentioned and not there.

    Where the numbers of the captions run from 1 without a gap the paper is whole, and the mention is at fault; else
    captions may only be out of sight.
    """
    known = {caption.number for caption in captions}
    whole = known == set(range(1, len(known) + 1))
    last = max(captions, key=lambda caption: caption.number)
    for mention in _first_of_each(said):
        if mention.number in known or (not whole and mention.number > last.number):
            continue
        if _is_linked(document, mention.span):
            continue
        message = f"“{mention.text}” is not there: the paper has {_series(captions)}"
        related = (Related(last.span, f"the last: {last.kind} {last.series}{last.number}"),)
        severity = MISSING.severity if whole else Severity.SUGGESTION
        message += f" ({'in' if len(known) == 1 else 'the last in'} line {line_of(document, last.span.start)})."
        yield Diagnostic(MISSING.id, mention.span, message, severity, related=related)


def _without_any(document: Document, captions: Sequence[Caption], mentions: Sequence[Mention]) -> Iterator[Diagnostic]:
    """One finding for the first mention of each kind of which a Markdown paper has none: no caption, image or table."""
    if document.format != "markdown":
        return
    there = {caption.kind for caption in captions}
    if any(piece.kind in ("image", "raw") for block in document.blocks for piece in block.pieces):
        there.add("Figure")
    if any(block.kind == "cell" for block in document.blocks) or "\\begin{tab" in document.text:
        there.add("Table")
    for mention in mentions:
        if mention.kind in there or mention.series or _is_linked(document, mention.span):
            continue
        there.add(mention.kind)
        message = f"“{mention.text}” is not there: the paper has no {mention.kind.lower()}."
        yield Diagnostic(MISSING.id, mention.span, message, Severity.SUGGESTION)


def _first_of_each(said: Sequence[Mention]) -> list[Mention]:
    first: dict[int, Mention] = {}
    for mention in said:
        first.setdefault(mention.number, mention)
    return list(first.values())


def _series(captions: Sequence[Caption]) -> str:
    numbers = sorted({caption.number for caption in captions})
    kind, series = captions[0].kind, captions[0].series
    if len(numbers) == 1:
        return f"only {kind} {series}{numbers[0]}"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{kind}s {series}{numbers[0]} to {series}{numbers[-1]}"
    return f"{kind}s " + ", ".join(f"{series}{number}" for number in numbers)


def _is_linked(document: Document, span: Span) -> bool:
    """Whether the mention is the text of a link, whose target is looked up by itself."""
    return bool(re.match(r"[^\[\]\n]{0,40}\][({]", document.text[span.end : span.end + 60]))


def _repeated(document: Document, captions: Sequence[Caption]) -> Iterator[Diagnostic]:
    first: dict[int, Caption] = {}
    headed: set[int] = set()  # numbers that a heading announces; the caption itself follows
    for caption in captions:
        other = first.setdefault(caption.number, caption)
        after = document.text[caption.span.end : caption.span.end + 40].lower()
        if caption.headed:
            headed.add(caption.number)
        if other is caption or "cont" in after or caption.number in headed:
            continue
        line = line_of(document, other.span.start)
        message = f"{caption.kind} {caption.series}{caption.number} stands already in line {line}."
        related = (Related(other.span, "the first"),)
        yield Diagnostic(REPEATED.id, caption.span, message, REPEATED.severity, related=related)


def _unmentioned(captions: Sequence[Caption], said: Sequence[Mention]) -> Iterator[Diagnostic]:
    mentioned = {mention.number for mention in said}
    for caption in captions:
        if caption.number not in mentioned:
            message = f"The text never mentions {caption.kind} {caption.series}{caption.number}."
            yield Diagnostic(UNMENTIONED.id, caption.span, message, UNMENTIONED.severity)


def _caption_order(document: Document, captions: Sequence[Caption]) -> Iterator[Diagnostic]:
    highest: Caption | None = None
    seen: set[int] = set()
    for caption in captions:
        if highest is not None and caption.number < highest.number and caption.number not in seen:
            name = f"{caption.kind} {caption.series}{caption.number}"
            line = line_of(document, highest.span.start)
            message = f"{name} comes after {highest.kind} {highest.series}{highest.number} (line {line})."
            related = (Related(highest.span, "the higher number"),)
            yield Diagnostic(ORDER.id, caption.span, message, ORDER.severity, related=related)
            return  # the first tells it
        elif highest is None or caption.number > highest.number:
            highest = caption
        seen.add(caption.number)


def _skipped(document: Document, captions: Sequence[Caption], said: Sequence[Mention]) -> Iterator[Diagnostic]:
    """A number left out between two captions and not mentioned: no figure is out of sight, the numbers are wrong."""
    known, mentioned = {caption.number: caption for caption in captions}, {mention.number for mention in said}
    for number, caption in sorted(known.items()):
        lost = number - 1
        if lost < 1 or lost in known or lost in mentioned:
            continue
        name = f"{caption.kind} {caption.series}"
        before = max((other for other in known if other < number), default=0)
        related: tuple[Related, ...] = ()
        message = f"There is no {name}{lost} before {name}{number}."
        if before:
            line = line_of(document, known[before].span.start)
            message = f"{name}{number} follows {name}{before} (line {line}): there is no {name}{lost}."
            related = (Related(known[before].span, "the number before"),)
        yield Diagnostic(ORDER.id, caption.span, message, ORDER.severity, related=related)
        return


def _points(document: Document) -> bool:
    """Whether figures and tables are pointed to by their names."""
    return any(mark in document.text for mark in ("ref{", "](#", "@fig", "@tbl"))


def _mention_order(document: Document, captions: Sequence[Caption], said: Sequence[Mention]) -> Iterator[Diagnostic]:
    """A number that is mentioned before the one below it, where both are there and both are mentioned."""
    known = {caption.number for caption in captions}
    highest: Mention | None = None
    for mention in _first_of_each([mention for mention in said if mention.number in known]):
        if highest is not None and mention.number < highest.number:
            line = line_of(document, highest.span.start)
            message = f"{mention.text} is mentioned only after {highest.text} (line {line}): number them in that order."
            related = (Related(highest.span, "the higher number"),)
            yield Diagnostic(ORDER.id, mention.span, message, ORDER.severity, related=related)
            return
        elif highest is None or mention.number > highest.number:
            highest = mention


# --- captions --------------------------------------------------------------------------------------------------------


def _without_caption(document: Document, captions: Sequence[Caption]) -> Iterator[Diagnostic]:
    """Images that stand alone, and tables, that have no caption where another of their kind has one."""
    if document.format != "markdown":
        return
    kinds = [caption.kind for caption in captions]
    if "Figure" in kinds:
        for at, block in enumerate(document.blocks):
            alone = block.text.strip() == PLACEHOLDER and any(piece.kind == "image" for piece in block.pieces)
            if alone and not _has_caption_near(document, at, at, "Figure"):
                yield _uncaptioned(block.span, "figure")
    if "Table" in kinds:
        for first, last in tables(document):
            if not _has_caption_near(document, first, last, "Table"):
                yield _uncaptioned(document.blocks[first].span, "table")


def tables(document: Document) -> Iterator[tuple[int, int]]:
    """First and last block of each run of cells."""
    first: int | None = None
    for at, block in enumerate(document.blocks):
        if block.kind == "cell" and first is None:
            first = at
        if first is not None and (block.kind != "cell" or at + 1 == len(document.blocks)):
            yield first, at - (block.kind != "cell")
            first = None


def _has_caption_near(document: Document, first: int, last: int, kind: str) -> bool:
    for at in (first - 2, first - 1, last + 1, last + 2):
        if not 0 <= at < len(document.blocks):
            continue
        typed = _typed(document, document.blocks[at])
        if document.blocks[at].kind == "caption" or (typed is not None and typed.kind == kind):
            return True
    return False


def _uncaptioned(span: Span, kind: str) -> Diagnostic:
    message = f"This {kind} has no caption, and others have one."
    return Diagnostic(CAPTION.id, span, message, CAPTION.severity)
