"""The rules: one file each, holding its docs, its examples and its logic; the registry finds them, nothing is wired.

What the author of a rule imports stands here, too: ``from pipelint.rules import Report, Rule, Severity``. It is
imported when it is asked for, as most runs of pipelint ask for none of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelint.findings import Severity as Severity
    from pipelint.pipeline.model import Parameter as Parameter
    from pipelint.pipeline.model import Pipeline as Pipeline
    from pipelint.pipeline.model import Step as Step
    from pipelint.rules.known import Known as Known
    from pipelint.rules.known import known_text as known_text
    from pipelint.rules.known import known_values as known_values
    from pipelint.rules.known import lacks as lacks
    from pipelint.rules.rule import Example as Example
    from pipelint.rules.rule import Expected as Expected
    from pipelint.rules.rule import Option as Option
    from pipelint.rules.rule import Report as Report
    from pipelint.rules.rule import Rule as Rule

_HOMES = {
    "Severity": "pipelint.findings",
    **dict.fromkeys(("Parameter", "Pipeline", "Step"), "pipelint.pipeline.model"),
    **dict.fromkeys(("Known", "known_text", "known_values", "lacks"), "pipelint.rules.known"),
    **dict.fromkeys(("Example", "Expected", "Option", "Report", "Rule"), "pipelint.rules.rule"),
}


def __getattr__(name: str) -> object:
    """Import ``name`` from where it stands. Raises AttributeError for what an author of rules has no use for."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
