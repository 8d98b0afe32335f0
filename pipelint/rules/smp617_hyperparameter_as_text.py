"""SMP617: a hyperparameter becomes the text that Python has for None, for a list or for a dict."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import shown

SOURCE = """\
from sagemaker.estimator import Estimator
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import TrainingStep

session = PipelineSession()
settings = {"depth": None, "columns": ["age", "size"], "rounds": 50}
estimator = Estimator("train:1", "role", 1, "ml.m5.large", hyperparameters=settings, sagemaker_session=session)
train = TrainingStep("Train", step_args=estimator.fit("s3://bucket/train"))
pipeline = Pipeline("Abalone", steps=[train], sagemaker_session=session)
"""
FRAMEWORK = (
    SOURCE.replace("sagemaker.estimator import Estimator", "sagemaker.xgboost import XGBoost")
    .replace('Estimator("train:1", "role"', 'XGBoost("train.py", "1.7-1", role="role", instance_count=1')
    .replace('instance_count=1, 1, "ml.m5.large"', 'instance_count=1, instance_type="ml.m5.large"')
)


class HyperparameterAsText(Rule):
    """Hyperparameters are texts: `Estimator` sends `str()` of each value, the estimators of frameworks send JSON.

    `None` does not leave a hyperparameter out. `Estimator` sends the text `"None"`, which is true where a script tests
    it and no number where it is read as one; the estimators of frameworks send `null`, and the script gets an empty
    text. A list of texts, or a dict, is sent by `Estimator` as Python shows it, `['age', 'size']`, which is no JSON.
    `None` is reported as a warning; a list or a dict as information, as a script may read it with
    `ast.literal_eval`.
    """

    code = "SMP617"
    name = "hyperparameter-as-text"
    severity = Severity.WARNING
    summary = "A hyperparameter becomes the text that Python has for None, for a list or for a dict."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html",
        "https://github.com/aws/sagemaker-training-toolkit/blob/master/src/sagemaker_training/mapping.py",
        "sagemaker/estimator.py:925-940 of sagemaker 2.257",
    )
    languages = ("python",)
    sdks = ("v2",)
    about = ("hyperparameter-text",)
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('hyperparameter "depth" is None, and is sent as the text "None"', line=7, text="None"),
                Expected(
                    'hyperparameter "columns" is a list, and is sent as Python shows it, which is no JSON',
                    line=7,
                    text='["age", "size"]',
                    severity=Severity.INFO,
                ),
            ),
        ),
        Example(SOURCE.replace('"depth": None, ', "").replace('["age", "size"]', '"age,size"')),
        Example(
            FRAMEWORK,
            expected=(
                Expected(
                    'hyperparameter "depth" is None, and reaches the script as an empty text', line=7, text="None"
                ),
            ),
            title="A framework",
        ),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each such hyperparameter; see the class."""
        for fact in pipeline.facts:
            if fact.kind == "hyperparameter-text" and isinstance(fact.subject, Literal):
                what, help_, severity = _ENDINGS.get(fact.spelled, _SHOWN)
                is_ = fact.spelled if fact.spelled not in _ENDINGS else "None"
                message = f"hyperparameter {shown(str(fact.subject.value))} is {is_}, and {what}"
                yield Report(message, fact.origin, help=help_, severity=severity)


_LEAVE = "Leave it out, and let the script have its default; or pass a text that the script knows."
_ENDINGS = {
    "None": ('is sent as the text "None"', _LEAVE, None),
    "empty": ("reaches the script as an empty text", _LEAVE, None),
}
_SHOWN = (
    "is sent as Python shows it, which is no JSON",
    "Pass json.dumps(...) of it, and read that in the script.",
    Severity.INFO,
)
