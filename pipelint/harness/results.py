"""What a finished step left behind, and reading a property path in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipelint.harness.errors import MissingValue, Unsettled
from pipelint.harness.invention import invented_value
from pipelint.harness.output_names import returns_parameters
from pipelint.pipeline.model import Step
from pipelint.pipeline.record import field, record
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.spelling import did_you_mean
from pipelint.pipeline.values import Index, Key, Member, PathPart, path_text


@record
class Found:
    """A value read in a result.

    ``invented`` says that the harness made it up. ``output`` is the name it goes by, where the path leads through
    something named: ``Outputs['train']``, ``OutputParameters['score']``.
    """

    value: Any
    invented: bool = False
    output: str | None = None


@record
class Result:
    """A step that ran.

    ``members`` are what property paths are read in; those at the paths ``invented`` (an item of a list is ``[0]``) were
    made up, because nobody faked them. ``property_files`` hold JSON documents by name, ``files`` by S3 URI.
    ``returned`` is what the function of a step under ``@step`` returned, in a tuple, and empty where that is not known.
    """

    step: Step
    members: Mapping[str, Any]
    invented: frozenset[tuple[str, ...]] = frozenset()
    property_files: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    returned: tuple[Any, ...] = ()

    def read(self, path: tuple[PathPart, ...]) -> Found:
        """Return what stands at ``path``.

        Raises:
            InvalidDefinition: the step's Describe response has no such member.
            MissingValue: the step has part of the path, but not all of it.
            Unsettled: nothing says what the service makes of such a path.
        """
        return self._plainly(path) or self._carefully(path)

    def _plainly(self, path: tuple[PathPart, ...]) -> Found | None:
        """Return what stands at ``path`` in the usual case: a given member, and names of members and items below it."""
        here: Any = self.members
        named: str | None = None
        if path and any(made_up[0] == str(path[0])[1:] for made_up in self.invented):
            return None
        for position, part in enumerate(path):
            if isinstance(part, Index):
                return None
            name = part.name
            if type(part) is Key:
                named = named or name
            if type(here) is dict and name in here:
                here = here[name]
            elif type(here) is list and type(part) is Key:
                here = here[self._index_of(here, part, path, position)]
            else:
                return None
        return Found(here, False, named)

    def _carefully(self, path: tuple[PathPart, ...]) -> Found:
        named = next((part.name for part in path if isinstance(part, Key)), None)
        if not self._gives(path):
            return Found(invented_value(self.step, path), True, named)
        here: Any = self.members
        trail: list[str] = []
        for position, part in enumerate(path):
            if isinstance(here, str) and position == 1:
                here = self._opened(here, path[0])
            key = self._key(here, path, position)
            trail.append(f"[{key}]" if isinstance(key, int) else key)
            here = here[key]
            if isinstance(part, Index) and named is None and isinstance(here, dict):
                name_key = self._name_key(path[:position])
                named = None if name_key is None else here.get(name_key)
        return Found(here, self._made_up(tuple(trail)), named)

    def _opened(self, text: str, member: PathPart) -> Any:
        """Return the JSON in a member that the SDK documents as such (``JobConfigDocument``), else ``text`` itself."""
        known = STEP_TYPES.get(self.step.type or "")
        if known is None or _name(member) not in known.free_form:
            return text
        try:
            return json.loads(text)
        except ValueError:
            return text

    def _gives(self, path: tuple[PathPart, ...]) -> bool:
        """Tell whether there is anything to read at ``path``: the member it starts with, or its output parameter."""
        here = self.members
        for part in path[: 2 if returns_parameters(self.step) else 1]:
            if _name(part) not in here:
                return False
            here = here[_name(part)]
        return True

    def _made_up(self, trail: tuple[str, ...]) -> bool:
        """Tell whether what stands at ``trail`` was made up, or holds something that was, or stands in such a thing."""
        return any(trail[: len(made_up)] == made_up[: len(trail)] for made_up in self.invented)

    def _key(self, here: Any, path: tuple[PathPart, ...], position: int) -> str | int:
        """Return the key or index of ``here`` that the part of ``path`` at ``position`` means."""
        part = path[position]
        if isinstance(here, dict) and not isinstance(part, Index):
            if _name(part) in here:
                return _name(part)
            raise self._missing(path, position, here)
        if isinstance(here, list) and isinstance(part, Index):
            if part.position is None or part.position < 0:
                raise Unsettled(f"{self._spelled(path)}: nothing says what the service makes of the index {part}")
            if part.position < len(here):
                return part.position
            raise self._missing(path, position, [f"[{index}]" for index in range(len(here))])
        if isinstance(here, list) and isinstance(part, Key):
            return self._index_of(here, part, path, position)
        raise self._missing(path, position, ())

    def _index_of(self, here: list[Any], part: Key, path: tuple[PathPart, ...], position: int) -> int:
        """Return the index of the item that goes by the name ``part``."""
        name_key = self._name_key(path[:position])
        if name_key is None:
            raise Unsettled(
                f"{self._spelled(path)} reads a list by name, and nothing says that the service can do so for this "
                "one; read it by index"
            )
        named = {str(item.get(name_key)): index for index, item in enumerate(here) if isinstance(item, dict)}
        if part.name in named:
            return named[part.name]
        raise self._missing(path, position, named)

    def _name_key(self, path: tuple[PathPart, ...]) -> str | None:
        """Return the member that names the items of the list at ``path``, where it can be read by name."""
        step_type = STEP_TYPES.get(self.step.type or "")
        return None if step_type is None else step_type.name_keyed.get(tuple(map(_name, path)))

    def _missing(self, path: tuple[PathPart, ...], position: int, legal: Any) -> MissingValue:
        name = _name(path[position])
        known = [str(key) for key in legal]
        at = path_text(path[:position])
        there = f'{at} of step "{self.step.name}"' if at else f'step "{self.step.name}"'
        guess = "" if isinstance(path[position], Index) else did_you_mean(name, known)
        return MissingValue(
            f"{self._spelled(path)} cannot be read: {there} has no {name};{guess} "
            f"it has {', '.join(known) or 'nothing inside'}"
        )

    def _spelled(self, path: tuple[PathPart, ...]) -> str:
        return f"Steps.{self.step.name}.{path_text(path)}"


def _name(part: PathPart) -> str:
    if isinstance(part, Member):
        return part.name
    if isinstance(part, Key):
        return part.name or ""
    return str(part)
