"""Two ways of which one happens: both are walked, and what they leave behind is joined.

A way that leaves its block early (``continue`` under a test that cannot be decided) is *parted* from the other: what
follows in the block happens perhaps, and the names as they were are joined again where that way leads.
"""

from __future__ import annotations

from collections.abc import Callable

from pipelint.linter.source.flow import Flow
from pipelint.linter.source.interpreter import Interpreter
from pipelint.linter.source.object_logic import merge
from pipelint.linter.source.objects import Frame, Object


def either(run: Interpreter, frame: Frame, first: Callable[[], Flow], second: Callable[[], Flow]) -> Flow:
    """Walk two ways of which one happens, and join the names each leaves behind."""
    before = dict(frame.variables)
    with run.speculating():
        flow_first = first()
        after_first, frame.variables = frame.variables, before
        flow_second = second()
    if flow_first is flow_second:
        frame.variables = merge(after_first, frame.variables)
        return flow_first
    if flow_second is Flow.NEXT or flow_first is Flow.RAISE:
        _part(frame, flow_first, after_first)
        return flow_second
    _part(frame, flow_second, frame.variables)
    frame.variables = after_first
    return flow_first


def _part(frame: Frame, flow: Flow, variables: dict[str, Object]) -> None:
    if flow is not Flow.RAISE:  # what raises ends the program, as far as it is followed
        frame.parted.append((flow, variables))


def rejoin(frame: Frame, first: int, flow: Flow) -> list[dict[str, Object]]:
    """Take the ways that parted with ``flow`` since there were ``first``, and return the names as each left them."""
    found = [names for how, names in frame.parted[first:] if how is flow]
    frame.parted[first:] = [one for one in frame.parted[first:] if one[0] is not flow]
    return found
