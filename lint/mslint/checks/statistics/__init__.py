"""Recomputes the p of every reported test from its statistic and degrees of freedom. Opens no file.

As in M. B. Nuijten and others, “The prevalence of statistical reporting errors in psychology”, Behavior Research
Methods 48 (2016): statistic and p stand for all values that round to them, and a result is in
error if no such pair agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.statistics import distributions
from mslint.checks.statistics.reports import Number, Report, reports
from mslint.model import Diagnostic, Document, Severity

TEST = CheckRule(
    "numbers.test",
    Severity.WARNING,
    "A reported test whose p does not follow from its statistic and degrees of freedom.",
    "One of the three is a slip of the pen or of another analysis; reviewers' tools recompute them.",
)
DECISION = CheckRule(
    "numbers.decision",
    Severity.ERROR,
    "A test reported as significant that is not, or the reverse, at .05 when recomputed.",
    "The conclusion drawn from the test stands or falls with it.",
)
ZERO = CheckRule(
    "numbers.zero-p",
    Severity.SUGGESTION,
    "A p reported as zero.",
    "No p is zero: programs print .000 for what is below .0005. APA 7 (6.36) asks for “p < .001”.",
)
IMPOSSIBLE = CheckRule(
    "numbers.impossible-statistic",
    Severity.ERROR,
    "A statistic that cannot have its value: a correlation above 1, a p above 1, zero degrees of freedom.",
    "It is a slip of the pen, and nothing can be recomputed from it.",
)
RULES = (TEST, DECISION, ZERO, IMPOSSIBLE)

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Result:
    """A test recomputed: the p of the statistic as it stands, the p's of all values that round to it, and the verdict.

    `error`: no p in `low`..`high` agrees with the reported one. `decision`: and all of them are on the other side of
    .05. `one_tailed`: half of them agree; `other_tail`: one less half of them does, so that p is nearly 1.
    """

    p: float
    low: float
    high: float
    error: bool
    decision: bool
    one_tailed: bool
    other_tail: bool


def check(document: Document) -> Iterator[Diagnostic]:
    known: dict[str, bool] = {}

    def says(what: str) -> bool:
        if what not in known:
            known[what] = _says(document.text, what)
        return known[what]

    for report in reports(document):
        if _is_impossible(report):
            message = f"“{report.text}” cannot be: {_impossible(report)}."
            yield Diagnostic(IMPOSSIBLE.id, report.span, message, IMPOSSIBLE.severity)
            continue
        if report.p and not report.p.value and report.p_sign in "=<":
            yield Diagnostic(ZERO.id, report.span, f"“{report.text}”: no p is zero; write “p < .001”.", ZERO.severity)
        result = recompute(report)
        if not result.error:
            continue
        if finding := _finding(report, result, says):
            yield finding


def recompute(report: Report) -> Result:
    """What follows from the statistic; a report with impossible values raises ValueError or gives a p of 0 or 1."""
    value, half = report.value.value, report.value.half
    p = _p(report, value)
    if report.sign == "=":
        low, high = _p(report, value + half), _p(report, max(value - half, 0.0))
    else:
        low, high = (p, 1.0) if report.sign == "<" else (0.0, p)
    error = not _agrees(report, low, high)
    halves = error and report.kind in ("t", "r", "z") and _agrees(report, low / 2, high / 2)
    if report.kind in ("F", "chi2") and report.df[0] == 1:  # the square of a t or a z
        halves = error and _agrees(report, low / 2, high / 2)
    exact = report.kind in ("t", "r", "z") and report.p is not None and report.p_sign == "="
    other = error and exact and _agrees(report, 1 - high / 2, 1 - low / 2)
    return Result(p, low, high, error, error and _flips(report, low, high), halves, other)


def _p(report: Report, value: float) -> float:
    match report.kind, report.df:
        case "t", (df,):
            return distributions.p_of_t(value, df)
        case "r", (df,):
            return distributions.p_of_r(value, df)
        case "F", (df1, df2):
            return distributions.p_of_f(value, df1, df2)
        case "chi2", (df,):
            return distributions.p_of_chi2(value, df)
    return distributions.p_of_z(value)


def _agrees(report: Report, low: float, high: float) -> bool:
    """Whether some p between `low` and `high` is what is reported."""
    if report.p is None:
        return high > ALPHA
    stated, half = report.p.value, report.p.half
    if report.p_sign == "<":
        return low < (stated or half)
    if report.p_sign == ">":
        return high > stated
    return low <= stated + half and high >= stated - half


def _flips(report: Report, low: float, high: float) -> bool:
    """Whether the report says significant at .05 and every p says not, or the reverse."""
    if report.p is None:
        return high <= ALPHA
    significant = report.p.value <= ALPHA and report.p_sign != ">"
    not_significant = (report.p_sign == "=" and report.p.value > ALPHA) or (
        report.p_sign == ">" and report.p.value >= ALPHA
    )
    return (significant and low > ALPHA) or (not_significant and high <= ALPHA)


def _is_impossible(report: Report) -> bool:
    return bool(_impossible(report))


def _impossible(report: Report) -> str:
    if not all(report.df):
        return "no test has zero degrees of freedom"
    if report.kind == "r" and report.value.value > 1:
        return "no correlation is larger than 1"
    if report.p and report.p.value > 1:
        return "no p is larger than 1"
    return ""


def _finding(report: Report, result: Result, says: Callable[[str], bool]) -> Diagnostic | None:
    """The finding on a test in error; `says` tells whether the paper speaks of one-tailed tests, of corrections."""
    if (result.one_tailed or result.other_tail) and _says(report.sentence, "one_tailed"):
        return None
    rule = DECISION if result.decision else TEST
    severity = rule.severity
    stated = "not significant" if report.p is None else f"p {report.p_sign} {report.p.text}"
    message = f"“{report.text}”: {_test(report)} gives {_shown(result)}, not {stated}"
    if result.one_tailed:
        exact = report.p_sign == "="  # a bound is easily met by half of any p
        severity = Severity.WARNING if result.decision and not exact and not says("one_tailed") else Severity.SUGGESTION
        message += "; half of it would fit: if the test was one-tailed, say so"
    elif result.other_tail:
        severity = Severity.SUGGESTION
        message += "; one less half of it would fit: if the test was one-tailed, say so"
    elif _is_larger(report, result) and says("adjusted"):
        severity = Severity.SUGGESTION
        message += "; if p or the degrees of freedom are corrected ones, say so here"
    elif result.decision:
        message += f". At .05 that is {'not ' if result.low > ALPHA else ''}significant"
    return Diagnostic(rule.id, report.span, message + ".", severity)


def _is_larger(report: Report, result: Result) -> bool:
    """Whether the reported p is above the recomputed ones, as corrections for several tests make it."""
    return report.p is None or (report.p_sign != "<" and report.p.value > result.high)


def _test(report: Report) -> str:
    """The test in words: “a two-tailed t of 2.20 with 28 degrees of freedom”."""
    tails = "two-tailed " if report.kind in ("t", "r", "z") else ""
    sign = {"=": "", "<": "less than ", ">": "more than "}[report.sign]
    article = "an" if not tails and report.name == "F" else "a"
    with_df = f" with {' and '.join(f'{df:g}' for df in report.df)} degrees of freedom" if report.df else ""
    if report.df == (1.0,):
        with_df = " with 1 degree of freedom"
    return f"{article} {tails}{report.name} of {sign}{report.value.text}{with_df}"


def _shown(result: Result) -> str:
    """The recomputed p, or its range, so that it can be told from the reported one."""
    if result.high < 0.0001:
        return "p < .0001"
    low, high = _figures(result.low), _figures(result.high)
    if result.high >= 1:
        return f"p > {low}"
    if result.low <= 0:
        return f"p < {high}"
    return f"p = {low}" if low == high else f"a p between {low} and {high}"


def _figures(p: float) -> str:
    return f"{p:.{4 if p >= 0.001 else 5}f}".lstrip("0")


def _says(text: str, what: str) -> bool:
    """Whether the text holds one of the words that `numbers.yml` lists under this name."""
    lower = text.lower()
    return any(word in lower for word in shipped.data("numbers")[what])


__all__ = ["RULES", "Number", "Report", "Result", "check", "recompute"]
