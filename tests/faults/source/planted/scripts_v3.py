"""A pipeline and its scripts that disagree, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, CATALOGUE = "v3_churn", "v3_catalogue"
PREPARE, CLEAN = "scripts/prepare.py", "scripts/clean.py"

FAULTS = (
    Fault(
        "script: argument",
        "a hyphen too many",
        CHURN,
        (Edit('"--holdout", holdout', '"--hold-out", holdout'),),
        "SMP606",
        '"--hold-out"',
    ),
    Fault(
        "script: argument",
        "a value that is none of the script's choices",
        CHURN,
        (Edit('"--seed", type=int', '"--seed", choices=["1", "2", "3"]', PREPARE),),
        "SMP606",
        '"--seed", "7"',
        at_file="pipeline.py",
    ),
    Fault(
        "script: argument",
        "a required argument that is not passed any more",
        CHURN,
        (
            Edit('"--seed", type=int', '"--seed", type=int, required=True', PREPARE),
            Edit('"--holdout", holdout.to_string(), "--seed", "7"', '"--holdout", holdout.to_string()'),
        ),
        "SMP606",
        "prepare = ProcessingStep(",
    ),
    Fault(
        "script: argument",
        "an argument that the script no longer takes",
        CATALOGUE,
        (Edit('parser.add_argument("--day")\n', "", CLEAN),),
        "SMP606",
        '"--day"',
        at_file="pipeline.py",
    ),
    Fault(
        "script: output",
        "the script renames a folder",
        CHURN,
        (Edit('(PLACE / "test" / "test.csv")', '(PLACE / "holdout" / "test.csv")', PREPARE),),
        "SMP605",
        'local_path="/opt/ml/processing/test",\n                        s3_upload_mode',
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        "script: output",
        "the pipeline renames a folder",
        CHURN,
        (Edit('local_path="/opt/ml/processing/train"', 'local_path="/opt/ml/processing/training"'),),
        "SMP605",
        'local_path="/opt/ml/processing/training"',
        "warning",
    ),
    Fault(
        "script: output",
        "the script writes beside the folder",
        CHURN,
        (Edit('(PLACE / "train" / "train.csv")', '(PLACE / "train.csv")', PREPARE),),
        "SMP605",
        'local_path="/opt/ml/processing/train"',
        "warning",
        at_file="pipeline.py",
    ),
)
