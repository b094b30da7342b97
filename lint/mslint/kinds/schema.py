"""What a rule's file may say: checks its data, with defaults filled in. Opens no files.

The keys are those of Vale's styles (https://vale.sh/docs/styles) and mslint's own (`rules/README.md` explains them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from mslint.kinds import KINDS, actions, kind, scopes
from mslint.kinds.common import Key, Options, Pattern, fault, is_literal, translated
from mslint.model import Severity
from mslint.readers.roles import ROLES
from mslint.scan import Literals, literals

KEYS: Mapping[str, Key] = {
    # Vale's
    "extends": Key("text", required=True),
    "message": Key("text", required=True),
    "level": Key("text", "warning"),
    "scope": Key("texts", ()),
    "link": Key("text", ""),
    "description": Key("text", ""),
    "limit": Key("count", 0),  # findings a document; 0: all
    "action": Key("action", ()),
    "matchcase": Key("flag", False),
    "tests": Key("any"),  # for `vale test`
    # mslint's
    "examples": Key("examples", ()),
    "why": Key("text", ""),
    "sections": Key("texts", ()),
    "fix": Key("text", "unsafe"),
    "markdown": Key("text", ""),
    "source": Key("text", ""),
    "precision": Key("precision", None),
    "default": Key("switch", True),
}
"""The keys of every rule; each kind adds its own."""

_KEPT = ("message", "scope", "link", "description", "limit", "action", "matchcase", "examples", "why", "sections")


class Fault(Exception):
    """What is wrong with a rule: the keys that lead to the place, and what it is, in words."""

    def __init__(self, keys: Sequence[str | int], what: str) -> None:
        super().__init__(what)
        self.keys = keys


def definition(data: Any, *, proven: bool = False) -> dict[str, Any]:
    """The fields of `rules.Rule` (but `id` and `path`) that a rule's data says, as JSON has them. Raises Fault.

    Patterns that are `proven` are not compiled here: that is half the time of reading a large pack.
    """
    if not isinstance(data, dict):
        raise Fault([], "not a rule: it has no keys")
    given = {str(key).lower(): (key, value) for key, value in data.items() if value is not None}
    name = _extends(given)
    own: Mapping[str, Key] = kind(name).KEYS
    _refuse_unknown(given, {**KEYS, **own})
    common = {key: _value(given, key, KEYS[key]) for key in KEYS}
    options = {key: _value(given, key, own[key]) for key in own}
    if list(common["scope"]) in ([], ["text"]):
        common["scope"] = getattr(kind(name), "SCOPE", common["scope"])
    _check_values(name, common, options, given)
    return {
        "kind": name,
        "severity": int(Severity.parse(common["level"])),
        "safe": common["fix"] == "safe",
        "markdown": int(Severity.parse(common["markdown"])) if common["markdown"] else None,
        "precision": common["precision"] or {},
        "source": common["source"],
        "default": common["default"],
        "options": options,
        "needs": _needs(name, options, proven=proven),
        **{key: common[key] for key in _KEPT},
    }


Given = Mapping[str, tuple[str, Any]]
"""By key in lower case (Vale does not mind the case): the key as it is written, and its value."""


def _extends(given: Given) -> str:
    if "extends" not in given:
        raise Fault([], "missing key: extends")
    key, name = given["extends"]
    if name == "script":
        raise Fault([key], "extends: script: mslint runs no scripts; write the rule in another kind")
    if name not in KINDS:
        raise Fault([key], f"extends: unknown kind {name!r} ({', '.join(KINDS)})")
    return str(name)


def _refuse_unknown(given: Given, known: Mapping[str, Key]) -> None:
    for name, (key, value) in given.items():
        if name in known or (name == "pos" and not value):
            continue
        if name == "pos":
            raise Fault([key], "not supported yet: pos")
        if name[-1:] in ("+", "-") and name[:-1] in known:
            raise Fault([key], f"{key}: only a rule that extends another rule can add to its lists or take from them")
        near = get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise Fault([key], f"unknown key {key!r}{hint}")


# --- values ----------------------------------------------------------------------------------------------------------


def _value(given: Given, name: str, key: Key) -> Any:
    """The value of a key, checked; its default if it is not given."""
    if name not in given:
        if key.required:
            raise Fault([], f"missing key: {name}")
        return key.default
    written, value = given[name]
    try:
        return _TYPES[key.type](value)
    except TypeError as error:
        raise Fault([written], f"{written}: {error}") from None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"expected a text, not {value!r}")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        raise TypeError(f"expected a list of texts, not {value!r}")
    return [_text(one) for one in value]


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"expected true or false, not {value!r}")


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise TypeError(f"expected a whole number, not {value!r}")


def _number(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError(f"expected a number, not {value!r}")


def _pairs(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise TypeError(f"expected pairs of texts, not {value!r}")
    return {_text(key): _text(one) for key, one in value.items()}


def _switch(value: Any) -> bool:
    if value in ("on", "off") or isinstance(value, bool):
        return value in ("on", True)
    raise TypeError(f"expected on or off, not {value!r}")


def _action(value: Any) -> list[str]:
    """Name and parameters, in one list; a list of lists (one a step) is taken as well."""
    if not isinstance(value, dict) or not isinstance(value.get("name"), str) or not value.keys() <= {"name", "params"}:
        raise TypeError(f"expected name and params, not {value!r}")
    params = value.get("params") or []
    if not isinstance(params, list):
        raise TypeError(f"expected params to be a list, not {params!r}")
    action = [value["name"], *(_text(part) for one in params for part in (one if isinstance(one, list) else [one]))]
    if wrong := actions.fault(action):
        raise TypeError(wrong)
    return action


def _examples(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list of examples, not {value!r}")
    for one in value:
        if not isinstance(one, dict) or set(one) not in ({"bad", "good"}, {"bad"}, {"ok"}):
            raise TypeError(f"expected bad and good, bad alone, or ok, not {one!r}")
    return [{key: _text(text) for key, text in one.items()} for one in value]


def _precision(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != {"right", "read", "on"}:
        raise TypeError(f"expected right, read and on, not {value!r}")
    right, read = _count(value["right"]), _count(value["read"])
    if right > read:
        raise TypeError(f"{right} right of {read} read")
    return {"right": right, "read": read, "on": _text(value["on"])}


_TYPES: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "texts": _texts,
    "flag": _flag,
    "count": _count,
    "number": _number,
    "pairs": _pairs,
    "switch": _switch,
    "action": _action,
    "examples": _examples,
    "precision": _precision,
    "any": lambda value: value,
}


def _check_values(name: str, common: Options, options: Options, given: Given) -> None:
    """Checks what a type does not say."""

    def check(key: str, right: bool, what: str) -> None:
        if not right:
            raise Fault([given[key][0]] if key in given else [], f"{key}: {what}")

    levels = [str(level) for level in Severity]
    for key in ("level", "markdown") if common["markdown"] else ("level",):
        check(key, common[key] in levels, f"unknown level {common[key]!r} ({', '.join(levels)})")
    check("fix", common["fix"] in ("safe", "unsafe"), f"expected safe or unsafe, not {common['fix']!r}")
    for scope in common["scope"]:
        check("scope", not scopes.unknown(scope), f"unknown scope {scopes.unknown(scope)!r}")
    for role in common["sections"]:
        check("sections", role.removeprefix("~") in ROLES, f"unknown role {role!r} ({', '.join(ROLES)})")
    module = kind(name)
    one_of: Sequence[str] = getattr(module, "ONE_OF", ())
    if one_of and not any(options[key] for key in one_of):
        raise Fault([], f"missing key: {' or '.join(one_of)}")
    for key, what in module.faults(options) if hasattr(module, "faults") else ():
        check(key, False, what)


# --- patterns --------------------------------------------------------------------------------------------------------


def _needs(name: str, options: Options, *, proven: bool) -> list[Literals | None]:
    """The literals of each pattern that is scanned for. Raises Fault for a pattern that is not one."""
    module = kind(name)
    scanned: Sequence[Pattern] = module.patterns(options)
    if not proven:
        _refuse_faulty(module, options, scanned)
    return [literals(translated(pattern.text)) for pattern in scanned]


def _refuse_faulty(module: Any, options: Options, scanned: Sequence[Pattern]) -> None:
    other: Sequence[Pattern] = module.checked(options) if hasattr(module, "checked") else ()
    excepted = [Pattern(text, False, ("exceptions", at)) for at, text in enumerate(options.get("exceptions") or ())]
    for pattern in [*scanned, *other, *excepted]:
        wrong = "" if _is_plain(pattern.text) else fault(pattern.text)
        if wrong:
            raise Fault(pattern.keys, f"{pattern.keys[0]}: bad pattern: {wrong}")


def _is_plain(pattern: str) -> bool:
    """Whether a pattern is only words between word boundaries: nothing that could be wrong."""
    return is_literal(pattern.removeprefix(r"\b(?:").removesuffix(r")\b"))
