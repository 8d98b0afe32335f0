from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.graph import Edge, cycles, edges
from pipelint.pipeline.model import (
    Comparison,
    Dependency,
    Disjunction,
    Membership,
    Negation,
    Pipeline,
    PropertyFile,
    Step,
)
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    Index,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    Origin,
    PropertyFileReference,
    Record,
    StepReference,
)


def reading(*names: str) -> Record:
    return Record({"Inputs": ListValue(tuple(StepReference(name, (Member("Arn"),)) for name in names))})


def waiting(name: str, *others: str) -> Step:
    return Step(name, "Training", depends_on=tuple(map(Dependency, others)))


def names(cycle: tuple[Edge, ...]) -> list[str]:
    return [edge.target for edge in cycle]


def test_a_reference_makes_an_edge_that_knows_what_is_read_and_where():
    origin = Origin("pipeline.py", 7)
    path = (Member("Outputs"), Key("train"), Index(0), Member("S3Uri"))
    steps = (Step("A", "Processing"), Step("B", "Training", arguments=Record({"X": StepReference("A", path, origin)})))
    (edge,) = edges(Pipeline(steps))
    assert edge == Edge("A", "B", "data", path="Outputs['train'][0].S3Uri")
    assert edge.origin == origin


def test_references_are_found_however_deep_and_wherever_they_stand():
    reference = StepReference("A", (Member("Arn"),))
    inside_join = Join(Literal("/"), ListValue((Literal("s3:/"), reference)))
    on_s3 = JsonGet(inside_join, Literal("a.b"))
    one = Literal(1)
    deep = Disjunction((Negation(Membership(one, ListValue((one, reference)))),))
    edge = Edge("A", "B", "data", path="Arn")
    for step in (
        Step("B", "Training", arguments=Record({"X": ListValue((Record({"Y": inside_join}),))})),
        Step("B", "Lambda", attributes=Record({"FunctionArn": reference})),
        Step("B", "Condition", conditions=(Comparison("Equals", on_s3, one),)),
        Step("B", "Condition", conditions=(deep,)),
        Step("B", None, unplaced=(reference,)),
        Step("B", "Processing", property_files=(PropertyFile(Literal("f"), Literal("o"), reference),)),
    ):
        assert edges(Pipeline((Step("A", "Training"), step))) == (edge,)


def test_a_property_file_is_waited_for():
    get = JsonGet(PropertyFileReference("Evaluate", "Report"), Literal("mse"))
    check = Step("Check", "Condition", conditions=(Comparison("LessThan", get, Literal(6)),))
    assert edges(Pipeline((Step("Evaluate", "Processing"), check))) == (
        Edge("Evaluate", "Check", "property_file", path="Report"),
    )


def test_branches_and_bodies_wait_for_their_parent():
    inside = Origin("pipeline.py", "else")
    check = Step(
        "Check", "Condition", if_steps=(Step("Yes", "Model"),), else_steps=(Step("No", "Fail", origin=inside),)
    )
    loop = Step("Loop", "ForEach", body=(Step("Each", "Training"),))
    found = edges(Pipeline((check, loop)))
    assert found == (
        Edge("Check", "Yes", "branch"),
        Edge("Check", "No", "branch"),
        Edge("Loop", "Each", "body"),
    )
    assert found[1].origin == inside


def test_a_step_that_does_not_exist_makes_no_edge():
    unknown = JsonGet(PropertyFileReference(None, None), Literal("a"))
    steps = (
        Step("A", "Training", arguments=reading("Nowhere"), depends_on=(Dependency("Nobody"),), unplaced=(unknown,)),
    )
    assert edges(Pipeline(steps)) == ()


def test_a_cycle_starts_at_its_first_step_and_each_step_waits_for_the_next():
    evaluate = Step("Evaluate", "Processing", arguments=reading("Train"))
    pipeline = Pipeline((waiting("Prepare"), waiting("Train", "Prepare", "Evaluate"), evaluate))
    assert cycles(pipeline) == (
        (Edge("Evaluate", "Train", "depends_on"), Edge("Train", "Evaluate", "data", path="Arn")),
    )


