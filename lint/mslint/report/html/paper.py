"""The text of a file with its findings marked where they stand, each passage beside the notes on it. Gives HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise

from mslint.model import Span
from mslint.report import RuleHelp
from mslint.report.html import notes, passages
from mslint.report.html.escaping import told
from mslint.report.html.files import File, Finding, Places, anchor
from mslint.report.html.passages import Passage, Run


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and where it stands in the text that is shown, which may hold more files than one."""

    finding: Finding
    span: Span

    def covers(self, span: Span) -> bool:
        return self.span.start < self.span.end and self.span.contains(span)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of a run that no finding begins or ends inside."""

    span: Span
    run: Run


def lines(file: File, rules: Mapping[str, RuleHelp], places: Places) -> Iterator[str]:
    """The passages of a file in order, each with its notes."""
    shift = file.part.span.start if file.part else 0
    targets = _Targets(file, shift)
    if file.document and file.part:
        text, shown = file.document.text, list(passages.of_document(file.document, file.part.span, targets.all))
    else:
        text, shown = file.text, list(passages.of_source(file.text, targets.all))
    shown = shown or [Passage("source", (Run(Span(0, 0), "gap"),))]  # what is missing is found in an empty file too
    marks = [Mark(f, Span(f.span.start + shift, f.span.end + shift)) for f in file.findings]
    done, level = 0, 2
    active: list[Mark] = []
    for passage, limit in zip(shown, [*(p.span.start for p in shown[1:]), len(text) + 1], strict=True):
        home = [mark for mark in marks[done:] if mark.span.start < limit]
        done += len(home)
        active = [mark for mark in active if mark.span.end > passage.span.start] + home
        if passage.kind == "heading":
            level = min(passage.level + 2, level + 1, 6)
        body = _Setting(text, active, home, targets).passage(passage)
        yield _row(file, passage, body, level, passage.span.start - shift)
        if home:
            yield '<ul class="notes">'
            yield from (f"<li>{notes.note(file, mark.finding, rules, places)}</li>" for mark in home)
            yield "</ul>"
        yield "</div>"
    yield _anchors(targets.passed(len(text) + 1))


_TAGS = {"paragraph": "p", "quote": "blockquote", "code": "pre", "source": "pre", "table": "table"}


def _row(file: File, passage: Passage, body: str, level: int, start: int) -> str:
    """The beginning of a passage's row, notes to come. `data-section` is the number of its section on the page."""
    section = "" if passage.section is None else f' data-section="{file.sections + passage.section}"'
    depth = f' data-depth="{min(passage.level, 4)}"' if passage.kind in ("item", "definition") else ""
    tag = f"h{level}" if passage.kind == "heading" else _TAGS.get(passage.kind, "div")
    number = f'<span class="line" aria-hidden="true">{file.line(start)}</span>'
    return f'<div class="row"{section}>{number}<{tag} class="text {passage.kind}"{depth}>{body}</{tag}>'


class _Targets:
    """The places of a file that something links to; each gets its anchor once, where it is passed."""

    def __init__(self, file: File, shift: int) -> None:
        self.all = sorted(target + shift for target in file.targets)
        self._file = file
        self._shift = shift
        self._next = 0

    def passed(self, end: int) -> list[str]:
        """The ids of those before `end` that have none yet."""
        at = bisect_left(self.all, end)
        passed = [anchor(self._file, target - self._shift) for target in self.all[self._next : at]]
        self._next = max(at, self._next)
        return passed


def _within(offsets: Sequence[int], span: Span) -> Sequence[int]:
    """Those of the sorted offsets that lie in a range."""
    return offsets[bisect_left(offsets, span.start) : bisect_left(offsets, span.end)]


# --- setting a passage -----------------------------------------------------------------------------------------------

_RULING = re.compile(r"[\s|:+=\-]*")
"""What draws a table in Markdown."""


