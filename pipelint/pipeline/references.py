"""Read the text of a ``Get`` into the reference it is.

The grammar is the one the SDKs write by (``sagemaker/workflow/properties.py:171-249``, ``parameters.py:126``,
``execution_variables.py:29`` and ``functions.py:137`` of sagemaker 2.257)::

    reference := "Parameters." NAME | "Execution." NAME
               | "Steps." STEP [ "." path ] | "Steps." STEP ".PropertyFiles." FILE
    path      := member ( "." member )*
    member    := NAME ( "[" INT "]" | "['" KEY "']" )*

NAME and STEP hold no dot and no bracket. KEY stands raw between its quotes, so it may hold dots, brackets and quotes;
it ends at the first ``']`` after which a path can go on or end. FILE is all the rest: that name is raw, too.
"""

from __future__ import annotations

import re

from pipelint.pipeline.values import (
    ExecutionVariable,
    Index,
    Key,
    Member,
    Origin,
    OtherReference,
    ParameterReference,
    PathPart,
    PropertyFileReference,
    Reference,
    StepReference,
)

_NAME = r"[^.\[\]]+"
_SINGLE = re.compile(rf"(Parameters|Execution)\.({_NAME})")
_STEP = re.compile(rf"Steps\.({_NAME})")
_PROPERTY_FILE = re.compile(r"\.PropertyFiles\.(.+)", re.DOTALL)
# One part of a path. An index that no list can have (over 18 digits) is left out of the grammar: int() refuses texts of
# thousands of digits, and so are spellings that no SDK writes, such as [01].
_PART = re.compile(
    rf"\.(?P<member>{_NAME})|\[(?P<index>0|-?[1-9][0-9]{{0,17}})\]|\['(?P<key>.*?)'\](?=[.\[]|\Z)", re.DOTALL
)


def parse_reference(text: str, origin: Origin | None = None) -> Reference:
    """Return the reference that ``text``, the value of a ``Get``, spells.

    What does not follow the grammar, or stands in a namespace of its own (``ForEach.CurrentItem``,
    ``IterationOutput.…``, ``PipelineExperimentConfig.…``), is an :class:`OtherReference` with the text as it was:
    nothing is raised. ``str()`` of the result is ``text`` again. Takes time linear in the length of ``text``.
    """
    single = _SINGLE.fullmatch(text)
    if single is not None:
        kind = ParameterReference if single[1] == "Parameters" else ExecutionVariable
        return kind(single[2], origin)
    step = _STEP.match(text)
    if step is None:
        return OtherReference(text, origin)
    file = _PROPERTY_FILE.fullmatch(text, step.end())
    if file is not None:
        return PropertyFileReference(step[1], file[1], origin, origin, origin)
    path = _parse_path(text, step.end(), origin)
    return OtherReference(text, origin) if path is None else StepReference(step[1], path, origin)


def _parse_path(text: str, position: int, origin: Origin | None) -> tuple[PathPart, ...] | None:
    """Return the parts from ``position`` to the end, or None where they do not follow the grammar."""
    if text.startswith("[", position):
        return None
    parts: list[PathPart] = []
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            return None
        if part["member"] is not None:
            parts.append(Member(part["member"], origin))
        elif part["index"] is not None:
            parts.append(Index(int(part["index"]), origin))
        else:
            parts.append(Key(part["key"], origin))
        position = part.end()
    return tuple(parts)
