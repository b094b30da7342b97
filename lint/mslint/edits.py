"""Builds fixes out of replacements in a block's prose. Pure; every engine that mends prose goes through here."""

from __future__ import annotations

from mslint.model import Block, Document, Edit, Fix

MARKUP = frozenset("*_`[]<>$@#|\\~^")
"""Characters that may mean something in Markdown: a fix that writes one is for the author to look at."""

_CLOSING = frozenset(" .,;:!?)]}\N{NO-BREAK SPACE}")


def replacement(
    document: Document, block: Block, start: int, end: int, text: str, *, title: str | None = None, safe: bool = False
) -> Fix:
    """The fix that makes `block.text[start:end]` read `text`, with the smallest edit that does it.

    What the words found and the replacement have in common at both ends stays untouched; where words are taken out
    altogether, the space beside them goes too. `safe` is granted only where the edited source is plain text (no markup,
    escape or line break) and, in Markdown, the text written holds none of `MARKUP`.
    Raises ValueError unless `0 <= start <= end <= len(block.text)`.
    """
    title = title or _title(block.text[start:end], text)
    if not text:
        start, end = _with_space(block.text, start, end)
    start, end, text = _smallest(block.text, start, end, text)
    harmless = document.format != "markdown" or MARKUP.isdisjoint(text)
    return Fix(
        title,
        (Edit(block.to_source(start, end), text),),
        safe=safe and harmless and _is_plain(block, start, end),
    )


def _title(found: str, text: str) -> str:
    if not text.strip():
        return f"Remove “{found}”" if found.strip() else "Mend the spacing"
    return f"Replace “{found}” with “{text}”" if found else f"Insert “{text}”"


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with one of the spaces around it, if two would be left behind."""
    found = text[start:end]
    if not found or found != found.strip():
        return start, end
    if start and text[start - 1] == " " and (end == len(text) or text[end] in _CLOSING):
        return start - 1, end
    if start == 0 and text[end : end + 1] == " ":
        return start, end + 1
    return start, end


def _smallest(whole: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """The edit without the common prefix and suffix of what is there and what is to be."""
    found = whole[start:end]
    shorter = min(len(found), len(text))
    head = next((i for i in range(shorter) if found[i] != text[i]), shorter)
    tail = next((i for i in range(shorter - head) if found[-1 - i] != text[-1 - i]), shorter - head)
    return start + head, end - tail, text[head : len(text) - tail]


def _is_plain(block: Block, start: int, end: int) -> bool:
    """Whether the range is plain source; of an insertion, also its neighbours, so that it lies at no delimiter."""
    if start == end:
        start, end = max(0, start - 1), min(len(block.text), end + 1)
    return block.is_plain(start, end)
