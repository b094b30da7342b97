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
