"""What a Word file must be to be submitted: whole, in the order of elements that Word wants, every part, style, number
and note that is named there, nothing left over. Pure.

The schemas of Office Open XML (ISO/IEC 29500-1) are not shipped; checked is what Word calls damage when it is wrong:
packaging (29500-2, 6 and 7), well-formed parts, relationships and their targets, identifiers that are unique or are
there, and the order of children where the schema has one (`rules/data/docx.yml`).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mslint import shipped
from mslint.build.verify import Expected, Read, told_secrets

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"

BODY = "word/document.xml"
LARGEST = 500_000_000
"""Bytes of all parts unpacked; no paper has so many, and a bomb has more."""


def read(data: bytes, expected: Expected) -> Read:
    try:
        parts = _parts(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return Read(None, (), (f"cannot be read again: {error}",))
    trees: dict[str, Element] = {}
    faults: list[str] = []
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = ElementTree.fromstring(content)
            except ElementTree.ParseError as error:
                faults.append(f"its part {name} is not well-formed XML: {error}")
    if BODY not in trees:
        return Read(None, (), (*faults, f"it has no {BODY}"))
    for check in (_packaging, _targets, _identifiers, _named, _order, _left_over):
        faults += check(parts, trees)
    faults += _properties(trees, expected)
    for secret in told_secrets(
        expected.secrets, b"\n".join(content for name, content in parts.items() if name != BODY)
    ):
        faults.append(f"it holds “{secret}”, and a blind copy tells no author")
    text = "\n".join(_text(trees[name]) for name in (BODY, "word/footnotes.xml", "word/endnotes.xml") if name in trees)
    facts = () if faults else ("parts and order of elements valid", "styles known", "nothing left over")
    return Read(text, facts, tuple(dict.fromkeys(faults)))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if sum(info.file_size for info in file.infolist()) > LARGEST:
            raise ValueError(f"its parts have more than {LARGEST // 1_000_000} MB")
        names = Counter(file.namelist())
        twice = next((name for name, number in names.items() if number > 1), None)
        if twice:
            raise ValueError(f"it has the part {twice} twice")
        return {name: file.read(name) for name in names}


def _packaging(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    """Every part has a content type, and every type that is given for a part has its part."""
    types = trees.get("[Content_Types].xml")
    if types is None:
        yield "it has no [Content_Types].xml"
        return
    suffixes = [item.get("Extension", "").lower() for item in types.iter(f"{TYPES}Default")]
    given = [item.get("PartName", "").lstrip("/") for item in types.iter(f"{TYPES}Override")]
    for name in parts:
        if name != "[Content_Types].xml" and name not in given and name.rpartition(".")[2].lower() not in suffixes:
            yield f"its part {name} has no content type"
    for name, number in Counter([*suffixes, *given]).items():
        if number > 1:
            yield f"the content type of “{name}” is given twice"
    for name in given:
        if name not in parts:
            yield f"its content types name the part {name}, which is not there"


def _targets(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    """Every relationship leads to a part, and every one that is used is there."""
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.partition("_rels/")
        known = Counter(item.get("Id", "") for item in tree.iter(f"{RELS}Relationship"))
        for item in tree.iter(f"{RELS}Relationship"):
            target = item.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(folder + target)
            if item.get("TargetMode") != "External" and place not in parts:
                yield f"{name} leads to {place}, which is not there"
            elif item.get("TargetMode") == "External" and item.get("Type", "").rpartition("/")[2] != "hyperlink":
                yield f"{name} takes “{target}” from outside the file"
        yield from (f"{name} has the relationship {key} twice" for key, number in known.items() if number > 1)
        owner = folder + file.removesuffix(".rels")
        nodes = trees[owner].iter() if owner in trees else ()
        used = {value for node in nodes for key, value in node.attrib.items() if key.startswith(R)}
        yield from (f"{owner} uses the relationship {key}, which is not there" for key in sorted(used - set(known)))


def _identifiers(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    """Bookmarks (by number and by name), drawings, notes, styles and numberings, each once."""
    body = trees[BODY]
    counted = {
        "bookmark": [node.get(f"{W}id") for node in body.iter(f"{W}bookmarkStart")],
        "bookmark named": [node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")],
        "drawing": [node.get("id") for node in body.iter(f"{WP}docPr")],
        "footnote": [node.get(f"{W}id") for node in _all(trees, "word/footnotes.xml", "footnote")],
        "style": [node.get(f"{W}styleId") for node in _all(trees, "word/styles.xml", "style")],
        "numbering": [node.get(f"{W}numId") for node in _all(trees, "word/numbering.xml", "num")],
    }
    for what, found in counted.items():
        twice = [key for key, number in Counter(found).items() if number > 1]
        yield from (f"two {what}s have the identifier {key}" for key in twice[:3])
    ends = Counter(node.get(f"{W}id") for node in body.iter(f"{W}bookmarkEnd"))
    if ends != Counter(counted["bookmark"]):
        yield "a bookmark has no end, or an end no bookmark"


def _all(trees: Mapping[str, Element], part: str, name: str) -> list[Element]:
    return list(trees[part].iter(f"{W}{name}")) if part in trees else []


def _named(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    """Styles, numberings, notes and bookmarks that the text names are there."""
    styles = {node.get(f"{W}styleId") for node in _all(trees, "word/styles.xml", "style")} | {
        "TableNormal"
    }  # Word's own
    numbers = {node.get(f"{W}numId") for node in _all(trees, "word/numbering.xml", "num")} | {"0"}
    notes = {node.get(f"{W}id") for node in _all(trees, "word/footnotes.xml", "footnote")}
    marks = {node.get(f"{W}name") for node in trees[BODY].iter(f"{W}bookmarkStart")} | {"_top"}
    wanted = (
        ("style", ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"), "val", styles),
        ("numbering", ("numId",), "val", numbers),
        ("footnote", ("footnoteReference",), "id", notes),
        ("bookmark", ("hyperlink",), "anchor", marks),
    )
    for part in (BODY, "word/footnotes.xml", "word/styles.xml"):
        for what, elements, attribute, known in wanted:
            used = {n.get(f"{W}{attribute}") for e in elements for n in _all(trees, part, e)} - {None}
            yield from (
                f"{part} names the {what} {key}, which is not there" for key in sorted(map(str, used - known))[:3]
            )


def _order(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    """Children in the schema's order, none that it does not know, and none twice but for those that may."""
    orders = shipped.data("docx")["order"]
    for part, tree in _word_parts(trees):
        for name, order in orders.items():
            faults = (_misplaced(node, name, order) for node in tree.iter(f"{W}{name}"))
            yield from (f"{part}: {fault}" for fault in dict.fromkeys(fault for fault in faults if fault))
        if any(len(cell) == 0 or cell[-1].tag != f"{W}p" for cell in tree.iter(f"{W}tc")):
            yield f"{part}: a table cell does not end in a paragraph"


