"""Papers without markup, as people paste them: what is read as what, and where each word is."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mslint.errors import UserError
from mslint.model import Block, Document, Source
from mslint.readers import READERS, plain
from mslint.readers import read as read_any
from mslint.sentences import words

# One paragraph a line, no heading over the abstract, objectives and questions with and without marks.
ESSAY = """\
Grain, harbours and the price of bread: who fed the island towns?

This essay asks how harbour dues shaped the price of bread in four island towns. It reads the account books of two merchants and finds that dues mattered less than storms. It ends with advice to historians of prices.

Introduction
Bread was the first expense of a poor household. When it rose, people went hungry, and councils feared riots more than they feared debt.
Historians have looked for the cause in harvests, in wars, and in the greed of millers, but seldom at the quay where every sack was counted and
taxed before anyone could sell it.

Research Objectives
Describe how dues were set and by whom.
Compare the towns' prices after storms.

\uf0d8Weigh dues against freight and insurance.

Research questions

\uf076how high were the dues in each town?

\uf076Did prices follow dues or storms?

Storms at the Quay: What the Account Books Tell:

Each winter brought weeks in which no ship could land. The books show prices rising within days, long before the mills ran short.

Dues and Their Keepers

The harbour masters kept their own lists. In two towns they were paid a share of what they took, and the share grew over the years.

Recomendations
Historians should read harbour books next to harvest lists.

Archives ought to publish the lists that they hold.
\xa0
Conclusion

Dues were a small part of the price. Storms were the larger one, and nobody could lower them.

References
Brekke, A. (2009). Sacks and seals: Harbour dues in the north. Fjord Press.

Lund, P. O. (2014). The price of bread after storms. Journal of Island History, 12(3), 201–219.
https://doi.org/10.5555/jih.2014.12.3.201
Moe, K., & Dahl, S. (2018). Counting ships: What account books leave out and what they
keep. Annals of Trade, 4(1), 7–31.
Vik, R.(n.d.). Storm lists of the western towns. Town Archive.

Ada brekke

Sign In

Register

Please enter your email address to get a link for a new password."""

# Numbered headings, wrapped at a margin, page numbers and running heads between, entries without gaps.
WRAPPED = """\
Lending Libraries and the Reading Habits of Mill Workers:
Evidence from Three Valleys

Ingrid Solheim and Tor A. Berg
Department of History, University of the North Coast
solheim@example.org

Abstract. Mill workers borrowed more novels than manuals. We count loans
in the ledgers of three lending libraries and compare them with wages.

Keywords: libraries; reading; wages; mill towns

1. Introduction

Lending libraries came to the valleys late. Their founders hoped that
workers would read manuals, but the ledgers tell another story, and in
section 3 we show how clear it is.
   The founders' letters are silent about novels. They mention the
weather, the stove and the missing chairs.

2. Data and Methods
2.1 The ledgers
We read every page of the ledgers. Each loan has a date, a name and a
12

Solheim and Berg: Lending Libraries

title, so that readers can be followed from year to year.
2.2 The wages
Wages come from the pay books of the mills. They are given per week.
1) Weekly wages of men
2) Weekly wages of women, where the pay books name them at all and
   where a reader could be found
3) Weekly wages of children

3. What Workers Read

Novels made up most of the loans. One reader put it like this:

     The manuals smell of the office, and I have smelt it
     all day long.

Others said less. Figure 2 shows the loans by month.

Figure 2. Loans by month in the three libraries, novels and manuals.
13

Solheim and Berg: Lending Libraries

4. Conclusion

Workers read for pleasure. That is the whole of our finding, and the
founders would not have liked it.

Acknowledgements

We thank the keepers of the ledgers.

References

Aune, L. (1998). Stoves and chairs: Founding a library in the hills.
Valley Press.
Berg, T. A., & Solheim, I. (2011). Ledgers as sources. Library
History Review, 8(2), 44-61. doi: 10.5555/lhr.8.2.44
Dahl, S., Eide, M., Foss, N., Gran, O., Holm, P., Lie, R., & Rud, J.
A. (2003). Wages in mill towns. Mill Street Books.
14
"""

# Capitals for headings, Roman numerals, numbered entries, dashes after the run-in names, Windows line ends.
CAPITALS = """\
A SMALL SENSOR FOR SOIL MOISTURE IN HILL FARMS
Marit Lie, Jon Rud
College of Farming, Uplands
3 May 2021

