"""What became of each step: added, removed, renamed, moved, rewired, and what it waits for."""

from __future__ import annotations

from typing import Any

from pipelint.changes.changes import Rewiring, StepChange, WaitChange
from tests.changes.samples import compared, edited, fields, kinds
from tests.harness.harness_samples import (
    abalone,
    condition,
    definition,
    for_each,
    get,
    json_get,
    lambda_,
    output_uri,
    processing,
    step,
    training,
)

TEST, TRAIN = 'input "test"', 'channel "train"'


def replaced(content: Any, old: str, new: str) -> Any:
    """Return ``content`` with the text ``old`` replaced wherever it stands."""
    if isinstance(content, dict):
        return {key: replaced(value, old, new) for key, value in content.items()}
    if isinstance(content, list):
        return [replaced(item, old, new) for item in content]
    return content.replace(old, new) if isinstance(content, str) else content


def test_nothing_differs_from_itself() -> None:
    changes = compared(abalone(), abalone())
    assert not changes
    assert changes.caches == ()
    assert changes.not_compared == 0


def test_steps_that_come_and_go_say_where() -> None:
    new = edited(abalone(), lambda content: content["Steps"][3]["Arguments"]["ElseSteps"].append(lambda_("Log")))
    assert compared(abalone(), new).steps == (
        StepChange("added", "Log", "Lambda", 'the else branch of "CheckAccuracy"'),
    )
    assert compared(new, abalone()).steps == (
        StepChange("removed", "Log", "Lambda", 'the else branch of "CheckAccuracy"'),
    )


def test_a_rename_is_told_where_all_else_is_as_it_was() -> None:
    new = replaced(abalone(), "TrainModel", "FitModel")
    assert compared(abalone(), new).steps == (StepChange("changed", "FitModel", "Training", old_name="TrainModel"),)
    new = edited(new, lambda content: content["Steps"][1]["Arguments"].update(RoleArn="r"))
    assert kinds(compared(abalone(), new)) == [
        ("added", "FitModel"),
        ("changed", "EvaluateModel"),
        ("changed", "RegisterModel"),
        ("removed", "TrainModel"),
    ]


def test_steps_that_read_each_other_are_renamed_together() -> None:
    names = ("PreprocessData", "TrainModel", "EvaluateModel", "CheckAccuracy", "NotifyTeam")
    new = abalone()
    for name in names:
        new = replaced(replaced(new, name, f"My{name}"), f"s3://bucket/My{name}", f"s3://bucket/{name}")
    changes = compared(abalone(), new)
    assert [(one.kind, one.name, one.old_name) for one in changes.steps] == [
        ("changed", f"My{name}", name) for name in names
    ]
    assert fields(changes) == []


def test_of_steps_that_are_alike_the_first_is_the_first() -> None:
    old = definition(training("A"), training("B"))
    new = definition(training("C"), training("D"), training("E"))
    assert [(one.kind, one.name, one.old_name) for one in compared(old, new).steps] == [
        ("changed", "C", "A"),
        ("changed", "D", "B"),
        ("added", "E", None),
    ]


def test_a_step_that_stands_elsewhere_moved() -> None:
    def edit(content: dict[str, Any]) -> None:
        branches = content["Steps"][3]["Arguments"]
        content["Steps"].append(branches["IfSteps"].pop())
        branches["IfSteps"].append(branches["ElseSteps"].pop())

    changes = compared(abalone(), edited(abalone(), edit))
    assert changes.steps == (
        StepChange(
            "changed",
            "NotifyTeam",
            "Lambda",
            'the if branch of "CheckAccuracy"',
            old_place='the else branch of "CheckAccuracy"',
        ),
        StepChange("changed", "RegisterModel", "RegisterModel", old_place='the if branch of "CheckAccuracy"'),
    )


def test_a_step_that_is_in_a_loop_moved_into_its_body() -> None:
    old = definition(for_each("Loop", ["a"]), training("Train"))
    new = definition(for_each("Loop", ["a"], training("Train")))
    (change,) = compared(old, new).steps
    assert (change.name, change.old_place, change.place) == ("Train", "", 'the body of "Loop"')


def test_where_the_steps_stand_in_their_list_means_nothing() -> None:
    assert not compared(abalone(), edited(abalone(), lambda content: content["Steps"].reverse()))


