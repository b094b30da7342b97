"""Tells which patterns may match where, for all patterns of all rules at once. Confirms nothing itself.

A pattern is known by its literals: strings of which every match holds at least one ("[Uu]tili[sz]e" has "utilise" and
"utilize"). All literals of all rules are searched in one pass over a text; only the patterns whose literals are there
need be tried on it, so that a rule costs nothing where it finds nothing. Case, kinds of white space and digits are
folded alike in texts and literals: that can only make more candidates.

The pass is Hyperscan's (https://github.com/intel/hyperscan), on plain literals: its database is made in 20 µs a literal
and kept on disk. Where it is not installed, the literals are looked for one by one: slower, with the same candidates.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import Any, NamedTuple

MOST = 48
"""Literals that one pattern is spread out to at most."""

Literals = tuple[str, ...]
"""Folded strings. `EDGE` before or after one says that no letter or digit stands there: a word, not part of one;
`LETTER`, that a letter does: a comma without its space."""

EDGE, LETTER = "\ufdd0", "\ufdd1"  # no characters, in no text


class _Fold(dict[int, str]):
    """What each code point is folded to; filled as they come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace():
            folded = " "
        elif char.isdecimal():
            folded = "0"
        else:
            folded = "i" if char in "İı" else char.casefold()  # as the regex module matches them
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """The text without differences of case, of white space and of digits; code point by code point."""
    return text.translate(_FOLD)


# --- the literals of a pattern ---------------------------------------------------------------------------------------


_PLAIN = re.compile(r"(\\b)?\(\?:([^\\.^$*+?{}\[\]|()]+)\)(\\b)?")


def literals(pattern: str) -> Literals | None:
    """Folded strings of which every match of the pattern holds at least one; None if there is no telling."""
    plain = _PLAIN.fullmatch(pattern)
    if plain is not None:  # words, as most patterns are: no need to parse them
        word = _cleaned(f"{EDGE if plain[1] else ''}{fold(plain[2])}{EDGE if plain[3] else ''}")
        return (word,) if _tells(word) else None
    tree = parsed(pattern)
    if tree is None:
        return None
    best = _sequence(tree).need
    best = frozenset(map(_cleaned, best or ()))
    if not best or not all(map(_tells, best)):
        return None
    return tuple(sorted(one for one in best if not any(other in one for other in best - {one})))


def _cleaned(literal: str) -> str:
    """The longest part of the literal that is known by its characters, with what stands at its ends.

    An edge is kept only beside a letter or digit: beside anything else it says nothing that is looked for.
    """
    parts = literal.split(LETTER)
    at = max(range(len(parts)), key=lambda at: len(parts[at].replace(EDGE, "")))
    bare = parts[at].replace(EDGE, "")
    before = LETTER if at else EDGE if literal.startswith(EDGE) and _is_of_word(bare[:1]) else ""
    after = LETTER if at + 1 < len(parts) else EDGE if literal.endswith(EDGE) and _is_of_word(bare[-1:]) else ""
    return before + bare + after


def bare_of(literal: str) -> str:
    """The literal's characters without what stands at its ends; the longest part of them that touch."""
    bare = literal.replace(EDGE, "")
    return max(bare.split(LETTER), key=len) if LETTER in bare else bare


def _is_of_word(char: str) -> bool:
    """Whether `\\b` takes the character for one of a word, whatever the version of Unicode: letters, decimal digits."""
    return char.isalpha() or char.isdecimal()


def _tells(literal: str) -> bool:
    """Whether a literal is rare enough to be worth a look: not a lone letter, digit or space."""
    literal = bare_of(literal)
    return len(literal) > 1 or not (literal.isalnum() or literal in (" ", ""))


