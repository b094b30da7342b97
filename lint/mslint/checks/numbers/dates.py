"""Ranges that run backwards, days that no calendar has, one event with two years. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.model import Block, Diagnostic, Document, Related, Severity

BACKWARDS = CheckRule(
    "numbers.range-backwards",
    Severity.WARNING,
    "A range of years, dates or pages whose end comes before its beginning.",
    "Two numbers have changed places, or one has a wrong digit.",
)
DATE = CheckRule(
    "numbers.impossible-date",
    Severity.ERROR,
    "A day that its month does not have.",
    "The day or the month is a slip of the pen.",
)
EVENT = CheckRule(
    "numbers.two-dates",
    Severity.WARNING,
    "One event with two different years.",
    "One of the two years is wrong, or two events share a name and the reader is to be told so.",
)
RULES = (BACKWARDS, DATE, EVENT)

_DIGIT = re.compile(r"\d")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class _Patterns:
    years: re.Pattern[str]
    from_to: re.Pattern[str]
    pages: re.Pattern[str]
    falling: re.Pattern[str]
    goes_on: re.Pattern[str]
    month: re.Pattern[str]
    day_before: re.Pattern[str]
    day_after: re.Pattern[str]
    iso: re.Pattern[str]
    event: re.Pattern[str]
    name_before: re.Pattern[str]
    name_after: re.Pattern[str]
    year_after: re.Pattern[str]
    year_before: re.Pattern[str]
    held: re.Pattern[str]
    born: re.Pattern[str]
    months: re.Pattern[str]
    days: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Each begins with what is rare, and looks back afterwards: `re` then leaps from one candidate to the next."""
    data = shipped.data("numbers")
    year = r"(?:1[0-9]|20)\d\d"
    months = "|".join(data["months"])
    short = "|".join(name[:3] for name in data["months"])
    return _Patterns(
        re.compile(
            rf"({year})(?<![\w.,/–—-]\d{{4}})\s?[–—-]\s?({year})(?![\w/–—-]|[.,]\d|\s*(?:BC|B\.C\.|bp\b|BP\b|cal\b))"
        ),
        re.compile(rf"([Ff]rom|[Bb]etween)\s+({year})\s+(?:to|until|till|through|and)\s+({year})\b(?!\s*BC|%|[.,]\d)"),
        re.compile(r"p\.\s?(\d{1,4})\s?[–—-]\s?(\d{1,4})(?![\w]|\.\d)"),
        re.compile(rf"\b(?:{'|'.join(data['falling'])})", re.IGNORECASE),
        re.compile(rf"\s+(?!(?:{'|'.join(data['function_words'])})\b)[a-z]"),
        re.compile(rf"(?:{months}|(?:{short})(?![a-z]))"),
        re.compile(r"(?<![\w.,/–-])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?$"),
        re.compile(r"\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w/–-]|[.,]\d))?(?:,?\s+(?P<year>\d{4})(?![\d–-]))?"),
        re.compile(r"(\d{4})-(\d\d)-(\d\d)(?<![\w/.–-]\d{4}-\d\d-\d\d)(?![\w–-])"),
        re.compile(rf"(?:{'|'.join((*data['event_nouns'], *data['meetings'], *data['deeds']))})(?![\w-])"),
        re.compile(r"(?<![\w-])(?:[A-Z][\w’'-]+\s+){1,4}$"),
        re.compile(r"\s+of\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}"),
        re.compile(
            rf"\s+(?:\(\s*|(?:of|in|on)\s+(?:\d{{1,2}}\s+)?(?:(?:{months})\s+)?(?:\d{{1,2}},\s+)?)"
            rf"(?P<year>{year})(?![\w]|\s*[,;]?\s*p)"
        ),
        re.compile(rf"\b(?P<year>{year})(?:,?\s+the|,)?\s+$"),
        re.compile(
            rf"\s+(?:was|were)?\s*(?:{'|'.join(data['held'])})\s+(?:[a-z]+\s+){{0,3}}in\s+(?P<year>{year})(?!\d)"
        ),
        re.compile(
            rf"(?P<name>(?<![\w-])[A-Z][\w’-]{{2,}})\s+(?:was\s+(?P<born>born)|(?:died|was\s+killed))\s+"
            rf"(?:[a-z]+\s+[A-Z]\w+\s+)?(?:in|on)\s+(?:\d{{1,2}}\s+)?(?:(?:{months})\s+)?(?P<year>{year})(?!\d)"
        ),
        re.compile(
            rf"(?<![A-Za-z])(?P<first>{months})\s+(?P<year>{year})(?:\s?[–—-]\s?|\s+(?:to|until|till|and)\s+)"
            rf"(?P<last>{months})\s+(?P<end>{year})(?!\d)"
        ),
        re.compile(
            rf"(?<![\w.,/–-])(?:(?P<from>[Ff]rom|[Bb]etween)\s+)?(?P<first>\d{{1,2}})"
            rf"(?:\s?[–—-]\s?|\s+(?:to|and|until)\s+)(?P<last>\d{{1,2}})\s+(?:{months})(?![a-z])"
        ),
    )


