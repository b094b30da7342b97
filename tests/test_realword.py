"""Real words in the wrong place: found by their neighbours, silent where the paper or English has them there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mslint import session
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Diagnostic, Severity, Source
from mslint.spelling import company, dictionary
from mslint.spelling.checker import SpellingChecker, SpellingSettings
from mslint.spelling.realword import is_same, near
from mslint.spelling.rules import REAL_WORD


def marked(text: str) -> list[tuple[str, str, str]]:
    """Severity, word and first correction of each finding."""
    document, _ = session.read(Job(Source.of(Path("paper.md"), text), Config(Path())))
    found = SpellingChecker(SpellingSettings(rules=frozenset((REAL_WORD.id,)))).check(document).diagnostics
    return [(str(one.severity), text[slice(*one.span)], mended(text, one)) for one in found]


def mended(text: str, found: Diagnostic) -> str:
    """What the first fix makes of the words found."""
    for edit in reversed(found.fixes[0].edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return re.match(r"\w+", text[found.span.start :])[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("The model is now the sate of the art.", "sate", "state"),
        ("The rule has bean shown to hold in towns.", "bean", "been"),
        ("A large pert of the harvest was lost.", "pert", "part"),
        ("The towns had to mange the crisis alone.", "mange", "manage"),
        ("Only the guilds were responsible fir the fair.", "fir", "for"),
    ],
)
def test_a_slip_into_another_word_is_found_by_its_neighbours(text: str, wrong: str, right: str) -> None:
    assert marked(text) == [("warning", wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "The state of the art is a pert reply in the garden of a lady.",
        "Linen was sold at the gate, and the lint tools of the weavers were kept there.",
        "> The sate of the art is what she wrote.",
        "The word *sate* of the art is old.",
        "The disorder is rare, and disorders are many; it works flexibly and reliably.",
    ],
)
def test_nothing_is_said_of_words_in_their_place(text: str) -> None:
    assert [found for found in marked(text) if found[0] == str(Severity.WARNING)] == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("It is now widely excepted that the mill was older.", "excepted", "accepted"),
        ("The fleets met over the coarse of the summer.", "coarse", "course"),
        ("For the passed two decades the mills stood idle.", "passed", "past"),
        ("The farms were effected by the drought.", "effected", "affected"),
    ],
)
def test_words_that_are_taken_for_each_other_are_told_by_what_their_neighbours_usually_have(
    text: str, wrong: str, right: str
) -> None:
    assert marked(text) == [("warning", wrong, right)]


def test_a_confused_word_in_its_own_place_is_right() -> None:
    right = "The coarse cloth passed two tests, all except one were accepted, and the change was effected in May."
    assert marked(right) == []


def test_a_word_that_the_paper_has_often_is_meant() -> None:
    assert (
        marked("A fir stood there.\n\nThe fir was old.\n\nThey paid fir wood. Only it was responsible fir rot.") == []
    )


def test_forms_and_spellings_of_a_word_are_no_slips_of_it() -> None:
    lexicon = dictionary.load()
    for one, other in (("claim", "claims"), ("flexibly", "flexible"), ("labor", "labour"), ("analyse", "analyze")):
        assert is_same(one, other, lexicon)
    assert not is_same("sate", "state", lexicon)
    assert not is_same("form", "from", lexicon)
    assert "state" in near("sate", company.load(), lexicon)


def test_pairs_are_counted_and_others_are_not() -> None:
    pairs = company.load()
    assert pairs.count("of", "the") > pairs.count("the", "state") > company.FEWEST
    assert pairs.count("the", "of the") == 0.0
    assert pairs.count("sate", "of") == 0.0
