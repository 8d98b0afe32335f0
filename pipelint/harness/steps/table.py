"""What each type of step has besides its job, as a table: a type that is not here has what its arguments say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipelint.harness.steps.checks import baselines
from pipelint.harness.steps.emr import emr_step
from pipelint.harness.steps.lineage import lineage
from pipelint.harness.steps.made import Maker
from pipelint.harness.steps.models import model_package, trained_model
from pipelint.harness.steps.tuning import ranked, tuned_jobs

MAKERS: Mapping[str, Maker] = {
    "Training": trained_model,
    "Tuning": tuned_jobs,
    "RegisterModel": model_package,
    "QualityCheck": baselines,
    "ClarifyCheck": baselines,
    "EMR": emr_step,
    "Lineage": lineage,
}

FINISHERS: Mapping[str, Callable[[dict[str, Any], Mapping[str, Any]], frozenset[str]]] = {"Tuning": ranked}
"""What follows from members that a fake gives: changes them in place, and returns the names of those it settles."""
