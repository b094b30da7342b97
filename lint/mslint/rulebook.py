"""Tells people what the rules are: a line each, one in full, or all as Markdown. Pure: takes rules, gives lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mslint.checks import CheckRule
from mslint.model import Severity

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
    yield "## Checks"
    yield ""
    yield "| rule | severity | what it finds | why |"
    yield "|---|---|---|---|"
    for check in checks:
        yield f"| `{check.id}` | {check.severity} | {_cell(check.summary)} | {_cell(check.why)} |"


KEYS = {
    "examples": "list of `{bad, good}` and `{ok}`: its proof, run by `mslint rules test`",
    "why": "one or two sentences for the author",
    "sections": "roles of the sections it reads; `~references`: all but those",
    "fix": "`safe` if a copy editor would make the fix without asking, else `unsafe`",
    "source": "where the rule comes from",
    "precision": "`{right, read, on}`: findings read by eye on published papers, and how many were right",
    "default": "`off`: runs only when `select` or `severity` names it",
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


def _precision(rule: Rule) -> str:
    p = rule.precision
    return f"{p['right']} of {p['read']} ({p['on']})" if p else ""


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")


def _flat(text: str) -> str:
    return " ".join(str(text).split())
