"""LanguageTool as a checker: what the command needs to know of it. Loads nothing heavy until a function is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mslint.engine import Progress, silent
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.grammar.checker import GrammarSettings
    from mslint.rules import Rule


class GrammarUnavailable(UserError):
    """LanguageTool cannot be had, or cannot answer. In a check it becomes a `NotChecked`."""


def install(progress: Progress = silent) -> str:
    """Fetch what is missing of LanguageTool; one line that says what is there. Raises GrammarUnavailable."""
    from mslint.grammar import jars

    folder = jars.install(progress)
    return f"LanguageTool {jars.version()} is installed in {folder}"


def start(progress: Progress = silent, rules: Sequence[Rule] = ()) -> str:
    """Start the server with these rules of ours, or find it running; one line that says where.

    Raises GrammarUnavailable.
    """
    from mslint.grammar import server

    server.ensure("", progress, _jar(rules))
    return server.status("", _jar(rules))[0]


def stop(rules: Sequence[Rule] = ()) -> str:
    """Stop the server with these rules if it runs; one line that says what was done."""
    from mslint.grammar import server

    return "LanguageTool is stopped" if server.stop("", _jar(rules)) else "LanguageTool was not running"


def status(rules: Sequence[Rule] = ()) -> list[str]:
    """Lines on the server and on what is installed; starts and fetches nothing."""
    from mslint.grammar import server

    return server.status("", _jar(rules))


def log(rules: Sequence[Rule] = ()) -> list[str]:
    """The last lines that the server wrote."""
    from mslint.grammar import server

    return server.log_lines("", _jar(rules))


def _jar(rules: Sequence[Rule]) -> str:
    """Where the rules are compiled to; "" for none."""
    from mslint.grammar import custom

    try:
        return str(custom.jar(rules) or "")
    except OSError as error:
        raise GrammarUnavailable(f"the rules of mslint cannot be kept: {error.strerror or error}") from None


def problem(settings: GrammarSettings | None = None) -> str | None:
    """Why grammar could not be checked with these settings, as one line; None if it can. Fetches nothing."""
    from mslint.grammar import jars, server

    try:
        if settings and settings.server_url:
            server.reach(settings.server_url)
            return None
        jars.find_java()
        if settings and settings.directory:
            jars.installed_in(settings.directory)
        else:
            jars.require()
    except GrammarUnavailable as error:
        return str(error)
    return None
