"""Measures the checks of citing by number on papers turned into numbered ones, with faults put in by a seeded script.

python tests/benchmarks/numeric.py [--smoke] [--list]

The papers are those with known faults by name and year, without the faults: each citation that the list has becomes
“[n]”, each list is numbered by first citation, entries that nothing cites and citations of unlisted works are left out.
Then into each paper: a number beyond the list, an entry taken out though it is cited, an entry that nothing cites, two
numbers changed for each other. A finding meets a fault if it has its rule and stands on it. Needs ../shared.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citations import SHARED, document_of

from mslint.checks import citations
from mslint.checks.reconcile import reconcile
from mslint.model import Diagnostic, Severity, Source
from mslint.readers import read
from mslint.readers.works import with_works

RECALL, ALARMS = 0.97, 0.2
"""Share of each kind of faults to be found, and findings (warning and above) a paper without faults at most."""


@dataclass
class Paper:
    """A paper in pieces: its text, with a list of entries' indexes for each citation, and the entries in order."""

    pieces: list[str | list[int]]
    entries: list[str]
    bracketed: bool

    def text(self) -> tuple[str, list[int]]:
        """The paper as Markdown, and where each citation stands."""
        out, places = "", []
        for piece in self.pieces:
            if isinstance(piece, str):
                out += piece
                continue
            places.append(len(out))
            out += f"[{ranges(piece)}]"
        out += "\n\n## References\n\n"
        for number, entry in enumerate(self.entries, 1):
            if entry:
                out += (f"[{number}] {entry}" if self.bracketed else f"{number}. {entry}") + "\n\n"
        return out, places


def main() -> int:
    papers = sorted((SHARED / "data/citation-faults/clean").glob("*.md"))
    if not papers:
        print(f"skipped: {SHARED / 'data/citation-faults'} is not there")
        return 0
    rng = random.Random(11)
    total: Counter[str] = Counter()
    met: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    smoke = "--smoke" in sys.argv
    papers = papers[:6] if smoke else papers
    for at, path in enumerate(papers):
        paper = numbered(path, bracketed=at % 2 == 1)
        for d in told(paper.text()[0]):
            if d.severity >= Severity.WARNING:
                alarms[d.rule] += 1
                if "--list" in sys.argv:
                    print(f"  {path.stem} {d.rule} {d.message}")
        for kind, text, place, rule in faulty(paper, rng):
            total[kind] += 1
            end = text.find("]", place) if text[place].isdigit() else place + 1  # anywhere in the bracket
            begin = text.rfind("[", 0, place) if text[place].isdigit() else place
            hit = any(d.rule == rule and d.span.start <= end and begin < d.span.end for d in told(text))
            met[kind] += hit
            if not hit and "--list" in sys.argv:
                print(f"  missed: {path.stem} {kind} “{text[place : place + 60]}”")
    for kind, count in total.items():
        print(f"{kind:<20} {met[kind]}/{count} = {met[kind] / count:.3f}")
    a_paper = alarms.total() / len(papers)
    print(f"findings a paper without faults: {a_paper:.2f} (aim {ALARMS})")
    for rule, count in alarms.most_common():
        print(f"  {count:>4} {rule}")
    missed = any(met[kind] < RECALL * count for kind, count in total.items()) or a_paper > ALARMS
    return int(missed and not smoke)


def told(text: str) -> list[Diagnostic]:
    return list(citations.check(with_works(read(Source.of(Path("numbered.md"), text)))))


