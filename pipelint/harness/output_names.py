"""The names under which other steps can read a step's outputs."""

from __future__ import annotations

from pipelint.harness.plain import plain
from pipelint.pipeline.model import Step
from pipelint.pipeline.values import ListValue, Literal, Record

_WITH_PROCESSING_OUTPUTS = frozenset({"Processing", "QualityCheck", "ClarifyCheck"})
_WITH_OUTPUT_PARAMETERS = frozenset({"Lambda", "Callback"})


def returns_parameters(step: Step) -> bool:
    """Tell whether other steps read named output parameters of ``step``, and nothing else: Lambda and Callback."""
    return step.type in _WITH_OUTPUT_PARAMETERS


def declared_outputs(step: Step) -> tuple[str, ...] | None:
    """Return the names of the outputs of ``step``, or None where they cannot be told from its type."""
    if returns_parameters(step):
        return tuple(str(plain(output.name)) for output in step.outputs)
    if step.type in _WITH_PROCESSING_OUTPUTS:
        return _processing_outputs(step)
    return None


def _processing_outputs(step: Step) -> tuple[str, ...] | None:
    declared = step.arguments.get("ProcessingOutputConfig", "Outputs")
    if declared is None:
        return ()
    if not isinstance(declared, ListValue):
        return None
    names = [item.get("OutputName") if isinstance(item, Record) else item for item in declared.items]
    written = tuple(str(name.value) for name in names if isinstance(name, Literal))
    return written if len(written) == len(names) else None
