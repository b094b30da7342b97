"""Real words in the wrong place: “the sate of the art”, “shipping lances”. Pure.

A word that stands beside neighbours it is not known to stand beside, while a word one slip away is known to stand
there: the idea of E. Mays, F. J. Damerau and R. L. Mercer, “Context based spelling correction”, Information Processing
& Management 27 (1991), with pairs of words (`company`). How much each sign counts was fitted and stands in
`rules/data/realword-model.yml` (tests/benchmarks/_realword_model.py). Endings are grammar's and not looked at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from re import Match, Pattern, compile
from typing import Any

from mslint import shipped
from mslint.emphasis import is_emphasised
from mslint.grammar.known import WORD
from mslint.model import PROSE, Block, Document, Severity
from mslint.spelling import company, dictionary, suggest
from mslint.spelling.company import FEWEST, TOTAL, Company
from mslint.spelling.dictionary import UNCOUNTED
from mslint.spelling.lexicon import Lexicon
from mslint.spelling.paper import Paper
from mslint.spelling.rules import REAL_WORD
from mslint.spelling.ruling import Ruling

SHORTEST = 3
"""Letters of a word at least."""

OFTEN = 2
"""A word that the paper has more often is meant."""

UNSEEN = 4.4
"""Decimal logarithm of the count that a pair may have that is not listed; less if its words are rare."""

APART = 1.0
"""Decimal orders by which a pair that is not listed is rarer than its words would have it."""

SKIPPED = ("quote", "cell", "reference", "code", "author")
"""Kinds of block that are not read: words of others, and words without sentences."""


@dataclass(frozen=True, slots=True)
class Word:
    """`block.text[start:end]` with its neighbours in small letters; "" where a stop or a mark stands between."""

    block: Block
    start: int
    end: int
    text: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that may be meant, with what speaks for it."""

    text: str
    features: Mapping[str, float]


def rulings(paper: Paper) -> Iterator[Ruling]:
    """What is likely a slip; nothing where the pairs are not installed."""
    try:
        pairs = company.load()
    except dictionary.Unavailable:
        return
    yield from Reader(paper, pairs).rulings()


class Reader:
    """Reads a paper for words in the wrong place."""

    def __init__(self, paper: Paper, pairs: Company) -> None:
        self._paper, self._lexicon, self._pairs = paper, paper.lexicon, pairs
        self.words = tuple(words(paper.document))
        self._near: dict[str, tuple[str, ...]] = {}
        self._beside = Counter((word.left, word.text.lower()) for word in self.words if word.left)

    def rulings(self) -> Iterator[Ruling]:
        """A warning where a slip is likely, a suggestion where it may be."""
        for word in self.words:
            severity, meant = self._slip(word) or self._confusion(word) or (None, "")
            if severity is None or is_emphasised(self._paper.document, word.block, word.start, word.end):
                continue  # in italics it is of another language, or spoken of
            message = f"“{word.text}” is a word, but an unlikely one here; did you mean “{meant}”?"
            yield Ruling(word.block, word.start, word.end, REAL_WORD.id, severity, message, (meant,))

    def _slip(self, word: Word) -> tuple[Severity, str] | None:
        model = shipped.data("realword-model")
        best = self.best(word, model["weights"])
        if best is None or best[0] < model["suggestion"]:
            return None
        return (Severity.WARNING if best[0] >= model["warning"] else Severity.SUGGESTION), best[1].text

    def _confusion(self, word: Word) -> tuple[Severity, str] | None:
        """A word that it is often taken for, where the neighbours are far more often beside that one."""
        others = _confused().get(word.text, ())
        if not others or self._paper.times(word.text) > OFTEN or self._is_usual(word):
            return None
        scored = [(self._more(word, other), other) for other in sorted(others) if other in self._lexicon.classes]
        best = max(scored, default=(-math.inf, ""))
        return (Severity.WARNING, best[1]) if best[0] >= 0 else None

    def _more(self, word: Word, other: str) -> float:
        """Decimal orders by which `other` is likelier beside the neighbours, above those that are asked for."""
        orders, known = 0.0, 0
        for neighbour, now, then in (
            (word.left, (word.left, word.text), (word.left, other)),
            (word.right, (word.text, word.right), (other, word.right)),
        ):
            if self._lexicon.classes.get(neighbour, 0) > UNCOUNTED:
                count = self._pairs.count(*then)
                known += count > 0
                orders += (count or self._expected(*then)) - (self._pairs.count(*now) or self._expected(*now))
        return orders - float(_data()["confused_odds"][known - 1]) if known else -math.inf

    def _expected(self, left: str, right: str) -> float:
        """The decimal logarithm of the count of a pair that is not listed."""
        classes = self._lexicon.classes
        by_chance = (classes.get(left, UNCOUNTED) + classes.get(right, UNCOUNTED)) / 10 - TOTAL
        return min(by_chance - APART, UNSEEN)

    def _is_usual(self, word: Word) -> bool:
        """Whether the paper has the word in the same company elsewhere."""
        return self._beside[word.left, word.text] > 1 or self._beside[word.text, word.right] > 1

    def best(self, word: Word, weights: Mapping[str, float]) -> tuple[float, Meant] | None:
        """The likeliest word meant, with its log-odds; None if no other is, or the word stands well where it is."""
        found = [(odds(meant.features, weights), meant) for meant in self.meant(word)]
        return max(found, key=lambda scored: (scored[0], scored[1].text), default=None)

    def meant(self, word: Word) -> Iterator[Meant]:
        """Words one slip away that are known to stand where the word does."""
        if not self._is_strange(word):
            return
        left, right, count = word.left, word.right, self._pairs.count
        if word.text not in self._near:
            self._near[word.text] = near(word.text, self._pairs, self._lexicon)
        beside = {text: ((left, count(left, text)), (right, count(text, right))) for text in self._near[word.text]}
        found = {text: known for text, both in beside.items() if (known := [pair for pair in both if pair[1]])}
        if not found:
            return
        forms = self._pairs.words.intersection(siblings(word.text))
        fits = any(count(left, form) or count(form, right) for form in forms)
        used = any(self._paper.times(form) for form in forms)
        for text, known in found.items():
            yield Meant(text, {**self._features(word, text, known), "form fits": fits, "form used": used})

    def _is_strange(self, word: Word) -> bool:
        """Whether a common word stands beside none that it is known to stand beside."""
        text, left, right = word.text, word.left, word.right
        if len(text) < SHORTEST or not (left or right) or not text.islower() or not text.isascii():
            return False
        if text not in self._lexicon.classes or self._paper.times(text) > OFTEN:
            return False
        if self._pairs.count(left, text) or self._pairs.count(text, right):
            return False
        if self._is_usual(word) or self._paper.known.knows(text):
            return False
        return not any(other and not self._lexicon.classes.get(other) for other in (left, right) if other.isalpha())

    def _features(self, word: Word, text: str, known: list[tuple[str, float]]) -> dict[str, float]:
        """What speaks for `text`, which is known to stand beside the words of `known` so often."""
        classes = self._lexicon.classes
        rank, other = classes[word.text] / 10, classes[text] / 10
        ranks = [classes[one] / 10 for one in (word.left, word.right) if classes.get(one, 0) > UNCOUNTED]
        together = self._beside[word.left, text] + self._beside[text, word.right]
        return {
            "slip": suggest.slip(word.text, text),
            "beside both": len(known) > 1,
            "closeness": sum(count + TOTAL - classes.get(one, UNCOUNTED) / 10 - other for one, count in known),
            "missed": sum(max(0.0, one + rank - TOTAL - FEWEST) for one in ranks),
            "so elsewhere": min(together, 3),
            "common": rank,
            "meant is common": other,
            "again": self._paper.times(word.text) > 1,
            "meant is used": math.log1p(self._paper.times(text)),
            "no pairs": word.text not in self._pairs.words,
            "not counted": classes[word.text] <= UNCOUNTED,
            "three letters": len(word.text) == SHORTEST,
            "one neighbour": not (word.left and word.right),
        }


