"""The checker of grammar and spelling: LanguageTool over the blocks of prose. Opens no socket and no file itself.

Answers are kept on disk by text, language, level and LanguageTool, so a paper that was seen before is checked without
a server. Each block is checked by itself (`allButTextLevelOnly`); rules that compare paragraphs are not run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mslint import cache, shipped
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.grammar.judge import SPELLERS, Policy, judge
from mslint.grammar.known import Known, variant
from mslint.grammar.match import Found, Match, Trouble
from mslint.grammar.prose import Prose, prose
from mslint.model import Block, Diagnostic, Document

if TYPE_CHECKING:
    from mslint.grammar.asking import Where
    from mslint.rules import Rule

ENGLISH = ("en-US", "en-GB", "en-CA", "en-AU", "en-NZ", "en-ZA")
"""The varieties of English that LanguageTool knows."""

FORMAT = "1"
"""Of what is kept on disk; to be raised when `Match` or what is asked changes."""

PROSE = (
    "title",
    "subtitle",
    "abstract",
    "paragraph",
    "heading",
    "item",
    "term",
    "definition",
    "quote",
    "cell",
    "caption",
    "note",
    "line",
)
"""Kinds of block that are checked; code, references, authors, keywords and page furniture are not."""


@dataclass(frozen=True, slots=True)
class GrammarSettings:
    """How to check. `language`: "auto" (British or American, whichever the paper is) or a LanguageTool code;
    `languages`: those that its paragraphs may be in, if more than that one."""

    language: str = "auto"
    level: str = "default"  # or "picky"
    server_url: str = ""
    directory: str = ""
    disabled: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()  # our own, of the kind `sequence`
    languages: tuple[str, ...] = ()
    enabled: bool = True


class GrammarChecker:
    """LanguageTool as an `engine.Checker`."""

    def __init__(self, settings: GrammarSettings) -> None:
        self._settings = settings

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """LanguageTool's findings, as far as it could be asked; what was not checked is told."""
        settings = self._settings
        if not settings.enabled:
            return Outcome()
        table = shipped.data("languagetool")
        language = language_of(document, settings.language, table["variants"])
        if not (language.startswith("en") or settings.server_url or settings.directory):
            return Outcome(not_checked=(NotChecked("grammar", f"no LanguageTool for “{language}” is installed"),))
        passages = [made for block in document.prose(*PROSE) if (made := _passage(document, block))]
        found, why = _answers(passages, language, settings, progress)
        policy = Policy.of(table, settings.disabled, settings.rules)
        known = Known(document, (*table["vocabulary"].split(), *settings.vocabulary))
        diagnostics = [
            diagnostic
            for made in passages
            for diagnostic in judge(document, made, found.get(made.text, []), known, policy)
        ]
        return Outcome(
            tuple(_limited(diagnostics, settings.rules)), (*_not_checked(passages, found, why), *_not_taken(settings))
        )


