"""Numbers figures, tables, equations and sections, and puts the numbers where the text points to them. Pure.

The number of a figure or table stands in its attribute NUMBER, for each writer has its own way to show it.

Pointers are pandoc-crossref's (`@fig:flow`, `[@tbl:sums]`) and LaTeX's (`\\ref{fig:flow}`, `\\autoref`, `\\cref`,
`\\label` in a caption or formula), as papers in Markdown use both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mslint.build import tree
from mslint.build.profile import Caption, Profile, roman
from mslint.build.tree import Inlines, Node

NUMBER = "number"

_REF = re.compile(r"\\(ref|autoref|cref|Cref|eqref)\{([^{}]+)\}")
_ENVIRONMENT = re.compile(
    r"\s*\\begin\{(equation|align|gather|multline|eqnarray)(\*?)\}(.*)\\end\{\1\2\}\s*", re.DOTALL
)
_EQUATION_LABEL = re.compile(r"\{#(eq[:-][^{}\s]+)\}")
_NUMBER = r" \qquad \text{{({})}}"
"""How an equation's number stands in its TeX: pandoc has no tags, and this shows alike in every format."""

_LABEL = re.compile(r"\\label\{([^{}]+)\}")
_TYPED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]+\.|[A-H]\.)\s+(?=\S)")
"""A heading's number that the author has typed."""


@dataclass(slots=True)
class _Numbers:
    """What each identifier stands for: its word and its number ("" for a section without one)."""

    profile: Profile
    typed: bool = False  # headings have numbers already
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    figures: int = 0
    tables: int = 0
    equations: int = 0
    levels: list[int] = field(default_factory=list)


def resolve(blocks: list[Node], profile: Profile) -> list[Node]:
    """The blocks with pointers to known identifiers replaced by links that read “Figure 2”, and headings numbered if
    the profile wants it.
    """
    headings = [tree.plain(block["c"][2]) for block in blocks if block["t"] == "Header"]
    typed = sum(_TYPED.match(heading) is not None for heading in headings)
    numbers = _Numbers(profile, typed > 1 and 2 * typed >= len(headings))
    labelled = tree.walk(tree.walk(blocks, _formula), lambda node: _number(node, numbers))
    return list(tree.walk(labelled, lambda node: _pointer(node, numbers.names)))


def _formula(node: Node) -> Node | None:
    """LaTeX's environments for displayed formulas are raw TeX to pandoc, which its writers drop."""
    if node["t"] not in ("RawInline", "RawBlock"):
        return None
    match = _ENVIRONMENT.fullmatch(node["c"][1])
    if match is None:
        return None
    text = match[3].strip() if match[1] == "equation" else match[0].strip()
    formula = {"t": "Math", "c": [{"t": "DisplayMath"}, text]}
    return formula if node["t"] == "RawInline" else tree.para([formula])


def _number(node: Node, numbers: _Numbers) -> Node | None:
    if node["t"] == "Figure" and tree.plain(node["c"][1]).strip():
        numbers.figures += 1
        return _labelled(node, numbers.profile.figure, numbers.figures, numbers)
    if node["t"] == "Table" and tree.plain(node["c"][1]).strip():
        numbers.tables += 1
        return _labelled(node, numbers.profile.table, numbers.tables, numbers)
    if node["t"] in ("Para", "Plain") and any(item["t"] == "Math" for item in node["c"]):
        return {"t": node["t"], "c": _equations(node["c"], numbers)}
    return _heading(node, numbers) if node["t"] == "Header" else None


def _labelled(node: Node, called: Caption, number: int, numbers: _Numbers) -> Node:
    """The figure or table with its number, and the identifier of its attributes or of a `\\label` in its caption."""
    attributes, caption, *rest = node["c"]
    found: list[str] = []

    def take(inner: Node) -> Node | None:
        match = _LABEL.fullmatch(inner["c"][1].strip()) if inner["t"] == "RawInline" else None
        if match is None:
            return None
        found.append(match[1])
        return {"t": "Str", "c": ""}

    caption, rest = tree.walk(caption, take), tree.walk(rest, take)
    own, classes, pairs = attributes
    name = own or (found[0] if found else f"{node['t'].lower()}-{number}")
    numbers.names[name] = (called.word, called.numbered(number))
    return {"t": node["t"], "c": [[name, classes, [*pairs, [NUMBER, str(number)]]], caption, *rest]}


