"""Sends texts to the server, several at a time, and hands back what it found and why it could not. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mslint.engine import Progress
from mslint.grammar import GrammarUnavailable, server
from mslint.grammar.match import Found, Match

if TYPE_CHECKING:
    from mslint.grammar.client import Client

CHUNK = 8000
"""Code points sent at a time: about 1,200 words, half a second warm; large enough that requests cost nothing."""

THREADS = 2
"""Requests under way at a time: 2,400 words/s against 1,400 with one, on two cores."""

GIVE_UP = 8
"""Texts that may fail one by one before the server is taken to fail at everything."""

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Where:
    """Which server: a URL, an installed LanguageTool, or (both empty) our own; the jar of our rules that it needs."""

    url: str = ""
    directory: str = ""
    rules: str = ""

    def address(self, progress: Progress) -> server.Address:
        """The server, started if it is ours. Raises GrammarUnavailable."""
        if self.url:
            return server.Address(self.url.rstrip("/").removesuffix("/v2") + "/")
        return server.ensure(self.directory, progress, self.rules)

    def replace(self, failed: server.Address) -> None:
        """Make way for a new server, unless another command has seen to that already."""
        if server.find(self.directory, self.rules) == failed:
            server.stop(self.directory, self.rules)


@dataclass(slots=True)
class Trouble:
    """What went wrong, filled in by the threads that ask; `lost`: the server itself is of no more use."""

    lost: str = ""
    failed: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        return self.lost or (self.failed[0] if self.failed else "")

    @property
    def hopeless(self) -> bool:
        return bool(self.lost) or len(self.failed) >= GIVE_UP


def ask(
    texts: Sequence[str], where: Where, language: str, picky: bool, progress: Progress, trouble: Trouble
) -> Iterator[tuple[str, Found]]:
    """(the server's version, findings) as the answers come in, each text checked by itself.

    A text that never comes was not checked, and `trouble` says why. Our own server, dead or hanging, is replaced once.
    """
    left = dict.fromkeys(texts)
    for attempt in range(1 if where.url else 2):
        trouble.lost = ""
        try:
            address = where.address(progress)
        except GrammarUnavailable as error:
            trouble.lost = str(error)
            return
        for version, found in _round(list(left), address, language, picky, trouble):
            for text in found:
                del left[text]
            progress("checking grammar", len(texts) - len(left), len(texts))
            yield version, found
        if not trouble.lost:
            return
        if attempt == 0 and not where.url:
            with suppress(GrammarUnavailable):  # then the next try says why
                where.replace(address)


def _round(
    texts: Sequence[str], address: server.Address, language: str, picky: bool, trouble: Trouble
) -> Iterator[tuple[str, Found]]:
    """One pass over the texts with one server."""
    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(_chunk, chunk, address, language, picky, trouble) for chunk in _chunks(texts)]
        try:
            for future in as_completed(futures):
                yield from future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Consecutive texts, together no longer than CHUNK unless one alone is."""
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + len(SEPARATOR)
    if chunk:
        yield chunk


def _chunk(
    texts: list[str], address: server.Address, language: str, picky: bool, trouble: Trouble
) -> list[tuple[str, Found]]:
    """The answers for one chunk; runs in a thread of its own."""
    if trouble.hopeless:
        return []
    from mslint.grammar.client import BadAnswer, Client, NoAnswer

    address.touch()
    try:
        with closing(Client(address.url, language, picky=picky)) as client:
            return list(_check(texts, client, trouble))
    except (NoAnswer, BadAnswer) as error:
        trouble.lost = str(error)
        return []


def _check(texts: list[str], client: Client, trouble: Trouble) -> Iterator[tuple[str, Found]]:
    """The answer for all, or, where the server fails at that, for the halves, down to the one text that it fails at."""
    from mslint.grammar.client import BadAnswer

    if trouble.hopeless:
        return
    try:
        version, matches = client.matches("".join(text + SEPARATOR for text in texts))
    except BadAnswer as error:
        if len(texts) == 1:
            trouble.failed.append(str(error))
            return
        yield from _check(texts[: len(texts) // 2], client, trouble)
        yield from _check(texts[len(texts) // 2 :], client, trouble)
        return
    yield version, _by_text(texts, matches)


def _by_text(texts: list[str], matches: Iterable[Match]) -> Found:
    """Each match with the text it lies in; one that reaches over a text's end is of none and dropped."""
    from bisect import bisect_right

    found: Found = {text: [] for text in texts}
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + len(SEPARATOR))
    for match in matches:
        number = bisect_right(starts, match.start) - 1
        if number < len(texts) and match.end <= starts[number] + len(texts[number]):
            text = texts[number]
            found[text].append(match._replace(start=match.start - starts[number], end=match.end - starts[number]))
    return found
