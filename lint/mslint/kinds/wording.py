"""Words and numbers written another way, for the `edit` operations of Vale's actions. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

# --- case and separators ---------------------------------------------------------------------------------------------

_PARTS = re.compile(r"[^\W_]*[^\W\d_A-Z](?=[A-Z])|[^\W_]+")


def parts(text: str) -> list[str]:
    """The words of a name, in lower case: "readHTML_file" is read, html, file."""
    return [part.lower() for part in _PARTS.findall(text)]


def pascal(text: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in parts(text))


def camel(text: str) -> str:
    made = pascal(text)
    return made[:1].lower() + made[1:]


# --- punctuation -----------------------------------------------------------------------------------------------------

_TYPED = (("---", "—"), ("--", "–"), ("...", "…"))
_OPENS = re.compile(r"(?:(?<=[\s(\[{<—–/])|^)(['\"])")
_CURLY = str.maketrans({"'": "’", '"': "”"})
_STRAIGHT: dict[str, int | str | None] = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "—": "---",
    "–": "--",
    "…": "...",
    "\N{NO-BREAK SPACE}": " ",
}
_LETTERS = {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d"}
_CAPITALS = {old.upper(): new.upper() for old, new in _LETTERS.items() if old != "ß"}
_PLAIN: dict[str, int | str | None] = {**_LETTERS, **_CAPITALS}


def smart(text: str) -> str:
    """Dashes, ellipses and quotation marks as printers set them."""
    for typed, printed in _TYPED:
        text = text.replace(typed, printed)
    return _OPENS.sub(lambda m: "‘" if m[1] == "'" else "“", text).translate(_CURLY)


def dumb(text: str) -> str:
    """Dashes, ellipses and quotation marks as they are typed."""
    return text.translate(str.maketrans(_STRAIGHT))


def ascii_only(text: str) -> str:
    """Without accents and with typed punctuation; letters that have no base are spelt out."""
    decomposed = unicodedata.normalize("NFD", dumb(text).translate(str.maketrans(_PLAIN)))
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))


# --- numbers ---------------------------------------------------------------------------------------------------------

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS["twelve"] = "twelfth"
_NUMBER = re.compile(r"(-?\d{1,15})(st|nd|rd|th)?", re.IGNORECASE)


def in_words(text: str) -> str:
    """A whole number or an ordinal in words ("21st" is twenty-first); any other text as it is."""
    match = _NUMBER.fullmatch(text.replace(",", ""))
    if match is None:
        return text
    words = _cardinal(int(match[1]))
    return _last(words, _ordinal) if match[2] else words


def _cardinal(number: int) -> str:
    if number < 0:
        return "minus " + _cardinal(-number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    size, name = next((size, name) for size, name in _SCALES if number >= size)
    rest = number % size
    return f"{_cardinal(number // size)} {name}" + (f" {_cardinal(rest)}" if rest else "")


def _ordinal(word: str) -> str:
    return _ORDINALS.get(word) or (word[:-1] + "ieth" if word.endswith("y") else word + "th")


def _last(words: str, change: Callable[[str], str]) -> str:
    """The words with the last of them changed."""
    return re.sub(r"[a-z]+$", lambda match: change(match.group()), words)


def in_digits(text: str) -> str:
    """A whole number or an ordinal in words as digits ("twenty-first" is 21st); any other text as it is."""
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word != "and"]
    negative = words[:1] == ["minus"]
    cardinals = {_ordinal(word): word for word in [*_ONES, *_TENS, *(name for _, name in _SCALES)]}
    is_ordinal = bool(words) and words[-1] in cardinals
    if is_ordinal:
        words[-1] = cardinals[words[-1]]
    number = _number(words[negative:])
    if number is None:
        return text
    return f"{'-' if negative else ''}{number:d}{_suffix(number) if is_ordinal else ''}"


def _number(words: Sequence[str]) -> int | None:
    """The value of cardinal words; None if one is no number."""
    sizes = {name: size for size, name in _SCALES}
    total = current = 0
    for word in words:
        if word in _ONES:
            current += _ONES.index(word)
        elif word in _TENS:
            current += 10 * (_TENS.index(word) + 2)
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in sizes:
            total, current = total + max(current, 1) * sizes[word], 0
        else:
            return None
    return total + current if words else None


def _suffix(number: int) -> str:
    return "th" if 11 <= number % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
