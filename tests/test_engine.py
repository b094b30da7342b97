from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mslint import engine
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.model import Diagnostic, Document, Edit, Fix, Related, Severity, Source, Span

DOCUMENT = Document(Source.of(Path("p.md"), "an unanimous vote of the the house"), "markdown", (), ())


def finding(
    start: int, end: int, rule: str, severity: Severity = Severity.WARNING, edit: Edit | None = None
) -> Diagnostic:
    fixes = (Fix("x", (edit,), safe=severity == Severity.ERROR),) if edit else ()
    return Diagnostic(rule, Span(start, end), "m", severity, fixes)


class Finds:
    def __init__(self, *found: Diagnostic, missed: str = "") -> None:
        self.outcome = Outcome(found, (NotChecked("grammar", missed),) if missed else ())

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        return self.outcome


def left(*checkers: Finds) -> list[str]:
    return [d.rule for d in engine.check(DOCUMENT, checkers).diagnostics]


def test_findings_come_in_source_order() -> None:
    assert left(Finds(finding(9, 12, "b"), finding(0, 2, "a"))) == ["a", "b"]


def test_of_findings_on_the_same_words_the_graver_is_left() -> None:
    assert left(Finds(finding(0, 2, "a")), Finds(finding(0, 2, "b", Severity.ERROR))) == ["b"]
    assert left(Finds(finding(0, 2, "a")), Finds(finding(0, 2, "b"))) == ["a"], "the earlier checker's"


def test_what_another_pack_said_is_kept_with_it() -> None:
    grave = replace(finding(0, 2, "grammar.A", Severity.ERROR), message="“a unanimous”")
    (d,) = engine.check(
        DOCUMENT, [Finds(finding(0, 2, "usage.a-an")), Finds(grave, finding(0, 2, "grammar.B"))]
    ).diagnostics
    assert (d.rule, d.related) == ("grammar.A", (Related(Span(0, 2), "usage.a-an: m"),))


def test_of_findings_with_the_same_fix_one_is_left() -> None:
    edit = Edit(Span(1, 2), "")
    assert left(Finds(finding(0, 12, "a", Severity.ERROR, edit)), Finds(finding(0, 2, "b", edit=edit))) == ["a"]


def test_a_finding_inside_a_weightier_phrase_waits() -> None:
    phrase = finding(20, 27, "a", Severity.ERROR)
    assert left(Finds(finding(20, 23, "b"), phrase)) == ["a"]
    assert left(Finds(finding(20, 23, "b", Severity.ERROR, Edit(Span(20, 21), "T")), phrase)) == ["b", "a"], (
        "its fix weighs more"
    )


def test_a_finding_inside_a_long_one_stays() -> None:
    sentence = finding(0, 61, "style.long", Severity.ERROR)
    assert left(Finds(sentence, finding(3, 12, "b"))) == ["style.long", "b"]


def test_no_finding_gives_way_to_one_that_the_settings_leave_out() -> None:
    grave = finding(0, 2, "b", Severity.ERROR)
    outcome = engine.check(DOCUMENT, [Finds(finding(0, 2, "a"), grave)], adjust=lambda d: None if d.rule == "b" else d)
    assert [d.rule for d in outcome.diagnostics] == ["a"]


def test_what_was_not_checked_is_told_once() -> None:
    outcome = engine.check(DOCUMENT, [Finds(missed="no Java"), Finds(missed="no Java")])
    assert outcome.not_checked == (NotChecked("grammar", "no Java"),)


def test_findings_on_no_words_do_not_hide_each_other() -> None:
    whole = [finding(0, 0, "long"), finding(0, 0, "hard"), finding(0, 2, "word", Severity.ERROR)]
    assert left(Finds(*whole)) == ["hard", "long", "word"]
