"""The argument as a table: question, objective, section, finding, conclusion, each with its sentence.
Finds no faults.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mslint.checks.argument import matrix
from mslint.checks.argument.matrix import ALIKE, Matrix
from mslint.checks.argument.model import Statement, Unit
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

    A row without a question holds an objective, section or finding that goes with none.
    """

    question: Cell | None = None
    objective: Cell | None = None
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

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.problems or self.hypotheses or self.recommendations)


def outline(document: Document) -> Outline:
    """The document's argument matrix."""
    read = matrix.build(document)
    argument = read.argument
    return Outline(
        tuple(_rows(read)),
        tuple(_cell(s) for s in argument.problems),
        tuple(_cell(s) for s in argument.hypotheses),
        tuple(_cell(s) for s in argument.recommendations),
    )


def _rows(read: Matrix) -> list[Row]:
    argument = read.argument
    leading = argument.questions or argument.objectives
    if not leading:
        return [Row(findings=(_cell(f),), conclusion=_conclusion(read, f)) for f in argument.findings]
    others = [o for o in argument.objectives if leading is not argument.objectives]
    objective_of = {o: q for o in others if (q := _partner(read, o, leading))}
    finding_of = {f: q for f in argument.findings if (q := _partner(read, f, leading))}
    rows: list[Row] = []
    shown: set[int] = set()
    for statement in leading:
        unit = read.section_of(statement)
        shown.add(id(unit))
        mine = [o for o, q in objective_of.items() if q is statement]
        row = Row(
            _cell(statement) if leading is argument.questions else None,
            _cell(mine[0]) if mine else _cell(statement) if leading is argument.objectives else None,
            _section(unit),
            tuple(_cell(f) for f, q in finding_of.items() if q is statement),
            _conclusion(read, statement),
        )
        rows.append(row)
        rows += [Row(objective=_cell(o)) for o in mine[1:]]
    rows += [Row(objective=_cell(o), section=_section(read.section_of(o))) for o in others if o not in objective_of]
    rows += [Row(section=_section(u)) for u in read.answering if u.topical and id(u) not in shown]
    rows += [Row(findings=(_cell(f),)) for f in argument.findings if f not in finding_of]
    return rows


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
