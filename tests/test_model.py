from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mslint.model import PLACEHOLDER, Block, Piece, Severity, Span
from mslint.positions import Lines

# “The *new* era &amp; [@a] ends”: as a reader would cut it
SOURCE = "The *new* era &amp; [@a] ends"
BLOCK = Block(
    "paragraph",
    (
        Piece(Span(0, 4), "The "),
        Piece(Span(4, 5), "", "markup"),
        Piece(Span(5, 8), "new"),
        Piece(Span(8, 9), "", "markup"),
        Piece(Span(9, 14), " era "),
        Piece(Span(14, 19), "&"),
        Piece(Span(19, 20), " "),
        Piece(Span(20, 24), PLACEHOLDER, "citation"),
        Piece(Span(24, 29), " ends"),
    ),
)


def test_text_and_places_back() -> None:
    assert BLOCK.text == f"The new era & {PLACEHOLDER} ends"
    for word in ("The", "new", "era", "ends"):
        at = BLOCK.text.index(word)
        span = BLOCK.to_source(at, at + len(word))
        assert SOURCE[span.start : span.end] == word


def test_a_range_of_an_entity_or_a_citation_is_its_whole_source() -> None:
    at = BLOCK.text.index("&")
    assert BLOCK.to_source(at, at + 1) == Span(14, 19)
    at = BLOCK.text.index(PLACEHOLDER)
    assert BLOCK.to_source(at, at + 1) == Span(20, 24)


def test_plain_is_what_the_source_says_letter_for_letter() -> None:
    assert BLOCK.is_plain(4, 7)
    assert not BLOCK.is_plain(0, 7)  # the asterisk is in between
    assert not BLOCK.is_plain(12, 13)  # the entity


def test_outside_is_an_error() -> None:
    with pytest.raises(ValueError, match="no range"):
        BLOCK.to_source(0, 99)


@given(st.integers(0, 20), st.integers(0, 20))
def test_ranges_grow_with_ranges(a: int, b: int) -> None:
    start, end = sorted((min(a, len(BLOCK.text)), min(b, len(BLOCK.text))))
    span = BLOCK.to_source(start, end)
    assert 0 <= span.start <= span.end <= len(SOURCE)
    whole = BLOCK.to_source(0, len(BLOCK.text))
    assert whole.contains(span)


def test_severities_are_ordered() -> None:
    assert Severity.ERROR > Severity.WARNING > Severity.SUGGESTION
    assert Severity.parse("warning") is Severity.WARNING


@given(st.text(alphabet="ab\n\r😀é"))
def test_lines_and_columns_name_every_code_point_once(text: str) -> None:
    lines = Lines(text)
    places = [lines.position(at) for at in range(len(text))]
    assert len(set(places)) == len(text)
    assert places == sorted(places)


def test_utf16_counts_astral_characters_twice() -> None:
    assert Lines("a😀b\nc").utf16(2) == (0, 3)
    assert Lines("a😀b\r\nc").utf16(5) == (1, 0)
