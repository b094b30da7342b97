"""Whether a paper keeps to one manner where its words alone do not tell: serial commas, headings, compounds. Pure.

What two forms of a word can show is left to the rules of `consistency`; here the places are weighed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.model import PLACEHOLDER, Block, Diagnostic, Document, Related, Severity

SERIAL = CheckRule(
    "consistency.serial-comma",
    Severity.WARNING,
    "A list of three or more with a comma before its last word where the paper has none, or the reverse.",
    "A text keeps to one of the two (Chicago Manual of Style 17, 6.19; New Hart's Rules, “Punctuation”).",
)
HEADINGS = CheckRule(
    "consistency.heading-style",
    Severity.WARNING,
    "A heading in small letters where those of its level have capitals, or the reverse.",
    "Headings of a level are set in one style (Chicago Manual of Style 17, 8.158; APA 7, 6.17).",
)
COMPOUNDS = CheckRule(
    "consistency.compounds",
    Severity.WARNING,
    "A compound that stands before a noun without the hyphen that it has elsewhere in the paper.",
    "A compound before a noun is hyphenated in all places or in none (Chicago Manual of Style 17, ch. 7).",
)
OPENINGS = CheckRule(
    "style.repeated-opening",
    Severity.SUGGESTION,
    "Three sentences in a row that begin with the same word.",
    "Sentences that begin alike read as a list.",
    default=False,
)
QUOTES = CheckRule(
    "consistency.quotation-style",
    Severity.WARNING,
    "Words in single quotation marks where the paper has double ones, or the reverse.",
    "A text sets its quotations in one kind of marks (Chicago Manual of Style 17, ch. 13; New Hart's Rules, “Quotation "
    "and direct speech”).",
)
NUMERALS = CheckRule(
    "consistency.numerals",
    Severity.WARNING,
    "A number below ten in digits before a noun that has such numbers in words elsewhere, or the reverse.",
    "What is counted in words in one place is counted in words in all (Chicago Manual of Style 17, 9.2; APA 7, 6.32).",
)
GUIDE_SERIAL = CheckRule(
    "guide.serial-comma",
    Severity.WARNING,
    "A list of three or more without a comma before its last word.",
    "American houses set it (APA 7, 6.3; Chicago Manual of Style 17, 6.19; IEEE Editorial Style Manual, II-F).",
    default=False,
)
GUIDE_NO_SERIAL = CheckRule(
    "guide.no-serial-comma",
    Severity.WARNING,
    "A list of three or more with a comma before its last word.",
    "Many British houses leave it out (New Hart's Rules, “Punctuation”).",
    default=False,
)
GUIDE_TITLE_CASE = CheckRule(
    "guide.title-case",
    Severity.WARNING,
    "A heading in small letters where the house sets headings in title case.",
    "Title case has capitals in all words of four letters or more (APA 7, 2.27, 6.17; Chicago Manual 17, 8.159).",
    default=False,
)
GUIDE_SENTENCE_CASE = CheckRule(
    "guide.sentence-case",
    Severity.WARNING,
    "A heading with capitals where the house sets headings as sentences.",
    "Only the first word and names have capitals there (Chicago Manual of Style 17, 8.158).",
    default=False,
)
GUIDE = (GUIDE_SERIAL, GUIDE_NO_SERIAL, GUIDE_TITLE_CASE, GUIDE_SENTENCE_CASE)
RULES = (SERIAL, HEADINGS, COMPOUNDS, OPENINGS, QUOTES, NUMERALS, *GUIDE)

MAJORITY = 3
"""How many times as often the usual manner must stand as the other; as often at least."""

LONGEST = 12
"""Words of a heading; a longer one is a sentence that was read as one."""

_READ = ("paragraph", "item", "abstract", "quote", "note", "definition")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of two manners stands: `block.text[start:end]` should read `wanted` if it is the rarer one."""

    block: Block
    start: int
    end: int
    wanted: str

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


def check(document: Document) -> Iterator[Diagnostic]:
    blocks = [block for block in document.prose(*_READ) if document.role(block) != "references"]
    yield from _serial_commas(document, blocks)
    yield from _headings(document)
    yield from _compounds(document, blocks)
    yield from _openings(blocks)
    yield from _quotation_marks(document, blocks)
    yield from _numerals(document, blocks)


def _rarer(one: Sequence[Place], other: Sequence[Place]) -> tuple[Sequence[Place], Sequence[Place]]:
    """The places of the rarer manner and those of the usual one; no rarer ones where there is no clear majority."""
    rare, usual = sorted((one, other), key=len)
    return (rare, usual) if len(usual) >= MAJORITY * max(len(rare), 1) else ((), usual)


# --- serial commas ---------------------------------------------------------------------------------------------------


