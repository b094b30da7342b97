"""What runs elsewhere, run here: the commands of the written workflow and job, of the action and of the hooks.

A fresh environment is made and the checkout installed into it by those very commands; that needs a package index.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from command import run
from conftest import ROOT

PAPER = "# On rain\n\nIt rains in the hills.\n"
FAULTY = "# On rain\n\nIt rains in the the hills.\n"


def load(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text("utf-8"))


# --- against their schemas -------------------------------------------------------------------------------------------


def valid(schema: str, file: Path) -> None:
    """The schemas come with check-jsonschema: nothing is fetched."""
    pytest.importorskip("check_jsonschema", reason="needs check-jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_written_files_hold_to_their_schemas(tmp_path: Path) -> None:
    assert run("init", "--yes", cwd=tmp_path).returncode == 0
    valid("github-workflows", tmp_path / ".github" / "workflows" / "mslint.yml")
    valid("gitlab-ci", tmp_path / ".gitlab-ci.yml")
    pre_commit("validate-config", str(tmp_path / ".pre-commit-config.yaml"), cwd=tmp_path)


def test_the_project_s_own_files_hold_to_theirs() -> None:
    valid("github-actions", ROOT / "action.yml")
    pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=ROOT)


def pre_commit(*arguments: str, cwd: Path, fails: bool = False, **env: str) -> str:
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    command = [sys.executable, "-m", "pre_commit", *arguments]
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **env})
    assert (ran.returncode != 0) == fails, ran.stdout + ran.stderr
    return ran.stdout


# --- their commands --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where no package index answers."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "hatchling"]
    if subprocess.run(command, cwd=tmp_path_factory.mktemp("index"), capture_output=True).returncode:
        pytest.skip("needs a package index")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, index: None) -> dict[str, str]:
    """A shell's environment whose Python has nothing installed."""
    place = tmp_path_factory.mktemp("fresh")
    venv.create(place, with_pip=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "CI_"))}
    return {**kept, "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "the paper").mkdir()
    (tmp_path / "the paper" / "rain.md").write_text(PAPER, "utf-8")
    return tmp_path


def shell(script: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The script as a runner on GitHub gives it to bash."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=300)


def done(script: str, folder: Path, env: dict[str, str]) -> str:
    ran = shell(script, folder, env)
    assert ran.returncode == 0, f"{script}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def test_the_workflow_s_commands_do_what_they_say(repository: Path, fresh: dict[str, str]) -> None:
    assert run("init", "the paper", "--github", "--from", ROOT, cwd=repository).returncode == 0
    steps = load(repository / ".github" / "workflows" / "mslint.yml")["jobs"]["manuscript"]["steps"]
    commands = {step["name"]: step["run"] for step in steps if "run" in step}
    env = {**fresh, "GITHUB_OUTPUT": str(repository / "output")}
    done(commands["Install"], repository, env)
    assert re.fullmatch(r"version=mslint-[\d.]+\n", (repository / "output").read_text())
    done(commands["Check"], repository, env)
    assert json.loads((repository / "mslint.sarif").read_text("utf-8"))["runs"][0]["results"] == []
    done(commands["Build"], repository, env)
    built = repository / "build" / "out"
    assert sorted(path.name for path in built.iterdir()) == ["rain.docx", "rain.pdf", "report.html"]
    (repository / "the paper" / "rain.md").write_text(FAULTY, "utf-8")
    failed = shell(commands["Check"], repository, env)
    assert failed.returncode == 1 and "::error file=the paper/rain.md,line=3" in failed.stdout
    assert shell(commands["Build"], repository, env).returncode == 1
    assert "“the” is repeated." in (built / "report.html").read_text("utf-8")


def test_the_gitlab_job_s_script_does_what_it_says(repository: Path, fresh: dict[str, str]) -> None:
    assert run("init", "the paper", "--gitlab", "--from", ROOT, cwd=repository).returncode == 0
    job = load(repository / ".gitlab-ci.yml")["manuscript"]
    script = "\n".join(job["script"])
    done(script, repository, fresh)
    (repository / "the paper" / "rain.md").write_text(FAULTY, "utf-8")
    assert shell(script, repository, fresh).returncode == 1
    report = json.loads((repository / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert [item["check_name"] for item in report] == ["usage.repeated-word"]
    assert all((repository / path).exists() for path in job["artifacts"]["paths"])


def action(inputs: dict[str, str], folder: Path, env: dict[str, str]) -> dict[str, subprocess.CompletedProcess[str]]:
    """What the action's commands do with these inputs, by the steps' ids; `if:` and other actions left out."""
    read = load(ROOT / "action.yml")
    values = {f"inputs.{name}": inputs.get(name, told["default"]) for name, told in read["inputs"].items()}
    values["github.action_path"] = str(ROOT)
    out = {}
    for step in read["runs"]["steps"]:
        if "run" not in step:
            continue
        assert "${{" not in step["run"], "an input is no part of a command"
        given = {
            key: re.sub(r"\$\{\{ (\S+) \}\}", lambda m: values[m[1]], text) for key, text in step.get("env", {}).items()
        }
        out[step["id"]] = shell(step["run"], folder, {**env, **given, "GITHUB_OUTPUT": str(folder / "output")})
    return out


def test_the_action_s_commands_do_what_they_say(repository: Path, fresh: dict[str, str]) -> None:
    ran = action({"path": "the paper"}, repository, fresh)
    assert {name: step.returncode for name, step in ran.items()} == {"install": 0, "check": 0, "build": 0}, ran
    assert "report=build/out/report.html\n" in (repository / "output").read_text()
    (repository / "the paper" / "rain.md").write_text(FAULTY, "utf-8")
    inputs = {
        "path": "the paper",
        "fail-on": "never",
        "formats": "github,json=found.json",
        "to": "docx",
        "out": "o u t",
    }
    ran = action(inputs, repository, fresh)
    assert {name: step.returncode for name, step in ran.items()} == {"install": 0, "check": 0, "build": 1}, ran
    assert "::error file=the paper/rain.md" in ran["check"].stdout
    assert json.loads((repository / "found.json").read_text("utf-8"))["files"]
    assert [path.name for path in (repository / "o u t").iterdir()] == ["report.html"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it stands, committed in a repository of its own."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the repository")
    copy = tmp_path_factory.mktemp("project")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in names:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "as it stands"]):
        subprocess.run(["git", *arguments], cwd=copy, check=True)
    return copy


def test_the_hooks_run_under_pre_commit(repository: Path, project: Path, index: None, tmp_path: Path) -> None:
    (repository / "the paper" / "rain.md").write_text(FAULTY, "utf-8")
    (repository / "mslint.yaml").write_text("languagetool: false\n")
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    told = pre_commit("try-repo", str(project), "--all-files", cwd=repository, fails=True, **home)
    assert re.search(r"mslint check\.+Failed", told) and "“the” is repeated." in told
    assert re.search(r"mslint fix\.+Failed", told) and "files were modified by this hook" in told
    assert (repository / "the paper" / "rain.md").read_text("utf-8") == PAPER
