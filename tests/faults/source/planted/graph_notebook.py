"""Waits, names, caches, conditions and places in S3, in the cells of notebooks."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"
RUN = "ExecutionVariables.PIPELINE_EXECUTION_ID"
ENOUGH = 'left=JsonGet(step_name="Summarize", property_file="Summary", json_path="rows[0]"), right=100'

FAULTS = (
    Fault(
        "16",
        "a step waits for both branches",
        SCORING,
        (
            Edit(
                "else_steps=[FailStep(",
                'else_steps=[LambdaStep("Keep", Lambda(function_arn=f"{functions}:keep", session=session)), FailStep(',
            ),
            Edit(
                "steps.extend([review, decide])",
                "steps.extend([review, decide])\n"
                'steps.append(LambdaStep("Close", Lambda(function_arn=f"{functions}:close", session=session),\n'
                '    depends_on=["Send", "Keep"]))',
            ),
        ),
        "SMP306",
        'depends_on=["Send", "Keep"]',
    ),
    Fault(
        "17",
        "a step depends on a condition",
        ABALONE,
        (
            Edit(
                "pipeline = Pipeline(",
                'last = LambdaStep(name="Last", lambda_func=step_tell.lambda_func, depends_on=[step_cond])\n'
                "pipeline = Pipeline(",
            ),
            Edit("step_eval, step_cond]", "step_eval, step_cond, last]"),
        ),
        "SMP308",
        'last = LambdaStep(name="Last"',
        "warning",
    ),
    Fault(
        "18",
        "the step of one branch reads a step of the other",
        ABALONE,
        (
            Edit(
                'values=["MSE above", threshold.to_string()]', 'values=["See", step_tell.properties.Outputs["ticket"]]'
            ),
        ),
        "SMP305",
        'step_tell.properties.Outputs["ticket"]',
    ),
    Fault(
        "18",
        "a step outside reads the step of a branch",
        QUALITY,
        (
            Edit(
                "pipeline = Pipeline(",
                "after = LambdaStep(\n"
                '    name="After",\n'
                '    lambda_func=Lambda(function_arn=f"{FUNCTIONS}:after", session=session),\n'
                '    inputs={"seen": tell.properties.Outputs["seen"]},\n'
                ")\npipeline = Pipeline(",
            ),
            Edit("summarize, check]", "summarize, check, after]"),
        ),
        "SMP307",
        'tell.properties.Outputs["seen"]',
        "info",
    ),
    Fault(
        "26",
        "one step in a branch and among the steps",
        SCORING,
        (Edit("steps.extend([review, decide])", "steps.extend([review, decide, send])"),),
        "SMP302",
        '    "Send",\n',
    ),
    Fault(
        "26",
        "one step in both branches",
        ABALONE,
        (Edit("else_steps=[step_fail]", "else_steps=[step_tell, step_fail]"),),
        "SMP302",
        'name="AbaloneTell"',
    ),
    Fault(
        "27",
        "two steps of one name, in two cells",
        ABALONE,
        (Edit('name="AbaloneEval"', 'name="AbaloneTrain"'),),
        "SMP302",
        'name="AbaloneTrain",\n    step_args=processor',
    ),
    Fault(
        "27",
        "a @step function under the name of a step",
        QUALITY,
        (Edit('@step(name="Rate"', '@step(name="Train"'),),
        "SMP302",
        '@step(name="Train"',
        missed="the function stands for the step of the same name, which is in the pipeline, and is left out",
    ),
    Fault(
        "27",
        "a step of a branch under the name of one outside, in another cell",
        QUALITY,
        (Edit('name="Tell"', 'name="Summarize"'),),
        "SMP302",
        'name="Summarize",\n    lambda_func',
    ),
    Fault(
        "28",
        "a blank in the name of a step",
        ABALONE,
        (Edit('name="AbaloneCond"', 'name="Abalone cond"'),),
        "SMP303",
        'name="Abalone cond"',
    ),
    Fault(
        "28",
        "a name of a step that is too long, by position",
        SCORING,
        (Edit('"Refused"', '"Refused" * 10'),),
        "SMP303",
        '"Refused" * 10',
    ),
    Fault(
        "28",
        "a dot in the name of a parameter",
        QUALITY,
        (Edit('name="SkipChecks"', 'name="Skip.Checks"'),),
        "SMP312",
        'name="Skip.Checks"',
    ),
    Fault(
        "29",
        "an underscore in the name of the pipeline",
        ABALONE,
        (Edit('name="AbalonePipeline"', 'name="Abalone_Pipeline"'),),
        "SMP304",
        'name="Abalone_Pipeline"',
    ),
    Fault(
        "29",
        "a blank in the name of the pipeline, by position",
        SCORING,
        (Edit('"Scoring"', '"Scoring 2"'),),
        "SMP304",
        '"Scoring 2"',
    ),
    Fault(
        "30",
        "depends_on is a text",
        QUALITY,
        (Edit("depends_on=[quality, bias]", 'depends_on="DataQuality"'),),
        "SMP319",
        'depends_on="DataQuality"',
    ),
    Fault(
        "30",
        "depends_on is a step",
        QUALITY,
        (Edit("    depends_on=[summarize],\n", "    depends_on=summarize,\n"),),
        "SMP319",
        "train = TrainingStep(",
    ),
    Fault(
        "31",
        "a step depends on one that reads its output, of a later cell",
        ABALONE,
        (
            Edit(
                "    cache_config=cache_config,\n)\noutputs",
                '    cache_config=cache_config,\n    depends_on=["AbaloneTrain"],\n)\noutputs',
            ),
        ),
        "SMP301",
        'depends_on=["AbaloneTrain"]',
    ),
    Fault(
        "31",
        "a later cell adds the wait that closes the circle",
        SCORING,
        (
            Edit(
                "steps = [tune, make, score, rank]", 'steps = [tune, make, score, rank]\nscore.add_depends_on(["Rank"])'
            ),
        ),
        "SMP301",
        'score.add_depends_on(["Rank"])',
    ),
    Fault(
        "32",
        "a step depends on a Fail step",
        ABALONE,
        (
            Edit(
                "pipeline = Pipeline(",
                'last = LambdaStep(name="Last", lambda_func=step_tell.lambda_func, depends_on=["AbaloneFail"])\n'
                "pipeline = Pipeline(",
            ),
            Edit("step_eval, step_cond]", "step_eval, step_cond, last]"),
        ),
        "SMP309",
        'depends_on=["AbaloneFail"]',
    ),
    Fault(
        "33",
        "a condition reads a file in S3 and does not wait for it",
        QUALITY,
        (
            Edit(
                'JsonGet(step_name="Summarize", property_file="Summary", json_path="rows[0]")',
                'JsonGet(s3_uri=Join(on="/", values=["s3://example-bucket", "rows.json"]), json_path="rows[0]")',
            ),
        ),
        "SMP310",
        "JsonGet(s3_uri=",
        "warning",
    ),
    Fault(
        "37",
        "an empty text as the default of an Integer parameter",
        SCORING,
        (Edit('"Epochs", default_value=10', '"Epochs", default_value=""'),),
        "SMP403",
        '"Epochs", default_value=""',
    ),
    Fault(
        "38",
        "a default that is none of the values",
        QUALITY,
        (Edit('default_value="test", enum_values=["test",', 'default_value="test", enum_values=["trial",'),),
        "SMP403",
        'default_value="test", enum_values=["trial"',
        "warning",
    ),
    Fault(
        "duplicate parameter",
        "two parameters of one name",
        SCORING,
        (Edit('ParameterInteger("Top"', 'ParameterInteger("Epochs"'),),
        "SMP404",
        'ParameterInteger("Epochs", default_value=100',
        "warning",
    ),
    Fault(
        "20",
        "the execution's id among the arguments",
        ABALONE,
        (Edit("rows.to_string()", RUN),),
        "SMP804",
        f'"--rows", {RUN}',
        "warning",
    ),
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
