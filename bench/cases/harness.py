"""The simulator, inside one process: what Python itself needs is the same on both sides, and so is the making of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.case import Case
from bench.generate import definition

_MADE = """
import json, sys, time
from pipelint.harness import Harness, outputs
text = open(sys.argv[1]).read()
report = {"metrics": {"accuracy": {"value": 0.9}}, "latency": {"p99": {"value": 10}}}
harness = Harness(text)
fakes = {
    step.name: outputs(property_files={"Report": report})
    for step in harness.pipeline.all_steps()
    if step.property_files
}
harness.run(steps=fakes)
"""
RUNS = "for _ in range(int(sys.argv[2])): harness.run(steps=fakes)"
LOADS = "for _ in range(int(sys.argv[2])): json.loads(text)"
WAITS = "end = time.process_time() + float(sys.argv[2])\nwhile time.process_time() < end: pass"


def cases(folder: Path) -> Iterator[Case]:
    """Yield the benchmarks of the simulator."""
    ten, thousand = (_written(folder, steps) for steps in (10, 1000))
    yield Case("1000 runs of 10 steps, against 1 second", _command(RUNS, ten, 1000), _command(WAITS, ten, 1), goal=1)
    yield Case(
        "20 runs of 1000 steps, against 200 times `json.loads` of them",
        _command(RUNS, thousand, 20),
        _command(LOADS, thousand, 200),
        goal=1,
    )


def _written(folder: Path, steps: int) -> str:
    path = folder / f"simulated-{steps}.json"
    path.write_text(json.dumps(definition(steps)), encoding="utf-8")
    return str(path)


def _command(code: str, path: str, number: int) -> tuple[str, ...]:
    return (sys.executable, "-c", _MADE + code, path, str(number))
