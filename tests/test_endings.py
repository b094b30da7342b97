"""How questions and items end: a text in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mslint import fixes, session
from mslint.checks import endings
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Source


def read(text: str) -> Document:
    return session.read(
        Job(Source.of(Path("paper.md"), f"# Salt\n\nAll about it.\n\n# Aims\n\n{text}"), Config(Path()))
    )[0]


def mended(text: str) -> str:
    document = read(text)
    made = fixes.apply(document.source, list(endings.check(document)), fixes.any_fix).source.text
    return made.partition("# Aims\n\n")[2]


@pytest.mark.parametrize(
    "asked",
    [
        "How do the bakers of Riga describe the rising price of salt",
        "RQ1: To what extent does the price of salt change the work of bakers",
        "What is the role of the guild in the trade of the port",
        "Are there towns in which the price of salt does not matter",
    ],
)
@pytest.mark.parametrize("stop", ["", "."])
def test_a_question_gets_its_mark(asked: str, stop: str) -> None:
    assert mended(f"{asked}{stop}\n") == f"{asked}?\n"


@pytest.mark.parametrize(
    "text",
    [
        "How the bakers of Riga describe the rising price of salt is told below.",
        "What is needed is a new theory of the trade in salt.",
        "How do the bakers describe it? Nobody has asked them so far.",
        "When was the mill sold: that is what the rolls of the town tell.",
    ],
)
def test_what_is_no_question_by_itself_is_left_alone(text: str) -> None:
    assert mended(f"{text}\n") == f"{text}\n"


ITEMS = "- To measure the price of salt.\n- To compare two towns{}\n- To trace the rolls of the guild.\n"


def test_an_item_gets_the_stop_that_the_others_have() -> None:
    assert mended(ITEMS.format("")) == ITEMS.format(".")


def test_items_that_mostly_have_no_stop_and_short_ones_are_left_alone() -> None:
    for text in (ITEMS.replace(".", "").format("."), ITEMS.replace("the price of salt", "salt").format("")):
        assert mended(text) == text


def test_an_item_that_leads_to_a_list_needs_no_stop() -> None:
    text = "- We measured the price.\n- We compared, in two towns, the\n    - bakers of bread.\n- We traced all the rolls.\n"
    assert mended(text) == text
