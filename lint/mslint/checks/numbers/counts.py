"""Counts that disagree: a total and its parts, shares of a whole, a sample in abstract and text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.model import Block, Diagnostic, Document, Related, Severity

SUM = CheckRule(
    "numbers.parts",
    Severity.WARNING,
    "A total that differs from the sum of its parts.",
    "One of the numbers is wrong, or a part is not named.",
)
SHARES = CheckRule(
    "numbers.percentages",
    Severity.WARNING,
    "Shares of one whole that do not add up to 100 %, rounding allowed for.",
    "One of the shares is wrong, or a group is not named.",
)
ABSTRACT = CheckRule(
    "numbers.abstract-differs",
    Severity.WARNING,
    "A count that the abstract gives and the text contradicts.",
    "Abstracts are written first and keep the numbers of an earlier analysis.",
)
TEXT = CheckRule(
    "numbers.count-differs",
    Severity.SUGGESTION,
    "A count of the sample that the text gives otherwise where it took it.",
    "Cases are added or dropped while a paper is written; what is typed elsewhere stays behind.",
)
RULES = (SUM, SHARES, ABSTRACT, TEXT)


@dataclass(frozen=True, slots=True)
class _Patterns:
    head: re.Pattern[str]
    before: re.Pattern[str]
    inside: re.Pattern[str]
    part: re.Pattern[str]
    open_ended: re.Pattern[str]
    share: re.Pattern[str]
    shares: re.Pattern[str]
    sample: re.Pattern[str]
    number: re.Pattern[str]
    taken: re.Pattern[str]
    the: re.Pattern[str]
    any_count: re.Pattern[str]
    named: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def number_words() -> dict[str, int]:
    """The number words that papers write out, “two” to “ninety-nine”."""
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    teens = [
        "ten",
        "eleven",
        "twelve",
        *(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")),
    ]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    found = {word: value for value, word in enumerate((*ones, *teens), 1)}
    for value, ten in enumerate(tens, 2):
        found[ten] = 10 * value
        found |= {f"{ten}-{one}": 10 * value + unit for unit, one in enumerate(ones, 1)}
    return found


@cache
def _patterns() -> _Patterns:
    """Each begins with what is rare: `re` then leaps from one candidate to the next."""
    data = shipped.data("numbers")
    number = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
    words = "|".join(sorted(number_words(), key=len, reverse=True))
    names = "|".join(name for pair in data["complements"] for side in pair for name in side)
    said = r"(?:of\s+(?:them|whom|participants|respondents)\s+)?(?:were\s+|as\s+)?(?:identified\s+as\s+)?"
    return _Patterns(
        re.compile(rf"(?:{'|'.join(data['counted'])})(?![\w’'-])"),
        re.compile(rf"(?<![\w.,$£€–-])(?P<n>{number}|(?i:{words}))\s+(?P<modifiers>(?:[a-z][a-z-]+\s+){{0,3}})$"),
        re.compile(r"\s*\((?P<inside>[^()]{4,160})\)"),
        re.compile(rf"(?P<n>{number})\s+{said}(?P<name>{names})\b"),
        re.compile("|".join(data["open_ended"]), re.IGNORECASE),
        re.compile(rf"(?P<share>\d{{1,2}}(?:\.\d+)?)\s?%\s+{said}(?P<name>{names})\b"),
        re.compile(r"\d{1,3}(?:\.\d+)?\s?%"),
        re.compile(rf"N\s*=\s*(?P<n>{number})(?![\d.])"),
        re.compile(r"(?<![\d.])\d[\d,]*(?!\.?\d|\s?%)"),
        re.compile("|".join(data["taken"])),
        re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Oo]ur|[Aa]ll)\s+(?:of\s+the\s+)?$"),
        re.compile(rf"(?<![\w.,$£€–-])(?P<n>{number}|(?i:{words}))\s+(?P<noun>[a-z]{{3,}}s)(?![\w’'-])"),
        re.compile(rf"\s*[(,]\s*N\s*=\s*(?P<n>{number})(?![\d.])"),
        re.compile("|".join(data["whole"])),
    )


def check(document: Document) -> Iterator[Diagnostic]:
    counts: list[_Count] = []
    for block in document.prose("paragraph", "item", "abstract", "caption", "note", "quote", "cell"):
        if document.role(block) in ("references", "appendix"):
            continue
        if block.kind != "cell":
            found = list(_counts(block))
            counts += found
            yield from _totals(found)
            yield from _of_which(block)
        if "%" in block.text:
            yield from _shares(block)
    yield from _abstract(document, counts)


def _value(number: str) -> int:
    return number_words().get(number.lower()) or int(number.replace(",", ""))


def _side(name: str) -> tuple[int, int]:
    """Which pair of complements a name is of, and which side of it."""
    for at, pair in enumerate(shipped.data("numbers")["complements"]):
        for side in (0, 1):
            if any(re.fullmatch(form, name) for form in pair[side]):
                return at, side
    raise ValueError(f"“{name}” is no side of a pair")


@dataclass(frozen=True, slots=True)
class _Count:
    """`text[start:end]` of the block counts `value` of what `phrase` names: “interviews”, “open interviews”."""

    phrase: str
    value: int
    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return " ".join(self.block.text[self.start : self.end].split())


def _counts(block: Block) -> Iterator[_Count]:
    """What the block counts. Years and “one” count nothing."""
    patterns, text = _patterns(), block.text
    for head in patterns.head.finditer(text):
        if head.start() and not text[head.start() - 1].isspace():
            continue
        before = patterns.before.search(text, max(head.start() - 50, 0), head.start())
        if not before:
            continue
        value = _value(before["n"])
        if value > 1 and not 1800 <= value <= 2100:
            phrase = " ".join((before["modifiers"] + head[0]).split())
            yield _Count(phrase, value, block, before.start(), head.end())
    yield from _others(block)
    for match in patterns.sample.finditer(text) if "N" in text else ():
        if not match.start() or not text[match.start() - 1].isalnum():
            yield _Count("N", _value(match["n"]), block, *match.span())


def _others(block: Block) -> Iterator[_Count]:
    """Counts of things that are no usual sample, by their plural: “24 millers”; small numbers are too common."""
    usual, measures = _usual(), _measures()
    for match in _patterns().any_count.finditer(block.text):
        value, noun = _value(match["n"]), match["noun"]
        if value >= LEAST and not 1800 <= value <= 2100 and noun not in measures and noun not in usual:
            yield _Count(noun, value, block, *match.span())


LEAST = 10
"""From what number on any plural is taken for something that was counted."""


@cache
def _usual() -> frozenset[str]:
    return frozenset(shipped.data("numbers")["counted"])


@cache
def _measures() -> frozenset[str]:
    return frozenset(shipped.data("numbers")["measures"])


# --- parts of a whole ------------------------------------------------------------------------------------------------


def _totals(counts: list[_Count]) -> Iterator[Diagnostic]:
    """“120 students (70 women, 60 men)”."""
    for count in counts:
        match = _patterns().inside.match(count.block.text, count.end)
        if not match or _patterns().open_ended.search(match["inside"]):
            continue
        parts = list(_patterns().part.finditer(match["inside"]))
        if not _are_both_sides([part["name"] for part in parts]):
            continue
        if len(_COUNTED.findall(match["inside"])) > len(parts):
            continue  # “and 6 diverse”
        values = [_value(part["n"]) for part in parts]
        if sum(values) == count.value:
            continue
        shown = " + ".join(map(str, values))
        message = f"“{count.text}{match[0]}”: {shown} = {sum(values)}, not {count.value}."
        severity = SUM.severity if sum(values) > count.value else Severity.SUGGESTION  # some may not have said
        yield Diagnostic(SUM.id, count.block.to_source(count.start, match.end()), message, severity)


def _of_which(block: Block) -> Iterator[Diagnostic]:
    """“Of the 48 mills, 31 stood in the north and 27 in the south.”, and “215 respondents (N = 251)”."""
    text = block.text
    for match in _OF.finditer(text) if "Of " in text or "of " in text else ():
        stop = next((end for start, end in block.sentences if start <= match.start() < end), match.end())
        clause = text[match.end() : stop]
        whole, numbers = _value(match["n"]), list(_PART.finditer(clause))
        if not 2 <= len(numbers) <= 5 or _patterns().whole.search(clause) or re.search(r"[%():]", clause):
            continue
        joined = clause[numbers[-2].end() : numbers[-1].start()]
        values = [_value(one["n"]) for one in numbers]
        if not _CLOSED.search(joined) or not whole < sum(values) <= OVER * whole or max(values) >= whole:
            continue
        shown = " + ".join(map(str, values))
        span = block.to_source(match.start(), match.end() + numbers[-1].end())
        message = f"Of the {whole} {match['noun']}, the parts are {shown} = {sum(values)}."
        yield Diagnostic(SUM.id, span, message, Severity.SUGGESTION)
    for match in _patterns().any_count.finditer(text) if "N" in text else ():
        named = _patterns().named.match(text, match.end())
        if named and _may_be_same(_value(match["n"]), _value(named["n"])):
            message = f"“{match[0]}”, but “{named[0].strip(' (,')}”."
            yield Diagnostic(TEXT.id, block.to_source(match.start(), named.end()), message, Severity.WARNING)


OVER = 1.35
"""How many times the whole its parts may make at most to be taken for parts that should make it."""

_OF = re.compile(r"\b[Oo]f (?:the |these |those |our )?(?P<n>\d{1,3}(?:,\d{3})+|\d{2,}) (?P<noun>[a-z]{3,}s),")
_PART = re.compile(
    r"(?<![\w.,$£€–-])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?![\w.%–-]|,\d)(?!\s(?:years?|months?|days?|weeks?|times)\b)"
)

_COUNTED = re.compile(r"(?<![\d.=] )(?<![\d.=])\b\d[\d,]*\s+(?!(?:years?|months?|weeks?|days?)\b)[a-z]+")


def _are_both_sides(names: list[str]) -> bool:
    """Whether the names are two that part a whole: women and men, yes and no."""
    sides = [_side(name) for name in names]
    return len(sides) == 2 and sides[0][0] == sides[1][0] and sides[0][1] != sides[1][1]


def _shares(block: Block) -> Iterator[Diagnostic]:
    """“52% women and 46% men”, one right after the other, and lists of three shares and more that nearly make 100."""
    found = list(_patterns().share.finditer(block.text))
    for first, second in pairwise(found):
        between = block.text[first.end() : second.start()]
        if not _are_both_sides([first["name"], second["name"]]) or not _JOINED.fullmatch(between):
            continue
        after = block.text[second.end() : second.end() + 80]
        if _patterns().open_ended.search(after) or re.match(r"[\s,;]*(?:and\s+)?\d", after):
            continue
        shares = [first["share"], second["share"]]
        if not _is_whole(shares):
            over = sum(map(float, shares)) > 100
            yield _not_100(block, first.start(), second.end(), shares, sure=over)  # some may not have said
    yield from _lists(block)


_JOINED = re.compile(r"[\s,;]*(?:and|but|while)?\s*")


def _lists(block: Block) -> Iterator[Diagnostic]:
    """A list of shares in one sentence that adds up to nearly 100, the last one after “and”."""
    found = list(_patterns().shares.finditer(block.text))
    run: list[re.Match[str]] = []
    for match in [*found, None]:
        if match and run and _goes_on(block.text[run[-1].end() : match.start()]):
            run.append(match)
            continue
        if len(run) >= 3 and _CLOSED.search(block.text[run[-2].end() : run[-1].start()]):
            shares = [one[0].rstrip("% \xa0") for one in run]
            near = NEARLY[0] <= sum(map(float, shares)) <= NEARLY[1]
            if (near or _says_all(block, run, sum(map(float, shares)))) and not _is_whole(shares):
                yield _not_100(block, run[0].start(), run[-1].end(), shares, sure=False)
        run = [match] if match else []


NEARLY = (94.0, 106.0)
"""What shares must add up to that are taken for those of one whole."""

_CLOSED = re.compile(r"\band\b")


def _goes_on(between: str) -> bool:
    between = _BRACKETED.sub(" ", between)
    return len(between) <= 60 and not re.search(r"[.;:()]", between)


_BRACKETED = re.compile(r"^\)|\($")


def _says_all(block: Block, run: list[re.Match[str]], total: float) -> bool:
    """Whether the words say that the list is whole: “the rest”, “agreed … disagreed”; what makes far more is none."""
    first, last = run[0].start(), run[-1].end()
    start, stop = next(((a, b) for a, b in block.sentences if a <= first < b), (first, last))
    words = block.text[start:stop].lower()
    return (
        100 / OVER <= total <= 100 * OVER
        and "percent" not in words
        and any(
            all(re.search(rf"\b{word}", words) for word in group) for group in shipped.data("numbers")["all_shares"]
        )
    )


def _is_whole(shares: list[str]) -> bool:
    """Whether the shares make 100, each rounded to its last decimal."""
    return abs(sum(map(float, shares)) - 100) <= sum(map(_half_unit, shares)) + 1e-9


def _not_100(block: Block, start: int, end: int, shares: list[str], *, sure: bool) -> Diagnostic:
    text = block.text[start:end]
    shown = text if len(text) <= 90 else f"{text[:40].rstrip()} … {text[-40:].lstrip()}"
    message = f"“{shown}”: together {sum(map(float, shares)):g} %, not 100 %."
    severity = SHARES.severity if sure else Severity.SUGGESTION
    return Diagnostic(SHARES.id, block.to_source(start, end), message, severity)


def _half_unit(number: str) -> float:
    return 0.5 * 10.0 ** -len(number.partition(".")[2])


# --- abstract and text -----------------------------------------------------------------------------------------------

ALIKE = 2.0
"""How many times one count of a sample may be another that is to be the same: 12 of 40 is a part, not a slip."""


def _abstract(document: Document, counts: list[_Count]) -> Iterator[Diagnostic]:
    """A count that stands nowhere else, where the text counts the same thing once, and otherwise."""
    here: dict[str, list[_Count]] = {}
    there: dict[str, list[_Count]] = {}
    for count in counts:
        (here if _is_abstract(document, count.block) else there).setdefault(count.phrase, []).append(count)
    numbers: set[int] = set()
    for phrase, counted in here.items():
        others = there.get(phrase) or []
        if len({count.value for count in counted}) > 1 or len({count.value for count in others}) != 1:
            continue  # there are several samples
        first, other = counted[0], others[0]
        if not _may_be_same(first.value, other.value):
            continue
        numbers = numbers or _numbers(document, counts)
        if first.value not in numbers:
            yield _differs(
                ABSTRACT, document, first, other, f"The abstract says “{first.text}”, the text “{other.text}”"
            )
    yield from _within(document, there)


def _is_abstract(document: Document, block: Block) -> bool:
    return block.kind == "abstract" or document.role(block) == "abstract"


def _may_be_same(one: int, other: int) -> bool:
    return one != other and max(one, other) <= ALIKE * min(one, other)


def _numbers(document: Document, counts: list[_Count]) -> set[int]:
    """All numbers of the text but for the abstract."""
    found = {count.value for count in counts if not _is_abstract(document, count.block)}
    for block in document.prose():
        if document.role(block) != "references" and block.kind != "reference" and not _is_abstract(document, block):
            found.update(int(n.replace(",", "")) for n in _patterns().number.findall(block.text) if n.strip(","))
    return found


def _within(document: Document, counts: dict[str, list[_Count]]) -> Iterator[Diagnostic]:
    """“We held 24 interviews”, and later “the 22 interviews”: both once, and no other count of them."""
    for counted in counts.values():
        if len(counted) != 2 or not _may_be_same(counted[0].value, counted[1].value):
            continue
        taken, later = counted
        if not _patterns().the.search(later.block.text, max(later.start - 14, 0), later.start):
            continue
        if not _patterns().taken.search(taken.block.text, max(taken.start - 60, 0), taken.start):
            continue
        yield _differs(TEXT, document, later, taken, f"“the {later.text}”, but before “{taken.text}”")


def _differs(rule: CheckRule, document: Document, one: _Count, other: _Count, said: str) -> Diagnostic:
    place = other.block.to_source(other.start, other.end)
    message = f"{said} (line {line_of(document, place.start)})."
    span = one.block.to_source(one.start, one.end)
    return Diagnostic(rule.id, span, message, rule.severity, related=(Related(place, "the other count"),))
