"""Reads the date of a paper as authors write it. Pure: never asks the clock."""

from __future__ import annotations

import re

Date = tuple[int, int, int]
"""Year, month, day."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read(text: str) -> Date | None:
    """The date in `2024-03-15`, `15 March 2024` or `March 15, 2024`; None in anything else."""
    import datetime

    words = re.findall(r"\d+|[^\W\d_]+", text)
    if len(words) != 3:
        return None
    months = [word for word in words if word[:3].lower() in _MONTHS and word.isalpha()]
    numbers = [int(word) for word in words if word.isdecimal()]
    if len(months) == 1 and len(numbers) == 2:
        day, year = sorted(numbers)
        month = _MONTHS.index(months[0][:3].lower()) + 1
    elif len(numbers) == 3 and len(words[0]) == 4:
        year, month, day = numbers
    else:
        return None
    try:
        datetime.date(year, month, day)
    except ValueError:
        return None
    return year, month, day
