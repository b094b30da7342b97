"""Reads questions, objectives, hypotheses, findings, recommendations and conclusions from a document. Judges none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from mslint.checks.argument.cues import KINDS, cues
from mslint.checks.argument.model import Argument, Statement
from mslint.checks.argument.tree import APART, ASKING, PRIOR, body, own_role, serves_as_results, units
from mslint.model import Block, Document
from mslint.words import content

SHORTEST = 2
"""Content words that a statement has at least; “RQ1: see below” states nothing."""

INTRODUCING = ("introduction", "problem", "questions", "objectives")

STATED_IN = {
    "question": (*ASKING, *PRIOR, ""),
    "objective": (*ASKING, *PRIOR, ""),
    "hypothesis": (*ASKING, *PRIOR, ""),
    "finding": ("findings", "results", "discussion", "conclusion", ""),
    "recommendation": ("recommendations", "findings", "discussion", "conclusion", ""),
}
"""Roles of the sections in which each kind is stated; elsewhere it is only spoken of."""


def read(document: Document) -> Argument:
    """The paper's argument. Statements of a kind that are listed leave out those that running text only mentions."""
    found = {kind: _of_kind(document, kind) for kind in KINDS}
    found["objective"] = tuple(o for o in found["objective"] if not o.text.rstrip().endswith("?"))
    aims = [o.span for o in found["objective"]]
    found["question"] = tuple(q for q in found["question"] if q.label or not any(a.overlaps(q.span) for a in aims))
    return Argument(
        questions=found["question"],
        objectives=found["objective"],
        hypotheses=found["hypothesis"],
        findings=found["finding"],
        recommendations=found["recommendation"],
        conclusions=tuple(_conclusions(document)),
        problems=tuple(_problems(document)),
        units=units(document),
    )


def _of_kind(document: Document, kind: str) -> tuple[Statement, ...]:
    listed = _distinct(_listed(document, kind))
    if listed:
        return _main_apart(listed)
    return _of_the_introduction(document, _distinct(_mentioned(document, kind)))


