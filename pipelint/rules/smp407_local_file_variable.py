"""SMP407: a file that is read while the pipeline is built is named by a pipeline variable."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

SOURCE = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.pytorch import PyTorch
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
script = ParameterString("Script", default_value="clean.py")
processor = ScriptProcessor(role, "clean:1", ["python3"], 1, "ml.m5.large", sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run(code=script))
estimator = PyTorch(
    entry_point=script,
    source_dir="training",
    role=role,
    image_uri="train:1",
    instance_count=1,
    instance_type="ml.m5.large",
    sagemaker_session=session,
)
train = TrainingStep("Train", step_args=estimator.fit())
pipeline = Pipeline("Abalone", parameters=[script], steps=[prepare, train], sagemaker_session=session)
"""


class LocalFileVariable(Rule):
    """The SDK uploads scripts while the pipeline is built, so it must know their names then.

    A pipeline variable as `code` or `submit_app` raises `code argument has to be a valid S3 URI or local file path
    rather than a pipeline variable`; as `entry_point` with a local `source_dir`, or without one, `The entry_point
    should not be a pipeline variable when source_dir is a local path.` Within a `source_dir` in S3 it may be one.
    """

    code = "SMP407"
    name = "local-file-variable"
    severity = Severity.ERROR
    summary = "A file that is read while the pipeline is built is named by a pipeline variable."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/amazon_sagemaker_model_building_pipeline.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3078",
        "https://github.com/aws/sagemaker-python-sdk/issues/4254",
        "sagemaker/processing.py:320 and sagemaker/fw_utils.py:212-262 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("local-file",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'code is read while the pipeline is built; it cannot be parameter "Script"', line=12, text="script"
                ),
                Expected(
                    'entry_point is read while the pipeline is built; it cannot be parameter "Script"',
                    line=14,
                    text="script",
                ),
            ),
        ),
        Example(
            SOURCE.replace("code=script", 'code="clean.py"').replace('"training"', '"s3://bucket/sourcedir.tar.gz"')
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each file that a variable names; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "local-file":
                yield Report(
                    f"{fact.spelled} is read while the pipeline is built; it cannot be {variable(fact.subject)}",
                    fact.origin,
                    help="Name the file. To choose between scripts at run time, pass the choice to one script as an "
                    "argument, or decide in a ConditionStep.",
                )
