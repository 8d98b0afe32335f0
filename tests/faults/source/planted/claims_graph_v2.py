"""Waits, names, limits and settings that are wrong in the older style, collections among them."""

from __future__ import annotations

from functools import partial

from tests.faults.source.fault import Edit, Fault
from tests.faults.source.shorthand import slip

CLAIMS = "v2_claims"
fault = partial(slip, CLAIMS)
STEPS = "steps=[clear, train, measure, gate]"
LAST = "    return Pipeline(\n"


def one_step_more(
    kind: str,
    what: str,
    made: str,
    code: str,
    at: str,
    *,
    severity: str = "error",
    also: tuple[Edit, ...] = (),
) -> Fault:
    """Return a fault of the step that the expression ``made`` makes, last in the pipeline."""
    edits = (*also, Edit(LAST, f"    more = {made}\n{LAST}"), Edit(STEPS, STEPS.replace("]", ", more]")))
    unfed = ("SMP609",) if "measure.py" in made else ()  # the script reads what no input of the new step brings
    return Fault(kind, what, CLAIMS, edits, code, at, severity, unfed)


def processing(more: str) -> str:
    """Return the call that makes a step of the shared processor."""
    return f'ProcessingStep("More", processor=processor, code=os.path.join(HERE, "code/measure.py"), {more})'


AGAIN = 'TrainingStep("Again", estimator=estimator, inputs={"train": TrainingInput(claims)})'

