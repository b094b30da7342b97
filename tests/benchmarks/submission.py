"""Measures what a build keeps of real papers: words in, words out, in PDF and DOCX, two profiles each.

python tests/benchmarks/submission.py [--smoke]

Words in are those that pandoc reads by itself: the paper's text with citations and references in the profile's style, its
title, its abstract. Words out are those of the PDF in the order of its tags, and those of the Word file. Front matter
(names, places, dates) may stand in a file, once or twice, or not, as the profile has it; what a profile adds
(“Figure 2”, numbers of sections) is counted by itself. Formulas and figures, which have no words, are left out. Papers
are of ../shared: three without formulas, and the seed's text; the sample where ../shared is absent.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pypandoc
import pypdf

from mslint import build as builder
from mslint import session
from mslint.build import profile, styles, tree
from mslint.build.verify import Expected, docx, text
from mslint.inputs import jobs
from mslint.model import Document

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED") or ROOT / "../shared")
PROFILES = ("review", "ieee")
LABELS = re.compile(
    r"figures?|fig|tables?|abstract|keywords|index|terms|references|contents|placement|missing|\d+|[ivxlc]+|[a-z]"
)
"""Words that a profile adds: labels, and numbers and letters of headings and lists."""


def main() -> int:
    """Prints a table; 1 if a word is lost, or one is in a file that no one wrote."""
    smoke = "--smoke" in sys.argv
    bad = 0
    print(
        f"{'paper':<28} {'profile':<8} {'file':<5} {'in':>6} {'out':>6} {'labels':>6} {'lost':>5} {'added':>5} {'s':>6}"
    )
    with tempfile.TemporaryDirectory() as name:
        for path, profiles in papers(smoke):
            for look in profiles:
                bad += told(path, look, Path(name))
    return int(bad > 0)


def papers(smoke: bool) -> list[tuple[Path, tuple[str, ...]]]:
    """The papers with the profiles that each is built in."""
    real = [path for path in sorted((SHARED / "data/manuscripts/joss").glob("*/paper.md")) if plain(path)]
    seed = sorted((SHARED / "seed").glob("*.txt"))
    if smoke or not real:
        return [(real[0] if real else ROOT / "manuscript/paper.md", PROFILES[:1])]
    return [
        *((path, PROFILES) for path in (real[0], real[len(real) // 2], real[-1])),
        *((path, ("review",)) for path in seed),
    ]


def plain(path: Path) -> bool:
    """Whether a paper has no formulas, and words enough."""
    source = path.read_text("utf-8")
    return "$" not in source and len(source.split()) > 700


def told(path: Path, look: str, out: Path) -> int:
    """Prints a row for each file; how many words are lost or nobody's."""
    document, _ = session.read(jobs([path])[0][0])
    start = time.perf_counter()
    built = builder.build(document, profiles=[look], out=out)
    seconds = time.perf_counter() - start
    wanted, front = words_in(document, look, out)
    bad = 0
    for file in built.files:
        found = words_out(file)
        lost = wanted - found
        more = Counter({word: number for word, number in (found - wanted).items() if word not in front})
        labels = Counter({word: number for word, number in more.items() if LABELS.fullmatch(word)})
        added = more - labels
        print(
            f"{path.parent.name[:28]:<28} {look:<8} {file.suffix[1:]:<5} {wanted.total():>6,} {found.total():>6,} "
            f"{labels.total():>6} {lost.total():>5} {added.total():>5} {seconds:>6.1f}"
        )
        for what, some in (("lost", lost), ("added", added)):
            if some:
                print(f"    {what}: {' '.join(f'{word}×{number}' for word, number in some.most_common(12))}")
        bad += lost.total() + added.total()
    bad += sum(len(file.faults) for file in built.verified)
    print("".join(f"    {fault}\n" for file in built.verified for fault in file.faults), end="")
    return bad


def words_in(document: Document, look: str, out: Path) -> tuple[Counter[str], Counter[str]]:
    """The words of the paper as pandoc reads it, and those of its front matter."""
    from mslint.build.plain import to_markdown

    source = to_markdown(document) if document.format == "plain" else document.text
    reader = "markdown-smart" if document.format == "plain" else "markdown"
    style = profile.load(look).csl
    (out / "style.csl").write_bytes(styles.find(style) or b"")
    citing = ["--citeproc", f"--csl={out / 'style.csl'}"] if document.bibliographies and style else ["--citeproc"]
    command = [pypandoc.get_pandoc_path(), f"--from={reader}", "--to=json", *citing]
    done = subprocess.run(command, input=source.encode(), cwd=document.path.parent, capture_output=True, check=True)
    ast = json.loads(done.stdout)
    notes: list[Any] = []
    blocks = [*tree.walk(ast["blocks"], lambda node: worded(node, notes)), *notes]
    title = [tree.plain(ast["meta"].get(key)) for key in ("title", "subtitle")]
    abstract = ast["meta"].get("abstract")
    shown = [*blocks, *(abstract["c"] if abstract and abstract["t"] == "MetaBlocks" else [])]
    written = {"pandoc-api-version": ast["pandoc-api-version"], "meta": {}, "blocks": shown}
    command = [pypandoc.get_pandoc_path(), "--from=json", "--to=plain", "--wrap=none", "--columns=500"]
    done = subprocess.run(command, input=json.dumps(written).encode(), capture_output=True, check=True)
    front = json.dumps(document.meta, ensure_ascii=False, default=str)
    names = " ".join(block.text for block in document.prose("author", "keywords"))
    return counted(done.stdout.decode() + " ".join(title)), counted(f"{front} {names} Correspondence ORCID Keywords")


def worded(node: dict[str, Any], notes: list[Any]) -> dict[str, Any] | None:
    """No formulas, figures or raw markup; notes go to `notes`; lists have no numbers, which Word counts by itself."""
    kind = node["t"]
    if kind == "Note":
        notes.extend(tree.walk(node["c"], lambda inner: worded(inner, notes)))
    if kind in ("Note", "Math", "Image", "RawInline"):
        return {"t": "Space"}
    if kind == "RawBlock":
        return {"t": "Div", "c": [["", [], []], []]}
    if kind == "OrderedList":
        return {"t": "BulletList", "c": [tree.walk(item, lambda inner: worded(inner, notes)) for item in node["c"][1]]}
    if kind == "Figure":
        return {"t": "Div", "c": [["", [], []], tree.walk(node["c"][1][1], lambda inner: worded(inner, notes))]}
    return None


def words_out(file: Path) -> Counter[str]:
    if file.suffix == ".pdf":
        return counted(text.tagged(pypdf.PdfReader(io.BytesIO(file.read_bytes()))) or "")
    return counted(docx.read(file.read_bytes(), Expected("", (), "", 0, ())).text or "")


def counted(said: str) -> Counter[str]:
    """Words and numbers, each with how often; hyphens are left out, for those at line ends are nobody's."""
    said = re.sub(
        r"[-\u00ad\u2010\u2011]\s?|\[figure missing: [^\]]*\]", "", unicodedata.normalize("NFKC", said).casefold()
    )
    return Counter(re.findall(r"[^\W\d_]+|\d+", said))


if __name__ == "__main__":
    sys.exit(main())
