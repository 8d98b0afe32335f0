"""What a planted fault is, and the values that the tables are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.faults.definitions.planting import Edit

GATE = "small_pipelines/v2/train_and_gate"
GATE_V3 = "small_pipelines/v3/train_and_gate"
REGISTER = "small_pipelines/v2/register_and_notify"
LOOP = "small_pipelines/v3/loop_and_clean_up"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: ``edits`` plant it in the definition ``base``, and then ``code`` is found at one place, once.

    ``kind`` is its class, a key of :data:`tests.faults.definitions.table.CLASSES`. The finding stands ``at`` the place
    of the last edit where no other is given. ``brings`` are the codes of further errors that the same edit is.
    """

    kind: str
    what: str
    base: str
    edits: tuple[Edit, ...]
    code: str
    at: str | None = None
    severity: str = "error"
    brings: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the finding must stand."""
        return self.edits[-1].place if self.at is None else self.at


def definition(name: str) -> str:
    """Return the base that an SDK emitted, given as ``v2/training_basic``."""
    return f"definitions/{name}"


def get(path: str) -> dict[str, str]:
    """Return the reference to ``path``."""
    return {"Get": path}


def join(separator: str, *values: Any) -> dict[str, Any]:
    """Return the join of ``values``."""
    return {"Std:Join": {"On": separator, "Values": list(values)}}


def json_get(step: str, file: str, path: str | None) -> dict[str, Any]:
    """Return what reads ``path`` in the property file ``file`` of ``step``."""
    return {"Std:JsonGet": {"PropertyFile": get(f"Steps.{step}.PropertyFiles.{file}"), "Path": path}}


def compare(kind: str, left: Any, right: Any) -> dict[str, Any]:
    """Return a comparison of two values."""
    return {"Type": kind, "LeftValue": left, "RightValue": right}
