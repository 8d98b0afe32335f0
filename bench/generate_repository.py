"""A repository of as many Python files as you like, some of which build pipelines, which looks like a real one.

    python -m bench.generate_repository FOLDER --files 3000 --pipelines 100 --lines 150

Each pipeline has a folder of its own, with the module that it takes its settings from and the two scripts that it runs;
it is that of ``bench.generate_source``, they are those of ``bench.generate_scripts``. The other files are modules of
packages, of 200 lines on average: those of public packages are longer (300 in sagemaker 2.257, 340 in moto, 490 in
pandas). Every tenth speaks of SageMaker, as code does that calls the API, but builds no pipeline. There are a
``.gitignore`` and an empty ``.git``, as everywhere. Nothing is random: the same numbers give the same repository.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from bench.generate_scripts import scripts
from bench.generate_source import source

FILES_OF_A_FOLDER = 25
_FOLDER, _PLACE = "(?m)^BASE_DIR = .*$", 'BASE_DIR = "s3://example-bucket/code"'
_LINES_OF_A_SCRIPT = 50
_MOST_PARTS = 10
_GITIGNORE = """\
__pycache__/
*.py[cod]
.venv/
build/
dist/
*.egg-info/
.coverage
htmlcov/
.ipynb_checkpoints/
/data/
*.log
.env
"""
_SETTINGS = '''\
"""What the pipeline of team {number} is run with."""

REGION = "eu-west-1"
BUCKET = "example-bucket-{number}"
TAGS = {{"team": "team-{number}", "stage": "test"}}


def prefix(name):
    """Return where the data of a model lie."""
    return f"s3://{{BUCKET}}/models/{{name}}"
'''
_HEAD = '''\
"""Module {number}: features of the orders of one day."""

import json
import logging
from collections import defaultdict
from pathlib import Path

import boto3
import pandas as pd

logger = logging.getLogger(__name__)
CLIENT = boto3.client("{service}", region_name="eu-west-1")
'''
_FUNCTION = '''\


def summarise_{number}(rows, limit=100, *, verbose=False):
    """Return the totals of the groups of rows, the largest first."""
    totals = defaultdict(float)
    for row in rows:
        if row.get("amount") is None:
            continue
        totals[row["group"]] += float(row["amount"]) * {number}
    ordered = sorted(totals.items(), key=lambda item: -item[1])[:limit]
    if verbose:
        logger.info("%d groups, %s the largest", len(totals), ordered[0] if ordered else None)
    return pd.DataFrame(ordered, columns=["group", "total"])


class Store{number}:
    """Keeps summaries in a folder, one file for each day."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.known = {{}}

    def read(self, day):
        """Return what was kept for one day."""
        if day not in self.known:
            file = self.folder / f"{{day}}-{number}.json"
            self.known[day] = json.loads(file.read_text()) if file.exists() else None
        return self.known[day]

    def write(self, day, rows):
        """Keep the summary of some rows."""
        summary = summarise_{number}(rows).to_dict(orient="records")
        (self.folder / f"{{day}}-{number}.json").write_text(json.dumps(summary))
        self.known[day] = summary
'''


def write(folder: Path, files: int, pipelines: int, lines: int, with_scripts: bool = True) -> None:
    """Write exactly ``files`` Python files to ``folder``, of which ``pipelines`` of some ``lines`` build a pipeline.

    The modules and the scripts of these are among the files, too; without scripts, those of the steps lie in S3.
    """
    (folder / ".git").mkdir(parents=True)
    (folder / ".gitignore").write_text(_GITIGNORE, encoding="utf-8")
    (folder / "pyproject.toml").write_text('[project]\nname = "orders"\nversion = "1"\n', encoding="utf-8")
    for number in range(pipelines):
        team = folder / "teams" / f"team_{number}"
        pipeline = _pipeline(lines) if with_scripts else re.sub(_FOLDER, _PLACE, _pipeline(lines))
        made = {"pipelines/settings.py": _SETTINGS.format(number=number), "pipelines/pipeline.py": pipeline}
        if with_scripts:
            made |= {f"scripts/{name}": text for name, text in scripts(_LINES_OF_A_SCRIPT).items()}
        for name, text in made.items():
            (team / name).parent.mkdir(parents=True, exist_ok=True)
            (team / name).write_text(text, encoding="utf-8")
    for number in range(files - (4 if with_scripts else 2) * pipelines):
        package = folder / "orders" / f"part_{number // FILES_OF_A_FOLDER}"
        package.mkdir(parents=True, exist_ok=True)
        (package / f"module_{number}.py").write_text(_module(number), encoding="utf-8")


def _pipeline(lines: int) -> str:
    """Return a pipeline that imports what stands beside it."""
    with_import = source(lines).replace("\nBASE_DIR =", "\nfrom settings import prefix\n\nBASE_DIR =")
    return re.sub(r'f"s3://\{bucket\}/models/(\w+)"', r'prefix("\1")', with_import)


def _module(number: int) -> str:
    head = _HEAD.format(number=number, service="sagemaker" if number % 10 == 0 else "s3")
    return head + "".join(_FUNCTION.format(number=inner) for inner in range(1 + number % _MOST_PARTS))


def main() -> int:
    """Write the repository that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="bench.generate_repository", description="Write a repository to FOLDER.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist")
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--pipelines", type=int, default=100)
    parser.add_argument("--lines", type=int, default=150, help="of each pipeline, at least")
    options = parser.parse_args()
    write(options.folder, options.files, options.pipelines, options.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
