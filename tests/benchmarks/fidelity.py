"""How faithfully the Markdown reader reads: the words of our `Document` against those of pandoc's AST, in order.

    python tests/benchmarks/fidelity.py [--smoke] [--show]

For each paper the two lists of words (what stands between white space) are compared: matched words, which is the
longest common subsequence, over the longer list. The corpus figure is over all its words. pandoc reads the very same
text as `markdown-smart`. Both sides count title, subtitle, abstract and keywords, then the body with its cells, then
captions, then notes. Captions and notes are put last because a caption may stand before or after its table and a note's
text far from its mark; each kind keeps its own order, but notes, which pandoc repeats at each mark and drops when no
mark points to them, are compared as a sorted set. Out on both sides: math and its labels `{#eq:…}`, code, raw HTML and
TeX, citation keys, note marks, authors with their notes, task boxes. A citation's own words (“see”, “p. 3”) count, with
brackets and semicolons around them on both sides. pandoc gets no chunk options (`{r, echo=FALSE}`), as after knitr.
An address counts as the word it is.

`keys` counts cited keys that one side has and the other has not (cross-references apart). `checked` and `wrong` hold
the reader to its offsets: each word without markup inside must be in the source, exactly where `to_source` says.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from mslint.model import PLACEHOLDER, Block, Document, Part, Source, Span
from mslint.readers import markdown

SHARED = Path(os.environ.get("MSLINT_SHARED") or Path(__file__).parents[2] / "../shared")
TEMPLATE = re.compile(r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}?%\}|\{#[^}]{0,2000}?#\}")
"""Tags of Jinja, which Manubot takes out before pandoc reads the text."""

TARGET = 0.995
META = ("title", "subtitle", "abstract", "keywords")
CROSSREF = re.compile(r"(?i:fig|tbl|sec|eq|lst)[:-]")
CHUNK = re.compile(r"^([ \t]*`{3,})[ \t]*\{(?!=)[^}\n]*\}[^\n]*$", re.MULTILINE)
EQUATION_LABEL = re.compile(PLACEHOLDER + r"\s*\{#eq[:-][^{}\s]+\}")


def main(arguments: Sequence[str]) -> int:
    """Prints the table; 1 if a corpus with a target misses it or a word is not where it is said to be, 2 if no data."""
    manuscripts = SHARED / "data" / "manuscripts"
    if not manuscripts.is_dir():
        print(f"no manuscripts in {manuscripts}: nothing measured")
        return 2
    smoke, show = "--smoke" in arguments, "--show" in arguments
    corpora = {
        "joss": [[path] for path in sorted(manuscripts.glob("joss/*/*.md"))],
        "manubot": [sorted(folder.glob("*.md")) for folder in sorted(manuscripts.glob("manubot/*/content"))],
        "quarto": [[path] for path in sorted(manuscripts.glob("quarto/**/*.?md"))],
    }
    if smoke:
        corpora = {"joss": corpora["joss"][:2]}
    print(
        f"{'corpus':<10}{'papers':>7}{'words':>9}{'matched':>9}{'fidelity':>10}{'target':>9}{'keys':>6}{'checked':>9}{'wrong':>7}",
        end="",
    )
    print(f"{'words/min':>12}")
    failed = False
    for name, papers in corpora.items():
        score = Score()
        for files in papers:
            score.add(files, show)
        target = TARGET if name != "quarto" else None
        failed = failed or score.wrong > 0 or (target is not None and score.fidelity < target)
        print(score.row(name, len(papers), target))
    return int(failed)


@dataclass
class Score:
    """What was counted over a corpus."""

    words: int = 0
    matched: int = 0
    checked: int = 0
    wrong: int = 0
    keys: int = 0
    seconds: float = 0.0

    @property
    def fidelity(self) -> float:
        return self.matched / self.words if self.words else 0.0

    def add(self, files: Sequence[Path], show: bool) -> None:
        source = joined(files)
        start = time.perf_counter()
        document = markdown.read(source)
        self.seconds += time.perf_counter() - start
        ours = words(document)
        theirs, keys = pandoc_words(source.text)
        cited = Counter(citation.key for citation in document.citations)
        self.keys += ((cited - keys) + (keys - cited)).total()
        self.words += max(len(ours), len(theirs))
        self.matched += common(ours, theirs)
        for right in exact(document):
            self.checked += 1
            self.wrong += not right
        if show:
            differences(files[0], ours, theirs)

    def row(self, name: str, papers: int, target: float | None) -> str:
        aim = f"{target:.1%}" if target else "-"
        speed = self.words / self.seconds * 60 if self.seconds else 0
        return (
            f"{name:<10}{papers:>7}{self.words:>9}{self.matched:>9}{self.fidelity:>10.3%}{aim:>9}"
            f"{self.keys:>6}{self.checked:>9}{self.wrong:>7}{speed:>12,.0f}"
        )


def joined(files: Sequence[Path]) -> Source:
    """The files as one source, a blank line between them."""
    texts = [path.read_text("utf-8-sig") + "\n\n" for path in files]
    parts, at = [], 0
    for path, text in zip(files, texts, strict=True):
        parts.append(Part(path, Span(at, at + len(text))))
        at += len(text)
    return Source(files[0], "".join(texts), tuple(parts))


# Our words


def words(document: Document) -> list[str]:
    """The words of a document, in the order that the module says."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in (*META, "body", "caption")}
    notes: set[str] = set()
    before = ""
    for block in document.blocks:
        text = shown(block, document.text)
        before = before if block.kind == "note" else block.kind
        if block.kind == "note":
            notes.update([" ".join(split(text))] if before != "author" else [])
        elif block.kind not in ("author", "code"):
            by_kind[block.kind if block.kind in by_kind else "body"].extend(split(text))
    return [*(word for kind in by_kind for word in by_kind[kind]), *split("\n".join(sorted(notes)))]


