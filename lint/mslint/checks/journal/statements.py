"""Whether a paper says what journals ask it to say: data, ethics, interests, contributions, funding, AI. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from mslint import shipped
from mslint.model import Document


def missing(document: Document, wanted: tuple[str, ...]) -> list[str]:
    """Those of the statements wanted (names of `rules/data/journal.yml`) that the paper does not make.

    One is made by a heading that names it, a key of the front matter, or a sentence in its words.
    """
    headings = {plain(section.title) for section in document.sections}
    text = "\n".join(block.text for block in document.blocks if document.role(block) != "references")
    return [name for name in wanted if not _made(name, headings, document.meta, text)]


def _made(name: str, headings: set[str], meta: Mapping[str, Any], text: str) -> bool:
    data = shipped.data("journal")["statements"][name]
    if headings.intersection(data["headings"]) or any(meta.get(key) for key in data["meta"]):
        return True
    return bool(_phrases(name).search(text))


def named(name: str) -> str:
    """The statement in words: “a statement of funding”."""
    return str(shipped.data("journal")["statements"][name]["name"])


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile("|".join(shipped.data("journal")["statements"][name]["phrases"]), re.IGNORECASE)


def plain(title: str) -> str:
    """A heading in lower case, without its number and without punctuation."""
    words = re.sub(r"[’']", "", title.casefold())
    words = re.sub(r"^\W*(?:\d+(?:\.\d+)*|[ivx]+)[.)]?\s+", "", words)
    return " ".join(re.sub(r"[^\w]+", " ", words).split())
