"""The verb after cited authors: a text in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mslint import fixes, session
from mslint.checks import narrative
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Source


def read(text: str) -> Document:
    return session.read(Job(Source.of(Path("paper.txt"), text), Config(Path())))[0]


def mended(text: str) -> str:
    document = read(text)
    return fixes.apply(document.source, list(narrative.check(document)), fixes.any_fix).source.text


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("As Novak (2010) argue, salt was dear.", "As Novak (2010) argues, salt was dear."),
        ("Novak and Berg (2010) argues that it was.", "Novak and Berg (2010) argue that it was."),
        ("Novak et al. (2010) has shown it.", "Novak et al. (2010) have shown it."),
        (
            "In this vein, Novak (2010) also identify two taxes.",
            "In this vein, Novak (2010) also identifies two taxes.",
        ),
        ("Novak & Berg (2010) was the first.", "Novak & Berg (2010) were the first."),
        ("Novak and Berg (2010) reports that it fell.", "Novak and Berg (2010) report that it fell."),
    ],
)
def test_the_verb_agrees_with_the_authors(bad: str, good: str) -> None:
    assert mended(bad) == good
    assert mended(good) == good


@pytest.mark.parametrize(
    "text",
    [
        "The studies of Novak (2010) argue that salt was dear.",
        "The study by Novak and Berg (2010) argues that salt was dear.",
        "Berg (2009) and Novak (2010) argue that salt was dear.",
        "The Novak (2010) model of trade is old, and so is the Novak and Berg (2012) reports index.",
        "The World Bank (2010) argue that salt was dear.",
        "UNESCO (2010) argue that salt was dear.",
        "Did Novak (2010) argue that salt was dear?",
    ],
)
def test_other_subjects_are_left_alone(text: str) -> None:
    assert list(narrative.check(read(text))) == []


LIST = "\n\n## References\n\nNovak, J. (2014). On salt. *Trade Review*, 7(2), 101–119.\n"


def test_who_after_a_cited_author_has_a_comma_before_it() -> None:
    document = session.read(
        Job(Source.of(Path("p.md"), f"Then Novak who studied it left (Novak, 2014).{LIST}"), Config(Path()))
    )[0]
    (told,) = narrative.check(document)
    assert told.rule == "typography.comma-author-who"
    assert "Novak, who studied" in fixes.apply(document.source, [told], fixes.any_fix).source.text


def test_who_picks_out_one_of_several() -> None:
    text = f"It was Novak who studied it, and the Novak who came (Novak, 2014) was not the baker who left.{LIST}"
    document = session.read(Job(Source.of(Path("p.md"), text), Config(Path())))[0]
    assert [d.span for d in narrative.check(document)] == []
