"""Makes of pandoc's tree of a paper one that every writer can show, and says what it could not. Reads only the files
that the paper names inside its folder, and copies them to where pandoc and Typst may read.

After this no writer is asked for a file that is not there, a link without target, or markup of another format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mslint.build import blind, crossrefs, front, pictures, styles, tree
from mslint.build.front import Front
from mslint.build.profile import GUTTER, Profile
from mslint.build.tree import Node
from mslint.errors import UserError
from mslint.model import Diagnostic, Document, Severity, Span

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf")
"""Suffixes that Typst shows: https://typst.app/docs/reference/visualize/image/"""

_CITEPROC = (
    "link-bibliography",
    "link-citations",
    "nocite",
    "notes-after-punctuation",
    "reference-section-title",
    "references",
    "suppress-bibliography",
)
"""Metadata that citeproc reads and that names no file: https://pandoc.org/MANUAL.html#citations"""

HEAVY = 10_000_000
"""Bytes of a figure from which on journals' systems and mail refuse it; most take 10 MB a file."""

_TAGS = {"sub": "Subscript", "sup": "Superscript", "b": "Strong", "strong": "Strong", "i": "Emph", "em": "Emph"}
_TAG = re.compile(r"<(/?)(\w+)\s*>")
_PAGEBREAK = re.compile(r"\s*\\(?:newpage|pagebreak|clearpage)(?:\{\})?\s*")
_LINEBREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"\s*|\s*<!--.*-->\s*|\s*\\label\{[^{}]*\}\s*", re.DOTALL)
_RAW_MARK = re.compile(rb"\{=\s*[\w-]+\s*\}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = ("http", "https", "mailto", "ftp", "tel", "doi", "urn", "info", "orcid", "arxiv")
"""Of links that lead a reader somewhere."""

_WEB = re.compile(r"(?:https?|ftp|data):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready for the writers. `files` are the author's names of the files in the stage, by their names there.

    `read` are the files that were asked for, by their names in the paper's folder, with their contents; None for one
    that is not there.
    """

    front: Front
    meta: Mapping[str, Any]
    blocks: list[Node]
    figures: tuple[str, ...]
    bibliographies: tuple[str, ...]
    csl: str
    files: Mapping[str, str]
    cites: bool
    read: Mapping[str, bytes | None]


@dataclass(slots=True)
class _Desk:
    """What the work needs at hand: where to read, where to put, what was found."""

    document: Document
    folder: Path
    stage: Path
    profile: Profile
    figures: str  # the folder of figures in the stage
    problems: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    staged: dict[str, str] = field(default_factory=dict)
    read: dict[str, bytes | None] = field(default_factory=dict)

    def report(self, rule: str, words: str, message: str, severity: Severity = Severity.ERROR) -> None:
        """A problem with the `words` of the source, said once for each."""
        problem = Diagnostic(rule, place(self.document, words), message, severity)
        if problem not in self.problems:
            self.problems.append(problem)


def place(document: Document, words: str) -> Span:
    """Where the words first stand in the source; its beginning if they do not."""
    at = document.text.find(words) if words else -1
    return Span(at, at + len(words)) if at >= 0 else Span(0, 0)


def prepare(
    ast: Mapping[str, Any],
    document: Document,
    profile: Profile,
    *,
    folder: Path,
    stage: Path,
    figures: str,
    language: str,
) -> tuple[Paper, list[Diagnostic]]:
    """The paper with pandoc's tree `ast`, and what is wrong with it. Files come from `folder` and go to `stage`,
    figures to the folder `figures` there.
    """
    desk = _Desk(document, folder.resolve(), stage, profile, figures)
    meta = tree.walk(_tags(ast["meta"]), lambda node: _shown(node, desk))
    blocks = crossrefs.resolve(list(ast["blocks"]), profile)
    blocks = [_page_break(block) for block in blocks]
    blocks = tree.walk(_tags(blocks), lambda node: _shown(node, desk))
    page = front.read(meta, language)
    if profile.blind:
        blocks, page = blind.text(blocks, page), blind.title_page(page)
    blocks = _linked(blocks, desk)
    tree.walk(blocks, lambda node: _advised(node, desk))
    bibliographies = _bibliographies(meta, desk)
    csl = _csl(meta, desk)
    citing = {key: meta[key] for key in _CITEPROC if key in meta}
    cites = bool(bibliographies) or "references" in meta
    if cites:
        blocks = _reference_list(blocks, citing, profile)
    paper = Paper(
        front=page,
        meta=citing,
        blocks=blocks,
        figures=tuple(name for name in desk.files if name.startswith(f"{figures}/")),
        bibliographies=tuple(bibliographies),
        csl=csl,
        files=desk.files,
        cites=cites,
        read=desk.read,
    )
    if not cites:
        _uncitable(ast, desk)
    return paper, desk.problems


def _tags(value: Any) -> Any:
    """A copy of the tree in which simple HTML tags (`H<sub>2</sub>O`) are the elements that they mean."""
    if isinstance(value, dict):
        return {key: _tags(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    found: list[Any] = []
    for item in value:
        if tree.is_word(item):
            found.append(item)
            continue
        tag = _tag(item)
        if tag is None:
            found.append(_tags(item))
            continue
        closing, name = tag
        start = next((i for i in reversed(range(len(found))) if _tag(found[i]) == ("", name)), None)
        if closing and start is not None:
            found[start:] = [{"t": _TAGS[name], "c": found[start + 1 :]}]
        else:
            found.append(item)
    return found


def _tag(item: Any) -> tuple[str, str] | None:
    if not isinstance(item, dict) or item.get("t") != "RawInline" or item["c"][0] != "html":
        return None
    match = _TAG.fullmatch(item["c"][1])
    return (match[1], match[2].lower()) if match and match[2].lower() in _TAGS else None


def _shown(node: Node, desk: _Desk) -> Node | None:
    """What is shown for an image or for markup of one format; None leaves the element."""
    if node["t"] == "Image":
        return _image(node, desk)
    if is_active(node):
        target = node["c"][2][0]
        message = f"“{_short(target)}” is no address of a place that can be read: the link is left out"
        desk.report("build.left-out", target, message, Severity.WARNING)
        return unlinked(node, lambda inner: _shown(inner, desk))
    if node["t"] not in ("RawInline", "RawBlock"):
        return None
    block = node["t"] == "RawBlock"
    text = str(node["c"][1])
    if node == tree.PAGE_BREAK:
        return node
    if _LINEBREAK.fullmatch(text) and not block:
        return {"t": "LineBreak"}
    if not _UNSEEN.fullmatch(text):
        desk.report(
            "build.left-out",
            text.strip(),
            f"“{_short(text)}” is {node['c'][0]} markup that not every format can show: it is left out",
            Severity.WARNING,
        )
    return {"t": "Div", "c": [["", [], []], []]} if block else {"t": "Str", "c": ""}


def is_active(node: Node) -> bool:
    """Whether a link leads to anything but a place: `javascript:` runs, `file:` and `data:` are not for readers."""
    if node["t"] != "Link":
        return False
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]+", "", unquote(node["c"][2][0])))  # browsers overlook those
    return scheme is not None and scheme[1].lower() not in _SCHEMES


def unlinked(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """A link's words, changed as the tree around it is."""
    return {"t": "Span", "c": [["", [], []], tree.walk(node["c"][1], change)]}


def _page_break(block: Node) -> Node:
    """A page break for LaTeX's that stands by itself; inside other blocks Typst allows none."""
    alone = block["c"][0] if block["t"] == "Para" and len(block["c"]) == 1 else block
    if alone["t"] in ("RawBlock", "RawInline") and _PAGEBREAK.fullmatch(alone["c"][1]):
        return tree.PAGE_BREAK
    return block


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _image(node: Node, desk: _Desk) -> Node:
    """The image with its name in the stage; words in its place if it cannot be shown."""
    attributes, alt, (target, title) = node["c"]
    name = _stage(target, "figure", desk, IMAGES)
    if name:
        identifier, classes, pairs = attributes
        # where there is no caption, pandoc leaves it here
        given = [tree.words(value) for key, value in pairs if key == "alt"]
        kept = [pair for pair in pairs if pair[0] != "alt"]
        return {"t": "Image", "c": [[identifier, classes, kept], given[0] if given else alt, [name, title]]}
    return tree.strong(tree.words(f"[figure missing: {target}]"))


def _advised(node: Node, desk: _Desk) -> Node | None:
    """Tell what could be better in a figure or table. Changes nothing."""
    if node["t"] == "Figure":
        caption = " ".join(tree.plain(node["c"][1]).split())
        tree.walk(node["c"][2], lambda inner: _alternative(inner, caption, desk))
        return node
    if node["t"] == "Table":
        _width(node, desk)
    return _alternative(node, "", desk)


def _alternative(node: Node, caption: str, desk: _Desk) -> Node | None:
    """Ask for a text that stands for the picture where it cannot be seen (WCAG 2.2, 1.1.1): a caption is not one."""
    if node["t"] != "Image":
        return None
    _, alt, (name, _) = node["c"]
    words, target = " ".join(tree.plain(alt).split()), desk.files[name]
    if not words and not caption:
        message = f'“{_short(target)}” has no alternative text for those who cannot see it: add {{alt="…"}}'
        desk.report("build.alt-text", target, message, Severity.WARNING)
    elif words in ("", caption):
        message = f'“{_short(target)}” has its caption for alternative text: say in {{alt="…"}} what it shows'
        desk.report("build.alt-text", target, message, Severity.SUGGESTION)
    return node


def _width(table: Node, desk: _Desk) -> None:
    """Tell of a table whose columns, each as narrow as its longest word, are wider than the page."""
    room = desk.profile.width if desk.profile.columns == 1 else 2 * desk.profile.width + GUTTER
    letter = 0.4 * desk.profile.fontsize * 25.4 / 72
    columns = [0] * len(table["c"][2])
    for row in tree.rows(table):
        for index, cell in enumerate(row[1][: len(columns)]):
            columns[index] = max([columns[index], *map(len, tree.plain(cell[4]).split())])
    needed = sum(columns) * letter
    if needed > room:
        words = next((w for row in tree.rows(table) for cell in row[1] for w in tree.plain(cell[4]).split()), "")
        message = (
            f"the table that begins with “{_short(words)}” needs about {needed:.0f} mm, and the page has {room:.0f}: "
            "split it, or shorten its words"
        )
        desk.report("build.wide-table", words, message, Severity.WARNING)


def _stage(target: str, kind: str, desk: _Desk, suffixes: tuple[str, ...] = ()) -> str:
    """The name in the stage of the file that the paper calls `target`; "" and a problem if it cannot be used."""
    if target in desk.staged:
        return desk.staged[target]
    name, why = "", ""
    path = _inside(target, desk.folder)
    if _WEB.match(target):
        why = "is not a file beside the manuscript, and a build reads nothing from the web: save it there"
    elif path is None:
        why = f"lies outside the manuscript's folder {desk.folder.name}/"
    elif path.exists() and not path.is_file():
        why = "is no file"  # of a pipe there is no end
    elif suffixes and path.suffix.lower() not in suffixes:
        why = f"is not of a kind that can be shown: make it one of {', '.join(s[1:].upper() for s in suffixes)}"
    else:
        name_inside = str(path.relative_to(desk.folder))
        where = f"{desk.figures}/" if kind == "figure" else ""
        name = f"{where}{kind}-{len(desk.files) + 1}{path.suffix.lower()}"
        try:
            content = path.read_bytes()
            desk.read[name_inside] = content
            (desk.stage / name).parent.mkdir(exist_ok=True)
            (desk.stage / name).write_bytes(_fit(content, path.suffix.lower(), desk))
            _weigh(content, target, kind, desk)
        except FileNotFoundError:
            name, why = "", "is not there"
        except OSError as error:
            name, why = "", f"cannot be read: {(error.strerror or str(error)).lower()}"
        desk.read.setdefault(name_inside, None)
    if why:
        what = {"figure": "the figure", "bibliography": "the bibliography", "csl": "the citation style"}[kind]
        rule = "build.image-format" if "of a kind" in why else "build.missing-file"
        desk.report(rule, target, f"{what} “{_short(target)}” {why}")
    else:
        desk.files[name] = target
    desk.staged[target] = name
    return name


def _fit(content: bytes, suffix: str, desk: _Desk) -> bytes:
    """The file as pandoc and Typst may have it, in a blind copy without what it says of its maker."""
    if suffix in IMAGES:
        return pictures.anonymous(content) if desk.profile.blind else content
    return _without_raw(content, suffix)


def _weigh(content: bytes, target: str, kind: str, desk: _Desk) -> None:
    if kind == "figure" and len(content) > HEAVY:
        size = f"{len(content) / 1e6:.0f} MB"
        message = f"“{_short(target)}” has {size}, more than journals’ systems take; make it smaller"
        desk.report("build.image-size", target, message, Severity.WARNING)


def _without_raw(content: bytes, suffix: str) -> bytes:
    """A bibliography in YAML is Markdown to pandoc: there, markup for Typst must not reach Typst, which could fetch
    packages.
    """
    return _RAW_MARK.sub(b"", content) if suffix.lower() in (".yaml", ".yml") else content


def _inside(target: str, folder: Path) -> Path | None:
    """The path that `target` names in `folder`; None if it leads out of it (links followed)."""
    for words in dict.fromkeys((target, unquote(target))):
        try:
            path = (folder / words).resolve()
            if path.is_relative_to(folder) and (path.is_file() or words == unquote(target)):
                return path
        except (OSError, ValueError):
            continue
    return None


def _linked(blocks: list[Node], desk: _Desk) -> list[Node]:
    """Each identifier once, and links inside the paper only to those that are there: Typst stops at others."""
    known: set[str] = set()

    def note(value: Any) -> None:
        if isinstance(value, list):
            if len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], list) and value[0]:
                value[0] = "" if value[0] in known else value[0]
                known.add(value[0])
            for item in value:
                if not tree.is_word(item):
                    note(item)
        elif isinstance(value, dict) and value.get("t") not in ("Cite", "Math", "Code"):
            note(value.get("c"))

    def check(node: Node) -> Node | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
            return None
        target = unquote(node["c"][2][0][1:])
        if target in known or target.startswith("ref-"):
            return None
        message = f"“#{_short(target)}” is the name of nothing in the paper: the link leads nowhere"
        desk.report("build.missing-target", f"#{target}", message, Severity.WARNING)
        return {"t": "Span", "c": [["", [], []], node["c"][1]]}

    note(blocks)
    return list(tree.walk(blocks, check))