def _main_apart(listed: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """A main question, a general objective before numbered ones is no item of their list: they divide it."""
    first, *others = listed
    if first.number or first.label or len(others) < 2 or not all(s.number or s.label for s in others):
        return listed
    return (replace(first, listed=False), *others)


def _of_the_introduction(document: Document, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Several questions that the introduction asks one by one are as good as a list."""
    asking = [s for s in found if s.kind == "question" and document.sections[s.section].role in INTRODUCING]
    if len(asking) < 2 or any(s.listed for s in asking):
        return found
    return tuple(replace(s, listed=True, clause=True) if s in asking else s for s in found)


def _distinct(statements: Iterator[Statement]) -> tuple[Statement, ...]:
    """In order, without those inside another and those that say the same words again."""
    out: list[Statement] = []
    for statement in sorted(statements, key=lambda s: (s.span.start, -s.span.end)):
        if any(other.span.contains(statement.span) for other in out[-3:]):
            continue
        out.append(statement)
    return tuple(out)


# --- listed ----------------------------------------------------------------------------------------------------------


def _listed(document: Document, kind: str) -> Iterator[Statement]:
    role = KINDS[kind]
    labelled = list(_labelled(document, kind))
    in_section: list[Statement] = []
    for index, section in enumerate(document.sections):
        if section.role == role and not _is_results(document, index):
            in_section += _in_section(document, kind, index)
    if labelled and kind in ("question", "hypothesis"):
        covered = {s.block for s in labelled}
        in_section = [s for s in in_section if s.block not in covered and document.blocks[s.block].kind == "item"]
    yield from labelled
    yield from in_section
    if not in_section and not labelled:
        yield from _announced(document, kind)


def _is_results(document: Document, index: int) -> bool:
    parent = document.sections[index].parent
    return serves_as_results(document, index) or (parent is not None and serves_as_results(document, parent))


def _labelled(document: Document, kind: str) -> Iterator[Statement]:
    """“RQ1: …”, each label's first; later ones speak of it, unless they say another thing where statements stand."""
    pattern = cues().label[kind]
    seen: dict[str, int] = {}
    said: set[str] = set()
    for at, block in _blocks(document, kind):
        bare = block.kind == "item" and not pattern.search(block.text) and cues().bare_label[kind].match(block.text)
        if bare and (statement := _statement(document, kind, at, bare.end(), len(block.text))):
            seen.setdefault(bare["number"], statement.section)
            yield replace(statement, label=bare["name"].strip(), number=bare["number"], listed=True)
            continue
        mark = block.marker and pattern.fullmatch(document.text[block.marker.start : block.marker.end])
        found = [] if mark else list(pattern.finditer(block.text))
        if mark and (statement := _statement(document, kind, at, 0, len(block.text))) and mark["number"] not in seen:
            seen[mark["number"]] = statement.section  # a plain text's “H1:” is the mark of an item
            yield replace(statement, label=mark["name"].strip(), number=mark["number"], listed=True)
        for match, following in zip_longest(found, found[1:]):
            start = match.end()
            end = following.start() if following else _statement_end(block, start, kind)
            if _follows_its_statement(block, match):
                start, end = _begin_before(block, match, found), match.start() - 1
            statement = _statement(document, kind, at, start, end)
            if statement is None:
                continue
            label = match["name"].strip()
            if seen.setdefault(match["number"], statement.section) != statement.section or statement.text in said:
                continue
            said.add(statement.text)
            yield replace(statement, label=label, number=match["number"], listed=True)


def _follows_its_statement(block: Block, match: re.Match[str]) -> bool:
    """“… between genders (H1) and …”: the label closes what it names."""
    begins = any(match.start() - 1 == begin for begin, _ in block.sentences)
    return block.text[max(match.start() - 1, 0)] == "(" and match.start() > 0 and not begins


def _begin_before(block: Block, match: re.Match[str], others: Sequence[re.Match[str]]) -> int:
    """Where the statement begins that a label closes: at the sentence, or behind the label before it."""
    sentence = next((begin for begin, end in block.sentences if begin <= match.start() < end), 0)
    return max([sentence, *(other.end() for other in others if other.end() <= match.start())])


def _statement_end(block: Block, start: int, kind: str) -> int:
    """The end of the sentence that holds `start`; of an item, its end."""
    if block.kind == "item":
        return len(block.text)
    return next((end for begin, end in block.sentences if begin <= start < end), len(block.text))


def _in_section(document: Document, kind: str, index: int) -> list[Statement]:
    """The statements of a section of the kind: its items; else its questions or numbered sentences;
    else its paragraphs.
    """
    items = list(_items(document, kind, range(*_range(document, index))))
    if kind == "objective":
        items = [item for item in items if not item.text.rstrip().endswith("?")]
    if items:
        return items
    out: list[Statement] = []
    paragraphs = [
        at
        for at in range(*_range(document, index))
        if document.blocks[at].kind in ("paragraph", "line", "quote", "definition")
    ]
    if kind == "question":
        for at in paragraphs:
            out += _asked(document, at, 0)
        return out or [s for at in paragraphs for s in _inline(document, kind, at, listed=True)]
    for at in paragraphs:
        out += _by_ordinal(document, kind, at)
    if out:
        return out
    for at in paragraphs:
        out += _inline(document, kind, at, listed=True)
    if out or kind == "objective":
        return out or [s for at in paragraphs for s in _infinitives(document, at)]
    if kind == "hypothesis":
        return []
    return [s for at in paragraphs if (s := _whole(document, kind, at))] if len(paragraphs) > 1 else []


def _range(document: Document, index: int) -> tuple[int, int]:
    blocks = document.sections[index].blocks
    return blocks.start, blocks.stop


def _items(document: Document, kind: str, blocks: Sequence[int]) -> Iterator[Statement]:
    """The items of the first level among these blocks."""
    found = [at for at in blocks if document.blocks[at].kind == "item"]
    if not found:
        return
    level = min(document.blocks[at].level for at in found)
    count = 0
    for at in found:
        block = document.blocks[at]
        if block.level != level:
            continue
        statement = _statement(document, kind, at, 0, len(block.text))
        if statement:
            count += 1
            yield replace(statement, number=_number(document, block) or str(count), listed=True)


def _number(document: Document, block: Block) -> str:
    if block.marker is None:
        return ""
    found = re.search(r"\d+", document.text[block.marker.start : block.marker.end])
    return found[0] if found else ""


def _asked(document: Document, at: int, start: int) -> list[Statement]:
    """The direct questions of a block from `start` on, each a statement."""
    block = document.blocks[at]
    out: list[Statement] = []
    for begin, end in block.sentences:
        if begin < start or not block.text[begin:end].rstrip("”’\"')").endswith("?"):
            continue
        lead = re.match(r"[^?]{0,80}?:\s+(?=[A-Z])", block.text[begin:end])
        statement = _statement(document, "question", at, begin + (lead.end() if lead else 0), end, least=1)
        if statement:
            out.append(replace(statement, number=str(len(out) + 1), listed=True))
    return out


def _by_ordinal(document: Document, kind: str, at: int, after: int = 0) -> list[Statement]:
    """“The first concerns …”, “Second, …”: sentences that an ordinal opens, each to the next ordinal; two at least."""
    block = document.blocks[at]
    starts: list[tuple[int, str]] = []
    ordinals = _ordinals()
    for begin, end in block.sentences:
        found = begin >= after and cues().opening.match(block.text, begin, min(begin + 40, end))
        if found:
            starts.append((begin, str(ordinals[found[1].lower()])))
    if len(starts) < 2:
        return []
    ends = [start for start, _ in starts[1:]] + [len(block.text)]
    out = []
    for (start, number), end in zip(starts, ends, strict=True):
        statement = _statement(document, kind, at, start, end)
        if statement:
            out.append(replace(statement, number=number, listed=True))
    return out


def _ordinals() -> dict[str, int]:
    from mslint import shipped

    return dict(shipped.data("argument")["ordinals"])


def _infinitives(document: Document, at: int) -> Iterator[Statement]:
    """A paragraph that is an objective by itself: “To trace …”, “Evaluate …”."""
    block = document.blocks[at]
    if len(block.sentences) <= 2 and not block.text.rstrip().endswith(":"):
        statement = _whole(document, "objective", at)
        if statement:
            yield statement


def _whole(document: Document, kind: str, at: int) -> Statement | None:
    statement = _statement(document, kind, at, 0, len(document.blocks[at].text))
    return replace(statement, listed=True) if statement else None


def _announced(document: Document, kind: str) -> Iterator[Statement]:
    """What follows a sentence that announces statements of the kind: a list, questions, ordinals, (1) … (2) …."""
    pattern = cues().announced[kind]
    for at, block in _blocks(document, kind):
        if block.kind != "paragraph" or not block.sentences:
            continue
        if kind == "question" and document.role(block) in INTRODUCING:
            for first, last in block.sentences:
                yield from _behind_colon(document, at, first, last) or _one_and_the_other(document, at, first, last)
            yield from (s for s in _by_ordinal(document, kind, at) if s.text.endswith("?"))
        if cues().first[kind].search(block.text) and document.role(block) in INTRODUCING:
            yield from (s for s in _by_ordinal(document, kind, at) if kind != "question" or cues().asks.search(s.text))
        if kind == "objective" and document.role(block) in INTRODUCING and cues().aiming.search(block.text):
            yield from _to_items(document, at)
        if not pattern.search(block.text):
            continue
        named = cues().named[kind].match(block.text)
        if named and (statement := _statement(document, kind, at, named.end(), block.sentences[0][1])):
            yield replace(statement, listed=True)
        begin, end = block.sentences[-1]
        follows = at + 1 < len(document.blocks) and document.blocks[at + 1].kind == "item"
        items = _items_behind(document, kind, at) if follows and pattern.search(block.text, begin, end) else []
        direct = kind == "question" and document.role(block) in INTRODUCING and all(s.text.endswith("?") for s in items)
        if items and (direct or _is_own(document, block, kind, begin, end)):
            yield from items if kind != "question" else (s for s in items if _asks(s.text))
            continue
        for first, last in block.sentences:
            if pattern.search(block.text, first, last) and _is_own(document, block, kind, first, last):
                within = _parts(document, kind, at, first, last)
                if kind == "question":
                    within = [s for s in within if _asks(s.text)] or _behind_colon(document, at, first, last)
                yield from within or (_asked_behind(document, at, last) if kind == "question" else ())
                if kind != "question" and not within:
                    yield from _by_ordinal(document, kind, at, last)
                break


def _items_behind(document: Document, kind: str, at: int) -> list[Statement]:
    stop = at + 1
    while stop < len(document.blocks) and document.blocks[stop].kind == "item":
        stop += 1
    return list(_items(document, kind, range(at + 1, stop)))


def _behind_colon(document: Document, at: int, first: int, last: int) -> list[Statement]:
    """“Two questions are at its centre: how …, and what …”: the clauses behind the colon, two at least."""
    colon = document.blocks[at].text.find(":", first, last)
    parts = _clauses(document, "question", at, colon + 1, last) if colon >= 0 else []
    several = len(parts) > 1 and all(_asks(s.text) for s in parts)
    return [replace(s, listed=True, clause=True) for s in parts] if several else []


def _one_and_the_other(document: Document, at: int, first: int, last: int) -> list[Statement]:
    """“One is whether …; the other is how …”."""
    text = document.blocks[at].text
    found = cues().one_other.match(text, first, last)
    if not found:
        return []
    parts = [_statement(document, "question", at, *found.span(group)) for group in ("one", "other")]
    return [replace(s, number=str(count), listed=True) for count, s in enumerate(parts, 1) if s]


def _to_items(document: Document, at: int) -> Iterator[Statement]:
    """The items right behind a paragraph that breaks off with “The study aims”, if each begins with “to”."""
    items = _items_behind(document, "objective", at)
    if len(items) > 1 and all(item.text[:3].lower() == "to " for item in items):
        yield from items


def _asked_behind(document: Document, at: int, after: int) -> list[Statement]:
    """The questions behind an announcement: direct ones, those that ordinals open, or one in each line that follows."""
    behind = [s for s in _by_ordinal(document, "question", at, after) if cues().asks.search(s.text)]
    if behind or (direct := _asked(document, at, after)) or after < len(document.blocks[at].text.rstrip()):
        return behind or direct
    lines: list[Statement] = []
    for below, block in enumerate(document.blocks[at + 1 :], at + 1):
        if block.kind != "paragraph" or len(block.sentences) != 1 or not block.text.rstrip().endswith("?"):
            break
        lines += _asked(document, below, 0)
    return [replace(s, number=str(count)) for count, s in enumerate(lines, 1)] if len(lines) > 1 else []


def _asks(text: str) -> bool:
    """Whether the text asks, directly or not: “Does …?”, “whether …”."""
    from mslint import shipped

    head = text.lower()
    return "?" in text or head.startswith(tuple(shipped.data("argument")["questions"]["clauses"]))


def _is_own(document: Document, block: Block, kind: str, start: int, end: int) -> bool:
    """Whether the sentence announces the paper's own: with a colon or a number, and, but in its own section, an
    actor.
    """
    text = block.text[start:end]
    if document.role(block) == KINDS[kind] or cues().bare[kind].fullmatch(text.strip()):
        return True
    if kind == "question" and document.role(block) in INTRODUCING and _asks_on(block, end):
        return True  # “… and two questions. How …? Why …?”
    actor = re.search(
        r"\b(?:paper|study|article|essay|thesis|dissertation|we|our|research|chapter|project|experiment|survey|trial|review|inquiry|investigation|analysis)\b",
        text,
        re.IGNORECASE,
    )
    if document.role(block) in INTRODUCING:
        actor = actor or cues().taken_up.search(text)
    number = re.search(
        r"\b(?:two|three|four|five|six|seven|eight|following|twofold|threefold|fourfold|\d)\b|:\s*$",
        text,
        re.IGNORECASE,
    )
    named = re.search(
        r"\b(?:the|our)\s+(?:objectives|aims|hypotheses|questions)\s+of\s+(?:the|this)\b", text, re.IGNORECASE
    )
    return bool((actor or named) and number)


def _asks_on(block: Block, after: int) -> bool:
    """Whether a block goes on with two direct questions or more."""
    return sum(block.text[end - 1] == "?" for begin, end in block.sentences if begin >= after) > 1


def _parts(document: Document, kind: str, at: int, first: int, last: int) -> list[Statement]:
    """“(1) …; (2) …” or “first, whether …; second, how …” within one sentence."""
    block = document.blocks[at]
    marks = list(cues().enumerated.finditer(block.text, first, last))
    if len(marks) < 2:
        return []
    out: list[Statement] = []
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), last], strict=True):
        statement = _statement(document, kind, at, mark.end(), end)
        if statement:
            out.append(replace(statement, number=str(len(out) + 1), listed=True))
    return out


