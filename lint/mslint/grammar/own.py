"""Speaks to our own server, on this machine, with nothing but the standard library.

requests and language_tool_python take 0.13 s of processor time to load, more than a paragraph takes to be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from mslint.grammar import answers
from mslint.grammar.answers import NoAnswer
from mslint.grammar.match import Match


class OwnClient:
    """A connection to one server, to ask in one way; for one thread."""

    def __init__(self, url: str, form: Mapping[str, str]) -> None:
        parts = urlsplit(url)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=answers.TIMEOUT)
        self._path = f"{parts.path}v2/check"
        self._form = form

    def matches(self, text: str) -> tuple[str, list[Match]]:
        """The server's version and its findings on a text, complete. Raises NoAnswer or BadAnswer."""
        return answers.found(self._post, {**self._form, "text": text})

    def close(self) -> None:
        self._connection.close()

    def _post(self, form: Mapping[str, str]) -> tuple[int, bytes]:
        body = urlencode(form, errors="replace").encode()
        try:
            self._connection.request("POST", self._path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except TimeoutError:
            raise NoAnswer(f"no answer within {answers.TIMEOUT:.0f} seconds") from None
        except (OSError, HTTPException) as error:
            raise NoAnswer(f"the connection failed ({type(error).__name__})") from None
