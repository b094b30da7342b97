"""What a rule's `action` makes of the words found: the suggestions for a fix. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mslint.kinds import cases, wording
from mslint.kinds.common import Reading, compiled, expanded, group_of, listed, recased
from mslint.kinds.common import fault as pattern_fault

EDITS: dict[str, tuple[int, Callable[..., str]]] = {
    # name: how many parameters, what it does; as in https://vale.sh/docs/keys/action
    "regex": (2, lambda text, pattern, new: compiled(pattern).sub(lambda m: expanded(new, group_of(m)), text)),
    "replace": (2, lambda text, old, new: text.replace(old, new)),
    "remove": (1, lambda text, chars: "".join(char for char in text if char not in chars)),
    "trim": (1, lambda text, chars: text.strip(chars)),
    "trim_left": (1, lambda text, chars: text.lstrip(chars)),
    "trim_right": (1, lambda text, chars: text.rstrip(chars)),
    "truncate": (1, lambda text, mark: text.split(mark)[0]),
    "split": (2, lambda text, mark, at: (text.split(mark)[int(at) :] or [text])[0]),
    "wrap": (1, lambda text, mark: mark + text + mark),
    "unwrap": (1, lambda text, mark: text.removeprefix(mark).removesuffix(mark)),
    "prefix": (1, lambda text, mark: mark + text),
    "suffix": (1, lambda text, mark: text + mark),
    "squeeze": (0, lambda text: re.sub(r"\s+", " ", text)),
    "capitalize": (0, lambda text: text[:1].upper() + text[1:]),
    "uncapitalize": (0, lambda text: text[:1].lower() + text[1:]),
    "lower": (0, lambda text: text.lower()),
    "upper": (0, lambda text: text.upper()),
    "title": (0, cases.in_title_case),
    "sentence": (0, cases.in_sentence_case),
    "smart": (0, wording.smart),
    "dumb": (0, wording.dumb),
    "ascii": (0, wording.ascii_only),
    "words": (0, wording.in_words),
    "digits": (0, wording.in_digits),
    "simple": (0, lambda text: " ".join(wording.parts(text))),
    "kebab": (0, lambda text: "-".join(wording.parts(text))),
    "snake": (0, lambda text: "_".join(wording.parts(text))),
    "camel": (0, wording.camel),
    "pascal": (0, wording.pascal),
}


def fault(action: Sequence[str]) -> str:
    """What is wrong with an action's name or parameters, in words; "" if nothing is."""
    name, *params = action
    if name == "suggest":
        return "" if params in ([], ["spellings"]) else "suggest takes spellings; mslint runs no scripts"
    if name == "convert":
        return "" if params == ["simple"] else "convert takes one parameter: simple"
    if name not in ("replace", "remove", "edit"):
        return f"unknown action {name!r}"
    if name != "edit":
        return ""
    try:
        steps = list(_steps(params))
    except LookupError as error:
        return str(error.args[0])
    for step, arguments in steps:
        if step == "split" and not arguments[1].isdecimal():
            return f"split takes a number, not {arguments[1]!r}"
        if step == "regex" and (wrong := pattern_fault(arguments[0])):
            return f"bad pattern {arguments[0]!r}: {wrong}"
    return "" if steps else "edit needs an operation"


def suggestions(rule: Reading, found: str, group: Callable[[int], str]) -> tuple[str, ...]:
    """What could stand in place of the words found, the best first; `group` reads the groups of the rule's pattern."""
    if not rule.action or rule.action[0] == "suggest":  # spellings: a matter of the kind that spells
        return ()
    name, *params = rule.action
    if name == "convert":
        return (EDITS[params[0]][1](found),)
    if name == "remove":
        return ("",)
    if name == "replace":
        made = [expanded(param, group) for param in params]
        return tuple(dict.fromkeys(recased(text, found) if rule.matchcase else text for text in made))
    text = found
    for step, arguments in _steps(params):
        if step != "regex":  # there, `$1` is a group of its own pattern
            arguments = [expanded(argument, group) for argument in arguments]
        text = EDITS[step][1](text, *arguments)
    return (text.strip(),)


def values(found: str, made: Sequence[str]) -> tuple[str, str]:
    """What fills a message: the words found, then what could stand there."""
    return found, made[0] if len(made) == 1 else listed(made, "“", "”") or found


def _steps(params: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The operations in a flat list of names and parameters. Raises LookupError, its text in words."""
    left = list(params)
    while left:
        name = left.pop(0)
        if name not in EDITS:
            raise LookupError(f"unknown edit {name!r}")
        count = EDITS[name][0]
        if len(left) < count:
            raise LookupError(f"edit {name} takes {count} parameters")
        yield name, left[:count]
        del left[:count]
