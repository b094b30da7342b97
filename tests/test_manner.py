"""Whether a paper keeps to one manner, and what was pasted in twice: a text in, findings out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mslint import fixes, session
from mslint.checks import manner, pairs, pasted
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Diagnostic, Document, Source


def read(text: str) -> Document:
    return session.read(Job(Source.of(Path("paper.md"), text), Config(Path())))[0]


def findings(text: str, rule: str) -> list[Diagnostic]:
    document = read(text)
    return [d for check in (manner.check, pairs.check, pasted.check) for d in check(document) if d.rule == rule]


def mended(text: str, rule: str) -> str:
    return fixes.apply(read(text).source, findings(text, rule), fixes.any_fix).source.text


SERIAL = "They sold salt, wool, and grain. They bought wine, cloth, and iron. They taxed ships, carts, and mills. "


def test_the_rarer_list_gets_its_comma() -> None:
    text = f"{SERIAL}They feared fire, plague and war.\n"
    assert mended(text, "consistency.serial-comma").endswith("They feared fire, plague, and war.\n")


def test_the_rarer_list_loses_its_comma() -> None:
    text = SERIAL.replace(", and", " and") + "They feared fire, plague, and war.\n"
    assert mended(text, "consistency.serial-comma").endswith("They feared fire, plague and war.\n")


@pytest.mark.parametrize(
    "more",
    [
        "In the north, salt and wool were sold.",
        "They met two guilds, a weaver and a dyer.",
        "When prices fell, bakers and millers left.",
        "They feared fire, plague, and war.",
    ],
)
def test_what_is_no_list_of_things_is_left_alone(more: str) -> None:
    assert findings(SERIAL + more, "consistency.serial-comma") == []


HEADINGS = "# Salt and Grain\n\nx\n\n# Wool and Wine Prices\n\nx\n\n# Iron Tax Rolls\n\nx\n\n# Fire Protection\n\nx\n\n"


def test_a_heading_in_another_style_is_found() -> None:
    assert "# Ship Money" in mended(f"{HEADINGS}# Ship money\n\nx\n", "consistency.heading-style")


def test_a_heading_whose_small_word_is_a_preposition_is_like_the_others() -> None:
    assert findings(f"{HEADINGS}# Ships into the Harbour\n\nx\n", "consistency.heading-style") == []


def test_a_name_in_a_heading_keeps_its_capital() -> None:
    text = (
        "# Salt and grain\n\nThe mills of Narva.\n\n# Wool prices\n\nx\n\n# Iron tax\n\nx\n\n# Trade with Narva\n\nx\n"
    )
    assert findings(text, "consistency.heading-style") == []


COMPOUND = "A grain-based tax, a grain-based wage and one grain-based rent were paid. "


def test_a_compound_before_a_noun_gets_its_hyphen() -> None:
    text = f"{COMPOUND}The grain based price fell.\n"
    assert mended(text, "consistency.compounds").endswith("The grain-based price fell.\n")


def test_a_compound_after_its_verb_is_left_alone() -> None:
    assert findings(f"{COMPOUND}The price was grain based and fell.", "consistency.compounds") == []


def test_three_openings_alike_are_told_once() -> None:
    text = "Salt was dear. Salt was rare. Salt was taxed. Salt was stolen. Wool was not.\n"
    assert len(findings(text, "style.repeated-opening")) == 1


LONG = (
    "The bakers of the old town asked the council to lower the tax on grain, and the council asked for time to think."
)


def test_a_paragraph_that_stands_twice() -> None:
    found = findings(f"{LONG}\n\nNobody paid.\n\n{LONG}\n", "artefacts.duplicate-paragraph")
    assert [d.message for d in found] == ["This paragraph stands in line 1 already."]


def test_a_paragraph_that_ends_with_a_citation_stands_twice() -> None:
    cited = f"{LONG} All of them left in the end [@novak2015]."
    assert len(findings(f"{cited}\n\nNobody paid.\n\n{cited}\n", "artefacts.duplicate-paragraph")) == 1


def test_an_abstract_may_say_what_the_paper_says() -> None:
    assert findings(f"# Abstract\n\nOnce.\n\n# Text\n\n{LONG} Twice.\n", "artefacts.duplicate-paragraph") == []


def test_a_sentence_that_stands_twice() -> None:
    found = findings(f"{LONG} Nobody paid.\n\nIn the end they left. {LONG}\n", "artefacts.duplicate-sentence")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("On the evid- ence of the eloqu- ence.", "On the evidence of the eloquence."),
        ("A salt-produc- ing town.", "A salt-producing town."),
        ("The informa- tion was sold.", "The information was sold."),
        (
            "Their agree- ment with the millers held; the agreement was old.",
            "Their agreement with the millers held; the agreement was old.",
        ),
    ],
)
def test_a_word_cut_by_a_line_end_is_joined(cut: str, whole: str) -> None:
    assert mended(cut, "artefacts.line-hyphen") == whole


@pytest.mark.parametrize(
    "text",
    [
        "The pre- and post-war years.",
        "The nine- to ten-year terms.",
        "A well- known baker.",
        "A single- cell jail is a singlecell or single-cell one.",
        "A post- ing or so.",
    ],
)
def test_a_suspended_hyphen_is_left_alone(text: str) -> None:
    assert findings(text, "artefacts.line-hyphen") == []


def test_a_running_head_comes_back_with_new_numbers() -> None:
    text = "\n\n".join(
        f"Salt and Grain in Old Towns {page}\n\nText of page {page} goes on here." for page in (12, 14, 16)
    )
    assert len(findings(text, "artefacts.running-head")) == 3


def test_titles_with_numbers_of_their_own_are_no_running_heads() -> None:
    text = "\n\n".join(f"Prices in Experiment {n}\n\nText of experiment {n} goes on." for n in (1, 2, 3))
    assert findings(text, "artefacts.running-head") == []


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("The council (founded in 1949 met twice.", "typography.bracket-open", "(founded"),
        ("The tax (on salt was raised. Nobody paid (or few did).", "typography.bracket-open", "(on"),
        ("The council founded in 1949) met twice.", "typography.bracket-close", "1949)"),
        ("The “open door was shut by the “old guard” of the time.", "typography.quote-open", "“open"),
        ("Her book, “Salt and Towns, was sold.", "typography.quote-open", "“Salt and Towns"),
        ("They spoke of “salt, “wool” and “grain”.", "typography.quote-open", "“salt"),
        ("He held that “no man can pay for so much salt as this (p. 7). They met.", "typography.quote-open", "this"),
        (
            "“When shall we see the salt that they promised, said a baker. They met.",
            "typography.quote-open",
            "promised",
        ),
        ("It was the open door of old” that was shut.", "typography.quote-close", "old”"),
        ("The open door” was shut.", "typography.quote-close", "The"),
        ('We know the king and his men," he said.', "typography.quote-close", "We"),
        ('The king said, "The door is open.', "typography.quote-open", "open."),
        ('The "open door was shut by', "typography.quote-open", '"open'),
        ("“The council met.\n\nNobody said “no” to it.", "typography.quote-open", "“The"),
        ('The "open door" was shut by the old guard" of the time.', "typography.quote-close", 'guard"'),
    ],
)
def test_a_mark_without_its_partner(text: str, rule: str, found: str) -> None:
    document = read(text)
    assert [(d.rule, text[d.span.start : d.span.end]) for d in pairs.check(document)] == [(rule, found)]


@pytest.mark.parametrize(
    "text",
    [
        "The council (founded in 1949 (some say 1950)) met a) in May and b) in June :-)",
        "The share lay in [0, 1) and in (0, 1].",
        "“The council met.\n\n“It met again in May.”",
        'He said: "The council met.\n\n- salt\n- grain\n\nIt met again."',
        'The "king\'s", "queen\'s" and 5" boards (the "king") met.',
        'A board of 5" by 3” was nailed up.',
        "Er schrieb „Salz“ und „Korn“.",
    ],
)
def test_marks_that_need_no_partner(text: str) -> None:
    assert list(pairs.check(read(text))) == []


def test_a_paragraph_without_its_last_stop() -> None:
    text = f"# Talks\n\n{LONG} In the end the tax on grain stayed as it had been\n\n# Trade\n\nNobody paid.\n"
    assert mended(text, "typography.end-stop") == text.replace("had been", "had been.")


@pytest.mark.parametrize(
    "more", ["\n\n$$ x = 1 $$\n", "\n\n- salt\n- grain\n", "\n\n```\ncode\n```\n", " in\n\nmost of the towns.\n"]
)
def test_a_paragraph_that_goes_on_needs_no_stop(more: str) -> None:
    text = f"# Talks\n\n{LONG} In the end the tax on grain stayed as it had been{more}"
    assert findings(text, "typography.end-stop") == []


def test_pairs_take_time_by_length() -> None:
    began = time.perf_counter()
    list(pairs.check(read("(a “b " * 20_000 + ".")))
    assert time.perf_counter() - began < 5


def test_a_house_wants_serial_commas_or_none() -> None:
    text = "They sold salt, wool and grain. They bought wine, cloth, and iron.\n"
    assert mended(text, "guide.serial-comma") == text.replace("wool and", "wool, and")
    assert mended(text, "guide.no-serial-comma") == text.replace("cloth, and", "cloth and")


HOUSE = "# Trade in salt\n\nThe towns of the Baltic paid.\n\n# Mills Along the River\n\nThey were sold.\n"


def test_a_house_wants_title_case_or_sentences() -> None:
    assert "# Trade in Salt" in mended(HOUSE, "guide.title-case")
    assert "# Mills along the river" in mended(HOUSE, "guide.sentence-case").replace("Along", "along")


def test_names_keep_their_capitals_in_headings() -> None:
    text = "# Trade in the Baltic\n\nThe towns of the Baltic paid.\n"
    assert findings(text, "guide.sentence-case") == []


DOUBLE = "The “old town” and the “new town” met. The “free town”, the “far town”, the “low town” and the “high town” did not. "


def test_a_quotation_in_other_marks_than_the_rest() -> None:
    text = f"{DOUBLE}The ‘lost town’ paid the king’s tax.\n"
    assert mended(text, "consistency.quotation-style").endswith("The “lost town” paid the king’s tax.\n")


def test_two_kinds_of_quotation_may_mean_two_things() -> None:
    text = f"{DOUBLE}The ‘lost town’, the ‘dead town’ and the ‘bad town’ paid.\n"
    assert findings(text, "consistency.quotation-style") == []
    assert (
        findings(f"{DOUBLE}They are “the ‘lost’ towns” of the dukes’ men in the ’90s.\n", "consistency.quotation-style")
        == []
    )


WORDS = (
    "They had two mills, three mills, four ships. We read six rolls there. We found five mills and saw seven towns. "
)


def test_a_count_unlike_the_others() -> None:
    (found,) = findings(f"{WORDS}The dukes had 3 mills.\n", "consistency.numerals")
    assert found.message == "You write “3 mills” here, but “two mills” elsewhere: numbers below ten are in words."
    assert mended(f"{WORDS}The dukes had 3 mills.\n", "consistency.numerals").endswith("The dukes had three mills.\n")


@pytest.mark.parametrize(
    "other", ["Group 3 mills burnt.", "They waited 3 days.", "They had 3 mills and 12 ships.", "They ran 3 × 5 mills."]
)
def test_what_is_no_count_may_be_in_digits(other: str) -> None:
    assert findings(f"{WORDS}{other}\n", "consistency.numerals") == []


def test_a_number_alone_between_paragraphs_is_that_of_a_page() -> None:
    found = findings(f"{LONG}\n\n14\n\n{LONG[:-1]} again.\n", "artefacts.bare-number")
    assert [d.message for d in found] == ["“14” looks like the number of a page that came along with the text."]


@pytest.mark.parametrize("lines", ["40\n\n35\n\n30", "Tolls\n\n7\n\n1994–1999", "In 1994:\n\n14"])
def test_numbers_of_a_figure_are_left_alone(lines: str) -> None:
    assert findings(f"{LONG}\n\n{lines}\n\n{LONG[:-1]} again.\n", "artefacts.bare-number") == []
