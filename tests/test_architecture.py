"""The layering that lint/README.md promises, read from the imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lint" / "mslint"
ROOT = PACKAGE.parents[1]

CORE = (
    "model",
    "positions",
    "engine",
    "fixes",
    "edits",
    "suppressions",
    "codec",
    "filing",
    "sentences",
    "distance",
    "kinds",
    "checks",
    "readers",
    "report",
)
OUTSIDE = {
    "socket",
    "subprocess",
    "urllib",
    "http",
    "requests",
    "asyncio",
    "multiprocessing",
    "tempfile",
    "shutil",
    "time",
    "datetime",
}
OPENING = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"), path


def imports(path: Path, *, at_import: bool = False) -> set[str]:
    """Names of the modules that a file imports; with `at_import` only those that importing it loads."""
    tree = ast.parse(path.read_text("utf-8"))
    out: set[str] = set()
    for node in _loaded(tree.body) if at_import else ast.walk(tree):
        if isinstance(node, ast.Import):
            out |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            out |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return out


def _loaded(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def is_core(name: str) -> bool:
    return name.split(".")[0] in CORE


ALL = list(modules())


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_layers(name: str, path: Path) -> None:
    used = imports(path)
    top = {module.split(".")[0] for module in used}
    if not name.startswith("cli"):
        assert "click" not in top, "only cli imports click"
    if not name.startswith(("grammar", "build", "changes")):
        assert not top & {"socket", "subprocess", "requests", "urllib", "http"}, (
            "only grammar, build and changes reach outside"
        )
    if is_core(name):
        assert not top & OUTSIDE, "the core is pure"
        within = {module for module in used if module.startswith("mslint.")}
        beyond = {
            m
            for m in within
            if m.split(".")[1] in ("cli", "config", "grammar", "build", "files", "cache", "inputs", "session")
        }
        assert not beyond, "the core knows no shell"
        calls = {
            n.func.attr if isinstance(n.func, ast.Attribute) else getattr(n.func, "id", "")
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Call)
        }
        assert not calls & OPENING, "the core opens no files"


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _ in ALL])
def test_every_module_says_what_it_does(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text or ast.get_docstring(ast.parse(text)), f"{name} has no docstring"


HEAVY = (
    "ruamel",
    "requests",
    "language_tool_python",
    "jgo",
    "pypandoc",
    "typst",
    "hyperscan",
    "regex",
    "bibtexparser",
    "sqlite3",
    "pathspec",
    "multiprocessing",
)


def test_starting_the_command_loads_nothing_heavy() -> None:
    code = f"import mslint.cli, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_no_python_among_the_data() -> None:
    assert not [path for folder in ("rules", "manuscript", "build") for path in (ROOT / folder).rglob("*.py")]
