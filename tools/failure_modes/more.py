"""What runs of both SDKs showed besides: what ``definition()`` lets pass, and what is seen less often."""

from __future__ import annotations

from collections.abc import Mapping

from tools.failure_modes.mode import Mode, mode

_NOT_IN_CODE = "Permissions are those of an account: neither source nor definition shows them."

UNCHECKED: Mapping[str, Mode] = {
    "u1": mode("the current item, or an iteration's output, outside of its loop", "SMP313"),
    "u2": mode("the outputs of a loop by an unknown step, without an index, or without a selector", "SMP314"),
    "u3": mode("a reference to a step in the body of a loop", "SMP314"),
    "u4": mode("a step that is called as an iteration of another (`body-0`)", "SMP315"),
    "u5": mode("a member that the step of a loop's body does not have", "SMP107"),
    "u6": mode("a loop with too many items or steps at once, or with the wrong steps in it", "SMP315"),
    "u7": mode("a Cleanup of steps without files, that are not there, or that have not run", "SMP316"),
    "u8": mode("a trigger for failure together with a reference to what a success makes", "SMP317"),
    "u9": mode("a step in the body of a loop that depends on one outside", "SMP318"),
    "u10": mode("parameters that nothing uses, or of one name", "SMP105 SMP404"),
    "u11": mode("a condition that waits for a step of its own branch", "SMP301"),
    "u12": mode("an Or without conditions, an In without a list", "SMP702"),
    "u13": mode("a retry policy without exceptions", "SMP806"),
    "u14": mode("a JsonGet without a path, or with one that is none", "SMP201 SMP204 SMP205"),
    "u15": mode("property files of one name", "SMP206"),
    "u16": mode("an execution variable, or a namespace, that does not exist", "SMP106"),
    "u17": mode("NaN and Infinity in the definition, one key twice", "SMP015 SMP016"),
    "u18": mode("members that the API requires and the arguments lack", "SMP808"),
    "u19": mode("a parameter of the wrong type in a key of a step", "SMP810"),
    "u20": mode(
        "a set, a date or a variable as the key of a dict in the arguments",
        "SMP030",
        "The SDK raises a TypeError when the definition is compiled, and `pipelint check --compile` shows it.",
    ),
}

SELDOM: Mapping[str, Mode] = {
    "s1": mode("a channel, a file, a variable or a script that is not there", "SMP607 SMP609 SMP610 SMP612"),
    "s2": mode("a Lambda function, its event and its outputs", "SMP613 SMP614 SMP615"),
    "s3": mode("an instance type, a number of instances or a place in S3 that is hard-coded", "SMP501 SMP503 SMP504"),
    "s4": mode(
        "conditions of a list that were meant as alternatives",
        "SMP702",
        "Conditions that can hold together may be meant to: only those that exclude each other are told.",
    ),
    "s5": mode("a role without iam:PassRole, or without s3:GetObject for JsonGet", "", _NOT_IN_CODE),
    "s6": mode(
        "the code of a Lambda function that upsert() does not update",
        "",
        "Old versions of SDK v2 did so (issue 2948 of sagemaker-python-sdk); those that pipelint reads update it.",
    ),
    "s7": mode("a parameter whose default is an expression", "SMP403"),
    "s8": mode(
        "secrets in parameters and environments, which everybody can read who may describe the pipeline",
        "SMP551",
        "Secrets that neither look like one nor go by a name that says so.",
    ),
    "s9": mode("add_depends_on of a ModelStep, which SDK v2 does not have", "SMP907"),
    "s10": mode(
        "a value that json cannot write, in a script",
        "SMP210",
        "What most libraries return: of numpy and scikit-learn only what is surely no value of Python's is told, "
        "and NaN only where it is written out.",
    ),
}
