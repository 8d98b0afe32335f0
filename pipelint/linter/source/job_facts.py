"""What the code tells processors, estimators, trainers and pipelines that the SDK does not take, or takes otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pipelint.linter.source.facts import Fact, is_variable
from pipelint.linter.source.functions import Arguments
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ExternalName, Object, SdkObject
from pipelint.linter.source.sdk import restrictions
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.sdk.methods import FRAMEWORK_LIKE
from pipelint.linter.source.sdk.steps import V3_STEPS
from pipelint.linter.source.unknowns import FileText
from pipelint.pipeline.model import FactKind
from pipelint.pipeline.values import Literal, Origin

_WITH_COMMAND = frozenset({"ScriptProcessor", "SKLearnProcessor", "FrameworkProcessor"}) | FRAMEWORK_LIKE
_FRAMEWORK_PROCESSORS = FRAMEWORK_LIKE | {"FrameworkProcessor"}


def job_facts(run: Interpreter, made: SdkObject) -> Iterator[Fact]:
    """Yield what is to be said of one object that the code surely made."""
    yield from _image(made)
    yield from _refused(made)
    yield from _v2_arguments(made)
    yield from _parallelism(made)
    yield from _command(made)
    yield from _bash(run, made)


def _image(made: SdkObject) -> Iterator[Fact]:
    """Tell that the image of a framework is looked up for a variable (image_uris.py:63-165, workflow/utilities.py:396).

    Of a parameter the SDK takes the default; of any other variable it raises, while the pipeline is built.
    """
    framework, instance_type = _framework(made), made.argument("instance_type")
    owner = made.receiver if made.receiver is not None else made
    if framework is None or instance_type is None or owner.user_class is not None:
        return
    kind = _kind_of_image(instance_type, framework in restrictions.BY_PROCESSOR)
    if kind is not None and owner.argument("image_uri") in (None, Literal(None)):
        yield kind, instance_type, owner.cls.name, _place(instance_type, made)


def _framework(made: SdkObject) -> str | None:
    """Return the framework whose image ``made`` looks up by its instance type: an estimator's, processor's, model's."""
    if dialect_of(made.dotted) == "v3":
        return None
    if made.cls.kind == "model.create" and made.receiver is not None:
        name = made.receiver.cls.name.removesuffix("Model")
    elif made.cls.name == "FrameworkProcessor":
        estimator = made.argument("estimator_cls")
        name = estimator.last if isinstance(estimator, ExternalName) else ""
    elif made.cls.kind == "processor":
        name = made.cls.name.removesuffix("Processor")
    else:
        name = made.cls.name if made.cls.kind == "estimator" else ""
    return name if name in restrictions.LOOKING_UP else None


def _kind_of_image(instance_type: Object, by_processor: bool) -> FactKind | None:
    """Tell what a variable as the type of an instance does to the look-up; None where it does nothing."""
    if not is_variable(instance_type):
        return None
    if not isinstance(instance_type, SdkObject) or instance_type.cls.kind != "parameter":
        return "image-variable"
    if not by_processor:
        return None
    default = instance_type.argument("default_value")
    missing = default is None or (isinstance(default, Literal) and not default.value)
    return "image-without-default" if missing else "image-default"


def image_looked_up(run: Interpreter, function: str, arguments: Arguments, node: cst.Call) -> None:
    """Note that ``image_uris.retrieve`` is asked for the image of a variable."""
    if function not in restrictions.RETRIEVE or run.depth > 0 or arguments.open:
        return
    given = {**dict(zip(restrictions.RETRIEVE_ARGUMENTS, arguments.positional, strict=False)), **arguments.named}
    framework, instance_type = given.get("framework"), given.get("instance_type")
    if instance_type is None or not isinstance(framework, Literal):
        return
    kind = _kind_of_image(instance_type, framework.value in restrictions.IMAGES_BY_PROCESSOR)
    if kind is not None:
        origin = getattr(instance_type, "origin", None) or run.origin(node)
        run.facts.append((kind, instance_type, "image_uris.retrieve()", origin))


