"""What stands beside the paper: findings by rule, the argument, the references, the filters' choices. Gives HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mslint.checks.argument.outline import Cell, Outline, Row, outline
from mslint.checks.references import table as references
from mslint.checks.references.common import label
from mslint.model import PLACEHOLDER, Diagnostic, Document, Severity
from mslint.report import Report, plural
from mslint.report.html.escaping import flat, plain
from mslint.report.html.files import File, Place, Places

Appendix = tuple[str, str, list[str]]
"""An anchor, a title and the lines of HTML."""


def appendix(report: Report, files: Sequence[File], places: Places) -> Iterator[Appendix]:
    """The tables that have something to tell. Asks `places` for all that they link to."""
    if any(file.findings for file in files):
        yield "rules", "Findings by rule", list(_rules(report, files))
    argued = [(d, shown) for d in report.documents if not (shown := outline(d)).is_empty]
    if argued:
        yield "argument", "The argument", [line for d, shown in argued for line in _argument(d, shown, places, argued)]
    listed = [(d, read) for d in report.documents if (read := references.table(d)).rows]
    if listed:
        yield (
            "references",
            "References",
            [line for d, shown in listed for line in _references(d, shown, places, listed)],
        )


def _caption(document: Document, among: Sequence[object]) -> str:
    """The document's name, where the table is one of several."""
    return f"<h3>{flat(str(document.path))}</h3>" if len(among) > 1 else ""


# --- by rule ---------------------------------------------------------------------------------------------------------


def _rules(report: Report, files: Sequence[File]) -> Iterator[str]:
    found: dict[str, list[Diagnostic]] = {}
    first: dict[str, int] = {}
    for file in files:
        for finding in file.findings:
            found.setdefault(finding.diagnostic.rule, []).append(finding.diagnostic)
            first.setdefault(finding.diagnostic.rule, finding.number)
    order = sorted(found, key=lambda rule: (-max(d.severity for d in found[rule]), -len(found[rule]), rule))
    yield '<table class="list"><thead><tr><th scope="col">Rule</th><th scope="col">Severity</th>'
    yield '<th scope="col" class="count">Findings</th><th scope="col">What it is for</th></tr></thead><tbody>'
    for rule in order:
        severity = max(d.severity for d in found[rule])
        told = report.rules.get(rule)
        why = flat(told.summary) if told else ""
        name = f'<a href="#f{first[rule]}">{flat(rule)}</a>'
        yield f'<tr><th scope="row">{name}</th><td class="{severity}"><span class="severity">{severity}</span></td>'
        yield f'<td class="count">{len(found[rule])}</td><td>{why}</td></tr>'
    yield "</tbody></table>"


def rule_options(files: Sequence[File]) -> Iterator[str]:
    """The choices of the rule filter: all, each pack, each rule."""
    found = Counter(f.diagnostic.rule for file in files for f in file.findings)
    yield f'<option value="">all ({sum(found.values())})</option>'
    for pack, group in groupby(sorted(found), key=lambda rule: rule.partition(".")[0]):
        rules = list(group)
        name, number = plain(pack), sum(found[rule] for rule in rules)
        yield f'<optgroup label="{name}"><option value="{name}.">all of {name} ({number})</option>'
        yield from (f'<option value="{plain(rule)}">{plain(rule)} ({found[rule]})</option>' for rule in rules)
        yield "</optgroup>"


def section_options(files: Sequence[File]) -> Iterator[str]:
    """The choices of the section filter; `data-within` is the number of the section that one lies in."""
    yield '<option value="">all</option>'
    seen: set[int] = set()
    for file in files:
        if file.document is None or file.sections in seen:
            continue
        seen.add(file.sections)
        for number, section in enumerate(file.document.sections):
            parent = "" if section.parent is None else f' data-within="{file.sections + section.parent}"'
            indent = "\N{NO-BREAK SPACE}" * 2 * max(section.level - 1, 0)
            title = plain(section.title[:80]) or "(before the first heading)"
            yield f'<option value="{file.sections + number}"{parent}>{indent}{title}</option>'


