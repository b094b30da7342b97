"""Whether an unknown word is a slip, of what, and how surely. Pure.

In published papers nearly all unknown words are terms and names; so a word in small letters is marked only where
`likely.chance` says that it is a slip, and one with a capital only where the name of a place, a people or a cited
author is near.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mslint.model import Block, Severity
from mslint.spelling import likely
from mslint.spelling.lexicon import Lexicon, bare, foreign_words, function_words, names
from mslint.spelling.paper import Paper
from mslint.spelling.place import Place
from mslint.spelling.rules import CAPITAL, JOINED, NAME, SPLIT, UNKNOWN, VARIETY
from mslint.spelling.suggest import Candidate

OFTEN = 3
"""A word that stands this often is a term, unless it is nearly a common word."""

COMMON, SURE, LIKELY = 72, 64, 56
"""Frequency classes (from 16 million to 400,000 in Google Books) of words that may be meant, the surer the commoner."""

SURE_SLIP, LIKELY_SLIP, DOUBTFUL = 0.8, 0.55, 0.1
"""Probability (`likely.chance`) from which on a word that stands more than once is a warning, one that does not, and
from which on it is a suggestion."""

MARGIN = 1.0
"""Decimal orders by which the first correction must be likelier than the second, to be made without asking."""

PLAINEST, PLAIN, ADDED, TWO = 0.7, 1.31, 1.8, 2.5
"""Slips (`suggest.slip`): a letter doubled, swapped or left out; one usual slip; a letter too many; two slips."""

COMMONEST = 92
"""Class of the two dozen words that every sentence has."""

LONG_OPENER = 8
"""Letters of a word with the capital of its place from which on it is judged as any other: few names are as long."""

FIXES = 5

_GAPS = {" ": "space", "- ": "hyphen", "-\n": "hyphen", "\u00ad ": "hyphen", "\u00ad\n": "hyphen"}
"""What cuts a word in two."""

PREFIXES = ("in", "on", "an", "a", "be", "by")
"""Words that new words are begun with, too."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A finding on `block.text[start:end]`, with corrections, the best first."""

    block: Block
    start: int
    end: int
    rule: str
    severity: Severity
    message: str
    corrections: tuple[str, ...]
    safe: bool = False


def rule(place: Place, beside: tuple[Place | None, Place | None], paper: Paper) -> Ruling | None:
    """What is wrong with an unknown word, if anything is."""
    word = bare(place.word)
    if place.slipped_capital:
        return _slipped_capital(place, paper)
    if len(word) < 2 or (not word.isascii() and not word.islower()):
        return None
    if joined := _split(place, beside, paper):
        return joined
    if any(other and other.word in foreign_words() for other in beside):
        return None
    if word[0].isupper() and not place.opens:
        return _name(place, paper)
    return _word(place, paper)


def variety(block: Block, start: int, word: str, meant: str, language: str) -> Ruling:
    """That a word is spelt as another English than the paper's does."""
    spelt = "American" if language == "en-US" else "British"
    message = f"“{word}” is not {spelt} English, in which this paper is written: “{meant}”"
    return Ruling(block, start, start + len(word), VARIETY.id, Severity.WARNING, message, (meant,))


def is_plain_slip(place: Place, paper: Paper) -> bool:
    """Whether the word is one usual slip from a common one, or a long word from any."""
    found = paper.candidates(bare(place.word))
    return bool(found) and found[0].slip < PLAIN and (found[0].rank >= SURE or len(place.word) > 8)


def _slipped_capital(place: Place, paper: Paper) -> Ruling | None:
    word = place.word[0] + place.word[1:].lower()
    if len(word) < 4 or not paper.lexicon.has(word) or paper.known.forms[place.word] > 1:
        return None
    if place.word.endswith("s") and place.word[:-1].isupper():
        return None
    return _ruling(place, UNKNOWN.id, Severity.WARNING, (word,))


