"""In the child: remember on which line the user's code makes each step, parameter and pipeline."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from pipelint.compiling.users_code import Place, UsersCode

# v3 comes first: it has a stub in place of v2's modules, which warns.
_WATCHED = (
    {
        "steps": ("sagemaker.mlops.workflow.steps", "Step"),
        "parameters": ("sagemaker.core.workflow.parameters", "Parameter"),
        "pipelines": ("sagemaker.mlops.workflow.pipeline", "Pipeline"),
    },
    {
        "steps": ("sagemaker.workflow.steps", "Step"),
        "parameters": ("sagemaker.workflow.parameters", "Parameter"),
        "pipelines": ("sagemaker.workflow.pipeline", "Pipeline"),
    },
)

# Attributes of the SDKs' objects that hold the steps and parameters of a pipeline, collections, branches and bodies.
_HOLDERS = ("parameters", "steps", "if_steps", "else_steps", "for_each_body")


class Places:
    """Where the user's code made the objects of the SDK. It holds on to them all, so that no two share an identity."""

    def __init__(self, users_code: UsersCode) -> None:
        self._users_code = users_code
        self._made: dict[str, list[tuple[Any, Place]]] = {}

    def watch(self) -> None:
        """Watch the classes of the installed SDK. Does nothing where neither SDK has them."""
        for classes in _WATCHED:
            try:
                found = {kind: getattr(import_module(module), name) for kind, (module, name) in classes.items()}
            except ModuleNotFoundError:
                continue
            for kind, watched in found.items():
                self._watch(kind, watched)
            return

    def _watch(self, kind: str, watched: type) -> None:
        """Replace ``__new__``, which all subclasses share: their ``__init__`` need not call that of the base."""
        original: Any = watched.__new__
        made = self._made.setdefault(kind, [])

        def remember(cls: type, *arguments: object, **options: object) -> object:
            new = object.__new__(cls) if original is object.__new__ else original(cls, *arguments, **options)
            place = self._users_code.place(sys._getframe(1))
            if place is not None:
                made.append((new, place))
            return new

        watched.__new__ = remember  # type: ignore[method-assign,assignment]

    def named(self, kind: str, pipeline: object) -> Mapping[str, Place]:
        """Return the places of the ``kind`` ("steps", "parameters") by name.

        The objects in ``pipeline`` come before others of the same name, which the user's code may have made for another
        pipeline or thrown away.
        """
        inside = {id(one) for one in _inside(pipeline)}
        places: dict[str, Place] = {}
        for one, place in sorted(self._made.get(kind, ()), key=lambda pair: id(pair[0]) in inside):
            name = getattr(one, "name", None)
            if isinstance(name, str):
                places[name] = place
        return places

    def of(self, pipeline: object) -> Place | None:
        """Return where ``pipeline`` itself was made, if that is known."""
        return next((place for one, place in self._made.get("pipelines", ()) if one is pipeline), None)

    def blamed(self, error: BaseException) -> tuple[str | None, Place | None]:
        """Return the name and the place of the step whose method raised ``error``; else the place of the pipeline."""
        for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
            caller: Any = frame.f_locals.get("self")
            for kind in ("steps", "pipelines"):
                for one, place in self._made.get(kind, ()):
                    if one is caller:
                        return (one.name if kind == "steps" else None), place
        return None, None


def _inside(pipeline: object) -> Iterator[object]:
    """Yield what ``pipeline`` holds, directly or inside collections, branches and bodies; each object once."""
    pending, seen = [pipeline], {id(pipeline)}
    while pending:
        holder = pending.pop()
        for attribute in _HOLDERS:
            held = vars(holder).get(attribute) if hasattr(holder, "__dict__") else None
            for one in held if isinstance(held, (list, tuple)) else ():
                if id(one) not in seen:
                    seen.add(id(one))
                    pending.append(one)
                    yield one
