"""What becomes of results: parts of outputs, caches that hide a change, gates that nobody notices."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, REGISTER, Fault, definition, get, join
from tests.faults.definitions.planting import Put

WAIT = definition("v2/callback_outputs")
TUNE = definition("v2/tuning_top_model")
SCORE = definition("v2/transform_basic")
FRAMEWORK = definition("v2/training_framework_script")
CHANNEL = "@Train/Arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri"
RESULT = "Steps.Wait.OutputParameters['result']"
JOB = get("Steps.Tune.TrainingJobSummaries[0].TrainingJobName")
FILE = "output/model.tar.gz"
MODEL = "@Best-CreateModel/Arguments/PrimaryContainer/ModelDataUrl"
OUTPUT = "@Prepare/Arguments/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri"
CACHE = {"Enabled": True, "ExpireAfter": "P30D"}


def cached(what: str, base: str, step: str, place: str, value: object, at: str) -> Fault:
    """Return the fault that a parameter chooses where a step writes whose cache is on."""
    edits = (Put(f"@{step}/CacheConfig", CACHE), Put(f"@{step}/Arguments/{place}", value))
    return Fault("21", what, base, edits, "SMP812", at, "warning")


def as_json(what: str, text: str, severity: str) -> Fault:
    """Return the fault that a hyperparameter of a framework is a parameter with the value ``text``."""
    place = "@Train/Arguments/HyperParameters/mode"
    edits = (
        Put("/Parameters/-", {"Name": "Mode", "Type": "String", "DefaultValue": text}),
        Put(place, get("Parameters.Mode")),
    )
    return Fault("41", what, FRAMEWORK, edits, "SMP618", place, severity)


def gate(what: str, base: str, branches: dict[str, list[object]]) -> Fault:
    """Return the fault that the condition of ``base`` registers a model in one branch, and has no other."""
    edits = tuple(Put(f"@CheckAccuracy/Arguments/{name}", steps) for name, steps in branches.items())
    return Fault("55", what, base, edits, "SMP703", "@CheckAccuracy/Name", "info")


REGISTERING = [{"Name": "Register", "Type": "RegisterModel", "Arguments": {"ModelPackageGroupName": "churn"}}]

FAULTS = (
    Fault(
        "47", "a member of an output", WAIT, (Put(CHANNEL, get("Steps.Wait.OutputParameters['result'].uri")),), "SMP112"
    ),
    Fault(
        "47", "an item of an output", WAIT, (Put(CHANNEL, get("Steps.Wait.OutputParameters['result'][0]")),), "SMP112"
    ),
    Fault(
        "47",
        "a key of an output of a Lambda step",
        REGISTER,
        (Put("@Record/Arguments/ticket", get("Steps.Notify.OutputParameters['ticket']['id']")),),
        "SMP112",
    ),
    cached(
        "a parameter in the place of a training job",
        GATE,
        "Train",
        "OutputDataConfig/S3OutputPath",
        join("/", "s3:/", "example-bucket", get("Parameters.InputData")),
        "@Train/Arguments/OutputDataConfig/S3OutputPath/Std:Join/Values/2",
    ),
    cached(
        "a parameter in the place of an output",
        GATE_V3,
        "Prepare",
        "ProcessingOutputConfig/Outputs/0/S3Output/S3Uri",
        get("Parameters.InstanceType"),
        OUTPUT,
    ),
    cached(
        "a parameter in the place of another output",
        REGISTER,
        "Train",
        "OutputDataConfig/S3OutputPath",
        get("Parameters.Team"),
        "@Train/Arguments/OutputDataConfig/S3OutputPath",
    ),
    Fault(
        "22",
        "a fixed channel",
        GATE,
        (Put("@Train/CacheConfig", CACHE), Put(CHANNEL, "s3://example-bucket/rows")),
        "SMP813",
        severity="info",
    ),
    Fault(
        "22",
        "a fixed channel of SDK v3",
        GATE_V3,
        (Put("@Train/CacheConfig", CACHE), Put(CHANNEL, "s3://example-bucket/rows")),
        "SMP813",
        severity="info",
    ),
    Fault(
        "22",
        "a fixed input",
        GATE,
        (
            Put("@Prepare/CacheConfig", CACHE),
            Put("@Prepare/Arguments/ProcessingInputs/0/S3Input/S3Uri", "s3://example-bucket/raw"),
        ),
        "SMP813",
        severity="info",
    ),
    as_json("a truth value", "true", "warning"),
    as_json("nothing", "null", "warning"),
    as_json("a release", "1.10", "info"),
    gate("a model that is registered or not", GATE, {"IfSteps": REGISTERING, "ElseSteps": []}),
    gate("the same by the other branch", GATE, {"IfSteps": [], "ElseSteps": REGISTERING}),
    gate("the same in SDK v3", GATE_V3, {"IfSteps": REGISTERING, "ElseSteps": []}),
    *(
        Fault(
            "62",
            what,
            TUNE,
            (Put(MODEL, join("/", "s3:/", *values, JOB, "output/model.tar.gz")),),
            "SMP619",
            severity="warning",
        )
        for what, values in (
            ("another bucket", ("other-bucket", "models")),
            ("another prefix", ("example-bucket", "tuned")),
            ("no prefix", ("example-bucket",)),
        )
    ),
)
