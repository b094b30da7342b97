"""The speller: a text in, findings out; the dictionary; the vocabularies; misspellings of the seed and of common words."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mslint import config as settings
from mslint import session, vocabulary
from mslint.cli import mslint
from mslint.config import Config
from mslint.errors import UserError
from mslint.inputs import Job
from mslint.model import Diagnostic, Severity, Source
from mslint.rules import shipped_packs
from mslint.spelling import dictionary
from mslint.spelling.checker import SpellingChecker, SpellingSettings
from mslint.spelling.lexicon import Lexicon
from mslint.spelling.rules import RULES
from mslint.spelling.suggest import Own, candidates, skeleton, slip

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[1] / "../shared"))
MARKS = Path(os.environ.get("MSLINT_MARKS", Path(__file__).parents[1] / "../marks")) / "seed.json"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return dictionary.load()


def check(text: str, *words: str) -> list[Diagnostic]:
    document, _ = session.read(Job(Source.of(Path("paper.md"), text), Config(Path())))
    wanted = SpellingSettings(vocabulary=words, rules=frozenset(rule.id for rule in RULES))
    return sorted(SpellingChecker(wanted).check(document).diagnostics, key=lambda found: found.span)


def told(text: str, *words: str) -> list[tuple[str, str, str, str]]:
    """Rule, severity, words found and first correction of each finding."""
    out = []
    for found in check(text, *words):
        mended = text
        for edit in found.fixes[0].edits:
            mended = mended[: edit.span.start] + edit.text + mended[edit.span.end :]
        end = found.span.end + len(mended) - len(text)
        out.append((found.rule, str(found.severity), text[slice(*found.span)], mended[found.span.start : end]))
    return out


# --- the dictionary --------------------------------------------------------------------------------------------------


def test_hunspell_affixes_make_the_forms_of_a_word() -> None:
    affixes = dictionary.read_affixes(
        "NEEDAFFIX !\nPFX U Y 1\nPFX U 0 un .\nSFX D Y 2\nSFX D 0 d e\nSFX D 0 ed [^e]\nSFX N N 1\nSFX N e ion e\n"
    )
    words = list(dictionary.expanded("3\nbake/UDN\nstem/D!\nlake\n", affixes))
    assert words == ["bake", "unbake", "baked", "unbaked", "bakion", "lake"]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "colour",
            "behavioural",
            "organisation",
            "analysed",
            "centre",
            "travelled",
            "fulfil",
            "defence",
            "paediatric",
        ),
        *("color", "organization", "analyzed", "center", "traveled", "fulfill", "catalogue", "programme", "grey"),
        *("Warsaw", "author’s", "don't", "multidimensional", "theory-laden", "reproducibility", "globalizes"),
    ],
)
def test_words_of_every_variety_and_what_is_made_of_them_are_known(lexicon: Lexicon, word: str) -> None:
    assert all(lexicon.knows(part) for part in word.split("-"))


@pytest.mark.parametrize("word", ["recieve", "seperate", "comming", "valueable", "presance", "colorr", "ist", "warsaw"])
def test_what_is_no_word_is_not_known(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.knows(word)


def test_the_american_spelling_of_a_british_word_is_told() -> None:
    lexicon = Lexicon({"colorless": 60, "recanalize": 40})
    assert lexicon.american("colourless") == "colorless"
    assert lexicon.american("recanalise") == "recanalize"
    assert lexicon.american("colorless") == lexicon.american("hourless") == ""


# --- corrections -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("acommodate", "accommodate"), ("tommorow", "tomorrow"), ("definately", "definitely"), ("teh", "the")),
        *(("ofthe", "of the"), ("isbthe", "is the"), ("goverment", "government"), ("germany", "Germany")),
    ],
)
def test_the_likeliest_correction_comes_first(lexicon: Lexicon, word: str, meant: str) -> None:
    assert candidates(word, lexicon)[0].text == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("paradoxe", "paradox"), ("modele", "model"), ("narratif", "narrative"), ("statistik", "statistic")),
        *(
            ("adoptation", "adoption"),
            ("crisises", "crises"),
            ("existance", "existence"),
            ("dramaticly", "dramatically"),
        ),
    ],
)
def test_endings_of_other_languages_and_words_are_mended(lexicon: Lexicon, word: str, meant: str) -> None:
    assert candidates(word, lexicon)[0].text == meant


def test_a_word_of_the_paper_comes_before_a_commoner_one(lexicon: Lexicon) -> None:
    assert candidates("modl", lexicon)[0].text == "model"
    assert candidates("modl", lexicon, Own({"modal": 5}))[0].text == "modal"


def test_usual_slips_are_likelier() -> None:
    assert slip("comitee", "committee") < slip("coqmittee", "committee")
    assert slip("freind", "friend") < slip("frxend", "friend")
    assert slip("house", "house") == 0


def test_words_that_sound_alike_have_one_skeleton() -> None:
    assert skeleton("fonetick") == skeleton("phonetic")
    assert skeleton("necessary") != skeleton("secondary")


# --- judging ---------------------------------------------------------------------------------------------------------


def test_one_sure_correction_is_an_error_with_a_safe_fix() -> None:
    text = "The harbour was enlarged for the grain trade and its managment was sold.\n"
    assert told(text) == [("spelling.unknown-word", "error", "managment", "management")]
    assert check(text)[0].fixes[0].safe


@pytest.mark.parametrize(
    ("word", "meant"), [("probalibity", "probability"), ("deteoriated", "deteriorated"), ("catapiller", "caterpillar")]
)
def test_a_long_word_with_several_slips_is_told(word: str, meant: str) -> None:
    assert told(f"They spoke of the {word} for a long time.\n") == [
        ("spelling.unknown-word", "warning", word, meant),
    ]


def test_a_word_in_italics_may_be_latin() -> None:
    assert told("The beds of *Salvia harbuor* were weeded for a long time.\n")[0][1] == "suggestion"
    assert told("The **beds** of the harbuor were weeded for a long time.\n")[0][1] != "suggestion"


@pytest.mark.parametrize("before", ["Prof.", "Dr.", "They met Ada J."])
def test_what_follows_a_title_or_an_initial_is_a_name(before: str) -> None:
    assert told(f"{before} Keryn was there. It rained.\n") == []


@pytest.mark.parametrize("word", ["regridding", "unbinned", "abided", "occultations"])
def test_a_form_of_a_word_is_no_error(word: str) -> None:
    assert all(severity != "error" for _, severity, _, _ in told(f"They spoke of what {word} all day.\n"))


@pytest.mark.parametrize("word", ["taxidermal", "glaciotectonic", "phlebectomies", "agroclimatic"])
def test_a_word_made_as_terms_are_is_no_warning(word: str) -> None:
    assert all(found.severity < Severity.WARNING for found in check(f"They spoke of {word} work for long.\n"))


def test_a_word_that_stands_often_is_a_term_unless_it_is_one_plain_slip_from_a_common_one() -> None:
    frame = "The {0} of the town grew. No {0} of the coast did. Each {0} was sold. They had one more {0} then.\n"
    assert {found[1] for found in told(frame.format("goverment"))} == {"warning"}
    assert not told(frame.format("gavernmant"))


def test_a_name_farther_off_is_looked_for_among_names() -> None:
    assert told("In that year the old Creamean coast was mapped.\n") == [
        ("spelling.name", "warning", "Creamean", "Crimean")
    ]
    assert not told("In that year the old Blithian coast was mapped.\n")


@pytest.mark.parametrize("word", ["publishre", "agre", "aftre"])
def test_what_ends_in_re_is_not_british_for_that(lexicon: Lexicon, word: str) -> None:
    assert not lexicon.spells(word)
    assert lexicon.spells("manoeuvred") and lexicon.spells("theatres")


def test_terms_names_and_signs_are_left_alone() -> None:
    assert not told(
        "We fitted a zorbit model with `zorbitlib` to N400 and fMRI data of the Vrbanja valley; the DNAse of Quillon, "
        "see https://example.org/foobarium, and foobarium 2b. A. Blotnik agreed. The zorbit of a zorbit stays.\n"
    )


def test_a_word_that_the_paper_cites_or_lists_is_its_own() -> None:
    text = "A thorough cultivaton of it began.\n"
    assert told(text)
    assert not told(text, "cultivaton")
    assert not told("---\nauthor: Jo Cultivaton\nkeywords: [cultivaton]\n---\n" + text)


def test_another_language_is_not_marked() -> None:
    assert not told("He wrote that die Vernunft ist die hoechste Instanz der menschlichen Erkenntnis und Freiheit.\n")


def test_a_word_beside_one_of_another_language_is_not_marked() -> None:
    assert told("It was published in a canadienne journal of the town.\n")
    assert not told("It was published in the Revue canadienne de psychologie of the town.\n")


def test_a_long_word_that_opens_a_sentence_is_judged_as_any() -> None:
    text = "The mill was sold. Inteviewees were paid. Prague fell.\n"
    assert told(text) == [("spelling.unknown-word", "warning", "Inteviewees", "Interviewees")]
    assert not told("The mill was sold. Carbonell was paid.\n")


def test_an_irregular_verb_is_left_to_its_rule() -> None:
    assert not check("Prices rised and fell.\n")[0].fixes[0].safe


def test_a_name_of_the_paper_mends_a_slip_of_it() -> None:
    text = (
        "Kowalewicz (2001) mapped the coast. Later Kowalewicz (2004) drew it anew, and the map of Kowalewicz was sold.\n\n"
        "Then the plans of Kowalewcz were lost.\n\n# References\n\n"
        "Kowalewicz, A. (2001). *The coast*. Marsh Press.\n\nKowalewicz, A. (2004). *The coast again*. Marsh Press.\n"
    )
    assert ("spelling.name", "warning", "Kowalewcz", "Kowalewicz") in told(text)


def test_names_of_places_and_peoples() -> None:
    assert told("In those years the Brittish fleet and the Portugese pilots met there.\n") == [
        ("spelling.name", "warning", "Brittish", "British"),
        ("spelling.name", "warning", "Portugese", "Portuguese"),
    ]
    assert told("They learned norwegian at school.\n")[0][:4] == (
        "spelling.capital",
        "warning",
        "norwegian",
        "Norwegian",
    )


def test_words_that_ran_together_or_were_cut() -> None:
    assert told("The end ofour tour came soon.\n") == [("spelling.missing-space", "warning", "ofour", "of our")]
    assert told("The govern ment fell in May.\n") == [("spelling.extra-space", "error", "govern ment", "government")]
    assert told("We fo- cused on it.\n") == [("spelling.extra-space", "error", "fo- cused", "focused")]
    rare = told("These tok- enization rules are old.\n")
    assert rare == [("spelling.extra-space", "error", "tok- enization", "tokenization")]


def test_a_shift_key_held_too_long() -> None:
    assert told("THis house is old and TWo doors are shut.\n") == [
        ("spelling.unknown-word", "warning", "THis", "This"),
    ]


def test_the_reference_list_is_read_with_care() -> None:
    text = (
        "Text.\n\n# References\n\nAdams, B. (1999). *The developement of small harbours*. Marsh Press.\n\n"
        "Meyer, C. (1998). *Die Entwikclung der kleinen Haefen im Norden*. Verlag am Deich.\n"
    )
    assert told(text) == [("spelling.unknown-word", "warning", "developement", "development")]


def test_a_missing_dictionary_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = session.read(Job(Source.of(Path("paper.md"), "Text.\n"), Config(Path())))
    monkeypatch.setattr(dictionary, "WORDS", ("hunspell", "dictionaries/xx_XX"))
    dictionary.load.cache_clear()
    outcome = SpellingChecker(SpellingSettings()).check(document)
    assert [item.what for item in outcome.not_checked] == ["spelling"]
    dictionary.load.cache_clear()


# --- vocabularies ----------------------------------------------------------------------------------------------------


def test_vocabularies_of_user_project_and_paper_hold_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "user_file", lambda: tmp_path / "user" / "vocabulary.txt")
    (tmp_path / "mslint.yaml").write_text("vocabulary: [alphaword]\n", "utf-8")
    (tmp_path / "vocabulary.txt").write_text("betaword  # a term\n\n# nothing\n", "utf-8")
    vocabulary.add(vocabulary.user_file(), ["gammaword"])
    config = settings.for_file(tmp_path)
    own = settings.with_front_matter(config, {"mslint": {"vocabulary": ["deltaword"]}}, tmp_path / "paper.md")
    assert own.vocabulary == ("alphaword", "betaword", "gammaword", "deltaword")


def test_words_are_added_once(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.txt"
    path.write_text("one", "utf-8")
    assert vocabulary.add(path, ["one", "two", "two"]) == ("two",)
    assert path.read_text("utf-8") == "one\ntwo\n"
    with pytest.raises(UserError, match="no word"):
        vocabulary.add(path, ["#!"])


def test_the_command_adds_and_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(vocabulary, "user_file", lambda: tmp_path / "user" / "vocabulary.txt")
    run = CliRunner()
    assert "no words yet" in run.invoke(mslint, ["vocab", "list"]).output
    assert run.invoke(mslint, ["vocab", "add", "recieved"]).exit_code == 0
    assert run.invoke(mslint, ["vocab", "add", "--user", "papper"]).exit_code == 0
    listed = run.invoke(mslint, ["vocab", "list"]).output
    assert "  recieved" in listed and "  papper" in listed
    Path("paper.md").write_text("The recieved papper was shown to them.\n", "utf-8")
    checked = run.invoke(mslint, ["check", "--no-grammar", "."])
    assert checked.exit_code == 0, checked.output


# --- the seed and two hundred other words ----------------------------------------------------------------------------


def test_misspellings_of_the_seed_are_found_without_any_list() -> None:
    """Each is put into a sentence of our own; no rule's list and no data of ours may hold it."""
    if not MARKS.is_file():
        pytest.skip(f"{MARKS} is not there")
    lexicon = dictionary.load()
    marks = [m for m in json.loads(MARKS.read_text("utf-8")) if m["kind"] == "spelling"]
    slips = sorted({(m["was"], m["now"]) for m in marks if not lexicon.knows(m["was"]) and " " not in m["was"]})
    assert len(slips) > 30
    found = [(was, now) for was, now in slips if _is_found(was)]
    assert len(found) >= 0.9 * len(slips), sorted({*slips} - {*found})


