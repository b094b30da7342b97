"""Tells the lines of a plain text that name people, places of work and dates. Builds no block."""

from __future__ import annotations

import re

from mslint.readers.plain.state import NUMBERED, RUN_IN
from mslint.readers.roles import role_of

FIELD = re.compile(
    r"(?P<title>title)?(?:authors?|by|name|student|supervisor|date|submitted (?:by|to)|course|institution|affiliation)?"
    r"\s*:\s*(?=\S)",
    re.IGNORECASE,
)
"""A labelled line of a title page: “Supervisor: …”."""

AFFILIATION = re.compile(
    r"(?<![^\W\d_])(?:universit\w+|college|institut\w*|school|department|dept|faculty|cent(?:re|er)|laborator(?:y|ies)"
    r"|academy|hospital|ministry)\b|@|\borcid\b|\bcorresponding author\b|\bword count\b"
    r"|\b(?:student|matric(?:ulation)?|reg(?:istration)?|index)\.? (?:id|no|number)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?:(?:submitted|revised|accepted|received|draft|version|date)\W.*"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[ ./-])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ ,./-]+"
    r"(?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s+)?[^\W\d_a-z][\w.’'‐-]*"
    r"(?:\s+(?:[^\W\d_a-z][\w.’'‐-]*|de|del|da|van|von|der|den|al|la|le|di|du|bin|ibn|ter|zu)){1,4}"
)
LOOSE_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,3}")
"""A name whose later parts may have lost their capital, for places where little else can stand."""


def is_of_front(text: str, *, named: bool = False) -> bool:
    """Whether a line before the text names authors (`named`: before has), where they work, or when it was written."""
    numbered = NUMBERED.match(text)
    if len(text.split()) > 30 or role_of(text) or RUN_IN.match(text) or (numbered and numbered["word"]):
        return False
    found = FIELD.match(text)
    if (found and found.end() > 2) or DATE.fullmatch(text) or "@" in text or text.lower() == "by":
        return True
    if AFFILIATION.search(text) and (named or "," in text) and len(text.split()) <= 20:
        return True
    return is_names(text)


def is_names(text: str) -> bool:
    """Whether a line is people's names: “By Ada Lund, Per O. Moe, and Li Wei*”."""
    bare = re.sub(r"[\d*†‡§¹²³]|^by\s+|,?\s+(?:Ph\.?D|MD|MA|MSc)\b\.?", "", text, flags=re.IGNORECASE)
    groups = [group.strip() for group in re.split(r"[,;&]|\band\b", bare) if group.strip()]
    return bool(groups) and len(groups) <= 30 and all(NAME.fullmatch(group) for group in groups)
