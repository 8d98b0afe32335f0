"""Strategies for Hypothesis: executions of a pipeline that AWS could run, drawn where its conditions decide.

Many of the values stand at the boundaries of the conditions, where mistakes are; the others are anything that their
type allows. They shrink towards defaults: what a failing example shows is what matters.

Needs hypothesis, which comes with ``pipelint[harness]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from pipelint.harness.fakes import Fake, Outputs, fails, outputs
from pipelint.harness.generation.candidates import beside, legal
from pipelint.harness.generation.documents import fakes_of
from pipelint.harness.generation.hints import domains_of, hints_of
from pipelint.harness.generation.inputs import Domain, Input, NotChosen, domain, files_read
from pipelint.harness.generation.loops import example_item, fewest_items, is_open, items_input
from pipelint.harness.generation.shapes import INTEGERS, NUMBERS, TEXTS, Shape, documents, laid_over
from pipelint.harness.harness import Harness
from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.record import record, replace

Shapes = Mapping[str, Mapping[str, Shape]]
"""By step and property file: a document like those that the script writes, or the shape of one."""

_COMPUTED = frozenset({"Condition", "Fail", "ForEach"})
_MOST_ITEMS = 3
_ANYTHING: Mapping[str, st.SearchStrategy[Any]] = {
    "integer": INTEGERS,
    "number": NUMBERS,
    "string": TEXTS,
    "boolean": st.booleans(),
    "any": NUMBERS,
}


def parameters(pipeline: object) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for the parameters of a run: values of their types, and among their EnumValues.

    A parameter that has a default is left out at times.

    Args:
        pipeline: a :class:`~pipelint.harness.Harness`, or whatever one takes.
    """
    return _drawn_from(pipeline).parameters()


def step_failures(pipeline: object, reason: str = "made to fail") -> st.SearchStrategy[dict[str, Fake]]:
    """Return a strategy for fakes of steps that fail, of any number of them; it shrinks to none.

    Args:
        pipeline: a :class:`~pipelint.harness.Harness`, or whatever one takes.
        reason: the reason of each failure.
    """
    return _failures(_drawn_from(pipeline).pipeline, reason)


def property_files(pipeline: object, shapes: Shapes | None = None) -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Return a strategy for the property files that the pipeline reads, by step and name.

    They hold a value at every json path that is read.

    Args:
        pipeline: a :class:`~pipelint.harness.Harness`, or whatever one takes.
        shapes: what else stands in the files: for a step and a file a document like those that the script writes, or a
            :class:`~pipelint.pipeline.scripts.DocumentShape`.
    """
    return executions(pipeline, shapes=shapes).map(
        lambda execution: {
            name: dict(fake.property_files)
            for name, fake in execution["steps"].items()
            if isinstance(fake, Outputs) and fake.property_files
        }
    )


def executions(
    pipeline: object, *, failures: bool = False, shapes: Shapes | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for what :meth:`pipelint.harness.Harness.run` takes: ``harness.run(**execution)``.

    Args:
        pipeline: a :class:`~pipelint.harness.Harness`, or whatever one takes.
        failures: let steps fail at times, too.
        shapes: as in :func:`property_files`.
    """
    return _executions(_drawn_from(pipeline), failures, shapes or {})


@st.composite
def _executions(draw: st.DrawFn, source: _Source, failures: bool, shapes: Shapes) -> dict[str, Any]:
    named = draw(source.parameters())
    chosen = {**source.given(), **{Input("parameter", name=name): value for name, value in named.items()}}
    for one, values in source.others.items():
        chosen[one] = draw(values)
    try:
        steps = fakes_of(source.pipeline, chosen, {})
    except NotChosen:  # two paths of one file contradict each other
        reject()
    for name, files in shapes.items():
        steps[name] = _shaped(steps.get(name), {file: draw(documents(shape)) for file, shape in files.items()})
    if failures:
        steps.update(draw(_failures(source.pipeline, "made to fail")))
    return {"parameters": named, "steps": steps}


def _shaped(fake: Fake | None, drawn: Mapping[str, Any]) -> Fake:
    """Return ``fake`` with the documents ``drawn`` around what it gives already."""
    known = fake if isinstance(fake, Outputs) else outputs()
    files = {**drawn, **{name: laid_over(drawn.get(name), content) for name, content in known.property_files.items()}}
    return replace(known, property_files=files)


def _failures(pipeline: Pipeline, reason: str) -> st.SearchStrategy[dict[str, Fake]]:
    names = [step.name for step in pipeline.all_steps() if step.type not in _COMPUTED]
    return st.fixed_dictionaries({}, optional={name: st.just(fails(reason)) for name in names})


@record
class _Source:
    """What is drawn for a pipeline: ``by_parameter`` the values of its parameters, ``others`` those of other inputs."""

    harness: Harness
    by_parameter: Mapping[str, st.SearchStrategy[Any]]
    others: Mapping[Input, st.SearchStrategy[Any]]

    @property
    def pipeline(self) -> Pipeline:
        return self.harness.pipeline

    def parameters(self) -> st.SearchStrategy[dict[str, Any]]:
        required = {one.name: self.by_parameter[one.name] for one in self.pipeline.parameters if one.default is None}
        optional = {name: values for name, values in self.by_parameter.items() if name not in required}
        return st.fixed_dictionaries(required, optional=optional)

    def given(self) -> dict[Input, Any]:
        """Return what holds unless it is drawn: places in S3, and how often loops run, hang on it."""
        defaults = {one: domain(one, self.pipeline).default for one in _parameter_inputs(self.pipeline)}
        variables = {Input("variable", name=name): value for name, value in self.harness.variables.items()}
        return {**variables, **{one: value for one, value in defaults.items() if value is not None}}


def _drawn_from(pipeline: object) -> _Source:
    harness = pipeline if isinstance(pipeline, Harness) else Harness(pipeline)
    model = harness.pipeline
    hints = hints_of(model)
    domains = domains_of(model, hints)
    read = files_read(value for step in model.all_steps() for value in step.values())
    values = {
        one: _values(domains.get(one) or domain(one, model), hints.get(one, ()))
        for one in dict.fromkeys((*_parameter_inputs(model), *hints, *read))
        if one.kind != "variable"
    }
    for loop in model.all_steps():
        one = items_input(loop) if loop.type == "ForEach" and is_open(loop) else None
        if one is not None:
            values[one] = _items(loop, model)
    by_parameter = {one.name: found for one, found in values.items() if one.kind == "parameter"}
    return _Source(harness, by_parameter, {one: found for one, found in values.items() if one.kind != "parameter"})


def _parameter_inputs(model: Pipeline) -> list[Input]:
    return [Input("parameter", name=parameter.name) for parameter in model.parameters]


def _values(known: Domain, hints: Iterable[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of ``known``; what they are compared with comes first, as the simplest."""
    if known.among is not None:
        return st.sampled_from(known.among)
    near = list(legal((value for hint in hints for value in beside(hint, known)), known))
    return st.sampled_from(near) | _ANYTHING[known.kind] if near else _ANYTHING[known.kind]


def _items(loop: Step, model: Pipeline) -> st.SearchStrategy[str]:
    """Return a strategy for the items of ``loop``, as the JSON text of a list; as many as other steps read at least."""
    fewest = fewest_items(loop, model)
    counts = st.integers(fewest, max(fewest, _MOST_ITEMS))
    return counts.map(lambda count: json.dumps([example_item(loop, index) for index in range(count)]))
