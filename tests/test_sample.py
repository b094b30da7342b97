"""The sample paper: the draft shows faults of many kinds, the cleaned paper none."""

from __future__ import annotations

import json
from pathlib import Path

from command import run

ROOT = Path(__file__).parents[1]


def findings(name: str) -> list[dict[str, str]]:
    ran = run("check", "--format", "json", f"manuscript/{name}", cwd=ROOT)
    files = json.loads(ran.stdout)["files"]
    assert all(file["notChecked"] == [] for file in files), ran.stderr
    return [d for file in files for d in file["diagnostics"]]


def test_the_cleaned_paper_is_clean() -> None:
    assert findings("paper.md") == []


def test_the_draft_has_faults_of_every_pack() -> None:
    packs = {d["rule"].split(".")[0] for d in findings("draft.md")}
    assert packs >= {"spelling", "grammar", "typography", "case", "consistency", "confusion", "artefacts", "citations"}


def test_the_draft_has_a_fault_of_each_kind_that_is_counted_against_the_rest() -> None:
    rules = {d["rule"] for d in findings("draft.md") if d["rule"].startswith("consistency.")}
    assert rules >= {
        "consistency.british-american",
        "consistency.heading-style",
        "consistency.ise-ize",
        "consistency.numerals",
        "consistency.quotation-marks",
        "consistency.quotation-style",
    }


def test_the_draft_contradicts_itself() -> None:
    rules = {d["rule"] for d in findings("draft.md")}
    assert rules >= {
        "terms.acronym-before-definition",
        "terms.acronym-defined-twice",
        "terms.acronym-two-meanings",
        "terms.acronym-misfit",
        "terms.unused-acronym",
        "terms.name-two-ways",
        "terms.title-two-ways",
        "numbers.range-backwards",
        "numbers.impossible-date",
        "numbers.two-dates",
        "numbers.parts",
        "numbers.percentages",
        "numbers.abstract-differs",
        "numbers.table-differs",
        "numbers.test",
        "numbers.count-differs",
        "numbers.unit-form",
        "numbers.decision",
        "crossrefs.missing-target",
        "crossrefs.dangling-link",
        "crossrefs.missing-figure",
        "crossrefs.missing-note",
        "crossrefs.unused-note",
        "crossrefs.heading-level",
        "typography.question-mark",
        "typography.item-stop",
    }


def test_the_draft_comes_closer_to_the_paper_when_fixed() -> None:
    draft = (ROOT / "manuscript" / "draft.md").read_text("utf-8")
    paper = (ROOT / "manuscript" / "paper.md").read_text("utf-8")
    ran = run("fix", "--stdin-filename", "manuscript/draft.md", "-", cwd=ROOT, stdin=draft)
    lines = set(paper.splitlines())
    wrong = [line for line in draft.splitlines() if line not in lines]
    still = [line for line in ran.stdout.splitlines() if line not in lines]
    assert len(still) < len(wrong)


def test_the_findings_do_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    def found(seed: str) -> str:
        env = {"PYTHONHASHSEED": seed, "MSLINT_CACHE": str(tmp_path / seed)}
        return run("check", "--no-grammar", "--format", "json", "manuscript/draft.md", cwd=ROOT, env=env).stdout

    assert found("1") == found("2")
