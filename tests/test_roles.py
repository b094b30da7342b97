"""Headings and the roles that they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mslint import shipped
from mslint.distance import distance
from mslint.readers.roles import ROLES, role_of


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Abstract", "abstract"),
        ("A B S T R A C T", "abstract"),
        ("Key words:", "keywords"),
        ("I NTRODUCTION", "introduction"),
        ("1 Introduction", "introduction"),
        ("Introduction: Why alliances grow", "introduction"),
        ("2.1. Background of the Study", "background"),
        ("Statement of the Problem", "problem"),
        ("1.2.3 Aims & Objectives", "objectives"),
        ("RESEARCH QUESTIONS:", "questions"),
        ("Hypothesis 2: Trust rises with contact", "hypotheses"),
        ("A brief literature review", "literature"),
        ("Theoretical Framework", "theory"),
        ("II. METHODS", "methods"),
        ("Chapter 3: Research Methodology", "methods"),
        ("Chapter Three – Research Design", "methods"),
        ("A. Data", "methods"),
        ("Methods (online only)", "methods"),
        ("Study 2: Results", "results"),
        ("Results of Experiments 1 and 2", "results"),
        ("Experiment 1b: method", "methods"),
        ("Study 3 Discussion", "discussion"),
        ("Our main findings", "findings"),
        ("Policy Recommendations", "recommendations"),
        ("Limitations of the present study", "limitations"),
        ("V. Conclusion", "conclusion"),
        ("Author contributions (CRediT)", "statement"),
        ("Works Cited", "references"),
        ("Appendix B: Items of the survey", "appendix"),
        ("Online Appendix", "appendix"),
    ],
)
def test_a_name_in_many_dresses(title: str, role: str) -> None:
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Results and Discussion", "results"),
        ("Conclusion & Recommendations", "conclusion"),
        ("Aims, questions, and hypotheses", "objectives"),
        ("Introduction/Background", "introduction"),
        ("Method and madness", ""),
    ],
)
def test_a_combined_heading_takes_its_first_name_if_every_part_is_one(title: str, role: str) -> None:
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Research Methodolgy", "methods"),
        ("Literture Reveiw", "literature"),
        ("Refrences", "references"),
        ("Acknowlegements", "statement"),
        ("Concludsion", "conclusion"),
        ("Reccomendations", "recommendations"),
    ],
)
def test_a_misspelt_name_is_known(title: str, role: str) -> None:
    assert role_of(title) == role


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "Chapter 3:",
        "Conclusions from the war: a history",
        "Case studies and methods of war",
        "The history of Rome",
        "Theory of the firm",
        "Preferences",
        "Collusion",
        "Concussions",
        "Objections",
        "Meteorology",
        "Illness",
        "Analysis, 22",
        "Appendix surgery in children",
        "Energy security after the pipeline: " + "results " * 20,
    ],
)
def test_a_heading_that_only_looks_like_a_name_has_no_role(title: str) -> None:
    assert role_of(title) == ""


def test_every_role_is_described_and_no_name_has_two() -> None:
    data = shipped.data("roles")
    names = [name for names in data["roles"].values() for name in names]
    assert tuple(data["roles"]) == ROLES
    assert sorted(names) == sorted(set(names))
    assert not set(names) & set(data["lookalikes"])


@pytest.mark.parametrize("role", ROLES)
def test_every_name_is_found_as_it_is_written_in_a_heading(role: str) -> None:
    for name in shipped.data("roles")["roles"][role]:
        assert role_of(name) == role_of(f"4.2 {name.title()}") == role_of(name.upper()) == role, name


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [("word", "word", 0), ("word", "wrod", 1), ("word", "words", 1), ("word", "wood", 1), ("word", "roads", 3)],
)
def test_distance(a: str, b: str, edits: int) -> None:
    assert distance(a, b) == distance(b, a) == edits


@given(st.text(max_size=160))
def test_never_raises(title: str) -> None:
    assert role_of(title) in ("", *ROLES)
