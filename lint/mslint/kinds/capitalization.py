"""`capitalization`: headings and the like in title, sentence, lower or upper case, or in a case of one's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from mslint.kinds import actions, cases
from mslint.kinds.cases import Word
from mslint.kinds.common import (
    EXCEPTIONS,
    VOCAB,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
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
    words = list(cases.titled(options, text))
    right = [text[s:e] == want or _is_excepted(options, text[s:e]) or text[s:e].isupper() for s, e, want in words]
    return _unless_right(options, text, words, right)


def _sentence(options: Options, text: str) -> str | None:
    """The text in sentence case, if too few of its words are, or not the first."""
    words = list(cases.sentenced(options, text))
    right = [text[s:e] == want or _is_excepted(options, text[s:e]) for s, e, want in words]
    if words and not right[0] and not text[words[0][0]].isupper():
        right = [False] * len(words)
    kept = [(s, e, text[s:e] if _is_name(text[s:e]) else want) for s, e, want in words]
    return _unless_right(options, text, kept, right)


def _is_name(word: str) -> bool:
    """Whether a word's capitals are its own: "NATO", "I/O", "iPhone", "GDPs"."""
    return (len(word) > 1 and word.isupper()) or bool(re.search(r"[^\W\d_A-Z][A-Z]|[A-Z]{2}", word))


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
    cased = cases.recased(text, (word for word, ok in zip(words, right, strict=True) if not ok))
    return cased if cased != text else None
