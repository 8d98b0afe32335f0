"""SMP208: a json path leads to nothing in the document that the step's script writes."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Missing, Script, spelled
from pipelint.pipeline.values import JsonGet, Literal, Value
from pipelint.rules.looking import distinct, every_expression, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.script_files import DocumentRead, document_read
from pipelint.rules.wording import expectation

SCRIPT = """\
import json

report = {"metrics": {"mse": {"value": 4.2}, "mae": {"value": 1.3}}}
with open("/opt/ml/processing/evaluation/evaluation.json", "w") as file:
    json.dump(report, file)
"""
SOURCE = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    report = PropertyFile("Report", output_name="evaluation", path="evaluation.json")
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    outputs = [ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")]
    evaluate = ProcessingStep(
        "Evaluate",
        step_args=processor.run(code="evaluate.py", outputs=outputs),
        property_files=[report],
    )
    loss = JsonGet("Evaluate", property_file=report, json_path="metrics.msa.value")
    gate = ConditionStep("Good", conditions=[ConditionLessThan(loss, 6.0)], if_steps=[], else_steps=[])
    return Pipeline("Train", steps=[evaluate, gate], sagemaker_session=session)
"""


class UnwrittenJsonPath(Rule):
    """A `json_path` must lead to something in the JSON document that the step's script writes.

    Nothing compares the two before the run: the pipeline compiles, runs the evaluation, and fails at the condition. AWS
    itself warns of it: the path is where people go wrong.

    pipelint follows the script, without running it, to the document it writes into the property file. An error is
    reported where that document is known for certain; a warning where the script may write something else, too. What
    cannot be known, as keys that are computed, is silent.
    """

    code = "SMP208"
    name = "unwritten-json-path"
    severity = Severity.ERROR
    summary = "A json path leads to nothing in the document that the script writes."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2414",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'json path "metrics.msa.value" leads to nothing: evaluate.py writes no "msa" in "metrics"; did you '
                    'mean "mse"? It writes "mse" and "mae"',
                    line=19,
                    text='"metrics.msa.value"',
                ),
            ),
            title="A metric that the script calls otherwise",
            beside={"evaluate.py": SCRIPT},
        ),
        Example(SOURCE.replace(".msa.", ".mse."), beside={"evaluate.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Follow every json path through what the script of its step writes; see the class."""
        steps = sole_steps(pipeline)
        yield from distinct(
            report
            for step, value in every_expression(pipeline)
            if isinstance(value, JsonGet) and (read := document_read(value, steps)) is not None
            for report in _judged(step, value.path, read)
        )


def _judged(step: Step, path: Value, read: DocumentRead) -> Iterator[Report]:
    missing = [end for end in read.ends if isinstance(end, Missing)]
    if len(missing) < len(read.ends) or not isinstance(path, Literal):
        return
    first = read.written[0]
    sure = read.script.complete and len(read.written) == 1 and first.certain
    yield Report(
        f'json path "{path.value}" leads to nothing: {_said(read.script, missing[0])}',
        path.origin or step.origin,
        step.name,
        f"Read what the script writes: {spelled(first.documents[0])}.",
        ((first.origin, "it is written here"),) if first.origin is not None else (),
        None if sure else Severity.WARNING,
    )


def _said(script: Script, missing: Missing) -> str:
    inside = f' in "{".".join(map(str, missing.found))}"' if missing.found else ""
    key = f'"{missing.key}"' if isinstance(missing.key, str) else f"item {missing.key}"
    legal = list(missing.here.members) if isinstance(missing.key, str) else []
    known = expectation(str(missing.key), legal, "it writes")
    if missing.here.kind not in ("object", "list"):
        known = f"; that is a {missing.here.kind}"
    return f"{script.file} writes no {key}{inside}{known}"
