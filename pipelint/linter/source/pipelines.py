"""From what the evaluator created to the pipelines of a file."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.linter.source.facts import Fact
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.object_facts import facts_of, stray_outputs
from pipelint.linter.source.objects import ListObject, Object, SdkObject
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.step_groups import is_step
from pipelint.linter.source.steps import INSIDE, StepReader
from pipelint.pipeline.model import Gap, Parameter, Pipeline, SourceFact, Step, UnattachedPropertyFile
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Literal, Record, Unknown, Value, walk

_PARAMETER_TYPES = {
    "ParameterString": "String",
    "ParameterInteger": "Integer",
    "ParameterFloat": "Float",
    "ParameterBoolean": "Boolean",
}


def assemble(run: Interpreter, cut_short: bool) -> tuple[Pipeline, ...]:
    """Return the pipelines that the file builds, and one more for steps that no pipeline in the file takes.

    ``cut_short`` says that evaluation ended before the file did: then nothing is known to be whole.
    """
    pipelines: list[Pipeline] = []
    facts: list[Fact] = []
    taken: set[int] = set()
    for made in run.created:
        if made.cls.kind == "pipeline":
            given = made.argument("steps")
            reader = StepReader(given, made)
            pipelines.append(_pipeline(made, reader, taken, cut_short))
            if not cut_short:
                facts += stray_outputs(reader, given)
    own = [item for item in run.created if item.origin.document == run.document]  # others are their file's to report
    loose = [item for item in own if is_step(item) and id(item.origin.place) not in taken]
    loose = list({id(item.origin.place): item for item in loose}.values())
    if loose:
        pipelines.append(_loose(loose))
    return _with_facts(tuple(pipelines), run, facts)


def _with_facts(pipelines: tuple[Pipeline, ...], run: Interpreter, found: list[Fact]) -> tuple[Pipeline, ...]:
    """Give what the code does, and no definition shows, to the first pipeline, or to one of its own without steps.

    The same at another place is another fact; the same place is walked again wherever a function is called again.
    """
    reader = StepReader()
    facts = [
        SourceFact(kind, reader.lowering.value(subject), spelled, origin)
        for kind, subject, spelled, origin in (*run.facts, *facts_of(run), *_defaults(pipelines, run), *found)
    ]
    if not facts:
        return pipelines
    first = pipelines[0] if pipelines else _loose([])
    return (replace(first, facts=tuple({(fact, fact.origin): fact for fact in facts}.values())), *pipelines[1:])


def _defaults(pipelines: tuple[Pipeline, ...], run: Interpreter) -> Iterator[Fact]:
    """Tell where a step has the default of a parameter, and so the same in every execution.

    Not where it is the type of an instance: the SDK needs that while the pipeline is built, to look up images.
    """
    for pipeline in pipelines:
        for step in pipeline.all_steps():
            for value in step.values():
                for part in walk(value):
                    owner = run.quoted.get(part.origin) if isinstance(part, Literal) and part.origin else None
                    early = isinstance(part, Literal) and str(part.value).startswith("ml.")
                    if owner is not None and owner.cls.kind == "parameter" and part.origin is not None and not early:
                        yield "default", owner, step.name, part.origin


def _pipeline(made: SdkObject, reader: StepReader, taken: set[int], cut_short: bool) -> Pipeline:
    given = made.argument("steps")
    steps, complete = reader.steps(given)
    steps += _implicit_steps(reader, steps)
    _take(reader, given, taken)
    parameters, parameters_complete = _parameters(reader, made)
    name = made.argument("name")
    if not complete and not reader.gaps:
        reader.gaps.append(Gap("the steps", "they cannot be known", made.origin))
    return Pipeline(
        steps,
        parameters=parameters,
        name=reader.lowering.value(name) if name is not None else Unknown("no name is passed"),
        steps_complete=complete and not cut_short,
        parameters_complete=parameters_complete and not cut_short,
        experiment_config=_experiment(reader, made),
        attributes=_attributes(reader, made),
        dialect=dialect_of(made.dotted),
        unattached_property_files=_unattached(reader, steps),
        gaps=tuple(reader.gaps),
        origin=made.origin,
    )


def _experiment(reader: StepReader, made: SdkObject) -> Value:
    """Return the experiment; the default is none in regions that have none (sagemaker/workflow/_utils.py:70-99)."""
    given = made.argument("pipeline_experiment_config")
    if isinstance(given, SdkObject) and given.cls.kind == "experiment":
        names = {"ExperimentName": "experiment_name", "TrialName": "trial_name"}
        return Record({key: reader.lowering.given(given, name) for key, name in names.items()}, True, given.origin)
    if isinstance(given, Literal) and given.value is None:
        return given
    return Unknown("the SDK's default, which depends on the region", made.origin)


def _attributes(reader: StepReader, made: SdkObject) -> Record:
    """Return the further keys of the definition; the SDK adds its own."""
    mlflow = made.argument("mlflow_config")
    entries: dict[str, Value] = {}
    if isinstance(mlflow, SdkObject) and mlflow.cls.kind == "mlflow":
        names = {"MlflowResourceArn": "mlflow_resource_arn", "MlflowExperimentName": "mlflow_experiment_name"}
        found = {key: reader.lowering.argument(mlflow, name) for key, name in names.items()}
        known = {key: value if value is not None else Literal(None) for key, value in found.items()}
        entries["MlflowConfig"] = Record(known, True, mlflow.origin)
    return Record(entries, False, made.origin)


def _implicit_steps(reader: StepReader, listed: tuple[Step, ...]) -> tuple[Step, ...]:
    """Read the steps that others mention and nobody lists: the SDK adds them (_steps_compiler.py:264-273)."""
    names = {step.name for top in listed for step in _all(top)}
    added: list[Step] = []
    done: set[int] = set()
    while True:
        waiting = [item for key, item in reader.mentioned.items() if key not in done and is_step(item)]
        if not waiting:
            return tuple(added)
        for item in waiting:
            done.add(id(item))
            if reader.name(item)[0] not in names:
                by_design = reader.lists_functions or bool(reader.functions)  # around @step functions, steps are found
                step = replace(reader.step(item), listed=by_design)
                names.update(inner.name for inner in _all(step))
                added.append(step)


def _all(step: Step) -> list[Step]:
    found = [step]
    for one in found:
        found.extend(one.children)
    return found


def _take(reader: StepReader, given: Object | None, taken: set[int]) -> None:
    """Note which step objects belong to a pipeline, by the place that made them."""
    pending: list[Object] = [given] if given is not None else []
    pending.extend(reader.mentioned.values())
    lists: set[int] = set()  # one may hold itself, or another many times
    while pending:
        item = pending.pop()
        if id(item) in lists:
            continue
        if isinstance(item, ListObject):
            lists.add(id(item))
            pending.extend(item.items)
        elif isinstance(item, SdkObject) and is_step(item) and id(item.origin.place) not in taken:
            taken.add(id(item.origin.place))
            for inner in INSIDE:
                nested = item.argument(inner)
                if nested is not None:
                    pending.append(nested)


def _parameters(reader: StepReader, made: SdkObject) -> tuple[tuple[Parameter, ...], bool]:
    given = made.argument("parameters")
    if given is None or (isinstance(given, Literal) and given.value is None):
        return (), True
    if not isinstance(given, ListObject):
        return (), False
    found = [_parameter(reader, item) for item in given.items]
    known = tuple(one for one in found if one is not None)
    # What is no parameter, as a plain text, is passed over (sagemaker/workflow/utilities.py, `list_to_request`).
    passed_over = sum(isinstance(item, Literal) for item in given.items)
    return known, given.complete and len(known) + passed_over == len(found)


def _parameter(reader: StepReader, item: Object) -> Parameter | None:
    if not isinstance(item, SdkObject) or item.cls.kind != "parameter":
        return None
    name = item.argument("name")
    if not isinstance(name, Literal) or not isinstance(name.value, str):
        return None
    kind = _PARAMETER_TYPES.get(item.cls.name, "String")
    default: Value | None = reader.lowering.argument(item, "default_value")
    values = reader.lowering.argument(item, "enum_values")
    return Parameter(name.value, kind, default, values, item.made_at or item.origin, name.origin)


def _unattached(reader: StepReader, steps: tuple[Step, ...]) -> tuple[UnattachedPropertyFile, ...]:
    attached = {file.origin.place for top in steps for step in _all(top) for file in step.property_files if file.origin}
    found: dict[object, UnattachedPropertyFile] = {}
    for item in reader.lowering.used_files:
        name = item.argument("name")
        if item.origin.place not in attached and isinstance(name, Literal) and isinstance(name.value, str):
            found[item.origin.place] = UnattachedPropertyFile(name.value, item.origin)
    return tuple(found.values())


def _loose(items: list[SdkObject]) -> Pipeline:
    """Gather steps that no pipeline of the file takes: something elsewhere may."""
    reader = StepReader()
    inner: set[int] = set()
    for item in items:
        for name in INSIDE:
            nested = item.argument(name)
            if isinstance(nested, ListObject):
                inner.update(id(one) for one in nested.items)
    steps = tuple(reader.step(item) for item in items if id(item) not in inner)
    steps += _implicit_steps(reader, steps)
    return Pipeline(
        steps,
        name=Unknown("no pipeline in this file takes these steps"),
        steps_complete=False,
        parameters_complete=False,
        dialect=dialect_of(items[0].dotted) if items else "v2",
        gaps=tuple(reader.gaps),
    )