# --- the argument ----------------------------------------------------------------------------------------------------

COLUMNS = ("Question", "Objective", "Section", "Findings", "Conclusion")


def _argument(document: Document, shown: Outline, places: Places, among: Sequence[object]) -> Iterator[str]:
    yield _caption(document, among)
    if shown.rows:
        heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
        yield f'<table class="argument"><thead><tr>{heads}</tr></thead><tbody>'
        for row in shown.rows:
            columns = zip(COLUMNS, _columns(row), strict=True)
            told = "".join(f'<td data-name="{name}">{_cells(document, cell, places)}</td>' for name, cell in columns)
            yield f"<tr>{told}</tr>"
        yield "</tbody></table>"
    beside = (
        ("Problems", shown.problems),
        ("Hypotheses", shown.hypotheses),
        ("Recommendations", shown.recommendations),
    )
    for name, cells in beside:
        if cells:
            items = "".join(f"<li>{_cell(document, cell, places)}</li>" for cell in cells)
            yield f"<h3>{name}</h3><ul>{items}</ul>"


def _columns(row: Row) -> tuple[Sequence[Cell], ...]:
    one = (row.question, row.objective, row.section)
    return (*((cell,) if cell else () for cell in one), row.findings, (row.conclusion,) if row.conclusion else ())


def _cells(document: Document, cells: Sequence[Cell], places: Places) -> str:
    if not cells:
        return '<span class="none">none</span>'
    return "".join(f"<p>{_cell(document, cell, places)}</p>" for cell in cells)


def _cell(document: Document, cell: Cell, places: Places) -> str:
    name = f"<strong>{flat(cell.label)}</strong> " if cell.label else ""
    place = places.of(document, cell.span.start)
    return f"{name}{flat(cell.text.replace(PLACEHOLDER, '…'))} {_line(place)}"


def _line(place: Place | None) -> str:
    return f'<a class="place" href="#{place.anchor}">line {place.line}</a>' if place else ""


# --- references ------------------------------------------------------------------------------------------------------


def _references(document: Document, shown: references.Table, places: Places, among: Sequence[object]) -> Iterator[str]:
    never = sum(not row.citations for row in shown.rows)
    yield _caption(document, among)
    told = f"{plural(len(shown.rows), 'reference')}, {never} never cited"
    yield f"<p>{told}; {plural(len(shown.unmatched), 'citation')} without reference.</p>"
    yield '<table class="list"><thead><tr><th scope="col">Reference</th><th scope="col">Cited at line</th>'
    yield '<th scope="col">What is wrong with it</th></tr></thead><tbody>'
    for row in shown.rows:
        cited = [places.of(document, citation.span.start) for citation in row.citations]
        by_line = {(place.file.number, place.line): place for place in reversed(cited) if place}
        where = ", ".join(_number(by_line[line]) for line in sorted(by_line)) or '<span class="none">never</span>'
        problems = "".join(_problem(d) for d in row.problems)
        yield f'<tr><th scope="row">{_entry(document, row, places)}</th><td>{where}</td><td>{problems}</td></tr>'
    yield "</tbody></table>"
    if shown.unmatched:
        items = []
        for citation in shown.unmatched:
            words = flat(document.text[citation.span.start : citation.span.end])
            items.append(f"<li>{words} {_line(places.of(document, citation.span.start))}</li>")
        yield f"<h3>Cited, and not in the list</h3><ul>{''.join(items)}</ul>"


def _entry(document: Document, row: references.Row, places: Places) -> str:
    name, title = flat(label(row.reference)), flat(row.reference.title)
    place = places.of(document, row.reference.span.start) if row.path is None else None
    shown = f'<a href="#{place.anchor}">{name}</a>' if place else name
    return f"{shown} <cite>{title}</cite>" if title else shown


def _number(place: Place) -> str:
    return f'<a href="#{place.anchor}">{place.line}</a>'


def _problem(d: Diagnostic) -> str:
    told = flat(d.message)
    return f'<p class="{Severity(d.severity)}"><span class="severity">{d.severity}</span> {told}</p>'
