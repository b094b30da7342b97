"""The checker of grammar and spelling: LanguageTool over the blocks of prose. Opens no socket and no file itself.

Answers are kept on disk by text, language, level and LanguageTool, so a paper that was seen before is checked without
a server. Each block is checked by itself; the rules that look over the whole text (a word spelt in two ways, sentences
that begin alike) get the running text at once, in a request of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mslint import cache, shipped
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.grammar.judge import SPELLERS, Policy, judge
from mslint.grammar.known import Known
from mslint.grammar.languages import OXFORD, among, language_of
from mslint.grammar.match import Found, Match, Trouble
from mslint.grammar.prose import Prose, prose
from mslint.model import PROSE, Block, Diagnostic, Document

if TYPE_CHECKING:
    from mslint.grammar.asking import Answer, Where
    from mslint.rules import Rule

FORMAT = "2"
"""Of what is kept on disk; to be raised when `Match` or what is asked changes."""

RUNNING = ("abstract", "paragraph", "note")
"""Kinds of block whose text goes on from one to the next."""


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
    speller: bool = True  # False: another engine spells English; LanguageTool's speller is not listened to there
    enabled: bool = True


SOON = 30_000
"""Code points that a server which runs already checks in two seconds, about."""


class GrammarChecker:
    """LanguageTool as an `engine.Checker`."""

    def __init__(self, settings: GrammarSettings) -> None:
        self._settings = settings
        self._begun: tuple[_Asked, ...] = ()

    def begin(self, document: Document) -> bool:
        """Ask LanguageTool for what is not known yet, and start it if need be, while other checkers work.

        Whether its findings will be long in coming.
        """
        groups = self._groups(document) if self._settings.enabled else {}
        self._begun = tuple(_Asked(group, code, self._settings) for code, group in groups.items())
        return any(asked.is_late for asked in self._begun)

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """LanguageTool's findings, as far as it could be asked; what was not checked is told."""
        settings, table = self._settings, _table()
        if not settings.enabled:
            return Outcome()
        groups = self._groups(document)
        begun = {asked.code: asked for asked in self._begun}
        if list(begun) != list(groups) or not all(begun[code].is_of(group) for code, group in groups.items()):
            self.begin(document)
            begun = {asked.code: asked for asked in self._begun}
        self._begun = ()
        known = Known(document, (*table["vocabulary"].split(), *settings.vocabulary))
        diagnostics: list[Diagnostic] = []
        missed: list[NotChecked] = []
        for code, passages in groups.items():
            asked = begun[code]
            found = asked.answers(progress)
            missed += asked.missed
            off = (*settings.disabled, *_of_other_languages(settings.rules, asked.language))
            policy = Policy.of(table, off, settings.rules)
            listened = settings.speller or not asked.language.startswith("en")
            for made in passages:
                matches = [m for m in found.get(made.text, []) if listened or not m.rule.startswith(SPELLERS)]
                diagnostics += judge(document, made, matches, known, policy)
        return Outcome(tuple(_limited(diagnostics, settings.rules)), (*missed, *_not_taken(settings)))

    def _groups(self, document: Document) -> dict[str, list[Prose]]:
        """The passages of the document, by the language to check them in."""
        settings = self._settings
        language = language_of(document, settings.language, _table()["variants"], settings.languages)
        passages = [made for block in document.prose(*PROSE) if (made := _passage(document, block))]
        return _by_language(passages, language, settings.languages)


def _table() -> Any:
    return shipped.data("languagetool")


def _of_other_languages(rules: Iterable[Rule], language: str) -> Iterator[str]:
    """Ids of our rules that are for other languages than this ("en-US")."""
    return (rule.id for rule in rules if rule.options["languages"] and language not in rule.options["languages"])


