"""`existence`: words or patterns that should not be there. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mslint.kinds import actions
from mslint.kinds.common import (
    EXCEPTIONS,
    IGNORECASE,
    NONWORD,
    TEXTS,
    VOCAB,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    exceptions,
    group_of,
    matches,
    word,
)

KEYS: Mapping[str, Key] = {
    "tokens": Key("texts", TEXTS),
    "raw": Key("texts", TEXTS),  # joined, before the tokens (after them: `append`)
    "append": Key("flag", False),
    "nonword": NONWORD,
    "ignorecase": IGNORECASE,
    "exceptions": EXCEPTIONS,
    "vocab": VOCAB,
}
ONE_OF = ("tokens", "raw")


def patterns(options: Options) -> Sequence[Pattern]:
    """One a token."""
    raw = "".join(options["raw"])
    if not options["tokens"]:
        return [Pattern(raw, options["ignorecase"], ("raw",))]
    out = []
    for at, token in enumerate(options["tokens"]):
        if token.strip():
            own = word(token, options["nonword"])
            text = own + raw if options["append"] else raw + own
            out.append(Pattern(text, options["ignorecase"], ("tokens", at)))
    return out


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every match that no exception covers."""
    excepted = exceptions(rule.options["exceptions"])
    for unit in units:
        for _, match in matches(rule.patterns, unit):
            start, end = match.span()
            if start == end or excepted.hold(unit.text, start, end):
                continue
            suggestions = actions.suggestions(rule, match.group(), group_of(match))
            yield Found(unit, start, end, actions.values(match.group(), suggestions), suggestions)
