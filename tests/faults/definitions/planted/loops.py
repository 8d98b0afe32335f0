"""What only SDK v3 has: loops, triggers, the deletion of outputs."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE_V3, LOOP, Fault, definition, get
from tests.faults.definitions.planting import Copy, Drop, Put

ITEM = get("ForEach.CurrentItem")
SCORED = get("IterationOutput.Score.OutputParameters['accuracy']")
PARAMETER = definition("v3/for_each_parameter")
SELECTOR = definition("v3/for_each_selector")
CLEANUP = definition("v3/cleanup")
TRIGGERS = definition("v3/step_dependency_triggers")

SCOPE = "loop variable outside its scope"
OUTPUTS = "IterationOutputs of an unknown step, or without an index"
INSIDE = "something that a step of a loop does not have"
SELECTED = "Selected without a selector"
BODY = "direct reference to a step of a body"
COLLISION = "step called <body>-0"
CLEAN = "deletion of what a step does not have"
TRIGGER = "trigger Failed, and a reference to the same step"
OUTER = "a step of a body depends on an outer step"
CURRENT = "Steps.PerRegion.IterationOutputs"

FAULTS = (
    Fault(SCOPE, "the current item after the loop", LOOP, (Put("@Report/Arguments/item", ITEM),), "SMP313"),
    Fault(
        SCOPE,
        "a field of the current item in a pipeline without loops",
        GATE_V3,
        (Put("@Train/Arguments/HyperParameters/depth", get("ForEach.CurrentItem.depth")),),
        "SMP313",
    ),
    Fault(
        SCOPE,
        "an iteration's output in a condition",
        SELECTOR,
        (Put("@Check/Arguments/Conditions/0/LeftValue", get("IterationOutput.ScoreItem.OutputParameters['score']")),),
        "SMP313",
    ),
    Fault(SCOPE, "an iteration's output in the body", LOOP, (Put("@Score/Arguments/last", SCORED),), "SMP313"),
    Fault(
        SCOPE,
        "the current item as what the loop runs over",
        LOOP,
        (Put("@PerRegion/Arguments/IterableItems", ITEM),),
        "SMP313",
    ),
    Fault(
        SCOPE,
        "a selector that names no step of the body",
        LOOP,
        (Put("@PerRegion/Arguments/Selector/Field", get("IterationOutput.Scores.OutputParameters['accuracy']")),),
        "SMP313",
    ),
    Fault(
        SCOPE,
        "a selector that names a step of the body as a whole",
        SELECTOR,
        (Put("@Loop/Arguments/Selector/Field", get("IterationOutput.ScoreItem")),),
        "SMP313",
    ),
    Fault(
        OUTPUTS,
        "a step that the body does not have",
        LOOP,
        (Put("@Report/Arguments/north", get(f"{CURRENT}[0].Train.ModelArtifacts.S3ModelArtifacts")),),
        "SMP314",
    ),
    Fault(
        OUTPUTS,
        "a step from outside the body",
        LOOP,
        (Put("@Report/Arguments/north", get(f"{CURRENT}[0].TrainWhole.ModelArtifacts.S3ModelArtifacts")),),
        "SMP314",
    ),
    Fault(
        OUTPUTS,
        "no index",
        LOOP,
        (Put("@Report/Arguments/north", get(f"{CURRENT}.TrainRegion.ModelArtifacts.S3ModelArtifacts")),),
        "SMP314",
    ),
    Fault(
        OUTPUTS, "no step", PARAMETER, (Put("@After/Arguments/first", get("Steps.Loop.IterationOutputs[0]")),), "SMP314"
    ),
    Fault(
        INSIDE,
        "a property of an iteration",
        LOOP,
        (Put("@Report/Arguments/north", get(f"{CURRENT}[0].TrainRegion.ModelArtifact")),),
        "SMP107",
    ),
    Fault(
        INSIDE,
        "an output of an iteration",
        LOOP,
        (Put("@Report/Arguments/north", get(f"{CURRENT}[1].Score.OutputParameters['acc']")),),
        "SMP107",
    ),
    Fault(
        INSIDE,
        "an output of a processing job in a loop",
        PARAMETER,
        (
            Put(
                "@After/Arguments/first",
                get("Steps.Loop.IterationOutputs[0].ProcessItem.ProcessingOutputConfig.Outputs['p'].S3Output.S3Uri"),
            ),
        ),
        "SMP107",
    ),
    Fault(
        INSIDE,
        "an output of the best iteration",
        SELECTOR,
        (Put("@Use/Arguments/m", get("Steps.Loop.Selected.OutputParameters['scores']")),),
        "SMP107",
    ),
    Fault(
        INSIDE,
        "an output that the selector compares",
        LOOP,
        (Put("@PerRegion/Arguments/Selector/Field", get("IterationOutput.Score.OutputParameters['loss']")),),
        "SMP107",
    ),
    Fault(
        SELECTED,
        "the selector is gone",
        LOOP,
        (Drop("@PerRegion/Arguments/Selector"),),
        "SMP314",
        "@Report/Arguments/best",
    ),
    Fault(
        SELECTED,
        "a loop that never had one",
        PARAMETER,
        (Put("@After/Arguments/best", get("Steps.Loop.Selected.ProcessingJobName")),),
        "SMP314",
    ),
    Fault(
        SELECTED,
        "read by a step of a branch",
        SELECTOR,
        (Drop("@Loop/Arguments/Selector"), Put("@Check/Arguments/Conditions", [])),
        "SMP314",
        "@Use/Arguments/m",
    ),
    Fault(
        BODY,
        "a property",
        LOOP,
        (Put("@Report/Arguments/north", get("Steps.TrainRegion.ModelArtifacts.S3ModelArtifacts")),),
        "SMP314",
        severity="warning",
    ),
    Fault(
        BODY,
        "an output of a Lambda step",
        SELECTOR,
        (Put("@Use/Arguments/m", get("Steps.ScoreItem.OutputParameters['score']")),),
        "SMP314",
        severity="warning",
    ),
    Fault(BODY, "DependsOn", LOOP, (Put("@Report/DependsOn", ["Score"]),), "SMP314", "@Report/DependsOn/0", "warning"),
    Fault(COLLISION, "of the first item", LOOP, (Put("@Report/Name", "Score-0"),), "SMP315", "@Score-0/Name"),
    Fault(
        COLLISION, "of the second item", LOOP, (Put("@CleanUp/Name", "TrainRegion-1"),), "SMP315", "@TrainRegion-1/Name"
    ),
    Fault(
        COLLISION, "of any item", PARAMETER, (Put("@After/Name", "ProcessItem-17"),), "SMP315", "@ProcessItem-17/Name"
    ),
    Fault("bounds of a loop", "51 steps at once", LOOP, (Put("@PerRegion/Arguments/MaxConcurrency", 51),), "SMP315"),
    Fault("bounds of a loop", "no items", LOOP, (Put("@PerRegion/Arguments/IterableItems", []),), "SMP315"),
    Fault("bounds of a loop", "101 items", SELECTOR, (Put("@Loop/Arguments/IterableItems", ["x"] * 101),), "SMP315"),
    Fault(
        "bounds of a loop",
        "a Fail step in the body",
        LOOP,
        (
            Put(
                "@PerRegion/Arguments/ForEachBody/-",
                {"Name": "Stop", "Type": "Fail", "Arguments": {"ErrorMessage": ""}},
            ),
        ),
        "SMP315",
        "@Stop/Name",
    ),
    Fault(
        CLEAN,
        "a Lambda step",
        LOOP,
        (Put("@CleanUp/Arguments/Resources/S3/0/StepName", "Report"), Put("@CleanUp/DependsOn", ["Report"])),
        "SMP316",
        "@CleanUp/Arguments/Resources/S3/0/StepName",
        "warning",
    ),
    Fault(
        CLEAN,
        "a step that is not there",
        CLEANUP,
        (Put("@Clean/Arguments/Resources/S3/0/StepName", "Trian"),),
        "SMP316",
    ),
    Fault(
        CLEAN,
        "a processing step, without saying what",
        CLEANUP,
        (Drop("@Clean/Arguments/Resources/S3/1/S3Uris"),),
        "SMP316",
        "@Clean/Arguments/Resources/S3/1",
        "warning",
    ),
    Fault(CLEAN, "no objects", CLEANUP, (Put("@Clean/Arguments/Resources/S3/1/S3Uris", []),), "SMP316"),
    Fault(
        CLEAN,
        "a step that it does not wait for",
        LOOP,
        (
            Put("@CleanUp/DependsOn", []),
            Copy("@TrainWhole", "/Steps/-"),
            Put("/Steps/4/Name", "TrainMore"),
            Put("@CleanUp/Arguments/Resources/S3/0/StepName", "TrainMore"),
        ),
        "SMP316",
        severity="warning",
    ),
    Fault(
        TRIGGER,
        "a property of the step that failed",
        TRIGGERS,
        (Put("@OnFailed/Arguments/job", get("Steps.Train.TrainingJobName")),),
        "SMP317",
        severity="warning",
    ),
    Fault(
        TRIGGER,
        "a property of the step that was stopped",
        TRIGGERS,
        (Put("@OnStopped/Arguments/job", get("Steps.Train.TrainingJobName")),),
        "SMP317",
        severity="warning",
    ),
    Fault(
        TRIGGER,
        "of a loop that failed",
        LOOP,
        (Put("@Report/DependsOn", [{"Step": "PerRegion", "Trigger": "Failed"}]), Drop("@Report/Arguments/north")),
        "SMP317",
        "@Report/Arguments/best",
        "warning",
    ),
    Fault(TRIGGER, "two triggers", LOOP, (Put("@CleanUp/DependsOn/-", "PerRegion"),), "SMP317"),
    Fault(
        TRIGGER,
        "a trigger that there is not",
        LOOP,
        (Put("@CleanUp/DependsOn/0/Trigger", "Always"),),
        "SMP317",
        "@CleanUp/DependsOn/0",
        "warning",
    ),
    Fault(
        OUTER,
        "a training step",
        LOOP,
        (Put("@TrainRegion/DependsOn", ["TrainWhole"]),),
        "SMP318",
        "@TrainRegion/DependsOn/0",
        "warning",
    ),
    Fault(
        OUTER,
        "a Lambda step",
        SELECTOR,
        (Put("@ScoreItem/DependsOn", ["Before"]),),
        "SMP318",
        "@ScoreItem/DependsOn/0",
        "warning",
    ),
    Fault(
        OUTER,
        "with a trigger",
        LOOP,
        (Put("@Score/DependsOn", [{"Step": "TrainWhole", "Trigger": "Any"}]),),
        "SMP318",
        "@Score/DependsOn/0",
        "warning",
    ),
)
