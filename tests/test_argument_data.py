"""The papers with known mismatches in tests/data/argument: made alike each time, every expected place where it is said."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from ruamel.yaml import YAML

HERE = Path(__file__).parent / "data" / "argument"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("argument_papers", HERE / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_same_seed_same_papers(make: ModuleType) -> None:
    first = list(make.made())
    assert first == list(make.made())
    assert [text for _, text, _ in first] != [text for _, text, _ in make.made(make.SEED + 1)]


def test_there_are_enough_of_each(make: ModuleType) -> None:
    assert len(list(make.aligned())) >= 15
    assert len(list(make.by_hand())) >= 10
    assert len(list(make.made())) >= 20
    names = [name for name, _, _ in make.load()]
    assert len(names) == len(set(names))


def test_every_place_stands_exactly_once_in_its_paper(make: ModuleType) -> None:
    wrong = [
        (name, place, text.count(place))
        for name, text, known in make.load()
        for mismatch in known
        for place in mismatch.places
        if text.count(place) != 1
    ]
    assert wrong == []


def test_every_way_to_break_a_paper_works_alone(make: ModuleType) -> None:
    """Also those which the seed has not drawn, so that another seed works as well."""
    for path in make.papers("aligned"):
        text = path.read_text(encoding="utf-8")
        for kind, variant in make.variants(text, make.notes_of(path) or {}):
            broken, known = variant(text)
            assert broken != text
            assert [mismatch.kind for mismatch in known] == [kind], path.name
            assert make.in_place(broken, known), (path.name, known)


def test_only_broken_papers_have_mismatches_and_every_kind_occurs(make: ModuleType) -> None:
    originals = {text for _, text, known in make.aligned() if known == []}
    assert len(originals) == len(list(make.aligned()))
    broken = [*make.by_hand(), *make.made()]
    assert all(known and text not in originals for _, text, known in broken)
    kinds = Counter(mismatch.kind for _, _, known in broken for mismatch in known)
    assert set(kinds) == set(make.KINDS)
    assert min(kinds.values()) >= 3


@pytest.mark.parametrize("half", ["learnt", "held", "fresh", "last", "further", "blind"])
def test_the_papers_kept_apart_break_where_their_notes_say(make: ModuleType, half: str) -> None:
    papers = list(make.apart(half))
    assert len({name for name, _, _ in papers}) == len(papers)
    assert len([name for name, _, known in papers if not known]) >= 4
    for name, text, known in papers:
        assert {mismatch.kind for mismatch in known} <= set(make.KINDS), name
        assert make.in_place(text, known), (name, known)


def test_the_papers_are_short_and_have_one_line_a_paragraph(make: ModuleType) -> None:
    """Scoring by line is scoring by paragraph only as long as paragraphs are not wrapped."""
    for name, text, _ in make.aligned():
        assert 400 <= len(text.split()) <= 900, name
        body = text.split("\n---\n", 1)[-1]
        for block in body.split("\n\n"):
            lines = block.strip().splitlines()
            assert len(lines) == 1 or all(line[:1] in "-123" for line in lines), (name, block)


def test_found_means_the_same_line(make: ModuleType) -> None:
    text = "# Title\n\nRQ1. Why?\n\nRQ2. How?\n\n## Answer\n\nBecause."
    mismatch = make.Mismatch("unanswered-question", ("RQ2. How?", "## Answer\n"))
    assert make.found(text, mismatch, [(text.index("How"), text.index("How") + 3)])
    assert make.found(text, mismatch, [(text.index("Answer"), text.index("Answer") + 6)])
    assert not make.found(text, mismatch, [(text.index("Why"), text.index("Why") + 3)])
    assert not make.found(text, mismatch, [(text.index("Because"), len(text))])


def test_the_manifest_says_what_load_says(make: ModuleType, tmp_path: Path) -> None:
    count = make.write(tmp_path)
    manifest = YAML(typ="safe").load((tmp_path / "manifest.yml").read_text(encoding="utf-8"))
    assert len(manifest) == count
    for name, text, known in make.load():
        assert (tmp_path / name).read_text(encoding="utf-8") == text
        assert [(entry["kind"], tuple(entry["text"])) for entry in manifest[name]] == [tuple(m) for m in known]
