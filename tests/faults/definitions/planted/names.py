"""Names and texts of steps, parameters and jobs."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, LOOP, REGISTER, Fault, definition
from tests.faults.definitions.planting import Put

FILE = definition("v2/processing_cache_retry_propertyfile")
EMR = definition("v2/emr_cluster_id")

FAULTS = (
    Fault(
        "28",
        "a step name with a space",
        definition("v2/processing_basic"),
        (Put("/Steps/0/Name", "My step"),),
        "SMP303",
    ),
    Fault(
        "28",
        "a step name with an umlaut",
        definition("v3/training_basic"),
        (Put("/Steps/0/Name", "Prüfung"),),
        "SMP303",
    ),
    Fault(
        "28",
        "a step name of 65 characters",
        definition("v2/create_model_legacy"),
        (Put("/Steps/0/Name", "M" * 65),),
        "SMP303",
    ),
    Fault(
        "28",
        "a long name that ModelStep has lengthened",
        definition("v2/model_register"),
        (Put("/Steps/2/Name", "N" * 52 + "-RegisterModel"),),
        "SMP303",
    ),
    Fault(
        "28", "a name with a dot in a branch", GATE, (Put("/Steps/3/Arguments/ElseSteps/0/Name", "Too.Weak"),), "SMP303"
    ),
    Fault(
        "28", "a name with a slash in a loop", LOOP, (Put("/Steps/1/Name", "Per/Region"),), "SMP303", brings=("SMP101",)
    ),
    Fault(
        "28",
        "a parameter name with a space",
        definition("v2/experiment_config_custom"),
        (Put("/Parameters/0/Name", "My Exp"),),
        "SMP312",
        brings=("SMP104",),
    ),
    Fault(
        "28",
        "a parameter name of 65 characters",
        GATE_V3,
        (Put("/Parameters/-", {"Name": "P" * 65, "Type": "String"}),),
        "SMP312",
        "/Parameters/4/Name",
        "warning",
    ),
    Fault(
        "28",
        "a parameter name of 257 characters",
        GATE,
        (Put("/Parameters/-", {"Name": "P" * 257, "Type": "String"}),),
        "SMP312",
        "/Parameters/4/Name",
    ),
    Fault(
        "lengths of texts",
        "a display name of 257 characters",
        FILE,
        (Put("@Prepare/DisplayName", "d" * 257),),
        "SMP303",
    ),
    Fault(
        "lengths of texts", "a description of 4097 characters", EMR, (Put("@Spark/Description", "d" * 4097),), "SMP303"
    ),
    Fault(
        "lengths of texts",
        "a description of 3073 characters",
        GATE,
        (Put("@Train/Description", "d" * 3073),),
        "SMP303",
        severity="warning",
    ),
    Fault("lengths of texts", "an empty name", REGISTER, (Put("/Steps/3/Name", ""),), "SMP303", severity="warning"),
)
