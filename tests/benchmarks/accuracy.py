"""Measures what is found and what is not: published papers, variants, corrected sentences, and marks of one's own.

python tests/benchmarks/accuracy.py [--smoke] [--grammar]      (make bench-accuracy)

Reads ../shared; prints alarms of warning and above for 1,000 words of published papers by rule, the share of British and
American pairs that a text which mixes them shows, and findings on sentences that nobody corrected. `MSLINT_MARKS` may
name a JSON file of marks (`[{start, end, kind}, …]`, code points) in the text `MSLINT_MARKED` (default: the one in
../shared/seed): then recall by kind and precision are counted on it. LanguageTool runs only with --grammar.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

from mslint import session
from mslint.config import Config, LanguageToolConfig
from mslint.inputs import Job
from mslint.model import Diagnostic, Severity, Source, Span

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
DATA = SHARED / "data"
LANGUAGE = ("typography", "case", "consistency", "artefacts", "spelling", "confusion", "usage", "grammar")
"""The packs whose findings are about language; others are counted for recall only."""

ALARMS_AT_MOST, SENTENCES_AT_MOST = 2.5, 5.0
"""Findings for 1,000 words of published papers, and of sentences that nobody corrected."""
SLACK = 40
"""A finding wider than the mark by more code points than this does not point at it."""


def main() -> int:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    smoke = "--smoke" in sys.argv
    if not DATA.is_dir():
        print(f"skipped: no data in {SHARED}")
        return 0
    failed = published(smoke)
    variants(smoke)
    failed |= corrected(smoke)
    if os.environ.get("MSLINT_MARKS"):
        marked(Path(os.environ["MSLINT_MARKS"]))
    return int(failed and not smoke)


def settings() -> Config:
    return Config(Path(), languagetool=LanguageToolConfig(enabled="--grammar" in sys.argv))


def findings(text: str, path: Path) -> list[Diagnostic]:
    """Findings of warning and above in the text itself."""
    checked = session.check(Job(Source.of(path, text), settings()))
    found = checked.outcome.diagnostics
    return [d for d in found if d.severity >= Severity.WARNING and d.path is None]


# --- published papers ------------------------------------------------------------------------------------------------


def published(smoke: bool) -> bool:
    papers = [
        *sorted(DATA.glob("manuscripts/joss/*/paper.md")),
        *sorted(DATA.glob("manuscripts/manubot/*/content/*.md")),
    ]
    counts: Counter[str] = Counter()
    words = 0
    for paper in papers[:: 8 if smoke else 1]:
        text = paper.read_text("utf-8")
        words += len(text.split())
        counts.update(d.rule for d in findings(text, paper))
    rate = counts.total() / max(words, 1) * 1000
    print(f"published papers (joss, manubot): {words:,} words, {counts.total()} findings of warning and above")
    print(f"alarms for 1,000 words: {rate:.2f} (at most {ALARMS_AT_MOST})")
    for rule, count in counts.most_common():
        print(f"{count:>5}  {count / words * 1000:5.2f}  {rule}")
    return rate > ALARMS_AT_MOST


# --- variants --------------------------------------------------------------------------------------------------------

BRITISH = (
    "The colour, the flavour and the odour of the harbour were an honour; they organised, realised and recognised it."
)
AMERICAN = "The color, the flavor and the odor of the harbor were an honor; they organized, realized and recognized it."


def variants(smoke: bool) -> None:
    """Each pair's word of the other country in a text of one: found, and the pair's own word offered first."""
    listed = (DATA / "variants/us-uk.xml").read_text("utf-8")
    pairs = re.findall(r'us="([a-z]+)" uk="([a-z]+)"', listed)[:: 40 if smoke else 1]
    for name, frame, at in (
        ("American words in a British text", BRITISH, 0),
        ("British words in an American text", AMERICAN, 1),
    ):
        found = right = 0
        for pair in pairs:
            text = f"{frame}\n\nThere they wrote {pair[at]} on the wall.\n"
            near = [d for d in _of_variants(text) if text[d.span.start : d.span.end] == pair[at]]
            found += bool(near)
            right += any(_first(text, d) == pair[1 - at] for d in near)
        print(
            f"\n{name}: {found} of {len(pairs)} found ({found / len(pairs):.1%}), right fix first {right / len(pairs):.1%}"
        )


def _of_variants(text: str) -> list[Diagnostic]:
    from mslint import rules
    from mslint.readers import markdown

    if not _CHECKER:
        loaded = rules.load(list(rules.shipped_packs().values()))
        _CHECKER.append(rules.RuleChecker(r for r in loaded if r.id.startswith("consistency.")))
    return list(_CHECKER[0].check(markdown.read(Source.of(Path("text.md"), text))).diagnostics)


_CHECKER: list[object] = []


def _first(text: str, diagnostic: Diagnostic) -> str:
    """The words found with the first fix made."""
    start, end = diagnostic.span
    words = text[start:end]
    for edit in sorted(diagnostic.fixes[0].edits, reverse=True) if diagnostic.fixes else ():
        words = words[: edit.span.start - start] + edit.text + words[edit.span.end - start :]
    return words


# --- corrected sentences ---------------------------------------------------------------------------------------------


def corrected(smoke: bool) -> bool:
    """Sentences that none of several people corrected: findings in them for 1,000 words, by rule."""
    rows = [json.loads(line) for line in (DATA / "grammar/dev.jsonl").read_text("utf-8").splitlines()]
    clean = [row["source"] for row in rows if all(ref == row["source"] for ref in row["refs"])][:: 10 if smoke else 1]
    words = sum(len(sentence.split()) for sentence in clean)
    counts: Counter[str] = Counter()
    for start in range(0, len(clean), 200):  # many at a time, a paragraph each
        text = "\n\n".join(clean[start : start + 200])
        found = (d.rule for d in findings(text, Path("sentences.txt")))
        # they are no one text: nothing in them can agree or be said twice
        apart = ("consistency.", "artefacts.duplicate")
        counts.update(r for r in found if r.partition(".")[0] in LANGUAGE and not r.startswith(apart))
    rate = counts.total() / max(words, 1) * 1000
    print(f"\n{len(clean)} sentences that nobody corrected, {words:,} words: {counts.total()} findings")
    print(f"for 1,000 words: {rate:.2f} (at most {SENTENCES_AT_MOST:g})")
    for rule, count in counts.most_common(20):
        print(f"{count:>5}  {rule}")
    return rate > SENTENCES_AT_MOST


# --- marks of one's own ----------------------------------------------------------------------------------------------


def marked(path: Path) -> None:
    """Recall by kind of mark, and precision of the language rules, on a text that was marked by hand."""
    own = os.environ.get("MSLINT_MARKED")
    source = Path(own) if own else next(iter(sorted((SHARED / "seed").glob("*.txt"))))
    text = source.read_text("utf-8")
    marks = json.loads(path.read_text("utf-8"))
    found = findings(text, source)
    hit = [any(_points(d.span, mark) for d in found) for mark in marks]
    language = [d for d in found if d.rule.partition(".")[0] in LANGUAGE]
    right = sum(any(_points(d.span, mark) for mark in marks) for d in language)
    print(f"\n{source.name}: {sum(hit)} of {len(marks)} marks found ({sum(hit) / len(marks):.1%})")
    for kind, total in Counter(mark["kind"] for mark in marks).most_common():
        part = sum(ok for ok, mark in zip(hit, marks, strict=True) if mark["kind"] == kind)
        print(f"  {kind:<14} {part:>3} of {total:>3}  {part / total:.0%}")
    print(f"precision of the language rules: {right} of {len(language)} ({right / max(len(language), 1):.1%})")


def _points(span: Span, mark: dict[str, int]) -> bool:
    there = Span(mark["start"], mark["end"])
    return (span.end - span.start) - (there.end - there.start) <= SLACK and span.overlaps(there)


if __name__ == "__main__":
    sys.exit(main())
