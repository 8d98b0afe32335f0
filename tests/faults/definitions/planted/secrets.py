"""Secrets that are written out. None of them opens anything."""

from __future__ import annotations

from tests.faults.definitions.fault import GATE, GATE_V3, Fault
from tests.faults.definitions.planting import Put

KIND = "secret in the clear"
TRAINING = "/Steps/1/Arguments"

FAULTS = (
    Fault(
        KIND,
        "an access key as the default of a parameter",
        GATE,
        (Put("/Parameters/0/DefaultValue", "AKIAQ3EGPZ7WX2LMTR5B"),),
        "SMP551",
        severity="warning",
    ),
    Fault(
        KIND,
        "a password in the environment",
        GATE,
        (Put(f"{TRAINING}/Environment", {"DB_PASSWORD": "wG7qLx2mP9"}),),
        "SMP551",
        f"{TRAINING}/Environment/DB_PASSWORD",
        "warning",
    ),
    Fault(
        KIND,
        "a token among the hyperparameters",
        GATE_V3,
        (Put(f"{TRAINING}/HyperParameters/hub", "hf_" + "aB" * 17),),
        "SMP551",
        f"{TRAINING}/HyperParameters/hub",
        "warning",
    ),
)
