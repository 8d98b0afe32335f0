"""Performing one step: resolve its arguments, look in the cache, then play its fakes, attempt by attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelint.harness.conditions import Decision, judge_step
from pipelint.harness.default_fakes import result_of
from pipelint.harness.errors import InvalidFake, MissingFake
from pipelint.harness.execution import Execution, Read
from pipelint.harness.failure import Failure, StepFails
from pipelint.harness.fake_checks import check_outputs
from pipelint.harness.fakes import (
    Fails,
    Fake,
    OneFake,
    Outputs,
    Played,
    Stops,
    Violates,
    check_seconds,
    named_step,
    played_fake,
)
from pipelint.harness.function_results import outputs_of_function, ran
from pipelint.harness.functions import Returns, Runs
from pipelint.harness.items import items_of
from pipelint.harness.plan import Instance
from pipelint.harness.resolve import Resolver
from pipelint.harness.results import Result
from pipelint.harness.retrying import Retries, check_kind
from pipelint.harness.step_run import Attempt, State, StepRun
from pipelint.harness.steps.checks import fails_on_violation
from pipelint.harness.steps.made import Begun
from pipelint.harness.templates import Template, template_of
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.values import Record

if TYPE_CHECKING:
    from pipelint.harness.caching import Cache

SECONDS = 60.0
"""How long an attempt takes in virtual time, unless its fake says otherwise: no definition tells."""
MOST_ATTEMPTS = 100_000
_DEFAULT = Outputs()


@record(frozen=False)
class Performance:
    """One step being performed, at ``time`` seconds after the execution started."""

    instance: Instance
    pipeline: Pipeline
    execution: Execution
    time: float
    arguments: Mapping[str, Any] | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    reads: tuple[Read, ...] = ()
    tries: list[Attempt] = field(default_factory=list)
    cache_note: str | None = None
    returned: tuple[Any, ...] = ()

    def perform(self, fake: Fake | None, cache: Cache | None) -> StepRun:
        """Run the step to its end."""
        step = self.instance.step
        resolver = self._resolver()
        try:
            self._resolve(resolver)
            if step.type == "Condition":
                return self._decided(resolver)
            if step.type == "Fail":
                raise StepFails(str((self.arguments or {}).get("ErrorMessage", "")))
        except StepFails as end:
            return self._broken(resolver, end)
        if cache is not None:
            hit = cache.hit(self.instance.name, step, self.arguments or {}, self.attributes, self.time)
            self.cache_note = hit.note
            if hit.result is not None:
                return self._ended(State.EXECUTED, f"was {hit.note}", self.time, result=hit.result, cached_at=hit.made)
        return self._attempts(fake)

    def open_loop(self) -> tuple[StepRun, list[Any] | None]:
        """Start a ForEach step: return it as it stands, and its items, None where it failed already."""
        resolver = self._resolver()
        try:
            self._resolve(resolver)
            self._check_given("IterableItems", "MaxConcurrency")
            items = items_of(self.instance.name, (self.arguments or {}).get("IterableItems"))
        except StepFails as end:
            return self._broken(resolver, end), None
        self.tries.append(Attempt(self.time))
        return self._ended(State.EXECUTED, "ran", self.time), items

    def _check_given(self, *arguments: str) -> None:
        """Refuse made-up values where they would decide what runs."""
        for read in self.reads:
            if read.invented and read.place[0] in arguments:
                raise MissingFake(
                    f'loop "{self.instance.name}" runs over {read.reference}, which no fake gives: the harness made up '
                    f"{read.value!r}, and a made-up value never decides what runs. {read.way_out}"
                )

    def _broken(self, resolver: Resolver, end: StepFails) -> StepRun:
        """End the step before it has started a job: what it reads is not there, or it is to fail."""
        self.reads = tuple(resolver.reads)
        failure = Failure(self.instance.name, str(end))
        self.tries.append(Attempt(self.time, failure))
        return self._failed(failure, self.time)

    def _resolver(self) -> Resolver:
        instance = self.instance
        return Resolver(instance.step, self.execution, instance.scope, self.time, instance.name)

    def _resolve(self, resolver: Resolver) -> None:
        step = self.instance.step
        templates = self.execution.templates.get(step.name)
        if templates is None:
            templates = self.execution.templates[step.name] = (_arguments(step), template_of(step.attributes))
        resolved = templates[0].filled(resolver.resolve)
        self.attributes = templates[1].filled(resolver.resolve)
        self.arguments = resolved
        self.reads = tuple(resolver.reads)

    def _decided(self, resolver: Resolver) -> StepRun:
        decision = judge_step(self.instance.step, resolver, self.execution.settings)
        self.reads = tuple(resolver.reads)
        self.tries.append(Attempt(self.time))
        # Texts, as ConditionOutcome of the SageMaker API; local mode alone has a Python bool.
        result = Result(self.instance.step, {"Outcome": "True" if decision.branch == "if" else "False"})
        return self._ended(State.EXECUTED, decision.because, self.time, result=result, decision=decision)

    def _attempts(self, fake: Fake | None) -> StepRun:
        fakes: list[OneFake] = list(fake) if isinstance(fake, (list, tuple)) else [fake or _DEFAULT]  # type: ignore[list-item]
        retries = Retries(self.instance.step, self.attributes)
        started = self.time
        for number in range(1, MOST_ATTEMPTS + 1):
            ended = started
            played = self._played(self._fake_of(fakes, number))
            check_seconds(self.instance.step, played, "the fake of")
            ended += SECONDS if played.seconds is None else played.seconds
            if isinstance(played, Outputs):
                self.tries.append(Attempt(started))
                return self._succeeded(played, ended)
            if isinstance(played, Stops):
                failure = Failure(self.instance.name, played.reason, stopped=True)
                self.tries.append(Attempt(started, failure))
                return self._ended(State.STOPPED, failure.because, ended, failure=failure)
            assert isinstance(played, Fails)  # noqa: S101 - _played returns nothing else
            check_kind(self.instance.step, played.kind, self.attributes)
            failure = Failure(self.instance.name, played.reason, played.kind)
            self.tries.append(Attempt(started, failure))
            verdict = retries.after(played.kind, ended - self.time, more_fakes=number < len(fakes))
            if verdict.wait is None:
                return self._failed(failure, ended, verdict.why)
            started = ended + verdict.wait
        raise InvalidFake(
            f'step "{self.instance.name}" failed {MOST_ATTEMPTS} times, and its retry policy goes on: give the fake '
            "some seconds, or a list that ends with a success"
        )

    def _fake_of(self, fakes: list[OneFake], number: int) -> OneFake:
        if len(fakes) == 1:
            return fakes[0]
        if number > len(fakes):
            raise InvalidFake(
                f'step "{self.instance.name}" has {number - 1} failed attempts and is tried again, and its list has '
                f"{len(fakes)} fakes: add one for that attempt"
            )
        return fakes[number - 1]

    def _played(self, fake: OneFake) -> Outputs | Fails | Stops:
        """Return what an attempt comes to: the user's functions are called here."""
        step = self.instance.step
        played: Played = played_fake(step, fake, self.arguments or {})
        if isinstance(played, Runs):
            with named_step(step):
                played = ran(step, played, self.arguments or {}, self.execution)
        if isinstance(played, Violates):
            fatal = fails_on_violation(self.attributes)
            played = Fails(played.reason) if fatal else played.outputs
        if isinstance(played, Returns):
            self.returned = (played.value,)
            played = outputs_of_function(step, played, self.arguments or {})
        assert not isinstance(played, (Violates, Runs))  # noqa: S101
        return played

    def _succeeded(self, played: Outputs, ended: float) -> StepRun:
        instance = self.instance
        fake = check_outputs(instance.step, played, self.execution.settings.validate)
        begun = Begun(instance.name, instance.step, self.arguments or {}, self.attributes, self.execution.surroundings)
        result = result_of(begun, self.reads, fake, self.returned)
        because = "ran" if len(self.tries) == 1 else f"ran at attempt {len(self.tries)}"
        return self._ended(State.EXECUTED, because, ended, result=result)

    def _failed(self, failure: Failure, ended: float, why: str = "") -> StepRun:
        notes = [f"{len(self.tries)} attempts"] if len(self.tries) > 1 else []
        notes += [why] if why else []
        because = f"{failure.because} ({'; '.join(notes)})" if notes else failure.because
        return self._ended(State.FAILED, because, ended, failure=failure)

    def _ended(
        self,
        state: State,
        because: str,
        ended: float,
        *,
        failure: Failure | None = None,
        result: Result | None = None,
        cached_at: datetime | None = None,
        decision: Decision | None = None,
    ) -> StepRun:
        instance = self.instance
        return StepRun(
            instance.name,
            instance.step,
            state,
            because,
            self.pipeline,
            branch=None if decision is None else decision.branch,
            failure=failure,
            judgements=() if decision is None else decision.judgements,
            iteration=None if instance.scope is None else instance.scope.index,
            values_read=self.reads,
            tries=tuple(self.tries),
            cached_at=cached_at,
            cache_note=self.cache_note,
            resolved_arguments=self.arguments,
            resolved_attributes=self.attributes,
            result=result,
            started=self.time,
            ended=ended,
        )


def _arguments(step: Step) -> Template:
    """Return the arguments of ``step``; the selector of a loop is looked at when its iterations have ended."""
    if step.type == "ForEach":
        return template_of(Record({key: entry for key, entry in step.arguments.entries.items() if key != "Selector"}))
    return template_of(step.arguments)
