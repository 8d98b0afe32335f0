from __future__ import annotations

import pytest

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.values import ListValue, Literal, Origin, ParameterReference, Record
from pipelint.rules.smp501_hard_coded_instance_type import HardCodedInstanceType


def found(*steps: Step) -> list[tuple[str, str | None, object]]:
    reports = HardCodedInstanceType().check(Pipeline(steps))
    return [(report.message, report.step, report.at.place if report.at else None) for report in reports]


def step(name: str, value: object, key: str = "InstanceType", place: object = 1) -> Step:
    literal = Literal(value, Origin("p.py", place))
    return Step(name, "Training", arguments=Record({"ResourceConfig": Record({key: literal})}))


@pytest.mark.parametrize("value", ["ml.m5.xlarge", "ml.p4d.24xlarge", "ml.c6gd.metal-48xl", "ml.u-6tb1.56xlarge"])
def test_instance_types_are_known_by_their_form(value):
    assert found(step("A", value)) == [(f'instance type "{value}" is hard-coded in step "A"', "A", 1)]


@pytest.mark.parametrize("value", ["local", "local_gpu", "ml.local", "ml.local_gpu", "", None, 5, "m5.xlarge"])
def test_local_machines_and_other_values_are_none(value):
    assert found(step("A", value)) == []


def test_a_slot_is_any_key_that_ends_in_instance_type():
    assert len(found(step("A", "ml.m5.large", "MasterInstanceType"))) == 1
    assert found(step("A", "ml.m5.large", "SupportedTransformInstanceTypes")) == []


def test_parameters_and_capabilities_are_fine():
    supported = Record({"SupportedRealtimeInferenceInstanceTypes": ListValue((Literal("ml.m5.large"),))})
    chosen = Record({"InstanceType": ParameterReference("InstanceType")})
    arguments = Record({"InferenceSpecification": supported, "ResourceConfig": chosen})
    assert found(Step("A", "RegisterModel", arguments=arguments)) == []


def test_one_place_used_by_several_steps_is_one_finding_that_names_them():
    steps = [step(name, "ml.m5.large") for name in ("A", "B", "C")]
    assert found(*steps, step("D", "ml.m5.large", place=2)) == [
        ('instance type "ml.m5.large" is hard-coded in steps "A", "B" and "C"', None, 1),
        ('instance type "ml.m5.large" is hard-coded in step "D"', "D", 2),
    ]
