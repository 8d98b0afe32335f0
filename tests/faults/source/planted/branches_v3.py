"""Waits that branches make impossible, steps that stand twice or under one name, in code for SDK v3."""

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
        "16",
        "depends_on holds a step of each branch",
        CHURN,
        (
            Edit("else_steps=[stop]", f"else_steps=[{STEP.format(name='Warn', more='')}]"),
            *top_step('depends_on=[notify, "Warn"]'),
        ),
        "SMP306",
        'depends_on=[notify, "Warn"]',
    ),
    Fault(
        "17",
        "depends_on holds a condition",
        CHURN,
        top_step("depends_on=[check]"),
        "SMP308",
        "depends_on=[check]",
        "warning",
    ),
    Fault(
        "17",
        "a StepDependency on a condition, by name",
        CATALOGUE,
        (
            Edit("        depends_on=[join],\n", '        depends_on=[join, "Gate"],\n'),
            Edit("if_steps=[make,", "if_steps=[train, make,"),
            Edit("left=JsonGet(step_name=", "left=1 if True else JsonGet(step_name="),
            Edit("join, train, measure, gate]", "join, gate]"),
            Edit("if_steps=[train, make, ", "if_steps=[train, measure, make, "),
        ),
        "SMP308",
        'depends_on=[join, "Gate"]',
        "warning",
    ),
    Fault(
        "18",
        "the step of one branch reads a step of the other",
        CHURN,
        (
            Edit(
                'values=["Not as accurate as", min_accuracy.to_string()]',
                'values=["Not registered:", register.properties.ModelPackageArn]',
            ),
        ),
        "SMP305",
        "register.properties.ModelPackageArn]",
    ),
    Fault(
        "18",
        "a step outside reads the step of a branch",
        CHURN,
        top_step('inputs={"scores": score.properties.TransformOutput.S3OutputPath}'),
        "SMP307",
        "score.properties.TransformOutput",
        "info",
    ),
    Fault(
        "26",
        "one step in both branches",
        CHURN,
        (Edit("else_steps=[stop]", "else_steps=[stop, notify]"),),
        "SMP302",
        'name="Notify"',
    ),
    Fault(
        "26",
        "one step in a branch and among the steps",
        CHURN,
        (Edit(LISTED, LISTED.replace("]", ", score]")),),
        "SMP302",
        'name="Score"',
    ),
    Fault(
        "26",
        "steps of a dict in a branch and among the steps",
        CATALOGUE,
        (Edit("if_steps=[make, configure, deploy, *notify]", 'if_steps=[make, configure, deploy, cleaned["items"]]'),),
        "SMP302",
        'ProcessingStep(f"Clean-{name}"',
    ),
    Fault(
        "27",
        "two steps of one name",
        CHURN,
        (Edit('name="Evaluate"', 'name="Train"'),),
        "SMP302",
        'name="Train",\n        step_args=evaluator',
    ),
    Fault(
        "27",
        "the steps of a comprehension bear one name",
        CATALOGUE,
        (Edit('name=f"Notify-{team}"', 'name="Notify"'),),
        "SMP302",
        'name="Notify"',
    ),
    Fault(
        "27",
        "a step of a loop's body bears the name of one outside, in another method",
        DEMAND,
        (Edit('name="ScoreRegion"', 'name="Publish"', BUILDER),),
        "SMP302",
        'name="Publish",\n            lambda_func=jobs.function(self.session, "publish")',
    ),
    Fault(
        "30",
        "depends_on is a text",
        CHURN,
        (
            Edit(
                "        property_files=[report],\n", '        property_files=[report],\n        depends_on="Train",\n'
            ),
        ),
        "SMP319",
        'depends_on="Train"',
    ),
)
