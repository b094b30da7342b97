"""The words of a whole document and how often each stands in it, counted once for all checks of terms. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=2)
def vocabulary(text: str) -> Mapping[str, int]:
    """How often each run of letters stands in the text, as it is written."""
    return Counter(re.findall(r"[^\W\d_]+", text))
