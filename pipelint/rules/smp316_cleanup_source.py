"""SMP316: a Cleanup step is to delete what is not there, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.findings import Severity
from pipelint.pipeline.graph import edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.storage import fixed_text
from pipelint.pipeline.values import ListValue, Literal, Record
from pipelint.rules.looking import reached, sole_steps
from pipelint.rules.rule import Example, Expected, Report, Rule
from pipelint.rules.wording import expectation, quoted, shown

DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {}},
    {"Name": "Notify", "Type": "Lambda", "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:notify",
     "OutputParameters": [], "Arguments": {}},
    {"Name": "Train", "Type": "Training", "Arguments": {}},
    {"Name": "Clean", "Type": "Cleanup", "DependsOn": ["Prepare", "Notify"], "Arguments": {"Resources": {"S3": [
      {"StepName": "Trian"}, {"StepName": "Prepare"}, {"StepName": "Notify"}, {"StepName": "Train", "S3Uris": []}
    ]}}}
  ]
}
"""

GOOD_DEFINITION = """\
{
  "Version": "2020-12-01", "Metadata": {}, "Parameters": [],
  "Steps": [
    {"Name": "Prepare", "Type": "Processing", "Arguments": {"ProcessingOutputConfig": {"Outputs": [
      {"OutputName": "data", "S3Output": {"S3Uri": "s3://bucket/data", "LocalPath": "/opt/ml/processing/data"}}
    ]}}},
    {"Name": "Train", "Type": "Training", "DependsOn": ["Prepare"], "Arguments": {}},
    {"Name": "Clean", "Type": "Cleanup", "DependsOn": [{"Step": "Train", "Trigger": "Any"}], "Arguments": {
      "Resources": {"S3": [{"StepName": "Prepare", "S3Uris": ["s3://bucket/data/train.csv"]}, {"StepName": "Train"}]}
    }}
  ]
}
"""

WITHOUT_FILES = frozenset(
    {
        *("Lambda", "Callback", "Condition", "Fail", "Cleanup", "Model", "RegisterModel", "EndpointConfig", "Endpoint"),
        *("InferenceComponent", "Lineage"),
    }
)
NEEDS_URIS = frozenset({"Processing", "Transform"})


class CleanupSource(Rule):
    """A Cleanup step deletes the outputs in S3 of steps that have run before it.

    It names those steps as text, which `definition()` does not look up. The SDK says: leave `s3_uris` out for training
    steps, whose outputs the service finds, and give it for processing and transform steps; the sources are always
    dependencies of the step, as "the service can only delete outputs of steps that already ran" (the SDK adds them).

    A step that does not exist, and a list of URIs that is empty, are errors. The rest are warnings, as what the service
    does about them is not documented: a source without files in S3, and an object that is surely not "under that step's
    output location", where the SDK says that each must be.
    """

    code = "SMP316"
    name = "cleanup-source"
    severity = Severity.ERROR
    summary = "A Cleanup step is to delete what is not there, or not yet."
    references = ("sagemaker/mlops/workflow/cleanup_step.py:42-134 of sagemaker-mlops 1.27",)
    languages = ("json",)
    sdks = ("v3",)
    about = ("Cleanup",)
    examples = (
        Example(
            DEFINITION,
            "json",
            (
                Expected(
                    'step "Clean" is to delete the outputs of step "Trian", which does not exist; did you mean '
                    '"Train"? The pipeline has "Prepare", "Notify", "Train" and "Clean"',
                    pointer="/Steps/3/Arguments/Resources/S3/0/StepName",
                ),
                Expected(
                    'step "Clean" is to delete outputs of Processing step "Prepare" without saying which: S3Uris is '
                    "missing",
                    pointer="/Steps/3/Arguments/Resources/S3/1",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'step "Clean" is to delete the outputs of step "Notify", but Lambda steps have none in S3',
                    pointer="/Steps/3/Arguments/Resources/S3/2/StepName",
                    severity=Severity.WARNING,
                ),
                Expected(
                    'step "Clean" is to delete outputs of step "Train", but S3Uris is empty',
                    pointer="/Steps/3/Arguments/Resources/S3/3/S3Uris",
                ),
                Expected(
                    'step "Clean" is to delete the outputs of step "Train" but does not wait for it',
                    pointer="/Steps/3/Arguments/Resources/S3/3/StepName",
                    severity=Severity.WARNING,
                ),
            ),
        ),
        Example(
            GOOD_DEFINITION.replace("s3://bucket/data/train.csv", "s3://bucket/raw/train.csv"),
            "json",
            (
                Expected(
                    'step "Clean" is to delete "s3://bucket/raw/train.csv", which is no output of step "Prepare"; it '
                    'writes to "s3://bucket/data"',
                    pointer="/Steps/2/Arguments/Resources/S3/0/S3Uris/0",
                    severity=Severity.WARNING,
                ),
            ),
            title="What the source step has read, instead of what it has written",
        ),
        Example(GOOD_DEFINITION, "json"),
    )

    def check(self, pipeline: Pipeline) -> Iterator[Report]:
        """Look at the sources of every Cleanup step; see the class."""
        cleanups = [step for step in pipeline.all_steps() if step.type == "Cleanup"]
        if not cleanups:
            return
        waits: dict[str, list[str]] = {}
        for edge in edges(pipeline):
            waits.setdefault(edge.target, []).append(edge.source)
        steps = sole_steps(pipeline)
        names = {step.name: None for step in pipeline.all_steps()}
        for step in cleanups:
            before = reached(step.name, waits)
            for source, named in _sources(step):
                target = steps.get(str(named.value))
                if target is not None:
                    yield from _of_target(step, source, named, target, target.name in before)
                elif pipeline.names_complete and named.value not in names:
                    legal = expectation(str(named.value), list(names), "the pipeline has")
                    message = f"{_subject(step, named)}, which does not exist{legal}"
                    yield Report(message, named.origin, step.name, "Name a step of this pipeline.")
                yield from _of_uris(step, source, named)
                yield from _of_objects(step, source, target)


