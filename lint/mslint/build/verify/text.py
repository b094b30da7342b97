"""Reads the text of a tagged PDF in the order of its tags, as a screen reader does: what is no part of the text (page
numbers, running heads, line numbers) is tagged as nothing and so left out. Pure.

Content streams are read here and not by pypdf, which takes ten times as long because it also finds out where letters
stand (ISO 32000-2: 7.8 and 9.4 text, 14.6 marked content, 14.7 structure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

_TOKEN = re.compile(
    rb"(?P<space>[\s\x00]+|%[^\r\n]*)|(?P<open>\()|(?P<dict><<|>>)|<(?P<hex>[0-9A-Fa-f\s]*)>|/(?P<name>[^\s/<>\[\](){}%]*)"
    rb"|(?P<number>[-+]?\d*\.?\d+)|(?P<bracket>[\[\]])|(?P<word>[A-Za-z'\"][\w*'\"]*)"
)
_PLAIN = re.compile(rb"((?:[^()\\]|\\[0-7nrtbf()\\])*)\)")
_PAREN = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SHOWS = (b"Tj", b"TJ", b"'", b'"')

_INLINE = (
    "/Span",
    "/Link",
    "/Em",
    "/Strong",
    "/Sub",
    "/Code",
    "/Reference",
    "/Lbl",
    "/Formula",
    "/Quote",
    "/Annot",
    None,
)
"""Structure elements that stand in a line (ISO 32000-2, 14.8.4.7); all others begin one."""

Codes = Mapping[bytes, str]
"""The text of a font's codes, which have one or two bytes."""


def tagged(reader: Any) -> str | None:
    """The text of a pypdf reader's document; None if it has no tags, or a font does not say what its codes mean."""
    tree = reader.root_object.get("/StructTreeRoot")
    if tree is None:
        return None
    pages = {}
    fonts: dict[Any, Codes | None] = {}
    for page in reader.pages:
        known = {
            name[1:].encode(): _codes(reference, fonts)
            for name, reference in _raw_items(page.get("/Resources", {}).get("/Font"))
        }
        if any(codes is None for codes in known.values()):
            return None
        content = page.get("/Contents")
        data = page.get_contents().get_data() if content is not None else b""
        pages[page.indirect_reference.idnum] = _marked(data, {k: v for k, v in known.items() if v is not None})
    return "".join(_read(tree, pages))


def _raw_items(fonts: Any) -> list[tuple[str, Any]]:
    if fonts is None:
        return []
    fonts = fonts.get_object()
    return [(name, fonts.raw_get(name)) for name in fonts]


def _read(tree: Any, pages: Mapping[int, Mapping[int, str]]) -> Iterator[str]:
    """The marked texts of the structure, depth first, which is reading order; without recursion, for it may be deep."""
    stack: list[tuple[Any, int]] = [(tree.get_object(), 0)]
    while stack:
        node, page = stack.pop()
        if isinstance(node, int):
            yield pages.get(page, {}).get(node, "")
            continue
        if isinstance(node, list):
            stack += [(_resolved(item), page) for item in reversed(node)]
            continue
        if "/Pg" in node:
            page = node.raw_get("/Pg").idnum
        if node.get("/Type") == "/MCR":
            yield pages.get(page, {}).get(int(node["/MCID"]), "")
        elif "/K" in node:
            kids = node["/K"]
            stack.append((int(kids) if isinstance(kids, int) else kids, page))
        if node.get("/S") not in _INLINE:
            yield "\n"


def _resolved(item: Any) -> Any:
    value = item.get_object()
    return int(value) if isinstance(value, int) else value


# --- fonts -----------------------------------------------------------------------------------------------------------


def _codes(reference: Any, known: dict[Any, Codes | None]) -> Codes | None:
    key = getattr(reference, "idnum", id(reference))
    if key not in known:
        font = reference.get_object()
        cmap = font.get("/ToUnicode")
        known[key] = _cmap(cmap.get_object().get_data()) if cmap is not None else _type3(font)
    return known[key]


def _type3(font: Any) -> Codes | None:
    """A font of drawings (emoji) has no text of its own: it is told by `/ActualText`."""
    return {} if font.get("/Subtype") == "/Type3" else None


