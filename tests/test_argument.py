"""A text in, findings out: what of a paper's argument is read, and where its parts do not answer each other."""

from __future__ import annotations

import importlib.util
import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from command import run
from mslint.checks import argument
from mslint.checks.argument import statements, tree
from mslint.checks.argument.model import Argument
from mslint.checks.argument.outline import outline
from mslint.checks.argument.terms import families
from mslint.model import Diagnostic, Document, Reading, Severity, Source
from mslint.readers.markdown import read as read_markdown
from mslint.readers.plain import read as read_plain
from mslint.words import content, is_stop, stem, words

TRAM = """\
---
title: "Who pays for the tram? Fares, taxes and the return of light rail in mid-sized towns"
abstract: |
  Many mid-sized towns have brought back the tram, and few agree on who should pay for it. This paper asks how the costs are shared, what the new lines do to shops along them, and how residents judge the building years. Using council accounts, a street survey and forty interviews, it compares three towns. Fares cover less than half of the costs, shops close to stops gain custom, and anger fades within a year of opening. The paper concludes that towns should plan for the years of building as carefully as for the line.
keywords: [light rail, fares, shops, residents]
---

# Introduction

Light rail, as planners call the tram, has a past. Trams left most mid-sized towns in the nineteen-fifties and have been coming back since the eighties. Each return is fought over in the council and in the street. The paper first reviews the literature and then explains its methods. Three sections answer its three questions. A conclusion follows.

# Problem statement

Little is known about towns of fewer than two hundred thousand people. Their budgets are small, their centres are compact, and one line may take ten years of their transport money.

# Research objectives

The study has three objectives:

1. to establish who bears the cost of building and running a line;
2. to measure what happens to shops near the new stops;
3. to trace how residents judge the works before and after opening.

# Research questions

Three questions guide the study:

1. How are the costs of a tram line divided between fares, local taxes and the state?
2. Does the opening of a line bring customers to the shops along it?
3. How do residents judge the years of construction, and does their view change once trams run?

# Literature review

Studies of large cities find that rail raises land values (Harper, 2011). Work on smaller places is thin, and most of it is written by consultants (Osei & Lindqvist, 2016).

# Methods

The study compares three towns: Brenby, Colm and Harstead. It reads the council accounts of twelve years, counts customers in 140 shops and draws on forty interviews with residents.

# Sharing the cost

In all three towns fares pay for less than half of what the line costs each year. Local taxes carry a third, and the state pays for most of the building. Brenby raised its business tax in order to do so; Colm sold land. Where the state had promised a fixed sum, overruns fell on local taxpayers.

# Shops along the line

Counts before and after opening show more customers in shops within two hundred metres of a stop. Cafés gained most. Furniture dealers, whose customers come by car, lost some trade. The gain was smaller in Harstead, where the line runs beside the old high street rather than along it.

# Living with the works

Residents spoke of noise, dust and closed roads. In the second year of construction four in ten wanted the project stopped. Once the trams ran, most of those who had opposed it said that they would vote for it again. The view of those who lost a parking space did not change.

# Findings

The study has three findings. First, fares cover less than half of the costs and local taxes a third. Second, shops near stops gain customers, cafés above all. Third, residents resent the construction but change their view once trams run.

# Conclusion

A tram line is paid for by many and judged by all. Its costs fall on local taxpayers more than on passengers, its shops do well, and the anger of the building years passes. Towns that prepare residents for the works will find the rest easier.

# References

Harper, L. (2011). Rails and rents. *Urban Economics*, 4(2), 11–29.

Osei, K., & Lindqvist, M. (2016). Small towns, big lines. *Transport Review*, 9, 201–219.
"""

NURSES = """\
# Night shifts and the memory of nurses

## Abstract

Nurses who work at night sleep badly by day. We tested whether night work weakens the memory for new instructions. Using a recall test with 96 nurses in two hospitals, we compared three shift patterns. Nurses on rotating shifts recalled fewer instructions than those on fixed nights, and short naps removed most of the difference. The results suggest that hospitals should schedule naps.

**Keywords:** night shift, nurses, memory, naps

## 1. Introduction

Handovers at dawn are full of new instructions. Whether they are remembered depends on sleep (Moreau, 2014). We ask two research questions:

- RQ1: Does rotating night work weaken the recall of new instructions?
- RQ2: Can a short nap during the shift restore recall?

Two hypotheses follow from earlier work.

H1: Nurses on rotating shifts recall fewer instructions than nurses on fixed nights.

H2: A nap of thirty minutes raises recall among nurses on rotating shifts.

Section 2 describes the sample and the recall test. Section 3 reports the results for rotation and for naps. Section 4 discusses what they mean for hospitals.

## 2. Methods

We recruited 96 nurses in two hospitals. Each heard twenty instructions at five in the morning and wrote down those that they remembered two hours later. Half of the nurses on rotating shifts were given a bed and thirty minutes for a nap.

## 3. Results

### 3.1 Rotation and recall

Nurses on fixed nights recalled 14.2 instructions and nurses on rotating shifts 11.6. The difference was significant and supports H1. It did not depend on age or on years of service.

### 3.2 Naps

Those who had napped recalled 13.5 instructions, almost as many as the nurses on fixed nights. H2 was supported. Nurses who could not fall asleep showed no gain.

## 4. Discussion

Rotating night work weakens recall, and a nap restores most of it. The first result agrees with laboratory work on sleep; the second is new for a hospital. A bed and half an hour cost little. Fixed nights may have costs of their own that we did not measure.

## 5. Conclusion

New instructions at dawn are safer with those who have slept. Hospitals that cannot avoid rotating shifts should schedule naps.

## References

Moreau, P. (2014). Sleep and the ward. Nursing Science, 3, 5–19.
"""

