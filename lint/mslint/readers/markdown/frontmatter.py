"""Metadata of a manuscript: YAML blocks and pandoc's title block, as plain data and as blocks of prose. Opens no file.

YAML is only composed, not constructed: its nodes know where they stand, and nothing in a manuscript can build objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mslint.model import Diagnostic, Severity, Span
from mslint.readers.markdown.blocks import Blocks, Context, Raw
from mslint.readers.markdown.blocks import read as read_blocks
from mslint.readers.markdown.lines import Buffer, Line, split
from mslint.readers.markdown.syntax import pattern

RULE = "markdown.front-matter"
UNFOLDS = "markdown.front-matter-aliases"

KINDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "authors": "author",
    "abstract": "abstract",
    "keywords": "keywords",
}
"""Keys whose values are prose, and the kind of block they become."""

DEPTH = 20
"""How deep metadata may nest."""


def read(span: Span, blocks: Blocks, *, first: bool) -> bool:
    """Reads the YAML in this range of the source; False if it is to be read as text instead.

    Values that are there already stay. A YAML error is a problem of the document; `first` says that the block opens it
    and so is metadata even if it is broken.
    """
    text = blocks.reading.text[span.start : span.end]
    if not pattern(r"[:{?]").search(text) and not first:
        return False  # a rule and a paragraph: YAML need not be asked

    from ruamel.yaml.error import YAMLError

    from mslint.yamlio import MOST, composed, unfolded

    try:
        node = composed(text)
    except YAMLError as error:
        blocks.problems.append(_problem(error, span))
        return first
    except (ValueError, RecursionError, AttributeError) as error:  # what the parser lets through on odd input
        blocks.problems.append(_diagnostic(Span(span.start, span.start), str(error)))
        return first
    if node is None:
        return True
    if "*" in text and unfolded(node) > MOST:
        message = f"The aliases of the front matter unfold to more than {MOST:,} values: none of it is read."
        blocks.problems.append(Diagnostic(UNFOLDS, Span(span.start, span.start + 3), message, Severity.ERROR))
        return True
    if node.id != "mapping":
        return False
    blocks.meta = {**_data(node, {}, 0), **blocks.meta}
    for key, value in node.value:
        kind = KINDS.get(str(key.value)) if key.id == "scalar" else None
        for scalar in _scalars(value, kind) if kind else ():
            _emit(kind or "", scalar, span.start, blocks)
    return True


def never_closed(line: Line, blocks: Blocks) -> None:
    """Notes that a YAML block opens the text and has no end, so that pandoc reads it as text."""
    message = "The front matter opens with “---” but no line “---” or “...” ends it, so it is read as text."
    blocks.problems.append(Diagnostic(RULE, Span(line.start, line.start + 3), message, Severity.ERROR))


def _problem(error: Any, span: Span) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.index if mark else getattr(error, "position", 0)
    start = min(span.start + (at if isinstance(at, int) else 0), span.end)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return _diagnostic(Span(start, min(start + 1, span.end)), what)


def _diagnostic(span: Span, what: str) -> Diagnostic:
    reason = " ".join(what.split())
    hint = " Put a value that holds “: ” in quotation marks." if reason.startswith("mapping values") else ""
    return Diagnostic(RULE, span, f"The front matter is not valid YAML: {reason}.{hint}", Severity.ERROR)


def _data(node: Any, known: dict[int, Any], depth: int) -> Any:
    """A node as dict, list, str, int, float, bool or None; dates stay text. What nests too deep is None."""
    if id(node) in known:
        return known[id(node)]
    if depth > DEPTH:
        return None
    known[id(node)] = None  # an alias to what holds it
    value: Any
    if node.id == "mapping":
        value = {str(_data(key, known, depth + 1)): _data(item, known, depth + 1) for key, item in node.value}
    elif node.id == "sequence":
        value = [_data(item, known, depth + 1) for item in node.value]
    else:
        value = _scalar(node)
    known[id(node)] = value
    return value


def _scalar(node: Any) -> Any:
    text = str(node.value)
    kind = str(node.tag).rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0 if not text.lstrip("+-").startswith("0") else 10)
        return float(text.replace("_", "")) if kind == "float" else text
    except ValueError:
        return text


def _scalars(node: Any, kind: str) -> Iterator[Any]:
    """The scalars that hold the prose of a value: itself, its items, or their `name`."""
    items = node.value if node.id == "sequence" else [node]
    for item in items:
        if item.id == "scalar" and str(item.tag).rpartition(":")[2] != "null":
            yield item
        elif item.id == "mapping" and kind == "author":
            yield from (value for key, value in item.value if key.value == "name" and value.id == "scalar")


def _emit(kind: str, node: Any, base: int, blocks: Blocks) -> None:
    text = blocks.reading.text
    span = Span(base + node.start_mark.index, base + node.end_mark.index)
    if node.style in ("|", ">"):
        lines = split(text, span)[1:]
        edge = min((line.indent for line in lines if line.text), default=0)
        read_blocks([line.dedent(edge) for line in lines], blocks, Context(kind, depth=1))
    elif node.style in ("'", '"'):
        segments = _quoted(text, span, node.style)
        if segments:
            blocks.out.append(Raw(kind, buffer=Buffer(segments, joint="")))
    else:
        read_blocks([line._replace(indent=0) for line in split(text, span)], blocks, Context(kind, depth=1))


def _quoted(text: str, span: Span, quote: str) -> list[tuple[str, int, int]]:
    """The value of a quoted scalar, its escapes and folded line ends as segments of their own."""
    fold = r"[ \t]*(?:\r\n|\r|\n)\s*"
    escape = r"''" if quote == "'" else r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n\s*|\n\s*|.)"
    segments = []
    at, end = span.start + 1, span.end - 1
    for match in pattern(f"{escape}|{fold}").finditer(text, at, end):
        if match.start() > at:
            segments.append((text[at : match.start()], at, match.start() - at))
        segments.append((_unescape(match.group(), quote), match.start(), match.end() - match.start()))
        at = match.end()
    if at < end:
        segments.append((text[at:end], at, end - at))
    return segments


def _unescape(escape: str, quote: str) -> str:
    if quote == "'" and escape == "''":
        return "'"
    if escape[0] != "\\" or escape[1] in "\r\nn":
        return "\n"
    code = escape[2:]
    if code and escape[1] in "xuU":
        number = int(code, 16)
        return chr(number) if number < 0x110000 else "\N{REPLACEMENT CHARACTER}"
    return {"t": "\t", "_": "\N{NO-BREAK SPACE}"}.get(escape[1], escape[1])


def title_block(lines: Sequence[Line], blocks: Blocks) -> int:
    """Reads `% title`, `% authors`, `% date` at the start of the text; gives the number of lines they take."""
    at = 0
    for key in ("title", "author", "date"):
        if at >= len(lines) or lines[at].indent or not lines[at].text.startswith("%"):
            break
        part = [lines[at].cut(1)._replace(indent=0)]
        at += 1
        while at < len(lines) and lines[at].indent and lines[at].text:
            part.append(lines[at]._replace(indent=0))
            at += 1
        value = " ".join(line.text for line in part).strip()
        if value:
            blocks.meta[key] = [name.strip() for name in value.split(";")] if key == "author" else value
        if key != "date":
            for lines_ in _authors(part) if key == "author" else [part]:
                blocks.out.append(Raw(key, tuple(lines_)))
    return at


def _authors(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The authors in these lines, between semicolons and line ends."""
    for line in lines:
        for match in pattern(r"[^;]+").finditer(line.text):
            name = line._replace(text=line.text[: match.end()].rstrip(" \t")).cut(match.start())
            if name.text:
                yield [name._replace(indent=0)]