def test_no_list_of_the_speller_holds_a_misspelling_of_the_seed() -> None:
    if not MARKS.is_file():
        pytest.skip(f"{MARKS} is not there")
    data = (next(iter(shipped_packs().values())).parent / "data" / "spelling.yml").read_text("utf-8").lower()
    words = set(re.findall(r"[a-z]+", data))
    marks = [m for m in json.loads(MARKS.read_text("utf-8")) if m["kind"] == "spelling"]
    known = dictionary.load()
    assert not {m["was"].lower() for m in marks if not known.knows(m["was"])} & words


def test_slips_in_two_hundred_common_words_are_found(lexicon: Lexicon) -> None:
    chance = random.Random(11)
    common = sorted(
        w for w, rank in lexicon.classes.items() if rank >= 68 and w.islower() and w.isalpha() and len(w) > 5
    )
    slips = list(_slips(chance.sample(common, 400), chance, lexicon))[:200]
    assert len(slips) == 200
    found = [wrong for wrong, _ in slips if _is_found(wrong)]
    first = [wrong for wrong, right in slips if candidates(wrong, lexicon)[0].text == right]
    assert len(found) >= 0.97 * len(slips), sorted({wrong for wrong, _ in slips} - {*found})
    assert len(first) >= 0.92 * len(slips)


def _slips(words: list[str], chance: random.Random, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Slips of the kinds that the seed has: a letter left out, doubled or single, swapped, another vowel, a key beside."""
    for word in words:
        at = chance.randrange(1, len(word) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            wrong = word[:at] + word[at + 1 :]
        elif kind == 1:
            wrong = word[:at] + word[at] + word[at:]
        elif kind == 2:
            wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        else:
            wrong = (
                word[:at] + chance.choice("aeiou") + word[at + 1 :]
                if word[at] in "aeiou"
                else word[:at] + word[at + 1 :]
            )
        if wrong != word and not lexicon.knows(wrong):
            yield wrong, word


def _is_found(word: str) -> bool:
    text = f"They spoke of the old house and {word} for a long time.\n"
    return any(found.severity >= Severity.WARNING for found in check(text))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Schumpetter", "Schumpeter"), ("Miterrand", "Mitterrand"), ("Boltzman", "Boltzmann"), ("Natanyahu", "Netanyahu")],
)
def test_a_slip_in_the_name_of_a_statesman_or_scholar_is_told(wrong: str, right: str) -> None:
    assert ("spelling.name", "warning", wrong, right) in told(f"In an essay on the mills {wrong} wrote of them.")
