"""Puts one fault at a time into clean papers, of each kind in which a paper disagrees with itself (terms, names, numbers,
dates, figures, notes, sections, links), and counts by kind how many the checks find, at their place, with the right fix.

python tests/benchmarks/document_faults.py [--smoke] [--only KIND] [--show KIND] [--alarms] [--seed NUMBER]

Where a paper has what a fault needs (an acronym and its definition, a range of years), the fault is made there; else
sentences, tables and notes of our own bring it along, spread over the paper's paragraphs. In a fault's text what is
wrong stands between ⟦ and ⟧; several such places are the two halves of one disagreement. `--alarms` lists what the
checks find in the papers as they are, at warning and above. Seeded; needs ../shared for more than the sample paper.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutations import ROOT, SETTINGS, SHARED

from mslint import session
from mslint.checks import crossrefs, numbers, terms
from mslint.checks.terms.expansions import acronyms, household
from mslint.inputs import Job
from mslint.model import Block, Diagnostic, Document, Severity, Source, Span

SEED, EACH, SMOKE = 20261124, 40, 3
ENOUGH, ALARMS = 0.90, 0.35
"""Share of each kind to be found; findings (warning and above) a paper without faults at most."""

Change = tuple[int, int, str]
"""Start and end in the paper's text, and what is written there instead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`right`: what should stand in the first marked place, "" if no fix is asked for."""

    changes: tuple[Change, ...]
    right: str = ""