def _refused(made: SdkObject) -> Iterator[Fact]:
    """Tell that a variable stands where a value is checked, or made into text, while the pipeline is built."""
    if made.user_class is not None:
        return
    if made.receiver is not None and made.cls.kind in restrictions.NAMED_JOBS:
        if made.argument("job_name") is None:
            yield from _variable_as(made.receiver, "base_job_name")
    elif dialect_of(made.dotted) == "v3":
        refused = restrictions.REFUSING.get(made.cls.name, frozenset())
        if made.argument("base_job_name") is None:
            refused |= restrictions.NAMING_JOBS.get(made.cls.name, frozenset())
        for argument in sorted(refused):
            yield from _variable_as(made, argument)


def _variable_as(made: SdkObject, argument: str) -> Iterator[Fact]:
    value = made.argument(argument)
    if value is not None and is_variable(value):
        yield "refused-variable", value, f"{made.cls.name}.{argument}", _place(value, made)


def _v2_arguments(made: SdkObject) -> Iterator[Fact]:
    """Tell that a step of SDK v3 is called as in v2: ``ProcessingStep(processor=…)`` raises a TypeError there."""
    signature = V3_STEPS.get(made.cls.name)
    if dialect_of(made.dotted) != "v3" or signature is None or made.user_class is not None or made.cls.kind != "step":
        return
    for name in made.arguments:
        if name not in signature.signature and name in _V2_ONLY:
            yield "v2-argument", Literal(made.cls.name), name, made.origin


_V2_ONLY = frozenset("processor estimator tuner transformer model inputs outputs job_arguments code kms_key".split())


def _parallelism(made: SdkObject) -> Iterator[Fact]:
    """Tell what ``upsert()`` and its like get that boto3 refuses (workflow/pipeline.py:244, issue 5354)."""
    given = made.argument("parallelism_config") if made.cls.kind in restrictions.PARALLELISM_CALLS else None
    method = f"{made.cls.kind.rpartition('.')[2]}()"
    if isinstance(given, SdkObject) and given.cls.kind == "parallelism":
        yield "parallelism-object", Literal(None), method, given.origin
    elif isinstance(given, Literal) and given.value is not None:
        yield "parallelism-other", given, method, _place(given, made)
    elif isinstance(given, DictObject):
        for key in given.entries:
            if key not in restrictions.PARALLELISM_KEYS:
                yield "parallelism-other", Literal(str(key)), method, _place(given, made)


def _command(made: SdkObject) -> Iterator[Fact]:
    """Tell that a command is one text: it is joined, or added to a list (processing.py:864, 1945)."""
    command = made.argument("command") if made.cls.name in _WITH_COMMAND and made.cls.kind == "processor" else None
    if isinstance(command, Literal) and isinstance(command.value, str):
        yield "command-text", command, made.cls.name, _place(command, made)


def _bash(run: Interpreter, made: SdkObject) -> Iterator[Fact]:
    """Tell that a framework processor in the older style is to run a Python file with bash (processing.py:1490-1560).

    With ``run()`` and ``get_run_args()`` it makes a script for bash that runs the file; a step that is given the
    processor itself does not. Who sets ``framework_entrypoint_command`` runs the file with something else.
    """
    processor, code = made.argument("processor"), made.argument("code")
    if made.cls.name != "ProcessingStep" or not isinstance(processor, SdkObject) or code is None:
        return
    file = code.value if isinstance(code, Literal) else code.path if isinstance(code, FileText) else None
    if not isinstance(file, str) or not file.endswith(".py"):
        return
    own = processor.user_class is not None or "framework_entrypoint_command" in processor.attributes
    if own or processor.cls.name not in _FRAMEWORK_PROCESSORS:
        return
    if not any(one.receiver is processor and one.cls.kind == "processor.get_run_args" for one in run.created):
        yield "bash-script", Literal(file.rpartition("/")[2]), processor.cls.name, _place(code, made)


def _place(value: Object, made: SdkObject) -> Origin:
    return getattr(value, "origin", None) or made.origin
