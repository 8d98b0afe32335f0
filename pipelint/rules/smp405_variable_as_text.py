"""SMP405: Python makes text or a number of a value that is known only when the pipeline runs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

TEXT = """\
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

bucket = ParameterString("Bucket", default_value="models")
folds = ParameterInteger("Folds", default_value=3)
uri = f"s3://{bucket}/model"
job = "job-" + ExecutionVariables.PIPELINE_EXECUTION_ID
label = "{} folds".format(folds)
double = folds * 2
shown = f"bucket {bucket!r}"
pipeline = Pipeline("Abalone", parameters=[bucket, folds], steps=[], sagemaker_session=PipelineSession())
"""
GOOD = """\
from sagemaker.workflow.functions import Join
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

bucket = ParameterString("Bucket", default_value="models")
folds = ParameterInteger("Folds", default_value=3)
uri = Join(on="/", values=["s3:/", bucket, "model"])
label = Join(on=" ", values=[folds, "folds"])
print(f"the parameter {bucket.name} is {bucket.default_value} by default")
pipeline = Pipeline("Abalone", parameters=[bucket, folds], steps=[], sagemaker_session=PipelineSession())
"""

RAISES = "raises TypeError while the pipeline is built"


class VariableAsText(Rule):
    """A pipeline variable has no value while the pipeline is built, so Python can make neither text nor a number of it.

    Parameters, properties of steps, joins, values of JSON files and execution variables are placeholders. An f-string,
    `+`, `str()`, `format` or `os.path.join` raises a `TypeError`: `Pipeline variables do not support __str__
    operation.` Older versions of the SDK wrote the Python object into the text without a word, and the job failed on
    `ParameterInteger(name='Folds'…`; `!r`, `repr()` and `.expr` in a text still do.

    A `Join` puts text together when the pipeline runs; the number of a variable can only be used as it is. The name
    and the default of a parameter are plain values.

    What stands under a test that pipelint cannot decide is not reported: it may be the one that keeps variables out.
    """

    code = "SMP405"
    name = "variable-as-text"
    severity = Severity.ERROR
    summary = "Python makes text or a number of a value that is known only when the pipeline runs."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3123",
        "https://github.com/aws/sagemaker-python-sdk/issues/2978",
        "sagemaker/workflow/entities.py:76-102 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("text", "number", "object")
    examples = (
        Example(
            TEXT,
            expected=(
                Expected(f'an f-string makes text of parameter "Bucket", which {RAISES}', line=9, text="bucket"),
                Expected(
                    f'"+" makes text of execution variable PipelineExecutionId, which {RAISES}',
                    line=10,
                    text="ExecutionVariables.PIPELINE_EXECUTION_ID",
                ),
                Expected(
                    f'str.format() makes text of parameter "Folds", which {RAISES}',
                    line=11,
                    text='"{} folds".format(folds)',
                ),
                Expected(f'"*" makes a number of parameter "Folds", which {RAISES}', line=12, text="folds"),
                Expected(
                    'an f-string shows the Python object of parameter "Bucket" in place of its value',
                    line=13,
                    text="bucket",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report what the source makes of pipeline variables; see the class."""
        for fact in pipeline.facts:
            if fact.kind in ("text", "number", "object"):
                yield Report(_message(fact), fact.origin, help=_WAYS_OUT[fact.kind])


def _message(fact: SourceFact) -> str:
    noun = variable(fact.subject)
    if fact.kind == "object":
        return f"{fact.spelled} shows the Python object of {noun} in place of its value"
    return f"{fact.spelled} makes {'text' if fact.kind == 'text' else 'a number'} of {noun}, which {RAISES}"


_JOIN = 'Put the pieces together with Join(on="", values=[...]), or pass the variable itself.'
_WAYS_OUT = {
    "text": f"{_JOIN} Old versions of the SDK write the Python object into the text instead.",
    "object": f"{_JOIN} Nothing raises here: the job gets the text of a Python object.",
    "number": "Pass the variable as it is, or calculate in the step that uses it.",
}
