"""How each problem of files and of pipelint itself comes about, and what pipelint says then: a command in a folder."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from pipelint.cli import main

PIPELINE = 'from sagemaker.workflow.pipeline import Pipeline\n\npipeline = Pipeline(name="Abalone", steps=[])\n'
DEFINITION = '{"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": []}'
_STEP = '{"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": %s}}'

_OWN = 'rules = ["./own.py"]\n'
_UNSOUND = "from pipelint.rules.rule import Rule\n\n\nclass Lonely(Rule):\n    code = 'ACME001'\n"


def _with_step(message: str) -> str:
    return DEFINITION.replace("[]}", f"[{_STEP % message}]}}")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command with ``arguments`` in a folder with ``files``; ``failing`` are functions that raise what is beside.

    ``links`` are links in that folder, by what they lead to.
    """

    arguments: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    failing: Mapping[str, Exception] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


SCENARIOS: Mapping[str, Scenario] = {
    "SMP001": Scenario("missing.py"),
    "SMP002": Scenario("flow.py", {"flow.py": "import sagemaker\nprint 'hello'\n"}),
    "SMP003": Scenario("definition.json", {"definition.json": DEFINITION[:-2]}),
    "SMP004": Scenario("report.json", {"report.json": '{"name": "abalone"}'}),
    "SMP005": Scenario(
        "definition.json",
        {"definition.json": DEFINITION},
        {"pipelint.rules.smp301_dependency_cycle.DependencyCycle.check": RuntimeError("no such edge")},
    ),
    "SMP006": Scenario("empty.py", {"empty.py": "import os\n"}),
    "SMP007": Scenario("--select unknown-stp flow.py", {"flow.py": PIPELINE}),
    "SMP008": Scenario("definition.json", {"definition.json": _with_step('"caf\xe9"').encode("latin-1")}),
    "SMP009": Scenario("flow.py", {"flow.py": PIPELINE.replace("[]", "open('steps.txt').read()")}),
    "SMP010": Scenario("flow.ipynb", {"flow.ipynb": '{"cells": ['}),
    "SMP011": Scenario("--selct SMP1 flow.py", {"flow.py": PIPELINE}),
    "SMP012": Scenario(
        "flow.py", {"flow.py": PIPELINE}, {"pipelint.linter.source.reader.read_source": AssertionError("no such node")}
    ),
    "SMP013": Scenario("flow.py --output nowhere/report.txt", {"flow.py": PIPELINE}),
    "SMP014": Scenario("flow.py", {"flow.py": PIPELINE}, {"pipelint.linter.engine.check": KeyError("lost")}),
    "SMP015": Scenario("definition.json", {"definition.json": _with_step("NaN")}),
    "SMP016": Scenario("definition.json", {"definition.json": DEFINITION.replace('"Steps"', '"Steps": [], "Steps"')}),
    "SMP017": Scenario("definition.json", {"definition.json": DEFINITION + " " * 17_000_000}),
    "SMP018": Scenario("flow.py", {"flow.py": f"{PIPELINE}rows = [{'(1, 2, 3), ' * 150_000}]\n"}),
    "SMP019": Scenario(".", links={"flow.py": __file__}),
    "SMP022": Scenario("flow.py", {"flow.py": PIPELINE}, {"pipelint.linter.source.reader.read_source": MemoryError()}),
    "SMP020": Scenario(
        "definition.json", {"definition.json": DEFINITION.replace('"Parameters": []', '"Parameters": {}')}
    ),
    "SMP021": Scenario("definition.json", {"definition.json": DEFINITION.replace("Metadata", "Metadatum")}),
    "SMP031": Scenario("compile missing.py:get_pipeline"),
    "SMP040": Scenario("flow.py", {"flow.py": PIPELINE, "pipelint.toml": "select = [\n"}),
    "SMP041": Scenario("flow.py", {"flow.py": PIPELINE, "pipelint.toml": 'selct = ["SMP1"]\n'}),
    "SMP042": Scenario("flow.py", {"flow.py": PIPELINE, "pipelint.toml": 'fail-on = "eror"\n'}),
    "SMP043": Scenario("flow.py --baseline known.json", {"flow.py": PIPELINE, "known.json": "{}"}),
    "SMP044": Scenario("flow.py", {"flow.py": PIPELINE, "own.py": "import no_such_module\n", "pipelint.toml": _OWN}),
    "SMP045": Scenario("flow.py", {"flow.py": PIPELINE, "own.py": "", "pipelint.toml": _OWN}),
    "SMP046": Scenario("flow.py", {"flow.py": PIPELINE, "own.py": _UNSOUND, "pipelint.toml": _OWN}),
    "SMP047": Scenario("flow.py", {"flow.py": PIPELINE, "pipelint.toml": 'plugins = ["no-such-package"]\n'}),
    "SMP050": Scenario("flow.py", {"flow.py": PIPELINE.replace(")\n", ")  # pipelint: ignore[SMP501] why\n")}),
    "SMP051": Scenario("flow.py", {"flow.py": PIPELINE.replace(")\n", ")  # pipelint: ignore why\n")}),
}
"""A scenario for each problem; those below are shown by tests of their own."""

ELSEWHERE: Mapping[str, str] = {
    "SMP030": "tests/compiling/test_process.py",
    "SMP032": "tests/compiling/test_differences.py",
    "SMP052": "tests/cli/test_baseline.py",
    "SMP053": "tests/cli/test_fix.py",
    "SMP054": "tests/cli/test_fix.py",
    "SMP055": "tests/cli/test_fix.py",
    "SMP056": "tests/cli/test_add_ignore.py",
}
"""Problems that need an SDK, another program at work, or several runs; and where they are shown."""


def said(code: str) -> list[str]:
    """Return what pipelint says of the problem ``code`` in its scenario: each message, and below it the way out."""
    scenario = SCENARIOS[code]
    with _folder_with(scenario.files, scenario.links), contextlib.ExitStack() as broken:
        for function, error in scenario.failing.items():
            broken.enter_context(patch(function, side_effect=error))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            arguments = scenario.arguments.split()
            main(arguments if arguments[0] == "compile" else [*arguments, "--format", "json"])
    texts = [*_findings(out.getvalue(), code), *(line for line in err.getvalue().splitlines() if code in line)]
    return [re.sub(r" at \w+\.py:\d+", " at …", text) for text in texts]  # where mocks raise in this Python


def _findings(report: str, code: str) -> Iterator[str]:
    found = json.loads(report)["findings"] if report.startswith("{") else []
    for finding in found:
        if finding["code"] == code:
            yield f"{finding['severity']}: {finding['message']}\n    {finding['help']}"


@contextlib.contextmanager
def _folder_with(files: Mapping[str, str | bytes], links: Mapping[str, str]) -> Iterator[None]:
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        for name, target in links.items():
            Path(folder, name).symlink_to(target)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
