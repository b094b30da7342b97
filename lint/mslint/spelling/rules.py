"""The rules of spelling, as `mslint explain` and `mslint rules` tell them. Data only."""

from __future__ import annotations

from mslint.checks import CheckRule
from mslint.model import Severity

UNKNOWN = CheckRule(
    "spelling.unknown-word",
    Severity.ERROR,
    "A word that no dictionary has, and that is a slip away from one that it has.",
    "An error where one correction is sure, a warning where it is likely, a suggestion where it may be a term. A word "
    "that the paper uses often, has in its references, its code or its addresses, is one of its own.",
)
NAME = CheckRule(
    "spelling.name",
    Severity.WARNING,
    "A name that is a slip away from a cited author's, from one that the paper has often, or from that of a people.",
    "Readers look for a name as it is spelt; no dictionary has them all, but the paper's own references do.",
)
CAPITAL = CheckRule(
    "spelling.capital",
    Severity.WARNING,
    "A name in small letters.",
    "English gives a capital to names of people, places, peoples and languages.",
)
JOINED = CheckRule(
    "spelling.missing-space",
    Severity.WARNING,
    "Two words that ran together, or with the key beside the space bar between them.",
    "The reader stops to take them apart.",
)
SPLIT = CheckRule(
    "spelling.extra-space",
    Severity.ERROR,
    "A word that a space has cut in two.",
    "It comes from copying out of a PDF, or from a slip of the thumb.",
)
VARIETY = CheckRule(
    "spelling.variety",
    Severity.WARNING,
    "A word as another variety of English spells it than the paper is written in.",
    "Journals ask for one variety throughout; mslint.yaml's `language` says which.",
)
REAL_WORD = CheckRule(
    "spelling.real-word",
    Severity.WARNING,
    "A word that is one, in a place where a word a slip away is usual and it is not: “the sate of the art”.",
    "Dictionaries pass it, and its author reads what was meant. Judged by which words stand beside each other in a "
    "trillion words of web text, and by the paper’s own use; endings are not looked at.",
)
RULES = (UNKNOWN, NAME, CAPITAL, JOINED, SPLIT, VARIETY, REAL_WORD)
