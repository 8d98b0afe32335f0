"""Finding what a dotted name means to the SDKs, in the tables of this package."""

from __future__ import annotations

from pipelint.linter.source.sdk.expressions import AMBIGUOUS, EXPRESSIONS, V3_EXPRESSIONS, V3_SHAPES
from pipelint.linter.source.sdk.jobs import JOBS, V3_JOBS
from pipelint.linter.source.sdk.methods import ENTITY_METHODS, FRAMEWORK_LIKE, METHODS, SCRIPT_LIKE
from pipelint.linter.source.sdk.rows import SdkClass
from pipelint.linter.source.sdk.steps import COLLECTIONS, STEPS, V3_STEPS

__all__ = ["CLASSES", "SdkClass", "dialect_of", "find_class", "find_method"]

_V2_CLASSES = {**STEPS, **COLLECTIONS, **JOBS, **EXPRESSIONS}
_V3_CLASSES = {**_V2_CLASSES, **V3_STEPS, **V3_JOBS, **V3_EXPRESSIONS}

CLASSES = {**_V3_CLASSES, **_V2_CLASSES}
"""Every class of either SDK by its name; where both have one of a name, that of v2."""

_V3 = ("sagemaker.mlops.", "sagemaker.core.", "sagemaker.train.", "sagemaker.serve.")
_NOT_PIPELINES = ("sagemaker.core.resources.", "sagemaker.session.", "sagemaker.remote_function.")
"""Modules whose classes share names with the table but are API resources or other things."""


def find_class(dotted: str) -> SdkClass | None:
    """Return the SDK class that ``dotted`` names, whichever module re-exports it; None for anything else.

    Only names under the ``sagemaker`` package count: ``sklearn.pipeline.Pipeline`` and a user's own ``ConditionStep``
    are told apart by where they come from.
    """
    if not dotted.startswith("sagemaker.") or dotted.startswith(_NOT_PIPELINES):
        return None
    name = dotted.rpartition(".")[2]
    if dotted.startswith(V3_SHAPES) and name[:1].isupper():
        return SdkClass(name, "shape", _positional_fields(name))
    entity = ENTITY_METHODS.get(".".join(dotted.split(".")[-2:]))
    if entity is not None and ".lineage." in dotted:
        return SdkClass(dotted.split(".")[-2], "entity", tuple(entity))
    found = (_V3_CLASSES if dialect_of(dotted) == "v3" else CLASSES).get(name)
    if found is not None and f".{AMBIGUOUS.get(name, '')}" not in dotted:
        return None
    return found


def _positional_fields(name: str) -> tuple[str, ...]:
    """Return the parameters that a shape of SDK v3 takes by position: none, pydantic wants their names."""
    return ("channel_name", "data_source", "content_type") if name == "InputData" else ()


def find_method(cls: SdkClass, name: str) -> SdkClass | None:
    """Return the method ``name`` of ``cls`` where it makes something of a pipeline, else None."""
    family = cls.name
    if cls.name in SCRIPT_LIKE:
        family = "ScriptProcessor"
    elif cls.name in FRAMEWORK_LIKE:
        family = "FrameworkProcessor"
    for owner in (family, cls.kind, "Processor" if cls.kind == "processor" else ""):
        signature = METHODS.get(f"{owner}.{name}")
        if signature is not None:
            return SdkClass(f"{cls.name}.{name}", f"{cls.kind}.{name}", signature)
    return None


def dialect_of(dotted: str) -> str:
    """Return ``"v3"`` for a name from the v3 distributions, else ``"v2"``."""
    return "v3" if dotted.startswith(_V3) else "v2"
