"""Speaks to a LanguageTool server through language_tool_python; raises where that answers with an empty list.

The one place that builds on the client's inside (3.4). What it changes: an HTTP error and `incompleteResults` raise
instead of looking like a clean text; one try with a time limit that fits; the raw JSON is kept (rule URL, sub-id);
offsets, UTF-16 in the answer, become code points, lengths too.
"""

from __future__ import annotations

from bisect import bisect_left
from time import sleep
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import requests
from language_tool_python import LanguageTool
from language_tool_python.exceptions import LanguageToolError

from mslint.grammar import GrammarUnavailable
from mslint.grammar.match import Match

TIMEOUT = 330.0
"""Seconds for one answer. 8,000 characters take 1 s warm and 6 s from a server just started, but ten times that
and more where others want the processor too. Our own server gives up after 300; that it hangs is seen by `asking`."""

BUSY = (0.5, 1.0, 2.0, 4.0)
"""Seconds to wait after each answer 503 or 429 (busy) before the next try."""

LOCAL = {"127.0.0.1", "localhost", "::1"}


class NoAnswer(GrammarUnavailable):
    """The server is gone, hangs, or is no LanguageTool: asking it for more is of no use."""


class BadAnswer(GrammarUnavailable):
    """The server could not check this text; another it may."""


class Client(LanguageTool):
    """A connection to one server in one language; for one thread. Raises NoAnswer if the server does not answer."""

    def __init__(self, url: str, language: str, *, picky: bool, whole: bool = False) -> None:
        self._wanted = language
        self._mode = "textLevelOnly" if whole else "allButTextLevelOnly"
        self._session = requests.Session()
        self._session.trust_env = urlsplit(url).hostname not in LOCAL  # a proxy does not know our loopback
        super().__init__(language, remote_server=url)
        self.picky = picky

    def matches(self, text: str) -> tuple[str, list[Match]]:
        """The server's version and its findings on a text, complete. Raises NoAnswer or BadAnswer."""
        parameters = {**self._create_params(text), "mode": self._mode}
        answer = self._query_server(urljoin(self._url, "check"), parameters, method="post")
        try:
            if answer["warnings"]["incompleteResults"]:
                raise BadAnswer("the answer was incomplete")
            offsets = Offsets(text)
            return str(answer["software"]["version"]), [_match(raw, offsets) for raw in answer["matches"]]
        except (KeyError, TypeError, ValueError):
            raise NoAnswer("what answers is no LanguageTool") from None

    def close(self) -> None:
        self._session.close()

    def _get_languages(self) -> set[str]:
        """What the constructor holds the language against; the server itself says if it does not know it."""
        return {self._wanted}

    def _query_server(
        self,
        url: str,
        params: dict[str, str] | None = None,
        num_tries: int = 1,
        method: Literal["get", "post"] = "get",
    ) -> Any:
        """The answer's JSON. The base class would take any JSON, that of an error too."""
        for pause in (*BUSY, None):
            try:
                if method == "post":
                    answer = self._session.post(url, data=params, timeout=TIMEOUT)
                else:
                    answer = self._session.get(url, params=params, timeout=TIMEOUT)
            except requests.Timeout:
                raise NoAnswer(f"no answer within {TIMEOUT:.0f} seconds") from None
            except (requests.RequestException, LanguageToolError) as error:
                raise NoAnswer(f"the connection failed ({type(error).__name__})") from None
            if answer.status_code not in (429, 503) or pause is None:
                break
            sleep(pause)
        return _content(answer)


def _content(answer: requests.Response) -> Any:
    if answer.status_code in (429, 503):
        raise NoAnswer("the server is busy and stays so")
    if answer.status_code in (400, 401, 403, 404):
        raise NoAnswer(f"the server refused ({answer.status_code}: {_first_line(answer.text)})")
    if answer.status_code != 200:
        raise BadAnswer(f"the server failed ({answer.status_code}: {_first_line(answer.text)})")
    try:
        return answer.json()
    except ValueError:
        raise NoAnswer("what answers is no LanguageTool") from None


def _first_line(text: str) -> str:
    line = " ".join(text.split("\n", 1)[0].split())
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
