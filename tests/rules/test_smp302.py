from __future__ import annotations

import pytest

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import Origin
from pipelint.rules.rule import Report
from pipelint.rules.smp302_duplicate_step_name import DuplicateStepName

TRAIN = Step("Train", "Training", origin=Origin("p.py", 1), name_origin=Origin("p.py", 2))
AGAIN = replace(TRAIN, name_origin=Origin("p.py", 3))
SOURCE = {"dialect": "v2"}


def found(*steps: Step, **rest: object) -> list[Report]:
    return list(DuplicateStepName().check(Pipeline(steps, **rest)))


def check(*steps: Step, complete: bool = True) -> Step:
    return Step("Check", "Condition", if_steps=steps, children_complete=complete)


def test_the_second_place_is_shown_and_the_first_is_related():
    (report,) = found(TRAIN, AGAIN, TRAIN)
    assert (
        report.message == 'step name "Train" is used 3 times: at the top level, at the top level and at the top level'
    )
    assert (report.at, report.related) == (Origin("p.py", 3), ((Origin("p.py", 2), "used here first"),))
    assert "`Step name [Train] is used multiple times.`" in (report.help or "")


def test_one_object_in_two_lists_has_no_second_place():
    (report,) = found(TRAIN, check(TRAIN))
    assert (report.at, report.related) == (Origin("p.py", 2), ())


def test_of_many_places_the_first_are_named():
    (report,) = found(*[TRAIN] * 1_000)
    assert (
        report.message
        == f'step name "Train" is used 1000 times: {"at the top level, " * 7}at the top level and 992 more'
    )


@pytest.mark.parametrize(
    "steps",
    [
        (TRAIN, replace(AGAIN, name_known=False)),
        (TRAIN, replace(AGAIN, certain=False)),
        (TRAIN, check(AGAIN, complete=False)),
        (TRAIN, replace(AGAIN, name="train")),
    ],
)
def test_what_may_be_one_step_is_not_judged(steps):
    assert found(*steps, **SOURCE) == []


def test_of_steps_in_a_list_that_is_not_known_as_a_whole_only_one_may_be_there():
    assert found(TRAIN, AGAIN, steps_complete=False, **SOURCE) == []
    assert len(found(TRAIN, AGAIN, **SOURCE)) == 1


def test_a_definition_that_could_be_read_only_in_part_still_says_what_it_says():
    assert len(found(TRAIN, AGAIN, steps_complete=False)) == 1