Abstract—We describe a sensor that costs little and lasts a winter. It was tried on nine farms.

Index Terms—sensors, soil, farming

I. INTRODUCTION
Hill farms are wet in spring and dry in summer. Farmers judge the soil by hand, which is cheap but slow, and a mistake costs a week of growth.

II. METHODS
A. The Probe
The probe is a steel rod with two rings. It is read once an hour and sends its value by radio to the barn.
B. The Trial
Nine farms took part. Each had four probes, and the farmers went on judging by hand.

III. RESULTS AND DISCUSSION
The probes agreed with the farmers on most days [1]. They failed in frost [2], [3].

IV. CONCLUSION
The sensor is good enough for hill farms, but not for frost.

REFERENCES
[1] M. Lie, “Judging soil by hand,” Farm Tools, vol. 3, no. 2, pp. 10–14, 2018.
[2] J. Rud and K. Vik, “Radio in barns,” in Proc. Hill Farm Conf., 2019, pp. 1–6.
[3] O. Gran, Frost and Steel. Uplands: Barn Books, 2015.
""".replace("\n", "\r\n")

# A thesis: chapters, a table of contents, headed abstract and keywords, a table with tabs, hypotheses, an appendix.
THESIS = """\
Title: Night Buses and Late Work
Author: Siri Holm
Submitted to: School of Town Planning

TABLE OF CONTENTS
Introduction ........ 1
Methods ............. 7

ABSTRACT

Night buses let people take late work. This thesis follows forty cleaners for a year and asks what changed when a line was closed.

KEYWORDS

night buses, late work, cleaners

CHAPTER ONE: INTRODUCTION

Late work is common in towns, but buses stop early. The gap is filled by walking, by lifts and by taxis that cost half a shift.

Hypotheses

H1: Cleaners near a night line keep their jobs longer.
H2: Cleaners far from a line walk more.

CHAPTER TWO: METHODOLOGY

Forty cleaners kept a diary of their ways to work. They were paid for it, and two left before the end of the year.

Table 1: Ways to work by month

Month\tBus\tWalk
May\t20\t9
June\t18\t12

What did the diaries leave out?

Diaries are filled in by tired people. They leave out waiting, and they round to the hour, which hides short walks and long delays alike. Some pages were lost.

CONCLUDING REMARKS

The closing of a line costs jobs.

BIBLIOGRAPHY

Holm, Siri. Waiting for the Last Bus. Town Press, 2012.

Eide, Mons. “Walking Home.” Streets 5, no. 1 (2016): 3–19.

APPENDIX A: THE DIARY

Each page asks for the time, the way and the weather.
"""


# A course paper after MLA: author and course over the title, paragraphs set in, works cited with full names.
COURSE = """\
Nora Vik
Professor Lund
History 201
14 March 2022

The Ferry and the Fjord

\tThe ferry was the only road for most of the century. It carried milk, mail and coffins, and it was late on most days because the fog lay thick between the islands until noon.
\tBrekke writes that “no village was far from the sea, and none was near it” (22). He means that the distance was counted in tides. In the winter, the ferry turned back more often than it landed.
\tWhen the bridge came in 1974, the ferry did not go at once. It ran for nine more years, half empty, because the council had signed a contract. The captain called it a ghost with a timetable.

Works Cited

Brekke, Arne. The Road of Water. Fjord Press, 2001.

