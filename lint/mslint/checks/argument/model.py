"""What is read of a paper's argument. Values only; reads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mslint.model import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A question, objective, hypothesis, finding, … as the paper states it.

    `kind` is the singular of its name ("question"); `block` and `section` are indexes of the document. `label` is the
    name that the paper gives it (“RQ1”), `number` the number in it or its place in a list. `listed`: it stands in a
    list
    or section of its kind or has a label, or is one of several clauses of a sentence (`clause`), and is not merely
    mentioned in running text.
    """

    kind: str
    text: str
    span: Span
    block: int
    section: int
    label: str = ""
    number: str = ""
    listed: bool = False
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A section, with the sections below it, as one treatment of something.

    `topical`: its heading names a matter, not a part of any paper. `counts` says how often each family of words occurs
    in it, `heading` which stand in its heading, `own` how often in its text alone.
    """

    section: int
    title: str
    span: Span  # of the heading
    role: str
    topical: bool
    level: int
    counts: Mapping[str, int]
    heading: frozenset[str]
    own: Mapping[str, int]
    held: Mapping[str, int]  # in how many of its blocks, headings among them, a family stands
    size: int  # words
    place: tuple[int, int, int] | None = None  # of a paragraph or sentence that stands for itself: block, start, end


@dataclass(frozen=True, slots=True)
class Argument:
    """All statements of a paper by kind, and the sections in which it can answer them."""

    questions: tuple[Statement, ...] = ()
    objectives: tuple[Statement, ...] = ()
    hypotheses: tuple[Statement, ...] = ()
    findings: tuple[Statement, ...] = ()
    recommendations: tuple[Statement, ...] = ()
    conclusions: tuple[Statement, ...] = ()
    problems: tuple[Statement, ...] = ()
    units: tuple[Unit, ...] = ()