def check(document: Document) -> Iterator[Diagnostic]:
    events: dict[str, dict[str, tuple[Block, int, int]]] = {}
    for block in document.blocks:
        if block.kind in ("code", "reference", "furniture") or document.role(block) == "references":
            continue
        text = block.text
        if not _DIGIT.search(text):
            continue
        yield from _ranges(block, text)
        yield from _days(block, text)
        _note_events(block, text, events)
    yield from _two_dates(document, events)


# --- ranges ----------------------------------------------------------------------------------------------------------


def _ranges(block: Block, text: str) -> Iterator[Diagnostic]:
    patterns = _patterns()
    for match in patterns.years.finditer(text):
        if int(match[1]) > int(match[2]):
            yield _backwards(block, match, match[1], match[2])
    for match in patterns.from_to.finditer(text) if "from" in text or "etween" in text or "From" in text else ():
        if int(match[2]) > int(match[3]) and _are_years(text, match):
            yield _backwards(block, match, match[2], match[3])
    for match in patterns.months.finditer(text):
        begin, end = _moment(match["first"], match["year"]), _moment(match["last"], match["end"])
        if begin > end and _spans(text, match):
            yield _backwards(block, match, f"{match['first']} {match['year']}", f"{match['last']} {match['end']}")
    for match in patterns.days.finditer(text):
        sign = text[match.end("first") : match.start("last")].strip()
        if 31 >= int(match["first"]) > int(match["last"]) > 0 and (match["from"] or sign in "–—-"):
            yield _backwards(block, match, match["first"], match["last"])
    for match in patterns.pages.finditer(text) if "p." in text else ():
        first, last = match.groups()
        whole = first[: len(first) - len(last)] + last  # “123–25” is “123–125”
        if int(whole) < int(first):
            yield _backwards(block, match, first, last)


def _moment(month: str, year: str) -> tuple[int, int]:
    return int(year), _month(month)


def _spans(text: str, match: re.Match[str]) -> bool:
    """Whether two months make a span: “and” joins the ends of one only after “between”."""
    joined = text[match.start("year") + 4 : match.start("last")].strip()
    before = text[max(match.start() - 9, 0) : match.start()].lower().rstrip()
    return before.endswith("between") if joined == "and" else joined in "–—-" or before.endswith("from")


def _are_years(text: str, match: re.Match[str]) -> bool:
    """Whether “from 2000 to 1500” is of years and not of what has fallen, or is counted; “between” never runs down."""
    if match[1].lower() == "between":
        return match[0].split()[-2] == "and"
    if match[1].lower() == "from" and _patterns().falling.search(text, max(match.start() - 80, 0), match.start()):
        return False
    return not _patterns().goes_on.match(text, match.end())


def _backwards(block: Block, match: re.Match[str], first: str, last: str) -> Diagnostic:
    message = f"“{match[0]}” runs backwards: {last} comes before {first}."
    return Diagnostic(BACKWARDS.id, block.to_source(*match.span()), message, BACKWARDS.severity)


# --- days ------------------------------------------------------------------------------------------------------------


