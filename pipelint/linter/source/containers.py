"""Lists, dicts, comprehensions, and what a loop walks over."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from pipelint.linter.source.binding import bind, items_of
from pipelint.linter.source.interpreter import LOOP_BOUND, LOOP_FUEL, Interpreter
from pipelint.linter.source.methods import update
from pipelint.linter.source.object_logic import distinct, truth
from pipelint.linter.source.objects import DictObject, Frame, Kind, ListObject, Object, UserInstance
from pipelint.pipeline.values import Literal, Unknown


def sequence(run: Interpreter, node: cst.List | cst.Tuple | cst.Set, frame: Frame) -> Object:
    """A list, tuple or set display; ``*unknown`` leaves it incomplete."""
    made = ListObject([], True, run.depth, run.origin(node), _KINDS[type(node)])
    for element in node.elements:
        value = run.evaluate(element.value, frame)
        items, complete = items_of(value) if isinstance(element, cst.StarredElement) else ([value], True)
        made.items.extend(items)
        made.complete = made.complete and complete
    if made.kind == "set":
        made.items = distinct(made.items)
    return made


_KINDS: dict[type[cst.CSTNode], Kind] = {
    cst.List: "list",
    cst.Tuple: "tuple",
    cst.Set: "set",
    cst.ListComp: "list",
    cst.SetComp: "set",
    cst.GeneratorExp: "iterator",
}


def mapping(run: Interpreter, node: cst.Dict, frame: Frame) -> Object:
    """A dict display; an unknown key or ``**unknown`` leaves it incomplete."""
    made = DictObject({}, True, run.depth, run.origin(node))
    for element in node.elements:
        value = run.evaluate(element.value, frame)
        if isinstance(element, cst.DictElement):
            _put(made, run.evaluate(element.key, frame), value)
        else:
            update(run, made, value)
    return made


def _put(target: DictObject, key: Object, value: Object) -> None:
    if isinstance(key, UserInstance) and key.plain is not None:
        key = key.plain
    if isinstance(key, Literal):
        target.entries[key.value] = value
    else:
        target.overlay("perhaps replaced: a later key is not known")


class _Rounds:
    """The known rounds of a comprehension, in one scope as Python has it; ``whole`` tells whether those were all."""

    def __init__(self, run: Interpreter, frame: Frame) -> None:
        self.run = run
        self.frame = Frame(parent=frame, kind="comprehension")
        self.whole = True
        self.fuel = run.fuel

    def of(self, generator: cst.CompFor) -> Iterator[None]:
        """Bind the names of ``generator``, and of those inside it, in turn."""
        items, complete = items_of(self.run.evaluate(generator.iter, self.frame))
        self.whole = self.whole and complete and len(items) <= LOOP_BOUND
        for item in items[:LOOP_BOUND]:
            if self.fuel - self.run.fuel > LOOP_FUEL:
                self.whole = False
                return
            bind(self.run, generator.target, item, self.frame)
            tests = [truth(self.run.evaluate(test.test, self.frame)) for test in generator.ifs]
            if False in tests:
                continue
            self.whole = self.whole and None not in tests
            if generator.inner_for_in is None:
                yield
            else:
                yield from self.of(generator.inner_for_in)

    def in_an_unknown_one(self, generator: cst.CompFor | None) -> None:
        """Bind the names as in a round that is not known."""
        while generator is not None:
            unknown = Unknown("an item of an unknown sequence", self.run.origin(generator.target))
            bind(self.run, generator.target, unknown, self.frame)
            generator = generator.inner_for_in


def comprehension(run: Interpreter, node: cst.ListComp | cst.SetComp | cst.GeneratorExp, frame: Frame) -> Object:
    """A comprehension over known items; otherwise an incomplete list, its element looked at once."""
    rounds = _Rounds(run, frame)
    items = [run.evaluate(node.elt, rounds.frame) for _ in rounds.of(node.for_in)]
    if not rounds.whole:
        with run.speculating():
            rounds.in_an_unknown_one(node.for_in)
            run.evaluate(node.elt, rounds.frame)
    kind = _KINDS[type(node)]
    return ListObject(distinct(items) if kind == "set" else items, rounds.whole, run.depth, run.origin(node), kind)


def dict_comprehension(run: Interpreter, node: cst.DictComp, frame: Frame) -> Object:
    """A dict comprehension over known items; otherwise an incomplete dict, its element looked at once."""
    rounds = _Rounds(run, frame)
    made = DictObject({}, True, run.depth, run.origin(node))
    for _ in rounds.of(node.for_in):
        _put(made, run.evaluate(node.key, rounds.frame), run.evaluate(node.value, rounds.frame))
    if not rounds.whole:
        with run.speculating():
            rounds.in_an_unknown_one(node.for_in)
            run.evaluate(node.value, rounds.frame)
        made.overlay("perhaps replaced: not all rounds of the comprehension are known")
    return made
