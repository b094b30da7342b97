"""Reads author-year citations in one text: finds the years, then the names that stand before them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from mslint import shipped
from mslint.readers.citations.names import Item, Known, Names, fold, lists, names_before

LONGEST_BRACKET = 2500
"""Code points of the longest bracket with citations; an opening one without a close further on is a slip."""


DISTANCE = 100
"""Code points between an author and the year in brackets that a title or a few words may fill."""


@dataclass(frozen=True, slots=True)
class Found:
    """One cited work in a text; positions are offsets in that text."""

    form: str
    names: Names
    year: str
    suffix: str
    start: int
    end: int
    year_start: int
    year_end: int
    group: tuple[int, int]
    secondary: bool = False
    sure: bool = True  # the form alone says that it is a citation


class _Year(NamedTuple):
    year: str
    suffix: str
    start: int
    end: int
    other: str = ""  # the first year of “1900/1953”
    letters: str = ""  # “b” and “c” of “2010a, b, c”


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    undated = shipped.data("citations")["undated"]
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for forms in undated.values() for word in forms)
    year = r"(?:1[5-9]|20)\d\d"
    after = r"(?!\.\d|[-–/][\dA-Z])(?=\W|$|[^\W\d_a-z][^\W\d_A-Z])"
    return {
        "year": re.compile(
            rf"(?<![^\W_])(?<!\d[.–/-])(?<![$€£#@/=])(?P<year>{year})(?P<suffix>-?[a-h](?![^\W_]))?"
            rf"(?P<range>\s?[-–—/]\s?(?P<last>{year}|\d\d(?!\d))(?P<last_suffix>[a-h](?!\w))?)?{after}"
            rf"|\b(?P<undated>(?i:{words}))(?!\w)\.?(?P<undated_suffix>-[a-h]\b)?",
        ),
        "between": re.compile(
            r"(?:[\s,;&]|\band\b|\balso\b|\bpp?\.?\s?[\d–-]+(?:ff?\b\.?)?|\b(?:chap(?:ter)?|ch|sec|para|vol)s?\.?\s?\d+)*",
            re.IGNORECASE,
        ),
        "letters": re.compile(r"(?:\s?(?:,|&|and|,\s?and|,\s?&|[-–])\s?[a-h](?![^\W_]))+"),
        "opening": re.compile(
            r"(?:['’]s?|’s|'s)?\s?[(\[](?:\s?(?:see|see also|e\.g\.|cf\.|originally|in|i\.e\.|also),?)*\s?$",
            re.IGNORECASE,
        ),
        "secondary": re.compile(
            r"\s*(?:,\s*(?:p+\.?\s*)?[\d–-]+)?\s*,?\s*[(\[]?\s*(?:as\s+)?(?:cited|quoted|reported|discussed|mentioned)"
            r"\s+(?:in|by|from)\b(?!\s+the\b)",
            re.IGNORECASE,
        ),
        "acronym": re.compile(r"\s*[(\[][A-Z][\w&/-]{1,12}[)\]]\s*,?\s*$"),
        "follows": re.compile(r"\s?(?:[,;)\].:(—–”\"’-]|$|[A-Z])"),
        "page": re.compile(r"(?:\bpp?\.|\bpages?|\bno\.|\bn\s?=|:|[-–])\s?$", re.IGNORECASE),
    }


def citations_in(text: str, known: Known) -> Iterator[Found]:
    """The author-year citations of a text, in order.

    `known` is what the reference list knows.
    """
    patterns = _patterns()
    matches = list(patterns["year"].finditer(text))
    if not matches:
        return
    brackets = _brackets(text)
    last: Found | None = None
    bound = 0
    for match in matches:
        year = _year(text, match)
        if year is None:
            continue
        inside = _around(brackets, year.start)
        again = _again(text, last, year, inside) if last else None
        found = again or _fresh(text, year, inside, bound, known)
        bound = year.end
        if found is None:
            if last and year.start < last.group[1]:
                continue  # a number inside the bracket
            last = None
            continue
        yield found
        last = found
        for letter in year.letters:
            at = text.index(letter, found.year_end)
            last = replace(last, suffix=letter, start=at, end=at + 1, year_start=at, year_end=at + 1)
            yield last
            bound = at + 1
        if year.other and not again:
            yield from _range_end(found, year, known)


def _range_end(found: Found, year: _Year, known: Known) -> Iterator[Found]:
    """The last year of “Smith (2014–2022)” as a work of its own, if the list has several of that name."""
    if len(known.years.get(fold(found.names.items[0].name), ())) > 1:
        start = year.end - len(year.other)
        yield replace(found, year=year.other, suffix="", start=start, end=year.end, year_start=start, year_end=year.end)


def _year(text: str, match: re.Match[str]) -> _Year | None:
    if match["undated"]:
        if match["undated"].isupper() and not text[: match.start()].rstrip().endswith(","):
            return None  # “Harbour Instruments S.A.” is a company
        forms = shipped.data("citations")["undated"]
        bare = re.sub(r"\s+", " ", match["undated"].lower())
        year = next(name for name, words in forms.items() if bare in words)
        return _Year(year, (match["undated_suffix"] or "").strip("-").lower(), *match.span())
    suffix = (match["suffix"] or "").strip("-").lower()
    end = match.end("suffix") if match["suffix"] else match.end("year")
    if (
        match["range"]
        and (match["last"] if len(match["last"]) == 4 else match["year"][:2] + match["last"]) < match["year"]
    ):
        return None
    if match["range"] and len(match["last"]) == 4:
        if "/" in match["range"]:
            return _Year(match["last"], (match["last_suffix"] or ""), match.start(), match.end())
        return _Year(match["year"], suffix, match.start(), match.end("last"), other=match["last"])
    if match["range"]:
        return _Year(match["year"], suffix, match.start(), match.end())
    letters = ""
    if suffix:
        more = _patterns()["letters"].match(text, end)
        if more:
            letters = "".join(re.findall(r"[a-h](?![^\W_])", more[0].replace("and", " ")))
    return _Year(match["year"], suffix, match.start(), end, letters=letters)


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost bracket pairs; one that is not closed in LONGEST_BRACKET goes to the end of its sentence or text."""
    out: list[tuple[int, int]] = []
    stack: list[int] = []
    for found in re.finditer(r"[()\[\]]", text):
        at = found.start()
        if stack and at - stack[0] > LONGEST_BRACKET:
            out.append((stack[0], stack[0] + LONGEST_BRACKET))
            stack = []
        if found[0] in "([":
            stack.append(at)
        elif stack:
            start = stack.pop()
            if not stack:
                out.append((start, at + 1))
    if stack:
        out.append((stack[0], min(len(text), stack[0] + LONGEST_BRACKET)))
    return out


