"""Reads the test results that a text reports, “t(28) = 2.20, p = .036”, also as pasted from PDFs. Pure.

Reads them on the source with markup blanked out code point by code point, so that results set in emphasis or as TeX
formulas are read too and every offset is one of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mslint.model import Block, Document, Span

REACH = 110
"""Code points after a statistic within which its p is looked for; effect sizes and MSE may stand between."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as reported: it stands for any value within `half` of it (half a unit of its last decimal)."""

    value: float
    half: float
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One reported test. `span` covers it from the statistic to p, in the source.

    `kind` is t, F, r, z or chi2 (Q and G² are chi2); `df` its one or two degrees of freedom, none of z. `sign` and
    `p_sign` are "=", "<" or ">"; `p_sign` "ns" goes with `p` None. `text` is it as it stands, white space evened out;
    `sentence` what stands around it.
    """

    span: Span
    kind: str
    name: str
    df: tuple[float, ...]
    sign: str
    value: Number
    p_sign: str
    p: Number | None
    text: str
    sentence: str


def reports(document: Document) -> Iterator[Report]:
    """The tests that the document's prose, captions and notes report, in order."""
    for block in document.blocks:
        if block.kind not in ("code", "reference", "furniture") and block.pieces:
            yield from _in_block(document, block)


def _in_block(document: Document, block: Block) -> Iterator[Report]:
    start, end = block.span
    source = document.text[start:end]
    if not _patterns().hint.search(source):
        return
    yield from read(blanked(source), start)


def blanked(source: str) -> str:
    """The source with Markdown's and TeX's marks as spaces, Greek and signs as letters; as long as it was."""
    if not any(char in source for char in "*$\\_^&"):
        return source

    def fill(match: re.Match[str]) -> str:
        found = match[0]
        return _NAMES.get(found, "").ljust(len(found))

    return _patterns().markup.sub(fill, source)


_NAMES = {"\\chi": "χ", "\\lt": "<", "\\gt": ">", "\\leq": "<", "\\geq": ">", "&lt;": "<", "&gt;": ">", "\\eta": "η"}


def read(text: str, offset: int = 0) -> Iterator[Report]:
    """The tests in a text without markup; `offset` is added to their spans."""
    patterns = _patterns()
    found = list(patterns.test.finditer(text))
    for at, test in enumerate(found):
        stop = min(test.end() + REACH, len(text))
        if at + 1 < len(found):
            stop = min(stop, found[at + 1].start())
        stop = _sentence_end(text, test.end(), stop)
        second = patterns.second.match(text, test.end(), stop)
        ps = _ps(text, second.end() if second else test.end(), stop)
        if not ps:
            continue
        end = ps[-1][2]
        values = [test["value"], second["value"]] if second and len(ps) == 2 else [test["value"]]
        for value, (sign, p, _) in zip(values, ps, strict=False):
            report = _report(text, test, value, sign, p, end, offset)
            if report:
                yield report


def _sentence_end(text: str, start: int, stop: int) -> int:
    """Where the sentence, or the bracket's list of results, is over."""
    match = _patterns().over.search(text, start, stop)
    return match.start() + 1 if match else stop


def _ps(text: str, start: int, stop: int) -> list[tuple[str, str, int]]:
    """Sign, number and end of the one p, or the two joined by “and”, of a statistic that ends at `start`."""
    patterns = _patterns()
    first = patterns.p.search(text, start, stop)
    if not first:
        return []
    if first["ns"]:
        return [("ns", "", first.end())]
    if first["level"]:
        return [("<", first["level"], first.end())]
    out = [(_sign(first["sign"]), first["p"], first.end())]
    again = patterns.p.match(text, patterns.joint.match(text, first.end(), stop).end(), stop)  # type: ignore[union-attr]
    if again and again["p"]:
        out.append((_sign(again["sign"]), again["p"], again.end()))
    return out


