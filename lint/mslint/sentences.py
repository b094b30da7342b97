"""Finds sentences and words in the text of a block, as ranges. Pure: `re` and shipped abbreviations, nothing else.

Why not a library: pySBD has had no release since 2021, takes 3 s for 100,000 words and searches the sentences of its
altered copy in the text afterwards; sentencex and the Punkt family are kept and fast, but meet fewer of the golden
rules and know nothing of what stands in papers: “vol. 5” against “The answer is no.”, “Smith et al. The …”, a note's
number after the stop, our placeholders. `tests/benchmarks/sentences.py` measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.model import PLACEHOLDER

LOOK_BACK = 24
"""Code points before a full stop that are looked at for an abbreviation; none is longer."""


def split(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the sentences in `text`, in order, white space around them left out.

    Every code point that is not white space lies in exactly one of them. Linear in the length of `text`.
    """
    start = 0
    for end in (*_ends(text), len(text)):
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = end


def words(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the words: letters and digits, with apostrophes, hyphens and decimal points inside.

    Letters with stops between them (“U.S.”, “e.g.”) are one word, with its stops.
    """
    return (match.span() for match in _patterns().word.finditer(text))


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, ascending, the end of the text left out."""
    items = _items(text)
    start = 0
    for stop in _patterns().stop.finditer(text):
        while items and items[0] <= stop.start():
            start = items.pop(0)
            yield start
        end = _end(text, stop, start)
        if end is not None:
            start = end
            yield end
    yield from items


def _items(text: str) -> list[int]:
    """Where the items of a list within one line begin: “1. The first 2. The second”, if it begins with 1 or a."""
    first = _patterns().item.match(text)
    if not first:
        return []
    bullet, count, close = first.groups()
    starts: list[int] = []
    at = first.end()
    while True:
        count = str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1)
        found = re.compile(rf"(?<=\s){re.escape(bullet + count + close)}\s+(?=[^\W\d_a-z])").search(text, at)
        if not found:
            return starts
        starts.append(found.start())
        at = found.end()


def _end(text: str, stop: re.Match[str], start: int) -> int | None:
    """Where the sentence that began at `start` ends, if `stop` ends it."""
    end = stop.end()
    if end == len(text):
        return None
    if not text[end].isspace():
        return end if _is_glued(text, stop) else None
    opening = _patterns().opening.match(text, end)
    lead = opening.end() if opening else end
    if lead == len(text):
        return None
    run = stop["run"]
    if "?" in run or "!" in run:
        return end if _begins(text, lead) else None
    dots = run.count(".") + 3 * run.count("…")
    if dots > 2:
        return _end_at_ellipsis(text, stop, lead, dots)
    return end if _is_full_stop(text, stop, start, lead) else None


def _end_at_ellipsis(text: str, stop: re.Match[str], lead: int, dots: int) -> int | None:
    """Three dots end a sentence only before a word that begins one; four are an ellipsis and a full stop."""
    at = stop.start()
    before = text[at - 1 : at]
    if before and before in "[(":
        return None
    if dots == 3:
        return stop.end() if _begins_surely(text, lead) else None
    if not _begins(text, lead):
        return None
    apart = " " in stop["run"] and before and not before.isspace()
    return at + 1 if apart else stop.end()  # “word. . . . Next”: the full stop comes first


def _is_full_stop(text: str, stop: re.Match[str], start: int, lead: int) -> bool:
    at = stop.start()
    if at - start <= 8 and _patterns().number_of_item.fullmatch(text, start, at):
        return False
    token = _token(text, at)
    kind = _kind(token)
    if stop["note"] and (kind or len(token) < 3 or not token.isalpha()) and not stop["close"]:
        return False  # “p.12 The”, “3.14 The”: no note's number
    if kind == "before":
        return False
    if kind == "numbered":
        return _begins(text, lead) and not _patterns().number.match(text, lead)
    if kind == "numbers_only":
        return _begins(text, lead) and not _patterns().digits.match(text, lead)
    in_bracket = text[stop.end() : lead].endswith(("(", "["))
    if kind == "either":
        return not in_bracket and _begins_surely(text, lead)
    if kind == "initial":
        if _is_counted(text, at - len(token)):
            return _begins(text, lead)
        return not in_bracket and _begins_surely(text, lead, initial=True)
    return _begins(text, lead) or (not stop["close"] and len(token) > 3 and _begins_small(text, token, lead))


def _is_glued(text: str, stop: re.Match[str]) -> bool:
    """Whether a sentence ends although no space follows: “in peace.The war”, where both words leave no doubt."""
    at, end = stop.span()
    token = _token(text, at)
    if len(stop["run"]) > 1 or stop["note"] or len(token) < 3 or not (token.isalpha() and token.islower()):
        return False
    if _kind(token) or text[max(at - len(token) - 1, 0)] in "@/\\_:#":
        return False
    word = _patterns().letters.match(text, end)
    if not word or len(word[0]) == 1:
        return False
    return word[0] in _lists().starters and text[word.end() : word.end() + 1] in (" ", ",")


