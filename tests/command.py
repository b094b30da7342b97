"""Runs the real `mslint` command for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

Ran = subprocess.CompletedProcess[str]


def run(*args: str | Path, cwd: Path, stdin: str | None = None, env: dict[str, str] | None = None) -> Ran:
    """The command with these arguments, in a folder; its streams are UTF-8 and line ends are kept."""
    return subprocess.run(
        [sys.executable, "-m", "mslint", *map(str, args)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        timeout=300,
    )
