"""Code for SDK v3 that is right, and looks as if it were not."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

CHURN = "v3_churn"
PREPARED = "    prepared = prepare.properties"
LISTED = "steps=[prepare, train, evaluate, check]"

VARIANTS = (
    Variant(
        "a ModelStep, which is a step in SDK v3, is told to wait later",
        CHURN,
        (Edit("    notify = LambdaStep(", "    register.add_depends_on([score])\n    notify = LambdaStep("),),
    ),
    Variant(
        "a number is wanted, and a parameter of a number given",
        CHURN,
        (Edit("volume_size_in_gb=30", "volume_size_in_gb=instance_count"),),
    ),
    Variant(
        "the name and not the value of a parameter in a text",
        CHURN,
        (
            Edit('"--seed", "7"', '"--seed", f"{raw_data.name}, " + holdout.name'),
            Edit('"--seed", type=int', '"--seed"', "scripts/prepare.py"),
        ),
    ),
    Variant(
        "whether there is a parameter at all is asked",
        CHURN,
        (Edit(PREPARED, "    if raw_data is None or urgent is None:\n        raise ValueError\n" + PREPARED),),
    ),
    Variant(
        "two steps of one processor, with arguments of their own",
        CHURN,
        (
            Edit(
                PREPARED,
                '    again = ProcessingStep(name="Again", step_args=processor.run(code=str(SCRIPTS / "prepare.py"), arguments=["--seed", "8"]))\n'
                + PREPARED,
            ),
            Edit(LISTED, LISTED.replace("prepare,", "prepare, again,")),
        ),
    ),
    Variant(
        "a processor is changed before its first call",
        CHURN,
        (
            Edit(
                "    prepare = ProcessingStep(", '    processor.env = {"STAGE": "test"}\n    prepare = ProcessingStep('
            ),
        ),
    ),
    Variant(
        "depends_on is a tuple, and one of its steps a name",
        CHURN,
        (
            Edit(
                "        property_files=[report],\n",
                '        property_files=[report],\n        depends_on=(prepare, "Train"),\n',
            ),
        ),
    ),
    Variant(
        "depends_on is a list that grows before it is passed",
        CHURN,
        (
            Edit(
                "    evaluate = ProcessingStep(",
                "    waits = []\n    waits += [prepare]\n    waits.append(train)\n    evaluate = ProcessingStep(",
            ),
            Edit("        property_files=[report],\n", "        property_files=[report],\n        depends_on=waits,\n"),
        ),
    ),
    Variant(
        "property files and steps are unpacked from tuples",
        CHURN,
        (
            Edit("property_files=[report]", "property_files=[*(report,)]"),
            Edit(LISTED, "steps=[*(prepare, train), *[evaluate], check]"),
        ),
    ),
    Variant(
        "the property file by its name",
        CHURN,
        (Edit("step_name=evaluate.name, property_file=report", 'step_name="Evaluate", property_file="Report"'),),
    ),
    Variant(
        "the name of an output, put together",
        CHURN,
        (Edit('prepared["train"]', 'prepared["-".join(["tr", "ain"]).replace("-", "")]'),),
    ),
    Variant(
        "two steps with outputs of one name, read as properties",
        CHURN,
        (
            Edit(
                "    stop = FailStep(",
                '    twin = LambdaStep(\n        name="Twin",\n        lambda_func=Lambda(function_arn=NOTIFY, session=session),\n'
                '        inputs={"ticket": notify.properties.Outputs["ticket"]},\n'
                '        outputs=[LambdaOutput(output_name="ticket", output_type=LambdaOutputTypeEnum.String)],\n    )\n'
                "    stop = FailStep(",
            ),
            Edit("register, notify]", "register, notify, twin]"),
        ),
    ),
    Variant(
        "a Join that has the slashes in its parts",
        CHURN,
        (
            Edit(
                'Join(on="/", values=[BUCKET, ExecutionVariables.PIPELINE_EXECUTION_ID, "train"])',
                'Join(on="", values=["s3://", "example-bucket", "/", ExecutionVariables.PIPELINE_EXECUTION_ID, "/train"])',
            ),
        ),
    ),
    Variant(
        "a Boolean parameter is compared with a truth value",
        CHURN,
        (
            Edit(
                "    stop = FailStep(",
                "    again = ConditionGreaterThanOrEqualTo(left=instance_count, right=1)\n    stop = FailStep(",
            ),
            Edit("        conditions=[\n", "        conditions=[\n            again,\n"),
        ),
    ),
    Variant(
        "an expiry without P, and in small letters", CHURN, (Edit('expire_after="P30D"', 'expire_after="30dT5h"'),)
    ),
    Variant(
        "an expiry with months where months are meant", CHURN, (Edit('expire_after="P30D"', 'expire_after="P1Y"'),)
    ),
    Variant("as many attempts as there may be", CHURN, (Edit("max_attempts=3", "max_attempts=4 * 5"),)),
    Variant(
        "an end in the place of a number of attempts",
        CHURN,
        (Edit("max_attempts=3", "max_attempts=None, expire_after_mins=14400"),),
    ),
    Variant(
        "numbers among the hyperparameters, which the SDK makes texts of",
        CHURN,
        (Edit('"rate": 0.1}', '"rate": 0.1, "early": True, "layers": 3}'),),
    ),
    Variant(
        "numbers and truth values in the inputs of a Lambda step",
        CHURN,
        (Edit('"urgent": urgent}', '"urgent": urgent, "tries": 3, "dry": False}'),),
    ),
    Variant(
        "a module of SDK v2, where v3 is not there",
        CHURN,
        (
            Edit(
                "from sagemaker.core.workflow.functions import Join, JsonGet\n",
                "try:\n    from sagemaker.core.workflow.functions import Join, JsonGet\n"
                "except ImportError:\n    from sagemaker.workflow.functions import Join, JsonGet\n",
            ),
        ),
    ),
    Variant(
        "the place where it is compiled decides, not a parameter",
        CHURN,
        (
            Edit("from pathlib import Path", "import os\nfrom pathlib import Path"),
            Edit("else_steps=[stop],", 'else_steps=[stop] if os.environ.get("STAGE") != "test" else [stop],'),
        ),
    ),
)
