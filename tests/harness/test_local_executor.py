"""The harness against the SDK's own local executor, over the programs it supports and over generated pipelines.

What differs is this, and nothing else:

- After a failure local mode ends at once; here, as on AWS, steps that run at the same time end.
- The ARN of the pipeline and of the execution are their names to local mode, and the start is a number: the tests set
  these variables. ``CurrentDateTime`` is a ``datetime`` there, ``TrainingJobName`` and ``ProcessingJobName`` fail the
  step; neither can be compared.
- Local mode fails a step that reads a property which a container did not return; the harness makes one up.
"""

from __future__ import annotations

import json
import re
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sdk_samples import build, no_local_mode

if find_spec("sagemaker") is None or find_spec("moto") is None:
    pytest.skip("the local executor is the SDK's", allow_module_level=True)
if (reason := no_local_mode()) is not None:
    pytest.skip(reason, allow_module_level=True)

from generated_pipelines import conditions, functions, pipelines
from hypothesis import HealthCheck, given, settings
from local_executor import SUPPORTED, compare
from rebuilt_pipelines import rebuilt

from pipelint.compiling.stubs import bind
from pipelint.harness import Harness, offline_session, outputs
from pipelint.harness.offline import ROLE_NAME
from pipelint.harness.surroundings import EXECUTION_ID
from pipelint.pipeline.values import OtherReference, PropertyFileReference
from tools.blanking import installed
from tools.compile_agreement import programs
from tools.sdk_matrix.drift import DRIFT, NONE

pytestmark = pytest.mark.sdk

SETTINGS = {"dialect": "local_mode", "coercion": "local_mode", "undecided": "if"}
FIXTURES = Path(__file__).parents[2] / "fixtures"
# Local mode asks the SDK for the arguments again, and gets others: v2 adds an input "code" each time it is asked
# (aws/sagemaker-python-sdk issue 3451), v3 puts the source of a FrameworkProcessor in a folder named by the time.
NOT_IDEMPOTENT = {"v2": ("processing_old_style",), "v3": ("processing",)}
NEGATES = "Condition" in conditions.ConditionNot(conditions.ConditionEquals(left=1, right=1)).to_request()
# SDK 2.200 takes no property there.
READS_S3 = "s3_uri" in signature(functions.JsonGet).parameters and version("sagemaker") != "2.200.0"
FROM_S3 = re.compile(r'"Std:JsonGet": \{"(Path": "[^"]*", ")?S3Uri"')
UNCOMPARED = ("Execution.CurrentDateTime", "Execution.TrainingJobName", "Execution.ProcessingJobName")


class Fakes:
    """Fakes for all that a run made up: its own inventions, and the number 1 where a document is read."""

    def __init__(self):
        self._steps = {}

    def note(self, run):
        """Take in what ``run`` made up; return whether there was anything."""
        found = [read for step in run.values() for read in step.values_read if read.invented]
        writer = next((name for name in run.path if run[name].step.type in ("Processing", "Training")), None)
        for read in found:
            path = str(read.value).removeprefix(f"{read.reference}[").removesuffix("]")
            if isinstance(read.reference, PropertyFileReference):
                _put(self._of(read.step)[1].setdefault(read.reference.name, {}), _keys(path), 1)
            elif isinstance(read.reference, OtherReference):
                _put(self._of(writer)[2].setdefault(read.reference.text, {}), _keys(path), 1)
            else:
                _put(self._of(read.step)[0], [part.name for part in read.reference.path], read.value)
        return bool(found)

    def _of(self, step):
        return self._steps.setdefault(step, ({}, {}, {}))

    def outputs(self):
        return {
            name: outputs(members, property_files=property_files, files=files)
            for name, (members, property_files, files) in self._steps.items()
        }


def _keys(path):
    return path.replace("['", ".").replace("']", "").split(".")


def _put(here, keys, value):
    for key in keys[:-1]:
        here = here.setdefault(key, {})
    here.setdefault(keys[-1], value)


def simulated(pipeline, parameters):
    """Return the run of a pipeline in which no value is made up."""
    harness = Harness(pipeline, **SETTINGS)
    variables = {"PipelineArn": pipeline.name, "PipelineExecutionArn": EXECUTION_ID}
    fakes = Fakes()
    for _ in range(20):
        run = harness.run(parameters=parameters, variables=variables, steps=fakes.outputs(), validate="none")
        if not fakes.note(run):
            return run
    raise AssertionError("there is always something more that is made up")


