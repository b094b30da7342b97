"""The manner of citing, judged by the paper's own habit: “&” or “and”, order in brackets, full lists, mixed forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from mslint.checks import CheckRule
from mslint.checks.citations.words import cited_as, replaced
from mslint.checks.reconcile import Match, Reconciled, authors
from mslint.model import Citation, Diagnostic, Document, Related, Severity, Span
from mslint.readers.citations.names import fold

AMPERSAND = CheckRule(
    "citations.ampersand",
    Severity.SUGGESTION,
    "“&” or “and” before the last author against the habit of the paper.",
    "APA has “&” within brackets and “and” in running text; other styles have one of them throughout.",
)
ORDER = CheckRule(
    "citations.order",
    Severity.SUGGESTION,
    "Works in one bracket in another order than elsewhere in the paper.",
    "APA sorts them by author, other styles by year; either way all brackets are alike.",
)
FULL = CheckRule(
    "citations.full-list",
    Severity.SUGGESTION,
    "Three or more authors named in full where the paper writes “et al.”.",
    "APA 7, Chicago and Harvard cut short from the first citation on.",
)
SECONDARY = CheckRule(
    "citations.secondary",
    Severity.SUGGESTION,
    "A work cited through another one.",
    "Reviewers expect the original, if it can be had.",
)
MIXED = CheckRule(
    "citations.mixed",
    Severity.SUGGESTION,
    "A work cited in another form than all others: by hand among keys, by number among names.",
    "It escapes the reference list that is made of the others.",
)
RULES = (AMPERSAND, ORDER, FULL, SECONDARY, MIXED)

HABIT = 0.8
"""Share of the cases from which on they are a habit, and the others stand out."""

ENOUGH = 5
"""Cases from which on a habit can be told."""


def check(document: Document, reconciled: Reconciled) -> Iterator[Diagnostic]:
    citations = [m.citation for m in reconciled.matches if m.citation.form != "numeric"]
    firsts = _with_names(citations)
    yield from _joints(document, firsts)
    yield from _order(document, firsts)
    yield from _full(document, reconciled.matches)
    yield from _mixed(document, reconciled.matches)
    for citation in citations:
        if citation.secondary:
            message = f"“{cited_as(citation)}” is cited through another work; cite the original if you can read it."
            yield Diagnostic(SECONDARY.id, citation.span, message, SECONDARY.severity)


def _with_names(citations: Sequence[Citation]) -> list[Citation]:
    """Those that have their names before them: of “Smith (2010, 2012)” the first."""
    return [c for c in citations if c.name_spans and c.span.start <= c.name_spans[0].start]


def _joints(document: Document, citations: Sequence[Citation]) -> Iterator[Diagnostic]:
    by_form: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.joint:
            by_form[citation.form].append(citation)
    for form, joined in by_form.items():
        habit, count = Counter(c.joint for c in joined).most_common(1)[0]
        mixed = form == "narrative" and 0 < sum(c.joint == "&" for c in joined) <= sum(c.joint != "&" for c in joined)
        if mixed:  # no style has “&” in running text beside “and”
            habit, count = Counter(c.joint for c in joined if c.joint != "&").most_common(1)[0]
        elif len(joined) < ENOUGH or count < HABIT * len(joined):
            continue
        where = "in running text" if form == "narrative" else "in brackets"
        for citation in joined:
            if citation.joint == habit:
                continue
            between = Span(citation.name_spans[-2].end, citation.name_spans[-1].start)
            at = document.text.find(citation.joint, *between)
            if at < 0:
                continue
            span = Span(at, at + len(citation.joint))
            times = "once" if count == 1 else f"{count} times"
            message = f"“{citation.joint}” {where}, where the paper has “{habit}” {times}."
            fixes = replaced(document, span, habit)
            label = re.match(r"\s+[A-Z]", document.text[citation.span.end : citation.span.end + 3])
            severity = Severity.WARNING if mixed and not label else AMPERSAND.severity  # “Abe & Roe (2001) Fig. 1”
            yield Diagnostic(AMPERSAND.id, span, message, severity, fixes)


def _order(document: Document, citations: Sequence[Citation]) -> Iterator[Diagnostic]:
    """Brackets that follow neither the alphabet nor the years, where the others follow one."""
    groups: dict[Span, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.form == "parenthetical" and citation.group and not citation.secondary:
            groups[citation.group].append(citation)
    several = [group for group in groups.values() if len({fold(c.names[0]) for c in group}) > 1]
    if len(several) < ENOUGH:
        return
    for what, key in (("by author", _author), ("by year", _year)):
        off = [group for group in several if _first_off(group, key) is not None]
        if len(off) > (1 - HABIT) * len(several):
            continue
        for group in off:
            if document.text[group[0].span.start - 8 : group[0].span.start].rstrip().endswith((",", "see", "also")):
                continue  # “see …; also …”: the order may be meant
            at = _first_off(group, key) or 1
            message = f"“{cited_as(group[at])}” stands after “{cited_as(group[at - 1])}”; elsewhere brackets go {what}."
            yield Diagnostic(
                ORDER.id,
                group[at].span,
                message,
                ORDER.severity,
                related=(Related(group[at - 1].span, "the one before"),),
            )
        return


def _author(citation: Citation) -> str:
    return fold(citation.names[0])


def _year(citation: Citation) -> str:
    return citation.year if citation.year.isdigit() else "9999"


def _first_off(group: Sequence[Citation], key: Callable[[Citation], str]) -> int | None:
    """The index of the first citation that should stand before its neighbour."""
    return next((at for at in range(1, len(group)) if key(group[at]) < key(group[at - 1])), None)


def _full(document: Document, matches: Sequence[Match]) -> Iterator[Diagnostic]:
    long = [m.citation for m in matches if any(len(authors(r)) > 2 for r in m.references) and m.citation.names]
    full = [c for c in _with_names(long) if not c.et_al and len(c.names) > 2]
    if len(long) < ENOUGH or len(full) > (1 - HABIT) * len(long):
        return
    for citation in full:
        span = Span(citation.name_spans[0].end, citation.name_spans[-1].end)
        message = f"“{cited_as(citation)}” names all {len(citation.names)} authors; elsewhere the paper has “et al.”."
        fixes = replaced(document, span, " et al.")
        yield Diagnostic(FULL.id, citation.span, message, FULL.severity, fixes)


def _mixed(document: Document, matches: Sequence[Match]) -> Iterator[Diagnostic]:
    """The first citation of a rare form, if one form rules."""
    kinds = {"key": "by key", "numeric": "by number"}
    forms = Counter(kinds.get(c.form, "by name and year") for c in document.citations)
    if len(forms) < 2:
        return
    habit, count = forms.most_common(1)[0]
    if count < max(ENOUGH, HABIT * forms.total()):
        return
    for match in matches:
        citation = match.citation
        form = kinds.get(citation.form, "by name and year")
        sure = citation.et_al or citation.joint or match.references or match.near
        if form != habit and sure:
            found = document.text[citation.span.start : citation.span.end]
            message = f"“{found}” is cited {form}; {count} of {forms.total()} citations are {habit}."
            yield Diagnostic(MIXED.id, citation.span, message, MIXED.severity)
            return
