"""One execution that a client started: the run that it is, and how far the client has been told that it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipelint.harness.aws.metadata import metadata
from pipelint.pipeline.record import record

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun

EXECUTING, STOPPED = "Executing", "Stopped"
_STATUSES = {"executed": "Succeeded", "failed": "Failed", "stopped": STOPPED}


@record(frozen=False)
class StartedExecution:
    """An execution.

    ``request`` is what StartPipelineExecution was called with. For the next ``polls`` calls of
    DescribePipelineExecution it goes on; then it has ended as ``run`` did, unless it is ``stopped`` before. ``earlier``
    are the executions of the same pipeline before it, from whose outputs its cache may have been filled.
    """

    run: Run
    request: Mapping[str, Any]
    pipeline_arn: str
    definition: str
    polls: int = 0
    stopped: bool = False
    earlier: Sequence[StartedExecution] = ()

    @property
    def request_token(self) -> str | None:
        """The ClientRequestToken: a second request with it starts no other execution."""
        token: str | None = self.request.get("ClientRequestToken")
        return token

    @property
    def arn(self) -> str:
        """The ARN of the execution: that of the pipeline, and the id of the run."""
        return f"{self.pipeline_arn}/execution/{self.run.variables['PipelineExecutionId']}"

    @property
    def status(self) -> str:
        """The PipelineExecutionStatus."""
        if self.stopped:
            return STOPPED
        return EXECUTING if self.polls > 0 else self.run.status

    def stop(self) -> None:
        """Stop the execution, if it has not ended: one that has is left as it is."""
        if self.polls > 0:
            self.stopped, self.polls = True, 0

    def described(self) -> dict[str, Any]:
        """Return the answer of DescribePipelineExecution; the execution is then one poll further."""
        status = self.status
        self.polls = max(0, self.polls - 1)
        failure = {"FailureReason": str(self.run.failure)} if status == "Failed" else {}
        return {
            **self.summary(status),
            **failure,
            "PipelineArn": self.pipeline_arn,
            "CreationTime": self.run.started,
            "LastModifiedTime": self._at(max((step.ended for step in self.run.values()), default=0.0)),
            **self._asked("ParallelismConfiguration", "SelectiveExecutionConfig"),
        }

    def summary(self, status: str | None = None) -> dict[str, Any]:
        """Return what ListPipelineExecutions tells of the execution."""
        return {
            "PipelineExecutionArn": self.arn,
            "StartTime": self.run.started,
            "PipelineExecutionStatus": status or self.status,
            **self._asked("PipelineExecutionDisplayName", "PipelineExecutionDescription"),
        }

    def _asked(self, *names: str) -> dict[str, Any]:
        return {name: self.request[name] for name in names if self.request.get(name) is not None}

    def steps(self) -> Iterator[dict[str, Any]]:
        """Yield what ListPipelineExecutionSteps tells of each step that started, in the order they did."""
        for name in self.run.path:
            step = self.run[name]
            if self.stopped or self.polls > 0:  # what was running is the first step: nothing tells how far it came
                yield {**self._begun(step), "StepStatus": self.status}
                return
            reason = {"FailureReason": step.failure.reason} if step.failure is not None else {}
            told = metadata(step)
            source = self._cached_from(step)
            yield {
                **self._begun(step),
                "EndTime": self._at(step.ended),
                "StepStatus": _STATUSES.get(step.state.value, "Failed"),
                **reason,
                **({"CacheHitResult": {"SourcePipelineExecutionArn": source}} if source else {}),
                **({"Metadata": told} if told else {}),
            }

    def _cached_from(self, step: StepRun) -> str | None:
        """Return the execution that made the outputs of ``step``, where they were taken from the cache."""
        for one in self.earlier:
            made = one.run.steps.get(step.name)
            if step.cached_at is not None and made is not None and one._at(made.ended) == step.cached_at:
                return one.arn
        return None

    def _begun(self, step: StepRun) -> dict[str, Any]:
        attributes = step.step.attributes.entries
        texts = {"StepDisplayName": attributes.get("DisplayName"), "StepDescription": attributes.get("Description")}
        return {
            "StepName": step.name,
            **{name: text.value for name, text in texts.items() if text is not None and hasattr(text, "value")},
            "StartTime": self._at(step.started),
            "AttemptCount": step.attempts,
        }

    def parameters(self) -> list[dict[str, str]]:
        """Return the values of all parameters as the texts that they travel as."""
        return [{"Name": name, "Value": parameter_text(value)} for name, value in self.run.parameters.items()]

    def _at(self, seconds: float) -> datetime:
        return self.run.started + timedelta(seconds=seconds)


def parameter_text(value: Any) -> str:
    """Return a value of a parameter as text: truth values as JSON spells them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
