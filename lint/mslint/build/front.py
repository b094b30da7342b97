"""What stands before the text: title, authors, affiliations, abstract, keywords, from pandoc's metadata. Pure.

Takes the shapes that authors use: pandoc's (`author: Name` or a list), Quarto's (`author: [{name: {given, family},
affiliations: [...], orcid, corresponding}]`) and those of the Journal of Open Source Software (`authors: [{name,
affiliation: "1, 2"}]`, `affiliations: [{index, name}]`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mslint.build import tree
from mslint.build.tree import Inlines, Node


@dataclass(frozen=True, slots=True)
class Author:
    """`places` are indexes into `Front.affiliations`; `orcid` is the bare identifier; `note` is that of a footnote."""

    name: Inlines
    places: tuple[int, ...]
    email: str
    orcid: str
    corresponding: bool
    note: Inlines = field(default_factory=list)
    family: str = ""  # the surname, where the paper says which part of the name it is

    def parted(self) -> tuple[str, str]:
        """Given names and surname: what the paper says, or the last word with particles before it (“van Gogh”)."""
        words = tree.plain(self.name).split()
        if self.family:
            return tree.plain(self.name).replace(self.family, "").strip(), self.family
        at = max(len(words) - 1, 0)
        while at > 1 and words[at - 1].islower():
            at -= 1
        return " ".join(words[:at]), " ".join(words[at:])


@dataclass(frozen=True, slots=True)
class Front:
    """The title page; what the paper does not give is empty."""

    title: Inlines
    subtitle: Inlines
    authors: tuple[Author, ...]
    affiliations: tuple[Inlines, ...]
    date: Inlines
    abstract_title: str
    abstract: tuple[Node, ...]
    keywords: tuple[str, ...]
    language: str

    @property
    def names(self) -> list[str]:
        """The authors' names as plain text."""
        return [tree.plain(author.name).strip() for author in self.authors]

    def byline(self) -> Inlines:
        """The authors in one line; numbers send to the affiliations, an asterisk marks who corresponds."""
        return tree.joined([[*author.name, *self._marks(author)] for author in self.authors], ", ")

    def _marks(self, author: Author) -> Inlines:
        marks = [str(place + 1) for place in author.places] if self._numbered() else []
        if author.corresponding and len(self.authors) > 1:
            marks.append("*")
        return [tree.superscript(",".join(marks))] if marks else []

    def places(self) -> list[Inlines]:
        """The affiliations, one a line, with their numbers where there are any."""
        if not self._numbered():
            return list(self.affiliations)
        return [[tree.superscript(str(n)), *place] for n, place in enumerate(self.affiliations, 1)]

    def _numbered(self) -> bool:
        """Numbers are needed unless all authors are at the one place."""
        return len(self.affiliations) > 1 or any(not author.places for author in self.authors)

    def contacts(self) -> list[Inlines]:
        """The lines that say whom to write to, what footnotes to names say, and the authors' ORCID iDs."""
        lines: list[Inlines] = []
        flagged = [author for author in self.authors if author.corresponding]
        writers = [author for author in flagged or self.authors if author.email]
        if writers:
            star = "*" if flagged and len(self.authors) > 1 else ""
            addresses = [self._labelled(author, author.email, f"mailto:{author.email}") for author in writers]
            lines.append([*tree.words(f"{star}Correspondence: "), *tree.joined(addresses, "; ")])
        for author in self.authors:
            if author.note:
                lines.append([*tree.words(f"{tree.plain(author.name).strip()}: "), *author.note])
        known = [
            self._labelled(author, author.orcid, f"https://orcid.org/{author.orcid}")
            for author in self.authors
            if author.orcid
        ]
        if known:
            lines.append([*tree.words("ORCID: "), *tree.joined(known, "; ")])
        return lines

    def _labelled(self, author: Author, text: str, url: str) -> Inlines:
        name = f"{tree.plain(author.name).strip()}, " if len(self.authors) > 1 else ""
        return [*tree.words(name), tree.link(text, url)]


def read(meta: Mapping[str, Any], language: str) -> Front:
    """The title page of a paper with pandoc's metadata `meta`; `language` is used where the paper names none."""
    table = _table(meta)
    authors = [author for node in _authors(meta) if (author := _author(node, table))]
    order = list(dict.fromkeys(place for author in authors for place in author.places))
    order += [place for place in range(len(table.names)) if place not in order]
    rank = {place: index for index, place in enumerate(order)}
    return Front(
        title=tree.inlines(meta.get("title")),
        subtitle=tree.inlines(meta.get("subtitle")),
        authors=tuple(
            replace(author, places=tuple(sorted(rank[place] for place in author.places))) for author in authors
        ),
        affiliations=tuple(table.names[place] for place in order),
        date=tree.inlines(meta.get("date")),
        abstract_title=tree.plain(meta.get("abstract-title")).strip() or "Abstract",
        abstract=tuple(_blocks(meta.get("abstract"))),
        keywords=tuple(_keywords(meta)),
        language=tree.plain(meta.get("lang")).strip() or language,
    )


