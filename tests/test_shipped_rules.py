"""Every shipped rule carries its proof."""

from __future__ import annotations

import pytest

from mslint import rules, yamlio
from mslint.kinds import schema
from mslint.model import Severity

SHIPPED = rules.load(list(rules.shipped_packs().values()))
OURS = [rule for rule in SHIPPED if rule.kind != "sequence"]
"""Those that mslint runs itself; LanguageTool proves the others in test_sequence.py."""


@pytest.mark.parametrize("rule", OURS, ids=[rule.id for rule in OURS])
def test_examples(rule: rules.Rule) -> None:
    assert rules.run_examples(rule) == []


@pytest.mark.parametrize("rule", SHIPPED, ids=[rule.id for rule in SHIPPED])
def test_patterns_compile(rule: rules.Rule) -> None:
    assert schema.definition(yamlio.load(rule.path))  # loading takes that for granted


@pytest.mark.parametrize("rule", SHIPPED, ids=[rule.id for rule in SHIPPED])
def test_says_why_and_shows_both_sides(rule: rules.Rule) -> None:
    assert rule.why
    assert any("bad" in example for example in rule.examples)
    assert any("ok" in example for example in rule.examples)


@pytest.mark.parametrize("rule", [rule for rule in SHIPPED if rule.safe], ids=lambda rule: rule.id)
def test_a_safe_rule_shows_what_it_makes(rule: rules.Rule) -> None:
    assert any("good" in example for example in rule.examples)


@pytest.mark.parametrize("rule", SHIPPED, ids=[rule.id for rule in SHIPPED])
def test_says_how_often_it_was_right(rule: rules.Rule) -> None:
    assert set(rule.precision) == {"right", "read", "on"}
    assert 0 <= rule.precision["right"] <= rule.precision["read"]
    assert isinstance(rule.precision["on"], str) and rule.precision["on"]


FEWEST = 5
"""Findings that must have been read before their share of right ones says anything."""

READ = [rule for rule in SHIPPED if rule.precision.get("read", 0) >= FEWEST]


@pytest.mark.parametrize("rule", READ, ids=[rule.id for rule in READ])
def test_a_rule_that_is_often_wrong_only_suggests(rule: rules.Rule) -> None:
    often = rule.precision["right"] >= 0.8 * rule.precision["read"]
    assert often or not rule.default or rule.severity is Severity.SUGGESTION
