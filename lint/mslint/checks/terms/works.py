"""Titles of listed works that the running text gives otherwise: “The Limit of Partnership” for “The Limits of …”. Pure.

Short titles and sentence case against title case are the author's choice; only a word that is near the list's, a colon
that is lost, and capitals unlike those of the text's other titles are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.distance import distance
from mslint.emphasis import is_emphasised
from mslint.model import Block, Diagnostic, Document, Reference, Related, Severity

TITLE = CheckRule(
    "terms.title-two-ways",
    Severity.WARNING,
    "The title of a listed work with another word, or without its colon, in the text.",
    "A reader looks for the work under the title that is given.",
)
CAPITALS = CheckRule(
    "terms.title-capitals",
    Severity.SUGGESTION,
    "The title of a listed work in small letters where the text capitalises titles.",
    "A text gives all titles in one manner (Chicago Manual of Style 17, 8.156; MLA 9, 2.90).",
)
RULES = (TITLE, CAPITALS)

READ = ("paragraph", "item", "quote", "note", "abstract", "definition")
WORDS, CONTENT, FULL = 3, 2, 5
"""Words, and words of weight, that a title must have; words of one that may have lost its colon."""

STYLE = 2
"""Titles with capitals from which on, if they are twice as many as those without, the text capitalises titles."""


@dataclass(frozen=True, slots=True)
class Title:
    """`words` of a title, or of its part before the colon; `colon`: how many of them stand before it, 0 for none."""

    text: str
    words: tuple[str, ...]
    colon: int
    reference: Reference
    listed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title stands: words `first` to `last` (exclusive) of the block."""

    title: Title
    block: Block
    tokens: tuple[re.Match[str], ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start()

    @property
    def end(self) -> int:
        return self.tokens[-1].end()

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped.data("terms")["small_words"])


def check(document: Document) -> Iterator[Diagnostic]:
    titles = list(_titles(document))
    if not titles:
        return
    known = {title.words for title in titles}
    own = _key(str(document.meta.get("title") or ""))
    exact: list[Place] = []
    told: set[tuple[int, int]] = set()
    for place, change in _places(document, titles):
        words = tuple(token[0].lower().replace("’", "'") for token in place.tokens)
        span = place.block.to_source(place.start, place.end)
        if place.title.words == own or (change and words in known) or span in told:
            continue
        if not change:
            if _lost_colon(place):
                told.add(span)
                yield _told(document, place, TITLE, _with_colon(place))
            else:
                exact.append(place)
        elif (_is_marked(document, place) or _is_meant(place)) and (wanted := _mended(place)):
            told.add(span)
            yield _told(document, place, TITLE, wanted)
    yield from _capitals(document, exact)


def _titles(document: Document) -> Iterator[Title]:
    """The titles of the list, longest first, and their parts before the colon."""
    found: dict[tuple[str, ...], Title] = {}
    listed = [(reference, True) for reference in document.references]
    listed += [(reference, False) for file in document.bibliographies for reference in file.references]
    for reference, here in listed:
        text = re.sub(r"[{}*_]|\\[a-z]+\s?", "", reference.title).strip(' .,“”"')
        main = re.split(r"\s*[:?!—–]\s+|\.\s+", text)[0]
        before = len(_key(main))
        for part in (text, main):
            words = _key(part)
            heavy = [word for word in words if word not in _small() and len(word) > 2]
            if len(words) >= WORDS and len(heavy) >= CONTENT:
                colon = before if before < len(words) and re.match(r"\s*:", text[len(main) :]) else 0
                found.setdefault(words, Title(part, words, colon, reference, here))
    yield from sorted(found.values(), key=lambda title: -len(title.words))


def _key(text: str) -> tuple[str, ...]:
    return tuple(match[0].lower().replace("’", "'") for match in _word().finditer(text))


