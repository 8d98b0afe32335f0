"""Conditions, times, and what is written where, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
BUILDER, SETTINGS = "demand/builder.py", "demand/settings.py"
CONFIG = "config/pipeline.yaml"
LOADED = "CONFIG = yaml.safe_load"
RUN = "ExecutionVariables.PIPELINE_EXECUTION_ID"
ACCURATE = 'left=JsonGet(step_name=evaluate.name, property_file=report, json_path="metrics.accuracy")'

FAULTS = (
    Fault(
        "53",
        "a text is compared with a number",
        CATALOGUE,
        (
            Edit('right=PARAMETERS["MinRecall"]', 'right="high"'),
            Edit(
                'left=JsonGet(step_name="Measure", property_file=recall, json_path=CONFIG["gate"]["path"])',
                'left=PARAMETERS["Budget"]',
            ),
        ),
        "SMP701",
        'right="high"',
        "warning",
    ),
    Fault(
        "54",
        "no conditions",
        CATALOGUE,
        (Edit("conditions=[good]", "conditions=[]"),),
        "SMP702",
        'name="Gate"',
        "warning",
    ),
    Fault(
        "54",
        "two numbers are compared",
        CHURN,
        (Edit(ACCURATE, "left=1"), Edit("right=min_accuracy,", "right=0.8,")),
        "SMP702",
        "ConditionGreaterThanOrEqualTo(\n",
        "warning",
    ),
    Fault(
        "58",
        "the day of the compilation in the place of an output",
        CHURN,
        (
            Edit("from pathlib import Path", "from datetime import datetime\nfrom pathlib import Path"),
            Edit(f'Join(on="/", values=[BUCKET, {RUN}, "test"])', 'f"{BUCKET}/{datetime.now():%Y-%m-%d}/test"'),
        ),
        "SMP502",
        "{datetime.now():",
        "warning",
    ),
    Fault(
        "58",
        "the time of the compilation in what a method of another module makes",
        DEMAND,
        (
            Edit("from dataclasses import dataclass", "import time\nfrom dataclasses import dataclass", SETTINGS),
            Edit(f"self.bucket, {RUN}, name", "self.bucket, str(int(time.time())), name", SETTINGS),
        ),
        "SMP502",
        "str(int(time.time()))",
        "warning",
    ),
    Fault(
        "58",
        "today as the default of a parameter",
        CATALOGUE,
        (
            Edit("from pathlib import Path", "from datetime import date\nfrom pathlib import Path"),
            Edit(
                'default_value=one["default"]',
                'default_value=date.today().isoformat() if one["name"] == "Day" else one["default"]',
            ),
        ),
        "SMP502",
        "date.today()",
        "warning",
    ),
    Fault(
        "60",
        "a Join doubles the slash after the scheme",
        CHURN,
        (Edit(f'values=[BUCKET, {RUN}, "train"]', f'values=["s3://", "example-bucket", {RUN}, "train"]'),),
        "SMP602",
        'values=["s3://", "example-bucket"',
    ),
    Fault(
        "60",
        "a Join doubles the slash after the scheme, in a method",
        DEMAND,
        (Edit('values=[uri, "rows.csv"]', 'values=["s3://", "example-bucket", "rows.csv"]', BUILDER),),
        "SMP602",
        'Join(on="/", values=["s3://"',
    ),
    Fault(
        "60",
        "a Join without slashes",
        CATALOGUE,
        (Edit('Join(on="/", values=[CONFIG["bucket"]', 'Join(on="", values=["s3:/", CONFIG["name"]'),),
        "SMP602",
        'values=["s3:/", CONFIG["name"]',
    ),
    Fault(
        "61",
        "the folder of a processing step as the artifact of a model",
        CHURN,
        (Edit("s3_model_data_url=artifact", 's3_model_data_url=prepared["train"].S3Output.S3Uri'),),
        "SMP604",
        's3_model_data_url=prepared["train"]',
        "warning",
    ),
    Fault(
        "61",
        "a folder in S3 as the artifact of a model",
        CATALOGUE,
        (Edit("s3_model_data_url=artifact", 's3_model_data_url="s3://example-bucket/models/"'),),
        "SMP604",
        's3_model_data_url="s3://example-bucket/models/"',
        "warning",
    ),
    Fault(
        "19",
        "a step reads what a step of another branch of the graph writes",
        CATALOGUE,
        (
            Edit("s3_uri=place(prefix + name)", "s3_uri=f\"{CONFIG['bucket']}/{prefix}{name}\"", "pipeline.py"),
            Edit('"s3://example-bucket/shop/items"', '"s3://example-bucket/catalogue/orders-clean"', CONFIG),
        ),
        "SMP601",
        LOADED,
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        "19",
        "a step reads where the training writes, and does not wait for it",
        CHURN,
        (Edit("s3_uri=artifact,", 's3_uri=f"{BUCKET}/models",'),),
        "SMP601",
        's3_uri=f"{BUCKET}/models"',
        "warning",
    ),
    Fault(
        "46",
        "the output object of a step of a branch, outside",
        CHURN,
        (
            Edit(
                "    notify = LambdaStep(",
                '    ticket = LambdaOutput(output_name="ticket", output_type=LambdaOutputTypeEnum.String)\n    notify = LambdaStep(',
            ),
            Edit(
                'outputs=[LambdaOutput(output_name="ticket", output_type=LambdaOutputTypeEnum.String)],',
                "outputs=[ticket],",
            ),
            Edit(
                '    return Pipeline(\n        name="Churn"',
                '    close = LambdaStep(\n        name="Close",\n        lambda_func=Lambda(function_arn=NOTIFY, session=session),\n        inputs={"ticket": ticket},\n    )\n    return Pipeline(\n        name="Churn"',
            ),
            Edit("steps=[prepare, train, evaluate, check]", "steps=[prepare, train, evaluate, check, close]"),
        ),
        "SMP111",
        'name="Close"',
    ),
    Fault(
        "6",
        "two steps have an output object of one name, and the first is read",
        CATALOGUE,
        (
            Edit(
                "    return Pipeline(\n",
                '    rows = LambdaOutput("number", LambdaOutputTypeEnum.Integer)\n'
                '    columns = LambdaOutput("number", LambdaOutputTypeEnum.Integer)\n'
                '    count = Lambda(function_arn="arn:aws:lambda:us-east-1:123456789012:function:count")\n'
                '    counts = [LambdaStep("CountRows", lambda_func=count, outputs=[rows])]\n'
                '    counts += [LambdaStep("CountColumns", lambda_func=count, outputs=[columns])]\n'
                '    report = LambdaStep("ReportCount", lambda_func=count, inputs={"number": rows})\n'
                "    return Pipeline(\n",
            ),
            Edit("join, train, measure, gate]", "join, train, measure, gate, *counts, report]"),
        ),
        "SMP109",
        'inputs={"number": rows}',
    ),
)
