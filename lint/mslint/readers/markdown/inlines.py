"""The inline phase: one block's text to pieces, as pandoc reads emphasis, links, math, code, notes, citations.

Pure. Follows the order in which pandoc's reader tries things, so that what is markup there is markup here. Work is
linear in the text: what opens and never closes is not tried again without bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

from mslint.model import PLACEHOLDER, Citation, Piece, Span, Suppression
from mslint.readers.markdown import syntax
from mslint.readers.markdown.lines import Buffer
from mslint.readers.markdown.syntax import pattern

DEPTH = 40
"""How deep emphasis and brackets may nest; what lies deeper is taken as it stands."""

RETRIES = 40
"""How often in one block a construct may turn out not to close after all."""

Found = tuple[int, int, str | None, str]
"""Start, end, prose (None: the text itself) and kind of a piece, in a buffer."""


@dataclass
class Reading:
    """What is gathered over a whole document: what inlines may point to, and what they hold."""

    text: str
    keys: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    examples: dict[str, int] = field(default_factory=dict)
    example_count: int = 0
    citations: list[Citation] = field(default_factory=list)
    labels: list[tuple[str, Span]] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)

    def comment(self, span: Span) -> None:
        """Takes note of `<!-- mslint off … -->` and its kin."""
        match = pattern(r"<!--\s*mslint\s+(off-next-line|off|on)(?![\w-])\s*([^>]*?)\s*-->").fullmatch(
            self.text, span.start, span.end
        )
        if match:
            rules = tuple(name for name in pattern(r"[,\s]+").split(match[2]) if name)
            self.suppressions.append(Suppression(span, match[1], rules))


@dataclass(frozen=True, slots=True)
class Parsed:
    """Pieces of a block, whether it is only an image with a caption, and its inline notes in order."""

    pieces: tuple[Piece, ...]
    figure: bool
    notes: tuple[tuple[Piece, ...], ...]


def normal_key(label: str) -> str:
    """A reference label as pandoc compares them."""
    return " ".join(label.split()).lower()


def parse(buffer: Buffer, reading: Reading) -> Parsed:
    """The pieces of one block's text. Adds citations, labels and suppressions to `reading`."""
    scan = _Scan(buffer, reading)
    scan.run(0, len(buffer.text))
    pieces = _pieces(scan.out, buffer)
    return Parsed(pieces, scan.figure == (0, len(buffer.text)), tuple(_pieces(note, buffer) for note in scan.notes))


def _pieces(found: list[Found], buffer: Buffer) -> tuple[Piece, ...]:
    """Found pieces as pieces of the source, neighbours that stand for themselves joined."""
    pieces: list[Piece] = []
    first = last = 0  # the run of text that stands for itself
    for start, end, prose, kind in found:
        if start == end:
            continue
        if prose is None and start == last:
            last = end
            continue
        pieces.extend(_plain_pieces(first, last, buffer))
        first = last = end
        if prose is None:
            first = start
        else:
            pieces.append(Piece(buffer.span(start, end), prose, kind))
    pieces.extend(_plain_pieces(first, last, buffer))
    return tuple(pieces)


def _plain_pieces(first: int, last: int, buffer: Buffer) -> list[Piece]:
    return [Piece(span, buffer.text[start:end]) for span, start, end in buffer.spans(first, last)]