def parsed(pattern: str) -> Any:
    """The pattern's syntax tree by the standard library's own parser; None for what it cannot read.

    Unicode properties, which it does not know, are read as "some character", or as `LETTER` if they are letters.
    """
    if re.search(r"\[:\^?\w+:\]", pattern):
        return None
    pattern = re.sub(r"\\(?:[pP](?:\{[^}]*\}|\w)|.)|\(\?<(?![=!])", _in_its_words, pattern, flags=re.DOTALL)
    parser: Any = import_module("re._parser")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return parser.parse(pattern)
        except (re.error, OverflowError, RecursionError):
            return None


_OF_LETTERS = frozenset((r"\pL", r"\p{L}", r"\p{Lu}", r"\p{Ll}"))


def _in_its_words(match: re.Match[str]) -> str:
    token = match.group()
    if token in _OF_LETTERS:
        return LETTER
    if token[:2] in (r"\p", r"\P"):
        return r"\W"
    return {"(?<": "(?P<", r"\z": r"\Z"}.get(token, token)


Strings = frozenset[str]
_NOTHING: Strings = frozenset([""])


class _Part(NamedTuple):
    """What is known of a part of a pattern.

    `exact` is all that it can match, if that is little; every match begins with one of `starts` and ends with one of
    `ends`; `need` are literals of which one must be there.
    """

    exact: Strings | None = None
    starts: Strings = _NOTHING
    ends: Strings = _NOTHING
    need: Strings | None = None


_ANYTHING = _Part()
_EMPTY = _Part(_NOTHING)
_EDGES: Strings = frozenset([EDGE])
_WORD_EDGE = _Part(_EDGES, _EDGES, _EDGES)


def _exactly(strings: Strings) -> _Part:
    return _Part(strings, strings, strings, strings)


def _sequence(tree: Iterable[tuple[Any, Any]]) -> _Part:
    """Parts in a row: what touches is joined, and the most telling run of it is what is needed.

    Of two as telling the run wins: it may have an edge that a part has not.
    """
    run, best, starts = _NOTHING, None, None
    for part in _parts(tree):
        joined = _joined(run, part.starts if part.exact is None else part.exact)
        is_joined = part.exact is not None and joined is not None
        if not is_joined or part.need != part.exact:  # else it will be in the run, whole
            best = _better(best, part.need)
        if is_joined:
            run = joined or run
            continue
        best = _better(joined or run, best)
        starts = starts or joined or run
        run = part.ends if part.exact is None else part.exact
    if starts is None:
        return _Part(run, run, run, _better(run, best))
    return _Part(None, starts, run, _better(run, best))


def _parts(tree: Iterable[tuple[Any, Any]]) -> Iterator[_Part]:
    """What is known of each part; letters in a row are one, for most of a pattern is letters."""
    for name, group in groupby(tree, key=lambda node: str(node[0])):
        if name == "LITERAL":
            yield _exactly(frozenset([fold("".join(chr(value) for _, value in group))]))
        elif name in _READERS:
            yield from (_READERS[name](value) for _, value in group)
        else:
            yield from (_ANYTHING for _ in group)


def _joined(run: Strings, more: Strings) -> Strings | None:
    if len(run) * len(more) > MOST:
        return None
    return frozenset(a + b for a in run for b in more)


def _power(strings: Strings, times: int) -> Strings | None:
    made: Strings | None = _NOTHING
    for _ in range(times):
        made = _joined(made, strings) if made is not None else None
    return made


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    return max(one, other, key=_worth)


def _worth(strings: Strings | None) -> tuple[int, int]:
    """The longer the shortest literal, the more telling; then the fewer the better. One too vague spoils all."""
    if not strings:
        return 0, 0
    shortest = min(len(bare_of(one)) for one in strings)
    if shortest == 1 and not all(map(_tells, strings)):
        return 0, 0
    return shortest, -len(strings)


