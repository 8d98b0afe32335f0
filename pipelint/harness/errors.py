"""What the harness raises. A raised error is a fault of the test or of the definition; a step that fails is a result.

What AWS refuses before anything runs (a missing parameter, a reference to an unknown step) raises, and so does a test
that the harness cannot answer honestly: a fake the API could never return, a value nobody faked, a comparison whose
outcome no AWS page settles. Only what would fail *inside* a running execution becomes a failed step.
"""

from __future__ import annotations


class HarnessError(Exception):
    """The base of everything the harness raises."""


class InvalidDefinition(HarnessError):
    """The definition is none, or AWS would refuse it at upsert: a cycle, an unknown step, an undeclared parameter."""


class InvalidParameter(HarnessError):
    """AWS would refuse to start the execution: a value is missing, unknown, of another type or outside its enum."""


class InvalidSelection(HarnessError):
    """AWS would refuse to start the selective execution: steps are missing, or there is no reference execution."""


class InvalidFake(HarnessError):
    """A fake that the real step could never produce, or that belongs to no step of the pipeline."""


class MissingFake(HarnessError):
    """The pipeline reads a value that only a fake can give, and no fake gives it. This is never a pipeline failure."""


class MissingValue(HarnessError):
    """A property path leads into what a step has, and past its end: an output it does not declare, an index too far."""


class UnknownName(HarnessError, KeyError):
    """The test asks about a step or an output that the pipeline does not have."""

    def __str__(self) -> str:
        return Exception.__str__(self)


class Unsettled(HarnessError):
    """No AWS page, schema or SDK says what the service does here, and the harness does not guess."""


class UnsettledComparison(Unsettled):
    """A comparison of two kinds of values, such as a string with a number. ``coercion=`` says how to decide it."""


class NotSimulated(HarnessError):
    """The definition uses something this version of the harness does not simulate."""


class OfflineError(HarnessError):
    """An offline session cannot be opened, or code inside it tried to reach the network."""


class StepDidNotRun(HarnessError):
    """The test asks for the arguments or outputs of a step that has none, because it did not run."""
