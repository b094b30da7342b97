"""`sequence`: runs of tokens by word, lemma, tag and chunk. Pure: says what they are; LanguageTool finds them.

Vale's keys of a token (https://vale.sh/docs/checks/sequence) and those that LanguageTool's patterns have besides
(https://dev.languagetool.org/development-overview). A pattern must fit the whole token, in any case unless `case`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from mslint import shipped
from mslint.kinds.common import Found, Key, Options, Pattern, Reading, Unit

KEYS: Mapping[str, Key] = {
    "tokens": Key("any", (), required=True),
    "ignorecase": Key("flag", True),
    "suggestions": Key("texts", ()),
    "antipatterns": Key("any", ()),
    "languages": Key("texts", ()),  # LanguageTool's codes; for what is right in another English
}

WORD: Mapping[str, type] = {
    "pattern": str,
    "words": str,  # a list in rules/data/words.yml
    "tag": str,
    "chunk": str,
    "inflected": bool,
    "case": bool,
    "negate": bool,
}
"""What a token or an exception may be asked for; `tag` and `chunk` are patterns too."""

TOKEN: Mapping[str, type] = {
    **WORD,
    "skip": int,  # up to so many other tokens may stand before it
    "min": int,  # 0: it may be missing
    "max": int,  # it may come so many times
    "spacebefore": bool,
    "unify": str,  # `number`: it agrees with its neighbours that say so; `~number`: they do not
    "marker": bool,  # the finding is from the first such token to the last; without any, all
    "exceptions": list,
    "any": list,  # tokens of which one has to be there, instead of one
}

UNIFIED = ("number", "~number")
"""What `unify` may say."""

EXCEPTION: Mapping[str, type] = {**WORD, "scope": str}


def patterns(options: Options) -> Sequence[Pattern]:
    """None: mslint itself scans for nothing."""
    return []


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Nothing: `mslint.grammar` hands the rule to LanguageTool."""
    return iter(())


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """What is wrong with the tokens: key, and what it is."""
    yield from (("tokens", what) for what in _wrong(options["tokens"]))
    yield from (("tokens", what) for what in _not_unified(options["tokens"]))
    anti = options["antipatterns"]
    if not isinstance(anti, list | tuple):
        yield "antipatterns", "expected a list of lists of tokens"
        return
    for tokens in anti:
        yield from (("antipatterns", what) for what in _wrong(tokens))


def _wrong(tokens: Any) -> Iterator[str]:
    if not isinstance(tokens, list | tuple) or not tokens:
        yield f"expected a list of tokens, not {tokens!r}"
        return
    for number, token in enumerate(tokens, 1):
        yield from (f"token {number}: {what}" for what in _token_faults(token, TOKEN))


def _not_unified(tokens: Any) -> Iterator[str]:
    """What is wrong with `unify`: an unknown value, a token alone, two runs, or a marker that cuts through the run."""
    saying = [token.get("unify") for token in tokens if isinstance(token, dict)]
    groups = [(value, list(run)) for value, run in groupby(zip(saying, tokens, strict=False), lambda pair: pair[0])]
    runs = [(value, [token for _, token in run]) for value, run in groups if value is not None]
    for value, run in runs:
        if value not in UNIFIED:
            yield f"unify: expected {' or '.join(UNIFIED)}, not {value!r}"
        if len(run) < 2:
            yield "unify: at least two tokens in a row have to say it"
    if len(runs) > 1:
        yield "unify: the tokens that say it have to stand in a row"


def _token_faults(token: Any, known: Mapping[str, type]) -> Iterator[str]:
    if not isinstance(token, dict):
        yield f"expected keys like pattern and tag, not {token!r}"
        return
    for key, value in token.items():
        if key not in known:
            yield f"unknown key {key!r} ({', '.join(known)})"
        elif type(value) is not known[key]:
            yield f"{key}: expected {_NAMES[known[key]]}, not {value!r}"
        elif key == "words" and value not in (lists := shipped.data("words")):
            yield f"words: there is no list {value!r} ({', '.join(lists)})"
    for one in token["any"] if isinstance(token.get("any"), list) else ():
        yield from (f"any: {what}" for what in _token_faults(one, {**WORD, "exceptions": list}))
    exceptions = token.get("exceptions", [])
    for exception in exceptions if isinstance(exceptions, list) else ():
        yield from (f"exceptions: {what}" for what in _token_faults(exception, EXCEPTION))


_NAMES: Mapping[type, str] = {str: "a text", bool: "true or false", int: "a whole number", list: "a list"}
