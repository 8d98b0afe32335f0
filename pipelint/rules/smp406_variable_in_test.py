"""SMP406: Python decides by a value that is known only when the pipeline runs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import variable

SOURCE = """\
from sagemaker.workflow.parameters import ParameterBoolean, ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

stage = ParameterString("Stage", default_value="dev")
tune = ParameterBoolean("Tune", default_value=False)
folds = ParameterInteger("Folds", default_value=3)
steps = []
if stage == "prod":
    print("production")
if stage in ("dev", "test"):
    print("not production")
if tune:
    print("tuning")
if folds > 1:
    print("cross-validation")
pipeline = Pipeline("Abalone", parameters=[stage, tune, folds], steps=steps, sagemaker_session=PipelineSession())
"""
GOOD = """\
import os

from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

stage = ParameterString("Stage", default_value="dev")
fallback = None
if stage is None or os.environ.get("STAGE") == "prod":
    fallback = "prod"
stop = FailStep("Stop", error_message="not in production")
check = ConditionStep("Check", conditions=[ConditionEquals(left=stage, right="prod")], if_steps=[stop], else_steps=[])
pipeline = Pipeline("Abalone", parameters=[stage], steps=[check], sagemaker_session=PipelineSession())
"""


class VariableInTest(Rule):
    """Python cannot decide by a pipeline variable: it decides once, while the pipeline is built, and always the same.

    A parameter is a placeholder then. `stage == "prod"` is always false, `stage in [...]` too, and a
    `ParameterBoolean` is always true, whatever its default and whatever is passed at start. The SDK says nothing: the
    pipeline compiles and runs, without the steps that were meant. Only `<` and its like raise a `TypeError`.

    What depends on a value at run time belongs into a `ConditionStep`.

    `if parameter:` is reported for Boolean parameters only, as for others it is a way to ask whether there is one.
    What stands under a test that pipelint cannot decide is not reported: it may be the one that keeps variables out.
    """

    code = "SMP406"
    name = "variable-in-test"
    severity = Severity.ERROR
    summary = "Python decides by a value that is known only when the pipeline runs."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4676",
    )
    languages = ("python",)
    about = ("comparison", "test")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'parameter "Stage" is compared by "==" while the pipeline is built, which is always false',
                    line=9,
                    text='stage == "prod"',
                ),
                Expected(
                    'parameter "Stage" is compared by "in" while the pipeline is built, which is always false',
                    line=11,
                    text='stage in ("dev", "test")',
                ),
                Expected(
                    'parameter "Tune" is tested by "if" while the pipeline is built, which is always true',
                    line=13,
                    text="tune",
                ),
                Expected(
                    'parameter "Folds" is compared by ">" while the pipeline is built, which raises TypeError',
                    line=15,
                    text="folds > 1",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each decision of Python by a pipeline variable; see the class."""
        for fact in pipeline.facts:
            if fact.kind in ("comparison", "test"):
                verb = "compared" if fact.kind == "comparison" else "tested"
                yield Report(
                    f'{variable(fact.subject)} is {verb} by "{fact.spelled}" while the pipeline is built, which '
                    f"{_outcome(fact)}",
                    fact.origin,
                    help="Let the pipeline decide when it runs: a ConditionStep with ConditionEquals, ConditionIn …",
                )


def _outcome(fact: SourceFact) -> str:
    if fact.kind == "test":
        return "is always false" if fact.spelled == "not" else "is always true"
    outcomes = {"==": "is always false", "in": "is always false", "!=": "is always true", "not in": "is always true"}
    return outcomes.get(fact.spelled, "raises TypeError")
