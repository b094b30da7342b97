"""The argument as a table: question, objective, hypothesis, section, finding, conclusion, each with its sentence.
Finds no faults.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mslint.checks.argument import matrix
from mslint.checks.argument.cues import cues
from mslint.checks.argument.matrix import ALIKE, OPENING, Matrix
from mslint.checks.argument.model import Statement, Unit
from mslint.checks.argument.terms import families
from mslint.model import Document, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A sentence of the paper, or a section's title, and where it stands."""

    text: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands for one question; a part is None where nothing of the paper does.

    A row without a question holds an objective, hypothesis, section or finding that goes with none. Where the paper
    lists no finding, it is the sentence of the section that says most of what was asked.
    """

    question: Cell | None = None
    objective: Cell | None = None
    hypothesis: Cell | None = None
    section: Cell | None = None
    findings: tuple[Cell, ...] = ()
    conclusion: Cell | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows of the matrix, and what stands beside it. Lists are in the paper's order."""

    rows: tuple[Row, ...]
    problems: tuple[Cell, ...]
    hypotheses: tuple[Cell, ...]
    recommendations: tuple[Cell, ...]
    claims: tuple[Cell, ...] = ()  # what a paper says that it argues

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.problems or self.hypotheses or self.recommendations or self.claims)


def outline(document: Document) -> Outline:
    """The document's argument matrix."""
    read = matrix.build(document)
    argument = read.argument
    return Outline(
        tuple(_rows(read)),
        tuple(_cell(s) for s in argument.problems),
        tuple(_cell(s) for s in argument.hypotheses),
        tuple(_cell(s) for s in argument.recommendations),
        tuple(_claims(read)),
    )


def _claims(read: Matrix) -> Iterator[Cell]:
    """The sentences of the introduction, else of the abstract, in which the paper says what it argues."""
    document = read.document
    found = [
        (document.role(block), Cell(" ".join(block.text[begin:end].split()), block.to_source(begin, end)))
        for block in document.prose("paragraph", "abstract")
        if document.role(block) in OPENING
        for begin, end in block.sentences
        if cues().thesis.search(block.text, begin, end)
    ]
    later = [cell for role, cell in found if role not in ("front", "abstract")]
    yield from later or (cell for _, cell in found)


def _rows(read: Matrix) -> list[Row]:
    argument = read.argument
    leading = argument.questions or argument.objectives
    objectives = argument.objectives if leading is argument.questions else ()
    groups = {s: [s] for s in leading}
    for kind in (objectives, argument.hypotheses):
        partners = {s: _partner(read, s, leading) for s in kind}
        taken: set[Statement] = set()
        for statement, partner in partners.items():
            if partner is None or partner in taken or (statement.listed and not partner.listed):
                groups[statement] = [statement]
            else:
                groups[partner].append(statement)
                taken.add(partner)
    finding_of = {f: q for f in argument.findings if (q := _partner(read, f, leading))}
    some_listed = any(s.listed for s in groups)
    rows: list[Row] = []
    shown: set[int] = set()
    for first, group in groups.items():
        unit = read.section_of(first) if first.listed or not some_listed else None
        shown.add(id(unit))
        cells = {s.kind: _cell(s) for s in group}
        findings = tuple(_cell(f) for f, q in finding_of.items() if q is first)
        if not findings and unit is not None:
            findings = _telling(read, unit, first)
        asked = (cells.get("question"), cells.get("objective"), cells.get("hypothesis"))
        rows.append(Row(*asked, _section(unit), findings, _conclusion(read, first)))
    rows += [Row(section=_section(u)) for u in read.answering if groups and u.topical and id(u) not in shown]
    left = [f for f in argument.findings if f not in finding_of]
    return rows + [Row(findings=(_cell(f),), conclusion=None if groups else _conclusion(read, f)) for f in left]


def _telling(read: Matrix, unit: Unit, statement: Statement) -> tuple[Cell, ...]:
    """The sentence of a section that says most of a statement, the first of equal ones; () if it has none."""
    terms, (first, last) = read.terms[statement], unit.place[1:] if unit.place else (0, len(read.document.text))
    sentences = [
        (block, begin, end)
        for block in read.blocks(unit)
        if block.kind in ("paragraph", "item")
        for begin, end in block.sentences
        if first <= begin < last
    ]
    if not sentences:
        return ()
    block, begin, end = max(sentences, key=lambda s: read.words.cover(terms, Counter(families(s[0].text[s[1] : s[2]]))))
    return (Cell(" ".join(block.text[begin:end].split()), block.to_source(begin, end)),)


def _partner(read: Matrix, statement: Statement, among: Sequence[Statement]) -> Statement | None:
    other, score = read.best(statement, among)
    return other if score >= ALIKE else None


def _conclusion(read: Matrix, statement: Statement) -> Cell | None:
    """The sentence of the conclusion that says most of the statement."""
    other, score = max(
        ((s, read.words.shared(read.terms[statement], read.terms[s])) for s in read.argument.conclusions),
        key=lambda pair: pair[1],
        default=(None, 0.0),
    )
    return _cell(other) if other is not None and score >= ALIKE else None


def _cell(statement: Statement) -> Cell:
    return Cell(" ".join(statement.text.split()), statement.span, statement.label)


def _section(unit: Unit | None) -> Cell | None:
    return Cell(unit.title, unit.span) if unit is not None else None
