"""Questions, objectives, sections and findings that do not answer each other. Reads them through the matrix only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from mslint.checks import CheckRule
from mslint.checks.argument.cues import cues
from mslint.checks.argument.matrix import ALIKE, MARGIN, TREATED, Matrix, key_words
from mslint.checks.argument.model import Statement, Unit
from mslint.checks.argument.telling import finding, listed, place, quoted
from mslint.checks.argument.terms import families, family, is_everyday, is_frame
from mslint.checks.argument.tree import is_study
from mslint.model import Diagnostic, Related, Severity
from mslint.words import content

UNANSWERED = CheckRule(
    "argument.unanswered-question",
    Severity.WARNING,
    "A research question that no section treats.",
    "A reader who was promised an answer looks for it; either the section is missing or the question is.",
)
NO_QUESTION = CheckRule(
    "argument.objective-without-question",
    Severity.WARNING,
    "An objective that no research question takes up.",
    "Objectives and questions state one plan twice; where one lacks its other half, only one of them has changed.",
)
NO_OBJECTIVE = CheckRule(
    "argument.question-without-objective",
    Severity.WARNING,
    "A research question that serves no objective.",
    NO_QUESTION.why,
)
UNASKED = CheckRule(
    "argument.unasked-section",
    Severity.WARNING,
    "A section that treats what no question or objective asks for.",
    "It leads the reader away from the argument, or its question was dropped.",
)
ANSWERS_NOTHING = CheckRule(
    "argument.finding-without-question",
    Severity.WARNING,
    "A finding that answers none of the questions.",
    "A finding needs a question that it answers and a section that it comes from.",
)
NO_FINDING = CheckRule(
    "argument.question-without-finding",
    Severity.WARNING,
    "A research question to which no finding speaks, while the others have theirs.",
    "The list of findings is where the reader looks the answers up.",
)
HEADING = CheckRule(
    "argument.heading-unlike-section",
    Severity.WARNING,
    "A heading that names what its section does not treat.",
    "The heading was changed, or the text below it moved.",
)
ORDER = CheckRule(
    "argument.answers-out-of-order",
    Severity.WARNING,
    "Sections or findings that answer the questions in another order than they are asked in.",
    "Readers match answers to questions by their order.",
)
RULES = (UNANSWERED, NO_QUESTION, NO_OBJECTIVE, UNASKED, ANSWERS_NOTHING, NO_FINDING, HEADING, ORDER)

FEW = 0.2
"""What a statement shares at most with all others where it stands alone."""

STRAY_WORDS, STRAY_NAMES, STRAY_SHARE, FEW_STRAY = 5, 3, 0.8, 2
"""How many words a finding has at least, how many of them name a matter, and which share of all stands nowhere else, to
answer nothing; and in how many sentences of a paper that is no habit.
"""

FIT, EXCHANGED = 0.3, 0.5
"""What two sections hold at least of each other's headings if those were exchanged, and by how much more than of their
own.
"""

LEFT_OVER = 0.25
"""Which share of what a section names the rest of the paper knows at most, if it is left over when each question of
running text has its own.
"""

ASKED = ("question", "objective", "hypothesis")
"""The kinds of statements that a finding answers."""

LONG_ENOUGH = 25
"""Words that a section has at least before its heading is held against it."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    questions = [q for q in matrix.argument.questions if q.listed]
    objectives = [o for o in matrix.argument.objectives if o.listed]
    findings = [f for f in matrix.argument.findings if f.listed]
    leading = questions or objectives or [h for h in matrix.argument.hypotheses if h.listed]
    orphans = _orphans(matrix, leading)
    yield from _unanswered(matrix, questions or objectives, orphans)
    yield from _halves(matrix, questions, objectives)
    yield from _further_objectives(matrix, questions)
    yield from _unasked(matrix, leading, orphans)
    yield from _findings(matrix, questions, objectives, findings)
    yield from _stray(matrix)
    yield from _headings(matrix, [*questions, *objectives])
    yield from _order(matrix, questions, findings)


# --- questions -------------------------------------------------------------------------------------------------------


