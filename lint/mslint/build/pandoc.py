"""Runs pandoc from the `pypandoc_binary` wheel, shut in: it reads what is named and nothing else, and no network."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mslint.errors import UserError

SECONDS = 600
"""Longer than any program takes for any paper; a run that hangs ends here."""

LEAST, BYTES = 60, 5_000
"""Pandoc may take so many seconds, and one more for so many bytes of text: ten times what papers take. There are texts
on which it would not end before the year does (brackets in brackets in brackets).
"""


MEMORY = "4G"
"""More than any paper takes; what would fill the machine ends here (https://pandoc.org/MANUAL.html#a-note-on-security)."""


def run(
    arguments: Sequence[str], text: bytes, folder: Path, output: str, *, readable: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Run pandoc in `folder` on `text`, write the file `output` there, and return pandoc's log messages.

    `readable` are the names in `folder` of the files that a writer may read. Raises UserError with pandoc's own words.

    `--sandbox` keeps pandoc from files and network but for files named on the command line. Images have no option of
    their own there; `--epub-embed-font` is the one that takes any file and does nothing in other formats. `--data-dir`
    keeps the user's own templates out, so that the same input gives the same bytes.
    """
    command = [
        _path(),
        *("+RTS", f"-M{MEMORY}", "-RTS"),
        "--sandbox",
        f"--data-dir={folder}",
        "--quiet",
        f"--log={output}.log",
        f"--output={output}",
        *(f"--epub-embed-font={name}" for name in readable),
        *arguments,
    ]
    seconds = LEAST + len(text) // BYTES
    try:
        done = subprocess.run(command, input=text, cwd=folder, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise UserError(f"pandoc did not end within {seconds} s") from None
    if done.returncode:
        raise UserError(f"pandoc: {_first_line(done.stderr) or f'ended with {done.returncode}'}")
    return list(json.loads((folder / f"{output}.log").read_text("utf-8")))


def default(name: str) -> bytes:
    """One of pandoc's own data files."""
    return subprocess.run([_path(), "--print-default-data-file", name], capture_output=True, check=True).stdout


def version() -> str:
    """Pandoc's version. Raises UserError if there is no pandoc."""
    done = subprocess.run([_path(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[1]


@cache
def _path() -> str:
    """The wheel's pandoc. (pypandoc would look for others too, and start each to ask for its version.)"""
    found = find_spec("pypandoc")
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    path = Path(found.origin).parent / "files" / name if found and found.origin else Path(name)
    if not path.is_file():
        raise UserError("there is no pandoc: install the package pypandoc_binary")
    return str(path)


def _first_line(stderr: bytes) -> str:
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return " ".join(lines[:3])
