"""Waits, names, branches and defaults, in the cells of notebooks."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"
RUN = "ExecutionVariables.PIPELINE_EXECUTION_ID"

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
)