def shown(block: Block, source: str) -> str:
    """A block's text with addresses written out."""
    return "".join(
        unescape(source[slice(*piece.span)]).lstrip("<").partition(">")[0] if piece.kind == "url" else piece.prose
        for piece in block.pieces
    )


def split(text: str) -> list[str]:
    text = EQUATION_LABEL.sub("", text).replace(PLACEHOLDER, "")
    return [word for word in text.split() if word not in ("☐", "☒")]


def exact(document: Document) -> Iterator[bool]:
    """For each word without markup inside, whether it stands in the source where the document says."""
    for block in document.blocks:
        for match in re.finditer(r"[^\s\uFFFC]+", block.text):
            if block.is_plain(*match.span()):
                yield document.text[slice(*block.to_source(*match.span()))] == match.group()


# pandoc's words


def pandoc_words(text: str) -> tuple[list[str], Counter[str]]:
    """The words of pandoc's AST, in the same order, and the keys it cites."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "-f", "markdown-smart", "-t", "json", "--quiet"]
    done = subprocess.run(
        command, input=CHUNK.sub(r"\1", TEMPLATE.sub("", text)).encode(), capture_output=True, check=True
    )
    tree = Tree(json.loads(done.stdout))
    return tree.words(), tree.keys


class Tree:
    """Walks a pandoc document; captions and notes are gathered apart."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.captions: list[str] = []
        self.notes: list[str] = []
        self.keys: Counter[str] = Counter()

    def words(self) -> list[str]:
        meta = self.document["meta"]
        front = [self.meta(meta[key]) for key in META if key in meta]
        body = self.blocks(self.document["blocks"])
        notes = {" ".join(split(part)) for note in self.notes for part in note.split("\n") if part.strip()}
        found = []
        for text in (*front, body, *self.captions, "\n".join(sorted(notes))):
            found.extend(split(text))
        return found

    def meta(self, value: dict[str, Any]) -> str:
        kind, content = value["t"], value["c"]
        if kind == "MetaList":
            return "\n".join(self.meta(item) for item in content)
        if kind == "MetaInlines":
            return self.inlines(content)
        return self.blocks(content) if kind == "MetaBlocks" else str(content) if kind == "MetaString" else ""

    def blocks(self, blocks: list[dict[str, Any]]) -> str:
        return "\n".join(self.block(block["t"], block.get("c")) for block in blocks)

    def block(self, kind: str, content: Any) -> str:
        if kind in ("Para", "Plain"):
            return self.inlines(content)
        if kind == "Header":
            return self.inlines(content[2])
        if kind == "BlockQuote":
            return self.blocks(content)
        if kind == "Div":
            return self.blocks(content[1])
        if kind == "LineBlock":
            return "\n".join(self.inlines(line) for line in content)
        if kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            return "\n".join(self.blocks(item) for item in items)
        if kind == "DefinitionList":
            return "\n".join(
                "\n".join([self.inlines(term), *(self.blocks(item) for item in items)]) for term, items in content
            )
        if kind == "Figure":
            self.captions.append(self.blocks(content[1][1]))
        return self.table(content) if kind == "Table" else ""

    def table(self, content: Any) -> str:
        _, caption, _, head, bodies, foot = content
        self.captions.append(self.blocks(caption[1]))
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        return "\n".join(self.blocks(cell[4]) for row in rows for cell in row[1])

    def inlines(self, inlines: list[dict[str, Any]]) -> str:
        return "".join(self.inline(inline["t"], inline.get("c")) for inline in inlines)

    def inline(self, kind: str, content: Any) -> str:
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"):
            return self.inlines(content)
        if kind in ("Link", "Image", "Span"):
            return self.inlines(content[1])
        if kind == "Cite":
            return self.cite(content[0])
        if kind == "Note":
            self.notes.append(self.blocks(content))
            return ""
        if kind == "RawInline":
            return " " if content[1].startswith("<br") else ""
        return PLACEHOLDER if kind == "Math" else ""

    def cite(self, citations: list[dict[str, Any]]) -> str:
        """The words around the keys of a citation, with its brackets; empty if it has none."""
        self.keys.update(c["citationId"] for c in citations if not CROSSREF.match(c["citationId"]))
        parts = [self.around(citation) for citation in citations]
        if citations[0]["citationMode"]["t"] == "AuthorInText":
            return f" [{'; '.join(parts if parts[0] else parts[1:])}]" if any(parts) else ""
        return f"[{'; '.join(parts)}]" if any(parts) else ""

    def around(self, citation: dict[str, Any]) -> str:
        prefix = self.inlines(citation["citationPrefix"])
        return prefix + (" " if prefix else "") + self.inlines(citation["citationSuffix"])


# Comparing


def common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Length of the longest common subsequence, by Myers' O(ND) difference algorithm (Algorithmica 1, 1986)."""
    length = len(ours) + len(theirs)
    reached = {1: 0}
    for distance in range(length + 1):
        for diagonal in range(-distance, distance + 1, 2):
            down = diagonal == -distance or (diagonal != distance and reached[diagonal - 1] < reached[diagonal + 1])
            at = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            while at < len(ours) and at - diagonal < len(theirs) and ours[at] == theirs[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(ours) and at - diagonal >= len(theirs):
                return (length - distance) // 2
    return 0


def differences(path: Path, ours: list[str], theirs: list[str]) -> None:
    """Prints where the two differ (`--show`)."""
    import difflib

    for line in difflib.unified_diff(theirs, ours, "pandoc", str(path), lineterm="", n=3):
        print(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
