"""What Python does with pipeline variables and objects while the pipeline is built, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
JOBS, BUILDER, SETTINGS = "demand/jobs.py", "demand/builder.py", "demand/settings.py"
FIRST = "uri = split.properties.ProcessingOutputConfig.Outputs[first].S3Output.S3Uri"

FAULTS = (
    Fault(
        "4",
        "a parameter in the f-string of an error message",
        CHURN,
        (
            Edit(
                'Join(on=" ", values=["Not as accurate as", min_accuracy.to_string()])',
                'f"Not as accurate as {min_accuracy}"',
            ),
        ),
        "SMP405",
        "{min_accuracy}",
    ),
    Fault(
        "4",
        "a text is added to a parameter",
        CHURN,
        (Edit("s3_uri=raw_data,", 's3_uri=raw_data + "/2024",'),),
        "SMP405",
        'raw_data + "/2024"',
    ),
    Fault(
        "4",
        "an execution variable in an f-string, in a method of another module",
        DEMAND,
        (
            Edit(
                'Join(on="/", values=[self.bucket, ExecutionVariables.PIPELINE_EXECUTION_ID, name])',
                'f"{self.bucket}/{ExecutionVariables.PIPELINE_EXECUTION_ID}/{name}"',
                SETTINGS,
            ),
        ),
        "SMP405",
        'return f"{self.bucket}',
    ),
    Fault(
        "4",
        "a property in the join of a text",
        DEMAND,
        (Edit(FIRST, FIRST.replace("split.", '"/".join([split.') + ', "rows.csv"])', BUILDER),),
        "SMP405",
        'uri = "/".join([',
    ),
    Fault(
        "4",
        "a property in the f-string of a helper that another module gives it to",
        DEMAND,
        (Edit("            s3_uri=uri, local_path=", '            s3_uri=f"{uri}/2024", local_path=', JOBS),),
        "SMP405",
        's3_uri=f"{uri}/2024"',
    ),
    Fault(
        "4",
        "a parameter out of a dict in an f-string",
        CATALOGUE,
        (Edit('"--day", PARAMETERS["Day"]]', "f\"--day={PARAMETERS['Day']}\"]"),),
        "SMP405",
        "f\"--day={PARAMETERS['Day']}",
    ),
    Fault(
        "4",
        "a number is multiplied by a parameter",
        DEMAND,
        (Edit("max_jobs=self.settings.max_jobs,", "max_jobs=self.settings.max_jobs * folds,", BUILDER),),
        "SMP405",
        "max_jobs=self.settings.max_jobs * folds",
    ),
    Fault(
        "5",
        "the environment of a processor is set anew between two steps",
        CHURN,
        (
            Edit(
                "    prepared = prepare.properties",
                '    processor.env = {"STAGE": "check"}\n'
                '    again = processor.run(code=str(SCRIPTS / "prepare.py"))\n'
                '    repeat = ProcessingStep(name="Repeat", step_args=again, depends_on=[prepare])\n'
                "    prepared = prepare.properties",
            ),
            Edit("steps=[prepare, train,", "steps=[prepare, repeat, train,"),
        ),
        "SMP408",
        "processor.env = {",
    ),
    Fault(
        "5",
        "a loop sets the environment of the processor of all its steps",
        CATALOGUE,
        (
            Edit(
                "        run = processor.run(\n",
                '        processor.env = {"SOURCE": name}\n        run = processor.run(\n',
            ),
        ),
        "SMP408",
        "processor.env = {",
    ),
    Fault(
        "7",
        "the truth of a Boolean parameter",
        CHURN,
        (Edit("max_attempts=3)]", "max_attempts=3)] if urgent else []"),),
        "SMP406",
        "if urgent else []",
    ),
    Fault(
        "7",
        "a parameter is compared with a text",
        CHURN,
        (Edit("else_steps=[stop],", 'else_steps=[stop] if approval == "Approved" else [],'),),
        "SMP406",
        'if approval == "Approved"',
    ),
    Fault(
        "7",
        "a parameter of another module is looked for in a tuple",
        DEMAND,
        (
            Edit(
                '"folds": folds.to_string(), ',
                '"folds": folds.to_string(), "gpu": str(instance_type in ("ml.p3.2xlarge",)), ',
                JOBS,
            ),
        ),
        "SMP406",
        "instance_type in (",
    ),
    Fault(
        "7",
        "a parameter out of a dict decides what a loop does",
        CATALOGUE,
        (
            Edit(
                "        run = processor.run(\n",
                '        if PARAMETERS["Day"] == "latest":\n            continue\n        run = processor.run(\n',
            ),
        ),
        "SMP406",
        'if PARAMETERS["Day"] == "latest"',
    ),
    Fault(
        "8",
        "the default of a parameter in the place where models are written",
        CHURN,
        (Edit('s3_output_path=f"{BUCKET}/models"', 's3_output_path=f"{raw_data.default_value}/models"'),),
        "SMP409",
        "raw_data.default_value",
        "warning",
    ),
    Fault(
        "8",
        "the default of another module's parameter in the input that a helper makes",
        DEMAND,
        (Edit('jobs.read("history", history)', 'jobs.read("history", history.default_value)', BUILDER),),
        "SMP409",
        "history.default_value",
        "warning",
    ),
    Fault(
        "8",
        "the default of a parameter out of a dict among the hyperparameters",
        CATALOGUE,
        (Edit('PARAMETERS["Budget"].to_string()', 'str(PARAMETERS["Budget"].default_value)'),),
        "SMP409",
        'PARAMETERS["Budget"].default_value',
        "warning",
    ),
    Fault(
        "24",
        "the image of a framework for the default of a parameter",
        CHURN,
        (
            Edit(
                "from sagemaker.core.lambda_helper",
                "from sagemaker.core import image_uris\nfrom sagemaker.core.lambda_helper",
            ),
            Edit(
                "training_image=IMAGE,",
                'training_image=image_uris.retrieve("pytorch", "us-east-1", version="2.1", py_version="py310",\n'
                '            image_scope="training", instance_type=instance_type),',
            ),
        ),
        "SMP411",
        "instance_type=instance_type),",
        "warning",
    ),
    Fault(
        "25",
        "the script of a step is given by a parameter",
        CHURN,
        (Edit('code=str(SCRIPTS / "prepare.py")', "code=raw_data"),),
        "SMP407",
        "code=raw_data",
    ),
    Fault(
        "25",
        "the path in a JsonGet is given by a parameter",
        CATALOGUE,
        (Edit('json_path=CONFIG["gate"]["path"]', 'json_path=PARAMETERS["Day"]'),),
        "SMP207",
        'json_path=PARAMETERS["Day"]',
    ),
    Fault(
        "34",
        "a JsonGet is given the step in the place of its name",
        CHURN,
        (Edit("step_name=evaluate.name", "step_name=evaluate"),),
        "SMP207",
        "JsonGet(step_name=evaluate",
    ),
    Fault(
        "34",
        "a JsonGet is given a text in the place of the Join of an S3 URI",
        CHURN,
        (
            Edit(
                'step_name=evaluate.name, property_file=report, json_path="metrics.accuracy"',
                's3_uri=f"{BUCKET}/report.json", json_path="metrics.accuracy"',
            ),
        ),
        "SMP207",
        's3_uri=f"{BUCKET}/report.json"',
    ),
    Fault(
        "71",
        "a parameter as the size of the volume of a trainer",
        CHURN,
        (Edit("volume_size_in_gb=50", "volume_size_in_gb=instance_count"),),
        "SMP414",
        "volume_size_in_gb=instance_count",
    ),
    Fault(
        "71",
        "a parameter as the longest run time, in a helper of another module",
        DEMAND,
        (Edit("max_runtime_in_seconds=3600", "max_runtime_in_seconds=folds", JOBS),),
        "SMP414",
        "max_runtime_in_seconds=folds",
    ),
    Fault(
        "71",
        "a parameter as the role of a trainer",
        CATALOGUE,
        (
            Edit(
                '        role=role,\n        compute=Compute(instance_type=PARAMETERS["Machine"]',
                '        role=PARAMETERS["Day"],\n        compute=Compute(instance_type=PARAMETERS["Machine"]',
            ),
        ),
        "SMP414",
        'role=PARAMETERS["Day"]',
    ),
    Fault(
        "71",
        "a module that only SDK v2 has",
        CHURN,
        (Edit("from sagemaker.core.workflow.functions", "from sagemaker.workflow.functions"),),
        "SMP905",
        "from sagemaker.workflow.functions",
    ),
    Fault(
        "71",
        "a module that only SDK v2 has, in one of several modules",
        DEMAND,
        (Edit("from sagemaker.mlops.workflow.callback_step", "from sagemaker.workflow.callback_step", BUILDER),),
        "SMP905",
        "from sagemaker.workflow.callback_step",
    ),
    Fault(
        "71",
        "a step is called as in SDK v2, with a processor",
        CATALOGUE,
        (
            Edit(
                "        step_args=measurer.run(\n"
                '            inputs=reads(model=artifact, orders=output_of(cleaned["orders"], "clean")), '
                'outputs=writes("recall")\n        ),\n',
                "        processor=measurer,\n",
            ),
        ),
        "SMP905",
        "measure = ProcessingStep(",
        brings=("SMP203",),
    ),
)
