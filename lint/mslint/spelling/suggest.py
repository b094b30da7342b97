"""What a word that is none may have been meant as, the likeliest first. Pure.

A candidate is weighed as in M. D. Kernighan, K. W. Church and W. A. Gale, “A spelling correction program based on a
noisy channel model”, COLING 1990: how common the word is, and how likely the slip. Slips are told apart by kind: a
letter doubled or not, two that are swapped, a vowel for another, the key beside; what a paper has itself counts more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from mslint import shipped
from mslint.spelling.lexicon import Lexicon

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = frozenset("aeiouy")
BESIDE_SPACE = frozenset("bnvcm")
"""Keys next to the space bar."""

FAR = 3
"""Edits that are looked for at most, one more in a long word; more than two only where the consonants agree."""

LONG = 10
"""Letters of a long word; in one about as long any word three edits away may be meant."""

STEM = 3
"""Letters before an ending that another may stand for."""

MOST = 24
"""Farther words that are weighed, the commonest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be meant, `edits` away: the likelier, the higher its `score`.

    `rank` is its frequency class, `slip` how unlikely the slip is; `own` says that the paper has it.
    """

    text: str
    edits: int
    score: float
    rank: int
    slip: float
    own: bool = False


@dataclass(frozen=True)
class Own:
    """A paper's own words: how often it has each, as written."""

    counts: Mapping[str, int]

    @cached_property
    def names(self) -> dict[str, str]:
        """Those with a capital that it has more than once, by what they are in small letters."""
        return {text.lower(): text for text, times in self.counts.items() if times > 1 and text[0].isupper()}

    @cached_property
    def long(self) -> tuple[list[str], list[str]]:
        """Those that a longer way off is looked for among, and the same in small letters."""
        texts = [text for text, times in self.counts.items() if times > 1 and len(text) > 5]
        return texts, [text.lower() for text in texts]


NOTHING = Own({})


def candidates(
    word: str, lexicon: Lexicon, own: Own = NOTHING, most: int = 6, *, name: bool = False
) -> list[Candidate]:
    """The words that `word`, in lower case, may stand for, the likeliest first.

    Words one edit away come from trying all edits; farther ones, where none of those is likely, from the common words
    with the same first letter, or from the names of places and peoples if the word is a `name`.
    """
    edits = {*one_away(word), *_other_endings(word)}
    found = dict.fromkeys((*(edits & lexicon.classes.keys()), *(edits & own.counts.keys())), 1)
    for names in (lexicon.names, own.names):
        found.update((names[text], 1) for text in edits & names.keys())
    if proper := lexicon.proper(word):
        found[proper] = 0
    near = sorted([*_weighed(word, found, lexicon, own), *_cut(word, lexicon)], key=_order)
    if not near or near[0].score < _weights()["far_below"]:
        farther = _within(word, *lexicon.named, skeleton(word)) if name else _farther(word, lexicon, own)
        far = {text: edits for text, edits in farther if text not in found}
        near = sorted([*near, *_weighed(word, far, lexicon, own)], key=_order)
    return near[:most]


