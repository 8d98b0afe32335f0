"""Which steps lose their cache, and why: by the keys that AWS documents, and by what is read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.changes.samples import CACHE, caches, compared, edited
from tests.harness.harness_samples import (
    condition,
    definition,
    for_each,
    get,
    join,
    json_get,
    lambda_,
    output_uri,
    parameter,
    processing,
    step,
    training,
)

MODEL = get("Steps.Train.ModelArtifacts.S3ModelArtifacts")


def cached(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "CacheConfig": CACHE}


def chain(place: object = "s3://bucket/Prepare/o", **arguments: object) -> dict[str, Any]:
    """Prepare, train, evaluate; all of them cached. ``place`` is where the first writes, the rest its arguments."""
    prepare = processing("Prepare", outputs=("o",), **arguments)
    prepare["Arguments"]["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["S3Uri"] = place
    return definition(
        cached(prepare),
        cached(training("Train", output_uri("Prepare", "o"))),
        cached(processing("Evaluate", outputs=("o",), inputs={"model": MODEL})),
    )


ELSEWHERE = join("s3://bucket", get("Execution.PipelineExecutionId"), on="/")


@pytest.mark.parametrize(
    ("kind", "old", "new", "outcome"),
    [
        ("Processing", {"Environment": {"A": "1"}}, {"Environment": {"A": "2"}}, "lost"),
        ("Processing", {}, {"AppSpecification": {"ImageUri": "i"}}, "lost"),
        ("Processing", {"RoleArn": "a"}, {"RoleArn": "b"}, "kept"),
        ("Training", {"HyperParameters": {"depth": "1"}}, {"HyperParameters": {"depth": "2"}}, "lost"),
        ("Training", {"ResourceConfig": {"InstanceCount": 1}}, {"ResourceConfig": {"InstanceCount": 2}}, "kept"),
        (
            "Tuning",
            {"TrainingJobDefinition": {"StaticHyperParameters": {"a": "1"}}},
            {"TrainingJobDefinition": {"StaticHyperParameters": {"a": "2"}}},
            "lost",
        ),
        (
            "Tuning",
            {"TrainingJobDefinition": {"RoleArn": "a"}},
            {"TrainingJobDefinition": {"RoleArn": "b"}},
            "kept",
        ),
        ("Transform", {"ModelName": "a"}, {"ModelName": "b"}, "lost"),
        ("EMR", {"StepConfig": {"Jar": "a"}}, {"StepConfig": {"Jar": "b"}}, "lost"),
        ("QualityCheck", {"Environment": {"A": "1"}}, {"Environment": {"A": "2"}}, "perhaps lost"),
        ("Lambda", {"x": "1"}, {"x": "2"}, "perhaps lost"),
        ("NewKind", {"x": "1"}, {"x": "2"}, "perhaps lost"),
    ],
)
def test_the_key_of_each_type_decides(kind: str, old: dict[str, Any], new: dict[str, Any], outcome: str) -> None:
    before, after = (definition(cached(step("A", kind, arguments))) for arguments in (old, new))
    assert {name: one for name, (one, _) in caches(compared(before, after)).items()} == {"A": outcome}
    plain = (definition(step("A", kind, arguments)) for arguments in (old, new))
    assert caches(compared(*plain)) == {}


def test_it_is_told_which_field_it_was_and_which_does_not_count() -> None:
    before = definition(cached(processing("A", Environment={"A": "1", "B": "1"}, RoleArn="a")))
    after = definition(cached(processing("A", Environment={"A": "2"}, RoleArn="b")))
    assert caches(compared(before, after)) == {"A": ("lost", ["Environment.A changed", "Environment.B changed"])}
    after = definition(cached(processing("A", Environment={"A": "1", "B": "1"}, RoleArn="b")))
    assert caches(compared(before, after)) == {"A": ("kept", ["RoleArn"])}


def test_fields_of_the_step_itself_are_in_the_key_of_a_check() -> None:
    before, after = (
        definition(cached(step("A", "ClarifyCheck", SkipCheck=skip, CheckType="t"))) for skip in (True, False)
    )
    assert caches(compared(before, after)) == {"A": ("lost", ["SkipCheck changed"])}


def test_a_type_that_has_no_cache_loses_none() -> None:
    before, after = (definition(cached(step("A", "Model", {"ModelName": name}))) for name in "ab")
    assert caches(compared(before, after)) == {}


def test_what_is_read_of_a_step_that_runs_again_is_another_thing_where_its_place_is() -> None:
    old, new = chain(ELSEWHERE, Environment={"A": "1"}), chain(ELSEWHERE, Environment={"A": "2"})
    assert caches(compared(old, new)) == {
        "Prepare": ("lost", ["Environment.A changed"]),
        "Train": ("lost", ['"Prepare" runs again']),
        "Evaluate": ("lost", ['"Train" runs again']),
    }


def test_a_fixed_place_is_the_same_whoever_wrote_there() -> None:
    old, new = chain(Environment={"A": "1"}), chain(Environment={"A": "2"})
    assert caches(compared(old, new)) == {"Prepare": ("lost", ["Environment.A changed"])}


def test_a_place_that_changed_is_read_where_the_step_runs_again() -> None:
    old, new = chain(Environment={"A": "1"}), chain("s3://bucket/other", Environment={"A": "2"})
    field = "ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri"
    assert caches(compared(old, new)) == {
        "Prepare": ("lost", ["Environment.A changed"]),
        "Train": ("lost", [f'it reads {field} of "Prepare", which changed']),
        "Evaluate": ("lost", ['"Train" runs again']),
    }


def test_a_place_that_changed_is_not_seen_where_the_step_is_taken_from_the_cache() -> None:
    assert caches(compared(chain(), chain("s3://bucket/other"))) == {
        "Prepare": ("kept", ["ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri"]),
    }


def test_a_place_that_changed_is_seen_where_the_step_has_no_cache() -> None:
    def without(content: dict[str, Any]) -> None:
        del content["Steps"][0]["CacheConfig"]

    old, new = edited(chain(), without), edited(chain("s3://bucket/other"), without)
    assert caches(compared(old, new)) == {
        "Train": (
            "lost",
            ["it reads ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri of \"Prepare\", which changed"],
        ),
        "Evaluate": ("lost", ['"Train" runs again']),
    }


def test_what_never_was_in_the_cache_is_not_lost() -> None:
    def without(content: dict[str, Any]) -> None:
        del content["Steps"][1]["CacheConfig"]

    old, new = (edited(chain(ELSEWHERE, Environment={"A": value}), without) for value in "12")
    assert caches(compared(old, new)) == {"Prepare": ("lost", ["Environment.A changed"])}


def test_what_a_file_holds_may_be_the_same_after_all() -> None:
    def pipeline(value: str) -> dict[str, Any]:
        check = processing("Check", outputs=("o",), property_files={"R": "o"}, Environment={"A": value})
        reads = json_get("Check", "R", "n")
        return definition(cached(check), cached(training("Train", HyperParameters={"n": reads})))

    assert caches(compared(pipeline("1"), pipeline("2"))) == {
        "Check": ("lost", ["Environment.A changed"]),
        "Train": ("perhaps lost", ['"Check" runs again']),
    }


def test_another_default_counts_unless_the_execution_sets_it() -> None:
    train = cached(training("Train", get("Parameters.Data")))
    old, new = (definition(train, parameters=[parameter("Data", "String", value)]) for value in ("s3://a", "s3://b"))
    assert caches(compared(old, new)) == {
        "Train": ("perhaps lost", ['parameter "Data" has another default, unless the execution sets it']),
    }


def test_a_step_without_a_cache_hands_on_that_it_runs_with_something_else() -> None:
    def pipeline(value: str) -> dict[str, Any]:
        prepare = cached(processing("Prepare", outputs=("o",), Environment={"A": value}))
        prepare["Arguments"]["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["S3Uri"] = ELSEWHERE
        ask = lambda_("Ask", {"uri": output_uri("Prepare", "o")}, {"rows": "String"})
        rows = get("Steps.Ask.OutputParameters['rows']")
        return definition(prepare, ask, cached(training("Train", HyperParameters={"rows": rows})))

    assert caches(compared(pipeline("1"), pipeline("2"))) == {
        "Prepare": ("lost", ["Environment.A changed"]),
        "Train": ("perhaps lost", ['"Ask" runs with something else']),
    }


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"Enabled": False}, ("lost", ["its cache is turned off"])),
        (None, ("lost", ["its cache is turned off"])),
        ({"Enabled": True, "ExpireAfter": "P1D"}, ("perhaps lost", ['results expire sooner: "P30D" → "P1D"'])),
        ({"Enabled": True, "ExpireAfter": "P60D"}, None),
    ],
)
def test_the_cache_itself_may_change(config: object, expected: object) -> None:
    old = definition(cached(training("A")))
    new = edited(old, lambda content: content["Steps"][0].update(CacheConfig=config))
    if config is None:
        del new["Steps"][0]["CacheConfig"]
    assert caches(compared(old, new)) == ({"A": expected} if expected else {})


def test_a_cache_that_is_turned_on_loses_nothing() -> None:
    old = definition(training("A", HyperParameters={"a": "1"}))
    assert caches(compared(old, definition(cached(training("A", HyperParameters={"a": "2"}))))) == {}


def test_a_step_of_another_name_may_have_to_run_again() -> None:
    old, new = definition(cached(training("A"))), definition(cached(training("B")))
    assert caches(compared(old, new)) == {
        "B": ("perhaps lost", ['it was called "A", and AWS looks for earlier runs of the step']),
    }


def test_only_a_time_stamp_loses_the_cache_all_the_same() -> None:
    old, new = (
        definition(cached(processing("A", inputs={"code": f"s3://b/A-2025-01-3{day}-00-00-00-000/job.py"})))
        for day in "01"
    )
    assert caches(compared(old, new)) == {
        "A": ("lost", ["ProcessingInputs['code'].S3Input.S3Uri changed, though only a time stamp differs"]),
    }


def test_steps_in_branches_and_loops_have_caches_too() -> None:
    def pipeline(value: str) -> dict[str, Any]:
        inner = [cached(training(name, HyperParameters={"a": value})) for name in "AB"]
        return definition(condition("C", [], [inner[0]]), for_each("L", ["x"], inner[1]))

    lost = ("lost", ["HyperParameters.a changed"])
    assert caches(compared(pipeline("1"), pipeline("2"))) == {"A": lost, "B": lost}


def test_steps_that_wait_in_a_circle_are_judged_by_what_is_their_own() -> None:
    def pipeline(value: str) -> dict[str, Any]:
        first = cached(training("A", get("Steps.B.ModelArtifacts.S3ModelArtifacts"), HyperParameters={"a": value}))
        return definition(first, cached(training("B", get("Steps.A.ModelArtifacts.S3ModelArtifacts"))))

    found = caches(compared(pipeline("1"), pipeline("2")))
    assert found["A"] == ("lost", ["HyperParameters.a changed"])
