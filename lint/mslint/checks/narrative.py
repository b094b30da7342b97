"""Works that a sentence tells of: the verb after their authors, and “who” after one. Pure; finds no citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.model import Block, Citation, Diagnostic, Document, Edit, Fix, Severity, Span

VERB = CheckRule(
    "usage.citation-verb",
    Severity.ERROR,
    "A verb that does not agree with the authors before it: “Novak (2010) argue”, “Novak and Berg (2010) argues”.",
    "One author argues, two argue (Chicago Manual of Style 17, 5.138).",
)
WHO = CheckRule(
    "typography.comma-author-who",
    Severity.WARNING,
    "A cited author and “who” without a comma between them.",
    "A name says already who is meant; what is added stands between commas (Chicago Manual of Style 17, 6.27).",
)
RULES = (VERB, WHO)

_IRREGULAR = {"have": "has", "be": "is", "do": "does", "go": "goes"}

_READ = ("paragraph", "item", "abstract", "note", "definition")


def check(document: Document) -> Iterator[Diagnostic]:
    """Findings on the verbs, in the order of the citations."""
    blocks = [b for b in document.prose(*_READ) if document.role(b) != "references"]
    yield from _who(document, blocks)
    told = [c for c in document.citations if c.form == "narrative" and c.names and c.year]
    if not told:
        return
    starts = {block.to_source(start, start).start for block in blocks for start, _ in block.sentences}
    text = document.text
    for citation in told:
        match = _after().match(text, _end(citation))
        if not match or not _is_subject(text, citation, starts):
            continue
        verb = match["verb"]
        wanted = _agreeing(verb, text[match.end() :], many=_are_many(citation))
        if wanted and _is_read(blocks, match.start("verb")):
            place = Span(*match.span("verb"))
            fix = Fix(f"Replace “{verb}” with “{wanted}”", (Edit(place, wanted),), safe=True)
            number = "plural" if _are_many(citation) else "singular"
            message = f"The subject is {number}: “{wanted}”, not “{verb}”."
            yield Diagnostic(VERB.id, place, message, VERB.severity, (fix,))


def _who(document: Document, blocks: list[Block]) -> Iterator[Diagnostic]:
    """“Novak who studied the case”: the surname of a cited author, with nothing that would pick out one of several."""
    names = {name for r in document.references for name, given in zip(r.names, r.given, strict=False) if given}
    names = {name for name in names if re.fullmatch(r"[^\W\d_]{3,}", name)}
    if not names:
        return
    pattern = re.compile(rf"(?<![\w’'-])({'|'.join(sorted(names))}) who [a-z]")
    for block in blocks:
        for match in pattern.finditer(block.text):
            before = block.text[: match.start()].split()[-1:]
            if before and before[0].lower() in ("the", "a", "that", "any", "was", "is", "not", "only"):
                continue
            start, end = match.start(), match.end() - 2
            fix = edits.replacement(document, block, start, end, f"{match[1]}, who", safe=True)
            message = f"A comma before “who”: “{match[1]}” says already who is meant."
            yield Diagnostic(WHO.id, block.to_source(start, end), message, WHO.severity, (fix,))


def _end(citation: Citation) -> int:
    return max(citation.span.end, citation.group.end if citation.group else 0)


def _are_many(citation: Citation) -> bool:
    return citation.et_al or len(citation.names) > 1


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(shipped.data("narrative")[name].split())


@cache
def _after() -> re.Pattern[str]:
    """The word after the citation, an adverb left aside."""
    adverbs = "|".join(sorted(_listed("adverbs")))
    aside = r"(?:,?[ \n](?:on the other hand|in contrast|by contrast|for example|for instance|however|too),?)?"
    return re.compile(rf"\)?{aside},?[ \n](?:(?:{adverbs})[ \n])?(?P<verb>[a-z]+)(?![\w’'-])")


def _is_subject(text: str, citation: Citation, starts: set[int]) -> bool:
    """Whether the authors open a sentence or a clause: none whose name is an organisation's, none after a preposition,
    and none who may be the last of several (“Berg (2010) and Novak (2011) argue”)."""
    begin = min([citation.span.start, *(span.start for span in citation.name_spans[:1])])
    alone = len(citation.names) == 1 and not citation.et_al
    if alone and not re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)?", citation.names[0]):
        return False
    if any(name.isupper() for name in citation.names):
        return False
    if begin in starts:
        return True
    before = re.search(r"\b(?P<word>[A-Za-z]+)(?P<comma>,?)[ \n]$", text[max(0, begin - 24) : begin])
    return before is not None and (bool(before["comma"]) or before["word"].lower() in _listed("before"))


def _agreeing(verb: str, after: str, *, many: bool) -> str:
    """The verb in the number of its authors, "" where it has it, or is none that is known."""
    for base in _bases(verb):
        if base in _listed("verbs") or base in _listed("doubtful"):
            single = _IRREGULAR.get(base) or _single(base)
            found, wanted = (single, "are" if base == "be" else base) if many else (base, single)
            clear = base not in _listed("doubtful") or re.match(r"[ \n](?:that|how|the|an?|whether|why|what)\b", after)
            return wanted if verb == found and clear else ""
    if verb in ("was", "were"):
        wanted = "were" if many else "was"
        return wanted if verb != wanted else ""
    return "is" if verb == "are" and not many else ""


def _bases(verb: str) -> tuple[str, ...]:
    """What the form may be made from, itself first."""
    irregular = tuple(base for base, form in _IRREGULAR.items() if form == verb)
    cut = (verb[:-3] + "y",) if verb.endswith("ies") else ()
    return (verb, *irregular, *cut, verb.removesuffix("s"), verb.removesuffix("es"))


def _single(base: str) -> str:
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _is_read(blocks: list[Block], at: int) -> bool:
    return any(block.span.start <= at < block.span.end for block in blocks)


__all__ = ["RULES", "check"]
