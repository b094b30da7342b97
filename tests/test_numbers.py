from __future__ import annotations

from pathlib import Path

import pytest

from mslint.checks import numbers
from mslint.model import Diagnostic, Source
from mslint.readers import markdown


def found(text: str) -> list[Diagnostic]:
    return list(numbers.check(markdown.read(Source.of(Path("p.md"), text))))


def rules(text: str) -> list[tuple[str, str, str]]:
    return [
        (d.rule.removeprefix("numbers."), str(d.severity), text[d.span.start : d.span.end].replace("\n", " "))
        for d in found(text)
    ]


# Ranges and dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blockade (1948–1947) failed.", "1948–1947"),
        ("The mill ran from 1890 to 1885 and then closed.", "from 1890 to 1885"),
        ("Between 1990 and 1985, trade grew.", "Between 1990 and 1985"),
        ("The ledger (pp. 45–12) lists them.", "p. 45–12"),
    ],
)
def test_ranges_that_run_backwards(text: str, expected: str) -> None:
    assert rules(text) == [("range-backwards", "warning", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 1920 and 1912 prices fell.", "Between 1920 and 1912"),
        ("It ran from May 1911 to March 1911.", "May 1911 to March 1911"),
        ("They met from 12 to 8 May.", "from 12 to 8 May"),
        ("They met 12–8 May.", "12–8 May"),
    ],
)
def test_spans_that_run_backwards(text: str, expected: str) -> None:
    assert [words for _, _, words in rules(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It fell from May 1911 to March 1912, on 12 and 8 May, and in May 1911 and March 1911.",
        "They met 8–12 May and from 28 April to 3 May.",
    ],
)
def test_spans_that_run_forwards(text: str) -> None:
    assert rules(text) == []


def test_what_was_held_or_born_in_two_years() -> None:
    assert [s for _, s, _ in rules("The Elm Accords were signed in 1921. The Elm Accords of 1922 held.")] == ["warning"]
    assert [s for _, s, _ in rules("The Elm Congress of 1921 met. So did the Elm Congress of 1922.")] == ["suggestion"]
    assert rules("The Elm Congress of 1921 met. So did the Elm Congress of 1934.") == []
    assert [s for _, s, _ in rules("Braudel was born in 1902. When Braudel was born in 1920, it rained.")] == [
        "suggestion"
    ]
    assert rules("Braudel was born in 1902. Braudel died in 1985.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The blockade (1948–1949) failed, as in 1914–18.",
        "The mill ran from 1885 to 1890.",
        "Attendance fell from 2000 to 1500 within a week.",
        "The village grew smaller, from 2000 to 1800 inhabitants.",
        "The kings (1800–1650 BC) are known.",
        "The ledger (pp. 123–25) lists them.",
        "Call 555-1999-1980 or see 10.1000/1999-1980.",
    ],
)
def test_ranges_that_run_forwards_or_are_none(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on 31 April 1951.", "31 April 1951"),
        ("It was signed on February 30, 1951.", "February 30, 1951"),
        ("It was signed on 29 February 1951.", "29 February 1951"),
        ("It was signed on the 31st of June.", "31st of June"),
        ("The file is of 2021-02-30.", "2021-02-30"),
        ("The file is of 2021-13-02.", "2021-13-02"),
    ],
)
def test_days_that_no_calendar_has(text: str, expected: str) -> None:
    assert rules(text) == [("impossible-date", "error", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on 29 February 1952, on 31 May and on June 30, 1951.",
        "In May 45 ships came; by March 1951 there were 60.",
        "The file is of 2020-02-29.",
        "We may 31 times over decide.",
    ],
)
def test_days_that_a_calendar_has(text: str) -> None:
    assert rules(text) == []


def test_an_event_with_two_years() -> None:
    text = "The Treaty of Elmwood (1951) ended it.\n\nAfter the Treaty of Elmwood (1953), trade grew."
    (d,) = found(text)
    assert d.message == "“Treaty of Elmwood (1953)”: in line 1 the year is 1951, here 1953."
    assert text[d.related[0].span.start : d.related[0].span.end] == "Treaty of Elmwood (1951)"
    assert d.severity.name == "WARNING"


