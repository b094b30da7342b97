"""What a paper's files must have: its words, its properties, and nothing that a blind copy goes without. Pure."""

from __future__ import annotations

import re

from mslint.build import tree
from mslint.build.front import Front
from mslint.build.prepare import Paper
from mslint.build.tree import Node
from mslint.build.verify import Expected, words
from mslint.model import Document

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")

SHORT = 3
"""Letters up to which a name is no secret: it stands in other words."""


def expected(paper: Paper, document: Document, hidden: Front | None) -> Expected:
    """What the files of `paper`, made of `document`, must have. A blind copy goes without the title page `hidden`.

    The words are those of the paper as it is written (with its citations and references), and those that the document
    was read to have, so that neither reading nor writing loses any; of a blind copy the former alone.
    """
    page = paper.front
    runs = list(words.of_tree([*page.title, *page.abstract, *paper.blocks]))
    written = sum(len(run.split()) for run in runs)
    if hidden is None:
        runs += words.of_document(document)
    return Expected(
        title=tree.plain(page.title).strip(),
        authors=tuple(page.names),
        language=page.language if _LANGUAGE.fullmatch(page.language) else "",
        words=written,
        runs=tuple(run for run in runs if words.letters(run)),
        secrets=_secrets(hidden, paper) if hidden else (),
    )


def _secrets(hidden: Front, paper: Paper) -> tuple[str, ...]:
    """Names, addresses and places of the authors, but for those that the reference list has, for an own work."""
    listed = words.letters(" ".join(words.of_tree(_references(paper.blocks))))
    known = [*hidden.names, *(tree.plain(place).strip() for place in hidden.affiliations)]
    known += [value for author in hidden.authors for value in (author.email, author.orcid)]
    return tuple(s for s in dict.fromkeys(known) if len(s) > SHORT and words.letters(s) not in listed)


def _references(blocks: list[Node]) -> list[Node]:
    return [block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"]
