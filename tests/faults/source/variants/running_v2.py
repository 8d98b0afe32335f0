"""Code that starts, names and feeds jobs in ways that look like faults and are none, in SDK v2."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant
from tests.faults.source.planted.running_v2 import (
    CLAIMS,
    EVALUATE,
    FRAUD,
    HYPERPARAMETERS,
    LAMBDA_STEP,
    PRICES,
    SELECTION,
    TICKETS,
    UPSERT,
    VALUE,
)

ANNOUNCE = "scripts/announce.py"


def started(what: str, arguments: str, *more: Edit) -> Variant:
    """Return the tickets, started with ``arguments``."""
    line = f"get_pipeline(PipelineSession()).start({arguments})"
    edits = (Edit(UPSERT, f"{UPSERT}\n    {line}"), Edit(LAMBDA_STEP, f"{SELECTION}\n{LAMBDA_STEP}"))
    return Variant(what, TICKETS, (*more, *edits))


def written(what: str, value: str, *more: Edit) -> Variant:
    """Return the fraud project, whose report holds ``value``."""
    edits = (Edit("import joblib\n", "import joblib\nimport numpy as np\n", EVALUATE), Edit(VALUE, value, EVALUATE))
    return Variant(what, FRAUD, (*edits, *more))


VARIANTS = (
    Variant(
        "the name of the step that an output is of",
        TICKETS,
        (Edit('"where": where, ', '"where": where, "asked": ask.properties.Outputs["answer"].step_name, '),),
    ),
    Variant(
        "a handle for a pipeline that is there already",
        TICKETS,
        (
            Edit(
                UPSERT,
                f"{UPSERT}\n    Pipeline(name='Other').start({{'A': 1}}, "
                "selective_execution_config=SelectiveExecutionConfig(['B']))",
            ),
            Edit(LAMBDA_STEP, f"{SELECTION}\n{LAMBDA_STEP}"),
        ),
    ),
    started("values as texts", 'parameters={"Limit": "10", "LeastScore": "1e-3", "Language": "de"}'),
    started("a whole number for a Float", 'parameters={"LeastScore": 1}'),
    started(
        "a value for the parameter without a default",
        'parameters={"Cluster": "j-1"}',
        Edit('"Cluster", default_value="j-TICKETS")', '"Cluster")'),
    ),
    started(
        "values that are not known",
        "parameters=dict(pair.split('=') for pair in open('values.txt'))",
        Edit('"Cluster", default_value="j-TICKETS")', '"Cluster")'),
    ),
    started(
        "selected steps that follow each other",
        'selective_execution_config=SelectiveExecutionConfig(["Ask", "Decide"])',
    ),
    started(
        "selected steps that wait for none",
        'selective_execution_config=SelectiveExecutionConfig(["Count"], reference_latest_execution=False)',
    ),
    Variant(
        "items of results, and the step of one",
        TICKETS,
        (
            Edit(
                "from sagemaker.workflow.function_step import step",
                "from sagemaker.workflow.function_step import step\nfrom sagemaker.workflow.step_outputs import get_step",
            ),
            Edit(
                'fitted = fit(fetched["place"], epochs=5)',
                'fitted = fit(fetched["place"], epochs=5)\n    print(get_step(fitted).name, fitted.expr)',
            ),
        ),
    ),
    written("a number made of one of numpy", "int(np.argmax(found))"),
    written("a mean, which is a float", "np.mean(found)"),
    written("an array as a list", "np.array(found).tolist()"),
    written(
        "an encoder", "np.argmax(found)", Edit("json.dumps(report)", "json.dumps(report, default=float)", EVALUATE)
    ),
    Variant(
        "JSON text as an output",
        FRAUD,
        (
            Edit('answer["MessageId"], "status"', 'json.dumps({"id": 1}), "status"', ANNOUNCE),
            Edit("import boto3\n", "import json\n\nimport boto3\n", ANNOUNCE),
        ),
    ),
    Variant("an object that is no output", FRAUD, (Edit('"status": "sent"', '"status": {"sent": True}', ANNOUNCE),)),
    Variant(
        "ten minutes",
        FRAUD,
        (Edit('handler="announce.lambda_handler",', 'handler="announce.lambda_handler", timeout=600,'),),
    ),
    Variant("a number as a text for a framework", FRAUD, (Edit(HYPERPARAMETERS, 'hyperparameters={"trees": "100"}'),)),
    Variant("a list of numbers", CLAIMS, (Edit('objective="reg:squarederror"', "layers=[64, 32]"),)),
    Variant(
        "a place made of two parts",
        PRICES,
        (Edit('prefix="prices/models"', 'prefix="/".join(["prices", "models"])', "prices/jobs.py"),),
    ),
    Variant(
        "a place with a slash at its end",
        PRICES,
        (Edit('output_path=place("models")', 'output_path=place("models", "")', "prices/jobs.py"),),
    ),
    Variant(
        "a parameter in the place of an output that is in the key, too",
        CLAIMS,
        (
            Edit(
                'ProcessingOutput("/opt/ml/processing/train", output_name="train")',
                'ProcessingOutput("/opt/ml/processing/train", Join("/", [claims, "train"]), output_name="train")',
            ),
        ),
    ),
)