class _Scan:
    """Reads one buffer from left to right; `out` holds what it found so far."""

    def __init__(self, buffer: Buffer, reading: Reading) -> None:
        self.buffer = buffer
        self.reading = reading
        self.text = buffer.text
        self.look = syntax.Text(buffer.text)
        self.out: list[Found] = []
        self.notes: list[list[Found]] = []
        self.figure: tuple[int, int] | None = None
        self._depth = 0
        self._retries = 0
        self._links = True
        self._after_string = -1  # where emphasis has just closed
        self._handlers: dict[str, Callable[[int, int], int]] = {
            "\\": self._backslash,
            "`": self._code,
            "*": self._emphasis,
            "_": self._emphasis,
            "^": self._caret,
            "~": self._tilde,
            "[": self._bracket,
            "!": self._image,
            "$": self._math,
            "<": self._angle,
            "&": self._entity,
            "@": self._cite,
            "-": self._cite,
            "\n": self._line_end,
            "{": self._template,
        }

    def run(self, at: int, end: int, closer: str = "", count: int = 0) -> int:
        """Reads `text[at:end]` up to `count` of the emphasis mark `closer`; gives where it stopped."""
        text = self.text
        search = pattern(r"[\\`*_^~\[$<&\n]|!(?=\[)|\{(?=[{%#])|-?@(?=[\w*{])|(?:https?|ftp)://\S").search
        while at < end:
            match = search(text, at, end)
            if not match:
                self._plain(at, end)
                return end
            start = match.start()
            if start > at:
                self._plain(at, start)
            char = text[start]
            if char == closer and self._closes(start, end, closer, count):
                return start
            handler = self._handlers.get(char)
            at = handler(start, end) if handler else self._url(start, end)
        return end

    def _plain(self, start: int, end: int) -> None:
        self.out.append((start, end, None, "text"))

    def _markup(self, start: int, end: int) -> None:
        self.out.append((start, end, "", "markup"))

    def _thing(self, start: int, end: int, kind: str) -> None:
        self.out.append((start, end, PLACEHOLDER, kind))

    def _literal(self, start: int, end: int) -> int:
        self._plain(start, end)
        return end

    def _is_after_string(self, at: int) -> bool:
        """Whether a word ends right here, so that `_` opens nothing and `@` is no citation."""
        return at == self._after_string or (at > 0 and (self.text[at - 1].isalnum() or self.text[at - 1] == "."))

    def _label(self, start: int, end: int) -> None:
        """Keeps the id of attributes in this range."""
        found = syntax.identifier(self.text, start, end)
        if found:
            name, at = found
            self.reading.labels.append((name, self.buffer.span(at, at + 1 + len(name))))

    # Line ends, escapes, entities, addresses

    def _line_end(self, at: int, end: int) -> int:
        start = at
        if self.out and self.out[-1][2] is None and self.out[-1][1] == at:
            first = self.out[-1][0]
            start = first + len(self.text[first:at].rstrip(" \t"))
            self.out[-1] = (first, start, None, "text")
        hard = at - start >= 2
        self.out.append((start, at + 1, "\n" if hard else " ", "text"))
        return at + 1

    def _backslash(self, at: int, end: int) -> int:
        after = self.text[at + 1 : min(at + 2, end)]
        if not after and self._ends_line(at):
            self._markup(at, at + 1)
            return at + 1
        if not after or after.isdigit():
            return self._literal(at, at + 1)
        if not after.isalnum():
            self.out.append((at, at + 2, "\N{NO-BREAK SPACE}" if after == " " else after, "text"))
            return at + 2
        close = self.look.tex(at, end)
        if close is None:
            return self._literal(at, at + 1)
        name = pattern(r"\\begin[ \t]*\{([^{}]+)\}").match(self.text, at, close)
        self._thing(at, close, "math" if name and name[1] in syntax.MATH_ENVIRONMENTS else "raw")
        return close

    def _ends_line(self, at: int) -> bool:
        """Whether the last character of the text is the last of its line too: there a backslash is a hard break."""
        after = self.buffer.span(at, at + 1).end
        return at + 1 == len(self.text) and self.reading.text[after : after + 1] in ("", "\r", "\n")

    def _entity(self, at: int, end: int) -> int:
        match = pattern(r"&(?:#[xX][0-9A-Fa-f]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]*);").match(self.text, at, end)
        value = unescape(match.group()) if match else ""
        if not match or not value or value == match.group():
            return self._literal(at, at + 1)
        self.out.append((at, match.end(), value, "text"))
        return match.end()

    def _url(self, at: int, end: int) -> int:
        match = pattern(r"\w+://[^\s<>\[\]{}|\\^`\"*]+").match(self.text, at, end)
        if not match:
            return self._literal(at, at + 1)
        address = match.group()
        while address[-1] in ".,;:!?'_~$&" or (address[-1] == ")" and address.count("(") < address.count(")")):
            address = address[:-1]
        self._thing(at, at + len(address), "url")
        return at + len(address)

    # Code, math, raw

    def _template(self, at: int, end: int) -> int:
        """A tag of a template language (Jinja, Liquid, a shortcode), which is gone before anybody reads the paper.

        https://jinja.palletsprojects.com/en/stable/templates/: `{{ value }}`, `{% statement %}`, `{# comment #}`
        """
        match = pattern(r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}?%\}|\{#[^}]{0,2000}?#\}").match(self.text, at, end)
        if not match:
            return self._literal(at, at + 1)
        if self.text[at + 1] == "{":
            self._thing(at, match.end(), "raw")
        else:
            self._markup(at, match.end())
        return match.end()

    def _code(self, at: int, end: int) -> int:
        close = self.look.code(at, end)
        if close is None:
            return self._literal(at, at + 1)
        raw = syntax.raw_attribute(self.text, close, end)
        after = raw or syntax.attributes(self.text, close, end) or close
        self._label(close, after)
        self._thing(at, after, "raw" if raw else "code")
        return after

    def _math(self, at: int, end: int) -> int:
        display = syntax.display_math(self.text, at, end) if self.text.startswith("$$", at) else None
        close = display or syntax.inline_math(self.text, at, end)
        if close is None:
            return self._literal(at, at + 1)
        self._thing(at, close, "math")
        return self._equation_label(close, end) if display else close

    def _equation_label(self, at: int, end: int) -> int:
        """The end of pandoc-crossref's `{#eq:name}` after display math; it is no prose."""
        match = pattern(r"\s*\{#eq[:-][^{}\s]+\}").match(self.text, at, end)
        if not match:
            return at
        self._label(at, match.end())
        self._markup(at, match.end())
        return match.end()

    def _angle(self, at: int, end: int) -> int:
        close = syntax.autolink(self.text, at, end)
        if close:
            after = syntax.attributes(self.text, close, end) or close
            self._thing(at, after, "url")
            return after
        close = self.look.comment(at, end)
        if close:
            self._markup(at, close)
            self.reading.comment(self.buffer.span(at, close))
            return close
        tag = syntax.tag(self.text, at, end)
        if not tag:
            return self._literal(at, at + 1)
        name = (tag[2] or "").lower()
        if name == "img":
            self._thing(at, tag.end(), "image")
        else:
            self.out.append((at, tag.end(), "\n", "text") if name == "br" else (at, tag.end(), "", "markup"))
        return tag.end()

    # Emphasis and its kin

    def _closes(self, at: int, end: int, mark: str, count: int) -> bool:
        if not self.text.startswith(mark * count, at, end):
            return False
        after = at + count
        return mark == "*" or after >= end or not self.text[after].isalnum()

    def _emphasis(self, at: int, end: int) -> int:
        mark = self.text[at]
        if mark == "_" and self._is_after_string(at):
            return self._literal(at, at + 1)
        match = pattern(r"(\*+|_+)([ \t]?)").match(self.text, at, end)
        assert match
        count = len(match[1])
        if match[2] or count > 3 or self._depth >= DEPTH:
            return self._literal(at, at + count)
        self._depth += 1
        if count == 3:
            at = self._three(at, end, mark)
        else:
            opener = self._open(at, count)
            at = (self._two if count == 2 else self._one)(at + count, end, mark, opener)
        self._depth -= 1
        return at

    def _open(self, at: int, count: int) -> int:
        """Puts down an opening mark as text; `_close` makes it markup."""
        self._plain(at, at + count)
        return len(self.out) - 1

    def _close(self, opener: int, at: int, count: int) -> int:
        start, end, _, _ = self.out[opener]
        self.out[opener] = (start, end, "", "markup")
        self._markup(at, at + count)
        self._after_string = at + count
        return at + count

    def _one(self, at: int, end: int, mark: str, opener: int) -> int:
        while True:
            at = self.run(at, end, mark, 1)
            if at >= end:
                return end
            inner = self.text.startswith(mark * 2, at, end) and not self._closes(at + 2, end, mark, 1)
            if not inner or self._depth >= DEPTH:
                return self._close(opener, at, 1)
            self._depth += 1
            at = self._two(at + 2, end, mark, self._open(at, 2))
            self._depth -= 1

    def _two(self, at: int, end: int, mark: str, opener: int) -> int:
        at = self.run(at, end, mark, 2)
        return self._close(opener, at, 2) if at < end else end

    def _three(self, at: int, end: int, mark: str) -> int:
        first, second = self._open(at, 1), self._open(at + 1, 2)
        start, at = at, self.run(at + 3, end, mark, 1)
        if at >= end:
            return end
        if self._closes(at, end, mark, 3):
            self._close(first, at, 0)
            return self._close(second, at, 3)
        if self._closes(at, end, mark, 2):
            return self._one(self._close(second, at, 2), end, mark, first)
        self.out[first] = (start, start + 2, None, "text")
        self.out[second] = (start + 2, start + 3, None, "text")
        return self._two(self._close(second, at, 1), end, mark, first)

    def _caret(self, at: int, end: int) -> int:
        if self.text.startswith("[", at + 1, end):
            close = self._inside(at + 1, end)
            if close is not None and not self._is_followed_by_link(close + 1, end, notes=True):
                self._note(at, close)
                return close + 1
        return self._script(at, end)

    def _note(self, at: int, close: int) -> None:
        kept, self.out = self.out, []
        self._nested(at + 2, close)
        self.notes.append(self.out)
        self.out = kept
        self._markup(at, close + 1)

    def _tilde(self, at: int, end: int) -> int:
        if pattern(r"~~(?=[^\s~])").match(self.text, at, end):
            close = self._strikeout(at, end)
            if close is not None:
                return close
        return self._script(at, end)

    def _script(self, at: int, end: int) -> int:
        """Superscript and subscript: no white space inside."""
        mark = self.text[at]
        inside = rf"(?:[^ \t\n\\{mark}]|\\(?:[^\w\n]|_)|\\)*+"
        match = pattern(rf"\{mark}{inside}\{mark}").match(self.text, at, end)
        if not match:
            return self._literal(at, at + 1)
        self._markup(at, at + 1)
        self._nested(at + 1, match.end() - 1)
        self._markup(match.end() - 1, match.end())
        return match.end()

    def _strikeout(self, at: int, end: int) -> int | None:
        """Reads `~~…~~` if it closes; white space may not stand before the close."""
        if self._retries >= RETRIES or self._depth >= DEPTH:
            return None
        close = self._find_close(at + 2, end)
        if close is None:
            self._retries += 1
            return None
        self._markup(at, at + 2)
        self._nested(at + 2, close)
        self._markup(close, close + 2)
        return close + 2

    def _find_close(self, at: int, end: int) -> int | None:
        special = pattern(r"[\\`$<]|~~|~[^\s~]+~")
        while match := special.search(self.text, at, end):
            at = match.start()
            if match.group() == "~~":
                return None if self.text[at - 1].isspace() else at
            if match.group()[0] == "~":
                at = match.end()
                continue
            at = self.look.opaque(at, end) or at + 1
        return None

    def _nested(self, at: int, end: int, *, links: bool = True) -> None:
        """Reads a range as a text of its own: emphasis does not cross its ends."""
        if self._depth >= DEPTH:
            self._plain(at, end)
            return
        self._depth += 1
        allowed, self._links = self._links, self._links and links
        self.run(at, end)
        self._links = allowed
        self._depth -= 1

    # Brackets: notes, citations, spans, links, images

    def _inside(self, at: int, end: int) -> int | None:
        """The offset of the bracket that closes the one at `at`, if it comes before `end`."""
        close = self.look.pair(at)
        return close if close is not None and close < end else None

    def _is_followed_by_link(self, at: int, end: int, *, notes: bool) -> bool:
        """Whether a target, attributes or another label stand here; `notes`: note marks count as labels too."""
        char = self.text[at : min(at + 1, end)]
        if char == "(":
            return notes or syntax.link_target(self.text, at, end) is not None
        if char == "{":
            return syntax.attributes(self.text, at, end) is not None
        if char != "[":
            return False
        return notes or (self._note_mark(at, end) is None and self._inside(at, end) is not None)

    def _note_mark(self, at: int, end: int) -> tuple[str, int] | None:
        match = pattern(r"\[\^([^\s^\[\]]+)\]").match(self.text, at, end)
        return (match[1], match.end()) if match else None

    def _bracket(self, at: int, end: int) -> int:
        note = self._note_mark(at, end)
        if note:
            name, past = note
            if name not in self.reading.notes:
                return self._literal(at, past)
            self._markup(at, past)
            return past
        close = self._inside(at, end)
        if close is None:
            return self._literal(at, at + 1)
        if self._is_citation(at, close, end):
            return self._citation_group(at, close)
        span = syntax.attributes(self.text, close + 1, end)
        link = self._link_end(at, close, end) if span is None and self._links else None
        after = span or link
        if after is None:
            self._plain(at, at + 1)
            self._nested(at + 1, close)
            self._plain(close, close + 1)
            return close + 1
        if span:
            self._label(close + 1, span)
        self._markup(at, at + 1)
        self._nested(at + 1, close, links=span is not None)
        self._markup(close, after)
        return after

    def _link_end(self, at: int, close: int, end: int) -> int | None:
        """The end of the link or image whose text is the bracket `at:close`, its attributes included; None if none."""
        after = None
        if self.text.startswith("(", close + 1, end):
            after = syntax.link_target(self.text, close + 1, end)
        if after is None:
            after = self._reference_end(at, close, end)
        if after is None:
            return None
        last = syntax.attributes(self.text, after, end)
        if last:
            self._label(after, last)
        return last or after

    def _reference_end(self, at: int, close: int, end: int) -> int | None:
        label, after = self.text[at + 1 : close], close + 1
        if self.text.startswith("[", after, end) and self._note_mark(after, end) is None:
            second = self._inside(after, end)
            if second is not None and not self._is_citation(after, second, end):
                label = self.text[after + 1 : second] or label
                after = second + 1
        return after if normal_key(label) in self.reading.keys else None

    def _image(self, at: int, end: int) -> int:
        close = self._inside(at + 1, end)
        after = self._link_end(at + 1, close, end) if close is not None else None
        if close is None or after is None:
            return self._literal(at, at + 1)
        if not self.text[at + 2 : close].strip():
            self._thing(at, after, "image")
            return after
        self._markup(at, at + 2)
        self._nested(at + 2, close)
        self._markup(close, after)
        self.figure = (at, after)
        return after

    # Citations

    def _is_citation(self, at: int, close: int, end: int) -> bool:
        """Whether the bracket is a group of citations: each part between semicolons has a key."""
        if self.text.find("@", at, close) < 0 or self._is_followed_by_link(close + 1, end, notes=False):
            return False
        keyed = False
        special = pattern(r"[\\`$<\[;]|-?@")
        here = at + 1
        while match := special.search(self.text, here, close):
            here = match.start()
            char = match.group()
            if char == ";":
                if not keyed:
                    return False
                keyed, here = False, here + 1
            elif char == "[":
                here = (self.look.pair(here) or here) + 1
            elif char[-1] == "@":
                key = None if self._is_after_string(here) else syntax.cite_key(self.text, here, close)
                keyed, here = keyed or key is not None, key.end() if key else match.start() + 1
            else:
                here = self.look.opaque(here, close) or here + 1
        return keyed

    def _citation_group(self, at: int, close: int) -> int:
        """One piece if it holds keys alone; else its words stand as prose between the brackets, each key a piece."""
        keys = list(pattern(r"[^;]*").finditer(self.text, at + 1, close))
        found = [_lone_key(self.text, part.start(), part.end()) for part in keys if part.group()]
        if all(found):
            cited = [self._cited(*key) for key in found if key]
            self._thing(at, close + 1, "citation" if any(cited) else "crossref")
            return close + 1
        self._plain(at, at + 1)
        self._nested(at + 1, close)
        self._plain(close, close + 1)
        return close + 1

    def _cited(self, start: int, end: int, key: str) -> bool:
        """Notes a cited work; False if the key is a cross-reference."""
        if pattern(r"(?i:fig|tbl|sec|eq|lst)[:-]").match(key):
            return False
        self.reading.citations.append(Citation(self.buffer.span(start, end), "key", key=key))
        return True

    def _cite(self, at: int, end: int) -> int:
        match = None if self._is_after_string(at) else syntax.cite_key(self.text, at, end)
        if not match:
            return self._literal(at, at + 1)
        key = match[1] or match[2] or ""
        if key in self.reading.examples:
            if self.text[at] == "-":
                return self._literal(at, at + 1)
            self.out.append((at, match.end(), str(self.reading.examples[key]), "text"))
        else:
            self._thing(at, match.end(), "citation" if self._cited(at, match.end(), key) else "crossref")
        return match.end()


def _lone_key(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Start, end and name of the key that is all there is in this range, white space aside."""
    space = pattern(r"\s*").match(text, start, end)
    at = space.end() if space else start
    match = syntax.cite_key(text, at, end)
    if not match or text[match.end() : end].strip():
        return None
    return at, match.end(), match[1] or match[2] or ""