def _order(candidate: Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.text


def _weighed(word: str, found: Mapping[str, int], lexicon: Lexicon, own: Own) -> list[Candidate]:
    weights, endings = _weights(), _other_endings(word)
    out = []
    for text, edits in found.items():
        rank, times = lexicon.rank(text), own.counts.get(text, 0)
        cost = min(slip(word, text.lower()), endings.get(text.lower(), math.inf))
        score = weights["common"] * (rank or weights["unranked"]) / 10 - cost
        score -= weights["each"] * (edits > 1)
        if times and cost < weights["own_within"]:
            score += weights["own"] + min(times, 5) * weights["own_each"]
        if text[0].isupper():
            score -= weights["capital"] if not times else 0
        out.append(Candidate(text, edits, score, rank, cost, times > 0))
    return out


def _cut(word: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """Two words that ran together, or with the key beside the space bar between them."""
    weights = _weights()
    for at in range(1, len(word)):
        left = _short(word[:at], lexicon)
        if not left:
            continue
        for skip, cost in ((0, weights["space"]), (1, weights["space_key"])):
            if skip and word[at] not in BESIDE_SPACE:
                continue
            right = _short(word[at + skip :], lexicon)
            if right and max(left, right) >= weights["beside"]:
                score = weights["common"] * ((left + right) / 10 - weights["total"]) - cost
                yield Candidate(f"{word[:at]} {word[at + skip :]}", 1 + skip, score, min(left, right), cost)


def _short(word: str, lexicon: Lexicon) -> int:
    """The class of a word that may stand beside another; of the short ones only those that every text has."""
    rank = lexicon.classes.get(word, 0)
    return rank if rank >= _weights()["beside_common"] and (len(word) > 3 or word in _data()["short"]) else 0


def one_away(word: str) -> Iterator[str]:
    """Every text one edit from the word."""
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1 and tail[0] != tail[1]:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in LETTERS:
                if letter != tail[0]:
                    yield head + letter + tail[1:]
        for letter in LETTERS:
            yield head + letter + tail
        if i:
            yield f"{head}'{tail}"


@lru_cache(maxsize=1024)
def _other_endings(word: str) -> Mapping[str, float]:
    """The word with the ending that is English where its own is another language's or another word's, and the cost."""
    out: dict[str, float] = {}
    for pair, cost in _data()["ending_slips"].items():
        typed, meant = pair.split("/")
        if word.endswith(typed) and len(word) - len(typed) >= STEM:
            text = word[: len(word) - len(typed)] + meant
            out[text] = min(cost, out.get(text, math.inf))
    return out


def _farther(word: str, lexicon: Lexicon, own: Own) -> Iterator[tuple[str, int]]:
    """Words two edits away, or three with the same consonants, that begin alike."""
    if len(word) < 4:
        return
    sounds = skeleton(word)
    near: list[tuple[str, int]] = []
    for first in dict.fromkeys((word[0], *_like(word[0]), word[1])):
        near += _within(word, lexicon.common.get(first, ()), lexicon.folded.get(first, ()), sounds)
    usual = -int(_weights()["usual"])
    ranked = sorted((edits > 2, -lexicon.rank(text), text, edits) for text, edits in near)
    near = [
        (text, edits)
        for far, rank, text, edits in ranked
        if not far or len(word) > LONG - 2 or rank <= usual or skeleton(text) == sounds
    ]
    yield from near[:MOST]
    yield from _within(word, *own.long, sounds)


def _within(word: str, texts: Sequence[str], folded: Sequence[str], sounds: str) -> Iterator[tuple[str, int]]:
    """Those of the texts that are two edits from the word, or more and sound alike."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 2 if len(word) < LONG - 2 else FAR if len(word) < LONG else FAR + 1
    for text, edits, at in extract(word, folded, scorer=OSA.distance, score_cutoff=most, limit=None):
        if edits < 2 or (len(word) < 5 and sorted(text) != sorted(word)):
            continue  # those one edit away are known already; a short word is like too many
        if edits <= FAR or skeleton(text) == sounds:
            yield texts[at], int(edits)


def _like(letter: str) -> str:
    return {"c": "ks", "k": "c", "s": "c", "f": "p", "p": "f", "a": "e", "e": "a", "i": "e"}.get(letter, "")


def skeleton(word: str) -> str:
    """The consonants as they sound, and the first letter: what is left of a word whose spelling was heard."""
    for soft in ("ce", "ci", "cy"):
        word = word.replace(soft, "s" + soft[1])
    text = word.replace("ph", "f").replace("ck", "k").replace("qu", "k").replace("gh", "")
    out = ""
    for letter in text.translate(_SOUNDS):
        if letter not in VOWELS and letter != "h" and out[-1:] != letter:
            out += letter
    return out


_SOUNDS = str.maketrans({"c": "k", "z": "s", "x": "s", "j": "g"})


# --- the likelihood of a slip ----------------------------------------------------------------------------------------


def slip(word: str, meant: str) -> float:
    """How unlikely it is that `meant` was typed as `word`: the cheapest way there, about in decimal orders.

    The distance of Damerau and Levenshtein, of neighbours that are swapped once, with a cost for each kind of edit.
    """
    weights = _weights()
    first, swap = weights["first"], weights["swap"]
    replaced = _replacements()
    omitted = [_left_out(meant, at, weights) for at in range(len(meant))]
    above: list[float] = []
    row = [0.0]
    for cost in omitted:
        row.append(row[-1] + cost)
    for i, typed in enumerate(word):
        added = _added(word, i, weights)
        below = [row[0] + added]
        for j, letter in enumerate(meant):
            cost = row[j]
            if typed != letter:
                cost += replaced.get(typed + letter, weights["other"]) + (first if not i or not j else 0)
            cost = min(cost, row[j + 1] + added, below[j] + omitted[j])
            if i and j and typed != letter and typed == meant[j - 1] and word[i - 1] == letter:
                cost = min(cost, above[j - 1] + swap + (first / 2 if i == 1 or j == 1 else 0))
            below.append(cost)
        above, row = row, below
    return row[-1]


@cache
def _replacements() -> dict[str, float]:
    """What it costs to type one letter for another, by the two; of those that are not there, `other`."""
    weights = _weights()
    out = {typed + meant: weights["key"] for typed, keys in weights["keys"].items() for meant in keys}
    out.update({pair: weights["sound"] for two in weights["sounds"] for pair in (two, two[::-1])})
    out.update({typed + meant: weights["vowel"] for typed in VOWELS for meant in VOWELS})
    return out


def _added(word: str, at: int, weights: Mapping[str, Any]) -> float:
    """A letter that should not be there."""
    if at and word[at] == word[at - 1]:
        return float(weights["double"])
    if at == 0:
        return float(weights["added"] + weights["first"])
    if at == len(word) - 1:
        return float(weights["added"] + weights["last"])
    return float(weights["added_vowel"] if word[at] in VOWELS else weights["added"])


def _left_out(meant: str, at: int, weights: Mapping[str, Any]) -> float:
    """A letter that is missing."""
    if at and meant[at] == meant[at - 1]:
        return float(weights["single"])
    if at == 0:
        return float(weights["missing"] + weights["first"])
    if meant[at] in VOWELS or meant[at] == "h":
        return float(weights["missing_vowel"])
    return float(weights["missing"])


@cache
def _data() -> Mapping[str, Any]:
    return shipped.data("spelling")  # type: ignore[no-any-return]


def _weights() -> Mapping[str, Any]:
    return _data()["slips"]  # type: ignore[no-any-return]
