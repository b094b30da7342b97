"""Each kind of rule: a rule and a text in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from mslint import fixes, rules, yamlio
from mslint.engine import Outcome
from mslint.errors import UserError
from mslint.kinds import actions, common, measures, schema
from mslint.model import Block, Document, Severity, Source
from mslint.readers import markdown


def rule(text: str) -> rules.Rule:
    definition = schema.definition(yamlio.parse(text, Path("rule.yml")))
    return rules.from_definition("pack.rule", Path("rule.yml"), definition)


def read(text: str) -> Document:
    return markdown.read(Source.of(Path("paper.md"), text))


def check(own: str, text: str) -> Outcome:
    return rules.RuleChecker([rule(own)]).check(read(text))


def found(own: str, text: str) -> list[str]:
    """The words found, as they stand in the source."""
    return [text[d.span.start : d.span.end] for d in check(own, text).diagnostics]


def messages(own: str, text: str) -> list[str]:
    return [d.message for d in check(own, text).diagnostics]


def mended(own: str, text: str, *, safe: bool = False) -> str:
    document = read(text)
    choose = fixes.safe if safe else fixes.any_fix
    return fixes.apply(document.source, check(own, text).diagnostics, choose).source.text


# --- existence -------------------------------------------------------------------------------------------------------

EXISTENCE = "extends: existence\nmessage: “%s” is vague\n"


def test_existence_matches_whole_words_in_their_case() -> None:
    own = EXISTENCE + "tokens: [very, thing]\n"
    assert found(own, "A very old thing, and everything else. Very.") == ["very", "thing"]
    assert messages(own, "A very old one.") == ["“very” is vague"]


def test_existence_ignorecase_nonword_and_patterns() -> None:
    assert found(EXISTENCE + "tokens: [very]\nignorecase: true\n", "Very VERY everyday") == ["Very", "VERY"]
    assert found(EXISTENCE + "tokens: [ery]\nnonword: true\n", "Very old") == ["ery"]
    assert found(EXISTENCE + "tokens: ['[Tt]hings?', '\\d+ %']\nnonword: true\n", "Things at 5 % of a thing") == [
        "Things",
        "5 %",
        "thing",
    ]


def test_existence_raw_stands_before_or_after_the_tokens() -> None:
    assert found(EXISTENCE + "raw: ['not ', 'so ']\ntokens: [big]\n", "It is not so big, so big.") == ["not so big"]
    assert found(EXISTENCE + "raw: [' of all']\ntokens: [most]\nappend: true\n", "the most of all") == ["most of all"]
    assert found(EXISTENCE + "raw: ['\\s{2,}']\n", "two  spaces") == ["  "]


def test_the_earlier_of_two_tokens_wins_at_one_place() -> None:
    assert found(EXISTENCE + "tokens: [as well, as well as]\n", "x as well as y") == ["as well"]
    assert found(EXISTENCE + "tokens: [as well as, as well]\n", "x as well as y, as well") == ["as well as", "as well"]


def test_exceptions_hold_for_words_in_the_match_and_for_phrases_around_it() -> None:
    own = EXISTENCE + "tokens: ['\\w+ally', culpa]\nexceptions: [rally, Mea Culpa, fin]\n"
    assert found(own, "Finally a rally, mea culpa, her culpa.") == ["Finally", "culpa"]


def test_inline_flags_hold_to_the_end_of_their_group() -> None:
    assert found(EXISTENCE + "tokens: ['(?:x(?i)nato|eu)', un]\n", "xNATO xnato XNATO EU eu UN un") == [
        "xNATO",
        "xnato",
        "EU",
        "eu",
        "un",
    ]


def test_an_empty_match_is_no_finding() -> None:
    assert found(EXISTENCE + "raw: ['x*']\n", "abc") == []


def test_limit() -> None:
    assert found(EXISTENCE + "tokens: [very]\nlimit: 2\n", "very very\n\nvery") == ["very", "very"]


# --- actions ---------------------------------------------------------------------------------------------------------


def test_remove_takes_the_space_with_it() -> None:
    own = EXISTENCE + "tokens: [very, Quite]\naction: {name: remove}\n"
    assert mended(own, "A very old house is very.") == "A old house is."
    assert mended(own, "Quite so.") == "so."


@pytest.mark.parametrize(
    ("params", "good"),
    [
        ("[regex, '(\\w+) of (\\w+)', '$2 ${1}s']", "the war prisoners"),
        ("[replace, of, in]", "the prisoner in war"),
        ("[split, ' ', '2']", "the war"),
        ("[truncate, ' ']", "the prisoner"),
        ("[trim_right, 'ar', suffix, ealth]", "the prisoner of wealth"),
        ("[[upper], [remove, 'F']]", "the PRISONER O WAR"),
        ("[prefix, '$1 ']", "the war prisoner of war"),
        ("[title]", "the Prisoner of War"),
        ("[kebab]", "the prisoner-of-war"),
        ("[camel]", "the prisonerOfWar"),
    ],
)
def test_edit(params: str, good: str) -> None:
    own = EXISTENCE + f"tokens: ['prisoner of (\\w+)']\naction: {{name: edit, params: {params}}}\n"
    assert mended(own, "the prisoner of war") == good


@pytest.mark.parametrize(
    ("operation", "text", "made"),
    [
        ("sentence", "The Great Wall", "The great wall"),
        ("smart", "\"He--they said...\" 'yes'", "“He–they said…” ‘yes’"),
        ("dumb", "“He—they said…”", '"He---they said..."'),
        ("ascii", "Łódź, Straße, naïve “x”", 'Lodz, Strasse, naive "x"'),
        ("words", "1,042", "one thousand forty-two"),
        ("words", "-21", "minus twenty-one"),
        ("words", "32nd", "thirty-second"),
        ("words", "about 3", "about 3"),
        ("digits", "two million and five", "2000005"),
        ("digits", "One hundred twelfth", "112th"),
        ("digits", "fifty people", "fifty people"),
        ("simple", "readHTML_file-name", "read html file name"),
        ("snake", "HTMLFile2 name", "htmlfile2_name"),
        ("pascal", "my own.name", "MyOwnName"),
    ],
)
def test_edits_of_words_and_numbers(operation: str, text: str, made: str) -> None:
    assert actions.EDITS[operation][1](text) == made


@given(st.integers(-(10**14), 10**14))
def test_numbers_in_words_are_read_back(number: int) -> None:
    edit = {name: change for name, (_, change) in actions.EDITS.items()}
    assert edit["digits"](edit["words"](str(number))) == str(number)


def test_convert() -> None:
    own = EXISTENCE + "tokens: ['Auto-[A-Z]\\w+']\naction: {name: convert, params: [simple]}\n"
    assert mended(own, "An Auto-Save here.") == "An auto save here."


def test_replace_has_several_suggestions_and_shows_them() -> None:
    own = (
        "extends: existence\nmessage: Not “%s” but %s\ntokens: [get]\naction: {name: replace, params: [obtain, gain]}\n"
    )
    (one,) = check(own, "we get it").diagnostics
    assert one.message == "Not “get” but “obtain” or “gain”"
    assert [fix.title for fix in one.fixes] == ["Replace “get” with “obtain”", "Replace “get” with “gain”"]


@pytest.mark.parametrize(
    ("action", "what"),
    [
        (["suggest", "x.tengo"], "runs no scripts"),
        (["fly"], "unknown action"),
        (["edit", "twist"], "unknown edit"),
        (["edit", "regex", "a"], "takes 2"),
        (["edit", "regex", "(", "b"], "bad pattern"),
        (["edit", "split", " ", "last"], "takes a number"),
        (["edit"], "needs an operation"),
    ],
)
def test_action_faults(action: list[str], what: str) -> None:
    assert what in actions.fault(action)


# --- substitution ----------------------------------------------------------------------------------------------------

SUBSTITUTION = "extends: substitution\nmessage: Use “%s” for “%s”\naction: {name: replace}\n"


def test_substitution_says_what_to_write_then_what_was_found() -> None:
    own = SUBSTITUTION + "swap: {in order to: to, 'utili[sz]e': use}\n"
    text = "We utilise it in order to win."
    assert messages(own, text) == ["Use “use” for “utilise”", "Use “to” for “in order to”"]
    assert mended(own, text) == "We use it to win."


def test_substitution_tries_the_longest_key_first() -> None:
    assert mended(SUBSTITUTION + "swap: {a number: some, a number of: many}\n", "a number of them") == "many them"


def test_options_are_several_fixes_and_only_the_first_is_safe() -> None:
    own = SUBSTITUTION + "swap: {less people: fewer people|not as many people}\nfix: safe\n"
    (one,) = check(own, "There were less people.").diagnostics
    assert one.message == "Use “fewer people” or “not as many people” for “less people”"
    assert [fix.safe for fix in one.fixes] == [True, False]
    assert one.fixes[0].title == "Replace “less people” with “fewer people”"
    (same,) = check(own.replace("“%s” for “%s”", "“%[1]s” for “%[2]s”"), "There were less people.").diagnostics
    assert same.message == one.message
    assert mended(own, "There were less people.", safe=True) == "There were fewer people."


@pytest.mark.parametrize(
    ("found_", "good"), [("recieve", "receive"), ("Recieve", "Receive"), ("RECIEVE", "RECEIVE"), ("rEcieve", "receive")]
)
def test_replacement_takes_the_case_of_the_words_found(found_: str, good: str) -> None:
    assert mended(SUBSTITUTION + "ignorecase: true\nswap: {recieve: receive}\n", f"x {found_} y") == f"x {good} y"


def test_replacement_keeps_its_own_capitals() -> None:
    own = SUBSTITUTION + "ignorecase: true\nswap: {nato: NATO, i-phone: iPhone, the west: the West, Pub: pub}\n"
    assert mended(own, "Nato and NATO") == "NATO and NATO"
    assert mended(own, "I-phone") == "iPhone"
    assert mended(own, "The west won. In the west, a Pub.") == "The West won. In the West, a pub."


def test_groups_of_the_key_fill_the_value() -> None:
    assert mended(SUBSTITUTION + "swap: {'(\\w+) et al(?!\\.)': '$1 et al.'}\nnonword: true\n", "Li et al say") == (
        "Li et al. say"
    )


def test_what_is_right_already_is_not_found() -> None:
    assert found(SUBSTITUTION + "ignorecase: true\nswap: {nato: NATO}\n", "NATO") == []
    plain = "extends: substitution\nmessage: m\nswap: {'[Pp]yth?on': '[Pp]ython'}\n"
    assert found(plain, "python Pyton") == ["Pyton"]
    assert check(plain, "Pyton").diagnostics[0].fixes == ()


# --- fixes and markup ------------------------------------------------------------------------------------------------


def test_a_fix_across_markup_is_never_safe() -> None:
    own = SUBSTITUTION + "fix: safe\nswap: {in order to: to}\n"
    assert mended(own, "It came in order to win.", safe=True) == "It came to win."
    text = "It came in *order* to win."
    assert found(own, text) == ["in *order* to"]
    assert mended(own, text, safe=True) == text


def test_a_fix_that_writes_markup_is_never_safe() -> None:
    own = SUBSTITUTION + "fix: safe\nswap: {star: a*b}\n"
    assert not check(own, "A star here.").diagnostics[0].fixes[0].safe


def test_an_edit_is_as_small_as_can_be() -> None:
    own = SUBSTITUTION + "fix: safe\nswap: {recieve: receive}\n"
    (edit,) = check(own, "to recieve it").diagnostics[0].fixes[0].edits
    assert (tuple(edit.span), edit.text) == ((6, 8), "ei")


# --- occurrence ------------------------------------------------------------------------------------------------------


def test_occurrence_counts_in_each_place() -> None:
    own = "extends: occurrence\nmessage: \"%s words; the limit is 5\"\nscope: sentence\ntoken: '\\w+'\nmax: 5\n"
    text = "One two three four five. One two three four five six seven."
    assert messages(own, text) == ["7 words; the limit is 5"]
    assert check(own, text).diagnostics[0].span == (25, 28)


def test_occurrence_min_points_at_the_first_word() -> None:
    own = "extends: occurrence\nmessage: no number\nscope: paragraph\ntoken: '\\d'\nmin: 1\n"
    assert found(own, "Of 7 towns.\n\nOf some towns.") == ["Of"]


# --- repetition ------------------------------------------------------------------------------------------------------

REPETITION = "extends: repetition\nmessage: “%s” twice\nalpha: true\nignorecase: true\ntokens: ['[^\\s]+']\n"


def test_repetition_also_across_lines() -> None:
    text = "The the house of\nof cards."
    assert found(REPETITION, text) == ["The the", "of\nof"]
    assert messages(REPETITION, text) == ["“the” twice", "“of” twice"]
    assert mended(REPETITION, text) == "The house of cards."


def test_repetition_only_of_words_side_by_side() -> None:
    assert found(REPETITION, "the, the old. Old 5 5 and $x$ $x$ and a $b$ a") == []
    assert found(REPETITION + "exceptions: [that that, had had]\n", "He said that that had had an end end") == [
        "end end"
    ]


def test_repetition_is_safe_only_if_the_rule_says_so() -> None:
    assert mended(REPETITION, "the the end", safe=True) == "the the end"
    assert mended(REPETITION + "fix: safe\n", "the the end", safe=True) == "the end"


# --- consistency -----------------------------------------------------------------------------------------------------

CONSISTENCY = "extends: consistency\nmessage: “%s” is not “%s” (%d times)\n"


def test_the_rarer_form_is_flagged_everywhere_in_the_document() -> None:
    own = CONSISTENCY + "ignorecase: true\neither: {colour: color}\n"
    text = "Colour here.\n\n# The color\n\nA color there, and a Color."
    assert messages(own, text) == ["“Colour” is not “color” (3 times)"]
    (one,) = check(own, text).diagnostics
    assert mended(own, text).startswith("Color here.")
    assert text[slice(*one.related[0].span)] == "color"


def test_of_two_forms_as_frequent_the_first_is_right() -> None:
    own = CONSISTENCY + "either: {colour: color}\n"
    assert found(own, "A color, a colour.") == ["colour"]
    assert found(own, "A colour.\n\nA color.") == ["color"]
    assert found(own, "A colour, a colour.") == []


def test_groups_carry_endings_over() -> None:
    own = CONSISTENCY + "either: {organis(e|ed|ing): organiz(e|ed|ing)}\n"
    assert mended(own, "To organise and organise, then organized.") == "To organise and organise, then organised."


def test_the_majority_is_named_even_if_the_message_does_not() -> None:
    own = "extends: consistency\nmessage: Inconsistent “%s”.\neither: {colour: color}\n"
    assert messages(own, "A colour, a colour, a color.") == ["Inconsistent “color”. You write “colour” 2 times."]


# --- conditional -----------------------------------------------------------------------------------------------------

CONDITIONAL = """
extends: conditional
message: “%s” has no definition
first: '\\b([A-Z]{3,5})\\b'
second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'
exceptions: [USA]
"""


def test_conditional_asks_for_a_definition_before_or_in_the_block() -> None:
    text = "The USA and the WTO.\n\nThe World Trade Organization (WTO) and the UNO.\n\nThe WTO again."
    assert found(CONDITIONAL, text) == ["WTO", "UNO"]
    assert check(CONDITIONAL, text).diagnostics[0].span.start < 20


def test_conditional_without_groups_asks_for_presence() -> None:
    own = "extends: conditional\nmessage: m\nfirst: \\bp <\nsecond: \\bn =\n"
    assert found(own, "With p < .05, n = 20.\n\nWith p < .01.") == ["p <"]


# --- capitalization --------------------------------------------------------------------------------------------------

CASE = "extends: capitalization\nmessage: “%s” should be “%s”\nscope: heading\naction: {name: replace}\n"


@pytest.mark.parametrize(
    ("keys", "bad", "good"),
    [
        ("match: $title", "the fall of the wall and its end", "The Fall of the Wall and Its End"),
        ("match: $title\nstyle: Chicago", "A Walk Through the City", None),
        ("match: $title\nstyle: Chicago\nthreshold: 1", "A Walk Through the City", "A Walk through the City"),
        ("match: $title", "Towns: A Short History", None),
        ("match: $sentence", "The Fall Of The Wall", "The fall of the wall"),
        ("match: $sentence\nexceptions: [Berlin Wall, Cold War]", "The Cold War and the Berlin Wall", None),
        ("match: $sentence", "small start of it", "Small start of it"),
        ("match: $sentence\nthreshold: 1", "Why NATO Grew", "Why NATO grew"),
        ("match: $sentence\nthreshold: 1", "Methods: What we did", None),
        ("match: $sentence", "Key Use-Cases", "Key use-cases"),
        ("match: $sentence", "Why NATO GDPs", None),
        ("match: $lower", "Small", "small"),
        ("match: $upper", "Loud", "LOUD"),
        ("match: $sentence\nthreshold: 1\nprefix: '\\d+\\. '", "2. the end", "2. The end"),
    ],
)
def test_capitalization(keys: str, bad: str, good: str | None) -> None:
    text = f"# {bad}\n\nSome Text Here is not read.\n"
    expected = text if good is None else f"# {good}\n\nSome Text Here is not read.\n"
    assert len(found(CASE + keys + "\n", text)) == (good is not None)
    assert mended(CASE + keys + "\n", text) == expected


def test_capitalization_by_a_pattern() -> None:
    own = "extends: capitalization\nmessage: m\nscope: heading\nmatch: '^[A-Z]'\n"
    assert found(own, "# Good\n\n# bad\n") == ["bad"]


# --- what kinds share ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "values", "text"),
    [
        ("Use '%s' not '%s'", ("a", "b"), "Use 'a' not 'b'"),
        ("%[2]s before %[1]s", ("a", "b"), "b before a"),
        ("%d of 100 %%", (3,), "3 of 100 %"),
        ("%s and %s", ("a",), "a and "),
        ("none", ("a",), "none"),
    ],
)
def test_messages_are_filled_as_go_does(message: str, values: tuple[str | int, ...], text: str) -> None:
    assert common.filled(message, values) == text


@pytest.mark.parametrize(
    ("pattern", "translated"),
    [
        (r"a(?i)b|c", "a(?i:b)|(?i:c)"),
        (r"(x(?i)y)z", "(x(?i:y))z"),
        (r"[(?i)]", "[(?i)]"),
        (r"\emph{d}", r"\emph\{d}"),
        (r"a{2}b{1,}\p{Lu}", r"a{2}b{1,}\p{Lu}"),
        (r"plain (?:group)", "plain (?:group)"),
    ],
)
def test_patterns_of_vales_flavour(pattern: str, translated: str) -> None:
    assert common.translated(pattern) == translated


branches = st.lists(
    st.sampled_from(["a", "ab", "aba", "b+", "(?<=a)b", "a b", r"\\bb", "a(?!b)", "[ab]{2}"]), min_size=1, max_size=4
)


@given(branches, st.text("ab ", max_size=14))
def test_branches_match_as_one_pattern_of_them_does(parts: list[str], text: str) -> None:
    unit = common.Unit(Block("paragraph", ()), 0, text, tuple(range(len(parts))))
    own = [common.Pattern(part, False, ()) for part in parts]
    joined = regex.finditer("|".join(f"(?:{part})" for part in parts), text)
    assert [match.span() for _, match in common.matches(own, unit)] == [match.span() for match in joined]


def test_severity_and_link() -> None:
    own = EXISTENCE + "tokens: [very]\nlevel: error\nlink: https://example.org/very\n"
    (one,) = check(own, "very").diagnostics
    assert (one.severity, one.url, one.rule) == (Severity.ERROR, "https://example.org/very", "pack.rule")


# --- metric, readability ---------------------------------------------------------------------------------------------

METRIC = "extends: metric\nmessage: It is %s\n"
PLAIN = "The old dog ran. It saw a cat.\n\n- One item of text.\n\n# A heading is not prose\n\n    code\n"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("words", "12.00"),
        ("sentences", "3.00"),
        ("characters / words", "2.83"),
        ("syllables", "13.00"),
        ("long_words + polysyllabic_words + complex_words", "0.00"),
        ("paragraphs + 10 * list + 100 * pre + 1000 * heading.h1 + 10000 * blockquote", "1111.00"),
        ("math.sqrt(words - 3) * math.pow(2, 3)", "24.00"),
        ("-words + 20 % 7", "-6.00"),
    ],
)
def test_metric(formula: str, value: str) -> None:
    own = METRIC + f"formula: '{formula}'\ncondition: '< 100000 && (words > 1 || words < 0)'\n"
    (one,) = check(own, PLAIN).diagnostics
    assert (one.message, tuple(one.span)) == (f"It is {value}", (0, 0))


def test_metric_that_does_not_fit_its_condition_or_has_no_words() -> None:
    assert messages(METRIC + "formula: words\ncondition: '> 12'\n", PLAIN) == []
    assert messages(METRIC + "formula: words\ncondition: '> -1'\n", "# Only a heading\n") == []


def test_metric_reads_the_blocks_that_its_scope_names() -> None:
    own = METRIC + "formula: words\ncondition: '> 3'\nscope: heading\n"
    (one,) = check(own, "Much more text stands here.\n\n# A heading of words\n").diagnostics
    assert (one.message, one.span.start) == ("It is 4.00", 31)


def test_metric_without_a_value_is_not_run() -> None:
    outcome = check(METRIC + "formula: words / list\ncondition: '> 3'\n", "No list.")
    assert [(item.what, "no value" in item.why) for item in outcome.not_checked] == [("pack.rule", True)]


READABILITY = "extends: readability\nmessage: Grade %s\n"


@pytest.mark.parametrize(
    ("metric", "grade"),
    [
        # by hand, from 12 words, 3 sentences, 34 characters, 13 syllables, no long words
        ("Automated Readability", "-6.09"),
        ("Coleman-Liau", "-6.54"),
        ("Flesch-Kincaid", "-1.25"),
        ("Gunning Fog", "1.60"),
        ("SMOG", "3.13"),
    ],
)
def test_readability(metric: str, grade: str) -> None:
    assert messages(READABILITY + f"metrics: [{metric}]\ngrade: -9\n", PLAIN) == [f"Grade {grade}"]


def test_readability_is_the_mean_of_its_metrics() -> None:
    both = READABILITY + "metrics: [SMOG, Gunning Fog]\n"
    assert messages(both + "grade: 2.3\n", PLAIN) == ["Grade 2.36"]
    assert messages(both + "grade: 2.4\n", PLAIN) == []


@pytest.mark.parametrize(
    ("word", "count"),
    {
        "make": 1,
        "makes": 1,
        "places": 2,
        "asked": 1,
        "started": 2,
        "table": 2,
        "various": 3,
        "nation": 2,
        "science": 2,
        "reality": 4,
        "being": 2,
        "the": 1,
        "x": 1,
        "element": 3,
    }.items(),
)
def test_syllables(word: str, count: int) -> None:
    assert measures.syllables(word) == count


def test_conditional_may_look_in_another_scope() -> None:
    own = "extends: conditional\nmessage: m\nfirst: '\\b[A-Z]{3}\\b'\nsecond: '\\(([A-Z]{3})\\)'\nscope: paragraph\nin: heading\n"
    assert found(own, "The ABC and the DEF (DEF).\n\n# The (ABC)\n") == []
    assert found(own, "The ABC.\n\n# The ABC\n") == ["ABC"]


def test_yaml_that_libyaml_refuses_is_read_all_the_same() -> None:
    assert yamlio.parse("nouns: [Accords?, War]\n", Path("x.yml")) == {"nouns": ["Accords?", "War"]}


def test_broken_yaml_is_named_with_its_line() -> None:
    with pytest.raises(UserError, match=r"x\.yml:3: not valid YAML"):
        yamlio.parse("nouns: [War]\ntokens: [a\nmore: b: c\n", Path("x.yml"))
