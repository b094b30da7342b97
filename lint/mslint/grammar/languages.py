"""Which language a text is in, and which English a paper is written in, by its words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from mslint.model import Document
from mslint.shipped import data

ENGLISH = ("en-US", "en-GB", "en-CA", "en-AU", "en-NZ", "en-ZA")
"""The varieties of English that LanguageTool knows."""

OXFORD = "-oxendict"
"""The subtag of British English with -ize (IANA language subtag registry, RFC 5646)."""

ISE = r"is(?:e|ed|es|er|ers|ing|ation|ations|able)$"
IZE = ISE.replace("is", "iz", 1)

TELLING = 2
"""Words of British spelling, not in -ise, from which on -ize does not make a paper American."""

SURE = 3
"""Words common in one language only that a text must have more of than of the next, to be in that one."""


def language_of(document: Document, wanted: str, spellings: Mapping[str, str], languages: Sequence[str] = ()) -> str:
    """The language of the paper, a BCP 47 tag ("en-GB-oxendict" for British English with -ize).

    What is `wanted`, else the paper's `lang`; "auto" and an English of no variety leave it to the paper's words: to
    which of the `languages` most of them belong, and how they are spelt.
    """
    named = str(document.meta.get("lang") or "auto") if wanted in ("", "auto") else wanted
    if named == "auto" and languages:
        named = among("\n".join(block.text for block in document.prose()), languages) or languages[0]
    tag = named.replace("_", "-").casefold()
    if tag != "auto" and tag.split("-")[0] != "en":
        return named
    known = next((code for code in ENGLISH if tag.startswith(code.casefold())), None)
    return f"{known}{OXFORD if tag.endswith(OXFORD) else ''}" if known else variant(document, spellings)


def variant(document: Document, spellings: Mapping[str, str]) -> str:
    """ "en-GB", "en-GB-oxendict" or "en-US": whose spellings the prose has more of; American if as many.

    `spellings` maps the language to a regular expression, with white space left out, for words that only it spells so;
    a word counts once. -ize is American and Oxford's: it counts as American unless the other words are British.
    """
    words = "\n".join({word for block in document.prose() for word in block.text.casefold().split()})
    found = {name: re.findall("".join(pattern.split()), words) for name, pattern in spellings.items()}
    ize, ise = _ending(IZE, found["en-US"]), _ending(ISE, found["en-GB"])
    british, american = len(found["en-GB"]) - ise, len(found["en-US"]) - ize
    if british >= TELLING and british > 2 * american and ize > ise:
        return f"en-GB{OXFORD}"
    return "en-GB" if british + ise > american + ize else "en-US"


def _ending(pattern: str, words: Iterable[str]) -> int:
    return sum(re.search(pattern, word) is not None for word in words)


def among(text: str, languages: Sequence[str]) -> str | None:
    """Which of the languages the text is in, by the words that are common in one of them; None if they do not tell."""
    table = data("languages")
    words = re.findall(r"[^\W\d_]+", text.casefold())
    common = {code: frozenset(str(table.get(code.split("-")[0], "")).split()) for code in languages}
    counts = sorted(((sum(word in ours for word in words), code) for code, ours in common.items()), reverse=True)
    if len(counts) > 1 and counts[0][0] - counts[1][0] < SURE:
        return None
    return counts[0][1]
