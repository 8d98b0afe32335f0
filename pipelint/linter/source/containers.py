"""Lists, dicts, comprehensions, and what a loop walks over."""

from __future__ import annotations

import libcst as cst

from pipelint.linter.source.binding import bind, items_of
from pipelint.linter.source.interpreter import LOOP_BOUND, Interpreter
from pipelint.linter.source.objects import DictObject, Frame, ListObject, Object
from pipelint.pipeline.values import Literal, Unknown


def sequence(run: Interpreter, node: cst.List | cst.Tuple | cst.Set, frame: Frame) -> Object:
    """A list, tuple or set display; ``*unknown`` leaves it incomplete."""
    made = ListObject([], True, run.depth, run.origin(node))
    for element in node.elements:
        value = run.evaluate(element.value, frame)
        if not isinstance(element, cst.StarredElement):
            made.items.append(value)
            continue
        items, complete = items_of(value)
        made.items.extend(items)
        made.complete = made.complete and complete
    return made


def mapping(run: Interpreter, node: cst.Dict, frame: Frame) -> Object:
    """A dict display; an unknown key or ``**unknown`` leaves it incomplete."""
    made = DictObject({}, True, run.depth, run.origin(node))
    for element in node.elements:
        value = run.evaluate(element.value, frame)
        if isinstance(element, cst.DictElement):
            _put(made, run.evaluate(element.key, frame), value)
        elif isinstance(value, DictObject):
            made.entries.update(value.entries)
            made.complete = made.complete and value.complete
        else:
            made.complete = False
    return made


def _put(target: DictObject, key: Object, value: Object) -> None:
    if isinstance(key, Literal):
        target.entries[key.value] = value
    else:
        target.complete = False


def _worlds(run: Interpreter, generator: cst.CompFor, frame: Frame) -> tuple[list[Frame], bool]:
    """Return a frame for every known iteration of ``generator``, and whether those are all."""
    items, complete = items_of(run.evaluate(generator.iter, frame))
    if len(items) > LOOP_BOUND:
        items, complete = items[:LOOP_BOUND], False
    frames: list[Frame] = []
    for item in items:
        inner = Frame(parent=frame)
        bind(run, generator.target, item, inner)
        tests = [run.evaluate(test.test, inner) for test in generator.ifs]
        if any(isinstance(test, Literal) and not test.value for test in tests):
            continue
        complete = complete and all(isinstance(test, Literal) for test in tests)
        if generator.inner_for_in is None:
            frames.append(inner)
        else:
            nested, nested_complete = _worlds(run, generator.inner_for_in, inner)
            frames.extend(nested)
            complete = complete and nested_complete
    return frames, complete


def comprehension(run: Interpreter, node: cst.ListComp | cst.SetComp | cst.GeneratorExp, frame: Frame) -> Object:
    """A list comprehension over known items; otherwise an incomplete list, its element looked at once."""
    frames, complete = _worlds(run, node.for_in, frame)
    items = [run.evaluate(node.elt, inner) for inner in frames]
    if not complete:
        with run.speculating():
            run.evaluate(node.elt, _unknown_world(run, node.for_in, frame))
    return ListObject(items, complete, run.depth, run.origin(node))


def dict_comprehension(run: Interpreter, node: cst.DictComp, frame: Frame) -> Object:
    """A dict comprehension over known items."""
    frames, complete = _worlds(run, node.for_in, frame)
    made = DictObject({}, complete, run.depth, run.origin(node))
    for inner in frames:
        _put(made, run.evaluate(node.key, inner), run.evaluate(node.value, inner))
    return made


def _unknown_world(run: Interpreter, generator: cst.CompFor | None, frame: Frame) -> Frame:
    inner = Frame(parent=frame)
    while generator is not None:
        bind(run, generator.target, Unknown("an item of an unknown sequence", run.origin(generator.target)), inner)
        generator = generator.inner_for_in
    return inner
