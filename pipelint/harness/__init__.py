"""Test a compiled SageMaker pipeline without AWS: fake what its steps produce, assert what the pipeline makes of it.

Everything here is loaded when it is first asked for: the pytest plugin imports this package in every test session.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelint.harness.compare import Coercion as Coercion
    from pipelint.harness.errors import HarnessError as HarnessError
    from pipelint.harness.errors import InvalidDefinition as InvalidDefinition
    from pipelint.harness.errors import InvalidFake as InvalidFake
    from pipelint.harness.errors import InvalidParameter as InvalidParameter
    from pipelint.harness.errors import InvalidSelection as InvalidSelection
    from pipelint.harness.errors import MissingFake as MissingFake
    from pipelint.harness.errors import MissingValue as MissingValue
    from pipelint.harness.errors import NotSimulated as NotSimulated
    from pipelint.harness.errors import OfflineError as OfflineError
    from pipelint.harness.errors import StepDidNotRun as StepDidNotRun
    from pipelint.harness.errors import UnknownName as UnknownName
    from pipelint.harness.errors import Unsettled as Unsettled
    from pipelint.harness.errors import UnsettledComparison as UnsettledComparison
    from pipelint.harness.failure import Failure as Failure
    from pipelint.harness.fakes import fails as fails
    from pipelint.harness.fakes import outputs as outputs
    from pipelint.harness.fakes import stops as stops
    from pipelint.harness.fakes import violates as violates
    from pipelint.harness.functions import result_of as result_of
    from pipelint.harness.functions import returns as returns
    from pipelint.harness.functions import runs as runs
    from pipelint.harness.generation.cases import Case as Case
    from pipelint.harness.generation.cases import Cases as Cases
    from pipelint.harness.generation.cases import every_branch as every_branch
    from pipelint.harness.harness import Harness as Harness
    from pipelint.harness.offline import offline_session as offline_session
    from pipelint.harness.run import Run as Run
    from pipelint.harness.scenarios.files import ScenarioError as ScenarioError
    from pipelint.harness.scenarios.playing import play as play
    from pipelint.harness.scenarios.scenario import Scenario as Scenario
    from pipelint.harness.scenarios.scenario import read_scenarios as read_scenarios
    from pipelint.harness.step_run import Attempt as Attempt
    from pipelint.harness.step_run import Iteration as Iteration
    from pipelint.harness.step_run import State as State
    from pipelint.harness.step_run import StepRun as StepRun
    from pipelint.harness.wiring import assert_wired as assert_wired

_HOMES = {
    "Attempt": "step_run",
    "Case": "generation.cases",
    "Cases": "generation.cases",
    "Coercion": "compare",
    "Failure": "failure",
    "Harness": "harness",
    "HarnessError": "errors",
    "InvalidDefinition": "errors",
    "InvalidFake": "errors",
    "InvalidParameter": "errors",
    "InvalidSelection": "errors",
    "Iteration": "step_run",
    "MissingFake": "errors",
    "MissingValue": "errors",
    "NotSimulated": "errors",
    "OfflineError": "errors",
    "Run": "run",
    "Scenario": "scenarios.scenario",
    "ScenarioError": "scenarios.files",
    "State": "step_run",
    "StepDidNotRun": "errors",
    "StepRun": "step_run",
    "UnknownName": "errors",
    "Unsettled": "errors",
    "UnsettledComparison": "errors",
    "assert_wired": "wiring",
    "every_branch": "generation.cases",
    "fails": "fakes",
    "offline_session": "offline",
    "outputs": "fakes",
    "play": "scenarios.playing",
    "read_scenarios": "scenarios.scenario",
    "result_of": "functions",
    "returns": "functions",
    "runs": "functions",
    "stops": "fakes",
    "violates": "fakes",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