Maker = Callable[["Paper", random.Random], Fault | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault, the rules of which one should find it, and the ways to make it, tried in turn by chance."""

    name: str
    rules: tuple[str, ...]
    makers: tuple[Maker, ...]


class Paper:
    """A paper as it is, and what can be changed in it."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        apart = ("references", "statement", "appendix", "keywords", "abstract", "front")
        self.body = [
            b for b in document.prose("paragraph") if document.role(b) not in apart and _is_prose(b, self.text)
        ]
        self.headings = list(document.prose("heading"))

    def spread(self, chance: random.Random, count: int) -> list[Block]:
        """So many paragraphs of the body, in order."""
        return sorted(chance.sample(self.body, count), key=lambda block: block.span.start)

    def after(self, sentences: Sequence[str], chance: random.Random) -> tuple[Change, ...]:
        """Each sentence at the end of a paragraph, in order; what has line breaks in it as blocks of its own."""
        blocks = self.spread(chance, len(sentences))
        return tuple(_after(block, sentence) for block, sentence in zip(blocks, sentences, strict=True))

    @property
    def abstract(self) -> Block | None:
        blocks = [b for b in self.document.blocks if "abstract" in (b.kind, self.document.role(b))]
        return next((b for b in blocks if b.kind in ("paragraph", "abstract") and len(b.text) > 150), None)

    def in_abstract(self, sentence: str) -> Change:
        """At the end of the abstract, which is made if there is none."""
        if self.abstract:
            return _after(self.abstract, sentence)
        at = self.headings[0].span.start if self.headings else self.body[0].span.start
        at = self.text.rfind("\n", 0, at) + 1
        return at, at, f"# Abstract\n\n{sentence}\n\n"


def _is_prose(block: Block, text: str) -> bool:
    end = text[block.span.end : block.span.end + 2]
    return len(block.text) > 200 and block.text.rstrip()[-1] in ".?!" and end in ("\n\n", "\n", "")


def _after(block: Block, sentence: str) -> Change:
    gap = "\n\n" if "\n" in sentence else " "
    return block.span.end, block.span.end, gap + sentence.strip("\n")


def main() -> int:
    smoke = "--smoke" in sys.argv
    only, shown = _given("--only"), _given("--show")
    seed = int(_given("--seed") or SEED)
    papers = [paper for paper in map(_paper, _files()[:: 8 if smoke else 1]) if len(paper.body) >= 6]
    alarms: Counter[str] = Counter()
    for paper in papers if not only else ():
        for d in told(paper.document):
            if d.severity >= Severity.WARNING:
                alarms[d.rule] += 1
                if "--alarms" in sys.argv:
                    print(f"  {paper.document.path.parent.name}/{paper.document.path.stem} {d.rule} {d.message}")
    short = []
    print(f"{'kind of fault':<44} {'made':>5} {'found':>6} {'warned':>6} {'exact':>6} {'fixed':>6}")
    for kind in KINDS:
        if only in kind.name:
            tally = _run(kind, papers, random.Random(f"{seed} {kind.name}"), SMOKE if smoke else EACH)
            if tally.line(kind.name) and tally.found < ENOUGH * tally.made:
                short.append(kind.name)
            if tally.missed and shown and (shown in kind.name or shown == "all"):
                print("\n".join(f"    {line}" for line in tally.missed))
    if not only:
        print(
            f"findings a paper without faults: {alarms.total() / len(papers):.2f} (aim {ALARMS}; {len(papers)} papers)"
        )
        for rule, count in alarms.most_common():
            print(f"  {count:>4} {rule}")
    print(f"kinds found in less than {ENOUGH:.0%}: {', '.join(short) or 'none'}")
    return int((bool(short) or alarms.total() > ALARMS * len(papers)) and not smoke)


def _given(option: str) -> str:
    return sys.argv[sys.argv.index(option) + 1] if option in sys.argv else ""


def _files() -> list[tuple[Path, str]]:
    """The papers; one in chapters is made whole."""
    data = SHARED / "data"
    single = [*data.glob("manuscripts/joss/*/paper.md"), *data.glob("citation-faults/clean/*.md")]
    chapters = [sorted(folder.glob("*.md")) for folder in sorted(data.glob("manuscripts/manubot/*/content"))]
    groups = [[ROOT / "manuscript" / "paper.md"], *([path] for path in sorted(single)), *chapters]
    return [(group[0], "\n\n".join(path.read_text("utf-8") for path in group)) for group in groups if group]


def _paper(file: tuple[Path, str]) -> Paper:
    return Paper(session.read(Job(Source.of(*file), SETTINGS))[0])


def told(document: Document) -> list[Diagnostic]:
    return [d for part in (terms, numbers, crossrefs) for d in part.check(document)]


# --- scoring ---------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What became of the faults of one kind; `asked`: those of which a fix is asked."""

    made: int = 0
    found: int = 0
    warned: int = 0
    exact: int = 0
    asked: int = 0
    fixed: int = 0
    missed: list[str] = field(default_factory=list)

    def line(self, name: str) -> bool:
        """Prints the shares; whether there are any."""
        if not self.made:
            print(f"{name:<44} {0:>5}")
            return False
        shares = " ".join(f"{n / self.made:>6.0%}" for n in (self.found, self.warned, self.exact))
        fixed = f"{self.fixed / self.asked:>6.0%}" if self.asked else "     -"
        print(f"{name:<44} {self.made:>5} {shares} {fixed}{'' if self.found >= ENOUGH * self.made else '  <'}")
        return True


def _run(kind: Kind, papers: Sequence[Paper], chance: random.Random, most: int) -> Tally:
    tally = Tally()
    for _ in range(3):
        for paper in chance.sample(papers, len(papers)):
            if tally.made >= most:
                return tally
            for maker in chance.sample(kind.makers, len(kind.makers)):
                if fault := maker(paper, chance):
                    _score(kind, paper, fault, tally)
                    break
    return tally


def _score(kind: Kind, paper: Paper, fault: Fault, tally: Tally) -> None:
    text, marks = changed(paper.text, fault.changes)
    document = _paper((paper.document.path, text)).document
    found = [d for d in told(document) if d.rule in kind.rules]
    exact = [d for d in found if any(d.span.overlaps(mark) for mark in marks)]
    hits = exact or [d for d in found if any(r.span.overlaps(mark) for r in d.related for mark in marks)]
    tally.made += 1
    tally.found += bool(hits)
    tally.exact += bool(exact)
    tally.warned += any(d.severity >= Severity.WARNING for d in hits)
    if not hits:
        first = marks[0]
        place = f"{text[max(first.start - 50, 0) : first.start]}⟦{text[first.start : first.end]}⟧{text[first.end : first.end + 40]}"
        tally.missed.append(f"{paper.document.path.parent.name}/{paper.document.path.stem}: {' '.join(place.split())}")
    if fault.right:
        tally.asked += 1
        tally.fixed += any(_is_right(text, d, marks[0], fault.right) for d in hits)


def _is_right(text: str, d: Diagnostic, mark: Span, right: str) -> bool:
    """Whether the first fix of the finding puts what is right into the marked place."""
    if not d.fixes:
        return False
    fixed = text
    for edit in sorted(d.fixes[0].edits, reverse=True):
        fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
    return fixed == text[: mark.start] + right + text[mark.end :]


def changed(text: str, changes: Sequence[Change]) -> tuple[str, list[Span]]:
    """The text with the changes, and where the marked places stand in it."""
    out, at = "", 0
    for start, end, new in sorted(changes):
        out += text[at:start] + new
        at = end
    out += text[at:]
    marks: list[Span] = []
    plain, last = "", 0
    for match in re.finditer(r"⟦([^⟧]*)⟧", out):
        plain += out[last : match.start()]
        marks.append(Span(len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    return plain + out[last:], marks


# --- ways to make faults ---------------------------------------------------------------------------------------------


def carried(*variants: Sequence[str], right: str = "") -> Maker:
    """Sentences of our own, each variant one or more that are spread over the body in order."""

    def make(paper: Paper, chance: random.Random) -> Fault | None:
        own = chance.choice(variants)
        known = set(re.findall(r"\w+", paper.text))
        if any(len(word) > 2 and word in known for text in own for word in re.findall(r"\b[A-Z]{3,}\b", text)):
            return None
        return Fault(paper.after(own, chance), right)

    return make


def abstracted(*variants: tuple[str, str]) -> Maker:
    """A sentence of the abstract and one of the body."""

    def make(paper: Paper, chance: random.Random) -> Fault | None:
        here, there = chance.choice(variants)
        return Fault((paper.in_abstract(here), *paper.after([there], chance)))

    return make


def _defined(paper: Paper) -> Iterator[tuple[str, str, Span, list[Span]]]:
    """Acronyms that the body defines once, by a bracket, and uses later: acronym, words, definition, later uses."""
    seen: dict[str, list[tuple[Block, int, int, str, int]]] = {}
    for block in paper.document.prose("paragraph", "item"):
        if block in paper.body:
            for found in acronyms(block.text):
                name = block.text[found.start : found.end]
                words = found.definition.words if found.definition and found.definition.fits else ""
                start = found.definition.words_start if found.definition and words else found.start
                seen.setdefault(name, []).append((block, found.start, found.end, words, start))
    elsewhere = [b for b in paper.document.prose("paragraph", "item", "abstract", "caption") if b not in paper.body]
    for name, places in seen.items():
        block, start, end, words, words_start = places[0]
        later = [b.to_source(s, e) for b, s, e, w, _ in places[1:] if b is not block and not w]
        alone = (
            sum(bool(w) for _, _, _, w, _ in places) == 1 and name.isupper() and words_start < start and len(name) > 2
        )
        if words and later and alone and name not in household() and not any(f"({name}" in b.text for b in elsewhere):
            yield name, words, block.to_source(words_start, end), later


def _defined_one(paper: Paper, chance: random.Random) -> tuple[str, str, Span, list[Span]] | None:
    found = list(_defined(paper))
    return chance.choice(found) if found else None


def late(paper: Paper, chance: random.Random) -> Fault | None:
    """The definition moves from the first place to a later one."""
    if not (one := _defined_one(paper, chance)):
        return None
    name, words, first, later = one
    place = chance.choice(later)
    if paper.text[first.end : first.end + 1] != ")":
        return None
    return Fault(((first.start, first.end + 1, f"⟦{name}⟧"), (place.start, place.end, f"{words} ({name})")))


def twice(paper: Paper, chance: random.Random) -> Fault | None:
    if not (one := _defined_one(paper, chance)):
        return None
    name, words, _, later = one
    place = chance.choice(later)
    return Fault(((place.start, place.end, f"⟦{words} ({name})⟧"),))


def otherwise(paper: Paper, chance: random.Random) -> Fault | None:
    """A later use is said to stand for other words with the same initials."""
    if not (one := _defined_one(paper, chance)):
        return None
    name, _, _, later = one
    if not all(char in OTHER for char in name):
        return None
    other = " ".join(chance.choice(OTHER[char]) for char in name)
    place = chance.choice(later)
    return Fault(((place.start, place.end, f"⟦{other} ({name})⟧"),))


OTHER = {
    letter: tuple(words.split("/"))
    for letter, words in {
        "A": "annual/active", "B": "basic/broad", "C": "common/central", "D": "daily/distant", "E": "early/equal",
        "F": "final/former", "G": "global/gradual", "H": "heavy/hidden", "I": "inner/idle", "J": "joint/junior",
        "L": "lateral/local", "M": "minor/modern", "N": "narrow/neutral", "O": "open/outer", "P": "primary/partial",
        "Q": "quiet/quick", "R": "rapid/regular", "S": "single/slow", "T": "typical/total", "U": "upper/urban",
        "V": "vertical/vital", "W": "weekly/warm",
    }.items()
}  # fmt: skip


def unused(paper: Paper, chance: random.Random) -> Fault | None:
    """Every later use is written out."""
    if not (one := _defined_one(paper, chance)):
        return None
    name, words, first, later = one
    uses = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", paper.text)]
    if [u.start for u in uses if u.start > first.end] != [u.start for u in later] or len(uses) != len(later) + 1:
        return None
    at = first.end - len(name)
    return Fault(((at, first.end, f"⟦{name}⟧"), *((u.start, u.end, words) for u in later)))


def misfit(paper: Paper, chance: random.Random) -> Fault | None:
    """Two letters of the acronym change places where it is defined, or one is doubled, lost or another."""
    if not (one := _defined_one(paper, chance)):
        return None
    name, words, first, _ = one
    if len(name) < 3 or not name.isalpha():
        return None
    wrong = _slipped(name, chance, words)
    start = first.end - len(name)
    return Fault(((first.start, first.end, f"⟦{paper.text[first.start : start]}{wrong}⟧"),)) if wrong else None


def _slipped(name: str, chance: random.Random, words: str) -> str:
    at = chance.randrange(1, len(name) - 1)
    if chance.random() < 0.5 and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    free = [letter for letter in "BDFGHKMPVWXZ" if letter.lower() not in words.lower()]
    return name[:at] + chance.choice(free) + name[at + 1 :] if free else ""


def hyphen(paper: Paper, chance: random.Random) -> Fault | None:
    """A compound that the paper always hyphenates, once as one word, or the reverse."""
    words = Counter(m[0] for b in paper.body for m in re.finditer(r"(?<![\w-])[a-z]{3,}-[a-z]{4,}(?![\w-])", b.text))
    usual = [word for word, n in words.items() if n >= 4 and word.replace("-", "") not in paper.text.lower()]
    return _once(paper, chance, usual, lambda word: word.replace("-", ""))


def lower(paper: Paper, chance: random.Random) -> Fault | None:
    """A name of two words with capitals, once without."""
    pattern = r"(?<![\w-])(?<=[a-z] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?! [A-Z])(?![\w-])"
    names = Counter(m[0] for b in paper.body for m in re.finditer(pattern, b.text))
    small = set(re.findall(r"[a-z]+", paper.text))
    usual = [n for n, k in names.items() if k >= 4 and any(w.lower() not in small for w in n.split())]
    return _once(paper, chance, usual, str.lower)


def misspelt(paper: Paper, chance: random.Random) -> Fault | None:
    """A name that stands often, once with a slip."""
    words = Counter(m[0] for b in paper.body for m in re.finditer(r"(?<=[a-z] )[A-Z][a-z]{5,}(?![\w-])", b.text))
    small = set(re.findall(r"[a-z]+", paper.text))
    usual = [name for name, n in words.items() if n >= 4 and name.lower() not in small]
    return _once(paper, chance, usual, lambda name: _slip(name, chance))


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(2, len(name) - 2)
    if name[at] == name[at + 1]:
        return name[:at] + name[at + 1 :]
    kind = chance.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at] + name[at:]


def _once(paper: Paper, chance: random.Random, usual: list[str], change: Callable[[str], str]) -> Fault | None:
    """One place of a word that is usual in the body, changed; not the first word of a sentence."""
    if not usual:
        return None
    word = chance.choice(usual)
    places = [
        b.to_source(*m.span())
        for b in paper.body
        for m in re.finditer(rf"(?<=[a-z] ){re.escape(word)}(?![\w-])", b.text)
    ]
    places = [place for place in places if paper.text[place.start : place.end] == word]
    if not places:
        return None
    place = chance.choice(places)
    return Fault(((place.start, place.end, f"⟦{change(word)}⟧"),), word)


def backwards(paper: Paper, chance: random.Random) -> Fault | None:
    """A range of years of the paper's own text, its ends changed."""
    places = [
        b.to_source(*m.span())
        for b in paper.body
        for m in re.finditer(r"(?<![\w.,/–-])(?:1[5-9]|20)\d\d[–-](?:1[5-9]|20)\d\d(?![\w/–-])", b.text)
    ]
    places = [p for p in places if p.end - p.start == 9]
    if not places:
        return None
    place = chance.choice(places)
    text = paper.text[place.start : place.end]
    return Fault(((place.start, place.end, f"⟦{text[5:]}{text[4]}{text[:4]}⟧"),)) if text[5:] > text[:4] else None


def level(paper: Paper, chance: random.Random) -> Fault | None:
    """A heading under one of another level, two levels deeper."""
    found = [
        (a, b)
        for a, b in zip(paper.headings, paper.headings[1:], strict=False)
        if b.level > 1 and paper.text.rfind("\n#", 0, b.span.start) > 0 and b.level == a.level + 1
    ]
    if not found:
        at, block = chance.choice(list(enumerate(paper.body)))
        above = [h for h in paper.headings if h.span.start < block.span.start]
        depth = above[-1].level + 2 if above else 0
        if not 2 < depth < 6:
            return None
        return Fault(
            (
                (
                    block.span.end,
                    block.span.end,
                    f"\n\n{'#' * depth} ⟦What the rolls tell⟧\n\nThey tell {at + 3} things.",
                ),
            )
        )
    _, block = chance.choice(found)
    start = paper.text.rfind("\n#", 0, block.span.start) + 1
    return Fault(
        ((start, start, "#"), (block.span.start, block.span.end, f"⟦{paper.text[block.span.start : block.span.end]}⟧"))
    )


def unit(paper: Paper, chance: random.Random) -> Fault | None:
    """A unit of the paper that always stands after a space, once without, or with a plural s, or the reverse."""
    pattern = r"(?<![\w.,–-])\d+(?:\.\d+)? (?:km|mm|cm|kg|mg|ml|mL|ms|Hz|kHz|MHz|GB|MB)(?![\w²³^/·*-])"
    ways = Counter(m[0].split()[1] for b in paper.body for m in re.finditer(pattern, b.text))
    usual = [u for u, n in ways.items() if n >= 4 and not re.search(rf"\d{u}\b", paper.text)]
    if not usual:
        return None
    chosen = chance.choice(usual)
    places = [
        b.to_source(*m.span()) for b in paper.body for m in re.finditer(pattern, b.text) if m[0].endswith(f" {chosen}")
    ]
    place = chance.choice([p for p in places if paper.text[p.start : p.end].count(" ") == 1] or places)
    text = paper.text[place.start : place.end]
    return Fault(((place.start, place.end, f"⟦{text.replace(' ', '')}⟧"),), text)


def mention(paper: Paper, chance: random.Random) -> Fault | None:
    """A mention of a figure or table of the paper, its number made too high."""
    places = [
        b.to_source(*m.span(1))
        for b in paper.body
        for m in re.finditer(r"\b(?:Figure|Fig\.|Table)[ \xa0](\d)(?![\w.–-])", b.text)
    ]
    if not places or not any(b.kind == "caption" for b in paper.document.blocks):
        return None
    place = chance.choice(places)
    return Fault(((place.start, place.end, f"⟦{chance.randint(17, 29)}⟧"),))


def link(paper: Paper, chance: random.Random) -> Fault | None:
    """A pointer to a heading of the paper, with a slip in the name."""
    names = [name for name, _ in paper.document.labels if len(name) > 8 and re.fullmatch(r"[a-z-]+", name)]
    if not names:
        return None
    name = chance.choice(names)
    wrong = _slip(name, chance)
    return (
        Fault(paper.after([f"More on this stands [further down](#⟦{wrong}⟧)."], chance), name)
        if wrong not in names
        else None
    )


def title(paper: Paper, chance: random.Random) -> Fault | None:
    """A sentence that names a listed work by its title, with a slip in one word."""
    titles = []
    for reference in paper.document.references:
        main = re.split(r"[:?!.]", re.sub(r"[{}*]", "", reference.title))[0].strip()
        words = re.findall(r"[A-Za-z]{6,}", main)
        if 4 <= len(main.split()) <= 10 and len(words) > 1 and re.fullmatch(r"[\w ’'-]+", main) and reference.names:
            titles.append((main, words, reference.names[0]))
    if not titles:
        return None
    main, words, name = chance.choice(titles)
    word = chance.choice(words)
    wrong = word[:-1] if word.endswith("s") else _slip(word, chance)
    said = main.replace(word, wrong, 1)
    carrier = chance.choice(["In *⟦{}⟧*, {} says so.", "The work “⟦{}⟧” by {} says so."])
    return Fault(paper.after([carrier.format(said, name)], chance), main)


def plotted(*variants: Sequence[str]) -> Maker:
    """Figures and tables of our own with what the text says of them, in a paper without captions; what it says of figures
    and tables that are not there is taken out."""

    def make(paper: Paper, chance: random.Random) -> Fault | None:
        if any(block.kind in ("caption", "cell") or "![" in block.text for block in paper.document.blocks):
            return None
        pattern = r"\b(?:Figures?|Figs?\.?|FIG\w*\.?|Tables?|TABLES?)[\s\xa0]*[A-Z]?\d+"
        changes = paper.after(chance.choice(variants), chance)
        return Fault((*((*m.span(), "the plot") for m in re.finditer(pattern, paper.text)), *changes))

    return make


def numbered(paper: Paper, chance: random.Random) -> Fault | None:
    """The headings get numbers, and a sentence points to one that there is not."""
    tops = min((h.level for h in paper.headings), default=0)
    if len(paper.headings) < 4 or any(re.match(r"\d", h.text) for h in paper.headings) or not _has_marks(paper):
        return None
    count, sub, changes = 0, 0, []
    for heading in paper.headings:
        if heading.level == tops:
            count, sub = count + 1, 0
            number = f"{count}"
        elif heading.level == tops + 1 and count:
            sub += 1
            number = f"{count}.{sub}"
        else:
            continue
        changes.append((heading.span.start, heading.span.start, f"{number}. " if sub == 0 else f"{number} "))
    if len(changes) < 4:
        return None
    wrong = chance.choice([f"{count + 2}", f"{count}.{sub + 3}", f"1.{9}"])
    said = chance.choice([
        "The details follow in Section ⟦{}⟧.", "This is taken up again (see section ⟦{}⟧).", "As § ⟦{}⟧ shows, the rolls agree.",
        "We return to the rolls in Sec. ⟦{}⟧.", "Sections 1 and ⟦{}⟧ treat the tolls.",
    ])  # fmt: skip
    return Fault((*changes, *paper.after([said.format(wrong)], chance)))


def _has_marks(paper: Paper) -> bool:
    return all(paper.text[: h.span.start].rsplit("\n", 1)[-1].startswith("#") for h in paper.headings)


def _figure(number: int | str, what: str = "Tolls by year.", word: str = "Figure") -> str:
    return f"![](plot.png)\n\n{word} {number}. {what}"


def _table(number: int | str, caption: str, rows: str) -> str:
    head, *body = [line.split("/") for line in rows.split("; ")]
    lines = [head, ["---"] * len(head), *body]
    return f"Table {number}. {caption}\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


GOODS = "Good/1890/1900; Wool/412/538; Salt/207/195; Grain/1,284/1,310"
SHARES = "Group/Share (%)/Mean; Bakers/45.2/3.71; Millers/31.6/2.94; Smiths/23.2/4.08"

KINDS: tuple[Kind, ...] = (
    Kind(
        "acronym used before defined",
        ("terms.acronym-before-definition",),
        (
            late,
            carried(
                ("The rolls of the ⟦RTBO⟧ are lost.", "The River Toll Board Office (RTBO) burned down later."),
                (
                    "Most clerks had served in the ⟦GWU⟧ before.",
                    "The Grain Weighers’ Union (GWU) was the oldest of all.",
                    "The GWU kept its own rolls.",
                ),
                ("By ⟦QSTM⟧ we fitted the curves.", "We used a quasi-static toll model (QSTM) throughout."),
                ("⟦MKDR⟧ scores were high.", "Each clerk filled in the Modified Kerr Diligence Rating (MKDR) twice."),
            ),
        ),
    ),
    Kind(
        "acronym defined twice",
        ("terms.acronym-defined-twice",),
        (
            twice,
            carried(
                (
                    "The River Toll Board Xenon (RTBX) kept rolls.",
                    "The RTBX was rich.",
                    "In the north the ⟦River Toll Board Xenon (RTBX)⟧ had no office.",
                ),
                (
                    "A grain weighing unit node (GWUN) was set up.",
                    "The GWUN failed.",
                    "The ⟦grain weighing unit node (GWUN)⟧ was sold.",
                ),
            ),
        ),
    ),
    Kind(
        "acronym defined two ways",
        ("terms.acronym-two-meanings", "terms.acronym-defined-twice"),
        (
            otherwise,
            carried(
                (
                    "The Grain Weighers’ Union (GWU) kept rolls.",
                    "The GWU was rich.",
                    "In the north the ⟦Great Western Utility (GWU)⟧ had no office.",
                ),
                (
                    "We fitted a mean toll rate index X (MTRX).",
                    "The MTRX fell.",
                    "A ⟦manual tally record X (MTRX)⟧ was kept.",
                ),
                (
                    "The Salt Tax Office Fund (STOF) paid.",
                    "The STOF was poor.",
                    "The ⟦Salt Transport Order Fee (STOF)⟧ was raised.",
                ),
            ),
        ),
    ),
    Kind(
        "acronym defined and never used",
        ("terms.unused-acronym",),
        (
            unused,
            carried(
                ("The River Toll Board Directorate (⟦RTBD⟧) kept the rolls.",),
                ("We fitted a grain weight model (⟦GWM⟧) to the rolls.",),
                ("Clerks filled in the Kerr Diligence Rating Form (⟦KDRF⟧).",),
            ),
        ),
    ),
    Kind(
        "expansion that does not fit",
        ("terms.acronym-misfit",),
        (
            misfit,
            carried(
                ("The ⟦Grain Weighers’ Union (GUW)⟧ kept rolls.", "The GUW was rich."),
                ("The ⟦River Toll Board (RTP)⟧ kept rolls.", "The RTP was rich."),
                ("The ⟦Salt Transport Office (SOT)⟧ paid.", "The SOT was poor."),
                ("The ⟦Organisation of Northern Towns (ONK)⟧ met in May.", "The ONK met again in June."),
            ),
        ),
    ),
    Kind(
        "term written two ways",
        ("terms.hyphen-two-ways", "terms.capitals-two-ways"),
        (
            hyphen,
            lower,
            carried(
                (
                    "The toll-keeper was paid by the day.",
                    "No toll-keeper could read.",
                    "A toll-keeper had a hut.",
                    "Some hut of a ⟦tollkeeper⟧ still stands.",
                    "Each toll-keeper was sworn in.",
                    "The toll-keeper left.",
                ),
                (
                    "They met on the Salt Road each May.",
                    "The Salt Road was paved.",
                    "On the Salt Road no toll was paid.",
                    "In winter the ⟦salt road⟧ was closed.",
                    "All of the Salt Road lay in fog.",
                ),
                (
                    "A quasistate has no army.",
                    "Each quasistate paid.",
                    "The quasistate of Narva fell.",
                    "Some ⟦quasi-state⟧ had a navy.",
                    "No quasistate lasted.",
                ),
            ),
        ),
    ),
    Kind(
        "name spelt two ways",
        ("terms.name-two-ways",),
        (
            misspelt,
            carried(
                (
                    "The papers of Vandermolen are lost.",
                    "In May Vandermolen left.",
                    "Some hold that Vandermolen lied.",
                    "The heirs of ⟦Vandermolan⟧ sold the mill.",
                ),
                (
                    "The town of Kortenaar paid.",
                    "The mills of Kortenaar burned.",
                    "In spring Kortenaar was sold.",
                    "All of ⟦Kortnaar⟧ was poor.",
                ),
                (
                    "The diary of Szymanowska is lost.",
                    "In May Szymanowska left.",
                    "The clerk knew Szymanowska well.",
                    "The heirs of ⟦Szymanovska⟧ sold the mill.",
                ),
            ),
        ),
    ),
    Kind("title of a listed work", ("terms.title-two-ways",), (title,)),
    Kind(
        "abstract and text differ",
        ("numbers.abstract-differs",),
        (
            abstracted(
                ("The rolls of ⟦412⟧ households were read.", "We read the rolls of ⟦421⟧ households in all."),
                ("We interviewed ⟦24⟧ millers.", "In all, ⟦26⟧ millers were interviewed."),
                ("Tolls fell by ⟦38%⟧ between the wars.", "Between the wars tolls fell by ⟦36%⟧."),
                ("We surveyed ⟦1,250⟧ teachers in nine towns.", "The survey reached ⟦1,520⟧ teachers in nine towns."),
                ("The mean toll was ⟦4.52⟧ thalers.", "The mean toll was ⟦4.25⟧ thalers."),
                ("The archive holds ⟦eighteen⟧ letters.", "The archive holds ⟦sixteen⟧ letters."),
                ("Of the millers, ⟦62%⟧ paid late.", "As the rolls show, ⟦26%⟧ of the millers paid late."),
                ("Twelve towns and ⟦640⟧ bakeries took part.", "There were ⟦460⟧ bakeries in the twelve towns."),
                ("We analysed ⟦312⟧ speeches.", "The corpus consists of ⟦321⟧ speeches."),
                ("The study draws on ⟦45⟧ interviews.", "I conducted ⟦54⟧ interviews between May and June."),
            ),
        ),
    ),
    Kind(
        "text and table differ",
        ("numbers.table-differs",),
        (
            plotted(
                (_table(1, "Bales by good and year.", GOODS), "As Table 1 shows, wool rose to ⟦583⟧ bales in 1900."),
                (_table(1, "Bales by good and year.", GOODS), "Grain stood at ⟦1,248⟧ bales in 1890 (Table 1)."),
                ("Salt fell from ⟦270⟧ to 195 bales (see Table 1).", _table(1, "Bales by good and year.", GOODS)),
                (
                    _table(1, "Shares and means.", SHARES),
                    "Table 1 gives the shares: bakers make up ⟦42.5⟧% of the whole.",
                ),
                (_table(1, "Shares and means.", SHARES), "Smiths had the highest mean (M = ⟦4.80⟧; Table 1)."),
                ("The share of millers was ⟦36.1⟧% (Table 1).", _table(1, "Shares and means.", SHARES)),
            ),
        ),
    ),
    Kind(
        "shares that do not add up",
        ("numbers.percentages", "numbers.parts"),
        (
            carried(
                ("Of the millers ⟦45% agreed, 30% disagreed and 35%⟧ were undecided.",),
                ("The sample was ⟦52% women and 46% men⟧.",),
                ("The sample was ⟦58% female and 52% male⟧.",),
                ("Half of the tolls were paid in coin (⟦51%), a third in kind (33%), and the rest in labour (26%⟧).",),
                ("They were paid ⟦in coin (41%), in kind (33%) or in labour (36%⟧).",),
                ("⟦Wool made up 48.2%, salt 31.4% and grain 25.4%⟧ of the tolls.",),
                ("The ⟦120 participants (70 men, 60 women)⟧ were asked twice.",),
                ("In all ⟦84 students (49 women and 45 men)⟧ took part.",),
                ("⟦Of 60 clerks, 25 agreed, 20 disagreed and 25⟧ did not answer.",),
                ("⟦Of the 48 mills, 31 stood in the north and 27⟧ in the south.",),
            ),
        ),
    ),
    Kind(
        "n that differs",
        ("numbers.count-differs", "numbers.abstract-differs"),
        (
            carried(
                ("We recruited ⟦48 students⟧ in May.", "The ⟦46 students⟧ were paid."),
                ("We interviewed ⟦24 millers⟧ in May.", "The ⟦22 millers⟧ spoke freely."),
                ("The sample comprised ⟦312 households⟧.", "All ⟦321 households⟧ paid the toll."),
                ("We conducted ⟦eighteen⟧ interviews in Riga.", "The ⟦16⟧ interviews lasted an hour each."),
                ("In total, ⟦152⟧ teachers answered.", "Of the ⟦125⟧ teachers, most were women."),
                ("The corpus consists of ⟦140⟧ speeches.", "Each of the ⟦104⟧ speeches was read twice."),
                (
                    "The survey had 215 respondents (⟦N = 251⟧).",
                    "No prize was given.",
                ),
                ("We selected ⟦fourteen⟧ villages.", "In the ⟦twelve⟧ villages we counted hearths."),
            ),
        ),
    ),
    Kind(
        "range or date backwards",
        ("numbers.range-backwards", "numbers.impossible-date"),
        (
            backwards,
            carried(
                ("The war of ⟦1945–1939⟧ cost much.",),
                ("He ruled from ⟦1848 to 1830⟧.",),
                ("Between ⟦1920 and 1912⟧ prices fell.",),
                ("The proof stands on pp. ⟦145–132⟧ of the roll.",),
                ("The mill was sold on ⟦31 June 1911⟧.",),
                ("It burned on ⟦February 30, 1902⟧.",),
                ("They met from ⟦12 to 8 May⟧ 1911.",),
                ("The talks ran from ⟦May 1911 to March 1911⟧.",),
                ("Kerr (⟦1911–1874⟧) was a miller.",),
                ("It stood empty in ⟦1931-1924⟧.",),
            ),
        ),
    ),
    Kind(
        "event with two dates",
        ("numbers.two-dates",),
        (
            carried(
                (
                    "The Treaty of Kortenaar of ⟦1711⟧ ended the dispute.",
                    "After the Treaty of Kortenaar (⟦1712⟧) tolls fell.",
                ),
                ("The Battle of Sandwyk (⟦1642⟧) was lost.", "In ⟦1643⟧ the Battle of Sandwyk broke the town."),
                ("The Sandwyk Accords were signed in ⟦1921⟧.", "The Sandwyk Accords of ⟦1922⟧ held."),
                ("The Sandwyk Revolution of ⟦1848⟧ failed.", "Since the ⟦1849⟧ Sandwyk Revolution no toll was paid."),
                ("The Kortenaar Memorandum (⟦1994⟧) bound all.", "They signed the Kortenaar Memorandum in ⟦1995⟧."),
                ("The Sandwyk summit of ⟦2008⟧ set no date.", "At the Sandwyk summit in ⟦2009⟧ no date was set."),
                (
                    "The Kortenaar Conference took place in ⟦1884⟧.",
                    "The Kortenaar Conference of ⟦1885⟧ drew the lines.",
                ),
                ("Vandermolen was born in ⟦1856⟧.", "When Vandermolen was born in ⟦1865⟧, tolls were high."),
                (
                    "The annexation of Sandwyk in ⟦1914⟧ was a shock.",
                    "Nobody foresaw the annexation of Sandwyk (⟦1915⟧).",
                ),
            ),
        ),
    ),
    Kind(
        "unit wrong or mixed",
        ("numbers.unit-form",),
        (
            unit,
            carried(
                ("One roll weighed 5 kg.", "Others weighed 7 kg.", "The best weighed 9 kg.", "This one weighed ⟦4kg⟧."),
                (
                    "It lies 12 km away.",
                    "The next lies 15 km away.",
                    "The last lies 19 km away.",
                    "One lies ⟦8 kms⟧ away.",
                ),
                ("The stone weighed 50 ⟦Kg⟧ in all.",),
                ("The road is 40 ⟦Kms⟧ long.",),
                ("It took 30 ⟦secs⟧ to fall.",),
                ("The signal was at 50 ⟦hz⟧ in all mills.",),
                ("It was heated to ⟦80 ° C⟧ in the mill.",),
                (
                    "It was heated to ⟦80°C⟧ there.",
                    "The water had 12 °C.",
                    "The air had 20 °C.",
                    "The oven had 210 °C.",
                ),
                ("The jar held 250 ml.", "The cup held 200 ml.", "The pot held 700 ml.", "The can held 330 ⟦mL⟧."),
            ),
        ),
    ),
    Kind(
        "figure number skipped",
        ("crossrefs.figure-order", "crossrefs.missing-figure"),
        (
            plotted(
                ("See Figure 1.", _figure(1), "See Figure 2.", _figure(2), _figure("⟦4⟧"), "See Figure ⟦4⟧."),
                ("See Table 1.", _table(1, "Bales.", GOODS), "See Table 3.", _table("⟦3⟧", "Shares.", SHARES)),
                (_figure(1, word="Fig."), "Fig. 1 is old.", _figure("⟦3⟧", word="Fig."), "Fig. 3 is new."),
            ),
        ),
    ),
    Kind(
        "figure number doubled",
        ("crossrefs.repeated-figure",),
        (
            plotted(
                ("See Figure 1.", _figure(1), "See Figure 2.", _figure(2), _figure("⟦2⟧", "Mills by year.")),
                ("See Table 1.", _table(1, "Bales.", GOODS), "Table 1 has shares.", _table("⟦1⟧", "Shares.", SHARES)),
                (_figure(1, word="Fig."), "Fig. 1 is old.", _figure("⟦1⟧", "Mills.", word="Fig.")),
            ),
        ),
    ),
    Kind(
        "figures out of order",
        ("crossrefs.figure-order",),
        (
            plotted(
                ("See Figure 1.", _figure(1), "See ⟦Figure 3⟧.", "See ⟦Figure 2⟧.", _figure("⟦3⟧"), _figure("⟦2⟧")),
                ("See Table 2.", _table("⟦2⟧", "Bales.", GOODS), "See Table 1.", _table("⟦1⟧", "Shares.", SHARES)),
                ("⟦Figure 2⟧ has tolls, as has ⟦Figure 1⟧.", _figure(1), _figure(2)),
            ),
        ),
    ),
    Kind(
        "figure never mentioned",
        ("crossrefs.unmentioned-figure",),
        (
            plotted(
                ("See Figure 1.", _figure(1), _figure("⟦2⟧", "Mills by year.")),
                (_table("⟦1⟧", "Bales.", GOODS), "See Table 2.", _table(2, "Shares.", SHARES)),
                ("See Fig. 1.", _figure(1, word="Fig."), _table("⟦1⟧", "Bales.", GOODS)),
                ("See Figure 1.", "\n![Tolls by year.](plot.png)\n", "\n![⟦Mills by year.⟧](mills.png)\n"),
            ),
        ),
    ),
    Kind(
        "mention without a figure",
        ("crossrefs.missing-figure",),
        (
            mention,
            plotted(
                ("See Figure 1.", _figure(1), "As ⟦Figure 2⟧ shows, tolls fell."),
                ("See Table 1.", _table(1, "Bales.", GOODS), "The shares (⟦Tab. 2⟧) fell."),
                ("Tolls fell (⟦Figure 1⟧).", "Mills burned."),
                ("Shares are given in ⟦Table 1⟧.", "Mills burned."),
                ("See Table 1.", _table(1, "Bales.", GOODS), "The curve in ⟦Figure 1⟧ fell."),
                ("Figures 1 and ⟦3⟧ show tolls.", _figure(1), _figure(2), "Figure 2 shows mills."),
            ),
        ),
    ),
    Kind(
        "caption missing",
        ("crossrefs.missing-caption",),
        (
            plotted(
                (
                    "See Figure 1.",
                    _figure(1),
                    "See Figure 2.",
                    _figure(2),
                    "Mills burned:\n\n![⟦⟧](mills.png)\n\nAll of them.",
                ),
                (
                    "See Table 1.",
                    _table(1, "Bales.", GOODS),
                    "Shares:\n\n| ⟦Group⟧ | Share |\n|---|---|\n| Bakers | 45 |",
                    "More:\n\n" + _table(2, "Shares.", SHARES),
                ),
                ("See Figure 1.", _figure(1), "Here it is:\n\n![](⟦mills.png⟧)\n\nAll of them burned."),
            ),
        ),
    ),
    Kind(
        "footnote without its text, or its mark",
        ("crossrefs.missing-note", "crossrefs.unused-note", "crossrefs.repeated-note"),
        (
            carried(
                ("The rolls are lost.⟦[^rolls]⟧",),
                ("The rolls are lost.[^rolls1]", "The mills burned.⟦[^rolls2]⟧", "\n[^rolls1]: Or hidden.\n"),
                ("\n⟦[^rolls]⟧: Some were found later.\n",),
                ("The rolls are lost.[^rolls]", "\n[^rolls]: Or hidden.\n", "\n⟦[^rolls]⟧: Or burned.\n"),
            ),
        ),
    ),
    Kind("pointer to no section", ("crossrefs.missing-section",), (numbered,)),
    Kind(
        "dangling link",
        ("crossrefs.dangling-link", "crossrefs.missing-target"),
        (
            link,
            carried(
                ("More stands [below](#⟦toll-rolls-of-1890⟧).",),
                ("See @⟦fig:tollrolls⟧ for more.",),
                ("See \\ref{⟦fig:tollrolls⟧} for more.",),
            ),
        ),
    ),
    Kind("heading that skips a level", ("crossrefs.heading-level",), (level,)),
)


if __name__ == "__main__":
    raise SystemExit(main())
