"""A record is what ``dataclass`` would make of the same class: each test asks both."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pytest

from pipelint.pipeline import record as records

FROZEN = [
    pytest.param(partial(dataclasses.dataclass, frozen=True, slots=True), dataclasses.field, id="dataclass"),
    pytest.param(records.record, records.field, id="record"),
]


def classes(decorate: Callable[..., Any], field: Callable[..., Any]) -> tuple[type, type, type]:
    """Return a class, one that adds to it, and one that has both that and another for its bases."""

    @decorate()
    class Step:
        legal: ClassVar[int] = 3
        name: str
        waits: dict[str, int] = field(default_factory=dict, compare=False)
        origin: str | None = field(default=None, compare=False, repr=False)

        def doubled(self) -> str:
            return self.name * 2

    @decorate()
    class Waiting(Step):
        name: str = "waiting"
        seconds: float = 1.0

    @decorate()
    class Both(Waiting):
        """Adds nothing."""

    return Step, Waiting, Both


@pytest.mark.parametrize(("decorate", "field"), FROZEN)
def test_fields_defaults_and_text(decorate: Callable[..., Any], field: Callable[..., Any]) -> None:
    step, waiting, both = classes(decorate, field)
    name = "classes.<locals>"
    assert repr(step("Train", origin="line 1")) == f"{name}.Step(name='Train', waits={{}})"
    assert repr(waiting(seconds=2)) == f"{name}.Waiting(name='waiting', waits={{}}, seconds=2)"
    assert repr(both("A", {}, "here", 3.0)) == f"{name}.Both(name='A', waits={{}}, seconds=3.0)"
    assert step("Train").doubled() == "TrainTrain"
    assert step("Train").waits is not step("Train").waits
    assert step.legal == step("Train").legal == 3
    assert not hasattr(step("Train"), "__dict__")
    match waiting("A", {"B": 1}):
        case waiting(found, others):  # type: ignore[misc]
            assert (found, others) == ("A", {"B": 1})


@pytest.mark.parametrize(("decorate", "field"), FROZEN)
def test_what_is_compared(decorate: Callable[..., Any], field: Callable[..., Any]) -> None:
    step, waiting, both = classes(decorate, field)
    nan = float("nan")
    assert step("Train", {"A": 1}, "line 1") == step("Train", {}, "line 2")
    assert hash(step("Train", {"A": 1}, "line 1")) == hash(step("Train"))
    assert step("Train") != step("Test")
    assert waiting("A") != both("A") != step("A")
    if decorate is records.record or sys.version_info < (3, 13):  # since then a dataclass compares its fields singly
        assert both("A", seconds=nan) == both("A", seconds=nan)
    assert both("A", seconds=nan) != both("A", seconds=float("nan"))
    assert len({waiting(), waiting(seconds=1), waiting(seconds=2)}) == 2
    assert step("Train").__eq__("Train") is NotImplemented
    with pytest.raises(TypeError, match="unhashable"):
        hash(step(["Train"]))


@pytest.mark.parametrize(("decorate", "field"), FROZEN)
def test_what_is_refused(decorate: Callable[..., Any], field: Callable[..., Any]) -> None:
    step, waiting, _ = classes(decorate, field)
    made = waiting("Train")
    for change in (lambda: setattr(made, "name", "Test"), lambda: delattr(made, "name"), lambda: setattr(made, "x", 1)):
        with pytest.raises((AttributeError, TypeError)):  # dataclass trips over its own slots at times
            change()
    assert made.name == "Train"
    for wrong in (step, partial(step, "A", other=1), partial(step, "A", {}, None, 1), partial(step, "A", name="B")):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            wrong()


@pytest.mark.parametrize(
    "decorate",
    [
        pytest.param(partial(dataclasses.dataclass, slots=True), id="dataclass"),
        pytest.param(partial(records.record, frozen=False), id="record"),
    ],
)
def test_what_is_not_frozen_can_be_changed_and_is_compared_or_not(decorate: Callable[..., Any]) -> None:
    @decorate()
    class Frame:
        names: list[str]

    @decorate(eq=False)
    class Scope:
        names: list[str]

    frame, scope = Frame([]), Scope([])
    frame.names = ["a"]
    assert frame == Frame(["a"])
    assert scope != Scope([])
    assert {scope: 1}[scope] == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(frame)
    with pytest.raises(AttributeError):
        frame.other = 1


@records.record
class Kept:
    """A record that pickle can find."""

    name: str
    inner: Kept | None = None
    more: list[int] = records.field(default_factory=list)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_records_are_copied_and_pickled(copied: Callable[[Kept], Kept]) -> None:
    one = Kept("A", Kept("B"), [1])
    assert copied(one) == one
    assert copied(one) is not one


def test_a_copy_with_changes() -> None:
    one = Kept("A", more=[1])
    assert records.replace(one, name="B") == Kept("B", None, [1])
    assert one == Kept("A", None, [1])
    with pytest.raises(TypeError, match="colour"):
        records.replace(one, colour="red")


def test_two_bases_with_fields_of_their_own_in_common() -> None:
    @records.record
    class Value:
        reason: str = ""

    @records.record
    class Text(Value):
        pass

    @records.record
    class Stamp(Value):
        function: str = ""

    @records.record
    class StampText(Stamp, Text):
        pass

    assert repr(StampText("clock", "now")).endswith("StampText(reason='clock', function='now')")
