"""A finding as a note that opens: message, then why, what to change and where else to look. Gives HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mslint.model import Edit, Fix, Related
from mslint.report import RuleHelp
from mslint.report.html.escaping import flat, plain, told
from mslint.report.html.files import File, Finding, Places, anchor

AROUND = 40
"""Code points shown on each side of a change."""


def note(file: File, finding: Finding, rules: Mapping[str, RuleHelp], places: Places) -> str:
    """The note on a finding; `data-` attributes are what the filters read."""
    d = finding.diagnostic
    line, column = file.lines.position(d.span.start)
    number = f'<span class="number">{finding.number}</span>'
    rule = f'<span class="rule">{flat(d.rule)}</span>'
    message = f'<span class="message">{flat(d.message)}</span>'
    summary = f'{number} <span class="severity">{d.severity}</span> {rule} {message}'
    place = f'<a href="#{anchor(file, d.span.start)}">line {line}, column {column}</a>'
    body = "".join([*_why(d.rule, rules), *_fixes(file, d.fixes), *_related(file, d.related, places)])
    more = _link(d.url)
    return (
        f'<details class="finding {d.severity}" id="f{finding.number}" data-rule="{plain(d.rule)}">'
        f'<summary>{summary}</summary>{body}<p class="place">{place}{more}</p></details>'
    )


def _why(rule: str, rules: Mapping[str, RuleHelp]) -> Iterator[str]:
    known = rules.get(rule)
    if known is not None:
        why, _, _examples = (known.help or known.summary).partition("\n")
        yield f"<p>{flat(why)}</p>"


def _link(url: str | None) -> str:
    if not url or not url.startswith(("https://", "http://")):
        return ""
    return f' · <a href="{plain(url)}" rel="noreferrer">more on this</a>'


# --- fixes -----------------------------------------------------------------------------------------------------------


def _fixes(file: File, fixes: Sequence[Fix]) -> Iterator[str]:
    """The first fix with the words around it as they are and as they would be; the others by their titles."""
    for number, fix in enumerate(fixes):
        doubt = "" if fix.safe else ' <span class="doubt">(look at it first)</span>'
        yield f'<p class="fix">{"or: " if number else ""}{flat(fix.title)}{doubt}</p>'
        if fix.edits and not number:
            yield f'<p class="diff">{"".join(_changes(file.text, sorted(fix.edits)))}</p>'


def _changes(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Each change in its place; what stands between two that are far apart is cut short."""
    yield _before(text[: edits[0].span.start])
    for number, edit in enumerate(edits):
        old = text[edit.span.start : edit.span.end]
        left, right = _shared(old, edit.text)
        yield _line(old[:left])
        if removed := old[left : len(old) - right]:
            yield f"<del>{_blank(removed)}</del>"
        if added := edit.text[left : len(edit.text) - right]:
            yield f"<ins>{_blank(added)}</ins>"
        yield _line(old[len(old) - right :])
        if number + 1 < len(edits):
            yield _middle(text[edit.span.end : edits[number + 1].span.start])
    yield _after(text[edits[-1].span.end :])


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many code points of whole words both begin with, and end with: only what differs is struck out."""
    one, two = _words(old), _words(new)
    left = _common(one, two)
    right = _common(one[left:][::-1], two[left:][::-1])
    return sum(map(len, one[:left])), sum(map(len, one[len(one) - right :]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\W", text)


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _before(text: str) -> str:
    """The last whole words of a text."""
    if len(text) <= AROUND:
        return _line(text)
    _, _, words = text[-AROUND:].replace("\n", " ").partition(" ")
    return f"… {_line(words)}"


def _after(text: str) -> str:
    """The first whole words of a text."""
    if len(text) <= AROUND:
        return _line(text)
    words, _, _ = text[:AROUND].replace("\n", " ").rpartition(" ")
    return f"{_line(words)} …"


def _middle(text: str) -> str:
    return _line(text) if len(text) <= 2 * AROUND else f"{_after(text)} {_before(text)}"


def _line(text: str) -> str:
    return told(text.replace("\r", "").replace("\n", " "))


def _blank(text: str) -> str:
    """What is struck out or put in; spaces alone are shown."""
    return told(text.replace(" ", "␣").replace("\n", "↵").replace("\r", "")) if text.isspace() else _line(text)


# --- related places --------------------------------------------------------------------------------------------------


def _related(file: File, related: Sequence[Related], places: Places) -> Iterator[str]:
    if related:
        items = "".join(f"<li>{_place(file, item, places)}</li>" for item in related)
        yield f'<ul class="related">{items}</ul>'


def _place(file: File, item: Related, places: Places) -> str:
    place = places.at(item.path or file.path, item.span.start)
    if place is None:
        return f"{flat(item.message)} ({flat(str(item.path))})"
    where = f"line {place.line}" if place.file is file else f"{flat(str(place.file.path))}, line {place.line}"
    return f'<a href="#{place.anchor}">{flat(item.message)}</a> ({where})'
