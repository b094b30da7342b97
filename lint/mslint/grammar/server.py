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

JAVA_OPTIONS = ("-Xmx1g", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-Djava.awt.headless=true")
"""SerialGC: 380 MB instead of 500 MB, and a faster start (measured on two cores)."""

SETTINGS = {
    "cacheSize": "2000",  # sentences
    "pipelineCaching": "true",
    "maxPipelinePoolSize": "8",  # threads x variants x levels in use at a time
    "pipelineExpireTimeInSeconds": "36000",
    "maxCheckThreads": str(max(2, min(4, os.cpu_count() or 2))),
    "maxTextLength": "200000",
    "maxCheckTimeMillis": "90000",
    "logIp": "false",
}
"""Keys of the server's configuration file; https://dev.languagetool.org/http-server"""


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
    """Where to ask. `state` is the file to touch at each request; None for a server that is not ours."""

    url: str
    state: Path | None = None

    def touch(self) -> None:
        """Tell the supervisor that the server is in use."""
        if self.state:
            with suppress(OSError):
                os.utime(self.state)


def ensure(directory: str = "", progress: Progress = silent, rules: str = "") -> Address:
    """The running server; started, and installed, if need be. `rules`: a jar of our own rules that it has to have.

    Raises GrammarUnavailable.
    """
    if found := find(directory, rules):
        return found
    if not directory:
        jars.install(progress)
    jars.class_path(directory)
    jars.find_java()
    progress("starting LanguageTool", 0, 0)
    deadline = monotonic() + START_LIMIT
    while (handle := locks.acquire(_home(directory, rules) / "start.lock")) is None:
        if monotonic() > deadline:
            raise GrammarUnavailable("LanguageTool did not start: another command tries for more than a minute")
        sleep(STEP)
    try:
        return find(directory, rules) or _start(directory, rules, deadline)
    finally:
        handle.close()


def find(directory: str = "", rules: str = "") -> Address | None:
    """The server that runs already."""
    state = running(directory, rules)
    if state is None:
        return None
    return Address(f"http://{HOST}:{state.port}/{state.token}/", _home(directory, rules) / "server.json")


def stop(directory: str = "", rules: str = "") -> bool:
    """Stop the server; whether one was running."""
    lock = _home(directory, rules) / "server.lock"
    if not locks.is_held(lock):
        return False
    deadline = monotonic() + 15
    while locks.is_held(lock) and monotonic() < deadline:
        with suppress(OSError):
            (_home(directory, rules) / "server.json").unlink()
        sleep(STEP)
    return True


def status(directory: str = "", rules: str = "") -> list[str]:
    """Lines for people: the server, and what is installed."""
    state = running(directory, rules)
    lines = ["LanguageTool is not running"]
    if state:
        since = strftime("%H:%M", localtime(state.started))
        lines = [f"LanguageTool runs on {HOST}:{state.port} since {since} (process {state.java}{_memory(state.java)})"]
    if directory:
        return [*lines, f"installed in {directory}"]
    try:
        jars.require()
    except GrammarUnavailable as error:
        return [*lines, str(error)]
    return [*lines, f"version {jars.version()}, installed in {jars.home()}"]


def log(directory: str = "", rules: str = "") -> Path:
    """The log file of the server; begun anew at each start."""
    return _home(directory, rules) / "server.log"


def log_lines(directory: str = "", rules: str = "") -> list[str]:
    """The last lines of the log."""
    try:
        return log(directory, rules).read_text("utf-8", "replace").splitlines()[-LOG_LINES:]
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


def _home(directory: str, rules: str = "") -> Path:
    """The folder of a server's state; one for each LanguageTool and set of our own rules (by the jar's name)."""
    parts = [str(Path(directory).resolve())] if directory else [jar.sha256 for jar in jars.pinned()]
    which = digest(*parts, *([Path(rules).name] if rules else []))
    return (cache_folder() / "languagetool").resolve() / f"server-{which[:12]}"


def running(directory: str = "", rules: str = "") -> State | None:
    """The server that runs; None if none does, or not yet."""
    home = _home(directory, rules)
    if not locks.is_held(home / "server.lock"):
        return None
    return _read(home / "server.json")


def _read(path: Path) -> State | None:
    try:
        return State(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _memory(pid: int) -> str:
    import psutil  # type: ignore[import-untyped]

    try:
        return f", {psutil.Process(pid).memory_info().rss / 1e6:.0f} MB"
    except psutil.Error:
        return ""


def _start(directory: str, rules: str, deadline: float) -> Address:
    """Start the supervisor, detached, and wait for its state file."""
    home = _home(directory, rules)
    with suppress(OSError):
        (home / "server.json").unlink()
    command = [sys.executable, "-m", "mslint.grammar.server", str(home), directory, rules]
    try:
        with log(directory, rules).open("wb") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=home, **_detached()
            )
    except OSError as error:
        raise GrammarUnavailable(f"LanguageTool cannot be started in {home}: {error.strerror}") from None
    while monotonic() < deadline:
        if found := find(directory, rules):
            return found
        if process.poll() is not None:
            break
        sleep(STEP)
    process.kill()
    said = next((line for line in reversed(log_lines(directory, rules)) if line.strip()), "no reason given")
    raise GrammarUnavailable(f"LanguageTool did not start: {said}")


def _detached() -> dict[str, Any]:
    """What makes a process outlive its parent and not share its terminal."""
    if sys.platform == "win32":
        return {"creationflags": 0x00000008 | 0x00000200}  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
    return {"start_new_session": True}


# What follows runs in the supervisor, in a process of its own.


def supervise(home: Path, directory: str, rules: str) -> int:
    """Own one server until nobody needs it."""
    handle = _hold(home / "server.lock")
    if handle is None:
        print("another supervisor runs")
        return 1
    java: subprocess.Popen[bytes] | None = None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _reap(home)
        java, state = _launch(home, directory, rules)
        _write(home / "server.json", state)
        return _watch(home / "server.json", state, java)
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


def _launch(home: Path, directory: str, rules: str) -> tuple[subprocess.Popen[bytes], State]:
    """Start Java on a free port and wait until it answers under its token. Raises GrammarUnavailable."""
    import secrets

    path = os.pathsep.join([*map(str, jars.class_path(directory)), *([rules] if rules else [])])
    config = home / "server.properties"
    for _ in range(3):  # somebody may take the port between our look and Java's
        port, token = _free_port(), secrets.token_hex(16)
        settings = {**SETTINGS, "serverURL": f"/{token}"}
        config.write_text("".join(f"{key}={value}\n" for key, value in settings.items()), "utf-8")
        arguments = ["-cp", path, "org.languagetool.server.HTTPServer", "--config", str(config), "--port", str(port)]
        java = subprocess.Popen([jars.find_java(), *JAVA_OPTIONS, *arguments], stdin=subprocess.DEVNULL, **_bound())
        if _answers(java, port, token):
            return java, State(os.getpid(), java.pid, time(), port, token)
        java.kill()
        java.wait()
    raise GrammarUnavailable(f"Java ended with code {java.returncode} before it answered")


def _bound() -> dict[str, Any]:
    """What makes Java end with this process even if that is killed, where the system can (Linux)."""
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


def _watch(path: Path, state: State, java: subprocess.Popen[bytes]) -> int:
    """Return when Java ended, nobody asked for long, or the state file is gone or another's."""
    idle = float(os.environ.get("MSLINT_LANGUAGETOOL_IDLE", IDLE))
    while java.poll() is None:
        sleep(WATCH)
        try:
            if time() - path.stat().st_mtime > idle:
                print("stopped: idle")
                path.unlink(missing_ok=True)
                return 0
        except OSError:
            print("stopped")
            return 0
        if _read(path) != state:
            return 0
    print(f"Java ended with code {java.returncode}")
    return 1


def main(arguments: Sequence[str]) -> int:
    """`FOLDER DIRECTORY RULES`, all from `_start`."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    return supervise(Path(arguments[0]), arguments[1], arguments[2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
