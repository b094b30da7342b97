"""The author's own words: files of one word a line, one of the user's and one of each project. Reads and writes them.

The words of mslint.yaml, of the front matter, of the project's file and of the user's all count together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mslint import files
from mslint.errors import UserError

NAME = "vocabulary.txt"


def user_file() -> Path:
    """Where the user's words are kept, for all projects."""
    from platformdirs import user_config_path

    return user_config_path("mslint", appauthor=False) / NAME


def read(path: Path) -> tuple[str, ...]:
    """The words of a file, in order; what follows a `#` is a remark. Empty where there is none. Raises UserError."""
    if not path.is_file():
        return ()
    text, _ = files.read(path)
    return tuple(word for line in text.splitlines() if (word := line.partition("#")[0].strip()))


def for_folder(folder: Path) -> tuple[str, ...]:
    """The words of a project's file and of the user's, each once."""
    return tuple(dict.fromkeys((*read(folder / NAME), *read(user_file()))))


def add(path: Path, words: Iterable[str]) -> tuple[str, ...]:
    """Puts words into a file, at its end; those that were not there yet. Raises UserError, also for no word."""
    known = read(path)
    new = tuple(dict.fromkeys(" ".join(word.split()) for word in words))
    for word in new:
        if not any(char.isalpha() for char in word) or "#" in word:
            raise UserError(f"“{word}” is no word")
    new = tuple(word for word in new if word not in known)
    if new:
        before = files.read(path)[0] if path.is_file() else ""
        before += "\n" if before and not before.endswith("\n") else ""
        files.write(path, before + "".join(f"{word}\n" for word in new))
    return new