def _unanswered(matrix: Matrix, asked: Sequence[Statement], orphans: Sequence[Unit]) -> Iterator[Diagnostic]:
    """Questions, or objectives where there are none.
    A lone section that nothing asks for is told with the lone question.
    """
    open_ones = [s for s in asked if not matrix.section_of(s)]
    for statement in open_ones:
        near, score = matrix.best_unit(statement)
        if near is None or len(matrix.terms[statement]) < 2 or (statement.clause and score >= TREATED):
            continue
        words = key_words(matrix, statement, near.counts) or statement.text
        no = f"{statement.label}: no" if statement.label else "No"
        what = "asks about" if statement.kind == "question" else "is about"
        message = f"{no} section treats {quoted(words)}, which the {statement.kind} {quoted(statement.text)} {what}."
        related = Related(near.span, f"the section that comes closest: {quoted(near.title)}")
        if len(open_ones) == len(orphans) == 1:
            message += f" The section {quoted(orphans[0].title)} answers none."
            related = Related(orphans[0].span, f"the section that no {statement.kind} asks for")
        yield finding(UNANSWERED, statement.span, message, related=(related,))


# --- objectives ------------------------------------------------------------------------------------------------------


def _halves(matrix: Matrix, questions: Sequence[Statement], objectives: Sequence[Statement]) -> Iterator[Diagnostic]:
    if len(questions) < 2 or len(objectives) < 2:
        return
    pairs = matrix.pairs(objectives, questions)
    for rule, alone, others, what, verb in (
        (NO_QUESTION, [o for o in objectives if o not in pairs], questions, "question", "takes up"),
        (NO_OBJECTIVE, [q for q in questions if q not in pairs.values()], objectives, "objective", "leads to"),
    ):
        for statement in alone:
            if matrix.best(statement, others)[1] >= ALIKE + 2 * MARGIN:
                continue  # two of them share their other half
            first = others[0]
            message = f"No {what} ({place(matrix.document, first.span)}) {verb} {quoted(statement.text)}."
            related = (Related(first.span, f"the first {what}: {quoted(first.text)}"),)
            yield finding(rule, statement.span, message, related=related)


def _further_objectives(matrix: Matrix, questions: Sequence[Statement]) -> Iterator[Diagnostic]:
    """An objective that running text adds to a list of questions, and of which neither they nor the sections know."""
    if len(questions) < 2:
        return
    for objective in matrix.argument.objectives:
        if matrix.document.sections[objective.section].role not in (
            "introduction",
            "problem",
            "questions",
            "objectives",
        ):
            continue
        if objective.listed and not objective.clause:
            continue
        _, alike = matrix.best(objective, questions)
        if alike >= FEW or matrix.best_unit(objective)[1] >= FEW or not matrix.is_strange(objective):
            continue
        first = questions[0]
        message = f"No question ({place(matrix.document, first.span)}) takes up the objective {quoted(objective.text)}."
        related = (Related(first.span, f"the first question: {quoted(first.text)}"),)
        yield finding(NO_QUESTION, objective.span, message, related=related)


# --- sections --------------------------------------------------------------------------------------------------------


def _orphans(matrix: Matrix, leading: Sequence[Statement]) -> list[Unit]:
    """Sections that no statement leads to: of words that the paper has nowhere else, or the one left over."""
    topical = [u for u in matrix.answering if u.topical and u.size >= LONG_ENOUGH and not is_study(u.title)]
    asking = [s for s in matrix.terms if s.listed and s.kind in ASKED]
    if len(topical) < 2 or not (asking or matrix.asks):
        return []
    if not asking:
        apart = [unit for unit in topical if matrix.is_apart(unit)]
        return apart if len(apart) == 1 and len(topical) > 2 else []
    treated = [matrix.section_of(s) for s in asking]
    left = [unit for unit in topical if not any(unit is other for other in treated)]
    first_treated = min((unit.span.start for unit in treated if unit), default=0)
    behind = [unit for unit in left if unit.span.start > first_treated and matrix.asked_for(unit, asking) < TREATED]
    apart = (
        [unit for unit in left if matrix.is_apart(unit) and _is_behind(matrix, unit, first_treated)]
        if 2 * len(left) <= len(topical)
        else []
    )
    open_ones = sum(matrix.section_of(s) is None for s in leading)
    single = not any(
        cues().clause["question"].search(s.text) for s in leading
    )  # “which … and which …” has two sections
    alone = len(behind) == 1 and (matrix.lists or open_ones == 1 or (single and matrix.is_apart(behind[0], LEFT_OVER)))
    if len(leading) > 1 and alone and open_ones < 2:
        return behind if behind[0] in apart else [*apart, *behind]
    return apart


def _is_behind(matrix: Matrix, unit: Unit, first_treated: int) -> bool:
    """Whether a section stands where results do: not among those that set out place, data or history before them."""
    return unit.role == "results" or unit.span.start > first_treated


