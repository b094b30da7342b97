"""Puts faults of the packs' kinds into clean papers and counts, by kind, how many are found, at their place, with the
right fix first. Seeded: the same faults in every run. Needs ../shared for more than the sample paper; writes nothing.

python tests/benchmarks/mutations.py [--smoke] [--show KIND] [--only KIND] [--seed NUMBER]

A fault is made in one of two ways. A *site* is a place in the paper's own prose that a pattern finds, and what is
written there instead (“, ” becomes “,”). A *carrier* is a sentence of our own at the end of a paragraph, with the fault
in it: `{wrong|right}`. No two faults stand in one block. Faults that are counted against the rest of the paper (a
spelling unlike the others) come one of a kind in a copy of a paper.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import regex

sys.path.insert(0, str(Path(__file__).parent))

import _faults
import _language_faults
import _learner_faults
from _faults import LOWER, Kind

from mslint import engine, session
from mslint.config import Config, LanguageToolConfig, with_preset
from mslint.inputs import Job
from mslint.model import Block, Diagnostic, Document, Source, Span

KINDS = (*_faults.KINDS, *_language_faults.KINDS, *_learner_faults.KINDS)
ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT.parent / "shared"))
SEED, FAULTS, SMOKE = 20261124, 5_000, 400
ENOUGH = 0.90
"""The share of faults of its kind that a rule has to find."""

PHRASE = 60
"""Code points of a finding that is a phrase, and no sentence."""

READ = ("paragraph", "item", "abstract", "quote", "note", "definition")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a copy: `text[span.start:span.end]` should read `right`."""

    kind: Kind
    span: Span
    right: str


@dataclass
class Tally:
    """What became of the faults of one kind."""

    made: int = 0
    found: int = 0
    exact: int = 0
    fixed: int = 0
    missed: list[str] = field(default_factory=list)
    misfixed: list[str] = field(default_factory=list)


