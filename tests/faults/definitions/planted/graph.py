"""Names that are used twice, and waits that can never end."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition, get
from tests.faults.definitions.planting import Copy, Put

CHANNEL = "@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri"
NESTED = definition("v2/condition_nested")
TRIGGERS = definition("v3/step_dependency_triggers")
DEPENDS = definition("v2/depends_on_forms")
TELL = {
    "Name": "Tell",
    "Type": "Lambda",
    "FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:tell",
    "OutputParameters": [],
    "Arguments": {},
}

FAULTS = (
    Fault(
        "26",
        "one step in both branches",
        GATE,
        (Copy("@TooWeak", "@CheckAccuracy/Arguments/IfSteps/-"),),
        "SMP302",
        "@CheckAccuracy/Arguments/ElseSteps/0/Name",
    ),
    Fault(
        "26",
        "one step in a branch and among the steps",
        GATE_V3,
        (Copy("@TooWeak", "/Steps/-"),),
        "SMP302",
        "/Steps/4/Name",
    ),
    Fault(
        "26",
        "one step in the body of a loop and among the steps",
        LOOP,
        (Copy("@TrainWhole", "@PerRegion/Arguments/ForEachBody/-"),),
        "SMP302",
        "@PerRegion/Arguments/ForEachBody/2/Name",
    ),
    Fault("27", "two steps at the top level", REGISTER, (Put("@Record/Name", "Notify"),), "SMP302", "/Steps/3/Name"),
    Fault(
        "27",
        "a repack step that the SDK has added bears the name of another",
        definition("v3/model_repack_register"),
        (Copy("@Reg-RepackModel-model-00000000", "/Steps/-"),),
        "SMP302",
        "/Steps/3/Name",
    ),
    Fault(
        "27",
        "two steps in two conditions",
        NESTED,
        (Put("@InnerFail/Name", "OuterFail"),),
        "SMP302",
        "@Outer/Arguments/ElseSteps/0/Name",
    ),
    Fault(
        "31",
        "two steps that depend on each other",
        DEPENDS,
        (Put("@A/DependsOn", ["C"]),),
        "SMP301",
        "@A/DependsOn/0",
    ),
    Fault(
        "31",
        "a step that depends on itself",
        GATE,
        (Put("@Train/DependsOn", ["Train"]),),
        "SMP301",
        "@Train/DependsOn/0",
    ),
    Fault(
        "31",
        "a step that reads its own property",
        GATE,
        (Put("@Train/Arguments/HyperParameters/model", get("Steps.Train.ModelArtifacts.S3ModelArtifacts")),),
        "SMP301",
    ),
    Fault(
        "31",
        "a circle of references alone",
        GATE_V3,
        (
            Put(
                "@Prepare/Arguments/ProcessingInputs/0/S3Input/S3Uri",
                get("Steps.Evaluate.ProcessingOutputConfig.Outputs['metrics'].S3Output.S3Uri"),
            ),
        ),
        "SMP301",
        "@Prepare/Arguments/ProcessingInputs/0/S3Input/S3Uri",
    ),
    Fault(
        "31",
        "a circle through a property file",
        GATE,
        (Put("@Evaluate/DependsOn", ["CheckAccuracy"]),),
        "SMP301",
        "@Evaluate/DependsOn/0",
    ),
    Fault(
        "31",
        "a condition reads a step of its own branch",
        definition("v2/condition_empty_else"),
        (Put("@Check/Arguments/Conditions/0/LeftValue", get("Steps.Train.TrainingJobStatus")),),
        "SMP301",
    ),
    Fault(
        "31",
        "a loop depends on a step of its body",
        LOOP,
        (Put("@PerRegion/DependsOn/-", "Score"),),
        "SMP301",
    ),
    Fault(
        "31",
        "a circle with a trigger",
        TRIGGERS,
        (Put("@Train/DependsOn", [{"Step": "OnFailed", "Trigger": "Any"}]),),
        "SMP301",
        "@Train/DependsOn/0",
    ),
    Fault(
        "32",
        "a step depends on a Fail step",
        GATE,
        (Put("/Steps/-", {**TELL, "DependsOn": ["Train", "TooWeak"]}),),
        "SMP309",
        "@Tell/DependsOn/1",
    ),
    Fault(
        "32",
        "a step after the condition depends on its Fail step",
        definition("v2/train_evaluate_register"),
        (Copy("@Preprocess", "/Steps/-"), Put("/Steps/4/Name", "Later"), Put("@Later/DependsOn", ["TooLow"])),
        "SMP309",
        "@Later/DependsOn/0",
    ),
    Fault(
        "32",
        "a step reads a Fail step's message",
        GATE,
        (Put("/Steps/-", {**TELL, "Arguments": {"text": get("Steps.TooWeak.ErrorMessage")}}),),
        "SMP309",
        "@Tell/Arguments/text",
    ),
    Fault(
        "32",
        "a step of SDK v3 depends on a Fail step",
        TRIGGERS,
        (Put("@OnAny/DependsOn/-", "Stop"),),
        "SMP309",
    ),
)
