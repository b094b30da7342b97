"""Whether an unknown word is a slip, of what, and how surely. Pure.

In published papers nearly all unknown words are terms and names; so a word is marked only where another, far commoner
one is near, and the more surely the likelier the slip (`suggest.slip`) and the commoner the word that is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from mslint.grammar.judge import AGENTS, SHORT_PREFIXES
from mslint.model import Block, Severity
from mslint.spelling.lexicon import bare
from mslint.spelling.paper import Paper
from mslint.spelling.place import Place
from mslint.spelling.rules import CAPITAL, JOINED, NAME, SPLIT, UNKNOWN
from mslint.spelling.suggest import Candidate

OFTEN = 3
"""A word that stands this often is a term, unless it is nearly a common word."""

SURE, LIKELY = 64, 56
"""Frequency classes (2.5 million and 400,000 in Google Books) of words that are meant where the slip is plain."""

MARGIN = 1.0
"""Decimal orders by which the first correction must be likelier than the second, to be made without asking."""

PLAIN, NEAR, FAR = 1.0, 1.6, 2.4
"""Slips (`suggest.slip`) that are plain, and the farthest that count in words of up to seven letters and in longer."""

COMMONEST = 92
"""Class of the two dozen words that every sentence has."""

FIXES = 5

ENDINGS = ("s", "es", "ly", "al", "ed", "er", "ers", "ing", "ist", "ists", "ness", "able", "less", "like")
"""What is put to a word to make another."""

DEMONYMS = ("ian", "ians", "ean", "eans", "ish", "ese", "can", "cans", "rman", "rmans")
"""Endings of adjectives of peoples and places, which need no name list to be told from surnames."""


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
    if word[0].isupper() and not place.opens:
        return _name(place, paper)
    return _word(place, paper)


def _slipped_capital(place: Place, paper: Paper) -> Ruling | None:
    word = place.word[0] + place.word[1:].lower()
    if len(word) < 4 or not paper.lexicon.has(word) or paper.known.forms[place.word] > 1:
        return None
    if place.word.endswith("s") and place.word[:-1].isupper():
        return None
    return _ruling(place, UNKNOWN.id, Severity.WARNING, (word,))


def _split(place: Place, beside: tuple[Place | None, Place | None], paper: Paper) -> Ruling | None:
    """A word that a space has cut in two: “th ese”, “govern ment”."""
    before, after = beside
    for one, other in ((before, place), (place, after)):
        if one is None or other is None or other.start - one.end != 1 or place.block.text[one.end] != " ":
            continue
        text = one.word + other.word
        whole = paper.lexicon.rank(text)
        partner = one if other is place else other
        if whole < LIKELY or not other.word.islower() or not (text.islower() or text.istitle()):
            continue
        if partner.unknown or len(partner.word) < 3 or paper.lexicon.rank(partner.word) < whole + 5:
            message = f"“{one.word} {other.word}” is one word: “{text}”"
            return Ruling(place.block, one.start, other.end, SPLIT.id, Severity.ERROR, message, (text,), safe=True)
        if place.word.islower() and len(place.word) <= 4 and place is other:
            message = f"“{one.word} {other.word}” may be one word: “{text}”"
            return Ruling(place.block, one.start, other.end, SPLIT.id, Severity.WARNING, message, (text,))
    return None


def _word(place: Place, paper: Paper) -> Ruling | None:
    """A word in small letters, or with a capital that its place gives it."""
    word = bare(place.word)
    found = paper.candidates(word)
    if not found:
        return None
    best = found[0]
    corrections = tuple(_recased(c.text, place.word) + place.word[len(word) :] for c in found[:FIXES])
    if best.edits == 0:
        return _capital(place, best, paper)
    severity = _severity(place, word, best, paper)
    if severity is None:
        return None
    margin = best.score - found[1].score if len(found) > 1 else MARGIN
    sure = severity is Severity.ERROR and margin >= MARGIN
    if severity is Severity.ERROR and not sure:
        severity = Severity.WARNING
    kind = (JOINED if " " in best.text else UNKNOWN).id
    return _ruling(place, kind, severity, corrections, safe=sure)


def _severity(place: Place, word: str, best: Candidate, paper: Paper) -> Severity | None:
    """How surely the word is a slip of the best candidate; None: not at all."""
    times, low = paper.times(word), word.lower()
    if " " in best.text:
        return _joined(best, times)
    if place.compound and (len(low) < 5 or low.endswith("o") or low in paper.lexicon.prefixes):
        return None
    if word[0].isupper() and not (best.rank >= SURE and times == 1 and len(word) >= 5 and best.edits == 1):
        return None
    if len(low) < 4:
        return _short(low, best, times)
    derived = _is_derived(low, best.text.lower()) or paper.lexicon.makes(low)
    if place.block.kind == "quote":
        return Severity.SUGGESTION
    found = _one_edit(low, best, times, derived) if best.edits == 1 else _farther(low, best, times, derived)
    return Severity.WARNING if found is Severity.ERROR and place.compound else found


def _short(low: str, best: Candidate, times: int) -> Severity | None:
    """Two or three letters: a slip only of the commonest words, and only where it is plain."""
    plain = sorted(best.text) == sorted(low) or (best.rank >= COMMONEST and best.slip <= PLAIN)
    return Severity.WARNING if plain and best.rank >= 70 and times == 1 and len(low) == 3 else None


def _one_edit(low: str, best: Candidate, times: int, derived: bool) -> Severity | None:
    least = SURE if len(low) < 5 or times >= OFTEN or derived else LIKELY
    if best.rank < least and not best.own:
        return Severity.SUGGESTION if times < OFTEN else None
    if derived:
        return Severity.WARNING if best.rank >= SURE and times == 1 and best.slip < PLAIN else Severity.SUGGESTION
    if times >= OFTEN:
        return Severity.WARNING if best.slip < PLAIN and len(low) > 5 else Severity.SUGGESTION
    if times == 1 and len(low) >= 5 and best.rank >= LIKELY and not best.text[0].isupper():
        return Severity.ERROR
    return Severity.WARNING


def _farther(low: str, best: Candidate, times: int, derived: bool) -> Severity | None:
    """Two edits or more: likely only in a long word, of a common one, and where both are usual slips."""
    if derived or times >= OFTEN:
        return None
    most = FAR if len(low) >= 8 else NEAR
    likely = len(low) >= 6 and low[0] == best.text[0].lower() and best.slip <= most and best.rank >= LIKELY
    return Severity.WARNING if likely and times == 1 else Severity.SUGGESTION


def _joined(best: Candidate, times: int) -> Severity | None:
    """Two words in one: a slip where one of them is short; two long ones may be a term."""
    if times >= OFTEN:
        return None
    return Severity.WARNING if min(map(len, best.text.split(" "))) <= 3 else Severity.SUGGESTION


def _is_derived(word: str, meant: str) -> bool:
    """Whether the word is likelier made of a known one than a slip: the edit is in its prefix, or in its ending."""
    if word.startswith(meant) and word[len(meant) :] in ENDINGS:
        return True
    if word.endswith(AGENTS) and word[:-3] == meant[: len(word) - 3]:
        return True
    return any(word.startswith(prefix) and not meant.startswith(prefix) for prefix in SHORT_PREFIXES)


def _capital(place: Place, best: Candidate, paper: Paper) -> Ruling | None:
    """A name without its capital: sure for peoples and what the paper itself writes with one."""
    sure = best.text.endswith(DEMONYMS) or best.own
    if place.block.kind == "quote" or place.word[0].isupper() or paper.times(place.word) > 2 * (1 + best.own):
        return None
    severity = Severity.WARNING if sure and len(place.word) > 3 else Severity.SUGGESTION
    text = best.text + place.word[len(bare(place.word)) :]
    return _ruling(place, CAPITAL.id, severity, (text,), f"“{place.word}” is a name: “{text}”")


def _name(place: Place, paper: Paper) -> Ruling | None:
    """A word with a capital in mid-sentence: a name, unless one of the paper's, a people or a common word is near."""
    word = bare(place.word)
    known = paper.known
    if place.block.kind == "quote" or not word.isascii():
        return None
    if cited := known.near_name(word):
        return _ruling(place, NAME.id, Severity.WARNING, (cited + place.word[len(word) :],))
    if len(word) < 5 or paper.times(word) > 2:
        return None
    for best in paper.candidates(word)[:3]:
        text = best.text
        if text[0].isupper() and text.endswith(DEMONYMS) and len(word) >= 6 and _ends_alike(word, text):
            return _ruling(place, NAME.id, Severity.WARNING, (text + place.word[len(word) :],))
        times = paper.own[text]
        if best.edits == 1 and text[0].isupper() and times >= OFTEN * max(paper.times(word), 1) and len(word) >= 6:
            return _ruling(place, NAME.id, Severity.WARNING, (text + place.word[len(word) :],))
    return None


def _ends_alike(word: str, text: str) -> bool:
    return word[-1] == text[-1] and word[0] == text[0]


def _recased(text: str, word: str) -> str:
    return text[0].upper() + text[1:] if word[0].isupper() else text


def _ruling(
    place: Place, kind: str, severity: Severity, corrections: tuple[str, ...], message: str = "", safe: bool = False
) -> Ruling:
    message = message or f"“{place.word}” is not in the dictionary; did you mean “{corrections[0]}”?"
    return Ruling(place.block, place.start, place.end, kind, severity, message, corrections, safe)