def _sources(step: Step) -> Iterator[tuple[Record, Literal]]:
    """Yield the sources of ``step`` that name a step, each with that name."""
    sources = step.arguments.get("Resources", "S3")
    for source in sources.items if isinstance(sources, ListValue) else ():
        name = source.get("StepName") if isinstance(source, Record) else None
        if isinstance(source, Record) and isinstance(name, Literal) and isinstance(name.value, str):
            yield source, name


def _subject(step: Step, named: Literal) -> str:
    return f'step "{step.name}" is to delete the outputs of step "{named.value}"'


def _of_target(step: Step, source: Record, named: Literal, target: Step, waited_for: bool) -> Iterator[Report]:
    subject = _subject(step, named)
    if target.type in WITHOUT_FILES:
        message = f"{subject}, but {target.type} steps have none in S3"
        yield Report(message, named.origin, step.name, "Take this source away.", severity=Severity.WARNING)
    elif target.type in NEEDS_URIS and source.complete and "S3Uris" not in source.entries:
        message = (
            f'step "{step.name}" is to delete outputs of {target.type} step "{target.name}" without saying which: '
        )
        help_ = "Name the objects: only of training steps the service finds the outputs itself."
        yield Report(f"{message}S3Uris is missing", source.origin, step.name, help_, severity=Severity.WARNING)
    if not waited_for and step.depends_on_complete:
        help_ = f'Add "{target.name}" to DependsOn: only the outputs of steps that have run can be deleted.'
        yield Report(f"{subject} but does not wait for it", named.origin, step.name, help_, severity=Severity.WARNING)


def _of_uris(step: Step, source: Record, named: Literal) -> Iterator[Report]:
    uris = source.entries.get("S3Uris")
    if isinstance(uris, ListValue) and uris.complete and not uris.items:
        message = f'step "{step.name}" is to delete outputs of step "{named.value}", but S3Uris is empty'
        yield Report(message, uris.origin, step.name, "Leave S3Uris out, or name at least one object.")


def _of_objects(step: Step, source: Record, target: Step | None) -> Iterator[Report]:
    """Report the objects that ``step`` is to delete and that surely lie in none of the outputs of ``target``."""
    uris = source.entries.get("S3Uris")
    folders = _outputs(target) if target is not None and target.type in NEEDS_URIS else ()
    for uri in uris.items if isinstance(uris, ListValue) and folders else ():
        text = fixed_text(uri)
        if target is not None and text is not None and all(_lies_outside(text, folder) for folder in folders):
            yield Report(
                f'step "{step.name}" is to delete {shown(text)}, which is no output of step "{target.name}"; it writes '
                f"to {quoted(folders)}",
                uri.origin,
                step.name,
                "Name objects below an output of the source step: the SDK says that each must be one. What the service "
                "does about others is not documented.",
                severity=Severity.WARNING,
            )


def _outputs(step: Step) -> tuple[str, ...]:
    """Return the folders that ``step`` writes to; none when one of them is known only when the step has run."""
    outputs = step.arguments.get("ProcessingOutputConfig", "Outputs")
    if step.type == "Transform":
        folders = [step.arguments.get("TransformOutput", "S3OutputPath")]
    elif isinstance(outputs, ListValue) and outputs.complete:
        folders = [one.get("S3Output", "S3Uri") if isinstance(one, Record) else None for one in outputs.items]
    else:
        return ()
    texts = [fixed_text(folder) if folder is not None else None for folder in folders]
    known = tuple(text.rstrip("/") for text in texts if text is not None)
    return known if len(known) == len(texts) else ()


def _lies_outside(uri: str, folder: str) -> bool:
    """Tell whether the object at ``uri`` is surely not below ``folder``, whatever the values of their variables."""
    if f"{uri}/".startswith(f"{folder}/"):
        return False
    here, there = uri.partition("{"), folder.partition("{")
    if not here[1] and not there[1]:
        return True
    length = min(len(here[0]), len(there[0]))
    return here[0][:length] != there[0][:length]
