"""The files of a paper's figures against what a journal takes: format, and pixels for the size in print. Opens no file:
what is known of each comes from the caller.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mslint.checks.journal.limits import Limits
from mslint.model import Block, Document, Span

HEAD = 1 << 18
"""Bytes from a file's start that say what image it is: a JPEG's size stands behind its metadata and preview."""

SCREEN = 72.0
"""Dots per inch of an image that says none: Typst and Word show it so."""

_MM = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96}


@dataclass(frozen=True, slots=True)
class Image:
    """What kind of image a file is, by its first bytes, and its size in pixels; 0: none that is fixed or known."""

    kind: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the text: what its source calls it and the width that is asked for, “” if none."""

    target: str
    span: Span
    width: str = ""


def named(document: Document) -> Iterator[Figure]:
    """The images that a Markdown paper names, in order; those of the web are left out."""
    if document.format != "markdown":
        return
    for block in document.blocks:
        yield from _of(block, document)


def _of(block: Block, document: Document) -> Iterator[Figure]:
    opened = False
    for piece in block.pieces:
        if piece.kind not in ("markup", "image"):
            continue
        source = document.text[piece.span.start : piece.span.end]
        opened = opened or source.startswith("![")
        match = re.search(r"\]\(\s*<?([^\s<>()\"]+)>?[^)]*\)(\{[^}]*\})?", source) if opened else None
        if match:
            opened = False
            width = re.search(r"\bwidth\s*=\s*\"?([\d.]+\s*[\w%]*)", match[2] or "")
            if not re.match(r"\w{2,}:", match[1]):
                at = piece.span.start + match.start(1)
                yield Figure(match[1], Span(at, at + len(match[1])), width[1] if width else "")


def image(data: bytes) -> Image:
    """What the first bytes of a file tell (`HEAD` of them suffice).

    PNG (ISO 15948, 11.2.2), JPEG (ITU-T T.81, B.2.2), GIF (89a, 18), WebP (RFC 9649), PDF and SVG by their beginnings;
    kind "" for anything else.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return Image("png", *struct.unpack(">II", data[16:24]))
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data[:4] == b"GIF8" and len(data) >= 10:
        return Image("gif", *struct.unpack("<HH", data[6:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Image("webp")
    if data.startswith(b"%PDF-"):
        return Image("pdf")
    return Image("svg") if b"<svg" in data[:4096] else Image("")


def _jpeg(data: bytes) -> Image:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):  # a frame header
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Image("jpg", width, height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return Image("jpg")


def faults(figure: Figure, known: Image, limits: Limits) -> Iterator[tuple[str, str]]:
    """A rule's last name (“figure-format”, “figure-resolution”) and what to say, for what the profile does not take."""
    if limits.figure_formats and known.kind not in limits.figure_formats:
        is_what = f"is {known.kind.upper()}" if known.kind else "is no image of a kind that is known"
        wanted = " or ".join(kind.upper() for kind in limits.figure_formats)
        yield "figure-format", f"“{figure.target}” {is_what}; the profile {limits.profile} takes {wanted}."
    if not limits.figure_resolution or not known.width:
        return
    inches = printed(figure, known, limits.text_width) / 25.4
    dots = known.width / inches
    if dots < limits.figure_resolution - 0.5:
        yield (
            "figure-resolution",
            f"“{figure.target}” is {known.width} pixels wide, {dots:.0f} per inch in its printed width of "
            f"{inches * 2.54:.1f} cm; the profile {limits.profile} asks for {limits.figure_resolution}, "
            f"which is {inches * limits.figure_resolution:.0f} pixels.",
        )


def printed(figure: Figure, known: Image, text_width: float) -> float:
    """The width in print, in millimetres: that asked for, else the image's own at `SCREEN`; the text's at most."""
    match = re.fullmatch(r"([\d.]+)\s*(%|cm|mm|in|pt|px|)", figure.width)
    if match and (number := float(match[1].rstrip(".") or 0)):
        own = number / 100 * text_width if match[2] == "%" else number * _MM[match[2]]
    else:
        own = known.width / SCREEN * 25.4
    return min(own, text_width)
