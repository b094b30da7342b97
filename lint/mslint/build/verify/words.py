"""Whether the words of a paper are in a built file: nothing lost, nothing out of order within a run of words. Pure.

Compared are letters and digits alone (NFKC, case folded), so that ligatures, hyphens at line ends, quotation marks and
the spaces of a page make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mslint.build import tree
from mslint.model import Document, Piece, Span

_NO_LETTERS = re.compile(r"[\W_]+")
_NOT_SHOWN = ("author", "keywords", "furniture")
"""Blocks that a built file shows in other words, or not at all."""

_LOCATOR = re.compile(r"^\s*\[[^\[\]]*\]")
"""What follows a citation by key and belongs to it: “@key [p. 77]”."""

_BREAKS = ("Note", "Math", "RawInline", "RawBlock", "Image")


def letters(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def of_tree(value: Any) -> Iterator[str]:
    """The runs of words in pandoc's tree, cut at formulas, images, notes (which are runs of their own) and blocks."""
    runs: list[str] = [""]
    _gather(value, runs)
    return (run for run in runs if run.strip())


def _gather(value: Any, runs: list[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _gather(item, runs)
        return
    if not isinstance(value, dict):
        return
    kind, content = value.get("t", ""), value.get("c", [])
    if tree.is_word(value) or kind == "LineBreak":
        runs[-1] += tree.plain(value)
    elif kind in _BREAKS:
        runs.append("")
        if kind == "Note":
            _gather(content, runs)
            runs.append("")
    elif kind == "Code":
        runs[-1] += content[1]
    elif kind == "CodeBlock":
        runs += [content[1], ""]
    elif kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
        _gather(content, runs)
    elif kind in ("Link", "Span", "Cite", "Quoted"):
        _gather(content[1], runs)
    else:
        runs.append("")
        _gather(content, runs)
        runs.append("")


def of_document(document: Document) -> Iterator[str]:
    """The runs of words that the author wrote, cut at all that is no plain text (formulas, markup) and without
    citations by key, whose words are the citation style's.
    """
    groups = sorted({_bracket(citation.span, document.text) for citation in document.citations if citation.key})
    for block in document.prose():
        if block.kind in _NOT_SHOWN:
            continue
        run, cited = "", False
        for piece in block.pieces:
            if piece.kind == "text":
                first, *others = _outside(piece, groups)
                runs = [run + first, *others]
                run = runs.pop()
            else:
                runs, run = [run], ""
            for whole in runs:
                yield _LOCATOR.sub("", whole, count=1) if cited else whole
                cited = False
            cited = cited or piece.kind == "citation"
        yield _LOCATOR.sub("", run, count=1) if cited else run


def _outside(piece: Piece, groups: Sequence[Span]) -> list[str]:
    """The piece's words before, between and behind the brackets that it has a part of."""
    at = piece.span.start
    found = []
    first = max(bisect_right(groups, (at, at)) - 1, 0)
    for group in groups[first : bisect_right(groups, (piece.span.end, 0))]:
        if group.overlaps(piece.span):
            found.append(piece.prose[at - piece.span.start : max(group.start - piece.span.start, 0)])
            at = group.end
    return [*found, piece.prose[at - piece.span.start :]]


def _bracket(mark: Span, text: str) -> Span:
    """The bracket that a citation by key stands in, with all its words; the mark alone if it stands in none."""
    start, end = text.rfind("[", 0, mark.start), text.find("]", mark.end)
    if start < 0 or end < 0 or "]" in text[start : mark.start] or "[" in text[mark.end : end]:
        return mark
    return Span(start, end + 1)


def missing(runs: Iterable[str], text: str) -> list[str]:
    """The first words of each run that is not in one piece in the `text` of a file (given as `letters`), from where it
    departs from it.
    """
    at = 0
    lost = []
    for run in runs:
        wanted = letters(run)
        found = text.find(wanted, at)
        if found < 0:
            found = text.find(wanted)
        if found < 0:
            lost.append(_departing(run.split(), text))
        else:
            at = found
    return lost


SHOWN = 6
"""Words of a run that are told."""


def _departing(words: list[str], text: str) -> str:
    """The words from the first that the text does not have after those before it."""
    low, high = 0, len(words)  # words[:low] are in the text together, words[:high] are not
    while high - low > 1:
        middle = (low + high) // 2
        if letters("".join(words[:middle])) in text:
            low = middle
        else:
            high = middle
    shown = words[low : low + SHOWN]
    return " ".join(shown) + (" …" if low + SHOWN < len(words) else "")