def test_a_wire_from_another_output_is_rewired() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["Steps"][1]["Arguments"]["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"] = output_uri(
            "PreprocessData", "test"
        )

    (change,) = compared(abalone(), edited(abalone(), edit)).steps
    assert change.rewired == (Rewiring(TRAIN, ('PreprocessData: output "train"',), ('PreprocessData: output "test"',)),)
    assert change.waits == ()


def test_a_wire_from_outside_is_rewired_and_waits_no_longer() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["Steps"][1]["Arguments"]["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"] = "s3://b/train"

    (change,) = compared(abalone(), edited(abalone(), edit)).steps
    assert change.rewired == (Rewiring(TRAIN, ('PreprocessData: output "train"',), ("s3://b/train",)),)
    assert change.waits == (WaitChange("PreprocessData", "data", "reads it", None),)


def test_another_json_path_is_rewired() -> None:
    old = definition(
        processing("Check", outputs=("o",), property_files={"R": "o"}),
        lambda_("Tell", {"x": json_get("Check", "R", "a.b")}),
    )
    new = replaced(old, "a.b", "a.c")
    (change,) = compared(old, new).steps
    assert change.rewired == (
        Rewiring('input "x"', ('Check: property file "R" a.b',), ('Check: property file "R" a.c',)),
    )


def test_a_wire_by_a_fixed_place_is_lost_with_the_place() -> None:
    old = definition(
        processing("A", outputs=("o",)), processing("B", outputs=(), inputs={"in": "s3://bucket/A/o"}, depends_on=["A"])
    )
    new = edited(
        old,
        lambda content: content["Steps"][0]["Arguments"]["ProcessingOutputConfig"]["Outputs"][0]["S3Output"].update(
            S3Uri="s3://bucket/elsewhere"
        ),
    )
    changes = compared(old, new)
    assert fields(changes) == [
        (
            "A",
            "ProcessingOutputConfig.Outputs['o'].S3Output.S3Uri",
            '"s3://bucket/A/o"',
            '"s3://bucket/elsewhere"',
        )
    ]
    assert changes.steps[1].rewired == (Rewiring('input "in"', ('A: output "o"',), ("s3://bucket/A/o",)),)


def test_waits_come_go_and_have_triggers() -> None:
    old = definition(training("A"), training("B"), lambda_("C", depends_on=["A", {"Step": "B", "Trigger": "Failed"}]))
    new = definition(training("A"), training("B"), lambda_("C", depends_on=[{"Step": "B", "Trigger": "Any"}]))
    (change,) = compared(old, new).steps
    assert change.waits == (
        WaitChange("B", "depends_on", "Failed", "Any"),
        WaitChange("A", "depends_on", "Completed", None),
    )


def test_conditions_have_no_order() -> None:
    less, more, equal = (
        {"Type": kind, "LeftValue": get("Parameters.N"), "RightValue": 3}
        for kind in ("LessThan", "GreaterThan", "Equals")
    )
    old = definition(condition("C", [less, more]))
    assert not compared(old, definition(condition("C", [more, less])))
    assert fields(compared(old, definition(condition("C", [more, equal, less])))) == [
        ("C", "Conditions", None, "Parameters.N Equals 3"),
    ]
    assert fields(compared(old, definition(condition("C", [equal, less])))) == [
        ("C", "Conditions", "Parameters.N GreaterThan 3", "Parameters.N Equals 3"),
    ]


def test_another_type_under_the_same_name_is_a_field() -> None:
    (found,) = fields(compared(definition(step("A", "Processing")), definition(step("A", "NewKind"))))
    assert found == ("A", "Type", '"Processing"', '"NewKind"')


def test_two_steps_of_one_name_are_compared_in_order() -> None:
    old = definition(training("A", RoleArn="1"), training("A", RoleArn="2"))
    new = definition(training("A", RoleArn="1"), training("A", RoleArn="3"))
    assert fields(compared(old, new)) == [("A", "RoleArn", '"2"', '"3"')]
    assert kinds(compared(old, definition(training("A", RoleArn="1")))) == [("removed", "A")]


def test_steps_that_wait_in_a_circle_are_compared() -> None:
    old = definition(training("A", depends_on=["B"]), training("B", depends_on=["A"]))
    new = replaced(replaced(old, "A", "C"), "B", "D")
    assert sorted(kinds(compared(old, new))) == [("added", "C"), ("added", "D"), ("removed", "A"), ("removed", "B")]