def _split(place: Place, beside: tuple[Place | None, Place | None], paper: Paper) -> Ruling | None:
    """A word that a space, or the hyphen at the end of a line, has cut in two: “th ese”, “govern- ment”."""
    before, after = beside
    for one, other in ((before, place), (place, None if after and after.unknown else after)):  # it is told there
        if one is None or other is None or not (gap := _GAPS.get(place.block.text[one.end : other.start])):
            continue
        text = one.word + other.word
        whole = paper.lexicon.rank(text)
        known = whole >= LIKELY or (gap == "hyphen" and paper.lexicon.spells(text))
        if not known or not other.word.islower() or not (text.islower() or text.istitle()):
            continue
        partner = one if other is place else other
        split = place.block.text[one.start : other.end]
        if gap == "hyphen" or partner.unknown or len(partner.word) < 3 or paper.lexicon.rank(partner.word) < whole + 5:
            message = f"“{split}” is one word: “{text}”"
            return Ruling(place.block, one.start, other.end, SPLIT.id, Severity.ERROR, message, (text,), safe=True)
        if place.word.islower() and len(place.word) <= 4 and place is other:
            message = f"“{split}” may be one word: “{text}”"
            return Ruling(place.block, one.start, other.end, SPLIT.id, Severity.WARNING, message, (text,))
    return None


def _word(place: Place, paper: Paper) -> Ruling | None:
    """A word in small letters, or with a capital that its place gives it."""
    word = bare(place.word)
    found = paper.candidates(word)
    if not found:
        return None
    if found[0].edits == 0:
        return _capital(place, found[0], paper)
    severity = _severity(place, word, found[0], paper)
    if " " in found[0].text and severity is not Severity.WARNING:
        whole = [candidate for candidate in found if " " not in candidate.text]
        if whole and whole[0].edits and _severity(place, word, whole[0], paper) in (Severity.WARNING, Severity.ERROR):
            found, severity = [whole[0], *(c for c in found if c is not whole[0])], Severity.WARNING
    if severity is None:
        return None
    best = found[0]
    corrections = tuple(_recased(c.text, place.word) + place.word[len(word) :] for c in found[:FIXES])
    margin = best.score - found[1].score if len(found) > 1 else MARGIN
    sure = severity is Severity.ERROR and margin >= MARGIN and _is_certain(word.lower(), best, paper.lexicon)
    if severity is Severity.ERROR and not sure:
        severity = Severity.WARNING
    kind = (JOINED if " " in best.text else UNKNOWN).id
    return _ruling(place, kind, severity, corrections, safe=sure)


def _is_certain(low: str, best: Candidate, lexicon: Lexicon) -> bool:
    """Whether a copy editor would mend the word without asking.

    Of 126 fixes read in published papers, half were wrong: where the two words differ in their ends (“minima”,
    “hypoxic”), in their first letter (“qvalue”) or by an unusual slip (“epitope”), or where a prefix makes the word.
    """
    meant = best.text.lower()
    if best.slip >= PLAIN or low[0] != meant[0] or low[-2:] != meant[-2:]:
        return False
    if low.endswith("ed") and (lexicon.has(low[:-1]) or lexicon.has(low[:-2])):
        return False  # “rised”: an irregular verb
    return not any(low.startswith(p) and lexicon.has(low[len(p) :]) for p in lexicon.prefixes if len(low) - len(p) > 3)


def _severity(place: Place, word: str, best: Candidate, paper: Paper) -> Severity | None:
    """How surely the word is a slip of the candidate; None: not at all."""
    times, low = paper.times(word), word.lower()
    if " " in best.text:
        return None if word[0].isupper() else _joined(best, times)
    if place.compound and (len(low) < 5 or low.endswith("o") or low in paper.lexicon.prefixes):
        return None
    if len(low) < 4:
        return None if word[0].isupper() else _short(low, best, times)
    chance = likely.chance(place, low, best, paper.lexicon)
    if word[0].isupper() and not _may_open(word, best, times, chance):
        return None
    if chance < DOUBTFUL or not _may_repeat(best, times):
        return None
    least = LIKELY_SLIP if times <= 1 else SURE_SLIP
    if chance < least or place.block.kind == "quote":
        return Severity.SUGGESTION
    plain = place.word.islower() and not place.compound and best.text.islower() and best.edits == 1 and len(low) > 4
    return Severity.ERROR if plain and times <= 1 and best.rank >= LIKELY else Severity.WARNING


def _may_repeat(best: Candidate, times: int) -> bool:
    """Whether a word that stands so often is a slip all the same: an author's habit, plainly of a common word."""
    return times < OFTEN or (best.edits == 1 and best.slip < PLAIN and best.rank >= COMMON)


def _may_open(word: str, best: Candidate, times: int, chance: float) -> bool:
    """Whether a word with the capital of its place may be a slip, not a name."""
    if times > 1 or len(word) < 5 or word[0].lower() != best.text[0].lower():
        return False
    if len(word) >= LONG_OPENER and best.text.islower() and best.rank >= LIKELY and chance >= SURE_SLIP:
        return True
    return best.edits == 1 and best.rank >= SURE and best.slip < PLAIN


