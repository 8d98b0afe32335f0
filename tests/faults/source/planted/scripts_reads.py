"""Scripts that read what their steps do not bring, or do not read what they bring, and files that are not there."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

UNREAD, UNPROVIDED, MISSING = "script: unread input", "script: unprovided file", "script: missing file"
ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"
FRAUD, CLAIMS, CHURN, CATALOGUE = "v2_fraud", "v2_claims", "v3_churn", "v3_catalogue"
EVALUATE, PREPARE, MEASURE = "scripts/evaluate.py", "scripts/prepare.py", "code/measure.py"

unread = partial(slip, kind=UNREAD, code="SMP608", severity="warning", at_file="pipeline.py")
unprovided = partial(slip, kind=UNPROVIDED, code="SMP609")
missing = partial(slip, kind=MISSING, code="SMP610", severity="warning")

FAULTS = (
    unread(
        FRAUD,
        what="the test data is looked for beside the model",
        old="/opt/ml/processing/test/test.csv",
        new="/opt/ml/processing/model/test.csv",
        at='destination="/opt/ml/processing/test"',
        file=EVALUATE,
    ),
    unread(
        CLAIMS,
        what="the model is looked for beside the test data",
        old="/opt/ml/processing/model/model.tar.gz",
        new="/opt/ml/processing/test/model.tar.gz",
        at='"/opt/ml/processing/model", "model")',
        file=MEASURE,
    ),
    unread(
        CHURN,
        what="the script looks for files in another folder, and finds none",
        old='(PLACE / "raw").glob',
        new='(PLACE / "data").glob',
        at='local_path="/opt/ml/processing/raw"',
        file=PREPARE,
    ),
    unread(
        FRAUD,
        what="a second input that the script does not know of",
        old='destination="/opt/ml/processing/input", input_name="raw")]',
        new='destination="/opt/ml/processing/input", input_name="raw"),\n'
        '                ProcessingInput(source=data, destination="/opt/ml/processing/customers", input_name="more")]',
        at='destination="/opt/ml/processing/customers"',
    ),
    unread(
        SCORING,
        what="the ranking of yesterday, which nobody reads",
        old='"/opt/ml/processing/scores", "scores")],',
        new='"/opt/ml/processing/scores", "scores"),\n'
        '         ProcessingInput("s3://example-bucket/yesterday", "/opt/ml/processing/yesterday", "yesterday")],',
        at='"/opt/ml/processing/yesterday"',
        at_file="scoring.py",
    ),
    Fault(
        UNREAD,
        "a channel that the script does not ask for",
        CHURN,
        (
            Edit(
                'content_type="text/csv")\n            ]',
                'content_type="text/csv"),\n                InputData(channel_name="validation", data_source=prepared'
                '["test"].S3Output.S3Uri)\n            ]',
            ),
        ),
        "SMP608",
        'channel_name="validation"',
        "warning",
    ),
    unprovided(
        FRAUD,
        what="a folder in the plural",
        old="/opt/ml/processing/input/transactions.csv",
        new="/opt/ml/processing/inputs/transactions.csv",
        at="prepare = ProcessingStep(",
        file=PREPARE,
        at_file="pipeline.py",
    ),
    unprovided(
        FRAUD,
        what="the step puts its input elsewhere",
        old='destination="/opt/ml/processing/input"',
        new='destination="/opt/ml/processing/raw"',
        at="prepare = ProcessingStep(",
    ),
    unprovided(
        FRAUD,
        what="the model is opened where training puts it",
        old="/opt/ml/processing/model/model.tar.gz",
        new="/opt/ml/processing/models/model.tar.gz",
        at="evaluate = ProcessingStep(",
        file=EVALUATE,
        at_file="pipeline.py",
    ),
    unprovided(
        CLAIMS,
        what="an input that the step no longer has",
        old='            ProcessingInput(cleared["test"].S3Output.S3Uri, "/opt/ml/processing/test", "test"),\n',
        new="",
        at="measure = ProcessingStep(",
    ),
    unprovided(
        CLAIMS,
        what="two folders that change their places",
        old='claims, "/opt/ml/processing/claims", "claims"',
        new='claims, "/opt/ml/processing/raw", "claims"',
        at="clear = ProcessingStep(",
    ),
    unprovided(
        SCORING,
        what="the step puts the scores into a folder of another name",
        old='"/opt/ml/processing/scores", "scores")]',
        new='"/opt/ml/processing/score", "scores")]',
        at="rank = ProcessingStep(",
    ),
    unprovided(
        ABALONE,
        what="the cell that writes the script says another folder",
        old='Path("/opt/ml/processing/input/abalone.csv")',
        new='Path("/opt/ml/processing/raw/abalone.csv")',
        at="step_process = ProcessingStep(",
    ),
    unprovided(
        QUALITY,
        what="a folder of SDK v3 that the script calls otherwise",
        old='local_path="/opt/ml/processing/data"',
        new='local_path="/opt/ml/processing/rows"',
        at="summarize = ProcessingStep(",
    ),
    unprovided(
        CHURN,
        what="a channel that the step does not have, by its path",
        old='Path(os.environ["SM_CHANNEL_TRAIN"]) / "train.csv"',
        new='Path("/opt/ml/input/data/training") / "train.csv"',
        at="train = TrainingStep(",
        file="scripts/train.py",
        at_file="pipeline.py",
    ),
    missing(FRAUD, what="another name", old='"evaluate.py"', new='"evaluation.py"', at='"evaluation.py"'),
    missing(CHURN, what="another name, of pathlib", old='"prepare.py"', new='"preprocess.py"', at='"preprocess.py"'),
    missing(CLAIMS, what="the folder is forgotten", old='"code/clear.py"', new='"clear.py"', at='"clear.py"'),
    missing(
        CATALOGUE, what="the folder is misspelt", old='HERE / "scripts"', new='HERE / "script"', at='HERE / "script"'
    ),
    missing(
        FRAUD,
        what="the folder of source_dir stands in the entry point, too",
        old='entry_point="train.py",\n        source_dir=SCRIPTS,\n        framework_version="1.2-1",\n        role=role,\n'
        '        instance_type="ml.m5.2xlarge"',
        new='entry_point="scripts/train.py",\n        source_dir=SCRIPTS,\n        framework_version="1.2-1",\n'
        '        role=role,\n        instance_type="ml.m5.2xlarge"',
        at='entry_point="scripts/train.py"',
    ),
    missing(
        CHURN,
        what="an entry point above source_dir",
        old='entry_script="train.py"',
        new='entry_script="../train.py"',
        at='entry_script="../train.py"',
        severity="error",
    ),
)