PORT = """\
# Bells, bread and barges: courts and petitions in a river port, 1780–1815

## Introduction

Prices in the river port of Vell were cried at the sound of a bell. When the bell was moved in 1783, bakers and bargemen went to court. This article asks how the magistrates settled disputes over bread, why bargemen turned to petitions rather than strikes, and whether the arrival of French troops altered the rules of the market. The article begins with previous research and the sources; it then takes up the magistrates, the bargemen and the garrison in turn, and it ends with a conclusion.

## Previous research

Historians of the moral economy have looked for riots and found them (Abel, 1988). Courts that worked have drawn less notice. Dorn (2003) showed for another port that bakers trusted the bench.

## Sources and method

The article reads 212 case files of the market court, the petitions kept by the guild of bargemen and the order books of the garrison. Each case was coded by plaintiff, complaint and outcome.

## The bench and the bakers

The magistrates fined bakers for light loaves in two of three cases. They rarely closed a shop. In disputes over the price of bread they set a rate for the week and had it cried at the bell. Bakers accepted the fines since the rate protected them from rivals.

## Petitions from the barges

Bargemen could have stopped the river, and they knew it. They wrote petitions all the same: forty-one survive. A strike would have broken their contracts with the mills, while a petition cost a stamp and kept the contract whole. The guild's clerk drafted most of them.

## A garrison in the market

French troops entered Vell in 1795. The commander left the market court in place but bought bread outside it. Within a year the rules of the market bent: rates were cried later in the day, and soldiers were served first. After they left, the old rules returned.

## Conclusion

The market of Vell was kept by a court rather than a crowd. Magistrates settled disputes by fines and weekly rates, bargemen petitioned because strikes would have cost them their contracts, and the troops bent the rules for as long as they stayed.

## References

Abel, R. (1988). Riot and ration. Northern Press.

Dorn, H. (2003). Trusting the bench. Past Markets, 12, 44–61.
"""


def document(text: str) -> Document:
    return read_markdown(Source.of(Path("p.md"), text))


def findings(text: str) -> list[Diagnostic]:
    return sorted(argument.check(document(text)), key=lambda d: d.span)


def grave(text: str) -> dict[str, list[str]]:
    """Rules of the findings at warning and above, with the words that each marks."""
    out: dict[str, list[str]] = {}
    for d in findings(text):
        if d.severity >= Severity.WARNING:
            out.setdefault(d.rule.removeprefix("argument."), []).append(text[d.span.start : d.span.end])
    return out


