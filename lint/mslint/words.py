"""Words of a text with their places and stems, and which of them carry no content. Pure; no meaning is guessed.

Stems are those of the Snowball English stemmer (M. F. Porter, snowballstem.org), after British spellings have been
brought to American ones (“-isation”, “-our”, “defence”), so that a paper which mixes them still agrees with itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from mslint import sentences, shipped


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]` as it stands, and the stem that its forms share, in lower case."""

    start: int
    end: int
    text: str
    stem: str


def words(text: str) -> list[Word]:
    """The words of `text` in order, hyphenated compounds in parts: “post-war” gives “post” and “war”. Linear."""
    out: list[Word] = []
    for start, end in sentences.words(text):
        at = start
        for part in _HYPHENS.split(text[start:end]):
            if part:
                out.append(Word(at, at + len(part), part, stem(part)))
            at += len(part) + 1
    return out


def content(text: str) -> list[Word]:
    """The words of `text` that carry content: no stop words, no single letters."""
    return [word for word in words(text) if not is_stop(word)]


def is_stop(word: Word | str) -> bool:
    """Whether the word says nothing of its own: articles, pronouns, prepositions, auxiliaries, single letters."""
    text = (word if isinstance(word, str) else word.text).lower().replace("’", "'").removesuffix("'s")
    return len(text) < 2 or text in _stops()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word, whatever its case, accents and apostrophes: “Enlargements” and “enlargement’s” agree."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("’", "'").replace("\xad", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).removesuffix("'s").rstrip("'.")
    if "." in plain:
        return plain.replace(".", "")  # “U.S.” is “US”
    for british, american in _SPELLINGS:
        plain = british.sub(american, plain)
    return _stemmer()(plain)


_HYPHENS = re.compile("[-‐‑]")

_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e[sdr]?|ing|ations?|ational)$)"), "iz"),
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|al|able|hoods?|less|ful|ite)?$)"), "or"),
    (re.compile(r"(?<=def|off)ence(?=s?$)|(?<=pret)ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=\wl)y[sz](?:is|e[sdr]?|ing)$"), "ysed"),
)
"""British endings and the American ones that they are compared as, and “analysis” as “analysed”."""


@cache
def _stops() -> frozenset[str]:
    return frozenset(shipped.data("stopwords")["stop"])


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    return stemmer.stemWord  # type: ignore[no-any-return]