def _limited(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    """The findings, of each rule of ours no more than its `limit`."""
    left = {rule.id: rule.limit for rule in rules if rule.limit}
    for diagnostic in diagnostics:
        if diagnostic.rule in left:
            left[diagnostic.rule] -= 1
        if left.get(diagnostic.rule, 0) >= 0:
            yield diagnostic


def _by_language(passages: Sequence[Prose], language: str, languages: Sequence[str]) -> dict[str, list[Prose]]:
    """The passages by language: the paper's own, unless another of `languages` is told by a passage's words."""
    groups: dict[str, list[Prose]] = {}
    others = [code for code in languages if code.split("-")[0] != language.split("-")[0]]
    for made in passages:
        other = among(made.text, (language, *others)) if others else None
        groups.setdefault(other or language, []).append(made)
    return groups


def _passage(document: Document, block: Block) -> Prose | None:
    """What to send of a block; None where there are no words, or where it stands in the reference list."""
    if document.role(block) == "references" or not re.search(r"[^\W\d_]{2}", block.text):
        return None
    return prose(document, block)


class _Asked:
    """The passages in one language; LanguageTool is asked for what is not known of them from the moment it is made."""

    def __init__(self, passages: Sequence[Prose], language: str, settings: GrammarSettings) -> None:
        self._passages = passages
        self.missed: list[NotChecked] = []
        self.is_late = False  # whether the answers will be long in coming
        self.code = language
        self.language = language.removesuffix(OXFORD)  # LanguageTool has no name for it: its British takes both
        self._settings = settings
        self._store = cache.store("grammar")
        self._without = left_out(self.language, speller=settings.speller)
        self._engine = _engine(settings, self._store)
        self._texts = list(dict.fromkeys(made.text for made in passages))
        self._running = list(dict.fromkeys(made.text for made in passages if made.block.kind in RUNNING))
        keys = {text: self._key(text) for text in self._texts}
        stored = self._store.get_many([*keys.values(), self._key("", *self._running)])
        self._found: Found = {text: _unpack(stored[key]) for text, key in keys.items() if key in stored}
        self._whole = stored.get(self._key("", *self._running)) if self._running else "{}"
        self._trouble = Trouble()
        self._coming = self._ask()

    def is_of(self, passages: Sequence[Prose]) -> bool:
        """Whether it was asked for these."""
        return [made.text for made in passages] == [made.text for made in self._passages]

    def answers(self, progress: Progress) -> Found:
        """Findings by text, from the cache or the server; afterwards `missed` tells what was not checked."""
        whole: Found = {}
        for running, (version, answers) in self._coming(progress) if self._coming else ():
            self._engine = _seen(self._settings, self._store, self._engine, version)
            if running:
                whole.update(answers)
                continue
            self._found.update(answers)
            self._store.put_many({self._key(text): _pack(matches) for text, matches in answers.items()})
        why = self._trouble.why
        self.missed += _not_checked(self._passages, self._found, why)
        if self._whole is None and why:
            if not self.missed:
                self.missed.append(NotChecked("grammar", f"rules over the whole text were not run: {why}"))
            return self._found
        if self._whole is None:
            self._whole = json.dumps({at: whole[text] for at, text in enumerate(self._running) if whole.get(text)})
            self._store.put(self._key("", *self._running), self._whole)
        found = dict(self._found)
        for at, items in json.loads(self._whole).items():
            text = self._running[int(at)]
            found[text] = [*found[text], *(match for match in _matches(items) if _is_useful(match, text))]
        return found

    def _ask(self) -> Callable[[Progress], Iterator[tuple[bool, Answer]]] | None:
        """Begin to ask, each passage by itself and then all in turn; None if nothing is left to ask."""
        left = [text for text in self._texts if text not in self._found]
        running = self._running if self._whole is None else []
        if not left and not running:
            return None
        settings, trouble = self._settings, self._trouble
        if not _is_to_be_had(self.language, settings):
            trouble.lost = f"LanguageTool is not to be had for “{self.language}”"
            return None
        from mslint.grammar.asking import How, ahead, ask

        try:
            where = _where(settings, self.language)
        except OSError as error:
            trouble.lost = f"the rules of mslint cannot be kept for LanguageTool: {error.strerror or error}"
            return None
        alone = How(self.language, settings.level == "picky", without=self._without)
        self.is_late = sum(map(len, left)) > SOON or not where.is_up()

        def run(progress: Progress) -> Iterator[tuple[bool, Answer]]:
            for answer in ask(left, where, alone, progress, trouble):
                yield False, answer
            if not trouble.why:
                for answer in ask(running, where, replace(alone, whole=True), progress, trouble):
                    yield True, answer

        return ahead(run)

    def _key(self, *texts: str) -> str:
        return cache.digest(FORMAT, self._engine, self.language, self._settings.level, *self._without, "", *texts)


def left_out(language: str, *, speller: bool) -> tuple[str, ...]:
    """Ids of LanguageTool's rules that are not asked for: never shown, and its speller, slow to find what is meant,
    unless it is wanted (`speller`)."""
    off = (name for name, rule in _table()["rules"].items() if rule["severity"] == "off" and not name.endswith("*"))
    if speller or not language.startswith("en"):
        return tuple(off)
    return *off, f"MORFOLOGIK_RULE_{language.replace('-', '_').upper()}"


def _is_useful(match: Match, text: str) -> bool:
    """Whether it is to be taken: a paragraph may begin small, where it goes on after a formula or a list."""
    return match.rule != "UPPERCASE_SENTENCE_START" or bool(text[: match.start].strip())


def _is_to_be_had(language: str, settings: GrammarSettings) -> bool:
    if language.startswith("en") or settings.server_url or settings.directory:
        return True
    from mslint.grammar import jars

    return bool(jars.group(language))


def _where(settings: GrammarSettings, language: str) -> Where:
    """Which server to ask. Raises OSError where the jar of our own rules cannot be written."""
    from mslint.grammar import custom, jars, server
    from mslint.grammar.asking import Where

    if settings.server_url:
        return Where(settings.server_url)
    languages = () if settings.directory else jars.groups((language, *settings.languages))
    return Where(setup=server.Setup(settings.directory, str(custom.jar(settings.rules) or ""), languages))


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
    lock = shipped.data("languagetool.lock")
    groups = (lock["jars"], *lock["languages"].values())
    return f"{lock['version']} {cache.digest(*(str(jar['sha256']) for items in groups for jar in items))}"


def _seen(settings: GrammarSettings, store: cache.Store, engine: str, version: str) -> str:
    """The engine, after an answer that told its version."""
    if not settings.server_url or engine == f"{settings.server_url} {version}":
        return engine
    store.put(settings.server_url, version)
    return f"{settings.server_url} {version}"


def _pack(matches: Sequence[Match]) -> str:
    return json.dumps(matches, ensure_ascii=False)


def _unpack(text: str) -> list[Match]:
    return _matches(json.loads(text))


def _matches(items: Iterable[Sequence[Any]]) -> list[Match]:
    return [Match(*item) for item in items]


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