def _short(low: str, best: Candidate, times: int) -> Severity | None:
    """Two or three letters: a slip only of the commonest words, and only where it is plain."""
    plain = sorted(best.text) == sorted(low) or (best.rank >= COMMONEST and best.slip < ADDED)
    return Severity.WARNING if plain and best.rank >= 70 and times <= 1 and len(low) == 3 else None


def _joined(best: Candidate, times: int) -> Severity | None:
    """Two words in one: a slip where one of them is an article, a preposition or the like; two others may be a term."""
    if times >= OFTEN:
        return None
    left, right = best.text.split(" ")
    if left in PREFIXES and right not in function_words():
        return Severity.SUGGESTION  # “inpainting”
    return Severity.WARNING if left in function_words() or right in function_words() else Severity.SUGGESTION


def _is_common(best: Candidate, word: str, times: int) -> bool:
    """Whether a word with a capital is a plain slip of a common word: of a heading or title that the text has."""
    least = COMMON if len(word) < 9 else SURE
    return best.edits == 1 and best.slip < PLAIN and best.rank >= least and len(word) > 6 and times <= 1


def _capital(place: Place, best: Candidate, paper: Paper) -> Ruling | None:
    """A name without its capital: sure for peoples and what the paper itself writes with one, unless it may be a
    common noun of the same letters (“a madeleine”) or a part of a compound."""
    common = place.compound or place.block.text[: place.start].endswith((" a ", " an "))
    sure = best.text in names() or (best.own and not common)
    if place.block.kind == "quote" or place.word[0].isupper() or paper.times(place.word) > 2 * (1 + best.own):
        return None
    severity = Severity.WARNING if sure and len(place.word) > 3 else Severity.SUGGESTION
    text = best.text + place.word[len(bare(place.word)) :]
    return _ruling(place, CAPITAL.id, severity, (text,), f"“{place.word}” is a name: “{text}”")


def _name(place: Place, paper: Paper) -> Ruling | None:
    """A word with a capital in mid-sentence: a name, unless one of the paper's, or of a place or people, is near."""
    word = bare(place.word)
    if place.block.kind == "quote" or not word.isascii():
        return None
    near = paper.near_name(word) or _near_name(place, word, paper)
    return _ruling(place, NAME.id, Severity.WARNING, (near + place.word[len(word) :],)) if near else None


def _near_name(place: Place, word: str, paper: Paper) -> str:
    """The name of a place or people that the word is a usual slip of, or one that the paper has far more often."""
    times = paper.times(word)
    if len(word) < 6 or times >= OFTEN:
        return ""
    for best in paper.candidates(word, name=True):
        text = best.text.capitalize() if best.text.capitalize() in names() else best.text
        if " " in text:
            continue
        if text[0].islower() and not place.compound and _is_common(best, word, times):
            return _recased(text, word)
        if not text[0].isupper() or text[0] != word[0]:
            continue
        if text in names() and _is_usual(best, word) and not (_is_of_person(place) or word.startswith(text)):
            return text
        if best.edits == 1 and paper.own[text] >= OFTEN * max(times, 1):
            return text
    return ""


def _is_of_person(place: Place) -> bool:
    """Whether a title or initials stand before: no family name is a slip of a people (“Dr. Rahmanian”)."""
    return bool(_person().search(place.block.text[max(0, place.start - 60) : place.start]))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:Dr|Drs|Prof|Mr|Mrs|Ms)\.? (?:[A-Z][\w.’'-]* ){0,2}$|(?<![\w.])(?:[A-Z]\.|(?:[A-Z] )+[A-Z]) $"
    )


def _is_usual(best: Candidate, word: str) -> bool:
    """Whether the word is a slip that people make in names, which other names are not: the shorter, the plainer."""
    if len(word) < 7:
        return best.slip < PLAINEST
    most = ADDED if best.edits == 1 else TWO if len(word) > 7 else 0.0
    return best.slip < PLAIN or (best.slip <= most and word[-1] == best.text[-1])


def _recased(text: str, word: str) -> str:
    return text[0].upper() + text[1:] if word[0].isupper() else text


def _ruling(
    place: Place, kind: str, severity: Severity, corrections: tuple[str, ...], message: str = "", safe: bool = False
) -> Ruling:
    message = message or f"“{place.word}” is not in the dictionary; did you mean “{corrections[0]}”?"
    return Ruling(place.block, place.start, place.end, kind, severity, message, corrections, safe)
