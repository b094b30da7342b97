"""`capitalization`: headings and the like in title, sentence, lower or upper case, or in a case of one's own. Pure.

Title and sentence case follow Vale's, with its word lists of what stays small; without its part-of-speech tagger: "to"
is right both ways in AP style, where it is small before a noun and capital before a verb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mslint.kinds import actions
from mslint.kinds.common import (
    EXCEPTIONS,
    VOCAB,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    compiled,
    exceptions,
    search,
)

KEYS: Mapping[str, Key] = {
    "match": Key("text", required=True),  # $title, $sentence, $lower, $upper or a pattern
    "style": Key("text", "AP"),  # or Chicago
    "exceptions": EXCEPTIONS,
    "indicators": Key("texts", ()),  # after a word with such an end, a capital
    "threshold": Key("number", 0.8),  # the share of words that must be right
    "prefix": Key("text", ""),
    "vocab": VOCAB,
}

_SMALL = "a an and as at but by en for if in nor of on or per the to vs vs. via v v."
"""Articles, conjunctions and short prepositions: small inside a title (AP and Chicago)."""

_PREPOSITIONS = (
    "with from into during including until against among throughout despite towards upon concerning about over through "
    "before between after since without under within along following across beyond around down near above"
)
"""Small inside a title too in Chicago style, whatever their length (CMOS 17, 8.159)."""

Word = tuple[int, int, str]  # range in the text, and the word as it should be


def patterns(options: Options) -> Sequence[Pattern]:
    """None: what is not there cannot be scanned for."""
    return []


def checked(options: Options) -> Sequence[Pattern]:
    """Patterns that are used but not scanned for."""
    own = [] if options["match"].startswith("$") else [Pattern(options["match"], False, ("match",))]
    return [*own, Pattern(options["prefix"], False, ("prefix",))]


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """Keys with a value that means nothing, and what is wrong with each."""
    if options["match"].startswith("$") and options["match"] not in _CASES:
        yield "match", f"unknown case {options['match']!r} ({', '.join(_CASES)}, or a pattern)"
    if options["style"] not in ("AP", "Chicago"):
        yield "style", f"unknown style {options['style']!r} (AP, Chicago)"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Each unit in another case; its fix is the unit in the right one."""
    options = rule.options
    for unit in units:
        text = unit.text.rstrip()
        case = _CASES.get(options["match"])
        if case is None:
            if not search(Pattern(options["match"], False, ()), text) and not _is_excepted(options, text):
                made = actions.suggestions(rule, text, lambda _: "")
                yield Found(unit, 0, len(text), (text, options["match"]), made)
            continue
        expected = case(options, text)
        if expected is not None:
            yield Found(unit, 0, len(text), (text, expected), (expected,))


def _is_excepted(options: Options, text: str) -> bool:
    word = exceptions(options["exceptions"]).word
    return bool(word and search(word, text))


def _title(options: Options, text: str) -> str | None:
    """The text in title case, if too few of its words are."""
    words = list(_titled(options, text))
    right = [text[s:e] == want or _is_excepted(options, text[s:e]) or text[s:e].isupper() for s, e, want in words]
    return _unless_right(options, text, words, right)


def _titled(options: Options, text: str) -> Iterator[Word]:
    start = _prefix_end(options, text)
    small = (f"{_SMALL} {_PREPOSITIONS}" if options["style"] == "Chicago" else _SMALL).split()
    for match in _words(options["exceptions"], r"[\p{N}\p{L}]+[^\s\-/]*").finditer(text, start):
        (s, e), found = match.span(), match.group()
        before, after = text[max(0, s - 2) : s], text[e : e + 1]
        inner = s > start and text[e:].strip() and before[-1] in " -/" and before[:-1] not in (":", "-")
        if (known := _known(options["exceptions"], found)) is not None:
            yield s, e, known
        elif found.lower() == "to" and options["style"] == "AP":
            yield s, e, found
        elif inner and found.lower() in small and (after != "-" or before[-1] == "-"):
            yield s, e, found.lower()
        else:
            yield s, e, found[0].upper() + found[1:]


def _sentence(options: Options, text: str) -> str | None:
    """The text in sentence case, if too few of its words are, or not the first."""
    words = list(_sentenced(options, text))
    right = [text[s:e] == want or _is_excepted(options, text[s:e]) for s, e, want in words]
    if words and not right[0] and not text[words[0][0]].isupper():
        right = [False] * len(words)
    kept = [(s, e, text[s:e] if _is_name(text[s:e]) else want) for s, e, want in words]
    return _unless_right(options, text, kept, right)


def _is_name(word: str) -> bool:
    """Whether a word's capitals are its own: "NATO", "I/O", "iPhone", "GDPs"."""
    return (len(word) > 1 and word.isupper()) or bool(re.search(r"[^\W\d_A-Z][A-Z]|[A-Z]{2}", word))


def _sentenced(options: Options, text: str) -> Iterator[Word]:
    previous = None
    for match in _words(options["exceptions"], r"[\p{N}\p{L}*]+[^\s]*").finditer(text, _prefix_end(options, text)):
        (s, e), found = match.span(), match.group()
        if (known := _known(options["exceptions"], found)) is not None:
            yield s, e, known
        elif previous is None or previous.endswith(options["indicators"] or ":") or re.fullmatch(r"\d+\.", previous):
            yield s, e, found[0].upper() + found[1:].lower()
        else:
            yield s, e, found.lower()
        previous = found


def _lower(options: Options, text: str) -> str | None:
    return text.lower() if text != text.lower() and not _is_excepted(options, text) else None


def _upper(options: Options, text: str) -> str | None:
    return text.upper() if text != text.upper() and not _is_excepted(options, text) else None


_CASES: Mapping[str, Callable[[Options, str], str | None]] = {
    "$title": _title,
    "$sentence": _sentence,
    "$lower": _lower,
    "$upper": _upper,
}


def _unless_right(options: Options, text: str, words: Sequence[Word], right: Sequence[bool]) -> str | None:
    if not words or sum(right) / len(right) >= options["threshold"]:
        return None
    cased = text
    for (start, end, want), ok in zip(reversed(words), reversed(right), strict=True):
        cased = cased if ok else cased[:start] + want + cased[end:]
    return cased if cased != text else None


def _prefix_end(options: Options, text: str) -> int:
    match = search(Pattern(options["prefix"], False, ()), text) if options["prefix"] else None
    return int(match.end()) if match and match.start() == 0 else 0


@lru_cache(maxsize=64)
def _words(excepted: tuple[str, ...], pattern: str) -> Any:
    """Splits into words; an exception of several words is one."""
    longest_first = sorted(excepted, key=len, reverse=True)
    return compiled(rf"\b(?:{'|'.join(longest_first)})\b|{pattern}" if excepted else pattern, True)


def _known(excepted: tuple[str, ...], found: str) -> str | None:
    """A word that is an exception, in its right case; None for any other."""
    for exception in excepted:
        if exception.casefold() == found.casefold():
            return exception
    return found if any(compiled(rf"(?:{e})").fullmatch(found) for e in excepted) else None
