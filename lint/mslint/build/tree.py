"""Helpers for pandoc's document tree as JSON: reading words out of it, making inlines, walking. Pure; knows no paper.

The shapes are those of https://hackage.haskell.org/package/pandoc-types (Text.Pandoc.Definition): an element is
`{"t": name, "c": content}`, a metadata value the same with `MetaMap`, `MetaList`, `MetaInlines`, ….
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Node = dict[str, Any]
Inlines = list[Node]

API = [1, 23, 1, 1]
"""The version of pandoc's types that these shapes are of."""

PAGE_BREAK: Node = {"t": "RawBlock", "c": ["pagebreak", ""]}
"""Stands for a page break until the writer's own is known; no writer shows it."""

_BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
_WORDS = frozenset({"Str", "Space", "SoftBreak"})
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def plain(value: Any) -> str:
    """The words of an element, a list of elements or a metadata value; notes are left out."""
    if isinstance(value, list):
        return "".join(plain(item) for item in value)
    if not isinstance(value, dict):
        return ""
    kind: str = value.get("t", "")
    content: Any = value.get("c")
    if kind in _BREAKS:
        return _BREAKS[kind]
    if kind in ("Str", "MetaString"):
        return str(content)
    if kind in ("Code", "Math"):
        return str(content[1])
    if kind == "Quoted":
        opening, closing = _QUOTES[content[0]["t"]]
        return opening + plain(content[1]) + closing
    if kind == "Cite":
        return plain(content[1])
    if kind in ("Note", "RawInline", "RawBlock", "MetaMap", "MetaBool"):
        return ""
    if kind in ("Para", "Plain"):
        return plain(content) + "\n"
    return plain(content)


def inlines(value: Any) -> Inlines:
    """A metadata value as inlines; paragraphs are run together."""
    if not value:
        return []
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        return list(content)
    if kind == "MetaBlocks":
        found: Inlines = []
        for block in content:
            if block["t"] in ("Para", "Plain"):
                found += [{"t": "Space"}, *block["c"]] if found else block["c"]
        return found
    return words(plain(value))


def items(value: Any) -> list[Node]:
    """The members of a metadata list; a single value counts as a list of one, nothing as none."""
    if not value:
        return []
    return list(value["c"]) if value["t"] == "MetaList" else [value]


def scalar(value: Node) -> str | bool:
    """A metadata value as plain data: true, false, or its words."""
    return bool(value["c"]) if value["t"] == "MetaBool" else plain(value).strip()


def words(text: str) -> Inlines:
    """Inlines that read as `text`."""
    found: Inlines = []
    for index, word in enumerate(text.split(" ")):
        if index:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found


def raw(target: str, text: str) -> Node:
    """An inline that the writer for `target` passes through as it is."""
    return {"t": "RawInline", "c": [target, text]}


def raw_block(target: str, text: str) -> Node:
    """A block that the writer for `target` passes through as it is."""
    return {"t": "RawBlock", "c": [target, text]}


def superscript(text: str) -> Node:
    return {"t": "Superscript", "c": words(text)}


def strong(content: Inlines) -> Node:
    return {"t": "Strong", "c": content}


def link(text: str, url: str) -> Node:
    return {"t": "Link", "c": [["", [], []], words(text), [url, ""]]}


def styled(style: str, blocks: Sequence[Node]) -> Node:
    """The blocks in the paragraph style called `style` (DOCX)."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], list(blocks)]}


def style(node: Node) -> str:
    """The style of a Div that `styled` made; "" of another."""
    return next((str(value) for key, value in node["c"][0][2] if key == "custom-style"), "")


def para(content: Inlines) -> Node:
    return {"t": "Para", "c": content}


def joined(parts: Sequence[Inlines], between: str) -> Inlines:
    """The parts with `between` between them."""
    found: Inlines = []
    for part in parts:
        found += [*(words(between) if found else []), *part]
    return found


def without_notes(content: Inlines) -> Inlines:
    """The inlines without footnotes and links, for a place that points to where they stand."""
    found: Inlines = []
    for item in content:
        if item["t"] == "Link":
            found += item["c"][1]
        elif item["t"] != "Note":
            found.append(item)
    return found


def rows(table: Node) -> list[Any]:
    """All rows of a table, head and foot too."""
    _, _, _, head, bodies, foot = table["c"]
    return [*head[1], *(row for body in bodies for rows in body[2:4] for row in rows), *foot[1]]


def walk(value: Any, change: Callable[[Node], Node | None]) -> Any:
    """A copy of the tree where `change` has replaced the elements for which it returned one, outermost first.

    What it returned is not walked again. Words and spaces, nine elements in ten, are not shown to `change`.
    """
    if isinstance(value, list):
        return [  # written out, for this is where the time of a long paper goes
            walk(item, change)
            if item.__class__ is list or (item.__class__ is dict and item.get("t") not in _WORDS)
            else item
            for item in value
        ]
    if not isinstance(value, dict):
        return value
    if "t" in value:
        changed = change(value)
        if changed is not None:
            return changed
        content = value.get("c")
        return {**value, "c": walk(content, change)} if isinstance(content, list | dict) else value
    return {key: walk(item, change) for key, item in value.items()}


def is_word(item: Any) -> bool:
    """Whether the item is a word, the space between two, or a bare string."""
    return isinstance(item, str) or (isinstance(item, dict) and item.get("t") in _WORDS)
