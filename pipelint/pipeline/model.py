"""The pipeline model: parameters, steps, property files and conditions as plain immutable data.

Readers build it (from source, from a compiled definition); rules and the harness only look at it. Fields called
``…_complete`` are false when there may be more than was read; a rule that argues from absence must ask them first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from pipelint.pipeline.record import field, record
from pipelint.pipeline.scripts import LocalCode, Script
from pipelint.pipeline.source_facts import FactKind as FactKind
from pipelint.pipeline.source_facts import SourceFact as SourceFact
from pipelint.pipeline.values import EMPTY_RECORD, Literal, Origin, Record, Spelling, Unknown, Value, origin_field


@record
class Parameter:
    """A pipeline parameter. ``type`` is String, Integer, Float or Boolean, or what was written instead."""

    name: str
    type: str
    default: Value | None = None
    enum_values: Value | None = None
    origin: Origin | None = origin_field()
    name_origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class PropertyFile:
    """A JSON file among a processing step's outputs, registered so that ``JsonGet`` can read it.

    ``output_name`` must be one of the step's outputs, and ``path`` is relative to that output
    (https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html).
    """

    name: Value
    output_name: Value
    path: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class OutputParameter:
    """A named value that a Lambda or Callback step returns."""

    name: Value
    type: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class Dependency:
    """One entry of ``DependsOn``. ``trigger`` is Completed unless a v3 ``StepDependency`` says otherwise."""

    step: str
    trigger: str = "Completed"
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class Comparison:
    """Equals, GreaterThan, GreaterThanOrEqualTo, LessThan or LessThanOrEqualTo."""

    type: str
    left: Value
    right: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class Membership:
    """``In``: true when ``query`` is one of ``values`` (a list, or an expression that yields one)."""

    query: Value
    values: Value
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class Negation:
    """``Not``."""

    condition: Condition
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class Disjunction:
    """``Or``: true when any of ``conditions`` is."""

    conditions: tuple[Condition, ...]
    complete: bool = True
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)


@record
class UnknownCondition:
    """A condition that could not be read, or of a type nobody has described; ``content`` is what stood there."""

    type: str | None
    content: Value
    origin: Origin | None = origin_field()


Condition = Union[Comparison, Membership, Negation, Disjunction, UnknownCondition]


def condition_values(condition: Condition) -> Iterator[Value]:
    """Yield the operands of ``condition``, through any depth of ``Not`` and ``Or``, in written order."""
    pending = [condition]
    while pending:
        here = pending.pop()
        if isinstance(here, Comparison):
            yield here.left
            yield here.right
        elif isinstance(here, Membership):
            yield here.query
            yield here.values
        elif isinstance(here, Negation):
            pending.append(here.condition)
        elif isinstance(here, Disjunction):
            pending.extend(reversed(here.conditions))
        else:
            yield here.content


@record
class Step:
    """One step.

    ``name`` is always a string: where the source does not tell it, ``name_known`` is false and ``name`` is a label that
    is unique in the pipeline, so that the graph can still be drawn. ``type`` is the definition's ``Type``
    (``Processing``, ``Training``, …), or None for a step of an unknown class. ``arguments`` has the shape of the AWS
    request the step sends, minus what this model names itself: ``Conditions``, ``IfSteps`` and ``ElseSteps`` of a
    Condition step and ``ForEachBody`` stand in fields of their own. ``attributes`` holds the step's further top-level
    keys (``CacheConfig``, ``RetryPolicies``, ``FunctionArn``, …). ``unplaced`` holds values that the source hands to
    the step in a way whose place in the request is not known: they still make edges. ``left_out`` are the paths
    (``NetworkConfig.VpcConfig``) of what the source surely does not ask for, though ``arguments`` are not complete: the
    SDK adds members of its own, and may find these in its file of defaults. A step that only some worlds
    create (under an ``if`` that cannot be decided, in a loop over the unknown) is not ``certain``. One that the source
    does not list, and that the SDK adds because another step waits for it, is not ``listed``. ``code`` is the file
    that the step runs, where the source tells it, and ``script`` what that does. ``name_origin`` is the place of the
    name alone; ``name_unknown`` says why a name cannot be known, and where it was given.
    """

    name: str
    type: str | None
    arguments: Record = EMPTY_RECORD
    attributes: Record = EMPTY_RECORD
    depends_on: tuple[Dependency, ...] = ()
    depends_on_complete: bool = True
    property_files: tuple[PropertyFile, ...] = ()
    property_files_complete: bool = True
    outputs: tuple[OutputParameter, ...] = ()
    outputs_complete: bool = True
    conditions: tuple[Condition, ...] = ()
    conditions_complete: bool = True
    if_steps: tuple[Step, ...] = ()
    else_steps: tuple[Step, ...] = ()
    body: tuple[Step, ...] = ()
    children_complete: bool = True
    name_known: bool = True
    certain: bool = True
    listed: bool = field(default=True, compare=False)
    unplaced: tuple[Value, ...] = ()
    left_out: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    code: LocalCode | None = field(default=None, compare=False, repr=False)
    script: Script | None = field(default=None, compare=False, repr=False)
    origin: Origin | None = origin_field()
    name_origin: Origin | None = origin_field()
    name_unknown: Unknown | None = field(default=None, compare=False, repr=False)
    spelling: Spelling | None = field(default=None, compare=False, repr=False)

    def values(self) -> Iterator[Value]:
        """Yield every value the step itself holds, except those of the steps inside it; :func:`walk` goes deeper."""
        yield self.arguments
        yield self.attributes
        yield from self.unplaced
        for condition in self.conditions:
            yield from condition_values(condition)

    @property
    def children(self) -> tuple[Step, ...]:
        """The steps inside this one: both branches of a condition, the body of a loop."""
        return self.if_steps + self.else_steps + self.body


@record
class UnattachedPropertyFile:
    """A ``PropertyFile`` object that the source creates and hands to ``JsonGet``; compiled definitions have none."""

    name: str
    origin: Origin | None = origin_field()


@record
class Gap:
    """Something that could not be understood: ``what`` it was, ``why``, and where."""

    what: str
    why: str
    origin: Origin | None = origin_field()


NO_NAME = Unknown("a compiled definition does not hold the pipeline's name")
NO_EXPERIMENT = Literal(None)


@record
class Pipeline:
    """A pipeline, or what is known of one.

    ``dialect`` is ``"v2"`` or ``"v3"`` for source and None for a compiled definition, which does not record it.
    ``name`` stands in source only, ``length``, in characters, in a definition only: as ``definition()`` returns it,
    however it is indented. ``gaps`` lists what stayed unknown, for the user who asks why nothing was found.
    """

    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...] = ()
    name: Value = NO_NAME
    steps_complete: bool = True
    parameters_complete: bool = True
    experiment_config: Value = NO_EXPERIMENT
    attributes: Record = EMPTY_RECORD
    dialect: str | None = None
    unattached_property_files: tuple[UnattachedPropertyFile, ...] = ()
    gaps: tuple[Gap, ...] = ()
    facts: tuple[SourceFact, ...] = ()
    origin: Origin | None = origin_field()
    spelling: Spelling | None = field(default=None, compare=False, repr=False)
    length: int | None = field(default=None, compare=False, repr=False)

    def all_steps(self) -> Iterator[Step]:
        """Yield every step, branches and loop bodies included, in definition order, parents before children."""
        return iter(_flattened(self))

    def step(self, name: str) -> Step | None:
        """Return the first step called ``name``, wherever it stands, or None."""
        return next((step for step in self.all_steps() if step.name == name), None)

    @property
    def names_complete(self) -> bool:
        """True when the name of every step is known: only then does a missing name mean a missing step."""
        return self.steps_complete and all(step.name_known and step.children_complete for step in self.all_steps())


_last_flattened: tuple[Pipeline, tuple[Step, ...]] | None = None


def _flattened(pipeline: Pipeline) -> tuple[Step, ...]:
    """Return every step of ``pipeline``, and remember those of the last one: most rules ask for them."""
    global _last_flattened
    known = _last_flattened
    if known is None or known[0] is not pipeline:
        found: list[Step] = []
        pending = list(reversed(pipeline.steps))
        while pending:
            step = pending.pop()
            found.append(step)
            if step.if_steps or step.else_steps or step.body:
                pending.extend(reversed(step.children))
        known = _last_flattened = (pipeline, tuple(found))
    return known[1]
