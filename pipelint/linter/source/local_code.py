"""The file on the user's machine that a step runs: ``code=``, or ``entry_point=`` in ``source_dir=``."""

from __future__ import annotations

import posixpath

from pipelint.linter.source.objects import DictObject, ListObject, Object, SdkObject
from pipelint.linter.source.paths import path_of
from pipelint.linter.source.request_parts import is_none
from pipelint.linter.source.sdk.jobs import OF_AWS, SCRIPT_TRAINERS
from pipelint.pipeline.scripts import LocalCode
from pipelint.pipeline.values import Literal

_FILES = ("code", "entry_point", "entry_script")
_FOLDER = "source_dir"
_HOLDERS = ("step_args", "processor", "estimator", "source_code", "lambda_func")


def local_code(step: SdkObject) -> LocalCode | None:
    """Return the file that ``step`` runs; None where it runs none, or the source does not tell which."""
    owners = _owners(step)
    function = next((one for one in owners if one.cls.kind == "lambda"), None)
    file = _first(owners, _FILES) if function is None else function.argument("script")
    found = path_of(file) if file is not None else None
    if found is None or "://" in found[0] or _first(owners, ("git_config",)) is not None:
        return None
    folder = _first(owners, (_FOLDER,))
    inside = None if folder is None or is_none(folder) else path_of(folder)
    if inside is None:
        if folder is not None and not is_none(folder):
            return None
        path, anchored = found
    elif "://" in inside[0]:
        return None
    else:
        path, anchored = posixpath.join(inside[0], found[0]), inside[1] or found[1]
    return LocalCode(
        path,
        anchored,
        _inputs_known(owners),
        _arguments_known(owners),
        _variables_known(owners),
        inside[0] if inside is not None else None,
        handler=_text(function.argument("handler")) if function is not None else None,
        origin=getattr(file, "origin", None),
    )


def _text(value: Object | None) -> Literal | None:
    return value if isinstance(value, Literal) and isinstance(value.value, str) else None


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


def _arguments_known(owners: list[SdkObject]) -> bool:
    """Tell whether a training job passes to its script the hyperparameters that the source tells, and no others."""
    trainer = next((one for one in owners if one.cls.kind in ("estimator", "trainer")), None)
    if trainer is None or trainer.open or trainer.cls.name not in SCRIPT_TRAINERS:
        return False
    given, folder = trainer.argument("hyperparameters"), trainer.argument("model_dir")
    adds_folder = trainer.cls.name == "TensorFlow" and not (isinstance(folder, Literal) and folder.value is False)
    whole = given is None or is_none(given) or (isinstance(given, DictObject) and given.complete)
    return whole and not adds_folder


def _variables_known(owners: list[SdkObject]) -> bool:
    """Tell whether a job runs in an image of AWS, and sets the variables that the source tells."""
    job = next((one for one in owners if one.cls.kind in ("processor", "estimator")), None)
    if job is None or job.open or job.cls.name not in OF_AWS or job.argument("image_uri") is not None:
        return False
    given = job.argument("env") or job.argument("environment")
    return given is None or is_none(given) or (isinstance(given, DictObject) and given.complete)


def _first(owners: list[SdkObject], names: tuple[str, ...]) -> Object | None:
    return next((value for one in owners for name in names if (value := one.argument(name)) is not None), None)
