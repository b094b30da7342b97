"""Claims without a source: what is told, what is left alone, and how the best are chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from mslint.checks import claims
from mslint.checks.claims import ADDITION, ATTRIBUTION, FACT, FIGURE, QUOTATION, Claim
from mslint.model import Diagnostic, Document, Severity, Source, Span
from mslint.readers import read
from mslint.readers.works import with_works


def document(text: str, heading: str = "Introduction") -> Document:
    return with_works(read(Source.of(Path("paper.md"), f"# {heading}\n\n{text}\n")))


def found(text: str, heading: str = "Introduction") -> list[Claim]:
    return claims.claims(document(text, heading))


def told(text: str, heading: str = "Introduction") -> list[Claim]:
    paper = document(text, heading)
    return claims.shown(claims.claims(paper), claims.word_starts(paper))


def checked(text: str, heading: str = "Introduction") -> list[Diagnostic]:
    return list(claims.check(document(text, heading)))


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("Several recent studies have shown that small states join alliances to survive.", ATTRIBUTION, "studies have"),
        ("It has long been argued that trade between neighbours prevents war.", ATTRIBUTION, "It has long been argued"),
        (
            "Most historians agree on little, but scholars argue that the treaty failed at once.",
            ATTRIBUTION,
            "scholars argue",
        ),
        ("Rivers carried 38 percent of the grain that the city imported every year.", FIGURE, "38 percent"),
        (
            "One minister called the treaty “a peace that nobody in the room believed in” at the time.",
            QUOTATION,
            "a peace that",
        ),
        ("The port is the largest harbour on the southern coast of the country.", FACT, "the largest harbour"),
        ("Sovereignty is defined as the supreme authority within a territory.", FACT, "is defined as"),
        ("Exports of timber have declined steadily since the end of the war.", FACT, "have declined"),
    ],
)
def test_a_claim_is_told_with_the_words_that_gave_it_away(text: str, rule: claims.CheckRule, words: str) -> None:
    [claim] = found(text)
    assert claim.rule == rule.id
    assert "“" in claim.message and words in claim.message
    assert 0 < claim.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "We show that small states joined alliances in order to survive the war.",
        "This paper examines how small states in the region join alliances.",
        "Section 3 describes the archives and the letters that were read.",
        "The aim of the study was to compare the letters of two ministers.",
        "The hypothesis is that small states with many neighbours join earlier.",
        "Why do small states join alliances that they cannot leave again?",
        "Little is known about the letters that the ministers wrote to each other.",
        "Future research should compare the letters with the diaries of the period.",
        "Participants were asked to read ten letters and to judge their tone.",
        "A short note.",
    ],
)
def test_the_papers_own_matter_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Several recent studies have shown that small states join alliances [@walt1987].",
        "Several recent studies have shown that small states join alliances (Walt, 1987).",
        "Several recent studies, such as Walt (1987), have shown that small states join alliances.",
        "Several recent studies have shown that small states join alliances.[^1]\n\n[^1]: Walt, p. 3.",
        "Several recent studies have shown that small states join alliances (https://example.org/states).",
    ],
)
def test_a_source_in_the_sentence_is_enough(text: str) -> None:
    assert found(text) == []


def test_a_sentence_that_goes_on_with_the_source_before_it_is_covered() -> None:
    source = "Alliances form against threats (Walt, 1987). "
    assert found(source + "They are most common among states that share a border.") == []
    assert len(found(source + "States that share a border fight most of the wars on record.")) == 1


def test_a_sentence_whose_example_is_cited_next_is_covered() -> None:
    claim = "Several studies have shown that small states join alliances. "
    assert found(claim + "For example, Baltic states did so in the 1930s (Smith, 1999).") == []
    assert len(found(claim + "Large states sign fewer treaties (Smith, 1999).")) == 1


@pytest.mark.parametrize("heading", ["Methods", "Results", "Conclusion"])
def test_methods_results_and_conclusion_are_the_authors_but_for_what_others_found(heading: str) -> None:
    assert told("Rivers carried 38 percent of the grain that the city imported.", heading) == []
    assert len(found("Several recent studies have shown that rivers carried the grain.", heading)) == 1


@pytest.mark.parametrize("heading", ["Abstract", "References", "Keywords", "Appendix", "Funding"])
def test_nothing_is_told_where_no_citation_belongs(heading: str) -> None:
    assert found("Several recent studies have shown that small states join alliances.", heading) == []


def test_an_author_who_is_cited_elsewhere_is_a_source() -> None:
    text = "Alliances form against threats (Walterson, 1987).\n\nAs Walterson notes, small states have the largest stake in treaties."
    assert found(text) == []


def test_the_papers_own_tool_is_no_claim() -> None:
    text = "---\ntitle: 'Grainflow: a library for river trade'\n---\n\n# Overview\n\nGrainflow is the fastest simulator of river trade on the market.\n"
    assert claims.claims(with_works(read(Source.of(Path("paper.md"), text)))) == []
    other = text.replace("Grainflow is", "Cargo is")
    assert len(claims.claims(with_works(read(Source.of(Path("paper.md"), other))))) == 1


def test_the_place_is_the_sentence() -> None:
    text = "We thank nobody. Several recent studies have shown that *small* states join alliances. We agree."
    doc = document(text)
    [claim] = claims.claims(doc)
    assert (
        doc.text[claim.span.start : claim.span.end]
        == "Several recent studies have shown that *small* states join alliances."
    )


def test_an_introduction_weighs_more_than_a_method_and_cited_neighbours_count() -> None:
    text = "It has long been argued that trade prevents war."
    plain = claims.Sentence(text, "introduction")
    assert claims.score(plain) > claims.score(claims.Sentence(text, "methods"))
    amid = claims.Sentence(text, "introduction", cited_after=True, paragraph=0.5, section=0.5, near=0.5)
    assert claims.score(amid) > claims.score(plain)


def test_sentences_in_a_row_are_one_finding_and_three_at_most() -> None:
    sentence = "Several recent studies have shown that small states join alliances in times of war. "
    [row] = found(sentence * 3)
    assert row.sentences == 3
    assert [claim.sentences for claim in found(sentence * 4)] == [3, 1]
    assert "3 sentences" in checked(sentence * 3)[0].message


def test_the_best_are_shown_so_many_a_page_and_a_paper() -> None:
    def claim(at: int, confidence: float) -> Claim:
        return Claim(Span(at, at + 5), confidence, FACT.id, "")

    words = list(range(0, 60000, 6))  # 300 words are 1,800 code points
    one_page = [claim(at * 10, 0.5 + at / 100) for at in range(9)]
    shown = claims.shown(one_page, words)
    assert [c.confidence for c in shown] == sorted((c.confidence for c in one_page), reverse=True)[: len(shown)]
    assert 1 <= len(shown) < 9
    many = [claim(at * 1800, 0.9) for at in range(30)]
    assert len(claims.shown(many, words)) == 15
    assert claims.shown([claim(0, 0.05)], words) == []


def test_only_a_sure_attribution_is_a_warning() -> None:
    sure = checked(
        "Border disputes are old (Smith, 1999). A growing body of research has suggested that several recent studies have "
        "shown that small states have been associated with alliances. Others differ (Jones, 2001)."
    )
    assert [d.severity for d in sure] == [Severity.WARNING]
    assert sure[0].confidence is not None and sure[0].confidence >= 0.8
    fact = checked("Exports of timber have declined steadily since the end of the long war (in the north).")
    assert all(d.severity is Severity.SUGGESTION for d in fact)


def test_a_published_result_of_the_author_is_left_alone_in_a_discussion() -> None:
    assert told("The data show that rivers carried most of the grain in dry years.", "Discussion") == []
    assert told("Dry years may explain the switch from rivers to roads.", "Discussion") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bees dance to each other (Frisch, 1967), and wasps sing to their queens at night.", ["wasps sing"]),
        ("Bees dance to each other (Frisch, 1967), wasps sing, and ants have fought for ages (Ito, 1993).", []),
        ("Bees dance to each other (Frisch, 1967) and we counted their steps for a year.", []),
        ("Bees dance to each other (Frisch, 1967) and the like.", []),
    ],
)
def test_what_is_joined_to_a_cited_statement_is_not_covered(text: str, words: list[str]) -> None:
    added = [claim for claim in found(text) if claim.rule == ADDITION.id]
    assert [word for claim, word in zip(added, words, strict=True) if word in claim.message] == words


LISTED = """# Introduction

