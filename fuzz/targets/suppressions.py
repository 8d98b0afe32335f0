"""Comments for pipelint: in Python, in a script that a step runs and in the cells of a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from fuzz import doors, seeds
from fuzz.mutation import programs, text
from fuzz.target import Target

_PIPELINE = b"""from sagemaker.processing import Processor, ProcessingOutput
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
from sagemaker.workflow.functions import Join

processor = Processor("arn:aws:iam::123456789012:role/r", "image", 1, "ml.m5.large")
out = ProcessingOutput(output_name="o", source="/opt/ml/processing/o")
step = ProcessingStep("A", processor=processor, code="script.py", outputs=[out])
pipeline = Pipeline("p", steps=[step, step])
"""
_SCRIPT = b"""import json
from pathlib import Path

Path("/opt/ml/processing/o").mkdir()
json.dump({"a": 1}, open("/opt/ml/processing/o/report.json", "w"))
"""
_COMMENTS = (
    *("# pipelint: ignore[SMP501]", "# pipelint: ignore[SMP501, SMP302] why", "# pipelint: ignore-file[SMP5] why"),
    *("# pipelint: ignore", "# pipelint: ignore[]", "# pipelint: ignore[", "# pipelint: ignore[smp501,]  # noqa", "#"),
    *(
        "# pipelint: ignore[SMP501] # pipelint: ignore[SMP302]",
        "# noqa # pipelint:ignore[SMP]",
        "# pipelint: ignores[X]",
    ),
    *('# pipelint: writes /opt/ml/processing/o/r.json {"a": [1, {}]}', "# pipelint: reads /opt/ml/processing/i/"),
    *(
        "# pipelint: writes",
        "# pipelint: writes x",
        "# pipelint: reads /a b",
        "# pipelint: writes /a {",
        "#pipelint: x",
    ),
    *("# type: ignore", '"""# pipelint: ignore[SMP501]"""', "\\", "(", "# pipelint: ignore[SMP050]"),
)
_WORDS = (*_COMMENTS, "pipelint:", "ignore[", "SMP", "SMP501", "ignore-file[", "writes /opt/ml/", "reads /opt/ml/")


def _run(data: bytes, folder: Path) -> None:
    (folder / "script.py").write_bytes(data)
    (folder / "pipeline.py").write_bytes(_PIPELINE)
    doors.check([folder / "pipeline.py", folder / "script.py"])
    (folder / "commented.py").write_bytes(data)
    doors.check([folder / "commented.py"])
    notebook = folder / "notebook.ipynb"
    cells = [{"cell_type": "code", "source": part} for part in data.decode("utf-8", "replace").split("\n\n\n")]
    notebook.write_text(json.dumps({"nbformat": 4, "cells": cells}), encoding="utf-8")
    doors.check([notebook])


def _more(folder: Path) -> None:
    for name in ("commented.py", "notebook.ipynb"):
        doors.fix([folder / name])
        doors.hold_back([folder / name])


def _seeds() -> Iterator[bytes]:
    yield from seeds.fixtures("**/scripts/*.py", "**/code/*.py")
    for program in (_PIPELINE, _SCRIPT, *list(seeds.fixtures("agreement/v3/*.py"))[:1]):
        yield program
        lines = program.decode().splitlines()
        for number, comment in enumerate(_COMMENTS):
            at = number * 7 % len(lines)
            yield "\n".join([*lines[:at], f"{lines[at]}  {comment}", comment, *lines[at + 1 :]]).encode()


def _mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    if random.random() < 0.5:
        lines = data.decode("utf-8", "replace").split("\n")
        at = random.randrange(len(lines))
        comment = random.choice(_COMMENTS)
        lines[at : at + 1] = random.choice(
            ([f"{lines[at]}  {comment}"], [comment, lines[at]], [f"    {comment}", lines[at]])
        )
        data = "\n".join(lines).encode()
    if random.random() < 0.4:
        return programs.mutate(data, random, others, _WORDS)
    return text.mutate(data, random, others, _WORDS)


TARGET = Target("suppressions", _run, _seeds, _mutate, _WORDS, _more)
