"""SMP410: start() is given what no parameter of the pipeline takes."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.model import Pipeline, SourceFact
from pipelint.pipeline.values import Literal
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, shown

SOURCE = """\
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

stage = ParameterString("Stage", default_value="dev")
note = ParameterString("Note", default_value="none")
pipeline = Pipeline("Abalone", parameters=[stage, note], steps=[], sagemaker_session=PipelineSession())
pipeline.start(parameters={"Stage": None, "Note": "", "Stag": "prod"})
"""
TYPES = """\
from sagemaker.workflow.parameters import ParameterBoolean, ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

rounds = ParameterInteger("Rounds", default_value=50)
force = ParameterBoolean("Force", default_value=False)
quiet = ParameterString("Quiet", default_value="no")
pipeline = Pipeline("Abalone", parameters=[rounds, force, quiet], steps=[], sagemaker_session=PipelineSession())
pipeline.start(parameters={"Rounds": "many", "Force": "yes", "Quiet": True})
"""
GOOD = SOURCE.replace('"Stage": None, "Note": "", "Stag": "prod"', '"Stage": "prod"')


class StartValue(Rule):
    """`start()` hands every value on as text, and the service takes no empty one.

    `None` is sent as the text `"None"`, without a word. An empty string is refused: `[string "" is too short (length:
    0, required minimum: 1)]`, though a default may be empty. A name that the pipeline does not declare is refused by
    the service as well; the text of that is not documented. So is, at the latest when a step needs it, a text that is
    no number for an Integer or a Float. `True` arrives as the text `"True"`, which a String parameter hands on.
    Warnings, as an execution that does not start costs little.
    """

    code = "SMP410"
    name = "start-value"
    severity = Severity.WARNING
    summary = "start() is given None, an empty text, a value of another type, or a parameter that does not exist."
    references = (
        "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Parameter.html",
        "https://github.com/aws/sagemaker-python-sdk/issues/4016",
    )
    languages = ("python",)
    about = ("start-value", "start-name", "start-type")
    examples = (
        Example(
            SOURCE,
            expected=(
                Expected('start() sends None for parameter "Stage" as the text "None"', line=8, text="None"),
                Expected('start() passes an empty text for parameter "Note", which is refused', line=8, text='""'),
                Expected(
                    'start() passes a value for "Stag", which is no parameter; did you mean "Stage"? The pipeline '
                    'declares "Stage" and "Note"',
                    line=8,
                    text='"prod"',
                ),
            ),
        ),
        Example(GOOD),
        Example(
            TYPES,
            expected=(
                Expected('start() passes "many" for the Integer parameter "Rounds"', line=9, text='"many"'),
                Expected('start() passes "yes" for the Boolean parameter "Force"', line=9, text='"yes"'),
                Expected('start() passes the text "True" for the String parameter "Quiet"', line=9, text="True"),
            ),
            title="Values of another type",
        ),
        Example(TYPES.replace('"many"', '"10"').replace('"yes"', '"true"').replace("True", '"yes"')),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Report each value that no parameter takes; see the class."""
        for fact in pipeline.facts:
            name = fact.subject.value if isinstance(fact.subject, Literal) else None
            if fact.kind in ("start-value", "start-name") and isinstance(name, str):
                yield Report(_message(fact, name), fact.origin, help=_HELP)
            elif fact.kind == "start-type" and isinstance(name, str):
                kind, _, text = fact.spelled.partition(" ")
                noun = "the text " if text in ("True", "False") else ""
                message = f"start() passes {noun}{shown(text)} for the {kind.removeprefix('Parameter')} parameter"
                help_ = "Pass a value of the type of the parameter, or its text: what start() is given is sent as text."
                yield Report(f"{message} {shown(name)}", fact.origin, help=help_)


_HELP = "Leave out what is to have its default; a parameter without a default needs a value that is not empty."


def _message(fact: SourceFact, name: str) -> str:
    if fact.kind == "start-name":
        declared = fact.spelled.split(", ") if fact.spelled else []
        return f"start() passes a value for {shown(name)}, which is no parameter" + expectation(
            name, declared, "the pipeline declares"
        )
    if fact.spelled == "None":
        return f'start() sends None for parameter {shown(name)} as the text "None"'
    return f"start() passes an empty text for parameter {shown(name)}, which is refused"
