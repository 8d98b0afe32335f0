"""What holds for every execution: graphs, triggers, branches, loops, outcomes and places drawn by Hypothesis."""

from __future__ import annotations

from harness_samples import compare, condition, definition, for_each, get, lambda_
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.harness import Harness, Unsettled, fails, outputs, stops

TRIGGERS = ("Completed", "Completed", "Failed", "Stopped", "Any")
WANTED = {"Completed": {"executed"}, "Failed": {"failed"}, "Stopped": {"stopped"}}
RAN = {"executed", "failed", "stopped"}
OUTCOMES = st.sampled_from([outputs(), outputs(seconds=7), fails("boom"), fails("late", seconds=90), stops("by hand")])


@st.composite
def executions(draw):
    """A definition, its fakes, and how many steps run at once."""
    drawing = _Drawing(draw)
    steps = [drawing.step(depth=2) for _ in range(draw(st.integers(1, 6)))]
    order = draw(st.permutations(steps))
    return definition(*order), drawing.fakes, draw(st.one_of(st.none(), st.integers(1, 3)))


class _Drawing:
    def __init__(self, draw):
        self.draw = draw
        self.names = []
        self.fakes = {}

    def step(self, depth):
        kind = self.draw(st.sampled_from(["job", "job", "loop"] + (["condition"] if depth else [])))
        before = self._before()
        name = f"S{len(self.names)}"
        self.names.append(name)
        if kind == "condition":
            test = compare("Equals", 1, self.draw(st.sampled_from([1, 2])))
            taken = [self.step(depth - 1) for _ in range(self.draw(st.integers(0, 2)))]
            other = [self.step(depth - 1) for _ in range(self.draw(st.integers(0, 2)))]
            return condition(name, [test], taken, other, depends_on=before)
        if kind == "loop":
            items = self.draw(st.lists(st.sampled_from("ab"), min_size=1, max_size=3))
            first, second = (
                lambda_(f"{name}A", {"x": get("ForEach.CurrentItem")}),
                lambda_(f"{name}B", depends_on=[f"{name}A"]),
            )
            self._fake(self.draw(st.sampled_from([f"{name}A", f"{name}B", f"{name}A-0"])))
            return for_each(name, items, first, second, at_once=self.draw(st.integers(1, 3)), depends_on=before)
        self._fake(name)
        return lambda_(name, depends_on=before)

    def _fake(self, name):
        self.fakes[name] = self.draw(OUTCOMES)

    def _before(self):
        names = self.draw(st.lists(st.sampled_from(self.names), max_size=2, unique=True)) if self.names else []
        return [{"Step": one, "Trigger": self.draw(st.sampled_from(TRIGGERS))} for one in names]


def waits(sample):
    """Yield each step with what it waits for, by name and trigger."""
    pending = list(sample["Steps"])
    while pending:
        step = pending.pop()
        yield step["Name"], [(one["Step"], one["Trigger"]) for one in step.get("DependsOn", ())]
        arguments = step["Arguments"]
        pending += arguments.get("IfSteps", []) + arguments.get("ElseSteps", [])


@settings(max_examples=300, deadline=None)
@given(executions(), st.sampled_from(["runs", "starves"]))
def test_an_execution_ends_and_every_step_is_where_its_waits_put_it(execution, any_of_skipped):
    sample, fakes, parallelism = execution
    harness = Harness(sample, any_of_skipped=any_of_skipped)
    try:
        run = harness.run(steps=fakes, parallelism=parallelism)
    except Unsettled as question:
        assert "nothing says what the execution then comes to" in str(question)
        return
    met = dict(WANTED, Any=RAN if any_of_skipped == "starves" else RAN | {"skipped", "never_reached"})
    for name, needed in waits(sample):
        step = run[name]
        if step.ran:
            assert all(run[other].state.value in met[trigger] for other, trigger in needed)
            assert all(run[other].ended <= step.started for other, _ in needed)
        if step.starved_by is not None:
            source = step.starved_by.source
            assert source in {other for other, _ in needed} or step.starved_by.kind == "branch"
        for iteration in step.iterations:
            first, second = iteration.steps.values()
            assert second.ran <= first.executed
    assert sorted(run.path) == sorted(name for name, step in run.items() if step.ran)
    broken = {name for name, step in run.items() if step.iteration is None and (step.failed or step.stopped)}
    assert run.succeeded == (not broken)
    handled = {
        other for name, needed in waits(sample) for other, trigger in needed if run[name].ran and trigger != "Completed"
    }
    if run.status == "CompletedWithFailures":
        assert broken <= handled
    assert harness.run(steps=fakes, parallelism=parallelism).to_dict() == run.to_dict()


@settings(max_examples=50, deadline=None)
@given(executions())
def test_a_run_is_drawn_and_explained_whatever_it_came_to(execution):
    sample, fakes, parallelism = execution
    try:
        run = Harness(sample, any_of_skipped="runs").run(steps=fakes, parallelism=parallelism)
    except Unsettled:
        return
    drawing = run.to_mermaid().splitlines()
    assert drawing[0] == "flowchart TD"
    assert sum(":::" in line or line.startswith("  class s") for line in drawing) == len(run)
    assert len(str(run).splitlines()) >= len(run) + 1
    for name in run:
        assert run.explain(name).startswith(f'step "{name}" (')
