"""What every definition is made of besides steps: the top level, parameters, expressions, conditions.

Written from what the two SDKs emit (sagemaker 2.257, sagemaker-mlops 1.27), file and line at each part, where AWS's
published schema (https://github.com/aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema)
says otherwise: it rejects every definition that the SDKs emit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.definition_schema.words import Schema, array, by_type, closed, or_expression, ref

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
TEXT: Schema = or_expression({"type": ["string", "null"]})
FLAG: Schema = or_expression({"type": ["boolean", "null"]})
OPERAND: Schema = or_expression(_SCALAR)
# W2/pipeline.py:442-452 and M3/pipeline.py:507-518; only Steps is required by the published schema.
TOP: Schema = closed(
    {
        "Version": {"const": "2020-12-01"},
        "Metadata": {"type": "object", "additionalProperties": {"type": "string"}},
        "Parameters": array(ref("Parameter")),
        "PipelineExperimentConfig": ref("PipelineExperimentConfig"),
        "MlflowConfig": ref("MlflowConfig"),
        "Steps": array(ref("Step")),
    },
    ["Steps"],
)

# parameters.py:78-86,179-184; the length is the API's PipelineParameterName.
PARAMETER_DEFAULTS: Mapping[str, Schema] = {
    "String": {"type": "string"},
    "Integer": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
}
_PARAMETER: dict[str, Any] = {
    **closed(
        {
            "Name": {
                "type": "string",
                "pattern": "^[A-Za-z0-9_-]{1,256}$",
                "description": "1 to 256 of A-Z a-z 0-9 - _",
            },
            "Type": {"enum": list(PARAMETER_DEFAULTS)},
            "Description": {"type": "string"},
            "DefaultValue": {"type": ["string", "number", "boolean"]},
            "EnumValues": array({"type": "string"}),
        },
        ["Name"],
    ),
    "allOf": [
        {
            "if": {"properties": {"Type": {"const": kind}}, "required": ["Type"]},
            "then": {"properties": {"DefaultValue": default}},
        }
        for kind, default in PARAMETER_DEFAULTS.items()
    ],
}

# functions.py:67-74,125-154, execution_variables.py:82-89, properties.py:118-120, mlops/workflow/for_each_step.py:30
_NAMESPACES = ("Parameters", "Execution", "Steps", "PipelineExperimentConfig", "ForEach", "IterationOutput")
EXPRESSIONS: Mapping[str, Schema] = {
    "Expression": {
        **closed({"Get": ref("Get"), "Std:Join": ref("Join"), "Std:JsonGet": ref("JsonGet")}),
        "description": "an expression: an object with Get, Std:Join or Std:JsonGet and nothing else",
        "minProperties": 1,
        "maxProperties": 1,
    },
    "LooksLikeExpression": {
        "type": "object",
        "anyOf": [{"required": [key]} for key in ("Get", "Std:Join", "Std:JsonGet")],
    },
    "Get": {
        "type": "string",
        "pattern": rf"^({'|'.join(_NAMESPACES)})\..",
        "description": f"a reference that begins with {', '.join(f'{name}.' for name in _NAMESPACES)}",
    },
    # What is the user's own: anything, in which an expression is an expression all the same.
    "Value": {
        "if": ref("LooksLikeExpression"),
        "then": ref("Expression"),
        "else": {"additionalProperties": ref("Value"), "items": ref("Value")},
    },
    "Join": closed({"On": {"type": "string"}, "Values": array(ref("JoinItem"))}, ["Values"]),
    "JoinItem": OPERAND,
    "PropertyFileReference": closed(
        {
            "Get": {
                "type": "string",
                "pattern": r"^Steps\.[^.]+\.PropertyFiles\..",
                "description": "Steps.STEP.PropertyFiles.FILE",
            }
        },
        ["Get"],
    ),
    "JsonGet": {
        **closed(
            {
                "PropertyFile": ref("PropertyFileReference"),
                "S3Uri": ref("JoinItem"),
                "Path": {"type": ["string", "null"]},
            }
        ),
        "oneOf": [{"required": ["PropertyFile"]}, {"required": ["S3Uri"]}],
    },
}

# conditions.py:91-95,230-234,262,284-287. NotEquals and NotIn stand in the published schema; no SDK emits them.
COMPARISONS = ("Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo")
CONDITIONS: Mapping[str, Mapping[str, Schema]] = {
    **{kind: {"LeftValue": OPERAND, "RightValue": OPERAND} for kind in COMPARISONS},
    "In": {
        "QueryValue": OPERAND,
        "Values": {"if": {"type": "object"}, "then": ref("Expression"), "else": array(OPERAND)},
    },
    "Not": {"Condition": ref("Condition")},
    "Or": {"Conditions": array(ref("Condition"))},
}


def definitions() -> dict[str, Schema]:
    """Return the named schemas of this module."""
    return {
        "Parameter": _PARAMETER,
        # pipeline_experiment_config.py:57-63
        "PipelineExperimentConfig": {
            "type": ["object", "null"],
            "properties": {"ExperimentName": TEXT, "TrialName": TEXT},
            "additionalProperties": False,
        },
        # mlops/workflow/pipeline.py:844-847
        "MlflowConfig": {
            "type": ["object", "null"],
            "properties": {"MlflowResourceArn": TEXT, "MlflowExperimentName": TEXT},
            "additionalProperties": False,
        },
        **EXPRESSIONS,
        "Condition": {
            "type": "object",
            "properties": {"Type": {"enum": list(CONDITIONS)}},
            "required": ["Type"],
            "allOf": by_type({kind: f"{kind}Condition" for kind in CONDITIONS}),
        },
        **{
            f"{kind}Condition": closed({"Type": {"const": kind}, **keys}, ["Type", *keys])
            for kind, keys in CONDITIONS.items()
        },
    }
