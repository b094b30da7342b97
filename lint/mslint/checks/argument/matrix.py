"""Sets the parts of an argument against each other: which section treats which question, what answers it. Judges none.

Two statements, or a statement and a section, are compared by the weights of the word families that they share
(`terms`). The thresholds were set on papers of our own (`tests/data/argument`); `tests/benchmarks/argument.py`
measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mslint.checks.argument import statements
from mslint.checks.argument.cues import cues
from mslint.checks.argument.model import Argument, Statement, Unit
from mslint.checks.argument.terms import Vocabulary, family, is_everyday, is_frame, vocabulary
from mslint.checks.argument.tree import below, body, passages, with_opening
from mslint.model import Block, Document
from mslint.words import Word, content

TREATED = 0.3
"""The share of a statement's weight that a section which treats it holds at least, if no other statement claims it."""

SOME = 0.1
"""The share of a statement that a section in its place holds at least, if the rest of the paper does not know it."""

IN_PLACE = 0.3
"""What it is worth that a section stands where the treatment of a statement would; two thirds, where it is foreign."""

SURE = 0.45
"""The share from which on the words leave no doubt which section it is."""

SHARED = 0.55
"""The share from which on a section treats a statement even though another claims it."""

HEADED = 0.6
"""What a section is worth to a statement that names all of its heading, if its text holds less."""

NAMES, KNOWN, APART = 3, 0.34, 0.2
"""How many words that name a matter a statement has at least (a section twice that) to be held against it, and which
share of them the rest of the paper knows at most of one that is foreign to it: a statement, a section."""

LABELLED = 0.22
"""What it adds that a heading has the statement's label (“RQ2: …”): much, but not all, for the label may be left
over.
"""

RARE = 1.0
"""The weight of a word family that some paragraphs hold and most do not."""

OPENING = ("front", "abstract", "introduction", "background", "problem", "questions", "objectives", "hypotheses")
"""Roles of the sections in which a paper says what it is after."""

MARGIN = 0.1
"""How much better a section must fit one statement than another to be claimed by it."""

ROUNDABOUT = 0.1
"""What a likeness through a section is worth less than one of the words themselves."""

ALIKE = 0.25
"""The weight that two statements on one matter share at least, of the lighter one."""


