"""Findings as one HTML page that stands alone: the paper with its findings in place, filters, counts, tables.

Nothing in it comes from a network or runs from the manuscript: all text is escaped, and a content security policy lets
only the page's own style and script through. Pure: style and script come through `shipped`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mslint import __version__, shipped
from mslint.filing import counts
from mslint.report import Report, plural
from mslint.report.html import paper, tables
from mslint.report.html.escaping import flat, plain
from mslint.report.html.files import File, Places, files_of
from mslint.report.text import not_checked_lines, summary


def render(report: Report) -> Iterator[str]:
    """The page's lines. `report.documents` gives the paper its shape; a file of none of them is shown as source."""
    report = replace(report, colour=False)
    files = files_of(report)
    style, script = shipped.text("report/html/page.css"), shipped.text("report/html/page.js")
    name = ", ".join(file.path.name for file in files if file.document) or ", ".join(f.path.name for f in files)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="mslint {__version__}">'
    yield f"<title>{plain(name)}: findings</title>\n<style>{style}</style>\n</head>\n<body>"
    places = Places(files)
    appendix = list(tables.appendix(report, files, places))  # before the paper, which sets the anchors it asks for
    yield from _head(report, files, name, [anchor for anchor, *_ in appendix])
    yield from _filters(report, files)
    yield '<main id="paper">'
    for file in files:
        yield from _file(file, report, places, alone=len(files) == 1)
    yield "</main>"
    for anchor, title, lines in appendix:
        yield f'<section class="appendix" id="{anchor}" aria-labelledby="{anchor}-title">'
        yield f'<h2 id="{anchor}-title">{title}</h2>'
        yield from lines
        yield "</section>"
    yield f"<footer><p>mslint {__version__}</p></footer>\n<script>{script}</script>\n</body>\n</html>"


def _policy(style: str, script: str) -> str:
    """Only this style and this script, by their hashes; nothing is fetched, framed or sent.

    https://www.w3.org/TR/CSP3/
    """
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _with_code(line: str) -> str:
    """A line of text whose commands stand between grave accents."""
    parts = flat(line).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


TITLES = {"rules": "By rule", "argument": "Argument", "references": "References"}
"""Names of what stands after the paper, by its anchor."""


def _head(report: Report, files: Sequence[File], name: str, anchors: Sequence[str]) -> Iterator[str]:
    titles = [title for file in files if (title := file.title)]
    yield f'<header>\n<p class="kicker">Findings in</p>\n<h1>{flat(name)}</h1>'
    yield from (f'<p class="title">{flat(title)}</p>' for title in titles if len(titles) == 1)
    told = [line for line in summary(report) if not line.startswith("Not checked:")]
    yield f'<p class="lead">{flat(told[0])}.</p>'
    if told[1:]:
        yield f'<p class="aside">{_with_code(". ".join(told[1:]))}.</p>'
    missed = list(not_checked_lines(report))
    if missed or report.narrowed:
        yield '<section class="missed" aria-labelledby="missed"><h2 id="missed">What was not checked</h2><ul>'
        yield from (f"<li>{flat(line.removeprefix('Not checked: '))}</li>" for line in missed)
        if report.narrowed:
            yield "<li>Rules that the settings or the command left out on purpose</li>"
        yield "</ul></section>"
    links = "".join(f'<li><a href="#{anchor}">{TITLES[anchor]}</a></li>' for anchor in anchors)
    links = f'<li><a href="#paper">The paper</a></li>{links}'
    yield f'<nav aria-label="Parts of this page"><ul>{links}</ul></nav>\n</header>'


def _filters(report: Report, files: Sequence[File]) -> Iterator[str]:
    """The form that the script shows and obeys; without the script there is none, and all findings are there."""
    yield '<form id="filters" role="search" aria-label="Findings to show" hidden>'
    yield '<fieldset><legend class="unseen">Severity</legend>'
    for severity, number in counts(report.files).items():
        told = plural(number, str(severity))
        box = f'<input type="checkbox" name="severity" value="{severity}" checked>'
        yield f'<label class="{severity}">{box} {told}</label>'
    yield "</fieldset>"
    yield f'<label>Rule <select name="rule">{"".join(tables.rule_options(files))}</select></label>'
    yield f'<label>Section <select name="section">{"".join(tables.section_options(files))}</select></label>'
    yield '<label>Search <input type="search" name="words" autocomplete="off" spellcheck="false"></label>'
    yield '<label><input type="checkbox" name="only"> Only passages with findings</label>'
    yield '<output aria-live="polite"></output>'
    keys = (("j", "next"), ("k", "previous"), ("Enter", "open"), ("/", "search"), ("Esc", "close"))
    yield f'<p class="keys">{" ".join(f"<kbd>{key}</kbd> {told}" for key, told in keys)}</p>'
    yield "</form>"


def _file(file: File, report: Report, places: Places, *, alone: bool) -> Iterator[str]:
    unseen = ' class="unseen"' if alone else ""
    name = f"file{file.number}"
    yield f'<article aria-labelledby="{name}">\n<h2 id="{name}"{unseen}>{flat(str(file.path))}</h2>'
    if not file.findings:
        yield '<p class="aside">No findings in this file.</p>'
    yield from paper.lines(file, report.rules, places)
    yield "</article>"
