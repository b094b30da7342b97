"""Numbers that the abstract and the text, or the text and a table, give otherwise for the same thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.crossrefs.floats import read_captions, tables
from mslint.checks.numbers.counts import ABSTRACT, number_words
from mslint.checks.places import line_of
from mslint.model import Block, Diagnostic, Document, Edit, Fix, Related, Severity, Span

TABLE = CheckRule(
    "numbers.table-differs",
    Severity.WARNING,
    "A number that the text takes from a table, with two digits changed or one wrong.",
    "Numbers that are typed twice go astray once.",
)
RULES = (TABLE,)

READ = ("paragraph", "item", "abstract", "note", "quote")
ALIKE = 2.0
"""How many times one number may be the other and still be meant for the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number in a sentence: what it counts (“%” or the start of the next word), and the words around it."""

    text: str
    value: float
    unit: str
    words: frozenset[str]
    block: Block
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(number_words(), key=len, reverse=True))
    return (
        re.compile(
            rf"(?<![\w.,$£€+/=−–-])(?<![=<>~] )(?<!ged )(?<![A-Z][a-z]{{2}} )"
            rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?i:{words}))(?![\d/:°–-]|,\d)"
            r"\s?(?P<unit>%|[a-z]{3,})?"
        ),
        re.compile(r"\bTab(?:le|\.)[\s\xa0]*(\d{1,2})(?![\w.]\d|[\d–-])"),
    )


LEAST = 10
"""Whole numbers from here on; smaller ones count too many things."""


def check(document: Document) -> Iterator[Diagnostic]:
    yield from _abstract(document)
    yield from _tables(document)


# --- abstract and text -----------------------------------------------------------------------------------------------


def _abstract(document: Document) -> Iterator[Diagnostic]:
    """A number of the abstract that the text has not, where a sentence of the text says the same with another."""
    here: list[Said] = []
    there: dict[str, list[Said]] = {}
    blocks = [b for b in document.prose(*READ) if document.role(b) not in ("references", "appendix", "keywords")]
    abstracts = [b for b in blocks if b.kind == "abstract" or document.role(b) == "abstract"]
    for block in abstracts:
        here += _said(block)
    if not here:
        return
    apart = set(map(id, abstracts))
    for block in blocks:
        if id(block) not in apart:
            for said in _said(block):
                there.setdefault(said.unit, []).append(said)
    own = {(said.value, said.unit) for said in here}
    loose = {said.value for unit, all_said in there.items() if not _is_noun(unit) for said in all_said}
    for said in here:
        others = there.get(said.unit, [])
        whole = said.unit != "%" and said.value == int(said.value)
        if not said.unit or (whole and said.value < LEAST):
            continue
        if any(other.value == said.value for other in others):
            continue
        same = [o for o in others if _says_the_same(said, o) and (o.value, o.unit) not in own]
        if whole and said.value in loose and not any(said.words == o.words and len(o.words) > 1 for o in same):
            continue
        if len({other.value for other in same}) != 1:
            continue
        if whole and len({o.value for o in others}) > 1 and not any(len(said.words & o.words) > 3 for o in same):
            continue  # there are several samples
        other = same[0]
        place = other.block.to_source(other.start, other.end)
        message = f"The abstract says “{said.text}”, the text “{other.text}” (line {line_of(document, place.start)})."
        span = said.block.to_source(said.start, said.end)
        related = (Related(place, "the other number"),)
        yield Diagnostic(ABSTRACT.id, span, message, ABSTRACT.severity, related=related)


def _is_noun(unit: str) -> bool:
    """Whether a number before it counts that: “24 trials” is no other “24 interviews”, but “24 were held” may be."""
    return unit == "%" or (len(unit) > 3 and unit not in _small() and unit not in ("were", "have", "from"))


def _said(block: Block) -> Iterator[Said]:
    text, pattern = block.text, _patterns()[0]
    for start, end in block.sentences:
        for begin, stop in _clauses(text, start, end):
            words = _words(text[begin:stop])
            for match in pattern.finditer(text, begin, stop):
                value = _value(match["n"])
                whole = "." not in match["n"] and match["unit"] != "%"
                if whole and 1800 <= value <= 2100:
                    continue
                unit = (match["unit"] or "")[:STEM]
                yield Said(match[0], value, unit, words - {unit}, block, match.start(), match.end())


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence, or its parts if it is a long one: each as long as it says something."""
    if end - start <= LONG:
        return [(start, end)]
    out, begin = [], start
    for match in re.finditer(r"[;:]\s|,\s(?:and|but|while|whereas|with)\s", text[start:end]):
        out.append((begin, start + match.start()))
        begin = start + match.end()
    return [*out, (begin, end)]


LONG = 160
"""Characters from which on a sentence is compared by its clauses."""

STEM = 6
"""Letters by which two forms of a word are taken for one."""


def _words(text: str) -> frozenset[str]:
    small, numbers = _small(), number_words()
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    return frozenset(word[:STEM] for word in words if word not in small and word not in numbers)


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped.data("numbers")["small_words"])


def _value(number: str) -> float:
    return float(number_words().get(number.lower()) or number.replace(",", ""))