def changed(paper: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert paper.count(old) >= 1, old
        paper = paper.replace(old, new, 1)
    return paper


def section(paper: str, title: str) -> str:
    found = re.search(rf"(?ms)^#+ {re.escape(title)}\n.*?(?=^#+ |\Z)", paper)
    assert found, title
    return found[0]


def without(paper: str, title: str) -> str:
    return paper.replace(section(paper, title), "")


def moved(paper: str, title: str, before: str) -> str:
    """The paper with a section moved in front of another's heading."""
    part = section(paper, title)
    return paper.replace(part, "").replace(f"# {before}\n", f"{part}# {before}\n")


# --- aligned papers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [TRAM, NURSES, PORT], ids=["tram", "nurses", "port"])
def test_a_paper_whose_parts_answer_each_other_has_no_finding(paper: str) -> None:
    assert findings(paper) == []


def test_a_paper_without_questions_is_left_alone() -> None:
    text = "# Walking\n\nWe walked to the river and back. It rained.\n\n# Resting\n\nWe slept late.\n"
    assert findings(text) == []


def test_an_empty_text_has_no_argument() -> None:
    assert findings("") == []


# --- what is read ----------------------------------------------------------------------------------------------------


def read(text: str) -> Argument:
    return statements.read(document(text))


def test_questions_objectives_and_findings_of_sections() -> None:
    paper = read(TRAM)
    assert [q.text[:19] for q in paper.questions] == [
        "How are the costs o",
        "Does the opening of",
        "How do residents ju",
    ]
    assert [o.text[:12] for o in paper.objectives] == ["to establish", "to measure w", "to trace how"]
    assert [f.text[:12] for f in paper.findings] == ["First, fares", "Second, shop", "Third, resid"]
    assert [u.title for u in paper.units] == ["Sharing the cost", "Shops along the line", "Living with the works"]


def test_labels_are_read_and_kept() -> None:
    paper = read(NURSES)
    assert [(q.label, q.number) for q in paper.questions] == [("RQ1", "1"), ("RQ2", "2")]
    assert [h.label for h in paper.hypotheses] == ["H1", "H2"]


def test_a_label_behind_its_statement() -> None:
    paper = read("# Theory\n\nTall nurses sleep longer than short nurses (H1) and wake later in the morning (H2).\n")
    assert [(h.label, h.text) for h in paper.hypotheses] == [
        ("H1", "Tall nurses sleep longer than short nurses"),
        ("H2", "wake later in the morning"),
    ]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("This paper asks whether canals lowered the price of coal.", ["whether canals lowered the price of coal."]),
        ("The central question is how monks kept bees in winter.", ["how monks kept bees in winter."]),
        (
            "The study examines how canals were dug, and why farmers sold their land.",
            ["how canals were dug", "why farmers sold their land."],
        ),
        (
            "We address two questions: (1) how canals were dug and (2) why farmers sold their land.",
            ["how canals were dug", "why farmers sold their land."],
        ),
    ],
)
def test_questions_in_running_text(sentence: str, what: list[str]) -> None:
    assert [q.text for q in read(f"# Introduction\n\n{sentence}\n").questions] == what


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("The aim of this study is to map the wells of the valley.", ["to map the wells of the valley."]),
        ("This article aims to date the oldest bridges.", ["to date the oldest bridges."]),
        (
            "The objectives are to map the wells, to date the bridges, and to count the mills.",
            ["to map the wells", "to date the bridges", "to count the mills."],
        ),
    ],
)
def test_objectives_in_running_text(sentence: str, what: list[str]) -> None:
    assert [o.text for o in read(f"# Introduction\n\n{sentence}\n").objectives] == what


def test_the_authors_own_markers() -> None:
    text = "# Introduction\n\nWhat puzzles us is the silence of the bakers about flour.\n"
    assert read(text).questions == ()
    marked = replace(document(text), reading=Reading(questions=("what puzzles us is",)))
    assert [q.text for q in statements.read(marked).questions] == ["the silence of the bakers about flour."]


def test_plain_text_is_read_alike() -> None:
    text = (
        "Research questions\n\nHow did the canals lower the price of coal?\n\nWhy did farmers sell their land?\n\n"
        "Conclusion\n\nThe canals halved the price of coal within ten years of their opening.\n"
    )
    paper = statements.read(read_plain(Source.of(Path("p.txt"), text)))
    assert len(paper.questions) == 2


def test_a_problem_is_read_by_its_words() -> None:
    (problem,) = read(TRAM).problems
    assert problem.text.startswith("Little is known")


# --- questions, objectives, sections, findings -----------------------------------------------------------------------

Q = {
    1: "1. How are the costs of a tram line divided between fares, local taxes and the state?\n",
    2: "2. Does the opening of a line bring customers to the shops along it?\n",
    3: "3. How do residents judge the years of construction, and does their view change once trams run?\n",
}


@pytest.mark.parametrize(
    ("title", "question"), [("Sharing the cost", 1), ("Shops along the line", 2), ("Living with the works", 3)]
)
def test_a_question_whose_section_was_dropped(title: str, question: int) -> None:
    found = grave(without(TRAM, title))
    assert found["unanswered-question"] == [Q[question][3:-1]]


def test_a_question_in_running_text_whose_section_was_dropped() -> None:
    paper = without(PORT, "A garrison in the market")
    assert grave(paper)["unanswered-question"] == [
        "whether the arrival of French troops altered the rules of the market."
    ]


def test_a_question_of_another_matter() -> None:
    paper = changed(TRAM, (Q[3], "3. How did engineers choose the gauge of the rails?\n"))
    found = grave(paper)
    assert found["unanswered-question"] == ["How did engineers choose the gauge of the rails?"]


def test_a_question_of_another_matter_where_no_objective_asks_either() -> None:
    paper = changed(
        PORT,
        (
            "whether the arrival of French troops altered the rules of the market",
            "whether floods changed the depth of the harbour",
        ),
    )
    (d,) = [d for d in findings(paper) if d.rule == "argument.unanswered-question"]
    assert "“A garrison in the market” answers none" in d.message
    assert paper[d.related[0].span.start : d.related[0].span.end] == "A garrison in the market"


