"""Values and what Python does with pipeline variables, in the cells of notebooks: found in their cell, on its line."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

ABALONE, QUALITY, SCORING = "notebook_abalone", "notebook_quality_v3", "notebook_scoring"

FAULTS = (
    Fault(
        "1",
        "an Integer parameter of another cell",
        ABALONE,
        (Edit("rows.to_string()", "rows"),),
        "SMP401",
        '"--rows", rows]',
    ),
    Fault(
        "1",
        "an Integer parameter among positional arguments",
        SCORING,
        (Edit('["--top", top.to_string()]', '["--top", top]'),),
        "SMP401",
        '["--top", top]',
    ),
    Fault(
        "1",
        "an Integer parameter in a cell under a magic",
        QUALITY,
        (Edit('"--limit", limit.to_string()', '"--limit", limit'),),
        "SMP401",
        '"--limit", limit]',
    ),
    Fault(
        "2", "a number among the arguments", ABALONE, (Edit("rows.to_string()", "4000"),), "SMP401", '"--rows", 4000'
    ),
    Fault(
        "3",
        "a parameter in the place of the list of subnets",
        SCORING,
        (Edit("subnets=[subnet]", "subnets=subnet"),),
        "SMP402",
        "subnets=subnet,",
    ),
    Fault(
        "3",
        "a parameter in the place of a list of arguments",
        ABALONE,
        (Edit('arguments=["--rows", rows.to_string()]', "arguments=input_data"),),
        "SMP402",
        "arguments=input_data",
    ),
    Fault(
        "4",
        "a parameter in an f-string",
        ABALONE,
        (Edit('Join(on=" ", values=["MSE above", threshold.to_string()])', 'f"MSE above {threshold}"'),),
        "SMP405",
        "{threshold}",
    ),
    Fault(
        "4",
        "a parameter is formatted into a text",
        ABALONE,
        (Edit('output_path=f"{base}/models"', 'output_path="{}/models".format(input_data)'),),
        "SMP405",
        '"{}/models".format(input_data)',
    ),
    Fault(
        "4",
        "a text is added to a property",
        SCORING,
        (Edit('Outputs["ranking"].S3Output.S3Uri', 'Outputs["ranking"].S3Output.S3Uri + "/ranking.csv"'),),
        "SMP405",
        '+ "/ranking.csv"',
    ),
    Fault(
        "5",
        "the hyperparameters of an estimator are set anew between two steps, in another cell",
        ABALONE,
        (
            Edit(
                "evaluation = PropertyFile(",
                "estimator.set_hyperparameters(max_depth=7)\n"
                'deep = TrainingStep(name="TrainDeep", step_args=estimator.fit(inputs={"train": input_data}))\n'
                "evaluation = PropertyFile(",
            ),
            Edit("step_train, step_eval, step_cond]", "step_train, deep, step_eval, step_cond]"),
        ),
        "SMP408",
        "estimator.set_hyperparameters(max_depth=7)",
    ),
    Fault(
        "7",
        "a parameter is compared with a text",
        ABALONE,
        (
            Edit(
                "instance_count=1,\n    output_path",
                'instance_count=2 if instance_type == "ml.m5.large" else 1,\n    output_path',
            ),
        ),
        "SMP406",
        'if instance_type == "ml.m5.large"',
    ),
    Fault(
        "7",
        "the truth of a Boolean parameter",
        QUALITY,
        (
            Edit(
                "parameters = [stage",
                'if skip_checks:\n    data = data.replace(".csv", ".parquet")\nparameters = [stage',
            ),
        ),
        "SMP406",
        "if skip_checks:",
    ),
    Fault(
        "7",
        "a parameter or a text",
        SCORING,
        (
            Edit(
                '"content_type="text/csv", split_type="Line"'[1:],
                'content_type="text/csv", split_type="Line" if not publish else None',
            ),
        ),
        "SMP406",
        "if not publish else None",
    ),
    Fault(
        "8",
        "the default of a parameter of another cell",
        ABALONE,
        (Edit('output_path=f"{base}/models"', 'output_path=f"{input_data.default_value}/models"'),),
        "SMP409",
        "input_data.default_value",
        "warning",
    ),
    Fault(
        "8",
        "the default of a parameter, as a text",
        SCORING,
        (Edit("top.to_string()", "str(top.default_value)"),),
        "SMP409",
        "str(top.default_value)",
        "warning",
    ),
    Fault(
        "9",
        "an estimator with a plain session",
        ABALONE,
        (
            Edit(
                'output_path=f"{base}/models",\n    sagemaker_session=session',
                'output_path=f"{base}/models",\n    sagemaker_session=sagemaker.Session()',
            ),
        ),
        "SMP901",
        "estimator.fit(",
    ),
    Fault(
        "9",
        "a processor without a session",
        SCORING,
        (Edit('security_group_ids=["sg-1"]),\n    sagemaker_session=session,', 'security_group_ids=["sg-1"]),'),),
        "SMP901",
        "ranker.run(",
    ),
    Fault(
        "10",
        "a parameter that the list leaves out",
        ABALONE,
        (Edit("instance_type, rows, threshold", "instance_type, threshold"),),
        "SMP104",
        "rows.to_string()",
    ),
    Fault(
        "10",
        "a parameter that nobody adds to the list",
        QUALITY,
        (Edit("parameters += [skip_checks]", ""),),
        "SMP104",
        "skip_check=skip_checks",
    ),
    Fault(
        "10",
        "a parameter that the positional list leaves out",
        SCORING,
        (Edit("machine, epochs, top, publish", "machine, epochs, top"),),
        "SMP104",
        "left=publish",
    ),
    Fault(
        "11",
        "a property file that is not registered",
        ABALONE,
        (Edit("    property_files=[evaluation],\n", ""),),
        "SMP202",
        "property_file=evaluation",
    ),
)
