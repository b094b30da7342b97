"""Tells people what the rules are: a line each, one in full, or all as Markdown. Pure: takes rules, gives lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mslint.checks import CheckRule
from mslint.model import Severity
from mslint.report import RuleHelp

if TYPE_CHECKING:
    from mslint.rules import Rule


def lines(rules: Sequence[Rule], checks: Sequence[CheckRule], on: Mapping[str, Severity]) -> Iterator[str]:
    """Each rule's id, its severity (or "off") and what it is for."""
    for rule in rules:
        yield _line(rule.id, str(on.get(rule.id, "off")), _flat(rule.why or rule.message))
    for check in checks:
        yield _line(check.id, str(on.get(check.id, "off")), check.summary)
    yield _line("grammar.*", "", "LanguageTool's rules, by their own ids.")


def _line(name: str, severity: str, told: str) -> str:
    return f"{name:<40} {severity:<11} {told}"


def explained(rule: Rule) -> Iterator[str]:
    """All that an author may want to know of a rule."""
    yield f"{rule.id}  ({rule.severity}{'' if rule.default else ', off by default'})"
    if rule.why:
        yield ""
        yield _flat(rule.why)
    if rule.examples:
        yield ""
    for example in rule.examples:
        for name, text in example.items():
            yield f"  {name:<4}  {_flat(str(text))}"
    yield ""
    if rule.sections:
        yield f"Reads: {', '.join(rule.sections)}"
    if rule.precision:
        yield f"Precision: {_precision(rule)}"
    for name, value in (("Source", rule.source), ("See", rule.link), ("File", rule.path)):
        if value:
            yield f"{name}: {value}"


def explained_check(check: CheckRule) -> Iterator[str]:
    yield f"{check.id}  ({check.severity}{'' if check.default else ', off by default'})"
    yield ""
    yield f"{check.summary} {check.why}"
    if check.precision:
        yield ""
        yield f"Precision: {_precision(check)}"


def helps(rules: Sequence[Rule], checks: Sequence[CheckRule]) -> Iterator[tuple[str, RuleHelp]]:
    """What the formats for other tools tell of each rule, by its id."""
    for rule in rules:
        why = _flat(rule.why or rule.message)
        shown = [f"{name}: {_flat(str(text))}" for example in rule.examples for name, text in example.items()]
        yield rule.id, RuleHelp(why, rule.severity, "\n".join([why, *shown]), rule.link)
    for check in checks:
        yield check.id, RuleHelp(check.summary, check.severity, f"{check.summary} {check.why}")


def markdown(rules: Sequence[Rule], checks: Sequence[CheckRule]) -> Iterator[str]:
    """The rule reference, `rules/README.md`."""
    yield "# The rules"
    yield ""
    yield "Printed by `mslint rules --markdown`; edit the rules, not this page. `mslint explain RULE` tells more."
    yield "How a rule is written: the keys of [Vale's styles](https://vale.sh/docs/styles), and those of mslint:"
    yield ""
    yield "| key | what it holds |"
    yield "|---|---|"
    for key, told in KEYS.items():
        yield f"| `{key}` | {told} |"
    for (kind, key), told in KIND_KEYS.items():
        yield f"| `{key}` ({kind}) | {told} |"
    yield ""
    yield "A rule of the kind `sequence` is run by LanguageTool. It has `tokens`, `antipatterns` (lists of tokens at"
    yield "which it says nothing), `suggestions`, `ignorecase` and `languages` (`[en-US]`: for what is right in another"
    yield "English). In `suggestions` `\\2` is the second token and `\\2{NNS}` its form with that tag; in `message`"
    yield "`%[2]s` is that token. A token has:"
    yield ""
    yield "| key | what it holds |"
    yield "|---|---|"
    for key, told in TOKEN_KEYS.items():
        yield f"| `{key}` | {told} |"
    for pack, members in groupby(rules, key=lambda rule: rule.id.partition(".")[0]):
        yield ""
        yield f"## {pack}"
        yield ""
        yield "| rule | severity | why | example | precision |"
        yield "|---|---|---|---|---|"
        for rule in members:
            severity = f"{rule.severity}{'' if rule.default else ', off'}"
            cells = (f"`{rule.id}`", severity, rule.why, _example(rule), _precision(rule))
            yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    yield ""
    yield from safe_fixes(rules)
    yield ""
    yield "## Checks"
    yield ""
    yield "| rule | severity | what it finds | why | precision |"
    yield "|---|---|---|---|---|"
    for check in checks:
        cells = (f"`{check.id}`", str(check.severity), check.summary, check.why, _precision(check))
        yield f"| {' | '.join(map(_cell, cells))} |"


