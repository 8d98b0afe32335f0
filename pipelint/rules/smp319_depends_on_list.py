"""SMP319: depends_on is no list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

if TYPE_CHECKING:
    from pipelint.rules.repair import Repair

SOURCE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
processor = Processor("role", "clean:1", 1, "ml.m5.large", sagemaker_session=session)
prepare = ProcessingStep("Prepare", step_args=processor.run())
check = ProcessingStep("Check", step_args=processor.run(), depends_on="Prepare")
report = ProcessingStep("Report", step_args=processor.run(), depends_on=prepare)
pipeline = Pipeline("Abalone", steps=[prepare, check, report], sagemaker_session=session)
"""
GOOD = SOURCE.replace('depends_on="Prepare"', 'depends_on=["Prepare"]').replace("=prepare)", "=[prepare])")


class DependsOnList(Rule):
    """`depends_on` takes a list of steps and names, even where there is one.

    The SDK walks over what it is given. Of a string it looks up each letter as the name of a step: `The input steps do
    not contain the step of name: P`, or, where a step bears the name of one letter, it depends on that one without a
    word. A step cannot be walked over: `'ProcessingStep' object is not iterable`.
    """

    code = "SMP319"
    name = "depends-on-list"
    severity = Severity.ERROR
    summary = "depends_on is a string or a step, not a list."
    references = (
        "https://sagemaker.readthedocs.io/en/stable/workflows/pipelines/sagemaker.workflow.pipelines.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/3888",
        "https://github.com/aws/sagemaker-python-sdk/issues/4416",
        "sagemaker/workflow/_steps_compiler.py:224-250 of sagemaker 2.257",
    )
    languages = ("python",)
    about = ("depends-on",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('depends_on is the string "Prepare", not a list', line=9, text='"Prepare"'),
                Expected('depends_on is the step "Prepare", not a list', line=10, text="ProcessingStep"),
            ),
            fixed=GOOD,
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each dependency that is no list; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "depends-on":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                known = f" {shown(name)}" if isinstance(name, str) else ""
                noun = fact.spelled.removeprefix("a ")
                yield Report(
                    f"depends_on is the {noun}{known}, not a list",
                    fact.origin,
                    help="Put it in brackets: depends_on=[...]. The SDK walks over it, letter by letter.",
                    repair=_in_brackets(fact),
                )


def _in_brackets(fact: SourceFact) -> Repair | None:
    from pipelint.rules.repair import ArgumentOf, Around, Repair

    if fact.origin is None:
        return None
    at = fact.origin if fact.spelled == "a string" else ArgumentOf(fact.origin, "depends_on")
    return Repair("Put it in brackets", (Around(at, "[", "]"),))
