"""A step that fails inside the simulated execution: a result, not an error of the test."""

from __future__ import annotations

from pipelint.pipeline.record import record


class StepFails(Exception):
    """Raised while a step runs, to end it as failed with this reason."""


@record
class Failure:
    """Why a step failed, or was ``stopped``. ``kind`` is a retry policy's ExceptionType, where the fake names one."""

    step: str
    reason: str
    kind: str | None = None
    stopped: bool = False

    def __str__(self) -> str:
        return f'step "{self.step}" {self.because}'

    @property
    def because(self) -> str:
        """``failed``, and why where that is known: the message of a Fail step may be empty."""
        if self.stopped:
            return f"was stopped: {self.reason}"
        told = ": ".join(part for part in (self.kind, self.reason) if part)
        return f"failed: {told}" if told else "failed without a message"

    def __contains__(self, text: str) -> bool:
        return text in str(self)
