"""Speaks to a LanguageTool server elsewhere through language_tool_python, as its proxies and certificates want it.

The one place that builds on the client's inside (3.4), which answers with an empty list where a server fails: what it
would make of an answer is left to `answers`. Our own server, next door, is spoken to by `own`.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import requests
from language_tool_python import LanguageTool

from mslint.grammar import answers
from mslint.grammar.answers import NoAnswer
from mslint.grammar.match import Match

LOCAL = {"127.0.0.1", "localhost", "::1"}


class Client(LanguageTool):
    """A connection to one server, to ask in one way; for one thread."""

    def __init__(self, url: str, form: Mapping[str, str]) -> None:
        self._form = form
        self._session = requests.Session()
        self._session.trust_env = urlsplit(url).hostname not in LOCAL  # a proxy does not know our loopback
        super().__init__(form["language"], remote_server=url)

    def matches(self, text: str) -> tuple[str, list[Match]]:
        """The server's version and its findings on a text, complete. Raises NoAnswer or BadAnswer."""
        return answers.found(self._post, {**self._create_params(text), **self._form})

    def close(self) -> None:
        self._session.close()

    def _get_languages(self) -> set[str]:
        """What the constructor holds the language against; the server itself says if it does not know it."""
        return {self._form["language"]}

    def _post(self, form: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            answer = self._session.post(urljoin(self._url, "check"), data=form, timeout=answers.TIMEOUT)
        except requests.Timeout:
            raise NoAnswer(f"no answer within {answers.TIMEOUT:.0f} seconds") from None
        except requests.RequestException as error:
            raise NoAnswer(f"the connection failed ({type(error).__name__})") from None
        return answer.status_code, answer.content
