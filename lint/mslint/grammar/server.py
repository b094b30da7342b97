"""One LanguageTool server a user: found, started, stopped; as a program, the supervisor that owns it. Sends no text.

The supervisor holds a lock for as long as it lives, so that a server runs is never guessed from a process number. Its
state file says where: process, start, port, token. Clients touch that file; the supervisor stops the server when nobody
did for a while, or when the file is gone. The token is the first part of every address (`/<token>/v2/check`), which
another server on the same port does not answer.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import localtime, monotonic, sleep, strftime, time
from typing import Any

from mslint.cache import digest
from mslint.cache import folder as cache_folder
from mslint.engine import Progress, silent
from mslint.grammar import GrammarUnavailable, jars, locks

HOST = "127.0.0.1"
IDLE = 600.0
"""Seconds without a request after which the server stops; MSLINT_LANGUAGETOOL_IDLE names another number."""

START_LIMIT = 60.0
"""Seconds that a start may take; 1 to 3 are usual."""

STEP = 0.05
WATCH = 0.25
"""Seconds between looks: while something starts or stops, and while the server runs."""

LOG_LINES = 40

THREADS = max(2, min(4, os.cpu_count() or 2))
"""Texts that the server checks at a time; two take 2,400 words/s on two cores, one 1,400."""

JAVA_OPTIONS = (
    "-XX:+IgnoreUnrecognizedVMOptions",  # of a Java that is not OpenJDK
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:Tier3DelayOn=0",
    "-XX:Tier3DelayOff=0",
    "-XX:Tier4InvocationThreshold=150000",
    "-XX:Tier4MinInvocationThreshold=18000",
    "-XX:Tier4CompileThreshold=450000",
    "-XX:Tier4BackEdgeThreshold=1200000",
    "--enable-native-access=ALL-UNNAMED",  # the spellers of some languages are Hunspell's
    "-Djava.net.preferIPv4Stack=true",
    "-Djava.awt.headless=true",
)
"""SerialGC: 380 MB instead of 500 MB. The optimizing compiler is held back (30 times its thresholds, and no profiling
while it has work queued): it took 5 s of processor time in the first minute, as much as the checking. Processor time in
one run on two cores, for the first 4,000 words / the next 16,000 / 16,000 more: as Java comes 13.4 s / 15.6 s / 10 s;
so 12.3 s / 12.9 s / 7.5 s; so and with the cache of `aot` 9.3 s / 12.3 s / 7.1 s; without that compiler 7.5 s / 20.8 s
/ 10.3 s."""

QUIET = 5.0
"""Seconds without a request after which the cache for quick starts is made in the background, if it is not there."""

UNUSED = 60.0
"""Seconds without a request after which a server makes way for one with other rules or languages."""

FORGOTTEN = 30 * 86_400.0
"""Seconds after which the folder of a server that nobody started again, and a jar of rules, are removed."""

SETTINGS = {
    "cacheSize": "8000",  # sentences
    "cacheTTLSeconds": "36000",
    "pipelineCaching": "true",
    "maxPipelinePoolSize": "8",  # threads x variants x levels in use at a time
    "pipelineExpireTimeInSeconds": "36000",
    "maxCheckThreads": str(THREADS),
    "maxTextLength": "1000000",
    "maxCheckTimeMillis": "300000",  # on a machine that has much else to do
    "logIp": "false",
}
"""Keys of the server's configuration file; https://dev.languagetool.org/http-server"""


@dataclass(frozen=True, slots=True)
class Setup:
    """Which LanguageTool a server runs: an installed one's folder, or (empty) ours; a jar of our own rules; languages
    beside English that ours has, as the lock names them."""

    directory: str = ""
    rules: str = ""
    languages: tuple[str, ...] = ()

    @property
    def home(self) -> Path:
        """The folder of the server's state; one for each LanguageTool and set of rules (by the jar's name)."""
        if self.directory:
            parts = [str(Path(self.directory).resolve())]
        else:
            parts = [jar.sha256 for jar in jars.pinned(self.languages)]
        which = digest(*parts, *([Path(self.rules).name] if self.rules else []))
        return _homes() / f"server-{which[:12]}"


