"""Which fields differ: by their paths, in the words of expressions, whatever the order where order means nothing."""

from __future__ import annotations

import pytest

from tests.changes.samples import compared, edited, fields
from tests.harness.harness_samples import definition, get, join, lambda_, parameter, processing, step, training


def arguments(old: object, new: object, key: str = "X") -> list[tuple[str, str | None, str | None]]:
    """Return what differs where the argument ``key`` of a step was the one and is the other."""
    before, after = (definition(step("A", "Processing", {key: value})) for value in (old, new))
    return [found[1:] for found in fields(compared(before, after))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (1, 2, [("X", "1", "2")]),
        ("a", "b", [("X", '"a"', '"b"')]),
        (1, True, [("X", "1", "true")]),
        (1, 1.0, [("X", "1", "1.0")]),
        (float("nan"), float("nan"), []),
        (0, "0", [("X", "0", '"0"')]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [("X.a.b", "1", "2")]),
        ({"a": 1}, {"a": 1, "b": [2]}, [("X.b", None, "[2]")]),
        ({"a": 1, "b": [2]}, {"a": 1}, [("X.b", "[2]", None)]),
        ({"a": 1}, [1], [("X", '{"a": 1}', "[1]")]),
        (["a", "b"], ["a", "c"], [("X[1]", '"b"', '"c"')]),
        (["a", "b"], ["b", "a"], [("X[0]", '"a"', '"b"'), ("X[1]", '"b"', '"a"')]),
        (["a"], ["a", "b"], [("X", '["a"]', '["a", "b"]')]),
        ([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 9}, {"a": 2}], [("X[1]", None, '{"a": 9}')]),
        ([{"a": 1}, {"a": 5}, {"a": 2}], [{"a": 1}, {"a": 2}], [("X[1]", '{"a": 5}', None)]),
        ([{"a": 1}, {"a": 5}], [{"a": 1}, {"a": 6}, {"a": 7}], [("X[1].a", "5", "6"), ("X[2]", None, '{"a": 7}')]),
        (get("Parameters.P"), get("Parameters.Q"), [("X", "Parameters.P", "Parameters.Q")]),
        (get("Parameters.P"), "p", [("X", "Parameters.P", '"p"')]),
        (
            join("s3://b/", get("Parameters.P")),
            join("s3://c/", get("Parameters.P")),
            [("X", 'Join("s3://b/", Parameters.P)', 'Join("s3://c/", Parameters.P)')],
        ),
    ],
)
def test_a_value_is_compared_as_json_has_it(old: object, new: object, expected: list[object]) -> None:
    assert arguments(old, new) == expected


def named(key: str, name: str, **values: object) -> list[dict[str, object]]:
    return [
        {key: item, **value} if isinstance(value, dict) else {key: item, name: value} for item, value in values.items()
    ]


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("ProcessingInputs", "InputName"),
        ("InputDataConfig", "ChannelName"),
        ("Tags", "Key"),
        ("MetricDefinitions", "Name"),
    ],
)
def test_items_with_names_are_compared_by_name(where: str, key: str) -> None:
    old = named(key, "Value", a="1", b="2", c="3")
    new = named(key, "Value", c="3", b="4", d="5")
    assert arguments(old, new, where) == [
        (f"{where}['a']", f'{{"{key}": "a", "Value": "1"}}', None),
        (f"{where}['b'].Value", '"2"', '"4"'),
        (f"{where}['d']", None, f'{{"{key}": "d", "Value": "5"}}'),
    ]


def test_items_of_one_name_are_compared_in_order() -> None:
    old = [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]
    assert arguments(old, [old[1], old[0]], "Tags") == [
        ("Tags[0].Value", '"1"', '"2"'),
        ("Tags[1].Value", '"2"', '"1"'),
    ]


def test_sets_have_no_order() -> None:
    vpc = {"Subnets": ["s-1", "s-2"], "SecurityGroupIds": ["g-1", "g-2"]}
    turned = {"SecurityGroupIds": ["g-2", "g-1"], "Subnets": ["s-2", "s-1"]}
    assert arguments(vpc, turned, "VpcConfig") == []
    more = {**vpc, "Subnets": ["s-2", "s-3", "s-1"]}
    assert arguments(vpc, more, "VpcConfig") == [
        ("VpcConfig.Subnets", '["s-1", "s-2"]', '["s-2", "s-3", "s-1"]'),
    ]


def test_the_arguments_of_a_container_have_an_order() -> None:
    old = {"ContainerArguments": ["--a", "1", "--b", "2"]}
    new = {"ContainerArguments": ["--b", "2", "--a", "1"]}
    assert [path for path, *_ in arguments(old, new, "AppSpecification")] == [
        f"AppSpecification.ContainerArguments[{number}]" for number in range(4)
    ]


