"""SMP411: an image is looked up by a type of instance that is known only when the pipeline runs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

SOURCE = """\
from sagemaker.pytorch import PyTorch
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep, TrainingStep

session = PipelineSession()
role = "arn:aws:iam::111122223333:role/Pipelines"
fixed = ParameterString("TrainingInstance", default_value="ml.m5.xlarge")
free = ParameterString("TuningInstance")
size = ParameterString("Size", default_value="large")
joined = Join(on=".", values=["ml.m5", size])
options = {"entry_point": "train.py", "framework_version": "2.2", "py_version": "py310", "role": role}
first = PyTorch(instance_count=1, instance_type=fixed, sagemaker_session=session, **options)
second = PyTorch(instance_count=1, instance_type=free, sagemaker_session=session, **options)
processor = SKLearnProcessor("1.2-1", role, instance_type=joined, instance_count=1, sagemaker_session=session)
train = TrainingStep("Train", step_args=first.fit())
tune = TrainingStep("Tune", step_args=second.fit())
prepare = ProcessingStep("Prepare", step_args=processor.run(code="prepare.py"))
pipeline = Pipeline("Abalone", [fixed, free, size], steps=[prepare, train, tune], sagemaker_session=session)
"""
GOOD = SOURCE.replace('"role": role}', '"role": role, "image_uri": "train:1"}').replace(
    "instance_type=joined", "instance_type=fixed"
)


class ImageByVariable(Rule):
    """An image is looked up while the pipeline is built, and a variable has no value then.

    Classes such as `PyTorch`, and `image_uris.retrieve`, choose between an image for CPUs and one for GPUs by the type
    of the instance. Of a parameter the SDK takes the default, and says so in the log alone: an execution that is
    started with `ml.g5.xlarge` runs the CPU's image of the default `ml.m5.xlarge`. That is a warning, as the values may
    well be all of one kind. A parameter without a default raises `Empty SageMaker instance type`. Any other variable
    raises `instance_type should not be a pipeline variable`, whatever the framework.

    Versions from 2.92 on refused parameters, too, until the SDK began to take their defaults. `SKLearn` and `XGBoost`
    have one image for all instances, so parameters do no harm there. With an `image_uri` nothing is looked up.
    """

    code = "SMP411"
    name = "image-by-variable"
    severity = Severity.ERROR
    summary = "An image is looked up by a type of instance that is known only when the pipeline runs."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/3141",
        "https://github.com/aws/sagemaker-python-sdk/issues/3024",
        "https://github.com/aws/amazon-sagemaker-examples/issues/3766",
        "sagemaker/image_uris.py:63-165 and workflow/utilities.py:396-434 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("image-default", "image-without-default", "image-variable")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'PyTorch looks up its image by the default of parameter "TrainingInstance", whatever is passed at '
                    "start",
                    line=16,
                    text="fixed",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'PyTorch cannot look up its image by parameter "TuningInstance", which has no default',
                    line=17,
                    text="free",
                ),
                Expected("SKLearnProcessor cannot look up its image by a join", line=14, text="Join"),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each image that is looked up by a variable; see the class."""
        for fact in pipeline.facts:
            if fact.kind in _ENDINGS:
                severity = Severity.WARNING if fact.kind == "image-default" else None
                yield Report(_message(fact), fact.origin, help=_WAY_OUT, severity=severity)


_ENDINGS = {
    "image-default": ", whatever is passed at start",
    "image-without-default": ", which has no default",
    "image-variable": "",
}
_WAY_OUT = (
    'Pass the image: image_uri=image_uris.retrieve(..., instance_type="ml.…") with a type of the kind that is meant.'
)


def _message(fact: SourceFact) -> str:
    image = "an image" if fact.spelled.endswith("()") else "its image"
    noun = variable(fact.subject)
    if fact.kind == "image-default":
        return f"{fact.spelled} looks up {image} by the default of {noun}{_ENDINGS[fact.kind]}"
    return f"{fact.spelled} cannot look up {image} by {noun}{_ENDINGS[fact.kind]}"
