"""Papers with known mismatches in their argument: made from aligned ones by a fixed seed. Judges nothing.

Run it with a folder to write every paper and a `manifest.yml` there; import it for `load()`. The folder `aligned/`
holds papers in which all is well, each with notes (.yml) on where it can be broken; `mismatched/` holds papers that were
broken by hand, each with the list of its mismatches. README.md says what each kind means and how a check is scored.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).parent
SEED = 6

KINDS = (
    "unanswered-question",
    "question-without-objective",
    "objective-without-question",
    "unasked-section",
    "stray-finding",
    "untested-hypothesis",
    "new-claim-in-conclusion",
    "numbering",
    "count",
    "promised-structure",
    "missing-section",
    "section-order",
    "empty-section",
    "doubled-section",
    "unused-theory",
    "abstract-part",
    "title-term",
    "unused-keyword",
)

SINGLES = 3
"""Papers made for each kind with that one mismatch; the questions, the heart of the matter, get three times as many."""

PAIRS = 12
"""Papers made with two mismatches of different kinds."""


class Mismatch(NamedTuple):
    """One known fault. A finding is expected at any one of `places`: words that stand exactly once in the paper."""

    kind: str
    places: tuple[str, ...]


HALVES = ("learnt", "held", "fresh", "last", "further", "blind")
"""The folders of the papers kept apart."""

Paper = tuple[str, str, list[Mismatch]]
"""File name (its suffix tells Markdown from plain text), text, mismatches."""

Variant = Callable[[str], tuple[str, list[Mismatch]]]
"""Breaks a text in one way. ValueError where the text no longer has the words that it needs."""

Notes = dict[str, Any]


class Misfit(ValueError):
    """A note names words that do not stand exactly once in the paper."""


def edited(text: str, pairs: Iterable[Iterable[str]]) -> str:
    """`text` with each old text, which must stand in it exactly once, replaced by the new one."""
    for old, new in pairs:
        if text.count(old) != 1:
            raise Misfit(f"{text.count(old)} times in the paper: {old!r}")
        text = text.replace(old, new)
    return text


def headings(text: str) -> list[tuple[int, str, int]]:
    """Level, line and offset of each heading: `#` lines, or in plain text the short lines that stand alone."""
    found = []
    for match in re.finditer(r"^(#+) .+$", text, re.M):
        found.append((len(match[1]), match[0], match.start()))
    if found:
        return found
    for match in re.finditer(r"(?<=\n\n)(?!\d+\. )([^\n]{3,70}[^.;:?!\n])(?=\n\n)", text):
        line = match[0]
        top = line.isupper() or re.match(r"\d+ ", line) or line in ("Abstract", "Summary")
        found.append((1 if top else 2, line, match.start()))
    return found


def section(text: str, heading: str, inner: bool = False) -> tuple[int, int]:
    """Where the section under `heading` begins and ends; `inner`: its own text only, without subsections and heading."""
    lines = headings(text)
    at = [number for number, (_, line, _) in enumerate(lines) if line == heading]
    if len(at) != 1:
        raise Misfit(f"{len(at)} headings {heading!r}")
    level, line, start = lines[at[0]]
    end = next((begin for other, _, begin in lines[at[0] + 1 :] if inner or other <= level), len(text))
    return (start + len(line) + 1, end) if inner else (start, end)


def without_section(text: str, heading: str) -> str:
    start, end = section(text, heading)
    return text[:start] + text[end:]


def after(text: str, anchor: str, addition: str) -> str:
    return edited(text, [(anchor, anchor + addition)])


def unanswered(note: Notes) -> Variant:
    """The section that answers a question goes, with every trace of its findings."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        text = edited(without_section(text, note["section"]), note.get("traces", []))
        return text, [Mismatch("unanswered-question", (note["text"], *note.get("also", [])))]

    return apply


