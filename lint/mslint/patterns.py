"""Compiles patterns for the `regex` module and keeps the compiled ones in the cache on disk. Searches nothing itself.

Compiling is done in Python and takes longer than searching a paper; making a pattern out of its compiled form takes a
fiftieth of that.
"""

from __future__ import annotations

import base64
import copyreg
import marshal
import sys
from functools import cache as once
from typing import Any

_made: dict[tuple[str, int], Any] = {}
_unkept: dict[str, Any] = {}  # by their keys in the cache


def compiled(pattern: str, flags: int = 0) -> Any:
    """The compiled pattern; from the cache if it was compiled before. Raises regex.error."""
    known = _made.get((pattern, flags))
    if known is None:
        known = _made[pattern, flags] = _kept(pattern, flags) or _new(pattern, flags)
    return known


def keep() -> None:
    """Puts into the cache what was compiled since the last time."""
    if not _unkept:
        return
    from mslint import cache

    cache.store("patterns").put_many({key: _packed(made) for key, made in _unkept.items()})
    _unkept.clear()


def _new(pattern: str, flags: int) -> Any:
    import regex

    made = regex.compile(pattern, flags)
    _unkept[_key(pattern, flags)] = made
    return made


def _kept(pattern: str, flags: int) -> Any:
    """The pattern from the cache, or None: also if what is there is torn."""
    from mslint import cache

    packed = cache.store("patterns").get(_key(pattern, flags))
    if packed is None or cache.digest(packed[DIGEST:]) != packed[:DIGEST]:
        return None
    return _maker()(*marshal.loads(base64.b64decode(packed[DIGEST:])))


DIGEST = 40
"""Characters of a digest."""


def _packed(made: Any) -> str:
    from mslint import cache

    form = _reduced(made)[1]
    packed = base64.b64encode(marshal.dumps(form)).decode("ascii")
    return cache.digest(packed) + packed


def _reduced(made: Any) -> tuple[Any, tuple[Any, ...]]:
    """What `pickle` would make the pattern of: a function and its arguments, the compiled form."""
    reduce: Any = copyreg.dispatch_table[type(made)]
    function, form = reduce(made)
    return function, form


@once
def _maker() -> Any:
    import regex

    return _reduced(regex.compile(""))[0]


def _key(pattern: str, flags: int) -> str:
    from mslint import cache

    return cache.digest(_program(), pattern, str(flags))


@once
def _program() -> str:
    """What tells these versions of Python and of `regex` from any others: their compiled forms may differ."""
    import regex

    return f"{regex.__version__} {sys.implementation.cache_tag} {sys.byteorder}"
