"""What a paper says of words by its use of them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from mslint import shipped
from mslint.grammar.judge import is_identifier
from mslint.grammar.known import WORD, Known
from mslint.model import Document
from mslint.spelling.lexicon import Lexicon, bare
from mslint.spelling.place import Place, has_slipped_capital
from mslint.spelling.suggest import Candidate, Own, candidates

CODE_BEFORE = frozenset("._/@\\{}#=:~+&0123456789")
CODE_AFTER = frozenset("_/@\\{=(0123456789+&")

OFTEN = 3
"""Times that a paper must have a word for it to be sure of it."""


class Paper:
    """A document, its names and vocabulary, and the dictionary that they add to."""

    def __init__(self, document: Document, known: Known, lexicon: Lexicon) -> None:
        self.document, self.known, self.lexicon = document, known, lexicon
        self._found: dict[tuple[str, bool], list[Candidate]] = {}
        self._known: dict[str, bool] = {}
        self._near: dict[str, str | None] = {}

    def knows(self, place: Place) -> bool:
        """Whether the word is one of the paper's: a name, a term that its code or an address has, a sign."""
        return self.has_sign(place) or self._has(bare(place.word))

    def has_sign(self, place: Place) -> bool:
        """Whether the word is a sign, or part of a path, an address or an expression."""
        return (is_identifier(place.word) and not place.slipped_capital) or _in_code(place)

    def _has(self, word: str) -> bool:
        """Whether the paper vouches for the word: as a name, in code, in its author's list; in a title cited, unless it
        may be a slip there too."""
        low = word.casefold()
        if low not in self._known:
            self._known[low] = (
                low in self._terms
                or low in self.known.listed
                or low in self._people
                or low in self._code
                or low in self._signs
                or (self.known.knows(word) and not self._slips_everywhere(word))
            )
        return self._known[low]

    def _slips_everywhere(self, word: str) -> bool:
        """Whether a word that only titles vouch for is a usual slip of one that the paper has often."""
        near = self.candidates(word)
        return bool(near) and near[0].slip < 1 and self.own[near[0].text] >= OFTEN > self.times(word)

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset((*shipped.data("languagetool")["vocabulary"].split(), *shipped.data("spelling")["vocabulary"]))

    @cached_property
    def _people(self) -> frozenset[str]:
        """Names of those who write and of those cited."""
        document = self.document
        names = [name for citation in document.citations for name in citation.names]
        listed = (*document.references, *(r for b in document.bibliographies for r in b.references))
        names += [name for reference in listed for name in (*reference.names, *reference.given)]
        names += [block.text for block in document.prose("author")]
        return frozenset(bare(part).casefold() for name in names for part in re.findall(r"[^\W\d_]+", name))

    @cached_property
    def _code(self) -> frozenset[str]:
        """Words of code, addresses and markup: names of programs, files, projects."""
        document = self.document
        texts = [match[0] for match in re.finditer(r"(?:https?://|www\.)[^\s)>\]]+", document.text)]
        for block in document.blocks:
            if block.kind == "code":
                texts.append(document.text[block.span.start : block.span.end])
            texts += [
                document.text[p.span.start : p.span.end] for p in block.pieces if p.kind in ("code", "raw", "url")
            ]
        return frozenset(word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{3,}", text))

    @cached_property
    def _signs(self) -> frozenset[str]:
        """Names that the paper writes with capitals inside or throughout, without case: NumPy, ANOVA."""
        return frozenset(
            word.casefold()
            for word in self.known.forms
            if not _is_plain(word) and not has_slipped_capital(word) and is_identifier(word)
        )

    @cached_property
    def own(self) -> Counter[str]:
        """The right words of the paper that a slip may stand for, as it writes them, names of its references too."""
        out: Counter[str] = Counter()
        for word, times in self.known.forms.items():
            if len(word) > 2 and (times >= 2 or self.lexicon.has(word)) and re.fullmatch(r"[^\W\d_]+", word):
                out[word] += times
        for name in self.known.people:
            for part in re.findall(WORD, name):
                out[part] += 1
        return out

    def times(self, word: str) -> int:
        """How often the prose has the word, whatever its capitals."""
        return self.known.counts[word.casefold()]

    def candidates(self, word: str, *, name: bool = False) -> list[Candidate]:
        """What the word, or the `name`, may stand for, likeliest first."""
        low = word.lower()
        if (low, name) not in self._found:
            found = candidates(low, self.lexicon, self._own, name=name)
            self._found[low, name] = [c for c in found if self._may_be_meant(c, low)]
        return self._found[low, name]

    def _may_be_meant(self, candidate: Candidate, low: str) -> bool:
        """Not the word itself, and of the paper's own no rarer one that the dictionary has not."""
        if candidate.text.lower() == low:
            return candidate.edits == 0
        return candidate.rank > 0 or not candidate.own or self.own[candidate.text] > self.times(low)

    @cached_property
    def _own(self) -> Own:
        return Own(self.own)

    def near_name(self, word: str) -> str | None:
        """The cited author whose name is one edit away."""
        if word not in self._near:
            self._near[word] = self.known.near_name(word)
        return self._near[word]


def _is_plain(word: str) -> bool:
    """Whether the word has small letters only, but for a capital at its beginning: no sign, as most words."""
    return len(word) < 3 or word[1:].islower()


def _in_code(place: Place) -> bool:
    """Whether the word is part of a path, an address or an expression."""
    text, start, end = place.block.text, place.start, place.end
    if text[end : end + 1] in CODE_AFTER and end < len(text):
        return True
    if re.match(r"\.[^\W\d_]", text[end : end + 2]):
        return True
    if not start or place.compound or text[start - 1] not in CODE_BEFORE:
        return False
    return text[start - 1] not in ".:" or not text[start - 2 : start - 1].isspace()
