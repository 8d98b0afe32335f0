"""What the code does with the SDK's objects that no definition shows, found in the order in which it made them.

Sources are of sagemaker 2.257; v3 keeps what is said of ``depends_on`` and ``JsonGet``.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pipelint.linter.source.facts import Fact, is_variable
from pipelint.linter.source.function_facts import function_facts
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.job_facts import job_facts
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.recorded_facts import recorded_facts
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.sdk.restrictions import V2_MODULES, V3_MODULES
from pipelint.linter.source.step_groups import is_step
from pipelint.linter.source.steps import INSIDE, StepReader
from pipelint.linter.source.unknowns import PlainSession
from pipelint.pipeline.values import Literal, Origin

_CAPTURES = frozenset({"processor.run", "estimator.fit", "tuner.fit", "transformer.transform", "trainer.train"})
"""Methods that a step records, and that the SDK replays when it compiles (issue 3451 of sagemaker-python-sdk)."""

_WITH_SESSION = frozenset({"processor", "estimator", "transformer", "trainer"})
"""Kinds of objects that make themselves a plain session where they are given none."""

_LOCAL_FILES = {("processor.run", "code"), ("processor.run", "submit_app"), ("step", "code")}
"""Arguments that the SDK opens or uploads: processing.py:320, spark/processing.py:255, workflow/steps.py:865."""


def facts_of(run: Interpreter) -> Iterator[Fact]:
    """Yield what is to be said of the objects that the code made."""
    for made in run.created:
        if made.certain:
            yield from _wait(made)
            yield from _retries(made)
            yield from _local_files(made)
            yield from _json_get(made)
            yield from _session(made)
            yield from _start(made)
            yield from _step_name(run, made)
            yield from _joined_output(made)
            yield from job_facts(run, made)
    yield from recorded_facts(run)
    yield from _replayed(run)
    yield from _v2_modules(run)
    yield from function_facts(run)


def _wait(made: SdkObject) -> Iterator[Fact]:
    """Tell that ``depends_on`` is no list; the SDK walks over it (_steps_compiler.py:227)."""
    given = made.argument("depends_on") if is_step(made) else None
    if isinstance(given, Literal) and isinstance(given.value, str):
        yield "depends-on", given, "a string", given.origin or made.origin
    elif isinstance(given, SdkObject) and is_step(given):
        yield "depends-on", given.argument("name") or Literal(None), "a step", made.origin


def _retries(made: SdkObject) -> Iterator[Fact]:
    """Tell which policies of a step say neither how often nor how long (sagemaker/mlops/workflow/retry.py:94)."""
    policies = made.argument("retry_policies") if is_step(made) else None
    for policy in policies.items if isinstance(policies, ListObject) else ():
        if isinstance(policy, SdkObject) and policy.cls.kind == "retry_policy" and dialect_of(policy.dotted) == "v3":
            ends = [policy.argument(name) for name in ("max_attempts", "expire_after_mins")]
            if all(end in (None, Literal(None)) for end in ends):
                yield "endless-retry", Literal(policy.cls.name), "", policy.origin


def _local_files(made: SdkObject) -> Iterator[Fact]:
    """Tell that a file which is needed while the pipeline is built is given by a variable."""
    for kind, name in _LOCAL_FILES:
        value = made.argument(name) if made.cls.kind == kind else None
        if value is not None and is_variable(value):
            yield "local-file", value, name, _place(value, made)
    entry_point = made.argument("entry_point") if made.cls.kind == "estimator" else None
    if entry_point is not None and is_variable(entry_point) and _is_local(made.argument("source_dir")):
        yield "local-file", entry_point, "entry_point", _place(entry_point, made)


def _is_local(source_dir: Object | None) -> bool:
    """Tell whether ``source_dir`` is missing or a local folder: then the SDK looks for the file (fw_utils.py:240)."""
    if source_dir is None:
        return True
    if not isinstance(source_dir, Literal):
        return False
    return not (isinstance(source_dir.value, str) and source_dir.value.lower().startswith("s3://"))


def _json_get(made: SdkObject) -> Iterator[Fact]:
    """Tell what a ``JsonGet`` is given that it does not take (workflow/functions.py:125-182)."""
    if made.cls.kind != "json_get" or made.open:
        return
    path, step_name, s3_uri = (made.argument(name) for name in ("json_path", "step_name", "s3_uri"))
    step = made.argument("step")
    if path is not None and is_variable(path):
        yield "json-path", path, "json_path", _place(path, made)
    older = ".condition_step." in made.dotted  # which takes the step itself
    if isinstance(step_name, SdkObject) and is_step(step_name) and not older:
        yield "json-get-step", step_name.argument("name") or Literal(None), "step_name", made.origin
    reads_file = made.argument("property_file") is not None and step_name in (None, Literal(None))
    if isinstance(step, SdkObject) and is_step(step) and reads_file and not older:
        yield "json-get-step", step.argument("name") or Literal(None), "step", made.origin
    if isinstance(s3_uri, Literal) and isinstance(s3_uri.value, str):
        yield "json-get-uri", s3_uri, "s3_uri", s3_uri.origin or made.origin


def _session(made: SdkObject) -> Iterator[Fact]:
    """Tell that what a step is to record starts now (workflow/pipeline_context.py:282-317)."""
    call = made.argument("step_args") if is_step(made) else None
    maker = call.receiver if isinstance(call, SdkObject) else None
    if not isinstance(call, SdkObject) or maker is None or call.cls.kind not in _CAPTURES:
        return
    if maker.cls.kind == "tuner":  # it works with the session of its estimator
        estimator = maker.argument("estimator")
        maker = estimator if isinstance(estimator, SdkObject) else maker
    session = maker.argument("sagemaker_session")
    missing = session is None or (isinstance(session, Literal) and session.value is None)
    if isinstance(session, PlainSession) or (missing and maker.cls.kind in _WITH_SESSION):
        name = made.argument("name")
        spelled = call.cls.kind.rpartition(".")[2]
        yield "plain-session", name if isinstance(name, Literal) else Literal(None), spelled, call.origin


def _start(made: SdkObject) -> Iterator[Fact]:
    if made.cls.kind == "pipeline.start":
        from pipelint.linter.source.start_facts import start_facts

        yield from start_facts(made)


def _step_name(run: Interpreter, made: SdkObject) -> Iterator[Fact]:
    """Tell where the name of a step stands in place of the name of the model that the step creates."""
    for spelled, name in _names_of_models(made):
        owner = run.quoted.get(name.origin) if isinstance(name, Literal) and name.origin is not None else None
        if isinstance(name, Literal) and name.origin is not None and owner is not None and is_step(owner):
            yield "step-name", name, spelled, name.origin


def _names_of_models(made: SdkObject) -> Iterator[tuple[str, Object | None]]:
    """Yield what names a model, and how it is spelled: of a transformer, or of the variants of an endpoint."""
    if made.cls.kind == "transformer":
        yield "model_name", made.argument("model_name")
    call = made.argument("step_args") if is_step(made) else None
    if isinstance(call, SdkObject) and call.cls.name == "create_endpoint_config":
        variants = call.argument("production_variants")
        for variant in variants.items if isinstance(variants, ListObject) else ():
            if isinstance(variant, DictObject):
                yield "ModelName", variant.entries.get("ModelName")


def _joined_output(made: SdkObject) -> Iterator[Fact]:
    """Tell that an output object stands in a Join, which writes its method ``expr`` down (workflow/functions.py:55)."""
    values = made.argument("values") if made.cls.kind == "join" else None
    for value in values.items if isinstance(values, ListObject) else ():
        if isinstance(value, SdkObject) and value.cls.kind == "output_parameter":
            yield "joined-output", _used(value), value.cls.name, made.origin


def _used(output: SdkObject) -> Literal:
    """Return the name of an output object, with the place that hands it on."""
    name = output.argument("output_name")
    return Literal(name.value if isinstance(name, Literal) else None, output.origin)


def stray_outputs(reader: StepReader, given: Object | None) -> Iterator[Fact]:
    """Tell which output objects are of no step at the top level: the SDK looks nowhere else (workflow/pipeline.py:803).

    Nothing is told where a step of the list, or one of its outputs, is not known.
    """
    listed = given.items if isinstance(given, ListObject) and given.complete else [Literal(None)]
    if not all(isinstance(step, SdkObject) and is_step(step) and _outputs_known(step) for step in listed):
        return
    for output, step in reader.strays:
        name = output.argument("output_name")
        if isinstance(name, Literal) and step.certain and step.origin is not None:
            yield "stray-output", _used(output), step.name, step.name_origin or step.origin


def _outputs_known(step: SdkObject) -> bool:
    outputs = step.argument("outputs")
    if not isinstance(outputs, ListObject):
        return outputs is None or outputs == Literal(None)
    made = [one for one in outputs.items if isinstance(one, SdkObject)]
    named = [one for one in made if isinstance(one.argument("output_name"), Literal)]
    return outputs.complete and len(named) == len(outputs.items)


def _v2_modules(run: Interpreter) -> Iterator[Fact]:
    """Tell which modules are imported that SDK v3 has not, where others are that only v3 has.

    What a module of the project imports is left to that module: others may run it with the other SDK.
    """
    parts = [(dotted.split(".")[1], dotted, origin) for dotted, origin in run.imported]
    if not {part for part, _, _ in parts} & V3_MODULES:
        return
    lines = [line for tree in run.modules.trees.values() for line in tree.body]
    sure = {id(one) for line in lines if isinstance(line, cst.SimpleStatementLine) for one in line.body}
    for part, dotted, origin in parts:
        if part in V2_MODULES and id(origin.place) in sure and origin.document == run.document:
            yield "v2-module", Literal(dotted), "", origin


def _replayed(run: Interpreter) -> Iterator[Fact]:
    """Tell what of an object changes between two calls that steps of one pipeline record: both steps change."""
    if not run.changes:
        return
    recorded = {id(one.argument("step_args")): one for one in run.created if is_step(one)}
    pipelines = [_listed(one) for one in run.created if one.cls.kind == "pipeline"]
    for owner, name, origin, position in run.changes:
        calls = [one for one in run.created if one.receiver is owner and one.cls.kind in _CAPTURES]
        earlier = {id(one) for one in run.created[:position]}
        before, after = (
            [recorded[id(one)] for one in calls if id(one) in recorded and (id(one) in earlier) is early]
            for early in (True, False)
        )
        together = next(
            (
                one
                for one in before
                for steps in pipelines
                if id(one) in steps and any(id(two) in steps for two in after)
            ),
            None,
        )
        if together is not None:
            yield "replayed", together.argument("name") or Literal(None), name, origin


def _listed(pipeline: SdkObject) -> set[int]:
    """Return which objects are steps of ``pipeline``, in branches and bodies too, and the lists that they are in."""
    found: set[int] = set()
    pending = [pipeline.argument("steps")]
    while pending:
        here = pending.pop()
        if id(here) in found:  # a list may hold itself, too
            continue
        found.add(id(here))
        if isinstance(here, ListObject):
            pending += here.items
        elif isinstance(here, SdkObject):
            pending += [here.argument(name) for name in INSIDE]
    return found


def _place(value: Object, made: SdkObject) -> Origin:
    return getattr(value, "origin", None) or made.origin