def test_the_message_names_what_is_missing_and_the_nearest_section() -> None:
    paper = changed(TRAM, (Q[3], Q[3] + "4. Which effects does the line have on air pollution and asthma?\n"))
    (d,) = [d for d in findings(paper) if d.rule == "argument.unanswered-question"]
    assert "“air pollution”" in d.message
    assert d.related and paper[d.related[0].span.start :].startswith(("Sharing", "Shops", "Living"))


def test_an_objective_and_a_question_without_their_other_half() -> None:
    assert grave(changed(TRAM, (Q[2], "")))["objective-without-question"] == [
        "to measure what happens to shops near the new stops"
    ]
    paper = changed(TRAM, ("2. to measure what happens to shops near the new stops;\n", ""))
    assert grave(paper)["question-without-objective"] == [Q[2][3:-1]]


def test_a_section_that_no_question_asks_for() -> None:
    extra = "## 3.3 Wages in private clinics\n\nPrivate clinics paid a fifth more than the state. Contracts there ran for two years, few of them had a union, and bonuses were paid in December to those who had stayed.\n\n"
    paper = changed(NURSES, ("## 4. Discussion", f"#{extra}## 4. Discussion"))
    assert grave(paper) == {"unasked-section": ["3.3 Wages in private clinics"]}


def test_what_stands_behind_the_thanks_is_no_part_of_the_argument() -> None:
    extra = "## Acknowledgements\n\nWe thank the wards.\n\n## Pay bands of clinics\n\nBand seven begins at forty thousand.\n\n"
    paper = document(changed(NURSES, ("## References", f"{extra}## References")))
    assert "Pay bands of clinics" not in [unit.title for unit in tree.units(paper)]


def test_a_finding_that_answers_nothing_and_a_question_without_finding() -> None:
    more = "Fourth, schools along the route teach more foreign languages."
    paper = changed(
        TRAM,
        ("has three findings", "has four findings"),
        ("once trams run.\n\n# Con", f"once trams run. {more}\n\n# Con"),
    )
    assert grave(paper) == {"finding-without-question": [more]}
    fewer = changed(
        TRAM,
        ("has three findings", "has two findings"),
        ("Second, shops near stops gain customers, cafés above all. Third", "Second"),
    )
    assert grave(fewer) == {"question-without-finding": [Q[2][3:-1]]}


def test_headings_that_do_not_fit_their_sections() -> None:
    renamed = changed(TRAM, ("# Shops along the line", "# Vineyards and the tithe"))
    assert grave(renamed) == {"heading-unlike-section": ["Vineyards and the tithe"]}
    swapped = changed(
        TRAM,
        ("# Shops along the line", "# X"),
        ("# Sharing the cost", "# Shops along the line"),
        ("# X", "# Sharing the cost"),
    )
    assert grave(swapped)["heading-unlike-section"] == ["Shops along the line"]


def test_sections_that_answer_in_another_order_than_asked() -> None:
    found = grave(moved(TRAM, "Sharing the cost", "Living with the works"))
    assert found == {"answers-out-of-order": ["Shops along the line"]}


# --- hypotheses ------------------------------------------------------------------------------------------------------


def test_a_hypothesis_that_is_never_tested() -> None:
    text = "H3: Nurses with small children profit less from naps than nurses without.\n\nSection 2"
    paper = changed(NURSES, ("Two hypotheses", "Three hypotheses"), ("Section 2", text))
    (d,) = findings(paper)
    assert d.rule == "argument.untested-hypothesis"
    assert "H3" in d.message


@pytest.mark.parametrize(
    "tested", ["All three hypotheses were supported.", "The data agree with H1–H3.", "The third hypothesis failed."]
)
def test_hypotheses_tested_by_name_or_together(tested: str) -> None:
    text = "H3: Nurses with small children profit less from naps than nurses without.\n\nSection 2"
    paper = changed(
        NURSES,
        ("Two hypotheses", "Three hypotheses"),
        ("Section 2", text),
        ("A bed and half", f"{tested} A bed and half"),
    )
    assert findings(paper) == []


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("- RQ2: Can", "- RQ3: Can", "RQ3"),
        ("H2: A nap", "H1: A nap", "H1"),
        ("## 4. Discussion", "## 6. Discussion", "6. Discussion"),
    ],
)
def test_numbers_that_skip_or_repeat(old: str, new: str, marked: str) -> None:
    assert marked in grave(changed(NURSES, (old, new)))["numbering"]


def test_a_list_of_ones_is_numbered_by_markdown() -> None:
    assert grave("# Method\n\n1. wash the jar\n1. dry the jar\n1. fill the jar\n") == {}


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("There are three reasons:\n\n- rain fell\n- wind blew\n", "three reasons"),
        ("We visited four towns: Brenby, Colm and Harstead.", "four towns"),
        ("Two reasons explain this. First, rain fell. Second, wind blew. Third, snow lay.", "Two reasons"),
        ("Three reasons explain this. First, rain fell. Second, wind blew. All of it was cold.", "Three reasons"),
        ("It rests on three arguments: (1) rain fell and (2) wind blew.", "three arguments"),
    ],
)
def test_counts_that_differ(text: str, announced: str) -> None:
    assert grave(f"# Weather\n\n{text}\n") == {"count-differs": [announced]}


