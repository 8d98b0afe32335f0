"""Run the commands and code that the documentation shows, and put in what they print.

A fenced block right below one of these lines is kept up to date:

``<!-- executed -->``
    Run from the repository's root: each line of a ``console`` block that begins with ``$ `` as a command of bash, a
    ``python`` block as a script that must not fail. The lines below a command are replaced by what it prints.
``<!-- executed in FOLDER -->``
    The same in a copy of ``FOLDER``, which is made once for a page: what one block writes, the next one finds.
``<!-- written to FILE in FOLDER -->``
    The block, of any language, is written to ``FILE`` in that copy, for the commands after it.
``<!-- shows FILE -->``
    The block is replaced by the contents of ``FILE``.

Every other ``console`` block with a command needs ``<!-- not executed: REASON -->``.

    python -m tools.update_docs          rewrite README.md and docs/ in place
    python -m tools.update_docs --check  change nothing; exit with 1 where they are out of date
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MARK = r"<!-- (?P<verb>executed|written to|shows)(?: (?P<file>(?!in )\S+))?(?: in (?P<folder>\S+))? -->"
BLOCK = re.compile(rf"(?P<head>{_MARK}\n```(?P<language>\w+)\n)(?P<content>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
NOT_EXECUTED = re.compile(r"<!-- not executed: \S.* -->")
CONSOLE = re.compile(r"^[ >]*```console\n(?P<content>.*?)^[ >]*```$", re.DOTALL | re.MULTILINE)
_SECONDS = re.compile(r"\bin \d+\.\d+s\b")  # pytest's last line


class Page:
    """One page, and the copies of folders that its blocks run in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._copies: dict[str, Path] = {}
        self._opened = ExitStack()

    def updated(self) -> str:
        """Return the page with its blocks run. Raises RuntimeError where one fails."""
        with self._opened:
            return BLOCK.sub(self._block, self._text)

    def _block(self, block: re.Match[str]) -> str:
        folder = self._folder(block["folder"])
        content = block["content"]
        if block["verb"] == "shows":
            content = (ROOT / block["file"]).read_text(encoding="utf-8")
        elif block["verb"] == "written to":
            (folder / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block["file"]).write_text(content, encoding="utf-8")
        elif block["language"] == "console":
            content = "".join(f"$ {command}\n{_printed(command, folder)}" for command in commands(content))
        else:
            _run_python(content, folder)
        return block["head"] + content

    def _folder(self, name: str | None) -> Path:
        if name is None:
            return ROOT
        if name not in self._copies:
            above = Path(self._opened.enter_context(tempfile.TemporaryDirectory()))
            ignored = shutil.ignore_patterns("__pycache__", ".pytest_cache")
            self._copies[name] = shutil.copytree(ROOT / name, above / Path(name).name, ignore=ignored)
        return self._copies[name]


def commands(content: str) -> list[str]:
    """Return the commands of a console block, without the prompt."""
    return [line.removeprefix("$ ") for line in content.splitlines() if line.startswith("$ ")]


def unmarked(text: str) -> list[int]:
    """Return the line of each console block with a command that neither is run nor says why not."""
    lines = text.splitlines()
    found = []
    for block in CONSOLE.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        above = lines[line - 2].lstrip(" >") if line > 1 else ""
        if re.search(r"^[ >]*\$ ", block["content"], re.MULTILINE) and not (
            re.fullmatch(_MARK, above) or NOT_EXECUTED.fullmatch(above)
        ):
            found.append(line)
    return found


def _printed(command: str, folder: Path) -> str:
    """Return what a terminal would show. A command may end with 1, which says that there are findings."""
    ended = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ended.returncode not in (0, 1) or "Traceback (most recent call last)" in ended.stdout:
        raise RuntimeError(f"`{command}` in the documentation ended with {ended.returncode}:\n{ended.stdout}")
    return _SECONDS.sub("in 0.10s", ended.stdout)


def _run_python(content: str, folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", content], cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"an example in the documentation failed:\n{content}\n{ended.stderr}")


def _environment() -> dict[str, str]:
    """Return an environment in which `pipelint` and `python` are those of this Python, and nothing is coloured."""
    found = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_ADDOPTS": "-p no:cacheprovider"}
    kept = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "CI", "GITHUB_ACTIONS")}
    return {**kept, **quiet, "PATH": found}


def pages() -> list[Path]:
    """Return every page of the documentation."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def main() -> int:
    """Update the pages, or with ``--check`` compare them; return the exit status."""
    stale = []
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = Page(before).updated()
        if after != before:
            stale.append(page.relative_to(ROOT).as_posix())
            if "--check" not in sys.argv[1:]:
                page.write_text(after, encoding="utf-8")
    print(f"out of date: {', '.join(stale)}" if stale else "the documentation is up to date")
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
