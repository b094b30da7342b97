"""Makes the HTML, JATS, LaTeX and Markdown of a paper: pandoc writes, in one run each, with what the title page says as
its metadata. Reads only the stage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from mslint.build import captions, pandoc, tree
from mslint.build.dates import Date
from mslint.build.prepare import Paper
from mslint.build.profile import Profile
from mslint.build.tree import Node

Messages = list[dict[str, Any]]
Meta = dict[str, Any]


def html(paper: Paper, profile: Profile, date: Date | None, stage: Path) -> tuple[bytes, Messages]:
    """One page that needs no other file: pictures, styles and formulas (MathML) are in it."""
    page = paper.front
    meta: Meta = {
        "lang": _text(page.language),
        "pagetitle": _text(tree.plain(page.title).strip() or "Paper"),
        "description": _text(" ".join(tree.plain(list(page.abstract)).split())[:300]),
        "title": _inlines(page.title),
        "subtitle": _inlines(page.subtitle),
        "names": _list([_text(name) for name in page.names]),
        "byline": _inlines(page.byline()),
        "places": _list([_inlines(line) for line in page.places()]),
        "contacts": _list([_inlines(line) for line in page.contacts()]),
        "date": _inlines(page.date),
        "abstract-title": _text(page.abstract_title),
        "abstract": {"t": "MetaBlocks", "c": list(page.abstract)},
        "keywords": _text(", ".join(page.keywords)),
        "contents": {"t": "MetaBool", "c": "contents" in profile.lists},
    }
    blocks = tree.walk(_counted(paper, profile), lambda node: _seen(node, stage))
    return _written(
        ["--to=html5", f"--template={profile.file('page.html')}", "--mathml", "--embed-resources", "--toc", *_BELOW],
        meta,
        blocks,
        stage,
        "paper.html",
        readable=paper.figures,
    )


_BELOW = ["--shift-heading-level-by=1"]
"""The title is the page's one heading of level 1."""


def _seen(node: Node, stage: Path) -> Node | None:
    """A PDF figure as SVG: browsers show no PDF in an image."""
    if node["t"] != "Image" or not node["c"][2][0].endswith(".pdf"):
        return None
    from mslint.build.pdf import drawn

    attributes, alt, (name, title) = node["c"]
    return {"t": "Image", "c": [attributes, alt, [drawn(name, stage, "svg"), title]]}


def jats(paper: Paper, profile: Profile, date: Date | None, stage: Path) -> tuple[bytes, Messages]:
    """JATS Journal Publishing 1.2 (ANSI/NISO Z39.96-2019)."""
    page = paper.front
    authors = [
        {
            "given-names": _text(author.parted()[0]),
            "surname": _text(author.parted()[1]),
            "orcid": _text(f"https://orcid.org/{author.orcid}" if author.orcid else ""),
            "email": _text(author.email),
            "affiliation": _list([_text(str(place + 1)) for place in author.places]),
        }
        for author in page.authors
    ]
    places = [
        {"id": _text(str(number)), "organization": _inlines(place)} for number, place in enumerate(page.affiliations, 1)
    ]
    meta: Meta = {
        "lang": _text(page.language),
        "title": _inlines(page.title),
        "subtitle": _inlines(page.subtitle),
        "author": _list([_map(author) for author in authors]),
        "affiliation": _list([_map(place) for place in places]),
        "abstract": {"t": "MetaBlocks", "c": list(page.abstract)},
        "tags": _list([_text(word) for word in page.keywords]),
        "article": _map({"type": _text("research-article")}),
    }
    if date:
        parts = {"year": date[0], "month": date[1], "day": date[2]}
        meta["date"] = _map({key: _text(f"{value:02}") for key, value in parts.items()})
    content, messages = _written(["--to=jats_publishing", "--standalone"], meta, paper.blocks, stage, "paper.xml")
    return _labelled(content.decode(), profile).encode(), messages


_CAPTIONED = re.compile(r"<(fig|table-wrap)\b[^>]*>\s*(?=<caption>)")


def _labelled(xml: str, profile: Profile) -> str:
    """The JATS with labels, which pandoc has not got, at figures and tables."""
    counts = {"fig": 0, "table-wrap": 0}

    def label(match: re.Match[str]) -> str:
        counts[match[1]] += 1
        called = profile.figure if match[1] == "fig" else profile.table
        return f"{match[0].rstrip()}\n<label>{called.word} {called.numbered(counts[match[1]])}</label>\n"

    return _CAPTIONED.sub(label, xml)