def numbered(path: Path, *, bracketed: bool) -> Paper:
    """The paper with numbers for names and years."""
    document = document_of(path)
    entries = [document.text[r.span.start : r.span.end].replace("\n", " ") for r in document.references]
    index = {id(r): at for at, r in enumerate(document.references)}
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for match in reconcile(document).matches:
        c = match.citation
        own = (c.year_span.start - 1, c.span.end) if c.form == "narrative" and c.year_span else (c.group or c.span)
        groups[own[0], own[1]] += [index[id(r)] for r in match.references[:1]]
    heading = re.search(r"^#+ References", document.text, re.MULTILINE)
    body = document.text[: heading.start() if heading else len(document.text)]
    order: dict[int, int] = {}
    pieces: list[str | list[int]] = []
    at = 0
    for (start, end), cited in sorted(groups.items()):
        if start < at or end > len(body):
            continue
        pieces.append(body[at:start])
        at = end
        if cited:
            pieces.append([order.setdefault(one, len(order) + 1) for one in dict.fromkeys(cited)])
    pieces.append(body[at:])
    return Paper(pieces, [entries[one] for one in order], bracketed)


def ranges(numbers: list[int]) -> str:
    """“1, 3–5”."""
    out: list[str] = []
    left = sorted(set(numbers))
    while left:
        end = 0
        while end + 1 < len(left) and left[end + 1] == left[end] + 1:
            end += 1
        out.append(str(left[0]) if end == 0 else f"{left[0]}, {left[1]}" if end == 1 else f"{left[0]}–{left[end]}")
        left = left[end + 1 :]
    return ", ".join(out)


def faulty(paper: Paper, rng: random.Random) -> Iterator[tuple[str, str, int, str]]:
    """Each kind of fault, the paper with one of it, where it stands, and the rule that should tell it."""
    marks = [at for at, piece in enumerate(paper.pieces) if isinstance(piece, list)]
    count = len(paper.entries)
    if len(marks) < 4 or count < 8:
        return

    def changed(at: int, numbers: list[int]) -> tuple[str, int]:
        pieces = [numbers if place == at else piece for place, piece in enumerate(paper.pieces)]
        text, places = Paper(pieces, paper.entries, paper.bracketed).text()
        return text, places[marks.index(at)] + 1

    at = rng.choice(marks)
    text, place = changed(at, [count + rng.randint(2, 9)])
    yield "beyond the list", text, place, "citations.number"

    out = rng.randrange(1, count - 1)
    entries = [("" if n == out else entry) for n, entry in enumerate(paper.entries)]
    if paper.bracketed:  # a Markdown list counts for itself
        text, places = Paper(paper.pieces, entries, True).text()
        first = next(k for k, m in enumerate(marks) if out + 1 in paper.pieces[m])
        numbers = text[places[first] : text.index("]", places[first])]
        inside = re.search(rf"\b{out + 1}\b", numbers)
        yield "entry taken out", text, places[first] + (inside.start() if inside else 1), "citations.number"

    never = "Thornbury, Q. (2012). Silt and its keepers in the lower estuary. *Estuary Letters*, 4, 12–31."
    text, _ = Paper(paper.pieces, [*paper.entries, never], paper.bracketed).text()
    yield "never cited", text, text.index("Thornbury"), "references.uncited"

    named = paper.entries[out]
    text, _ = Paper(paper.pieces, [*paper.entries, named.replace("(", "(1999, ", 1)], paper.bracketed).text()
    again = text.rindex(named[:12])
    yield "never cited, named", text, again, "references.uncited"

    begins = [next(k for k, m in enumerate(marks) if n in paper.pieces[m]) for n in range(1, count + 1)]
    apart = [n for n in range(2, count - 3) if begins[n - 1] < begins[n + 1]]
    one = rng.choice(apart)
    swap = {one: one + 2, one + 2: one}
    pieces = [p if isinstance(p, str) else [swap.get(n, n) for n in p] for p in paper.pieces]
    text, places = Paper(pieces, paper.entries, paper.bracketed).text()
    first = next(k for k, m in enumerate(marks) if one + 2 in pieces[m])
    numbers = text[places[first] : text.index("]", places[first])]
    inside = re.search(rf"\b{one + 2}\b", numbers)
    yield "out of order", text, places[first] + (inside.start() if inside else 1), "citations.number-order"


if __name__ == "__main__":
    sys.exit(main())
