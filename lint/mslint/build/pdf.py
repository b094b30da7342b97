"""Makes the PDF: pandoc's Typst of a paper in the profile's template, compiled by the `typst` wheel. No network: Typst
sees the stage folder and the fonts that it carries.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from mslint.build import arrange, pandoc, tables, tree
from mslint.build.arrange import CONTINUED, PLACEMENT, TABLE_NOTE
from mslint.build.dates import Date
from mslint.build.prepare import Paper
from mslint.build.profile import Profile
from mslint.build.tree import Node
from mslint.errors import UserError
from mslint.model import Diagnostic, Document, Severity, Span

DPI = 300
"""Of figures that become PNG: what journals ask of halftones."""

_PAPERS = {"letter": "us-letter", "legal": "us-legal"}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(%|cm|mm|in|pt|em|px|)")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_KNOWN = re.compile("[\x00-\x7e\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u2010-\u201e\u2020-\u2022\u2026\u2212]+")
"""Characters that Libertinus Serif surely has; the others are asked for."""


def make(paper: Paper, profile: Profile, date: Date | None, stage: Path) -> tuple[bytes, str, list[dict[str, Any]]]:
    """The PDF, its Typst text and pandoc's messages. Raises UserError with Typst's words."""
    import typst

    messages = pandoc.run(
        ["--from=json", "--to=typst-smart-citations", f"--template={profile.file('template.typ')}"],
        json.dumps(_tree(paper, profile, date)).encode(),
        stage,
        "paper.typ",
    )
    empty = stage / "packages"
    empty.mkdir()
    source = stage / "paper.typ"
    try:
        pdf = typst.compile(
            source,
            root=stage,
            format="pdf",
            ignore_system_fonts=True,
            package_path=empty,
            package_cache_path=empty,
            timestamp=0,
        )
    except typst.TypstError as error:
        raise UserError(f"Typst: {explained(error, paper)}") from None
    return pdf, source.read_text("utf-8"), messages


def drawn(name: str, stage: Path, kind: Literal["png", "svg", "pdf"]) -> str:
    """The name in the stage of the figure `name` drawn as another kind, PNG with 300 dpi. Raises UserError."""
    import typst

    made = str(Path(name).with_suffix(f".{kind}"))
    page = stage / f"{made}.typ"
    page.write_text(f"#set page(width: auto, height: auto, margin: 0pt)\n#image({_string(Path(name).name)})", "utf-8")
    try:
        content = typst.compile(page, root=stage, format=kind, ppi=DPI, ignore_system_fonts=True, timestamp=0)
    except typst.TypstError as error:
        raise UserError(f"Typst: “{name}”: {error.message}") from None
    (stage / made).write_bytes(content)
    return made


def explained(error: Any, paper: Paper) -> str:
    """Typst's error in one line, with the author's name of the figure or the Typst text that it is about."""
    where = re.search(r"^\d+ │ (.*)$", error.diagnostic, re.MULTILINE)
    near = where[1].strip() if where else ""
    figure = next((target for name, target in paper.files.items() if name in near), "")
    if figure:
        return f"“{figure}”: {error.message}"
    return f"{error.message}, near “{near[:60]}”" if near else str(error.message)


def _tree(paper: Paper, profile: Profile, date: Date | None) -> dict[str, Any]:
    """Pandoc's tree with the values that the template wants as metadata."""
    page = paper.front
    meta: dict[str, Any] = {
        **paper.meta,
        "lang": {"t": "MetaString", "c": page.language},
        "style": {"t": "MetaBlocks", "c": [tree.raw_block("typst", text) for text in styles(profile)]},
        "settings": _inlines([tree.raw("typst", _string(json.dumps(_settings(paper, profile, date))))]),
        "title": _inlines(page.title),
        "subtitle": _inlines(page.subtitle),
        "byline": _inlines(page.byline()),
        "places": {"t": "MetaList", "c": [_inlines(line) for line in page.places()]},
        "contacts": {"t": "MetaList", "c": [_inlines(line) for line in page.contacts()]},
        "date": _inlines(page.date),
        "abstract-title": {"t": "MetaString", "c": page.abstract_title},
        "abstract": {"t": "MetaBlocks", "c": list(page.abstract)},
        "keywords": {"t": "MetaList", "c": [_inlines(tree.words(word)) for word in page.keywords]},
        "pagebreak": {"t": "MetaBool", "c": bool(profile.titlepage and page.abstract)},
    }
    written = {key: value for key, value in meta.items() if value["c"] not in ("", [])}
    size = 0.92 * profile.fontsize  # of a table's letters in the template
    blocks = [item for block in paper.blocks for item in _placed(_widened(block, profile.width, size), profile)]
    return tree.walk({"pandoc-api-version": tree.API, "meta": written, "blocks": blocks}, _typst)  # type: ignore[no-any-return]


def _inlines(content: list[Node]) -> Node:
    return {"t": "MetaInlines", "c": content}


def _settings(paper: Paper, profile: Profile, date: Date | None) -> Mapping[str, Any]:
    language, _, region = paper.front.language.replace("_", "-").partition("-")
    return {
        "title": tree.plain(paper.front.title).strip() or None,
        "authors": paper.front.names,
        "keywords": list(paper.front.keywords),
        "date": {"year": date[0], "month": date[1], "day": date[2]} if date else None,
        "lang": language.lower() if re.fullmatch(r"[A-Za-z]{2,3}", language) else "en",
        "region": region.upper() if re.fullmatch(r"[A-Za-z]{2}", region) else None,
        "paper": _PAPERS.get(profile.papersize, profile.papersize),
        **{key: getattr(profile, key) for key in _SETTINGS},
        "figure": asdict(profile.figure),
        "table": asdict(profile.table),
        "lists": [name for name in profile.lists if profile.columns == 1 and arrange.listed(paper.blocks, name)],
    }


