"""Tags the words of a typed reference with the field that each belongs to: a linear model over sequences. Pure.

A linear-chain conditional random field (J. Lafferty, A. McCallum, F. Pereira, ICML 2001), decoded by Viterbi's
algorithm. Its weights are data (`rules/data/references-model.yml`), made by `tests/benchmarks/_references_model.py`
from the tagged references of AnyStyle (BSD-2) and references of Crossref (MIT).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

LABELS = (
    "author", "editor", "date", "title", "journal", "container", "volume", "pages", "publisher", "location", "note", "link",  # noqa: E501
)  # fmt: skip
"""The fields; “editor” is also a translator or director, “container” a book, “note” also edition and genre."""

WORD = re.compile(r"[^\s(]+(?:\((?!\s*(?:1[4-9]|20)\d\d)[^\s(]*)*|\([^\s(]*(?:\([^\s(]*)*|\(")
"""A word with its punctuation; a year in brackets begins a new one even without a space before it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of each feature and of each transition, one a label (and of label before it)."""

    unary: dict[str, str | tuple[int, ...] | int]  # a text like “a3d-2” or a row; packed when it is first needed
    transition: dict[str, tuple[tuple[int, ...], ...]]  # by punctuation before: [label][label before]
    columns: dict[str, tuple[int, tuple[tuple[int, ...], ...]]] = field(default_factory=dict)
    """Of each link once it was needed: how far its weights lie apart, and the weights as [label before][label]."""


def words_of(text: str) -> list[tuple[int, int]]:
    """The ranges of the words of an entry; “2012;11(3):690” is three."""
    out: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if (";" in word or ":" in word) and "/" not in word:
            for cut in _GLUED.finditer(word):
                out.append((start, match.start() + cut.end()))
                start = match.start() + cut.end()
        out.append((start, end))
    return out


_GLUED = re.compile(r"(?<=[\d)a-z])[;:](?=\d|[eSs]\d)")


LANE = 16
"""Bits of the score of one label; those of all labels are one number: to add up rows of weights is one addition."""


def tag(words: Sequence[str], model: Model) -> list[int]:
    """The best label of each word, as indexes into LABELS."""
    if not words:
        return []
    unary, columns, width = model.unary, model.columns, len(LABELS)
    known: Any = unary.get
    middle = sum(
        1 << (LANE * at + LANE - 1) for at in range(width)
    )  # the same for all labels, so that none is negative
    unpack = struct.Struct(f"<{width}H").unpack
    features, links = features_of(words)
    best: list[int] = []
    back: list[list[int]] = []
    for names, link in zip(features, links, strict=True):
        try:
            total: int = sum([weights for weights in map(known, names) if weights], middle)
        except TypeError:  # some are not packed yet
            total = sum([_packed(unary, name) for name in names if name in unary], middle)
        scores = list(unpack(total.to_bytes(width * LANE // 8, "little")))
        if best:
            apart, by_before = columns.get(link) or _columns(model, link)
            least = max(best) - apart  # from a label below it no best path can come
            at_all = [at for at, score in enumerate(best) if score >= least]
            if len(at_all) == 1:
                before = at_all[0]
                back.append(at_all * width)
                score = best[before]
                best = [own + score + weight for own, weight in zip(scores, by_before[before], strict=True)]
                continue
            pointers: list[int] = []
            reached = [[best[at] + weight for weight in by_before[at]] for at in at_all]
            for label, sums in enumerate(zip(*reached, strict=True)):
                top = max(sums)
                pointers.append(at_all[sums.index(top)])
                scores[label] += top
            back.append(pointers)
        best = scores
    at = best.index(max(best))
    path = [at]
    for pointers in reversed(back):
        at = pointers[at]
        path.append(at)
    return path[::-1]


def _columns(model: Model, link: str) -> tuple[int, tuple[tuple[int, ...], ...]]:
    rows = model.transition[link]
    apart = max(map(max, rows)) - min(map(min, rows))
    model.columns[link] = apart, tuple(zip(*rows, strict=True))
    return model.columns[link]


def _packed(unary: dict[str, str | tuple[int, ...] | int], name: str) -> int:
    """The row of a feature in one number, kept so from now on."""
    weights = unary[name]
    if isinstance(weights, int):
        return weights
    packed = sum(weight << (LANE * at) for at, weight in enumerate(row_of(weights)))
    unary[name] = packed
    return packed


def row_of(weights: str | tuple[int, ...]) -> tuple[int, ...]:
    """The weights of a feature, one a label, that are not packed."""
    if isinstance(weights, tuple):
        return weights
    row = [0] * len(LABELS)
    for match in _WEIGHT.finditer(weights):
        row[ord(match[1]) - ord("a")] = int(match[2])
    return tuple(row)


_WEIGHT = re.compile(r"([a-z])(-?\d+)")


LINKS = (
    "start", "none", ":", ";", ")", "initial", "abbreviation", "digit,",
    *(end + case for end in (",", ".", "quote", "?") for case in "diHsmx"),
)  # fmt: skip
"""What can stand between two words, as a transition sees it."""

_EDGE = "“”\"'‘’«»„‟()[]{}<>.,;:!?*_"


def features_of(words: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """The features of each word, and what stands between it and the word before (one of LINKS)."""
    lexicon = _lexicon()
    bare = [word.strip(_EDGE).lower() for word in words]
    shapes = [_shape(word) for word in words]
    ends = [_end(word, plain, shape) for word, plain, shape in zip(words, bare, shapes, strict=True)]
    count = len(words)
    chunks, cases = _chunk_features(bare, shapes, ends, lexicon)
    out: list[list[str]] = []
    quoted = closed = False
    round_ = 0
    years = stops = 0
    since = 0  # words since the last stop
    early = any(shape.startswith("(Y") for shape in shapes[: max(count // 2, 12)])
    has_year_first = "1" if early else "0"
    for i, word in enumerate(words):
        opening = word[0] in '“"«„' or (len(word) > 1 and word[0] in "(‘'[" and word[1] in '“"‘’')
        if not quoted and (opening or (word[0] == "‘" and _closes_later(words, i))):
            quoted = True
            closed = False
            new_quote = True
        else:
            new_quote = False
        b, s = bare[i], shapes[i]
        bp = bare[i - 1] if i else "<s>"
        bn = bare[i + 1] if i + 1 < count else "</s>"
        sp = shapes[i - 1] if i else "<s>"
        sn = shapes[i + 1] if i + 1 < count else "</s>"
        sp2 = shapes[i - 2] if i > 1 else "<s>"
        sn2 = shapes[i + 2] if i + 2 < count else "</s>"
        place = min(i, 3)
        q = "q" if quoted else "c" if closed else "-"
        few, dated = "01234"[min(stops, 4)], "012"[min(years, 2)]
        era = dated + few + q
        lex = lexicon.get(b, "")
        lexn = lexicon.get(bn, "")
        lexp = lexicon.get(bp, "")
        left = count - i
        f = [
            "b",
            "w=" + b,
            "p=" + bp,
            "n=" + bn,
            "pw=" + bp + " " + b,
            "s=" + s,
            "sp=" + sp,
            "sn=" + sn,
            "s2=" + sp + s,
            "s3=" + s + sn,
            "s4=" + sp2 + sp + s,
            "s5=" + s + sn + sn2,
            "x=" + b[-3:],
            "x2=" + b[-2:] + s[:1],
            "y=" + b[:3],
            f"i={place}",
            f"j={i * 10 // count}",
            "l=" + "01234"[min(left, 4)],
            "e=" + era,
            "es=" + era + s,
            "ey=" + ("1" if years else "0") + has_year_first + s,
            "en=" + ends[i] + era,
            "r=" + ("1" if round_ else "0") + s,
            "q=" + q + ("1" if new_quote else "0"),
            "d=" + "012345"[min(since, 5)] + "0123"[min(stops, 3)] + has_year_first + ("1" if years else "0"),
        ]
        f += chunks[i]
        if lex:
            f += ["L=" + lex, "Ls=" + lex + era[:2]]
        if lexp:
            f.append("Lp=" + lexp)
        if lexn:
            f.append("Ln=" + lexn)
        out.append(f)
        round_ += word.count("(") - word.count(")")
        round_ = max(round_, 0)
        if (
            quoted
            and (
                word.rstrip(".,;:!?)").endswith(("”", '"', "»", "’", "'", "“"))
                and (len(word.rstrip(".,;:!?)")) > 1 or not new_quote)
            )
            and not (word.rstrip(".,;:!?)")[-1] in "’'" and words_quote_is_double(words, i))
        ):
            quoted, closed = False, True
        if "Y" in s:
            years += 1
        since += 1
        if ends[i] in (".", "?", "quote", ")"):
            stops += 1
            since = 0
    return out, ["start", *(end + cases[at + 1] if end in _CASED else end for at, end in enumerate(ends[:-1]))]


_CASED = frozenset((",", ".", "quote", "?"))


_STRONG = frozenset((".", "?", "quote"))
_WEAK = frozenset((".", "?", "quote", ",", "digit,", ":", ";", ")"))


def _chunk_features(
    bare: Sequence[str], shapes: Sequence[str], ends: Sequence[str], lexicon: dict[str, str]
) -> tuple[list[list[str]], list[str]]:
    """For each word, what the stretch between two stops that it stands in looks like, and what comes after it."""
    out: list[list[str]] = [[] for _ in bare]
    cases: list[str] = []
    for name, stops in (("W", _WEAK), ("S", _STRONG)):
        pieces: list[tuple[int, int]] = []
        start = 0
        for at, end in enumerate(ends):
            if end in stops or at + 1 == len(ends):
                pieces.append((start, at + 1))
                start = at + 1
        looks = [_look(bare, shapes, lexicon, a, b) for a, b in pieces]
        for number, (a, b) in enumerate(pieces):
            length, case, kinds = looks[number]
            before = looks[number - 1] if number else ("<", "<", "<")
            after = looks[number + 1] if number + 1 < len(looks) else (">", ">", ">")
            follow = shapes[b] if b < len(shapes) else ">"
            left = min(len(pieces) - number - 1, 5)
            if name == "W":
                cases += [case[0]] * (b - a)
            common = [
                f"{name}1={length}{case}",
                f"{name}2={length}{case}{kinds}",
                f"{name}3={case}{follow}",
                f"{name}4={before[1]}{case}{after[1]}",
                f"{name}5={min(number, 4)}{case}{left}",
                f"{name}6={kinds}{after[2]}",
                f"{name}7={before[0]}{length}{after[0]}{case}",
                f"{name}8={before[2]}{kinds}",
            ]
            for at in range(a, b):
                inside = min(at - a, 2)
                rest = min(b - at - 1, 2)
                out[at] += [*common, f"{name}9={inside}{case}{shapes[at]}", f"{name}0={rest}{length}{follow}"]
    return out, cases


def _look(bare: Sequence[str], shapes: Sequence[str], lexicon: dict[str, str], a: int, b: int) -> tuple[str, str, str]:
    """The length of a stretch of words, its case (names, initials, headline, sentence, numbers), its kinds of cues."""
    count = b - a
    length = str(count) if count < 4 else "5" if count < 7 else "8" if count < 12 else "12"
    capital = initial = small = digit = 0
    kinds: list[str] = []
    for at in range(a, b):
        shape = shapes[at].lstrip('("')
        if shape[:1] == "X":
            initial += shape[1:2] in (".", ",", "") or shape.startswith("X.X") or shape[:2] == "XX"
            capital += 1
        elif shape[:1] in ("9", "Y"):
            digit += 1
        elif len(bare[at]) > 3:
            small += 1
        kind = lexicon.get(bare[at])
        if kind and kind not in ("joint", "particle", "suffix") and kind not in kinds:
            kinds.append(kind)
    case = (
        "d" if digit * 2 >= count else
        "i" if initial * 2 >= count else
        "H" if capital and not small else
        "s" if small > capital else
        "m" if small else "x"
    ) + ("d" if digit and digit * 2 < count else "")  # fmt: skip
    return length, case, "+".join(sorted(kinds)[:3])


def words_quote_is_double(words: Sequence[str], at: int) -> bool:
    """Whether the quotation that holds word `at` was opened by a double mark."""
    for word in reversed(words[: at + 1]):
        if word[0] in '“"«„':
            return True
        if word[0] in "‘'":
            return False
    return True


def _closes_later(words: Sequence[str], at: int) -> bool:
    return any(word.rstrip(".,;:").endswith("’") for word in words[at:])


@cache
def _lexicon() -> dict[str, str]:
    """What kinds of words are known, by word."""
    from mslint import shipped

    return {word: kind for kind, words in shipped.data("references")["cues"].items() for word in words}


def cues_in(text: str) -> set[str]:
    """The kinds of cues that a text has words of."""
    lexicon = _lexicon()
    return {lexicon[word] for word in (word.strip(_EDGE).lower() for word in text.split()) if word in lexicon}


_YEARLIKE = re.compile(r"(?:1[4-9]|20)\d\d[a-z]?")


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> str:
    """The look of a word: capitals, initials, years, ranges, with brackets before and a stop after it."""
    core = word.strip("“”\"'‘’«»„.,;:!?*_()[]")
    head = "(" if word[0] in "([" else '"' if word[0] in '“"«„‘' else ""
    tail = ""
    for char in reversed(word):
        if char not in '”"’»).,;:!?]':
            break
        tail = ("." if char in ".!?" else ")" if char in ")]" else '"' if char in '”"’»' else char) + tail
    return head + _core_shape(core, word) + tail[:3]


def _core_shape(core: str, word: str) -> str:
    if not core:
        return "-"
    if core.isdigit():
        if len(core) == 4 and core[:2] in ("14", "15", "16", "17", "18", "19", "20"):
            return "Y"
        return "9" * min(len(core), 5)
    if core[0].isdigit():
        if len(core) == 5 and core[:4].isdigit() and core[4].islower() and _YEARLIKE.fullmatch(core):
            return "Y"
        if "(" in core:
            return "9("
        if any(dash in core for dash in "-–—−‐"):
            left = core.replace("–", "-").replace("—", "-").replace("−", "-").replace("‐", "-").partition("-")
            if left[2].isdigit() and left[0].isdigit():
                return (
                    "Y-"
                    if len(left[0]) == 4 and core[:2] in ("19", "20") and len(left[2]) in (2, 4) and int(left[0]) < 2030
                    else "9-9"
                )
            return "9-x"
        return "9x" if any(c.isalpha() for c in core) else "9.9"
    lower = core.lower()
    if "://" in word or lower.startswith(("www.", "doi", "http")) or lower.startswith("10."):
        return "http"
    if len(core) == 1:
        return "X" if core.isupper() else "&" if core == "&" else "x" if core.isalpha() else "-"
    if core[0].isupper():
        if "." in core and len(core) < 10 and all(len(part) <= 2 for part in core.replace("-", ".").split(".")):
            return "X.X"
        if core.isupper():
            return "XX" if len(core) <= 3 else "XXX"
        if any(c.isdigit() for c in core):
            return "X9"
        return "Xx" if len(core) > 2 else "Xy"
    if core.isalpha():
        return "x" if core.islower() else "xX"
    if any(c.isdigit() for c in core):
        return "x9"
    return "x-"


INITIALS = frozenset(("ch", "cs", "gy", "ju", "kh", "ph", "sh", "th", "ya", "yu", "zh"))
"""Initials of two letters: “Ph. Koe”, “Yu. Wang”."""


def _end(word: str, bare: str, shape: str) -> str:
    """What ends a word, one of LINKS."""
    last = word[-1]
    if last in '”"’»' or (len(word) > 1 and last in ".,;:" and word[-2] in '”"’»'):
        return "quote"
    if last == ")" or (len(word) > 1 and last in ".,;:" and word[-2] == ")"):
        return ")"
    if last == ".":
        if len(bare) == 1 or shape.startswith("X.X") or bare in INITIALS:
            return "initial"
        return "abbreviation" if bare in _abbreviations() else "."
    if last == ",":
        return "digit," if bare[-1:].isdigit() else ","
    if last in "?!":
        return "?"
    if last in ":;":
        return last
    return "none"


@cache
def _abbreviations() -> frozenset[str]:
    from mslint import shipped

    return frozenset(shipped.data("references")["abbreviations"])


@cache
def model() -> Model:
    """The model that comes with mslint."""
    from mslint import shipped

    stored = shipped.data("references-model")
    width = len(LABELS)
    unary: dict[str, str | tuple[int, ...] | int] = {}
    for line in stored["unary"].splitlines():
        name, _, weights = line.rpartition("\t")
        unary[name] = weights
    transition = {
        link: tuple(tuple(numbers[at : at + width]) for at in range(0, width * width, width))
        for link, numbers in stored["transition"].items()
    }
    return Model(unary, transition)