def _places(document: Document, titles: Sequence[Title]) -> Iterator[tuple[Place, bool]]:
    """Where the text has the words of a title, one at most changed, left out or put in; whether one is."""
    blocks: list[tuple[Block, tuple[re.Match[str], ...], list[str]]] = []
    at: dict[str, list[tuple[int, int]]] = {}
    for block in document.prose(*READ):
        if document.role(block) == "references":
            continue
        tokens = tuple(_word().finditer(block.text))
        words = [token[0].lower().replace("’", "'") for token in tokens]
        for index, word in enumerate(words):
            if len(word) > 2 and word not in _small():
                at.setdefault(word, []).append((len(blocks), index))
        blocks.append((block, tokens, words))
    taken: set[tuple[int, int]] = set()
    for title in titles:
        heavy = [i for i, word in enumerate(title.words) if len(word) > 2 and word not in _small()]
        there = [i for i in heavy if title.words[i] in at]
        anchors = sorted(there, key=lambda i: len(at[title.words[i]]))[:2]
        for anchor in anchors:
            for number, index in at[title.words[anchor]]:
                block, tokens, words = blocks[number]
                for start, stop, change in _windows(title.words, words, index - anchor):
                    ground = {(number, i) for i in range(start, stop)}
                    if not ground & taken:
                        taken |= ground
                        yield Place(title, block, tokens[start:stop]), change
                    break


def _windows(title: tuple[str, ...], words: list[str], start: int) -> Iterator[tuple[int, int, bool]]:
    """Ranges of `words` near `start` that are the title but for one word; the exact one first."""
    count = len(title)
    if start >= 0 and tuple(words[start : start + count]) == title:
        yield start, start + count, False
        return
    for begin, length in (
        (start, count),
        (start, count - 1),
        (start, count + 1),
        (start + 1, count - 1),
        (start - 1, count + 1),
    ):
        if begin < 0 or begin + length > len(words) or length < WORDS:
            continue
        said = words[begin : begin + length]
        if said[-1] in _small() and title[-1] not in _small():
            continue
        if _one_change(title, said) is not None:
            yield begin, begin + length, True
            return


def _one_change(title: Sequence[str], said: Sequence[str]) -> tuple[int, str] | None:
    """Where the only difference is and what the list has there; None if there are more, or the words are not near."""
    head = next((i for i, (a, b) in enumerate(zip(title, said, strict=False)) if a != b), min(len(title), len(said)))
    if len(title) == len(said):
        if head == len(title) or tuple(title[head + 1 :]) != tuple(said[head + 1 :]):
            return None
        if said[head] == title[head] + "'s" or (head == 0 and title[0] in _small()):
            return None  # “in the Theory of Visual Attention”
        return (head, title[head]) if _is_near(title[head], said[head]) else None
    if len(title) == len(said) + 1:  # a word is left out
        small = title[head] in _small() and 0 < head < len(said)
        return (head, title[head]) if small and tuple(title[head + 1 :]) == tuple(said[head:]) else None
    small = said[head] in _small() and 0 < head < len(title)
    return (head, "") if small and tuple(title[head:]) == tuple(said[head + 1 :]) else None


def _is_near(one: str, other: str) -> bool:
    """Whether one word may be a slip for the other: a letter or two, or two small words."""
    if any(char.isdigit() for char in one + other):
        return False
    if one in _small() and other in _small():
        return True
    return (
        min(len(one), len(other)) > 2 and one[0] == other[0] and distance(one, other, 2) <= (2 if len(one) > 5 else 1)
    )


def _is_marked(document: Document, place: Place) -> bool:
    """Whether quotation marks or emphasis stand around it."""
    text = place.block.text
    if text[max(place.start - 1, 0) : place.start] in ("“", '"', "‘", "'", "«") and text[
        place.end : place.end + 2
    ].strip(" .,").startswith(("”", '"', "’", "'", "»")):
        return True
    return is_emphasised(document, place.block, place.start, place.end)