Lie, Siri. “Ghosts with Timetables.” Ferry Studies, vol. 4, no. 2, 2010, pp. 33–41.
"""

# Out of a PDF: no blank lines, marks on authors, a line of the journal, running heads within a paragraph, a table.
PDF = """\
Journal of Small Streams 4 (2019) 11-19
Counting Trout in Small Streams
Per Moe1, Ada Lund2
1Institute of Rivers, Uplands
2Stream Lab, North Coast University
Received 3 May 2018; accepted 2 June 2019
Abstract
We counted trout in nine streams for three years. Counts by lamp were
higher than counts by net, and the difference grew with the depth of
the pool.
Keywords: trout, counting, streams
1 Introduction
Trout are counted in many ways, and the ways do not agree. In this
paper we compare two of them. Nets are cheap and are used by most
wardens, but they miss the fish that hide under the bank [1, 2]. Lamps
find more fish but take longer, which is why few wardens use them.
We ask three questions:
RQ1: Do lamps find more fish than nets?
RQ2: Does depth matter?
RQ3: How long does each method take, counted from the first step into
the water to the last note?
2 Methods
2.1 Study area
The nine streams lie in one valley. Each has pools of several depths,
and none is longer than two kilometres. We chose three pools in each
P. Moe, A. Lund / Journal of Small Streams 4 (2019) 11-19
12
stream with dice.
2.2 Counting
Nets were drawn upstream. Lamps were used one hour after sunset, on
nights without rain. Table 1 lists the nights.
Table 1. Nights of counting
Stream Nights Pools
Alder 9 3
Birch 8 3
3 Results
Lamps found 1.4 times as many fish as nets. The difference was largest
in deep pools (see Fig. 2).
P. Moe, A. Lund / Journal of Small Streams 4 (2019) 11-19
13
4 Discussion and conclusion
Wardens should use lamps in deep pools. Elsewhere nets will do.
Acknowledgments
We thank the wardens.
References
[1] Moe P. Nets and wardens. J Stream Sci. 2009;3:1-9.
[2] Lund A, Vik N. Fish under the bank: a study of nine
pools. Uplands: River Books; 2014.
[3] Lie S. Lamps. 2016. Available from: https://example.org/lamps
P. Moe, A. Lund / Journal of Small Streams 4 (2019) 11-19
14
"""

# A report in chapters whose number has a line of its own, with small Roman items and bullets.
REPORT = """\
THE ROLE OF RADIO IN RURAL SCHOOLS

BY

SIRI HOLM
REG. NO. 2019/1234

SUPERVISOR: DR. ADA LUND

CHAPTER ONE
INTRODUCTION

1.1 Background of the Study
Radio came to rural schools before the telephone did. Teachers used it for songs, for news and for the time of day, and pupils learned to be quiet.

1.2 Statement of the Problem
Nobody has asked what the pupils learned.

1.3 Objectives of the Study
The main objective is to describe the use of radio. The specific objectives are to:
i. list the programmes that schools heard;
ii. describe how teachers prepared for them; and
iii. ask former pupils what they remember.

1.4 Research Questions
1. Which programmes did schools hear?
2. How did teachers prepare?
3. What do former pupils remember?

1.5 Significance of the Study
It will help teachers who use recordings today.

CHAPTER TWO
LITERATURE REVIEW

2.1 Conceptual Framework
Learning by ear is slow (Lund, 2011).
Figure 1: Learning by ear
Source: Author's drawing (2021)

CHAPTER THREE
RESEARCH METHODOLOGY

3.1 Population and Sample
Nineteen former pupils were asked.

CHAPTER FOUR
DATA PRESENTATION AND ANALYSIS

Most remember the songs.

CHAPTER FIVE
SUMMARY, CONCLUSION AND RECOMMENDATIONS

5.1 Summary of Findings
Songs stay.

5.2 Recommendations
• Schools should keep their radios.
• Recordings should be archived.

REFERENCES
Lund, A. (2011). Learning by ear. School Press.
Moe, K. (2015). Songs in the
     classroom. Journal of Songs, 3, 1-9.
