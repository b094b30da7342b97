"""LanguageTool as a checker: what the command needs to know of it. Loads nothing heavy until a function is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mslint.engine import Progress, silent
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.grammar.checker import GrammarSettings
    from mslint.grammar.server import Setup
    from mslint.rules import Rule


class GrammarUnavailable(UserError):
    """LanguageTool cannot be had, or cannot answer. In a check it becomes a `NotChecked`."""


def install(progress: Progress = silent, languages: Sequence[str] = ()) -> str:
    """Fetch what is missing of LanguageTool for English and these languages, and prepare it for quick starts.

    One line that says what is there. Raises GrammarUnavailable.
    """
    from mslint.grammar import aot, jars

    added = jars.groups(languages)
    folder = jars.install(progress, added)
    told = f"LanguageTool {jars.version()} for {', '.join(('en', *added))} is installed in {folder}"
    try:
        aot.make(progress)
    except GrammarUnavailable as error:
        return f"{told}; not prepared for quick starts: {error}"
    return told


def start(progress: Progress = silent, rules: Sequence[Rule] = (), languages: Sequence[str] = ()) -> str:
    """Start the server with these rules of ours, or find it running, and warm it up; one line that says where.

    Raises GrammarUnavailable.
    """
    from mslint.grammar import asking, server
    from mslint.grammar.checker import left_out

    setup = _setup(rules, languages)
    server.ensure(setup, progress)
    for language in dict.fromkeys("en-US" if name in ("", "auto") else name for name in languages or ("auto",)):
        how = asking.How(language, without=left_out(language, speller=False))  # as a paper is checked by default
        asking.warm_up(asking.Where(setup=setup), how, progress)
    return server.status(setup)[0]


def stop() -> str:
    """Stop the servers that run, whatever their rules; one line that says what was done."""
    from mslint.grammar import server

    return "LanguageTool is stopped" if server.stop_all() else "LanguageTool was not running"


def status(rules: Sequence[Rule] = (), languages: Sequence[str] = ()) -> list[str]:
    """Lines on the server and on what is installed; starts and fetches nothing."""
    from mslint.grammar import server

    return server.status(_setup(rules, languages))


def log(rules: Sequence[Rule] = (), languages: Sequence[str] = ()) -> list[str]:
    """The last lines that the server wrote."""
    from mslint.grammar import server

    return server.log_lines(_setup(rules, languages))


def _setup(rules: Sequence[Rule], languages: Sequence[str]) -> Setup:
    """The server with these rules and, beside English, these languages."""
    from mslint.grammar import custom, jars, server

    try:
        return server.Setup(rules=str(custom.jar(rules) or ""), languages=jars.groups(languages))
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
            jars.require(jars.groups(settings.languages if settings else ()))
    except GrammarUnavailable as error:
        return str(error)
    return None
