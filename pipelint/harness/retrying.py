"""Retry policies: whether a step that failed starts again, and when.

https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html: the policy that names the exception is
followed; ``MaxAttempts`` counts the attempts after the first (5 unless given), the first waits ``IntervalSeconds`` (1),
and each later one ``BackoffRate`` (2.0) times as long. ``ExpireAfterMin`` counts from the start of the step. Zero means
never. The service retries ``Step.SERVICE_FAULT`` and ``Step.THROTTLING`` without any policy, but not said how often: it
does so here as long as the test has a fake for the next attempt. Jobs of tuning and AutoML steps are never retried for
``SageMaker.JOB_INTERNAL_ERROR``.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

from pipelint.harness.errors import InvalidDefinition, InvalidFake, Unsettled
from pipelint.harness.fakes import CENTURY
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import record
from pipelint.pipeline.service.policies import NEVER_RETRIED
from pipelint.pipeline.spelling import did_you_mean

KINDS = (
    "Emr.RESOURCE_LIMIT",
    "SageMaker.CAPACITY_ERROR",
    "SageMaker.JOB_INTERNAL_ERROR",
    "SageMaker.RESOURCE_LIMIT",
    "Step.SERVICE_FAULT",
    "Step.THROTTLING",
)
_BY_ITSELF = frozenset({"Step.SERVICE_FAULT", "Step.THROTTLING"})
_INTERNAL = "SageMaker.JOB_INTERNAL_ERROR"
_RETRIES_INSIDE = frozenset({"Tuning", "AutoML"})

_RANGES: Mapping[str, tuple[float, float]] = {
    "MaxAttempts": (0, 20),
    "ExpireAfterMin": (0, 14400),
    "IntervalSeconds": (0, 43200),
    "BackoffRate": (0, 1_000_000),  # AWS names no most
}
MAX_ATTEMPTS = 5
INTERVAL_SECONDS = 1
BACKOFF_RATE = 2.0


@record
class Verdict:
    """``wait`` is how many seconds pass before the next attempt, None where there is none; ``why`` there is none."""

    wait: float | None
    why: str = ""


class Retries:
    """The retries of one step while it runs."""

    def __init__(self, step: Step, attributes: Mapping[str, Any]) -> None:
        self._step = step
        policies = attributes.get("RetryPolicies")
        self._policies = [one for one in policies if isinstance(one, Mapping)] if isinstance(policies, list) else []
        self._used: dict[int, int] = {}
        for policy in self._policies:
            self._check_numbers(policy)
            if policy.get("MaxAttempts") is not None and policy.get("ExpireAfterMin") is not None:
                raise InvalidDefinition(
                    f'a retry policy of step "{step.name}" sets both MaxAttempts and ExpireAfterMin, and AWS refuses '
                    "the two together"
                )

    def _check_numbers(self, policy: Mapping[str, Any]) -> None:
        for key, (least, most) in _RANGES.items():
            value = policy.get(key)
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if value is not None and not (number and least <= value <= most):
                raise InvalidDefinition(
                    f'a retry policy of step "{self._step.name}" sets {key} to {value!r}; expected a number from '
                    f"{least} to {most}"
                )

    def after(self, kind: str | None, elapsed: float, *, more_fakes: bool) -> Verdict:
        """Return what follows a failure of ``kind``, ``elapsed`` seconds after the step started.

        ``more_fakes`` says that the test has a fake for a further attempt.
        """
        if kind is None:
            return Verdict(None)
        if self._step.type in NEVER_RETRIED:
            return Verdict(None, f"a {self._step.type} step is never retried" if self._policies else "")
        if kind == _INTERNAL and self._step.type in _RETRIES_INSIDE:
            return Verdict(None, f"a {self._step.type} step is never retried for {kind}")
        for number, policy in enumerate(self._policies):
            if kind in _kinds(policy):
                return self._by(policy, number, elapsed)
        if kind in _BY_ITSELF and more_fakes:
            return Verdict(INTERVAL_SECONDS)
        return Verdict(None, f"no retry policy of the step names {kind}" if self._policies else "")

    def _by(self, policy: Mapping[str, Any], number: int, elapsed: float) -> Verdict:
        used = self._used.get(number, 0)
        minutes = policy.get("ExpireAfterMin")
        if minutes is not None:
            if elapsed >= minutes * 60:
                return Verdict(None, f"retries expired after {minutes} minutes")
        else:
            most = policy.get("MaxAttempts")
            most = MAX_ATTEMPTS if most is None else most
            if used >= most:
                return Verdict(None, f"all {most} retries were used" if most else "MaxAttempts is 0")
        self._used[number] = used + 1
        interval = policy.get("IntervalSeconds", INTERVAL_SECONDS)
        return Verdict(self._wait(interval, policy.get("BackoffRate", BACKOFF_RATE), used))

    def _wait(self, interval: float, rate: float, used: int) -> float:
        if not interval:
            return 0.0
        try:
            wait = interval * float(rate) ** used
        except OverflowError:
            wait = inf
        if wait > CENTURY:
            raise Unsettled(
                f'step "{self._step.name}" would wait for more than a century before it is tried again: its retry '
                f"policy multiplies {interval:g} seconds by {rate:g} each time"
            )
        return wait


def check_kind(step: Step, kind: str | None, attributes: Mapping[str, Any]) -> None:
    """Refuse a fake's ``kind`` of failure that no retry policy could ever name.

    Raises:
        InvalidFake: AWS lists no such exception, and no policy of the step names it.
    """
    if kind is None or kind in KINDS:
        return
    policies = attributes.get("RetryPolicies")
    named = [name for policy in (policies if isinstance(policies, list) else []) for name in _kinds(policy)]
    if kind not in named:
        raise InvalidFake(
            f'the fake of step "{step.name}" fails with kind "{kind}", which is no ExceptionType of a retry policy;'
            f"{did_you_mean(kind, KINDS)} AWS lists {', '.join(KINDS)}"
        )


def _kinds(policy: Any) -> list[str]:
    found = policy.get("ExceptionType") if isinstance(policy, Mapping) else None
    if isinstance(found, str):  # the published schema has it so
        return [found]
    return [str(item) for item in found] if isinstance(found, list) else []