"""


def document(text: str) -> Document:
    return plain.read(Source.of(Path("paper.txt"), text))


def texts(doc: Document, *kinds: str) -> list[str]:
    return [block.text for block in doc.blocks if block.kind in kinds]


def outline(doc: Document) -> list[tuple[int, str, str]]:
    return [(section.level, section.role, section.title) for section in doc.sections]


def marked(doc: Document, block: Block) -> str:
    assert block.marker is not None
    return doc.text[block.marker.start : block.marker.end]


def test_an_essay_of_one_line_a_paragraph() -> None:
    doc = document(ESSAY)
    assert outline(doc) == [
        (0, "front", ""),
        (1, "abstract", ""),
        (1, "introduction", "Introduction"),
        (1, "objectives", "Research Objectives"),
        (1, "questions", "Research questions"),
        (1, "", "Storms at the Quay: What the Account Books Tell:"),
        (1, "", "Dues and Their Keepers"),
        (1, "recommendations", "Recomendations"),
        (1, "conclusion", "Conclusion"),
        (1, "references", "References"),
    ]
    assert texts(doc, "title") == ["Grain, harbours and the price of bread: who fed the island towns?"]
    (abstract,) = doc.prose("abstract")
    assert doc.role(abstract) == "abstract" and abstract.text.startswith("This essay asks")


def test_a_sentence_broken_over_two_lines_is_one_paragraph() -> None:
    doc = document(ESSAY)
    introduction = [block.text for block in doc.prose("paragraph") if doc.role(block) == "introduction"]
    assert len(introduction) == 2
    assert "was counted and taxed before" in introduction[1]


def test_lists_of_objectives_questions_and_recommendations_with_and_without_marks() -> None:
    doc = document(ESSAY)
    items = [(doc.role(block), block.text) for block in doc.prose("item")]
    assert items == [
        ("objectives", "Describe how dues were set and by whom."),
        ("objectives", "Compare the towns' prices after storms."),
        ("objectives", "Weigh dues against freight and insurance."),
        ("questions", "how high were the dues in each town?"),
        ("questions", "Did prices follow dues or storms?"),
        ("recommendations", "Historians should read harbour books next to harvest lists."),
        ("recommendations", "Archives ought to publish the lists that they hold."),
    ]
    assert [marked(doc, block) for block in doc.prose("item") if block.marker] == ["\uf0d8", "\uf076", "\uf076"]


def test_entries_of_a_reference_list_keep_their_wrapped_lines_and_dois() -> None:
    doc = document(ESSAY)
    entries = texts(doc, "reference")
    assert [entry.partition(",")[0] for entry in entries] == ["Brekke", "Lund", "Moe", "Vik"]
    assert entries[1].endswith("201–219. https://doi.org/10.5555/jih.2014.12.3.201")
    assert "what they keep. Annals" in entries[2]


def test_what_stands_after_the_references() -> None:
    doc = document(ESSAY)
    assert texts(doc, "author") == ["Ada brekke"]
    assert texts(doc, "furniture") == [
        "Sign In",
        "Register",
        "Please enter your email address to get a link for a new password.",
    ]


def test_a_wrapped_paper_with_numbered_headings() -> None:
    doc = document(WRAPPED)
    assert texts(doc, "title") == [
        "Lending Libraries and the Reading Habits of Mill Workers: Evidence from Three Valleys"
    ]
    assert texts(doc, "author") == [
        "Ingrid Solheim and Tor A. Berg",
        "Department of History, University of the North Coast",
        "solheim@example.org",
    ]
    assert outline(doc) == [
        (0, "front", ""),
        (1, "abstract", "Abstract."),
        (1, "introduction", "1. Introduction"),
        (1, "methods", "2. Data and Methods"),
        (2, "methods", "2.1 The ledgers"),
        (2, "methods", "2.2 The wages"),
        (1, "", "3. What Workers Read"),
        (1, "conclusion", "4. Conclusion"),
        (1, "statement", "Acknowledgements"),
        (1, "references", "References"),
    ]
    (keywords,) = doc.prose("keywords")
    assert (marked(doc, keywords), keywords.text) == ("Keywords:", "libraries; reading; wages; mill towns")


def test_paragraphs_of_a_wrapped_paper() -> None:
    doc = document(WRAPPED)
    starts = [text.split(" ")[0] for text in texts(doc, "paragraph")]
    assert starts == ["Lending", "The", "We", "Wages", "Novels", "Others", "Workers", "We"]
    assert texts(doc, "quote") == ["The manuals smell of the office, and I have smelt it all day long."]
    assert texts(doc, "caption") == ["Figure 2. Loans by month in the three libraries, novels and manuals."]
    assert texts(doc, "item")[1].endswith("name them at all and where a reader could be found")
    assert [entry.split(",")[0] for entry in texts(doc, "reference")] == ["Aune", "Berg", "Dahl"]


def test_page_numbers_and_running_heads_are_furniture_and_part_no_paragraph() -> None:
    doc = document(WRAPPED)
    head = "Solheim and Berg: Lending Libraries"
    assert texts(doc, "furniture") == ["12", head, "13", head, "14"]
    assert any("a date, a name and a title, so that" in text for text in texts(doc, "paragraph"))


def test_capitals_and_roman_numerals_with_windows_line_ends() -> None:
    doc = document(CAPITALS)
    assert texts(doc, "title") == ["A SMALL SENSOR FOR SOIL MOISTURE IN HILL FARMS"]
    assert texts(doc, "author") == ["Marit Lie, Jon Rud", "College of Farming, Uplands", "3 May 2021"]
    assert outline(doc)[1:] == [
        (1, "abstract", "Abstract—"),
        (1, "introduction", "I. INTRODUCTION"),
        (1, "methods", "II. METHODS"),
        (2, "methods", "A. The Probe"),
        (2, "methods", "B. The Trial"),
        (1, "results", "III. RESULTS AND DISCUSSION"),
        (1, "conclusion", "IV. CONCLUSION"),
        (1, "references", "REFERENCES"),
    ]
    assert texts(doc, "abstract") == [
        "We describe a sensor that costs little and lasts a winter. It was tried on nine farms."
    ]
    assert [marked(doc, block) for block in doc.prose("reference")] == ["[1]", "[2]", "[3]"]


def test_a_thesis_with_chapters() -> None:
    doc = document(THESIS)
    assert [marked(doc, block) for block in doc.prose("title", "author")] == ["Title:", "Author:", "Submitted to:"]
    assert outline(doc) == [
        (0, "front", ""),
        (1, "front", "TABLE OF CONTENTS"),
        (1, "abstract", "ABSTRACT"),
        (1, "keywords", "KEYWORDS"),
        (1, "introduction", "CHAPTER ONE: INTRODUCTION"),
        (2, "hypotheses", "Hypotheses"),
        (1, "methods", "CHAPTER TWO: METHODOLOGY"),
        (2, "methods", "What did the diaries leave out?"),
        (1, "conclusion", "CONCLUDING REMARKS"),
        (1, "references", "BIBLIOGRAPHY"),
        (1, "appendix", "APPENDIX A: THE DIARY"),
    ]
    assert texts(doc, "keywords") == ["night buses, late work, cleaners"]
    assert [marked(doc, block) for block in doc.prose("item")] == ["H1:", "H2:"]
    assert [(block.row, block.text) for block in doc.prose("cell")][3:6] == [(1, "May"), (1, "20"), (1, "9")]
    assert len(texts(doc, "reference")) == 2
    assert texts(doc, "furniture") == ["Introduction ........ 1", "Methods ............. 7"]


def test_a_course_paper_has_its_author_over_the_title() -> None:
    doc = document(COURSE)
    assert texts(doc, "author") == ["Nora Vik", "Professor Lund", "History 201", "14 March 2022"]
    assert texts(doc, "title") == ["The Ferry and the Fjord"]
    assert [role for _, role, _ in outline(doc)] == ["front", "introduction", "references"]
    assert len(texts(doc, "paragraph")) == 3 and not texts(doc, "quote")
    assert len(texts(doc, "reference")) == 2


def test_a_paper_out_of_a_pdf_without_blank_lines() -> None:
    doc = document(PDF)
    assert texts(doc, "title") == ["Counting Trout in Small Streams"]
    assert len(texts(doc, "author")) == 4
    assert [title for _, _, title in outline(doc)] == [
        "",
        "Abstract",
        "1 Introduction",
        "2 Methods",
        "2.1 Study area",
        "2.2 Counting",
        "3 Results",
        "4 Discussion and conclusion",
        "Acknowledgments",
        "References",
    ]
    assert [marked(doc, block) for block in doc.prose("item")] == ["RQ1:", "RQ2:", "RQ3:"]
    assert texts(doc, "item")[2].endswith("the first step into the water to the last note?")
    assert any(text.endswith("three pools in each stream with dice.") for text in texts(doc, "paragraph"))
    head = "P. Moe, A. Lund / Journal of Small Streams 4 (2019) 11-19"
    assert texts(doc, "furniture") == ["Journal of Small Streams 4 (2019) 11-19", head, "12", head, "13", head, "14"]
    assert [marked(doc, block) for block in doc.prose("reference")] == ["[1]", "[2]", "[3]"]


def test_a_report_whose_chapters_have_their_number_on_a_line_of_its_own() -> None:
    doc = document(REPORT)
    assert [(level, role) for level, role, title in outline(doc) if title.startswith("CHAPTER")] == [
        (1, "introduction"),
        (1, "literature"),
        (1, "methods"),
        (1, "results"),
        (1, "conclusion"),
    ]
    assert all(level == 2 for level, _, title in outline(doc) if title[:1].isdigit())
    assert [marked(doc, block) for block in doc.prose("item")] == ["i.", "ii.", "iii.", "1.", "2.", "3.", "•", "•"]
    assert texts(doc, "reference")[1] == "Moe, K. (2015). Songs in the classroom. Journal of Songs, 3, 1-9."


def test_notes_at_the_end_are_notes() -> None:
    doc = document("Paint\n\nIntroduction\n\nRust never sleeps.\n\nNotes\n\n1. See the ledger.\n2. Ibid.\n")
    assert [(marked(doc, block), block.text) for block in doc.prose("note")] == [
        ("1.", "See the ledger."),
        ("2.", "Ibid."),
    ]


def test_text_before_the_first_heading_is_the_introduction_if_it_is_no_abstract() -> None:
    body = "Bridges outlive their builders, and nobody asks who pays for the paint. " * 4
    doc = document(f"Paint and Rust\n\n{body}\n\nWho Pays for the Paint\n\n{body}\n")
    assert outline(doc) == [(0, "front", ""), (1, "introduction", ""), (1, "", "Who Pays for the Paint")]
    assert outline(document(f"{body}\n\n{body}")) == [(0, "front", ""), (1, "", "")]


def test_text_after_the_keywords_without_a_heading_is_the_introduction() -> None:
    body = "Bridges outlive their builders, and nobody asks who pays for the paint. " * 4
    doc = document(f"Paint and Rust\n\nAbstract\n\n{body}\n\nKey words: paint, rust\n\n{body}\n\nMethods\n\n{body}")
    assert [role for _, role, _ in outline(doc)] == ["front", "abstract", "introduction", "methods"]


def test_numbered_headings_are_told_from_numbered_items() -> None:
    body = "Bridges outlive their builders, and nobody asks who pays for the paint."
    doc = document(
        f"Paint\n\n1. Who pays\n\n{body}\n\n2. Who paints\n\n{body} It takes:\n1. Rust\n2. Brushes\n3. Time\n"
    )
    assert [title for _, _, title in outline(doc)][1:] == ["1. Who pays", "2. Who paints"]
    assert texts(doc, "item") == ["Rust", "Brushes", "Time"]


def test_an_initial_does_not_begin_an_item() -> None:
    doc = document("Paint\n\nIntroduction\n\nA. Holm painted the bridge.\n\nJ. R. Moe paid. Nothing else is known.")
    assert texts(doc, "paragraph") == ["A. Holm painted the bridge.", "J. R. Moe paid. Nothing else is known."]


@pytest.mark.parametrize("text", ["", "\n", "\ufffc", "\xa0\n\xa0", "One line", "\f", "References", "References\n\n"])
def test_next_to_nothing(text: str) -> None:
    doc = document(text)
    assert "".join(block.text for block in doc.blocks) == text.strip()
    assert doc.sections[0].role == "front"


@pytest.mark.parametrize("suffix", [".docx", ".tex", ".qmd", ".rst", ".PDF", ""])
def test_other_files_are_not_read_yet(suffix: str) -> None:
    with pytest.raises(UserError) as error:
        read_any(Source.of(Path(f"paper{suffix}"), "text"))
    assert str(error.value).startswith(f"paper{suffix}: ") and "not read yet" in str(error.value)


def test_the_reader_is_picked_by_suffix() -> None:
    assert set(READERS) == {".md", ".markdown", ".txt", ".text"}
    assert read_any(Source.of(Path("paper.TXT"), ESSAY)).blocks == document(ESSAY).blocks


PAPERS = [ESSAY, WRAPPED, CAPITALS, THESIS, COURSE, PDF, REPORT]
BITS = st.sampled_from(
    ["References", "Abstract: ", "Keywords: a", "1. ", "2. Two", "RQ1: why?", "\uf0d8", "- ", "Lund, P. (2001). X.", "I. A",
     "12", "Page 3", "\f", "\n", "\n\n", "\r\n", "\t", "    ", "\xa0", "\u2028", "Sign in", "Register", "Foo: bar:", "word ",
     "A long line of words that goes on until it ends. " * 3, "\ufffc", "😀", "Table 1: T", "a\tb", "(1) "]
)  # fmt: skip


def check_offsets(text: str) -> None:
    doc = document(text)
    covered: list[tuple[int, int]] = []
    for block in doc.blocks:
        covered += [piece.span for piece in block.pieces]
        covered += [block.marker] if block.marker else []
        for start, end in words(block.text):
            if block.is_plain(start, end):
                span = block.to_source(start, end)
                assert text[span.start : span.end] == block.text[start:end]
    covered.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(covered))
    inside = "".join(text[start:end] for start, end in covered)
    assert "".join(inside.split()) == "".join(text.split())
    assert [block.section for block in doc.blocks] == [
        number for number, section in enumerate(doc.sections) for _ in section.blocks
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=["essay", "wrapped", "capitals", "thesis", "course", "pdf", "report"])
def test_every_word_of_a_paper_is_in_one_block_at_its_place(paper: str) -> None:
    check_offsets(paper)


@pytest.mark.parametrize("text", ["References\n:\n0\f:", "References\nLund, P. Salt. Barn,\n7\f2001."])
def test_an_entry_goes_on_after_a_page_number(text: str) -> None:
    check_offsets(text)
    assert len(texts(document(text), "reference")) == 1


LINES = st.sampled_from(sorted({line for paper in PAPERS for line in paper.splitlines()}))
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\f"])
SHUFFLED = st.lists(st.tuples(LINES, ENDS)).map(lambda pairs: "".join(line + end for line, end in pairs))


@given(st.one_of(st.text(), st.lists(BITS).map("".join), SHUFFLED))
def test_no_text_breaks_the_reader_or_loses_an_offset(text: str) -> None:
    check_offsets(text)


def test_time_is_linear() -> None:
    def seconds(times: int) -> float:
        text = "\n\n".join(PAPERS * times)
        begin = time.perf_counter()
        document(text)
        return time.perf_counter() - begin

    seconds(1)
    assert min(seconds(40) for _ in range(2)) < 40 * min(seconds(4) for _ in range(3)) + 0.05


TIGHT = """Bells of the Moselle
Abstract
Bells were cast by men who came on foot. This essay asks how villages came to trust them with a year's income, and so it went on in one parish after the other.
Introduction
In May three men with a mule asked for the mayor. They had neither workshop nor guild, and nobody knew them, and so it went on in one parish after the other.
Methods
Setting
Some ninety contracts survive in the archives, and the accounts of the parish tell what was paid and when it was, and so it went on in one parish after the other.
Results
Letters
Letters were short.
The word of a priest
Founders rarely arrived unannounced, for in sixty contracts a priest from another parish is named as a witness, and so it went on in one parish after the other.
Pay
Half of the price was due when the bell hung in the tower, and the last quarter only after a year and a day, and so it went on in one parish after the other.
Discussion
Taken together these ties did the work of credit, at a time when no village had a bank within a day's walk, and so it went on in one parish after the other.
"""


def test_text_out_of_a_word_processor_has_no_blank_lines() -> None:
    levels = [(section.title, section.level) for section in document(TIGHT).sections if section.level]
    assert levels == [
        ("Abstract", 1),
        ("Introduction", 1),
        ("Methods", 1),
        ("Setting", 2),
        ("Results", 1),
        ("The word of a priest", 2),
        ("Pay", 2),
        ("Discussion", 1),
    ]


def test_a_short_heading_with_the_label_of_its_question_is_no_item() -> None:
    text = TIGHT.replace("The word of a priest", "RQ1: Trust")
    assert "RQ1: Trust" in [section.title for section in document(text).sections]
