"""Caches, retries, conditions and places in S3, in the cells of notebooks."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"
ENOUGH = 'left=JsonGet(step_name="Summarize", property_file="Summary", json_path="rows[0]"), right=100'

FAULTS = (
    Fault(
        "20",
        "the present time in a hyperparameter",
        QUALITY,
        (Edit('{"limit": limit.to_string()}', '{"now": ExecutionVariables.CURRENT_DATETIME}'),),
        "SMP804",
        '{"now": ExecutionVariables.CURRENT_DATETIME}',
        "warning",
    ),
    Fault(
        "23",
        "an expiry in words",
        ABALONE,
        (Edit('expire_after="30d"', 'expire_after="30 days"'),),
        "SMP803",
        'expire_after="30 days"',
    ),
    Fault(
        "23",
        "months in the place of minutes",
        SCORING,
        (Edit('expire_after="P1D"', 'expire_after="P30M"'),),
        "SMP803",
        'expire_after="P30M"',
        "warning",
    ),
    Fault(
        "63",
        "a number of attempts and an end",
        SCORING,
        (Edit("expire_after_mins=60", "expire_after_mins=60, max_attempts=3"),),
        "SMP806",
        "expire_after_mins=60, max_attempts=3",
    ),
    Fault(
        "63",
        "an end that is too far",
        SCORING,
        (Edit("expire_after_mins=60", "expire_after_mins=20000"),),
        "SMP806",
        "expire_after_mins=20000",
    ),
    Fault(
        "52",
        "a condition in the branch of a condition",
        ABALONE,
        (
            Edit(
                "step_cond = ConditionStep(",
                "inner = ConditionStep(\n"
                '    name="AbaloneInner", conditions=[condition], if_steps=[step_tell], else_steps=[]\n'
                ")\nstep_cond = ConditionStep(",
            ),
            Edit("if_steps=[step_register, step_tell]", "if_steps=[step_register, inner]"),
        ),
        "SMP311",
        'name="AbaloneInner"',
        "info",
    ),
    Fault(
        "53",
        "a Boolean parameter is compared with a text",
        SCORING,
        (Edit("left=publish, right=True", 'left=publish, right="True"'),),
        "SMP701",
        'right="True"',
        "warning",
    ),
    Fault(
        "53",
        "a number is compared with a text",
        QUALITY,
        (Edit(ENOUGH, 'left=limit, right="100"'),),
        "SMP701",
        'right="100"',
        "warning",
    ),
    Fault(
        "54",
        "two numbers are compared",
        QUALITY,
        (Edit(ENOUGH, "left=1, right=100"),),
        "SMP702",
        "enough = ConditionGreaterThan(",
        "warning",
    ),
    Fault(
        "54",
        "no conditions",
        ABALONE,
        (Edit("conditions=[condition]", "conditions=[]"),),
        "SMP702",
        "conditions=[]",
        "warning",
    ),
    Fault(
        "57",
        "a step that others read is not listed",
        SCORING,
        (Edit("steps = [tune, make,", "steps = [make,"),),
        "SMP320",
        'tune = TuningStep("Tune"',
        "info",
    ),
    Fault(
        "57",
        "a step that others read is not listed, in another cell",
        ABALONE,
        (Edit("steps=[step_process, step_train", "steps=[step_train"),),
        "SMP320",
        'name="AbaloneProcess"',
        "info",
    ),
    Fault(
        "58",
        "the time of the compilation in the place of an output",
        ABALONE,
        (
            Edit("import json\n\nimport sagemaker", "import json\nimport time\n\nimport sagemaker"),
            Edit(
                'ProcessingOutput(output_name="test", source="/opt/ml/processing/test")',
                'ProcessingOutput("/opt/ml/processing/test", f"{base}/{time.time()}/test", "test")',
            ),
        ),
        "SMP502",
        "{time.time()}",
        "warning",
    ),
    Fault(
        "60",
        "a Join doubles the slash after the scheme",
        SCORING,
        (Edit('values=["s3://example-bucket/scoring", ', 'values=["s3://", "example-bucket", '),),
        "SMP602",
        'values=["s3://", "example-bucket"',
    ),
    Fault(
        "61",
        "the folder of a processing step as the artifact of a model",
        ABALONE,
        (Edit("model_data=model_data", 'model_data=outputs["train"].S3Output.S3Uri'),),
        "SMP604",
        'model_data=outputs["train"]',
        "warning",
    ),
    Fault(
        "19",
        "a step reads where another writes, and does not wait for it",
        ABALONE,
        (
            Edit(
                'ProcessingOutput(output_name="test", source="/opt/ml/processing/test")',
                'ProcessingOutput("/opt/ml/processing/test", f"{base}/test", "test")',
            ),
            Edit(
                "evaluation = PropertyFile(",
                "step_count = ProcessingStep(\n"
                '    name="AbaloneCount",\n'
                "    step_args=processor.run(\n"
                '        code="code/evaluate.py",\n'
                '        inputs=[ProcessingInput(source=f"{base}/test", destination="/opt/ml/processing/rows")],\n'
                "    ),\n"
                ")\nevaluation = PropertyFile(",
            ),
            Edit("step_train, step_eval, step_cond]", "step_train, step_count, step_eval, step_cond]"),
        ),
        "SMP601",
        'inputs=[ProcessingInput(source=f"{base}/test"',
        "warning",
    ),
    Fault(
        "6",
        "two steps have an output object of one name, and the first is read",
        SCORING,
        (
            Edit(
                "review = CallbackStep(",
                'mine = LambdaOutput("number", LambdaOutputTypeEnum.Integer)\n'
                'theirs = LambdaOutput("number", LambdaOutputTypeEnum.Integer)\n'
                'first = LambdaStep("First", Lambda(function_arn=f"{functions}:a", session=session), outputs=[mine])\n'
                'second = LambdaStep("Second", Lambda(function_arn=f"{functions}:b", session=session), outputs=[theirs])\n'
                'third = LambdaStep("Third", Lambda(function_arn=f"{functions}:c", session=session), inputs={"x": mine})\n'
                "review = CallbackStep(",
            ),
            Edit("steps.extend([review, decide])", "steps.extend([first, second, third, review, decide])"),
        ),
        "SMP109",
        'third = LambdaStep("Third"',
    ),
    Fault(
        "json paths",
        "a path that is malformed",
        QUALITY,
        (Edit('json_path="rows[0]"', 'json_path="rows[0"'),),
        "SMP201",
        'json_path="rows[0"',
    ),
)
