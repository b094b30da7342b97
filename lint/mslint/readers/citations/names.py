"""Reads the names before a year: who is cited, as written. Pure; the word lists are data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from mslint import shipped
from mslint.model import Reference

LOOK_BACK = 400
"""Code points before a year that can hold its names: twenty authors in full."""

_GLUED = re.compile(r"(?:by|of|in|and|see|with|from|to|the)(?=[A-Z][a-z])")
"""A small word that lost its space before a name."""

_INITIAL_GLUED = re.compile(r"[A-Z](?=[A-Z][a-z]{2,}$)")
"""An initial that lost its stop and space: “JCohen”."""

_SINGLE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The letters and digits of a name in lower case, without accents: “Müller-Lyer” is “mullerlyer”."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_SINGLE))
    return "".join(c for c in bare if c.isalnum())


def keys(name: str) -> frozenset[str]:
    """The forms under which a name may be found: folded, with German digraphs, without particles, an acronym."""
    return _keys(name)


@lru_cache(maxsize=1 << 16)
def _keys(name: str) -> frozenset[str]:
    composed = unicodedata.normalize("NFC", name.casefold())
    words = composed.replace("’", "'").split()
    out = {fold(name), fold(composed.translate(_GERMAN))}
    rest = list(words)
    while len(rest) > 1 and rest[0].strip(".'") in lists()["particles"]:
        rest = rest[1:]
        out.add(fold(" ".join(rest)))
    full = [word for word in name.split() if not is_initials(word)]
    if full and len(full) < len(words):
        out.add(fold(" ".join(full)))
    if _INITIAL_GLUED.match(name):
        out.add(fold(name[1:]))
    if words and words[0] == "the":
        out.add(fold(" ".join(words[1:])))
    bare = [word for word in words if word not in lists()["inner"]]
    if len(bare) > 2:
        out.add("".join(fold(word)[:1] for word in bare))
    return frozenset(key for key in out if key)


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """The word lists of `rules/data/citations.yml` that are plain lists."""
    return {name: frozenset(words) for name, words in shipped.data("citations").items() if isinstance(words, list)}


@dataclass(frozen=True, slots=True)
class Known:
    """What the reference list knows: the years of the works of each folded first surname, and the reverse.

    `joint` are the pairs of name and year of works by several authors.
    """

    years: Mapping[str, Collection[str]] = field(default_factory=dict)
    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    joint: Collection[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, references: Sequence[Reference]) -> Known:
        years: dict[str, set[str]] = {}
        names: dict[str, set[str]] = {}
        joint: set[tuple[str, str]] = set()
        for reference in references:
            for key in keys(reference.names[0]) if reference.names else ():
                years.setdefault(key, set()).add(reference.year)
                names.setdefault(reference.year, set()).add(key)
                if len(reference.names) > 1:
                    joint.add((key, reference.year))
        return cls(years, names, joint)


class Item(NamedTuple):
    """One author: surname or organisation as written, and where it stands in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """The authors of one citation in order, from where the first begins to where the last (or “et al.”) ends."""

    items: tuple[Item, ...]
    start: int
    end: int
    et_al: bool = False
    joint: str = ""
    article: bool = False  # “the”, “a” or “this” stands before them


class _Token(NamedTuple):
    kind: str  # word, small (particles and words inside names), comma, join, etal
    text: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<etal>\bet\.?\s*al\b\.?|(?:&|\band)\s+(?:others|colleagues|co-?workers|associates|collaborators)\b)"
        r"|(?P<join>&(?:amp;)?|\band\b)"
        r"|(?P<word>['’ʼ]?[^\W\d_](?:[^\W_]|\s?[¸ˇ˙´¨˜˚˛˝]\s?(?=[^\W\d_A-Z]|[,\s])|['’ʼ`´‑-](?=[^\W_])|\u00ad|[‑-]\s?\n\s?(?=[a-z])"
        r"|(?<=[a-z])[‐-]\s(?!(?:and|or|to)\b)(?=[a-z]{2})|(?<=\bMc)[‐-]\s(?=[A-Z])|\.(?=-?[^\W\d_]\.))*\.?)"
        r"|(?P<comma>,)"
        r"|(?P<other>\S)"
    )


