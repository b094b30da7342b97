"""The block phase: lines to raw blocks (paragraphs, items, cells …), containers by recursion, as pandoc's reader does.

Pure. Blocks are tried in pandoc's order; where pandoc takes a container's text out and reads it as a text of its
own, so does this, on lines that keep their place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from mslint.model import Diagnostic, Span
from mslint.readers.markdown import syntax, tables
from mslint.readers.markdown.inlines import Reading, normal_key
from mslint.readers.markdown.lines import Buffer, Line
from mslint.readers.markdown.syntax import pattern

DEPTH = 50
"""How deep containers may nest; what lies deeper is a paragraph."""

CHECKS = 50
"""How many open comments and environments of one paragraph are followed past a blank line."""

WINDOW = 200
"""How many lines of one paragraph are searched for a block tag inside a line."""

_NUMBER = (
    r"(?:\d+|@(?:[^\W_]|[_-](?=[^\W_]))*|\#|[a-zA-Z]"
    r"|(?=[ivxlcdm])m*(?:cm)?d?(?:cd)?c*(?:xc)?l?(?:xl)?x*(?:ix)?v?(?:iv)?i*"
    r"|(?=[IVXLCDM])M*(?:CM)?D?(?:CD)?C*(?:XC)?L?(?:XL)?X*(?:IX)?V?(?:IV)?I*)"
)
_ORDERED = rf"(?:\({_NUMBER}\)|{_NUMBER}\)|(?P<dot>{_NUMBER})\.)(?=[ \t]|$)"

_RAW_TEX_BLOCKS = syntax.words(
    """appendix bibliography bibliographystyle centering clearpage cleardoublepage date def documentclass let maketitle
    newcommand newenvironment newline newpage newtheorem noindent pagebreak pagestyle printbibliography providecommand
    renewcommand setcounter setlength tableofcontents thispagestyle title usepackage vfill vspace"""
)

_TAG_KINDS = {
    "blockquote": "quote",
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "figcaption": "caption",
    "li": "item",
    "dt": "term",
}


@dataclass(frozen=True, slots=True)
class Raw:
    """A block whose text is not yet read: its lines, or a buffer made already.

    `whole` is the source range of a thing that is not read at all (code).
    """

    kind: str
    lines: tuple[Line, ...] = ()
    level: int = 0
    marker: Span | None = None
    row: int | None = None
    whole: Span | None = None
    buffer: Buffer | None = None


class Context(NamedTuple):
    """Where lines stand: the kind and level of their paragraphs, and what pandoc's reader knows of their containers."""

    kind: str = "paragraph"
    level: int = 0
    in_list: bool = False
    depth: int = 0
    fence: int = 0  # open fenced divs
    tag: str = ""  # the open HTML block


@dataclass
class Blocks:
    """What the block phase gathers from a document."""

    reading: Reading
    out: list[Raw] = field(default_factory=list)
    rows: int = 0  # table rows so far
    meta: dict[str, Any] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)


def read(lines: list[Line], blocks: Blocks, context: Context) -> None:
    """Reads lines to blocks, appended to `blocks.out`."""
    if context.depth > DEPTH:
        if any(line.text for line in lines):
            blocks.out.append(Raw(context.kind, _trimmed(lines), context.level))
        return
    _Reader(lines, blocks, context).run()


def _trimmed(lines: Sequence[Line]) -> tuple[Line, ...]:
    first, last = 0, len(lines)
    while first < last and not lines[first].text:
        first += 1
    while last > first and not lines[last - 1].text:
        last -= 1
    return tuple(lines[first:last])


