"""Spelling as an `engine.Checker`: the words of a document against the dictionary and its own. Opens no file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from mslint import shipped
from mslint.edits import replacement
from mslint.emphasis import is_emphasised
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.grammar.known import WORD, Known
from mslint.grammar.languages import among, language_of
from mslint.model import PROSE, Block, Diagnostic, Document, Fix, Severity
from mslint.spelling import dictionary, realword, ruling
from mslint.spelling.lexicon import Lexicon
from mslint.spelling.paper import Paper
from mslint.spelling.place import Place, has_slipped_capital
from mslint.spelling.rules import NAME, REAL_WORD, UNKNOWN
from mslint.spelling.ruling import Ruling

SURE_LENGTH = 6
"""Letters of a word in a reference list from which on it is looked up: titles are in many languages."""

FOREIGN_TITLE = 8
"""Known words to an unknown one in an English entry of a reference list."""

FOREIGN, SHARE = 3, 0.34
"""Unknown words of a sentence, and their share of it, from which on it is in another language or no language."""


@dataclass(frozen=True, slots=True)
class SpellingSettings:
    """How to check. `language`: a BCP 47 tag, "en-GB-oxendict" for British with -ize; `vocabulary`: right words."""

    language: str = "auto"
    languages: tuple[str, ...] = ()  # those that paragraphs may be in, if more than that one
    vocabulary: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()  # those wanted


class SpellingChecker:
    """The speller. English only."""

    def __init__(self, settings: SpellingSettings) -> None:
        self._settings = settings

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """Words that are none, names spelt otherwise than the paper has them; what was not checked is told."""
        try:
            lexicon = dictionary.load()
        except dictionary.Unavailable as why:
            return Outcome(not_checked=(NotChecked("spelling", str(why)),))
        settings = self._settings
        variants = shipped.data("languagetool")["variants"]
        language = language_of(document, settings.language, variants, settings.languages)
        if not language.startswith("en"):
            return Outcome()
        known = Known(document, settings.vocabulary)
        paper = Paper(document, known, lexicon)
        others = [code for code in settings.languages if not code.startswith("en")]
        told = variety_told(document, settings.language)
        found: list[Ruling] = [] if others or REAL_WORD.id not in settings.rules else list(realword.rulings(paper))
        for block in document.prose(*PROSE, "reference"):
            if _is_reference(document, block):
                found += _reference(block, paper)
            elif not others or among(block.text, (language, *others)) in (None, language):
                found += _block(block, paper)
                found += _variety(block, paper, language) if told else ()
        return Outcome(tuple(_diagnostic(document, ruled) for ruled in found if ruled.rule in settings.rules))


def variety_told(document: Document, wanted: str) -> bool:
    """Whether the author says in which English the paper is; else the rules of `consistency` go by its majority."""
    named = str(document.meta.get("lang") or "") if wanted in ("", "auto") else wanted
    return "-" in named or "_" in named


def _variety(block: Block, paper: Paper, language: str) -> Iterator[Ruling]:
    """Words as the other English spells them."""
    if block.kind == "quote" or language.startswith("en-CA"):
        return  # Canadian English has some of both
    for match in _word().finditer(block.text):
        word = match[0]
        if word.islower() and not paper.known.knows(word):
            meant = paper.lexicon.american(word) if language == "en-US" else paper.lexicon.british.get(word, "")
            if meant:
                yield ruling.variety(block, match.start(), word, meant, language)


def _block(block: Block, paper: Paper) -> Iterator[Ruling]:
    """What is wrong with the words of a block."""
    for place, beside in unknown_words(block, paper):
        ruled = ruling.rule(place, beside, paper)
        if not ruled:
            continue
        if ruled.rule in (UNKNOWN.id, NAME.id) and is_emphasised(paper.document, block, place.start, place.end):
            ruled = replace(ruled, severity=Severity.SUGGESTION, safe=False)  # “Cucurbita pepo”
        yield ruled


def unknown_words(block: Block, paper: Paper) -> Iterator[tuple[Place, tuple[Place | None, Place | None]]]:
    """The words of a block that neither the dictionary nor the paper has, each with those beside it."""
    places = _places(block, paper.lexicon)
    unknown = [at for at, place in enumerate(places) if place.unknown and not paper.knows(place)]
    if not unknown:
        return
    foreign = _foreign(block, places, [places[at] for at in unknown], paper)
    for at in unknown:
        place = places[at]
        if place.start not in foreign and not paper.known.cites(block.to_source(place.start, place.end)):
            yield place, (places[at - 1] if at else None, places[at + 1] if at + 1 < len(places) else None)


def _is_reference(document: Document, block: Block) -> bool:
    return block.kind == "reference" or document.role(block) == "references"


def _reference(block: Block, paper: Paper) -> Iterator[Ruling]:
    """What is surely wrong with the words of an entry of the reference list: long words in small letters."""
    places = _places(block, paper.lexicon)
    address = re.search(r"https?:|www\.|doi\b", block.text)
    end = address.start() if address else len(block.text)
    small = [place for place in places if place.word.islower() and len(place.word) > 2 and place.start < end]
    unknown = [place for place in small if place.unknown]
    strange = sum(not ruling.is_plain_slip(place, paper) for place in unknown)
    if strange > max(1, len(small) // FOREIGN_TITLE):
        return  # in another language
    for place in unknown:
        ruled = (
            None if len(place.word) < SURE_LENGTH or paper.has_sign(place) else ruling.rule(place, (None, None), paper)
        )
        if ruled and ruled.severity > Severity.SUGGESTION and ruling.is_plain_slip(place, paper):
            yield replace(ruled, severity=Severity.WARNING, safe=False)


def _places(block: Block, lexicon: Lexicon) -> list[Place]:
    """The words of the block in order, those with hyphens in parts; none if all are known."""
    unknown = {word for word in set(_word().findall(block.text)) if not _is_known(word, lexicon)}
    if not unknown:
        return []
    out = []
    for match in _word().finditer(block.text):
        word, start = match[0], match.start()
        if "-" not in word or word not in unknown:
            out.append(Place(block, start, start + len(word), word, word in unknown))
            continue
        for part in re.finditer(r"[^-]+", word):
            known = len(part[0]) < 3 or _is_known(part[0], lexicon)
            at = start + part.start()
            out.append(Place(block, at, at + len(part[0]), part[0], not known, compound=True))
    return out


def _is_known(word: str, lexicon: Lexicon) -> bool:
    return lexicon.spells(word) and not has_slipped_capital(word)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(WORD)


def _foreign(block: Block, places: Sequence[Place], unknown: Sequence[Place], paper: Paper) -> set[int]:
    """Where words of a passage in another language begin: sentences with many unknown words that are no slips."""
    if len(unknown) < FOREIGN:
        return set()
    out: set[int] = set()
    for start, end in block.sentences:
        inside = [place for place in unknown if start <= place.start < end]
        least = max(FOREIGN, SHARE * sum(start <= place.start < end for place in places))
        if len(inside) >= least and sum(not ruling.is_plain_slip(place, paper) for place in inside) >= least:
            out.update(place.start for place in inside)
    return out


def _diagnostic(document: Document, ruled: Ruling) -> Diagnostic:
    block = ruled.block
    fixes: list[Fix] = []
    for number, text in enumerate(ruled.corrections):
        fixes.append(replacement(document, block, ruled.start, ruled.end, text, safe=ruled.safe and number == 0))
    span = block.to_source(ruled.start, ruled.end)
    return Diagnostic(ruled.rule, span, ruled.message, ruled.severity, tuple(fixes))
