"""What is known of words: whether they are any, how common, in which variety of English. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any
from unicodedata import combining, normalize

from mslint import shipped

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})


NAMED = 66
"""Class of the names of places and peoples, which are not counted."""

TERMED = 50
"""Class of the words of scholarly prose that no list counts."""


class Lexicon:
    """Words by frequency class (ten times the decimal logarithm of a count of Google Books, 40 to about 104)."""

    def __init__(self, classes: Mapping[str, int], american: Mapping[str, str] | None = None) -> None:
        self._american = american or {}
        self.classes = dict(classes)
        self.classes.update((term, TERMED) for term in _data()["vocabulary"] if term not in classes)
        self.classes.update((name, max(classes.get(name, 0), NAMED)) for name in names())
        self._spells: dict[str, bool] = {}

    def rank(self, word: str) -> int:
        """The word's class, whatever its capitals; 0 if it is none."""
        found = self.classes.get(word)
        if found is None and word.lower() != word:
            found = self.classes.get(word.lower())
        return found or 0

    def has(self, word: str) -> bool:
        """Whether the dictionary has the word as it is written, but for accents and a capital of its place."""
        if not word.isascii():
            word = unaccented(word)
        return word in self.classes or word.lower() in self.classes or (word.isupper() and word.title() in self.classes)

    def knows(self, word: str) -> bool:
        """Whether it is a word of any variety of English: in the dictionary, a form of a word there, or made of one."""
        word = bare(word)
        return self.spells(word) or self.makes(word)

    def spells(self, word: str) -> bool:
        """Whether the dictionary has it, or has its American spelling."""
        if word not in self._spells:
            self._spells[word] = self.has(bare(word)) or self.american(bare(word)) != ""
        return self._spells[word]

    def american(self, word: str) -> str:
        """The American spelling of a word that only other varieties spell so; "" if it is no such word."""
        low = word.lower()
        if low in self._american:
            return self._american[low]
        if self.has(word):
            return ""
        return next((form for form in americanised(word) if self.has(form)), "")

    @cached_property
    def british(self) -> dict[str, str]:
        """The British spelling of words that only American English spells so; those in -ize are British as well."""
        kept = frozenset(_data()["both"])
        return {a: b for b, a in self._american.items() if a not in kept and "iz" not in a.replace(b[:3], "", 1)}

    def proper(self, word: str) -> str:
        """The word with the capital that the dictionary has it with, if it has it with no other; else ""."""
        return self.names.get(word.lower(), "")

    def makes(self, word: str) -> bool:
        """Whether it is a known word behind a prefix that any may have, or one with an ending that any may have."""
        data = _data()
        low = word.lower()
        for prefix in (*data["prefixes"], *data["short_prefixes"]):
            rest = low[len(prefix) :]
            least = 5 if len(prefix) > 2 else 6
            if prefix in ("in", "im") and (rest[:1] in "bmp") == (prefix == "in"):
                continue  # “impolite”, “informal”
            if not low.startswith(prefix) or len(rest) < least:
                continue
            if self.has(rest) or self.american(rest) or self._doubles(rest):
                return True
        if len(low) > 5 and re.search(r"[^sui]s$|ed$", low) and self.has(low[:-1]):
            return True  # “occultations”, “abided”
        if self._doubles(low):
            return True
        for ending, others in data["endings"].items():
            if low.endswith(ending) and len(low) - len(ending) >= 4:
                stem = low[: len(low) - len(ending)]
                if ending[0] == "n" and stem.endswith("y"):
                    continue  # “laziness”
                if any(self.rank(stem + other) >= data["stem"] for other in others):
                    return True
        return False

    def _doubles(self, low: str) -> bool:
        """Whether it is a form of a common word of one syllable with its last letter doubled: “gridding”, “binners”."""
        found = re.fullmatch(r"([^aeiouy]{1,3}[aeiou]([bdgklmnprt]))\2(ing|ed|ers?)", low)
        if found is None or self.has(found[1] + found[3]):
            return False  # “comming”
        return self.rank(found[1]) >= int(_data()["stem"])

    @property
    def prefixes(self) -> frozenset[str]:
        """What stands before a hyphen and is no word by itself."""
        return frozenset(_data()["prefixes"])

    @cached_property
    def names(self) -> dict[str, str]:
        """The words that have a capital always, by what they are in small letters."""
        capital = [word for word in self.classes if word < "a"]
        return {word.lower(): word for word in capital if word[0].isupper() and word.lower() not in self.classes}

    @cached_property
    def named(self) -> tuple[list[str], list[str]]:
        """The names of places and peoples, and the same in small letters."""
        listed = sorted(names())
        return listed, [name.lower() for name in listed]

    @cached_property
    def folded(self) -> dict[str, list[str]]:
        """`common` in small letters."""
        return {first: [word.lower() for word in words] for first, words in self.common.items()}

    @cached_property
    def common(self) -> dict[str, list[str]]:
        """Words that a longer way off is looked for among, by their first letter."""
        least = _data()["common"]
        out: dict[str, list[str]] = {}
        for word, rank in self.classes.items():
            if rank >= least and len(word) > 3:
                out.setdefault(word[0].lower(), []).append(word)
        return out


@cache
def _data() -> Mapping[str, Any]:
    return shipped.data("spelling")  # type: ignore[no-any-return]


def bare(word: str) -> str:
    """Without the possessive, with plain apostrophes."""
    word = word.translate(APOSTROPHES).strip("'")
    return word.removesuffix("'s") if len(word) > 3 else word


def unaccented(word: str) -> str:
    """The letters without their marks."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def americanised(word: str) -> Iterator[str]:
    """The spellings that American English may have for the word as other varieties spell it."""
    if not _any_variety().search(word):
        return
    seen = [word]
    for pattern, text in _varieties():
        for form in tuple(seen):
            made = pattern.sub(text, form)
            if made not in seen:
                seen.append(made)
                yield made


@cache
def names() -> frozenset[str]:
    """Names of places, peoples, months and the like, which people misspell and no surname is mistaken for."""
    return frozenset(name.replace("_", " ") for line in _data()["names"].values() for name in line.split())


@cache
def foreign_words() -> frozenset[str]:
    """Words of other languages, which stand beside others of theirs."""
    return frozenset(_data()["foreign"])


@cache
def function_words() -> frozenset[str]:
    """Words that run into others."""
    return frozenset(_data()["function"])


@cache
def _varieties() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), text) for pattern, text in _data()["varieties"]]


@cache
def _any_variety() -> re.Pattern[str]:
    """All of them at once: most words have none."""
    return re.compile("|".join(f"(?:{pattern})" for pattern, _ in _data()["varieties"]))
