"""SMP907: add_depends_on() is called of a collection, which SDK v2 does not let wait."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule

SOURCE = """\
from sagemaker.model import Model
from sagemaker.workflow.callback_step import CallbackStep
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

session = PipelineSession()
queue = "https://sqs.us-west-2.amazonaws.com/111122223333/review"
review = CallbackStep("Review", sqs_queue_url=queue, inputs={}, outputs=[])
model = Model(image_uri="serve:1", model_data="s3://bucket/model.tar.gz", role="role", sagemaker_session=session)
register = ModelStep("Register", step_args=model.register(model_package_group_name="abalone"))
register.add_depends_on([review])
pipeline = Pipeline("Abalone", steps=[review, register], sagemaker_session=session)
"""
GOOD = SOURCE.replace("register.add_depends_on([review])\n", "").replace(
    '"abalone"))', '"abalone"), depends_on=[review])'
)


class CollectionDependency(Rule):
    """`ModelStep` and `RegisterModel` of SDK v2 are no steps but collections of steps, and have no `add_depends_on`.

    The call raises `AttributeError: 'ModelStep' object has no attribute 'add_depends_on'` while the pipeline is built.
    `depends_on=` is an argument of both. The `ModelStep` of SDK v3 is a step and has the method.
    """

    code = "SMP907"
    name = "collection-dependency"
    severity = Severity.ERROR
    summary = "add_depends_on() is called of a collection of steps, which has no such method in SDK v2."
    references = (
        "https://github.com/aws/sagemaker-python-sdk/issues/5440",
        "sagemaker/workflow/step_collections.py:35-59 of sagemaker 2.257",
    )
    languages = ("python",)
    sdks = ("v2",)
    about = ("collection-dependency",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected(
                    'ModelStep "Register" is no step and has no add_depends_on() in SDK v2',
                    line=12,
                    text="register.add_depends_on([review])",
                ),
            ),
        ),
        Example(GOOD),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each such call; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "collection-dependency":
                name = fact.subject.value if isinstance(fact.subject, Literal) else None
                named = f' "{name}"' if isinstance(name, str) else ""
                yield Report(
                    f"{fact.spelled}{named} is no step and has no add_depends_on() in SDK v2",
                    fact.origin,
                    name if isinstance(name, str) else None,
                    "Pass depends_on=[...] when it is made. As it is, Python raises an AttributeError.",
                )