@dataclass(frozen=True)
class Matrix:
    """A document's argument, and how its parts fit one another."""

    document: Document
    argument: Argument
    words: Vocabulary
    terms: Mapping[Statement, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def asks(self) -> bool:
        """Whether the paper states what it asks: then it can be held to it."""
        argument = self.argument
        stated = (*argument.questions, *argument.objectives, *argument.hypotheses)
        if any(s.listed or self.document.sections[s.section].role in OPENING for s in stated):
            return True
        opening = (b for b in self.document.prose("paragraph", "abstract") if self.document.role(b) in OPENING)
        return any(cues().thesis.search(block.text) for block in opening)

    @cached_property
    def lists(self) -> bool:
        """Whether the paper states what it asks in a list or by labels, as student papers and reports do."""
        argument = self.argument
        return any(
            s.listed and (s.label or self.document.blocks[s.block].kind == "item")
            for s in (*argument.questions, *argument.objectives)
        )

    @cached_property
    def answering(self) -> tuple[Unit, ...]:
        """The sections that can answer a question: those behind the questions;
        of topical ones and results, those alone. Where no section has a heading of its own, the paragraphs.
        """
        asked = max((q.block for q in self.argument.questions), default=-1)
        behind = [u for u in self.argument.units if self.document.sections[u.section].blocks.start > asked]
        stating = {s.section for s in self.argument.hypotheses if s.listed}
        behind = [u for u in behind if u.section not in stating] or behind
        matter = [u for u in behind if u.topical or u.role == "results"]
        if any(u.topical for u in matter) or any(u.topical for u in behind):
            return tuple(matter or behind)
        stated = (self.argument.questions, self.argument.objectives, self.argument.hypotheses)
        most = max(sum(s.listed for s in statements) for statements in stated)
        return passages(self.document, matter or behind, most) or tuple(behind)

    def treats(self, unit: Unit, statement: Statement) -> float:
        """How much of the statement the section holds, 0 to 1."""
        key = (id(unit), statement)
        if key not in self._treated:
            held = self.words.cover(self.terms[statement], unit.counts)
            named = _is_labelled(unit, statement)
            self._treated[key] = min(max(held, HEADED * self._headed(unit, statement)) + LABELLED * named, 1.0)
        return self._treated[key]

    def _headed(self, unit: Unit, statement: Statement) -> float:
        """How much of the heading the statement names, 0 to 1; less where those are words that the whole paper uses."""
        weights = {name: self.words.weight(name) for name in unit.heading}
        shared = sum(weight for name, weight in weights.items() if name in self.terms[statement])
        return shared / sum(weights.values()) * min(1.0, shared / RARE) if shared else 0.0

    @cached_property
    def _treated(self) -> dict[tuple[int, Statement], float]:
        return {}

    def best_unit(self, statement: Statement) -> tuple[Unit | None, float]:
        """The section that holds most of the statement, and how much."""
        return self._bests[statement]

    @cached_property
    def _bests(self) -> dict[Statement, tuple[Unit | None, float]]:
        return {statement: self._best_unit(statement) for statement in self.terms}

    def _best_unit(self, statement: Statement) -> tuple[Unit | None, float]:
        scored = [(self.treats(unit, statement), -at, unit) for at, unit in enumerate(self.answering)]
        if not scored:
            return None, 0.0
        score, _, unit = max(scored, key=lambda item: item[:2])
        return unit, score

    def section_of(self, statement: Statement) -> Unit | None:
        """The section that treats a statement, among all statements of its kind: by its words, else by its place."""
        kind = statement.kind
        if kind not in self._sections:
            self._sections[kind] = self._treatments([s for s in self.terms if s.kind == kind and s.listed])
        if statement in self._sections[kind]:
            return self._sections[kind][statement]
        return None if statement.listed else self._by_words(statement, [], TREATED)

    @cached_property
    def _sections(self) -> dict[str, dict[Statement, Unit]]:
        return {}

    def _treatments(self, statements: Sequence[Statement]) -> dict[Statement, Unit]:
        """The sections of a list of statements: those with no doubt first, then by order what lies between, then
        shared.
        """
        found = self._by_label(statements)
        rest = [s for s in statements if s not in found]
        found |= {s: unit for s in rest if (unit := self._by_words(s, statements, SURE))}
        places = {id(unit): at for at, unit in enumerate(self.answering)}
        taken = {id(unit) for unit in found.values()}
        for start, stop in _runs([s not in found for s in statements]):
            low = max((places[id(found[s])] for s in statements[:start] if s in found), default=-1)
            high = min((places[id(found[s])] for s in statements[stop:] if s in found), default=len(places))
            free = [unit for unit in self.answering[low + 1 : high] if id(unit) not in taken]
            pairs = self._in_order(statements[start:stop], free)
            found |= pairs
            taken |= {id(unit) for unit in pairs.values()}
        for statement in (s for s in statements if s not in found):
            unit = self._by_words(statement, statements, TREATED)
            if unit and (id(unit) not in taken or self.treats(unit, statement) >= SURE):
                found[statement] = unit
                taken.add(id(unit))
        return found

    def _by_label(self, statements: Sequence[Statement]) -> dict[Statement, Unit]:
        """The sections whose heading has a statement's label, unless they cannot treat it: it may be left over."""
        found = {
            statement: unit
            for statement in statements
            for unit in self.answering
            if _is_labelled(unit, statement) and self._may_treat(unit, statement, self.treats(unit, statement))
        }
        for statement in (s for s in statements if s.label and s.kind == "hypothesis" and s not in found):
            naming = [unit for unit in self.answering if self._names(unit, statement)]
            if len(naming) == 1:
                found[statement] = naming[0]
        return found

    def _names(self, unit: Unit, statement: Statement) -> bool:
        """Whether the text of a section names a statement by its label: “H2 was supported”."""
        name = re.compile(
            rf"\b(?:{re.escape(statement.label)}|Hypothesis {re.escape(statement.number)})\b", re.IGNORECASE
        )
        return any(name.search(block.text) for block in self.blocks(unit))

    def blocks(self, unit: Unit) -> list[Block]:
        """The blocks of a section and those below it, headings left out; of a passage, the one that holds it."""
        if unit.place is not None:
            return [self.document.blocks[unit.place[0]]]
        return [block for part in below(self.document, unit.section) for block in body(self.document, part)]

    def _in_order(self, statements: Sequence[Statement], units: Sequence[Unit]) -> dict[Statement, Unit]:
        """The pairs, both in order, that hold most together; any fit pair is better than none."""
        best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(units) + 1)]
        for i, statement in enumerate(statements):
            row = [best[-1][0]]
            for j, unit in enumerate(units):
                choices = [best[-1][j + 1], row[j]]
                held = self.treats(unit, statement)
                if self._may_treat(unit, statement, held):
                    score, pairs = best[-1][j]
                    choices.append(
                        (score + held + (2 * IN_PLACE / 3 if self.is_apart(unit) else IN_PLACE), (*pairs, (i, j)))
                    )
                row.append(max(choices, key=lambda choice: choice[0]))
            best.append(row)
        return {statements[i]: units[j] for i, j in best[-1][-1][1]}

    def _may_treat(self, unit: Unit, statement: Statement, held: float) -> bool:
        """Whether a section can treat a statement with which it shares little: neither is foreign to the paper."""
        labelled = LABELLED if _is_labelled(unit, statement) else 0.0
        return held - labelled >= SOME or (
            (unit.topical or unit.place is not None) and not self.is_apart(unit) and not self.is_strange(statement)
        )

    def _by_words(self, statement: Statement, among: Sequence[Statement], least: float) -> Unit | None:
        """The section that holds most of a statement, `least` at least;
        of one that holds more of another it must hold much.
        """
        best: tuple[float, Unit | None] = (0.0, None)
        for unit in self.answering:
            score = self.treats(unit, statement)
            rival = max((self.treats(unit, other) for other in among if other is not statement), default=0.0)
            if score >= (least if rival < score + MARGIN else max(SHARED, least)) and score > best[0]:
                best = (score, unit)
        return best[1]

    def is_strange(self, statement: Statement) -> bool:
        """Whether the rest of the paper knows not even half of a statement's words, those of the trade left out."""
        names = [name for name in self.terms[statement] if not is_frame(name)]
        return len(names) >= NAMES and 2 * sum(self.words.held.get(name, 0) > 1 for name in names) < len(names)

    def is_foreign(self, statement: Statement) -> bool:
        """Whether hardly anything that a statement names stands anywhere else in the paper."""
        names = [name for name in self.terms[statement] if not is_everyday(name)]
        known = [name for name in names if self.words.held.get(name, 0) > 1]
        return len(names) >= NAMES and len(known) <= KNOWN * len(names)

    def is_apart(self, unit: Unit, most: float = APART) -> bool:
        """Whether hardly anything that a section names, `most` of it, stands anywhere else in the paper."""
        names = [name for name in unit.held if not is_everyday(name) and not name.isdigit()]
        known = [name for name in names if self.words.held.get(name, 0) > unit.held[name]]
        return len(names) >= 2 * NAMES and len(known) <= most * len(names)

    def alike(self, a: Statement, b: Statement) -> float:
        """How much two statements share, 0 to 1: of their own words, or, for a little less, of the section of both."""
        direct = self.words.shared(self.terms[a], self.terms[b])
        unit = self.section_of(a)
        if unit is None or unit is not self.section_of(b) or len(self.answering) < 2:
            return direct
        return max(direct, min(self.treats(unit, a), self.treats(unit, b)) - ROUNDABOUT)

    def pairs(self, some: Sequence[Statement], others: Sequence[Statement]) -> dict[Statement, Statement]:
        """The statements of two lists that belong together, each in one pair at most.

        The most alike are taken first; those left over pair by their order where as many are left on both sides.
        """
        scored = sorted(
            ((self.alike(a, b), -abs(i - j), i, j) for i, a in enumerate(some) for j, b in enumerate(others)),
            reverse=True,
        )
        taken: dict[int, int] = {}
        for score, _, i, j in scored:
            if score >= ALIKE and i not in taken and j not in taken.values():
                taken[i] = j
        left = [i for i in range(len(some)) if i not in taken]
        right = [j for j in range(len(others)) if j not in taken.values()]
        if len(left) == len(right):
            for i, j in zip(left, right, strict=True):
                if not self.is_foreign(some[i]) and not self.is_foreign(others[j]):
                    taken[i] = j
        return {some[i]: others[j] for i, j in taken.items()}

    def best(self, statement: Statement, among: Sequence[Statement]) -> tuple[Statement | None, float]:
        """The statement that is most like this one, and how much."""
        scored = [(self.alike(statement, other), -at, other) for at, other in enumerate(among)]
        if not scored:
            return None, 0.0
        score, _, other = max(scored, key=lambda item: item[:2])
        return other, score

    def asked_for(self, unit: Unit, asking: Sequence[Statement]) -> float:
        """How clearly a section is asked for, 0 to 1: what it holds of a statement, or the statements of its
        heading.
        """
        held = max((self.treats(unit, s) for s in asking), default=0.0)
        named = {name for s in asking for name in self.terms[s]}
        heading = {name: self.words.weight(name) for name in unit.heading}
        return max(held, self.words.cover(heading, dict.fromkeys(named, 2)))


