"""Loops: unrolled over what is known, up to a bound; the rest is walked once, as happening perhaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import reduce

import libcst as cst

from pipelint.linter.source import facts
from pipelint.linter.source.binding import bind, items_of
from pipelint.linter.source.flow import Flow
from pipelint.linter.source.interpreter import LOOP_BOUND, LOOP_FUEL, Interpreter
from pipelint.linter.source.object_logic import merge, same, truth
from pipelint.linter.source.objects import Frame, Object
from pipelint.linter.source.worlds import either, rejoin
from pipelint.pipeline.values import Literal, Unknown


class _Rounds:
    """The known rounds of a loop, each made when it is asked for; ``whole`` tells afterwards whether those are all."""

    def __init__(self, run: Interpreter, frame: Frame) -> None:
        self.run = run
        self.frame = frame
        self.whole = True
        self.broken: list[dict[str, Object]] = []
        self.fuel = run.fuel

    def over_items(self, node: cst.For) -> Iterator[None]:
        """Bind the target of a ``for`` to each item in turn."""
        value = self.run.evaluate(node.iter, self.frame)
        facts.walked_over(self.run, value, node.iter)
        items, self.whole = items_of(value)
        if len(items) > LOOP_BOUND:
            items, self.whole = items[:LOOP_BOUND], False
        for item in items:
            if self._is_too_long():
                break
            bind(self.run, node.target, item, self.frame)
            yield
        if not self.whole:
            unknown = Unknown("an item of an unknown sequence", self.run.origin(node.target))
            bind(self.run, node.target, unknown, self.frame)

    def as_long_as(self, node: cst.While) -> Iterator[None]:
        """Ask the test of a ``while`` again and again, as long as something changes: else it waits for the world."""
        before: dict[str, Literal] | None = None
        for _ in range(LOOP_BOUND):
            known = truth(self.run.evaluate(node.test, self.frame))
            if known is False:
                return
            now = {name: value for name, value in self.frame.variables.items() if isinstance(value, Literal)}
            if known is None or self.broken or self._is_too_long() or (before is not None and _as_before(now, before)):
                break
            before = now
            yield
        self.whole = False

    def _is_too_long(self) -> bool:
        """Tell whether the loop took all that one loop may take: then the rounds so far are not the whole."""
        if self.run.fuel > self.fuel - LOOP_FUEL:
            return False
        self.whole = False
        return True


def _as_before(now: dict[str, Literal], before: dict[str, Literal]) -> bool:
    return now.keys() == before.keys() and all(same(value, before[name]) for name, value in now.items())


def loop(run: Interpreter, node: cst.For, frame: Frame) -> Flow:
    """``for``."""
    rounds = _Rounds(run, frame)
    return _walk(run, node, frame, rounds, rounds.over_items(node))


def repeat(run: Interpreter, node: cst.While, frame: Frame) -> Flow:
    """``while``."""
    rounds = _Rounds(run, frame)
    return _walk(run, node, frame, rounds, rounds.as_long_as(node))


def _walk(run: Interpreter, node: cst.For | cst.While, frame: Frame, rounds: _Rounds, turns: Iterator[None]) -> Flow:
    """Walk the body in every known round; after one that ended the loop perhaps, the next happen perhaps."""
    first = len(frame.parted)
    body = node.body.body
    flow = Flow.NEXT
    with ExitStack() as doubts:
        for _ in turns:
            flow = _round(run, body, frame, rounds, first)
            if flow is not Flow.NEXT:
                break
            if len(rounds.broken) == 1:
                doubts.enter_context(run.speculating())
        if flow is Flow.NEXT and not rounds.whole:
            either(run, frame, lambda: _round(run, body, frame, rounds, first), lambda: Flow.NEXT)
        if flow is Flow.NEXT and node.orelse is not None:
            flow = run.execute(node.orelse.body.body, frame)
    if flow is Flow.BREAK:
        rounds.broken.append(frame.variables)
    if flow is Flow.RETURN and rounds.broken:
        frame.parted.append((flow, frame.variables))
    if not rounds.broken:
        return flow
    left = [frame.variables] if flow is Flow.NEXT else []
    frame.variables = reduce(merge, [*left, *rounds.broken])
    return Flow.NEXT


def _round(run: Interpreter, body: Sequence[cst.CSTNode], frame: Frame, rounds: _Rounds, first: int) -> Flow:
    """Walk the body once. BREAK, RETURN and RAISE are certain; what parted on the way goes on with the next round."""
    flow = run.execute(body, frame)
    continued = rejoin(frame, first, Flow.CONTINUE)
    rounds.broken += rejoin(frame, first, Flow.BREAK)
    if flow in (Flow.NEXT, Flow.CONTINUE):
        frame.variables = reduce(merge, continued, frame.variables)
        return Flow.NEXT
    if not continued:
        return flow
    if flow is Flow.BREAK:
        rounds.broken.append(frame.variables)
    elif flow is Flow.RETURN:
        frame.parted.append((flow, frame.variables))
    frame.variables = reduce(merge, continued)
    return Flow.NEXT