# --- mentioned -------------------------------------------------------------------------------------------------------


def _mentioned(document: Document, kind: str) -> Iterator[Statement]:
    """Statements in running text; those of the abstract only if there are no others."""
    inside: list[Statement] = []
    abstract: list[Statement] = []
    direct: list[Statement] = []
    for at, block in _blocks(document, kind):
        if block.kind in ("heading", "title", "cell", "caption") or document.role(block) == "methods":
            continue
        place = abstract if document.role(block) in ("abstract", "front") else inside
        place += _inline(document, kind, at)
        if kind == "question" and document.role(block) in INTRODUCING and block.kind == "paragraph":
            direct += _direct(document, at)
    yield from inside or direct or abstract


def _direct(document: Document, at: int) -> Iterator[Statement]:
    """The questions that a paragraph asks outright, each of their clauses one; not those that it quotes."""
    for asked in _asked(document, at, 0):
        if "“" in asked.text or '"' in asked.text:
            continue
        block = document.blocks[at]
        begin = block.text.index(asked.text)
        parts = _clauses(document, "question", at, begin, begin + len(asked.text)) or [asked]
        yield from (replace(part, listed=False) for part in parts)


def _inline(document: Document, kind: str, at: int, *, listed: bool = False) -> list[Statement]:
    block = document.blocks[at]
    pattern = cues().inline[kind]
    out: list[Statement] = []
    if not pattern.search(block.text) and not _has_marker(document, kind, block):
        return out
    for begin, end in block.sentences:
        what = next((m.start("what") for m in [pattern.search(block.text, begin, end)] if m), None)
        if what is None:
            what = _marked(document, kind, block, begin, end)
        if what is None:
            continue
        parts = _parts(document, kind, at, what, end) or _clauses(document, kind, at, what, end)
        several = kind in cues().clause and len(parts) > 1
        if kind == "hypothesis" and "hypothes" not in block.text[begin:end].lower():
            several = False  # “we expect that …” is said in passing too
        if kind == "question" and not listed:
            parts = [s for s in parts if _asks(s.text)]
        out += [
            replace(s, listed=listed or several, clause=several)
            for s in parts or filter(None, [_statement(document, kind, at, what, end)])
        ]
    return out