def renamed(note: Notes) -> Variant:
    """The question asks for something else, and what was its answer now answers nothing."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        text = edited(text, [(note["text"], note["other"])])
        return text, [Mismatch("unanswered-question", (note["other"], note["section"] + "\n"))]

    return apply


def untested(note: Notes) -> Variant:
    """The test of a hypothesis goes, with every trace of its outcome."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        if "section" in note:
            text = without_section(text, note["section"])
        return edited(text, note.get("traces", [])), [Mismatch("untested-hypothesis", (note["text"],))]

    return apply


def plain(kind: str, pairs: list[list[str]], places: Iterable[str]) -> Variant:
    """Words replaced by others."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        return edited(text, pairs), [Mismatch(kind, tuple(places))]

    return apply


def added(kind: str, note: Notes, glue: str) -> Variant:
    """A sentence or an item that has no partner elsewhere in the paper."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        addition = note["text"] + "\n" if note["after"].endswith("\n") else glue + note["text"]
        return after(text, note["after"], addition), [Mismatch(kind, (note["text"],))]

    return apply


def inserted(note: Notes) -> Variant:
    """A section on a matter that the paper does not raise."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        start, _ = section(text, note["before"])
        text = text[:start] + f"{note['heading']}\n\n{note['text']}\n\n" + text[start:]
        text = edited(text, note.get("edits", []))
        return text, [Mismatch("unasked-section", (note["heading"], note["text"]))]

    return apply


def skipped_label(labels: list[str]) -> Variant:
    """The last label goes up by one wherever it stands: RQ1, RQ2, RQ4."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        last = labels[-1]
        if last not in text:
            raise Misfit(f"no {last}")
        new = f"{last.rstrip('0123456789')}{len(labels) + 1}"
        start = text.index(last)
        text = text.replace(last, new)
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        place = text[max(line_start, start - 24) : min(line_end, start + 24)]
        return text, [Mismatch("numbering", (place,))]

    return apply


def missing(note: Notes) -> Variant:
    def apply(text: str) -> tuple[str, list[Mismatch]]:
        text = edited(without_section(text, note["heading"]), note.get("edits", []))
        places = tuple(place for place in note["places"] if text.count(place) == 1)
        if not places:
            raise Misfit("no place is left for a missing section")
        return text.rstrip() + "\n", [Mismatch("missing-section", places)]

    return apply


def swapped(pair: list[str]) -> Variant:
    """Two sections change places, each with its subsections."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        (first, first_end), (second, second_end) = (section(text, heading) for heading in pair)
        if first_end > second:
            raise Misfit("the sections to be swapped overlap")
        parts = (
            text[:first],
            text[second:second_end],
            text[first_end:second],
            text[first:first_end],
            text[second_end:],
        )
        return "".join(parts), [Mismatch("section-order", tuple(heading + "\n" for heading in pair))]

    return apply


def emptied(heading: str) -> Variant:
    def apply(text: str) -> tuple[str, list[Mismatch]]:
        start, end = section(text, heading, inner=True)
        return text[:start] + "\n" + text[end:], [Mismatch("empty-section", (heading + "\n",))]

    return apply


def doubled(heading: str) -> Variant:
    """The heading comes a second time, above the last paragraph of its section."""

    def apply(text: str) -> tuple[str, list[Mismatch]]:
        start, end = section(text, heading, inner=True)
        paragraphs = text[start:end].strip().split("\n\n")
        if len(paragraphs) < 2:
            raise Misfit(f"{heading!r} has one paragraph only")
        first, last = paragraphs[0], paragraphs[-1]
        body = "\n\n".join([*paragraphs[:-1], heading, last])
        places = (f"{heading}\n\n{first[:30]}", f"{heading}\n\n{last[:30]}")
        return f"{text[:start]}\n{body}\n\n{text[end:]}", [Mismatch("doubled-section", places)]

    return apply


def abstract_part(text: str, sentence: str) -> Variant:
    """One of the abstract's sentences goes. The finding may stand at its heading or anywhere in what is left."""
    line = next(line for line in text.splitlines() if sentence in line)
    rest = line.replace(sentence, "").strip()
    places = [rest[:40], *(f"{name}\n" for _, name, _ in headings(text) if name.endswith(("Abstract", "Summary")))]
    return plain("abstract-part", [[sentence, ""]], places)


