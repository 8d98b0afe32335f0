"""Loops, and steps that clean up: what only SDK v3 has."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Fault

DEMAND = "v3_demand"
BUILDER = "demand/builder.py"


def fault(kind: str, what: str, old: str, new: str, code: str, at: str, severity: str = "error") -> Fault:
    """Return a fault that one edit of the builder is."""
    return Fault(kind, what, DEMAND, (Edit(old, new, BUILDER),), code, at, severity)


FAULTS = (
    fault(
        "loop variable outside its scope",
        "a step outside reads the current item",
        '"verdict": approve.properties',
        '"region": CurrentItem(),\n                "verdict": approve.properties',
        "SMP313",
        '"region": CurrentItem()',
    ),
    fault(
        "loop variable outside its scope",
        "the current item names what is deleted, outside the loop",
        'Join(on="/", values=[uri, "rows.csv"])',
        'Join(on="/", values=[uri, CurrentItem()])',
        "SMP313",
        "values=[uri, CurrentItem()]",
    ),
    fault(
        "loop variable outside its scope",
        "a step outside reads the output of an iteration",
        '"verdict": approve.properties',
        '"loss": IterationOutput(approve).OutputParameters["verdict"],\n                "verdict": approve.properties',
        "SMP313",
        "IterationOutput(approve)",
    ),
    fault(
        "IterationOutputs of an unknown step, or without an index",
        "no index",
        "IterationOutputs[0].TrainRegion.ModelArtifacts.S3ModelArtifacts",
        "IterationOutputs",
        "SMP314",
        "loop.properties.IterationOutputs",
    ),
    fault(
        "IterationOutputs of an unknown step, or without an index",
        "a step that the body does not have",
        "IterationOutputs[0].TrainRegion",
        "IterationOutputs[0].TrainRegoin",
        "SMP314",
        "IterationOutputs[0].TrainRegoin",
    ),
    fault(
        "Selected without a selector",
        "the selector is gone, and what it selects is still read",
        "            selector=selector,\n",
        "",
        "SMP314",
        "loop.properties.Selected",
    ),
    fault(
        "something that a step of a loop does not have",
        "a property of the step of the body that there is not",
        "IterationOutputs[0].TrainRegion.ModelArtifacts",
        "IterationOutputs[0].TrainRegion.ModelArtifact",
        "SMP107",
        "TrainRegion.ModelArtifact.",
    ),
    fault(
        "something that a step of a loop does not have",
        "an output that the selected step does not have",
        'Selected.OutputParameters["loss"]',
        'Selected.OutputParameters["accuracy"]',
        "SMP107",
        'Selected.OutputParameters["accuracy"]',
    ),
    fault(
        "something that a step of a loop does not have",
        "the selector asks for an output of another name",
        'IterationOutput(score).OutputParameters["loss"]',
        'IterationOutput(score).OutputParameters["lost"]',
        "SMP107",
        'IterationOutput(score).OutputParameters["lost"]',
    ),
    fault(
        "bounds of a loop",
        "more than 50 iterations at once",
        "max_concurrency=2,",
        "max_concurrency=60,",
        "SMP315",
        "max_concurrency=60",
    ),
    fault(
        "bounds of a loop",
        "no items at all",
        "iterable_items=places",
        "iterable_items=[]",
        "SMP315",
        "iterable_items=[]",
    ),
    Fault(
        "bounds of a loop",
        "a Fail step in the body",
        DEMAND,
        (
            Edit(
                "from sagemaker.mlops.workflow.for_each_step",
                "from sagemaker.mlops.workflow.fail_step import FailStep\nfrom sagemaker.mlops.workflow.for_each_step",
                BUILDER,
            ),
            Edit(
                "for_each_body=[train, score]",
                'for_each_body=[train, score, FailStep(name="GiveUp", error_message="no")]',
                BUILDER,
            ),
        ),
        "SMP315",
        'FailStep(name="GiveUp"',
    ),
    fault(
        "direct reference to a step of a body",
        "a step outside reads the output of a step of the body, by its name",
        "loop.properties.IterationOutputs[0].TrainRegion.ModelArtifacts.S3ModelArtifacts",
        "loop.for_each_body[0].properties.ModelArtifacts.S3ModelArtifacts",
        "SMP314",
        "loop.for_each_body[0].properties",
        "warning",
    ),
    fault(
        "step called <body>-0",
        "a step is called as an iteration of one of the body will be",
        'name="Publish"',
        'name="ScoreRegion-0"',
        "SMP315",
        'name="ScoreRegion-0"',
    ),
    fault(
        "a step of a body depends on an outer step",
        "depends_on in the body",
        'name="ScoreRegion",\n',
        'name="ScoreRegion",\n            depends_on=[split],\n',
        "SMP318",
        'name="ScoreRegion"',
        "warning",
    ),
    fault(
        "deletion of what a step does not have",
        "what a processing step made, without saying which objects",
        ', s3_uris=[Join(on="/", values=[uri, "rows.csv"])]',
        "",
        "SMP316",
        "S3CleanupSource(step=split)",
        "warning",
    ),
    fault(
        "deletion of what a step does not have",
        "an empty list of objects",
        's3_uris=[Join(on="/", values=[uri, "rows.csv"])]',
        "s3_uris=[]",
        "SMP316",
        "s3_uris=[]",
    ),
    fault(
        "deletion of what a step does not have",
        "the outputs of a Callback step",
        "S3CleanupSource(step=split, s3_uris=[",
        'S3CleanupSource(step="Approve"), S3CleanupSource(step=split, s3_uris=[',
        "SMP316",
        'S3CleanupSource(step="Approve")',
        "warning",
    ),
)
