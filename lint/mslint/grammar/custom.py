"""Compiles rules of the kind `sequence` to LanguageTool's pattern language and keeps them as a jar. Starts nothing.

LanguageTool reads `org/languagetool/rules/en/grammar_custom.xml` from its class path beside its own rules. The id of a
rule there is ours (`pack.rule`), so a finding is told by its id.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from mslint import cache, shipped
from mslint.rules import Rule

UNIFICATION = """<unification feature="number">
<equivalence type="singular"><token postag="NN|NN:.*|VBZ|PRP_S3S.*" postag_regexp="yes"/></equivalence>
<equivalence type="plural"><token postag="NNS|VBP|PRP_S[123]P.*" postag_regexp="yes"/></equivalence>
</unification>
"""
"""What agrees with what under `unify`: nouns, verbs in the present and pronouns as subjects."""

ENTRY = "org/languagetool/rules/en/grammar_custom.xml"
PRIORITY = 10
"""Of two findings in one place LanguageTool keeps that of the higher priority; most of its own rules have 0, those for
compounds 2. Ours are read on papers, and so come first."""

FORMAT = "3"
"""Of what is compiled; to be raised when `xml` makes something else of the same rules."""


def sequences(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Those of the rules that LanguageTool has to run."""
    return tuple(rule for rule in rules if rule.kind == "sequence")


def digest(rules: Iterable[Rule]) -> str:
    """What tells a set of compiled rules from another; "" for none. Severities and words of an example do not count."""
    return _digest(sequences(rules))


@lru_cache(maxsize=4)
def _digest(made: tuple[Rule, ...]) -> str:
    return cache.digest(FORMAT, xml(made)) if made else ""


def jar(rules: Iterable[Rule]) -> Path | None:
    """The jar that holds the rules, written if it is not there yet; None if there are none. Raises OSError."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    made = sequences(rules)
    if not made:
        return None
    path = cache.folder() / "languagetool" / f"rules-{_digest(made)[:16]}.jar"
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")  # another command may write it at this moment
    with ZipFile(part, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo(ENTRY), xml(made))
    part.replace(path)
    return path


def xml(rules: Sequence[Rule]) -> str:
    """The rules as LanguageTool reads them (https://dev.languagetool.org/development-overview)."""
    body = "\n".join(_rule(rule) for rule in rules)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rules lang="en">\n'
        f'{UNIFICATION}<category id="MSLINT" name="mslint" type="grammar">\n{body}\n</category>\n</rules>\n'
    )


def _rule(rule: Rule) -> str:
    options = rule.options
    case = not options["ignorecase"] or rule.matchcase
    anti = "".join(f"<antipattern>{_tokens(tokens, case)}</antipattern>" for tokens in options["antipatterns"])
    suggestions = "".join(f"<suggestion>{_references(text)}</suggestion>" for text in options["suggestions"])
    message = _references(re.sub(r"%\[(\d+)\]s", r"\\\1", rule.message))
    return (
        f"<rule id={_quoted(rule.id)} name={_quoted(rule.id)} prio='{PRIORITY}'>{anti}"
        f"<pattern>{_tokens(options['tokens'], case)}</pattern><message>{message}</message>{suggestions}</rule>"
    )


def _tokens(tokens: Sequence[Mapping[str, Any]], case: bool) -> str:
    """The tokens; `skip` stands with the token before it there, and all between two markers is in one."""
    marked = [at for at, token in enumerate(tokens) if token.get("marker")]
    unified = [at for at, token in enumerate(tokens) if "unify" in token]
    out = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1].get("skip", 0) if at + 1 < len(tokens) else 0
        opened = "<marker>" if marked and at == marked[0] else ""
        closed = "</marker>" if marked and at == marked[-1] else ""
        if unified and at == unified[0]:
            opened += _unify(str(token["unify"]))
        if unified and at == unified[-1]:
            closed = f"</unify>{closed}"
        out.append(f"{opened}{_token(token, case, after)}{closed}")
    return "".join(out)


def _unify(feature: str) -> str:
    """The beginning of tokens that agree, or (`~`) do not."""
    negate = ' negate="yes"' if feature.startswith("~") else ""
    return f'<unify{negate}><feature id="{feature.lstrip("~")}"/>'


def _token(token: Mapping[str, Any], case: bool, skip: int) -> str:
    """A token, or those of which one has to be there."""
    if "any" in token:
        return f"<or>{''.join(_token(one, case, skip) for one in token['any'])}</or>"
    attributes = {name: str(token[name]) for name in ("min", "max") if name in token}
    if skip:
        attributes["skip"] = str(skip)
    if "spacebefore" in token:
        attributes["spacebefore"] = _yes(token["spacebefore"])
    inside = "".join(
        _word("exception", one, case, {"scope": one["scope"]} if "scope" in one else {})
        for one in token.get("exceptions", ())
    )
    return _word("token", token, case, attributes, inside)


def _word(name: str, word: Mapping[str, Any], case: bool, attributes: Mapping[str, str], inside: str = "") -> str:
    """A token or an exception; `negate` is about the word, or where only a tag is given about that."""
    made = dict(attributes)
    pattern = "|".join([*([word["pattern"]] if "pattern" in word else []), *_listed(word)])
    if pattern and not re.fullmatch(r"[\w'’-]+", pattern):
        made["regexp"] = "yes"
    if word.get("inflected"):
        made["inflected"] = "yes"
    if word.get("case", case):
        made["case_sensitive"] = "yes"
    if word.get("negate"):
        made["negate" if pattern else "negate_pos"] = "yes"
    if "tag" in word:
        made |= {"postag": word["tag"], "postag_regexp": "yes"}
    if "chunk" in word:
        made["chunk_re"] = word["chunk"]
    shown = "".join(f" {key}={_quoted(value)}" for key, value in made.items())
    return f"<{name}{shown}>{escape(pattern, quote=False)}{inside}</{name}>"


def _listed(word: Mapping[str, Any]) -> list[str]:
    """The words that it may be by its list."""
    return shipped.data("words")[word["words"]].split() if "words" in word else []


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _references(text: str) -> str:
    r"""`\2` is the second token, `\2{NNS}` its form with that tag."""
    parts = re.split(r"(\\\d+(?:\{[^}]+\})?)", text)
    out = []
    for part in parts:
        found = re.fullmatch(r"\\(\d+)(?:\{([^}]+)\})?", part)
        if found is None:
            out.append(escape(part, quote=False))
        elif found[2] is None:
            out.append(f'<match no="{found[1]}"/>')
        else:
            out.append(f'<match no="{found[1]}" postag={_quoted(found[2])}/>')
    return "".join(out)


def _quoted(text: str) -> str:
    """The text as the value of an attribute."""
    return f'"{escape(text)}"'