def _unasked(matrix: Matrix, leading: Sequence[Statement], orphans: Sequence[Unit]) -> Iterator[Diagnostic]:
    for unit, label in _labelled_by_none(matrix, leading) if leading else ():
        message = f"{quoted(unit.title)} answers {quoted(label)}, and the paper asks none of that name."
        related = (Related(leading[0].span, f"the first {leading[0].kind}"),)
        yield finding(UNASKED, unit.span, message, related=related)
        orphans = [other for other in orphans if other is not unit]
    if not leading:
        for unit in orphans:
            yield finding(UNASKED, unit.span, f"Nothing else in the paper speaks of what {quoted(unit.title)} treats.")
    if not orphans or not leading:
        return
    if len(orphans) == 1 and sum(matrix.section_of(s) is None for s in leading) == 1:
        return  # told with the question that it does not answer
    first = leading[0]
    for unit in orphans:
        message = f"No {first.kind} ({place(matrix.document, first.span)}) asks for the section {quoted(unit.title)}."
        yield finding(UNASKED, unit.span, message, related=(Related(first.span, f"the first {first.kind}"),))


def _labelled_by_none(matrix: Matrix, leading: Sequence[Statement]) -> Iterator[tuple[Unit, str]]:
    """Sections with a label in their heading (“RQ5: …”) that no statement has, where others have theirs."""
    labels = {s.label for s in leading if s.label}
    if len(labels) < 2:
        return
    for unit in matrix.answering:
        found = cues().label[leading[0].kind].match(re.sub(r"^[\d.]+\s+", "", unit.title))
        named = found["name"].strip() if found else ""
        if named and named not in labels and named.rstrip("abcdefgh") not in labels:
            yield unit, named


