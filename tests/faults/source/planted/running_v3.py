"""Caches, retries and limits, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
BUILDER = "demand/builder.py"
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
        "39",
        "no value at the start for a parameter without a default",
        DEMAND,
        (
            Edit("upsert(role_arn=role)", "start(parameters={})"),
            Edit('name="Folds", default_value=4)', 'name="Folds")', "demand/settings.py"),
        ),
        "SMP415",
        "start(parameters={})",
        "warning",
        at_file="pipeline.py",
    ),
    Fault(
        "36",
        "a text for a number at the start",
        DEMAND,
        (Edit("upsert(role_arn=role)", 'start(parameters={"Folds": "four"})'),),
        "SMP410",
        '"four"',
        "warning",
    ),
    Fault(
        "47",
        "a part of an output of a Callback step",
        DEMAND,
        (Edit('approve.properties.Outputs["verdict"]', 'approve.properties.Outputs["verdict"]["by"]', BUILDER),),
        "SMP112",
        'Outputs["verdict"]["by"]',
    ),
    Fault(
        "55",
        "no step for a model that is too weak",
        CHURN,
        (Edit("else_steps=[stop],", "else_steps=[],"),),
        "SMP703",
        'name="CheckAccuracy"',
        "info",
    ),
    Fault(
        "62",
        "another prefix than the jobs write to",
        DEMAND,
        (Edit('prefix="demand/tuned"', 'prefix="demand"', BUILDER),),
        "SMP619",
        "tune.get_top_model_s3_uri(",
        "warning",
    ),
    Fault(
        "67",
        "a name for the jobs of a processor",
        DEMAND,
        (
            Edit(
                '"instance_count": 1, "instance_type"',
                '"instance_count": 1, "base_job_name": "demand", "instance_type"',
                "demand/jobs.py",
            ),
        ),
        "SMP906",
        '"base_job_name": "demand"',
        "info",
    ),
)
