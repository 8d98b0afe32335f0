"""What the code of one file does when another calls it: told once, by the file that knows it, wherever it stands."""

from __future__ import annotations

from pathlib import Path

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

STEPS = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline

def tell(name, text):
    return LambdaStep(
        name,
        lambda_func=Lambda(function_arn="arn:aws:lambda:us-east-1:111122223333:function:tell"),
        inputs={"text": f"It is {text}"},
    )

def build(role):
    day = ParameterString("Day")
    first, second = tell("First", "early"), tell("Second", "late")
    print(first.OutputParameters)
    return Pipeline("Daily", parameters=[day], steps=[first, second])
"""
MAIN = "import sagemaker\nfrom steps import build\npipeline = build(sagemaker.get_execution_role())\n"


def found(folder: Path, **files: str) -> list[tuple[str, int | None, str]]:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    findings = check([str(folder)], Settings((Choice(select=("SMP110", "SMP405")),))).findings
    return [(Path(one.span.file).name, one.span.line, one.message) for one in findings]


def test_what_a_module_does_is_told_though_another_file_builds_its_pipeline(tmp_path: Path) -> None:
    expected = [("steps.py", 16, 'step "First" has no attribute OutputParameters')]
    assert found(tmp_path, steps=STEPS) == expected
    assert found(tmp_path, steps=STEPS, main=MAIN) == expected


def test_what_a_module_does_with_the_steps_of_another_is_told(tmp_path: Path) -> None:
    steps = STEPS.partition("def build")[0] + "def show(step):\n    print(step.OutputParameters)\n"
    main = f'{MAIN.partition("from")[0]}from steps import show, tell\nfirst = tell("First", "x")\nshow(first)\n'
    assert found(tmp_path, steps=steps, main=main) == [
        ("steps.py", 14, 'step "First" has no attribute OutputParameters')
    ]


def test_what_only_the_caller_knows_is_told_where_it_stands(tmp_path: Path) -> None:
    steps = STEPS.replace('tell("Second", "late")', 'tell("Second", day)').replace("    print(first.OutputParam", "#")
    (finding,) = found(tmp_path, steps=steps, main=MAIN)
    assert finding[:2] == ("steps.py", 10)


def test_what_two_files_call_is_told_once(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, steps=STEPS, main=MAIN, other=MAIN)
    assert finding[:2] == ("steps.py", 16)
