"""Declarations of parameters."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition, get
from tests.faults.definitions.planting import Copy, Put

SKLEARN = definition("v2/processing_sklearn_parameters")
QUALITY = definition("v2/quality_check_model_params")
TWICE = "duplicate parameter"
UNUSED = "unused parameter"

FAULTS = (
    Fault("37", "an empty string as an Integer", GATE, (Put("/Parameters/2/DefaultValue", ""),), "SMP403"),
    Fault("37", "zero as a String", GATE, (Put("/Parameters/0/DefaultValue", 0),), "SMP403"),
    Fault("37", "a truth value as an Integer", SKLEARN, (Put("/Parameters/1/DefaultValue", True),), "SMP403"),
    Fault("37", "a fraction as an Integer", GATE_V3, (Put("/Parameters/2/DefaultValue", 2.5),), "SMP403"),
    Fault(
        "37",
        "a text as a Float",
        definition("v2/train_evaluate_register"),
        (Put("/Parameters/0/DefaultValue", "0.9"),),
        "SMP403",
    ),
    Fault("37", "a text as a Boolean", QUALITY, (Put("/Parameters/0/DefaultValue", "True"),), "SMP403"),
    Fault(
        "37",
        "a reference as a default",
        LOOP,
        (Put("/Parameters/0/DefaultValue", get("Execution.PipelineName")),),
        "SMP403",
    ),
    Fault(
        "38",
        "a default that is none of the values",
        REGISTER,
        (Put("/Parameters/1/DefaultValue", "Aproved"),),
        "SMP403",
        severity="warning",
    ),
    Fault("38", "an empty default", REGISTER, (Put("/Parameters/1/DefaultValue", ""),), "SMP403", severity="warning"),
    Fault(
        "38",
        "values that the default is not among",
        GATE,
        (Put("/Parameters/1/EnumValues", ["ml.m5.xlarge", "ml.m5.2xlarge"]),),
        "SMP403",
        "/Parameters/1/DefaultValue",
        "warning",
    ),
    Fault(TWICE, "declared twice alike", GATE, (Copy("/Parameters/0", "/Parameters/-"),), "SMP404", severity="warning"),
    Fault(
        TWICE,
        "declared again with another default",
        LOOP,
        (Put("/Parameters/-", {"Name": "InstanceType", "Type": "String", "DefaultValue": "ml.c5.large"}),),
        "SMP404",
        severity="warning",
    ),
    Fault(
        TWICE,
        "declared again with another type",
        SKLEARN,
        (Put("/Parameters/-", {"Name": "Verbose", "Type": "String", "DefaultValue": "yes"}),),
        "SMP404",
        severity="warning",
    ),
    Fault(
        UNUSED,
        "a parameter more",
        GATE,
        (Put("/Parameters/-", {"Name": "Stage", "Type": "String", "DefaultValue": "dev"}),),
        "SMP105",
        severity="warning",
    ),
    Fault(
        UNUSED,
        "a condition compares with a number instead",
        GATE_V3,
        (Put("@CheckAccuracy/Arguments/Conditions/0/RightValue", 0.8),),
        "SMP105",
        "/Parameters/3",
        "warning",
    ),
    Fault(
        UNUSED,
        "a Lambda step gets the default instead",
        REGISTER,
        (Put("@Notify/Arguments/to", "churn"),),
        "SMP105",
        "/Parameters/2",
        "warning",
    ),
)