def _is_capital(place: Place) -> bool:
    """Whether its words of weight, two at least, all have capitals, beyond the first word of a sentence."""
    heavy = [token[0] for token in place.tokens if token[0].lower() not in _small() and len(token[0]) > 2]
    return len(heavy) >= CONTENT and all(word[0].isupper() for word in heavy)


def _is_meant(place: Place) -> bool:
    """Whether capitals show a title, and its length or an author named beside it that this one is meant."""
    named = any(name.split()[-1] in place.block.text for name in place.title.reference.names[:2] if name.strip())
    return _is_capital(place) and (named or len(place.tokens) > FULL)


def _lost_colon(place: Place) -> bool:
    """Whether the title runs on into its subtitle without any mark, a capital before and a small letter after."""
    colon = place.title.colon
    if not colon or len(place.tokens) < FULL:
        return False
    between = place.block.text[place.tokens[colon - 1].end() : place.tokens[colon].start()]
    begins = any(start == place.start for start, _ in place.block.sentences)
    return between.isspace() and place.tokens[0][0][0].isupper() and (not begins or _is_capital(place))


def _with_colon(place: Place) -> str:
    at = place.title.colon
    head = place.block.text[place.start : place.tokens[at - 1].end()]
    tail = place.block.text[place.tokens[at].start() : place.end]
    if sum(char.isupper() for char in re.sub(r"\B\w", "", head)) > 1:
        tail = tail[0].upper() + tail[1:]
    return f"{head}: {tail}"


def _mended(place: Place) -> str:
    """The words of the text with the list's word for the one that differs."""
    words = [token[0].lower().replace("’", "'") for token in place.tokens]
    change = _one_change(place.title.words, words)
    if change is None:
        return ""
    at, right = change
    text, first = place.block.text, place.start
    if len(words) == len(place.title.words):
        token = place.tokens[at]
        right = right.capitalize() if token[0][0].isupper() else right
        return text[first : token.start()] + right + text[token.end() : place.end]
    if right:
        before = place.tokens[at].start()
        return f"{text[first:before]}{right} {text[before : place.end]}"
    return text[first : place.tokens[at].start()] + text[place.tokens[at + 1].start() : place.end]


def _capitals(document: Document, exact: Sequence[Place]) -> Iterator[Diagnostic]:
    """Titles in small letters, where the text has more with capitals."""
    shown = [p for p in exact if _is_marked(document, p) or _is_capital(p)]
    high = [p for p in shown if _is_capital(p)]
    low = [p for p in shown if not _is_capital(p) and p.text[0].isupper() and len(p.tokens) >= FULL - 1]
    if len(high) < STYLE or len(high) < 2 * len(low):
        return
    for place in low:
        wanted = place.text
        for token in reversed(place.tokens):
            word = token[0]
            if word.lower() not in _small() or token is place.tokens[0]:
                at = token.start() - place.start
                wanted = wanted[:at] + word[0].upper() + wanted[at + 1 :]
        yield _told(document, place, CAPITALS, wanted)


def _told(document: Document, place: Place, rule: CheckRule, wanted: str) -> Diagnostic:
    title = place.title
    related: tuple[Related, ...] = ()
    if title.listed:
        place_there = title.reference.parts.get("title", title.reference.span)
        related = (Related(place_there, f"“{title.text}”"),)
        where = f"the list has “{title.text}” (line {line_of(document, place_there.start)})"
    else:
        where = f"the bibliography has “{title.text}”"
    message = f"“{' '.join(place.text.split())}” here, but {where}."
    if rule is CAPITALS:
        message = f"“{' '.join(place.text.split())}”: other titles have capitals in the text."
    fix = edits.replacement(document, place.block, place.start, place.end, wanted)
    span = place.block.to_source(place.start, place.end)
    return Diagnostic(rule.id, span, message, rule.severity, (fix,), related)
