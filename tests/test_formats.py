"""The formats for CI, as the command writes them: positions, levels, files of their own, changed lines."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from command import run

PAPER = "# One\n\nThe 😀 occurence of rain.\n\nThe the hills, 100%: a, b.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a paper.md").write_text(PAPER, "utf-8")
    return tmp_path


def check(folder: Path, *arguments: str) -> str:
    ran = run("check", "--no-grammar", *arguments, "a paper.md", cwd=folder)
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout


def found(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    (file,) = json.loads(check(folder, "--format", "json", *arguments))["files"]
    diagnostics: list[dict[str, Any]] = file["diagnostics"]
    return diagnostics


def test_sarif_tells_places_in_code_points_and_what_each_rule_is_for(folder: Path) -> None:
    (log,) = json.loads(check(folder, "--format", "sarif"))["runs"]
    assert log["columnKind"] == "unicodeCodePoints"
    assert len(log["results"]) == len(found(folder))
    (result,) = [r for r in log["results"] if "occurence" in r["message"]["text"]]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20paper.md"
    start, length = place["region"]["charOffset"], place["region"]["charLength"]
    assert PAPER[start : start + length] == "occurence"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (3, 7)
    rule = log["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] and rule["shortDescription"]["text"] and "bad: " in rule["help"]["text"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    cut = replacement["deletedRegion"]["charOffset"]
    rest = PAPER[cut + replacement["deletedRegion"]["charLength"] :]
    assert "occurrence of" in PAPER[:cut] + replacement["insertedContent"]["text"] + rest
    assert log["invocations"][0]["executionSuccessful"]


def test_sarif_says_what_was_not_checked(folder: Path) -> None:
    (folder / "mslint.yaml").write_text("languagetool: {server: 'http://127.0.0.1:1'}\n")
    ran = run("check", "--format", "sarif", "a paper.md", cwd=folder)
    (log,) = json.loads(ran.stdout)["runs"]
    assert not log["invocations"][0]["executionSuccessful"]
    assert "grammar" in log["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_github_commands_escape_what_would_end_them(folder: Path) -> None:
    lines = check(folder, "--format", "github").splitlines()
    assert len(lines) == len(found(folder))
    (slip,) = [line for line in lines if "occurence" in line]
    assert slip.startswith("::error file=a paper.md,line=3,endLine=3,col=7,endColumn=16,title=")
    assert all(line.startswith("::") and line.count("::") == 2 for line in lines)


def test_gitlab_fingerprints_are_one_each_and_outlive_other_edits(folder: Path) -> None:
    before = {item["fingerprint"] for item in json.loads(check(folder, "--format", "gitlab"))}
    assert len(before) == len(found(folder))
    (folder / "a paper.md").write_text("A first line.\n\n" + PAPER, "utf-8")
    after = {item["fingerprint"] for item in json.loads(check(folder, "--format", "gitlab"))}
    assert before <= after


def test_junit_fails_the_cases_that_fail_the_command(folder: Path) -> None:
    suite = ET.fromstring(check(folder, "--format", "junit")).find("testsuite")
    assert suite is not None and int(suite.get("failures", "0")) == len(suite.findall("testcase/failure")) > 0
    lenient = ET.fromstring(check(folder, "--format", "junit", "--fail-on", "never")).find("testsuite")
    assert lenient is not None and not lenient.findall("testcase/failure") and lenient.findall("testcase/system-out")


def test_several_formats_in_one_run(folder: Path) -> None:
    text = check(folder, "--format", "text", "--format", "json=out/f.json", "--format", "junit=out/f.xml")
    assert "occurence" in text
    assert json.loads((folder / "out" / "f.json").read_text("utf-8"))["files"]
    assert ET.parse(folder / "out" / "f.xml").getroot().tag == "testsuites"
    assert check(folder, "--format", "gitlab", "--output-file", "g.json") == ""
    assert json.loads((folder / "g.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "sarf"], "--format sarf: there is text, json"),
        (["--format", "json", "--format", "sarif"], "two formats cannot share one output"),
        (["--format", "json=a", "--output-file", "b"], "has its file already"),
        (["--diff-base", "HEAD"], "--diff-base: git"),
    ],
)
def test_wrong_requests_are_one_line(folder: Path, arguments: list[str], told: str) -> None:
    ran = run("check", "--no-grammar", *arguments, "a paper.md", cwd=folder)
    assert ran.returncode == 2 and told in ran.stderr and len(ran.stderr.splitlines()) == 1


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_only_changed_lines_since_the_branch_left(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    assert found(folder, "--diff-base", "main") == []
    assert "on lines that did not change" in check(folder, "--diff-base", "main")
    git(folder, "checkout", "-qb", "mine")
    (folder / "a paper.md").write_text(PAPER + "\nA seperate line.\n", "utf-8")
    (only,) = found(folder, "--diff-base", "main")
    assert only["line"] == 7 and "seperate" in only["message"]
    (folder / "a paper.md").rename(folder / "new.md")
    ran = run("check", "--no-grammar", "--format", "json", "--diff-base", "main", "new.md", cwd=folder)
    assert len(json.loads(ran.stdout)["files"][0]["diagnostics"]) > 1, "all of a file that git does not know is new"
