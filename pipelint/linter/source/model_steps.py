"""The steps that a ``ModelStep`` and a ``RegisterModel`` stand for, repack steps among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelint.linter.source.derived import derived, is_passed, is_true, suffixed
from pipelint.linter.source.objects import DictObject, ListObject, Object, PropertiesObject, SdkObject
from pipelint.linter.source.sdk import repacking
from pipelint.linter.source.sdk.classes import CLASSES, dialect_of
from pipelint.linter.source.sdk.rows import SdkClass
from pipelint.linter.source.sdk.steps import REGISTER, REPACK
from pipelint.pipeline.values import Literal, Member, Unknown

_METHODS = {"create": "Model", "build": "Model", "register": "RegisterModel"}
_SUFFIXES = {"Model": "-CreateModel", "RegisterModel": "-RegisterModel"}
_REPACKED_FOR = Literal("Used to repack a model with customer scripts for a register/create model step")
_VARIABLES = frozenset({"parameter", "join", "json_get", "execution_variable", "step", "output_parameter"})
_NOT_KNOWN = "whether the SDK puts a repack step before the model depends on what cannot be known: "


def model_step_type(item: SdkObject) -> str | None:
    """Return the ``Type`` of the step a ``ModelStep`` makes in the end, by the method its arguments come from."""
    call = item.argument("step_args")
    return _METHODS.get(call.cls.kind.rpartition(".")[2]) if isinstance(call, SdkObject) else None


def expand_model_step(item: SdkObject) -> list[Object]:
    """``M-RepackModel-<name or index>`` for each model that needs it, then ``M-CreateModel`` or ``M-RegisterModel``.

    SDK v3 makes one step called ``M``; its repack steps are added because that one refers to them
    (sagemaker/workflow/model_step.py:222-330, sagemaker/mlops/workflow/model_step.py:135).
    """
    call = item.argument("step_args")
    step_type = model_step_type(item)
    v3 = dialect_of(item.dotted) == "v3"
    if not isinstance(call, SdkObject) or step_type is None:
        unknown = Unknown("the `step_args` of a ModelStep that cannot be followed", item.origin)
        return [] if v3 else [derived(item, SdkClass("ModelStep", "step", ()), unknown, step_args=call)]
    repacks, why = _repacks(item, models_of(call.receiver))
    if v3:
        _refer(item, repacks, why)
        return list(repacks.values())
    cls = REGISTER if step_type == "RegisterModel" else CLASSES["CreateModelStep"]
    depends_on = Unknown(why, item.origin) if why else None if repacks else item.argument("depends_on")
    name = suffixed(item, _SUFFIXES[step_type])
    retries = _retries(item, "register_model" if step_type == "RegisterModel" else "create_model")
    last = derived(item, cls, name, step_args=call, depends_on=depends_on, retry_policies=retries)
    _refer(last, repacks, why)
    return [*repacks.values(), *([Unknown(why, item.origin)] if why else []), last]


def _retries(item: SdkObject, which: str) -> Object | None:
    """Return the retry policies of one of the steps: those of all, or those under its key."""
    policies = item.argument("retry_policies")
    return policies.entries.get(f"{which}_retry_policies") if isinstance(policies, DictObject) else policies


def _refer(item: SdkObject, repacks: dict[int, SdkObject], why: str) -> None:
    """Let the containers of a model's request take what the repack steps yield."""
    entries: dict[str | int | float | bool | None, Object] = {
        position: PropertiesObject(step, (Member("ModelArtifacts"), Member("S3ModelArtifacts")), item.origin)
        for position, step in repacks.items()
    }
    item.attributes["repacked"] = DictObject(entries, not why)
    if why:
        item.attributes["perhaps_repacked"] = Unknown(why, item.origin)


def _repacks(item: SdkObject, models: Sequence[Object]) -> tuple[dict[int, SdkObject], str]:
    """Return the repack steps by the position of their model, and what cannot be known about them, or nothing."""
    made: dict[int, SdkObject] = {}
    why = "" if models else f"{_NOT_KNOWN}the model"
    for position, model in enumerate(models):
        verdict = _is_repacked(model)
        if isinstance(verdict, str):
            why = why or _NOT_KNOWN + verdict
        elif verdict and isinstance(model, SdkObject):
            made[position] = _repack_step(item, model, position)
    return made, why


def _repack_step(item: SdkObject, model: SdkObject, position: int) -> SdkObject:
    settings = item.argument("repack_model_step_settings")
    chosen = settings.entries if isinstance(settings, DictObject) else {}
    name = model.argument("model_name" if model.cls.name == "ModelBuilder" else "name")
    base = name.value if isinstance(name, Literal) else position if name is None else None
    full: Object = suffixed(item, f"-RepackModel-{base}")
    if base is None or model.cls.name == "ModelBuilder":
        # A ModelBuilder without a name gets one at random (sagemaker/serve/model_builder.py).
        full = Unknown("the name of a repack step, which the SDK makes of one it draws", item.origin)
    data = model.argument("model_data") or model.argument("s3_model_data_url")
    settled = None if settings is None or isinstance(settings, DictObject) else Unknown("repack settings", item.origin)
    return derived(
        item,
        REPACK,
        full,
        role=chosen.get("role") or settled or _role(item, model),
        model_data=data,
        instance_type=chosen.get("instance_type") or settled,
        depends_on=item.argument("depends_on"),
        retry_policies=_retries(item, "repack_model"),
        display_name=Literal(None),
        description=_REPACKED_FOR,
    )


