"""The checks that need Python, and the checker that runs them. Pure functions over a document; no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mslint import shipped
from mslint.engine import NotChecked, Outcome, Progress, silent
from mslint.model import Diagnostic, Document, Severity

Check = Callable[[Document], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class CheckRule:
    """What `mslint explain` and `mslint rules` tell of a rule that is Python.

    `severity` is that of a plain case; a check may give a doubtful finding less.
    """

    id: str
    severity: Severity
    summary: str
    why: str
    default: bool = True

    @property
    def precision(self) -> Mapping[str, Any]:
        """As in a rule's file: `right` of the findings that were `read` by eye, `on` what; empty if not told."""
        told: Mapping[str, Mapping[str, Any]] = shipped.data("precision")
        return told.get(self.id, {})


def registry() -> Mapping[Check, tuple[CheckRule, ...]]:
    """Every check with the rules whose findings it makes."""
    from mslint.checks import (
        argument,
        capitals,
        citations,
        claims,
        clauses,
        crossrefs,
        endings,
        manner,
        narrative,
        numbers,
        pairs,
        pasted,
        references,
        statistics,
        terms,
    )

    return {
        argument.check: argument.RULES,
        capitals.check: capitals.RULES,
        citations.check: citations.RULES,
        claims.check: claims.RULES,
        clauses.check: clauses.RULES,
        crossrefs.check: crossrefs.RULES,
        endings.check: endings.RULES,
        manner.check: manner.RULES,
        narrative.check: narrative.RULES,
        numbers.check: numbers.RULES,
        pairs.check: pairs.RULES,
        pasted.check: pasted.RULES,
        references.check: references.RULES,
        statistics.check: statistics.RULES,
        terms.check: terms.RULES,
    }


def rules() -> tuple[CheckRule, ...]:
    """The rules of all checks, and those that readers and suppressions report by themselves."""
    from mslint.checks import journal
    from mslint.readers.bibliography import BROKEN, DUPLICATE
    from mslint.readers.markdown.frontmatter import UNFOLDS
    from mslint.spelling.rules import RULES as SPELLING
    from mslint.suppressions import UNUSED

    own = (
        CheckRule(
            BROKEN,
            Severity.ERROR,
            "An entry of the bibliography that cannot be read.",
            "pandoc and journals' systems leave a broken entry out, and the works cited after it may go with it.",
        ),
        CheckRule(
            DUPLICATE,
            Severity.ERROR,
            "A key that stands twice in the bibliography.",
            "Only one of the two entries is used, and it may be the wrong one.",
        ),
        CheckRule(
            "references.missing-bibliography",
            Severity.ERROR,
            "A bibliography file that is named and not there.",
            "No citation can be checked or built without it.",
        ),
        CheckRule(
            "markdown.front-matter",
            Severity.ERROR,
            "Front matter that is not valid YAML.",
            "Title, authors and bibliography are read from it; nothing of it counts while it is broken.",
        ),
        CheckRule(
            UNFOLDS,
            Severity.ERROR,
            "Front matter whose aliases unfold to more than anybody writes.",
            "It would fill the memory of every program that reads it; the paper is not built.",
        ),
        CheckRule(
            UNUSED,
            Severity.WARNING,
            "A comment that switches off a rule which finds nothing there.",
            "It would hide the next fault at its place.",
        ),
    )
    return (*(rule for rules in registry().values() for rule in rules), *own, *journal.RULES, *SPELLING, *BUILD)


BUILD = (
    CheckRule(
        "build.missing-file",
        Severity.ERROR,
        "A figure, style or bibliography that the build needs and that is not in the manuscript's folder.",
        "The paper would be built without it.",
    ),
    CheckRule(
        "build.image-format",
        Severity.ERROR,
        "A figure of a kind that cannot be built in.",
        "PNG, JPEG, SVG and PDF can be.",
    ),
    CheckRule(
        "build.missing-glyph",
        Severity.ERROR,
        "A character that the fonts of the PDF do not have.",
        "It would be an empty box on the page.",
    ),
    CheckRule(
        "build.formula",
        Severity.ERROR,
        "A formula that cannot be set.",
        "It would stand in the paper as its code.",
    ),
    CheckRule(
        "build.left-out",
        Severity.WARNING,
        "Raw TeX or HTML that the built files cannot show.",
        "It is in the source and not in the paper.",
    ),
    CheckRule(
        "build.alt-text",
        Severity.WARNING,
        "A figure without a text for those who cannot see it, or with its caption for one.",
        "Journals and law (the European Accessibility Act, Section 508) ask for it; screen readers read it out.",
    ),
    CheckRule(
        "build.image-size",
        Severity.WARNING,
        "A figure’s file that is larger than journals’ systems take.",
        "The submission would be refused, or the picture made small by a machine.",
    ),
    CheckRule(
        "build.wide-table",
        Severity.WARNING,
        "A table that is wider than the page of the profile.",
        "Its words would break, or run over the margin.",
    ),
    CheckRule(
        "build.missing-target",
        Severity.WARNING,
        "A reference to a figure, table, equation or section that is not there.",
        "The reader would look for it in vain.",
    ),
)
"""What `mslint build` tells of a manuscript; made by `build`, told here with the rest."""


class CheckChecker:
    """Runs the checks that have a rule among those wanted."""

    def __init__(self, wanted: Iterable[CheckRule]) -> None:
        self._wanted = {rule.id for rule in wanted}

    def check(self, document: Document, progress: Progress = silent) -> Outcome:
        found: list[Diagnostic] = []
        for run, rules in registry().items() if self._wanted else ():
            if any(rule.id in self._wanted for rule in rules):
                found.extend(diagnostic for diagnostic in run(document) if diagnostic.rule in self._wanted)
        return Outcome(tuple(found), ())


__all__ = ["Check", "CheckChecker", "CheckRule", "NotChecked", "registry", "rules"]
