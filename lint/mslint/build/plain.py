"""Writes a plain-text paper as pandoc's Markdown with real headings, lists and reference list. Pure.

No word is lost or altered: all that could be markup is escaped, and what the reader took for page furniture
is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from mslint.model import Block, Document

_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_KEPT = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
"""Spaces that mean more than a space."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_URL = re.compile(r"https?://[\w.~!$&'()*+,;=:@%/?#-]+", re.ASCII)
_LABEL = re.compile(r"\s*(?:key\s?words?(?: and phrases)?|index terms)\s*[:.—–-]?\s*", re.IGNORECASE)
_MARKER = re.compile(r"\(?(\d{1,9}|[A-Za-z])[.)]")


def to_markdown(document: Document) -> str:
    """The document as Markdown that pandoc's `markdown-smart` reads back to the same words."""
    front: dict[str, list[str]] = {key: [] for key in ("title", "subtitle", "author", "abstract", "keywords")}
    body: list[Block] = []
    for block in document.blocks:
        text = _words(block, document)
        if block.kind == "furniture" or not text.strip():
            continue
        if block.kind in front and not (block.kind == "title" and front["title"]):
            front[block.kind].append(text)
        else:
            body.append(block)
    return _front(front) + "\n".join(_body(_without_abstract_heading(body, front, document), document))


def _words(block: Block, document: Document) -> str:
    """What a reader reads, with addresses, formulas and the like as they stand in the source."""
    parts = [
        piece.prose if piece.kind in ("text", "markup") else document.text[piece.span.start : piece.span.end]
        for piece in block.pieces
    ]
    return _SPACE.sub(lambda space: space[0] if space[0] in _KEPT else " ", "".join(parts)).strip(" ")


def _without_abstract_heading(body: list[Block], front: dict[str, list[str]], document: Document) -> list[Block]:
    """The body without the heading of the abstract, whose words become the abstract's title."""
    for index, block in enumerate(body):
        if block.kind == "heading" and front["abstract"] and document.role(block) == "abstract":
            front["abstract-title"] = [_words(block, document)]
            return [*body[:index], *body[index + 1 :]]
    return body


def _front(front: dict[str, list[str]]) -> str:
    """Front matter in YAML; its strings are Markdown to pandoc."""
    lines = ["---"]
    for key, texts in front.items():
        if key == "keywords":
            texts = [word.strip() for text in texts for word in re.split("[;,]", _LABEL.sub("", text, count=1))]
        written = [_quoted(escape(text)) for text in texts if text]
        if not written:
            continue
        if key in ("author", "keywords"):
            lines.append(f"{key}: [{', '.join(written)}]")
        else:
            # pandoc takes a string for paragraphs if it ends with a line end
            end = "\n" if key == "abstract" else ""
            lines.append(f"{key}: {_quoted(f'{end}{end}'.join(map(escape, texts)) + end)}")
    return "\n".join([*lines, "---", "", ""]) if len(lines) > 1 else ""


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar (YAML 1.2, 5.7 and 7.3.1)."""
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
    return '"' + "".join(marks.get(c) or (c if _printable(c) else f"\\U{ord(c):08x}") for c in text) + '"'


def _printable(char: str) -> bool:
    """Whether YAML may hold the character as it is (YAML 1.2, 5.1)."""
    return " " <= char <= "~" or ("\u00a0" <= char <= "\ufffd" and char != "\ufeff") or char > "\uffff"


def escape(text: str) -> str:
    """The text as Markdown that reads as the same text: a backslash before every mark of ASCII punctuation.

    Control characters, which no format can hold, are left out; an address becomes a link.
    """
    text = "".join(char for char in text if unicodedata.category(char) != "Cc")
    parts: list[str] = []
    at = 0
    for url in _URL.finditer(text):
        address = url[0].rstrip(".,;:!?'()")
        parts += [_PUNCTUATION.sub(r"\\\1", text[at : url.start()]), f"<{address}>"]
        at = url.start() + len(address)
    return "".join([*parts, _PUNCTUATION.sub(r"\\\1", text[at:])])


def _body(blocks: Sequence[Block], document: Document) -> Iterator[str]:
    """The lines of the blocks; items and references are written in runs."""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind == "item":
            yield from _items(list(run), document)
            continue
        if kind == "reference":
            yield from ("::: {#refs}", "")
        for block in run:
            yield from (_block(block, document), "")
        if kind == "reference":
            yield from (":::", "")


def _block(block: Block, document: Document) -> str:
    text = escape(_words(block, document))
    if block.kind == "heading":
        return f"{'#' * min(max(block.level, 1), 6)} {text}"
    if block.kind == "quote":
        return f"> {text}"
    if block.kind == "reference" and block.marker:
        return f"{escape(document.text[block.marker.start : block.marker.end].strip())} {text}"
    return text


def _items(items: Sequence[Block], document: Document) -> Iterator[str]:
    """A list. Pandoc counts on from the first number, so a list that does otherwise is broken where it does."""
    outermost = min(item.level for item in items)
    last: dict[int, tuple[str, int]] = {}
    for item in items:
        depth = item.level - outermost
        marker, number, style = _marker(item, document)
        text = escape(_words(item, document))
        for deeper in [level for level in last if level > depth]:
            del last[deeper]
        if depth in last and last[depth] not in ((style, number - 1), ("-", number)):
            yield from ("", f"{' ' * 4 * depth}<!-- -->", "")
        last[depth] = (style, number)
        yield f"{' ' * 4 * depth}{marker:<4}{text}"
    yield ""


def _marker(item: Block, document: Document) -> tuple[str, int, str]:
    """A list marker that pandoc knows, its number and its style. Bullets have no number to follow."""
    text = document.text[item.marker.start : item.marker.end].strip() if item.marker else ""
    match = _MARKER.fullmatch(text)
    if match is None:
        return "-", 0, "-"
    mark = match[1]
    number = int(mark) if mark.isdecimal() else ord(mark) - ord("a" if mark.islower() else "A") + 1
    kind = "1" if mark.isdecimal() else "a" if mark.islower() else "A"
    return text, number, text.replace(mark, kind)
