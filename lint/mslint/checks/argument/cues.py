"""The phrases of `argument.yml` as patterns, compiled once. Reads no document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from mslint import shipped

Pattern = re.Pattern[str]

KINDS: Mapping[str, str] = {
    "question": "questions",
    "objective": "objectives",
    "hypothesis": "hypotheses",
    "finding": "findings",
    "recommendation": "recommendations",
}
"""The kinds of statements, with the roles of the sections that list them (the names in `argument.yml` too)."""


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the phrases, longest first, white space as it comes."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled patterns. Those of statements are by kind."""

    label: Mapping[str, Pattern]  # “RQ1: ” where a statement begins
    mention: Mapping[str, Pattern]  # “RQ1”, “H1–H3” wherever
    noun: Mapping[str, Pattern]
    inline: Mapping[str, Pattern]  # group "what": the statement in running text
    announced: Mapping[str, Pattern]  # a sentence after which statements of the kind are listed
    bare_label: Mapping[str, Pattern]  # “O1 quantify …”, at the head of an item
    named: Mapping[str, Pattern]  # “Main question: ” with the statement right behind
    bare: Mapping[str, Pattern]  # “Sub-questions:” alone above a list
    first: Mapping[str, Pattern]  # “Our first question is”
    one_other: Pattern  # “One is whether …; the other is how …”, groups "one" and "other"
    asks: Pattern  # a clause that asks, wherever
    aiming: Pattern  # “The study aims”, at the end of a paragraph
    taken_up: Pattern  # “Two questions are addressed”
    clause: Mapping[str, Pattern]  # what joins one clause to the next: “…, and whether”
    ordinal: Pattern
    opening: Pattern  # an ordinal at the head of a sentence: “Our first …”
    enumerated: Pattern
    counted: Pattern
    closer: Pattern
    ahead: Pattern
    thesis: Pattern  # a paper that says what it argues
    advises: Pattern  # “should”, “we recommend”: what a conclusion may say without having said it before
    tied: Pattern  # what ties a sentence to others: “this”, “however”, “we”


_CONDITION = "if"
"""A word that may ask and seldom does in the middle of a sentence."""

_OWN = (
    r"(?:(?:the|our|my)\s+)?(?:(?:main|central|primary|overall|overarching|general|guiding|leading|key|core|specific|secondary|"
    r"research|study|sub)[\s-]*){0,3}"
)


