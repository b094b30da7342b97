"""Which words stand beside each other in English, from the data of a dependency, kept ready in the cache.

`frequency_bigramdictionary_en_243_342.txt` in the wheel of symspellpy: the 242,342 pairs of neighbours that stand most
often in Google's trillion words of web text, with 64 times their counts there. A pair that is not in it stood about
100,000 times at most.
"""

from __future__ import annotations

import math
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache as once
from pathlib import Path
from zlib import crc32

from mslint import cache
from mslint.spelling.dictionary import installed

PAIRS = ("symspellpy", "frequency_bigramdictionary_en_243_342.txt")

FORMAT = "1"
"""Of what is kept; to be raised when it is made otherwise."""

SCALE = 64
"""What the counts of the list are to be divided by, so that a pair is not more frequent than its words."""

FEWEST = 5.0
"""Decimal logarithm of the count of the rarest pairs that are listed."""

TOTAL = 11.77
"""Decimal logarithm of the number of words that were counted."""


class Company:
    """The pairs: `words` are those that any pair has.

    Pairs are kept as their CRC-32, in order: of 20,000 that are not listed, about one is taken for one that is.
    """

    def __init__(self, words: frozenset[str], keys: Sequence[int], counts: bytes) -> None:
        self.words = words
        self._keys, self._counts = keys, counts

    def count(self, left: str, right: str) -> float:
        """The decimal logarithm of how often `left right` stood; 0.0 if it is not listed."""
        key = _key(left, right)
        at = bisect_left(self._keys, key)
        return self._counts[at] / 20 if at < len(self._keys) and self._keys[at] == key else 0.0


@once
def load() -> Company:
    """The pairs of English. Made once and kept in the cache. Raises `dictionary.Unavailable` if they are not there."""
    path = installed(*PAIRS)
    store = cache.store("spelling")
    key = cache.digest("pairs", FORMAT, f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}")
    text = store.get(key)
    if text is None:
        text = _packed(path)
        store.put(key, text)
    words, keys, counts = text.split("\n")
    numbers = array("I")
    numbers.frombytes(b64decode(keys))
    return Company(frozenset(words.split(" ")), numbers, b64decode(counts))


def _packed(path: Path) -> str:
    """A line each of the words, of the keys of the pairs and of twenty times the logarithms of their counts."""
    fields = path.read_text("utf-8-sig").split()
    lefts, rights, numbers = fields[::3], fields[1::3], fields[2::3]
    counts = {
        _key(left, right): round(20 * math.log10(int(number) / SCALE))
        for left, right, number in zip(lefts, rights, numbers, strict=True)
    }
    keys = sorted(counts)
    packed = (array("I", keys).tobytes(), bytes(counts[key] for key in keys))
    return "\n".join((" ".join(sorted({*lefts, *rights})), *(b64encode(part).decode("ascii") for part in packed)))


def _key(left: str, right: str) -> int:
    return crc32(f"{left} {right}".encode())
