"""Rules as data: loads packs of YAML files in the schema of Vale's styles, and checks documents by them.

The only part of the rule engine that opens files. A pack is a folder, a rule a file in it; its id is `<pack>.<file>`.
What Vale's schema has is read as Vale reads it (https://vale.sh/docs); `rules/README.md` says what mslint adds.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from mslint import edits, patterns, scan, shipped
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.errors import UserError
from mslint.kinds import kind
from mslint.kinds.common import TIME_LIMIT, CannotRun, Found, Options, Pattern, Unit, filled
from mslint.kinds.scopes import Selector, names_of, unread
from mslint.model import Block, Diagnostic, Document, Piece, Severity, Span


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule. `dataclasses.replace` gives it another severity or other sections.

    `options` are the kind's own keys; `needs` are, for each of its patterns, the literals to scan for (see `scan`).
    """

    id: str
    kind: str
    severity: Severity
    message: str
    path: Path
    options: Options
    needs: tuple[scan.Literals | None, ...]
    scope: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    matchcase: bool = False
    safe: bool = False
    markdown: Severity | None = None  # in Markdown, where it is not that of other texts
    limit: int = 0
    default: bool = True
    link: str = ""
    description: str = ""
    why: str = ""
    source: str = ""
    examples: tuple[Mapping[str, str], ...] = ()
    precision: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def patterns(self) -> Sequence[Pattern]:
        """The patterns that `needs` is about."""
        patterns: Sequence[Pattern] = kind(self.kind).patterns(self.options)
        return patterns

    @cached_property
    def selectors(self) -> tuple[Selector, ...]:
        """What it reads; several add up."""
        beyond = self.options.get("in")
        return tuple(Selector.of(scope) for scope in (*(self.scope or ("",)), *([beyond] if beyond else [])))


# --- checking --------------------------------------------------------------------------------------------------------


class RuleChecker:
    """Checks documents by rules (an `engine.Checker`)."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        every = tuple(rules)
        self._unread = tuple(rule for rule in every if any(map(unread, rule.scope)))
        self._sequences = tuple(rule for rule in every if rule.kind == "sequence" and rule not in self._unread)
        self._rules = tuple(rule for rule in every if rule not in (*self._unread, *self._sequences))
        self._readings: dict[tuple[frozenset[str], str], dict[int, bool]] = {}

    @cached_property
    def _scanner(self) -> scan.Scanner:
        return scan.Scanner([rule.needs for rule in self._rules])

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        """The findings of all rules. A rule that runs out of time is named in `not_checked`."""
        diagnostics: list[Diagnostic] = []
        missed = [
            NotChecked(rule.id, f"its scope ({', '.join(rule.scope)}) is not supported yet") for rule in self._unread
        ]
        missed += [NotChecked(rule.id, "only LanguageTool can run it") for rule in self._sequences]
        units = self._units(document)
        for done, (rule, places) in enumerate(units):
            progress("rules", done, len(units))
            found: Iterator[Found] = kind(rule.kind).find(rule, places)
            try:
                for one in islice(found, rule.limit or None):
                    diagnostics.append(_diagnostic(document, rule, one))
            except TimeoutError:
                missed.append(NotChecked(rule.id, f"a pattern took longer than {TIME_LIMIT:g} s on one block of text"))
            except CannotRun as error:
                missed.append(NotChecked(rule.id, str(error)))
        patterns.keep()
        if units:
            progress("rules", len(units), len(units))
        return Outcome(tuple(diagnostics), tuple(missed))

    def _units(self, document: Document) -> list[tuple[Rule, list[Unit]]]:
        """For each rule that may find something, the places where it may."""
        units: dict[int, list[Unit]] = {}
        for block in self._blocks(document):
            reading = self._reading(names_of(block), document.role(block))
            made: dict[tuple[bool, tuple[int, ...]], list[Unit]] = {}
            for at, branches in self._scanner.candidates(block.text).items():
                whole = reading.get(at)
                if whole is None:
                    continue
                if (whole, branches) not in made:
                    made[whole, branches] = list(_of_block(document, block, branches, whole=whole))
                units.setdefault(at, []).extend(made[whole, branches])
        return [(self._rules[at], units[at]) for at in sorted(units)]

    def _reading(self, names: frozenset[str], role: str) -> dict[int, bool]:
        """The rules that read a block in these scopes and this section, and whether as a whole or by sentences."""
        known = self._readings.get((names, role))
        if known is None:
            known = self._readings[names, role] = {
                at: False in by_sentence
                for at, rule in enumerate(self._rules)
                if reads_section(rule.sections, role)
                and (by_sentence := [one.sentences for one in rule.selectors if one.reads(names)])
            }
        return known

    def _blocks(self, document: Document) -> Iterator[Block]:
        """The document's blocks of prose, and what stands for the whole of it if a rule reads that."""
        yield from document.prose()
        wanted = frozenset(name for rule in self._rules for s in rule.selectors for name in s.wanted)
        if "raw" in wanted:
            yield Block("raw", (Piece(Span(0, len(document.text)), document.text),))
        if "summary" in wanted:
            yield _summary(document)