def _role(item: SdkObject, model: SdkObject) -> Object | None:
    """Return the role of the repack job: that of the whole model, else of the one inside it."""
    call = item.argument("step_args")
    whole = call.receiver if isinstance(call, SdkObject) else None
    found = whole.argument("role") if whole is not None else None
    return found or model.argument("role") or model.argument("role_arn")


def models_of(model: Object | None) -> Sequence[Object]:
    """Return the models inside ``model``: of a ``PipelineModel`` several; none where they cannot be known."""
    if not isinstance(model, SdkObject):
        return []
    if model.cls.name != "PipelineModel":
        return [model]
    inner = model.argument("models")
    return inner.items if isinstance(inner, ListObject) and inner.complete else []


def _is_repacked(model: Object) -> bool | str:
    """Tell whether the SDK repacks ``model`` when the pipeline runs, or say what that depends on."""
    if not isinstance(model, SdkObject) or model.open:
        return "the model"
    if model.cls.name == "ModelBuilder":
        return _is_built_with_code(model)
    condition = repacking.REPACKED.get(model.cls.name)
    if condition is None:
        return False if model.cls.kind == "estimator" else "the model's class"
    data = _is_variable(model.argument("model_data"))
    code = is_passed(model.argument("entry_point"))
    if data is False or code is False:
        return False
    needed = _holds(condition, model)
    if needed is False:
        return False
    if data is None:
        return "`model_data`"
    if code is None:
        return "`entry_point`"
    return "the class's own condition" if needed is None else True


def _holds(condition: str, model: SdkObject) -> bool | None:
    if condition == repacking.WITH_SOURCE_FOLDER:
        return _all(is_true(model.argument("source_dir")), _not(is_true(model.argument("git_config"))))
    if condition == repacking.WHEN_ISOLATED:
        return is_true(model.argument("enable_network_isolation"))
    if condition == repacking.FROM_VERSION:
        version = model.argument("framework_version")
        text = version.value if isinstance(version, Literal) else None
        if not isinstance(text, str):
            return None
        return tuple(map(int, re.findall(r"\d+", text))) >= repacking.FIRST_VERSIONS[model.cls.name]
    return True


def _is_built_with_code(model: SdkObject) -> bool | str:
    """Tell whether a ``ModelBuilder`` brings code for an artifact to come (sagemaker/serve/model_builder.py:2110)."""
    code = model.argument("source_code")
    data = _is_variable(model.argument("s3_model_data_url"))
    if data is False or is_passed(code) is False:
        return False
    if is_passed(model.argument("model")) is not False or is_passed(model.argument("inference_spec")) is not False:
        return "how a ModelBuilder builds its model"
    if data is None:
        return "`s3_model_data_url`"
    if not isinstance(code, SdkObject) or code.open:
        return "`source_code`"
    whole = _all(is_true(code.argument("source_dir")), is_true(code.argument("entry_script")))
    return "the folder and the script of `source_code`" if whole is None else whole


def _is_variable(value: Object | None) -> bool | None:
    """Tell whether a value is known only when the pipeline runs; None where that cannot be told."""
    if isinstance(value, PropertiesObject):
        return True
    if isinstance(value, SdkObject):
        return value.cls.kind in _VARIABLES
    return None if isinstance(value, Unknown) else False


def _all(*parts: bool | None) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part


def expand_register_model(item: SdkObject) -> list[Object]:
    """``N-RepackModel`` where there is code, then ``N-RegisterModel`` (workflow/step_collections.py:240-370 of v2)."""
    model, estimator = item.argument("model"), item.argument("estimator")
    depends_on = item.argument("depends_on")
    owner = estimator if isinstance(estimator, SdkObject) else model if isinstance(model, SdkObject) else None
    repacks: dict[int, SdkObject] = {}
    why = ""
    if "entry_point" in item.arguments:
        repacks[0] = _register_repack(item, suffixed(item, "-RepackModel"), owner, item.argument("model_data"))
    elif item.open:
        why = f"{_NOT_KNOWN}arguments that are unpacked from an unknown value"
    elif is_passed(model) is not False:
        models = models_of(model)
        why = "" if models else f"{_NOT_KNOWN}the model"
        for position, one in enumerate(models):
            code = is_passed(one.argument("entry_point")) if isinstance(one, SdkObject) and not one.open else None
            if code is None:
                why = why or f"{_NOT_KNOWN}`entry_point`"
            elif code and isinstance(one, SdkObject):
                name = one.argument("name")
                known = isinstance(name, Literal) and isinstance(name.value, str)
                full: Object = Unknown("the name of a repack step, made of the framework's", item.origin)
                if known and isinstance(name, Literal):
                    full = Literal(f"{name.value}-RepackModel", name.origin)
                repacks[position] = _register_repack(item, full, owner or one, one.argument("model_data"))
    waits = Unknown(why, item.origin) if why else None if repacks else depends_on
    retries = item.argument("register_model_step_retry_policies")
    last = derived(item, REGISTER, suffixed(item, "-RegisterModel"), depends_on=waits, retry_policies=retries)
    last.arguments["collection"] = item
    _refer(last, repacks, why)
    return [*repacks.values(), *([Unknown(why, item.origin)] if why else []), last]


def _register_repack(item: SdkObject, name: Object, owner: SdkObject | None, data: Object | None) -> SdkObject:
    return derived(
        item,
        REPACK,
        name,
        role=owner.argument("role") if owner is not None else None,
        model_data=data,
        depends_on=item.argument("depends_on"),
        retry_policies=item.argument("repack_model_step_retry_policies"),
    )
