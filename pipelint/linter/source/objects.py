"""What the evaluator computes with: abstract objects that stand for what the Python code would have made.

Scalars and what cannot be known are the model's own :class:`Literal` and :class:`Unknown`. The objects here are mutable
where Python's are. Each remembers the *depth* of speculation it was made at (how many undecided ``if``, ``try`` or
``for`` surrounded it): a change made deeper than that may not happen, and leaves the object incomplete.
"""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Union

from pipelint.linter.source.flow import Flow
from pipelint.pipeline.record import field, record, replace
from pipelint.pipeline.values import Literal, Origin, PathPart, Scalar, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from pipelint.linter.source.sdk.classes import SdkClass


Kind = typing.Literal["list", "tuple", "set", "iterator"]


@record(frozen=False, eq=False)
class ListObject:
    """A list, tuple or set, or what can be iterated over once.

    ``complete`` is false when there may be items that are not known.
    """

    items: list[Object]
    complete: bool = True
    depth: int = 0
    origin: Origin | None = None
    kind: Kind = "list"


LIST_BOUND = 10_000
"""How many items of a list are kept when lists are joined; doubling one again and again makes it huge."""


@record(frozen=False, eq=False)
class DictObject:
    """A dict with scalar keys. ``complete`` is false when there may be entries that are not known.

    ``factory`` makes the values of keys that are missing (``defaultdict``).
    """

    entries: dict[Scalar, Object]
    complete: bool = True
    depth: int = 0
    origin: Origin | None = None
    factory: Object | None = None

    def overlay(self, reason: str) -> None:
        """Note that any entry may have been replaced, and others added."""
        self.entries = {key: Unknown(reason, self.origin) for key in self.entries}
        self.complete = False


@record
class ExternalName:
    """Something imported from outside the project, by its dotted name: ``sagemaker.workflow.steps.ProcessingStep``.

    ``note`` says, to be added to a reason, why it may come from somewhere else than it seems.
    """

    dotted: str
    origin: Origin | None = field(default=None, compare=False)
    note: str = field(default="", compare=False)

    @property
    def last(self) -> str:
        """The part after the last dot."""
        return self.dotted.rpartition(".")[2]

    @property
    def package(self) -> str:
        """The part before the first dot."""
        return self.dotted.partition(".")[0]


@record(frozen=False, eq=False)
class Frame:
    """The names of one scope; ``parent`` is the enclosing scope that lookups fall back to.

    ``returned`` collects what the ``return`` statements of a function's frame return, ``yielded`` what it yields.
    ``elsewhere`` has the scopes of the names that ``global`` and ``nonlocal`` claim. ``document`` is the file of a
    module's own frame. ``parted`` holds the ways that left a block perhaps: how, and the names as they were then.
    ``kind`` tells scopes that Python treats in a way of their own.
    """

    variables: dict[str, Object] = field(default_factory=dict)
    parent: Frame | None = None
    returned: list[Object] = field(default_factory=list)
    yielded: ListObject | None = None
    elsewhere: dict[str, Frame] = field(default_factory=dict)
    document: str = ""
    parted: list[tuple[Flow, dict[str, Object]]] = field(default_factory=list)
    kind: typing.Literal["", "class", "comprehension"] = ""

    def lookup(self, name: str) -> Object | None:
        """Return what ``name`` is bound to, here or further out, or None."""
        frame: Frame | None = self
        while frame is not None:
            found = frame.variables.get(name)
            if found is not None:
                return found
            frame = frame.parent
        return None

    def module(self) -> Frame:
        """Return the frame of the module that this scope is in."""
        frame = self
        while frame.parent is not None:
            frame = frame.parent
        return frame


@record(frozen=False, eq=False)
class ModuleObject:
    """A module of the project. ``names`` are its globals; ``folders`` hold the modules of a package.

    ``document`` is empty for a package without ``__init__.py``. ``note`` says, to be added to a reason, why names are
    missing.
    """

    name: str
    document: str
    names: Frame
    folders: tuple[str, ...] = ()
    note: str = ""


@record(frozen=False, eq=False)
class FunctionObject:
    """A function of the user's, with the scope it closes over.

    ``sdk_step`` is set where ``@step`` decorates it, ``owner`` where it stands in a class, ``setter`` where it is a
    property that can be set.
    """

    node: cst.FunctionDef | cst.Lambda
    name: str
    scope: Frame
    defaults: dict[str, Object]
    sdk_step: SdkObject | None = None
    owner: ClassObject | None = None
    setter: FunctionObject | None = None


_HARMLESS_BASES = frozenset("builtins.object abc.ABC typing.Protocol typing.Generic enum.Enum".split())


def _is_harmless_base(base: Object) -> bool:
    return isinstance(base, ExternalName) and base.dotted in _HARMLESS_BASES


