"""Reads the names in an entry's author part: surnames and what stands before or after them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    """Surnames and given names of one author part, in order; `et_al` says that names were left out."""

    surnames: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    et_al: bool = False


NOBODY = frozenset((("NA", "N. A."), ("NA", ""), ("N.A.", ""), ("N. A.", "")))
"""What stands for “no author”."""


@cache
def pattern(expression: str, flags: int = 0) -> Any:
    """The expression compiled when it is first needed, by `regex`, which knows the capitals of every script."""
    import regex

    return regex.compile(expression, flags)


_PARTICLES = (
    r"(?:[dD]e la|[dD]e las|[dD]e los|[vV]an der|[vV]an den|[vV]an de|[vV]an ’t|[vV]on der|[vV]on dem|auf der|[dD]ella|delle"  # noqa: E501
    r"|dello|degli|dell|[dD]el|dela|dei|[dD]es|[dD]en|[dD]er|[dD]e|[dD]a|[dD]as|[dD]os|[dD]o|[dD]u|[dD]i|[vV]an|[vV]on|vom"
    r"|zu|zum|zur|[tT]er|[tT]en|te|[lL]e|[lL]a|[lL]es|[lL]o|[eE]l|[aA]l|[bB]in|[iI]bn|[bB]en|af|av|[sS]t\.?|[sS]an|y|e|i|’t)"
)
_SUFFIX = r"(?:Jr|Sr|jr|sr|II|III|IV|[23](?:nd|rd|d))\.?"
_DOTTED = r"(?:\p{Lu}\p{Ll}?\.(?:\s?[-‐‑–]\s?)?\s?){1,6}(?:\p{Lu}(?!\p{L})\.?)?"  # J. A.   J.-P.   Yu. N.   J. A
_BARE = r"\p{Lu}(?:[\s-‐‑–]{0,2}\p{Lu}){0,3}(?!\p{L})\.?"  # JA   J-P   J A
_INITIALS = rf"(?:{_DOTTED}|{_BARE})(?:\s?\b{_PARTICLES})?"
_WORD = r"(?:[ʻ‘’'`]?(?:\p{L}{1,2}[’'])?(?:Mc|Mac|de|la)?\p{Lu}[\p{L}\p{M}’'ʼ‐‑-]*\p{L})"
_SURNAME = rf"(?:(?:{_PARTICLES}[\s’'])*{_WORD}(?:[\s](?:{_PARTICLES}[\s’'])*{_WORD}){{0,3}})"


def read_names(text: str) -> Names:
    """The names in `text`, an author or editor part of any style, with its punctuation and roles (“(Eds.)”)."""
    text, et_al = _without_roles(pattern(r"\*+|</?\w[^<>]*>").sub("", text))
    if not text:
        return Names(et_al=et_al)
    people = [person for person in _people(text) if person not in NOBODY]
    return Names(tuple(s for s, _ in people), tuple(g for _, g in people), et_al)


def _without_roles(text: str) -> tuple[str, bool]:
    """The text without “(Eds.)”, “by”, “et al.”, and whether names were cut short."""
    text = " ".join(text.split())
    text = pattern(
        r"[\[(]\s*(?:eds?|hrsg|hg|éds?|dirs?|coords?|orgs?|trans|tr|comps?|editors?|ed\. by|chair|with contributions.*?)"  # noqa: E501
        r"\.?(?:\s*(?:&|and|,)\s*\w+\.?)?\s*[\])]",
        re.IGNORECASE,
    ).sub(" ", text)
    text = pattern(
        r"[,;]?\s*\b(?:eds?|hrsg|hg|éds?|dirs?|coords?|comps?|editors?|compilers?|directors?)\.?\s*[,.:]*\s*$",
        re.IGNORECASE,
    ).sub("", text)
    text = pattern(r"^(?:(?:in|edited by|ed\. by|eds?\.?|by|hrsg\. v(?:on|\.))[:\s]+)+", re.IGNORECASE).sub("", text)
    et_al = pattern(
        r"[,;]?\s*(?:\band\s+|&\s*)?(?:\bet\.?\s+al\b|\band\s+(?:others|colleagues)\b|\bu\.\s?a\.|\by otros\b)[.,;:\s)\]]*",  # noqa: E501
        re.IGNORECASE,
    )
    cut = et_al.search(text)
    if cut:
        text = text[: cut.start()] + (" " + text[cut.end() :] if cut.end() < len(text) else "")
    dots = pattern(r"[,;&\s]*(?:…|\.\s?\.\s?\.|\.\s\.)[.,;&\s…]*")
    left_out = dots.search(text) is not None
    text = dots.sub("; " if ";" in text else ", ", text)
    text = pattern(r"\s+(?=[.,;:])|[()\[\]]").sub("", text)
    return text.strip(" ,;:/*").replace(",.", "").replace("..", "."), cut is not None or left_out


def _people(text: str) -> Iterator[tuple[str, str]]:
    """Surname and given names of each person or organisation."""
    if ";" in text:
        for chunk in pattern(r"\s*;\s*(?:&|and\s)?\s*").split(text):
            yield from _comma_people(chunk)
        return
    yield from _comma_people(text)


_JOINT = r"(?:&(?:amp;)?|\b(?:and|AND|And|und|et|y|e|i|og|och|en)(?![\w.’'-]))"


@dataclass(slots=True)
class _Chunk:
    text: str
    joined: bool  # “and” stands before it
    kind: str = ""


def _comma_people(text: str) -> Iterator[tuple[str, str]]:
    chunks = list(_chunks(text))
    if not chunks:
        return
    if _is_organisation(text, chunks):
        yield _trimmed(text), ""
        return
    for chunk in chunks:
        chunk.kind = _kind(chunk.text)
    for one, two in pairwise(chunks):  # “RUIZ, A.”: capitals before initials are a surname
        if one.kind == two.kind == "initials" and one.text.isalpha() and len(one.text) > 1 and not two.joined:
            one.kind = "plain"
    chunks = list(_parted(chunks))
    inverted = _is_first_inverted(chunks)
    all_so = _are_all_inverted(chunks)
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        at += 1
        if chunk.kind == "suffix" or not pattern(r"\p{L}").search(chunk.text):
            continue
        if chunk.kind == "initials" and at == 1 and after and after.kind == "plain" and not after.joined:
            yield _trimmed(after.text), chunk.text  # “A., Smith”
            at += 1
        elif chunk.kind == "initials":
            if len(chunks) == 1 and len(chunk.text) > 2:
                yield chunk.text, ""  # “NATO”
        elif (
            chunk.kind == "plain"
            and after
            and not after.joined
            and (after.kind == "initials" or ((all_so or (inverted and at == 1)) and after.kind != "suffix"))
        ):
            yield pattern(rf"\s+{_SUFFIX}$").sub("", _trimmed(chunk.text)), _trimmed(after.text)
            at += 1
        else:
            yield _one_name(chunk)


def _one_name(chunk: _Chunk) -> tuple[str, str]:
    """The name in a chunk that holds one whole."""
    if chunk.kind == "surname initials":
        match = pattern(rf"({_SURNAME}),?\s+({_INITIALS})(?:\s+{_SUFFIX})?").fullmatch(chunk.text)
        return match[1], match[2]
    if chunk.kind == "initials surname":
        match = pattern(rf"({_DOTTED}|{_BARE}(?=\s))\s*({_SURNAME})(?:\s+{_SUFFIX})?").fullmatch(chunk.text)
        return match[2], match[1].strip()
    return _full_name(chunk.text)


def _parted(chunks: Sequence[_Chunk]) -> Iterator[_Chunk]:
    """The chunks, “C. Courchesne” in two where the initials belong to the name before and it has its own after it."""
    for at, chunk in enumerate(chunks):
        between = 0 < at < len(chunks) - 1 and chunks[at - 1].kind == "plain" and chunks[at + 1].kind == "initials"
        if between and chunk.kind == "initials surname" and not chunk.joined:
            match = pattern(rf"({_DOTTED}|{_BARE}(?=\s))\s*({_SURNAME})").fullmatch(chunk.text)
            if match:
                yield _Chunk(match[1].strip(), False, "initials")
                yield _Chunk(match[2], False, "plain")
                continue
        yield chunk


def _are_all_inverted(chunks: Sequence[_Chunk]) -> bool:
    """Whether all names stand as “Surname, Given”: pairs, with “and” only between the pairs."""
    return (
        len(chunks) % 2 == 0
        and not any(chunk.joined for chunk in chunks[1::2])
        and all(len(chunk.text.split()) == 1 for chunk in chunks[::2])
        and any(chunk.joined for chunk in chunks[2::2])
    )


def _chunks(text: str) -> Iterator[_Chunk]:
    """What stands between commas and “and”s, and between stops where commas part surname and initials."""
    cut = pattern(rf"\s*,\s*|\s*(?={_JOINT})|(?<=[^\W\d_]{{2}})(?<!\b[^\W\d_]{{2}})\.\s+(?={_WORD},\s)")
    joint = pattern(rf"{_JOINT}\s*")
    joined = False
    for part in cut.split(text):
        match = joint.match(part)
        if match:
            joined, part = True, part[match.end() :]
        part = _trimmed(part)
        if part:
            yield _Chunk(part, joined)
            joined = False


def _kind(text: str) -> str:
    if pattern(_SUFFIX).fullmatch(text):
        return "suffix"
    if pattern(_INITIALS).fullmatch(text):
        return "initials"
    if pattern(rf"{_SURNAME}\s+(?:{_INITIALS})(?:\s+{_SUFFIX})?").fullmatch(text):
        return "surname initials"
    if pattern(rf"(?:{_DOTTED}\s*|{_BARE}\s+){_SURNAME}(?:\s+{_SUFFIX})?").fullmatch(text):
        return "initials surname"
    return "plain"


def _is_first_inverted(chunks: Sequence[_Chunk]) -> bool:
    """Whether the first name stands as “Surname, Given”, given names written out."""
    if len(chunks) < 2 or chunks[0].kind != "plain" or chunks[1].joined:
        return False
    words = chunks[0].text.split()
    if chunks[1].kind == "initials surname":  # “Voss, D. Ruth, and Tom Abara”
        return len(words) == 1 and all(c.kind == "plain" and " " in c.text for c in chunks[2:])
    if chunks[1].kind == "surname initials":  # “Adams, Nicholson B.”
        return len(words) == 1 or bool(pattern(_PARTICLES).fullmatch(words[0]))
    if chunks[1].kind != "plain" or len(words) > 3 or len(chunks[1].text.split()) > 3:
        return False
    return len(words) == 1 or len(chunks) == 2 or bool(pattern(_PARTICLES).fullmatch(words[0]))


def _full_name(text: str) -> tuple[str, str]:
    """“Jane van der Berg”: the surname is the last word with the particles before it."""
    text = pattern(rf"\s+{_SUFFIX}$").sub("", _trimmed(text))
    words = text.split()
    if len(words) > 2 and words[-1].lower() in organisation_words():
        return text, ""
    if len(words) == 1 or pattern(_PARTICLES).fullmatch(words[0]):  # “Ibn Khaldun”
        return text, ""
    if len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper():  # “CASSARD Jean-Christophe”
        return words[0], " ".join(words[1:])
    at = len(words) - 1
    while at > 1 and pattern(_PARTICLES).fullmatch(words[at - 1]):
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def _is_organisation(text: str, chunks: Sequence[_Chunk]) -> bool:
    """Whether the part names a body, not people."""
    words = {word.strip(".,").lower() for word in text.split()}
    if words & organisation_words():
        first = {word.strip(".,").lower() for chunk in chunks[:2] for word in chunk.text.split()}
        inverted = len(chunks) > 3 and len(chunks[0].text.split()) == 1 and not first & organisation_words()
        if inverted and any(chunk.joined for chunk in chunks[2:]):
            return False  # “Voss, Ruth, Tom Abara, and Harbour Study Group”
        return not any(_kind(chunk.text) in ("initials", "surname initials") for chunk in chunks)
    return len(chunks) == 1 and (len(text.split()) > 4 or text.split()[0].lower() == "the")


@cache
def organisation_words() -> frozenset[str]:
    """Words of which each says that a name is a body's, in lower case."""
    from mslint import shipped

    return frozenset(shipped.data("references")["organisation_words"])


def _trimmed(text: str) -> str:
    """The name without the stop that ends its part; “U.S.” and initials keep theirs."""
    text = text.strip(" ,;:*†")
    return text[:-1] if text.endswith(".") and not pattern(r"(?:^|[\s.‐‑-])\w\.$").search(text) else text
