"""An SDK pipeline made from a compiled definition, for the SDK's local executor, which takes nothing else."""

from __future__ import annotations

import re

from generated_pipelines import (
    ConditionStep,
    FailStep,
    Pipeline,
    RawStep,
    conditions,
    execution_variable,
    functions,
    offline_stand_in,
    parameters,
    properties,
)

_KINDS = {"Processing": "PROCESSING", "Training": "TRAINING", "Transform": "TRANSFORM", "Model": "CREATE_MODEL"}
_STEP = re.compile(r"Steps\.([^.\[\]]+)\.(.+)", re.DOTALL)


def rebuilt(definition, name):
    """Return a pipeline whose definition is ``definition`` again; its steps are all of types that local mode takes."""
    return _Rebuilding(definition).pipeline(name)


class _Rebuilding:
    def __init__(self, definition):
        self._definition = definition
        self._parameters = {one["Name"]: _parameter(one) for one in definition["Parameters"]}
        self._files = {}

    def pipeline(self, name):
        for step in _all(self._definition["Steps"]):
            for file in step.get("PropertyFiles", ()):
                made = properties.PropertyFile(
                    name=file["PropertyFileName"], output_name=file["OutputName"], path=file["FilePath"]
                )
                self._files[step["Name"], made.name] = made
        steps = [self._step(step) for step in self._definition["Steps"]]
        given = list(self._parameters.values())
        return Pipeline(name=name, parameters=given, steps=steps, sagemaker_session=offline_stand_in())

    def _step(self, step):
        name, arguments, before = step["Name"], step["Arguments"], list(step.get("DependsOn", ())) or None
        if step["Type"] == "Condition":
            return ConditionStep(
                name=name,
                depends_on=before,
                conditions=[self._condition(one) for one in arguments["Conditions"]],
                if_steps=[self._step(one) for one in arguments["IfSteps"]],
                else_steps=[self._step(one) for one in arguments["ElseSteps"]],
            )
        if step["Type"] == "Fail":
            return FailStep(name=name, error_message=self._value(arguments["ErrorMessage"]), depends_on=before)
        made = RawStep(name, _KINDS[step["Type"]], self._value(arguments), before)
        made.property_files = [file for (owner, _), file in self._files.items() if owner == name]
        return made

    def _condition(self, condition):
        kind = condition["Type"]
        if kind == "Not":
            return conditions.ConditionNot(self._condition(condition["Condition"]))
        if kind == "Or":
            return conditions.ConditionOr([self._condition(one) for one in condition["Conditions"]])
        if kind == "In":
            query, values = self._value(condition["QueryValue"]), self._value(condition["Values"])
            return conditions.ConditionIn(value=query, in_values=values)
        left, right = self._value(condition["LeftValue"]), self._value(condition["RightValue"])
        return getattr(conditions, f"Condition{kind}")(left=left, right=right)

    def _value(self, value):
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, dict):
            return value
        if set(value) == {"Get"}:
            return self._get(value["Get"])
        if set(value) == {"Std:Join"}:
            return functions.Join(on=value["Std:Join"]["On"], values=self._value(value["Std:Join"]["Values"]))
        if set(value) == {"Std:JsonGet"}:
            return self._json_get(value["Std:JsonGet"])
        return {key: self._value(item) for key, item in value.items()}

    def _get(self, path):
        namespace, _, rest = path.partition(".")
        if namespace == "Parameters":
            return self._parameters[rest]
        if namespace == "Execution":
            return execution_variable(rest)
        step, inside = _STEP.fullmatch(path).groups()
        return properties.Properties(step_name=step, path=inside)

    def _json_get(self, get):
        if "PropertyFile" not in get:
            return functions.JsonGet(s3_uri=self._value(get["S3Uri"]), json_path=get["Path"])
        step, file = re.fullmatch(r"Steps\.([^.]+)\.PropertyFiles\.(.+)", get["PropertyFile"]["Get"]).groups()
        return functions.JsonGet(step_name=step, property_file=self._files[step, file], json_path=get["Path"])


def _parameter(content):
    kind = getattr(parameters, f"Parameter{content['Type']}")
    more = {"enum_values": content["EnumValues"]} if "EnumValues" in content else {}
    return kind(name=content["Name"], default_value=content.get("DefaultValue"), **more)


def _all(steps):
    for step in steps:
        yield step
        if step["Type"] == "Condition":
            yield from _all(step["Arguments"]["IfSteps"])
            yield from _all(step["Arguments"]["ElseSteps"])