def _around(brackets: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    from bisect import bisect_right

    index = bisect_right(brackets, (at, at)) - 1
    if index >= 0 and brackets[index][0] < at < brackets[index][1]:
        return brackets[index]
    return None


def _hard_left(text: str, bound: int, at: int) -> int:
    """Where the stretch begins in which names for a year at `at` may stand: after the last ; : or quotation mark."""
    cut = max(text.rfind(c, bound, at) for c in ';:“”"=')
    return cut + 1 if cut >= 0 else bound


def _again(text: str, last: Found, year: _Year, inside: tuple[int, int] | None) -> Found | None:
    """Another year of the names before: “Smith (2010, 2012)”."""
    if inside is None or (last.group != inside and last.form == "parenthetical"):
        return None
    if not (inside[0] <= last.year_start < inside[1]):
        return None
    between = _patterns()["between"].fullmatch(text, last.year_end, year.start)
    if not between or year.start - last.year_end > 40 or year.start == last.year_end:
        return None
    if _patterns()["page"].search(text, last.year_end, year.start):
        return None
    return replace(
        last,
        year=year.year,
        suffix=year.suffix,
        start=year.start,
        end=year.end,
        year_start=year.start,
        year_end=year.end,
        secondary=_is_secondary(text, year),
    )


def _is_secondary(text: str, year: _Year) -> bool:
    return bool(_patterns()["secondary"].match(text, year.end))


def _fresh(text: str, year: _Year, inside: tuple[int, int] | None, bound: int, known: Known) -> Found | None:
    """The citation that ends with this year, if names stand before it."""
    patterns = _patterns()
    left = _hard_left(text, bound, year.start)
    opening = patterns["opening"].search(text, max(left, year.start - 40), year.start)
    narrative = opening is not None
    stop = opening.start() if opening else year.start
    if not opening:
        acronym = patterns["acronym"].search(text, max(left, stop - 24), stop)
        stop = acronym.start() if acronym else stop
        if patterns["page"].search(text, max(left, stop - 8), stop) and text[max(0, stop - 2) : stop].strip() != ":":
            return None
        if inside:
            left = max(left, inside[0] + 1, _last_bracket(text, inside[0], stop))
    while stop > left and text[stop - 1].isspace():
        stop -= 1
    stop -= 1 if stop > left and text[stop - 1] in "’'" else 0  # Jones’ (2010)
    now = known.names.get(year.year, ()) if narrative else ()
    names = names_before(text, stop, left, known.years, now)
    if names is None:
        return _at_a_distance(text, year, stop, bound, known) if narrative else None
    if names.items[-1].name.endswith(("’s", "'s")):
        names = _without_genitive(names)
    first = names.items[0].name
    if names.start and text[names.start - 1] in "+/":
        return None  # “Euro+Med” is half read
    is_known = fold(names.items[0].name) in known.years
    if not is_known and (_is_no_name(names) or re.search(r"\d", first)):
        return None
    if not is_known and narrative and names.article:
        return None
    if narrative and _is_place(names) and not is_known:
        return None
    close = text[names.end : year.start]
    sure = narrative or inside is not None
    if not narrative:
        if len(close.strip(" ,\n:")) > (14 if "[" in close or "(" in close else 0):
            return None
        follows = bool(patterns["follows"].match(text, year.end))
        if not (is_known or names.et_al or names.joint == "&") and not (inside and follows):
            return None
        if not (inside or names.et_al or year.year in known.years.get(fold(first), ())):
            return None
        if inside and not (is_known or names.et_al or names.joint) and "," not in close:
            sure = False
    if len(year.year) == 4 and year.other and not is_known:
        return None
    if narrative:
        return _narrative(text, names, year, names.start, inside)
    group = inside or (names.start, year.end)
    return Found(
        "parenthetical",
        names,
        year.year,
        year.suffix,
        names.start,
        year.end,
        year.start,
        year.end,
        group,
        _is_secondary(text, year),
        sure,
    )


def _narrative(text: str, names: Names, year: _Year, start: int, inside: tuple[int, int] | None) -> Found:
    """“Smith (2010)” with the bracket's end, if it holds nothing else."""
    open_at = max(text.rfind(c, 0, year.start) for c in "([")
    group = inside if inside and inside[0] == open_at else (open_at, min(len(text), year.end + 1))
    end = group[1] if text[year.end : year.end + 1] in (")", "]") else year.end
    secondary = _is_secondary(text, year)
    return Found("narrative", names, year.year, year.suffix, start, end, year.start, year.end, group, secondary)


def _at_a_distance(text: str, year: _Year, stop: int, left: int, known: Known) -> Found | None:
    """“Smith’s book on trade (2010)”: the last first author of a listed work of the year, in the words before."""
    listed = known.names.get(year.year, ())
    if not listed:
        return None
    words = list(re.finditer(r"[^\W\d_][\w-]+", text[max(left, stop - DISTANCE) : stop]))
    for word in reversed(words):
        if word[0][0].isupper() and fold(word[0]) in listed:
            start = max(left, stop - DISTANCE) + word.start()
            item = Item(word[0], start, start + len(word[0]))
            return _narrative(
                text, Names((item,), start, item.end, (fold(word[0]), year.year) in known.joint), year, start, None
            )
    return None


def _last_bracket(text: str, start: int, stop: int) -> int:
    """Names do not reach over a bracket inside the bracket."""
    return max(text.rfind(c, start, stop) for c in "()[]") + 1


def _without_genitive(names: Names) -> Names:
    last = names.items[-1]
    name = last.name[:-2]
    return replace(names, items=(*names.items[:-1], Item(name, last.start, last.end - 2)))


def _is_place(names: Names) -> bool:
    """Whether the only name is a country: “in Georgia (2008)” is an event."""
    return len(names.items) == 1 and not names.et_al and names.items[0].name.lower() in lists()["places"]


def _is_no_name(names: Names) -> bool:
    """Whether the only name is a month, a label or a country’s letters."""
    if len(names.items) > 1 or names.et_al:
        return False
    words = names.items[0].name.lower().split()
    return all(word.strip(".") in lists()["no_names"] | lists()["leads"] | lists()["inner"] for word in words) or (
        len(names.items[0].name) == 2 and names.items[0].name.isupper()
    )
