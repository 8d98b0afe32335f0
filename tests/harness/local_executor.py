"""The SDK's own local executor (v2 or v3), its containers and its S3 replaced by what the harness says they made.

What it decides by itself, and what is compared, is which steps run, which branches are taken, and with which arguments.
"""

from __future__ import annotations

import json
from copy import deepcopy
from importlib import import_module
from importlib.metadata import version
from inspect import signature

from sdk_samples import is_v3

from pipelint.harness.plain import plain
from pipelint.harness.surroundings import EXECUTION_ID

SUPPORTED = frozenset({"Training", "Processing", "Transform", "Condition", "Fail", "Model"})
UPLOADING_AGAIN = ("2.150.0",)  # asks for the arguments again, and then puts the code in a place named by the time
NAME_MEMBERS = ("TrainingJobName", "ProcessingJobName", "TransformJobName", "ModelName")


class Local:
    """One local execution: ``executed`` and ``failed`` steps, ``branches`` by condition, ``arguments`` by step."""

    def __init__(self, pipeline, run, parameters):
        module = import_module("sagemaker.mlops.local.pipeline" if is_v3() else "sagemaker.local.pipeline")
        entities = import_module("sagemaker.mlops.local.pipeline_entities" if is_v3() else "sagemaker.local.entities")
        session = _Session(run)
        execution_class = entities._LocalPipelineExecution
        in_session = {"local_session": session} if "local_session" in signature(execution_class).parameters else {}
        execution = execution_class(
            execution_id=EXECUTION_ID, pipeline=pipeline, PipelineParameters=parameters, **in_session
        )
        executor = module.LocalPipelineExecutor(execution, session)
        started = execution.mark_step_executing

        def mark_step_executing(name):
            session.sagemaker_client.step = name
            started(name)

        execution.mark_step_executing = mark_step_executing
        executor.execute()
        steps = execution.step_execution
        self.arguments = session.sagemaker_client.arguments
        self.executed = {name for name, step in steps.items() if step.status == "Succeeded"}
        self.failed = {name for name, step in steps.items() if step.status == "Failed"}
        self.succeeded = execution.status == "Succeeded"
        self.messages = {name: steps[name].failure_reason for name in self.failed}
        self.branches = {
            name: "if" if step.properties["Outcome"] else "else"
            for name, step in steps.items()
            if step.status == "Succeeded" and "Outcome" in (step.properties or {})
        }


class _Session:
    def __init__(self, run):
        self.sagemaker_client = _Client(run)
        self._documents = _documents(run)

    def read_s3_file(self, bucket, key):
        # Local mode may reach a step after a failure that the harness did not, and read a file that nobody else read.
        return json.dumps(self._documents.get(f"s3://{bucket}/{key}", {"n": 1, "deep": {"x": 1}}))


class _Client:
    """Answers for the containers: create_… notes the arguments, describe_… says what the harness's step made."""

    def __init__(self, run):
        self._run = run
        self.step = ""
        self.arguments = {}

    def __getattr__(self, name):
        if name.startswith("create_"):
            return self._create
        if name.startswith("describe_"):
            return self._describe
        raise AttributeError(name)

    def _create(self, job_name, **arguments):
        self.arguments[self.step] = deepcopy(arguments)

    def _describe(self, job_name):
        return deepcopy(self._run.steps[self.step].produced or {})


def _documents(run):
    found = {}
    for step in run.values():
        if step.result is None:
            continue
        found.update(step.result.files)
        outputs = step.result.members.get("ProcessingOutputConfig", {}).get("Outputs", [])
        uris = {output["OutputName"]: output["S3Output"]["S3Uri"] for output in outputs if "S3Output" in output}
        for file in step.step.property_files:
            content = step.result.property_files.get(plain(file.name))
            if content is not None:
                found[f"{uris[plain(file.output_name)].rstrip('/')}/{plain(file.path)}"] = content
    return found


def compare(pipeline, run, parameters=None):
    """Assert that the local executor does what ``run`` did. What is known to differ is listed in the test's module."""
    local = Local(pipeline, run, parameters)
    executed = {name for name, step in run.items() if step.executed}
    assert local.succeeded == run.succeeded, (local.messages, run.failure)
    if run.succeeded:
        assert local.executed == executed
    else:
        # Local mode ends with the first failure, in an order of its own; AWS lets what runs at the same time end.
        failed = {name for name, step in run.items() if step.failed}
        unreached = {name for name, step in run.items() if step.never_reached}
        assert local.failed <= failed | unreached
    skipped = {name for name, step in run.items() if step.skipped}
    assert not skipped & (local.executed | local.failed)
    for name in set(local.branches) & set(run):
        if run[name].branch is not None:
            assert local.branches[name] == run[name].branch, name
    for name, arguments in local.arguments.items():
        if run[name].resolved_arguments is not None:
            assert without_names(arguments) == without_names(run[name].resolved_arguments), name
    return local


def without_names(arguments):
    """Return arguments without the name of the job, which local mode takes out of them."""
    kept = {key: value for key, value in arguments.items() if key not in NAME_MEMBERS}
    if version("sagemaker") in UPLOADING_AGAIN and "ProcessingInputs" in kept:
        kept["ProcessingInputs"] = [one for one in kept["ProcessingInputs"] if one["InputName"] != "code"]
    return kept