def names_before(
    text: str, end: int, left: int, known: Collection[str] = (), now: Collection[str] = ()
) -> Names | None:
    """The authors that stand right before `text[end]`, looked for back to `left`; None where there are none.

    `known` are the folded first surnames of the reference list, which tell a name from another word with a capital;
    `now` those of them that a list of authors before the year at hand may begin with (none: it begins with the first).
    """
    left = max(left, end - LOOK_BACK)
    if left and text[left - 1].isalnum() and text[left].isalnum() and end - left == LOOK_BACK:
        left = text.find(" ", left, end) if text.find(" ", left, end) > 0 else left
    run, before = _run(list(_tokens(text, left, end)), known)
    if not run:
        return None
    et_al = run[-1].kind == "etal"
    stop = run[-1].end
    while run and run[-1].kind in ("etal", "comma", "join"):
        if run[-1].kind == "etal":
            stop = run[-1].end
        run = run[:-1]
    groups, joint = _groups(run)
    groups = _settled(text, groups, joint, et_al, known, now)
    items = [item for group in groups if (item := _item(text, group, known))]
    if not items:
        return None
    if _is_organisation(groups, joint) and len(items) == 2 and not et_al:
        start, last = groups[0][0].start, groups[-1][-1].end
        items, joint = [Item(text[start:last], start, last)], ""
    if len(items) == 1:
        joint = ""
    first = groups[0][0].start
    article = text[max(left, first - 8) : first].lower().split()[-1:] in (["the"], ["a"], ["an"], ["this"], ["that"])
    article = article and not before
    return Names(tuple(items), first, stop if et_al else items[-1].end, et_al, joint, article)


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    for found in _pattern().finditer(text, start, end):
        kind, (first, last) = found.lastgroup or "other", found.span()
        if kind == "word":
            glued = _GLUED.match(found[0])
            if glued:
                yield _Token("lower", glued[0], first, first + glued.end())
                first += glued.end()
            kind = _kind_of(text[first:last])
        yield _Token(kind, text[first:last], first, last)


def _kind_of(word: str) -> str:
    bare = word.strip("'’ʼ.")
    if not bare:
        return "other"
    if word.endswith(".") and not is_initials(word) and bare.lower() not in lists()["suffixes"] | {"st", "ste"}:
        return "lower" if len(bare) > 1 or bare.islower() else "word"
    if bare[0].isupper() or not bare[0].islower():
        return "word"
    if bare.lower() in lists()["particles"] or bare in lists()["inner"]:
        return "small"
    head, _, tail = bare.replace("’", "'").replace("-", "'", 1).partition("'")
    if head in lists()["particles"] and tail[:1].isupper():
        return "word"
    return "lower"


def is_initials(word: str) -> bool:
    """Whether a word is initials: “J.”, “J.-P.”, “R”."""
    bare = word.replace("-", "").replace(".", "")
    return bare.isupper() and len(bare) <= 3 and ("." in word or len(bare) == 1)


def _run(tokens: Sequence[_Token], known: Collection[str]) -> tuple[list[_Token], bool]:
    """The tokens at the end that can be a list of names, and whether none stand before them."""
    at = len(tokens)
    seen_name = False
    while at:
        token = tokens[at - 1]
        if token.kind == "etal" and seen_name:
            break
        if token.kind == "lower" and not _is_broken_name(tokens, at, known):
            if not (
                _is_particle(tokens, at) or (fold(token.text) in known and at == len(tokens) and len(token.text) > 3)
            ):
                break
        elif token.kind == "other" or (token.kind == "small" and not seen_name):
            break
        seen_name = seen_name or token.kind in ("word", "lower")
        at -= 1
    run = list(tokens[at:])
    while run and (run[0].kind in ("comma", "join", "etal") or (run[0].kind == "small" and _is_inner(run[0]))):
        run = run[1:]
    while run and run[-1].kind == "comma":
        run = run[:-1]
    if not any(token.kind in ("word", "lower") for token in run):
        return [], False
    return run, at == 0


def _is_inner(token: _Token) -> bool:
    return token.text in lists()["inner"] and token.text not in lists()["particles"]


def _is_broken_name(tokens: Sequence[_Token], at: int, known: Collection[str]) -> bool:
    """Whether a word in lower case is the rest of a name that a machine broke: “Mu ller”."""
    before = tokens[at - 2] if at > 1 else None
    return before is not None and before.kind == "word" and fold(before.text + tokens[at - 1].text) in known


