"""Cells of notebooks that are right, and look as if they were not."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"
FAULTY = 'ProcessingStep(name="A step", step_args=None, depends_on="Train")'

VARIANTS = (
    Variant(
        "faulty code in a cell of text", ABALONE, (Edit("## Prepare", f"## Prepare\n\nNot like this:\n\n    {FAULTY}"),)
    ),
    Variant(
        "faulty code in a script that a cell writes",
        ABALONE,
        (
            Edit(
                '"""Split the raw data."""', f'"""Split the raw data."""\n# {FAULTY}\nname = "a" if "x" == "y" else "b"'
            ),
        ),
    ),
    Variant(
        "faulty code in a cell of another language",
        QUALITY,
        (Edit("%%bash\n", f"%%bash\n# {FAULTY}\nif true; then echo ($x); fi\n"),),
    ),
    Variant("faulty code in a comment of a cell", QUALITY, (Edit("# parameters of an execution", f"# {FAULTY}"),)),
    Variant(
        "faulty code in a cell of text of a Databricks notebook",
        SCORING,
        (Edit("# MAGIC ## Parameters", f"# MAGIC ## Parameters\n# MAGIC {FAULTY}"),),
    ),
    Variant(
        "shell lines and magics in the middle of a cell",
        ABALONE,
        (Edit("cache_config = CacheConfig(", "!ls -l code | head -3\n%env STAGE=test\ncache_config = CacheConfig("),),
    ),
    Variant(
        "a shell line in a branch, and what it prints in a variable",
        ABALONE,
        (
            Edit(
                "cache_config = CacheConfig(",
                'if version:\n    !echo "$version"\nfiles = !ls code\ncache_config = CacheConfig(',
            ),
        ),
    ),
    Variant(
        "help on an object",
        ABALONE,
        (Edit("outputs = step_process.properties", "step_process??\noutputs = step_process.properties"),),
    ),
    Variant(
        "a step is made again in a later cell, under the same name and variable",
        ABALONE,
        (
            Edit(
                "metrics = ModelMetrics(",
                'step_train = TrainingStep(name="AbaloneTrain", step_args=train_args)\nmetrics = ModelMetrics(',
            ),
        ),
    ),
    Variant(
        "a parameter is declared again in a later cell",
        QUALITY,
        (
            Edit(
                "parameters += [skip_checks]",
                'skip_checks = ParameterBoolean(name="SkipChecks", default_value=True)\nparameters += [skip_checks]',
            ),
        ),
    ),
    Variant(
        "a variable is deleted when it is no more of use",
        ABALONE,
        (Edit("condition = ConditionLessThanOrEqualTo(", "del metrics\ncondition = ConditionLessThanOrEqualTo("),),
    ),
    Variant(
        "another session uploads the data",
        ABALONE,
        (
            Edit(
                "version = !pip",
                'place = sagemaker.Session().upload_data("abalone.csv", key_prefix="abalone")\nversion = !pip',
            ),
        ),
    ),
    Variant(
        "a session for trying things out here",
        ABALONE,
        (
            Edit(
                "session = PipelineSession()",
                "from sagemaker.workflow.pipeline_context import LocalPipelineSession\nsession = LocalPipelineSession()",
            ),
        ),
    ),
    Variant(
        "an estimator is told more before its first call",
        ABALONE,
        (Edit("train_args = ", "estimator.set_hyperparameters(max_depth=7)\ntrain_args = "),),
    ),
    Variant(
        "numbers and parameters among the hyperparameters, which SDK v2 makes texts of",
        ABALONE,
        (Edit("num_round=50", "num_round=rows, early=True"),),
    ),
    Variant(
        "the loop over the steps prints their names",
        ABALONE,
        (
            Edit(
                "pipeline = Pipeline(",
                'for one in (step_process, step_train, step_eval):\n    print(f"step {one.name}")\npipeline = Pipeline(',
            ),
        ),
    ),
    Variant(
        "a start with a value for a parameter",
        ABALONE,
        (
            Edit(
                "!ls code",
                'execution = pipeline.start(parameters={"Rows": 10, "ApprovalStatus": "Approved"})\nexecution.wait()',
            ),
        ),
    ),
    Variant(
        "a limit of parallel steps, as boto3 takes it",
        ABALONE,
        (Edit("!ls code", 'pipeline.upsert(role_arn=role, parallelism_config={"MaxParallelExecutionSteps": 5})'),),
    ),
    Variant(
        "a cell that says what the parameters are",
        ABALONE,
        (
            Edit(
                "json.loads(pipeline.definition())",
                "json.loads(pipeline.definition())\nprint([one.name for one in pipeline.parameters], threshold.default_value)",
            ),
        ),
    ),
    Variant(
        "a @step function with an inner function, a constant and a default",
        QUALITY,
        (
            Edit(
                '    return {"rate": 0.9, "rows": rows}',
                '    def better(value, factor=2):\n        return value * factor\n\n    return {"rate": better(0.45), "rows": rows, "where": data}',
            ),
        ),
    ),
    Variant(
        "a @step function is given a parameter by its keyword",
        QUALITY,
        (Edit("loaded = load(limit)", "loaded = load(count=limit)"),),
    ),
    Variant(
        "a @step function has a variable of the same name as a parameter",
        QUALITY,
        (
            Edit(
                '    return {"rate": 0.9, "rows": rows}',
                '    stage = "test"\n    return {"rate": 0.9, "rows": rows, "stage": stage}',
            ),
        ),
    ),
    Variant(
        "the conditions are a list made of a tuple",
        QUALITY,
        (Edit("conditions=[enough, known]", "conditions=list((enough, known))"),),
    ),
    Variant(
        "in_values out of the values of the parameter",
        QUALITY,
        (
            Edit(
                'ConditionIn(value=stage, in_values=["test", "production"])',
                "ConditionIn(value=stage, in_values=stage.enum_values)",
            ),
        ),
    ),
    Variant(
        "the steps by keyword in another order",
        SCORING,
        (
            Edit(
                '[ProcessingInput(score.properties.TransformOutput.S3OutputPath, "/opt/ml/processing/scores", "scores")]',
                '[ProcessingInput(destination="/opt/ml/processing/scores", input_name="scores", source=score.properties.TransformOutput.S3OutputPath)]',
            ),
        ),
    ),
    Variant(
        "the transformer takes a model that is there already",
        SCORING,
        (Edit("make.properties.ModelName", '"scoring-model"'),),
    ),
    Variant(
        "a parameter in a Join of an ARN",
        SCORING,
        (
            Edit(
                'inputs={"ranking": ranking, "top": top}',
                'inputs={"ranking": Join(on="/", values=[ranking, "ranking.csv"]), "top": top, "all": True}',
            ),
        ),
    ),
    Variant("the second best model of the tuning", SCORING, (Edit("top_k=0", "top_k=1"),)),
    Variant(
        "an end and no number of attempts, as far as may be",
        SCORING,
        (Edit("expire_after_mins=60", "expire_after_mins=14400"),),
    ),
    Variant(
        "a line of Python under a cell title",
        SCORING,
        (Edit("epochs = ParameterInteger(", "# DBTITLE 1,Epochs\nepochs = ParameterInteger("),),
    ),
    Variant(
        "the steps one after the other",
        SCORING,
        (Edit("steps.extend([review, decide])", "for one in (review, decide):\n    steps.append(one)"),),
    ),
    Variant(
        "a step waits for the function whose result it reads",
        QUALITY,
        (Edit("    depends_on=[summarize],\n", "    depends_on=[summarize, loaded],\n"),),
    ),
)