def odds(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log-odds that a logistic model with these weights gives."""
    return weights["bias"] + sum(weights[name] * value for name, value in features.items())


def words(document: Document) -> Iterator[Word]:
    """The words of the running text; those that a hyphen touches are left out."""
    for block in document.prose(*PROSE):
        if block.kind in SKIPPED or document.role(block) == "references":
            continue
        text = block.text
        found: list[Match[str] | None] = [None, *_word().finditer(text), None]
        gaps = [_beside(text, one, other) for one, other in pairwise(found)]
        for at in range(1, len(found) - 1):
            match = found[at]
            if match and "-" not in text[max(match.start() - 2, 0) : match.end() + 1]:
                (left, _), (_, right) = gaps[at - 1], gaps[at]
                yield Word(block, match.start(), match.end(), match[0], left, right)


def _beside(text: str, one: Match[str] | None, other: Match[str] | None) -> tuple[str, str]:
    """Two words in small letters, if nothing but a space stands between them."""
    if one is None or other is None or not text[one.end() : other.start()].isspace():
        return "", ""
    return one[0].lower(), other[0].lower()


def near(text: str, pairs: Company, lexicon: Lexicon) -> tuple[str, ...]:
    """The words one slip away that pairs are known of, but for other forms of the same word."""
    found = pairs.words.intersection(suggest.one_away(text)) - {text}
    classes = lexicon.classes
    return tuple(
        word for word in sorted(found) if classes.get(word, 0) > UNCOUNTED and not is_same(text, word, lexicon)
    )


def is_same(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether the words are forms of one word or spellings of it: “disorder”, “disorders”; “flexibly”, “flexible”."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    endings = _endings()
    if {one[start:], other[start:]} in endings or {one[start - 1 :], other[start - 1 :]} in endings:
        return start > 1
    return one in (lexicon.american(other), lexicon.british.get(other)) or other in (
        lexicon.american(one),
        lexicon.british.get(one),
    )


@cache
def _confused() -> dict[str, frozenset[str]]:
    """What each word is taken for."""
    out: dict[str, set[str]] = {}
    for line in _data()["confused"]:
        for group in line.split():
            for word in group.split("/"):
                out.setdefault(word, set()).update(group.split("/"))
    return {word: frozenset(others - {word}) for word, others in out.items()}


@cache
def siblings(text: str) -> frozenset[str]:
    """What other forms of the word would be spelt like."""
    ends = [end.replace("_", "") for end in _data()["forms"].split()]
    stems = {text, *(text.removesuffix(end) for end in ends if end and text.endswith(end) and len(text) - len(end) > 2)}
    return frozenset(stem + end for stem in stems for end in ends) - {text}


@cache
def _endings() -> tuple[set[str], ...]:
    """Pairs of endings that make two forms of one word."""
    return tuple(set(pair.replace("_", "").split("/")) for pair in _data()["endings"].split())


@cache
def _data() -> Mapping[str, Any]:
    return shipped.data("realword-forms")  # type: ignore[no-any-return]


@cache
def _word() -> Pattern[str]:
    return compile(WORD)
