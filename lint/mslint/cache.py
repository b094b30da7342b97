"""The on-disk cache of things that can be made again: text by key, in the user's cache folder. Never raises.

A cache that is torn, locked, of another version or not writable is as good as empty.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache as once
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from mslint import __version__

if TYPE_CHECKING:
    import sqlite3

KEEP_DAYS = 60
"""Entries unused for longer are dropped."""


def folder() -> Path:
    """The user's cache folder for mslint; MSLINT_CACHE names another."""
    named = os.environ.get("MSLINT_CACHE")
    if named:
        return Path(named)
    return _of_user()


@once
def _of_user() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("mslint", appauthor=False)


def digest(*parts: str | bytes) -> str:
    """A key for these parts, together and in order."""
    state = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "big") + raw)
    return state.hexdigest()


_stores: dict[tuple[int, Path, str], Store] = {}


def store(name: str) -> Store:
    """The store called `name`; one a process."""
    key = (os.getpid(), folder(), name)  # a connection does not outlive a fork
    if key not in _stores:
        _stores[key] = Store(folder() / "store.sqlite", name)
    return _stores[key]


class Store:
    """Texts by key in one table of an SQLite file. Not for threads: one thread reads and writes."""

    def __init__(self, path: Path, name: str) -> None:
        self._table = f"{name}_{__version__}".replace(".", "_").replace("-", "_").replace("+", "_")
        self._db = _open(path, self._table)

    def get(self, key: str) -> str | None:
        return self.get_many([key]).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, str]:
        """Those of the keys that are there, with their texts."""
        found: dict[str, str] = {}
        if self._db is None:
            return found
        import sqlite3

        try:
            for key in dict.fromkeys(keys):
                row = self._db.execute(f"SELECT value FROM {self._table} WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = row[0]
        except sqlite3.Error:
            return {}
        return found

    def put(self, key: str, value: str) -> None:
        self.put_many({key: value})

    def put_many(self, values: Mapping[str, str]) -> None:
        if self._db is None or not values:
            return
        import sqlite3

        day = int(time.time() // 86400)
        with suppress(sqlite3.Error), self._db:
            self._db.executemany(
                f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?, ?)", [(k, v, day) for k, v in values.items()]
            )


def _open(path: Path, table: str) -> sqlite3.Connection | None:
    import sqlite3

    for attempt in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=2)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
            db.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, value TEXT, day INTEGER)")
            if attempt == 0 and time.time() % 20 < 1:  # now and then
                with db:
                    db.execute(f"DELETE FROM {table} WHERE day < ?", (int(time.time() // 86400) - KEEP_DAYS,))
            return db
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, read-only, full
                return None
            with suppress(OSError):  # torn: make it anew
                path.unlink()
        except OSError:
            return None
    return None