SUMMARY = ("abstract", "paragraph", "item", "term", "definition", "quote", "note", "line")
"""Kinds of block that the summary is made of: sentences, not titles and cells; as Vale's is."""


def _summary(document: Document) -> Block:
    """The document's running prose as one block, which begins where the document does."""
    pieces: list[Piece] = []
    for block in document.prose(*SUMMARY):
        if block.text:
            at = block.span.start if pieces else 0
            pieces += [Piece(Span(at, at), "\n\n", "break"), *block.pieces]
    return Block("summary", tuple(pieces))


def _counts(document: Document) -> dict[str, float]:
    """How many elements of each kind the document has, by the names that formulas have for them."""
    kinds = Counter(f"heading_h{b.level}" if b.kind == "heading" else b.kind for b in document.blocks)
    named = {"paragraph": "paragraphs", "code": "pre", "item": "list", "quote": "blockquote"}
    return {named.get(kind, kind): float(count) for kind, count in kinds.items()}


def _of_block(document: Document, block: Block, branches: tuple[int, ...], *, whole: bool) -> Iterator[Unit]:
    if not whole:
        yield from (Unit(block, start, block.text[start:end], branches) for start, end in block.sentences)
    elif block.kind == "summary":
        yield Unit(block, 0, block.text, branches, _counts(document))
    else:
        yield Unit(block, 0, block.text, branches)


def reads_section(sections: Sequence[str], role: str) -> bool:
    """Whether a rule limited to these roles (`~role`: all but it) reads a section with this one."""
    if not sections:
        return True
    wanted = [name for name in sections if not name.startswith("~")]
    return f"~{role}" not in sections and (not wanted or role in wanted)


def _diagnostic(document: Document, rule: Rule, found: Found) -> Diagnostic:
    start, end = found.fix or (found.start, found.end)
    block, base = found.unit.block, found.unit.start
    fixes = tuple(
        edits.replacement(document, block, base + start, base + end, text, safe=rule.safe and at == 0)
        for at, text in enumerate(found.suggestions)
        if text != found.unit.text[start:end]
    )
    message = filled(rule.message, found.values) + found.note
    severity = rule.markdown if rule.markdown is not None and document.format == "markdown" else rule.severity
    return Diagnostic(rule.id, found.span, message, severity, fixes, found.related, rule.link or None)


# --- examples --------------------------------------------------------------------------------------------------------

_ROUNDS = 5


def run_examples(rule: Rule) -> list[str]:
    """What is wrong with a rule's examples, in words; nothing if all hold.

    A `bad` text must be found; with its fixes made it must be its `good` text, in which nothing is found any more. In
    an `ok` text nothing may be found. Texts are read as Markdown; the rule's `sections` do not matter.
    """
    if rule.kind == "sequence":
        return [f"{rule.id}: not run: its examples need LanguageTool"]
    everywhere = RuleChecker([replace(rule, sections=())])
    return [failure for example in rule.examples if (failure := _failure(everywhere, rule.id, example))]


