"""Runs checkers over a document and settles their findings. Pure: knows no file, engine or rule by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mslint.model import Diagnostic, Document, Related

Progress = Callable[[str, int, int], None]
"""Called with what is under way, how much of it is done, and how much there is (0: not known)."""


FEW_WORDS = 60
"""Code points of a finding that others may wait for: a phrase, not a sentence."""


def silent(what: str, done: int, total: int) -> None:
    """The progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What a checker could not do, and why: shown to the author, so that no failure looks like a clean text."""

    what: str  # "grammar", or a rule id
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of checking: findings in source order, and what was not checked."""

    diagnostics: tuple[Diagnostic, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


class Checker(Protocol):
    """Anything that finds faults in a document: the rules, the checks, LanguageTool."""

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """Findings in any order. Never raises for what a manuscript contains."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """A checker that has checked already."""

    outcome: Outcome

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """What it found then."""
        return self.outcome


def check(
    document: Document,
    checkers: Sequence[Checker],
    progress: Progress = silent,
    adjust: Callable[[Diagnostic], Diagnostic | None] = lambda diagnostic: diagnostic,
) -> Outcome:
    """All findings on the document, settled and in source order.

    `adjust` gives each finding as the settings want it, or None for one that they leave out; it comes first, so that no
    finding gives way to one that is not shown.
    Of findings on the same words, or with the same first fix, one is left: the graver, then the one with a fix, then
    that of the earlier checker; what another pack said there is told with it. One that lies inside a weightier finding
    of a few words waits until that is mended.
    """
    outcomes = [checker.check(document, progress) for checker in checkers]
    found = [*document.problems, *(p for b in document.bibliographies for p in b.problems)]
    found.extend(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    return Outcome(
        tuple(in_order(_one_each([kept for d in found if (kept := adjust(d)) is not None]))),
        tuple(dict.fromkeys(item for outcome in outcomes for item in outcome.not_checked)),
    )


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, place and rule."""
    return sorted(diagnostics, key=lambda d: (str(d.path or ""), d.span, d.rule))


def _one_each(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    left = _best(found, _words)
    left = _best(left, lambda d: (d.path, d.fixes[0].edits) if d.fixes else _words(d))
    return list(_not_inside(left))


def _words(diagnostic: Diagnostic) -> object:
    """The words that a finding is about. One about none (the length of a whole document) stands for itself."""
    return diagnostic.path, diagnostic.span, diagnostic.rule if _is_about_none(diagnostic) else ""


def _is_about_none(diagnostic: Diagnostic) -> bool:
    return diagnostic.span.start == diagnostic.span.end and not diagnostic.fixes


def _best(found: Iterable[Diagnostic], key: Callable[[Diagnostic], object]) -> list[Diagnostic]:
    """The weightiest finding of each key; of two as weighty the earlier. What another pack says is kept as related."""
    best: dict[object, Diagnostic] = {}
    for diagnostic in found:
        other = best.setdefault(key(diagnostic), diagnostic)
        if diagnostic is not other:
            first, second = (diagnostic, other) if _weight(diagnostic) > _weight(other) else (other, diagnostic)
            best[key(diagnostic)] = _with(first, second)
    return list(best.values())


def _with(kept: Diagnostic, left: Diagnostic) -> Diagnostic:
    """The finding, with what the other one says of its words where that comes from another pack."""
    if kept.rule.partition(".")[0] == left.rule.partition(".")[0] or kept.message == left.message:
        return kept
    other = Related(left.span, f"{left.rule}: {left.message}", left.path)
    return kept if other in kept.related else replace(kept, related=(*kept.related, other))


def _not_inside(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Those that lie in no weightier finding of at most FEW_WORDS."""
    around: list[Diagnostic] = []  # short findings that may hold later ones
    for diagnostic in sorted(found, key=lambda d: (str(d.path or ""), d.span.start, -d.span.end)):
        around = [a for a in around if a.path == diagnostic.path and a.span.end > diagnostic.span.start]
        if any(_holds(outer, diagnostic) for outer in around):
            continue
        yield diagnostic
        if diagnostic.span.end - diagnostic.span.start <= FEW_WORDS:
            around.append(diagnostic)


def _holds(outer: Diagnostic, inner: Diagnostic) -> bool:
    if outer.span == inner.span or _is_about_none(inner):
        return False
    return outer.span.contains(inner.span) and _weight(outer) > _weight(inner)


def _weight(diagnostic: Diagnostic) -> tuple[int, bool, bool]:
    return diagnostic.severity, any(fix.safe for fix in diagnostic.fixes), bool(diagnostic.fixes)