class _Reader:
    """Reads the lines of one container."""

    def __init__(self, lines: list[Line], blocks: Blocks, context: Context) -> None:
        self.lines = lines
        self.blocks = blocks
        self.reading = blocks.reading
        self.context = context
        self.fence = 0  # fenced divs open among these lines
        self.tags: list[tuple[str, int]] = []  # open HTML blocks and the indentation of what stands in them
        self._unclosed: dict[str, int] = {}  # what was searched for and is not there, from which line or size on
        self._closes: dict[str, int] = {}
        self._footers: list[int] | None = None
        self._paragraph_range = (0, 0)

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at = self._block(at) if self.lines[at].text else at + 1

    def emit(self, kind: str, lines: Sequence[Line], level: int = 0, marker: Span | None = None) -> None:
        if any(line.text for line in lines):
            self.blocks.out.append(Raw(kind, tuple(lines), level, marker))

    def _inner_kind(self, kind: str) -> str:
        """The kind of what stands in a container of this kind; inside a quote, a note, an abstract all is of theirs."""
        return kind if self.context.kind in ("paragraph", "item", "definition") else self.context.kind

    def _inner(self, kind: str, level: int, *, in_list: bool = False) -> Context:
        """The context of a container among these lines."""
        outer = self.context
        tag = self.tags[-1][0] if self.tags else outer.tag
        return Context(kind, level, in_list or outer.in_list, outer.depth + 1, outer.fence + self.fence, tag)

    def _block(self, at: int) -> int:
        """Reads the block that starts at a line that is not blank; gives the line after it."""
        line = self.lines[at]
        char = line.text[0]
        near = line.indent < 4
        if self.tags and line.indent >= 4 and line.indent < self.tags[-1][1] + 4:
            near = True
            line = self.lines[at] = line._replace(indent=0)
        if near and char in "`~" and (after := self._fenced_code(at)):
            return after
        if char == "-" and not line.indent and not self.context.depth and (after := self._metadata(at)):
            return after
        if near and char in "*+-" and _is_bullet(line):
            return self._item(at, 1, Span(line.start, line.start + 1))
        if char == "<" and near and (after := self._html(at)) is not None:
            return after
        if char == ":" and not line.indent and (after := self._fenced_div(at)):
            return after
        if after := self._heading(at):
            return after
        if after := self._table(at):
            return after
        if not near:
            return self._indented_code(at)
        if char == "\\" and (after := self._raw_tex(at)):
            return after
        if char == "|" and not line.indent and (after := self._line_block(at)):
            return after
        if char == ">":
            return self._quote(at)
        if _is_rule(line):
            return at + 1
        if marker := _ordered(line):
            return self._ordered_list(at, marker)
        if after := self._definition(at):
            return after
        if char == "[" and (after := self._note(at) or self._reference(at)):
            return after
        return self._paragraph(at)

    # Code, rules, metadata, divs

    def _fenced_code(self, at: int) -> int | None:
        last = self._code_end(at)
        if last is None:
            return None
        line, close = self.lines[at], self.lines[last]
        opening = _fence(line)
        if opening and not opening[1]:
            self._labels(line.text, line.start)
            span = Span(line.start, close.start + len(close.text.rstrip(" \t")))
            self.blocks.out.append(Raw("code", whole=span))
        return last + 1

    def _code_end(self, at: int) -> int | None:
        """The line of the fence that closes the code block which line `at` opens; None if none does."""
        opening = _fence(self.lines[at]) if self.lines[at].indent < 4 else None
        if not opening:
            return None
        mark = opening[0]
        if len(mark) >= self._unclosed.get(mark[0], len(mark) + 1):
            return None
        for index in range(at + 1, len(self.lines)):
            close = self.lines[index]
            if close.indent < 4 and close.text.startswith(mark) and not close.text.rstrip(" \t").strip(mark[0]):
                return index
        self._unclosed[mark[0]] = len(mark)
        return None

    def _labels(self, text: str, start: int) -> None:
        brace = text.find("{")
        found = syntax.identifier(text, brace, len(text)) if brace >= 0 else None
        if found:
            name, offset = found
            self.reading.labels.append((name, Span(start + offset, start + offset + 1 + len(name))))

    def _indented_code(self, at: int) -> int:
        last = at
        for index in range(at + 1, len(self.lines)):
            if not self.lines[index].text:
                continue
            if self.lines[index].indent < 4:
                break
            last = index
        span = Span(self.lines[at].start, self.lines[last].start + len(self.lines[last].text.rstrip(" \t")))
        self.blocks.out.append(Raw("code", whole=span))
        return last + 1

    def _metadata(self, at: int) -> int | None:
        """A YAML block: `---`, lines of which the first is not blank, `---` or `...`."""
        if self.lines[at].text.rstrip(" \t") != "---" or "---" in self._unclosed:
            return None
        if at + 1 >= len(self.lines) or not self.lines[at + 1].text:
            return None
        from mslint.readers.markdown import frontmatter

        for index in range(at + 1, len(self.lines)):
            line = self.lines[index]
            if not line.indent and line.text.rstrip(" \t") in ("---", "..."):
                span = Span(self.lines[at].end, line.start)
                first = at == 0 and not self.blocks.out
                return index + 1 if frontmatter.read(span, self.blocks, first=first) else None
        self._unclosed["---"] = at
        if at == 0 and pattern(r"[\w-]+:(?:[ \t]|$)").match(self.lines[1].text):
            frontmatter.never_closed(self.lines[0], self.blocks)
        return None

    def _fenced_div(self, at: int) -> int | None:
        text = self.lines[at].text.rstrip(" \t")
        if not text.startswith(":::"):
            return None
        if not text.strip(":"):
            if not self.fence:
                return None
            self.fence -= 1
            return at + 1
        match = pattern(r":::+[ \t]*(?:(?=\{)|[^\s{]\S*[ \t]*:*$)").match(text)
        if not match:
            return None
        if match.end() < len(text):
            close = syntax.attributes(text, match.end(), len(text))
            if close is None or text[close:].strip(" \t:"):
                return None
            self._labels(text, self.lines[at].start)
        self.fence += 1
        return at + 1

    def _is_close(self, line: Line) -> bool:
        """Whether the line closes the fenced div or HTML block that these lines stand in."""
        if line.indent or not line.text:
            return False
        if line.text.startswith(":::"):
            return self.fence + self.context.fence > 0 and not line.text.strip(": \t")
        tag = self.tags[-1][0] if self.tags else self.context.tag
        return bool(tag) and line.text.startswith(f"</{tag}")

    # Headings

    def _heading(self, at: int) -> int | None:
        line = self.lines[at]
        if at + 1 < len(self.lines):
            under = self.lines[at + 1]
            if (
                under.text
                and not under.indent
                and under.text[0] in "=-"
                and pattern(r"(?:=+|-+)[ \t]*$").match(under.text)
            ):
                self._emit_heading(line, 1 if under.text[0] == "=" else 2)
                return at + 2
        match = pattern(r"(#+)(?=[ \t]|$)").match(line.text) if line.text[0] == "#" and not line.indent else None
        if not match:
            return None
        self._emit_heading(line.cut(match.end()), match.end())
        return at + 1

    def _emit_heading(self, line: Line, level: int) -> None:
        text = line.text.rstrip(" \t")
        brace = text.rfind("{")
        closes = brace >= 0 and syntax.attributes(text, brace, len(text)) == len(text)
        if closes and not pattern(r".*(?:[\]`]|\]\([^()]*\))$").match(text[:brace]):  # else a span's, code's or link's
            self._labels(text[brace:], line.start + brace)
            text = text[:brace].rstrip(" \t")
        bare = text.rstrip("#").rstrip(" \t")
        if bare:
            self.reading.keys.add(normal_key(bare))
        kind = "heading" if self.context.kind == "paragraph" else self.context.kind
        self.emit(kind, (line._replace(text=bare),), level if kind == "heading" else self.context.level)

    # HTML and TeX

    def _html(self, at: int) -> int | None:
        """A comment, a verbatim element, or one block tag; what follows it on its line is read as a new block."""
        line = self.lines[at]
        text, index, after = line.text, at, None
        if text.startswith("<!--"):
            index, after = self._find(at, 4, "-->")
            if after is None:
                return None
            span = Span(line.start, self.lines[index].start + after)
            self.reading.comment(span)
            return self._rest(index, after)
        tag = self._tag(at)
        if tag is None:
            return None
        name, closing, index, after = tag
        if name in ("pre", "script", "style", "textarea") and not closing:
            close_index, close = self._find(at, 1, f"</{name}")
            if close is not None:
                end = self.lines[close_index].text.find(">", close)
                return self._rest(close_index, end + 1 if end >= 0 else len(self.lines[close_index].text))
        if closing:
            while self.tags and self.tags.pop()[0] != name:
                pass  # what was left open inside it
        elif not self.lines[index].text[:after].endswith("/>") and index <= self._last_close(name):
            following = index + 1 < len(self.lines) and not self.lines[index].text[after:].strip()
            self.tags.append((name, self.lines[index + 1].indent if following and name != "div" else 0))
        return self._rest(index, after)

    def _last_close(self, name: str) -> int:
        """The last line that holds a closing tag of this name; -1 if none does."""
        if name not in self._closes:
            found = (at for at in reversed(range(len(self.lines))) if f"</{name}" in self.lines[at].text)
            self._closes[name] = next(found, -1) if name else -1
        return self._closes[name]

    def _tag(self, at: int) -> tuple[str, bool, int, int] | None:
        """Name of the block tag that opens line `at`, whether it closes, the line and column of its end."""
        name = pattern(r"</?([A-Za-z][\w:-]*)|<[?!]").match(self.lines[at].text)
        if not name or (name[1] and name[1].lower() not in syntax.BLOCK_TAGS | syntax.EITHER_TAGS):
            return None
        lines = self.lines[at : at + 8]  # a tag's attributes may go on for some lines
        text = "\n".join(line.text for line in lines)
        tag = syntax.tag(text, 0, len(text))
        if not tag:
            return None
        before = text[: tag.end()]
        index = at + before.count("\n")
        return (tag[2] or "").lower(), bool(tag[1]), index, tag.end() - (before.rfind("\n") + 1)

    def _find(self, at: int, column: int, what: str) -> tuple[int, int | None]:
        """The line and the column after `what`, searched from line `at`; None if it is not there."""
        if what in self._unclosed and at >= self._unclosed[what]:
            return at, None
        for index in range(at, len(self.lines)):
            found = self.lines[index].text.find(what, column if index == at else 0)
            if found >= 0:
                return index, found + len(what)
        self._unclosed[what] = at
        return at, None

    def _rest(self, index: int, column: int) -> int:
        """Leaves what follows `column` in its line to be read as a block; gives the line to go on with."""
        rest = self.lines[index].cut(column)
        if not rest.text:
            return index + 1
        self.lines[index] = rest._replace(indent=0)
        return index

    def _raw_tex(self, at: int) -> int | None:
        line = self.lines[at]
        name = pattern(r"\\begin[ \t]*\{([^{}\s]+)\}").match(line.text)
        if name:
            if name[1] in syntax.MATH_ENVIRONMENTS:
                return None
            found = self._environment_end(at, 0)
            return self._rest(*found) if found else None
        command = pattern(r"\\([A-Za-z]+)\*?").match(line.text)
        if not command:
            return None
        text = Buffer.of(self.lines[at : min(self._natural_end(at), at + WINDOW)]).text
        end = syntax.Text(text).tex(0, len(text))
        if end is None:
            return None
        index = at + text.count("\n", 0, end)
        rest = text[end:].lstrip(" \t")
        if rest and rest[0] != "\n":
            return None
        blank = not rest or text.find("\n", end) < 0
        return index + 1 if blank or command[1] in _RAW_TEX_BLOCKS else None

    def _environment_end(self, at: int, column: int) -> tuple[int, int] | None:
        r"""The line and column after the `\end` of the environment that begins here."""
        name = pattern(r"\\begin[ \t]*\{([^{}\s]+)\}").match(self.lines[at].text, column)
        if not name or self._unclosed.get("begin " + name[1], at + 1) <= at:
            return None
        mark = re.compile(r"\\(begin|end)[ \t]*\{" + re.escape(name[1]) + r"\}")
        depth = 0
        for index in range(at, len(self.lines)):
            for match in mark.finditer(self.lines[index].text, column if index == at else 0):
                depth += 1 if match[1] == "begin" else -1
                if not depth:
                    return index, match.end()
        self._unclosed["begin " + name[1]] = at
        return None

    # Line blocks, quotes

    def _line_block(self, at: int) -> int | None:
        start = at
        while at < len(self.lines):
            line = self.lines[at]
            if line.indent or not pattern(r"\|(?:[ \t]|$)").match(line.text):
                break
            lines = [line.cut(1)]
            at += 1
            while at < len(self.lines) and self.lines[at].indent and self.lines[at].text:
                lines.append(self.lines[at])
                at += 1
            self.emit("line", lines)
        return at if at > start else None

    def _quote(self, at: int) -> int:
        inside: list[Line] = []
        while at < len(self.lines):
            line = self.lines[at]
            if line.text.startswith(">") and line.indent < 4:
                rest = line.cut(1)
                inside.append(rest.dedent(1))
            elif not line.text or not inside[-1].text or self._interrupts(at):
                break
            else:
                inside.append(line._replace(indent=0))
            at += 1
        read(inside, self.blocks, self._inner(self._inner_kind("quote"), self.context.level))
        return at

    # Lists

    def _ordered_list(self, at: int, marker: tuple[str, int]) -> int:
        style = _style(marker[0])
        while True:
            line = self.lines[at]
            if "@" in marker[0]:
                self._example(marker[0].strip("().@"))
            at = self._item(at, len(marker[0]), Span(line.start, line.start + len(marker[0])), "@" in marker[0])
            while at < len(self.lines) and not self.lines[at].text:
                at += 1
            following = _ordered(self.lines[at]) if at < len(self.lines) else None
            if not following or (_style(following[0]) & style) == frozenset():
                return at
            marker = following

    def _example(self, label: str) -> None:
        """Numbers an example; a label that was used before keeps its number."""
        if label in self.reading.examples:
            return
        self.reading.example_count += 1
        if label:
            self.reading.examples[label] = self.reading.example_count

    def _item(self, at: int, width: int, marker: Span, four: bool = False, kind: str = "item") -> int:
        """One list item whose marker takes `width` characters: its lines, read as blocks of their own."""
        line = self.lines[at]
        rest = line.cut(width)
        gap = min(rest.indent, 1) if rest.indent > 4 else rest.indent
        if not rest.text:
            gap = 0
        edge = 4 if four else line.indent + width + gap
        inside = [rest._replace(indent=rest.indent - gap)]
        at = self._item_lines(at + 1, edge, inside)
        while at < len(self.lines):
            line = self.lines[at]
            if line.text and (line.indent < edge or self._is_close(line)):
                break
            inside.append(line.dedent(edge))
            at += 1
            while line.text and at < len(self.lines) and (line := self.lines[at]).text:
                if self._is_close(line) or (line.indent < edge and _is_list_start(line)):
                    break
                inside.append(line.dedent(edge))
                at += 1
        self._read_item(inside, marker, kind)
        return at

    def _after_blanks(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].text:
            at += 1
        return at

    def _item_lines(self, at: int, edge: int, inside: list[Line]) -> int:
        """Adds the lines that follow an item's first without a blank line; gives the line after them."""
        while at < len(self.lines):
            line = self.lines[at]
            if not line.text or _is_list_start(line) or self._is_close(line):
                break
            if line.indent >= edge and _is_list_start(line._replace(indent=0)):
                break
            if line.text[0] in "`~" and self._code_end(at):
                break
            inside.append(line.dedent(edge))
            at += 1
        return at

    def _read_item(self, inside: list[Line], marker: Span, kind: str) -> None:
        task = pattern(r"\[[ xX]\](?=[ \t])").match(inside[0].text) if kind == "item" else None
        if task:
            inside[0] = inside[0].cut(task.end())._replace(indent=0)
        level = self.context.level + (kind == "item")
        kind = self._inner_kind(kind)
        count = len(self.blocks.out)
        read(inside, self.blocks, self._inner(kind, level, in_list=True))
        if len(self.blocks.out) > count and self.blocks.out[count].kind == kind:
            self.blocks.out[count] = replace(self.blocks.out[count], marker=marker)

    def _definition(self, at: int) -> int | None:
        """A term, and after at most one blank line its definitions; again as long as that goes on."""
        first = self._definition_start(at)
        if first is None or (first == at + 2 and self._table_at(first)):  # a table with its caption above it
            return None
        while first is not None:
            self.emit(self._inner_kind("term"), (self.lines[at],), self.context.level)
            at = first
            while at < len(self.lines) and _is_definition(self.lines[at]):
                mark = self.lines[at].start
                at = self._item(at, 1, Span(mark, mark + 1), kind="definition")
            first = self._definition_start(at)
        return at

    def _definition_start(self, at: int) -> int | None:
        if at + 1 >= len(self.lines) or not self.lines[at].text:
            return None
        if _is_definition(self.lines[at + 1]):
            return at + 1
        if self.lines[at + 1].text or at + 2 >= len(self.lines) or not _is_definition(self.lines[at + 2]):
            return None
        return at + 2

    # Notes, references

    def _note(self, at: int) -> int | None:
        match = pattern(r"\[\^([^\s^\[\]]+)\]:").match(self.lines[at].text)
        if not match:
            return None
        self.reading.notes.add(match[1])
        inside = [self.lines[at].cut(match.end())]
        inside[0] = inside[0]._replace(indent=0 if inside[0].indent < 4 else inside[0].indent - 4)
        at += 1
        if not inside[0].text and at < len(self.lines) and self.lines[at].text:
            inside = [self.lines[at].dedent(4)]
            at += 1
        while True:
            at = self._note_lines(at, inside)
            following = self._after_blanks(at)
            if following >= len(self.lines) or following == at or self.lines[following].indent < 4:
                break
            inside.append(Line("", self.lines[at].start))
            inside.append(self.lines[following].dedent(4))
            at = following + 1
        read(inside, self.blocks, self._inner("note", 0))
        return at

    def _note_lines(self, at: int, inside: list[Line]) -> int:
        while at < len(self.lines):
            line = self.lines[at]
            if not line.text or self._is_close(line):
                break
            if line.indent < 4 and pattern(r"\[\^[^\s^\[\]]+\]").match(line.text):
                break
            inside.append(line.dedent(4))
            at += 1
        return at

    def _reference(self, at: int) -> int | None:
        """A link's target: `[label]: target "title"`; pandoc takes all that follows the colon."""
        text = self.lines[at].text
        if "]:" not in text or text.startswith("[^"):
            return None
        close = syntax.Text(text).pair(0)
        if close is None or not text.startswith(":", close + 1) or pattern(r"\[-?@[\w{*]").match(text):
            return None
        target = text[close + 2 :].strip()
        index = at
        if not target and at + 1 < len(self.lines) and self.lines[at + 1].text:
            index = at + 1
            target = self.lines[index].text
        if target.startswith("["):
            return None
        self.reading.keys.add(normal_key(text[1:close]))
        title = r"[ \t]*(?:\"[^\"]*\"|'[^']*'|\([^()]*\))?[ \t]*(?:\{[^{}]*\})?[ \t]*$"
        following = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        if following and following[0] in "\"'({" and pattern(title).match(following):
            index += 1
        return index + 1

    # Tables

    def footers(self) -> list[int]:
        """The lines that may close a multiline table: dashes alone, then a blank line; found once."""
        if self._footers is None:
            self._footers = [
                index
                for index, line in enumerate(self.lines)
                if line.text.startswith("-")
                and not line.text.strip("- \t")
                and (index + 1 == len(self.lines) or not self.lines[index + 1].text)
            ]
        return self._footers

    def _table_at(self, at: int) -> tables.Table | None:
        return tables.read(self.lines, at, self.footers(), self._is_close)

    def _table(self, at: int) -> int | None:
        table = self._table_at(at)
        if not table:
            return None
        if table.caption and table.caption_first:
            self._caption(table.caption)
        for row in table.rows:
            for cell in row:
                self._cell(cell, table.grid)
            self.blocks.rows += 1
        if table.caption and not table.caption_first:
            self._caption(table.caption)
        return table.end

    def _cell(self, cell: list[Line], grid: bool) -> None:
        kind = self._inner_kind("cell")
        count = len(self.blocks.out)
        if grid:
            read(cell, self.blocks, self._inner(kind, 0))
        else:
            self.emit(kind, cell)
        for index in range(count, len(self.blocks.out)):
            self.blocks.out[index] = replace(self.blocks.out[index], row=self.blocks.rows)

    def _caption(self, lines: Sequence[Line]) -> None:
        last = lines[-1]
        text = last.text.rstrip(" \t")
        brace = text.rfind("{")
        if brace >= 0 and syntax.attributes(text, brace, len(text)) == len(text):
            self._labels(text[brace:], last.start + brace)
            lines = (*lines[:-1], last._replace(text=text[:brace].rstrip(" \t")))
        self.emit("caption", _trimmed(lines))

    # Paragraphs

    def _paragraph(self, start: int) -> int:
        stop, checked = self._natural_end(start), 0
        for _ in range(CHECKS):
            found = self._inner_end(start, stop, checked)
            if not found:
                break
            index, column, ends = found
            if ends:
                return self._end_paragraph(start, index, column)
            stop = self._natural_end(index)
            checked = sum(len(line.text) + 1 for line in self.lines[start:index]) + column
        self._emit_paragraph(self.lines[start:stop])
        return stop

    def _natural_end(self, at: int) -> int:
        """The line after the last that belongs to a paragraph with line `at`, whatever stands inside its lines."""
        if self._paragraph_range[0] <= at < self._paragraph_range[1]:
            return self._paragraph_range[1]
        stop = at + 1
        while stop < len(self.lines) and self.lines[stop].text and not self._interrupts(stop):
            stop += 1
        self._paragraph_range = (at, stop)
        return stop

    def _emit_paragraph(self, lines: Sequence[Line]) -> None:
        kind = self.context.kind
        if kind == "paragraph" and self.tags:
            tag = self.tags[-1][0]
            kind = _TAG_KINDS.get(tag, kind)
        self.emit(kind, lines, self.context.level)

    def _end_paragraph(self, start: int, index: int, column: int) -> int:
        """Ends the paragraph before a block tag or environment inside a line; that is read next."""
        if index == start and not column:  # nothing reads it as a block: it is text
            self._emit_paragraph(self.lines[start : start + 1])
            return start + 1
        line = self.lines[index]
        last = [line._replace(text=line.text[:column].rstrip(" \t"))] if column else []
        self._emit_paragraph(self.lines[start:index] + last)
        self.lines[index] = line.cut(column)._replace(indent=0)
        return index

    def _inner_end(self, start: int, stop: int, checked: int) -> tuple[int, int, bool] | None:
        """What in lines `start:stop` ends the paragraph, or holds it together past a blank line.

        Gives its line, its column, and True at the start of a block tag or block environment; or the line and column
        of the end of an open comment or math environment, and False. None if there is neither.
        """
        lines = self.lines[start : min(stop, start + WINDOW)]
        if not any("<" in line.text or "\\begin" in line.text for line in lines):
            return None
        look = syntax.Text("\n".join(line.text for line in lines))
        text, end, at = look.text, len(look.text), checked
        index = start  # the line of `at`
        begin = seen = 0  # where it begins, and how far line ends are counted
        while match := pattern(r"[\\`$<]").search(text, at):
            at = match.start()
            index += text.count("\n", seen, at)
            begin = max(begin, text.rfind("\n", seen, at) + 1)
            seen = at
            found = self._stop_at(look, at, index, at - begin)
            if found and (found[2] or found[0] >= stop):
                return found
            at = look.opaque(at, end) or at + 1
        return None

    def _stop_at(self, look: syntax.Text, at: int, index: int, column: int) -> tuple[int, int, bool] | None:
        """Whether a block tag, an environment or an open comment stands at `at`, which is this line and column."""
        text, end = look.text, len(look.text)
        if text[at] == "<":
            tag = syntax.tag(text, at, end)
            if tag and (tag[2] or "").lower() in syntax.BLOCK_TAGS:
                return index, column, True
            if not text.startswith("<!--", at) or look.comment(at, end):
                return None
            line, close = self._find(index, column, "-->")
            return None if close is None else (line, close, False)
        name = pattern(r"\\begin[ \t]*\{([^{}\s]+)\}").match(text, at)
        found = self._environment_end(index, column) if name else None
        if not name or not found:
            return None
        return (*found, False) if name[1] in syntax.MATH_ENVIRONMENTS else (index, column, True)

    def _interrupts(self, at: int) -> bool:
        """Whether line `at` ends the paragraph before it although no blank line does."""
        line = self.lines[at]
        char = line.text[0]
        if char == "`" and line.text.startswith("```") and self._code_end(at):
            return True
        if self.context.in_list and _is_list_start(line):
            return True
        return char in ":<" and self._is_close(line)