START_VALUES = {"String": "x", "Integer": 1, "Float": 1.0, "Boolean": True}


def start_values(definition):
    return {
        one["Name"]: START_VALUES[one["Type"]]
        for one in definition["Parameters"]
        if one.get("DefaultValue", "") in ("", None)
    }


def _types(steps):
    for step in steps:
        yield step["Type"]
        arguments = step["Arguments"]
        for key in ("IfSteps", "ElseSteps", "ForEachBody"):
            yield from _types(arguments.get(key, []))


def is_supported(definition):
    """Tell whether local mode takes a definition, and what it resolves can be compared."""
    text = json.dumps(definition)
    uncompared = any(f'"{one}"' in text for one in UNCOMPARED) or '"Trigger"' in text
    unknown = (not READS_S3 and FROM_S3.search(text)) or (not NEGATES and '"Type": "Not"' in text)
    return set(_types(definition["Steps"])) <= SUPPORTED and not uncompared and not unknown


def definitions():
    """Return every compiled definition among the fixtures that local mode takes."""
    folders = ("definitions", "agreement", "small_pipelines", "projects", "sample_project", "legacy_project")
    found = [path for folder in folders for path in sorted((FIXTURES / folder).rglob("*.json"))]
    return [path for path in found if "Steps" in (content := read(path)) and is_supported(content)]


def read(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}


def programs_to_compare():
    """Return the programs that the installed version compiles and its local mode takes."""
    small = sorted((FIXTURES / "small_pipelines" / installed()).glob("*.py"))
    refused = DRIFT.get(version("sagemaker"), NONE).refused
    return [
        path
        for path in [*programs(installed()), *small]
        if is_supported(read(path.with_suffix(".json")))
        and path.stem not in NOT_IDEMPOTENT[installed()]
        and f"{path.parents[1].name}/{path.stem}" not in refused
    ]


def test_there_is_enough_to_compare():
    assert len(definitions()) >= 30
    newest_v2 = installed() == "v2" and version("sagemaker") not in DRIFT
    assert len(programs_to_compare()) >= (6 if newest_v2 else 1)


def _kept(steps):
    """Return steps without what local mode does not look at."""
    kept = []
    for step in steps:
        arguments = dict(step["Arguments"])
        if step["Type"] == "Condition":
            arguments |= {key: _kept(arguments[key]) for key in ("IfSteps", "ElseSteps")}
        keys = {key: step[key] for key in ("Name", "Type", "DependsOn", "PropertyFiles") if key in step}
        kept.append({**keys, "Arguments": arguments})
    return kept


@pytest.mark.parametrize("path", definitions(), ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_a_definition_runs_as_in_local_mode(path):
    content = read(path)
    pipeline = rebuilt(content, "Rebuilt")
    assert _kept(json.loads(pipeline.definition())["Steps"]) == _kept(content["Steps"])
    values = start_values(content)
    compare(pipeline, simulated(pipeline, values), values)


@pytest.mark.parametrize("least", [0.8, 1.5])
def test_a_pipeline_of_the_sdk_runs_as_in_local_mode(least, offline_session, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("print('never run')\n", encoding="utf-8")
    pipeline = build(offline_session, f"arn:aws:iam::123456789012:role/{ROLE_NAME}", str(script))
    run = simulated(pipeline, {"MinAccuracy": least})
    assert run["Check"].branch == ("if" if least < 1 else "else")
    compare(pipeline, run, {"MinAccuracy": least})


@pytest.mark.parametrize("program", programs_to_compare(), ids=lambda path: path.stem)
def test_a_program_runs_as_in_local_mode(program):
    with TemporaryDirectory() as temporary, offline_session() as session:
        folder = program.parents[1]
        copy = Path(shutil.copytree(folder, Path(temporary) / folder.name)) / program.relative_to(folder)
        module = {"__name__": program.stem, "__file__": str(copy)}
        exec(compile(copy.read_text(encoding="utf-8"), str(copy), "exec"), module)
        bound = bind(module["get_pipeline"], {}, session)
        pipeline = module["get_pipeline"](*bound.args, **bound.kwargs)
        values = start_values(json.loads(pipeline.definition()))
        compare(pipeline, simulated(pipeline, values), values)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pipelines())
def test_a_generated_pipeline_runs_as_in_local_mode(pipeline):
    compare(pipeline, simulated(pipeline, {}))