@pytest.mark.parametrize(
    "text",
    [
        "There are two reasons:\n\n- rain fell\n- wind blew\n",
        "We visited three towns: Brenby, Colm and Harstead.",
        "Three reasons explain this. First, rain fell. Second, wind blew. Finally, snow lay.",
        "Three groups can be told. The first came early. A second group came late. Work in the third group went on.",
        "The other two reasons: rain, wind, snow and hail.",
        "At least two reasons explain this. First, rain fell. Second, wind blew. Third, snow lay.",
        "Four measures were taken. The first was rain. The second was wind. The third and fourth were snow.",
        "Table 2 lists three cases.",
        "n = 40 n = 52 Fig. 3. Mean sleep in the four groups of wards: (a) as reported and (b) as measured. Bars are errors.",
    ],
)
def test_counts_that_agree_or_say_nothing(text: str) -> None:
    assert grave(f"# Weather\n\n{text}\n") == {}


def test_the_number_of_questions_wherever_it_is_told() -> None:
    assert grave(changed(NURSES, ("two research questions", "three research questions"))) == {
        "count-differs": ["three research questions"]
    }
    assert grave(changed(TRAM, ("its three questions", "its four questions")))["count-differs"] == ["four questions"]


# --- structure -------------------------------------------------------------------------------------------------------


def test_promised_sections() -> None:
    absent = changed(NURSES, ("for hospitals.\n\n## 2", "for hospitals. Section 7 lists the limits.\n\n## 2"))
    assert grave(absent) == {"promise-not-kept": ["Section 7"]}
    other = changed(
        NURSES,
        ("Section 2 describes", "Section X describes"),
        ("Section 3 reports", "Section 2 reports"),
        ("Section X", "Section 3"),
    )
    assert "Section 2" in grave(other)["promise-not-kept"]
    words_only = changed(PORT, ("ends with a conclusion", "ends with recommendations and a conclusion"))
    assert grave(words_only) == {"promise-not-kept": ["recommendations"]}


def test_the_next_section() -> None:
    paper = changed(
        TRAM,
        ("by consultants (Osei & Lindqvist, 2016).", "by consultants. The next section presents the recommendations."),
    )
    assert grave(paper) == {"promise-not-kept": ["The next section"]}


@pytest.mark.parametrize(
    ("title", "name"), [("Methods", "methods"), ("Literature review", "literature"), ("Conclusion", "conclusion")]
)
def test_a_section_of_its_kind_that_is_missing(title: str, name: str) -> None:
    paper = without(TRAM, title)
    (message,) = [d.message for d in findings(paper) if d.rule == "argument.missing-section"]
    assert name in message


@pytest.mark.parametrize(
    ("title", "before"),
    [("Methods", "Conclusion"), ("Literature review", "Findings"), ("Conclusion", "Sharing the cost")],
)
def test_a_section_out_of_order(title: str, before: str) -> None:
    assert grave(moved(TRAM, title, before))["section-out-of-order"] == [title]


def test_methods_at_the_end_as_some_journals_want_them() -> None:
    paper = without(NURSES, "2. Methods").replace("## References", section(NURSES, "2. Methods") + "## References")
    assert "section-out-of-order" not in grave(paper)


def test_an_empty_section() -> None:
    assert grave(changed(TRAM, ("# Findings\n", "# Policy\n\n# Findings\n")))["empty-section"] == ["Policy"]
    assert grave("# Study\n\n## Part\n\nText.\n\n# References\n") == {}, (
        "below a heading stands another; references are built"
    )
    assert grave("# Study\n\n![](map.png)\n\n# Results\n\nText.\n") == {}, "a figure is something"
    assert grave("# Trams\n\n### By Ada Lund\n\n# Results\n\nText.\n") == {}, "an author's name needs no text"


def test_headings_of_a_plain_text_show_no_level_unless_numbered() -> None:
    body = (
        "1 Introduction\n\nTrams run in the town, and nobody likes them.\n\n2 Study 1\n\nMethod\n\nParticipants\n\n"
        "We asked all of them. They said it.\n\nResults\n\nAll of them.\n"
    )
    numbered = body.replace("Method", "2.1 Method").replace("Parti", "2.2 Parti")
    rules = [
        [
            d.rule
            for d in argument.check(read_plain(Source.of(Path("p.txt"), text)))
            if d.rule == "argument.empty-section"
        ]
        for text in (body, numbered)
    ]
    assert rules == [[], ["argument.empty-section"]]


def test_a_doubled_section() -> None:
    paper = changed(TRAM, ("# References", "# Conclusion\n\nTrams return.\n\n# References"))
    assert grave(paper)["doubled-section"] == ["Conclusion"]


