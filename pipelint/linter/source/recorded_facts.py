"""What jobs and functions that steps run are told, and what becomes of it: names, hyperparameters, time."""

from __future__ import annotations

from collections.abc import Iterator

from pipelint.linter.source.facts import Fact
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.linter.source.sdk.jobs import FRAMEWORKS
from pipelint.linter.source.sdk.restrictions import LONGEST_WAIT
from pipelint.linter.source.step_groups import is_step
from pipelint.pipeline.values import Literal, Origin

_NAMED = frozenset({"processor", "estimator"})
_HOLDING = ("processor", "estimator", "tuner")


def recorded_facts(run: Interpreter) -> Iterator[Fact]:
    """Yield what is to be said of the jobs and functions of steps that the code surely made."""
    steps = [one for one in run.created if one.certain and is_step(one)]
    for step in steps:
        yield from _waits(step)
    jobs = _jobs(run, steps)
    yield from _names(run, jobs)
    for job in jobs:
        if job.cls.kind == "estimator" and dialect_of(job.dotted) == "v2" and job.user_class is None:
            yield from _texts(job)


def _jobs(run: Interpreter, steps: list[SdkObject]) -> list[SdkObject]:
    """Return the processors and estimators that steps run, each once, in the order of their making."""
    used: set[int] = set()
    for step in steps:
        call = step.argument("step_args")
        held = [step.argument(name) for name in _HOLDING]
        owners = [one for one in (*held, call.receiver if isinstance(call, SdkObject) else None) if one is not None]
        used.update(id(one) for one in owners)
        used.update(id(one.argument("estimator")) for one in owners if isinstance(one, SdkObject))  # of a tuner
    return [one for one in run.created if one.certain and id(one) in used]


def _names(run: Interpreter, jobs: list[SdkObject]) -> Iterator[Fact]:
    """Tell which jobs get a name that the SDK takes out of the request (workflow/utilities.py:457, issue 3971)."""
    pipelines = [one for one in run.created if one.cls.kind == "pipeline"]
    told = (one.argument("pipeline_definition_config") for one in pipelines)
    if not pipelines or any(config not in (None, Literal(None)) for config in told):
        return
    for job in jobs:
        name = job.argument("base_job_name") if job.cls.kind in _NAMED else None
        if isinstance(name, Literal) and isinstance(name.value, str):
            yield "job-name", name, job.cls.name, _place(name, job)


def _texts(estimator: SdkObject) -> Iterator[Fact]:
    """Tell which hyperparameters are no value that arrives as it is (sagemaker/estimator.py:925, session.py:961)."""
    given = estimator.argument("hyperparameters")
    framework = estimator.cls.name in FRAMEWORKS
    for key, value in given.entries.items() if isinstance(given, DictObject) else ():
        spelled = ""
        if isinstance(value, Literal) and value.value is None:
            spelled = "empty" if framework else "None"
        elif not framework and (isinstance(value, DictObject) or _has_texts(value)):
            spelled = "a dict" if isinstance(value, DictObject) else "a list"
        if spelled:
            yield "hyperparameter-text", Literal(str(key)), spelled, _place(value, estimator)


def _has_texts(value: Object) -> bool:
    """Tell whether ``value`` is a list with a text in it: Python puts texts in single quotes, JSON in double ones."""
    items = value.items if isinstance(value, ListObject) else ()
    return any(isinstance(one, Literal) and isinstance(one.value, str) for one in items)


def _waits(step: SdkObject) -> Iterator[Fact]:
    """Tell that a function may run longer than a step waits for it."""
    function, name = step.argument("lambda_func"), step.argument("name")
    timeout = function.argument("timeout") if isinstance(function, SdkObject) else None
    if isinstance(timeout, Literal) and isinstance(timeout.value, int) and timeout.value > LONGEST_WAIT:
        known = name.value if isinstance(name, Literal) and isinstance(name.value, str) else ""
        yield "lambda-timeout", timeout, known, _place(timeout, step)


def _place(value: Object, made: SdkObject) -> Origin:
    return getattr(value, "origin", None) or made.origin
