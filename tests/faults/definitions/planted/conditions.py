"""Conditions that compare the wrong things, or nothing."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, Fault, compare, definition, get, join
from tests.faults.definitions.planting import Copy, Drop, Put

CONDITIONS = "@CheckAccuracy/Arguments/Conditions"
STAGE = definition("v2/condition_empty_else")
LAMBDAS = definition("v2/lambda_outputs")
ABALONE = definition("v2/train_evaluate_register")
FOLDS = get("Parameters.Folds")

FAULTS = (
    Fault(
        "53",
        "a number with a text",
        GATE,
        (Put(f"{CONDITIONS}/-", compare("Equals", FOLDS, "5")),),
        "SMP701",
        f"{CONDITIONS}/1/RightValue",
        "warning",
    ),
    Fault(
        "53",
        "a text with a number",
        STAGE,
        (Put("@Check/Arguments/Conditions/0", compare("GreaterThan", get("Parameters.Stage"), 5)),),
        "SMP701",
        "@Check/Arguments/Conditions/0/RightValue",
        "warning",
    ),
    Fault(
        "53",
        "a Boolean parameter with a text",
        definition("v2/quality_check_model_params"),
        (
            Put(
                "/Steps/-",
                {
                    "Name": "If",
                    "Type": "Condition",
                    "Arguments": {
                        "Conditions": [compare("Equals", get("Parameters.SkipCheck"), "True")],
                        "IfSteps": [{"Name": "No", "Type": "Fail", "Arguments": {"ErrorMessage": "skipped"}}],
                        "ElseSteps": [],
                    },
                },
            ),
        ),
        "SMP701",
        "@If/Arguments/Conditions/0/RightValue",
        "warning",
    ),
    Fault(
        "53",
        "a join with a number, inside Not",
        GATE_V3,
        (Put(f"{CONDITIONS}/-", {"Type": "Not", "Condition": compare("Equals", join("", FOLDS), 5)}),),
        "SMP701",
        f"{CONDITIONS}/1/Condition/RightValue",
        "warning",
    ),
    Fault(
        "53",
        "a text among the numbers to look in",
        GATE,
        (Put(f"{CONDITIONS}/-", {"Type": "In", "QueryValue": FOLDS, "Values": [3, 5, "10"]}),),
        "SMP701",
        f"{CONDITIONS}/1/Values/2",
        "warning",
    ),
    Fault(
        "53",
        "the Integer output of a Lambda step with a text",
        LAMBDAS,
        (
            Put(
                "@Check/Arguments/Conditions/-",
                compare("GreaterThan", get("Steps.Call.OutputParameters['int_out']"), "9"),
            ),
        ),
        "SMP701",
        "@Check/Arguments/Conditions/1/RightValue",
        "warning",
    ),
    Fault(
        "53",
        "the execution's id with a number",
        STAGE,
        (Put("@Check/Arguments/Conditions/-", compare("Equals", get("Execution.PipelineExecutionId"), 7)),),
        "SMP701",
        "@Check/Arguments/Conditions/1/RightValue",
        "warning",
    ),
    Fault("54", "no conditions", GATE, (Put(CONDITIONS, []),), "SMP702", "@CheckAccuracy/Name", "warning"),
    Fault(
        "54",
        "two literals",
        ABALONE,
        (Put("@Gate/Arguments/Conditions/-", compare("Equals", 1, 1)),),
        "SMP702",
        severity="warning",
    ),
    Fault(
        "54",
        "a parameter with itself",
        GATE_V3,
        (Put(f"{CONDITIONS}/-", compare("GreaterThanOrEqualTo", FOLDS, FOLDS)),),
        "SMP702",
        severity="warning",
    ),
    Fault(
        "54",
        "Or of nothing",
        GATE,
        (Put(f"{CONDITIONS}/-", {"Type": "Or", "Conditions": []}),),
        "SMP702",
        severity="warning",
    ),
    Fault(
        "54",
        "Or of nothing, deep inside",
        STAGE,
        (
            Put(
                "@Check/Arguments/Conditions/-",
                {
                    "Type": "Not",
                    "Condition": {
                        "Type": "Or",
                        "Conditions": [{"Type": "Not", "Condition": {"Type": "Or", "Conditions": []}}],
                    },
                },
            ),
        ),
        "SMP702",
        "@Check/Arguments/Conditions/1/Condition/Conditions/0/Condition",
        "warning",
    ),
    Fault(
        "54",
        "In looks in a text",
        LAMBDAS,
        (
            Put(
                "@Check/Arguments/Conditions/-",
                {"Type": "In", "QueryValue": get("Steps.Call.OutputParameters['str_out']"), "Values": "abc"},
            ),
        ),
        "SMP702",
        "@Check/Arguments/Conditions/1/Values",
        "warning",
    ),
    Fault(
        "54",
        "In looks in nothing",
        STAGE,
        (Put("@Check/Arguments/Conditions/-", {"Type": "In", "QueryValue": get("Parameters.Stage"), "Values": []}),),
        "SMP702",
        "@Check/Arguments/Conditions/1/Values",
        "warning",
    ),
    Fault(
        "54",
        "both branches are empty",
        GATE,
        (Put("@CheckAccuracy/Arguments/ElseSteps", []),),
        "SMP702",
        "@CheckAccuracy/Name",
        "warning",
    ),
    Fault(
        "54", "both branches are empty, of another SDK", LAMBDAS, (Drop("@Next"),), "SMP702", "@Check/Name", "warning"
    ),
    Fault(
        "54",
        "more than five and fewer than three",
        GATE,
        (
            Put(f"{CONDITIONS}/-", compare("GreaterThan", FOLDS, 5)),
            Put(f"{CONDITIONS}/-", compare("GreaterThanOrEqualTo", 2, FOLDS)),
        ),
        "SMP702",
        severity="warning",
    ),
    Fault(
        "54",
        "two texts at once",
        STAGE,
        (Put("@Check/Arguments/Conditions/-", compare("Equals", get("Parameters.Stage"), "prod")),),
        "SMP702",
        severity="warning",
    ),
    Fault(
        "54",
        "a value of a file, asked about twice",
        GATE_V3,
        (Copy(f"{CONDITIONS}/0", f"{CONDITIONS}/-"),),
        "SMP702",
        severity="warning",
    ),
)
