from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mslint.checks import terms
from mslint.checks.terms.expansions import acronyms
from mslint.model import Diagnostic, Reading, Reference, Source, Span
from mslint.readers import markdown
from mslint.readers.works import with_works


def found(text: str, known: tuple[str, ...] = ()) -> list[Diagnostic]:
    document = markdown.read(Source.of(Path("p.md"), text))
    return list(terms.check(replace(document, reading=Reading(acronyms=known))))


def rules(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(d.rule.removeprefix("terms."), text[d.span.start : d.span.end]) for d in found(text, known)]


# What acronyms stand for


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("the river toll board (RTB) met", "RTB", "river toll board"),
        ("several river toll boards (RTBs) met", "RTB", "river toll boards"),
        ("the Board of River Tolls (BRT) met", "BRT", "Board of River Tolls"),
        ("the RTB (River Toll Board) met", "RTB", "River Toll Board"),
        ("toll-payment registers (TPR; see below)", "TPR", "toll-payment registers"),
        ("the river toll board (hereafter “RTB”)", "RTB", "river toll board"),
        ("the river toll board, or RTB, met", "RTB", "river toll board"),
        ("functional toll imaging (fTI) was used", "fTI", "functional toll imaging"),
        ("*Note.* RTB = river toll board", "RTB", "river toll board"),
    ],
)
def test_definitions(text: str, acronym: str, words: str) -> None:
    said = [(text[a.start : a.end], a.definition.words) for a in acronyms(text) if a.definition and a.definition.fits]
    assert said == [(acronym, words)]


def test_words_before_a_bracket_that_do_not_fit() -> None:
    assert not any(a.definition and a.definition.fits for a in acronyms("we sailed to the harbour (XQ) and back"))


# Acronyms

BOARD = "The river toll board (RTB) met. Each RTB has a clerk.\n\n"


def test_an_acronym_defined_once_and_used_again() -> None:
    assert rules(BOARD + "The RTB met. All RTBs’ clerks came, and the RTB’s was late; the RTB-like bodies too.") == []


def test_used_before_it_is_defined() -> None:
    text = "The clerk of the RTB left.\n\n" + BOARD
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("terms.acronym-before-definition", "WARNING")
    assert d.message == "“RTB” is used here, and defined only in line 3 (“river toll board”)."
    assert text[d.related[0].span.start : d.related[0].span.end] == "RTB"
    assert d.span.start == text.index("RTB")


def test_the_abstract_is_apart() -> None:
    abstract = "# Abstract\n\nThe river toll board (RTB) is old. Each RTB has a clerk.\n\n# Introduction\n\n"
    assert rules(abstract + BOARD) == []
    assert rules("# Abstract\n\nThe RTB is old.\n\n# Introduction\n\n" + BOARD) == []


def test_defined_twice() -> None:
    text = BOARD + "Later the river toll board (RTB) met again."
    assert rules(text) == [("acronym-defined-twice", "river toll board (RTB")]
    assert rules(BOARD + "Figure 1. Places of the river toll board (RTB).") == [], "a caption may define for itself"


def test_two_meanings() -> None:
    text = BOARD + "The reed trade bureau (RTB) met again."
    (d,) = found(text)
    assert d.rule == "terms.acronym-two-meanings"
    assert d.message == "“RTB” is “reed trade bureau” here and “river toll board” in line 1."


def test_two_acronyms_for_one_thing() -> None:
    text = "The board of river tolls (BRT) met; the BRT left. The board of river tolls (BORT) met; the BORT left."
    assert rules(text) == [("two-acronyms", "BORT")]


def test_never_used_again() -> None:
    assert rules("The river toll board (RTB) met.") == [("unused-acronym", "RTB")]
    assert rules("The North Atlantic Treaty Organization (NATO) met.") == []


def test_letters_that_do_not_fit() -> None:
    text = "The Board for Navigation on Elm River (BNRE) met. The BNRE left."
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("terms.acronym-misfit", "WARNING")
    assert d.message == "“BNRE” does not fit “Board for Navigation on Elm River”: the letters differ."


def test_never_defined() -> None:
    text = "The clerk of the RTB left. The RTB met."
    assert rules(text) == [("undefined-acronym", "RTB")]
    assert rules(text, known=("RTB",)) == []
    assert rules("The clerk of the RTB left.") == [], "used once, it may be any name"
    assert rules("The River Toll Board, RTB, met. The RTB left.") == []
    (d,) = found("The River Toll Board met. The clerk of the RTB left.")
    assert d.message == "“RTB” is used once and never defined; line 1 has “River Toll Board”."
    assert rules("# Abbreviations\n\nRTB: the toll board of the river\n\n# Tolls\n\n" + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The USA and the EU met. The USA and the EU left.",
        "The ANOVA (SD, CI) in HTML; the ANOVA again in HTML, SD and CI.",
        "Act III and Act III again.",
        "The tolls rose. TOLLS were VERY HIGH, TOLLS indeed, and very high.",
        "The RTB package and the RTB package again.",
        "Use `RTB` here and `RTB` there.",
    ],
)
def test_what_needs_no_definition(text: str) -> None:
    assert rules(text) == []


# Names

MANY = "We read Valderman first. Then Valderman left. So did Valderman’s clerk, and old Valderman died.\n\n"


