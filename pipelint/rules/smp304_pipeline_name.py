"""SMP304: the pipeline's name is not what the service takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

stop = FailStep("Stop", error_message="nothing to do")
pipeline = Pipeline("abalone_training", steps=[stop], sagemaker_session=PipelineSession())
"""

LONG_NAME = "abalone-" + "x" * 75

PATTERN = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}")  # PipelineName of the API
LONGEST = 256
LONGEST_SEEN = 82


class PipelineName(Rule):
    """A pipeline's name is of letters, digits and hyphens, starts and ends with a letter or digit, and is not long.

    The API's pattern is `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}`: no underscores, unlike the names of steps and parameters.
    The service refuses any other name when the pipeline is created.

    The API says that 256 characters are allowed, but the service has been seen to refuse more than 82 (`[string "…" is
    too long (length: n, maximum allowed: 82)]`, 2022): a warning, as that may have been lifted.

    A compiled definition does not hold the pipeline's name.
    """

    code = "SMP304"
    name = "pipeline-name"
    severity = Severity.ERROR
    summary = "The pipeline's name is not what the service takes."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/2933",
    )
    languages = ("python",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'pipeline name "abalone_training" has characters that the service does not take: "_"',
                    line=6,
                    text='"abalone_training"',
                ),
            ),
            title="Steps may have underscores in their names, pipelines may not",
        ),
        Example(SOURCE.replace("abalone_training", "abalone-training")),
        Example(
            SOURCE.replace("abalone_training", "abalone-"),
            expected=(
                Expected(
                    'pipeline name "abalone-" must start and end with a letter or digit', line=6, text='"abalone-"'
                ),
            ),
        ),
        Example(
            SOURCE.replace("abalone_training", LONG_NAME),
            expected=(
                Expected(
                    f'pipeline name "{LONG_NAME[:80]}…" has 83 characters; the service has refused more than 82',
                    line=6,
                    text=f'"{LONG_NAME}"',
                    severity=Severity.WARNING,
                ),
            ),
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the pipeline's name, where it is known; see the class."""
        name = pipeline.name.value if isinstance(pipeline.name, Literal) else None
        if not isinstance(name, str) or not name:
            return  # an empty one is the default argument of a function that others call with a name
        at = pipeline.name.origin or pipeline.origin
        problem = _problem(name)
        if problem:
            help_ = (
                f"Use at most {LONGEST} letters and digits, with hyphens between: the service takes names that match "
                f"{PATTERN.pattern}, and refuses others when the pipeline is created."
            )
            yield Report(f"pipeline name {shown(name)} {problem}", at, help=help_)
        elif len(name) > LONGEST_SEEN:
            yield Report(
                f"pipeline name {shown(name)} has {len(name)} characters; "
                f"the service has refused more than {LONGEST_SEEN}",
                at,
                help=f"Shorten it. The API says {LONGEST}, but the service said `maximum allowed: {LONGEST_SEEN}` "
                "(https://github.com/aws/sagemaker-python-sdk/issues/2933). Whether it still does is not documented.",
                severity=Severity.WARNING,
            )


def _problem(name: str) -> str | None:
    """Say why the API refuses ``name``, or None."""
    illegal = "".join(dict.fromkeys(re.findall(r"[^a-zA-Z0-9\-]", name)))
    if illegal:
        return f"has characters that the service does not take: {shown(illegal)}"
    if len(name) > LONGEST:
        return f"has {len(name)} characters, the service takes at most {LONGEST}"
    return None if PATTERN.fullmatch(name) else "must start and end with a letter or digit"
