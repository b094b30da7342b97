"""Measures the checks of terms, numbers, tests and cross-references: findings on published papers, hand-coded test
results met, time by length of text. Needs ../shared, prints tables.

python tests/benchmarks/documents.py [--smoke]
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from mslint import session
from mslint.checks import Check, crossrefs, numbers, statistics, terms
from mslint.checks.statistics import Report, recompute
from mslint.checks.statistics.reports import read as read_reports
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Severity, Source

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
CHECKS: tuple[Check, ...] = (terms.check, numbers.check, statistics.check, crossrefs.check)
LENGTHS = (4_000, 20_000, 100_000)
WARNINGS_AT_MOST = 0.1
"""Findings of warning and above for 1,000 words of published papers, right ones and wrong ones together."""


def main() -> int:
    folder = SHARED / "data"
    papers = [
        *sorted((folder / "manuscripts").glob("*/*/paper.md")),
        *sorted((folder / "citation-faults/clean").glob("*")),
    ]
    if not papers:
        print(f"skipped: no papers in {folder}")
        return 0
    smoke = "--smoke" in sys.argv
    documents = [document(paper.read_text("utf-8"), paper) for paper in papers[:: 8 if smoke else 1]]
    failed = findings(documents)
    failed |= hand_coded(folder / "statistics/reported-results.csv", quiet=smoke)
    texts = [paper.read_text("utf-8").partition("## References")[0] for paper in papers if "clean" in paper.parts]
    print("\nwords     s        ms per 1,000 words")
    for words in LENGTHS[:1] if smoke else LENGTHS:
        long = document(cut(texts, words), Path("papers.md"))
        taken = best(lambda long=long: [list(check(long)) for check in CHECKS], 1 if smoke else 3)  # type: ignore[misc]
        print(f"{words:>7,}   {taken:<8.3f} {taken / words * 1e6:.2f}")
    return int(failed)


def document(text: str, path: Path) -> Document:
    return session.read(Job(Source.of(path, text), Config(folder=path.parent)))[0]


def cut(texts: Sequence[str], words: int) -> str:
    """So many words of the texts, whole ones one after the other."""
    out: list[str] = []
    count = at = 0
    while count < words:
        out.append(texts[at % len(texts)])
        count += len(out[-1].split())
        at += 1
    return "\n\n".join(out)


def findings(documents: Sequence[Document]) -> bool:
    """Prints how often each rule speaks; True if there are too many warnings."""
    words = sum(len(one.text.split()) for one in documents)
    found = Counter((d.rule, str(d.severity)) for one in documents for check in CHECKS for d in check(one))
    print(f"{len(documents)} papers, {words:,} words\nfound  rule")
    for (rule, severity), count in sorted(found.items()):
        print(f"{count:>5}  {rule} ({severity})")
    weighty = sum(count for (_, severity), count in found.items() if Severity.parse(severity) >= Severity.WARNING)
    print(f"warnings and errors for 1,000 words: {weighty / words * 1000:.3f} (at most {WARNINGS_AT_MOST})")
    return weighty / words * 1000 > WARNINGS_AT_MOST


def hand_coded(path: Path, *, quiet: bool) -> bool:
    """Prints how many hand-coded flags are met, and each result without a flag that is in error by recomputation."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    read = missed = flagged = 0
    print()
    for row in rows:
        report = report_of(row)
        read += report is not None
        result = recompute(report) if report else None
        error, decision = (result.error, result.decision) if result else (False, False)
        one_tailed = bool(result and result.one_tailed)
        if row["error"]:
            flagged += 1
            mine = (error, decision, error and not one_tailed)
            missed += mine != tuple(row[name] == "1" for name in ("error", "decision_error", "error_1tail"))
        elif report and result and error and not quiet:
            tail = " (half of it would fit)" if one_tailed else ""
            print(f"in error: “{report.text}”: p = {result.p:.5f}, {result.low:.5f} to {result.high:.5f}{tail}")
    print(f"hand-coded results read: {read} of {len(rows)}; flags met: {flagged - missed} of {flagged}")
    return missed > 0


def report_of(row: dict[str, str]) -> Report | None:
    """The report in a row that has the value coded there."""
    value = abs(float(row["test_value"]))
    found = list(read_reports(row["raw_result"]))
    return next((one for one in found if abs(one.value.value - value) < 1e-9), found[-1] if found else None)


def best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
