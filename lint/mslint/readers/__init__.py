"""Picks the reader for a manuscript by its suffix. Opens no file: a reader gets the text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from mslint.errors import UserError
from mslint.model import Document, Source

Reader = Callable[[Source], Document]


def _reader(name: str) -> Reader:
    """The `read` of a module here, imported when first called: who checks Markdown does not wait for the rest."""
    return lambda source: import_module(f"mslint.readers.{name}").read(source)


READERS: dict[str, Reader] = {
    ".md": _reader("markdown"),
    ".markdown": _reader("markdown"),
    ".txt": _reader("plain"),
    ".text": _reader("plain"),
}
"""Readers by suffix, in lower case."""


def read(source: Source) -> Document:
    """The document in `source`. Raises UserError if files with its suffix are not read."""
    reader = READERS.get(source.path.suffix.lower())
    if reader is None:
        raise unread(source.path)
    return reader(source)


def unread(path: Path) -> UserError:
    """The error that says that files like this one are not read."""
    kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
    return UserError(f"{path}: {kind} are not read yet; mslint reads .md and .txt")