def _homes() -> Path:
    return (cache_folder() / "languagetool").resolve()


@dataclass(frozen=True, slots=True)
class State:
    """What the supervisor tells of its server; `started` in seconds since 1970."""

    pid: int
    java: int
    started: float
    port: int
    token: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask. `state` is the file to touch at each request and `java` its process; None and 0 if not ours."""

    url: str
    state: Path | None = None
    java: int = 0  # its process

    def touch(self) -> None:
        """Tell the supervisor that the server is in use."""
        if self.state:
            with suppress(OSError):
                os.utime(self.state)

    def end(self) -> None:
        """End the server, so that those who wait for it do so no longer; its supervisor goes with it."""
        with suppress(OSError):
            os.kill(self.java, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    def busy(self) -> float | None:
        """Seconds of processor time that the server has taken; None where that cannot be seen."""
        import psutil  # type: ignore[import-untyped]

        try:
            times = psutil.Process(self.java).cpu_times() if self.java else None
        except psutil.Error:
            return None
        return times and float(times.user + times.system)


def ensure(setup: Setup = Setup(), progress: Progress = silent) -> Address:
    """The running server; started, and installed, if need be. Raises GrammarUnavailable."""
    if found := find(setup):
        return found
    if not setup.directory:
        jars.install(progress, setup.languages)
    jars.class_path(setup.directory, setup.languages)
    jars.find_java()
    progress("starting LanguageTool", 0, 0)
    deadline = monotonic() + START_LIMIT
    while (handle := locks.acquire(setup.home / "start.lock")) is None:
        if monotonic() > deadline:
            raise GrammarUnavailable("LanguageTool did not start: another command tries for more than a minute")
        sleep(STEP)
    try:
        return find(setup) or _start(setup, deadline)
    finally:
        handle.close()


def find(setup: Setup = Setup()) -> Address | None:
    """The server that runs already."""
    state = running(setup)
    if state is None:
        return None
    return Address(f"http://{HOST}:{state.port}/{state.token}/", setup.home / "server.json", state.java)


def stop(setup: Setup = Setup()) -> bool:
    """Stop the server; whether one was running."""
    return _stop(setup.home)


def stop_all() -> int:
    """Stop every server of this user, whatever its rules and languages; how many were running."""
    return sum(_stop(home) for home in sorted(_homes().glob("server-*")))


def _stop(home: Path) -> bool:
    lock = home / "server.lock"
    if not locks.is_held(lock):
        return False
    deadline = monotonic() + 15
    while locks.is_held(lock) and monotonic() < deadline:
        with suppress(OSError):
            (home / "server.json").unlink()
        sleep(STEP)
    return True


def status(setup: Setup = Setup()) -> list[str]:
    """Lines for people: the server, and what is installed."""
    state = running(setup)
    lines = ["LanguageTool is not running"]
    if state:
        since = strftime("%H:%M", localtime(state.started))
        lines = [f"LanguageTool runs on {HOST}:{state.port} since {since} (process {state.java}{_memory(state.java)})"]
    if setup.directory:
        return [*lines, f"installed in {setup.directory}"]
    try:
        jars.require(setup.languages)
    except GrammarUnavailable as error:
        return [*lines, str(error)]
    return [*lines, f"version {jars.version()} for {', '.join(('en', *setup.languages))}, installed in {jars.home()}"]


def log(setup: Setup = Setup()) -> Path:
    """The log file of the server; begun anew at each start."""
    return setup.home / "server.log"


def log_lines(setup: Setup = Setup()) -> list[str]:
    """The last lines of the log."""
    try:
        return log(setup).read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
    except OSError:
        return ["LanguageTool has not run yet"]


def reach(url: str) -> None:
    """Raises GrammarUnavailable unless a LanguageTool answers at this URL."""
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(f"{url.rstrip('/').removesuffix('/v2')}/v2/languages", timeout=5) as answer:
            json.load(answer)[0]["longCode"]
    except (URLError, OSError, ValueError, LookupError, TypeError) as error:
        raise GrammarUnavailable(f"{url}: no LanguageTool answers there ({error})") from None


def running(setup: Setup = Setup()) -> State | None:
    """The server that runs; None if none does, or not yet."""
    home = setup.home
    if not locks.is_held(home / "server.lock"):
        return None
    return _read(home / "server.json")


def _read(path: Path) -> State | None:
    try:
        return State(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _memory(pid: int) -> str:
    import psutil

    try:
        return f", {psutil.Process(pid).memory_info().rss / 1e6:.0f} MB"
    except psutil.Error:
        return ""


def _start(setup: Setup, deadline: float) -> Address:
    """Start the supervisor, detached, and wait for its state file."""
    if setup.rules:
        with suppress(OSError):
            os.utime(setup.rules)
    _make_room()
    _forget()
    home = setup.home
    with suppress(OSError):
        (home / "server.json").unlink()
    given = [setup.directory, setup.rules, ",".join(setup.languages)]
    command = [sys.executable, "-m", "mslint.grammar.server", str(home), *given]
    try:
        with log(setup).open("wb") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=home, **_detached()
            )
    except OSError as error:
        raise GrammarUnavailable(f"LanguageTool cannot be started in {home}: {error.strerror}") from None
    while monotonic() < deadline:
        if found := find(setup):
            return found
        if process.poll() is not None:
            break
        sleep(STEP)
    process.kill()
    said = next((line for line in reversed(log_lines(setup)) if line.strip()), "no reason given")
    raise GrammarUnavailable(f"LanguageTool did not start: {said}")


def _make_room() -> None:
    """Stop servers with other rules or languages that nobody has asked for a while: one takes 400 MB."""
    for state in _homes().glob("server-*/server.json"):
        with suppress(OSError):
            if time() - state.stat().st_mtime > UNUSED:
                _stop(state.parent)


def _forget() -> None:
    """Remove what is left of servers and rules of long ago: each change of the rules makes new ones."""
    import shutil

    for old in (*_homes().glob("server-*"), *_homes().glob("rules-*.jar")):
        with suppress(OSError):
            if time() - old.stat().st_mtime < FORGOTTEN or locks.is_held(old / "server.lock"):
                continue
            if old.is_dir():
                shutil.rmtree(old)
            else:
                old.unlink()


def _detached() -> dict[str, Any]:
    """What makes a process outlive its parent and not share its terminal."""
    if sys.platform == "win32":
        return {"creationflags": 0x00000008 | 0x00000200}  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
    return {"start_new_session": True}


# What follows runs in the supervisor, in a process of its own.


def supervise(home: Path, setup: Setup) -> int:
    """Own one server until nobody needs it."""
    handle = _hold(home / "server.lock")
    if handle is None:
        print("another supervisor runs")
        return 1
    java: subprocess.Popen[bytes] | None = None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _reap(home)
        java, state, wants_cache = _launch(home, setup)
        _write(home / "server.json", state)
        return _watch(home / "server.json", state, java, wants_cache)
    except GrammarUnavailable as error:
        print(error)
        return 1
    finally:
        if java:
            java.kill()
            java.wait()
        handle.close()


def _hold(path: Path) -> Any:
    """The lock; tried for a while, as one who asks whether it is held holds it for a moment."""
    for _ in range(40):
        if handle := locks.acquire(path):
            return handle
        sleep(STEP)
    return None


def _reap(home: Path) -> None:
    """End the server of a supervisor that was killed; known by its configuration file, not by its number alone."""
    import psutil

    state = _read(home / "server.json")
    if state is None:
        return
    with suppress(psutil.Error):
        process = psutil.Process(state.java)
        if str(home / "server.properties") in process.cmdline():
            process.kill()


def _launch(home: Path, setup: Setup) -> tuple[subprocess.Popen[bytes], State, bool]:
    """Start Java and wait until it answers; whether it would start quicker with a cache that it can have and has not.

    Raises GrammarUnavailable.
    """
    from mslint.grammar import aot

    java = jars.find_java()
    rules = [Path(setup.rules)] if setup.rules else []
    config = home / "server.properties"
    prepared = None if setup.directory else aot.ready(java)
    if prepared:
        try:
            paths = [*aot.class_path(setup.languages), *rules]
            return *_with_state(launch(java, [f"-XX:AOTCache={prepared}"], paths, config)), False
        except GrammarUnavailable:
            print("the cache for quick starts is of no use and left out")
            aot.drop(prepared)
    launched = launch(java, [], [*jars.class_path(setup.directory, setup.languages), *rules], config)
    return *_with_state(launched), not setup.directory and aot.can(java)


def _with_state(launched: tuple[subprocess.Popen[bytes], int, str]) -> tuple[subprocess.Popen[bytes], State]:
    java, port, token = launched
    return java, State(os.getpid(), java.pid, time(), port, token)


def launch(
    java: Path, options: Sequence[str], paths: Sequence[Path], config: Path, output: Any = None
) -> tuple[subprocess.Popen[bytes], int, str]:
    """(the process, its port, its token) of a server that answers, on a free port. Raises GrammarUnavailable.

    `config` is the file that its settings are written to; `output` takes what it prints (None: where ours goes).
    """
    import secrets

    path = os.pathsep.join(map(str, paths))
    for _ in range(3):  # somebody may take the port between our look and Java's
        port, token = _free_port(), secrets.token_hex(16)
        settings = {**SETTINGS, "serverURL": f"/{token}"}
        config.write_text("".join(f"{key}={value}\n" for key, value in settings.items()), "utf-8")
        arguments = ["-cp", path, "org.languagetool.server.HTTPServer", "--config", str(config), "--port", str(port)]
        process = subprocess.Popen(
            [java, *JAVA_OPTIONS, *options, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            **bound(),
        )
        if _answers(process, port, token):
            return process, port, token
        process.kill()
        process.wait()
    raise GrammarUnavailable(f"Java ended with code {process.returncode} before it answered")


def bound() -> dict[str, Any]:
    """What makes a process end with this one even if that is killed, where the system can (Linux)."""
    if sys.platform != "linux":
        return {}
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return {"preexec_fn": lambda: prctl(1, signal.SIGKILL)}  # PR_SET_PDEATHSIG


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _answers(java: subprocess.Popen[bytes], port: int, token: str) -> bool:
    """Wait until the server answers under its token; False if Java ends or never does."""
    from http.client import HTTPConnection, HTTPException

    deadline = monotonic() + START_LIMIT
    while java.poll() is None and monotonic() < deadline:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", f"/{token}/v2/healthcheck")
            if connection.getresponse().read() == b"OK":
                return True
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        sleep(STEP)
    return False


def _write(path: Path, state: State) -> None:
    """Write whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(state)), "utf-8")
    part.replace(path)


