"""Whether a sentence speaks of what a work of the reference list is about: words shared with its title. Pure.

A title's words weigh by how rarely the paper says them (inverse document frequency over its sentences, Spärck Jones
1972): what every sentence says tells nothing. The stems are those of `mslint.words`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from mslint.words import is_stop, stem

FEWEST_SHARED = 2
"""Stems that a title and a sentence must share: one is the theme of the paper, or chance."""


class Listed:
    """The titles of a list, to be asked for the one that a sentence shares most with."""

    def __init__(self, titles: Sequence[str], sentences: Iterable[frozenset[str]]) -> None:
        """`sentences`: the stems of each of the paper's."""
        found: Counter[str] = Counter()
        count = 0
        for said in sentences:
            found.update(said)
            count += 1
        self._titles: dict[str, list[int]] = defaultdict(list)
        for at, title in enumerate(titles):
            for word in stems(title.lower().split()):
                if found[word]:
                    self._titles[word].append(at)
        self._weights = {word: log((count + 1) / found[word]) for word in self._titles}

    def best(self, said: frozenset[str], among: frozenset[int] | None = None) -> tuple[float, int]:
        """The weight of the stems shared with the title that shares most, of those `among`, and its index; 0, -1."""
        weights: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        for word in said & self._titles.keys():
            for at in self._titles[word]:
                if among is None or at in among:
                    weights[at] += self._weights[word]
                    shared[at] += 1
        able = [(weight, -at) for at, weight in weights.items() if shared[at] >= FEWEST_SHARED]
        weight, at = max(able, default=(0.0, 1))
        return weight, -at


def stems(words: Iterable[str]) -> frozenset[str]:
    """The stems of words in lower case, hyphenated ones in parts; numbers and stop words left out."""
    return frozenset(part for word in words for part in _stems(word))


@lru_cache(maxsize=16384)
def _stems(word: str) -> tuple[str, ...]:
    parts = (part.strip(":,.;?!()“”\"'’‘") for part in word.split("-"))
    return tuple(stem(part) for part in parts if len(part) > 2 and part.isalpha() and not is_stop(part))
