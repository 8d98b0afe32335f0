"""What the rules about SDK v3's loops, cleanups and triggers leave alone: SMP313 to SMP317."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.model import Dependency, Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    Index,
    Join,
    ListValue,
    Literal,
    Member,
    OtherReference,
    ParameterReference,
    Record,
    StepReference,
    Unknown,
    Value,
)
from pipelint.rules.registry import all_rules

RULES = {rule.code: rule for rule in all_rules()}


def found(code: str, *steps: Step, **rest: object) -> list[tuple[str, Severity | None]]:
    return [(report.message, report.severity) for report in RULES[code]().check(Pipeline(steps, **rest))]


def uses(name: str, *values: Value, **rest: object) -> Step:
    return Step(name, "Lambda", arguments=Record({"values": ListValue(values)}), **rest)


def loop(*body: Step, complete: bool = True, **arguments: Value) -> Step:
    return Step("Loop", "ForEach", arguments=Record(arguments), body=body, children_complete=complete)


def other(text: str) -> OtherReference:
    return OtherReference(text)


EACH = Step("Each", "Training")


@pytest.mark.parametrize("text", ["ForEach.CurrentItem", "ForEach.CurrentItem.a", "ForEach.CurrentItem['a']"])
def test_the_current_item_belongs_in_a_body_at_any_depth(text):
    inside = uses("Inside", other(text))
    assert found("SMP313", loop(inside)) == []
    assert found("SMP313", loop(Step("Check", "Condition", if_steps=(inside,)))) == []
    assert found("SMP313", inside) == [(f'step "Inside" uses {text} but is in no body of a loop', None)]
    assert len(found("SMP313", loop(EACH, IterableItems=other(text)))) == 1


@pytest.mark.parametrize("text", ["ForEach.CurrentItems", "ForEach.Index", "Something.Else", "IterationOutput"])
def test_references_of_unknown_form_are_not_judged(text):
    assert found("SMP313", uses("A", other(text))) == []


@pytest.mark.parametrize(
    "field", [Unknown("why"), other("IterationOutput.Each.Status"), other("IterationOutput.Each['a']")]
)
def test_selectors_that_may_be_right(field):
    selector = Record({"Pick": Literal("MinBy"), "Field": field})
    assert found("SMP313", loop(EACH, Selector=selector)) == []


def test_a_body_that_is_not_known_as_a_whole_may_have_any_step():
    selector = Record({"Pick": ParameterReference("Pick"), "Field": other("IterationOutput.Else.Status")})
    assert len(found("SMP313", loop(EACH, Selector=selector))) == 1
    assert found("SMP313", loop(EACH, complete=False, Selector=selector)) == []
    outputs = StepReference("Loop", (Member("IterationOutputs"), Index(0), Member("Else")))
    assert len(found("SMP314", loop(EACH), uses("A", outputs))) == 1
    assert found("SMP314", loop(EACH, complete=False), uses("A", outputs)) == []


def test_the_outputs_of_an_iteration_and_of_the_selection():
    first = StepReference("Loop", (Member("IterationOutputs"), Index(0), Member("Each"), Member("TrainingJobName")))
    status, selected = StepReference("Loop", (Member("Status"),)), StepReference("Loop", (Member("Selected"),))
    assert found("SMP314", loop(EACH), uses("A", first, status)) == []
    assert found("SMP314", loop(EACH), uses("A", selected)) == [
        ('step "A" reads Selected of loop "Loop", which has no selector', None)
    ]
    assert found("SMP314", loop(EACH, Selector=Unknown("why")), uses("A", selected)) == []
    unsure = replace(loop(EACH), arguments=Record({}, complete=False))
    assert found("SMP314", unsure, uses("A", selected)) == []
    bare = StepReference("Loop", (Member("IterationOutputs"),))
    assert len(found("SMP314", loop(EACH), uses("A", bare))) == 1


def test_steps_of_one_body_may_wait_for_each_other():
    next_one = Step("Next", "Training", depends_on=(Dependency("Each"),))
    assert found("SMP314", loop(EACH, next_one)) == []
    ((_, severity),) = found("SMP314", loop(EACH), next_one)
    assert severity is Severity.WARNING


def test_a_loop_that_waits_for_its_body_is_a_cycle_and_no_more():
    assert found("SMP314", loop(EACH, IterableItems=StepReference("Each"))) == []


@pytest.mark.parametrize(
    ("value", "count"),
    [(1, 0), (50, 0), (0, 1), (51, 1), (True, 1), (2.5, 1), ("2", 1), (None, 1)],
)
def test_how_many_run_at_once(value, count):
    assert len(found("SMP315", loop(EACH, MaxConcurrency=Literal(value)))) == count


def test_concurrency_that_is_no_literal_is_not_judged():
    assert found("SMP315", loop(EACH, MaxConcurrency=ParameterReference("N"))) == []


@pytest.mark.parametrize(
    ("items", "count"),
    [
        (ListValue((Literal("a"),) * 100), 0),
        (ListValue((Literal("a"),) * 101), 1),
        (ListValue((Literal("a"),) * 101, complete=False), 1),
        (ListValue(()), 1),
        (ListValue((), complete=False), 0),
        (ListValue((ParameterReference("A"), Literal(1), Literal(True), Unknown("why"))), 0),
        (ListValue((Literal(None), Record({}), ListValue(()))), 3),
        (ParameterReference("Items"), 0),
        (Literal('["a"]'), 0),
    ],
)
def test_the_items(items, count):
    assert len(found("SMP315", loop(EACH, IterableItems=items))) == count


def test_a_body_without_steps_is_an_error_only_if_it_is_known():
    assert found("SMP315", loop()) == [('loop "Loop" has no steps in its body', None)]
    assert found("SMP315", loop(complete=False)) == []


@pytest.mark.parametrize("name", ["Each-", "Each-a", "Each0", "Other-0", "Each-0-b"])
def test_only_the_names_of_iterations_collide(name):
    assert found("SMP315", loop(EACH), Step(name, "Training")) == []
    assert len(found("SMP315", loop(EACH), Step("Each-12", "Training"))) == 1


def cleanup(*sources: Value, **rest: object) -> Step:
    return Step("Clean", "Cleanup", arguments=Record({"Resources": Record({"S3": ListValue(sources)})}), **rest)


def source(name: Value | str, **rest: Value) -> Record:
    return Record({"StepName": Literal(name) if isinstance(name, str) else name, **rest})


AFTER = {"depends_on": (Dependency("Each", "Any"),)}


def test_sources_that_may_be_right():
    assert found("SMP316", EACH, cleanup(source("Each"), **AFTER)) == []
    assert found("SMP316", EACH, cleanup(source(Unknown("why")), Unknown("why"))) == []
    assert found("SMP316", Step("Each", "AddedNextMonth"), cleanup(source("Each"), **AFTER)) == []
    assert found("SMP316", cleanup(source("Each")), steps_complete=False) == []
    assert found("SMP316", EACH, cleanup(source("Each"), depends_on_complete=False)) == []


def test_waiting_over_another_step_is_waiting():
    between = Step("Between", "Model", depends_on=(Dependency("Each"),))
    assert found("SMP316", EACH, between, cleanup(source("Each"), depends_on=(Dependency("Between"),))) == []


@pytest.mark.parametrize("step_type", ["Processing", "Transform"])
def test_objects_must_be_named_for_some_types(step_type):
    each = replace(EACH, type=step_type)
    ((message, severity),) = found("SMP316", each, cleanup(source("Each"), **AFTER))
    assert (
        message
        == f'step "Clean" is to delete outputs of {step_type} step "Each" without saying which: S3Uris is missing'
    )
    assert severity is Severity.WARNING
    assert found("SMP316", each, cleanup(source("Each", S3Uris=ListValue((Literal("s3://b/a"),))), **AFTER)) == []


OUTPUT = Literal("s3://b/out/")
PARAMETER = Join(Literal("/"), ListValue((Literal("s3://b"), ParameterReference("Run"))))


def writes(*uris: Value) -> Step:
    outputs = ListValue(tuple(Record({"S3Output": Record({"S3Uri": uri})}) for uri in uris))
    return Step("Each", "Processing", arguments=Record({"ProcessingOutputConfig": Record({"Outputs": outputs})}))


@pytest.mark.parametrize(
    ("each", "uri", "count"),
    [
        (writes(OUTPUT), Literal("s3://b/out/a"), 0),
        (writes(OUTPUT), Literal("s3://b/out"), 0),
        (writes(OUTPUT), Literal("s3://b/output/a"), 1),
        (writes(OUTPUT, Literal("s3://b/other")), Literal("s3://b/other/a"), 0),
        (writes(OUTPUT, Unknown("why")), Literal("s3://b/other/a"), 0),
        (writes(OUTPUT), Unknown("why"), 0),
        (writes(OUTPUT), PARAMETER, 0),
        (writes(PARAMETER), Literal("s3://b/other/a"), 0),
        (writes(PARAMETER), Literal("s3://c/other/a"), 1),
        (writes(), Literal("s3://b/a"), 0),
        (
            Step("Each", "Transform", Record({"TransformOutput": Record({"S3OutputPath": OUTPUT})})),
            Literal("s3://a"),
            1,
        ),
        (EACH, Literal("s3://b/a"), 0),
    ],
)
def test_only_an_object_that_surely_lies_elsewhere_is_reported(each, uri, count):
    messages = found("SMP316", each, cleanup(source("Each", S3Uris=ListValue((uri,))), **AFTER))
    assert [severity for _, severity in messages] == [Severity.WARNING] * count


def depends(*dependencies: tuple[str, str], reads: tuple[Value, ...] = (), **rest: object) -> Step:
    return uses("After", *reads, depends_on=tuple(Dependency(*one) for one in dependencies), **rest)


def test_a_reference_beside_any_or_completed_is_fine():
    name = StepReference("Each", (Member("TrainingJobName"),))
    for trigger in ("Any", "Completed"):
        assert found("SMP317", EACH, depends(("Each", trigger), reads=(name,))) == []
    for trigger in ("Failed", "Stopped"):
        assert len(found("SMP317", EACH, depends(("Each", trigger), reads=(name,)))) == 1
    assert found("SMP317", EACH, Step("Other", "Model"), depends(("Other", "Failed"), reads=(name,))) == []


def test_two_triggers_of_which_one_may_not_be_there_are_a_warning():
    both = (("Each", "Failed"), ("Each", "Any"))
    assert [severity for _, severity in found("SMP317", EACH, depends(*both))] == [Severity.ERROR]
    assert [severity for _, severity in found("SMP317", EACH, depends(*both, certain=False))] == [None]
    assert found("SMP317", EACH, depends(("Each", "Any"), ("Each", "Any"))) == []
