"""Helpers, loops and configurations of SDK v3 that are right, and look as if they were not."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
BUILDER = "demand/builder.py"
CONFIG = "config/pipeline.yaml"
CLEAN = "depends_on=[StepDependency(loop, TriggerCondition.ANY), split]"

VARIANTS = (
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