def _word_parts(trees: Mapping[str, Element]) -> Iterator[tuple[str, Element]]:
    return ((part, tree) for part, tree in trees.items() if part.startswith("word/") and part.endswith(".xml"))


def _misplaced(node: Element, name: str, order: Sequence[str]) -> str:
    repeated = shipped.data("docx")["repeated"]
    children = [child.tag.removeprefix(W) for child in node if child.tag.startswith(W)]
    unknown = next((child for child in children if child not in order), None)
    if unknown:
        return f"{name} has a child {unknown}, which the schema does not know"
    places = [order.index(child) for child in children if child not in repeated]
    if places != sorted(places):
        return f"the children of {name} ({', '.join(children)}) are not in the schema's order"
    twice = [child for child, number in Counter(children).items() if number > 1 and child not in repeated]
    return f"{name} has {twice[0]} twice" if twice else ""


def _left_over(parts: Mapping[str, bytes], trees: Mapping[str, Element]) -> Iterator[str]:
    leftovers = shipped.data("docx")["left_over"]
    found: dict[str, str] = {}
    for part, tree in _word_parts(trees):
        for node in tree.iter() if part != "word/styles.xml" else ():
            what = leftovers.get(node.tag.removeprefix(W))
            if what and node.get(f"{W}val") not in ("0", "false"):
                found.setdefault(what, part)
            if any(key.startswith(f"{W}rsid") for key in node.attrib):
                found.setdefault("marks of editing sessions (rsid)", part)
    yield from (f"{part} holds {what}" for what, part in found.items())
    comments = trees.get("word/comments.xml")
    if comments is not None and len(comments):
        yield "word/comments.xml holds comments"
    for name in parts:
        if name.lower().endswith(".bin") or "/embeddings/" in name:
            yield f"it holds {name}, a program or an embedded file"


def _properties(trees: Mapping[str, Element], expected: Expected) -> Iterator[str]:
    core = trees.get("docProps/core.xml")
    if core is None:
        yield "it has no properties"
        return
    title, creator, editor = (
        (core.findtext(name) or "") for name in (f"{DC}title", f"{DC}creator", f"{CP}lastModifiedBy")
    )
    if expected.title and title != expected.title:
        yield f"its title is “{title}”, not “{expected.title}”"
    for name in expected.authors:
        if name not in creator:
            yield f"its properties do not name the author {name}"
    if expected.secrets and (creator or editor):
        yield f"its properties name “{creator or editor}” as author"
    language = core.findtext(f"{DC}language") or ""
    if (
        expected.language
        and language
        and language.partition("-")[0].lower() != expected.language.partition("-")[0].lower()
    ):
        yield f"its language is “{language}”, not “{expected.language}”"


def _text(tree: Element) -> str:
    """The words in the order of the file, deleted ones left out; formulas as their letters."""
    found = []
    for node in tree.iter():
        if node.tag in (f"{W}t", f"{M}t"):
            found.append(node.text or "")
        elif node.tag in (f"{W}p", f"{W}tab", f"{W}br"):
            found.append(" ")
    return "".join(found)
