"""How a simulated execution decides what no AWS page does: one setting for each open question, refused by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pipelint.harness.compare import COERCIONS, Coercion
from pipelint.harness.errors import HarnessError
from pipelint.pipeline.record import record
from pipelint.pipeline.spelling import did_you_mean

Dialect = Literal["refuse", "service", "local_mode"]
Undecided = Literal["refuse", "if", "else"]
AnyOfSkipped = Literal["refuse", "runs", "starves"]
Validate = Literal["strict", "present", "none"]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "coercion": COERCIONS,
    "dialect": ("refuse", "service", "local_mode"),
    "undecided": ("refuse", "if", "else"),
    "any_of_skipped": ("refuse", "runs", "starves"),
    "validate": ("strict", "present", "none"),
}


@record
class Settings:
    """The settings of a :class:`~pipelint.harness.Harness`, which documents them, and of one run.

    Raises :class:`~pipelint.harness.HarnessError` from :func:`checked` alone; the constructor takes what it is given.
    """

    coercion: Coercion = "refuse"
    dialect: Dialect = "refuse"
    undecided: Undecided = "refuse"
    any_of_skipped: AnyOfSkipped = "refuse"
    validate: Validate = "strict"


def checked(setting: str, value: str) -> None:
    """Refuse a ``value`` that ``setting``, one of :data:`CHOICES`, cannot have.

    Raises:
        HarnessError: with the nearest value, and all there are.
    """
    legal = CHOICES[setting]
    if value not in legal:
        guess = did_you_mean(str(value), legal)
        raise HarnessError(f'there is no {setting} "{value}";{guess} there are {", ".join(legal)}')
