"""Locks between processes, on files: held while a process lives, let go by the system when it dies. Knows no server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from mslint.grammar import GrammarUnavailable


def acquire(path: Path) -> BinaryIO | None:
    """Take the lock, without waiting; closing the file lets it go. None if another process has it.

    Raises GrammarUnavailable where the folder is not writable or its file system has no locks.
    """
    return _take(path, shared=False)


def is_held(path: Path) -> bool:
    """Whether a process holds the lock."""
    if not path.exists():
        return False
    handle = _take(path, shared=True)  # shared, so that two that ask do not take each other for the holder
    if handle is None:
        return True
    handle.close()
    return False


def _take(path: Path, *, shared: bool) -> BinaryIO | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+b")
    except OSError as error:
        raise GrammarUnavailable(f"{path}: cannot be written: {error.strerror}") from None
    try:
        _lock(handle, shared)
    except BlockingIOError:
        handle.close()
        return None
    except OSError as error:
        handle.close()
        raise GrammarUnavailable(f"{path}: cannot be locked: {error.strerror}") from None
    return handle


if sys.platform == "win32":  # pragma: no cover

    def _lock(handle: BinaryIO, shared: bool) -> None:
        import msvcrt

        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None

else:

    def _lock(handle: BinaryIO, shared: bool) -> None:
        import fcntl

        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
