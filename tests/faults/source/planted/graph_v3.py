"""Files, waits and conditions of which one hides or starves another, in code for SDK v3."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

CHURN, DEMAND, CATALOGUE = "v3_churn", "v3_demand", "v3_catalogue"
BUILDER = "demand/builder.py"
LISTED = "steps=[prepare, train, evaluate, check]"
STEP = 'LambdaStep(name="{name}", lambda_func=Lambda(function_arn=NOTIFY, session=session), {more})'


def top_step(more: str) -> tuple[Edit, ...]:
    """Add a Lambda step to the churn pipeline."""
    made = STEP.format(name="Close", more=more)
    return (
        Edit(
            '    return Pipeline(\n        name="Churn"',
            f'    close = {made}\n    return Pipeline(\n        name="Churn"',
        ),
        Edit(LISTED, LISTED.replace("]", ", close]")),
    )


FAULTS = (
    Fault(
        "30",
        "depends_on is a step that a method is given",
        DEMAND,
        (Edit("depends_on=[after]", "depends_on=after", BUILDER),),
        "SMP319",
        "depends_on=after",
    ),
    Fault(
        "30",
        "depends_on is a name out of the configuration",
        CATALOGUE,
        (
            Edit("training:\n", "training:\n  after: JoinSources\n", "config/pipeline.yaml"),
            Edit("depends_on=[join]", 'depends_on=CONFIG["training"]["after"]', "pipeline.py"),
        ),
        "SMP319",
        "CONFIG = yaml.safe_load",
    ),
    Fault(
        "31",
        "a step depends on one that reads its output",
        CHURN,
        (
            Edit(
                "        retry_policies=retries,\n    )\n    prepared",
                '        retry_policies=retries,\n        depends_on=["Train"],\n    )\n    prepared',
            ),
        ),
        "SMP301",
        'depends_on=["Train"]',
    ),
    Fault(
        "31",
        "a step depends on itself",
        CHURN,
        (
            Edit(
                "        property_files=[report],\n",
                '        property_files=[report],\n        depends_on=["Evaluate"],\n',
            ),
        ),
        "SMP301",
        'depends_on=["Evaluate"]',
    ),
    Fault(
        "31",
        "a method makes a step depend on one that another method makes of it",
        DEMAND,
        (Edit('application_id="app-1",', 'application_id="app-1",\n            depends_on=["PerRegion"],', BUILDER),),
        "SMP301",
        'depends_on=["PerRegion"]',
    ),
    Fault(
        "31",
        "depends_on is extended in a loop, by the steps that wait for the step",
        CATALOGUE,
        (
            Edit(
                "    notify = [\n",
                "    for one in cleaned.values():\n        one.add_depends_on([measure])\n    notify = [\n",
            ),
        ),
        "SMP301",
        "measure = ProcessingStep(",
    ),
    Fault(
        "32",
        "depends_on holds a Fail step",
        CHURN,
        top_step("depends_on=[stop]"),
        "SMP309",
        "depends_on=[stop]",
    ),
    Fault(
        "32",
        "depends_on holds a Fail step, by name, in the same branch",
        CATALOGUE,
        (
            Edit("else_steps=[FailStep(", "else_steps=[notify[0], FailStep("),
            Edit("deploy, *notify]", "deploy]"),
            Edit(
                '            inputs={"endpoint": deploy.properties.EndpointArn, "day": PARAMETERS["Day"]},\n',
                '            inputs={"day": PARAMETERS["Day"]},\n            depends_on=["Poor"],\n',
            ),
        ),
        "SMP309",
        'depends_on=["Poor"]',
    ),
    Fault(
        "33",
        "a condition reads a file in S3 and does not wait for it",
        CHURN,
        (
            Edit(
                'JsonGet(step_name=evaluate.name, property_file=report, json_path="metrics.accuracy")',
                'JsonGet(s3_uri=Join(on="/", values=[BUCKET, "latest", "report.json"]), json_path="metrics.accuracy")',
            ),
        ),
        "SMP310",
        "JsonGet(s3_uri",
        "warning",
    ),
    Fault(
        "52",
        "a condition in the branch of a condition",
        CHURN,
        (
            Edit(
                "    check = ConditionStep(\n",
                "    inner = ConditionStep(\n"
                '        name="CheckAgain",\n'
                "        conditions=[ConditionGreaterThanOrEqualTo(left=min_accuracy, right=0.9)],\n"
                "        if_steps=[notify],\n"
                "        else_steps=[],\n"
                "    )\n"
                "    check = ConditionStep(\n",
            ),
            Edit("register, notify]", "register, inner]"),
        ),
        "SMP311",
        'name="CheckAgain"',
        "info",
    ),
    Fault(
        "57",
        "a step that others read is not listed",
        CHURN,
        (Edit(LISTED, "steps=[train, evaluate, check]"),),
        "SMP320",
        'name="Prepare"',
        "info",
    ),
    Fault(
        "57",
        "a step that others read is taken out of the list of a method",
        DEMAND,
        (Edit("steps = [collect, split, tune,", "steps = [collect, split,", BUILDER),),
        "SMP320",
        'return TuningStep(name="Tune"',
        "info",
    ),
    Fault(
        "triggers of dependencies",
        "one step is waited for in two ways",
        DEMAND,
        (
            Edit(
                "depends_on=[StepDependency(loop, TriggerCondition.ANY), split]",
                "depends_on=[StepDependency(loop, TriggerCondition.ANY), loop, split]",
                BUILDER,
            ),
        ),
        "SMP317",
        'name="Clean"',
    ),
    Fault(
        "trigger Failed, and a reference to the same step",
        "a step runs only after the failure of one that it reads",
        DEMAND,
        (
            Edit(
                "StepDependency(loop, TriggerCondition.ANY), split]",
                "loop, StepDependency(split, TriggerCondition.FAILED)]",
                BUILDER,
            ),
        ),
        "SMP317",
        'Outputs["south"]',
        "warning",
    ),
)
