"""Takes out of picture files what they say of their maker; the picture stays, byte for byte. Pure."""

from __future__ import annotations

import re

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
"""Chunks of a PNG with words of any kind, EXIF, and when it was made (PNG specification, third edition, 11.3)."""

_JPEG_TELLS = (0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE)
"""Segments of a JPEG for applications, but APP0, APP2 and APP14, which its colours need; comments (T.81, B.2.4)."""

_SVG_TELLS = re.compile(rb"<metadata\b.*?</metadata>|<!--.*?-->|\s(?:inkscape|sodipodi):[\w-]+=\"[^\"]*\"", re.DOTALL)


def anonymous(content: bytes) -> bytes:
    """The file without the data about it, if it is a PNG, JPEG or SVG that can be read; else as it is."""
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return _SVG_TELLS.sub(b"", content) if b"<svg" in content[:4096] else content


def width(content: bytes, dpi: float = 96) -> float:
    """The width of a PNG or JPEG in millimetres, at `dpi` pixels an inch if it does not say; 0 of another file."""
    if content.startswith(_PNG):
        at = content.find(b"pHYs", 0, 4096)
        known = at > 0 and content[at + 12 : at + 13] == b"\x01"
        per_metre = int.from_bytes(content[at + 4 : at + 8], "big") if known else 0
        return int.from_bytes(content[16:20], "big") * (1000 / per_metre if per_metre else 25.4 / dpi)
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 <= len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):  # start of a frame
            return int.from_bytes(content[at + 7 : at + 9], "big") * 25.4 / dpi
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0.0


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in _PNG_TELLS:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:  # up to the picture itself
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] not in _JPEG_TELLS:
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])