def _cmap(data: bytes) -> Codes:
    """A ToUnicode map (ISO 32000-2, 9.10.3)."""
    codes: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>", block):
            codes[bytes.fromhex(code.decode())] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])", block
        ):
            texts = [_utf16(part) for part in re.findall(rb"<([0-9A-Fa-f\s]*)>", text)]
            low, size = int(first, 16), len(first) // 2
            for number in range(low, min(int(last, 16), low + 0xFFFF) + 1):
                step = number - low
                if len(texts) > 1 or text.startswith(b"["):
                    value = texts[step] if step < len(texts) else ""
                else:
                    value = texts[0][:-1] + chr(ord(texts[0][-1]) + step) if texts[0] else ""
                codes[number.to_bytes(size, "big")] = value
    return codes


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


# --- content streams -------------------------------------------------------------------------------------------------


def _marked(data: bytes, fonts: Mapping[bytes, Codes]) -> dict[int, str]:
    """The text of each marked-content identifier of a page."""
    found: dict[int, list[str]] = {}
    open_marks: list[tuple[int | None, bool]] = []  # identifier, and whether its text was given in other words
    operands: list[Any] = []
    codes: Codes = {}
    for token in _tokens(data):
        if not isinstance(token, _Word):
            operands.append(token)
            continue
        if token == b"Tf" and len(operands) >= 2:
            codes = fonts.get(operands[-2], {}) if isinstance(operands[-2], bytes) else {}
        elif token in (b"BDC", b"BMC"):
            mark, said = _mark(operands)
            inherited = open_marks[-1] if open_marks else (None, False)
            mark = inherited[0] if mark is None else mark
            if said is not None and mark is not None:
                found.setdefault(mark, []).append(said)
            open_marks.append((mark, inherited[1] or said is not None))
        elif token == b"EMC" and open_marks:
            open_marks.pop()
        elif token in _SHOWS and open_marks and open_marks[-1][0] is not None and not open_marks[-1][1]:
            texts = (_decoded(item, codes) for item in operands if isinstance(item, bytearray))
            found.setdefault(open_marks[-1][0], []).extend(texts)
        operands.clear()
    return {mark: "".join(texts) for mark, texts in found.items()}


def _mark(operands: list[Any]) -> tuple[int | None, str | None]:
    """The identifier of marked content, and the text that stands for it (`/ActualText`)."""
    mark: int | None = None
    said: str | None = None
    for key, value in pairwise(operands):
        if key == b"MCID" and isinstance(value, float):
            mark = int(value)
        elif key == b"ActualText" and isinstance(value, bytearray):
            raw = bytes(value)
            said = raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
    return mark, said


def _decoded(code: bytearray, codes: Codes) -> str:
    raw = bytes(code)
    size = len(next(iter(codes))) if codes else 1
    return "".join(codes.get(raw[at : at + size], "") for at in range(0, len(raw), size))


class _Word(bytes):
    """An operator; names are plain bytes, strings bytearrays, numbers floats."""


def _tokens(data: bytes) -> Iterator[Any]:
    at = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "open":
            text, at = _string(data, at)
            yield text
        elif kind == "hex":
            digits = b"".join(match["hex"].split())
            yield bytearray.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif kind == "name":
            yield match["name"]
        elif kind == "number":
            yield float(match["number"])
        elif kind == "word":
            yield _Word(match["word"])


def _string(data: bytes, at: int) -> tuple[bytearray, int]:
    """The literal string whose bracket opened before `at`, and where it ends (ISO 32000-2, 7.3.4.2)."""
    plain = _PLAIN.match(data, at)
    if plain:
        # all brackets inside are escaped; Python knows the other escapes by the same letters
        text = plain[1].replace(b"\\(", b"\\050").replace(b"\\)", b"\\051")
        return bytearray(text.decode("unicode_escape").encode("latin-1", "replace")), plain.end()
    start, depth = at, 1
    while depth:
        match = _PAREN.search(data, at)
        if match is None:
            return bytearray(), len(data)
        at = match.end() + (match[0] == b"\\")
        depth += {b"(": 1, b")": -1, b"\\": 0}[match[0]]
    return bytearray(_ESCAPE.sub(_unescaped, data[start : at - 1])), at


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1].isdigit():
        return bytes([int(said, 8) & 0xFF])
    if said.isspace():
        return b""  # the line goes on
    return _ESCAPES.get(said, said)
