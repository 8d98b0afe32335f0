"""Code for SDK v3 that is right, and looks as if it were not."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
JOBS, BUILDER, SETTINGS = "demand/jobs.py", "demand/builder.py", "demand/settings.py"
CONFIG = "config/pipeline.yaml"
PREPARED = "    prepared = prepare.properties"
LISTED = "steps=[prepare, train, evaluate, check]"
CLEAN = "depends_on=[StepDependency(loop, TriggerCondition.ANY), split]"

VARIANTS = (
    Variant(
        "a number is wanted, and a parameter of a number given",
        CHURN,
        (Edit("volume_size_in_gb=30", "volume_size_in_gb=instance_count"),),
    ),
    Variant(
        "the name and not the value of a parameter in a text",
        CHURN,
        (Edit('"--seed", "7"', '"--seed", f"{raw_data.name}, " + holdout.name'),),
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
    Variant(
        "a second pipeline in the file has steps of the same names",
        CHURN,
        (
            Edit(
                "def get_pipeline(session, role):",
                "def get_small_pipeline(session):\n"
                '    notify = LambdaStep(name="Notify", lambda_func=Lambda(function_arn=NOTIFY, session=session))\n'
                '    return Pipeline(name="Small", steps=[notify], sagemaker_session=session)\n\n\n'
                "def get_pipeline(session, role):",
            ),
        ),
    ),
    Variant(
        "the helper of another module is called with keywords that it does not name",
        DEMAND,
        (Edit('env={"STAGE": "production"})', 'env={"STAGE": "production"}, volume_size_in_gb=folds)', BUILDER),),
    ),
    Variant(
        "the helpers of another module are made with functools.partial",
        DEMAND,
        (
            Edit(
                "from sagemaker.core.parameter",
                "from functools import partial\n\nfrom sagemaker.core.parameter",
                BUILDER,
            ),
            Edit(
                'job = jobs.processor(self.session, self.role, "split", ',
                'job = partial(jobs.processor, self.session, self.role)("split", ',
                BUILDER,
            ),
        ),
    ),
    Variant(
        "a derived class overrides a method, and calls that of its base",
        DEMAND,
        (
            Edit(
                "def get_pipeline(session, role):",
                "class Weekly(DemandPipeline):\n"
                '    name = "WeeklyDemand"\n\n'
                "    def tune(self, split):\n"
                "        step = super().tune(split)\n"
                "        step.add_depends_on([split])\n"
                "        return step\n\n\n"
                "def get_pipeline(session, role):",
            ),
            Edit("return DemandPipeline(", "return Weekly("),
        ),
    ),
    Variant(
        "the regions are a generator of the settings",
        DEMAND,
        (Edit('("north", "south", "west")', 'tuple(name.lower() for name in ("North", "South", "West"))'),),
    ),
    Variant(
        "the parameters are a list in two parts",
        DEMAND,
        (
            Edit(
                "parameters = (history, instance_type, folds)",
                "parameters = (history, *(instance_type,)) + (folds,)",
                BUILDER,
            ),
        ),
    ),
    Variant(
        "items of a loop that are a parameter",
        DEMAND,
        (Edit("iterable_items=places", "iterable_items=history", BUILDER),),
    ),
    Variant(
        "as many iterations at once as there may be",
        DEMAND,
        (Edit("max_concurrency=2", "max_concurrency=50", BUILDER),),
    ),
    Variant(
        "a loop without a selector, which nobody reads",
        DEMAND,
        (
            Edit("            selector=selector,\n", "", BUILDER),
            Edit('                "loss": loop.properties.Selected.OutputParameters["loss"],\n', "", BUILDER),
        ),
    ),
    Variant(
        "the outputs of the last iteration", DEMAND, (Edit("IterationOutputs[0]", "IterationOutputs[2]", BUILDER),)
    ),
    Variant(
        "a step after the failure of one that it does not read",
        DEMAND,
        (
            Edit(
                "depends_on=[StepDependency(loop, TriggerCondition.ANY), split]",
                "depends_on=[StepDependency(loop, TriggerCondition.FAILED)]",
                BUILDER,
            ),
        ),
    ),
    Variant(
        "one step is waited for twice, in the same way",
        DEMAND,
        (Edit(CLEAN, CLEAN.replace("split]", "split, split, StepDependency(split)]"), BUILDER),),
    ),
    Variant(
        "what a training step made is deleted without a list",
        DEMAND,
        (
            Edit(
                "s3_sources=[S3CleanupSource(",
                "s3_sources=[S3CleanupSource(step=loop.for_each_body[0].name), S3CleanupSource(",
                BUILDER,
            ),
        ),
        warns=("SMP314", "SMP316"),
    ),
    Variant(
        "the configuration is read line by line, in another way",
        CATALOGUE,
        (
            Edit(
                'CONFIG = yaml.safe_load((HERE / "config" / "pipeline.yaml").read_text())',
                'with open(HERE / "config" / "pipeline.yaml") as file:\n    CONFIG = yaml.load(file, Loader=yaml.SafeLoader)',
            ),
        ),
    ),
    Variant(
        "one more source in the configuration",
        CATALOGUE,
        (
            Edit(
                "jobs:\n",
                '  visits: {uri: "s3://example-bucket/shop/visits", columns: [customer, day]}\njobs:\n',
                CONFIG,
            ),
        ),
    ),
    Variant(
        "no sources but one",
        CATALOGUE,
        (Edit('  items: {uri: "s3://example-bucket/shop/items", columns: [item, title]}\n', "", CONFIG),),
    ),
    Variant(
        "a parameter more, among those of the configuration",
        CATALOGUE,
        (Edit("  - {name: Budget,", "  - {name: Night, type: String, default: late}\n  - {name: Budget,", CONFIG),),
    ),
    Variant(
        "the steps are put into a list in another order, and sorted",
        CATALOGUE,
        (
            Edit(
                "    return Pipeline(\n",
                "    steps = [gate, measure]\n    steps[:0] = [train]\n    steps.insert(0, join)\n    return Pipeline(\n",
            ),
            Edit("steps=[*cleaned.values(), join, train, measure, gate]", "steps=list(cleaned.values()) + steps"),
        ),
    ),
    Variant(
        "a step of a dict is taken out, and put back",
        CATALOGUE,
        (
            Edit(
                "    join = EMRStep(",
                '    items = cleaned.pop("items")\n    cleaned["items"] = items\n    join = EMRStep(',
            ),
        ),
    ),
    Variant(
        "the threshold of the gate is a number of the configuration",
        CATALOGUE,
        (Edit('right=PARAMETERS["MinRecall"]', 'right=CONFIG["parameters"][3]["default"]'),),
    ),
)
