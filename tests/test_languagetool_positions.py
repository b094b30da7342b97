"""The words that LanguageTool means are the words marked in the source, whatever stands around them in Markdown.

What is expected is written down while the source is put together, character by character; nothing is read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mslint.grammar.prose import prose
from mslint.model import Document
from test_grammar import check, read

WORDS = st.sampled_from(
    [
        "peace",
        "the treaty",
        "na\u00efve",
        "e\u0301tude",  # a combining accent
        "a\u0323\u0302o\u0308",  # two on one letter
        "\U0001f600",
        "\U0001f469\u200d\U0001f52c",  # joined emoji
        "\U0001f1eb\U0001f1f7",  # a flag: two astral characters
        "\U0001d4b3\U0001d4b4",  # mathematical letters beyond the first plane
        "\U00020000\u6f22",
        "\u05e9\u05dc\u05d5\u05dd",
        "caf\u00e9\ufe0f",
        "\ufb01nal",  # a ligature
        "don\u2019t",
    ]
)


EMPHASIS = st.builds(
    str.format,
    st.sampled_from(["{}", "*{}*", "_{}_", "**{}**", "**{0} *in* {0}**", "***{}***", "*as **{}** was*", "~~{}~~"]),
    WORDS,
)
LINKS = st.builds(
    str.format,
    st.sampled_from(
        [
            "[{}](https://example.org/a_(b)?c=*d*)",
            '[see {} there](<a b.html> "A *title*")',
            "~~so [{}](x.html) goes~~",
            "[{}][r]",
        ]
    ),
    EMPHASIS,
)

INLINE = st.one_of(
    EMPHASIS,
    LINKS,
    st.sampled_from(
        [
            "$x_1^{2*n}$",
            "$\\alpha \\text{ if } *b*$",
            "``a `tick` b``",
            "`*no emphasis*`",
            "[@key2020, p. 3; @b_c*d*]",
            "a note[^n]",
            "a note^[in *line*, with $y$]",
            "a &amp; b",
            "&#x1F600;",
            "a \\*star\\* and a\\_b",
            "<https://example.org/x_y_z>",
            "H~2~O and x^2^",
            "<!-- a *comment* -->so",
            "<b>bold</b>",
            "a\\\\b",
            "![a *picture*](p.png)",
            "2 * 3 * 4",
            "so --- or so -- it is...",
        ]
    ),
)

FAULTS = st.sampled_from(
    [
        ("the alliances ", "were were", " strong"),
        ("it ended as ", "an", " mistake of the past"),
        ("they built ", "a", " embassy in town"),
        ("the old *", "were were", "* of the sentence"),
        ("the old **we saw ", "an", "** mistake of the past"),
        ("it is [", "are are", "](https://example.org) so far"),
        ("it was ", "the *the", "* end of all things"),
        ("it was ", "the [the", "](https://example.org/\U0001f600) end of all things"),
    ]
)
"""What stands before the words found, these words with the markup between them, and what stands after them."""

BREAKS = st.sampled_from([" ", " ", " ", "{eol}"])


@dataclass(frozen=True)
class Made:
    """A source and where in it each fault stands, with what the reader sees of it."""

    text: str
    places: tuple[tuple[int, str], ...]


@st.composite
def sources(draw: st.DrawFn, paragraphs: int) -> Made:
    """Markdown of some paragraphs, list items and quotes, a fault in each, and a note with one more."""
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", f"---{eol}title: A \U0001f600 paper{eol}---{eol}{eol}"]))
    places = []
    for number in range(draw(st.integers(1, paragraphs)) + 1):
        note = number == 0
        start = "[^n]: " if note else draw(st.sampled_from(["", "", "", "- ", "> ", "1. "]))
        text += f"{start}Part {number} says that "
        for _ in range(draw(st.integers(0, 4))):
            gap = draw(BREAKS) if not start else " "
            text += draw(INLINE) + gap.format(eol=eol) + "and "
        before, words, after = draw(FAULTS)
        text += f"all that was told so far, {before}"
        places.append((len(text), words))
        text += f"{words}{after} for the people of that time"
        text += "".join(f" and then {draw(INLINE)}" for _ in range(draw(st.integers(0, 2)))) + f".{eol}{eol}"
    return Made(f"{text}[r]: https://example.org{eol}", tuple(places))


def found(document: Document) -> list[tuple[int, str]]:
    """Where a finding of these rules begins, and its words."""
    rules = ("grammar.ENGLISH_WORD_REPEAT_RULE", "grammar.EN_A_VS_AN")
    outcome = check(document)
    assert outcome.not_checked == ()
    spans = sorted(d.span for d in outcome.diagnostics if d.rule in rules)
    return [(span.start, document.text[span.start : span.end]) for span in spans]


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=sources(paragraphs=30))
def test_the_words_meant_are_the_words_marked(made: Made, live: Path) -> None:
    assert found(read(made.text)) == sorted(made.places)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(made=sources(paragraphs=4))
def test_each_word_sent_leads_back_to_where_it_stands(made: Made) -> None:
    """Without a server: every "all that was told" in what is sent is the one in the source."""
    document = read(made.text)
    mark = "all that was told"
    places = []
    for block in document.prose("paragraph", "item", "quote", "note"):
        sent = prose(document, block)
        if (at := sent.text.find(mark)) < 0:
            continue
        place = sent.to_block(at, at + len(mark))
        assert place
        span = block.to_source(*place)
        assert document.text[span.start : span.end] == mark
        places.append(span.start)
    expected = [at for at in range(len(made.text)) if made.text.startswith(mark, at)]
    assert sorted(places) == expected
