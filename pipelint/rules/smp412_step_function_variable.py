"""SMP412: a pipeline variable gets into a @step function on a way on which it has no value."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown, variable

SOURCE = """\
from sagemaker.workflow.function_step import step
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

bucket = ParameterString("Bucket", default_value="models")
folds = ParameterInteger("Folds", default_value=3)


@step(name="Prepare")
def prepare(places):
    return len(places)


@step(name="Train")
def train(rows, place):
    return rows // folds


rows = prepare([bucket, "other"])
trained = train(rows, Join(on="/", values=["s3:/", bucket]))
pipeline = Pipeline("Abalone", [bucket, folds], steps=[trained], sagemaker_session=PipelineSession())
"""
GOOD = (
    SOURCE.replace("def prepare(places)", "def prepare(*places)")
    .replace("def train(rows, place)", "def train(rows, folds, bucket)")
    .replace('[bucket, "other"]', 'bucket, "other"')
    .replace('Join(on="/", values=["s3:/", bucket])', "folds, bucket")
)


class StepFunctionVariable(Rule):
    """A `@step` function knows the value of a pipeline variable only where it is passed as an argument, as it is.

    The SDK pickles the function and its arguments while it compiles the pipeline. A parameter, a property, an execution
    variable or the result of another function may be an argument. Inside a list or dict, read from the code around the
    function, or as a default of it, it cannot be pickled: `SerializationError: Please pass the pipeline variable to the
    function decorated with @step as an argument.` A `Join` or a `JsonGet` is no argument, either: `ValueError: Join is
    not supported for function arguments.`
    """

    code = "SMP412"
    name = "step-function-variable"
    severity = Severity.ERROR
    summary = "A pipeline variable gets into a @step function in a container, in a Join, or past its arguments."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-step-decorator-limit.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4320",
        "sagemaker/workflow/function_step.py:553-563 of sagemaker 2.257",
        "sagemaker/remote_function/core/serialization.py:100-125 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("nested-argument", "function-argument", "closure")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'an argument of @step function "Prepare" holds parameter "Bucket", which must be an argument '
                    "itself",
                    line=21,
                    text="bucket",
                ),
                Expected(
                    'a @step function reads parameter "Folds" past its arguments, as folds', line=18, text="folds"
                ),
                Expected('@step function "Train" takes no join as an argument', line=22, text="Join"),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each variable that cannot be pickled, or is no argument; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "nested-argument":
                message = (
                    f"an argument of {_function(fact)} holds {variable(fact.subject)}, which must be an argument itself"
                )
                yield Report(message, fact.origin, fact.spelled or None, _ONE_BY_ONE)
            elif fact.kind == "function-argument":
                noun = variable(fact.subject).removeprefix("a ")
                message = f"{_function(fact)} takes no {noun} as an argument"
                yield Report(message, fact.origin, fact.spelled or None, _PIECES)
            elif fact.kind == "closure":
                message = f"a @step function reads {variable(fact.subject)} past its arguments, as {fact.spelled}"
                yield Report(message, fact.origin, help=_AS_ARGUMENT)


_ONE_BY_ONE = "Pass each variable as an argument of its own, and let the function put them together."
_PIECES = "Pass the pieces as arguments, and let the function put them together or read the file."
_AS_ARGUMENT = "Pass it to the function when you call it: there it has its value when the job runs."


def _function(fact: SourceFact) -> str:
    return f"@step function {shown(fact.spelled)}" if fact.spelled else "a @step function"
