"""Makes and finds what lets Java start LanguageTool quickly: its ahead-of-time cache. Checks no paper.

JDK 25 writes it when a run with `-XX:AOTCacheOutput` ends, and maps it with `-XX:AOTCache`
(https://openjdk.org/jeps/514): classes come loaded and linked, and the profile of the run (JEP 515) tells what to
compile. It holds for one Java and for a class path that begins with the same jars; jars of other languages and of our
own rules come after these. A jar whose manifest names other jars has no place in it, so a copy without stands in.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from mslint.cache import digest
from mslint.engine import Progress, silent
from mslint.grammar import GrammarUnavailable, jars, locks

JAVA_AOT = 25
"""The Java that has it in one step, with profiles."""

CHUNK = 4000
"""Code points of training text sent at a time."""

LIMIT = 240.0
"""Seconds that a training run may take; 10 to 30 are usual."""


def ready(java: Path) -> Path | None:
    """The cache for this Java and the pinned jars, whole as it was written; None if there is none. Reads 45 MB."""
    place = _place(java)
    if place is None:
        return None
    try:
        told = json.loads(place.with_suffix(".json").read_text("utf-8"))
        if told["sha256"] == _hash(place) and all(_hash(path) == told[path.name] for path in _bare_paths()):
            return place
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def can(java: Path) -> bool:
    """Whether this Java can make one here."""
    return _place(java) is not None


def class_path(languages: tuple[str, ...] = ()) -> list[Path]:
    """The jars to start with the cache, in the order it was made with."""
    bare = {path.name: path for path in _bare_paths()}
    return [bare.get(path.name, path) for path in jars.class_path("", languages)]


def make(progress: Progress = silent) -> Path | None:
    """Make the cache if it is not there; None where Java cannot. Raises GrammarUnavailable if the training fails."""
    java = jars.find_java()
    place = _place(java)
    if place is None:
        return None
    handle = locks.acquire(jars.home() / "aot.lock")
    if handle is None:
        return None  # another command is at it
    try:
        return ready(java) or _made(java, place, progress)
    except OSError as error:
        raise GrammarUnavailable(f"{place}: cannot be written: {error.strerror or error}") from None
    finally:
        handle.close()


def drop(place: Path) -> None:
    """Forget a cache that Java would not start with."""
    with suppress(OSError):
        place.with_suffix(".json").unlink()


def _place(java: Path) -> Path | None:
    """Where the cache for this Java is or will be; None if it has none, or a run cannot be ended in peace (Windows)."""
    from mslint.grammar import server

    release = jars.java_release(java)
    number = re.search(r'^JAVA_VERSION="(\d+)', release, re.MULTILINE)
    if sys.platform == "win32" or number is None or int(number[1]) < JAVA_AOT:
        return None
    which = digest(release, *server.JAVA_OPTIONS, *(jar.sha256 for jar in jars.pinned()))
    return jars.home().resolve() / f"start-{which[:12]}.aot"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        state = sha256()
        while block := file.read(1 << 20):
            state.update(block)
    return state.hexdigest()


def _bare_paths() -> list[Path]:
    """The copies without a class path of their own; there once the cache was made."""
    return sorted((jars.home().resolve() / "bare").glob("*.jar"))


def _made(java: Path, place: Path, progress: Progress) -> Path:
    progress("preparing LanguageTool for quick starts", 0, 0)
    jars.require()
    _make_bare()
    part = place.with_name(f"{place.name}.part")
    _train(java, part, progress)
    told = {path.name: _hash(path) for path in _bare_paths()} | {"sha256": _hash(part)}
    for old in jars.home().glob("start-*"):
        if old != part and old != place:  # of another Java
            old.unlink()
    part.replace(place)
    written = place.with_suffix(".json.part")
    written.write_text(json.dumps(told), "utf-8")
    written.replace(place.with_suffix(".json"))
    return place


def _make_bare() -> None:
    """Copies of the jars whose manifest has a Class-Path, without one."""
    from zipfile import ZipFile

    folder = jars.home() / "bare"
    folder.mkdir(exist_ok=True)
    for path in jars.class_path():
        with ZipFile(path) as archive:
            if b"\nClass-Path:" not in _manifest(archive):
                continue
            part = folder / f"{path.name}.part"
            with ZipFile(part, "w") as copy:
                for item in archive.infolist():
                    plain = item.filename == "META-INF/MANIFEST.MF"
                    copy.writestr(item, b"Manifest-Version: 1.0\r\n\r\n" if plain else archive.read(item))
        part.replace(folder / path.name)


def _manifest(archive: Any) -> bytes:
    try:
        return bytes(archive.read("META-INF/MANIFEST.MF"))
    except KeyError:
        return b""


def _train(java: Path, output: Path, progress: Progress) -> None:
    """Run a server over sentences of many kinds and let it write the cache as it ends."""
    from mslint.grammar import server

    output.unlink(missing_ok=True)
    config = jars.home() / "training.properties"
    option = f"-XX:AOTCacheOutput={output}"
    with (jars.home() / "training.log").open("wb") as log:
        process, port, token = server.launch(java, [option], class_path(), config, log)
    try:
        for number, text in enumerate(_texts()):
            progress("preparing LanguageTool for quick starts", number, 0)
            _ask(port, token, text)
        process.send_signal(signal.SIGTERM)
        deadline = monotonic() + LIMIT
        while process.poll() is None and monotonic() < deadline:
            progress("preparing LanguageTool for quick starts", 0, 0)
            sleep(0.1)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        config.unlink(missing_ok=True)
        output.with_name(f"{output.name}.config").unlink(missing_ok=True)
    if not output.is_file():
        raise GrammarUnavailable("Java wrote no cache for quick starts")


def _texts() -> Iterator[str]:
    """What to train on: the examples of the rules that come with mslint, right and wrong sentences on all matters."""
    from mslint import rules

    loaded = rules.load(list(rules.shipped_packs().values()))
    text = ""
    for sentence in (str(told) for rule in loaded for example in rule.examples for told in example.values()):
        text += f"{sentence}\n\n"
        if len(text) > CHUNK:
            yield text
            text = ""
    yield text


def _ask(port: int, token: str, text: str) -> None:
    from urllib.error import URLError
    from urllib.parse import urlencode
    from urllib.request import Request, urlopen

    form = urlencode({"language": "en-US", "mode": "allButTextLevelOnly", "text": text}).encode()
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/{token}/v2/check", form), timeout=LIMIT) as answer:
            answer.read()
    except (URLError, OSError) as error:
        raise GrammarUnavailable(f"the training run of LanguageTool failed ({error})") from None


def main() -> int:
    """Make the cache, at the lowest priority; for the supervisor, which may end it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(OSError, AttributeError):
        os.nice(19)
    try:
        print(f"for quick starts: {make() or 'nothing to do'}")
    except GrammarUnavailable as error:
        print(f"no cache for quick starts: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