def _days(block: Block, text: str) -> Iterator[Diagnostic]:
    patterns = _patterns()
    for match in patterns.month.finditer(text):
        after = patterns.day_after.match(text, match.end())
        before = patterns.day_before.search(text, max(match.start() - 12, 0), match.start())
        assert after, "it matches the empty text"
        found = before or (after if after["day"] else None)
        if not found:
            continue
        begin, end = (before.start() if before else match.start()), after.end() if after["day"] or after["year"] else 0
        fault = _fault(int(found["day"]), _month(match[0]), after["year"])
        if fault:
            yield _impossible(block, begin, max(end, match.end()), fault)
    for match in patterns.iso.finditer(text):
        month = int(match[2])
        if not 1 <= month <= 12 or (fault := _fault(int(match[3]), month, match[1])):
            fault = f"there is no month {month}" if not 1 <= month <= 12 else fault
            yield _impossible(block, *match.span(), fault)


def _month(name: str) -> int:
    starts = [month[:3] for month in shipped.data("numbers")["months"]]
    return starts.index(name[:3]) + 1


def _fault(day: int, month: int, year: str | None) -> str:
    """Why the day cannot be, "" if it can. A number above 31 is taken for no day."""
    name = shipped.data("numbers")["months"][month - 1]
    if 31 >= day > DAYS[month - 1]:
        return f"{name} has {DAYS[month - 1] if month != 2 else '28 or 29'} days"
    if day == 29 and month == 2 and year and not _is_leap(int(year)):
        return f"{year} was no leap year" if int(year) < 2100 else f"{year} is no leap year"
    return ""


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _impossible(block: Block, start: int, end: int, fault: str) -> Diagnostic:
    message = f"“{block.text[start:end]}” is no date: {fault}."
    return Diagnostic(DATE.id, block.to_source(start, end), message, DATE.severity)


# --- events ----------------------------------------------------------------------------------------------------------


def _note_events(block: Block, text: str, events: dict[str, dict[str, tuple[Block, int, int]]]) -> None:
    """Adds the events that the block dates: name, year, first place."""
    patterns = _patterns()
    for match in patterns.born.finditer(text) if " born " in text or " died " in text or " killed " in text else ():
        years = events.setdefault(f"{match['born'] or 'died'} {match['name'].casefold()}", {})
        years.setdefault(match["year"], (block, *match.span()))
    for match in patterns.event.finditer(text):
        deed = match[0][0].islower()
        after = patterns.name_after.match(text, match.end())
        before = None
        if not (after or deed):
            before = patterns.name_before.search(text, max(match.start() - 60, 0), match.start())
        if not (before or after) or (match.start() and text[match.start() - 1].isalnum()):
            continue
        start = before.start() if before else match.start()
        end = after.end() if after else match.end()
        year = patterns.year_after.match(text, end) or patterns.held.match(text, end)
        year = year or patterns.year_before.search(text, max(start - 12, 0), start)
        if not year:
            continue
        name = _ARTICLE.sub("", " ".join(text[start:end].split()).casefold()).replace(" of the ", " of ")
        start = min(start, year.start("year"))
        years = events.setdefault(("deed " if deed else "") + name, {})
        end = max(end, year.end())
        years.setdefault(year["year"], (block, start, end + (text[end : end + 1] == ")")))


_ARTICLE = re.compile(r"^(?:the|in|after|since|during|before|under|with|and|when|until|by|from)\s+")


def _recurs(name: str) -> bool:
    """Whether there may be another of the name: a conference in the same town."""
    return any(re.search(rf"\b{noun}\b", name, re.IGNORECASE) for noun in shipped.data("numbers")["meetings"])


def _is_slip(year: str, other: str) -> bool:
    """Whether one year may be the other with a slip: the year next to it, or two figures that changed places."""
    return abs(int(year) - int(other)) == 1 or (year != other and sorted(year) == sorted(other))


def _two_dates(document: Document, events: dict[str, dict[str, tuple[Block, int, int]]]) -> Iterator[Diagnostic]:
    for name, years in events.items():
        if len(years) != 2:  # a name that has three years is one of a kind of event
            continue
        (year, first), (other, second) = years.items()
        if _recurs(name) and not _is_slip(year, other):
            continue
        there = first[0].to_source(*first[1:])
        text = second[0].text[second[1] : second[2]]
        line = line_of(document, there.start)
        message = f"“{' '.join(text.split())}”: in line {line} the year is {year}, here {other}."
        doubt = name.startswith(("deed ", "born ", "died ")) or _recurs(name)
        severity = Severity.SUGGESTION if doubt else EVENT.severity
        related = (Related(there, f"with {year}"),)
        yield Diagnostic(EVENT.id, second[0].to_source(*second[1:]), message, severity, related=related)