def variants(text: str, notes: Notes) -> Iterator[tuple[str, Variant]]:
    """Each way to break one paper, with the kind of the mismatch, in the order of the notes."""
    for note in notes.get("questions", []):
        yield "unanswered-question", unanswered(note)
        if "other" in note:
            yield "unanswered-question", renamed(note)
    for note in notes.get("objective", []):
        yield "question-without-objective", plain("question-without-objective", note["edits"], note["places"])
    if note := notes.get("added-objective"):
        yield "objective-without-question", added("objective-without-question", note, "\n")
    if note := notes.get("unasked-section"):
        yield "unasked-section", inserted(note)
    if note := notes.get("stray-finding"):
        yield "stray-finding", added("stray-finding", note, " ")
    for note in notes.get("hypotheses", []):
        yield "untested-hypothesis", untested(note)
    if note := notes.get("new-claim"):
        yield "new-claim-in-conclusion", added("new-claim-in-conclusion", note, " ")
    if labels := notes.get("labels"):
        yield "numbering", skipped_label(labels)
    if pair := notes.get("repeat"):
        yield "numbering", plain("numbering", [pair], [pair[1]])
    if flat := notes.get("skip"):
        pairs = [flat[at : at + 2] for at in range(0, len(flat), 2)]
        yield "numbering", plain("numbering", pairs, [pairs[0][1]])
    if pair := notes.get("count"):
        yield "count", plain("count", [pair], [pair[1]])
    if note := notes.get("promise"):
        yield "promised-structure", plain("promised-structure", note["edits"], note["places"])
    if note := notes.get("missing"):
        yield "missing-section", missing(note)
    if pair := notes.get("order"):
        yield "section-order", swapped(pair)
    if heading := notes.get("empty"):
        yield "empty-section", emptied(heading)
    if heading := notes.get("double"):
        yield "doubled-section", doubled(heading)
    if note := notes.get("theory"):
        yield "unused-theory", plain("unused-theory", note["traces"], note.get("places", [note["text"]]))
    for sentence in notes.get("abstract", {}).values():
        yield "abstract-part", abstract_part(text, sentence)
    if pair := notes.get("title"):
        yield "title-term", plain("title-term", [pair], [notes["title-place"]])
    if pair := notes.get("keyword"):
        yield "unused-keyword", plain("unused-keyword", [pair], [notes["keyword-place"]])


def notes_of(path: Path) -> Any:
    """The notes beside a paper, None where it has none."""
    beside = path.with_suffix(".yml")
    return YAML(typ="safe").load(beside.read_text(encoding="utf-8")) if beside.exists() else None


def papers(folder: str) -> list[Path]:
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix in (".md", ".txt"))


def aligned() -> Iterator[Paper]:
    """The papers in which nothing is to be found."""
    for path in papers("aligned"):
        yield path.name, path.read_text(encoding="utf-8"), []


def by_hand() -> Iterator[Paper]:
    """The papers that were broken by hand."""
    for path in papers("mismatched"):
        known = [Mismatch(note["kind"], tuple(note["text"])) for note in notes_of(path)]
        yield path.name, path.read_text(encoding="utf-8"), known


def in_place(text: str, known: Iterable[Mismatch]) -> bool:
    return all(text.count(place) == 1 for mismatch in known for place in mismatch.places)


