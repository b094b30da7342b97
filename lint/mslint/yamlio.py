"""Reads YAML files to plain data, with the line of every key for messages; parsed files are cached by content."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mslint.errors import UserError


def load(path: Path) -> Any:
    """The file's data as dict, list, str, int, float, bool, None. Raises UserError naming file and line."""
    from mslint import cache

    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
    store = cache.store("yaml")
    key = cache.digest(raw)
    known = store.get(key)
    if known is not None:
        return json.loads(known)
    data = decoded(raw, path)
    store.put(key, json.dumps(data))
    return data


def decoded(raw: bytes, path: Path) -> Any:
    """The data in the bytes of a file, not cached. Raises UserError naming file and line."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 (byte {error.start})") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Any:
    """The data in a YAML text; `path` names it in messages. Raises UserError naming file and line."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        if _ANCHOR.search(text) and unfolded(composed(text)) > MOST:
            raise UserError(f"{path}: its aliases unfold to more than {MOST:,} values: not read")
        try:
            data = YAML(typ="safe").load(text)  # by libyaml, ten times as fast
        except YAMLError:  # its messages are others, and it takes a question mark in a list for a key
            data = YAML(typ="safe", pure=True).load(text)
        return json.loads(json.dumps(data, default=str))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from None
    except (YAMLError, ValueError, TypeError) as error:
        raise UserError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


def composed(text: str) -> Any:
    """The root node of a YAML text, or None; each node has marks of where it stands. Raises YAMLError or ValueError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe").compose(text)  # by libyaml, ten times as fast
    except (YAMLError, ValueError):  # its messages are others
        return YAML(typ="safe", pure=True).compose(text)


_ANCHOR = re.compile(r"(?:^|[\s\[{,])&\S", re.MULTILINE)
"""What an alias needs; a star alone is in many a pattern."""

MOST = 100_000
"""Values that YAML with aliases may unfold to: a few lines of aliases to aliases make more than fit into memory."""


def unfolded(node: Any) -> int:
    """How many values a composed YAML node is with all its aliases written out; any number above MOST is as good."""
    known: dict[int, int] = {}

    def size(node: Any) -> int:
        if node is None or node.id == "scalar":
            return 1
        if id(node) not in known:
            known[id(node)] = 1  # an alias to what holds it
            children = (part for pair in node.value for part in pair) if node.id == "mapping" else node.value
            total = 1
            for child in children:
                total = min(total + size(child), MOST + 1)
            known[id(node)] = total
        return known[id(node)]

    return size(node)


def place(path: Path, keys: Sequence[str | int], text: str | None = None) -> str:
    """`file:line` of a key (the path of keys to it), for messages; the file alone where the key is not found."""
    from ruamel.yaml import YAML

    node = YAML(typ="rt").load(path.read_text("utf-8-sig") if text is None else text)
    line = None
    for key in keys:
        try:
            line = (node.lc.item(key) if isinstance(key, int) else node.lc.key(key))[0] + 1
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return f"{path}:{line}" if line else str(path)
