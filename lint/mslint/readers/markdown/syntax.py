"""The small grammars that block and inline parsing share: attributes, tags, math, TeX, code, brackets. Pure.

Every function takes the text, a place and an end that must not be passed, and gives where the thing ends, or None.
All take time linear in what they read; what nests does so by a stack.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache


def words(text: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(text.split())


BLOCK_TAGS = words(
    """address article aside blockquote body canvas caption center col colgroup dd details dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex li main menu meta nav
    noframes ol output p pre script section style summary table tbody td textarea tfoot th thead tr ul calloutlist
    bibliolist glosslist itemizedlist orderedlist segmentedlist simplelist variablelist caution important note tip
    warning literallayout programlisting programlistingco screen screenco screenshot synopsis example informalexample
    informalfigure informaltable para simpara formalpara equation informalequation mediaobject qandaset procedure task
    cmdsynopsis funcsynopsis classsynopsis epigraph msgset sidebar title case switch default"""
)
"""Tags that end a paragraph in pandoc's reader (HTML's, DocBook's and EPUB's block elements)."""

EITHER_TAGS = words("applet area audio button del embed iframe ins map noscript object progress source svg track video")
"""Tags that are block elements at the start of a block and inline ones in a paragraph."""

MATH_ENVIRONMENTS = words(
    """align align* alignat alignat* darray darray* dgroup dgroup* displaymath dmath dmath* eqnarray eqnarray* equation
    equation* flalign flalign* gather gather* math multline multline* subequations"""
)
"""LaTeX environments that pandoc reads as part of a paragraph; any other is a block."""

_ATTRIBUTE = (
    r"""(?:\#[\w:.-]+|\.[^\W\d_][\w:.-]*|[^\W\d_][\w:.-]*=(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[^\s}"']*)|-)"""
)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """The compiled pattern, made when first needed."""
    return re.compile(source)


def attributes(text: str, at: int, end: int) -> int | None:
    """The end of `{#id .class key=value}`; an empty pair of braces counts."""
    if not text.startswith("{", at, end):
        return None
    match = pattern(r"\{\s*(?:" + _ATTRIBUTE + r"\s*)*+\}").match(text, at, end)
    return match.end() if match else None


