"""Faults put into the clean sample by a seeded script are found, at their place, with the right fix first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))

import mutations  # noqa: E402

FAULTS = 340


@pytest.fixture(scope="module")
def tallies() -> dict[str, mutations.Tally]:
    return mutations.run([ROOT / "manuscript" / "paper.md"], FAULTS)


def test_nine_faults_in_ten_are_found_at_their_place(tallies: dict[str, mutations.Tally]) -> None:
    made = sum(tally.made for tally in tallies.values())
    missed = [line for tally in tallies.values() for line in tally.missed]
    assert made > FAULTS / 2
    assert sum(tally.found for tally in tallies.values()) >= 0.95 * made, missed
    assert sum(tally.exact for tally in tallies.values()) >= 0.95 * made


def test_the_first_fix_is_the_right_one(tallies: dict[str, mutations.Tally]) -> None:
    fixable = {name: tally for name, tally in tallies.items() if mutations.kind_of(name).fix}
    made = sum(tally.made for tally in fixable.values())
    wrong = [line for tally in fixable.values() for line in (*tally.missed, *tally.misfixed)]
    assert sum(tally.fixed for tally in fixable.values()) >= 0.9 * made, wrong


def test_no_kind_goes_unseen(tallies: dict[str, mutations.Tally]) -> None:
    assert [name for name, tally in tallies.items() if tally.made and not tally.found] == []


def test_the_same_seed_makes_the_same_faults() -> None:
    few = [kind for kind in mutations.KINDS if "dash" in kind.name]
    first, second = (mutations.run([ROOT / "manuscript" / "paper.md"], 12, few) for _ in range(2))
    assert first == second
