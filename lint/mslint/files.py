"""Reads and writes text files byte for byte. The only place that decodes a manuscript or replaces a file."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from mslint.errors import UserError

BOM = b"\xef\xbb\xbf"


def read(path: Path) -> tuple[str, bool]:
    """The file's text with its line ends as they are, and whether a UTF-8 BOM stood before it.

    Raises UserError for a file that cannot be read, is binary or not UTF-8.
    """
    try:
        return decode(path.read_bytes(), path)
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None


def decode(raw: bytes, path: Path) -> tuple[str, bool]:
    """As `read`, from the bytes; `path` names them in messages."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UserError(f"{path}: is UTF-16; save it as UTF-8")
    if b"\x00" in raw:
        raise UserError(f"{path}: is not text (NUL byte at {raw.index(0)})")
    bom = raw.startswith(BOM)
    try:
        return raw[len(BOM) if bom else 0 :].decode("utf-8"), bom
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError(f"{path}:{line}: not UTF-8 (byte {error.start}); save it as UTF-8") from None


def write(path: Path, text: str | bytes, *, bom: bool = False) -> None:
    """Replaces the file's content in one step: a reader sees the old or the new, never half of it.

    Keeps the permissions of a file that is there, and writes through a symbolic link. Raises UserError.
    """
    raw = (BOM if bom else b"") + (text.encode("utf-8") if isinstance(text, str) else text)
    path = path.resolve()
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise UserError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