def tex(paper: Paper, profile: Profile, date: Date | None, stage: Path) -> tuple[bytes, Messages]:
    """A LaTeX document for any engine, with its figures in the folder beside it."""
    page = paper.front
    authors = [
        tree.joined([author.name, *(page.affiliations[place] for place in author.places)], "\n")
        for author in page.authors
    ]
    for author in authors:
        for at, item in enumerate(author):
            if item == {"t": "Str", "c": "\n"}:
                author[at] = {"t": "LineBreak"}
    size = min((10, 11, 12), key=lambda known: abs(known - profile.fontsize))
    meta: Meta = {
        "lang": _text(page.language),
        "title": _inlines(page.title),
        "subtitle": _inlines(page.subtitle),
        "author": _list([_inlines(author) for author in authors]),
        "date": _inlines(page.date),
        "abstract": {"t": "MetaBlocks", "c": list(page.abstract)},
        "documentclass": _text("report" if profile.chapters else "article"),
        "classoption": _list([_text(option) for option in ("twocolumn",) if profile.columns == 2]),
        "papersize": _text(profile.papersize),
        "fontsize": _text(f"{size}pt"),
        "geometry": _list([_text(f"margin={profile.margin:g}mm")]),
        "linestretch": _text(f"{profile.linestretch:g}"),
        "indent": {"t": "MetaBool", "c": profile.indent > 0},
        "toc": {"t": "MetaBool", "c": "contents" in profile.lists},
        "lof": {"t": "MetaBool", "c": "figures" in profile.lists},
        "lot": {"t": "MetaBool", "c": "tables" in profile.lists},
        "header-includes": {"t": "MetaBlocks", "c": [tree.raw_block("latex", _preamble(profile))]},
    }
    division = "chapter" if profile.chapters else "section"
    blocks = tree.walk(paper.blocks, lambda node: _latex(node, stage))
    keywords = [tree.para([tree.strong(tree.words("Keywords:")), *tree.words(f" {', '.join(page.keywords)}")])]
    return _written(
        ["--to=latex", "--standalone", f"--top-level-division={division}"],
        meta,
        [*(keywords if page.keywords else []), *blocks],
        stage,
        "paper.tex",
    )


def _preamble(profile: Profile) -> str:
    lines = []
    if profile.linenumbers:
        lines.append("\\usepackage{lineno}\n\\linenumbers")
    for kind, called in (("figure", profile.figure), ("table", profile.table)):
        lines.append(f"\\AtBeginDocument{{\\renewcommand{{\\{kind}name}}{{{called.word}}}}}")
        if called.number == "I":
            lines.append(f"\\renewcommand{{\\the{kind}}}{{\\Roman{{{kind}}}}}")
    return "\n".join(lines)


def _latex(node: Node, stage: Path) -> Node | None:
    """Figures of kinds that LaTeX knows."""
    if node == tree.PAGE_BREAK:
        return tree.raw_block("latex", "\\clearpage")
    if node["t"] != "Image" or Path(node["c"][2][0]).suffix not in DRAWN:
        return None
    from mslint.build.pdf import drawn

    attributes, alt, (name, title) = node["c"]
    return {"t": "Image", "c": [attributes, alt, [drawn(name, stage, DRAWN[Path(name).suffix]), title]]}


DRAWN: Mapping[str, Literal["png", "pdf"]] = {".svg": "pdf", ".gif": "png", ".webp": "png"}
"""What figures become that LaTeX does not know."""


def md(paper: Paper, profile: Profile, date: Date | None, stage: Path) -> tuple[bytes, Messages]:
    """Markdown that reads the same everywhere: numbers, citations and reference list are plain words in it."""
    page = paper.front
    meta: Meta = {
        "title": _inlines(page.title),
        "subtitle": _inlines(page.subtitle),
        "author": _list([_text(name) for name in page.names]),
        "date": _inlines(page.date),
        "lang": _text(page.language),
        "keywords": _list([_text(word) for word in page.keywords]),
        "abstract": {"t": "MetaBlocks", "c": list(page.abstract)},
    }
    blocks = _bare(_counted(paper, profile))
    return _written(["--to=markdown-citations-smart", "--standalone", "--wrap=none"], meta, blocks, stage, "paper.md")


def _bare(blocks: Sequence[Node]) -> list[Node]:
    """The blocks without the containers that only other formats need."""
    found: list[Node] = []
    for block in blocks:
        if block["t"] == "Div" and (block["c"][0][2] or {"references", "csl-entry"} & set(block["c"][0][1])):
            found += _bare(block["c"][1])
        else:
            found.append(block)
    return found


WRITERS: Mapping[str, Callable[[Paper, Profile, Date | None, Path], tuple[bytes, Messages]]] = {
    "html": html,
    "jats": jats,
    "tex": tex,
    "md": md,
}
"""The makers by format; each returns the file and pandoc's messages."""


def _counted(paper: Paper, profile: Profile) -> list[Node]:
    return list(tree.walk(paper.blocks, lambda node: captions.prefixed(node, profile)))


def _written(
    arguments: Sequence[str], meta: Meta, blocks: list[Node], stage: Path, name: str, *, readable: Sequence[str] = ()
) -> tuple[bytes, Messages]:
    written = {key: value for key, value in meta.items() if value["c"] not in ("", [], {}, False)}
    ast = {"pandoc-api-version": tree.API, "meta": written, "blocks": _without_breaks(blocks)}
    messages = pandoc.run(["--from=json", *arguments], json.dumps(ast).encode(), stage, name, readable=readable)
    return (stage / name).read_bytes(), messages


def _without_breaks(blocks: list[Node]) -> list[Node]:
    return [block for block in blocks if block != tree.PAGE_BREAK]


def _text(words: str) -> Node:
    return {"t": "MetaString", "c": words}


def _inlines(content: list[Node]) -> Node:
    return {"t": "MetaInlines", "c": content}


def _list(values: list[Node]) -> Node:
    return {"t": "MetaList", "c": values}


def _map(values: Mapping[str, Node]) -> Node:
    return {"t": "MetaMap", "c": {key: value for key, value in values.items() if value["c"] not in ("", [])}}
