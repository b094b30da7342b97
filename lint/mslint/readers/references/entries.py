"""Finds a document's reference lists and cuts them into entries, each with its text and its places. Reads no field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mslint.model import Block, Document, Span
from mslint.readers.references.names import pattern

KINDS = ("paragraph", "item", "reference", "line", "definition", "quote")
"""Kinds of blocks that entries stand in."""

LONGEST = 2000
"""Code points of the longest entry."""

FEWEST = 3
"""Entries that a list without heading must have to be taken for one."""


@dataclass(frozen=True)
class Entry:
    """One entry: stretches of blocks, read as one text with a space between two; `number` is its number in the list."""

    stretches: tuple[tuple[Block, int, int], ...]
    number: int | None = None

    @cached_property
    def text(self) -> str:
        return " ".join(block.text[start:end] for block, start, end in self.stretches)

    @cached_property
    def span(self) -> Span:
        return self.to_source(0, len(self.text))

    @cached_property
    def emphasised(self) -> tuple[tuple[int, int], ...]:
        """The ranges of the text that stand in emphasis, where the format has it."""
        out: list[tuple[int, int]] = []
        base = 0
        for block, first, last in self.stretches:
            at, opened = 0, -1
            for piece in block.pieces:
                if piece.kind == "markup" and piece.span.end - piece.span.start == 1 and not piece.prose:
                    if opened < 0:
                        opened = at
                    else:
                        if first <= opened < at <= last:
                            out.append((base + opened - first, base + at - first))
                        opened = -1
                at += len(piece.prose)
            base += last - first + 1
        return tuple(out)

    def to_source(self, start: int, end: int) -> Span:
        """The source range of `text[start:end]`."""
        at = 0
        spans: list[Span] = []
        for block, first, last in self.stretches:
            a, b = max(start - at, 0), min(end - at, last - first)
            if a < b:
                spans.append(block.to_source(first + a, first + b))
            at += last - first + 1
        if not spans:
            block, first, _ = self.stretches[0]
            return block.to_source(first, first)
        return Span(spans[0].start, spans[-1].end)


def entries_of(document: Document) -> Iterator[Entry]:
    """The entries of all reference lists of the document, in order."""
    blocks = [b for b in document.blocks if document.role(b) == "references" and b.kind in KINDS]
    blocks = [_with_links(block, document.text) for block in blocks or _labelled(document) or _unheaded(document)]
    current: list[tuple[Block, int, int]] = []
    number: int | None = None
    for block in _without_notes(blocks, document.text):
        for start, end in _ranges(block):
            text = block.text[start:end]
            if current and block.marker is None and _goes_on(current, text):
                current.append((block, start, end))
                continue
            if current:
                yield Entry(tuple(current), number)
            current = []
            mark = MARK.match(text)
            if block.marker and start == 0:
                number = _number(document.text[block.marker.start : block.marker.end])
            else:
                number = _number(mark[0]) if mark else None
            start += mark.end() if mark else 0
            if is_entry(block.text[start:end]) or block.kind == "reference" or _is_inverted(block.text[start:end]):
                current = [(block, start, end)]
    if current:
        yield Entry(tuple(current), number)


def _without_notes(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks without the notes “[1] …” that a word processor sets after a list whose entries have no numbers."""
    marked = [NOTE.match(text, (block.marker or block.span).start) is not None for block in blocks]
    first = marked.index(True) if True in marked else 0
    listed = sum(is_entry(block.text) for block in blocks[:first])
    return [block for block, note in zip(blocks, marked, strict=True) if not (note and listed >= FEWEST)]


def _with_links(block: Block, text: str) -> Block:
    """The block with its bare links as text; elsewhere they are placeholders."""
    if not any(piece.kind == "url" for piece in block.pieces):
        return block
    pieces = tuple(
        piece._replace(prose=text[piece.span.start : piece.span.end], kind="text") if piece.kind == "url" else piece
        for piece in block.pieces
    )
    return replace(block, pieces=pieces)


MARK = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s))\s*")
"""The number of an entry, as it stands before it."""


NOTE = re.compile(r"\s*\[\d{1,3}\]\s")
"""The mark of a note that stands after a list whose entries have no numbers."""


def _number(mark: str) -> int | None:
    digits = pattern(r"\d+").search(mark)
    return int(digits[0]) if digits else None


NAMES_ALONE = r"\s*\p{Lu}\.[\p{L}.’'-]*(?:\s+(?:\p{Lu}[\p{L}.’'-]*,?|and|&|de|van|der|von))+\.?\s*"
"""What is nothing but names with initials: “A. Voss, T. Abara and J. Roe.”"""


