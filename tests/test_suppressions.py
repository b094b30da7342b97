from __future__ import annotations

from pathlib import Path

from mslint import suppressions
from mslint.model import Diagnostic, Document, Severity, Source, Span, Suppression

TEXT = "one\ntwo\nthree\nfour\n"


def finding(word: str, rule: str = "case.names") -> Diagnostic:
    at = TEXT.index(word)
    return Diagnostic(rule, Span(at, at + len(word)), "m", Severity.ERROR)


def document(*switches: Suppression) -> Document:
    return Document(Source.of(Path("p.md"), TEXT), "markdown", (), (), suppressions=switches)


def left(
    document_: Document, *findings: Diagnostic, ran: bool = True, words: tuple[tuple[str, str], ...] = ()
) -> list[str]:
    kept, _ = suppressions.apply(document_, findings, lambda rule: ran, words)
    return [d.rule if d.rule == suppressions.UNUSED else TEXT[d.span.start : d.span.end] for d in kept]


def test_off_holds_until_on() -> None:
    switches = (Suppression(Span(0, 0), "off"), Suppression(Span(8, 8), "on"))
    assert left(document(*switches), finding("two"), finding("four")) == ["four"]


def test_off_next_line() -> None:
    switch = Suppression(Span(0, 3), "off-next-line", ("case",))
    assert left(document(switch), finding("two"), finding("three")) == ["three"]


def test_only_the_rules_named() -> None:
    switch = Suppression(Span(0, 0), "off", ("case.names",))
    assert left(document(switch), finding("two"), finding("three", "case.namesake")) == ["three"]


def test_a_comment_that_hides_nothing_is_told_if_its_rule_ran() -> None:
    switch = Suppression(Span(0, 3), "off", ("case",))
    assert left(document(switch)) == [suppressions.UNUSED]
    assert left(document(switch), ran=False) == []


def test_words_of_the_settings() -> None:
    assert left(document(), finding("two"), finding("three"), words=(("case", "two"),)) == ["three"]
    assert left(document(), finding("two"), finding("three", "style.long"), words=(("style", ""),)) == ["two"]
