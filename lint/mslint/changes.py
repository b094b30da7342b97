"""Asks git which lines of a file have changed. Starts git, changes nothing."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from mslint.errors import UserError

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(path: Path, base: str) -> Sequence[range] | None:
    """The lines (from 1) of a file that differ from where its branch left `base`; None: all, git does not know it.

    `base` is any revision; the comparison is with the merge base of it and HEAD, so that what others did since then is
    no change of ours. Raises UserError if there is no git, no repository or no such revision.
    """
    folder = path.resolve().parent
    start = _git(folder, "merge-base", base, "HEAD").decode().strip()
    if not _git(folder, "ls-files", "--", path.name):
        return None
    diff = _git(folder, "diff", "--no-color", "--no-ext-diff", "--unified=0", start, "--", path.name)
    hunks = ((int(first), int(number or 1)) for first, number in _HUNK.findall(diff))
    return [range(first, first + number) for first, number in hunks if number]


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError:
        raise UserError("--diff-base: git is not there") from None
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1].removeprefix("fatal: ") if said else "the two have no commit in common"
        raise UserError(f"--diff-base: git {arguments[0]} {arguments[1]}: {why}")
    return ran.stdout