def _says_the_same(one: Said, other: Said) -> bool:
    shared, fewer = len(one.words & other.words), min(len(one.words), len(other.words))
    if shared < 1 + (one.unit == "%") or shared < (1.0 if fewer < 4 else 0.75) * fewer:
        return False
    if shared < 0.6 * max(len(one.words), len(other.words)) - 1:
        return False
    near = max(one.value, other.value) <= ALIKE * min(one.value, other.value)
    return near or _digits(one.text) == _digits(other.text)


def _digits(text: str) -> list[str]:
    return sorted(char for char in text if char.isdigit())


# --- text and table --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a table as it stands there, the words of its row's head and of its column's, and its place."""

    number: str
    row: frozenset[str]
    column: frozenset[str]
    span: Span


def _tables(document: Document) -> Iterator[Diagnostic]:
    """A number of a sentence that names a table, which a cell of the row that it speaks of has with a slip."""
    if not any(block.kind == "cell" for block in document.blocks):
        return
    read = _read_tables(document)
    named = _patterns()[1]
    for block in document.prose(*READ) if read else ():
        for start, end in block.sentences:
            mentioned = {int(match[1]) for match in named.finditer(block.text, start, end)}
            if len(mentioned) != 1 or not (cells := read.get(mentioned.pop())):
                continue
            words = _words(block.text[start:end]) | frozenset(re.findall(r"\b\d{4}\b", block.text[start:end]))
            for match in re.finditer(r"(?<![\w.,/–-])\d[\d,]*(?:\.\d+)?", block.text[start:end]):
                cell = _slipped(match[0].rstrip(","), words, cells)
                if cell is not None:
                    at = start + match.start()
                    yield _differs(document, block.to_source(at, at + len(match[0].rstrip(","))), match[0], cell)


def _read_tables(document: Document) -> dict[int, Sequence[_Cell]]:
    """The numbers of each table by the table's number; of two tables with one number, none."""
    found: dict[int, Sequence[_Cell]] = {}
    captions = [caption for caption in read_captions(document) if caption.kind == "Table" and not caption.series]
    for first, last in tables(document):
        begin = document.blocks[max(first - 2, 0)].span.start
        stop = document.blocks[min(last + 2, len(document.blocks) - 1)].span.end
        near = [caption for caption in captions if begin <= caption.span.start < stop]
        if len(near) != 1 or near[0].number in found:
            continue
        found[near[0].number] = _cells(document, first, last)
    return found


def _cells(document: Document, first: int, last: int) -> list[_Cell]:
    rows: dict[int, list[Block]] = {}
    for block in document.blocks[first : last + 1]:
        rows.setdefault(block.row or 0, []).append(block)
    heads = [_words(cell.text) | frozenset(re.findall(r"\b\d{4}\b", cell.text)) for cell in next(iter(rows.values()))]
    out: list[_Cell] = []
    for at, cells in enumerate(rows.values()):
        for column, cell in enumerate(cells):
            if at == 0 or column == 0:
                continue
            head = heads[column] if column < len(heads) else frozenset()
            for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", cell.text):
                out.append(_Cell(match[0].rstrip(","), _words(cells[0].text), head, cell.span))
    return out


def _slipped(number: str, words: frozenset[str], cells: Sequence[_Cell]) -> _Cell | None:
    """The one cell whose number is this one with a slip; none if the table has the number itself, or rounds to it."""
    plain = number.replace(",", "")
    digits = sum(map(str.isdigit, plain))
    if digits < 3 or (digits == 4 and re.fullmatch(r"1[5-9]\d\d|20\d\d", number)):
        return None
    if any(_is_rounded(plain, cell.number.replace(",", "")) for cell in cells):
        return None
    own = [cell for cell in cells if cell.row & words]
    near = [
        cell
        for cell in own
        if _is_swapped(plain, other := cell.number.replace(",", ""))
        or (_is_one_off(plain, other) and (digits > 3 or cell.column & words))
    ]
    return near[0] if len({cell.number for cell in near}) == 1 else None


def _is_rounded(said: str, number: str) -> bool:
    places = len(said.partition(".")[2])
    return abs(float(said) - float(number)) <= 0.5 * 10.0**-places + 1e-9


def _is_swapped(one: str, other: str) -> bool:
    """Whether two digits side by side have changed places; the point stays."""
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    one, other = one.replace(".", ""), other.replace(".", "")
    at = [place for place in range(len(one)) if one[place] != other[place]]
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]


def _is_one_off(one: str, other: str) -> bool:
    return (
        len(one) == len(other)
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
        and "." not in _odd(one, other)
    )


def _odd(one: str, other: str) -> str:
    """What differs, of both."""
    return "".join(a + b for a, b in zip(one, other, strict=True) if a != b)


def _differs(document: Document, span: Span, said: str, cell: _Cell) -> Diagnostic:
    line = line_of(document, cell.span.start)
    message = f"“{said.rstrip(',')}” is not in the table; there it is “{cell.number}” (line {line})."
    fix = Fix(f"Write {cell.number}, as in the table", (Edit(span, cell.number),))
    return Diagnostic(TABLE.id, span, message, TABLE.severity, (fix,), (Related(cell.span, f"“{cell.number}”"),))
