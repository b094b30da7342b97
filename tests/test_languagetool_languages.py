"""LanguageTool in other languages than English, and papers in several; which English a paper is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mslint import shipped
from mslint.cli import mslint
from mslint.grammar import jars, server
from mslint.grammar.languages import among, variant
from test_grammar import check, marked, plain

GERMAN = (
    "Die Regierung hat gelernt, das die Bündnisse halten, und und der Vertrag ist nicht gebrochen worden. "
    "Das Ergebniss ist klar."
)
ENGLISH = "It was an mistake of the government, and this is what the treaty of that year has shown."


def test_what_a_language_adds() -> None:
    assert jars.groups(["en-GB"]) == ()
    assert jars.groups(["de-DE", "en-US", "fr", "de_AT", "xx"]) == ("de", "fr")
    english, both = jars.pinned(), jars.pinned(("de",))
    assert both[: len(english)] == english, "what is prepared for quick starts holds for both"
    assert {jar.artifact for jar in both[len(english) :]} >= {"language-de", "german-pos-dict"}
    assert server.Setup().home != server.Setup(languages=("de",)).home


def test_a_paper_in_german(live: Path) -> None:
    document = plain(GERMAN)
    outcome = check(document, language="de-DE")
    assert outcome.not_checked == ()
    assert {"das", "und und", "Ergebniss"} <= set(marked(document, outcome))


def test_each_paragraph_in_its_language(live: Path) -> None:
    document = plain(ENGLISH, GERMAN)
    outcome = check(document, language="auto", languages=("en-GB", "de-DE"))
    assert outcome.not_checked == ()
    assert {"an", "das", "und und", "Ergebniss"} <= set(marked(document, outcome))
    assert "government" not in marked(document, outcome)


def test_the_command_takes_both(live: Path, tmp_path: Path) -> None:
    (tmp_path / "mslint.yaml").write_text("languages: [en-GB, de-DE]\n", "utf-8")
    paper = tmp_path / "paper.md"
    paper.write_text(f"{ENGLISH}\n\n{GERMAN}\n", "utf-8")
    said = CliRunner().invoke(mslint, ["check", str(paper)]).output
    assert "Ergebniss" in said and "Not checked" not in said
    assert "markdown, en-GB" in CliRunner().invoke(mslint, ["check", "--explain-document", str(paper)]).output


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en-GB"),
        (GERMAN, "de-DE"),
        ("Il est clair que les traités sont la base de cette paix dans une Europe des nations.", "fr"),
        ("Table 3", None),
        ("Müller (1990)", None),
    ],
)
def test_the_language_is_told_by_common_words(text: str, language: str | None) -> None:
    assert among(text, ("en-GB", "de-DE", "fr")) == language


def test_every_language_that_can_be_named_has_its_common_words() -> None:
    known = set(shipped.data("languages"))
    assert known == {*jars.LANGUAGES, "en"} == {*shipped.data("languagetool.lock")["languages"], "en"}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("We organised the colour of its behaviour in the centre.", "en-GB"),
        ("We organize and recognize the colour of its behaviour in the centre.", "en-GB-oxendict"),
        ("We organize and recognize the color of its behavior in the center.", "en-US"),
        ("We organize and recognize it.", "en-US"),
        ("We organise and recognise it.", "en-GB"),
    ],
)
def test_british_with_ize_is_told_from_american(words: str, language: str) -> None:
    assert variant(plain(words), shipped.data("languagetool")["variants"]) == language
