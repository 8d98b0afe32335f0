"""Asserting that what one step wrote went into another: an output and an input, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipelint.harness.errors import UnknownName
from pipelint.harness.execution import Read
from pipelint.harness.output_names import declared_outputs
from pipelint.pipeline.expression_text import shortened
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Member, StepReference

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun

_NAMED_INPUTS: Mapping[str, str] = {"InputDataConfig": "ChannelName", "ProcessingInputs": "InputName"}


def assert_wired(run: Run, source: str, target: str) -> None:
    """Assert that ``source`` (``"Prepare.train"``) went into ``target`` (``"Train.train"``).

    The same as :meth:`pipelint.harness.Run.assert_wired`, which documents it.
    """
    __tracebackhide__ = True
    source_step, _, output = source.partition(".")
    target_step, _, input_ = target.partition(".")
    reader = run[target_step]
    reader.reads(source_step)  # refuses names that do not exist, and a reader that did not run
    if output:
        _check_output(run, source_step, output)
    if input_:
        _check_input(reader, input_)
    reads = [read for read in reader.values_read if not input_ or input_ in _input_names(read, reader.arguments)]
    if not any(_is_of(read, source_step, output) for read in reads):
        raise AssertionError(_unwired(source, target, reads, reader, source_step))


def _is_of(read: Read, step: str, output: str) -> bool:
    if read.step != step:
        return False
    return not output or output in (read.output, _member(read))


def _member(read: Read) -> str | None:
    """Return the member that a property path starts with: ``ModelArtifacts``."""
    path = read.reference.path if isinstance(read.reference, StepReference) else ()
    return path[0].name if path and isinstance(path[0], Member) else None


def _input_names(read: Read, arguments: Mapping[str, Any]) -> list[str]:
    """Return the names by which the place of ``read`` may be called: its channel or input, and every key on the way."""
    names = [part for part in read.place if isinstance(part, str)]
    if len(read.place) > 1 and read.place[0] in _NAMED_INPUTS:
        item = arguments[str(read.place[0])][read.place[1]]
        names.append(str(item.get(_NAMED_INPUTS[str(read.place[0])])))
    return names


def _check_output(run: Run, step: str, output: str) -> None:
    described = run.pipeline.step(step)
    declared = None if described is None else declared_outputs(described)
    if declared is None or output in declared:
        return
    produced = (run[step].produced or {}) if step in run else {}
    if output not in produced:
        raise UnknownName(
            f'step "{step}" has no output "{output}";{did_you_mean(output, declared)} '
            f"it has {', '.join(declared) or 'no named outputs'}"
        )


def _check_input(reader: StepRun, name: str) -> None:
    named = [
        str(item.get(key))
        for place, key in _NAMED_INPUTS.items()
        for item in reader.arguments.get(place) or ()
        if isinstance(item, Mapping)
    ]
    if named and name not in named and not _is_key(name, reader.arguments):
        raise UnknownName(
            f'step "{reader.name}" has no input "{name}";{did_you_mean(name, named)} it has {", ".join(named)}'
        )


def _is_key(name: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return name in value or any(_is_key(name, inner) for inner in value.values())
    return isinstance(value, list) and any(_is_key(name, inner) for inner in value)


def _unwired(source: str, target: str, reads: list[Read], reader: StepRun, source_step: str) -> str:
    lines = [f"{source} is not wired into {target}"]
    lines += [f"  {target} gets {read.reference} = {shortened(read.value)}" for read in reads]
    if not reads:
        lines.append(f"  {target} gets nothing that is read from elsewhere")
    elsewhere = [read for read in reader.values_read if read.step == source_step and read not in reads]
    lines += [f"  {reader.name} reads {read.reference} for {_place(read)}" for read in elsewhere]
    return "\n".join(lines)


def _place(read: Read) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in read.place)
    return text.removeprefix(".")
