"""How many slips of the pen lie between two words. Pure."""

from __future__ import annotations


def distance(a: str, b: str, most: int = 2) -> int:
    """Edits (insert, delete, replace, swap neighbours) between two words, `most + 1` if there are more.

    Optimal string alignment, as in F. J. Damerau, “A technique for computer detection and correction of spelling
    errors”, Communications of the ACM 7 (1964).
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    older: list[int] = []
    old = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        new = [i]
        for j, right in enumerate(b, 1):
            new.append(min(old[j] + 1, new[-1] + 1, old[j - 1] + (left != right)))
            if i > 1 and j > 1 and left == b[j - 2] and right == a[i - 2]:
                new[-1] = min(new[-1], older[j - 2] + 1)
        older, old = old, new
    return old[-1]
