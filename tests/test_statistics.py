from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mslint.checks import statistics
from mslint.checks.statistics import distributions, recompute
from mslint.checks.statistics.reports import read as read_reports
from mslint.model import Diagnostic, Severity, Source
from mslint.readers import markdown, plain


def found(text: str) -> list[Diagnostic]:
    return list(statistics.check(markdown.read(Source.of(Path("p.md"), text))))


def rules(text: str) -> list[tuple[str, str]]:
    return [(d.rule, str(d.severity)) for d in found(text)]


@pytest.mark.parametrize(
    ("p", "expected"),
    [  # from printed tables of the distributions
        (distributions.p_of_z(1.959964), 0.05),
        (distributions.p_of_t(2.048407, 28), 0.05),
        (distributions.p_of_t(12.7062, 1), 0.05),
        (distributions.p_of_t(636.619, 1), 0.001),
        (distributions.p_of_r(0.254, 58), 0.0502),
        (distributions.p_of_f(4.259677, 1, 24), 0.05),
        (distributions.p_of_f(2.71089, 5, 20), 0.05),
        (distributions.p_of_chi2(3.841459, 1), 0.05),
        (distributions.p_of_chi2(18.307, 10), 0.05),
        (distributions.p_of_chi2(124.342, 100), 0.05),
    ],
)
def test_tail_probabilities(p: float, expected: float) -> None:
    assert p == pytest.approx(expected, abs=5e-5)


def test_tails_at_the_ends() -> None:
    assert distributions.p_of_t(0, 10) == pytest.approx(1)
    assert distributions.p_of_f(0, 3, 40) == pytest.approx(1)
    assert distributions.p_of_chi2(0, 4) == 1
    assert distributions.p_of_r(1, 12) == 0
    assert 0 <= distributions.p_of_f(5000, 2, 1_000_000) < 1e-100
    assert distributions.p_of_chi2(1500, 1400) == pytest.approx(0.0317, abs=2e-4)


@pytest.mark.parametrize(
    "report",
    [
        "t(28) = 2.20, p = .036",
        "t(28) = 2.2, p < .05",
        "F(1, 24) < 1, ns",
        "F(1, 24) < 1, p > .25",
        "F(2, 1,040) = 3.91, MSE = 0.44, p = .020",
        "r(58) = .34, p = .008",
        "z = -2.10, p = .036",
        "χ2(1, N = 40) = 3.84, p = .05",
        "χ²(1, N = 1,040) = 10.83, p = .001",
        "*t*(28) = 2.20, *p* = .036",
        "$t(28) = 2.20$, $p = .036$",
        r"$\chi^2(1, N = 40) = 6.63$, $p = .01$",
        "ts(28) > 2.2, ps < .05",
    ],
)
def test_a_report_that_agrees_is_left_alone(report: str) -> None:
    assert rules(f"The older group waited longer, {report}, than the younger one.") == []


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("t(28) = 2.20, p = .36", ("numbers.decision", "error")),
        ("t(28) = 2.80, p = .020", ("numbers.test", "warning")),
        ("F(2, 56) = 1.30, p < .01", ("numbers.decision", "error")),
        ("r(58) = .04, p = .03", ("numbers.decision", "error")),
        ("χ2(2, N = 90) = 9.40, ns", ("numbers.decision", "error")),
        ("z = 3.50, p = .002", ("numbers.test", "warning")),
        ("Q(12) = 9.20, p = .02", ("numbers.decision", "error")),
        ("*F*(1, 40) = 5.20, *p* = .20", ("numbers.decision", "error")),
        (r"$\chi^2(3) = 2.10$, $p = .04$", ("numbers.decision", "error")),
        ("r(40) = 1.20, p < .01", ("numbers.impossible-statistic", "error")),
        ("t(0) = 2.20, p = .04", ("numbers.impossible-statistic", "error")),
        ("t(28) = 9.20, p = .000", ("numbers.zero-p", "suggestion")),
    ],
)
def test_a_report_that_does_not_is_told(report: str, expected: tuple[str, str]) -> None:
    assert rules(f"The older group waited longer ({report}).") == [expected]


