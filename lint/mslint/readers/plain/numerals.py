"""The values of the numbers that headings and items carry."""

from __future__ import annotations


def value_of(number: str) -> int:
    """The value of the last part of a heading's number."""
    if number[0].isdigit():
        return int(number.rpartition(".")[2])
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if number.lower() in words:
        return words.index(number.lower()) + 1
    if number[0] not in "IVXL":
        return ord(number[0]) - ord("A") + 1
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[char] for char in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
