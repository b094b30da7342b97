"""The words of English with their frequencies, from the data of two dependencies, kept ready in the cache.

- words: SCOWL's large American list as a Hunspell dictionary (`hunspell/dictionaries/en_US`, in the wheel of chunspell;
  its affixes are expanded here, so that a word is one look-up and no C library is loaded)
- frequencies, and the words that only other varieties have: `frequency_dictionary_en_82_765.txt` in the wheel of
  symspellpy (SCOWL with counts of Google Books)
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from mslint import cache
from mslint.spelling.lexicon import Lexicon, americanised, unaccented

WORDS = ("hunspell", "dictionaries/en_US")
COUNTS = ("symspellpy", "frequency_dictionary_en_82_765.txt")

FORMAT = "7"
"""Of what is kept; to be raised when it is made otherwise."""

UNCOUNTED = 40
"""Class of a word without a count: that of 10,000 in Google Books, about its smallest."""

ALONE = 6
"""Letters of a word that only the list of frequencies has; its shorter ones are abbreviations and foreign words."""


class Unavailable(Exception):
    """Why there is no dictionary."""


@once
def load() -> Lexicon:
    """The words of English by frequency class (ten times the decimal logarithm of the count).

    Made once and kept in the cache. Raises Unavailable if a dependency's data is not there.
    """
    paths = [*_hunspell_paths(), installed(*COUNTS)]
    store = cache.store("spelling")
    key = cache.digest(FORMAT, *(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in paths))
    text = store.get(key)
    if text is None:
        text = _packed(*_classes(*paths))
        store.put(key, text)
    return Lexicon(*_unpacked(text))


def _hunspell_paths() -> tuple[Path, Path]:
    package, name = WORDS
    return installed(package, f"{name}.dic"), installed(package, f"{name}.aff")


def installed(package: str, name: str) -> Path:
    """The file of an installed package, which is not imported. Raises Unavailable if it is not there."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    path = Path(places[0]) / name if places else None
    if path is None or not path.is_file():
        raise Unavailable(f"the dictionary is not installed ({package}: {name})")
    return path


def _classes(dic: Path, aff: Path, counts: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Every word with its class, and the American spelling of those that only other varieties have.

    Possessives are left out, for all nouns have them.
    """
    counted = dict(_counted(counts.read_text("utf-8-sig")))
    text, affixes = dic.read_text("latin-1"), read_affixes(aff.read_text("latin-1"))
    possessive = re.compile(r"['\d]s?$|\d")
    words = {word for word in set(expanded(text, affixes)) if word.isalpha() or not possessive.search(word)}
    words.update([unaccented(word) for word in words if not word.isascii()])  # “cafe” is right, too
    folded = {word.lower() for word in words}
    others = {word for word in counted if len(word) >= ALONE and word not in folded}
    american = {
        word: form for word in sorted(others) if (form := next((f for f in americanised(word) if f in words), ""))
    }
    classes = {word: counted.get(word.lower(), UNCOUNTED) for word in words | others}
    for word, form in american.items():  # the list of counts has most words in one spelling only
        classes[word] = classes[form] = max(classes[word], classes[form])
    return classes, american


def _counted(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        word, _, count = line.rpartition(" ")
        yield word, round(10 * math.log10(int(count)))


def _packed(classes: Mapping[str, int], american: Mapping[str, str]) -> str:
    """A line of the words that have an American spelling, one of those; then one line a class: the class, its words."""
    lines: dict[int, list[str]] = {}
    for word in sorted(classes):
        lines.setdefault(classes[word], []).append(word)
    listed = (f"{rank} {' '.join(words)}" for rank, words in sorted(lines.items()))
    return "\n".join((" ".join(american), " ".join(american.values()), *listed))


def _unpacked(text: str) -> tuple[dict[str, int], dict[str, str]]:
    others, forms, *lines = text.split("\n")
    out: dict[str, int] = {}
    for line in lines:
        rank, *words = line.split(" ")
        out.update(dict.fromkeys(words, int(rank)))
    return out, dict(zip(others.split(" "), forms.split(" "), strict=True))


# --- Hunspell's format -----------------------------------------------------------------------------------------------


class Ending(NamedTuple):
    """One line of an affix: where `condition` holds, take `strip` off and put `add` there."""

    strip: str
    add: str
    condition: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Affix:
    """A prefix or suffix of a Hunspell dictionary; `crosses` says that it goes with those of the other kind."""

    prefix: bool
    crosses: bool
    endings: list[Ending]

    def applied(self, word: str) -> Iterator[str]:
        for strip, add, condition in self.endings:
            if condition.search(word):
                if self.prefix and word.startswith(strip):
                    yield add + word[len(strip) :]
                elif not self.prefix and word.endswith(strip):
                    yield word[: len(word) - len(strip)] + add


def read_affixes(text: str) -> tuple[dict[str, Affix], frozenset[str]]:
    """The affixes of an .aff file by flag (one character each), and the flags of words that are none by themselves."""
    affixes: dict[str, Affix] = {}
    hidden: set[str] = set()
    for line in text.splitlines():
        fields = line.split()
        if len(fields) == 2 and fields[0] in ("FORBIDDENWORD", "ONLYINCOMPOUND", "NEEDAFFIX", "NOSUGGEST"):
            hidden.add(fields[1])
        elif len(fields) >= 4 and fields[0] in ("PFX", "SFX"):
            prefix = fields[0] == "PFX"
            if fields[1] not in affixes:
                affixes[fields[1]] = Affix(prefix, fields[2] == "Y", [])
                continue
            strip, add = ("" if part == "0" else part for part in (fields[2], fields[3].partition("/")[0]))
            where = fields[4] if len(fields) > 4 else "."
            affixes[fields[1]].endings.append(Ending(strip, add, re.compile(f"^{where}" if prefix else f"{where}$")))
    return affixes, frozenset(hidden)


def expanded(text: str, rules: tuple[Mapping[str, Affix], frozenset[str]]) -> Iterator[str]:
    """Every form of every word of a .dic file."""
    affixes, hidden = rules
    for line in text.splitlines()[1:]:
        word, _, flags = (line.split(maxsplit=1) or [""])[0].partition("/")
        if not word or not hidden.isdisjoint(flags):
            continue
        yield word
        own = [affixes[flag] for flag in flags if flag in affixes]
        for affix in own:
            for form in affix.applied(word):
                yield form
                if affix.crosses and not affix.prefix:
                    for other in own:
                        if other.prefix and other.crosses:
                            yield from other.applied(form)