@cache
def _lists() -> re.Pattern[str]:
    """Three or more items of a word or two; what stands before the first is part of its clause."""
    item = r"[a-z][\w’'-]*(?: (?!(?:and|or)\b)[a-z][\w’'-]*)?"
    return re.compile(rf"(?<=[\w:(] )({item}), (?:{item}, )*({item})(,?) (?:and|or) ({item})(?=[.;:?!)])")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(shipped.data("manner")[name])


def _serial_commas(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    found: dict[bool, list[Place]] = {True: [], False: []}
    for block in blocks:
        for start, end in block.sentences:
            for match in _lists().finditer(block.text, start, end):
                if _is_list(block.text[start : match.start(1)], match):
                    comma = bool(match[3])
                    found[comma].append(Place(block, *match.span(2), match[2] + ("" if comma else ",")))
    for place in found[False]:
        yield _comma(document, GUIDE_SERIAL, place, "Set a comma before the last part of the list.")
    for place in found[True]:
        yield _comma(document, GUIDE_NO_SERIAL, place, "Leave out the comma before the last part of the list.")
    rare, usual = _rarer(found[True], found[False])
    told = ("no comma", "with one") if found[True] is usual else ("a comma", "without one")
    for place in rare:
        there = usual[0].block.to_source(usual[0].start, usual[0].end)
        first = line_of(document, there.start)
        message = (
            f"Here the last part of the list has {told[0]} before it; {len(usual)} lists are {told[1]} (line {first})."
        )
        yield _comma(document, SERIAL, place, message, (Related(there, "A list in the usual manner."),))


def _comma(
    document: Document, rule: CheckRule, place: Place, message: str, related: tuple[Related, ...] = ()
) -> Diagnostic:
    """At the last part but one, with a comma set or taken out after it."""
    end = place.end + (not place.wanted.endswith(","))
    fix = edits.replacement(document, place.block, place.start, end, place.wanted)
    return Diagnostic(rule.id, place.block.to_source(place.start, end), message, rule.severity, (fix,), related)


def _is_list(before: str, match: re.Match[str]) -> bool:
    """Whether the parts are things of one kind, as far as words tell: no part opens a clause or carries a verb, none
    has an article that the first has not, and the first is not the end of what opens the sentence (“In May, …”)."""
    opening = before.casefold().split()
    if not opening or "," in before[-40:] or (len(opening) < 3 and opening[0] in _words("openers")):
        return False
    parts = [part.split() for part in (match[1], match[2], match[4])]
    if any(word in _words("not_items") for part in parts for word in part):
        return False
    articles = {part[0] in ("a", "an", "the") for part in parts[:2]}
    return len(articles) == 1 and parts[2][-1] not in _words("not_last")


# --- headings --------------------------------------------------------------------------------------------------------


def _headings(document: Document) -> Iterator[Diagnostic]:
    """By level: headings whose words of content after the first are all capitals, and those where all are small."""
    levels: dict[int, dict[bool, list[Place]]] = defaultdict(lambda: {True: [], False: []})
    for block in document.prose("heading"):
        if len(block.text.split()) > LONGEST or block.text.rstrip().endswith("."):
            continue
        inner = list(_inner_words(block.text))
        capitals = sum(word[0][0].isupper() for word in inner)
        if inner and capitals in (0, len(inner)):
            levels[block.level][capitals > 0].append(Place(block, 0, len(block.text), _turned(block.text, inner)))
    names = _names(document) if levels else frozenset()
    for styles in levels.values():
        rare, usual = _rarer(styles[True], styles[False])
        for place in rare if len(usual) >= MAJORITY else ():
            if names.intersection(re.findall(r"[^\W\d_][\w’'-]*", place.text)[1:]):
                continue
            message = f"Write “{place.wanted}”: {len(usual)} other headings of this level are like “{usual[0].text}”."
            related = (Related(usual[0].block.span, "A heading in the usual style."),)
            yield _heading(document, HEADINGS, place, message, related)
    yield from _guide_headings(document, names)


def _heading(
    document: Document, rule: CheckRule, place: Place, message: str, related: tuple[Related, ...] = ()
) -> Diagnostic:
    fix = edits.replacement(document, place.block, place.start, place.end, place.wanted)
    return Diagnostic(rule.id, place.block.span, message, rule.severity, (fix,), related)


def _guide_headings(document: Document, names: frozenset[str]) -> Iterator[Diagnostic]:
    """Each heading that is not in title case, and each that is not a sentence: what a house may ask for."""
    for block in document.prose("heading"):
        text = block.text
        if len(text.split()) > LONGEST or text.rstrip().endswith("."):
            continue
        inner = list(_inner_words(text))
        for rule, wrong in (
            (GUIDE_TITLE_CASE, [word for word in inner if word[0][0].islower()]),
            (GUIDE_SENTENCE_CASE, [word for word in inner if word[0][0].isupper() and word[0] not in names]),
        ):
            if wrong and (rule is GUIDE_TITLE_CASE or len(wrong) == len(inner)):
                place = Place(block, 0, len(text), _turned(text, wrong))
                shown = place.wanted.replace(PLACEHOLDER, "…")
                yield _heading(document, rule, place, f"Write “{shown}”.")


def _inner_words(title: str) -> Iterator[re.Match[str]]:
    """The words of content after the first and after no colon; none that has capitals of its own."""
    for at, word in enumerate(re.finditer(r"[^\W\d_][\w’'-]*", title)):
        own = re.search(r"\w[A-Z]|\d|_", word[0])
        first = not at or title[: word.start()].rstrip()[-1:] in ":.?!—–"
        if not (first or own or len(word[0]) < 4 or word[0].casefold() in _words("small_in_titles")):
            yield word


def _turned(title: str, words: Sequence[re.Match[str]]) -> str:
    """The title with these words in the other case."""
    for word in reversed(words):
        turned = word[0].lower() if word[0][0].isupper() else word[0][0].upper() + word[0][1:]
        title = title[: word.start()] + turned + title[word.end() :]
    return title


def _names(document: Document) -> frozenset[str]:
    """Words that stand with a capital inside sentences."""
    return frozenset(
        name for block in document.prose(*_READ) for name in re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]+", block.text)
    )