def main() -> int:
    smoke = "--smoke" in sys.argv
    shown, only = _given("--show"), _given("--only")
    kinds = [kind for kind in KINDS if only in kind.name]
    seed = int(_given("--seed") or SEED)
    tallies = run(papers(), (SMOKE if smoke else FAULTS) * len(kinds) // len(KINDS), kinds, seed)
    print(f"{'kind of fault':<44} {'made':>5} {'found':>6} {'exact':>6} {'fixed':>6}")
    for name, tally in tallies.items():
        share = [f"{n / tally.made:>6.0%}" if tally.made else "     -" for n in (tally.found, tally.exact)]
        fixed = f"{tally.fixed / tally.made:>6.0%}" if tally.made and kind_of(name).fix else "     -"
        print(f"{name:<44} {tally.made:>5} {' '.join(share)} {fixed}{'' if _enough(tally) else '  <'}")
        if shown and (shown in name or shown == "all"):
            for line in tally.missed:
                print("    missed  ", line)
            for line in tally.misfixed:
                print("    misfixed", line)
    made, found, exact = (sum(getattr(t, name) for t in tallies.values()) for name in ("made", "found", "exact"))
    fixable = [t for name, t in tallies.items() if kind_of(name).fix]
    fixed, fixes = sum(t.fixed for t in fixable), sum(t.made for t in fixable)
    right = f"{fixed / fixes:.1%}" if fixes else "-"
    print(f"{made} faults: found {found / made:.1%}, at their place {exact / made:.1%}, right fix {right}")
    short = [name for name, tally in tallies.items() if not _enough(tally)]
    print(f"kinds found in less than {ENOUGH:.0%}: {', '.join(short) or 'none'}")
    return int(bool(short) and not smoke)


def _given(option: str) -> str:
    return sys.argv[sys.argv.index(option) + 1] if option in sys.argv else ""


def kind_of(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _enough(tally: Tally) -> bool:
    return tally.found >= ENOUGH * tally.made


def papers() -> list[Path]:
    """The clean sample, and published papers where they are."""
    folder = SHARED / "data" / "manuscripts"
    return [
        ROOT / "manuscript" / "paper.md",
        *sorted(folder.glob("joss/*/paper.md")),
        *sorted(folder.glob("manubot/*/content/*.md")),
    ]


def run(paths: Sequence[Path], faults: int, kinds: Sequence[Kind] = KINDS, seed: int = SEED) -> dict[str, Tally]:
    """Tallies by kind of about so many faults, spread evenly over the kinds."""
    chance = random.Random(seed)
    each = -(-faults // len(kinds))
    tallies = {kind.name: Tally() for kind in kinds}
    documents = [document for document in map(_read, paths) if len(document.blocks) > 3]
    words = {
        word for document in documents for word in regex.findall(r"(?<![\p{L}-])\p{Ll}+(?![\p{L}-])", document.text)
    }
    for preset in dict.fromkeys(kind.preset for kind in kinds):
        own = [kind for kind in kinds if kind.preset == preset]
        known = [_findings(document, preset) for document in documents]
        for _ in range(30):
            for document, before in zip(documents, known, strict=True):
                left = [kind for kind in own if tallies[kind.name].made < each]
                if left:
                    _try(document, before, left, tallies, chance, words)
    return tallies


def _read(path: Path, text: str | None = None) -> Document:
    source = Source.of(path, path.read_text("utf-8") if text is None else text)
    return session.read(Job(source, SETTINGS))[0]


SETTINGS = Config(ROOT, languagetool=LanguageToolConfig(enabled=False), severity=())


def _findings(document: Document, preset: str = "") -> tuple[Diagnostic, ...]:
    return engine.check(document, _checkers(preset)).diagnostics


@cache
def _checkers(preset: str) -> list[Any]:
    """The rules and checks of the preset; without one those on by default, and those off that have a kind of fault here."""
    from mslint import checks, rules

    settings = with_preset(replace(SETTINGS, preset=preset))
    asked = {name for kind in KINDS for name in kind.rules if not preset and not kind.preset}
    patterns = [r for r in session.all_rules(settings) if r.kind != "sequence"]
    on = {rule.id for rule in (*session.wanted_rules(settings), *session.wanted_checks(settings))} | asked
    return [
        rules.RuleChecker([rule for rule in patterns if rule.id in on]),
        checks.CheckChecker(rule for rule in checks.rules() if rule.id in on),
    ]


# --- making faults ---------------------------------------------------------------------------------------------------


def _try(
    document: Document,
    known: Sequence[Diagnostic],
    kinds: list[Kind],
    tallies: dict[str, Tally],
    chance: random.Random,
    words: set[str],
) -> None:
    """One copy of the document with at most one fault a block; adds what became of them to the tallies."""
    edits: list[tuple[Span, str, Kind, int, int, str]] = []  # where, what, and where in it the fault and what is right
    blocks = [block for block in document.prose(*READ, "heading") if document.role(block) != "references"]
    blocks = [block for block in blocks if (block.kind, document.role(block)) != ("note", "front")]  # half of it YAML
    chance.shuffle(blocks)
    counts = {kind.name: tallies[kind.name].made for kind in kinds}
    vain: Counter[str] = Counter()  # a kind that has no place here lets others go first
    once: set[str] = set()
    for block in blocks[: max(6, len(blocks) * 2 // 3)]:
        order = sorted(kinds, key=lambda kind: (counts[kind.name] + vain[kind.name] / 8, chance.random()))
        for kind in order[:12]:
            if (kind.apart or kind.name) in once or (kind.heading != (block.kind == "heading")):
                continue
            made = _fault(document, block, kind, known, chance, words)
            if made is None:
                vain[kind.name] += 1
                continue
            edits.append(made)
            counts[kind.name] += 1
            if kind.once or kind.apart:
                once.add(kind.apart or kind.name)
            break
    if edits:
        _score(document, edits, tallies)


def _fault(
    document: Document, block: Block, kind: Kind, known: Sequence[Diagnostic], chance: random.Random, words: set[str]
) -> tuple[Span, str, Kind, int, int, str] | None:
    if kind.needs and not regex.search(kind.needs, document.text):
        return None
    if kind.paragraph:
        if block.kind != "paragraph" or document.role(block) == "front":  # a title page has no paragraphs of its own
            return None
        if block.text.endswith(":"):
            return None  # what it leads to follows
        text = chance.choice(kind.carriers) if kind.carriers else block.text
        at = block.span.end
        if kind.same:  # the paragraph once more
            text = document.text[block.span.start : block.span.end]
            if len(text) < 120 or not regex.search(r"\w[.?!]\Z", text):
                return None
        return Span(at, at), f"\n\n{text}", kind, 2, 2 + len(text), ""
    if kind.heading and kind.carriers:
        wrong, start, end, right = _carried(chance.choice(kind.carriers))
        title = Span(block.span.start, block.span.end)
        return title, wrong, kind, start, end, right
    if kind.carriers:
        if block.kind not in ("paragraph", "abstract", "quote") or not regex.search(r"[.?!]\Z", block.text):
            return None
        wrong, start, end, right = _carried(chance.choice(kind.carriers))
        return Span(block.span.end, block.span.end), f" {wrong}", kind, start + 1, end + 1, right
    sites = []
    for pattern, new in kind.sites:
        for match in regex.finditer(pattern, block.text):
            start, end = match.span()
            if not block.is_plain(max(0, start - 1), min(len(block.text), end + 1)):
                continue
            if kind.known and match.group().casefold() not in words:
                continue
            there = block.to_source(start, end)
            if any(d.rule in kind.rules and d.span.start - 40 < there.start < d.span.end + 40 for d in known):
                continue
            made = chance.choice(new)
            written = match.group().lower() if made == LOWER else match.expand(made)
            sites.append((there, written, match.group()))
    if not sites:
        return None
    there, new, old = chance.choice(sites)
    if new == old:
        return None
    return there, new, kind, 0, len(new), old


def _carried(carrier: str) -> tuple[str, int, int, str]:
    """The sentence with its fault, where the fault stands, and what is right there."""
    match = regex.search(r"\{([^{|}]*)\|([^{}|]*)\}", carrier)
    wrong = carrier[: match.start()] + match[1] + carrier[match.end() :]
    return wrong, match.start(), match.start() + len(match[1]), match[2]


def _score(
    document: Document, edits: Sequence[tuple[Span, str, Kind, int, int, str]], tallies: dict[str, Tally]
) -> None:
    text, faults = _made(document.text, edits)
    copy = _read(document.path, text)
    found = _findings(copy, edits[0][2].preset)
    for fault in faults:
        tally = tallies[fault.kind.name]
        tally.made += 1
        near = [d for d in found if d.rule in fault.kind.rules and _touches(d.span, fault.span)]
        shown = text[max(0, fault.span.start - 40) : fault.span.start]
        shown += f"[[{text[fault.span.start : fault.span.end]}]]{text[fault.span.end : fault.span.end + 30]}"
        if not near:
            others = sorted({d.rule for d in found if _touches(d.span, fault.span)})
            tally.missed.append(f"{shown!r} {', '.join(others)}")
            continue
        tally.found += 1
        around = _words_around(text, fault)
        tally.exact += any(around.contains(d.span) or _is_phrase(d.span, fault.span) for d in near)
        if any(_mends(text, d, fault) for d in near):
            tally.fixed += 1
        else:
            first = near[0].fixes[0] if near[0].fixes else None
            tally.misfixed.append(f"{shown!r} {near[0].rule} {first.edits if first else 'no fix'}")


def _made(text: str, edits: Sequence[tuple[Span, str, Kind, int, int, str]]) -> tuple[str, list[Fault]]:
    out: list[str] = []
    faults: list[Fault] = []
    at = length = 0
    for span, new, kind, start, end, right in sorted(edits, key=lambda edit: edit[0]):
        out += [text[at : span.start], new]
        length += span.start - at
        faults.append(Fault(kind, Span(length + start, length + end), right))
        length += len(new)
        at = span.end
    out.append(text[at:])
    return "".join(out), faults


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_phrase(found: Span, fault: Span) -> bool:
    """Whether a finding is the phrase that the fault stands in: words that do not agree are told together."""
    return found.contains(fault) and found.end - found.start <= PHRASE


def _words_around(text: str, fault: Fault) -> Span:
    """The fault with the word on each side of it: what a finding may cover and still be at its place."""
    before = regex.search(r"\S*\s*\S*\Z", text[max(0, fault.span.start - 60) : fault.span.start])
    after = regex.match(r"\S*\s*\S*", text[fault.span.end : fault.span.end + 60])
    return Span(fault.span.start - len(before.group()), fault.span.end + len(after.group()))


def _mends(text: str, diagnostic: Diagnostic, fault: Fault) -> bool:
    """Whether the first fix makes the text what it was."""
    if not diagnostic.fixes:
        return False
    mended = text
    for edit in sorted(diagnostic.fixes[0].edits, reverse=True):
        mended = mended[: edit.span.start] + edit.text + mended[edit.span.end :]
    right = text[: fault.span.start] + fault.right + text[fault.span.end :]
    return _flat(mended) == _flat(right)


def _flat(text: str) -> str:
    return "\n".join(
        line.rstrip() for line in text.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ").split("\n") if line.strip()
    )


def each(kinds: Sequence[Kind]) -> Iterator[str]:
    """The rules that have a kind of fault here."""
    for kind in kinds:
        yield from kind.rules


if __name__ == "__main__":
    sys.exit(main())