def _limited(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """The findings, of each rule of ours no more than its `limit`."""
    left = {rule.id: rule.limit for rule in rules if rule.limit}
    for diagnostic in diagnostics:
        if diagnostic.rule in left:
            left[diagnostic.rule] -= 1
        if left.get(diagnostic.rule, 0) >= 0:
            yield diagnostic


def language_of(document: Document, wanted: str, spellings: Mapping[str, str]) -> str:
    """LanguageTool's code; "auto" and an English of no variety leave it to the paper: its `lang`, else its words."""
    named = str(document.meta.get("lang") or "auto") if wanted in ("", "auto") else wanted
    tag = named.replace("_", "-").casefold()
    if tag != "auto" and tag.split("-")[0] != "en":
        return named
    known = (code for code in ENGLISH if tag.startswith(code.casefold()))
    return next(known, None) or variant(document, spellings)


def _passage(document: Document, block: Block) -> Prose | None:
    """What to send of a block; None where there are no words, or where it stands in the reference list."""
    if document.role(block) == "references" or not re.search(r"[^\W\d_]{2}", block.text):
        return None
    return prose(document, block)


def _answers(
    passages: Sequence[Prose], language: str, settings: GrammarSettings, progress: Progress
) -> tuple[Found, str]:
    """Findings by text, from the cache or the server; and why some texts have none, or ""."""
    store = cache.store("grammar")
    engine = _engine(settings, store)
    texts = list(dict.fromkeys(made.text for made in passages))
    keys = {text: _key(engine, language, settings.level, text) for text in texts}
    stored = store.get_many(keys.values())
    found = {text: _unpack(stored[key]) for text, key in keys.items() if key in stored}
    left = [text for text in texts if text not in found]
    if not left:
        return found, ""
    from mslint.grammar.asking import How, ask

    trouble = Trouble()
    try:
        where = _where(settings, language)
    except OSError as error:
        return found, f"the rules of mslint cannot be kept for LanguageTool: {error.strerror or error}"
    for version, answers in ask(left, where, How(language, settings.level == "picky"), progress, trouble):
        found.update(answers)
        engine = _seen(settings, store, engine, version)
        store.put_many({_key(engine, language, settings.level, text): _pack(found[text]) for text in answers})
    return found, trouble.why


def _where(settings: GrammarSettings, language: str) -> Where:
    """Which server to ask. Raises OSError where the jar of our own rules cannot be written."""
    from mslint.grammar import custom, jars, server
    from mslint.grammar.asking import Where

    if settings.server_url:
        return Where(settings.server_url)
    languages = () if settings.directory else jars.groups((language, *settings.languages))
    return Where(setup=server.Setup(settings.directory, str(custom.jar(settings.rules) or ""), languages))


def _key(engine: str, language: str, level: str, text: str) -> str:
    return cache.digest(FORMAT, engine, language, level, text)


def _engine(settings: GrammarSettings, store: cache.Store) -> str:
    """Which LanguageTool answers, with which rules of ours; of a server by URL the version that it told last."""
    if settings.server_url:
        return f"{settings.server_url} {store.get(settings.server_url) or ''}"
    if settings.rules:
        from mslint.grammar import custom

        return f"{_engine(replace(settings, rules=()), store)} {custom.digest(settings.rules)}"
    if settings.directory:
        from mslint.grammar import jars

        with suppress(OSError):
            about = (Path(settings.directory) / f"{jars.MAIN_JAR}.jar").stat()
            return f"{settings.directory} {about.st_size} {about.st_mtime_ns}"
        return settings.directory
    return str(shipped.data("languagetool.lock")["version"])


def _seen(settings: GrammarSettings, store: cache.Store, engine: str, version: str) -> str:
    """The engine, after an answer that told its version."""
    if not settings.server_url or engine == f"{settings.server_url} {version}":
        return engine
    store.put(settings.server_url, version)
    return f"{settings.server_url} {version}"


def _pack(matches: Sequence[Match]) -> str:
    return json.dumps(matches, ensure_ascii=False)


def _unpack(text: str) -> list[Match]:
    return [Match(*item) for item in json.loads(text)]


def _not_checked(passages: Sequence[Prose], found: Found, why: str) -> tuple[NotChecked, ...]:
    missing = sum(made.text not in found for made in passages)
    if not missing:
        return ()
    if missing == len(passages):
        return (NotChecked("grammar", why),)
    return (NotChecked("grammar", f"{missing} of {len(passages)} paragraphs were not checked: {why}"),)


def _not_taken(settings: GrammarSettings) -> tuple[NotChecked, ...]:
    """That a server elsewhere has not got our own rules."""
    if not (settings.server_url and settings.rules):
        return ()
    named = "one grammar rule" if len(settings.rules) == 1 else f"{len(settings.rules)} grammar rules"
    return (NotChecked(f"{named} of mslint", f"the server at {settings.server_url} has not got them"),)


def explain(rule: str) -> list[str]:
    """What is known of a rule `grammar.<ID>`, as lines: how it is taken, why, and where LanguageTool describes it."""
    name = rule.removeprefix("grammar.")
    entry = shipped.data("languagetool")["rules"].get(name, {})
    spells = "by how near a known word is, and by what the paper's own words and names say"
    grave = "as its category; a suggestion unless that says more"
    taken = entry.get("severity", spells if name.startswith(SPELLERS) else grave)
    lines = [f"{rule}: a rule of LanguageTool", f"severity: {taken}"]
    if "why" in entry:
        lines.append(f"why: {entry['why']}")
    return [*lines, f"https://community.languagetool.org/rule/show/{name}?lang=en"]
