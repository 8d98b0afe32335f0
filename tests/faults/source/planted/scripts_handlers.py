"""Functions of Lambda steps and the steps that call them, arguments that a training job must pass, and variables."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

EVENT, RETURNED = "script: event of a Lambda function", "script: outputs of a Lambda function"
HANDLER, VARIABLE = "script: handler of a Lambda function", "script: variable that nothing sets"
REQUIRED = "script: required hyperparameter"
FRAUD = "v2_fraud"
ANNOUNCE, TRAIN, PREPARE = "scripts/announce.py", "scripts/train.py", "scripts/prepare.py"
TREES = 'parser.add_argument("--trees", type=int, default=10)'

event = partial(slip, FRAUD, EVENT, code="SMP614", at="announce = LambdaStep(", at_file="pipeline.py")
returned = partial(slip, FRAUD, RETURNED, code="SMP613", severity="warning", at_file="pipeline.py")
handler = partial(slip, FRAUD, HANDLER, code="SMP615", old='"announce.lambda_handler"')
required = partial(slip, FRAUD, REQUIRED, code="SMP606", at="train = TrainingStep(", at_file="pipeline.py")


def variable(what: str, step: str, *edits: Edit) -> Fault:
    """Return the fault that a script takes a variable which the job of ``step`` does not set."""
    return Fault(VARIABLE, what, FRAUD, edits, "SMP612", step, "warning", at_file="pipeline.py")


FAULTS = (
    event(what="an input that goes by another name", old='"topic": "arn', new='"topic_arn": "arn'),
    event(what="an input that is no longer sent", old='"data": data, ', new=""),
    event(what="a key in other letters", old='event["topic"]', new='event["Topic"]', file=ANNOUNCE),
    event(what="a key that is taken out", old="event['data']", new="event.pop('dataset')", file=ANNOUNCE),
    Fault(
        EVENT,
        "a key that a helper takes",
        FRAUD,
        (
            Edit("f\"New model, trained on {event['data']}\"", "title_of(event)", ANNOUNCE),
            Edit("import boto3\n", "import boto3\n\n\ndef title_of(message):\n    return message['title']\n", ANNOUNCE),
        ),
        "SMP614",
        "announce = LambdaStep(",
        at_file="pipeline.py",
    ),
    returned(
        what="an output in other letters",
        old='output_name="message"',
        new='output_name="messageId"',
        at='output_name="messageId"',
    ),
    returned(
        what="an output that is nested",
        old='{"message": answer["MessageId"], "status": "sent"}',
        new='{"status": "sent", "body": {"message": answer["MessageId"]}}',
        file=ANNOUNCE,
        at='output_name="message"',
    ),
    returned(
        what="another key in a dict that is built",
        old='return {"message": answer["MessageId"], "status": "sent"}',
        new='result = {"status": "sent"}\n    result["message_id"] = answer["MessageId"]\n    return result',
        file=ANNOUNCE,
        at='output_name="message"',
    ),
    handler(what="the name that Lambda's console gives", new='"lambda_function.lambda_handler"'),
    handler(what="a function of another name", new='"announce.handler"'),
    handler(what="no file", new='"lambda_handler"'),
    variable(
        "a variable of training jobs in a processing job",
        "prepare = ProcessingStep(",
        Edit("import pandas", 'import os\n\nHOST = os.environ["SM_CURRENT_HOST"]\nimport pandas', PREPARE),
    ),
    variable(
        "a variable that another step has",
        "prepare = ProcessingStep(",
        Edit("import pandas", 'import os\n\nBUCKET = os.environ["BUCKET"]\nimport pandas', PREPARE),
        Edit('hyperparameters={"trees": 100}', 'hyperparameters={"trees": 100}, environment={"BUCKET": bucket}'),
    ),
    variable(
        "a variable that is spelled otherwise",
        "train = TrainingStep(",
        Edit('hyperparameters={"trees": 100}', 'hyperparameters={"trees": 100}, environment={"Owner": "team"}'),
        Edit("import joblib", 'import joblib\n\nOWNER = os.environ["OWNER"]', TRAIN),
    ),
    required(
        what="an argument that has become required",
        old="type=int, default=10)",
        new="type=int, default=10)\n    parser.add_argument('--label', required=True)",
        file=TRAIN,
    ),
    Fault(
        REQUIRED,
        "hyperparameters that are no longer passed",
        FRAUD,
        (
            Edit('        hyperparameters={"trees": 100},\n', ""),
            Edit("type=int, default=10)", "type=int, required=True)", TRAIN),
        ),
        "SMP606",
        "train = TrainingStep(",
        at_file="pipeline.py",
    ),
)
