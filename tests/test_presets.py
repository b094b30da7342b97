"""Presets: settings below one's own, by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from command import run
from mslint import config as settings
from mslint import session, shipped
from mslint.config import Config, LanguageToolConfig
from mslint.errors import UserError
from mslint.inputs import Job
from mslint.model import Severity, Source

NAMES = ("draft", "review", "submission", "apa", "chicago", "ieee", "nature")
PAPER = "Prices fell due to the fact that nobody came. The roll has pp. 12-15 on wool. TODO: the year.\n"


def found(config: Config) -> dict[str, Severity]:
    bare = replace(config, languagetool=replace(config.languagetool, enabled=False))
    checked = session.check(Job(Source.of(Path("paper.md"), PAPER), bare))
    return {d.rule: d.severity for d in checked.outcome.diagnostics}


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_names_rules_that_are_there(name: str) -> None:
    config = settings.with_preset(Config(Path(), preset=name))
    named = [*config.ignore, *config.select, *(rule for rule, _ in config.severity)]
    assert session.unknown_rules(config, named) == []


def test_these_are_all() -> None:
    assert tuple(shipped.data("presets")) == NAMES


def test_a_submission_is_read_without_taste_and_a_review_with_it(own_cache: Path) -> None:
    assert "style.wordiness" not in found(Config(Path(), preset="submission"))
    assert found(Config(Path(), preset="review"))["style.wordiness"] is Severity.SUGGESTION


def test_what_waits_in_a_draft_counts_at_the_desk(own_cache: Path) -> None:
    draft, desk = found(Config(Path(), preset="draft")), found(Config(Path(), preset="submission"))
    assert draft["artefacts.placeholders"] is Severity.SUGGESTION
    assert desk["artefacts.placeholders"] is Severity.ERROR
    assert "typography.range-hyphen" not in draft
    assert desk["typography.range-hyphen"] is Severity.WARNING


def test_ones_own_settings_win(own_cache: Path) -> None:
    own = Config(Path(), preset="draft", severity=(("typography.range-hyphen", Severity.ERROR),))
    assert found(own)["typography.range-hyphen"] is Severity.ERROR
    own = Config(Path(), preset="submission", ignore=("typography",))
    assert "typography.range-hyphen" not in found(own)
    own = Config(Path(), preset="submission", severity=(("typography", Severity.SUGGESTION),))
    assert found(own)["typography.range-hyphen"] is Severity.SUGGESTION


def test_an_unknown_preset_in_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mslint.yaml").write_text("preset: drafty\n", "utf-8")
    with pytest.raises(UserError, match=r"preset.*draft, review, submission"):
        settings.load(tmp_path / "mslint.yaml")


def test_the_command_takes_a_preset(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    asked = ("check", "--no-grammar", "--fail-on", "never")
    assert "style.wordiness" in run(*asked, "--preset", "review", "paper.md", cwd=tmp_path).stdout
    assert "style.wordiness" not in run(*asked, "paper.md", cwd=tmp_path).stdout
    refused = run(*asked, "--preset", "drafty", "paper.md", cwd=tmp_path)
    assert refused.returncode == 2
    assert "drafty" in refused.stderr


def test_rules_are_listed_as_they_hold_under_a_preset(tmp_path: Path) -> None:
    lines = run("rules", "--preset", "review", cwd=tmp_path).stdout.splitlines()
    assert next(line.split()[1] for line in lines if line.startswith("style.wordiness")) == "suggestion"
    lines = run("rules", cwd=tmp_path).stdout.splitlines()
    assert next(line.split()[1] for line in lines if line.startswith("style.wordiness")) == "off"


HOUSE = (
    "# Trade in salt\n\nThe council met 6 merchants, 46 clerks and scribes – they were late – in the ‘old town’, and took 20 percent "
    "(20%) of it. They sold mills, ships and carts; see Fig. 2. Towns were organised in Figure 3. Of them 5% paid.\n"
)


@pytest.mark.parametrize(
    ("preset", "wanted"),
    [
        (
            "apa",
            "em-dashes figure-in-full ize percent-sign punctuation-inside-quotes quotes-double serial-comma title-case",
        ),
        (
            "chicago",
            "em-dashes figure-in-full ize numbers-to-one-hundred percent-word punctuation-inside-quotes quotes-double serial-comma title-case",
        ),
        (
            "ieee",
            "em-dashes figure-short ize percent-sign punctuation-inside-quotes quotes-double serial-comma title-case",
        ),
        ("nature", "figure-short ize percent-sign"),
        ("submission", ""),
    ],
)
def test_what_houses_demand(own_cache: Path, preset: str, wanted: str) -> None:
    bare = Config(Path(), preset=preset, ignore=("claims",), languagetool=LanguageToolConfig(enabled=False))
    checked = session.check(Job(Source.of(Path("paper.md"), HOUSE), bare))
    told = {d.rule.removeprefix("guide.") for d in checked.outcome.diagnostics if d.rule.startswith("guide.")}
    assert told == set(wanted.split())
