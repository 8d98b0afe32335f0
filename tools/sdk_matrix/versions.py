"""The versions of the SDKs that are looked at, each with an environment of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.environments import Environment

OURS = ".[offline,test]"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of ``sagemaker`` and the ``python`` it is looked at with.

    ``beside`` are requirements that it needs and does not state, and ``why`` says for what.
    """

    number: str
    python: str
    beside: tuple[str, ...] = ()
    why: str = ""

    @property
    def environment(self) -> Environment:
        """What its environment holds."""
        return Environment(self.python, [f"sagemaker=={self.number}", *self.beside, OURS])


def _v3(number: str, python: str, parts: Sequence[str]) -> Version:
    """Return a version of SDK v3, which is four distributions: those that were released with it, by their versions."""
    names = ("sagemaker-core", "sagemaker-train", "sagemaker-serve", "sagemaker-mlops")
    beside = tuple(f"{name}=={part}" for name, part in zip(names, parts, strict=True))
    return Version(number, python, beside, "the parts that were released with it; pip would take the newest of each")


VERSIONS = (
    Version(
        "2.90.0",
        "3.10",
        ("protobuf<3.21", "numpy<2"),
        why="its generated code is older than protobuf 4, and it was written for numpy 1",
    ),
    Version("2.150.0", "3.10"),
    Version("2.200.0", "3.11", ("pandas<3",), why="it imports pytz, which pandas brought until version 3"),
    Version("2.257.7", "3.12"),
    _v3("3.0.1", "3.10", ("2.0.1", "1.0", "1.0", "1.0")),
    _v3("3.2.0", "3.11", ("2.2.0", "1.2.0", "1.2.0", "1.2.0")),
    _v3("3.5.0", "3.11", ("2.5.0", "1.5.0", "1.5.0", "1.5.0")),
    _v3("3.15.1", "3.12", ("2.15.1", "1.15.1", "1.15.1", "1.15.1")),
    _v3("3.27.0", "3.12", ("2.27.0", "1.27.0", "1.27.0", "1.27.0")),
)