def _headings(matrix: Matrix, asking: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Headings that fit each other's section better than their own; one that neither its text nor a question names."""
    topical = [unit for unit in matrix.answering if unit.topical and unit.size >= LONG_ENOUGH]
    if len(asking) < 2:
        return
    headings = {id(u): {name: matrix.words.weight(name) for name in u.heading} for u in topical}
    changed: set[int] = set()
    for one, other in combinations(topical, 2):
        fits = [_fit(matrix, headings, one, one), _fit(matrix, headings, other, other)]
        crossed = [_fit(matrix, headings, one, other), _fit(matrix, headings, other, one)]
        if min(crossed) < FIT or sum(crossed) < sum(fits) + EXCHANGED:
            continue
        changed |= {id(one), id(other)}
        message = f"The headings {quoted(one.title)} and {quoted(other.title)} seem to stand over each other's section."
        yield finding(HEADING, one.span, message, related=(Related(other.span, "the other heading"),))
    named = {name for s in asking for name in matrix.terms[s]}
    unlike = [unit for unit in topical if id(unit) not in changed and _is_unlike(matrix, unit, named)]
    if len(unlike) > 1:
        return  # headings that are figures of speech
    for unit in unlike:
        message = (
            f"The section does not speak of what its heading {quoted(unit.title)} names, and no question asks for it."
        )
        yield finding(HEADING, unit.span, message)


def _is_unlike(matrix: Matrix, unit: Unit, named: Collection[str]) -> bool:
    """Whether neither the section nor a question has a word of its heading, and the paper has hardly one."""
    words = [name for name in unit.heading if not is_frame(name) and not any(c.isdigit() for c in name)]
    if sum(not is_everyday(name) for name in words) < 2 and len(words) < 3:
        return False
    if 3 * sum(matrix.words.held.get(name, 0) > 1 for name in words) >= len(words):
        return False
    return not any(name in unit.own or name in named for name in words)


def _fit(matrix: Matrix, headings: Mapping[int, Mapping[str, float]], heading: Unit, text: Unit) -> float:
    return matrix.words.cover(headings[id(heading)], text.own)


# --- findings --------------------------------------------------------------------------------------------------------


def _findings(
    matrix: Matrix, questions: Sequence[Statement], objectives: Sequence[Statement], findings: Sequence[Statement]
) -> Iterator[Diagnostic]:
    asking = [*questions, *objectives, *matrix.argument.hypotheses]
    if not questions or len(findings) < 2:
        return
    pairs = {f: matrix.best(f, asking) for f in findings}
    alone = [f for f, (_, score) in pairs.items() if score < FEW]
    if 2 * len(alone) > len(findings):
        return
    for statement in alone:
        first = questions[0]
        asked = place(matrix.document, first.span)
        message = f"The finding {quoted(statement.text)} answers none of the questions ({asked})."
        yield finding(
            ANSWERS_NOTHING, statement.span, message, related=(Related(first.span, "the questions begin here"),)
        )
    if len(questions) < 2:
        return
    without = [q for q in questions if max(matrix.alike(f, q) for f in findings) < FEW]
    if len(without) == 1:
        first = findings[0]
        message = f"No finding ({place(matrix.document, first.span)}) answers the question {quoted(without[0].text)}."
        yield finding(NO_FINDING, without[0].span, message, related=(Related(first.span, "the findings begin here"),))


def _stray(matrix: Matrix) -> Iterator[Diagnostic]:
    """Sentences among the results of which the paper has hardly a word elsewhere, and that nothing ties to others."""
    if not matrix.asks:
        return
    treated = {unit.section for s in matrix.terms if s.kind in ASKED and (unit := matrix.section_of(s))}
    found = [
        (block, begin, end, new)
        for unit in matrix.answering
        if unit.role == "results" or unit.section in treated
        for block in matrix.blocks(unit)
        if unit.place is None or unit.place[1] == 0  # a block once, though its sentences are units
        if block.kind == "paragraph" and len(block.sentences) > 1
        for begin, end in block.sentences
        if not cues().tied.search(block.text, begin, end) and (new := _unheard(matrix, block.text[begin:end]))
    ]
    if len(found) > FEW_STRAY:
        return  # a paper that tells many details
    for block, begin, end, new in found:
        message = f"Nothing else in the paper speaks of {listed(new[:3])}, and no question asks for this finding."
        yield finding(ANSWERS_NOTHING, block.to_source(begin, end), message)


def _unheard(matrix: Matrix, sentence: str) -> list[str]:
    """The words that name a matter in a sentence of which nearly every word stands in one paragraph only; else []."""
    if 10 * sum(char.isdigit() for char in sentence) > len(sentence):
        return []  # the cells of a table
    words = {family(word): word.text for word in content(sentence) if not word.text[0].isdigit()}
    own = [name for name in words if not is_frame(name)]
    new = [name for name in own if matrix.words.total.get(name, 0) <= families(sentence).count(name)]
    if (
        sum(family_ in new for family_ in words if not is_everyday(family_)) < STRAY_NAMES
        or len(own) < STRAY_WORDS
        or len(new) < STRAY_SHARE * len(own)
    ):
        return []
    return [text for name, text in words.items() if name in new and not is_everyday(name)]


# --- order -----------------------------------------------------------------------------------------------------------


def _order(matrix: Matrix, questions: Sequence[Statement], findings: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Only where each question has a section (a finding) of its own and no doubt which."""
    if len(questions) < 2:
        return
    units = {q: matrix.best_unit(q)[0] for q in questions}
    if (
        all(unit and unit.topical for unit in units.values())
        and len({id(u) for u in units.values()}) == len(questions)
        and _clear(matrix, questions)
    ):
        yield from _first_inversion(matrix, [(q, u, u.span.start) for q, u in units.items() if u])
    if len(findings) == len(questions):
        pairs = matrix.pairs(questions, findings)
        if len(pairs) == len(questions) and _clear_pairs(matrix, pairs, findings):
            yield from _first_inversion(matrix, [(q, f, f.span.start) for q, f in pairs.items()])


def _clear(matrix: Matrix, questions: Sequence[Statement]) -> bool:
    for question in questions:
        scores = sorted((matrix.treats(unit, question) for unit in matrix.answering), reverse=True)
        if scores[0] < TREATED + MARGIN or (len(scores) > 1 and scores[0] - scores[1] < MARGIN):
            return False
    return True


def _clear_pairs(matrix: Matrix, pairs: dict[Statement, Statement], others: Sequence[Statement]) -> bool:
    return all(
        matrix.alike(a, b) >= max((matrix.alike(a, other) for other in others if other is not b), default=0.0) + MARGIN
        for a, b in pairs.items()
    )


def _first_inversion(matrix: Matrix, pairs: Sequence[tuple[Statement, Unit | Statement, int]]) -> Iterator[Diagnostic]:
    ordered = sorted(pairs, key=lambda pair: pair[0].span.start)
    for (early, first, at), (late, second, before) in pairwise(ordered):
        if before >= at:
            continue
        what = "section" if isinstance(second, Unit) else "finding"
        name = second.title if isinstance(second, Unit) else second.text
        message = (
            f"The {what} {quoted(name)} comes before the one for an earlier question: {quoted(early.text)} is "
            f"asked first ({place(matrix.document, early.span)})."
        )
        related = (
            Related(late.span, "the question that it answers"),
            Related(first.span, f"the {what} for the earlier question"),
        )
        yield finding(ORDER, second.span, message, related=related)
        return
