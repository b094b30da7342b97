"""Puts a paper's blocks where its profile wants them: figures and tables at the end, notes to their tables. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mslint.build import tree
from mslint.build.crossrefs import NUMBER
from mslint.build.profile import Profile
from mslint.build.tree import Inlines, Node

TABLE_NOTE = "Table Note"
CONTINUED = "Continued"
PLACEMENT = "Placement"
WIDE = "wide"
"""The class of figures and tables that take both columns of a page."""

_NOTE = re.compile(r"\s*(?:notes?|sources?)\s*[.:]", re.IGNORECASE)
_COLUMN = 40
"""Letters that a table's row may have in a column of a page with two: about what a line of 9 points holds there."""


def arranged(blocks: Sequence[Node], profile: Profile) -> list[Node]:
    """The blocks in the order of the profile."""
    found = _with_table_notes(blocks)
    if profile.indent:
        found = _continued(found)
    if profile.references_page:
        found = _references_apart(found)
    if profile.columns == 2:
        found = [_widened(block) for block in found]
    return _at_end(found, profile) if profile.figures_at_end else found


def listed(blocks: Sequence[Node], name: str) -> list[Node]:
    """The headings (to level 3), captioned figures or captioned tables that the list called `name` has."""
    if name == "contents":
        return [block for block in blocks if block["t"] == "Header" and block["c"][0] <= 3 and block["c"][1][0]]
    kind = {"figures": "Figure", "tables": "Table"}[name]
    return [block for block in blocks if block["t"] == kind and number(block)]


def number(node: Node) -> int:
    """The number of a captioned figure or table; 0 of another."""
    return next((int(value) for key, value in reversed(node["c"][0][2]) if key == NUMBER), 0)


def is_wide(node: Node) -> bool:
    """Whether a figure or table takes both columns: pandoc leaves a figure's classes to its picture."""
    found = [WIDE in node["c"][0][1]]

    def look(item: Node) -> None:
        found.append(item["t"] == "Image" and WIDE in item["c"][0][1])

    tree.walk(node["c"][1:], look)
    return any(found)


def _with_table_notes(blocks: Sequence[Node]) -> list[Node]:
    """A paragraph that follows a table and begins with “Note.” or “Source:” is the table's note."""
    found: list[Node] = []
    for block in blocks:
        note = block["t"] == "Para" and found and found[-1]["t"] == "Table" and _NOTE.match(tree.plain(block["c"]))
        found.append(tree.styled(TABLE_NOTE, [block]) if note else block)
    return found


def _continued(blocks: Sequence[Node]) -> list[Node]:
    """A paragraph that goes on after a displayed formula is not indented."""
    found: list[Node] = []
    for block in blocks:
        before = found[-1] if found else None
        after_formula = before is not None and before["t"] == "Para" and _is_formula(before["c"])
        goes_on = after_formula and block["t"] == "Para" and tree.plain(block["c"])[:1].islower()
        found.append(tree.styled(CONTINUED, [block]) if goes_on else block)
    return found


def _is_formula(content: Inlines) -> bool:
    """Whether a displayed formula ends the inlines."""
    shown = [item for item in content if item["t"] != "Space" and item.get("c") != ""]
    last = shown[-1] if shown else None
    if last and last["t"] == "Span" and last["c"][1]:
        last = last["c"][1][-1]
    return bool(last and last["t"] == "Math" and last["c"][0]["t"] == "DisplayMath")


def _references_apart(blocks: list[Node]) -> list[Node]:
    """The reference list, with its heading, on a page of its own."""
    refs = next((i for i, block in enumerate(blocks) if block["t"] == "Div" and block["c"][0][0] == "refs"), None)
    if not refs:
        return blocks
    start = refs - 1 if blocks[refs - 1]["t"] == "Header" else refs
    return [*blocks[:start], tree.PAGE_BREAK, *blocks[start:]]


def _widened(block: Node) -> Node:
    """A table that a column cannot hold takes both."""
    if block["t"] != "Table" or WIDE in block["c"][0][1] or _letters(block) <= _COLUMN:
        return block
    (name, classes, pairs), *rest = block["c"]
    return {"t": "Table", "c": [[name, [*classes, WIDE], pairs], *rest]}


def _letters(table: Node) -> int:
    """Letters of the longest word in each column, together, and two between columns; long rows count by half."""
    longest: dict[int, int] = {}
    whole = 0
    for row in tree.rows(table):
        cells = [tree.plain(cell[4]) for cell in row[1]]
        whole = max(whole, sum(map(len, cells)) // 2)
        for index, text in enumerate(cells):
            longest[index] = max([longest.get(index, 0), *map(len, text.split())])
    return max(whole, sum(longest.values()) + 2 * len(longest))


def _at_end(blocks: Sequence[Node], profile: Profile) -> list[Node]:
    """Captioned figures and tables, each on its own page behind all else; a line tells where they belong."""
    text: list[Node] = []
    moved: dict[str, list[list[Node]]] = {"Table": [], "Figure": []}
    for block in blocks:
        if block["t"] in moved and number(block):
            called = profile.table if block["t"] == "Table" else profile.figure
            moved[block["t"]].append([tree.PAGE_BREAK, block])
            mark = f"[{called.word} {called.numbered(number(block))} about here]"
            text.append(tree.styled(PLACEMENT, [tree.para(tree.words(mark))]))
        elif text and block["t"] == "Div" and tree.style(block) == TABLE_NOTE and moved["Table"]:
            moved["Table"][-1].append(block)
        else:
            text.append(block)
    return [*text, *(block for group in moved.values() for blocks in group for block in blocks)]
