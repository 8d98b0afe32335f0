"""What policies share: where they look, what is known of it, and that the unknown is passed over."""

from __future__ import annotations

import pytest

from pipelint.pipeline.service.shapes import shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.rules.policies import places
from pipelint.rules.registry import policies, policy_codes

TABLES = {name: table for name, table in vars(places).items() if name.isupper() and not name.startswith("_")}
PLACES = [
    (name, step_type, place) for name, table in TABLES.items() for step_type, every in table.items() for place in every
]


def is_in_the_api(step_type: str, place: str) -> bool:
    known = STEP_TYPES[step_type]
    here = shape(known.request) if known.request else None
    for part in place.replace("/", ".").lstrip(".").split("."):
        if here is None:
            return False
        member = here.members.get(part.removesuffix("[]"))
        here = shape(member) if member else None
        if here is not None and part.endswith("[]"):
            here = shape(here.member) if here.member else None
    return here is not None


@pytest.mark.parametrize(("name", "step_type", "place"), PLACES)
def test_every_place_is_one_of_the_api(name: str, step_type: str, place: str) -> None:
    if step_type in ("EMR", "EMRServerless"):
        assert place == "/ExecutionRoleArn"  # a key of the step itself (emr_step.py:53, emr_serverless_step.py)
    elif step_type == "Training" and "HyperParameterTuning" in place:
        assert is_in_the_api("Tuning", f"TrainingJobDefinition.{place}")
    else:
        assert is_in_the_api(step_type, place)


def test_a_policy_is_off_by_itself_and_stands_after_the_rules_of_the_family() -> None:
    assert [rule.code for rule in policies()] == sorted(policy_codes().values())
    for rule in policies():
        assert rule.needs_options()
        assert "SMP552" <= rule.code <= "SMP569"
        assert {example.language for example in rule.examples} == {"python", "json"}