def _bibliographies(meta: Mapping[str, Any], desk: _Desk) -> list[str]:
    """The staged names of the paper's bibliographies: those that the document came with, wherever they lay, and those
    of its front matter.
    """
    read = {bibliography.path.resolve(): bibliography.text for bibliography in desk.document.bibliographies}
    names = []
    for path, text in read.items():
        name = f"bibliography-{len(desk.files) + 1}{path.suffix.lower()}"
        (desk.stage / name).write_bytes(_without_raw(text.encode(), path.suffix))
        desk.files[name] = path.name
        names.append(name)
    for target in [tree.plain(item).strip() for item in tree.items(meta.get("bibliography"))]:
        if target and (desk.folder / target).resolve() not in read and (name := _stage(target, "bibliography", desk)):
            names.append(name)
    return names


def _csl(meta: Mapping[str, Any], desk: _Desk) -> str:
    """The staged name of the citation style: the paper's own, else the profile's; "" for pandoc's."""
    target = tree.plain(meta.get("csl") or meta.get("citation-style")).strip()
    if target:
        file = target if target.endswith(".csl") else f"{target}.csl"
        there = _inside(file, desk.folder)
        known = None if there and there.is_file() else styles.find(target)
        if known is not None:
            desk.read[file] = None  # that lies nowhere in the folder, and counts if it comes
        return _stage(file, "csl", desk) if known is None else _staged_style(known, desk)
    if not desk.profile.csl:
        return ""
    own = desk.profile.file(desk.profile.csl)
    known = own.read_bytes() if own else styles.find(desk.profile.csl)
    if known is None:
        raise UserError(f"profile “{desk.profile.name}”: no citation style “{desk.profile.csl}”")
    return _staged_style(known, desk)


