"""Run the commands and code that the documentation shows, and put in what they print.

A fenced block right below the line ``<!-- executed -->`` is run from the repository's root: each line of a ``console``
block that begins with ``$ `` as a command, a ``python`` block as a script that must not fail. The lines below a command
are replaced by what it prints.

    python tools/update_docs.py          rewrite README.md and docs/ in place
    python tools/update_docs.py --check  change nothing; exit with 1 where they are out of date
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- executed -->\n```(console|python)\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def updated(text: str) -> str:
    """Return a page with its executed blocks run. Raises RuntimeError where a block fails."""
    return BLOCK.sub(lambda block: block[1] + (_console if block[2] == "console" else _python)(block[3]), text)


def _console(content: str) -> str:
    commands = [line for line in content.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command.removeprefix('$ '))}" for command in commands)


def _output(command: str) -> str:
    words = shlex.split(command)
    ended = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.stderr:
        raise RuntimeError(f"`{command}` in the documentation failed:\n{ended.stderr}")
    return ended.stdout


def _python(content: str) -> str:
    ended = subprocess.run([sys.executable, "-c", content], cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"an example in the documentation failed:\n{content}\n{ended.stderr}")
    return content


def main() -> int:
    """Update the pages, or with ``--check`` compare them; return the exit status."""
    stale = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        before = page.read_text(encoding="utf-8")
        after = updated(before)
        if after != before:
            stale.append(page.relative_to(ROOT).as_posix())
            if "--check" not in sys.argv[1:]:
                page.write_text(after, encoding="utf-8")
    print(f"out of date: {', '.join(stale)}" if stale else "the documentation is up to date")
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
