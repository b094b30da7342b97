"""Every command that the README shows is run here; the two for a fresh machine are run by `.ci/run`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from command import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"(?:<!-- (?P<mark>.*?) -->\n)?```sh\n(?P<commands>.*?)```", re.S)
COMMANDS = [
    line for block in BLOCK.finditer(README) if not block["mark"] for line in block["commands"].splitlines() if line
]


def test_the_readme_shows_commands_and_marks_those_not_run_here() -> None:
    marks = [block["mark"] for block in BLOCK.finditer(README) if block["mark"]]
    assert len(COMMANDS) > 10
    assert [mark.split(":")[0] for mark in marks] == ["not run", "main job", "tests"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for name in ("manuscript", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(command: str, checkout: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=checkout,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        timeout=300,
    )
    assert ran.returncode in (0, 1), ran.stderr
    assert "Traceback" not in ran.stderr
    if ran.returncode == 1:
        assert " in " in ran.stdout.splitlines()[-1] or "error" in ran.stdout + ran.stderr


def test_the_rule_reference_is_fresh(tmp_path: Path) -> None:
    printed = run("rules", "--markdown", cwd=tmp_path).stdout
    assert printed == (ROOT / "rules" / "README.md").read_text("utf-8"), "mslint rules --markdown > rules/README.md"


def _block(language: str, holding: str) -> str:
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.S)
    return next(block for block in blocks if holding in block)


def test_the_settings_shown_are_read(tmp_path: Path) -> None:
    from mslint import config

    for block in (_block("yaml", "manuscript:"), _block("yaml", "server:").replace("directory", "# directory")):
        (tmp_path / "mslint.yaml").write_text(block, "utf-8")
        config.load(tmp_path / "mslint.yaml")


def test_every_rule_in_python_is_told() -> None:
    from mslint import checks

    used = {
        name
        for path in (ROOT / "lint" / "mslint").rglob("*.py")
        for name in re.findall(
            r'"((?:build|citations|markdown|mslint|references)\.(?!ya?ml)[a-z-]+)"', path.read_text("utf-8")
        )
    }
    told = {rule.id for rule in checks.rules()}
    assert used <= told
    assert {name for name in told if name.startswith(("build.", "markdown.", "mslint."))} <= used


def test_the_rules_named_are_there() -> None:
    from mslint import rules

    known = {rule.id for rule in rules.load(list(rules.shipped_packs().values()))}
    named = set(re.findall(r"\b(?:case|consistency|style|typography)\.(?!typ\b)[a-z-]+\b", README))
    assert named
    assert named <= known


def test_the_rule_shown_passes_its_examples(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "data.yml").write_text(_block("yaml", "extends:"), "utf-8")
    ran = run("rules", "test", "house", cwd=tmp_path)
    assert ran.stdout == "1 rule, 2 examples, 0 failed\n"


def test_the_problem_matcher_reads_every_finding(tmp_path: Path) -> None:
    matcher = json.loads(_block("json", "problemMatcher"))["tasks"][0]["problemMatcher"]
    first, second = (re.compile(pattern["regexp"]) for pattern in matcher["pattern"])
    (tmp_path / "a.md").write_text("Two  spaces and an occurence.\n", "utf-8")
    told = run("check", "--no-grammar", "a.md", cwd=tmp_path).stdout.splitlines()
    data = json.loads(run("check", "--no-grammar", "--format", "json", "a.md", cwd=tmp_path).stdout)
    matched = [
        (*first.match(line).groups(), second.match(after)[1])  # type: ignore[union-attr, index]
        for line, after in pairwise(told)
        if first.match(line)
    ]
    wanted = [
        ("a.md", str(d["line"]), str(d["column"]), d["severity"], d["rule"], d["message"])
        for d in data["files"][0]["diagnostics"]
    ]
    assert matched == wanted
    assert wanted


HARNESS = """
local lint = { linters = {}, linters_by_ft = {} }
function lint.try_lint() end
package.preload["lint"] = function() return lint end
dofile(arg_lua)
vim.cmd("edit " .. arg_file)
local linter = lint.linters.mslint
local args = {}
for _, a in ipairs(linter.args) do table.insert(args, vim.fn.shellescape(type(a) == "function" and a() or a)) end
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") .. "\\n"
local output = vim.fn.system(linter.cmd .. " " .. table.concat(args, " "), text)
local space = vim.api.nvim_create_namespace("mslint")
vim.diagnostic.set(space, 0, linter.parser(output, 0))
print(vim.json.encode(vim.tbl_map(function(d)
  return { d.lnum, vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})[1], d.code }
end, vim.diagnostic.get(0))))
vim.cmd("qa!")
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="needs Neovim")
def test_neovim_marks_the_very_words(tmp_path: Path) -> None:
    """The README's Lua in a real Neovim; nvim-lint's part (run `cmd`, feed standard input, call `parser`) is spelt out."""
    (tmp_path / "a.md").write_text("---\nbibliography: r.bib\n---\n\nThe 😀 *é* occurence is rare.\n", "utf-8")
    (tmp_path / "r.bib").write_text("@book{a,\n", "utf-8")
    (tmp_path / "linter.lua").write_text(_block("lua", "linters.mslint"), "utf-8")
    header = (
        f"local arg_lua, arg_file = {json.dumps(str(tmp_path / 'linter.lua'))}, {json.dumps(str(tmp_path / 'a.md'))}\n"
    )
    (tmp_path / "harness.lua").write_text(header + HARNESS, "utf-8")
    (tmp_path / "mslint.yaml").write_text("languagetool: false\n")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["nvim", "--headless", "--clean", "-c", f"luafile {tmp_path / 'harness.lua'}"],
        capture_output=True, text=True, env={**os.environ, "PATH": path}, timeout=60,
    )  # fmt: skip
    found = json.loads((ran.stdout + ran.stderr).strip().splitlines()[-1])
    assert [row[:2] for row in found] == [[4, "occurence"]]