@record(frozen=False, eq=False)
class ClassObject:
    """A class of the user's: its own names, its bases as evaluated.

    ``fields`` are the names that it annotates, in order; ``record`` says that calling it fills those, as it does for a
    dataclass. ``choices`` are the members of an enumeration, by name.
    """

    name: str
    members: Frame
    bases: tuple[Object, ...]
    fields: tuple[str, ...] = ()
    record: bool = False
    choices: dict[str, UserInstance] = field(default_factory=dict)

    def is_known(self) -> bool:
        """Tell whether every class that this one is derived from is the user's own, or adds no attributes."""
        return all(isinstance(base, ClassObject) or _is_harmless_base(base) for base in self.ancestry())

    def find(self, name: str) -> Object | None:
        """Return a class attribute, searched through the bases that are the user's own classes."""
        classes = (base for base in self.ancestry() if isinstance(base, ClassObject))
        found = (base.members.variables.get(name) for base in classes)
        return next((one for one in found if one is not None), None)

    def ancestry(self) -> Iterator[Object]:
        """Yield the class and everything it is derived from, each once, nearest first."""
        pending: list[Object] = [self]
        seen: set[int] = set()
        while pending:
            base = pending.pop()
            if id(base) in seen:
                continue
            seen.add(id(base))
            yield base
            if isinstance(base, ClassObject):
                pending.extend(reversed(base.bases))


@record(frozen=False, eq=False)
class UserInstance:
    """An instance of one of the user's classes; ``plain`` is the scalar that it is, too (``class K(str, Enum)``)."""

    cls: ClassObject
    attributes: dict[str, Object] = field(default_factory=dict)
    depth: int = 0
    plain: Literal | None = None

    def truth(self) -> bool | None:
        """Tell whether the instance is true in an ``if``: it is, unless a class that it is of says otherwise."""
        if self.plain is not None:
            return bool(self.plain.value)
        objects = self.cls.find("__bool__") or self.cls.find("__len__")
        return True if objects is None and self.cls.is_known() else None


@record(frozen=False, eq=False)
class Partial:
    """A function with some of its arguments (``functools.partial``), or the factory of a field's default."""

    function: Object
    positional: list[Object] = field(default_factory=list)
    named: dict[str, Object] = field(default_factory=dict)


@record(frozen=False, eq=False)
class SuperObject:
    """``super()`` in a method of ``cls``, called on ``receiver``."""

    cls: ClassObject
    receiver: Object


@record(frozen=False, eq=False)
class BoundMethod:
    """``receiver.name``, about to be called; ``function`` is set where it is the user's."""

    receiver: Object
    name: str
    function: FunctionObject | None = None


@record(frozen=False, eq=False)
class SdkObject:
    """An object made by a class or method of the SageMaker SDK.

    ``arguments`` are the call's, by parameter name. ``open`` says that there may be further ones (``**unknown``).
    ``receiver`` is the object whose method made this one, as the processor in ``processor.run(...)``. ``attributes``
    holds what was assigned afterwards. ``certain`` is false under undecided control flow. ``origin`` is the place that
    made the object; for a parameter and an output object it is the place that uses it, and ``made_at`` the other.
    ``user_class`` is set
    where the user derived a class of their own. ``world`` says which undecided control flow it was made under.
    """

    cls: SdkClass
    dotted: str
    arguments: dict[str, Object]
    origin: Origin
    open: bool = False
    receiver: SdkObject | None = None
    attributes: dict[str, Object] = field(default_factory=dict)
    certain: bool = True
    depth: int = 0
    made_at: Origin | None = None
    user_class: ClassObject | None = None
    world: tuple[int, ...] = ()

    def comes_with(self, other: SdkObject) -> bool:
        """Tell whether this object is surely there where ``other`` is."""
        return self.certain or other.world[: len(self.world)] == self.world

    def used_at(self, origin: Origin) -> SdkObject:
        """Return the object as it is used at ``origin``: a finding about a parameter concerns the place it is put.

        So does one about the output object of a step.
        """
        if self.cls.kind not in ("parameter", "output_parameter"):
            return self
        return replace(self, origin=origin, made_at=self.made_at or self.origin)

    def argument(self, name: str) -> Object | None:
        """Return the argument called ``name``: None when it was not passed, Unknown when that cannot be told."""
        if name in self.attributes:
            return self.attributes[name]
        if name in self.arguments:
            return self.arguments[name]
        if self.open:
            return Unknown(f"arguments of {self.cls.name} that are unpacked from an unknown value", self.origin)
        return None


@record
class PropertiesObject:
    """``step.properties`` and everything reached from it; ``path`` grows with each access."""

    step: SdkObject
    path: tuple[PathPart, ...] = ()
    origin: Origin | None = field(default=None, compare=False)


Object = Union[
    Literal,
    Unknown,
    ListObject,
    DictObject,
    ExternalName,
    ModuleObject,
    FunctionObject,
    ClassObject,
    UserInstance,
    BoundMethod,
    Partial,
    SuperObject,
    SdkObject,
    PropertiesObject,
]
