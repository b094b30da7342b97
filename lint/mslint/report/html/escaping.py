"""Text of a manuscript made harmless in HTML: nothing in it is markup, and nothing is hidden or turned round."""

from __future__ import annotations

import unicodedata
from html import escape

_JOINERS = "\u200c\u200d"
"""They shape the letters of many scripts and emoji."""

_SOFT_HYPHEN = "\u00ad"


def told(text: str, *, strict: bool = False) -> str:
    """The text for an element. Control and private characters, and with `strict` all without width, are numbers."""
    if text.isprintable():
        return escape(text)
    return "".join(
        f'<span class="code-point">U+{ord(char):04X}</span>' if _is_unseen(char, strict) else escape(char)
        for char in text
    )


def flat(text: str) -> str:
    """As `told`, in one line."""
    return told(" ".join(text.split()))


def plain(text: str) -> str:
    """The text for an attribute, a title or a choice, in one line; these hold no elements."""
    line = " ".join(text.split())
    return escape("".join("\N{REPLACEMENT CHARACTER}" if _is_unseen(char, False) else char for char in line))


def _is_unseen(char: str, strict: bool) -> bool:
    if char in "\n\t\r" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
        return False
    return strict or char not in _SOFT_HYPHEN + _JOINERS
