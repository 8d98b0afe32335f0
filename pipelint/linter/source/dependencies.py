"""What a step waits for: ``depends_on`` in all its forms, and the functions whose results it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipelint.linter.source.lowering import Lowering
from pipelint.linter.source.objects import ListObject, Object, SdkObject
from pipelint.linter.source.step_groups import is_step, members
from pipelint.pipeline.model import Dependency, Step
from pipelint.pipeline.values import Literal, StepReference, walk

_TRIGGERS = frozenset({"Completed", "Failed", "Stopped", "Any"})
"""What a ``StepDependency`` may wait for (sagemaker/mlops/workflow/step_dependency.py:26-32)."""


class Dependencies:
    """Reads ``depends_on``; ``listed`` has the steps of the pipeline that can be named, ``mention`` names a step."""

    def __init__(
        self, lowering: Lowering, listed: Mapping[str, SdkObject], mention: Callable[[SdkObject], str]
    ) -> None:
        self._lowering = lowering
        self._listed = listed
        self._mention = mention

    def of(self, item: SdkObject) -> tuple[tuple[Dependency, ...], bool]:
        """Return the explicit dependencies of ``item``, and whether those are all: each step once for each trigger.

        The sources of a cleanup are added where no other dependency names them (mlops/workflow/cleanup_step.py:113).
        """
        value, sources = item.argument("depends_on"), item.argument("s3_sources")
        given = value.items if isinstance(value, ListObject) else []
        complete = value.complete if isinstance(value, ListObject) else value is None or value == Literal(None)
        found: dict[tuple[str, str], Dependency] = {}
        for one in given:
            known = self._dependencies(one)
            complete = complete and known is not None
            for dependency in known or ():
                found.setdefault((dependency.step, dependency.trigger), dependency)
        named = {dependency.step for dependency in found.values()}
        for source in sources.items if isinstance(sources, ListObject) else ():
            step = source.argument("step") if isinstance(source, SdkObject) else None
            known = self._dependencies(step) if step is not None else None
            complete = complete and known is not None
            for dependency in known or ():
                if dependency.step not in named:
                    found.setdefault((dependency.step, dependency.trigger), dependency)
        return tuple(found.values()), complete and (sources is None or _is_whole(sources))

    def _dependencies(self, item: Object) -> list[Dependency] | None:
        """Return what one entry stands for: of a collection, all its steps (_steps_compiler.py:224-250)."""
        if isinstance(item, SdkObject) and item.cls.kind == "dependency":
            return self._triggered(item)
        target: Object = item
        if isinstance(item, Literal) and isinstance(item.value, str):
            target = self._listed.get(item.value, item)
        if isinstance(target, SdkObject) and is_step(target):
            steps = members(target)
            known = [one for one in steps if isinstance(one, SdkObject)]
            origin = item.origin if isinstance(item, (Literal, SdkObject)) else None
            found = [Dependency(self._mention(one), origin=origin) for one in known]
            return found if len(known) == len(steps) else None
        if isinstance(item, Literal) and isinstance(item.value, str):
            return [Dependency(item.value, origin=item.origin)]
        return None

    def _triggered(self, item: SdkObject) -> list[Dependency] | None:
        """Return a ``StepDependency``.

        A trigger that is not known leaves the dependency out: taken for Completed, it would be a wait it is not.
        """
        inner, trigger = item.argument("step"), item.argument("trigger")
        targets = self._dependencies(inner) if inner is not None else None
        if targets is None or trigger is None:
            return targets
        lowered = self._lowering.value(trigger)
        name = lowered.value if isinstance(lowered, Literal) else None
        if not isinstance(name, str) or name not in _TRIGGERS:
            return None
        return [Dependency(one.step, name, item.origin) for one in targets]


def with_functions(step: Step, functions: frozenset[str], first: bool) -> tuple[Dependency, ...]:
    """Return the dependencies of ``step`` with the functions whose results it uses, which come ``first`` or last.

    The SDK writes those down, other than every other reference: of a step when it is compiled
    (sagemaker/workflow/_steps_compiler.py:285-299), of another function when that one is called
    (sagemaker/workflow/function_step.py:560-585).
    """
    named = {dependency.step: dependency for dependency in step.depends_on}
    used = [
        named.get(one.step) or Dependency(one.step, origin=one.origin)
        for one in _references(step)
        if one.step in functions
    ]
    found: dict[tuple[str, str], Dependency] = {}
    for dependency in (*used, *step.depends_on) if first else (*step.depends_on, *used):
        found.setdefault((dependency.step, dependency.trigger), dependency)
    return tuple(found.values())


def _is_whole(value: Object) -> bool:
    return isinstance(value, ListObject) and value.complete


def _references(step: Step) -> Iterator[StepReference]:
    for value in step.values():
        for part in walk(value):
            if isinstance(part, StepReference):
                yield part
