"""Sends texts to the server, several at a time, and hands back what it found and why it could not. Judges nothing.

All of it goes on in threads, so that other checkers work meanwhile; their answers are taken in the thread that asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from mslint.engine import Progress
from mslint.grammar import GrammarUnavailable, server
from mslint.grammar.answers import BadAnswer, NoAnswer
from mslint.grammar.match import Found, Match, Trouble

if TYPE_CHECKING:
    from mslint.grammar.client import Client
    from mslint.grammar.own import OwnClient

CHUNK = 8000
"""Code points sent at a time: about 1,200 words, half a second warm; large enough that requests cost nothing."""

SMALLEST = 1000
"""Code points below which a short text is not divided among the server's threads."""

WHOLE = 400_000
"""Code points sent at a time to rules that look over the whole text: 60,000 words, so nearly always all of it."""

PATIENCE = 10.0
"""Seconds without an answer after which the server is looked at; a second look tells whether it works."""

IDLE = 0.05
"""Seconds of processor time that a server which works on anything takes more than, between two looks."""

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Where:
    """Which server: a URL, or one that we start."""

    url: str = ""
    setup: server.Setup = field(default_factory=server.Setup)

    def address(self, progress: Progress) -> server.Address:
        """The server, started if it is ours. Raises GrammarUnavailable."""
        if self.url:
            return server.Address(self.url.rstrip("/").removesuffix("/v2") + "/")
        return server.ensure(self.setup, progress)

    def is_up(self) -> bool:
        """Whether it runs already, as far as can be told without asking it."""
        with suppress(GrammarUnavailable):
            return bool(self.url) or server.find(self.setup) is not None
        return False

    def replace(self, failed: server.Address) -> None:
        """Make way for a new server, unless another command has seen to that already."""
        if server.find(self.setup) == failed:
            server.stop(self.setup)


@dataclass(frozen=True, slots=True)
class How:
    """How to check: the language's code, the level, whether by the rules that look over the whole text, or else by
    those that look at a sentence, and which rules to leave out. The server makes its rules anew for each other way."""

    language: str
    picky: bool = False
    whole: bool = False
    without: tuple[str, ...] = ()

    def form(self) -> dict[str, str]:
        """The keys of LanguageTool's interface for it."""
        form = {"language": self.language, "mode": "textLevelOnly" if self.whole else "allButTextLevelOnly"}
        if self.picky:
            form["level"] = "picky"
        if self.without:
            form["disabledRules"] = ",".join(self.without)
        return form


Answer = tuple[str, Found]
"""The server's version, and findings by text."""

T = TypeVar("T")


def ahead(run: Callable[[Progress], Iterator[T]]) -> Callable[[Progress], Iterator[T]]:
    """Begin to run it at once, in a thread of its own; what it makes, tells and raises comes to the caller's thread.

    Where the caller stops taking, it is closed.
    """
    queue: SimpleQueue[tuple[str, Any]] = SimpleQueue()
    stopped = Event()

    def work() -> None:
        made = run(lambda *told: queue.put(("told", told)))
        try:
            for item in made:
                if stopped.is_set():
                    break
                queue.put(("made", item))
            made.close()  # type: ignore[attr-defined]
            queue.put(("end", None))
        except BaseException as error:
            queue.put(("raised", error))

    Thread(target=work, daemon=True).start()

    def take(progress: Progress) -> Iterator[T]:
        try:
            while (got := queue.get())[0] != "end":
                if got[0] == "raised":
                    raise got[1]
                if got[0] == "told":
                    progress(*got[1])
                else:
                    yield got[1]
        finally:
            stopped.set()

    return take


def ask(texts: Sequence[str], where: Where, how: How, progress: Progress, trouble: Trouble) -> Iterator[Answer]:
    """(the server's version, findings) as the answers come in, by the text that they are in.

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
        for version, found in _round(list(left), address, how, trouble):
            for text in found:
                del left[text]
            progress("checking grammar", len(texts) - len(left), len(texts))
            yield version, found
        if not trouble.lost:
            return
        if attempt == 0 and not where.url:
            with suppress(GrammarUnavailable):  # then the next try says why
                where.replace(address)


def warm_up(where: Where, how: How, progress: Progress) -> None:
    """Have the server load what it needs to check so, and the first paper does not wait for it."""
    for _ in ask(["It is 1.", "2."], where, how, progress, Trouble()):
        pass


def _round(texts: Sequence[str], address: server.Address, how: How, trouble: Trouble) -> Iterator[Answer]:
    """One pass over the texts with one server."""
    with ThreadPoolExecutor(server.THREADS) as pool:
        share = sum(map(len, texts)) // server.THREADS + 1  # a short text keeps all of the server busy too
        chunks = _chunks(texts, WHOLE if how.whole else max(SMALLEST, min(CHUNK, share)))
        futures = [pool.submit(_chunk, chunk, address, how, trouble) for chunk in chunks]
        try:
            for future in _as_completed(futures, address, trouble):
                yield from future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _as_completed(futures: Sequence[Future[T]], address: server.Address, trouble: Trouble) -> Iterator[Future[T]]:
    """The futures as they are done. A server of ours that neither answers nor works is ended, which ends them."""
    left = set(futures)
    worked = None
    while left:
        done, left = wait(left, timeout=PATIENCE, return_when=FIRST_COMPLETED)
        yield from done
        before, worked = worked, None if done else address.busy()
        if worked is not None and before is not None and worked - before < IDLE:
            trouble.lost = f"no answer for {2 * PATIENCE:.0f} seconds"
            address.end()


def _chunks(texts: Iterable[str], longest: int) -> Iterator[list[str]]:
    """Consecutive texts, together no longer than that unless one alone is."""
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > longest:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + len(SEPARATOR)
    if chunk:
        yield chunk


def _chunk(texts: list[str], address: server.Address, how: How, trouble: Trouble) -> list[tuple[str, Found]]:
    """The answers for one chunk; runs in a thread of its own."""
    if trouble.hopeless:
        return []
    address.touch()
    try:
        with closing(_client(address)(address.url, how.form())) as client:
            return list(_check(texts, client, trouble))
    except (NoAnswer, BadAnswer) as error:
        trouble.lost = str(error)
        return []


def _client(address: server.Address) -> type[OwnClient | Client]:
    """How to speak to it."""
    if address.state is not None:
        from mslint.grammar.own import OwnClient

        return OwnClient
    from mslint.grammar.client import Client

    return Client


def _check(texts: list[str], client: OwnClient | Client, trouble: Trouble) -> Iterator[tuple[str, Found]]:
    """The answer for all, or, where the server fails at that, for the halves, down to the one text that it fails at."""
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
