"""Readies tables: widths that hold their words; for Word, cells in their own style. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mslint.build import tree
from mslint.build.tree import Node

STYLE = "Table Text"
_LETTER, _MARGINS = 2 / 11, 4
"""Width of a letter in millimetres for each point of its size, and of a cell's margins."""

_GAP = (
    '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:suppressLineNumbers/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="12"/></w:rPr></w:r></w:p>'
)
"""After a table: Word runs two tables together that follow each other."""


def widened(node: Node, width: float, size: float) -> Node | None:
    """A table whose columns have the shares of the text's `width` (mm) that their words, set in `size` points, need.

    Word and Typst break a word that its column cannot hold, or let it run into the next, and Word without shares makes
    columns alike. None for what is no table.
    """
    if node["t"] != "Table":
        return None
    columns = node["c"][2]
    words, whole = [0] * len(columns), [0] * len(columns)
    for row in tree.rows(node):
        for index, cell in enumerate(row[1][: len(columns)]):
            if cell[3] == 1:
                text = tree.plain(cell[4])
                words[index] = max([words[index], *map(len, text.split())])
                whole[index] = max(whole[index], len(text.strip()))
    asked = [
        column[1].get("c") or (_LETTER * size * n + _MARGINS) / width for column, n in zip(columns, whole, strict=True)
    ]
    if sum(asked) > 1:
        asked = [share / sum(asked) for share in asked]
    least = [min((_LETTER * size * letters + _MARGINS) / width, 1 / len(columns)) for letters in words]
    shares = _given(asked, least)
    widths = [
        [column[0], {"t": "ColWidth", "c": round(share, 4)}] for column, share in zip(columns, shares, strict=True)
    ]
    return {"t": "Table", "c": [*node["c"][:2], widths, *node["c"][3:]]}


def _given(asked: list[float], least: list[float]) -> list[float]:
    """The shares asked for, but at least `least` each, taken from those that have more."""
    needed = sum(max(0.0, low - share) for share, low in zip(asked, least, strict=True))
    spare = sum(max(0.0, share - low) for share, low in zip(asked, least, strict=True))
    if not needed or not spare:
        return [max(share, low) for share, low in zip(asked, least, strict=True)] if not spare else asked
    part = min(1.0, max(0.0, needed - (1 - sum(asked))) / spare)
    return [low if share < low else share - part * (share - low) for share, low in zip(asked, least, strict=True)]


def styled(node: Node, inside: Callable[[Node], Node | None]) -> Node:
    """The table with its cells in their own style, and what is in them changed by `inside`. Its identifier goes to a
    Div: pandoc would write the bookmark of a numbered table twice, which Word takes for damage.
    """
    attributes, caption, columns, head, bodies, foot = node["c"]

    def cells(value: Any) -> Any:
        # a cell: [attributes, alignment, rows, columns, blocks]
        if isinstance(value, list):
            if len(value) == 5 and isinstance(value[1], dict) and isinstance(value[2], int):
                return [*value[:4], [_cell(block) for block in tree.walk(value[4], inside)]]
            return [cells(item) for item in value]
        return value

    table = {"t": "Table", "c": [["", *attributes[1:]], caption, columns, cells(head), cells(bodies), cells(foot)]}
    return {"t": "Div", "c": [[attributes[0], [], []], [table, tree.raw_block("openxml", _GAP)]]}


def _cell(block: Node) -> Node:
    if block["t"] in ("Plain", "Para"):
        return tree.styled(STYLE, [tree.para(block["c"])])
    return tree.styled(STYLE, [block]) if block["t"] in ("BulletList", "OrderedList") else block


_SHORT = 15
"""Rows up to which a table stays on one page."""

_TABLE = re.compile(rb"<w:tbl>.*?</w:tbl>", re.DOTALL)
_IN_STYLE = b'<w:pStyle w:val="TableText" />'


def kept_together(xml: bytes) -> bytes:
    """The body of a document in which short tables do not break over two pages: each row is kept with the next."""

    def kept(match: re.Match[bytes]) -> bytes:
        *rows, last = match[0].split(b"<w:tr>")
        if len(rows) > _SHORT:
            return match[0]
        return b"<w:tr>".join([*(row.replace(_IN_STYLE, _IN_STYLE + b"<w:keepNext/>") for row in rows), last])

    return _TABLE.sub(kept, xml)
