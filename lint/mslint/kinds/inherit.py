"""A rule that extends another rule (`extends: Style.Rule`): its keys laid over those of its parent. Opens no files.

As Vale has it since 3.20 (https://github.com/vale-cli/vale/releases/tag/v3.20.0): a bare key replaces the parent's
value, `key+` adds to a list or to pairs, `key-` takes out of them; the parent need not run itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mslint.kinds.schema import Fault

DEEPEST = 10
"""Rules in a row that extend each other; more are a circle."""


def parent_of(data: Any) -> str:
    """The rule that a rule's data extends; "" if it extends a kind."""
    name = data.get("extends") if isinstance(data, dict) else None
    return name if isinstance(name, str) and "." in name else ""


def overlaid(parent: Any, child: Mapping[str, Any]) -> dict[str, Any]:
    """The parent's keys with the child's laid over them. Raises Fault, its keys those of the child.

    The parent's `tests` and `examples` prove the parent and its `precision` tells of it: they are left out.
    """
    if not isinstance(parent, Mapping) or "extends" not in parent:
        raise Fault(["extends"], f"extends: {child['extends']} is no rule")
    out = {key: value for key, value in parent.items() if key not in ("tests", "examples", "precision")}
    for key, value in child.items():
        bare = str(key).rstrip("+-")
        if bare == key:
            out[key] = parent["extends"] if key == "extends" else value
            continue
        if bare in child:
            raise Fault([key], f"{key}: the rule replaces {bare} and edits it; do one of the two")
        out[bare] = _edited(out.get(bare), value, str(key))
    return out


def _edited(have: Any, value: Any, key: str) -> Any:
    """The parent's value with what `key+` adds, or without what `key-` names."""
    if have is None:
        raise Fault([key], f"{key}: the rule that is extended has no {key[:-1]}")
    adds = key.endswith("+")
    if isinstance(have, dict) and isinstance(value, dict) and adds:
        return have | value
    if not isinstance(have, list | dict):
        raise Fault([key], f"{key}: {key[:-1]} is a single value; give it a new one without the sign")
    if not isinstance(value, list) or (isinstance(have, dict) and adds):
        raise Fault([key], f"{key}: expected {'pairs' if isinstance(have, dict) and adds else 'a list'}, not {value!r}")
    return [*have, *value] if adds else _without(have, value, key)


def _without(have: Any, value: Sequence[Any], key: str) -> Any:
    left = have.copy()
    for at, one in enumerate(value):
        if one not in left:
            raise Fault([key, at], f"{key}: the rule that is extended has no {one!r}")
        if isinstance(left, dict):
            del left[one]
        else:
            left.remove(one)
    return left
