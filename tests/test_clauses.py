"""Commas between clauses: a text in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mslint import fixes, session
from mslint.checks import clauses
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Source


def read(text: str) -> Document:
    return session.read(Job(Source.of(Path("paper.md"), text), Config(Path())))[0]


def mended(text: str) -> str:
    document = read(f"We read the books. {text}\n")
    fixed = fixes.apply(document.source, list(clauses.check(document)), fixes.any_fix).source.text
    return fixed.removeprefix("We read the books. ").strip()


@pytest.mark.parametrize(
    ("rough", "right"),
    [
        ("On the basis of nine letters and two maps I show the port.", "maps, I show"),
        ("When the port was closed in the winter the bakers had no salt.", "winter, the bakers"),
        ("If the salt is too dear for a baker then he waits.", "baker, then"),
        ("When the wind was poor the ships of the guild lay idle.", "poor, the ships"),
        ("In the letters of that winter they ask for salt.", "winter, they"),
        ("Having no second reader I read the letters twice.", "reader, I read"),
        ("With the help of the town and its oldest guild the port was built.", "guild, the port"),
        ("“If you do not pay they will close the port, said the guild.", "pay, they will"),
    ],
)
def test_an_opening_gets_its_comma(rough: str, right: str) -> None:
    assert right in mended(rough)


def test_a_clause_without_any_comma_is_told_at_its_first_word() -> None:
    document = read("We read. Although the salt of the port costs little nobody in the town pays.\n")
    (found,) = clauses.check(document)
    assert document.text[slice(*found.span)] == "Although" and not found.fixes


@pytest.mark.parametrize(
    "fine",
    [
        "When the port was closed, the bakers had no salt.",
        "In this port we bought the salt.",
        "Because the salt we bought was wet, we dried it.",
        "Although some letters have shown that the port was old, we doubt it.",
        "Given the age of the letters we read, the port is old.",
        "When was the port closed?",
        "Because of the war the port was closed.",
        "The guild says that when the port is closed, the bakers are poor.",
        "The port, they argue, is old.",
        "The first port is old, the second is new, and the third is gone.",
        "It is the port of a guild, the oldest in the country.",
        "The more salt is sold, the more is bought.",
    ],
)
def test_what_is_right_is_left_alone(fine: str) -> None:
    assert not list(clauses.check(read(f"We read the books. {fine}\n")))


@pytest.mark.parametrize(
    ("rough", "right"),
    [
        ("The letters were written for the guild, they may say little.", "guild; they may"),
        ("Letters are studied as a source, this paper treats them as gifts.", "source; this paper"),
        ("The port was sold in May, the guild bought it in June.", "May; the guild"),
        ("Those who pay late are fined, those who pay nothing are gone.", "fined; those who"),
    ],
)
def test_two_sentences_need_more_than_a_comma(rough: str, right: str) -> None:
    assert right in mended(rough)
