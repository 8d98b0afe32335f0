"""Where there is a fix, and where there is none because it might do something else."""

from __future__ import annotations

import pytest

from .fix_helpers import fixed

FIXED = {
    "a name that stands for another": (
        """\
number = folds
split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", number]))
Pipeline("flow", parameters=[folds], steps=[split])
""",
        {"number]": "number.to_string()]"},
    ),
    "a list that is named and used once": (
        """\
arguments = ["--folds", folds, "--seed", 7]
split = ProcessingStep("Split", step_args=job.run(arguments=arguments))
Pipeline("flow", parameters=[folds], steps=[split])
""",
        {"folds, ": "folds.to_string(), ", "7]": '"7"]'},
    ),
    "a list made of two": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", folds] + ["--seed", -7]))
Pipeline("flow", parameters=[folds], steps=[split])
""",
        {"folds] +": "folds.to_string()] +", "-7]": '"-7"]'},
    ),
    "in a function": (
        """\
def build():
    arguments = ["--folds", (folds)]
    split = ProcessingStep("Split", step_args=job.run(arguments=arguments))
    return Pipeline("flow", parameters=[folds], steps=[split])
""",
        {"(folds)": "(folds.to_string())"},
    ),
    "steps made in a loop, of what does not change in it": (
        """\
steps = []
for name in ("One", "Two"):
    steps.append(ProcessingStep(name, step_args=job.run(arguments=["--folds", folds])))
Pipeline("flow", parameters=[folds], steps=steps)
""",
        {"folds])": "folds.to_string()])"},
    ),
    "a list of parameters by name": (
        """\
common = [folds]
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))
Pipeline("flow", parameters=common, steps=[split])
""",
        {"parameters=common": "parameters=[*common, stage]"},
    ),
    "parameters by position": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))
Pipeline("flow", [], steps=[split])
""",
        {"[], ": "[stage], "},
    ),
    "no parameters yet": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))
Pipeline(
    "flow",
    steps=[split]  # all of them
)
""",
        {"steps=[split]  # all of them\n": "steps=[split],  # all of them\n    parameters=[stage]\n"},
    ),
    "None in place of parameters": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))
Pipeline("flow", parameters=None, steps=[split])
""",
        {"None": "[stage]"},
    ),
    "a list over several lines": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))
Pipeline("flow", parameters=[
    folds,  # how many
], steps=[split])
""",
        {"folds,  # how many\n": "folds,  # how many\n    stage,\n"},
    ),
    "two parameters, one after the other": (
        """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage, folds.to_string()]))
Pipeline("flow", parameters=[], steps=[split])
""",
        {"[], ": "[stage, folds], "},
    ),
    "a bare step": (
        """\
one = ProcessingStep("One", step_args=job.run())
two = ProcessingStep("Two", step_args=job.run(), depends_on=one)
Pipeline("flow", steps=[one, two])
""",
        {"=one)": "=[one])"},
    ),
}

LEFT = {
    "a number that other code reads, too": """\
SEED = 7
print(SEED + 1)
split = ProcessingStep("Split", step_args=job.run(arguments=["--seed", SEED]))
Pipeline("flow", steps=[split])
""",
    "a dict that other code reads, too": """\
variables = {"SEED": 7}
print(variables["SEED"] + 1)
other = Processor("role", "split:1", 1, "local", env=variables, sagemaker_session=session)
split = ProcessingStep("Split", step_args=other.run())
Pipeline("flow", steps=[split])
""",
    "a number that goes through a function of the user's": """\
def arguments(seed):
    return ["--seed", seed, "--next", str(seed + 1)]
split = ProcessingStep("Split", step_args=job.run(arguments=arguments(7)))
Pipeline("flow", steps=[split])
""",
    "an argument of a function": """\
def step(name, value):
    return ProcessingStep(name, step_args=job.run(arguments=["--value", value]))
Pipeline("flow", parameters=[folds], steps=[step("One", folds), step("Two", "text")])
""",
    "a loop over values of several kinds": """\
steps = []
for number, value in enumerate([folds, "text"]):
    steps.append(ProcessingStep(f"Step{number}", step_args=job.run(arguments=["--value", value])))
Pipeline("flow", parameters=[folds], steps=steps)
""",
    "a comprehension": """\
steps = [ProcessingStep(f"S{n}", step_args=job.run(arguments=["-v", v])) for n, v in enumerate([folds, "text"])]
Pipeline("flow", parameters=[folds], steps=steps)
""",
    "a name that is bound twice": """\
value = "text"
one = ProcessingStep("One", step_args=job.run(arguments=["--value", value]))
value = folds
two = ProcessingStep("Two", step_args=job.run(arguments=["--value", value]))
Pipeline("flow", parameters=[folds], steps=[one, two])
""",
    "arguments that are unpacked": """\
options = {"steps": [ProcessingStep("Split", step_args=job.run(arguments=["--stage", stage]))]}
Pipeline("flow", **options, parameters=[])
""",
    "a parameter that has no name": """\
split = ProcessingStep("Split", step_args=job.run(arguments=["--stage", ParameterString("Other", "x")]))
Pipeline("flow", parameters=[], steps=[split])
""",
    "a parameter of another scope": """\
def split():
    own = ParameterString("Own", default_value="x")
    return ProcessingStep("Split", step_args=job.run(arguments=["--own", own]))
Pipeline("flow", parameters=[], steps=[split()])
""",
    "a step that a caller chose": """\
def after(step):
    return ProcessingStep("Two", step_args=job.run(), depends_on=step)
one = ProcessingStep("One", step_args=job.run())
Pipeline("flow", steps=[one, after(one)])
""",
    "a text in a constant": """\
ROOT = "s3://"
print(ROOT)
raw = Join(on="/", values=[ROOT, stage, "raw"])
split = ProcessingStep("Split", step_args=job.run(arguments=["--raw", raw]))
Pipeline("flow", parameters=[stage], steps=[split])
""",
    "a raw text": """\
raw = Join(on="/", values=[r"s3://", stage, "raw"])
split = ProcessingStep("Split", step_args=job.run(arguments=["--raw", raw]))
Pipeline("flow", parameters=[stage], steps=[split])
""",
    "an output object of a step that has no name": """\
def counted():
    return LambdaStep("Count", lambda_func=Lambda("arn:aws:lambda:us-west-2:111122223333:function:f"), outputs=[rows])
rows = LambdaOutput("rows", LambdaOutputTypeEnum.String)
text = Join(on=" ", values=["rows:", rows])
split = ProcessingStep("Split", step_args=job.run(arguments=["--rows", text]))
Pipeline("flow", steps=[counted(), split])
""",
    "a name that a global statement may rebind": """\
number = folds
def change():
    global number
    number = "text"
split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", number]))
Pipeline("flow", parameters=[folds], steps=[split])
""",
}


@pytest.mark.parametrize(("before", "changes"), FIXED.values(), ids=FIXED)
def test_what_is_certain_is_fixed(before: str, changes: dict[str, str]) -> None:
    expected = before
    for old, new in changes.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert fixed(before) == (expected, [])


@pytest.mark.parametrize("source", LEFT.values(), ids=LEFT)
def test_what_is_not_certain_is_left(source: str) -> None:
    after, left = fixed(source)
    assert after == source
    assert left
