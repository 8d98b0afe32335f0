"""The file on the user's machine that a step runs: ``code=``, or ``entry_point=`` in ``source_dir=``."""

from __future__ import annotations

import posixpath

from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.paths import path_of
from pipelint.linter.source.request_parts import is_none
from pipelint.pipeline.scripts import LocalCode

_FILES = ("code", "entry_point", "entry_script")
_FOLDER = "source_dir"
_HOLDERS = ("step_args", "processor", "estimator", "source_code")


def local_code(step: SdkObject) -> LocalCode | None:
    """Return the file that ``step`` runs; None where it runs none, or the source does not tell which."""
    owners = _owners(step)
    file = _first(owners, _FILES)
    found = path_of(file) if file is not None else None
    if found is None or "://" in found[0] or _first(owners, ("git_config",)) is not None:
        return None
    folder = _first(owners, (_FOLDER,))
    if folder is None or is_none(folder):
        return LocalCode(*found, _inputs_known(owners), origin=getattr(file, "origin", None))
    inside = path_of(folder)
    if inside is None or "://" in inside[0]:
        return None
    path = posixpath.join(inside[0], found[0])
    return LocalCode(
        path, inside[1] or found[1], _inputs_known(owners), inside[0], origin=getattr(file, "origin", None)
    )


def _owners(step: SdkObject) -> list[SdkObject]:
    """Return the objects that may tell the file: the step, the call it was given, the job, and its source code."""
    found = [step]
    for one in found:
        held = [one.argument(name) for name in _HOLDERS]
        found += [other for other in (*held, one.receiver) if isinstance(other, SdkObject) and other not in found]
    return found


def _inputs_known(owners: list[SdkObject]) -> bool:
    inputs = _first(owners, ("inputs", "input_data_config"))
    told = inputs is None or is_none(inputs) or (isinstance(inputs, (ListObject, DictObject)) and inputs.complete)
    return told and not any(one.open for one in owners)


def _first(owners: list[SdkObject], names: tuple[str, ...]) -> Object | None:
    return next((value for one in owners for name in names if (value := one.argument(name)) is not None), None)