def test_a_name_spelt_two_ways() -> None:
    text = MANY + "It was told by Valdermann and others."
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("terms.name-two-ways", "WARNING")
    assert d.message == "“Valdermann” here, but “Valderman” in 4 other places (the first in line 1)."
    assert text[d.span.start : d.span.end] == "Valdermann"
    (edit,) = d.fixes[0].edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == MANY + "It was told by Valderman and others."
    assert not d.fixes[0].safe, "whose name it is the author knows"


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Austria", "Australia"),
        ("Johnson", "Johnston"),
        ("Germany", "Germans"),
        ("Ukraine", "Ukrainian"),
        ("Budapest", "Bucharest"),
        ("Hypothesis", "Hypotheses"),
        ("Martin", "Tartin"),
    ],
)
def test_names_that_are_both_real(usual: str, other: str) -> None:
    text = f"They met in {usual} and {usual} again, then in {usual}, and left for {other} at last."
    assert rules(text) == []


def test_a_name_of_the_references_is_right() -> None:
    document = markdown.read(Source.of(Path("p.md"), MANY + "It was told by Valdermann and others."))
    cited = replace(document, references=(Reference(Span(0, 0), names=("Valdermann",), year="1999"),))
    assert [d.rule for d in terms.check(document)] == ["terms.name-two-ways"]
    assert list(terms.check(cited)) == []


def test_words_that_titles_give_a_capital() -> None:
    text = "At the College, the College and the College of Elm; a Collage hung there. The collage was old."
    assert rules(text) == []
    assert rules("Of States, States and States we know the Status Report.") == []


# Titles

LIST = """

# References

Weber, L. (1931). *The Limits of Tolls: Rivers in a Time of Change*. Elm Press.

Berg, A. (1954). *A Short History of the Salt Road*. Elm Press.

Lindt, O. (1961). *Mills and Their Owners*. Elm Press.
"""


def titles(text: str) -> list[tuple[str, str]]:
    document = with_works(markdown.read(Source.of(Path("p.md"), text + LIST)))
    return [(d.rule, edited(document.text, d)) for d in terms.check(document)]


def edited(text: str, d: Diagnostic) -> str:
    (edit,) = d.fixes[0].edits
    start, end = d.span
    return text[start : edit.span.start] + edit.text + text[edit.span.end : end]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("In *The Limit of Tolls*, Weber (1931) says so.", "The Limits of Tolls"),
        ("In The Limit of Tolls, Weber (1931) says so.", "The Limits of Tolls"),
        ("The book “A Short History on the Salt Road” says so.", "A Short History of the Salt Road"),
        ("See *A Short History of Salt Road* (Berg, 1954).", "A Short History of the Salt Road"),
        ("In *Mills and Thier Owners* it is told.", "Mills and Their Owners"),
        (
            "As The Limits of Tolls rivers in a time of change shows, prices fell.",
            "The Limits of Tolls: Rivers in a time of change",
        ),
    ],
)
def test_titles_with_another_word(text: str, title: str) -> None:
    assert titles(text) == [("terms.title-two-ways", title)]


@pytest.mark.parametrize(
    "text",
    [
        "In *The Limits of Tolls* Weber says so, and in *The Limits of Tolls: Rivers in a Time of Change* too.",
        "In *The limits of tolls* Weber says so.",  # in sentence case, as are all titles here
        "There is a limit of tolls, a short history on the Salt Road, and mills and the owners.",
        "We come to the Limit of Tolls.",  # no author, no mark
        "In *Limits* Weber says so.",  # a short title
    ],
)
def test_titles_as_an_author_may_give_them(text: str) -> None:
    assert titles(text) == []


def test_a_title_in_small_letters_where_others_have_capitals() -> None:
    text = "He read *The Limits of Tolls* and *Mills and Their Owners*, then “A short history of the salt road”."
    assert titles(text) == [("terms.title-capitals", "A Short History of the Salt Road")]


@pytest.mark.parametrize("words", ["Grain Weighers’ Union (GUW)", "Office for Tolls and Re-exports in Elm (ORTE)"])
def test_letters_of_a_name_in_another_order(words: str) -> None:
    assert [d.rule for d in found(f"The {words} met.")][:1] == ["terms.acronym-misfit"]


def test_an_acronym_that_the_rest_of_the_paper_has_otherwise() -> None:
    text = "We took the mean river toll (MTR) of each town. The MRT rose, and where the MRT fell, mills closed."
    (d,) = [d for d in found(text) if d.rule == "terms.acronym-misfit"]
    assert d.message == "“MTR” does not fit “mean river toll”; elsewhere (line 1) it is “MRT”."
    assert [d for d in found(text.replace("MTR", "MRT")) if d.rule == "terms.acronym-misfit"] == []


# Terms


def test_a_compound_written_two_ways() -> None:
    text = "A toll-gate, a toll-gate and the toll-gate of the tollgate."
    assert rules(text) == [("hyphen-two-ways", "tollgate")]
    assert rules("A toll-gate and the tollgate.") == [], "neither is the usual way"
    assert rules("An every-day matter, every-day, every-day: everyday.") == []


def test_a_name_of_two_words_without_its_capitals() -> None:
    text = (
        "After the Reed War came peace. The long Reed War cost much; in the Reed War many fell. The reed war was lost."
    )
    assert rules(text) == [("capitals-two-ways", "reed war")]
    text = "The Toll Office, the Toll Office and the Toll Office; any toll office takes a toll at the office."
    assert rules(text) == []


def test_an_organisation_that_is_cited_defines_nothing() -> None:
    text = (
        "The Salt Toll Board (STB) sold the mill. The STB had made it easy to buy salt, tolls and bread (STB, 2015).\n\n"
        "The STB paid."
    )
    assert "acronym-two-meanings" not in dict(rules(text))


def test_a_cancer_centre_is_spelt_as_it_spells_itself() -> None:
    text = "They met at the Harbour Center of Riga. The Salt Center, the Iron Center and the Wool Center paid the Salt Centre."
    assert "name-two-ways" not in dict(rules(text))
