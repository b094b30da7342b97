"""What a LanguageTool server answers, as findings; a failure raises and never looks like a clean text. Sends nothing.

Offsets, UTF-16 in the answer, become code points, lengths too. `own` and `client` send the text.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping
from time import sleep
from typing import Any

from mslint.grammar import GrammarUnavailable
from mslint.grammar.match import Match

TIMEOUT = 330.0
"""Seconds for one answer. 8,000 characters take 1 s warm and 6 s from a server just started, but ten times that
and more where others want the processor too. Our own server gives up after 300; that it hangs is seen by `asking`."""

BUSY = (0.5, 1.0, 2.0, 4.0)
"""Seconds to wait after each answer 503 or 429 (busy) before the next try."""

Post = Callable[[Mapping[str, str]], tuple[int, bytes]]
"""Sends a form and returns the status and the body of the answer. Raises NoAnswer."""


class NoAnswer(GrammarUnavailable):
    """The server is gone, hangs, or is no LanguageTool: asking it for more is of no use."""


class BadAnswer(GrammarUnavailable):
    """The server could not check this text; another it may."""


def found(post: Post, form: Mapping[str, str]) -> tuple[str, list[Match]]:
    """The server's version and its findings on the form's text, complete. Raises NoAnswer or BadAnswer."""
    answer = _content(*_patiently(post, form))
    try:
        if answer["warnings"]["incompleteResults"]:
            raise BadAnswer("the answer was incomplete")
        offsets = Offsets(form["text"])
        return str(answer["software"]["version"]), [_match(raw, offsets) for raw in answer["matches"]]
    except (KeyError, TypeError, ValueError):
        raise NoAnswer("what answers is no LanguageTool") from None


def _patiently(post: Post, form: Mapping[str, str]) -> tuple[int, bytes]:
    for pause in BUSY:
        status, body = post(form)
        if status not in (429, 503):
            return status, body
        sleep(pause)
    return post(form)


def _content(status: int, body: bytes) -> Any:
    """The answer's JSON; that of an error is not taken."""
    if status in (429, 503):
        raise NoAnswer("the server is busy and stays so")
    if status in (400, 401, 403, 404):
        raise NoAnswer(f"the server refused ({status}: {_first_line(body)})")
    if status != 200:
        raise BadAnswer(f"the server failed ({status}: {_first_line(body)})")
    try:
        return json.loads(body)
    except ValueError:
        raise NoAnswer("what answers is no LanguageTool") from None


def _first_line(body: bytes) -> str:
    line = " ".join(body.decode("utf-8", "replace").split("\n", 1)[0].split())
    return line if len(line) <= 100 else f"{line[:100]}…"


class Offsets:
    """From UTF-16 offsets in a text to code points."""

    def __init__(self, text: str) -> None:
        astral = [at for at, char in enumerate(text) if char > "\uffff"]
        self._ends = [at + number + 2 for number, at in enumerate(astral)]  # in UTF-16, after each astral character
        self._length = len(text)

    def code_point(self, offset: int) -> int:
        """The code point at a UTF-16 offset; inside a surrogate pair, the pair's. Raises ValueError outside."""
        before = bisect_left(self._ends, offset + 1)  # astral characters that end at or before it
        at = offset - before
        if before < len(self._ends) and offset == self._ends[before] - 1:
            at -= 1
        if not 0 <= at <= self._length:
            raise ValueError(f"offset {offset} is outside the text")
        return at


def _match(raw: dict[str, Any], offsets: Offsets) -> Match:
    rule = raw["rule"]
    return Match(
        offsets.code_point(raw["offset"]),
        offsets.code_point(raw["offset"] + raw["length"]),
        rule["id"],
        rule["category"]["id"],
        raw["message"],
        [item["value"] for item in raw["replacements"][:8]],
        next((item["value"] for item in rule.get("urls", ())), None),
    )