class _Setting:
    """Sets one passage: cuts its runs where findings begin and end, so that overlapping ones are all marked.

    `active` are the findings that may touch the passage, `home` those whose notes stand beside it.
    """

    def __init__(self, text: str, active: Sequence[Mark], home: Sequence[Mark], targets: _Targets) -> None:
        self._text = text
        self._active = sorted(active, key=lambda mark: mark.span.start)
        self._ends = sorted(end for mark in active for end in mark.span)
        self._home = home
        self._targets = targets
        self._over: dict[Span, list[Finding]] = {}  # the findings on each stretch
        self._numbers: dict[Span, list[int]] = {}  # of the findings that end with a stretch

    def passage(self, passage: Passage) -> str:
        stretches = {run.span.start: list(self._stretches(run)) for run in passage.runs}
        self._cover([stretch.span for some in stretches.values() for stretch in some])
        if passage.rows:
            return "".join(self._row(row, stretches) for row in passage.rows)
        return self._set(chain.from_iterable(stretches.values())) + self._carets(passage.span.end)

    def _stretches(self, run: Run) -> Iterator[_Stretch]:
        """The run cut at the ends of findings and at targets; one that is shown as something else stays whole."""
        cuts = {run.span.start, run.span.end}
        if not run.shown:
            cuts.update(_within(self._ends, run.span), _within(self._targets.all, run.span))
        return (_Stretch(Span(start, end), run) for start, end in pairwise(sorted(cuts)))

    def _cover(self, spans: Sequence[Span]) -> None:
        """Notes which findings are on each stretch; a finding's number goes to the last one, if its note is here."""
        coming = iter(self._active)
        waiting = next(coming, None)
        opened: list[Mark] = []
        last: dict[int, Span] = {}
        for span in spans:
            while waiting is not None and waiting.span.start <= span.start:
                opened.append(waiting)
                waiting = next(coming, None)
            opened = [mark for mark in opened if mark.span.end > span.start]
            self._over[span] = [mark.finding for mark in opened if mark.covers(span)]
            last.update((finding.number, span) for finding in self._over[span])
        for mark in self._home:
            if mark.finding.number in last:
                self._numbers.setdefault(last[mark.finding.number], []).append(mark.finding.number)

    def _row(self, row: Sequence[Sequence[Run]], stretches: Mapping[int, list[_Stretch]]) -> str:
        cells = []
        for runs in row:
            inside = [stretch for run in runs for stretch in stretches[run.span.start]]
            cells.append(self._set(stretch for stretch in inside if not self._is_ruling(stretch)))
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"

    def _is_ruling(self, stretch: _Stretch) -> bool:
        if stretch.run.kind != "gap" or self._over[stretch.span]:
            return False
        return _RULING.fullmatch(self._source(stretch)) is not None

    def _set(self, stretches: Iterable[_Stretch]) -> str:
        """Stretches in order; those that follow each other under the same findings are one link."""
        out = []
        carets = {mark.span.start for mark in self._home if mark.span.start == mark.span.end}
        apart = 0

        def together(stretch: _Stretch) -> tuple[int, list[int]]:
            nonlocal apart
            apart += stretch.span.start in carets
            return apart, [finding.number for finding in self._over[stretch.span]]

        for _, group in groupby(stretches, key=together):
            run = list(group)
            out.append(self._carets(run[0].span.start))
            if self._over[run[0].span]:
                out.append(self._marked(run))
            else:
                out += [self._unmarked(stretch) for stretch in run]
        return "".join(out)

    def _source(self, stretch: _Stretch) -> str:
        return self._text[stretch.span.start : stretch.span.end]

    def _unmarked(self, stretch: _Stretch) -> str:
        text = told(stretch.run.shown or self._source(stretch))
        return _anchors(self._targets.passed(stretch.span.end)) + _of_kind(stretch.run.kind, text)

    def _marked(self, stretches: Sequence[_Stretch]) -> str:
        """The words as a link to the note of the gravest finding on them; spaces alone are shown as signs."""
        first, last = stretches[0], stretches[-1]
        over = self._over[first.span]
        gravest = max(over, key=lambda finding: (finding.diagnostic.severity, -finding.number))
        blank = self._text[first.span.start : last.span.end].isspace()
        name, *others = self._targets.passed(first.span.end) or [""]
        inside = [_anchors(others)]
        for stretch in stretches:
            text = _visible(self._source(stretch)) if blank else stretch.run.shown or self._source(stretch)
            numbers = self._numbers.get(stretch.span, [])
            inside.append(_anchors(self._targets.passed(stretch.span.end)))
            inside.append(_of_kind(stretch.run.kind, _numbered(text, numbers)))
        attributes = f'class="mark {gravest.diagnostic.severity}{" blank" if blank else ""}"'
        attributes += f' id="{name}"' if name else ""
        which = " ".join(str(finding.number) for finding in over)
        return f'<a {attributes} data-f="{which}" href="#f{gravest.number}">{"".join(inside)}</a>'

    def _carets(self, at: int) -> str:
        """The marks of findings that have a place but no width: something is missing there."""
        found = [m.finding for m in self._home if m.span.start == m.span.end == at]
        ids = self._targets.passed(at + 1) if found else []
        return _anchors(ids) + "".join(
            f'<a class="mark caret {f.diagnostic.severity}" data-f="{f.number}" href="#f{f.number}">'
            f"{_numbered('‸', [f.number])}</a>"
            for f in found
        )


def _anchors(ids: Iterable[str]) -> str:
    return "".join(f'<span id="{name}"></span>' for name in ids)


def _of_kind(kind: str, text: str) -> str:
    return text if kind == "text" else f'<span class="{kind}">{text}</span>'


_BLANKS = {" ": "␣", "\n": "↵\n", "\t": "⇥", "\r": "", "\N{NO-BREAK SPACE}": "⍽"}


def _visible(blank: str) -> str:
    """White space as signs that are seen."""
    return "".join(_BLANKS.get(char, char) for char in blank)


LONG_WORD = 24
"""Code points of a word that may be broken from its number."""


def _numbered(text: str, numbers: Sequence[int]) -> str:
    """The text with the numbers of the findings that end with it, which stay on the line of its last word."""
    if not numbers:
        return told(text, strict=True)
    cut = text.rstrip().rfind(" ") + 1
    cut = cut if len(text) - cut <= LONG_WORD else len(text)
    listed = ", ".join(map(str, numbers))
    return f'{told(text[:cut], strict=True)}<span class="end" data-n="{listed}">{told(text[cut:], strict=True)}</span>'
