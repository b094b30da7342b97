from __future__ import annotations

from pathlib import Path

from mslint import fixes
from mslint.model import Diagnostic, Edit, Fix, Part, Severity, Source, Span


def finding(start: int, end: int, text: str, *, safe: bool = True) -> Diagnostic:
    fix = Fix("x", (Edit(Span(start, end), text),), safe)
    return Diagnostic("a.b", Span(start, end), "m", Severity.ERROR, (fix,))


def source(text: str) -> Source:
    return Source.of(Path("p.md"), text)


def test_only_the_named_characters_change() -> None:
    applied = fixes.apply(source("teh cat  sat"), [finding(0, 3, "the"), finding(7, 9, " ")])
    assert applied.source.text == "the cat sat"
    assert len(applied.mended) == 2


def test_unsafe_fixes_want_to_be_asked_for() -> None:
    doubtful = [finding(0, 3, "the", safe=False)]
    assert fixes.apply(source("teh"), doubtful).source.text == "teh"
    assert fixes.apply(source("teh"), doubtful, fixes.any_fix).source.text == "the"


def test_overlapping_and_touching_fixes_are_left_for_the_next_round() -> None:
    applied = fixes.apply(
        source("abcdef"), [finding(0, 3, "X"), finding(2, 4, "Y"), finding(3, 4, "Z"), finding(5, 6, "W")]
    )
    assert applied.source.text == "XdeW"


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    both = Fix("both", (Edit(Span(0, 1), "X"), Edit(Span(4, 5), "Y")), True)
    pair = Diagnostic("a.b", Span(0, 1), "m", Severity.ERROR, (both,))
    assert fixes.apply(source("abcde"), [finding(4, 5, "Z"), pair]).source.text == "abcdZ"


def test_several_files_keep_their_own_text() -> None:
    joined = Source(Path("1.md"), "one\n\ntwo", (Part(Path("1.md"), Span(0, 3)), Part(Path("2.md"), Span(5, 8))))
    after = fixes.apply(joined, [finding(0, 1, "OOO"), finding(5, 6, "T"), finding(2, 6, "no")]).source
    assert [after.text[p.span.start : p.span.end] for p in after.parts] == ["OOOne", "Two"]


def test_findings_elsewhere_are_left_out() -> None:
    from dataclasses import replace

    elsewhere = replace(finding(0, 1, "X"), path=Path("r.bib"))
    assert fixes.apply(source("abc"), [elsewhere]).source.text == "abc"
