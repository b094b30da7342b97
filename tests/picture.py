"""Makes `manuscript/check.svg`, the README's terminal picture, out of what `mslint check` prints. Run by hand: python tests/picture.py"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
COMMAND = "mslint check manuscript/draft.md"
WIDTH, LINES = 100, 46


def main() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", *COMMAND.split()],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH)},
    )
    told = ran.stdout.splitlines()
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(f"$ {COMMAND}", highlight=False)
    console.print("…", highlight=False)
    start = next(at for at in range(len(told) - LINES, len(told)) if told[at - 1] == "")
    for line in told[start:]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    picture = console.export_svg(title="mslint", unique_id="mslint")
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.S)  # fetches nothing when looked at
    (ROOT / "manuscript" / "check.svg").write_text(picture.replace("Fira Code, monospace", "monospace"), "utf-8")


if __name__ == "__main__":
    main()