def test_each_study_of_a_paper_has_its_own_methods() -> None:
    study = "## Methods\n\nWe counted.\n\n## Results\n\nThere were six.\n\n"
    assert grave(f"# Study 1\n\n{study}# Study 2\n\n{study}") == {}


def test_one_test_in_methods_and_results_of_a_flat_paper() -> None:
    test = "# Memory test\n\nIt took ten minutes.\n\n"
    assert "doubled-section" not in grave(f"# Methods\n\nWe counted.\n\n{test}# Results\n\nSix came.\n\n{test}")
    assert "doubled-section" in grave(f"# Methods\n\nWe counted.\n\n{test}{test}# Results\n\nSix came.\n\n")


# --- theory, conclusion, abstract, title, keywords -------------------------------------------------------------------

THEORY = "# Theoretical framework\n\nThe study draws on the theory of path dependence: early choices bind later ones.\n\n# Methods\n"


def test_a_theory_that_is_never_used() -> None:
    paper = changed(TRAM, ("# Methods\n", THEORY))
    assert grave(paper) == {"unused-theory": ["path dependence"]}
    used = changed(paper, ("A tram line is paid", "As path dependence suggests, old rails bind. A tram line is paid"))
    assert grave(used) == {}


def test_a_new_claim_in_the_conclusion() -> None:
    claim = "Electric buses with overnight charging halve emissions and attract younger commuters."
    paper = changed(TRAM, ("find the rest easier.", f"find the rest easier. {claim}"))
    assert grave(paper) == {"new-claim-in-conclusion": [claim]}
    ahead = changed(
        TRAM,
        (
            "find the rest easier.",
            "find the rest easier. Future research should study electric buses with overnight charging.",
        ),
    )
    assert grave(ahead) == {}, "an outlook has words of its own"


def test_what_the_abstract_leaves_out() -> None:
    bare = "Nurses are many. Wards are cold and dark. Night falls early on the coast, and the ferry is late again. " * 3
    paper = re.sub(r"Nurses who work at night.*?schedule naps\.", bare, NURSES, flags=re.DOTALL)
    (d,) = [d for d in findings(paper) if d.rule == "argument.abstract-part"]
    assert d.severity == Severity.SUGGESTION
    assert "aim" in d.message


def test_an_abstract_without_its_result() -> None:
    text = "We ask how night work bears on memory. Nurses of two wards wore wrist recorders for a month and filled in a questionnaire on each shift, on the days before and after it, on naps, meals and light. Hospitals should thus plan rest as they plan beds."
    paper = re.sub(r"Nurses who work at night.*?schedule naps\.", text, NURSES, flags=re.DOTALL)
    (d,) = [d for d in findings(paper) if d.rule == "argument.abstract-part"]
    assert (d.severity, d.message) == (Severity.WARNING, "The abstract does not seem to tell the result of the study.")


def test_title_and_keywords() -> None:
    title = changed(
        TRAM,
        (
            "Who pays for the tram? Fares, taxes and the return of light rail in mid-sized towns",
            "Harbour ferries and the price of commuting in island capitals",
        ),
    )
    assert list(grave(title)) == ["title-term-missing"]
    keyword = changed(TRAM, ("[light rail, fares", "[blockchain governance, fares"))
    assert grave(keyword) == {"unused-keyword": ["blockchain governance"]}


# --- all of it -------------------------------------------------------------------------------------------------------


def test_every_finding_is_of_a_rule_and_names_a_place_in_the_text() -> None:
    paper = changed(without(TRAM, "Sharing the cost"), ("has three findings", "has five findings"), (Q[2], ""))
    rules = {rule.id for rule in argument.RULES}
    found = findings(paper)
    assert len(found) >= 3
    for d in found:
        assert d.rule in rules
        assert 0 <= d.span.start < d.span.end <= len(paper)
        assert all(0 <= r.span.start <= r.span.end <= len(paper) for r in d.related)


def test_time_grows_with_the_paper_and_no_faster() -> None:
    def seconds(times: int) -> float:
        long = document(
            TRAM + "\n".join(f"## Part {n}\n\n{section(TRAM, 'Living with the works')[24:]}" for n in range(times))
        )
        list(argument.check(long))
        start = time.process_time()
        list(argument.check(long))
        return time.process_time() - start

    assert seconds(400) < 30 * max(seconds(40), 0.005)