def _token(text: str, at: int) -> str:
    """What stands before `at`, back to a space or bracket: a word, an abbreviation, initials."""
    first = at
    while first > max(at - LOOK_BACK, 0) and (text[first - 1].isalnum() or text[first - 1] in ".-'’°№"):
        first -= 1
    return text[first:at]


def _kind(token: str) -> str:
    """The group of abbreviations that `token` (without its stop) belongs to, "" if it is a plain word."""
    if len(token) == 1 and token.isupper():
        return "initial"
    kinds = _lists().kinds
    known = kinds.get(token) or kinds.get(token[:1].lower() + token[1:])
    if known:
        return known
    if "-" in token and token.rpartition("-")[2][:1].isupper():
        return _kind(token.rpartition("-")[2])  # “J.-P.”, “non-U.S.”
    return "either" if _patterns().dotted.fullmatch(token) else ""


def _is_counted(text: str, at: int) -> bool:
    """Whether the word before `at` is one that letters count: “Study”, “vitamin”."""
    before = text[max(at - LOOK_BACK, 0) : at].split()
    return bool(before) and before[-1].lower() in _lists().counted


def _begins(text: str, lead: int) -> bool:
    """Whether what stands at `lead` can begin a sentence: a capital, a digit, a placeholder, “mRNA”."""
    char = text[lead]
    if char.islower():
        return bool(_patterns().camel.match(text, lead))
    return char.isalnum() or char == PLACEHOLDER or char in "$€£#"


def _begins_surely(text: str, lead: int, *, initial: bool = False) -> bool:
    """Whether the word at `lead` is one that begins sentences; after an initial, one that is no surname either."""
    word = _patterns().letters.match(text, lead)
    if not word or text[word.end() : word.end() + 1] == ".":
        return False
    return word[0] in _lists().starters and not (initial and word[0] in _lists().surnames)


def _begins_small(text: str, token: str, lead: int) -> bool:
    word = _patterns().letters.match(text, lead)
    if not word or not (token.isalpha() and token.islower()):
        return False
    return word[0] in _lists().small_starters


@dataclass(frozen=True, slots=True)
class _Patterns:
    stop: re.Pattern[str]
    opening: re.Pattern[str]
    item: re.Pattern[str]
    number_of_item: re.Pattern[str]
    number: re.Pattern[str]
    digits: re.Pattern[str]
    dotted: re.Pattern[str]
    letters: re.Pattern[str]
    camel: re.Pattern[str]
    word: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    note = r"\d{1,3}(?:[,–-]\d{1,3})*"
    return _Patterns(
        stop=re.compile(
            r"(?P<run>[.!?…‽]+(?:[ \xa0]\.)*)"
            rf"(?P<close>(?:[\"'”’»)\]{PLACEHOLDER}*†‡¹²³⁰-⁹]|\[[\d,–-]+\])*)"
            rf"(?P<note>{note})?"
        ),
        opening=re.compile(r"\s+(?:[\"'“‘«(\[¿¡]|[–—•-]\s+)*"),
        item=re.compile(r"\s*([•⁃–-]? ?)(1|9|a)(\.\)|[.)])\s"),
        number_of_item=re.compile(r"\s*[•⁃–-]?\s*\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxIVX]+)\)?"),
        number=re.compile(rf"[\d#{PLACEHOLDER}]|[IVXLC]{{2,}}\b|[A-Z]\b(?![ ’'][a-z])|[A-Za-z]{{1,2}}[-.]?\d"),
        digits=re.compile(rf"[\d{PLACEHOLDER}]|[A-Z]{{1,2}}-?\d"),
        dotted=re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}"),
        letters=re.compile(r"[^\W\d_]+"),
        camel=re.compile(r"[a-z]{1,2}[A-Z]"),
        word=re.compile(
            r"(?<!\w)(?:[^\W\d_]\.){2,}"
            r"|[^\W_][\w\u0300-\u036f\xad]*(?:(?:['’\-‐‑]|(?<=\d)[.,](?=\d))[^\W_][\w\u0300-\u036f\xad]*)*"
        ),
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    kinds: dict[str, str]  # abbreviation -> its group
    starters: frozenset[str]
    small_starters: frozenset[str]
    surnames: frozenset[str]
    counted: frozenset[str]


@cache
def _lists() -> _Lists:
    data = shipped.data("abbreviations")
    groups = ("before", "numbered", "numbers_only", "either")
    return _Lists(
        {entry: group for group in groups for entry in data[group]},
        frozenset(data["starters"]),
        frozenset(data["small_starters"]),
        frozenset(data["surnames"]),
        frozenset(data["counted"]),
    )