def _failure(checker: RuleChecker, name: str, example: Mapping[str, str]) -> str:
    from mslint import fixes

    if "ok" in example:
        found = checker.check(_read(example["ok"])).diagnostics
        return f"{name}: finds “{found[0].message}” in the text that is ok: {example['ok']!r}" if found else ""
    text = example["bad"]
    if not checker.check(_read(text)).diagnostics:
        return f"{name}: finds nothing in {text!r}"
    for _ in range(_ROUNDS if "good" in example else 0):
        document = _read(text)
        found = checker.check(document).diagnostics
        text = fixes.apply(document.source, found, fixes.any_fix).source.text
        if not found or text == document.text:
            break
    if text != example.get("good", text):
        return f"{name}: makes {text!r} of {example['bad']!r}, not {example['good']!r}"
    if "good" in example and checker.check(_read(text)).diagnostics:
        return f"{name}: finds something in its own good text {text!r}"
    return ""


def _read(text: str) -> Document:
    from mslint.model import Source
    from mslint.readers import markdown

    return markdown.read(Source.of(Path("example.md"), text))


# --- loading ---------------------------------------------------------------------------------------------------------


def shipped_packs() -> dict[str, Path]:
    """The packs that come with mslint, by name."""
    folders = sorted(path for path in shipped.folder("rules").iterdir() if path.is_dir() and path.name != "data")
    return {path.name: path for path in folders if any(path.glob("*.yml"))}


def load(packs: Sequence[Path]) -> tuple[Rule, ...]:
    """The rules in these folders, in order of packs and names; the same ones as long as no file changes.

    Raises UserError for a folder without rules, a rule that is not right, or one id twice.
    """
    out: dict[str, Rule] = {}
    for folder in packs:
        for rule in _pack(folder):
            if rule.id in out:
                raise UserError(f"{rule.path}: {rule.id} is in {out[rule.id].path} already")
            out[rule.id] = rule
    return tuple(out.values())


def _pack(folder: Path) -> tuple[Rule, ...]:
    try:
        with os.scandir(folder) as entries:
            state = sorted(_state(entry) for entry in entries if entry.name.endswith(".yml"))
    except OSError:
        state = []
    if not state:
        raise UserError(f"{folder}: no rules (*.yml) in it")
    parents: tuple[str, ...] = ()
    while True:  # what it extends is known once it is read, and may have changed since
        pack = read_pack(folder, tuple(state), _states(parents))
        if pack.parents == parents:
            return pack.rules
        parents = pack.parents


State = tuple[str, int, int]
"""A file's name, size and time: what tells whether it has changed."""


def _state(entry: os.DirEntry[str]) -> State:
    stat = entry.stat()
    return entry.name, stat.st_size, stat.st_mtime_ns


def _states(paths: Iterable[str]) -> tuple[State, ...]:
    """The states of files by their paths; of one that is gone, none that it can have had."""
    out = []
    for path in paths:
        try:
            stat = Path(path).stat()
            out.append((path, stat.st_size, stat.st_mtime_ns))
        except OSError:
            out.append((path, -1, -1))
    return tuple(out)


class Pack(NamedTuple):
    """A folder's rules, and the paths of the files in other places that they extend."""

    rules: tuple[Rule, ...]
    parents: tuple[str, ...]


@lru_cache(maxsize=64)
def read_pack(folder: Path, state: Sequence[State], extended: Sequence[State] = ()) -> Pack:
    """The rules in these files of one folder; from the cache on disk, if they were read before as they are.

    `extended` are the states of the files that they extend, for those who ask twice in one process.
    """
    from mslint import cache

    code = _code()
    paths = [folder / name for name, _, _ in state]
    store, key = cache.store("rules"), cache.digest(code, str(folder), repr(state))
    known = json.loads(store.get(key) or "null")
    if known is None or [tuple(one) for one in known["parents"]] != list(
        _states(path for path, _, _ in known["parents"])
    ):
        chains = [_chain(path) for path in paths]
        parents = sorted({str(path) for chain in chains for path in chain[1:]})
        made = ",".join(_definitions(chains, code))
        text = f'{{"parents": {json.dumps(_states(parents))}, "rules": [{made}]}}'
        store.put(key, text)
        known = json.loads(text)
    name = folder.resolve().name
    return Pack(
        tuple(
            from_definition(f"{name}.{path.stem}", path, definition)
            for path, definition in zip(paths, known["rules"], strict=True)
        ),
        tuple(path for path, _, _ in known["parents"]),
    )