_SETTINGS = (
    *("margin", "font", "fontsize", "linestretch", "justify", "indent", "columns", "linenumbers", "chapters"),
    *("cover", "abstract", "pagenumbers"),
)
"""Fields of the profile that the template reads."""


def styles(profile: Profile) -> list[str]:
    """The Typst of the profile and those it extends, the outermost first, so that its own has the last word."""
    files = [folder / "style.typ" for folder in reversed(profile.folders)]
    return [file.read_text("utf-8") for file in files if file.is_file()]


def _string(text: str) -> str:
    """A Typst string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def _widened(block: Node, width: float, size: float) -> Node:
    """A table whose columns have shares with such that hold their words; Typst finds the others itself."""
    if block["t"] != "Table" or any(column[1]["t"] != "ColWidth" for column in block["c"][2]):
        return block
    return tables.widened(block, width, size) or block


_ROWS, _LETTERS = 15, 1500
"""A table with no more than these stays on one page: about half a page, double spaced."""


def _placed(block: Node, profile: Profile) -> list[Node]:
    """A figure or table with how it is set: across both columns at the head or foot of a page, or over two pages."""
    if block["t"] not in ("Figure", "Table"):
        return [block]
    setting = ""
    if profile.columns == 2 and arrange.is_wide(block):
        setting = 'set figure(placement: auto, scope: "parent")'
    elif block["t"] == "Table":
        rows = tree.rows(block)
        if len(rows) > _ROWS or sum(len(tree.plain(cell[4])) for row in rows for cell in row[1]) > _LETTERS:
            setting = "show figure: set block(breakable: true)"
    if not setting:
        return [block]
    return [tree.raw_block("typst", f"#[\n#{setting}"), block, tree.raw_block("typst", "]")]


def _typst(node: Node) -> Node | None:
    if node == tree.PAGE_BREAK:
        return tree.raw_block("typst", "#pagebreak(weak: true)")
    if node["t"] == "Div" and (call := _CALLS.get(tree.style(node))):
        return _around(call, tree.walk(node["c"][1], _typst))
    return _image(node) if node["t"] == "Image" else None


_CALLS = {TABLE_NOTE: "#table-note[", CONTINUED: "#continued[", PLACEMENT: "#align(center)["}
"""How the template is called for paragraphs in a style of their own."""


def _around(opening: str, blocks: list[Node]) -> Node:
    content = [tree.raw_block("typst", opening), *blocks, tree.raw_block("typst", "]")]
    return {"t": "Div", "c": [["", [], []], content]}


def _image(node: Node) -> Node:
    """Pandoc's writer for Typst drops the alternative text of images, so they are written here."""
    (_, _, pairs), alt, (name, _) = node["c"]
    sizes = {key: length for key, value in pairs if key in ("width", "height") and (length := _length(value))}
    words = " ".join(tree.plain(alt).split())
    arguments = [_string(name), *(f"{key}: {value}" for key, value in sizes.items())]
    if words:
        arguments.append(f"alt: {_string(words)}")
    return tree.raw("typst", f"#box(image({', '.join(arguments)}))")


def _length(value: str) -> str:
    """A width or height of pandoc's attributes as Typst has it; "" where there is no such length. 96 px are an inch."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return ""
    if match[2] in ("px", ""):
        return f"{float(match[1]) * 72 / 96:g}pt"
    return match[1] + match[2]


def missing_glyphs(text: str, document: Document, profile: Profile) -> list[Diagnostic]:
    """One diagnostic if characters of the Typst `text` have no glyph in Typst's fonts, at the first place of one.

    Typst is silent about them in a plain PDF, and refuses them in PDF/A (ISO 19005-2, 6.2.11.8): so the uncommon
    characters are compiled to that by themselves, and its errors name those without glyph.
    """
    asked = sorted({c for c in _KNOWN.sub("", text) if unicodedata.category(c)[0] in "LMNPS"})
    missing = set(_without_glyph(asked, profile)) if asked else set()
    if not missing:
        return []
    first = next((at for at, char in enumerate(document.text) if char in missing), None)
    end = first if first is not None else 0
    while first is not None and end < len(document.text) and document.text[end] in missing:
        end += 1
    shown = "".join(sorted(missing))
    words = document.text[first:end] if first is not None else shown[:8]
    more = len(missing.difference(words))
    message = (
        f"“{words}” {'has' if len(words) == 1 else 'have'} no glyph in the fonts of the PDF, which shows empty boxes"
        + (f"; so {'has' if more == 1 else 'have'} {more} more of the paper’s characters" if more else "")
    )
    return [Diagnostic("build.missing-glyph", Span(first or 0, end), message, Severity.ERROR)]


def _without_glyph(characters: list[str], profile: Profile) -> list[str]:
    import typst

    lines = "\n\n".join(f"#{_string(char)}" for char in characters)
    text = f'#set document(title: "x")\n#set text(font: {_string(profile.font)})\n{lines}\n'
    try:
        typst.compile(text.encode(), format="pdf", ignore_system_fonts=True, pdf_standards=["a-2b"], timestamp=0)
    except typst.TypstError as error:
        return [char for found in _MISSING.findall(error.diagnostic) for char in _unescaped(found)]
    return []


def _unescaped(text: str) -> str:
    """The characters of a Rust debug string, in which Typst's messages quote text."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)
