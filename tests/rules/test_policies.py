"""What policies share: where they look, what is known of it, and that the unknown is passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.model import Pipeline
from pipelint.pipeline.service.shapes import shape
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.rules.policies import places
from pipelint.rules.policies.samples import DEFINITION
from pipelint.rules.registry import policies, policy, policy_codes
from tests.pipeline.generated_definitions import anything
from tools import build_policies

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


def test_the_page_lists_all_policies_with_their_options() -> None:
    text = build_policies.PAGE.read_text(encoding="utf-8")
    assert build_policies.page(text) == text, "run python -m tools.build_policies"


def definition(**arguments: object) -> Pipeline:
    text = {"Version": "2020-12-01", "Steps": [{"Name": "Train", "Type": "Training", "Arguments": arguments}]}
    return read_definition(text)


def said(name: str, pipeline: Pipeline, **options: object) -> list[str]:
    return [report.message for report in policy(name)(options).check(pipeline)]


NO_KEY = 'step "Train" has no key for its volumes (ResourceConfig.VolumeKmsKeyId)'


@pytest.mark.parametrize(
    ("instance_type", "expected"),
    [
        ("ml.m5.large", [NO_KEY]),
        ("ml.c5n.large", [NO_KEY]),
        ("ml.p3.2xlarge", [NO_KEY]),
        ("ml.m5d.large", []),
        ("ml.g4dn.xlarge", []),
        ("ml.g5.xlarge", []),
        ("ml.p4d.24xlarge", []),
        ("ml.trn1.2xlarge", []),
        ("local", []),
        ({"Get": "Parameters.Elsewhere"}, []),
    ],
)
def test_a_volume_lacks_a_key_only_where_its_instance_takes_one(instance_type: object, expected: list[str]) -> None:
    pipeline = definition(ResourceConfig={"InstanceType": instance_type}, OutputDataConfig={"KmsKeyId": "k"})
    assert said("kms-key", pipeline) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ['step "Train" has no network isolation (EnableNetworkIsolation)']),
        ({"EnableNetworkIsolation": None}, ['step "Train" has no network isolation (EnableNetworkIsolation)']),
        ({"EnableNetworkIsolation": False}, ['network isolation of step "Train" is false']),
        ({"EnableNetworkIsolation": True}, []),
        ({"EnableNetworkIsolation": {"Get": "Parameters.Elsewhere"}}, []),
        ({"EnableNetworkIsolation": {"Get": "Steps.Ask.OutputParameters['isolated']"}}, []),
    ],
)
def test_a_switch_is_off_where_it_is_not_there_but_not_where_it_is_unknown(
    arguments: dict[str, object], expected: list[str]
) -> None:
    assert said("network-isolation", definition(**arguments)) == expected


def test_a_parameter_is_judged_by_its_default_and_by_what_it_allows() -> None:
    count = {"ResourceConfig": {"InstanceCount": {"Get": "Parameters.N"}}}
    text = {
        "Version": "2020-12-01",
        "Parameters": [{"Name": "N", "Type": "Integer", "DefaultValue": 1, "EnumValues": [1, 2, 30]}],
        "Steps": [{"Name": name, "Type": "Training", "Arguments": count} for name in ("A", "B")],
    }
    assert said("instance-count", read_definition(text), maximum=4) == [
        'instance count 30, a legal value of parameter "N", of steps "A" and "B" is more than the 4 that are allowed'
    ]


@pytest.mark.parametrize(
    ("image", "allowed", "is_fine"),
    [
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1", "111122223333", True),
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1", "*.dkr.ecr.eu-west-1.amazonaws.com", True),
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/a:1", "*.dkr.ecr.eu-west-1.amazonaws.com/a:*", True),
        ("111122223333.dkr.ecr.eu-west-1.amazonaws.com/b:1", "*.dkr.ecr.eu-west-1.amazonaws.com/a:*", False),
        ("evil.example/111122223333", "111122223333", False),
        ("1111222233334.dkr.ecr/a", "111122223333", False),
    ],
)
def test_images_are_allowed_by_account_registry_or_name(image: str, allowed: str, is_fine: bool) -> None:
    pipeline = definition(AlgorithmSpecification={"TrainingImage": image})
    assert (said("allowed-images", pipeline, images=[allowed]) == []) is is_fine


@pytest.mark.parametrize(
    ("uri", "location", "is_fine"),
    [
        ("s3://team-a/models", "s3://team-a", True),
        ("s3://team-a/models", "s3://team-*", True),
        ("s3://team-a", "s3://team-a/", True),
        ("s3://team-ab/models", "s3://team-a", False),
        ("s3://team-a/models/x", "s3://team-a/models/", True),
        ("s3://team-a/models", "s3://team-a/models/", True),
        ("s3://team-a/modelsx", "s3://team-a/models/", False),
        (["s3://team-a/mo", {"Get": "Execution.PipelineName"}], "s3://team-a/models/", True),
        (["s3://team-a/x", {"Get": "Execution.PipelineName"}], "s3://team-a/models/", False),
        (["s3://team", {"Get": "Execution.PipelineName"}], "s3://other", True),
        ([{"Get": "Parameters.Elsewhere"}, "/x"], "s3://other", True),
        ("not-s3", "s3://other", True),
    ],
)
def test_a_place_is_judged_as_far_as_it_is_known(uri: object, location: str, is_fine: bool) -> None:
    value = {"Std:Join": {"On": "", "Values": uri}} if isinstance(uri, list) else uri
    pipeline = definition(OutputDataConfig={"S3OutputPath": value})
    assert (said("allowed-locations", pipeline, locations=[location]) == []) is is_fine


def test_the_defaults_of_the_sdk_may_fill_in_what_the_source_leaves_out() -> None:
    (bad, *_) = [one for one in policy("vpc").examples if one.language == "python" and one.expected]
    for sdk_defaults, expected in ((False, ["SMP554"]), (True, [])):
        options = {"vpc": {"sdk-defaults": sdk_defaults}}
        result = check([], Settings((Choice(select=("SMP554",)),), options=options), ("p.py", bad.content.encode()))
        assert [finding.code for finding in result.findings] == expected
    assert said("vpc", definition(), **{"sdk-defaults": True}) == ['step "Train" has no VPC (VpcConfig)']


def test_repacking_jobs_are_not_asked_to_run_on_spot_instances() -> None:
    step = {"Name": "R", "Type": "Training", "Description": "Trains", "Arguments": {}}
    lacks = ['step "R" has no spot instances (EnableManagedSpotTraining)']
    assert said("spot-training", read_definition({"Steps": [step]})) == lacks
    step["Description"] = "Used to repack a model with customer scripts for a register/create model step"
    assert said("spot-training", read_definition({"Steps": [step]})) == []


def places_in(content: object, before: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Yield the way to everything in ``content``."""
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, item in items:
        yield (*before, key)
        yield from places_in(item, (*before, key))


SAMPLE = json.loads(DEFINITION)
WAYS = [way for way in places_in(SAMPLE["Steps"]) if len(way) > 2]


@given(st.sampled_from(sorted(policy_codes())), st.sampled_from(WAYS), anything)
def test_no_policy_fails_on_what_is_odd(name: str, way: tuple[object, ...], odd: object) -> None:
    content = json.loads(DEFINITION)
    here = content["Steps"]
    for key in way[:-1]:
        here = here[key]
    here[way[-1]] = odd
    rule = policy(name)
    options = next(example.options for example in rule.examples)
    for report in rule(options).check(read_definition(content)):
        assert report.at is not None