# --- compounds -------------------------------------------------------------------------------------------------------


@cache
def _hyphened() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/@-])([A-Za-z]{3,})-([a-z]{2,})(?:-([a-z]{3,}))?(?![\w/-])")


def _compounds(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    """“human centered” before a noun where the paper has “human-centered” in most places."""
    hyphened: dict[str, list[Place]] = defaultdict(list)
    for block in blocks:
        for match in _hyphened().finditer(block.text):
            key = " ".join(part.casefold() for part in match.groups() if part)
            if _is_modifier(key.split()):
                hyphened[key].append(Place(block, *match.span(), ""))
    usual = {key: places for key, places in hyphened.items() if len(places) >= MAJORITY}
    if not usual:
        return
    either = "|".join(sorted(map(re.escape, usual), key=len, reverse=True))
    before = "an?|the|this|that|these|its|their|our|no|any|each|every|more|most|of|for|by|with|as"
    pattern = re.compile(rf"(?<![\w-])(?:{before}) ({either}) (?=([a-z]+))", re.IGNORECASE)
    for block in blocks:
        for match in pattern.finditer(block.text):
            if match[1].endswith(" term") and match[0][:4].casefold() == "the ":
                continue
            if match[1].istitle() and match[2].istitle():
                continue  # of a title: “the Spirit of Nineteenth Century Law”
            if match[2] in _words("not_items") | _words("small_in_titles") or match[2].endswith("ly"):
                continue
            places = usual[match[1].casefold()]
            there = places[0].block.to_source(places[0].start, places[0].end)
            message = f"You write “{match[1]}” here, but “{places[0].text}” elsewhere ({len(places)})."
            fix = edits.replacement(document, block, *match.span(1), match[1].replace(" ", "-"))
            related = (Related(there, f"“{places[0].text}” is first used here."),)
            span = block.to_source(*match.span(1))
            yield Diagnostic(COMPOUNDS.id, span, message, COMPOUNDS.severity, (fix,), related)


def _is_modifier(parts: Sequence[str]) -> bool:
    """Whether a compound of these parts stands before nouns and is none itself (“human centered”, “long term”)."""
    ends = bool(re.search(r"(?:ed|en|ic|ous|like|wide|free|led)$", parts[-1])) and len(parts[-1]) > 2
    function = [part in _words("small_in_titles") for part in parts]
    if len(parts) > 2 or any(function):
        return function == [False, True, False]
    return ends or parts[0] in _words("modifiers") or parts[-1] in _words("modified")


# --- openings --------------------------------------------------------------------------------------------------------


def _openings(blocks: list[Block]) -> Iterator[Diagnostic]:
    """The third sentence in a row with the same first word; those after it are not told."""
    for block in blocks:
        firsts = [re.match(r"[^\W\d_]*", block.text[start:end]) for start, end in block.sentences]
        words = ["", *(first[0].casefold() if first else "" for first in firsts)]
        for at in range(3, len(words)):
            if words[at] and words[at] == words[at - 1] == words[at - 2] != words[at - 3]:
                start = block.sentences[at - 1][0]
                message = f"Three sentences in a row begin with “{words[at].capitalize()}”."
                span = block.to_source(start, start + len(words[at]))
                yield Diagnostic(OPENINGS.id, span, message, OPENINGS.severity)


# --- quotation marks -------------------------------------------------------------------------------------------------


@cache
def _quotations() -> re.Pattern[str]:
    """Words in curly double, straight double, curly single and straight single marks; the outer ones only."""
    inside = r"(?:[^\"'“”‘’\n\uFFFC]|(?<=\w)['’](?=\w)|(?<=s)['’](?= ))"
    return re.compile(
        r"“[^“”\n]{2,400}”|(?<!\w)\"(?=\S)[^\"\n]{2,400}(?<=\S)\"(?!\w)|"
        rf"(?<![\w’”])(?P<single>‘(?=\w){inside}{{2,300}}(?<=[\w.,;:!?…)])’(?!\w)|"
        rf"(?<![\w'])'(?=[^\W\d]){inside}{{2,300}}(?<=[\w.,;:!?)])'(?![\w']))"
    )


def _quotation_marks(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    """Those of the rarer kind; a paper with some of both may mean two things by them and is left alone."""
    found: dict[bool, list[Place]] = {True: [], False: []}
    for block in blocks:
        if any(mark in block.text for mark in "“\"‘'"):
            for match in _quotations().finditer(block.text):
                found[bool(match["single"])].append(Place(block, *match.span(), _other_marks(match[0])))
    rare, usual = _rarer(found[True], found[False])
    if len(usual) < 2 * MAJORITY or len(rare) > len(usual) / 6:
        return
    kind = "single" if found[True] is usual else "double"
    for place in rare:
        there = usual[0].block.to_source(usual[0].start, usual[0].end)
        own = "single" if kind == "double" else "double"
        message = f"{place.text} has {own} quotation marks; {len(usual)} quotations have {kind} ones."
        fix = edits.replacement(document, place.block, place.start, place.end, place.wanted)
        related = (Related(there, "A quotation in the usual marks."),)
        span = place.block.to_source(place.start, place.end)
        yield Diagnostic(QUOTES.id, span, message, QUOTES.severity, (fix,), related)


_MARKS = {"“": ("‘", "’"), "‘": ("“", "”"), '"': ("'", "'"), "'": ('"', '"')}


def _other_marks(quotation: str) -> str:
    opens, closes = _MARKS[quotation[0]]
    return f"{opens}{quotation[1:-1]}{closes}"


# --- numerals --------------------------------------------------------------------------------------------------------

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


@cache
def _counted() -> re.Pattern[str]:
    """A number from two to nine before the plural that it counts, with the word before it."""
    return re.compile(
        rf"(?:(?P<before>[^\s(]+) )?(?<![^\s(“])(?P<number>[2-9]|{'|'.join(_NUMBERS)}) "
        r"(?P<noun>[a-z][a-z-]{2,}(?<![suio])(?:s|men|people|children))(?![\w’'-])"
    )


def _numerals(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    """Numbers before a noun that stands with both, in the manner that is the rarer one in the whole paper."""
    found: dict[bool, list[Place]] = {True: [], False: []}
    nouns: dict[bool, set[str]] = {True: set(), False: set()}
    for block in blocks:
        for start, end in block.sentences:
            for match in _counted().finditer(block.text, start, end):
                if not _is_count(block.text[start:end], match, start):
                    continue
                number, digits = match["number"], match["number"].isdecimal()
                wanted = _NUMBERS[int(number) - 2] if digits else str(_NUMBERS.index(number) + 2)
                found[digits].append(Place(block, *match.span("number"), wanted))
                nouns[digits].add(match["noun"])
    rare, usual = _rarer(found[True], found[False])
    if not rare or len(usual) < 2 * MAJORITY:
        return
    manner = "in words" if found[False] is usual else "in digits"
    for place in rare:
        noun = place.block.text[place.end + 1 :].split()[0].strip(".,;:!?)]”")
        there = next((p for p in usual if p.block.text.startswith(f" {noun}", p.end)), None)
        if noun not in nouns[True] & nouns[False] or there is None:
            continue
        other = f"{there.text} {noun}"
        message = f"You write “{place.text} {noun}” here, but “{other}” elsewhere: numbers below ten are {manner}."
        fix = edits.replacement(document, place.block, place.start, place.end, place.wanted)
        related = (Related(there.block.to_source(there.start, there.end), f"“{other}” stands here."),)
        span = place.block.to_source(place.start, place.end)
        yield Diagnostic(NUMERALS.id, span, message, NUMERALS.severity, (fix,), related)


def _is_count(sentence: str, match: re.Match[str], start: int) -> bool:
    """Whether things are counted: no measure, no part of a series (“Study 2 towns”), and no larger number beside it,
    for in a row of numbers all are in digits (APA 7, 6.32)."""
    before = (match["before"] or "").casefold().strip("(“,;:")
    if before in _words("numbered") or before[-1:].isdigit() or match["noun"] in _words("measures"):
        return False
    if not match["number"].isdecimal():
        return match.start("number") > start  # a sentence begins with a word in any case
    return not re.search(r"\d\d|[=<>%/×]", sentence)
