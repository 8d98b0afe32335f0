"""What steps, their outputs and @step functions are asked for: SMP110, SMP111, SMP320, SMP412 and SMP413."""

from __future__ import annotations

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

HEADER = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.processing import ProcessingInput, ProcessingOutput, Processor
from sagemaker.workflow.callback_step import CallbackOutput, CallbackOutputTypeEnum, CallbackStep
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionEquals
from sagemaker.workflow.execution_variables import ExecutionVariables
from sagemaker.workflow.function_step import step
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

parameter = ParameterString("Stage", default_value="dev")
processor = Processor("role", "image", 1, "ml.m5.large")


def run(name, **options):
    return ProcessingStep(name, step_args=processor.run(), **options)


def call(name, **options):
    return LambdaStep(name, lambda_func=Lambda("arn:aws:lambda:us-west-2:111122223333:function:f"), **options)


def branch(*steps):
    return ConditionStep("Check", conditions=[ConditionEquals(parameter, "dev")], if_steps=list(steps), else_steps=[])


out = LambdaOutput("rows", LambdaOutputTypeEnum.Integer)
"""


def found(code: str, source: str) -> list[str]:
    result = check([], Settings((Choice(select=(code,)),)), stdin=("pipeline.py", (HEADER + source).encode()))
    return [finding.message for finding in result.findings if finding.code == code]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("call('A', outputs=[out]).OutputParameters['rows']", 'step "A" has no attribute OutputParameters'),
        ("call('A', outputs=[out]).Outputs['rows']", 'step "A" has no attribute Outputs'),
        ("run('A').ProcessingOutputConfig", 'step "A" has no attribute ProcessingOutputConfig'),
        ("CallbackStep(unknown()).OutputParameters", "a step has no attribute OutputParameters"),
        ("call('A', outputs=[out]).outputs['rows']", 'outputs of a step is a list, which has no item "rows"'),
        ("call('A', outputs=[out]).outputs[0]", None),
        (
            "call('A', outputs=[out]).properties.OutputParameters['rows']",
            'step "A" has no attribute properties.OutputParameters',
        ),
        ("call('A', outputs=[out]).properties.Outputs['rows']", None),
        ("run('A').properties.ProcessingOutputConfig", None),
        ("class Own(ProcessingStep):\n    Kind = 1\nOwn('A').Kind", None),
        ("a = run('A')\na.Owner = 'me'\nprint(a.Owner)", None),
    ],
)
def test_what_only_properties_have(line, expected):
    assert found("SMP110", f"{line}\npipeline = Pipeline('P', steps=[])\n") == ([] if expected is None else [expected])


STRAY = 'step "B" reads the output object "rows", which is of no step at the top level of the pipeline'


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("a = call('A', outputs=[out])\nb = call('B', inputs={'a': out})\nsteps = [branch(a), b]", STRAY),
        ("a = call('A', outputs=[out])\nb = call('B', inputs={'a': out})\nsteps = [branch(a, b)]", STRAY),
        ("a = call('A', outputs=[out])\nb = call('B', inputs={'a': out})\nsteps = [b]", STRAY),
        ("b = ProcessingStep('B', step_args=processor.run(arguments=[out]))\nsteps = [b]", STRAY),
        ("a = call('A', outputs=[out])\nb = call('B', inputs={'a': out})\nsteps = [a, branch(b)]", None),
        (
            "a = call('A', outputs=[out])\nb = call('B', inputs={'a': a.properties.Outputs['rows']})\n"
            "steps = [branch(a), b]",
            None,
        ),
        ("a = call('A', outputs=others())\nb = call('B', inputs={'a': out})\nsteps = [a, b]", None),
        ("b = call('B', inputs={'a': out})\nsteps = [b, *others()]", None),
        (
            "b = call('B', inputs={'a': out})\nsteps = [b]\nif today():\n    steps.append(call('A', outputs=[out]))",
            None,
        ),
        (
            "a = call('A', outputs=[out])\nsteps = [a, call('B', inputs={'a': Join(on='', values=[out])})]",
            'the output object "rows" stands in a Join',
        ),
    ],
)
def test_output_objects_that_the_sdk_cannot_place(lines, expected):
    assert found("SMP111", f"{lines}\npipeline = Pipeline('P', steps=steps)\n") == (
        [] if expected is None else [expected]
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "a = run('A')\nsteps = [run('B', depends_on=[a])]",
            ['step "A" is not listed in the pipeline; the SDK adds it, because "B" waits for it'],
        ),
        (
            "a = run('A')\nsteps = [branch(run('B', depends_on=[a]), run('C', depends_on=[a]))]",
            ['step "A" is not listed in the pipeline; the SDK adds it, because "B" and "C" wait for it'],
        ),
        ("a = run('A')\nsteps = [a, run('B', depends_on=[a])]", []),
        ("a = run('A')\nsteps = [branch(a), run('B', depends_on=[a])]", []),
        ("a = run('A')\nsteps = [run('B', depends_on=[a]), *others()]", []),
        ("a = run(others())\nsteps = [run('B', depends_on=[a])]", []),
        ("@step(name='F')\ndef f(x):\n    return x\na = run('A')\nsteps = [f(a.properties.ProcessingJobName)]", []),
        (
            "@step(name='F')\ndef f():\n    return 1\n"
            "steps = [ProcessingStep('B', step_args=processor.run(arguments=[f()]))]",
            [],
        ),
    ],
)
def test_steps_that_are_not_listed(lines, expected):
    assert found("SMP320", f"{lines}\npipeline = Pipeline('P', steps=steps)\n") == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "f({'a': [parameter]})",
            'an argument of @step function "F" holds parameter "Stage", which must be an argument itself',
        ),
        (
            "f(x=(1, ExecutionVariables.PIPELINE_NAME))",
            'an argument of @step function "F" holds execution variable PipelineName, which must be an argument itself',
        ),
        (
            "f([f(1)])",
            'an argument of @step function "F" holds the result of a @step function, which must be an argument itself',
        ),
        (
            "f(JsonGet(step_name='A', property_file='B', json_path='c'))",
            '@step function "F" takes no value of a JSON file as an argument',
        ),
        ("f(x=Join(on='', values=['a']))", '@step function "F" takes no join as an argument'),
        ("f(parameter)", None),
        ("f(f(parameter))", None),
        ("f(run('A').properties.ProcessingJobName)", None),
        ("f([1, {'a': unknown()}])", None),
        ("if today():\n    f([parameter])", None),
    ],
)
def test_arguments_of_step_functions(lines, expected):
    source = f"@step(name='F')\ndef f(x):\n    return x\n{lines}\npipeline = Pipeline('P', steps=[])\n"
    assert found("SMP412", source) == ([] if expected is None else [expected])


CLOSURE = 'a @step function reads parameter "Stage" past its arguments, as parameter'


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("def f():\n    return parameter", CLOSURE),
        ("def f():\n    def inner():\n        return [parameter]\n    return inner()", CLOSURE),
        ("def f():\n    return parameter.default_value", CLOSURE),
        ("def f(x=parameter):\n    return x", 'a @step function reads parameter "Stage" past its arguments, as x'),
        (
            "def f():\n    return name",
            "a @step function reads execution variable PipelineName past its arguments, as name",
        ),
        ("def f():\n    return ExecutionVariables.PIPELINE_NAME", None),  # the class is pickled by its name
        ("def f():\n    return joined", None),  # compiles: the function gets a Python object
        ("def f():\n    parameter = 1\n    return parameter", None),
        ("def f(parameter=1):\n    return parameter", None),
        ("def f():\n    return [parameter for parameter in (1, 2)]", None),
        ("def f():\n    return other.parameter", None),
        ("def f():\n    return dict(parameter=1)", None),
    ],
)
def test_what_step_functions_read_of_the_code_around_them(function, expected):
    around = "name = ExecutionVariables.PIPELINE_NAME\njoined = Join(on='', values=['a'])\n"
    source = f"{around}@step(name='F')\n{function}\npipeline = Pipeline('P', steps=[f()])\n"
    assert found("SMP412", source) == ([] if expected is None else [expected])


def test_a_function_that_is_not_called_is_not_pickled():
    assert found("SMP412", "@step\ndef f():\n    return parameter\npipeline = Pipeline('P', steps=[])\n") == []


def test_a_closure_of_a_function_inside_a_function_is_found_where_it_is_read():
    source = (
        "def build():\n    local = ParameterString('Local')\n    @step(name='F')\n    def f():\n        print(local)\n"
        "    return Pipeline('P', steps=[f()])\nbuild()\n"
    )
    result = check([], Settings((Choice(select=("SMP412",)),)), stdin=("pipeline.py", (HEADER + source).encode()))
    assert [finding.span.line - HEADER.count("\n") for finding in result.findings] == [5]


WALKED = 'the result of @step function "F" is walked over while the pipeline is built, which raises NotImplementedError'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a, b = f()", WALKED),
        ("[a, b] = f()[0]", WALKED),
        ("for a in f():\n    print(a)", WALKED),
        ("g(*f())", WALKED),
        ("a = f()[0]", None),
        ("a, b = f(), f()", None),
        ("a, b = plain()", None),
    ],
)
def test_results_of_step_functions_that_are_walked_over(line, expected):
    functions = "@step(name='F')\ndef f():\n    return 1, 2\ndef plain():\n    return 1, 2\n"
    source = f"{functions}{line}\npipeline = Pipeline('P', steps=[])\n"
    assert found("SMP413", source) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("code", "line", "expected"),
    [
        (
            "SMP405",
            "f'rows: {f()}'",
            "an f-string makes text of the result of a @step function, which raises TypeError while the pipeline is "
            "built",
        ),
        (
            "SMP406",
            "if f() == 1:\n    print('one')",
            'the result of a @step function is compared by "==" while the pipeline is built, which is always false',
        ),
    ],
)
def test_results_of_step_functions_are_variables(code, line, expected):
    assert found(code, f"@step(name='F')\ndef f():\n    return 1\n{line}\npipeline = Pipeline('P', steps=[])\n") == [
        expected
    ]
