"""SMP210: a script hands a value to json that json cannot write."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.scripts import Script, UnwritableValue
from pipelint.rules.looking import Remark, gathered_each
from pipelint.rules.rule import Example, Expected, Report, Rule

SCRIPT = """\
import json

import numpy as np

scores = np.array([0.1, 0.7, 0.2])
report = {"metrics": {"best": np.argmax(scores), "scores": scores.tolist()}, "loss": float("nan")}
with open("/opt/ml/processing/evaluation/evaluation.json", "w") as file:
    json.dump(report, file)
"""
SOURCE = """\
from sagemaker.processing import ProcessingOutput
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = SKLearnProcessor("1.2-1", role, "ml.m5.large", 1, sagemaker_session=session)
    report = PropertyFile(name="Report", output_name="evaluation", path="evaluation.json")
    outputs = [ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")]
    run = processor.run(code="evaluate.py", outputs=outputs)
    evaluate = ProcessingStep("Evaluate", step_args=run, property_files=[report])
    return Pipeline("Abalone", steps=[evaluate], sagemaker_session=session)
"""
GOOD = SCRIPT.replace("np.argmax(scores)", "int(np.argmax(scores))").replace('float("nan")', "float(np.mean(scores))")
ENCODED = SCRIPT.replace("(report, file)", "(report, file, default=str)")


class UnwritableJson(Rule):
    """`json` writes texts, numbers, truth values, lists and dicts of Python, and refuses everything else.

    What `np.argmax` returns is a number of numpy's own: `TypeError: Object of type int64 is not JSON serializable`,
    after the job has done its work, and a file that ends in the middle. So are arrays, `np.float32` and what `np.isnan`
    returns; `np.mean` returns a `float64`, which is a `float`. An error where the script surely comes there.

    `NaN` and infinity are written, but not as JSON: what JsonGet makes of such a file is not documented. A warning.
    """

    code = "SMP210"
    name = "unwritable-value"
    severity = Severity.ERROR
    summary = "A script hands a value to json that json cannot write."
    references = (
        "https://docs.python.org/3/library/json.html#py-to-json-table",
        "https://numpy.org/doc/stable/reference/arrays.scalars.html",
    )
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'evaluate.py cannot write "metrics.best" as JSON in step "Evaluate" because it is a numpy integer',
                    line=13,
                    text="ProcessingStep",
                ),
                Expected(
                    'evaluate.py writes "loss" as NaN in step "Evaluate" and that is no JSON',
                    line=13,
                    text="ProcessingStep",
                    severity=Severity.WARNING,
                ),
            ),
            beside={"evaluate.py": SCRIPT},
        ),
        Example(SOURCE, beside={"evaluate.py": GOOD}),
        Example(SOURCE, title="An encoder of its own", beside={"evaluate.py": ENCODED.replace('float("nan")', "0.5")}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at what the script of every step hands to json; see the class."""
        yield from gathered_each(
            _remark(step, step.script, value)
            for step in pipeline.all_steps()
            if step.script is not None
            for value in step.script.unwritable
        )


def _remark(step: Step, script: Script, value: UnwritableValue) -> tuple[str, Remark]:
    place = f'"{value.path}"' if value.path else "its value"
    related = ((value.origin, "it is written here"),) if value.origin is not None else ()
    if value.noun == "NaN":
        subject, text, help_ = f"{script.file} writes {place} as NaN in", "and that is no JSON", _NUMBER
    else:
        subject, text = f"{script.file} cannot write {place} as JSON in", f"because it is {value.noun}"
        help_ = _CONVERT
    severity = Severity.WARNING if value.noun == "NaN" or not value.certain else None
    return subject, Remark(step, text, step.origin, help_, severity, related)


_NUMBER = "Write a number, or leave the key out: JSON has no NaN and no infinity."
_CONVERT = "Make it a value of Python: int(...), float(...), bool(...), str(...), list(...), .tolist() of an array."
