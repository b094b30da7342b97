"""Takes out of a paper what tells who wrote it: names, addresses, thanks, funding. Pure; the words are `blind.yml`.

References to the authors' own works stay, as other people's do: how they are written is for the check of anonymity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from mslint import shipped
from mslint.build import tree
from mslint.build.front import Front
from mslint.build.tree import Inlines, Node

WITHHELD = "[withheld]"
_LEAD = re.compile(r"([^\W\d][^.:\n]{2,60}?)\s*[.:—]\s")


def title_page(front: Front) -> Front:
    """The title page without authors and places, and with their names withheld in title and abstract."""
    names = _names(front)
    page = replace(front, authors=(), affiliations=())
    if names is None:
        return page
    return replace(
        page,
        title=_withheld(front.title, names),
        subtitle=_withheld(front.subtitle, names),
        abstract=tuple(_withheld(list(front.abstract), names)),
    )


def text(blocks: Sequence[Node], front: Front) -> list[Node]:
    """The blocks without the sections, paragraphs and notes that tell the authors of `front`, whose names, addresses
    and identifiers read WITHHELD.
    """
    names = _names(front)

    def change(node: Node) -> Node | None:
        if node["t"] == "Note" and _thanks(tree.plain(node["c"])):
            return {"t": "Str", "c": ""}
        if node["t"] == "Link" and names and names.search(node["c"][2][0]):
            return {"t": "Str", "c": WITHHELD}
        if node["t"] in ("Code", "CodeBlock") and names and names.search(node["c"][1]):
            return {"t": node["t"], "c": [node["c"][0], names.sub(WITHHELD, node["c"][1])]}
        return None

    kept = tree.walk(_without_sections(blocks), change)
    return list(_withheld(kept, names)) if names else list(kept)


def _names(front: Front) -> re.Pattern[str] | None:
    """What the authors, their addresses and their places are called."""
    known = [*front.names, *(tree.plain(place).strip() for place in front.affiliations)]
    for author in front.authors:
        known += [author.email, author.orcid]
    found = sorted({" ".join(name.split()) for name in known if len(name.strip()) > 3}, key=len, reverse=True)
    if not found:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in found) + r")(?!\w)")


def _heading(words: str) -> bool:
    plain = " ".join(re.sub(r"^[\dIVX.]+\s+", "", words).split()).strip(" .:").casefold().replace("’", "'")
    return plain in _data("headings")


def _thanks(words: str) -> bool:
    return not _data("thanks").isdisjoint(_grams(words.casefold()))


def _grams(words: str) -> set[str]:
    """The words of a text, and each two that follow each other."""
    found = re.findall(r"\w+", words)
    return {*found, *(" ".join(pair) for pair in pairwise(found))}


def _data(key: str) -> frozenset[str]:
    return frozenset(shipped.data("blind")[key])


def _without_sections(blocks: Sequence[Node]) -> list[Node]:
    """The blocks without those under a heading that tells the authors, or that begin with one."""
    kept: list[Node] = []
    level = 0  # of the heading whose section is left out
    for block in blocks:
        if block["t"] == "Header":
            if level and block["c"][0] > level:
                continue
            level = block["c"][0] if _heading(tree.plain(block["c"][2])) else 0
        elif not level and block["t"] == "Para":
            lead = _LEAD.match(tree.plain(block["c"]))
            if lead and _heading(lead[1]):
                continue
        if not level or (block["t"] == "Div" and block["c"][0][0] == "refs"):
            kept.append(block)
    return kept


def _withheld(value: Any, names: re.Pattern[str]) -> Any:
    """The tree with the names in its runs of words replaced."""
    if isinstance(value, dict):
        return {key: _withheld(item, names) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    if not any(tree.is_word(item) and isinstance(item, dict) for item in value):
        return [_withheld(item, names) for item in value]
    found: Inlines = []
    run: Inlines = []
    for item in [*value, None]:
        if item is not None and tree.is_word(item):
            run.append(item)
            continue
        found += _run(run, names)
        run = []
        if item is not None:
            found.append(_withheld(item, names))
    return found


def _run(run: Inlines, names: re.Pattern[str]) -> Inlines:
    text = tree.plain(run)
    return tree.words(names.sub(WITHHELD, text)) if names.search(text) else run
