"""Names in other letters than the paper itself has them: a text in, findings out."""

from __future__ import annotations

from pathlib import Path

from mslint import fixes, session
from mslint.checks import capitals
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Source


def read(text: str) -> Document:
    return session.read(Job(Source.of(Path("paper.md"), text), Config(Path())))[0]


def mended(text: str) -> str:
    document = read(text)
    return fixes.apply(document.source, list(capitals.check(document)), fixes.any_fix).source.text


TWICE = "We wrote to the Chamber of Salt Traders. They sued the Chamber of Salt Traders. "


def test_a_name_gets_the_capitals_it_has_elsewhere() -> None:
    assert mended(f"{TWICE}Now the Chamber of Salt traders is gone.\n").endswith("Chamber of Salt Traders is gone.\n")


def test_a_name_that_opens_sentences_is_one_too() -> None:
    text = "The Narva Salt Accord was signed. The Narva Salt Accord held. Few kept to the {} then.\n"
    assert mended(text.format("Narva salt Accord")) == text.format("Narva Salt Accord")


def test_a_name_that_goes_on_or_is_as_common_in_other_letters_is_left_alone() -> None:
    assert mended(text := f"{TWICE}Now the Chamber of Salt traders of Riga is gone.\n") == text
    more = (
        "The Chamber of Salt traders met. Then the Chamber of Salt traders left, as the Chamber of Salt traders does.\n"
    )
    assert mended(TWICE + more) == TWICE + more


def test_an_acronym_gets_its_capitals() -> None:
    text = "The rules of the GOSTA bind. All members of GOSTA pay, and so does the head of {}.\n"
    assert mended(text.format("Gosta")) == text.format("GOSTA")


REFERENCES = """
## References

Novak, J. (2014). On salt. *{}*, 7(2), 101–119.

Berg, A. (2015). On wool. *Review of Economic Studies*, 8(1), 11–29.

Lind, C. (2016). On iron. *Journal of Political Economy*, 9(3), 21–39.

Council of Salt Research. (2017). *On grain*. Harbour Press.
"""


def test_an_organisation_of_the_list_gets_its_capitals() -> None:
    text = "Prices fell, as the {} (2017) holds.\n" + REFERENCES.format("Trade Review")
    assert mended(text.format("council of salt research")) == text.format("Council of Salt Research")


def test_a_journal_gets_the_capitals_that_the_others_have() -> None:
    assert mended(REFERENCES.format("Annals of economic history")) == REFERENCES.format("Annals of Economic History")
    assert mended(REFERENCES.format("Journal of Economic history")) == REFERENCES.format("Journal of Economic History")


def test_a_list_that_writes_journals_small_keeps_them() -> None:
    text = REFERENCES.replace("Economic Studies", "economic studies").replace("Political Economy", "political economy")
    assert mended(text := text.format("Annals of economic history")) == text
