"""Parts of requests that the SDK does not take over as they are: channels, hyperparameters, names, checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from pipelint.linter.source.lowering import Lowering, dialect
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.sdk.jobs import FRAMEWORKS
from pipelint.linter.source.sdk.left_out import LEFT_OUT, SPECIFIED_ELSEWHERE
from pipelint.linter.source.sdk.requests import REQUEST_PATHS
from pipelint.linter.source.sdk.steps import REPACK
from pipelint.linter.source.trees import Tree
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    ListValue,
    Literal,
    ParameterReference,
    Record,
    StepReference,
    Unknown,
    Value,
)

CHECK_ARGUMENTS = frozenset(
    """
    check_job_config skip_check fail_on_violation register_new_baseline model_package_group_name
    supplied_baseline_statistics supplied_baseline_constraints
    """.split()
)
"""Arguments of check steps that stand beside the request."""

_VARIABLES = (ParameterReference, StepReference, JsonGet, ExecutionVariable)
_S3_URI = "DataSource.S3DataSource.S3Uri"


def is_none(value: Object) -> bool:
    """Tell whether ``value`` is None in Python."""
    return isinstance(value, Literal) and value.value is None


def converted(lowering: Lowering, owner: SdkObject, table: str, name: str, value: Object) -> Value:
    """Return the value of an argument in the form the request has it."""
    converter = _CONVERTERS.get((table, name))
    return converter(lowering, owner, value) if converter is not None else lowering.value(value)


def left_out(item: SdkObject, table: str) -> Iterator[str]:
    """Yield the paths of what a request does not hold, as far as it is made from ``item``: it was not passed."""
    if item.open or item.user_class is not None or item.cls.name in SPECIFIED_ELSEWHERE:
        return
    given = {**item.arguments, **item.attributes}
    for name, paths in LEFT_OUT.get(table, {}).items():
        value = given.get(name)
        if value is None or is_none(value):
            yield from paths
    for name, value in given.items():
        if isinstance(value, SdkObject) and value.cls.name in LEFT_OUT:
            path = REQUEST_PATHS.get(table, {}).get(name)
            yield from (f"{path}.{inner}" if path else inner for inner in left_out(value, value.cls.name))


def _outputs(lowering: Lowering, _: SdkObject, value: Object) -> Value:
    return _named(lowering.value(value), "OutputName", "output-")


def _inputs(lowering: Lowering, _: SdkObject, value: Object) -> Value:
    named = _named(lowering.value(value), "InputName", "input-")
    # The SDK adds inputs of its own for the code it uploads, so the list is never known to be whole.
    return replace(named, complete=False) if isinstance(named, ListValue) else named


def _named(value: Value, member: str, prefix: str) -> Value:
    """Give inputs or outputs without a name the one the SDK gives them: ``output-1`` (sagemaker/processing.py:471)."""
    if not isinstance(value, ListValue):
        return value
    items: list[Value] = []
    for position, item in enumerate(value.items, 1):
        if isinstance(item, Record) and member not in item.entries:
            given = Literal(f"{prefix}{position}") if value.complete else Unknown("a name the SDK gives")
            item = replace(item, entries={member: given, **item.entries})
        items.append(item)
    return replace(value, items=tuple(items))


def _channels(lowering: Lowering, owner: SdkObject, value: Object) -> Value:
    """Turn ``{"train": TrainingInput(...)}`` into the list of channels that the API wants."""
    more = _adds_channels(owner)
    if isinstance(value, DictObject):
        channels = [_channel(lowering.value(item), str(name)) for name, item in value.entries.items()]
        return ListValue(tuple(channels), value.complete and not more, value.origin)
    if isinstance(value, ListObject):
        items = tuple(_channel(lowering.value(item)) for item in value.items)
        return ListValue(items, value.complete and not more, value.origin)
    lowered = lowering.value(value)
    return lowered if isinstance(lowered, Unknown) else ListValue((_channel(lowered, "training"),), not more)


def _adds_channels(owner: SdkObject) -> bool:
    """Tell whether the SDK may add channels of its own: for code that is uploaded, and for a model to go on with."""
    if owner.cls == REPACK and dialect(owner) == "v3":
        return True
    for item in (owner, owner.receiver):
        if item is not None and (item.open or item.arguments.keys() & _CHANNEL_MAKERS):
            return True
    return False


_CHANNEL_MAKERS = frozenset("source_code model_uri enable_network_isolation distributed input_data_config".split())


def _channel(lowered: Value, name: str | None = None) -> Value:
    """Return one channel: a shape as it is, everything else as where its data is."""
    named = {} if name is None else {"ChannelName": Literal(name)}
    if isinstance(lowered, Record):
        source = lowered.entries.get("DataSource")
        entries = {**named, **lowered.entries}
        if source is not None and not isinstance(source, Unknown):
            tree = Tree()
            tree.put(_place_of(source), source)
            entries.update(tree.record().entries)
        return Record(entries, False, lowered.origin)
    if isinstance(lowered, (Unknown, ListValue)):
        return lowered if name is None else Record(named, False)
    tree = Tree()
    tree.put(_S3_URI, lowered)
    return Record({**named, **tree.record().entries}, False)


def _place_of(source: Value) -> str:
    """Return where the source of a channel stands: a v3 channel takes a URI or a shape of either kind."""
    if not isinstance(source, Record):
        return _S3_URI
    if "FileSystemId" in source.entries:
        return "DataSource.FileSystemDataSource"
    return "DataSource.S3DataSource" if "S3Uri" in source.entries else "DataSource"


def _hyperparameters(lowering: Lowering, owner: SdkObject, value: Object) -> Value:
    """Spell hyperparameters as the SDK sends them: every one as text (sagemaker/estimator.py:925-940, 2639)."""
    if not isinstance(value, DictObject):
        return lowering.value(value)
    spell = _as_json if owner.cls.name in FRAMEWORKS else _as_v3_text if owner.cls.kind == "trainer" else _as_text
    entries = {str(name): spell(item, lowering.value(item)) for name, item in value.entries.items()}
    # A script that is uploaded adds hyperparameters of its own, that say where it is.
    alone = owner.cls.name == "Estimator" and not owner.open and "entry_point" not in owner.arguments
    return Record(entries, value.complete and alone, value.origin)


def _as_text(item: Object, lowered: Value) -> Value:
    if isinstance(lowered, Literal):
        if isinstance(lowered.value, (bool, type(None))):
            return Unknown("a truth value or None, which each SDK spells in its own way", lowered.origin)
        return Literal(str(lowered.value), lowered.origin)
    plain = isinstance(item, SdkObject) and item.cls.name == "ParameterString"
    if isinstance(lowered, _VARIABLES) and not plain:
        return Join(Literal(""), ListValue((lowered,)), lowered.origin)
    return Unknown("a collection as text", lowered.origin) if isinstance(lowered, (Record, ListValue)) else lowered


def _as_json(item: Object, lowered: Value) -> Value:
    if isinstance(lowered, Literal):
        return Literal(json.dumps(lowered.value), lowered.origin)
    return _as_text(item, lowered)


def _as_v3_text(_: Object, lowered: Value) -> Value:
    """Spell a hyperparameter of a ``ModelTrainer``: text stays, variables too (sagemaker/train/utils.py)."""
    if isinstance(lowered, Literal):
        text = lowered.value if isinstance(lowered.value, str) else json.dumps(lowered.value)
        return Literal(text, lowered.origin)
    return Unknown("a collection as text", lowered.origin) if isinstance(lowered, (Record, ListValue)) else lowered


def without_ranges(static: Value, tuner: SdkObject) -> Value:
    """Leave out of the static hyperparameters those that the tuner tries values of."""
    ranges = tuner.argument("hyperparameter_ranges")
    if not isinstance(static, Record) or not isinstance(ranges, DictObject):
        return static
    entries = {name: value for name, value in static.entries.items() if name not in ranges.entries}
    return Record(entries, static.complete and ranges.complete, static.origin)


def _environment(lowering: Lowering, _: SdkObject, value: Object) -> Value:
    """Return environment variables; the SDK adds its own."""
    lowered = lowering.value(value)
    return replace(lowered, complete=False) if isinstance(lowered, Record) else lowered


def _entities(lowering: Lowering, _: SdkObject, value: Object) -> Value:
    """Return the entities of a lineage step: one alone is a list of one (sagemaker/workflow/lineage_step.py)."""
    lowered = lowering.value(value)
    return lowered if isinstance(lowered, (ListValue, Unknown)) else ListValue((lowered,))


def _automl_inputs(lowering: Lowering, _: SdkObject, value: Object) -> Value:
    lowered = lowering.value(value)
    known = isinstance(lowered, ListValue) and all(isinstance(item, Record) for item in lowered.items)
    return lowered if known else ListValue((), False, lowered.origin)


def add_repacked(tree: Tree, lowering: Lowering, step: SdkObject) -> None:
    """Add the artifact that a job is to repack to its hyperparameters: in SDK v2 as a text."""
    artifact = lowering.argument(step, "model_data") if step.cls == REPACK else None
    if artifact is not None:
        text = Join(Literal(""), ListValue((artifact,)), artifact.origin)
        tree.put("HyperParameters.model_archive", artifact if dialect(step) == "v3" else text)


def add_check(tree: Tree, lowering: Lowering, step: SdkObject) -> None:
    """Add the data that a check step reads and where it writes (sagemaker/workflow/quality_check_step.py:300-400)."""
    config = step.argument("quality_check_config")
    clarify = step.argument("clarify_check_config")
    if isinstance(config, SdkObject):
        data, uri, names = config.argument("baseline_dataset"), config.argument("output_s3_uri"), _QUALITY_NAMES
    elif isinstance(clarify, SdkObject) and isinstance(inner := clarify.argument("data_config"), SdkObject):
        data, uri, names = inner.argument("s3_data_input_path"), inner.argument("s3_output_path"), _CLARIFY_NAMES
    else:
        return
    first, second = names
    # A Clarify job reads its configuration first (sagemaker/workflow/clarify_check_step.py:340-360).
    before = () if names is _QUALITY_NAMES else (Record({"InputName": Literal("analysis_config")}, False),)
    if data is not None and isinstance(lowering.value(data), (Literal, *_VARIABLES, Join)):
        tree.put("ProcessingInputs", ListValue((*before, _place(first, "S3Input", lowering.value(data))), False))
    if uri is not None and not is_none(uri):
        tree.put("ProcessingOutputConfig.Outputs", ListValue((_place(second, "S3Output", lowering.value(uri)),)))


_QUALITY_NAMES = ({"InputName": "baseline_dataset_input"}, {"OutputName": "quality_check_output"})
_CLARIFY_NAMES = ({"InputName": "dataset"}, {"OutputName": "analysis_result"})


def _place(name: dict[str, str], member: str, uri: Value) -> Record:
    entries: dict[str, Value] = {key: Literal(text) for key, text in name.items()}
    return Record({**entries, member: Record({"S3Uri": uri}, False)}, False)


_Converter = Callable[[Lowering, SdkObject, Object], Value]

_CONVERTERS: dict[tuple[str, str], _Converter] = {
    ("processor.run", "inputs"): _inputs,
    ("processor.run", "outputs"): _outputs,
    ("estimator.fit", "inputs"): _channels,
    ("trainer", "input_data_config"): _channels,
    ("trainer.train", "input_data_config"): _channels,
    ("tuner.fit", "inputs"): _channels,
    ("tuner.tune", "inputs"): _channels,
    ("_RepackModelStep", "model_data"): _channels,
    ("automl.fit", "inputs"): _automl_inputs,
    ("estimator", "hyperparameters"): _hyperparameters,
    ("trainer", "hyperparameters"): _hyperparameters,
    ("estimator", "environment"): _environment,
    ("trainer", "environment"): _environment,
    ("container", "env"): _environment,
    ("container", "env_vars"): _environment,
    ("step", "environment_variables"): _environment,
    ("NotebookJobStep", "environment_variables"): _environment,
    ("LineageStep", "actions"): _entities,
    ("LineageStep", "artifacts"): _entities,
    ("LineageStep", "contexts"): _entities,
}