def test_a_step_that_waits_for_itself_is_a_cycle():
    assert cycles(Pipeline((waiting("A", "A"),))) == ((Edge("A", "A", "depends_on"),),)


def test_a_condition_that_reads_a_step_of_its_own_branch_is_a_cycle():
    condition = Comparison("Equals", StepReference("Inside", (Member("ModelArn"),)), Literal("x"))
    check = Step("Check", "Condition", conditions=(condition,), if_steps=(Step("Inside", "Model"),))
    assert cycles(Pipeline((check,))) == (
        (Edge("Inside", "Check", "data", path="ModelArn"), Edge("Check", "Inside", "branch")),
    )


def test_a_branch_may_read_the_outcome_of_its_own_condition():
    inside = Step("Inside", "Lambda", arguments=Record({"x": StepReference("Check", (Member("Outcome"),))}))
    assert cycles(Pipeline((Step("Check", "Condition", if_steps=(inside,)),))) == ()


def test_each_group_gives_its_shortest_cycle_through_its_first_step():
    steps = (
        waiting("A", "B", "C"),
        waiting("B", "C"),
        waiting("C", "A"),
        waiting("D"),
        waiting("E", "F"),
        waiting("F", "E"),
    )
    assert [names(cycle) for cycle in cycles(Pipeline(steps))] == [["A", "C"], ["E", "F"]]


def test_ten_thousand_steps_in_a_chain_and_in_a_ring():
    chain = [waiting("S0"), *(waiting(f"S{n}", f"S{n - 1}") for n in range(1, 10_000))]
    assert cycles(Pipeline(tuple(chain))) == ()
    (ring,) = cycles(Pipeline((waiting("S0", "S9999"), *chain[1:])))
    assert names(ring) == ["S0", *(f"S{n}" for n in range(9_999, 0, -1))]


@st.composite
def pipelines(draw: st.DrawFn) -> Pipeline:
    """Steps of which some stand in the branch of another, waiting for each other in any way."""
    size = draw(st.integers(1, 9))
    others = st.lists(st.integers(0, size - 1).map(str), max_size=3)
    flat = [
        Step(
            str(number),
            "Condition",
            arguments=reading(*draw(others)),
            depends_on=tuple(map(Dependency, draw(others))),
        )
        for number in range(size)
    ]
    inside = draw(st.integers(0, size - 1))
    first = replace(flat[0], else_steps=tuple(flat[1 : inside + 1]))
    return Pipeline((first, *flat[inside + 1 :]))


@given(pipelines())
def test_there_is_a_cycle_exactly_when_there_is_no_order(pipeline):
    waits: dict[str, set[str]] = {step.name: set() for step in pipeline.all_steps()}
    for edge in edges(pipeline):
        waits[edge.target].add(edge.source)
    try:
        list(TopologicalSorter(waits).static_order())
    except CycleError:
        assert cycles(pipeline)
    else:
        assert cycles(pipeline) == ()


@given(pipelines())
def test_every_cycle_closes_visits_no_step_twice_and_shares_none_with_another(pipeline):
    order = [step.name for step in pipeline.all_steps()]
    visited: list[str] = []
    for cycle in cycles(pipeline):
        assert [edge.source for edge in cycle] == [*names(cycle)[1:], cycle[0].target]
        assert set(cycle) <= set(edges(pipeline))
        assert order.index(cycle[0].target) == min(order.index(name) for name in names(cycle))
        visited += names(cycle)
    assert len(visited) == len(set(visited))


@given(pipelines())
def test_a_pipeline_without_the_waits_of_its_cycles_ends_up_without_a_cycle(pipeline):
    """Breaking one edge of each reported cycle, again and again, leads to a pipeline that can run."""
    waits = [(edge.target, edge.source) for edge in edges(pipeline)]
    order = [step.name for step in pipeline.all_steps()]
    for _ in range(len(waits) + 1):
        flat = tuple(waiting(name, *(source for target, source in waits if target == name)) for name in order)
        found = cycles(Pipeline(flat))
        if not found:
            break
        for cycle in found:
            waits = [wait for wait in waits if wait != (cycle[0].target, cycle[0].source)]
    assert cycles(Pipeline(flat)) == ()
