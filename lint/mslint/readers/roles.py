"""Tells from a heading what its section is for. Reads no text but the heading; the names are data (`roles.yml`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mslint import shipped
from mslint.distance import distance

ROLES: tuple[str, ...] = (
    "front",
    "abstract",
    "keywords",
    "introduction",
    "background",
    "problem",
    "objectives",
    "questions",
    "hypotheses",
    "literature",
    "theory",
    "methods",
    "results",
    "discussion",
    "findings",
    "recommendations",
    "limitations",
    "conclusion",
    "statement",
    "references",
    "appendix",
)
"""Every role a section can have; "" is a heading that says none."""

LONGEST = 120
"""Headings of more code points are not looked at: no section's name is that long."""

ONE_SLIP, TWO_SLIPS = 6, 10
"""Letters that a word must have to be known with one or two letters wrong (Damerau-Levenshtein, first letter right)."""


@lru_cache(maxsize=4096)
def role_of(title: str) -> str:
    """The role that a heading names, one of ROLES, or "" if it names none.

    Numbering, case, punctuation and a slip in a longer word are overlooked; of a combined heading (“Results and
    Discussion”) the first name counts, and only if every part is a name.
    """
    if len(title) > LONGEST:
        return ""
    text = _plain(title)
    for candidate in (text, *_candidates(_unnumbered(text))):
        role = _named(candidate) or _combined(candidate)
        if role:
            return role
    return "appendix" if _names().appendix.match(text) else ""


def _plain(title: str) -> str:
    """Lower case, straight quotes, “and” for “&”, no brackets' contents, single spaces."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("’", "'").replace("&", " and ")
    text = re.sub(r"\([^)]*\)|[*_`#\"“”\u200b\u00ad]", "", text)
    return " ".join(text.split()).strip(" .:;,–—-'")


def _unnumbered(text: str) -> str:
    """“2.1 methods”, “ii. methods”, “chapter 3: methods”, “a) methods” without what counts."""
    number = r"(?:\d+(?:\.\d+)*|[ivxl]+|one|two|three|four|five|six|seven|eight|nine|ten)"
    text = re.sub(rf"^(?:§\s*)?(?:chapter|section|part)\s+{number}\b[\s.:)–—-]*", "", text)
    return re.sub(
        r"^(?:§\s*)?(?:\(?(?:\d+(?:\.\d+)*|[ivxl]+|[a-h])[.):][\s–—-]*|(?:\d+(?:\.\d+)*|[ivxl]+)\s+)+(?=\w)", "", text
    )


def _candidates(text: str) -> Iterator[str]:
    """The heading, then what stands before its colon or dash, then what stands behind “study 2:”."""
    yield text
    head, mark, tail = _cut(text)
    if not mark:
        return
    names = _names()
    if names.label.fullmatch(head):
        yield from _candidates(tail)
    elif names.label.fullmatch(tail) or mark == ":":
        yield head


def _cut(text: str) -> tuple[str, str, str]:
    found = re.search(r"\s*(:|\s[–—-]+)\s", text)
    return (text[: found.start()], found[1].strip(), text[found.end() :]) if found else (text, "", "")


def _named(text: str) -> str:
    """The role of one name, with its modifiers, tail and number taken off step by step."""
    names = _names()
    text = text.strip(" .,:;'")
    seen = names.exact(text)
    while not seen:
        shorter = names.tail.sub("", names.label_end.sub("", text)) or text
        if shorter == text:
            shorter = names.modifier.sub("", text, count=1)
        if shorter == text:
            return names.close(text)
        text = shorter
        seen = names.exact(text)
    return seen


def _combined(text: str) -> str:
    """The first role of “results and discussion”, “aims, questions, and hypotheses”, if every part names one."""
    parts = [part for part in re.split(r"\s*[,/;]\s*(?:and\s+)?|\s+and\s+", text) if part]
    if len(parts) < 2 or not all(_named(part) for part in parts):
        return ""
    return _named(parts[0])


@dataclass(frozen=True, slots=True)
class _Names:
    roles: dict[str, str]  # name -> role
    squeezed: dict[str, str]  # the same, without spaces: “key words”, “R ESULTS” out of a PDF
    words: dict[str, list[tuple[list[str], str]]]  # by the words' first letters, for misspelt names
    lookalikes: frozenset[str]
    modifier: re.Pattern[str]
    tail: re.Pattern[str]
    label: re.Pattern[str]
    label_end: re.Pattern[str]
    appendix: re.Pattern[str]

    def exact(self, text: str) -> str:
        bare = re.sub(r"[^\w\s]", "", text.replace("-", " "))
        return self.roles.get(" ".join(bare.split())) or self.squeezed.get("".join(bare.split()), "")

    def close(self, text: str) -> str:
        """The role of the name that `text` is a misspelling of."""
        words = re.findall(r"\w+", text)
        for name, role in self.words.get("".join(word[0] for word in words), ()):
            if all(a == b or self._slip(a, b) for a, b in zip(words, name, strict=True)):
                return role
        return ""

    def _slip(self, word: str, name: str) -> bool:
        if len(name) < ONE_SLIP or word in self.lookalikes:
            return False
        return distance(word, name) <= (2 if len(name) >= TWO_SLIPS else 1)


@cache
def _names() -> _Names:
    data = shipped.data("roles")
    roles = {" ".join(name.split()): role for role, names in data["roles"].items() for name in names}
    words: dict[str, list[tuple[list[str], str]]] = {}
    for name, role in roles.items():
        words.setdefault("".join(word[0] for word in name.split()), []).append((name.split(), role))
    tail, label = "|".join(data["tails"]), "|".join(data["labels"])
    number = r"(?:\d+[a-z]?|[ivx]+|[a-z])"
    numbers = rf"{number}(?:(?:\s*,\s*|\s+and\s+|\s*[–-]\s*){number})*"
    return _Names(
        roles,
        {name.replace(" ", ""): role for name, role in roles.items()},
        words,
        frozenset(data["lookalikes"]),
        re.compile(rf"^(?:{'|'.join(map(re.escape, data['modifiers']))})\s+"),
        re.compile(rf"\s+(?:of|for|to|in)\s+(?:(?:the|this|our|my|present|current)\s+)+(?:research\s+)?(?:{tail})$"),
        re.compile(rf"(?:{label})\s+{numbers}"),
        re.compile(
            rf"^(?:{label})\s+{numbers}\s+"
            rf"|(?<![,;])(?:\s+(?:of|for|from|in))?\s+(?:(?:{label})\s+{numbers}|\d+[a-z]?|[ivx]+)$"
        ),
        re.compile(r"(?:\w+ )?(?:appendix|annexe?)(?: (?:\d+(?:\.\d+)*|[a-z]|[ivx]+)(?:\W|$)|\s*[.:–—-])"),
    )