def test_what_stands_beside_the_arguments_is_compared_too() -> None:
    old = definition(
        {
            **processing("A", outputs=("o",), property_files={"R": "o", "S": "o"}),
            "CacheConfig": {"Enabled": True, "ExpireAfter": "P1D"},
            "RetryPolicies": [{"ExceptionType": ["Step.THROTTLING", "Step.SERVICE_FAULT"], "MaxAttempts": 3}],
        },
        lambda_("L", outputs={"x": "String", "y": "String"}),
    )

    def edit(content: dict) -> None:
        first, second = content["Steps"]
        first["CacheConfig"]["ExpireAfter"] = "P2D"
        first["RetryPolicies"] = [{"MaxAttempts": 4, "ExceptionType": ["Step.SERVICE_FAULT", "Step.THROTTLING"]}]
        first["PropertyFiles"].reverse()
        first["PropertyFiles"][0]["FilePath"] = "other.json"
        second["OutputParameters"].reverse()
        second["OutputParameters"][1]["OutputType"] = "Integer"
        second["FunctionArn"] = "arn:aws:lambda:us-east-1:123456789012:function:g"

    assert fields(compared(old, edited(old, edit))) == [
        ("A", "CacheConfig.ExpireAfter", '"P1D"', '"P2D"'),
        ("A", "RetryPolicies[0].MaxAttempts", "3", "4"),
        ("A", "PropertyFiles['S'].FilePath", '"S.json"', '"other.json"'),
        (
            "L",
            "FunctionArn",
            '"arn:aws:lambda:us-east-1:123456789012:function:f"',
            '"arn:aws:lambda:us-east-1:123456789012:function:g"',
        ),
        ("L", "OutputParameters['x'].OutputType", '"String"', '"Integer"'),
    ]


def test_parameters_are_compared_by_name() -> None:
    old = definition(parameters=[parameter("P", "Integer", 1), parameter("Q", "String", "q", ["q", "r"])])
    new = definition(parameters=[parameter("R", "Float", 0.5), parameter("P", "String", "1")])
    changes = compared(old, new)
    assert [(one.kind, one.name) for one in changes.parameters] == [("added", "R"), ("changed", "P"), ("removed", "Q")]
    assert fields(changes) == [
        ("R", "Type", None, '"Float"'),
        ("R", "DefaultValue", None, "0.5"),
        ("P", "Type", '"Integer"', '"String"'),
        ("P", "DefaultValue", "1", '"1"'),
        ("Q", "Type", '"String"', None),
        ("Q", "DefaultValue", '"q"', None),
        ("Q", "EnumValues", '["q", "r"]', None),
    ]


def test_the_experiment_is_a_field_of_the_pipeline() -> None:
    old = definition(experiment={"ExperimentName": get("Execution.PipelineName")})
    new = definition(experiment={"ExperimentName": "fixed"})
    assert fields(compared(old, new)) == [
        ("pipeline", "PipelineExperimentConfig.ExperimentName", "Execution.PipelineName", '"fixed"'),
    ]


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [
        ("s3://b/job-2025-01-31-12-59-59-123/x", "s3://b/job-2025-02-01-00-00-00-001/x", ("a time stamp",)),
        ("name-250131-1259", "name-250201-0000", ("a time stamp",)),
        ("made 2025-01-31T12:59:59Z", "made 2025-02-01T00:00:00.5+01:00", ("a time stamp",)),
        ("run-1738324799", "run-1738324800", ("a time stamp",)),
        (f"s3://b/code/{'0a' * 32}/job.py", f"s3://b/code/{'1b' * 32}/job.py", ("a hash",)),
        (f"2025-01-31/{'0a' * 16}", f"2025-02-01/{'1b' * 16}", ("a time stamp", "a hash")),
        ("a-6b1f4f2e-0000-4000-8000-000000000000", "a-00000000-0000-4000-8000-6b1f4f2e0000", ("a hash",)),
        (f"s3://b/code/{'0a' * 32}/job.py", f"s3://c/code/{'1b' * 32}/job.py", ()),
        ("s3://b/2025-01-31/x", "s3://b/2025-01-31/y", ()),
        ("12", "13", ()),
        ("1512345678", "7", ()),
    ],
)
def test_it_is_told_where_only_a_time_or_a_hash_differs(old: str, new: str, only: tuple[str, ...]) -> None:
    before, after = (definition(training("A", uri)) for uri in (old, new))
    (change,) = compared(before, after).every_field()
    assert change.text == "InputDataConfig['train'].DataSource.S3DataSource.S3Uri"
    assert change.only == only


def test_depth_does_not_matter() -> None:
    old: object = 1
    new: object = 2
    for _ in range(5_000):
        old, new = [old], [new]
    assert not compared(*(definition(step(name, "Processing", {"X": old})) for name in "AA"))
    (renamed,) = compared(*(definition(step(name, "Processing", {"X": old})) for name in "AB")).steps
    assert renamed.old_name == "A"
    ((path, before, after),) = arguments(old, new)
    assert path.startswith("X[0][0]")
    assert (before.strip("[]"), after.strip("[]")) == ("1", "2")


def test_what_looks_like_a_secret_is_not_shown() -> None:
    words = [
        ("", "AKIA" + "Q3EGRIN5A7XWLZ2T", "an access key of AWS"),
        ("DbPassword", "c0rrect-h0rse-9", "a secret"),
    ]
    for name, secret, kind in words:
        old = definition(
            training("Train", Environment={name or "REGION": "west"}),
            parameters=[parameter(name or "P", "String", "p")],
        )
        new = definition(
            training("Train", Environment={name or "REGION": secret}),
            parameters=[parameter(name or "P", "String", secret)],
        )
        hidden = f"(not shown: it looks like {kind})"
        assert fields(compared(old, new)) == [
            (name or "P", "DefaultValue", '"p"', hidden),
            ("Train", f"Environment.{name or 'REGION'}", '"west"', hidden),
        ]