def _set(items: Sequence[tuple[Any, Any]]) -> _Part:
    out: set[str] = set()
    for operation, value in items:
        name = str(operation)
        if name == "LITERAL":
            out.add(fold(chr(value)))
        elif name == "RANGE" and value[1] - value[0] < MOST:
            out.update(fold(chr(code)) for code in range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_DIGIT"):
            out.add(" " if str(value) == "CATEGORY_SPACE" else "0")
        else:
            return _ANYTHING
    return _exactly(frozenset(out)) if len(out) <= MOST else _ANYTHING


def _branch(value: tuple[Any, Sequence[Any]]) -> _Part:
    branches = [_sequence(branch) for branch in value[1]]
    exact = _union([branch.exact for branch in branches])
    starts = _union([branch.starts for branch in branches]) or _NOTHING
    ends = _union([branch.ends for branch in branches]) or _NOTHING
    return _Part(exact, starts, ends, _union([branch.need for branch in branches], most=None))


def _union(parts: Sequence[Strings | None], most: int | None = MOST) -> Strings | None:
    """All together; None if one is not known, or if they are too many."""
    out: set[str] = set()
    for part in parts:
        if part is None:
            return None
        out |= part
    return frozenset(out) if most is None or len(out) <= most else None


def _repeat(value: tuple[int, Any, Any]) -> _Part:
    least, most, tree = value
    part = _sequence(tree)
    if not least:
        return _Part(part.exact | _NOTHING) if most == 1 and part.exact is not None else _ANYTHING
    times = _power(part.exact, least) if part.exact is not None else None
    if times is None:
        return _Part(None, part.starts, part.ends, part.need)
    return _exactly(times) if least == most else _Part(None, times, times, times)


def _assertion(value: tuple[int, Any]) -> _Part:
    """A look around takes up no place, but what it looks for must be there."""
    return _Part(_NOTHING, need=_sequence(value[1]).need)


_READERS: dict[str, Callable[[Any], _Part]] = {
    "IN": _set,
    "BRANCH": _branch,
    "SUBPATTERN": lambda value: _sequence(value[3]),
    "ATOMIC_GROUP": lambda value: _sequence(value),
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "ASSERT": _assertion,
    "ASSERT_NOT": lambda value: _EMPTY,
    "AT": lambda value: _WORD_EDGE if str(value) == "AT_BOUNDARY" else _EMPTY,
}


# --- the pass over a text --------------------------------------------------------------------------------------------


class Scanner:
    """Finds the candidates of rules in texts. `needs`: for each rule, for each of its patterns, its literals.

    A rule without patterns, and a pattern without literals, is always a candidate.
    """

    def __init__(self, needs: Sequence[Sequence[Literals | None]]) -> None:
        self._always = {
            rule: tuple(at for at, own in enumerate(patterns) if own is None)
            for rule, patterns in enumerate(needs)
            if not patterns or None in patterns
        }
        users: dict[str, list[tuple[int, int]]] = {}
        for rule, patterns in enumerate(needs):
            for at, own in enumerate(patterns):
                for literal in own or ():
                    users.setdefault(literal, []).append((rule, at))
        self._users = list(users.values())
        self._present = _search(tuple(users))

    def candidates(self, text: str) -> dict[int, tuple[int, ...]]:
        """Rules that may find something in the text, each with the indexes of its patterns that may match."""
        hits: dict[int, set[int]] = {}
        for literal in self._present(fold(text)):
            for rule, at in self._users[literal]:
                hits.setdefault(rule, set()).add(at)
        out = dict(self._always)
        for rule, patterns in hits.items():
            out[rule] = tuple(sorted(patterns.union(out.get(rule, ()))))
        return out


Present = Callable[[str], Iterable[int]]
"""From a folded text to the indexes of the literals that are in it."""


@lru_cache(maxsize=4)
def _search(wanted: Literals) -> Present:
    if not wanted:
        return lambda text: ()
    try:
        import hyperscan
    except ImportError:
        return one_by_one(wanted)
    return with_hyperscan(wanted, hyperscan)


def one_by_one(wanted: Literals) -> Present:
    """The plain search."""
    known = [(at, bare_of(literal), literal) for at, literal in enumerate(wanted)]
    return lambda text: [at for at, bare, literal in known if bare in text and _stands(text, bare, literal)]


def _stands(text: str, bare: str, literal: str) -> bool:
    """Whether the literal stands somewhere in the text between what its ends say."""
    start = text.find(bare)
    while start >= 0:
        end = start + len(bare)
        if _holds(literal[0], text[max(start - 1, 0) : start]) and _holds(literal[-1], text[end : end + 1]):
            return True
        start = text.find(bare, start + 1)
    return False


def _holds(end: str, beside: str) -> bool:
    """Whether what an end of a literal says is true of the character beside it (`""`: none)."""
    if end == EDGE:
        return not _is_of_word(beside)
    return end != LETTER or beside.isalpha() or beside > "\x7f"


def with_hyperscan(wanted: Literals, hyperscan: Any) -> Present:
    """One pass for all literals."""
    database = _database(wanted, hyperscan)
    ended = {at for at, literal in enumerate(wanted) if _has_ends(literal)}
    ends = lru_cache(maxsize=None)(lambda at: _ends(wanted[at]))

    def present(text: str) -> Iterable[int]:
        raw = text.encode("utf-8", "surrogatepass")
        found: set[int] = set()

        def note(at: int, _: int, end: int, *__: object) -> None:  # None: go on
            if at not in found and (at not in ended or _stands_between(raw, end, *ends(at))):
                found.add(at)

        database.scan(raw, match_event_handler=note)
        return found

    return present


def _has_ends(literal: str) -> bool:
    return EDGE in literal or LETTER in literal


_LETTERS = frozenset((*b"abcdefghijklmnopqrstuvwxyz", *range(0x80, 0x100)))
"""Bytes of folded text that may be of letters; of other than ASCII's there is no telling."""
_NO_LETTERS = frozenset(range(0x100)) - frozenset(b"abcdefghijklmnopqrstuvwxyz0")
"""Bytes that may be of no letter or digit."""
_ALLOWED = {EDGE: _NO_LETTERS, LETTER: _LETTERS}

Beside = frozenset[int] | None


def _ends(literal: str) -> tuple[int, Beside, Beside]:
    """A literal's length in bytes, and which bytes may stand before and after it (None: any)."""
    size = len(bare_of(literal).encode("utf-8", "surrogatepass"))
    return size, _ALLOWED.get(literal[0]), _ALLOWED.get(literal[-1])


def _stands_between(raw: bytes, end: int, size: int, before: Beside, after: Beside) -> bool:
    """Whether what may stand beside a match that ends here does; at an end of the text, a letter does not."""
    start = end - size
    if before is not None and (raw[start - 1] not in before if start else before is _LETTERS):
        return False
    return after is None or (raw[end] in after if end < len(raw) else after is not _LETTERS)


def _database(wanted: Literals, hyperscan: Any) -> Any:
    """The database of these literals, from the user's cache folder or made and put there."""
    from mslint import cache

    name = cache.digest("literals", hyperscan.__version__, *wanted)
    place = cache.folder() / "scan" / f"{name}.hsdb"
    with suppress(OSError, hyperscan.error):  # not there, torn, or made on another machine
        database = hyperscan.loadb(place.read_bytes(), hyperscan.HS_MODE_BLOCK)
        database.scratch = hyperscan.Scratch(database)
        return database
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[bare_of(literal).encode("utf-8", "surrogatepass") for literal in wanted],
        ids=list(range(len(wanted))),
        flags=[0 if _has_ends(literal) else hyperscan.HS_FLAG_SINGLEMATCH for literal in wanted],
        literal=True,
    )
    _keep(hyperscan.dumpb(database), place)
    return database


KEPT = 8
"""Databases that are kept: one a set of rules in use."""


def _keep(data: bytes, place: Any) -> None:
    import os

    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        torn = place.with_suffix(f".{os.getpid()}")
        torn.write_bytes(data)
        torn.replace(place)
        known = sorted(place.parent.glob("*.hsdb"), key=lambda path: path.stat().st_mtime)
        for old in known[:-KEPT]:
            old.unlink()
