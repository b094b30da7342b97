"""Rules of the kind `sequence`: what they may say, what they compile to, and what LanguageTool finds by them."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from command import run
from mslint import fixes, rules
from mslint.errors import UserError
from mslint.grammar import GrammarUnavailable, custom, jars
from mslint.grammar.checker import _of_other_languages
from mslint.grammar.client import Client
from mslint.grammar.judge import Policy, judge
from mslint.grammar.known import Known
from mslint.grammar.match import Match
from mslint.grammar.prose import prose
from mslint.model import Diagnostic, Severity, Source
from mslint.readers import markdown
from mslint.shipped import data

SHIPPED = custom.sequences(rules.load(list(rules.shipped_packs().values())))

OWN = """
extends: sequence
message: "Not “%[2]s” but “%[1]s-%[2]s”, as in “%s”."
level: error
tokens:
  - {pattern: salt}
  - {pattern: price, inflected: true, skip: 1}
suggestions: ['\\1-\\2{NNS}']
"""


def own_rule(folder: Path, text: str = OWN) -> rules.Rule:
    (folder / "house").mkdir(exist_ok=True)
    (folder / "house" / "salt.yml").write_text(text, "utf-8")
    return rules.load([folder / "house"])[0]


# --- with the real server --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A LanguageTool with the shipped rules and an author's own in it."""
    try:
        jars.require()
        java = jars.find_java()
    except GrammarUnavailable as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("rules")
    made = custom.jar((*SHIPPED, own_rule(folder)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    path = ":".join(map(str, [made, *jars.class_path()]))
    command = [str(java), "-Xmx1g", "-XX:+UseSerialGC", "-cp", path, "org.languagetool.server.HTTPServer"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log)
    try:
        for _ in range(300):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/v2/healthcheck", timeout=5):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.kill()
        server.wait()


def ask(url: str, texts: list[str]) -> list[list[Match]]:
    """The findings in each text, all asked for at once."""
    with closing(Client(url, {"language": "en-US", "mode": "allButTextLevelOnly"})) as client:
        found = client.matches("\n\n".join(texts))[1]
    out = []
    at = 0
    for text in texts:
        inside = [match for match in found if at <= match.start and match.end <= at + len(text)]
        out.append([match._replace(start=match.start - at, end=match.end - at) for match in inside])
        at += len(text) + 2
    return out


def test_examples(url: str) -> None:
    examples = [(rule, example) for rule in SHIPPED for example in rule.examples]
    first = ask(url, [example.get("bad") or example["ok"] for _, example in examples])
    wrong = []
    mended = []
    for (rule, example), matches in zip(examples, first, strict=True):
        own = [match for match in matches if match.rule == rule.id]
        if bool(own) != ("bad" in example):
            wrong.append((rule.id, example))
        elif any("“”" in match.message for match in own):
            wrong.append((rule.id, own[0].message))  # it quotes a token that is not there
        elif "good" in example:
            text = example["bad"]
            made = {text[: m.start] + new + text[m.end :] for m in own for new in m.replacements}
            if example["good"] not in made:
                wrong.append((rule.id, sorted(made)))
            mended.append((rule, example["good"]))
    for (rule, good), matches in zip(mended, ask(url, [good for _, good in mended]), strict=True):
        wrong += [(rule.id, good) for match in matches if match.rule == rule.id]
    assert wrong == []


def found_by(rule: rules.Rule, text: str, matches: list[Match]) -> list[Diagnostic]:
    document = markdown.read(Source.of(Path("paper.md"), text))
    (block,) = document.prose()
    policy = Policy.of(data("languagetool"), (), [rule])
    return [
        one for one in judge(document, prose(document, block), matches, Known(document), policy) if one.rule == rule.id
    ]


def test_an_authors_own_rule(url: str, tmp_path: Path) -> None:
    rule = own_rule(tmp_path)
    text = "They paid salt and prices to the king."
    (found,) = found_by(rule, text, ask(url, [text])[0])
    assert (found.rule, found.severity) == ("house.salt", Severity.ERROR)
    assert text[found.span.start : found.span.end] == "salt and prices"
    assert found.message == "Not “prices” but “salt-prices”, as in “salt and prices”."
    mended = fixes.apply(Source.of(Path("paper.md"), text), [found], fixes.any_fix).source.text
    assert mended == "They paid salt-prices to the king."
    assert found_by(rule, "Salt, fish and prices.", ask(url, ["Salt, fish and prices."])[0]) == []


def test_an_authors_own_rule_in_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSLINT_LANGUAGETOOL_IDLE", "20")
    own_rule(tmp_path, OWN + "sections: [methods]\nlimit: 1\n")
    (tmp_path / "mslint.yaml").write_text("packs: [house]\nselect: [house]\n")
    sold = "They paid salt price. They saw salt price.\n\n"
    (tmp_path / "paper.md").write_text(f"# Methods\n\n{sold}# Results\n\n{sold}", "utf-8")
    ran = run("check", "--format", "json", "paper.md", cwd=tmp_path)
    (file,) = json.loads(ran.stdout)["files"]
    assert [(d["rule"], d["line"]) for d in file["diagnostics"]] == [("house.salt", 3)], ran.stderr
    assert file["notChecked"] == []


# --- without it ------------------------------------------------------------------------------------------------------


def test_the_jar_changes_with_its_rules(tmp_path: Path, own_cache: Path) -> None:
    made = custom.jar([own_rule(tmp_path)])
    assert made and made == custom.jar([own_rule(tmp_path)])
    assert b"house.salt" in ZipFile(made).read(custom.ENTRY)
    assert made != custom.jar([own_rule(tmp_path, OWN.replace("salt", "bread"))])
    assert custom.jar([]) is None
    assert custom.digest([]) == ""


@pytest.mark.parametrize(
    "tokens, said",
    [
        ("[]", "tokens: expected a list of tokens"),
        ("[{patern: salt}]", "unknown key 'patern'"),
        ("[{pattern: salt, skip: two}]", "skip: expected a whole number"),
        ("[{any: [{tag: 3}]}]", "any: tag: expected a text"),
        ("[{words: salts}]", "words: there is no list 'salts'"),
        ("[{pattern: salt, unify: gender}, {pattern: sold, unify: gender}]", "unify: expected number or ~number"),
        ("[{pattern: salt, unify: number}, {pattern: sold}]", "unify: at least two tokens in a row"),
        (
            "[{tag: NN, unify: number}, {tag: VBZ, unify: number}, {tag: IN}, {tag: NN, unify: number},"
            " {tag: VBZ, unify: number}]",
            "unify: the tokens that say it have to stand in a row",
        ),
    ],
)
def test_wrong_tokens_are_told(tokens: Any, said: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"salt\.yml") as caught:
        own_rule(tmp_path, f"extends: sequence\nmessage: no\ntokens: {tokens}\n")
    assert said in str(caught.value)


def test_tokens_that_do_not_agree_stand_in_one_element(tmp_path: Path) -> None:
    tokens = "[{pattern: the}, {tag: NN, unify: '~number', marker: true}, {tag: VBP, unify: '~number', marker: true}]"
    made = custom.xml([own_rule(tmp_path, f"extends: sequence\nmessage: no\ntokens: {tokens}\n")])
    assert '<marker><unify negate="yes"><feature id="number"/><token postag="NN"' in made
    assert "</unify></marker></pattern>" in made


def test_a_list_of_words_is_a_pattern(tmp_path: Path) -> None:
    tokens = "[{words: countable-nouns, pattern: 'salts?'}]"
    made = custom.xml([own_rule(tmp_path, f"extends: sequence\nmessage: no\ntokens: {tokens}\n")])
    assert '<token regexp="yes">salts?|accident|' in made and "|teacher|" in made


def test_a_rule_for_one_english_is_silent_in_another(tmp_path: Path) -> None:
    """The date is wrong in American English only; a British paper is not told."""
    everywhere = own_rule(tmp_path)
    american = next(rule for rule in SHIPPED if rule.id == "grammar.date-order")
    assert american.options["languages"] == ("en-US",)
    assert list(_of_other_languages([american, everywhere], "en-GB")) == [american.id]
    assert list(_of_other_languages([american, everywhere], "en-US")) == []


def test_without_languagetool_it_is_told(tmp_path: Path) -> None:
    document = markdown.read(Source.of(Path("paper.md"), "They paid salt and prices."))
    (missed,) = rules.RuleChecker([own_rule(tmp_path)]).check(document).not_checked
    assert missed.what == "house.salt"