def _goes_on(entry: Sequence[tuple[Block, int, int]], text: str) -> bool:
    """Whether a paragraph or line goes on with the entry before: its link, its year, or what follows no stop."""
    block, start, end = entry[-1]
    so_far = " ".join(block.text[start:end] for block, start, end in entry)
    if pattern(r"\s*\(?(?:1[5-9]|20)\d\d[a-z]?\)?[.,:]\s").match(text) and not YEAR.search(so_far):
        return True  # “Jane Doe and John Roe.” is its own paragraph
    by_name = pattern(r"\s*(?:(?:\p{Lu}\.[\s-]?)+\p{Lu}\p{Ll}|\p{Lu}[\p{L}’'-]+,\s\p{Lu}\.)").match(text)
    if pattern(NAMES_ALONE).fullmatch(so_far) and is_entry(text) and not by_name:
        return True
    if pattern(r"(?:[\p{L}\d][-‐–—]|,|\bpages|\bpp\.)$").search(so_far) and not BEGIN.match(text):
        return True
    if pattern(r"\s*(?:https?://|doi\s?:|10\.\d{4}|Retrieved from|Available (?:at|from))").match(text):
        return "://" not in block.text[start:end]
    return text[:1].islower() and not _is_ended(block.text[start:end])


YEAR = re.compile(
    r"(?<![\d–-])(?:1[4-9]\d\d|20\d\d)(?:[a-z](?![a-z]))?(?!\d)|\bn\.\s?d\.|\b(?:in press|forthcoming)\b", re.I
)
"""A year, or what stands for one."""


def is_entry(text: str) -> bool:
    """Whether a stretch of text is an entry at all: a year, a link or pages, and not a sentence about the list."""
    if not text.strip() or len(text) > LONGEST:
        return False
    return bool(
        YEAR.search(text) or pattern(r"https?://|\bdoi\b|\bpp?\.\s?\d|\d+[–-]\d+|\d\(\d|\(\d{4}[a-z]?\)").search(text)
    )


def _is_inverted(text: str) -> bool:
    """Whether a paragraph of a list begins with a surname and initials: an entry that has lost its year."""
    return bool(len(text) < LONGEST and pattern(r"\p{Lu}[\p{L}’'-]+,\s(?:\p{Lu}\.[\s,-]*)+[&\p{L}]").match(text))


BEGIN = re.compile(
    r"\s*(?:[_—–-]{2,}|\[\d{1,4}\]|\d{1,3}\.\s"
    r"|(?:(?:de|de la|del|van|van der|van den|von|al|la|le|di|du|bin|ibn)\s+)?"
    r"[^\W\d_a-z][\w’'‐-]+(?:[ ][^\W\d_a-z][\w’'‐-]+){0,2},\s*(?:[^\W\d_a-z]\b|[^\W\d_a-z][\w’'-]+|\.)"  # Surname, I.
    r"|(?:[^\W\d_a-z]\.[\s-]?)+[^\W\d_a-z][\w’'‐-]+"  # I. Surname
    r"|[^\W\d_a-z][\w’'‐-]+ [A-Z]{1,3}[,.]"  # Surname IN,
    r"|[^\W\d_a-z][^(]{2,120}\((?:(?:1[5-9]|20)\d\d|n\.\s?d))"  # Organisation. (year)
)
"""How an entry begins."""


def _ranges(block: Block) -> Iterator[tuple[int, int]]:
    """The parts of a block that are one entry each: lines that begin like an entry after one that has ended."""
    text = block.text
    starts = [0]
    at = 0
    for piece in block.pieces:
        at += len(piece.prose)
        if piece.prose in (" ", "\n") and block.kind != "reference":
            if at - starts[-1] > LONGEST:
                continue
            before = text[starts[-1] : at].rstrip()
            if BEGIN.match(text, at) and _is_ended(before) and is_entry(before):
                starts.append(at)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        stripped = text[start:end].rstrip()
        yield start, start + len(stripped)


def _is_ended(text: str) -> bool:
    return bool(pattern(r"(?:[^\s.]{2}[.!?]|[\d)\]/”\"]|https?://\S+)[.”\"]?$").search(text))


LABEL = re.compile(r"\W*(?:references|reference list|bibliography|works cited|literature cited|literature)\W*", re.I)
"""A paragraph of its own that stands for a heading over the list."""


def _labelled(document: Document) -> list[Block]:
    """The entries below the last paragraph that is no heading and says “References”, up to the next heading."""
    blocks = document.blocks
    at = next((at for at in reversed(range(len(blocks))) if LABEL.fullmatch(blocks[at].text)), len(blocks))
    run: list[Block] = []
    for block in blocks[at + 1 :]:
        if block.kind == "heading" or (block.kind in KINDS and len(run) >= FEWEST and not is_entry(block.text)):
            break
        if block.kind in KINDS:
            run.append(block)
    return run if sum(looks_like_entry(block.text) for block in run) >= FEWEST else []


def _unheaded(document: Document) -> list[Block]:
    """The blocks of a list without heading: a run of entries at the document's end."""
    run: list[Block] = []
    for block in reversed(document.blocks):
        if block.kind in ("author", "furniture") and not run:
            continue
        if block.kind not in ("paragraph", "item", "reference") or not looks_like_entry(block.text):
            break
        run.append(block)
    return run[::-1] if len(run) >= FEWEST else []


def looks_like_entry(text: str) -> bool:
    """Whether a paragraph outside a list is an entry beyond doubt: it begins with names and has a year and a stop."""
    mark = MARK.match(text)
    body = text[mark.end() :] if mark else text
    return bool(len(body) < 600 and BEGIN.match(body) and YEAR.search(body))
