"""Writes the word and number of figures and tables into their captions, for formats that do not count. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mslint.build import arrange, tree
from mslint.build.crossrefs import NUMBER
from mslint.build.profile import Caption, Profile
from mslint.build.tree import Inlines, Node

Field = Callable[[str, str, bool, bool], Inlines]
"""Makes a number's inlines of its kind (Figure, Table), the number as written, whether it is Roman, and strong."""


def plain_number(kind: str, number: str, roman: bool, strong: bool) -> Inlines:
    return tree.words(number)


def label(node: Node, profile: Profile) -> str:
    """“Figure 2: ” for a captioned figure or table."""
    called = _caption(node, profile)
    return f"{called.word} {called.numbered(arrange.number(node))}{': ' if called.own_line else called.after}"


def prefixed(node: Node, profile: Profile, field: Field = plain_number) -> Node | None:
    """The figure or table with word and number before its caption; None for any other element."""
    if node["t"] not in ("Figure", "Table") or not arrange.number(node):
        return None
    called = _caption(node, profile)
    strong = called.label == "strong"
    number = field(node["t"], called.numbered(arrange.number(node)), called.number == "I", strong)
    word = called.word.upper() if called.label == "upper" else called.word
    start = [{"t": "Str", "c": f"{word}\N{NO-BREAK SPACE}"}, *number]
    start = [tree.strong(start)] if strong else start
    start += [{"t": "LineBreak"}] if called.own_line else tree.words(called.after)
    (name, classes, pairs), (short, long), *rest = node["c"]
    kept = [pair for pair in pairs if pair[0] != NUMBER]
    return {"t": node["t"], "c": [[name, classes, kept], [short, _before(start, long, called.title)], *rest]}


def _caption(node: Node, profile: Profile) -> Caption:
    return profile.table if node["t"] == "Table" else profile.figure


def _before(start: Inlines, blocks: list[Any], title: str) -> list[Any]:
    """The caption's blocks with `start` before the first words."""
    if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
        return [{"t": "Plain", "c": start}, *blocks]
    words = blocks[0]["c"]
    while words and words[0]["t"] in ("Space", "SoftBreak"):
        words = words[1:]
    if title:
        words = [{"t": {"emph": "Emph", "smallcaps": "SmallCaps"}[title], "c": words}]
    return [{"t": blocks[0]["t"], "c": [*start, *words]}, *blocks[1:]]
