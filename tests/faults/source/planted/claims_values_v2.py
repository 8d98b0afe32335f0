"""Values and references that are wrong in the older style, where steps take processors, estimators and models."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

CLAIMS = "v2_claims"
fault = partial(slip, CLAIMS)
TEST_INPUT = 'ProcessingInput(cleared["test"].S3Output.S3Uri, "/opt/ml/processing/test", "test")'
REGISTERED = "model_data=train.properties.ModelArtifacts.S3ModelArtifacts,\n        model_package_group_name"


FAULTS = (
    fault(
        "1",
        "a Float parameter among the arguments of the step",
        '"0.25"]',
        "worst_error]",
        "SMP401",
        '"--test-share", worst_error',
    ),
    fault(
        "1",
        "an Integer parameter in the environment of a shared processor",
        '"STAGE": "production"',
        '"ROUNDS": rounds',
        "SMP401",
    ),
    fault(
        "1",
        "a Boolean parameter in the environment of an estimator",
        "volume_size=50,",
        'environment={"FORCE": force},',
        "SMP401",
    ),
    fault("2", "a number among the arguments of the step", '"0.25"]', "0.25]", "SMP401", '"--test-share", 0.25'),
    fault("2", "a truth value in the environment", '"STAGE": "production"', '"DEBUG": True', "SMP401"),
    fault("2", "a text for a size in gigabytes", "volume_size=50,", 'volume_size="50",', "SMP401", severity="warning"),
    fault(
        "3", "a parameter in the place of the subnets", 'subnets=["subnet-1", "subnet-2"]', "subnets=claims", "SMP402"
    ),
    fault(
        "3",
        "a parameter in the place of the arguments",
        'job_arguments=["--test-share", "0.25"]',
        "job_arguments=claims",
        "SMP402",
    ),
    fault(
        "4", "a parameter before a text", 'output_path=BUCKET + "/scored"', 'output_path=claims + "/scored"', "SMP405"
    ),
    fault(
        "4",
        "a parameter in a text with a percent sign",
        'Join(" ", ["the error is above", worst_error])',
        '"the error is above %s" % worst_error',
        "SMP405",
    ),
    fault(
        "4",
        "a parameter in os.path.join",
        'output_path=BUCKET + "/scored"',
        'output_path=os.path.join(claims, "scored")',
        "SMP405",
    ),
    fault(
        "4",
        "str() of a property",
        'Join("/", [BUCKET, "statistics.json"])',
        "str(score.properties.TransformOutput.S3OutputPath)",
        "SMP405",
    ),
    fault(
        "7",
        "the truth of a Boolean parameter",
        "    mean = JsonGet",
        '    print("forced" if force else "measured")\n    mean = JsonGet',
        "SMP406",
        '"forced" if force',
    ),
    fault(
        "7",
        "a parameter is compared with a text",
        "    mean = JsonGet",
        '    if approval == "Approved":\n        print("at once")\n    mean = JsonGet',
        "SMP406",
        'if approval == "Approved"',
    ),
    fault(
        "7",
        "another value where the parameter is false",
        "ConditionEquals(force, True)",
        "ConditionEquals(force or False, True)",
        "SMP406",
    ),
    fault(
        "8",
        "the default in the place of the parameter",
        "approval_status=approval",
        "approval_status=approval.default_value",
        "SMP409",
        severity="warning",
    ),
    fault(
        "10",
        "a parameter of a collection is not declared",
        "worst_error, approval, force]",
        "worst_error, force]",
        "SMP104",
        "approval_status=approval",
    ),
    fault(
        "10",
        "a hyperparameter that was set by a method is not declared",
        "machines, rounds, worst_error",
        "machines, worst_error",
        "SMP104",
        "rounds=rounds",
    ),
    fault(
        "10",
        "a parameter of a condition is not declared",
        "approval, force],",
        "approval],",
        "SMP104",
        "ConditionEquals(force, True)",
    ),
    fault(
        "11",
        "the property file is made, but not given to the step",
        "        property_files=[error],\n",
        "",
        "SMP202",
        'property_file="Error"',
    ),
    fault(
        "12",
        "the property file names the folder and not the output",
        'PropertyFile("Error", "error",',
        'PropertyFile("Error", "errors",',
        "SMP203",
    ),
    fault(
        "12",
        "the output was renamed",
        '"/opt/ml/processing/error", output_name="error"',
        '"/opt/ml/processing/error", output_name="report"',
        "SMP203",
        'PropertyFile("Error", "error"',
    ),
    fault("13", "a step that JsonGet misspells", 'step_name="Measure"', 'step_name="Mesure"', "SMP101"),
    fault(
        "13",
        "a property file that JsonGet calls by its path",
        'property_file="Error"',
        'property_file="error.json"',
        "SMP202",
    ),
    fault("15", "an output that is called otherwise", 'cleared["test"]', 'cleared["validation"]', "SMP103"),
    fault(
        "15",
        "a member of a training job that is misspelt",
        REGISTERED,
        REGISTERED.replace("S3ModelArtifacts", "S3ModelArtifact"),
        "SMP102",
        "S3ModelArtifact,",
    ),
    fault("15", "a member that a model does not have", "make.properties.ModelName", "make.properties.Name", "SMP102"),
    fault(
        "25", "a script that a parameter names", 'code=os.path.join(HERE, "code/measure.py")', "code=claims", "SMP407"
    ),
    fault("25", "a json path that is not closed", '"regression.mean.value"', '"regression[0.value"', "SMP201"),
    fault("34", "a parameter is the json path", 'json_path="regression.mean.value"', "json_path=approval", "SMP207"),
    fault("34", "the step in the place of its name", 'step_name="Measure"', "step_name=measure", "SMP207"),
    fault(
        "instance type that is hard-coded",
        "the type of the instance that trains",
        "IMAGE, role, 1, machine,",
        'IMAGE, role, 1, "ml.m5.xlarge",',
        "SMP501",
        severity="warning",
    ),
    fault(
        "instance count that is hard-coded",
        "on how many instances it trains",
        "IMAGE, role, 1, machine,",
        "IMAGE, role, 3, machine,",
        "SMP503",
        severity="warning",
    ),
    fault(
        "place in S3 that is hard-coded",
        "where the claims lie",
        'ProcessingInput(claims, "/opt/ml/processing/claims"',
        'ProcessingInput("s3://example-bucket/claims/raw", "/opt/ml/processing/claims"',
        "SMP504",
        severity="warning",
    ),
    Fault(
        "70",
        "a processor of a framework in the older style",
        CLAIMS,
        (
            Edit(
                "from sagemaker.processing import",
                "from sagemaker.pytorch.processing import PyTorchProcessor\nfrom sagemaker.processing import",
            ),
            Edit(
                "processor=processor,\n        inputs=[ProcessingInput(claims",
                'processor=PyTorchProcessor("2.0", role, 1, "ml.m5.large", "py310", IMAGE, sagemaker_session=session),\n        inputs=[ProcessingInput(claims',
            ),
        ),
        "SMP903",
        'code=os.path.join(HERE, "code/clear.py")',
    ),
)
