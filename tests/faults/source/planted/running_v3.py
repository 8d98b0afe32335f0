"""Caches, retries, limits, conditions, and what is written where, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
JOBS, BUILDER, SETTINGS = "demand/jobs.py", "demand/builder.py", "demand/settings.py"
CONFIG = "config/pipeline.yaml"
LOADED = "CONFIG = yaml.safe_load"
RUN = "ExecutionVariables.PIPELINE_EXECUTION_ID"
ACCURATE = 'left=JsonGet(step_name=evaluate.name, property_file=report, json_path="metrics.accuracy")'

FAULTS = (
    Fault(
        "20",
        "the execution's id among the arguments",
        CHURN,
        (Edit('"--seed", "7"', f'"--seed", {RUN}'),),
        "SMP804",
        f'"--seed", {RUN}',
        "warning",
    ),
    Fault(
        "20",
        "the present time in the environment that a helper passes on",
        DEMAND,
        (
            Edit('env={"STAGE": "production"}', 'env={"NOW": ExecutionVariables.CURRENT_DATETIME}', BUILDER),
            Edit(
                "from sagemaker.core.workflow.functions import Join",
                "from sagemaker.core.workflow.execution_variables import ExecutionVariables\n"
                "from sagemaker.core.workflow.functions import Join",
                BUILDER,
            ),
        ),
        "SMP804",
        'env={"NOW": ExecutionVariables.CURRENT_DATETIME}',
        "warning",
    ),
    Fault(
        "20",
        "the start's time in a Join among the arguments",
        DEMAND,
        (
            Edit(
                'arguments=["--folds", folds.to_string()]',
                'arguments=[Join(on="-", values=["day", ExecutionVariables.START_DATETIME])]',
                BUILDER,
            ),
            Edit(
                "from sagemaker.core.workflow.functions import Join",
                "from sagemaker.core.workflow.execution_variables import ExecutionVariables\n"
                "from sagemaker.core.workflow.functions import Join",
                BUILDER,
            ),
        ),
        "SMP804",
        "ExecutionVariables.START_DATETIME",
        "warning",
    ),
    Fault(
        "23",
        "an expiry in words",
        CHURN,
        (Edit('expire_after="P30D"', 'expire_after="30 days"'),),
        "SMP803",
        'expire_after="30 days"',
    ),
    Fault(
        "23",
        "no expiry, in the attribute of a class",
        DEMAND,
        (Edit(', expire_after="P7D"', "", BUILDER),),
        "SMP803",
        "CacheConfig(enable_caching=True)",
        "warning",
    ),
    Fault(
        "23",
        "months in the place of minutes, in the configuration",
        CATALOGUE,
        (Edit("expire_after: P14D", "expire_after: P30M", CONFIG),),
        "SMP803",
        LOADED,
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        "63",
        "more attempts than there may be",
        CHURN,
        (Edit("max_attempts=3)]", "max_attempts=30)]"),),
        "SMP806",
        "max_attempts=30",
    ),
    Fault(
        "63",
        "a number of attempts and an end, which exclude each other",
        CHURN,
        (Edit("max_attempts=3)]", "max_attempts=3, expire_after_mins=60)]"),),
        "SMP806",
        "expire_after_mins=60",
    ),
    Fault(
        "63",
        "neither a number of attempts nor an end, which only SDK v2 takes",
        CHURN,
        (Edit(", max_attempts=3)]", ")]"),),
        "SMP806",
        "retries = [StepRetryPolicy(",
    ),
    Fault(
        "63",
        "an interval that is too long, in the configuration",
        CATALOGUE,
        (Edit("{max_attempts: 4}", "{max_attempts: 4, interval_seconds: 50000}", CONFIG),),
        "SMP806",
        LOADED,
        at_file="pipeline.py",
    ),
    Fault(
        "64",
        "retry policies for a Lambda step, which is never retried",
        CHURN,
        (Edit('inputs={"package"', 'retry_policies=retries,\n        inputs={"package"'),),
        "SMP807",
        "retries = [StepRetryPolicy(",
        "warning",
    ),
    Fault(
        "49",
        "an argument of 257 characters",
        CHURN,
        (Edit('"--seed", "7"', '"--seed", "7" * 257'),),
        "SMP801",
        '"7" * 257',
    ),
    Fault(
        "49",
        "eleven inputs, made by a comprehension",
        DEMAND,
        (
            Edit(
                'inputs=[jobs.read("history", history)]',
                'inputs=[jobs.read(f"history{year}", history) for year in range(11)]',
                BUILDER,
            ),
        ),
        "SMP801",
        'inputs=[jobs.read(f"history{year}"',
    ),
    Fault(
        "49",
        "a volume that is too small, in the configuration",
        CATALOGUE,
        (Edit("volume: 40", "volume: 0", CONFIG),),
        "SMP801",
        LOADED,
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        "49",
        "fewer instances than none",
        CATALOGUE,
        (Edit('"InitialInstanceCount": 1,', '"InitialInstanceCount": -1,'),),
        "SMP801",
        '"InitialInstanceCount": -1',
        "warning",
    ),
    Fault(
        "53",
        "a Boolean parameter is compared with a text",
        CHURN,
        (
            Edit(ACCURATE, "left=urgent"),
            Edit("right=min_accuracy,", 'right="True",'),
        ),
        "SMP701",
        'right="True"',
        "warning",
    ),
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