def test_events_with_one_year_each() -> None:
    assert rules("The Treaty of Elmwood (1951) and the Treaty of Ashford (1953); the Treaty of Elmwood of 1951.") == []
    assert rules("The Summit of Elmwood (1951) and the Summit of Elmwood (1953) failed.") == []
    assert rules("The annexation of Elmland in 1951, the annexation of Elmland in 1953.") == [
        ("two-dates", "suggestion", "annexation of Elmland in 1953")
    ]


# Counts


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("We asked 120 students (70 women, 60 men) for their views.", "warning"),
        ("We asked 1,200 students (700 women and 600 men; mean age = 21 years).", "warning"),
        ("We asked 120 students (60 women, 50 men) for their views.", "suggestion"),
    ],
)
def test_a_total_that_its_parts_do_not_make(text: str, severity: str) -> None:
    ((rule, level, _),) = rules(text)
    assert (rule, level) == ("parts", severity)


@pytest.mark.parametrize(
    "text",
    [
        "We asked 120 students (70 women, 50 men) for their views.",
        "We asked 120 students (66 women, 50 men, 4 others) for their views.",
        "We asked 120 students (60 women, 50 men; ten did not say) for their views.",
        "We asked 120 students (70 women; mean age = 21 years) for their views.",
    ],
)
def test_a_total_that_its_parts_make(text: str) -> None:
    assert rules(text) == []


def test_shares_of_one_whole() -> None:
    assert rules("Of all, 52% women and 48% men voted.") == []
    assert rules("Of all, 52.4% women and 47.5% men voted.") == []
    assert rules("Of all, 58% women and 48% men took part.") == [("percentages", "warning", "58% women and 48% men")]
    assert rules("Of all, 52% women and 40% men took part.") == [("percentages", "suggestion", "52% women and 40% men")]
    assert rules("Some 40% walked, 35% rode, and 25% sailed.") == []
    assert rules("Some 33% walked, 33% rode, and 33% sailed.") == []
    ((rule, severity, words),) = rules("Some 40% walked, 35% rode, and 22% sailed.")
    assert (rule, severity, words) == ("percentages", "suggestion", "40% walked, 35% rode, and 22%")
    assert rules("Prices rose by 40% in May, fell by 15%, and rose by 3% in June.") == []


PAPER = """---
title: Tolls
abstract: |
  We held {abstract} interviews with toll keepers.
---

# Methods

We held {body} interviews with toll keepers in twelve towns.

# Results

{more}
"""


def test_the_abstract_against_the_text() -> None:
    assert rules(PAPER.format(abstract=24, body=24, more="All spoke of the river.")) == []
    text = PAPER.format(abstract=24, body=22, more="All spoke of the river.")
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("numbers.abstract-differs", "WARNING")
    assert d.message == "The abstract says “24 interviews”, the text “22 interviews” (line 9)."
    assert text[d.span.start : d.span.end] == "24 interviews"
    assert text[d.related[0].span.start : d.related[0].span.end] == "22 interviews"


def test_numbers_in_words_count_too() -> None:
    assert rules(PAPER.format(abstract="twenty-two", body=22, more="All spoke.")) == []
    ((rule, _, words),) = rules(PAPER.format(abstract="twenty-four", body=22, more="All spoke."))
    assert (rule, words) == ("abstract-differs", "twenty-four interviews")


@pytest.mark.parametrize(
    ("abstract", "more"),
    [
        (24, "Two of the 24 were held twice."),  # the number is in the text
        (24, "Later we held 2 interviews more."),  # there are several samples
        (90, "All spoke of the river."),  # another thing altogether
    ],
)
def test_counts_that_may_well_be_right(abstract: int, more: str) -> None:
    assert rules(PAPER.format(abstract=abstract, body=22, more=more)) == []


def test_a_count_that_changes_within_the_text() -> None:
    text = PAPER.format(abstract="many", body=24, more="Most of the 22 interviews dealt with the river.")
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("numbers.count-differs", "SUGGESTION")
    assert d.message == "“the 22 interviews”, but before “24 interviews” (line 9)."


