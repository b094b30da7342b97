"""How likely an unknown word is a slip of the word nearest to it, not a term or a name. Pure.

A logistic model: `features` says what counts, `rules/data/spelling-model.yml` how much. It was fitted on misspellings
that people made and on the unknown words of published papers (tests/benchmarks/_spelling_model.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from mslint import shipped
from mslint.spelling.lexicon import Lexicon
from mslint.spelling.place import Place
from mslint.spelling.suggest import Candidate, skeleton

LONGEST = 12
"""Letters from which on a word is not counted as longer."""

SHORTEST_PART = 3
"""Letters of a part of a closed compound at least."""

ENDS = (
    *("ae", "ase", "cyte", "ene", "emia", "ii", "ine", "is", "itis", "ium"),
    *("oid", "ole", "ome", "omic", "omics", "osis", "um", "us", "yl"),
)
"""How words of Greek and Latin and of chemistry end."""


def chance(place: Place, low: str, best: Candidate, lexicon: Lexicon) -> float:
    """The probability that the word `low` is a slip of the best candidate, 0 to 1."""
    return probability(features(place, low, best, lexicon), shipped.data("spelling-model")["weights"])


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """What a logistic model with these weights, and its bias, says to these values."""
    return 1 / (1 + math.exp(-weights["bias"] - sum(weights[name] * value for name, value in values.items())))


def features(place: Place, low: str, best: Candidate, lexicon: Lexicon) -> dict[str, float]:
    """What speaks for a slip and for a term, by name."""
    meant = best.text.lower()
    letters, rank = min(len(low), LONGEST) / 10, best.rank / 100
    return {
        "slip": best.slip,
        "slip of a common word": best.slip * rank,
        "slip of a long word": best.slip * letters,
        "common": rank,
        "long": letters,
        "short": len(low) < 5,
        "two edits": best.edits == 2,
        "more edits": best.edits > 2,
        "same letters": sorted(low) == sorted(meant),
        "sounds alike": skeleton(low) == skeleton(meant),
        "begins otherwise": low[0] != meant[0],
        "ends otherwise": low[-2:] != meant[-2:],
        "name": best.text[0].isupper(),
        "in a compound": place.compound,
        "prefix or ending": lexicon.makes(low),
        "closed compound": _parts(low, lexicon) / 100,
        "adverb": _is_adverb(low, lexicon),
        "Greek or Latin": low.endswith(ENDS),
    }


def _parts(low: str, lexicon: Lexicon) -> int:
    """The class of the rarer of the two words that the word is made of; 0 if it is not made of two."""
    classes = lexicon.classes
    cuts = range(SHORTEST_PART, len(low) - SHORTEST_PART + 1)
    return max((min(classes.get(low[:at], 0), classes.get(low[at:], 0)) for at in cuts), default=0)


def _is_adverb(low: str, lexicon: Lexicon) -> bool:
    """Whether the word is the adverb of an adjective that the dictionary has: “auditorily”, “diotically”."""
    made = (("ically", "ic"), ("bly", "ble"), ("ily", "y"), ("ly", ""))
    return any(low.endswith(end) and low[: -len(end)] + own in lexicon.classes for end, own in made)