def test_the_yardstick_is_met() -> None:
    spec = importlib.util.spec_from_file_location("make", Path(__file__).parent / "data" / "argument" / "make.py")
    assert spec and spec.loader
    papers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(papers)
    right = every = false = aligned = 0
    for name, text, known in papers.load():
        reader = read_plain if name.endswith(".txt") else read_markdown
        found = [d.span for d in argument.check(reader(Source.of(Path(name), text))) if d.severity >= Severity.WARNING]
        right += sum(papers.found(text, mismatch, found) for mismatch in known)
        every += len(known)
        false += len(found) if not known else 0
        aligned += not known
    assert right >= 0.83 * every
    assert false <= aligned / 3


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_have_places_and_stems() -> None:
    text = "The post-war neighbours’ defences"
    assert [text[w.start : w.end] for w in words(text)] == ["The", "post", "war", "neighbours", "defences"]
    assert stem("neighbours") == stem("Neighbor’s") and stem("defence") == stem("defenses")
    assert stem("organisation") == stem("organized") and stem("analyses") == stem("analysis")
    assert [w.text for w in content(text)] == ["post", "war", "neighbours", "defences"]
    assert is_stop("The") and not is_stop("war")


def test_families_join_what_has_one_root() -> None:
    assert len(set(families("Russia Russian"))) == 1
    assert len(set(families("democracy democratic"))) == 1
    assert len(set(families("policy police"))) == 2


# --- outline ---------------------------------------------------------------------------------------------------------


def test_the_matrix_sets_what_belongs_together_side_by_side() -> None:
    rows = outline(document(TRAM)).rows
    assert len(rows) == 3
    second = rows[1]
    assert second.question and second.objective and second.section
    assert second.section.text == "Shops along the line"
    assert second.objective.text.startswith("to measure")
    assert [cell.text[:12] for cell in second.findings] == ["Second, shop"]


def test_what_goes_with_no_question_has_a_row_of_its_own() -> None:
    rows = outline(document(changed(TRAM, (Q[2], "")))).rows
    assert [row.objective.text for row in rows if row.objective and not row.question] == [
        "to measure what happens to shops near the new stops"
    ]


@pytest.fixture
def tram(tmp_path: Path) -> Path:
    path = tmp_path / "tram.md"
    path.write_text(TRAM, "utf-8")
    return path


def test_outline_as_text(tram: Path) -> None:
    ran = run("outline", tram, cwd=tram.parent)
    assert ran.returncode == 0
    line = TRAM[: TRAM.index(Q[2])].count("\n") + 1
    assert f"Does the opening of a line bring customers to the shops along it?  (line {line})" in ran.stdout


def test_outline_as_json(tram: Path) -> None:
    told = json.loads(run("outline", "--format", "json", tram, cwd=tram.parent).stdout)
    first = told["rows"][0]
    assert TRAM[first["question"]["start"] : first["question"]["end"]] == first["question"]["text"]
    assert first["section"]["text"] == "Sharing the cost"


def test_outline_as_html_is_whole_and_escaped(tram: Path) -> None:
    tram.write_text(changed(TRAM, ("# Sharing the cost", "# Sharing the cost & <b>risk</b>")), "utf-8")
    ran = run("outline", "--format", "html", "-o", tram.parent / "out.html", tram, cwd=tram.parent)
    assert ran.returncode == 0
    page = (tram.parent / "out.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") and page.rstrip().endswith("</html>")
    assert "prefers-color-scheme" in page and "http" not in page.replace("http-equiv", "")
    assert "cost &amp; " in page and "<b>risk" not in page


def test_outline_of_a_paper_without_an_argument(tmp_path: Path) -> None:
    (tmp_path / "walk.md").write_text("We walked.\n", "utf-8")
    ran = run("outline", "walk.md", cwd=tmp_path)
    assert ran.returncode == 0
    assert "No question" in ran.stdout