def _equations(content: Inlines, numbers: _Numbers) -> Inlines:
    """The inlines with the displayed formulas that have a label numbered, and pandoc-crossref's labels taken out."""
    found: Inlines = []
    at = 0
    while at < len(content):
        item, at = content[at], at + 1
        if item["t"] != "Math" or item["c"][0]["t"] != "DisplayMath":
            found.append(item)
            continue
        labels = _LABEL.findall(item["c"][1])
        after = at + 1 if content[at : at + 1] == [{"t": "Space"}] else at
        match = _EQUATION_LABEL.match(tree.plain(content[after : after + 1]))
        if match:
            labels.append(match[1])
            rest = content[after]["c"][match.end() :]
            content = [*content[:at], {"t": "Str", "c": rest}, *content[after + 1 :]]
        found.append(_numbered(item, labels, numbers) if labels else item)
    return found


def _numbered(formula: Node, labels: list[str], numbers: _Numbers) -> Node:
    numbers.equations += 1
    numbers.names |= dict.fromkeys(labels, ("Equation", str(numbers.equations)))
    text = _LABEL.sub("", formula["c"][1]).rstrip() + _NUMBER.format(numbers.equations)
    return {"t": "Span", "c": [[labels[0], [], []], [{"t": "Math", "c": [formula["c"][0], text]}]]}


def _heading(node: Node, numbers: _Numbers) -> Node:
    """The heading with its number, if it takes one."""
    from mslint.readers.roles import role_of

    level, (name, classes, pairs), words = node["c"]
    shown, pointed = "", f"“{tree.plain(words)}”"
    if numbers.profile.numbersections and numbers.typed:
        words = _without_number(words)
    if "unnumbered" not in classes and role_of(tree.plain(words)) not in ("references", "statement", "abstract"):
        shown, pointed = _count(level, numbers) if numbers.profile.numbersections else ("", pointed)
    if name:
        numbers.names[name] = ("Section", pointed)
    prefix = [{"t": "Str", "c": shown}, {"t": "Space"}] if shown else []
    return {"t": "Header", "c": [level, [name, classes, pairs], [*prefix, *words]]}


def _without_number(words: Inlines) -> Inlines:
    match = _TYPED.match(tree.plain(words))
    return words[2:] if match and words[0].get("c") == match[0].strip() else words


def _count(level: int, numbers: _Numbers) -> tuple[str, str]:
    """The next number of a heading of this level: as it stands there, and as others point to it."""
    numbers.levels = [*numbers.levels[:level], *[0] * (level - len(numbers.levels))]
    numbers.levels[-1] += 1
    if numbers.profile.numbering == "1.1":
        number = ".".join(map(str, numbers.levels))
        return number, number
    parts = [roman(number) for number in numbers.levels[:1]] + [chr(64 + number) for number in numbers.levels[1:2]]
    parts += [str(number) for number in numbers.levels[2:3]] + [chr(96 + number) for number in numbers.levels[3:]]
    return f"{parts[-1]}{'.' if level < 3 else ')'}", "-".join(parts)


def _pointer(node: Node, names: dict[str, tuple[str, str]]) -> Node | None:
    if node["t"] == "RawInline" and node["c"][0] in ("tex", "latex"):
        match = _REF.fullmatch(node["c"][1].strip())
        if match is None or match[2] not in names:
            return None
        if match[1] == "eqref":
            return tree.link(f"({names[match[2]][1]})", f"#{match[2]}")
        return _link(match[2], names[match[2]], bare=match[1] == "ref")
    if node["t"] != "Cite" or not all(one["citationId"] in names for one in node["c"][0]):
        return None
    links = [
        _link(one["citationId"], names[one["citationId"]], bare=one["citationMode"]["t"] == "SuppressAuthor")
        for one in node["c"][0]
    ]
    return {"t": "Span", "c": [["", [], []], tree.joined([[link] for link in links], ", ")]}


def _link(identifier: str, name: tuple[str, str], *, bare: bool) -> Node:
    word, number = name
    return tree.link(number if bare else f"{word}\N{NO-BREAK SPACE}{number}", f"#{identifier}")
