"""What the rules about branches leave alone: SMP305 to SMP309 and SMP311."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.model import Dependency, Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Member, Origin, Record, StepReference
from pipelint.rules.registry import all_rules
from pipelint.rules.rule import Report

RULES = {rule.code: rule for rule in all_rules()}


def found(code: str, *steps: Step) -> list[Report]:
    return list(RULES[code]().check(Pipeline(steps)))


def codes(*steps: Step) -> list[str]:
    return [code for code in ("SMP305", "SMP306", "SMP307", "SMP308", "SMP309") for _ in found(code, *steps)]


def waiting(name: str, *on: str, trigger: str = "Completed") -> Step:
    return Step(name, "Training", depends_on=tuple(Dependency(one, trigger) for one in on))


def check(name: str = "Check", if_steps: tuple[Step, ...] = (), else_steps: tuple[Step, ...] = ()) -> Step:
    return Step(name, "Condition", if_steps=if_steps, else_steps=else_steps)


YES, NO = Step("Yes", "Training"), Step("No", "Training")
BOTH = check(if_steps=(YES,), else_steps=(NO,))


def test_each_kind_of_wait_across_branches_has_its_rule():
    assert codes(check(if_steps=(YES,), else_steps=(waiting("Other", "Yes"),))) == ["SMP305"]
    assert codes(BOTH, waiting("After", "No", "Yes")) == ["SMP306"]
    assert codes(BOTH, waiting("After", "No")) == ["SMP307"]
    assert codes(BOTH, waiting("After", "Check")) == ["SMP308"]
    assert codes(Step("Stop", "Fail"), waiting("After", "Stop")) == ["SMP309"]


@pytest.mark.parametrize("trigger", ["Failed", "Stopped", "Any"])
def test_another_trigger_is_left_alone(trigger):
    assert codes(check(if_steps=(YES,), else_steps=(waiting("Other", "Yes", trigger=trigger),))) == []
    assert codes(BOTH, waiting("After", "No", "Yes", trigger=trigger)) == []
    assert codes(BOTH, waiting("After", "Check", trigger=trigger)) == []
    assert codes(Step("Stop", "Fail"), waiting("After", "Stop", trigger=trigger)) == []


def test_waits_inside_a_branch_and_into_what_surrounds_it_are_fine():
    first = Step("First", "Training")
    assert codes(first, check(if_steps=(YES, waiting("Next", "Yes", "First")))) == []
    assert codes(check(if_steps=(YES, check("Inner", if_steps=(waiting("Deep", "Yes"),))))) == []


def test_steps_of_different_conditions_may_both_run():
    other = check("Other", if_steps=(Step("More", "Training"),))
    assert codes(BOTH, other, waiting("After", "Yes", "More")) == ["SMP307", "SMP307"]


def test_the_condition_that_keeps_two_steps_apart_is_named_however_deep_they_lie():
    inner = check("Inner", if_steps=(YES,))
    outer = check("Outer", if_steps=(inner,), else_steps=(NO,))
    (report,) = found("SMP306", outer, waiting("After", "Yes", "No"))
    assert report.message == (
        'step "After" waits for "Yes" in the if branch of "Outer" (DependsOn) and for "No" in its else branch '
        "(DependsOn): only one of them runs, so it can never start"
    )


def test_a_step_in_a_branch_may_bring_two_others_together_no_more_than_any():
    inner = check("Inner", if_steps=(YES,), else_steps=(NO,))
    assert codes(check("Outer", if_steps=(inner, waiting("After", "Yes", "No")))) == ["SMP306"]


def test_waiting_for_the_sibling_branch_is_not_also_a_rejoin():
    assert codes(check(if_steps=(YES, waiting("Both", "Yes", "No")), else_steps=(NO,))) == ["SMP305"]


def test_of_two_steps_of_one_name_nobody_knows_which_is_meant():
    assert codes(BOTH, YES, waiting("After", "Yes", "No")) == ["SMP307"]
    assert codes(check(if_steps=(YES,), else_steps=(waiting("Other", "Yes"),)), YES) == []


@pytest.mark.parametrize("position", [0, 1, 2])
def test_what_may_not_exist_is_a_warning(position):
    yes, no, after = (
        replace(step, certain=number != position)
        for number, step in enumerate((YES, NO, waiting("After", "Yes", "No")))
    )
    (report,) = found("SMP306", check(if_steps=(yes,), else_steps=(no,)), after)
    assert report.severity is Severity.WARNING
    (sibling,) = found("SMP305", check(if_steps=(YES,), else_steps=(replace(waiting("Other", "Yes"), certain=False),)))
    assert sibling.severity is Severity.WARNING


def test_a_dependency_given_as_an_object_is_shown_at_the_step_that_waits():
    made, name = Origin("p.py", "FailStep(…)"), Origin("p.py", "After")
    stop = Step("Stop", "Fail", origin=made)
    after = Step("After", "Training", depends_on=(Dependency("Stop", origin=made),), name_origin=name)
    (report,) = found("SMP309", stop, after)
    assert report.at == name


def test_a_reference_to_a_fail_step_as_a_whole():
    reads = Step("After", "Training", arguments=Record({"x": StepReference("Stop"), "y": StepReference("Other")}))
    (report,) = found("SMP309", Step("Stop", "Fail"), Step("Other", "Model"), reads)
    assert report.message == 'step "After" reads the result of the Fail step "Stop", which has no properties'


def test_a_fail_step_may_itself_depend_on_others():
    stop = Step("Stop", "Fail", depends_on=(Dependency("Yes"),))
    assert codes(YES, stop) == []


def test_conditions_side_by_side_are_not_nested():
    inner = check("Inner")
    assert found("SMP311", inner, check("Outer")) == []
    assert len(found("SMP311", check("Outer", else_steps=(inner,)))) == 1
    loop = Step("Loop", "ForEach", body=(inner,))
    assert found("SMP311", loop) == []


def test_a_property_across_branches_is_named():
    model = StepReference("Yes", (Member("ModelArtifacts"),), Origin("p.py", "model"))
    other = Step("Other", "Training", arguments=Record({"x": model}))
    (report,) = found("SMP305", check(if_steps=(YES,), else_steps=(other,)))
    assert (report.at, report.step) == (Origin("p.py", "model"), "Other")
