"""From the step objects of one pipeline to the model's steps: names, branches, dependencies, property files."""

from __future__ import annotations

from dataclasses import replace

from pipelint.linter.source.lowering import Lowering
from pipelint.linter.source.objects import ExternalName, ListObject, Object, SdkObject
from pipelint.linter.source.policies import attributes_of
from pipelint.linter.source.requests import request_of
from pipelint.linter.source.sdk.classes import dialect_of
from pipelint.pipeline.model import Dependency, Gap, OutputParameter, PropertyFile, Step
from pipelint.pipeline.values import Literal, Unknown, Value

STEP_KINDS = frozenset({"step", "model_step", "register_model", "collection"})
_BRANCHES = ("if_steps", "else_steps", "for_each_body")
_TRIGGERS = frozenset({"Completed", "Failed", "Stopped", "Any"})
"""What ``TriggerCondition.FAILED`` and its like compile to (sagemaker/mlops/workflow/step_dependency.py:26-32)."""
_MODEL_SUFFIX = {"RegisterModel": "-RegisterModel", "Model": "-CreateModel"}


def is_step(item: object) -> bool:
    """Tell whether ``item`` is a step or a collection of steps."""
    return isinstance(item, SdkObject) and item.cls.kind in STEP_KINDS


class StepReader:
    """Reads the steps of one pipeline; ``gaps`` collects what could not be understood."""

    def __init__(self) -> None:
        self.names: dict[int, tuple[str, bool]] = {}
        self.mentioned: dict[int, SdkObject] = {}
        self.lowering = Lowering(self.mention)
        self.gaps: list[Gap] = []

    def mention(self, item: SdkObject) -> str:
        """Return the name by which a reference reaches ``item``, and remember that something does."""
        if item.cls.kind in STEP_KINDS:
            self.mentioned.setdefault(id(item), item)
        return self.name(item)[0]

    def name(self, item: SdkObject) -> tuple[str, bool]:
        """Return the step's name in the definition, or a label, and whether it is the name.

        SDK v2 suffixes the steps of its collections; v3 does not (definition-format reference, section 3).
        """
        found = self.names.get(id(item))
        if found is None:
            written = item.argument("name")
            if isinstance(written, Literal) and isinstance(written.value, str):
                found = (written.value + self._suffix(item), True)
            else:
                found = (f"<{item.cls.name} {len(self.names) + 1}>", False)
            self.names[id(item)] = found
        return found

    def _suffix(self, item: SdkObject) -> str:
        if item.cls.kind == "register_model":
            return "-RegisterModel"
        if item.cls.kind == "model_step" and dialect_of(item.dotted) == "v2":
            return _MODEL_SUFFIX.get(self.type(item) or "", "")
        return ""

    def type(self, item: SdkObject) -> str | None:
        """Return the definition's ``Type`` of a step."""
        if item.cls.kind == "register_model":
            return "RegisterModel"
        if item.cls.kind == "model_step":
            call = item.argument("step_args")
            method = call.cls.kind.rpartition(".")[2] if isinstance(call, SdkObject) else ""
            return {"create": "Model", "build": "Model", "register": "RegisterModel"}.get(method)
        return item.cls.step_type

    def step(self, item: SdkObject) -> Step:
        """Read one step, with the steps inside it."""
        name, name_known = self.name(item)
        arguments, unplaced = request_of(item, self.lowering)
        depends_on, depends_on_complete = self._depends_on(item)
        files, files_complete = self._property_files(item)
        outputs, outputs_complete = self._outputs(item)
        step = Step(
            name,
            self.type(item),
            arguments=arguments,
            attributes=attributes_of(item, self.lowering),
            depends_on=depends_on,
            depends_on_complete=depends_on_complete,
            property_files=files,
            property_files_complete=files_complete,
            outputs=outputs,
            outputs_complete=outputs_complete,
            name_known=name_known and not (item.cls.kind == "model_step" and self.type(item) is None),
            certain=item.certain,
            children_complete=item.cls.kind != "collection" and not _may_repack(item),
            unplaced=unplaced,
            origin=item.origin,
            name_origin=written.origin if isinstance(written := item.argument("name"), Literal) else None,
        )
        return self._with_children(step, item)

    def _with_children(self, step: Step, item: SdkObject) -> Step:
        if step.type not in ("Condition", "ForEach"):
            return step
        inside = {name: self.steps(item.argument(name)) for name in _BRANCHES}
        conditions = item.argument("conditions")
        known = conditions.items if isinstance(conditions, ListObject) else []
        none_given = conditions is None
        return replace(
            step,
            conditions=tuple(self.lowering.condition(one) for one in known),
            conditions_complete=none_given or (isinstance(conditions, ListObject) and conditions.complete),
            if_steps=inside["if_steps"][0],
            else_steps=inside["else_steps"][0],
            body=inside["for_each_body"][0],
            children_complete=all(complete for _, complete in inside.values()),
        )

    def steps(self, value: Object | None) -> tuple[tuple[Step, ...], bool]:
        """Read a list of steps; the flag says whether it is whole."""
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), True
        if isinstance(value, SdkObject) and is_step(value):
            return (self.step(value),), True
        if not isinstance(value, ListObject):
            self._gap("a list of steps", value)
            return (), False
        complete = value.complete
        found: list[Step] = []
        for item in value.items:
            if isinstance(item, SdkObject) and is_step(item):
                found.append(self.step(item))
            else:
                self._gap("a step", item)
                complete = False
        if not value.complete:
            self.gaps.append(Gap("a list of steps", "further steps may be added to it", value.origin))
        return tuple(found), complete

    def _gap(self, what: str, value: Object) -> None:
        lowered = self.lowering.value(value)
        why = lowered.reason if isinstance(lowered, Unknown) else "it is no step"
        self.gaps.append(Gap(what, why, lowered.origin))

    def _depends_on(self, item: SdkObject) -> tuple[tuple[Dependency, ...], bool]:
        value = item.argument("depends_on")
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), True
        if not isinstance(value, ListObject):
            return (), False
        found = [self._dependency(one) for one in value.items]
        known = tuple(one for one in found if one is not None)
        return known, value.complete and len(known) == len(found)

    def _dependency(self, item: Object) -> Dependency | None:
        if isinstance(item, SdkObject) and item.cls.kind == "dependency":
            inner = item.argument("step")
            target = self._dependency(inner) if inner is not None else None
            trigger = item.argument("trigger")
            if target is None or trigger is None:
                return target
            # A trigger that is not known leaves the dependency out: taken for Completed, it would be a wait it is not.
            name = trigger.last.capitalize() if isinstance(trigger, ExternalName) else None
            return replace(target, trigger=name) if name in _TRIGGERS else None
        if isinstance(item, SdkObject) and is_step(item):
            return Dependency(self.mention(item), origin=item.origin)
        if isinstance(item, Literal) and isinstance(item.value, str):
            return Dependency(item.value, origin=item.origin)
        return None

    def _property_files(self, item: SdkObject) -> tuple[tuple[PropertyFile, ...], bool]:
        value = item.argument("property_files")
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), True
        if not isinstance(value, ListObject):
            return (), False
        files = [one for one in value.items if isinstance(one, SdkObject) and one.cls.kind == "property_file"]
        read = tuple(
            PropertyFile(
                self._given(one, "name"), self._given(one, "output_name"), self._given(one, "path"), one.origin
            )
            for one in files
        )
        return read, value.complete and len(files) == len(value.items)

    def _given(self, item: SdkObject, name: str) -> Value:
        found = item.argument(name)
        return self.lowering.value(found) if found is not None else Unknown(f"`{name}` was not passed", item.origin)

    def _outputs(self, item: SdkObject) -> tuple[tuple[OutputParameter, ...], bool]:
        """Read the outputs of a Lambda or Callback step."""
        value = item.argument("outputs") if item.cls.step_type in ("Lambda", "Callback") else None
        if value is None or (isinstance(value, Literal) and value.value is None):
            return (), not item.open
        if not isinstance(value, ListObject):
            return (), False
        made = [one for one in value.items if isinstance(one, SdkObject) and one.cls.kind == "output_parameter"]
        read = tuple(
            OutputParameter(self._given(one, "output_name"), self._given(one, "output_type"), one.origin)
            for one in made
        )
        return read, value.complete and len(made) == len(value.items)


def _may_repack(item: SdkObject) -> bool:
    """Tell whether the SDK may add a repack step of its own naming: for models that bring their own code."""
    if item.cls.kind == "register_model":
        owner = item.argument("estimator") or item.argument("model")
    elif item.cls.kind == "model_step":
        call = item.argument("step_args")
        owner = call.receiver if isinstance(call, SdkObject) else None
    else:
        return False
    return not (isinstance(owner, SdkObject) and owner.cls.name in ("Estimator", "Model") and not owner.open)