_EXTENDS_RULE = re.compile(rb"""^extends:[ \t]*['"]?[\w-]+\.""", re.MULTILINE)


def _chain(path: Path) -> list[Path]:
    """The rule's file and those of the rules that it extends, one after the other.

    Raises UserError where a rule that is extended is not there, or extends itself.
    """
    from mslint import yamlio
    from mslint.kinds import inherit

    chain = [path]
    while _EXTENDS_RULE.search(raw := chain[-1].read_bytes()):
        child = chain[-1]
        name = inherit.parent_of(yamlio.decoded(raw, child))
        if not name:
            break
        parent = _file_of(name, path.parent.parent)
        if parent is None or parent in chain or len(chain) > inherit.DEEPEST:
            what = "there is no such rule beside this pack" if parent is None else "it extends itself in the end"
            raise UserError(f"{yamlio.place(child, ['extends'])}: extends: {name}: {what}")
        chain.append(parent)
    return chain


def _file_of(name: str, styles: Path) -> Path | None:
    """The file of the rule called `name`: in a pack beside, else in one that comes with mslint."""
    pack, *within = name.split(".")
    folders = (styles, shipped.folder("rules"))
    files = (folder.joinpath(pack, *within).with_name(f"{within[-1]}.yml") for folder in folders)
    return next((file for file in files if file.is_file()), None)


def _definitions(chains: Sequence[Sequence[Path]], code: str) -> list[str]:
    """The files' definitions as JSON; those of files that have not changed from the cache."""
    from mslint import cache

    store = cache.store("rules")
    keys = [cache.digest(code, *(path.read_bytes() for path in chain)) for chain in chains]
    known = store.get_many(keys)
    fresh = {key: json.dumps(_definition(chain)) for chain, key in zip(chains, keys, strict=True) if key not in known}
    store.put_many(fresh)
    known |= fresh
    return [known[key] for key in keys]


def _definition(chain: Sequence[Path]) -> dict[str, Any]:
    """The definition of the first rule, laid over those that it extends."""
    from mslint import yamlio
    from mslint.kinds import inherit, schema

    data: Any = None
    for path in reversed(chain):
        own = yamlio.decoded(path.read_bytes(), path)
        try:
            data = own if data is None else inherit.overlaid(data, own)
            if path == chain[0]:
                ours = path.parent.parent == shipped.folder("rules")  # the tests compile each of these
                return schema.definition(data, proven=ours)
        except schema.Fault as fault:
            raise UserError(f"{yamlio.place(path, fault.keys)}: {fault}") from None
    raise AssertionError("no rule in the chain")


@lru_cache(maxsize=1)
def _code() -> str:
    """What tells the code that definitions are made by from any other."""
    from mslint import cache

    here = Path(__file__)
    stats = [(path, path.stat()) for path in (here.with_name("scan.py"), *sorted((here.parent / "kinds").glob("*.py")))]
    return cache.digest(*(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats))


def from_definition(name: str, path: Path, definition: dict[str, Any]) -> Rule:
    """The rule of a checked definition; lists become tuples."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in definition.items()}
    fields["options"] = {k: tuple(v) if isinstance(v, list) else v for k, v in definition["options"].items()}
    fields["needs"] = tuple(tuple(own) if own is not None else None for own in definition["needs"])
    fields["severity"] = Severity(definition["severity"])
    fields["markdown"] = Severity(definition["markdown"]) if definition["markdown"] else None
    return Rule(id=name, path=path, **fields)