def _staged_style(content: bytes, desk: _Desk) -> str:
    (desk.stage / "style.csl").write_bytes(content)
    return "style.csl"


def _reference_list(blocks: list[Node], citing: dict[str, Any], profile: Profile) -> list[Node]:
    """The list's place: under the heading that the paper has for it, else at the end under a heading of its own."""
    from mslint.readers.roles import role_of

    if any(block["t"] == "Div" and block["c"][0][0] == "refs" for block in blocks):
        return blocks
    headings = [index for index, block in enumerate(blocks) if block["t"] == "Header"]
    ours = next((i for i in reversed(headings) if role_of(tree.plain(blocks[i]["c"][2])) == "references"), None)
    if ours is None:
        title = {"t": "MetaInlines", "c": tree.words(profile.references)}
        citing.setdefault("reference-section-title", title)
        return blocks
    citing.pop("reference-section-title", None)
    end = next((index for index in headings if index > ours), len(blocks))
    return [*blocks[:end], {"t": "Div", "c": [["refs", [], []], []]}, *blocks[end:]]


def _uncitable(ast: Mapping[str, Any], desk: _Desk) -> None:
    """Citations in a paper that names no bibliography."""

    def cited(node: Node) -> Node | None:
        if node["t"] == "Cite":
            for one in node["c"][0]:
                unknown_key(desk.document, one["citationId"], desk.problems)
        return None

    tree.walk(crossrefs.resolve(list(ast["blocks"]), desk.profile), cited)


def unknown_key(document: Document, key: str, problems: list[Diagnostic]) -> None:
    """Add to `problems` that a citation's key is in no bibliography, unless they say so already."""
    span = next((citation.span for citation in document.citations if citation.key == key), None)
    message = f"“@{key}” is in no bibliography of this paper"
    problem = Diagnostic("citations.unknown-key", span or place(document, f"@{key}"), message, Severity.ERROR)
    if problem not in problems:
        problems.append(problem)