@cache
def cues() -> Cues:
    data = shipped.data("argument")
    named = {kind: data[key] for kind, key in KINDS.items()}
    numbers = any_of([*data["numbers"], *(str(n) for n in data["numbers"].values())])
    return Cues(
        {kind: _label(entry["labels"]) for kind, entry in named.items()},
        {kind: _mention(entry["labels"]) for kind, entry in named.items()},
        {kind: re.compile(rf"\b{any_of(entry['nouns'])}\b", re.IGNORECASE) for kind, entry in named.items()},
        dict(_inline(data).items()),
        {kind: _announced(entry["nouns"], numbers) for kind, entry in named.items()},
        {
            kind: re.compile(rf"(?P<name>{_spelt(entry['labels'])}(?P<number>\d{{1,2}}[a-h]?))\s+(?=\w)")
            for kind, entry in named.items()
        },
        {
            kind: re.compile(rf"{_OWN}{any_of(entry['nouns'])}\s*[:.–—]\s+(?=\S)", re.IGNORECASE)
            for kind, entry in named.items()
        },
        {
            kind: re.compile(
                rf"{_OWN}{any_of(entry['nouns'])}(?:\s+of\s+(?:the|this)\s+\w+)?(?:\s+(?:is|are|was|were))?(?:\s+(?:as\s+follows|the\s+following))?\s*[:.]?",
                re.IGNORECASE,
            )
            for kind, entry in named.items()
        },
        {
            kind: re.compile(
                rf"\bfirst\s+(?:\w+\s+)?{any_of(entry['nouns'])}\s+(?:is|was|asks|asked|concerns)\b", re.IGNORECASE
            )
            for kind, entry in named.items()
        },
        re.compile(
            rf"(?:The\s+)?one\s+(?:\w+\s+)?(?:is|was|asks|concerns)\s+(?P<one>{any_of(data['questions']['clauses'])}\b.+?)"
            rf"[;,]\s+(?:and\s+)?the\s+(?:other|second)\s+(?:\w+\s+)?(?:is|was|asks|concerns)?\s*"
            rf"(?P<other>{any_of(data['questions']['clauses'])}\b.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        re.compile(rf"\b{any_of(data['questions']['clauses'])}\b|\?", re.IGNORECASE),
        re.compile(
            rf"\b{any_of((*data['objectives']['verbs'], *data['objectives']['nouns']))}\b[^.?!]{{0,40}}$", re.IGNORECASE
        ),
        re.compile(rf"\b{any_of(data['questions']['taken_up'])}\b", re.IGNORECASE),
        {
            "question": re.compile(
                r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?:in\s+|of\s+|on\s+)?(?:(?:first|second|third|finally|lastly),?\s+)?"
                rf"(?={any_of(set(data['questions']['clauses']) - {_CONDITION})}\s)",
                re.IGNORECASE,
            ),
            "hypothesis": re.compile(r",?\s+and\s+(?=that\s)", re.IGNORECASE),
            "objective": re.compile(
                r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?:(?:second|third|finally|lastly),?\s+)?(?=to\s+\w+\s)",
                re.IGNORECASE,
            ),
        },
        re.compile(rf"\b(?:the\s+)?({any_of(data['ordinals'])})\b", re.IGNORECASE),
        re.compile(rf"(?:(?:the|our|my|a|its)\s+)?({any_of(data['ordinals'])})\b", re.IGNORECASE),
        re.compile(r"(?<!\w)\((\d{1,2}|[a-h]|[ivx]{1,4})\)\s+(?=\w)"),
        re.compile(
            rf"\b(?:(?P<before>[\w’'-]+)\s+)?(?P<number>{numbers})\s+(?P<between>(?:(?!of\b|to\b|in\b|and\b|or\b|per\b)[a-z’'-]+\s+){{0,2}}?)"
            rf"(?P<noun>{any_of(data['enumerable'])})\b(?P<after>[-’']?)",
            re.IGNORECASE,
        ),
        re.compile(rf"\b{any_of(data['closers'])}\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(data['ahead'])}\b", re.IGNORECASE),
        re.compile(
            rf"\b{any_of(data['actors'])}\s+(?:\w+\s+)?{any_of(data['thesis']['verbs'])}\b|\b{any_of(data['thesis']['nouns'])}\s+is\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b{any_of(data['advises'])}\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(data['tied'])}\b|[“\"]", re.IGNORECASE),
    )


def _spelt(labels: Iterable[str]) -> str:
    """Labels as they are written: short ones in capitals with their number close by, words in any case."""
    short = [label.upper() for label in labels if len(label) <= 2]
    long = [label for label in labels if len(label) > 2]
    parts = [rf"{any_of(short)}[ \xa0.-]?"] if short else []
    if long:
        parts.append(rf"(?i:{any_of(long)})\s+(?:no\.\s+)?")
    return "(?:" + "|".join(parts) + ")"


def _label(labels: Iterable[str]) -> Pattern:
    """Groups: name (“RQ1”), number (“1”, “2a”)."""
    return re.compile(
        rf"(?:^|(?<=[.;:?!,(]\s)|(?<=[(])|(?<=\band\s))(?P<name>{_spelt(labels)}(?P<number>\d{{1,2}}[a-h]?|[IVX]{{1,4}}\b))"
        r"(?P<close>\)?\s*(?:\([^)]{1,60}\)\s*)?[:.)–—-]+(?:\s+|$)|\)\s+|\s+(?=(?:asks?|states?|is|predicts?|holds?|concerns?|posits?)\b))"
    )