def identifier(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The id in the attributes that stand at `at`, and the offset of its `#`; None if they have none."""
    last = None
    for match in pattern(_ATTRIBUTE).finditer(text, at, end):
        if match.group().startswith("#"):
            last = match
    return (last.group()[1:], last.start()) if last else None


def raw_attribute(text: str, at: int, end: int) -> int | None:
    """The end of `{=format}`."""
    match = pattern(r"\{[ \t]*=[\w-]+[ \t]*\}").match(text, at, end)
    return match.end() if match else None


def tag(text: str, at: int, end: int) -> re.Match[str] | None:
    """An HTML tag or processing instruction; group 1 is "/" of a closing one, group 2 the name ("" if none)."""
    return pattern(
        r"""<(/?)([A-Za-z][\w:-]*)(?:\s+[A-Za-z_:@][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*+\s*/?>"""
        r"""|<()()(?:\?[^<>]*\?|![A-Z][^<>]*)>"""
    ).match(text, at, end)


def comment(text: str, at: int, end: int) -> int | None:
    """The end of `<!-- … -->`."""
    if not text.startswith("<!--", at, end):
        return None
    close = text.find("-->", at + 4, end)
    return close + 3 if close >= 0 else None


def autolink(text: str, at: int, end: int) -> int | None:
    """The end of `<https://…>` or `<name@example.org>`."""
    match = pattern(
        r"<(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+|[\w.!#$%&'*+/=?^`{|}~-]+@[^\s<>@.]+(?:\.[^\s<>@.]+)+)>"
    ).match(text, at, end)
    return match.end() if match else None


def display_math(text: str, at: int, end: int) -> int | None:
    """The end of `$$…$$`, which holds no blank line."""
    close = text.find("$$", at + 3, end)
    if close < 0:
        return None
    blank = pattern(r"\n[ \t]*\n").search(text, at, close)
    return None if blank else close + 2


def inline_math(text: str, at: int, end: int) -> int | None:
    """The end of `$…$` by pandoc's rules: no space inside the dollars, no digit after them."""
    match = pattern(
        r"\$(?![\s$])(?:\\text\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*+\})*+\}|[^\s\\$]|\\[\s\S]|[ \t]++(?!\$)"
        r"|\n(?![ \t]*(?:\n|\$)))++\$(?!\d)"
    ).match(text, at, end)
    return match.end() if match else None


def link_target(text: str, at: int, end: int) -> int | None:
    """The end of `(target "title")`."""
    match = pattern(
        r"\(\s*(?:<(?:[^<>\\\n]|\\.)*+>|(?:[^\s()\\]|\\.?|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)"
        r"|[ \t\n]++(?![\"')]))*+)"
        r"(?:\s+(?:\"(?:[^\"\\]|\\.|\"(?=\w)(?:[^\"\\]*\"(?!\w))?)*+\"|'(?:[^'\\]|\\.|'(?=\w)(?:[^'\\]*'(?!\w))?)*+'))?\s*\)"
    ).match(text, at, end)
    return match.end() if match else None


def cite_key(text: str, at: int, end: int) -> re.Match[str] | None:
    """`@key`, `-@key` or `@{key}`; group 1 or 2 is the key."""
    return pattern(
        r"-?@(?:((?:[^\W_]|[_*])(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*+)|\{([^\s{}]*(?:\{[^\s{}]*\}[^\s{}]*)*+)\})"
    ).match(text, at, end)


def environment(text: str, at: int, end: int) -> tuple[str, int] | None:
    r"""The name of the `\begin{…}` at `at`, and the end of its `\end{…}`; None if there is none."""
    match = pattern(r"\\begin[ \t]*\{([^{}\s]+)\}").match(text, at, end)
    if not match:
        return None
    name = re.escape(match[1])
    depth = 0
    for mark in re.compile(rf"\\(begin|end)[ \t]*\{{{name}\}}").finditer(text, at, end):
        depth += 1 if mark[1] == "begin" else -1
        if depth == 0:
            return match[1], mark.end()
    return None


class Text:
    """A text with what must be looked up in it again and again, found once: pairs of brackets, runs of backticks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pairs: dict[int, int] | None = None
        self._braces: dict[int, int] | None = None
        self._ticks: dict[int, list[int]] | None = None
        self._run = (0, 0)  # the run of backticks looked at last
        self._no_environment: set[str] = set()
        self._no_comment = len(text)

    def code(self, at: int, end: int) -> int | None:
        """The end of the code span that opens at the backtick `at`, its attributes left out."""
        if self._ticks is None:
            self._ticks = {}
            for run in pattern("`+").finditer(self.text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        if not self._run[0] <= at < self._run[1]:
            found = pattern("`+").match(self.text, at)
            self._run = found.span() if found else (at, at + 1)
        length = min(self._run[1], end) - at
        starts = self._ticks.get(length, [])
        index = bisect_right(starts, at)
        if index == len(starts) or starts[index] + length > end:
            return None
        return starts[index] + length

    def comment(self, at: int, end: int) -> int | None:
        """As the function of that name; a text with many open comments is searched once."""
        if at >= self._no_comment:
            return None
        found = comment(self.text, at, end)
        if found is None and end == len(self.text) and self.text.startswith("<!--", at):
            self._no_comment = at
        return found

    def brace(self, at: int) -> int | None:
        """The offset of the brace that closes the one at `at`."""
        if self._braces is None:
            self._braces = {}
            stack: list[int] = []
            for match in pattern(r"\\.|[{}]").finditer(self.text):
                if match.group() == "{":
                    stack.append(match.start())
                elif match.group() == "}" and stack:
                    self._braces[stack.pop()] = match.start()
        return self._braces.get(at)

    def tex(self, at: int, end: int) -> int | None:
        r"""The end of the TeX command at `at` with its arguments, or of a math environment; None for `\2`, `\end`."""
        match = pattern(r"\\([A-Za-z]+)\*?").match(self.text, at, end)
        if not match or match[1] in ("end", "and"):
            return None
        if match[1] == "begin":
            return self._environment(at, end)
        here = match.end()
        while here < end:
            option = pattern(r"\[[^\[\]\n]*\]").match(self.text, here, end)
            if option:
                here = option.end()
                continue
            space = pattern(r"[ \t]*\{").match(self.text, here, end)
            close = self.brace(space.end() - 1) if space else None
            if close is None or close >= end:
                break
            here = close + 1
        return here

    def _environment(self, at: int, end: int) -> int | None:
        name = pattern(r"\\begin[ \t]*\{([^{}\s]+)\}").match(self.text, at, end)
        if not name or name[1] in self._no_environment:
            return None
        found = environment(self.text, at, end)
        if found is None:
            self._no_environment.add(name[1])
            return None
        return found[1]

    def opaque(self, at: int, end: int) -> int | None:
        """The end of what stands at `at` and is not read for brackets or bars: escape, code, math, tag, TeX."""
        char = self.text[at]
        if char == "\\":
            after = self.text[at + 1 : at + 2]
            return self.tex(at, end) if after.isalpha() else min(at + 2, end)
        if char == "`":
            return self.code(at, end)
        if char == "$":
            if self.text.startswith("$$", at):
                return display_math(self.text, at, end)
            return inline_math(self.text, at, end)
        if char != "<":
            return None
        found = tag(self.text, at, end)
        if found and (found[2] or "").lower() not in BLOCK_TAGS:
            return found.end()
        return self.comment(at, end)

    def pair(self, at: int) -> int | None:
        """The offset of the bracket that closes the one at `at`; brackets in code, math and tags do not count."""
        if self._pairs is None:
            self._pairs = {}
            stack: list[int] = []
            end = len(self.text)
            here = 0
            special = pattern(r"[\\`$<\[\]]")
            while match := special.search(self.text, here):
                here = match.start()
                char = match.group()
                if char == "[":
                    stack.append(here)
                    here += 1
                elif char == "]":
                    if stack:
                        self._pairs[stack.pop()] = here
                    here += 1
                else:
                    here = self.opaque(here, end) or here + 1
        return self._pairs.get(at)
