"""Run pipelint over checked-out repositories, and print what it finds and what it takes.

    git clone --depth 1 https://github.com/aws-samples/…
    python -m bench.public FOLDER…

Nothing in the folders is written to: what is kept between the two runs with a cache stands elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measure import CommandFailed, usage

_CHECK = (sys.executable, "-m", "pipelint", "--exit-zero", "--no-config")


def row(folder: Path) -> str:
    """Return the line of the table for one repository. Raises :class:`CommandFailed`."""
    with tempfile.TemporaryDirectory() as kept:
        cached = (*_CHECK, "--cache-dir", str(Path(kept, "cache")), str(folder))
        without, filling, warm = (
            usage(command).cpu for command in ((*_CHECK, "--no-cache", str(folder)), cached, cached)
        )
    command = (*_CHECK, "--no-cache", "--format", "json", str(folder))
    summary = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["summary"]
    files, found = sum(summary["files"].values()), summary["findings"]
    counts = " | ".join(str(one) for one in (files, summary["pipelines"], *(found[kind] for kind in _SEVERITIES)))
    return f"| {folder.name} | {counts} | {without:.2f} s | {filling:.2f} s | {warm:.2f} s |"


_SEVERITIES = ("error", "warning", "info")


def main(folders: Sequence[str]) -> int:
    """Print a table of the repositories ``folders``; return the exit status."""
    if not folders:
        print("usage: python -m bench.public FOLDER...", file=sys.stderr)
        return 2
    print("| repository | files | pipelines | errors | warnings | info | no cache | empty cache | warm cache |")
    print("|---|---|---|---|---|---|---|---|---|")
    failed = False
    for folder in map(Path, folders):
        try:
            print(row(folder.resolve()), flush=True)
        except CommandFailed as error:
            print(f"{folder}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