def _mention(labels: Iterable[str]) -> Pattern:
    """Groups: first and, for a range or pair (“H1–H3”, “H1 and H2”), last number with what joins them."""
    spelt = _spelt(labels)
    return re.compile(
        rf"(?<!\w)(?:{spelt}|(?i:hypotheses|questions)\s+)(?P<first>\d{{1,2}}[a-h]?)"
        rf"(?:\s*(?P<joint>–|—|-|to|and|through|&|,)\s*(?:{spelt})?(?P<last>\d{{1,2}}[a-h]?)\b)?(?!\w)"
    )


def _inline(data: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Pattern]:
    actors = any_of(data["actors"])
    ask = any_of(data["questions"]["verbs"])
    clause = any_of(data["questions"]["clauses"])
    owners = any_of(data["questions"]["owners"])
    aim, aims = any_of(data["objectives"]["nouns"]), any_of(data["objectives"]["verbs"])
    suppose = any_of(data["hypotheses"]["verbs"])
    find = any_of(data["findings"]["verbs"])
    return {
        "question": re.compile(
            rf"\b(?:(?:{actors}|it|and|then|also|to)\s+(?:\w+\s+){{0,2}}?{ask}"
            rf"(?:\s+(?:further|also|instead|then|next|in turn))?"
            rf"(?:\s+(?:(?:the|a|two|three|four|five|six|several|some)\s+)?(?:\w+\s+)?(?:questions?|issues?|points?|matters?|problems?)(?:\s+of)?[:,]?)?"
            rf"|{owners}\s+(?:\w+\s+)?questions?\s*(?:(?:of\s+\w+\s+\w+\s+)?(?:is|was|are|were|asks?|concerns?)(?:\s+therefore|\s+thus)?)?[:,]?"
            rf"|the\s+questions?\s+(?:that\s+)?(?:{actors}|this\s+{actors})\s+\w+\s+(?:is|are)[:,]?)"
            rf"\s*(?:,?\s*first(?:ly)?,\s*)?(?P<what>(?:\(\w{{1,3}}\)\s*)?{clause}\b.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        "objective": re.compile(
            rf"\b(?:{aim}(?:\s+(?:of|in|for|here)\s+[^.;:]{{0,50}}?)?\s*(?:(?:is|are|was|were)\b(?:\s+(?:twofold|threefold|fourfold|therefore|thus))?\s*:?|:)(?:\s+first(?:ly)?,?)?"
            rf"|(?:{actors})\s+(?:\w+\s+)?{aims})\s+(?P<what>(?:\(\w+\)\s*)?to\s+.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        "hypothesis": re.compile(
            rf"\b(?:(?:we|i|it|authors?|study|paper)\s+(?:\w+\s+){{0,2}}?{suppose}|{any_of(data['hypotheses']['nouns'])}\s+(?:is|was|are|were))\s+that\s+(?P<what>.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        "finding": re.compile(
            rf"\b(?:(?:{actors}|results?|findings?|evidence|records|data|figures)\s+(?:\w+\s+)?{find}|finding\s+is)\s+that\s+(?P<what>.+)",
            re.IGNORECASE | re.DOTALL,
        ),
        "recommendation": re.compile(
            rf"\b(?:(?:{actors})\s+(?:therefore\s+)?recommends?|it\s+is\s+(?:recommended|suggested|advised))\s+(?:that\s+)?(?P<what>.+)",
            re.IGNORECASE | re.DOTALL,
        ),
    }


def _announced(nouns: Iterable[str], numbers: str) -> Pattern:
    return re.compile(
        rf"\b(?:(?:{numbers}|following|these|research|specific|main|several)\s+(?:\w+\s+){{0,2}}?)?{any_of(nouns)}\b",
        re.IGNORECASE,
    )