def _report(text: str, test: re.Match[str], value: str, sign: str, p: str, end: int, offset: int) -> Report | None:
    kind, df = _kind(test)
    number = _number(value)
    if not kind or number is None:
        return None
    begins, ends = _around(text, test.start(), end)
    return Report(
        Span(offset + test.start(), offset + end),
        kind,
        "χ²" if kind == "chi2" and not test["q"] else (test["q"] or kind),
        df,
        _sign(test["sign"]),
        number,
        sign,
        _number(p) if p else None,
        " ".join(text[test.start() : end].split()).replace(" (", "(", 1),
        text[begins:ends],
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a result, roughly: brackets and decimals make a true split hard, and none is needed."""
    before = text.rfind(". ", max(start - 400, 0), start)
    after = text.find(". ", end, end + 300)
    return (before + 1 if before >= 0 else max(start - 400, 0)), (after if after >= 0 else min(end + 300, len(text)))


def _kind(test: re.Match[str]) -> tuple[str, tuple[float, ...]]:
    for kind in ("t", "r"):
        if test[kind]:
            return kind, (float(test[kind]),)
    if test["f1"]:
        first = "1" if test["f1"] in "lI" else test["f1"]
        return "F", (float(first), float(_plain(test["f2"])))
    if test["chi"] or test["qdf"]:
        return "chi2", (float(test["chi"] or test["qdf"]),)
    return ("z", ()) if test["z"] else ("", ())


def _number(text: str) -> Number | None:
    """A number with its unit of rounding; None if it is none (“1.2.3”)."""
    text = "".join(char for char in text if not char.isspace() and char >= " ")
    plain = _plain(text).lstrip("-−–‐?")
    decimals = len(plain.partition(".")[2])
    try:
        return Number(float(plain), 0.5 * 10**-decimals, text)
    except ValueError:
        return None


def _plain(number: str) -> str:
    return number.replace(",", "").replace(" ", "").replace("\n", "")


def _sign(mark: str) -> str:
    mark = mark.strip()
    if mark in ("<", "≤", "⩽", "b", "!", "<="):
        return "<"
    return ">" if mark in (">", "≥", "⩾", "N", ">=") else "="


@dataclass(frozen=True, slots=True)
class _Patterns:
    hint: re.Pattern[str]
    markup: re.Pattern[str]
    test: re.Pattern[str]
    second: re.Pattern[str]
    p: re.Pattern[str]
    joint: re.Pattern[str]
    over: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """“¼” is “=” in papers out of some PDFs, “b” and “!” are “<”, “N” is “>”, “?” or “B” the lost letter chi."""
    gap = r"[\s\x00-\x1f]*"
    minus = r"[-−–‐?]?"
    number = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)"
    df = r"\d+(?:\.\d+)?"
    equals = r"(?:=|<|>|≤|≥|¼|b(?=[\s\d.])|<bc>|p(?=\s))"
    sample = rf"(?:{gap},{gap}[Nn]{gap}(?:=|¼|p){gap}[\d,\s]+)?"
    p_sign = r"(?:<=?|>=?|=|≤|≥|⩽|⩾|¼|b|N|!|p(?=\s)|<bc>)"
    p_value = r"(?:[01]?\.\s?\d+|[01](?![\d.]))(?!\d)"
    return _Patterns(
        hint=re.compile(r"[trzZFQ²2s]\S{0,12}\s*[(=<>¼]|\\chi"),
        markup=re.compile(r"\\(?:chi|lt|gt|leq|geq|eta|[a-zA-Z]+|\S)|&[lg]t;|[*_$^{}\\]"),
        test=re.compile(
            r"(?<![A-Za-z0-9.])B?(?:"
            rf"ts?{gap}\({gap}(?:df{gap}={gap})?(?P<t>{df}){gap}\)"
            rf"|rs?{gap}\({gap}(?P<r>\d+){gap}\)"
            rf"|Fs?{gap}\({gap}(?P<f1>{df}|[lI]){gap}[,;]{gap}(?P<f2>[\d,]*\d(?:\.\d+)?){gap}\)"
            rf"|(?:[χΧX𝜒xGϰ]|\?\??|(?<=B)|[Cc]hi-?){gap}[-\s]?(?:2|²|[Ss]quared?s?){gap}"
            rf"\({gap}(?:df{gap}={gap})?(?P<chi>\d+){sample}{gap}\)"
            rf"|(?P<q>Q)(?:{gap}_?{gap}(?:[A-Za-z]{{1,8}})?){gap}\({gap}(?P<qdf>\d+){gap}\)"
            r"|(?P<z>[zZ]s?)"
            rf"){gap}(?P<sign>{equals}){gap}(?P<value>{minus}{gap}{number})(?!\d|,\d)"
        ),
        second=re.compile(rf"{gap}and{gap}(?P<value>{minus}{number})"),
        p=re.compile(
            rf"(?<![A-Za-z0-9])p(?:s|rep)?{gap}(?P<sign>{p_sign}){gap}(?P<p>{p_value})"
            r"|(?<![A-Za-z])(?P<ns>[nN]\.?\s?[sS]\b\.?)(?!\w)"
            r"|significant\s+at\s+(?:the\s+)?(?P<level>0?\.\d+)"
        ),
        joint=re.compile(rf"{gap}(?:and)?{gap}"),
        over=re.compile(r"(?<=[\w)])[.;?!]\s+(?=[A-Z(])(?!R2|R²)|\)[,;.]\s+(?!p\b)|\)\s+(?=[a-z]{3})"),
    )