Bees dance to each other (Frisch, 1967). {claim}

# References

Frisch, K. (1967). *The dance language of bees*. Harvard University Press.

Ito, M. (1993). Queens, wasps and nocturnal singing. *Journal of Insects*, 3(1), 1–9.
"""


def test_an_entry_that_nothing_cites_is_named_where_a_sentence_speaks_of_it() -> None:
    def found_in(claim: str) -> list[Diagnostic]:
        text = LISTED.format(claim=claim)
        return list(claims.check(with_works(read(Source.of(Path("paper.md"), text)))))

    [told] = found_in("Studies have shown that the nocturnal singing of wasps calms their queens.")
    assert "Ito (1993)" in told.message
    assert [place.message for place in told.related] == ["Ito (1993) is not cited"]
    assert all("Ito" not in other.message for other in found_in("Studies have shown that the price of bread rose."))


def test_a_claim_is_shown_if_it_is_likely_asked_for() -> None:
    def claim(confidence: float, asked: float, **more: float) -> Claim:
        return Claim(Span(0, 5), confidence, FACT.id, "", asked, **more)  # type: ignore[arg-type]

    def is_shown(one: Claim) -> bool:
        return bool(claims.shown([one], [0]))

    assert is_shown(claim(0.4, 0.8))
    assert not is_shown(claim(0.4, 0.35)) and is_shown(claim(0.7, 0.35))
    assert not is_shown(claim(0.95, 0.02))
    assert is_shown(claim(0.2, 0.2, entry=0)) and not is_shown(claim(0.2, 0.2))


def test_the_authors_matter_is_asked_for_less() -> None:
    def asked(text: str, role: str = "introduction", **more: bool) -> float:
        return claims.asked(claims.Sentence(text, role, **more), 0.5)

    plain = asked("Small states join alliances in order to survive.")
    assert plain > asked("We find that small states join alliances in order to survive.")
    assert plain > asked("Small states join alliances in order to survive.", "discussion")
    assert plain > asked("Small states were then joined to alliances of the time.")
    assert plain > asked("Little research has been done on small states in alliances.")


def test_what_follows_a_cited_passage_under_a_lost_heading_is_read() -> None:
    cited, claim = "Bees dance (Frisch, 1967).", "Several recent studies have shown that wasps sing to their queens."
    assert len(found(f"{cited}\n\n{claim}", "Funding")) == 1
    assert found(f"{claim}\n\n{cited}", "Funding") == []


def test_titles_are_matched_by_rare_words() -> None:
    from mslint.checks.listed import Listed, stems

    sentences = [stems(text.split()) for text in ("bees dance", "bees sing", "bees fly", "the nocturnal dance of bees")]
    works = Listed(["The dance of bees", "Nocturnal bees", "Wheat prices"], sentences)
    weight, at = works.best(sentences[3])
    assert at == 1 and weight > 0
    assert works.best(sentences[3], frozenset([2])) == (0.0, -1)
    assert works.best(stems(["bees"])) == (0.0, -1)  # one word is too few
    assert stems(["the", "post-war", "theories"]) == stems(["theory", "war", "post"])