FAULTS = (
    Fault(
        "5",
        "the hyperparameters of an estimator change between two steps",
        CLAIMS,
        (
            Edit(LAST, f"    estimator.set_hyperparameters(rounds=10)\n    more = {AGAIN}\n{LAST}"),
            Edit(STEPS, STEPS.replace("]", ", more]")),
        ),
        "SMP408",
        "estimator.set_hyperparameters(rounds=10)",
        missed="a step that takes the estimator itself is not known to read it when the pipeline is compiled",
    ),
    one_step_more(
        "16",
        "a step that waits for a step of each branch",
        processing('depends_on=["Score", "Again"]'),
        "SMP306",
        'depends_on=["Score", "Again"]',
        also=(Edit("else_steps=[FailStep(", f"else_steps=[{AGAIN}, FailStep("),),
    ),
    one_step_more(
        "17",
        "a step that waits for the condition",
        processing("depends_on=[gate]"),
        "SMP308",
        "depends_on=[gate]",
        severity="warning",
    ),
    fault(
        "18",
        "the message of the other branch tells what a branch makes",
        '["the error is above", worst_error]',
        '["the error is above", make.properties.ModelName]',
        "SMP305",
        "make.properties.ModelName]",
    ),
    one_step_more(
        "18",
        "a step at the top reads what a branch makes",
        processing(
            'inputs=[ProcessingInput(score.properties.TransformOutput.S3OutputPath, "/opt/ml/processing/test")]'
        ),
        "SMP307",
        'more = ProcessingStep("More"',
        severity="info",
    ),
    one_step_more(
        "19",
        "a step reads the folder that another writes, and does not wait",
        processing('inputs=[ProcessingInput(BUCKET + "/scored", "/opt/ml/processing/test")]'),
        "SMP601",
        'BUCKET + "/scored", "/opt',
        severity="warning",
    ),
    fault(
        "20",
        "the id of the execution in the environment of a cached step",
        '"STAGE": "production"',
        '"RUN": ExecutionVariables.PIPELINE_EXECUTION_ID',
        "SMP804",
        severity="warning",
    ),
    fault(
        "23",
        "a cache without an expiry",
        ', expire_after="P30D")',
        ")",
        "SMP803",
        "CacheConfig(enable_caching=True)",
        severity="warning",
    ),
    fault("23", "an expiry of days in words", 'expire_after="P30D"', 'expire_after="30 days"', "SMP803"),
    fault(
        "26",
        "a step in a branch and among the steps",
        STEPS,
        "steps=[clear, train, measure, gate, make]",
        "SMP302",
        'CreateModelStep("Make"',
    ),
    fault(
        "26",
        "a collection in both branches",
        "else_steps=[FailStep(",
        "else_steps=[register, FailStep(",
        "SMP302",
        '"Claims",\n        ["text/csv"]',
    ),
    fault(
        "27", "a step in a branch is called as one outside", 'TransformStep("Score"', 'TransformStep("Train"', "SMP302"
    ),
    one_step_more(
        "27",
        "a step is called as the step that a collection makes",
        processing("").replace('"More"', '"Claims-RegisterModel"'),
        "SMP302",
        'more = ProcessingStep("Claims-RegisterModel"',
    ),
    fault("28", "a blank in the name of a step", '"Clear",', '"Clear claims",', "SMP303"),
    fault(
        "28",
        "a name that a collection makes too long",
        '"Claims",\n        ["text/csv"]',
        f'"{"Claims" * 9}",\n        ["text/csv"]',
        "SMP303",
        f'"{"Claims" * 9}"',
    ),
    fault(
        "28",
        "a blank in the name of a parameter",
        'ParameterFloat("WorstError"',
        'ParameterFloat("Worst Error"',
        "SMP312",
    ),
    fault(
        "29",
        "an underscore in the name of the pipeline",
        '"Claims",\n        [claims',
        '"claims_pipeline",\n        [claims',
        "SMP304",
        '"claims_pipeline"',
    ),
    fault("30", "depends_on is a name", "depends_on=[score]", 'depends_on="Score"', "SMP319"),
    fault(
        "30",
        "depends_on is a step",
        "depends_on=[score]",
        "depends_on=score",
        "SMP319",
        missed="told where the step begins, and not at its argument",
    ),
    fault("13", "depends_on names a step that is not there", "depends_on=[score]", 'depends_on=["Scored"]', "SMP101"),
    fault(
        "31",
        "a step waits for what waits for it",
        "        cache_config=cache,\n",
        '        cache_config=cache,\n        depends_on=["Measure"],\n',
        "SMP301",
        'depends_on=["Measure"]',
    ),
    one_step_more(
        "32",
        "a step that waits for a failure",
        processing('depends_on=["TooFarOff"]'),
        "SMP309",
        'depends_on=["TooFarOff"]',
    ),
    fault(
        "33",
        "a file in S3 that is read without waiting for a step",
        'JsonGet(step_name="Measure", property_file="Error", json_path="regression.mean.value")',
        'JsonGet(s3_uri=Join("/", [BUCKET, "error.json"]), json_path="mean")',
        "SMP310",
        severity="warning",
    ),
    fault(
        "37",
        "a default that is a text",
        'ParameterInteger("Rounds", default_value=50)',
        'ParameterInteger("Rounds", default_value="50")',
        "SMP403",
    ),
    fault(
        "37",
        "a truth value for a number",
        'ParameterInteger("Machines", default_value=2)',
        'ParameterInteger("Machines", default_value=True)',
        "SMP403",
    ),
    fault(
        "38",
        "a default that is none of the values",
        '"PendingManualApproval", enum_values',
        '"Pending", enum_values',
        "SMP403",
        severity="warning",
    ),
    fault(
        "duplicate parameter",
        "two parameters of one name",
        'ParameterInteger("Machines"',
        'ParameterInteger("Machine"',
        "SMP404",
        severity="warning",
    ),
    fault(
        "44",
        "the name of the step in the place of the model's",
        "Transformer(make.properties.ModelName,",
        "Transformer(make.name,",
        "SMP108",
    ),
    fault(
        "45",
        "what only the properties have is asked of the step",
        "make.properties.ModelName",
        "make.ModelName",
        "SMP110",
    ),
    fault(
        "49",
        "an argument of more characters than the API takes",
        '"--test-share", "0.25"',
        f'"--test-share", "0.{"25" * 140}"',
        "SMP801",
        '["--test-share"',
    ),
    fault(
        "52",
        "a condition in a branch",
        "else_steps=[FailStep(",
        'else_steps=[ConditionStep("Inner", conditions=[ConditionEquals(force, True)], if_steps=[FailStep("Forced", "forced")], else_steps=[]), FailStep(',
        "SMP311",
        'ConditionStep("Inner"',
        severity="info",
    ),
    fault(
        "53",
        "a Boolean parameter is compared with a text",
        "ConditionEquals(force, True)",
        'ConditionEquals(force, "True")',
        "SMP701",
        severity="warning",
    ),
    fault(
        "54",
        "a condition of two constants",
        "ConditionEquals(force, True)",
        "ConditionEquals(1, 2)",
        "SMP702",
        severity="warning",
    ),
    fault(
        "60",
        "three slashes in a place",
        '[BUCKET, "statistics.json"]',
        '["s3://", "example-bucket", "statistics.json"]',
        "SMP602",
    ),
    fault(
        "61",
        "an output of a processing step as the archive",
        "model = Model(IMAGE, train.properties.ModelArtifacts.S3ModelArtifacts,",
        'model = Model(IMAGE, cleared["train"].S3Output.S3Uri,',
        "SMP604",
        severity="warning",
    ),
    fault(
        "63",
        "attempts and a time together",
        "max_attempts=4,",
        "max_attempts=4,\n    expire_after_mins=60,",
        "SMP806",
        "StepRetryPolicy(\n",
    ),
    fault("63", "more attempts than the service makes", "max_attempts=4", "max_attempts=40", "SMP806"),
    fault("70", "the command is a text", '["python3"]', '"python3"', "SMP904"),
)