def _is_labelled(unit: Unit, statement: Statement) -> bool:
    return bool(statement.label) and bool(re.search(rf"\b{re.escape(statement.label)}\b", unit.title))


def _runs(wanted: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of indexes that are wanted side by side."""
    start = None
    for at, is_wanted in enumerate([*wanted, False]):
        if is_wanted and start is None:
            start = at
        elif not is_wanted and start is not None:
            yield start, at
            start = None


def build(document: Document) -> Matrix:
    document = with_opening(document)
    argument = statements.read(document)
    words = vocabulary(document)
    every = (
        *argument.questions,
        *argument.objectives,
        *argument.hypotheses,
        *argument.findings,
        *argument.recommendations,
        *argument.conclusions,
    )
    return Matrix(document, argument, words, {s: words.terms(s.text) for s in every})


def key_words(matrix: Matrix, statement: Statement, counts: Mapping[str, int]) -> str:
    """The words of a statement that weigh most and that a passage lacks: at most two side by side, as they stand."""
    lacking = [w for w in content(statement.text) if not counts.get(family(w)) and not is_frame(family(w))]
    if not lacking:
        return ""
    weights = [matrix.words.weight(family(w)) for w in lacking]
    best = max(range(len(lacking)), key=lambda at: (weights[at] + _next(lacking, weights, at), -at))
    word = lacking[best]
    follows = _next(lacking, weights, best) > 0
    return statement.text[word.start : lacking[best + 1].end if follows else word.end]


def _next(lacking: Sequence[Word], weights: Sequence[float], at: int) -> float:
    """The weight of the word that stands right behind the one at `at`, 0 if another stands between."""
    if at + 1 >= len(lacking):
        return 0.0
    a, b = lacking[at], lacking[at + 1]
    return weights[at + 1] if b.start - a.end == 1 else 0.0
