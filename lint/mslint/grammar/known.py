"""What a paper itself knows: its names and terms, how often it uses a word, which English it is written in. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mslint.distance import distance
from mslint.model import PROSE, Document, Reference, Span

WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
"""A word with its apostrophes and hyphens."""

TERMS = ("author", "reference", "keywords")
"""Kinds of block whose words are names and terms."""

NAME = 6
"""Letters from which on a name one edit from another is more likely a slip than a namesake."""

LONG_NAME = 8
"""Letters from which on that is so even where the text never has the name itself."""

HABIT = 3
"""Places that make a habit."""

META_TERMS = ("author", "authors", "keywords", "tags", "affiliation", "affiliations")


@dataclass(frozen=True)
class Known:
    """The words of a document and of its author's list; all are compared without case."""

    document: Document
    vocabulary: tuple[str, ...] = ()

    @property
    def _references(self) -> list[Reference]:
        cited = (r for bibliography in self.document.bibliographies for r in bibliography.references)
        return [*self.document.references, *cited]

    @cached_property
    def stops_outside(self) -> bool:
        """Whether the paper puts commas and full stops after its closing quotation marks as a rule."""
        text = "\n".join(block.text for block in self.document.prose(*PROSE))
        outside = len(re.findall(r"\w[\"”][.,](?!\w)", text))
        return outside >= HABIT and outside > len(re.findall(r"\w[.,][\"”](?!\w)", text))

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of authors, cited or citing, and the words of the titles and terms that the paper gives."""
        document = self.document
        texts = [text for r in self._references for text in (*r.names, r.title, r.container)]
        texts += [name for citation in document.citations for name in citation.names]
        texts += [block.text for block in document.prose(*TERMS)]
        texts += [text for key in META_TERMS for text in _strings(document.meta.get(key))]
        return frozenset(_parts(texts))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Family names that a slip in the text may stand for, in order.

        Of the works cited, those that the text has as they are more than once, and long ones; of a typed list, which
        the text cites by name, also those that it has not at all.
        """
        cited = dict.fromkeys(name for reference in self._references for name in reference.names)
        typed = dict.fromkeys(self._listed_first)
        used = [name for name in (*cited, *typed) if self.counts[name.casefold()] > 1]
        unused = [name for name in typed if not self.counts[name.casefold()]]
        long = [name for name in cited if len(name) >= LONG_NAME]
        return tuple(name for name in dict.fromkeys((*used, *unused, *long)) if len(name) >= NAME)

    @property
    def _listed_first(self) -> Iterator[str]:
        """The family names that entries of a typed reference list begin with."""
        pattern = re.compile(rf"\s*({WORD}),")
        for block in self.document.prose("reference", "paragraph", "item"):
            if self.document.role(block) == "references" and (start := pattern.match(block.text)):
                yield start[1]

    @cached_property
    def listed(self) -> frozenset[str]:
        """The author's own list, from the settings."""
        return frozenset(word.casefold() for word in self.vocabulary)

    @cached_property
    def forms(self) -> Counter[str]:
        """How often each word stands in the prose, as it is written there."""
        pattern = re.compile(WORD)
        return Counter(
            word
            for block in self.document.prose()
            if block.kind not in ("code", "furniture", "reference") and self.document.role(block) != "references"
            for word in pattern.findall(block.text)
        )

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the prose, whatever its capitals."""
        counts: Counter[str] = Counter()
        for word, number in self.forms.items():
            counts[word.casefold()] += number
        return counts

    def knows(self, word: str) -> bool:
        """Whether the paper or the author's list has this word, or all parts of it."""
        bare = _bare(word)
        if bare in self.listed or bare in self.names:
            return True
        parts = bare.split("-")
        return len(parts) > 1 and all(part in self.listed or part in self.names for part in parts)

    @cached_property
    def _citations(self) -> list[Span]:
        return sorted(citation.span for citation in self.document.citations)

    def cites(self, span: Span) -> bool:
        """Whether the range shares a code point with a citation; names and years there are another check's."""
        at = bisect_left(self._citations, (span.end,))
        return at > 0 and self._citations[at - 1].overlaps(span)

    def uses(self, word: str) -> bool:
        """Whether the prose has this word in lower case or not, in the singular or the plural."""
        bare = word.casefold()
        return bool(self.counts[bare] or self.counts[f"{bare}s"] or self.counts[bare.removesuffix("s")])

    def near_name(self, word: str) -> str | None:
        """The cited author whose name is one edit away, as the works cited spell it; None if none is, or too short."""
        bare = _bare(word)
        return next((name for name in self.people if len(bare) >= NAME and distance(bare, name.casefold()) == 1), None)


def _bare(word: str) -> str:
    """Without possessive and case."""
    bare = word.casefold().strip("'’-")
    return bare.removesuffix("'s").removesuffix("’s")


def _parts(texts: Iterable[str]) -> Iterator[str]:
    """The words, and of hyphenated ones the parts too."""
    pattern = re.compile(WORD)
    for text in texts:
        for word in pattern.findall(text):
            yield _bare(word)
            yield from _bare(word).split("-")


def _strings(value: Any) -> Iterator[str]:
    """All strings in front matter data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from _strings(item)
