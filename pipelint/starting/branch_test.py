"""The first branch test of a pipeline: one test for each branch of its first condition, with values that take it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from pipelint.compiling.errors import CodeFailed, NotCompilable
from pipelint.compiling.process import compile_target
from pipelint.compiling.target import parse_target
from pipelint.harness import Harness, HarnessError
from pipelint.harness.fakes import Fails, Outputs
from pipelint.harness.generation.cases import Case, every_branch

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.pipeline.model import Step
    from pipelint.starting.candidates import Candidate

_WIDTH = 80  # of a value that stands in one line

_OF_DEFINITION = """\
@pytest.fixture(scope="module")
def harness():
    return Harness(PROJECT / {file})
"""
_COMPILED = """\
@pytest.fixture(scope="module")
def harness():
    command = [sys.executable, "-m", "pipelint", "compile", {target}]
    return Harness(subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True).stdout)
"""


class NoTest(Exception):
    """No test can be written for a pipeline; the text says why."""


def branch_test(candidate: Candidate) -> str:
    """Return the text of a test module for a pipeline; it stands in a folder of the working directory.

    The pipeline is compiled, where a file that it was compiled to is not at hand: its code runs, offline. Every test in
    the module has been run with the pipeline as it is.

    Raises:
        NoTest: the pipeline cannot be compiled, or executed.
    """
    definition = _definition(candidate)
    try:
        harness = Harness(definition)
        tests = list(_tests(harness))
    except HarnessError as error:
        raise NoTest(f"AWS would refuse the pipeline as it is: {error}") from None
    way = _OF_DEFINITION if candidate.definition else _COMPILED
    fakes = sorted({"outputs", "fails"} & set(re.findall(r"\b(outputs|fails)\(", "".join(tests))))
    imports = ["import subprocess", "import sys"] * (not candidate.definition)
    name = _plain(candidate.name)
    header = [
        f'"""The branches of the pipeline {name}, begun by `pipelint init`. From here on it is yours."""',
        "",
        *imports,
        "from pathlib import Path",
        "",
        "import pytest",
        "",
        f"from pipelint.harness import {', '.join(['Harness', *fakes])}",
        "",
        "PROJECT = Path(__file__).parent.parent",
        "",
        "",
        way.format(file=_text(candidate.file), target=_text(candidate.target or "")).rstrip(),
    ]
    return "\n".join(header) + "\n\n\n" + "\n\n".join(tests)


def _definition(candidate: Candidate) -> object:
    if candidate.definition:
        return Path(candidate.file)
    if candidate.target is None:
        if candidate.file.endswith(".ipynb"):
            raise NoTest("it is built in a notebook: keep what it compiles to as a .json file, and begin with that")
        raise NoTest("no function or variable at the top of the file is the pipeline, or returns it")
    try:
        return compile_target(parse_target(candidate.target), {}).definition
    except (CodeFailed, NotCompilable) as error:
        raise NoTest(f"`pipelint compile {candidate.target}` does not compile it: {error}") from None


def _tests(harness: Harness) -> Iterator[str]:
    """Yield the tests of the first condition; where nothing is decided, one that runs the pipeline to its end."""
    condition = next((step for step in harness.pipeline.all_steps() if step.conditions), None)
    if condition is None:
        run = harness.run()
        yield f"def test_it_runs_to_its_end(harness):\n    run = harness.run()\n    assert run.path == {run.path!r}\n"
        return
    cases = every_branch(harness)
    for case in cases:
        if case.arm.step == condition.name and not case.arm.place:
            yield _test(case, case.run(harness), condition)
    for arm, why in cases.unreachable.items():
        if arm.step == condition.name and not arm.place:
            yield f"# No values were found for {arm}: {why}\n"


def _test(case: Case, run: Run, condition: Step) -> str:
    branch = case.arm.outcome
    lines = [
        f"def test_{snake_case(condition.name)}_takes_its_{branch}_branch(harness):",
        *wrap(case.arm.text, 110, initial_indent="    # ", subsequent_indent="    # ", break_long_words=False),
        "    run = harness.run(",
        *_argument("parameters", {name: _code(value) for name, value in case.parameters.items()}),
        *_argument("steps", {name: _fake(fake) for name, fake in case.steps.items()}),
        "    )",
        f'    assert run[{_text(condition.name)}].branch == "{branch}"',
    ]
    for step in (*condition.if_steps, *condition.else_steps):
        state = run[step.name].state.value
        if state in ("executed", "skipped", "failed"):
            lines.append(f"    assert run[{_text(step.name)}].{state}")
    return "\n".join(lines) + "\n"


def _argument(name: str, values: Mapping[str, str]) -> list[str]:
    """Return the lines of an argument that is a dict; ``values`` are pieces of code."""
    if not values:
        return []
    items = [f"            {_text(key)}: {_indented(code)}," for key, code in values.items()]
    return [f"        {name}={{", *items, "        },"]


def _code(value: object, indent: str = "") -> str:
    """Return ``value``, which JSON can hold, as Python writes it; what is long goes over several lines."""
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, (Mapping, list)) or not value:
        return repr(value)
    inner = indent + "    "
    if isinstance(value, Mapping):
        (left, right), items = "{}", [f"{_code(key)}: {_code(item, inner)}" for key, item in value.items()]
    else:
        (left, right), items = "[]", [_code(item, inner) for item in value]
    line = left + ", ".join(items) + right
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    return "\n".join([left, *(f"{inner}{item}," for item in items), indent + right])


def _plain(name: str) -> str:
    """Return ``name`` without what would end a docstring: it may be anything that a file is called."""
    return re.sub(r'[\\"\s]+', " ", name)


def _text(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _indented(text: str) -> str:
    return text.replace("\n", "\n" + " " * 16)


def _fake(fake: object) -> str:
    """Return the call that makes ``fake``. Raises NoTest."""
    if isinstance(fake, Fails):
        return f"fails({fake.reason!r})"
    if not isinstance(fake, Outputs):
        raise NoTest(f"the fake {fake!r} of a step is none that a test is written with")
    arguments = [_code(fake.members)] if fake.members else []
    for name in ("property_files", "files"):
        if value := getattr(fake, name):
            arguments.append(f"{name}={_code(value)}")
    return f"outputs({', '.join(arguments)})"


def snake_case(name: str) -> str:
    """Return a name of Python for ``name``: ``CheckAccuracy`` and ``check-accuracy`` become ``check_accuracy``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"\W+", "_", words, flags=re.ASCII).strip("_").lower() or "pipeline"