def test_the_message_gives_the_recomputed_p_at_its_place() -> None:
    text = "The groups differed, *t*(28) = 2.20, *p* = .36, as we expected."
    (d,) = found(text)
    assert text[d.span.start : d.span.end] == "t*(28) = 2.20, *p* = .36"
    assert d.message == (
        "“t(28) = 2.20, p = .36”: a two-tailed t of 2.20 with 28 degrees of freedom gives a p between .0358 and .0366, "
        "not p = .36. At .05 that is significant."
    )


def test_a_one_tailed_p_is_right_if_the_sentence_says_so() -> None:
    assert rules("The rise was tested one-tailed, t(20) = 1.90, p = .036.") == []
    assert rules("The rise was tested, t(20) = 1.90, p = .036.") == [("numbers.decision", "suggestion")]


def test_a_p_of_nearly_one_may_be_that_of_the_other_tail() -> None:
    assert rules("The mills were far below the bound, t(29) = 6.10, p = 1.00.") == [("numbers.decision", "suggestion")]
    assert rules("The mills were far below the bound, one-tailed, t(29) = 6.10, p = 1.00.") == []
    assert rules("The mills were below the bound, t(29) = 6.10, p = .60.") == [("numbers.decision", "error")]


def test_a_p_below_a_bound_says_less_of_its_tails() -> None:
    assert rules("The rise was tested, t(28) = 2.00, p < .05.") == [("numbers.decision", "warning")]
    assert rules("The rise, t(28) = 2.00, p < .05, was real.\n\nTests were one-sided.") == [
        ("numbers.decision", "suggestion")
    ]


def test_a_corrected_p_may_be_larger() -> None:
    assert rules("With Bonferroni correction, t(60) = 2.80, p = .02.") == [("numbers.test", "suggestion")]
    assert rules("With Bonferroni correction, t(60) = 2.80, p = .0001.") == [("numbers.test", "warning")]


def test_rounding_of_the_statistic_is_allowed_for() -> None:
    assert rules("The effect held, t(28) = 2.0, p < .05.") == []
    assert rules("The effect held, t(28) = 1.50, p < .05.") == [("numbers.decision", "error")]


def test_a_p_of_another_test_is_not_taken() -> None:
    assert rules("We found t(28) = 2.20 in one group. In all others p = .51 was the rule.") == []
    assert rules("We found t(28) = 2.20 and F(1, 28) = 4.84, p = .036.") == []


def test_a_decimal_comma_is_not_misread() -> None:
    assert rules("The effect held, t(28) = 2,20, p = .036.") == []


def test_plain_text_out_of_a_pdf() -> None:
    document = plain.read(
        Source.of(Path("p.txt"), "Results\n\nThe groups differed, F(1, 40) ¼ 0.52, p b .01, in time.")
    )
    assert [d.rule for d in statistics.check(document)] == ["numbers.decision"]


def test_code_and_references_are_left_alone() -> None:
    assert rules("```\nt(28) = 2.20, p = .36\n```\n") == []


def test_severity_is_never_above_the_rule() -> None:
    ranks = {rule.id: rule.severity for rule in statistics.RULES}
    assert ranks["numbers.decision"] is Severity.ERROR
    assert all(d.severity <= ranks[d.rule] for d in found("We saw t(28) = 2.20, p = .36, and z = 3.50, p = .002."))


def test_the_hand_coded_flags(shared: Path) -> None:
    """Each of the rows that carry a flag: error, decision error, error if the test was one-tailed."""
    path = shared / "data/statistics/reported-results.csv"
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if row["error"]]
    assert len(rows) == 24
    for row in rows:
        value = abs(float(row["test_value"]))
        mine = [report for report in read_reports(row["raw_result"]) if report.value.value == value]
        result = recompute(mine[0]) if mine else None
        verdict = (
            (result.error, result.decision, result.error and not result.one_tailed) if result else (False, False, False)
        )
        flags = tuple(row[name] == "1" for name in ("error", "decision_error", "error_1tail"))
        assert verdict == flags, row["raw_result"]
