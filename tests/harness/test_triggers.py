"""Dependencies with a trigger: who starts on which outcome, and what the execution then comes to."""

from __future__ import annotations

import pytest
from harness_samples import TRUE, compare, condition, definition, fail, get, lambda_, training

from pipelint.harness import Harness, HarnessError, InvalidDefinition, Unsettled, fails, outputs, stops

FALSE = compare("Equals", 1, 2)


def on(step, trigger):
    return {"Step": step, "Trigger": trigger}


def after(name, step, trigger):
    return lambda_(name, depends_on=[on(step, trigger)])


ALL = definition(
    training("Train"),
    after("OnCompleted", "Train", "Completed"),
    after("OnFailed", "Train", "Failed"),
    after("OnStopped", "Train", "Stopped"),
    after("OnAny", "Train", "Any"),
)


@pytest.mark.parametrize(
    ("fake", "status", "path"),
    [
        (outputs(), "Succeeded", ["Train", "OnCompleted", "OnAny"]),
        (fails("out of memory"), "CompletedWithFailures", ["Train", "OnFailed", "OnAny"]),
        (stops("by hand"), "CompletedWithFailures", ["Train", "OnStopped", "OnAny"]),
    ],
)
def test_a_trigger_wants_one_outcome(fake, status, path):
    run = Harness(ALL).run(steps={"Train": fake})
    assert run.path == path
    assert run.status == status
    assert run.succeeded == (status == "Succeeded")


def test_who_wanted_another_outcome_is_starved_by_that_edge():
    run = Harness(ALL).run()
    assert run["OnFailed"].never_reached
    assert run["OnFailed"].because == (
        'was never reached: "OnFailed" depends on "Train" when it fails, which succeeded'
    )
    assert (run["OnFailed"].starved_by.source, run["OnFailed"].starved_by.kind) == ("Train", "depends_on")
    assert run["OnStopped"].because.endswith('depends on "Train" when it is stopped, which succeeded')
    stopped = Harness(ALL).run(steps={"Train": stops("by hand")})
    assert stopped["Train"].stopped
    assert stopped["Train"].because == "was stopped: by hand"
    assert stopped["OnCompleted"].because.endswith('depends on "Train", which was stopped')


def test_a_failure_that_is_awaited_does_not_end_the_execution():
    sample = definition(training("Train"), after("Tell", "Train", "Failed"), lambda_("Next", depends_on=["Tell"]))
    run = Harness(sample).run(steps={"Train": fails("boom")})
    assert run.path == ["Train", "Tell", "Next"]
    assert run.status == "CompletedWithFailures"
    assert str(run.failure) == 'step "Train" failed: boom'


def test_a_failure_nobody_awaits_ends_it_as_ever():
    sample = definition(training("Train"), training("Other"), after("Tell", "Train", "Failed"))
    run = Harness(sample).run(steps={"Train": fails("boom"), "Other": fails("bang")})
    assert run.status == "Failed"
    assert str(run.failure) == 'step "Other" failed: bang'
    assert run["Tell"].never_reached


def test_who_awaits_a_failure_but_cannot_run_does_not_handle_it():
    sample = definition(
        training("Train"),
        condition("Check", [FALSE], if_steps=[lambda_("Never")]),
        lambda_("Tell", depends_on=[on("Train", "Failed"), "Never"]),
    )
    run = Harness(sample).run(steps={"Train": fails("boom")})
    assert run["Tell"].never_reached
    assert run.status == "Failed"


def test_a_step_that_reads_what_it_awaits_the_failure_of_never_runs():
    reads = lambda_(
        "Tell", {"m": get("Steps.Train.ModelArtifacts.S3ModelArtifacts")}, depends_on=[on("Train", "Failed")]
    )
    run = Harness(definition(training("Train"), reads)).run(steps={"Train": fails("boom")})
    assert run["Tell"].because.endswith('reads ModelArtifacts.S3ModelArtifacts of "Train", which failed')


@pytest.mark.parametrize(
    ("setting", "state", "status"), [("runs", "executed", "Succeeded"), ("starves", "never_reached", "Succeeded")]
)
def test_whether_any_outcome_of_a_step_that_never_ran_counts_is_a_setting(setting, state, status):
    sample = definition(condition("Check", [TRUE], else_steps=[lambda_("Else")]), after("Tell", "Else", "Any"))
    run = Harness(sample, any_of_skipped=setting).run()
    assert run["Tell"].state == state
    assert run.status == status
    with pytest.raises(Unsettled) as caught:
        Harness(sample).run()
    assert str(caught.value) == (
        'step "Tell" depends on "Else" with trigger Any, and that was skipped: "Check" took the if branch; nothing '
        "says whether a step that never ran counts. Decide it: "
        'Harness(..., any_of_skipped="runs") or "starves"'
    )


def test_after_the_end_nothing_is_asked_of_steps_that_never_ran():
    sample = definition(training("Train"), lambda_("Next", depends_on=["Train"]), after("Tell", "Next", "Any"))
    run = Harness(sample).run(steps={"Train": fails("boom")})
    assert run.status == "Failed"
    assert run["Tell"].because == (
        'was never reached: "Tell" depends on "Next" when it ends, which was never reached itself'
    )


def test_a_stop_that_nobody_awaits_is_refused():
    with pytest.raises(Unsettled, match='step "Train" was stopped: by hand, and no step depends on it with trigger'):
        Harness(definition(training("Train"))).run(steps={"Train": stops("by hand")})


def test_an_unknown_trigger_is_refused():
    with pytest.raises(InvalidDefinition, match='with trigger "Faild"; the triggers are Completed, Failed, Stopped'):
        Harness(definition(training("Train"), after("Tell", "Train", "Faild")))


def test_an_unknown_setting_is_refused():
    with pytest.raises(HarnessError, match=r'no any_of_skipped "run"; did you mean "runs"\? there are refuse, runs'):
        Harness(definition(), any_of_skipped="run")


def test_a_fail_step_may_await_a_failure():
    sample = definition(training("Train"), fail("Stop", "training failed", depends_on=[on("Train", "Failed")]))
    run = Harness(sample).run(steps={"Train": fails("boom")})
    assert run.status == "Failed"
    assert str(run.failure) == 'step "Stop" failed: training failed'
