"""Outcomes as JSON and back, for the cache. Pure; the form may change with any version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mslint.engine import NotChecked, Outcome
from mslint.model import Diagnostic, Edit, Fix, Related, Severity, Span


def dump(outcome: Outcome) -> list[Any]:
    return [[_diagnostic(d) for d in outcome.diagnostics], [[n.what, n.why] for n in outcome.not_checked]]


def load(data: list[Any]) -> Outcome:
    """The outcome that `dump` gave. Raises ValueError, TypeError or IndexError for anything else."""
    found, missed = data
    return Outcome(tuple(_read(item) for item in found), tuple(NotChecked(what, why) for what, why in missed))


def _diagnostic(d: Diagnostic) -> list[Any]:
    fixes = [[f.title, [[*e.span, e.text] for e in f.edits], f.safe] for f in d.fixes]
    related = [[*r.span, r.message, str(r.path) if r.path else None] for r in d.related]
    path = str(d.path) if d.path else None
    return [d.rule, *d.span, d.message, int(d.severity), fixes, related, d.url, path, d.confidence]


def _read(item: list[Any]) -> Diagnostic:
    rule, start, end, message, severity, fixes, related, url, path, confidence = item
    return Diagnostic(
        rule,
        Span(start, end),
        message,
        Severity(severity),
        tuple(Fix(title, tuple(Edit(Span(a, b), t) for a, b, t in edits), safe) for title, edits, safe in fixes),
        tuple(Related(Span(a, b), m, Path(p) if p else None) for a, b, m, p in related),
        url,
        Path(path) if path else None,
        confidence,
    )


def dumps(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
