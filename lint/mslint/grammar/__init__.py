"""LanguageTool as a checker: what the command needs to know of it. Loads nothing heavy until a function is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mslint.engine import Progress, silent
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.grammar.checker import GrammarSettings


class GrammarUnavailable(UserError):
    """LanguageTool cannot be had, or cannot answer. In a check it becomes a `NotChecked`."""


def install(progress: Progress = silent) -> str:
    """Fetch what is missing of LanguageTool; one line that says what is there. Raises GrammarUnavailable."""
    from mslint.grammar import jars

    folder = jars.install(progress)
    return f"LanguageTool {jars.version()} is installed in {folder}"


def start(progress: Progress = silent, directory: str = "") -> str:
    """Start the server, or find it running; one line that says where. Raises GrammarUnavailable."""
    from mslint.grammar import server

    server.ensure(directory, progress)
    return server.status(directory)[0]


def stop(directory: str = "") -> str:
    """Stop the server if it runs; one line that says what was done."""
    from mslint.grammar import server

    return "LanguageTool is stopped" if server.stop(directory) else "LanguageTool was not running"


def status(directory: str = "") -> list[str]:
    """Lines on the server and on what is installed; starts and fetches nothing."""
    from mslint.grammar import server

    return server.status(directory)


def log(directory: str = "") -> list[str]:
    """The last lines that the server wrote."""
    from mslint.grammar import server

    return server.log_lines(directory)


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
