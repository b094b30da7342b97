"""`mslint init`: what it writes where, what it leaves alone, and that it says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from command import run
from mslint import workflows
from mslint.errors import UserError


def load(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "the paper").mkdir()
    (tmp_path / "the paper" / "rain.md").write_text("# On rain\n\nIt rains.\n", "utf-8")
    return tmp_path


def init(folder: Path, *arguments: str) -> list[str]:
    ran = run("init", *arguments, cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and ".git/" not in f"{p}"}


def test_without_a_terminal_or_a_flag_only_settings_are_written(repository: Path) -> None:
    (line,) = init(repository, "the paper")
    assert line == "the paper/mslint.yaml written; `mslint check the paper` checks rain.md"
    assert files(repository) == {"the paper/rain.md", "the paper/mslint.yaml"}


def test_what_is_asked_for_goes_to_the_top_of_the_repository(repository: Path) -> None:
    told = init(repository / "the paper", "--yes", "--no-gitlab", "--from", "mslint[x]==1 # a")
    assert len(told) == 3
    assert files(repository) - {"the paper/rain.md", "the paper/mslint.yaml"} == {
        ".github/workflows/mslint.yml",
        ".pre-commit-config.yaml",
    }
    steps = load(repository / ".github" / "workflows" / "mslint.yml")["jobs"]["manuscript"]["steps"]
    commands = [line for step in steps for line in step.get("run", "").splitlines()]
    assert "python -m pip install 'mslint[x]==1 # a'" in commands
    assert "mslint build 'the paper'" in commands
    ((hook,),) = [repo["hooks"] for repo in load(repository / ".pre-commit-config.yaml")["repos"]]
    assert hook["entry"] == "mslint check 'the paper'" and hook["additional_dependencies"] == ["mslint[x]==1 # a"]


def test_permissions_are_no_more_than_needed(repository: Path) -> None:
    init(repository, "--github")
    workflow = load(repository / ".github" / "workflows" / "mslint.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["manuscript"]["permissions"] == {
        "actions": "read",
        "contents": "read",
        "security-events": "write",
    }
    uses = [step["uses"] for step in workflow["jobs"]["manuscript"]["steps"] if "uses" in step]
    assert all(name.rpartition("@")[2].removeprefix("v").isdigit() for name in uses), "a major version each"


def test_nothing_that_is_there_is_replaced(repository: Path) -> None:
    init(repository, "the paper", "--yes")
    before = {name: (repository / name).read_bytes() for name in files(repository)}
    told = init(repository, "the paper", "--yes")
    assert len(told) == 4 and all(line.endswith("left as it is") for line in told)
    assert {name: (repository / name).read_bytes() for name in files(repository)} == before
    alone = run("init", "the paper", cwd=repository)
    assert alone.returncode == 2 and "is there already" in alone.stderr


def test_a_gitlab_file_of_the_author_s_own_stays(repository: Path) -> None:
    own = "pages:\n  script: [make]\n"
    (repository / ".gitlab-ci.yml").write_text(own)
    _, line = init(repository, "--gitlab")
    assert "include: {local: .gitlab/mslint.yml}" in line
    assert (repository / ".gitlab-ci.yml").read_text() == own
    assert load(repository / ".gitlab" / "mslint.yml")["manuscript"]["script"]


OTHERS = """\
# Ours
default_stages: [pre-commit]
repos:
  # style first
  - repo: https://example.org/a
    rev: v1 # pinned
    hooks:
      - {id: a}

# the rest
ci:
  skip: [a]
"""


@pytest.mark.parametrize(
    "text",
    [
        OTHERS,
        OTHERS.replace("\n", "\r\n"),
        OTHERS.partition("\n# the rest")[0],
        OTHERS.partition("\n\n# the rest")[0],
        "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a\n# an end\n",
        "repos:\n-   repo: meta\n    hooks:\n    -   id: identity\n",
    ],
)
def test_an_entry_is_put_among_others_and_every_other_byte_stays(repository: Path, text: str) -> None:
    file = repository / ".pre-commit-config.yaml"
    file.write_bytes(text.encode())
    before = load(file)
    init(repository, "the paper", "--pre-commit")
    after = load(file)
    new = after["repos"].pop()
    assert after == before and new["hooks"][0]["id"] == "mslint-check"
    kept = file.read_bytes().decode().splitlines()
    assert [line for line in text.splitlines() if line not in kept] == []
    assert ("\r\n" in text) == (b"\r\n" in file.read_bytes()) and text.count("\r\n") in (0, text.count("\n"))


@pytest.mark.parametrize(
    "text", ["repos: []\n", "ci: {}\n", "- a\n", "repos: [{repo: meta, hooks: [{id: identity}]}]\n"]
)
def test_where_there_is_no_place_for_an_entry_it_says_so(text: str) -> None:
    with pytest.raises(UserError, match=r"x\.yaml: has no list “repos:”"):
        workflows.with_entry(text, "- repo: local\n  hooks: []\n", Path("x.yaml"))


@pytest.mark.parametrize("source", ["", "-r evil.txt", "a\nb", "${{ secrets.X }}"])
def test_a_source_that_cannot_stand_in_the_files_is_refused(repository: Path, source: str) -> None:
    ran = run("init", "--github", "--from", source, cwd=repository)
    assert ran.returncode == 2 and len(ran.stderr.splitlines()) == 1 and "--from" in ran.stderr
    assert not (repository / ".github").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_it_asks(repository: Path) -> None:
    import os
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "mslint", "init", "the paper", "--no-gitlab"]
    asking = subprocess.Popen(command, cwd=repository, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    os.write(leader, b"y\nn\n")
    told = b""
    while asking.poll() is None or b"written" not in told:
        try:
            told += os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
    os.close(leader)
    assert asking.wait(60) == 0, told
    assert told.count(b"[y/N]") == 2 and b"GitLab" not in told
    assert (repository / ".github").exists() and not (repository / ".pre-commit-config.yaml").exists()
