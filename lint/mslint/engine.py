"""Runs checkers over a document and settles their findings. Pure: knows no file, engine or rule by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mslint.model import Diagnostic, Document

Progress = Callable[[str, int, int], None]
"""Called with what is under way, how much of it is done, and how much there is (0: not known)."""


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


def check(document: Document, checkers: Sequence[Checker], progress: Progress = silent) -> Outcome:
    """All findings on the document, settled and in source order.

    Of findings on the same words one is left: the graver, then the one with a fix, then that of the earlier checker.
    """
    outcomes = [checker.check(document, progress) for checker in checkers]
    found = [*document.problems, *(p for b in document.bibliographies for p in b.problems)]
    found.extend(diagnostic for outcome in outcomes for diagnostic in outcome.diagnostics)
    return Outcome(
        tuple(in_order(_one_each(found))),
        tuple(dict.fromkeys(item for outcome in outcomes for item in outcome.not_checked)),
    )


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, place and rule."""
    return sorted(diagnostics, key=lambda d: (str(d.path or ""), d.span, d.rule))


def _one_each(found: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
    best: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        key = (diagnostic.path, diagnostic.span)
        other = best.get(key)
        if other is None or _weight(diagnostic) > _weight(other):
            best[key] = diagnostic
    return best.values()


def _weight(diagnostic: Diagnostic) -> tuple[int, bool, bool]:
    return diagnostic.severity, any(fix.safe for fix in diagnostic.fixes), bool(diagnostic.fixes)
