"""Sentences and words of academic prose. A bar in a case marks where one sentence ends and the next begins."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mslint import shipped
from mslint.model import PLACEHOLDER as X
from mslint.sentences import split, words


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "Allies spent more.| Trust fell.",
        "Did allies spend more?| They did!| Nobody asked.",
        # abbreviations of papers
        "Duffield et al. (1999) disagree.| Others follow Kay et al.| The debate goes on.",
        "See pp. 12–15 and vol. II of the report, Fig. A1, and fig. 3.| The rest is in App. B.",
        "Turn to p. 7.| The table is there.",
        "Spending rose ca. 4 per cent, cf. Table 2, i.e. Poland's share.| NATO members differ, e.g. Spain.",
        "We compare treaties vs. promises in No. 5 of the series.| Was it binding?| The answer is no.| Most say so.",
        "J. J. Kerr and Anne E. Lund wrote it.| K. He and T. Do did not.",
        "The U.S. Senate agreed with the U.K. and the U.S.| The House did not.",
        "She took her Ph.D. in Oslo.| Dr. Moe and Prof. Bye examined it.",
        "In Roe v. Lund the court said so.| It was overturned.",
        "Smith Inc. and Lund Ltd. merged.| They failed at 5 p.m. on Jan. 5.| We saw it.",
        "Deficits, debts, etc. NATO".replace(" NATO", "| NATO") + " pays.",
        "Prices (in Brit. currency) rose approx. 3 per cent.| Wages fell.",
        # what counts ends a sentence before any capital
        "The drug was vitamin C.| Patients took it in Study B.| Nurses did not.",
        "It began with World War I.| Germany lost.",
        # quotes, brackets, notes, placeholders
        "He wrote, “It will not last.”| Others agreed (see below.)| Nobody acted.",
        "“Will it last?” he asked.| “No.”| They left.",
        "The pact held (Lund called it “dead!”) for years.",
        "Trade grew.12| Then it fell.3,4| Nobody knows why.[5]| Much was written.",
        "It follows p.12 of the treaty and Fig.2 of the annex.",
        f"The pact held.| {X} argues otherwise.{X}| We follow {X} and vol. {X} of the series.",
        f"As {X} et al. {X} show, it held.",
        # numbers, ellipses, marks in the middle
        "The slope was .43, p < .05.| It was 3.5 in 1990.| 35 cases remain.",
        "They promised … and broke it.| “Not one inch ... eastward” was the phrase.",
        "The letters say nothing of it....| The diary does.",
        "The end is missing. . . .",
        "[...] The text goes on [...] and on.",
        "Is a (real?) threat enough?| Yahoo! is not.",
        "The mRNA decayed.| mRNA is short-lived.",
        # drafts
        "Fear grew in the east.| the west did nothing.",
        "Fear grew in peace.|The west slept, e.g.in www.example.In and Node.Of things.",
        "The council. has grown.",
        "Nothing ends here",
    ],
)
def test_where_sentences_end(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_items_in_one_line_are_sentences() -> None:
    assert sentences("1. Name the aim 2. Name the method 3. Stop") == [
        "1. Name the aim",
        "2. Name the method",
        "3. Stop",
    ]
    assert sentences("a) Ask b) Answer. c) Stop") == ["a) Ask", "b) Answer.", "c) Stop"]
    assert len(sentences("The year 1 was quiet and 2 was not")) == 1


def test_a_number_before_an_item_is_no_sentence() -> None:
    assert sentences("3. Examine the treaty. It is short.") == ["3. Examine the treaty.", "It is short."]
    assert sentences("II. Methods of study") == ["II. Methods of study"]


@pytest.mark.parametrize("abbreviation", ["no", "n", "on", "Dr", "al", "pp"])
def test_the_lists_are_read_as_words(abbreviation: str) -> None:
    data = shipped.data("abbreviations")
    assert all(isinstance(entry, str) for entries in data.values() for entry in entries)
    groups = [data[name] for name in ("before", "numbered", "numbers_only", "either")]
    entries = [entry for group in groups for entry in group]
    assert sorted(entries) == sorted(set(entries))
    assert (abbreviation.lower() in {entry.lower() for entry in entries}) == (abbreviation != "on")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A well-known author’s rock'n'roll", ["A", "well-known", "author’s", "rock'n'roll"]),
        ("the authors' 3.5 per cent of 1,200", ["the", "authors", "3.5", "per", "cent", "of", "1,200"]),
        ("in the U.S. and, e.g., in Ph.D. theses.", ["in", "the", "U.S.", "and", "e.g.", "in", "Ph", "D", "theses"]),
        ("nai\u0308ve co\xadoperation — really", ["nai\u0308ve", "co\xadoperation", "really"]),
        (f"see {X}, “…”", ["see"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


PROSE = st.text(st.sampled_from("aAbI19 .?!…,;()[]“”\"'-\n\xa0" + X)) | st.text()


@given(PROSE)
def test_sentences_cover_all_that_is_not_space_once_and_in_order(text: str) -> None:
    at = 0
    for start, end in split(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert not text[start].isspace() and not text[end - 1].isspace()
        at = end
    assert not text[at:].strip()


@given(PROSE)
def test_words_are_in_order_and_apart(text: str) -> None:
    at = 0
    for start, end in words(text):
        assert at <= start < end
        at = end


@pytest.mark.parametrize("bit", ["a. ", "A. ", ". ", "1. ", "[1", "w.[1", "(“ ", "et al. ", "x", "Fear grew. "])
def test_time_is_linear(bit: str) -> None:
    def seconds(times: int) -> float:
        text = bit * times
        begin = time.perf_counter()
        list(split(text))
        list(words(text))
        return time.perf_counter() - begin

    seconds(100)
    small, large = min(seconds(4_000) for _ in range(3)), min(seconds(40_000) for _ in range(2))
    assert large < 40 * small + 0.05
