"""`consistency`: one document, one way: of two forms, the rarer is flagged at each place. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mslint.kinds.common import (
    IGNORECASE,
    NONWORD,
    Found,
    Key,
    Options,
    Pattern,
    Reading,
    Unit,
    is_literal,
    matches,
    places,
    recased,
    word,
)
from mslint.model import Related

KEYS: Mapping[str, Key] = {
    "either": Key("pairs", required=True),
    "nonword": NONWORD,
    "ignorecase": IGNORECASE,
    "vote": Key("text", "pair"),  # or document: all pairs vote together, keys against values
    "names": Key("flag", True),  # whether words in names count, and in headings with capitals
    "quotations": Key("flag", True),  # whether words between quotation marks count
}


def patterns(options: Options) -> Sequence[Pattern]:
    """Two a pair: the key, then the value."""
    return [
        Pattern(word(form, options["nonword"]), options["ignorecase"], ("either", key))
        for key, value in options["either"].items()
        for form in (key, value)
    ]


Use = tuple[Unit, Any]  # where a form stands, and its match


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """Keys with a value that means nothing, and what is wrong with it."""
    if options["vote"] not in ("pair", "document"):
        yield "vote", f"unknown vote {options['vote']!r} (pair, document)"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """Every use of the rarer form; of two as frequent, the one used first is right.

    Each pair that has both forms votes for itself; with `vote: document`, all keys together against all values.
    """
    uses = _uses(rule, units)
    keyed, valued = [use for own in uses[::2] for use in own], [use for own in uses[1::2] for use in own]
    for at, (key, value) in enumerate(rule.options["either"].items()):
        first, second = uses[2 * at], uses[2 * at + 1]
        voters = (keyed, valued) if rule.options["vote"] == "document" else (first, second)
        if not all(voters):
            continue
        if _wins(units, *voters):
            kept, rare, target = voters[0], second, key
        else:
            kept, rare, target = voters[1], first, value
        shown = Counter(match.group() for _, match in kept).most_common(1)[0][0]
        unit, match = kept[0]
        there = Found(unit, match.start(), match.end())
        named = f"“{match.group()}”" if any(map(str.isalnum, match.group())) else "The other form"
        related = (Related(there.span, f"{named} is first used here."),)
        times = "once" if len(kept) == 1 else f"{len(kept)} times"
        note = f" You write “{shown}” {times}." if places(rule.message) < 2 else ""
        for unit, match in rare:
            made = _in_form(target, unit, match)
            values = (match.group(), shown, len(kept))
            yield Found(unit, match.start(), match.end(), values, (made,) if made else (), related=related, note=note)


def _uses(rule: Reading, units: Sequence[Unit]) -> list[list[Use]]:
    """The uses of each form. The forms of a pair are tried together, each pair by itself."""
    uses: list[list[Use]] = [[] for _ in rule.patterns]
    for unit in units:
        for pair in dict.fromkeys(branch // 2 for branch in unit.branches):
            own = tuple(branch for branch in unit.branches if branch // 2 == pair)
            for branch, match in matches(rule.patterns, Unit(unit.block, unit.start, unit.text, own)):
                if match.end() > match.start() and _counts(rule.options, unit, match):
                    uses[branch].append((unit, match))
    return uses


def _counts(options: Options, unit: Unit, match: Any) -> bool:
    """Whether the words found are the author's own to spell."""
    if not options["names"] and match.group()[0].isupper() and _is_in_name(unit, match):
        return False
    return bool(options["quotations"]) or not _is_quoted(unit.text[: match.start()])


_AFTER_NAME = re.compile(r"(?: (?:of|for|and|the|on|in|against)){0,2} [A-Z][^\W\d_]")


def _is_in_name(unit: Unit, match: Any) -> bool:
    """Whether a word with a capital has it for another reason than that its sentence begins there."""
    before = unit.text[: match.start()].rstrip("“‘\"'([")
    at = unit.start + len(before)
    begins = not before or any(at == start for start, _ in unit.block.sentences)
    if not begins or unit.block.kind in ("heading", "title"):  # where any word may have a capital
        return not begins
    return bool(_AFTER_NAME.match(unit.text, match.end()))


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open at the end of a text."""
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


def _wins(units: Sequence[Unit], first: Sequence[Use], second: Sequence[Use]) -> bool:
    if len(first) != len(second):
        return len(first) > len(second)
    order = {id(unit): at for at, unit in enumerate(units)}
    return min((order[id(u)], m.start()) for u, m in first) < min((order[id(u)], m.start()) for u, m in second)


_GROUP = re.compile(r"(\((?!\?)[^()]*\))")
_WIDTHLESS = re.compile(r"\(\?<?[=!](?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\])*\)|\\b")
_ESCAPED = re.compile(r"\\([^\w\s])")


def _in_form(target: str, unit: Unit, match: Any) -> str:
    """The words found in the other form: its text (“U\\.S\\.”), or text around the same groups ("organis(ed|ing)").

    What only looks around in a pattern writes nothing. "" where the pattern does not say what to write.
    """
    parts = _GROUP.split(_WIDTHLESS.sub("", target))
    texts, slots = parts[::2], parts[1::2]
    if len(slots) != match.re.groups or not all(is_literal(_ESCAPED.sub("", text)) for text in texts):
        return ""
    written = [_ESCAPED.sub(r"\1", text) for text in texts]
    made = "".join(text + (group or "") for text, group in zip(written, (*match.groups(), ""), strict=True))
    return _stopped(recased(made, match.group()), unit, match)


def _stopped(made: str, unit: Unit, match: Any) -> str:
    """The form with the stop of its sentence: “in the U.S.” ends with one that “US” needs, “the US.” has it already."""
    found, after = match.group(), unit.text[match.end() :]
    if made.endswith(".") and not found.endswith("."):
        return made[:-1] if after.startswith(".") else made
    ends = any(unit.start + match.end() == end for _, end in unit.block.sentences)
    return made + "." if found.endswith(".") and not made.endswith(".") and ends else made