TABLE = """Table 1. Tolls by town.

| Town | 1890 | 1900 |
|:-----|-----:|-----:|
| Elm  |  412 |  538 |
| Oak  |  207 |  195 |
| Ash  | 1284 | 1310 |

"""


def test_a_number_of_the_text_that_its_table_has_otherwise() -> None:
    text = TABLE + "As Table 1 shows, Elm rose to 583 in 1900."
    (d,) = found(text)
    assert (d.rule, d.severity.name) == ("numbers.table-differs", "WARNING")
    assert d.message == "“583” is not in the table; there it is “538” (line 5)."
    assert [edit.text for edit in d.fixes[0].edits] == ["538"]
    assert [r[2] for r in rules(TABLE + "In 1900 Oak had 196 tolls (Table 1).")] == ["196"]


@pytest.mark.parametrize(
    "sentence",
    [
        "As Table 1 shows, Elm rose to 538 in 1900.",
        "Elm rose by 126, to more than 500 (Table 1).",
        "As Table 1 shows, the river rose to 583.",  # no row of that name
        "Elm rose to 583.",  # no table named
        "In Tables 1 and 2, Elm rose to 583.",
    ],
)
def test_numbers_that_are_not_taken_from_the_table(sentence: str) -> None:
    assert rules(TABLE + sentence) == []


def test_a_sentence_of_the_abstract_that_the_text_says_otherwise() -> None:
    abstract = "---\nabstract: |\n  Tolls on the river fell by 38% between the wars.\n---\n\n"
    text = abstract + "Between the wars, tolls on the river fell by 36%."
    (d,) = found(text)
    assert d.message == "The abstract says “38%”, the text “36%” (line 6)."
    assert rules(abstract + "Tolls on the road fell by 36% in the years after the last war.") == []
    assert rules(text + " In the north it was 38%.") == [], "the text has the number too"


def test_shares_that_should_be_a_whole_by_their_words() -> None:
    ((rule, _, words),) = rules("Of the keepers, 45% agreed, 30% disagreed and 35% were unsure.")
    assert (rule, words) == ("percentages", "45% agreed, 30% disagreed and 35%")
    assert rules("Of the keepers, 45% had a boat, 30% a horse and 35% a cart.") == []
    assert rules("Of the keepers, 45% agreed, 30% disagreed and 25% were unsure.") == []


def test_parts_that_make_more_than_the_whole() -> None:
    (d,) = found("Of the 48 mills, 31 stood in the north and 27 in the south.")
    assert d.message == "Of the 48 mills, the parts are 31 + 27 = 58."
    assert rules("Of the 48 mills, 31 had a wheel and 27 also had a lock.") == []
    assert rules("Of the 48 mills, 21 stood in the north and 27 in the south.") == []


def test_a_count_and_the_n_beside_it() -> None:
    assert [d.message for d in found("It reached 215 keepers (N = 251).")] == ["“215 keepers”, but “N = 251”."]
    assert rules("It reached 215 keepers (N = 215).") == []


# Units


def test_forms_that_are_no_units() -> None:
    text = "The stone of 50 Kg lay 3 kms off; another weighed 60 Kg."
    assert [d.message for d in found(text)] == [
        "“Kg” is no symbol (2 times): the unit is written “kg”.",
        "“kms” is no symbol: the unit is written “km”.",
    ]
    assert found("It was 20 ° C.")[0].fixes[0].title == "Replace “° C” with “°C”"


def test_units_written_two_ways() -> None:
    text = "It is 5 km to the mill, 7 km to the quay, and 9km to the town."
    (d,) = found(text)
    assert d.message == "You write “9km” here, but “5 km” and the like elsewhere (2, first in line 1)."
    (edit,) = d.fixes[0].edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace("9km", "9 km")


def test_units_written_one_way() -> None:
    assert rules("It is 5 km and 7 km, and 30% of 40%.") == []
    assert rules("It is 5 km and 7km.") == [], "neither is the usual way"


def test_references_and_code_are_left_alone() -> None:
    assert rules("# References\n\nBraudel, F. (1949). The sea, 1948–1947. *Annales*, 4, pp. 45–12.") == []
    assert rules("```\n1948–1947\n```") == []
