"""What is told of rules to people: every key that a rule may have, and how often each check was right."""

from __future__ import annotations

import pytest

from mslint import checks, rulebook, shipped
from mslint.kinds import KINDS, kind, schema

VALE = {
    "": "extends message level scope link description limit action matchcase tests",
    "existence": "tokens raw append nonword ignorecase exceptions vocab",
    "substitution": "swap nonword ignorecase capitalize exceptions vocab",
    "occurrence": "token max min ignorecase",
    "repetition": "tokens max alpha ignorecase exceptions vocab",
    "consistency": "either nonword ignorecase",
    "conditional": "first second ignorecase exceptions vocab",
    "capitalization": "match style exceptions indicators threshold prefix vocab",
    "metric": "formula condition",
    "readability": "metrics grade",
    "sequence": "tokens ignorecase",
    "spelling": "custom filters ignore dictionaries dicpath append",
}
"""The keys that Vale's own pages explain, those of all rules first (https://vale.sh/docs/styles)."""

ON = [rule for rule in checks.rules() if rule.default]


def test_every_key_of_all_rules_is_told() -> None:
    assert schema.KEYS.keys() == {*VALE[""].split(), *rulebook.KEYS}


@pytest.mark.parametrize("name", KINDS)
def test_every_key_of_a_kind_is_told(name: str) -> None:
    own = {key for of, key in rulebook.KIND_KEYS if of == name}
    assert kind(name).KEYS.keys() == {*VALE[name].split(), *own}


def test_the_rule_reference_prints_the_keys() -> None:
    page = "\n".join(rulebook.markdown([], []))
    assert all(f"| `{key}` |" in page for key in (*rulebook.KEYS, *rulebook.TOKEN_KEYS))
    assert all(f"| `{key}` ({of}) |" in page for of, key in rulebook.KIND_KEYS)


@pytest.mark.parametrize("rule", ON, ids=[rule.id for rule in ON])
def test_a_check_says_how_often_it_was_right(rule: checks.CheckRule) -> None:
    told = rule.precision
    assert set(told) == {"right", "read", "on"}
    assert 0 <= told["right"] <= told["read"]
    assert f"Precision: {told['right']} of {told['read']} ({told['on']})" in rulebook.explained_check(rule)


def test_only_checks_that_there_are_are_told() -> None:
    assert shipped.data("precision").keys() <= {rule.id for rule in checks.rules()}
