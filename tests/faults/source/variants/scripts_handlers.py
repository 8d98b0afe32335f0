"""Lambda functions and variables that look as if something were missing, and nothing is."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

FRAUD = "v2_fraud"
ANNOUNCE, TRAIN, PREPARE = "scripts/announce.py", "scripts/train.py", "scripts/prepare.py"
RETURNS = 'return {"message": answer["MessageId"], "status": "sent"}'
HYPERPARAMETERS = 'hyperparameters={"trees": 100}'


def _announced(what: str, old: str, new: str) -> Variant:
    return Variant(what, FRAUD, (Edit(old, new, ANNOUNCE),))


VARIANTS = (
    _announced("a key with a default", "event['data']", "event.get('dataset', 'nothing')"),
    _announced("a key that is asked for first", "event['data']", "event['dataset'] if 'dataset' in event else '?'"),
    _announced(
        "a key whose absence is caught",
        "    subject = f\"New model, trained on {event['data']}\"\n",
        "    try:\n        subject = event['title']\n    except KeyError:\n        subject = 'New model'\n",
    ),
    _announced(
        "a dict that is put together", RETURNS, 'return dict(status="sent", **{"message": answer["MessageId"]})'
    ),
    _announced("what somebody else returns", RETURNS, "return boto3.client('lambda').reply(answer)"),
    _announced(
        "an error that has fewer keys",
        RETURNS,
        'if not answer:\n        return {"status": "lost"}\n    ' + RETURNS,
    ),
    _announced("an exception in place of a return", RETURNS, f"if not answer:\n        raise OSError\n    {RETURNS}"),
    Variant(
        "a handler that another module makes",
        FRAUD,
        (
            Edit("import boto3\n", "import boto3\nfrom handlers import make\n", ANNOUNCE),
            Edit("def lambda_handler(event, context)", "def announce(event, context)", ANNOUNCE),
            Edit(RETURNS, RETURNS + "\n\n\nlambda_handler = make(announce)", ANNOUNCE),
        ),
    ),
    Variant(
        "a variable that the script sets itself",
        FRAUD,
        (Edit("import pandas", 'import os\n\nos.environ["A"] = "1"\nprint(os.environ["A"])\nimport pandas', PREPARE),),
    ),
    Variant(
        "a variable that the container has",
        FRAUD,
        (Edit("import joblib", 'import joblib\n\nprint(os.environ["TRAINING_JOB_NAME"], os.environ["PATH"])', TRAIN),),
    ),
    Variant(
        "a variable of a dict that is joined",
        FRAUD,
        (
            Edit(HYPERPARAMETERS, HYPERPARAMETERS + ', environment={**{"OWNER": role}, "BUCKET": bucket}'),
            Edit("import joblib", 'import joblib\n\nprint(os.environ["OWNER"], os.environ["BUCKET"])', TRAIN),
        ),
    ),
    Variant(
        "a variable that the user's image may have",
        FRAUD,
        (
            Edit(HYPERPARAMETERS, HYPERPARAMETERS + ', image_uri="ours:1"'),
            Edit("import joblib", 'import joblib\n\nprint(os.environ["OWNER"])', TRAIN),
        ),
    ),
)
