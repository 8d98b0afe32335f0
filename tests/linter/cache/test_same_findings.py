"""Whatever happens to a project between two runs, the cache answers what a check without it finds."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelint.linter.cache import fingerprints
from pipelint.linter.cache.answering import Cache
from pipelint.linter.cache.folder import Folder
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings, Toolkits

HELPER = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.pipeline import Pipeline
TYPE = "{type}"
def tell(name, text):
    function = Lambda(function_arn="arn:aws:lambda:us-east-1:111122223333:function:tell")
    return LambdaStep(name, lambda_func=function, inputs={{"text": f"It is {{text}}"}})
def build(role):
    first = tell("First", "early")
    print(first.{attribute}){comment}
    return Pipeline("Daily", steps=[first])
"""
FLOW = """\
import json
from helper import {name}
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep
with open("config.json") as file:
    instance = json.load(file)["instance"]
report = PropertyFile("Report", output_name="evaluation", path="evaluation.json")
processor = ScriptProcessor("image", ["python3"], instance_type=instance, instance_count=1, role="role")
outputs = [ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")]
arguments = processor.run(code="{script}", outputs=outputs)
evaluate = ProcessingStep("Evaluate", step_args=arguments, property_files=[report])
loss = JsonGet("Evaluate", property_file=report, json_path="metrics.mse.value")
gate = ConditionStep("Good", conditions=[ConditionLessThan(loss, 6.0)], if_steps=[], else_steps=[])
pipeline = Pipeline("Train", steps=[evaluate, gate])
"""
SCRIPT = """\
import json
report = {{"metrics": {{"{metric}": {{"value": 4.2}}}}}}
with open("/opt/ml/processing/evaluation/evaluation.json", "w") as file:
    json.dump(report, file)
"""
CELL = ["from helper import build\n", "import sagemaker\n", 'p = build("role")']
NOTEBOOK = json.dumps({"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": CELL}]})
DEFINITION = """\
{{"Version": "2020-12-01", "Parameters": [], "Steps": [{{"Name": "A", "Type": "Fail", "Arguments": {arguments}}}]}}
"""
HELPERS = [
    HELPER.format(type="ml.m5.xlarge", attribute="OutputParameters", comment=""),
    HELPER.format(type="ml.c5.xlarge", attribute="properties", comment=""),
    HELPER.format(type="ml.m5.xlarge", attribute="OutputParameters", comment="  # pipelint: ignore[SMP110] so be it"),
    HELPER.format(type="ml.m5.xlarge", attribute="properties", comment="  # pipelint: ignore[SMP110] for nothing"),
    "TYPE = 1\nbuild = print\n",
    "def build(:\n",
]
FLOWS = [
    "import sagemaker\nfrom helper import build\npipeline = build(sagemaker.get_execution_role())\n",
    FLOW.format(name="TYPE", script="evaluate.py"),
    FLOW.format(name="build", script="scripts/evaluate.py"),
    FLOW.format(name="TYPE", script="evaluate.py").replace("instance_type=instance", "instance_type=TYPE"),
    "import os\n",
]
SCRIPTS = [SCRIPT.format(metric="mse"), SCRIPT.format(metric="mae"), ""]
FILES = {
    "pyproject.toml": [""],
    "flow.py": FLOWS,
    "second.py": FLOWS,
    "inner/third.py": FLOWS,
    "helper.py": HELPERS,
    "src/helper.py": HELPERS,
    "helper/__init__.py": HELPERS,
    "inner/__init__.py": [""],
    "evaluate.py": SCRIPTS,
    "scripts/evaluate.py": SCRIPTS,
    "inner/evaluate.py": SCRIPTS,
    "config.json": ['{"instance": "ml.m5.xlarge"}', '{"instance": null}', "{"],
    "notes.ipynb": [NOTEBOOK, "{"],
    "definition.json": [DEFINITION.format(arguments="{}"), DEFINITION.format(arguments='{"ErrorMessage": "no"}'), "{}"],
}
WRITING = st.one_of([st.tuples(st.just(name), st.sampled_from(texts)) for name, texts in FILES.items()])
REMOVING = st.tuples(st.sampled_from(list(FILES)), st.none())
LINKING = st.tuples(
    st.sampled_from(["helper.py", "evaluate.py", "second.py"]),
    st.sampled_from([Path("flow.py"), Path("src/helper.py")]),
)
CHANGES = st.lists(st.one_of(WRITING, WRITING, REMOVING, LINKING), max_size=3)
SETTINGS = [
    Settings(),
    Settings((Choice(select=("SMP110", "SMP208", "SMP405")),)),
    Settings(toolkits=Toolkits(pure=("sklearn",)), per_file_ignores={"helper.py": ("SMP110",)}),
]
PATHS = [["."], ["."], ["flow.py", "second.py"], ["inner", "helper.py"], ["src", "missing.py", "notes.ipynb"]]
RUN = st.tuples(CHANGES, st.sampled_from(SETTINGS), st.sampled_from(PATHS))
BEGIN = [("pyproject.toml", ""), ("flow.py", FLOWS[1]), ("second.py", FLOWS[0]), ("helper.py", HELPERS[0])]
MORE = [("evaluate.py", SCRIPTS[0]), ("config.json", '{"instance": "ml.m5.xlarge"}'), ("notes.ipynb", NOTEBOOK)]


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Come back, wherever the tests have gone."""
    monkeypatch.chdir(Path.cwd())
    yield


def change(name: str, content: str | Path | None) -> None:
    path = Path(name)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if content is None:
        return
    if path.parent.is_symlink() or path.parent.is_file():
        path.parent.unlink()
    path.parent.mkdir(exist_ok=True)
    if isinstance(content, str):
        path.write_text(content)
    else:
        path.symlink_to(content)


@pytest.mark.slow
@pytest.mark.parametrize("settled", [fingerprints._SETTLED, 0], ids=["digests", "stamps"])
@given(runs=st.lists(RUN, min_size=2, max_size=6))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_cache_answers_what_a_check_finds(monkeypatch, settled, runs):
    monkeypatch.setattr(fingerprints, "_SETTLED", settled)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, content in [*BEGIN, *MORE]:
            change(name, content)
        cache = Cache(Folder(Path(folder, ".pipelint_cache")))
        for changes, chosen, paths in runs:
            for name, content in changes:
                change(name, content)
            expected = check(paths, chosen)
            assert check(paths, chosen, cache=cache) == expected
            assert check(paths, chosen, cache=cache) == expected
        os.chdir("/")
    assert cache.trouble is None