def safe_fixes(rules: Sequence[Rule]) -> Iterator[str]:
    """The rules whose fixes are safe, each with what it makes of its example."""
    yield "## Safe fixes"
    yield ""
    yield "A fix is safe if a copy editor would make it without asking the author. `mslint fix` makes these and no"
    yield "others, and only where the words are plain text: no markup, no line break."
    yield ""
    yield "| rule | example | precision |"
    yield "|---|---|---|"
    for rule in rules:
        if rule.safe:
            yield f"| `{rule.id}` | {_cell(_example(rule))} | {_cell(_precision(rule))} |"


KEYS = {
    "examples": "list of `{bad, good}` and `{ok}`: its proof, run by `mslint rules test`",
    "why": "one or two sentences for the author",
    "sections": "roles of the sections it reads; `~references`: all but those",
    "markdown": "the level in Markdown, where that is another",
    "fix": "`safe` if a copy editor would make the fix without asking, else `unsafe`",
    "source": "where the rule comes from",
    "precision": "`{right, read, on}`: findings read by eye on published papers, and how many were right",
    "default": "`off`: runs only when `select` or `severity` names it",
}
"""Those of mslint that every rule may have."""

KIND_KEYS = {
    ("consistency", "vote"): "`document`: all pairs vote together, keys against values; else each for itself",
    ("consistency", "names"): "`false`: words of names, and of headings in capitals, are left alone",
    ("consistency", "quotations"): "`false`: words between quotation marks are left alone",
    ("conditional", "in"): "a scope: `second` is looked for there, in the whole document",
    ("sequence", "suggestions"): "what to write instead, in LanguageTool's notation",
    ("sequence", "antipatterns"): "lists of tokens at which it says nothing",
    ("sequence", "languages"): "`[en-US]`: it runs for these varieties only",
}
"""Those of mslint that rules of one kind may have: kind and key, and what it holds."""

TOKEN_KEYS = {
    "pattern": "a pattern for the whole token; in any case, unless `case`",
    "words": "the name of a list in `rules/data/words.yml`: any of its words, beside or instead of a pattern",
    "inflected": "`true`: the pattern is for its lemma",
    "tag": "a pattern for its part of speech (Penn tags as LanguageTool has them, `SENT_START`, `SENT_END`, `PCT`)",
    "chunk": "a pattern for its chunk (`B-NP-singular`, …)",
    "negate": "`true`: all but that",
    "case": "`true`: upper and lower case differ",
    "exceptions": "list of such tokens that do not count; `scope: previous` or `next`: if that token fits",
    "any": "list of such tokens, of which one has to be there",
    "skip": "up to so many other tokens may stand before it",
    "min": "`0`: it may be missing",
    "max": "it may come so many times",
    "spacebefore": "whether white space stands before it",
    "unify": "`number`: it and the tokens beside it that say so agree, singular or plural; `~number`: they do not",
    "marker": "`true`: the finding is from the first such token to the last; without any, all",
}


def _example(rule: Rule) -> str:
    """The first fault among the examples, and what becomes of it."""
    bad = next((e for e in rule.examples if "bad" in e), None)
    if bad is None:
        return ""
    good = f" → {_code(bad['good'])}" if "good" in bad else ""
    return f"{_code(bad['bad'])}{good}"


def _code(text: str) -> str:
    """The text as a code span, whatever it holds."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{_flat(text)}{fence}"


def _precision(rule: Rule | CheckRule) -> str:
    p = rule.precision
    return f"{p['right']} of {p['read']} ({p['on']})" if p else ""


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")


def _flat(text: str) -> str:
    return " ".join(str(text).split())