class _Table:
    """The affiliations met so far, and those that the paper numbers or names."""

    def __init__(self) -> None:
        self.names: list[Inlines] = []
        self.keys: dict[str, int] = {}

    def place(self, name: Inlines) -> int:
        """The index of an affiliation, the same for the same words."""
        text = tree.plain(name).strip()
        if text not in self.keys:
            self.keys[text] = len(self.names)
            self.names.append(name)
        return self.keys[text]


def _table(meta: Mapping[str, Any]) -> _Table:
    table = _Table()
    given = meta.get("affiliations") or meta.get("institute") or meta.get("institutes")
    for number, node in enumerate(tree.items(given), 1):
        index = table.place(_name_of_place(node))
        fields = node["c"] if node["t"] == "MetaMap" else {}
        key = tree.plain(fields.get("index") or fields.get("id") or fields.get("ref")).strip()
        table.keys[key or str(number)] = index
    return table


def _name_of_place(node: Node) -> Inlines:
    if node["t"] != "MetaMap":
        return tree.inlines(node)
    fields = node["c"]
    keys = ("department", "group", "name", "institution", "address", "city", "state", "country")
    return tree.joined([tree.inlines(fields[key]) for key in keys if key in fields], ", ")


def _authors(meta: Mapping[str, Any]) -> list[Node]:
    return tree.items(meta.get("author") or meta.get("authors"))


def _author(node: Node, table: _Table) -> Author | None:
    if node["t"] != "MetaMap":
        name, note = _without_note(tree.inlines(node))
        return Author(name, (), "", "", False, note) if tree.plain(name).strip() else None
    fields = node["c"]
    name, note = _without_note(_name(fields))
    if not name:
        return None
    where = fields.get("affiliation") or fields.get("affiliations") or fields.get("institute")
    places = [place for item in tree.items(where) for place in _places(item, table)]
    return Author(
        name=name,
        note=note,
        places=tuple(dict.fromkeys(places)),
        email=tree.plain(fields.get("email")).strip(),
        orcid=re.sub(r"^https?://(?:www\.)?orcid\.org/", "", tree.plain(fields.get("orcid")).strip()),
        corresponding=_true(fields.get("corresponding"))
        or _true(fields.get("correspondence"))
        or _true(((fields.get("attributes") or {}).get("c") or {}).get("corresponding")),
        family=_family(fields),
    )


def _without_note(name: Inlines) -> tuple[Inlines, Inlines]:
    """The name, and the words of a footnote to it, which few formats can show on a title page."""
    inside = [block for item in name if item["t"] == "Note" for block in item["c"]]
    notes = [block["c"] for block in inside if block["t"] in ("Para", "Plain")]
    return [item for item in name if item["t"] != "Note"], tree.joined(notes, " ")


def _name(fields: Mapping[str, Any]) -> Inlines:
    name = fields.get("name")
    if name and name["t"] != "MetaMap":
        return tree.inlines(name)
    parts = name["c"] if name else fields
    if "literal" in parts:
        return tree.inlines(parts["literal"])
    keys = ("given", "given-names", "dropping-particle", "non-dropping-particle", "family", "surname", "suffix")
    return tree.joined([tree.inlines(parts[key]) for key in keys if key in parts], " ")


def _family(fields: Mapping[str, Any]) -> str:
    name = fields.get("name")
    parts = name["c"] if name and name["t"] == "MetaMap" else fields
    return tree.plain(parts.get("family") or parts.get("surname")).strip()


def _places(node: Node, table: _Table) -> list[int]:
    """An author's affiliation: a name, a number or key of the table, or several of those in one string."""
    if node["t"] == "MetaMap":
        key = tree.plain(node["c"].get("ref")).strip()
        return [table.keys[key]] if key in table.keys else [table.place(_name_of_place(node))]
    text = tree.plain(node).strip()
    if not text:
        return []
    if text in table.keys:
        return [table.keys[text]]
    parts = [part for part in re.split(r"[\s,;&]+|\band\b", text) if part]
    if parts and all(part in table.keys for part in parts):
        return [table.keys[part] for part in parts]
    return [table.place(tree.inlines(node))]


def _true(value: Any) -> bool:
    if not value:
        return False
    if value["t"] == "MetaBool":
        return bool(value["c"])
    return tree.plain(value).strip().lower() not in ("", "false", "no", "0")


def _blocks(value: Any) -> list[Node]:
    """A metadata value as blocks; a list's members follow each other."""
    if not value:
        return []
    if value["t"] == "MetaBlocks":
        return list(value["c"])
    if value["t"] == "MetaList":
        return [block for item in value["c"] for block in _blocks(item)]
    content = tree.inlines(value)
    return [tree.para(content)] if content else []


def _keywords(meta: Mapping[str, Any]) -> list[str]:
    """A list's members, or the parts of a string between semicolons, else commas."""
    value = meta.get("keywords") or meta.get("keyword")
    if value and value["t"] == "MetaList":
        found = [tree.plain(item) for item in value["c"]]
    else:
        text = tree.plain(value)
        found = text.split(";" if ";" in text else ",")
    return [" ".join(word.split()) for word in found if word.strip()]
