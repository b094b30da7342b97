"""Opens built files again and says what is wrong with them, and what was found right. Reads no file: contents come in.

A fault here is one of the build, not of the paper: it is told with the file's name and stops a submission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from mslint.build.verify.words import letters, missing

TOLD = 5
"""Missing runs of words that are told one by one."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a built file must have: so many `words`, and each of `runs`, stretches of words, in one piece.

    `title` "" and `authors` () are not asked for. `secrets` are what a blind file must not have anywhere: names,
    addresses, places.
    """

    title: str
    authors: tuple[str, ...]
    language: str
    words: int
    runs: tuple[str, ...]
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a file was found to be: `text` in reading order, None if it cannot be told; `facts` in a few words each."""

    text: str | None
    facts: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """One line on a file, and what is wrong with it, a line each."""

    told: str
    faults: tuple[str, ...]


def verify(name: str, content: bytes, expected: Expected) -> Verified | None:
    """What is to be said of the file `name`; None for a format that is not opened again."""
    read = _readers().get(name.rpartition(".")[2])
    if read is None:
        return None
    found = read(content, expected)
    text = letters(found.text or "")
    faults = [
        *found.faults,
        *(f"its text has “{s}”, and a blind copy tells no author" for s in expected.secrets if letters(s) in text),
    ]
    lost = missing(expected.runs, text) if found.text is not None else []
    faults += (f"the words “{words}” are not in it" for words in lost[:TOLD])
    if len(lost) > TOLD:
        faults.append(f"{len(lost) - TOLD} more stretches of the paper's words are not in it")
    facts = list(found.facts)
    if found.text is not None and not lost:
        facts.append(f"all {expected.words:,} words there")
    return Verified(f"{name}: checked: {', '.join(facts)}", tuple(f"{name}: {fault}" for fault in faults))


def _readers() -> Mapping[str, Callable[[bytes, Expected], Read]]:
    from mslint.build.verify import docx, pdf

    return {"pdf": pdf.read, "docx": docx.read}


def told_secrets(secrets: Sequence[str], data: bytes) -> list[str]:
    """Those of the secrets that stand in the bytes, in any of the codes that files use for text."""
    folded = data.lower()
    return [secret for secret in secrets if any(code in folded for code in _coded(secret.lower()))]


def _coded(text: str) -> Iterator[bytes]:
    for code in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"):
        with suppress(UnicodeEncodeError):
            yield text.encode(code)