def _watch(path: Path, state: State, java: subprocess.Popen[bytes], wants_cache: bool) -> int:
    """Return when Java ended, nobody asked for long, or the state file is gone or another's.

    The cache for quick starts is made once the first who asked have their answers, by a process that gives way to all.
    """
    idle = float(os.environ.get("MSLINT_LANGUAGETOOL_IDLE", IDLE))
    training: subprocess.Popen[bytes] | None = None
    try:
        while java.poll() is None:
            sleep(WATCH)
            try:
                unused = time() - path.stat().st_mtime
            except OSError:
                print("stopped")
                return 0
            if unused > idle:
                print("stopped: idle")
                path.unlink(missing_ok=True)
                return 0
            if _read(path) != state:
                return 0
            if wants_cache and training is None and unused > QUIET:
                training = subprocess.Popen([sys.executable, "-m", "mslint.grammar.aot"], **bound())
    finally:
        if training:
            training.terminate()
            training.wait()
    print(f"Java ended with code {java.returncode}")
    return 1


def main(arguments: Sequence[str]) -> int:
    """`FOLDER DIRECTORY RULES LANGUAGES`, all from `_start`."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    home, directory, rules, languages = arguments
    return supervise(Path(home), Setup(directory, rules, tuple(filter(None, languages.split(",")))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