def test_outline_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    ran = run("outline", "none.md", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1 and "none.md" in ran.stderr


FERRIES = """\
# Ferries and towns

## Introduction

Islands need boats, and towns pay for them every year anew.

{}

## Methods

We counted passengers on all boats.

## Results

### Commuting

People got to work earlier.
"""


@pytest.mark.parametrize(
    ("stated", "kind", "count"),
    [
        (
            "We ask three questions. How do ferries change commuting? Who uses them? And what do they cost?",
            "questions",
            3,
        ),
        ("Our first question is how ferries change commuting. The second is what they cost the town.", "questions", 2),
        (
            "Two questions are at the centre of this paper: how ferries run, and what they cost the town.",
            "questions",
            2,
        ),
        ("In particular, we examine (a) how ferries change commuting and (b) what they cost the town.", "questions", 2),
        ("We are interested in how ferries change commuting and in what they cost the town.", "questions", 2),
        ("The study was guided by these questions:\n\nHow do ferries run?\n\nWhat do boats cost?", "questions", 2),
        ("**Main question:** How do ferries change commuting between islands?", "questions", 1),
        ("The study aims\n\n- to describe ferry users\n- to estimate the cost for the town", "objectives", 2),
        (
            "The specific objectives were:\n\n1. Describe ferry users\n2. Estimate the cost for the town",
            "objectives",
            2,
        ),
        (
            "The aims are threefold: first, to describe users; second, to count boats; third, to weigh costs.",
            "objectives",
            3,
        ),
        ("Our hypotheses were that ferries shorten commuting and that they raise house prices.", "hypotheses", 2),
    ],
)
def test_statements_in_the_words_of_other_authors(stated: str, kind: str, count: int) -> None:
    document = read_markdown(Source.of(Path("a.md"), FERRIES.format(stated)))
    assert len(getattr(statements.read(document), kind)) == count


def test_a_main_question_is_no_item_of_the_list_that_divides_it() -> None:
    stated = "**Main question:** How do ferries change islands?\n\n**Sub-questions:**\n\na. How do people commute?\n\nb. What do boats cost?"
    found = statements.read(read_markdown(Source.of(Path("a.md"), FERRIES.format(stated)))).questions
    assert [(s.text, s.listed) for s in found] == [
        ("How do ferries change islands?", False),
        ("How do people commute?", True),
        ("What do boats cost?", True),
    ]


def test_marks_in_running_text_that_skip() -> None:
    stated = "We aim to (a) describe ferry users, (c) estimate the cost, and (d) compare ferries with buses."
    (d,) = (
        d
        for d in argument.check(read_markdown(Source.of(Path("a.md"), FERRIES.format(stated))))
        if "numbering" in d.rule
    )
    assert "“(c)” follows “(a)”" in d.message


def test_a_finding_that_nothing_else_speaks_of() -> None:
    stray = "Penguins in the harbour zoo hatched eleven chicks on cold Tuesdays."
    paper = changed(NURSES, ("It did not depend on age", f"{stray} It did not depend on age"))
    (d,) = findings(paper)
    assert d.rule == "argument.finding-without-question"
    assert "Penguins" in d.message


def test_a_heading_with_a_label_that_no_question_has() -> None:
    added = "### RQ3: Coffee\n\nTwo thirds drank coffee after midnight, and most of them had a second cup before the handover."
    paper = changed(NURSES, ("## 4. Discussion", f"{added}\n\n## 4. Discussion"))
    assert any(d.rule == "argument.unasked-section" and "“RQ3”" in d.message for d in findings(paper))


def test_a_structured_abstract_without_conclusion() -> None:
    abstract = (
        "**Background:** Nurses who work at night sleep badly by day. **Objective:** To test whether night work weakens the "
        "memory for new instructions. **Methods:** We compared three shift patterns among 96 nurses in two hospitals. "
        "**Results:** Nurses on rotating shifts recalled fewer instructions than those on fixed nights."
    )
    start, end = NURSES.index("Nurses who work at night"), NURSES.index("\n\n**Keywords")
    (d,) = (d for d in findings(NURSES[:start] + abstract + NURSES[end:]) if d.rule == "argument.abstract-part")
    assert "conclusion" in d.message


def test_results_without_headings_are_matched_paragraph_by_paragraph() -> None:
    flat = changed(NURSES, ("### 3.1 Rotation and recall\n\n", ""), ("### 3.2 Naps\n\n", ""))
    assert grave(flat) == {}
    rows = outline(document(flat)).rows
    assert [row.findings[0].text.split()[0] for row in rows if row.findings] == ["Nurses", "Those"]


def test_hypotheses_have_rows_of_the_matrix() -> None:
    text = re.sub(r"We ask two research questions:\n\n- RQ1.*\n- RQ2.*\n\n", "", NURSES)
    rows = outline(document(text)).rows
    assert [(row.hypothesis.label, row.section.text) for row in rows if row.hypothesis and row.section] == [
        ("H1", "3.1 Rotation and recall"),
        ("H2", "3.2 Naps"),
    ]


def test_a_title_s_figure_of_speech_is_no_key_term() -> None:
    for title in (
        "Waking the clock: night shifts and the memory of nurses",
        "Thunder at dawn: night shifts and the memory of nurses",
    ):
        assert grave(changed(NURSES, ("# Night shifts and the memory of nurses", f"# {title}"))) == {}
    named = "# Night shifts, asbestos and the memory of nurses"
    assert "title-term-missing" in grave(changed(NURSES, ("# Night shifts and the memory of nurses", named)))


def test_a_section_on_the_material_answers_no_question() -> None:
    paper = changed(
        TRAM,
        (
            "# Sharing the cost",
            "# Data on the towns\n\nEach town of the sample keeps its accounts on a tram line for twelve years, and we read all of them.\n\n# Sharing the cost",
        ),
    )
    assert [row.section.text for row in outline(document(paper)).rows if row.question and row.section] == [
        "Sharing the cost",
        "Shops along the line",
        "Living with the works",
    ]


def test_outline_of_an_essay_tells_what_it_claims(tmp_path: Path) -> None:
    (tmp_path / "essay.md").write_text(
        "# Staying\n\n## Introduction\n\nI argue that staying binds nobody.\n\n## Exit\n\nDoors.\n"
    )
    ran = run("outline", "essay.md", cwd=tmp_path)
    assert "claim          I argue that staying binds nobody.  (line 5)" in ran.stdout