def _clauses(document: Document, kind: str, at: int, start: int, end: int) -> list[Statement]:
    """“how …, why … and whether …”, “to trace …, to weigh …, and to …”: each clause a statement;
    [] if there is but one.
    """
    if kind not in cues().clause:
        return []
    text = document.blocks[at].text
    joints = list(cues().clause[kind].finditer(text, start, end))
    begins = [joint.end() for joint in joints]
    if not begins:
        return []
    out: list[Statement] = []
    for begin, stop in zip(
        [start, *begins],
        [*(m.start() for m in joints), end],
        strict=True,
    ):
        statement = _statement(document, kind, at, begin, stop)
        if statement:
            out.append(replace(statement, number=str(len(out) + 1)))
    return out


def _markers(document: Document, kind: str) -> tuple[str, ...]:
    """The author's own words that open a statement of the kind (`reading:`)."""
    reading = document.reading
    own = {
        "question": reading.questions,
        "objective": reading.objectives,
        "hypothesis": reading.hypotheses,
        "finding": reading.findings,
    }
    return own.get(kind, ())


def _has_marker(document: Document, kind: str, block: Block) -> bool:
    return any(marker.casefold() in block.text.casefold() for marker in _markers(document, kind))


def _marked(document: Document, kind: str, block: Block, begin: int, end: int) -> int | None:
    """Where a statement begins that one of the author's own markers opens."""
    for marker in _markers(document, kind):
        at = block.text.casefold().find(marker.casefold(), begin, end)
        if at >= 0:
            return at + len(marker)
    return None


