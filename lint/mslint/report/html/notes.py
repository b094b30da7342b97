"""A finding as a note that opens: message, then why, what to change and where else to look. Gives HTML."""

from __future__ import annotations

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
    body = "".join([*_why(d.rule, rules), *(_fix(file, fix) for fix in d.fixes), *_related(file, d.related, places)])
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


def _fix(file: File, fix: Fix) -> str:
    """The fix as the words before and after it; one that is to be looked at says so."""
    doubt = "" if fix.safe else ' <span class="doubt">(look at it first)</span>'
    edits = sorted(fix.edits)
    if not edits:
        return f'<p class="fix">{flat(fix.title)}{doubt}</p>'
    return f'<p class="fix">{flat(fix.title)}{doubt}</p><p class="diff">{"".join(_changes(file.text, edits))}</p>'


def _changes(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Each change in its place; what stands between two that are far apart is cut short."""
    first = edits[0].span.start
    yield _cut_left(text[max(first - AROUND, 0) : first], first > AROUND)
    for number, edit in enumerate(edits):
        old = text[edit.span.start : edit.span.end]
        same = _shared(old, edit.text)
        yield _shown(old[:same])
        if old[same:]:
            yield f"<del>{_blank(old[same:])}</del>"
        if edit.text[same:]:
            yield f"<ins>{_blank(edit.text[same:])}</ins>"
        if number + 1 < len(edits):
            yield _middle(text[edit.span.end : edits[number + 1].span.start])
    last = edits[-1].span.end
    after = text[last : last + AROUND]
    yield _shown(after) + ("…" if last + AROUND < len(text) else "")


def _shared(old: str, new: str) -> int:
    """How many words' code points both begin with: only what differs is struck out."""
    same = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        same += 1
    if same == len(old) or same == len(new):
        return same
    return old.rfind(" ", 0, same) + 1


def _cut_left(text: str, is_cut: bool) -> str:
    return f"{'…' if is_cut else ''}{_shown(text)}"


def _middle(text: str) -> str:
    if len(text) <= 2 * AROUND:
        return _shown(text)
    return f"{_shown(text[:AROUND])} … {_shown(text[-AROUND:])}"


def _shown(text: str) -> str:
    return told(text.replace("\r", "").replace("\n", " "))


def _blank(text: str) -> str:
    """What is struck out or put in; spaces alone are shown."""
    return told(text.replace(" ", "␣").replace("\n", "↵").replace("\r", "")) if text.isspace() else _shown(text)


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