# What a line is


def _fence(line: Line) -> tuple[str, bool] | None:
    """The fence of a line that may open a code block, and whether its content is raw.

    Chunk options (`{r, echo=FALSE}`) are taken too: pandoc sees such text after knitr or Quarto has run it.
    """
    match = pattern(r"(`{3,}|~{3,})[ \t]*(?:(\{[ \t]*=[\w-]+[ \t]*\})|[^\s`{}]*[ \t]*(?:\{[^`]*\})?)[ \t]*$").match(
        line.text
    )
    return (match[1], bool(match[2])) if match else None


def _is_rule(line: Line) -> bool:
    text = line.text.replace(" ", "").replace("\t", "")
    return len(text) >= 3 and text[0] in "*-_" and not text.strip(text[0])


def _is_bullet(line: Line) -> bool:
    text = line.text
    return line.indent < 4 and text[:1] in ("*", "+", "-") and text[1:2] in ("", " ", "\t") and not _is_rule(line)


def _is_definition(line: Line) -> bool:
    return line.indent < 4 and line.text[:1] in (":", "~") and line.text[1:2] in ("", " ", "\t") and bool(line.text)


def _ordered(line: Line) -> tuple[str, int] | None:
    """The marker of an ordered list's item, and the columns after it."""
    text = line.text
    if line.indent > 3 or not text or not (text[0].isalnum() or text[0] in "(#@"):
        return None
    match = pattern(_ORDERED).match(text)
    if not match:
        return None
    rest = text[match.end() :]
    if (
        match["dot"]
        and len(match["dot"]) == 1
        and match["dot"].isupper()
        and rest.strip()
        and rest[1:2] not in (" ", "\t")
    ):
        return None  # an initial: B. Russell
    if pattern(r"p\.[ \t]\d").match(text):
        return None  # a page number
    return match.group(), len(rest)


def _style(marker: str) -> frozenset[tuple[str, str]]:
    """The kinds of number that a marker may be, each with its punctuation."""
    number = marker.strip("().")
    around = marker.replace(number, "", 1)
    if number == "#":
        return frozenset((name, around) for name in ("1", "@", "a", "A", "i", "I"))
    if number.isdigit():
        return frozenset({("1", around)})
    if number.startswith("@"):
        return frozenset({("@", around)})
    names = {("a" if number.islower() else "A", around)} if len(number) == 1 else set()
    if not number.lower().strip("ivxlcdm"):
        names.add(("i" if number.islower() else "I", around))
    return frozenset(names)


def _is_list_start(line: Line) -> bool:
    if not line.text or line.indent > 3:
        return False
    return _is_bullet(line) or _is_definition(line) or _ordered(line) is not None