def _blocks(document: Document, kind: str) -> Iterator[tuple[int, Block]]:
    roles = STATED_IN[kind]
    for at, block in enumerate(document.blocks):
        if (
            block.text
            and document.role(block) in roles
            and block.kind not in ("author", "code", "furniture", "reference")
        ):
            yield at, block


def _statement(
    document: Document, kind: str, at: int, start: int, end: int, *, least: int = SHORTEST
) -> Statement | None:
    block = document.blocks[at]
    text = block.text[start:end]
    lead = len(text) - len(text.lstrip(" ,:;–—-"))
    text = text[lead:].rstrip(" ,;")
    text = re.sub(r"[,;]?\s+and$", "", text)
    if kind == "objective":
        text = re.split(
            r",\s+(?:we|i|this|the (?:paper|study|article|present))\b", text, maxsplit=1, flags=re.IGNORECASE
        )[0]
    joint = re.match(r"(?:and|that)\s+", text)
    text, lead = (text[joint.end() :], lead + joint.end()) if joint else (text, lead)
    if len(content(text)) < least:
        return None
    start += lead
    return Statement(kind, text, block.to_source(start, start + len(text)), at, block.section)


# --- problem, conclusions --------------------------------------------------------------------------------------------


def _conclusions(document: Document) -> Iterator[Statement]:
    for index, section in enumerate(document.sections):
        if section.role != "conclusion" or own_role(document, index) in APART:
            continue
        for at in range(*_range(document, index)):
            block = document.blocks[at]
            if block.kind not in ("paragraph", "item"):
                continue
            for begin, end in block.sentences:
                statement = _statement(document, "conclusion", at, begin, end)
                if statement:
                    yield statement


def _problems(document: Document) -> Iterator[Statement]:
    """Of a section that states the problem, the sentences that name one; without such, its first."""
    from mslint import shipped
    from mslint.checks.argument.cues import any_of

    pattern = re.compile(rf"\b{any_of(shipped.data('argument')['problem'])}\b", re.IGNORECASE)
    for index, section in enumerate(document.sections):
        if section.role != "problem":
            continue
        paragraphs = [b for b in body(document, index) if b.kind == "paragraph"]
        found = [(b, s) for b in paragraphs for s in b.sentences if pattern.search(b.text, *s)]
        for block, (begin, end) in found or [(b, b.sentences[0]) for b in paragraphs[:1] if b.sentences]:
            statement = _statement(document, "problem", document.blocks.index(block, section.blocks.start), begin, end)
            if statement:
                yield statement
