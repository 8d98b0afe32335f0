"""SMP209: the script of a step does not write the property file that the step registers."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.container import path_of_file
from pipelint.pipeline.model import Pipeline, PropertyFile, Step
from pipelint.pipeline.scripts import Script
from pipelint.pipeline.values import Literal
from pipelint.rules.looking import distinct
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

SCRIPT = """\
import json
import os

report = {"metrics": {"mse": 4.2}}
with open(os.path.join("/opt/ml/processing/evaluation", "metrics.json"), "w") as file:
    json.dump(report, file)
"""
SOURCE = """\
from sagemaker.processing import ProcessingOutput, ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    report = PropertyFile("Report", output_name="evaluation", path="metric.json")
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    outputs = [ProcessingOutput(output_name="evaluation", source="/opt/ml/processing/evaluation")]
    evaluate = ProcessingStep(
        "Evaluate",
        step_args=processor.run(code="evaluate.py", outputs=outputs),
        property_files=[report],
    )
    return Pipeline("Train", steps=[evaluate], sagemaker_session=session)
"""


class UnwrittenPropertyFile(Rule):
    """The script of a step must write the property file that the step registers: the output's `source`, then `path`.

    The step ends well without it; the first condition that reads the file fails.

    Reported where pipelint can follow everything that the script writes. A warning, since a script may write files in
    ways that pipelint does not know.
    """

    code = "SMP209"
    name = "unwritten-property-file"
    severity = Severity.WARNING
    summary = "The script of a step does not write its property file."
    references = ("https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html",)
    languages = ("python",)
    about = ("script",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'evaluate.py does not write property file "Report" of step "Evaluate", '
                    '"/opt/ml/processing/evaluation/metric.json"; did you mean '
                    '"/opt/ml/processing/evaluation/metrics.json"?',
                    line=8,
                    text='"metric.json"',
                ),
            ),
            title="A file that the script calls otherwise",
            beside={"evaluate.py": SCRIPT},
        ),
        Example(SOURCE.replace("metric.json", "metrics.json"), beside={"evaluate.py": SCRIPT}),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Compare every property file with what the script writes; see the class."""
        yield from distinct(
            _report(step, file, place, step.script)
            for step in pipeline.all_steps()
            if step.script is not None and step.script.complete and step.script.writes
            for file in step.property_files
            if (place := path_of_file(step, file)) is not None and not any(step.script.written_to(place))
        )


def _report(step: Step, file: PropertyFile, place: str, script: Script) -> Report:
    name = file.name.value if isinstance(file.name, Literal) else ""
    known = expectation(place, [one.path for one in script.writes], "it writes")
    return Report(
        f'{script.file} does not write property file "{name}" of step "{step.name}", {shown(place)}{known}',
        file.path.origin or file.origin or step.origin,
        step.name,
        "Give it the path of a file that the script writes, from the source of its output on.",
        tuple((one.origin, "it writes this") for one in script.writes[:1] if one.origin is not None),
    )