def made(seed: int = SEED) -> Iterator[Paper]:
    """Broken copies of the aligned papers: some for each kind alone, then some with two kinds. Same seed, same papers."""
    chance = random.Random(seed)
    ways: list[tuple[str, Path, str, Variant]] = []
    for path in papers("aligned"):
        text = path.read_text(encoding="utf-8")
        ways.extend((kind, path, text, variant) for kind, variant in variants(text, notes_of(path) or {}))
    for kind in KINDS:
        fitting = [way for way in ways if way[0] == kind]
        wanted = SINGLES * (3 if kind == "unanswered-question" else 1)
        for number, (_, path, text, variant) in enumerate(chance.sample(fitting, min(wanted, len(fitting))), 1):
            yield f"{path.stem}-{kind}-{number}{path.suffix}", *variant(text)
    number = 0
    while number < PAIRS:
        wanted_kind = chance.choice(KINDS)
        kind, path, text, variant = chance.choice([way for way in ways if way[0] == wanted_kind])
        other, second = chance.choice([(other, v) for other, where, _, v in ways if where == path and other != kind])
        try:
            text, known = variant(text)
            text, more = second(text)
        except Misfit:  # the first way has taken the words that the second one needs
            continue
        if not in_place(text, known + more):
            continue
        number += 1
        yield f"{path.stem}-{kind}-{other}-{number}{path.suffix}", text, known + more


def load(seed: int = SEED) -> Iterator[Paper]:
    """Every paper: the aligned ones, those broken by hand, those broken here."""
    yield from aligned()
    yield from by_hand()
    yield from made(seed)


def without(text: str, cut: list[str]) -> tuple[str, str]:
    """`text` without what stands from the first words up to the others, and what that was."""
    start = edited(text, [(cut[0], "\0")]).find("\0")
    end = text.find(cut[1], start + len(cut[0]))
    if end < 0:
        raise Misfit(f"not after {cut[0]!r}: {cut[1]!r}")
    return text[:start] + text[end:], text[start:end]


def broken_by(text: str, note: Notes) -> str:
    """`text` broken as one entry of the notes in `apart/` says: words cut, words replaced, a part moved before another."""
    for cut in note.get("cut", []):
        text, _ = without(text, cut)
    text = edited(text, note.get("replace", []))
    for *cut, before in note.get("move", []):
        text, part = without(text, cut)
        text = edited(text, [(before, part + before)])
    return text


def apart(half: str) -> Iterator[Paper]:
    """The papers kept apart in one of `HALVES`: each as it is, then each of its broken copies."""
    for path in papers(f"apart/{half}"):
        text = path.read_text(encoding="utf-8")
        yield path.name, text, []
        for number, note in enumerate(notes_of(path), 1):
            known = [Mismatch(note["kind"], tuple(note["places"]))]
            yield f"{path.stem}-{note['kind']}-{number}{path.suffix}", broken_by(text, note), known


def lines_of(text: str, place: str) -> tuple[int, int]:
    """Start and end offset of the lines on which the words of a place stand; a paragraph here is one line."""
    start = text.index(place)
    end = start + len(place.rstrip("\n"))
    line_end = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end


def found(text: str, mismatch: Mismatch, findings: Iterable[tuple[int, int]]) -> bool:
    """Whether a finding (start and end offset, in characters) touches a line at which the mismatch may be reported."""
    expected = [lines_of(text, place) for place in mismatch.places]
    return any(start <= last and end >= first for start, end in findings for first, last in expected)


def write(folder: Path) -> int:
    """Writes every paper and `manifest.yml` into a folder; returns how many papers there are."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {}
    for name, text, known in load():
        (folder / name).write_text(text, encoding="utf-8")
        manifest[name] = [{"kind": mismatch.kind, "text": list(mismatch.places)} for mismatch in known]
    with (folder / "manifest.yml").open("w", encoding="utf-8") as stream:
        YAML().dump(manifest, stream)
    return len(manifest)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python make.py FOLDER")
    print(f"{write(Path(sys.argv[1]))} papers")