def _is_particle(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a word in lower case in a list of authors belongs to the name after it: “Eldik, lutje Spelberg, &”."""
    if at < 3 or at >= len(tokens) or len(tokens[at - 1].text) > 6:
        return False
    return [token.kind for token in tokens[at - 3 : at + 1]] == ["word", "comma", "lower", "word"] and any(
        token.text == "&" for token in tokens[at:]
    )


def _groups(run: Sequence[_Token]) -> tuple[list[list[_Token]], str]:
    """The tokens of each author, and what joins the last one."""
    groups: list[list[_Token]] = [[]]
    joint = ""
    for token in run:
        if token.kind in ("comma", "join"):
            if token.kind == "join":
                joint = "and" if token.text == "and" else "&"
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(token)
    return [_trimmed(group) for group in groups if _trimmed(group)], joint


def _trimmed(group: list[_Token]) -> list[_Token]:
    """Without small words at the front that belong to no name, and without small words at the end."""
    while group and group[0].kind == "small" and (_is_inner(group[0]) or len(group) == 1):
        group = group[1:]
    while group and group[-1].kind == "small":
        group = group[:-1]
    return group


def _settled(
    text: str, groups: list[list[_Token]], joint: str, et_al: bool, known: Collection[str], now: Collection[str]
) -> list[list[_Token]]:
    """Without what stands before the first author: “However,”, “In Germany,”, “Stroop Test,”."""
    groups = [group for group in (_without_leads(groups[0], known), *groups[1:]) if group]
    if not groups or _surname(groups[0], known) in now:
        return groups
    if len(groups) > 2 and text[groups[0][-1].end : groups[1][0].start].strip() == "and":
        groups = groups[1:]  # “of X and Smith and Jones”
    if joint or et_al:
        begin = next((at for at in range(1, len(groups)) if _surname(groups[at], known) in now), 0)
        gap = text[groups[begin - 1][-1].end : groups[begin][0].start] if begin else ""
        return groups[begin:] if gap.strip() == "," else groups  # “A and B” is one list
    if len(groups) > 1 and _surname(groups[0], known) not in known:
        return [group for group in groups if not all(is_initials(token.text) for token in group)][-1:]
    return groups


def _without_leads(group: list[_Token], known: Collection[str]) -> list[_Token]:
    while group and _surname(group, known) not in known and _is_lead(group[0].text):
        group = _trimmed(group[1:])
    while len(group) > 1 and group[0].text[0].isupper() and _is_lead(group[0].text):
        group = _trimmed(group[1:])
    return group


def _is_lead(word: str) -> bool:
    """Whether a word is none of a name: “However”, “Critically”."""
    bare = word.lower().strip(".")
    return bare in lists()["leads"] or (len(bare) > 7 and bare.endswith("ly"))


def _surname(group: Sequence[_Token], known: Collection[str]) -> str:
    """The folded surname of one author, the longest that the reference list knows, else all that is no initial."""
    bare = _bare(group)
    for at in range(len(bare)):
        key = fold("".join(token.text for token in bare[at:]))
        if key in known:
            return key
    return fold("".join(token.text for token in bare))


def _names_organisation(group: Sequence[_Token]) -> bool:
    return len(group) > 1 and any(token.text.lower() in lists()["organisations"] for token in group)


def _bare(group: Sequence[_Token]) -> list[_Token]:
    """The tokens without initials and suffixes; the “R” of “R Core Team” stays."""
    if _names_organisation(group):
        return list(group)
    left = [
        token
        for token in group
        if not is_initials(token.text) and token.text.strip(".").lower() not in lists()["suffixes"]
    ]
    return left or list(group)


def _item(text: str, group: Sequence[_Token], known: Collection[str]) -> Item | None:
    bare = _bare(group)
    if not bare or all(is_initials(token.text) and token.text.endswith(".") for token in bare):
        return None
    if _names_organisation(group):
        start, end = bare[0].start, bare[-1].end
        return Item(text[start:end].rstrip(".’'"), start, start + len(text[start:end].rstrip(".’'")))
    whole = next((bare[at:] for at in range(len(bare)) if fold("".join(t.text for t in bare[at:])) in known), None)
    bare = whole or _after_initials(group, bare)
    start, end = bare[0].start, bare[-1].end
    name = text[start:end].rstrip(".’'")
    return Item(name, start, start + len(name))


def _after_initials(group: Sequence[_Token], bare: list[_Token]) -> list[_Token]:
    """“John F. Kennedy” is Kennedy: what stands after the last initial, if anything does."""
    last = max((token.end for token in group if is_initials(token.text)), default=0)
    return [token for token in bare if token.start >= last] or bare


def _is_organisation(groups: Sequence[Sequence[_Token]], joint: str) -> bool:
    """Whether two groups joined by “and” are one organisation's name: “Centers for Disease Control and Prevention”."""
    if joint != "and" or len(groups) != 2:
        return False
    return len(groups[0]) > 1 and any(
        token.text.lower() in lists()["organisations"] or _is_inner(token) for group in groups for token in group
    )
