"""SMP809: a definition as a whole is larger than what AWS documents."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {},
  "Parameters": [{"Name": "Text", "Type": "String", "DefaultValue": "%s"}],
  "Steps": [{"Name": "Tell", "Type": "Lambda", "OutputParameters": [],
    "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:tell",
    "Arguments": {"text": {"Get": "Parameters.Text"}}}]
}
"""

MOST_CHARACTERS = 1_048_576  # PipelineDefinition of the API
MOST_PARAMETERS = 200  # ParameterList of the API, which StartPipelineExecution takes
MOST_OUTPUTS = 50  # OutputParameterList of the API
LONGEST_DEFAULT = 4096  # of the published schema
LONGEST_VALUE = 1024  # of the API, for a value that is passed at start


class DefinitionLimit(Rule):
    """What AWS bounds in a definition, beside the requests of its steps.

    - A definition of more than 1,048,576 characters cannot be passed to `CreatePipeline` as text. The SDK uploads one
      of more than 100 KiB to S3; which limit holds there is not documented. Counted is the text that `definition()`
      returns, so indentation does not matter.
    - `StartPipelineExecution` takes at most 200 parameters.
    - A Lambda or Callback step returns at most 50 outputs.
    - The default of a String parameter has at most 4096 characters in the published schema. A value that is passed at
      start has at most 1024.

    Nobody has written down whether the service counts when the pipeline is created, so all of this is a warning.
    """

    code = "SMP809"
    name = "definition-limit"
    severity = Severity.WARNING
    summary = "A definition is too long, or has too many parameters or outputs."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html",
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html",
        "sagemaker/workflow/pipeline.py:222 of sagemaker 2.257",
    )
    languages = ("json",)
    examples = (
        Example(
            DEFINITION.replace("%s", "x" * 4097),
            "json",
            (
                Expected(
                    'the default of parameter "Text" has 4097 characters, the published schema takes 4096',
                    pointer="/Parameters/0/DefaultValue",
                ),
            ),
        ),
        Example(DEFINITION.replace("%s", "x" * 4096), "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Measure the definition and count what is in it; see the class."""
        if pipeline.dialect is not None:
            return
        yield from _size(pipeline)
        yield from _parameters(pipeline)
        for step in pipeline.all_steps():
            if len(step.outputs) > MOST_OUTPUTS:
                yield Report(
                    f'step "{step.name}" returns {len(step.outputs)} outputs, the API takes {MOST_OUTPUTS}',
                    step.origin,
                    step.name,
                    "Return several values as one JSON text, or in a file in S3.",
                )


def _size(pipeline: Pipeline) -> Iterator[Report]:
    if pipeline.length is not None and pipeline.length > MOST_CHARACTERS:
        yield Report(
            f"the definition has {pipeline.length:,} characters; the API takes {MOST_CHARACTERS:,} as text",
            pipeline.origin,
            help="The SDK uploads a definition of that size to S3. Whether the service takes it from there is not "
            "documented; split the pipeline if it does not.",
        )


def _parameters(pipeline: Pipeline) -> Iterator[Report]:
    if len(pipeline.parameters) > MOST_PARAMETERS:
        yield Report(
            f"the pipeline has {len(pipeline.parameters)} parameters; an execution can be given {MOST_PARAMETERS}",
            pipeline.origin,
            help="Gather what belongs together in one parameter that holds JSON text, or in a file in S3.",
        )
    for parameter in pipeline.parameters:
        default = parameter.default.value if isinstance(parameter.default, Literal) else None
        if isinstance(default, str) and len(default) > LONGEST_DEFAULT:
            yield Report(
                f'the default of parameter "{parameter.name}" has {len(default)} characters, the published schema '
                f"takes {LONGEST_DEFAULT}",
                (parameter.default.origin if parameter.default is not None else None) or parameter.origin,
                help=f"Put the text into a file in S3. A value that is passed at start has at most {LONGEST_VALUE} "
                "characters.",
            )
