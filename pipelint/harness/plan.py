"""The graph of a pipeline as a simulation needs it: who waits for whom and for which outcome, worked out once."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.harness.errors import InvalidDefinition, Unsettled
from pipelint.harness.execution import Scope
from pipelint.pipeline.graph import Edge, edges
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record, replace

Order = tuple[int, ...]
TRIGGERS = ("Completed", "Failed", "Stopped", "Any")


@record
class Instance:
    """A step as it runs: under which ``name``, and in which iteration of which loop. ``order`` is its rank."""

    name: str
    step: Step
    order: tuple[int, ...]
    scope: Scope | None = None


@record
class Wait:
    """An edge, and the outcome of its source that lets its target start: one of :data:`TRIGGERS`."""

    edge: Edge
    trigger: str = "Completed"


@record(eq=False)
class Body:
    """The body of a loop: its steps by name, and what each waits for among the others."""

    steps: Mapping[str, Step]
    waits: Mapping[str, tuple[Wait, ...]]


@record(eq=False)
class Plan:
    """A pipeline with its graph indexed.

    ``steps`` are those at the top level and in branches, in definition order, as they run: ``instances``. Those in the
    body of a loop run under other names: they stand in ``bodies``, by loop. What a body waits for outside, the loop
    waits for: no iteration could end without it. ``sources`` says how many steps each one waits for.
    """

    pipeline: Pipeline
    steps: Mapping[str, Step]
    instances: Mapping[str, Instance]
    edges: tuple[Edge, ...]
    waits: Mapping[str, tuple[Wait, ...]]
    sources: Mapping[str, int]
    waiting: Mapping[str, tuple[str, ...]]
    branch_of: Mapping[str, str]
    bodies: Mapping[str, Body]
    loop_of: Mapping[str, str]


def plan_of(pipeline: Pipeline) -> Plan:
    """Return the plan of a pipeline that :func:`~pipelint.harness.preflight.check` has found sound.

    Raises:
        InvalidDefinition: a dependency has a trigger that does not exist, or a loop waits for itself.
        Unsettled: a step outside a loop waits for one in its body.
    """
    everything = {step.name: step for step in pipeline.all_steps()}
    loop_of = {inner.name: step.name for step in everything.values() for inner in step.body}
    steps = {name: step for name, step in everything.items() if name not in loop_of}
    waits: dict[str, list[Wait]] = {name: [] for name in everything}
    outer: list[Edge] = []
    for wait in _waits(pipeline, everything):
        edge = wait.edge
        if edge.kind == "body":
            continue
        inside, reader_in = loop_of.get(edge.source), loop_of.get(edge.target)
        if inside is not None and inside != reader_in:
            raise Unsettled(_into_a_body(edge, inside))
        if reader_in is not None and inside is None:
            if edge.source == reader_in:
                raise InvalidDefinition(f'loop "{reader_in}" waits for itself: its body reads what the loop has made')
            waits[reader_in].append(wait)
            outer.append(replace(edge, target=reader_in))
            continue
        waits[edge.target].append(wait)
        outer.append(edge)
    bodies = {
        name: Body(
            {inner.name: inner for inner in step.body}, {inner.name: tuple(waits[inner.name]) for inner in step.body}
        )
        for name, step in steps.items()
        if step.body
    }
    plan = Plan(
        pipeline,
        steps,
        {name: Instance(name, step, (number,)) for number, (name, step) in enumerate(steps.items())},
        tuple(edge for edge in outer if edge.target in steps),
        {name: tuple(waits[name]) for name in steps},
        {name: len({wait.edge.source for wait in waits[name]}) for name in steps},
        _waiting(waits, steps),
        _branches(steps),
        bodies,
        loop_of,
    )
    _check_ends(plan)
    return plan


def _waits(pipeline: Pipeline, steps: Mapping[str, Step]) -> list[Wait]:
    triggers: dict[tuple[str, str], str] = {}
    for step in steps.values():
        for dependency in step.depends_on:
            if dependency.trigger not in TRIGGERS:
                raise InvalidDefinition(
                    f'step "{step.name}" depends on "{dependency.step}" with trigger "{dependency.trigger}"; the '
                    f"triggers are {', '.join(TRIGGERS)}"
                )
            if dependency.trigger != "Completed":
                triggers[dependency.step, step.name] = dependency.trigger
    if not triggers:
        return [Wait(edge) for edge in edges(pipeline)]
    return [
        Wait(edge, triggers.get((edge.source, edge.target), "Completed") if edge.kind == "depends_on" else "Completed")
        for edge in edges(pipeline)
    ]


def _waiting(waits: Mapping[str, list[Wait]], steps: Mapping[str, Step]) -> Mapping[str, tuple[str, ...]]:
    waiting: dict[str, dict[str, None]] = {name: {} for name in steps}
    for target in steps:
        for wait in waits[target]:
            waiting[wait.edge.source][target] = None
    return {name: tuple(targets) for name, targets in waiting.items()}


def _branches(steps: Mapping[str, Step]) -> Mapping[str, str]:
    branch_of: dict[str, str] = {}
    for step in steps.values():
        if step.if_steps or step.else_steps:
            branch_of.update({child.name: "if" for child in step.if_steps})
            branch_of.update({child.name: "else" for child in step.else_steps})
    return branch_of


def _into_a_body(edge: Edge, loop: str) -> str:
    body_step = edge.source
    way_out = (
        f'depend on "{loop}" itself'
        if edge.kind == "depends_on"
        else f"read Steps.{loop}.IterationOutputs[<n>].{body_step}.{edge.path}"
    )
    return (
        f'step "{edge.target}" waits for "{body_step}" in the body of loop "{loop}", which runs once for each item, as '
        f'"{body_step}-0" and so on; nothing says what its plain name means outside: {way_out}'
    )


def _check_ends(plan: Plan) -> None:
    """Refuse a plan in which a loop waits for a step that waits for the loop: nothing would ever start."""
    counts = dict(plan.sources)
    ready = [name for name, count in counts.items() if not count]
    done = 0
    while ready:
        done += 1
        for target in plan.waiting[ready.pop()]:
            counts[target] -= 1
            if not counts[target]:
                ready.append(target)
    if done < len(plan.steps):
        stuck = ", ".join(f'"{name}"' for name, count in counts.items() if count)
        raise InvalidDefinition(f"the execution could not finish: {stuck} wait for each other through a loop's body")
