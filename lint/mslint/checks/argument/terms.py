"""Compares passages by the families of their words, each weighted by how few paragraphs hold it. Pure.

Weights are smoothed inverse document frequencies (K. Spärck Jones, Journal of Documentation 28, 1972) within the paper
itself: what the whole paper is about tells no question from another, what one section is about does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log

from mslint import sentences, shipped
from mslint.model import Document
from mslint.words import Word, content, is_stop, stem

FRAME_SHARE = 0.15
"""What a word of the trade (“effect”, “role”) weighs against another as rare."""

COMMON_SHARE = 0.45
"""What a common verb, adjective or everyday noun weighs against another as rare."""

LIGHTEST = 0.1
"""The least that the weight of a family comes to, before its share."""

HEAVIEST = 2.2
"""The most that a family weighs: a word that stands once in a paper is not more telling than one that stands thrice."""

ONCE = 0.75
"""What one mention is worth; two are a treatment."""

DOUBLED = re.compile(r"([bdgkmnprt])\1$")
"""A consonant that stands twice before an ending only: “squatter”, “squat”."""

SHORTEST = 4
"""Letters that a family keeps of its words."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The weights of a paper's word families."""

    paragraphs: int
    held: Mapping[str, int]  # family -> paragraphs that hold it
    total: Mapping[str, int] = field(default_factory=dict)  # family -> how often it stands in the paper

    def weight(self, name: str) -> float:
        rarity = log((self.paragraphs + 1) / (self.held.get(name, 0) + 0.5))
        share = FRAME_SHARE if name in _frame() else COMMON_SHARE if is_everyday(name) else 1.0
        return min(max(rarity, LIGHTEST), HEAVIEST) * share

    def terms(self, text: str) -> dict[str, float]:
        """The families in a text with their weights."""
        return {name: self.weight(name) for name in families(text)}

    def cover(self, terms: Mapping[str, float], counts: Mapping[str, int]) -> float:
        """How much of the terms' weight, 0 to 1, a passage holds; 0 without terms."""
        whole = sum(terms.values())
        if not whole:
            return 0.0
        return sum(weight * _worth(counts.get(name, 0)) for name, weight in terms.items()) / whole

    def shared(self, a: Mapping[str, float], b: Mapping[str, float]) -> float:
        """The weight that two statements share, of that of the lighter one: the overlap coefficient, 0 to 1."""
        least = min(sum(a.values()), sum(b.values()))
        return sum(weight for name, weight in a.items() if name in b) / least if least else 0.0


def _worth(times: int) -> float:
    return 0.0 if times == 0 else ONCE if times == 1 else 1.0


def vocabulary(document: Document, skip: Iterable[str] = ("references", "statement", "appendix")) -> Vocabulary:
    """The vocabulary of a document's blocks outside sections of the roles in `skip`."""
    left_out = set(skip)
    held: Counter[str] = Counter()
    total: Counter[str] = Counter()
    count = 0
    for block in document.prose():
        if block.kind in ("author", "code", "furniture", "reference") or document.role(block) in left_out:
            continue
        count += 1
        found = families(block.text)
        total.update(found)
        held.update(set(found))
    return Vocabulary(count, held, total)


def families(text: str) -> list[str]:
    """The families of the content words in a text, in order."""
    return [name for start, end in sentences.words(text) for name in _families_of(text[start:end])]


@lru_cache(maxsize=65536)
def _families_of(token: str) -> tuple[str, ...]:
    """The families of what stands between two spaces: a word, a compound. Few tokens of a paper are new."""
    return tuple(family(word) for word in content(token))


def family(word: Word) -> str:
    return _family(word.stem)


def roots(text: str) -> list[str]:
    """The roots of the content words in a text, whatever their synonyms."""
    return [name for start, end in sentences.words(text) for name in _roots_of(text[start:end])]


@lru_cache(maxsize=65536)
def _roots_of(token: str) -> tuple[str, ...]:
    return tuple(_root(word.stem) for word in content(token))


def is_frame(name: str) -> bool:
    """Whether the family is one of the trade's words, which any paper may use."""
    return name in _frame()


@lru_cache(maxsize=65536)
def _family(stem_: str) -> str:
    """What words of one root share: “Russia”, “Russian”; “migration”, “migrant”; or their synonyms' common name."""
    return _synonyms().get(_root(stem_), _root(stem_))


@lru_cache(maxsize=65536)
def _root(stem_: str) -> str:
    shorter = stem_
    while True:
        cut = next((s for s in _SUFFIXES if shorter.endswith(s) and len(shorter) - len(s) >= SHORTEST), "")
        if not cut or (cut == "i" and shorter[-2] == "c"):  # “policy” is not “police”
            return shorter[:-1] if DOUBLED.search(shorter) else shorter
        shorter = shorter[: -len(cut)]


_SUFFIXES = (
    *("ational", "izat", "ment", "anc", "enc", "aci", "ean", "ian", "ist", "ism", "ant", "ent", "iti", "ial", "est"),
    *("iv", "ic", "al", "at", "an", "or", "er", "i", "a", "e"),
)
"""Endings that make words of other kinds from a root, as Snowball's stems still have them; longest first."""


@cache
def _synonyms() -> dict[str, str]:
    groups = shipped.data("argument")["synonyms"]
    return {_root(stem(word)): _root(stem(group[0])) for group in groups for word in group}


def names_matter(word: str) -> bool:
    """Whether a word names a matter: it is none that any text may use, nor made of two such (“daytime”)."""
    if any(is_everyday(name) for name in families(word)):
        return False
    low = word.lower()
    return not any(_is_plain(low[:at]) and _is_plain(low[at:]) for at in range(2, len(low) - 1))


def _is_plain(part: str) -> bool:
    return len(part) > 2 and not is_stop(part) and is_everyday(_family(stem(part)))


def is_everyday(name: str) -> bool:
    """Whether the family is one that any text may use, whatever it is about."""
    return name in _everyday() or name in _common() or name in _frame()


@cache
def _common() -> frozenset[str]:
    return frozenset(_family(stem(word)) for word in shipped.data("argument")["common"])


@cache
def _everyday() -> frozenset[str]:
    return frozenset(_family(stem(word)) for word in shipped.data("everyday")["everyday"])


@cache
def _frame() -> frozenset[str]:
    return frozenset(_family(stem(word)) for word in shipped.data("argument")["frame"])
