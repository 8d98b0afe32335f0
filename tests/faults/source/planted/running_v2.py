"""What an execution is started with, what its jobs are told, and what becomes of it, in SDK v2."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

TICKETS, FRAUD, CLAIMS, PRICES = "v2_tickets", "v2_fraud", "v2_claims", "v2_prices"
UPSERT = "get_pipeline(PipelineSession()).upsert(role_arn=ROLE)"
SELECTION = "from sagemaker.workflow.selective_execution_config import SelectiveExecutionConfig"
LAMBDA_STEP = "from sagemaker.workflow.lambda_step import"
HYPERPARAMETERS = 'hyperparameters={"trees": 100}'
STEP_FUNCTION, METHOD = "69", "method that a collection of steps does not have"
EVALUATE = "scripts/evaluate.py"
UNWRITABLE = "script: value that json cannot write"
VALUE = 'float(recall_score(rows["fraud"], found))'

tickets, fraud, claims = partial(slip, TICKETS), partial(slip, FRAUD), partial(slip, CLAIMS)


def started(kind: str, what: str, code: str, arguments: str, at: str = "", *more: Edit) -> Fault:
    """Return the fault that the pipeline of the tickets is started with ``arguments``."""
    line = f"get_pipeline(PipelineSession()).start({arguments})"
    edits = (*more, Edit(UPSERT, f"{UPSERT}\n    {line}"), Edit(LAMBDA_STEP, f"{SELECTION}\n{LAMBDA_STEP}"))
    return Fault(kind, what, TICKETS, edits, code, at or line, "warning")


def unwritable(what: str, new: str, severity: str = "error", imports: str = "import numpy as np") -> Fault:
    """Return the fault that the report of the evaluation holds ``new``."""
    edits = (Edit("import joblib\n", f"import joblib\n{imports}\n", EVALUATE), Edit(VALUE, new, EVALUATE))
    return Fault(
        UNWRITABLE, what, FRAUD, edits, "SMP210", "evaluate = ProcessingStep(", severity, at_file="pipeline.py"
    )


FAULTS = (
    started("35", "an empty text", "SMP410", 'parameters={"Language": ""}'),
    started("36", "None for a number", "SMP410", 'parameters={"Limit": None}'),
    started("36", "a truth value for a text", "SMP410", 'parameters={"Language": True}'),
    started("36", "a text for a number", "SMP410", 'parameters={"LeastScore": "high"}'),
    started("36", "a fraction for a whole number", "SMP410", 'parameters={"Limit": 2.5}'),
    *(
        started("39", what, "SMP415", arguments, "", Edit(f"{parameter}, default_value={default})", f"{parameter})"))
        for what, arguments, parameter, default in (
            ("no value for a text", "", 'name="Cluster"', '"j-TICKETS"'),
            ("no value for a number", 'parameters={"Language": "de"}', 'name="Limit"', "1000"),
            ("no value at all", "parameters=None", 'name="LeastScore"', "0.8"),
        )
    ),
    *(
        started("68", what, "SMP321", f"selective_execution_config=SelectiveExecutionConfig({arguments})")
        for what, arguments in (
            ("a step between two others", '["Count", "Ask"]'),
            ("a step by a name that it does not bear", '["Decided"]'),
            ("no execution to refer to", '["Decide"], reference_latest_execution=False'),
        )
    ),
    tickets(
        "47",
        "a part of an output of a Callback step",
        '"answer": ask.properties.Outputs["answer"]',
        '"answer": ask.properties.Outputs["answer"]["text"]',
        "SMP112",
    ),
    tickets(
        "47",
        "an attribute of an output",
        'left=ask.properties.Outputs["sure"]',
        'left=ask.properties.Outputs["sure"].value',
        "SMP112",
    ),
    fraud(
        "47",
        "an object as an output",
        'answer["MessageId"], "status"',
        '{"id": answer["MessageId"]}, "status"',
        "SMP616",
        'output_name="message"',
        file="scripts/announce.py",
        at_file="pipeline.py",
        severity="warning",
    ),
    fraud(
        "47",
        "a list as an output",
        'answer["MessageId"], "status"',
        '[answer["MessageId"]], "status"',
        "SMP616",
        'output_name="message"',
        file="scripts/announce.py",
        at_file="pipeline.py",
        severity="warning",
    ),
    tickets(
        STEP_FUNCTION,
        "an attribute of a result",
        'fitted = fit(fetched["place"], epochs=5)',
        "fitted = fit(fetched.place, epochs=5)",
        "SMP416",
    ),
    tickets(
        STEP_FUNCTION,
        "a method of a result",
        'rows = check_rows(session, fetched["place"])',
        'rows = check_rows(session, fetched.get("place"))',
        "SMP416",
    ),
    claims(
        "59",
        "a fixed place of an output",
        'ProcessingOutput("/opt/ml/processing/error", output_name="error")',
        'ProcessingOutput("/opt/ml/processing/error", BUCKET + "/error", output_name="error")',
        "SMP603",
        severity="info",
    ),
    fraud(
        "55",
        "no step for a model that is too weak",
        "else_steps=[stop],",
        "else_steps=[],",
        "SMP703",
        'name="GoodEnough"',
        severity="info",
    ),
    claims(
        "55",
        "no step for an error that is too large",
        'else_steps=[FailStep("TooFarOff", Join(" ", ["the error is above", worst_error]))],',
        "else_steps=[],",
        "SMP703",
        '"Gate"',
        severity="info",
    ),
    fraud(
        "48",
        "a quarter of an hour",
        'handler="announce.lambda_handler",',
        'handler="announce.lambda_handler", timeout=900,',
        "SMP811",
        severity="info",
    ),
    fraud(
        "48",
        "a second too long",
        'handler="announce.lambda_handler",',
        'handler="announce.lambda_handler", timeout=601,',
        "SMP811",
        severity="info",
    ),
    claims(
        "21",
        "a parameter in the place of an output",
        'ProcessingOutput("/opt/ml/processing/train", output_name="train")',
        'ProcessingOutput("/opt/ml/processing/train", Join("/", [BUCKET, approval]), output_name="train")',
        "SMP812",
        severity="warning",
    ),
    claims(
        "22",
        "a fixed place of an input",
        'ProcessingInput(claims, "/opt/ml/processing/claims", "claims")',
        'ProcessingInput(BUCKET + "/raw", "/opt/ml/processing/claims", "claims")',
        "SMP813",
        severity="info",
    ),
    claims(
        "67",
        "a name for the jobs of an estimator",
        "volume_size=50,",
        'volume_size=50, base_job_name="claims",',
        "SMP906",
        severity="info",
    ),
    fraud(
        METHOD,
        "add_depends_on of a ModelStep",
        "    announce = LambdaStep(",
        "    register.add_depends_on([evaluate])\n    announce = LambdaStep(",
        "SMP907",
        "register.add_depends_on([evaluate])",
    ),
    fraud(
        "40",
        "None for a framework",
        HYPERPARAMETERS,
        'hyperparameters={"trees": 100, "seed": None}',
        "SMP617",
        severity="warning",
        brings=("SMP606",),
    ),
    claims(
        "40",
        "None for an image",
        'rounds=rounds, objective="reg:squarederror"',
        "rounds=rounds, objective=None",
        "SMP617",
        severity="warning",
    ),
    claims(
        "40",
        "a list of texts",
        'rounds=rounds, objective="reg:squarederror"',
        'rounds=rounds, objectives=["squared", "absolute"]',
        "SMP617",
        severity="info",
    ),
    Fault(
        "41",
        "a text that is a truth value in JSON",
        FRAUD,
        (
            Edit(
                'parser.add_argument("--trees"',
                'parser.add_argument("--balance")\n    parser.add_argument("--trees"',
                "scripts/train.py",
            ),
            Edit(
                "    processor = SKLearnProcessor(",
                '    balance = ParameterString("Balance", default_value="true")\n\n    processor = SKLearnProcessor(',
            ),
            Edit("parameters=[data,", "parameters=[balance, data,"),
            Edit(HYPERPARAMETERS, 'hyperparameters={"trees": 100, "balance": balance}'),
        ),
        "SMP618",
        '"balance": balance',
        "warning",
    ),
    slip(
        PRICES,
        "62",
        "another prefix than the jobs write to",
        'prefix="prices/models"',
        'prefix="prices"',
        "SMP619",
        file="prices/jobs.py",
        severity="warning",
    ),
    slip(
        PRICES,
        "62",
        "another place of the jobs",
        'output_path=place("models")',
        'output_path=place("found")',
        "SMP619",
        "search.get_top_model_s3_uri(",
        file="prices/jobs.py",
        severity="warning",
    ),
    unwritable("a number of numpy", "np.argmax(found)"),
    unwritable("an array", "np.array(found)"),
    unwritable(
        "a matrix of scikit-learn",
        'confusion_matrix(rows["fraud"], found)',
        imports="from sklearn.metrics import confusion_matrix",
    ),
    unwritable("a set", "{1, 2}"),
    unwritable("a path", "Path('model.joblib')"),
    unwritable("no number at all", "np.nan", "warning"),
    claims(
        "50",
        "an argument of a model that pipelines refuse",
        "ModelArtifacts.S3ModelArtifacts, role, sagemaker_session=session)",
        'ModelArtifacts.S3ModelArtifacts, role, sagemaker_session=session, additional_model_data_sources=[{"ChannelName": "a"}])',
        "SMP802",
        "additional_model_data_sources",
        severity="warning",
    ),
)
