"""A headless Chromium for tests, spoken to over a pipe in its DevTools protocol; nothing to install beside it.

https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), "")


class Tab:
    """A page that is open in the browser."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = answers
        self._rest = b""
        self._last = 0
        self._session: str | None = None
        self.said: list[str] = []  # on the page's console, refusals of its security policy among it
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._send(f"{domain}.enable")

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._last += 1
        message = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        answer = self._wait(lambda told: told.get("id") == self._last)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _wait(self, wanted: Any) -> dict[str, Any]:
        while True:
            while b"\0" not in self._rest:
                more = os.read(self._answers, 1 << 16)
                assert more, "the browser is gone"
                self._rest += more
            raw, _, self._rest = self._rest.partition(b"\0")
            told: dict[str, Any] = json.loads(raw)
            if told.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
                self.said.append(json.dumps(told["params"]))
            if wanted(told):
                return told

    def open(self, file: Path) -> None:
        """Opens a file and waits until it is loaded."""
        self.said.clear()
        self._send("Page.navigate", url=file.as_uri())
        self._wait(lambda told: told.get("method") == "Page.loadEventFired")

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        told = self._send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def printed(self) -> bytes:
        """The page as a PDF."""
        return base64.b64decode(self._send("Page.printToPDF", displayHeaderFooter=False)["data"])

    def press(self, *keys: str) -> None:
        """Presses keys, one after another: a character, "Enter", "Escape" or "Tab"."""
        codes = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, "")}
        for key in keys:
            code, text = codes.get(key, (0, key))
            for kind in ("keyDown", "keyUp"):
                given = {"text": text} if text and kind == "keyDown" else {}
                self._send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **given)


@contextmanager
def tab() -> Iterator[Tab]:
    """A tab of a browser of its own, which is gone afterwards."""
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for pair in (os.pipe(), os.pipe()) for end in pair]
    commands, send, answers, receive = ends[0], ends[1], ends[2], ends[3]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        ]
        shell = f'exec "$@" 3<&{commands} 4>&{receive}'
        browser = subprocess.Popen(
            ["bash", "-c", shell, "bash", CHROMIUM, *options], pass_fds=(commands, receive), stderr=subprocess.DEVNULL
        )
        os.close(commands)
        os.close(receive)
        try:
            yield Tab(send, answers)
        finally:
            os.close(send)
            os.close(answers)
            browser.terminate()
            browser.wait(30)
