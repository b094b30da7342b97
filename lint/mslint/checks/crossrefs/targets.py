"""Pointers by name (`@fig:flow`, `\\ref{fig:flow}`, `[…](#flow)`) against the names that the document gives. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mslint.checks import CheckRule
from mslint.checks.places import Code, line_of
from mslint.model import Diagnostic, Document, Edit, Fix, Related, Severity, Span

TARGET = CheckRule(
    "crossrefs.missing-target",
    Severity.WARNING,
    "A pointer to a figure, table, equation or section whose name nothing bears.",
    "It is built as “??” or as its bare name.",
)
LINK = CheckRule(
    "crossrefs.dangling-link",
    Severity.WARNING,
    "A link within the document that leads nowhere.",
    "The reader clicks in vain: the heading was renamed, or the name misspelt.",
)
REPEATED = CheckRule(
    "crossrefs.repeated-label",
    Severity.WARNING,
    "Two things that bear one name.",
    "Every pointer to it leads to one of the two, and the other has none.",
)
RULES = (TARGET, LINK, REPEATED)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"\\label\{([^{}]+)\}"),
        re.compile(r"""<[a-zA-Z][^<>]*\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)"""),
        re.compile(r"""^[ \t]*(?:#\|[ \t]*label:[ \t]*|```+[ \t]*\{r[ ,\t]+)([\w:.-]+)(?!\s*=)""", re.MULTILINE),
        re.compile(r"\\(?:auto|[cC]|eq|page|name|v|V)?ref\*?\{([^{}]+)\}"),
        re.compile(r"@((?:fig|tbl|sec|eq|lst)[:-][\w:.#$%&+?<>~/-]*\w)"),
        re.compile(r"\]\(\s*<?#([^\s()<>\"']+)>?"),
    )


def check(document: Document) -> Iterator[Diagnostic]:
    if document.format != "markdown":
        return
    text = document.text
    if not any(mark in text for mark in ("ref{", "](#", "@fig", "@tbl", "@sec", "@eq", "@lst", "\\label", "{#")):
        return
    label, html, chunk, ref, key, link = _patterns()
    code = Code(document)
    named: dict[str, Span] = {}
    found = [(name, span) for name, span in document.labels]
    found += [(match[1], Span(*match.span(1))) for match in code.outside(label, text)]
    found.sort(key=lambda item: item[1])
    for name, span in found:
        if name in named:
            yield from _repeated(document, name, span, named[name])
        named.setdefault(name, span)
    names = {*named, *(match[1] for match in html.finditer(text))}
    chunks = {match[1] for match in chunk.finditer(text)}  # R Markdown labels its figures and tables by their chunk
    for name in chunks:
        names |= {name, f"fig:{name}", f"tab:{name}"}
    if not _is_whole(document):
        return
    for match in code.outside(ref, text):
        for name in match[1].split(","):
            if name.strip() not in names:
                yield _missing(TARGET, match, name.strip(), named, document)
    for match in code.outside(key, text):
        several = re.sub(r"-\d{1,2}$", "", match[1])  # a chunk with several figures numbers them
        if match[1] not in names and several not in chunks and _is_pointer(text, match):
            yield _missing(TARGET, match, match[1], named, document)
    for match in code.outside(link, text):
        if _unquoted(match[1]) not in names:
            yield _missing(LINK, match, match[1], named, document)


def _unquoted(name: str) -> str:
    """The name with `%20` and its like as the characters they stand for (RFC 3986, 2.1)."""
    if "%" not in name:
        return name
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes.fromhex(match[1].decode()), name.encode())
    return raw.decode(errors="replace")


def _is_whole(document: Document) -> bool:
    """Whether all names are in sight: LaTeX's `\\input` and Quarto's includes bring in others."""
    return "\\input{" not in document.text and "{{< include" not in document.text and "child=" not in document.text


def _is_pointer(text: str, match: re.Match[str]) -> bool:
    """Whether `@fig…` is no part of an address or of a longer key."""
    return not text[max(match.start() - 1, 0) : match.start()].isalnum()


def _repeated(document: Document, name: str, span: Span, first: Span) -> Iterator[Diagnostic]:
    if span == first:
        return
    message = f"“{name}” is already the name of what stands in line {line_of(document, first.start)}."
    yield Diagnostic(REPEATED.id, span, message, REPEATED.severity, related=(Related(first, "the first"),))


def _missing(
    rule: CheckRule, match: re.Match[str], name: str, named: dict[str, Span], document: Document
) -> Diagnostic:
    from difflib import get_close_matches

    start = document.text.find(name, match.start())
    span = Span(start, start + len(name))
    near = get_close_matches(name, named, n=1, cutoff=0.75)
    message = f"Nothing here is called “{name}”"
    if not near:
        return Diagnostic(rule.id, span, message + ".", rule.severity)
    where = named[near[0]]
    return Diagnostic(
        rule.id,
        span,
        f"{message}; did you mean “{near[0]}” (line {line_of(document, where.start)})?",
        rule.severity,
        (Fix(f"Point to {near[0]}", (Edit(span, near[0]),)),),
        (Related(where, f"“{near[0]}”"),),
    )
