"""`pipelint compile TARGET` and `pipelint check --compile TARGET`."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipelint.cli import main

from .samples import run

ROOT = Path(__file__).parents[2]
SMALL = "fixtures/compile_targets/small.py"
sdk = pytest.mark.sdk
needs_sdk = pytest.mark.skipif(
    not (find_spec("sagemaker") and find_spec("moto")), reason="needs a SageMaker SDK and moto"
)


@pytest.fixture(autouse=True)
def _root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def line_of(text: str) -> int:
    (number,) = [number for number, line in enumerate(Path(SMALL).read_text().splitlines(), 1) if text in line]
    return number


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compile"], "SMP011 [wrong-usage] the following arguments are required: TARGET."),
        (["compile", "a:b", "c:d"], 'SMP011 [wrong-usage] one argument too many: "c:d".'),
        (["compile", "a:b", "--twcie"], 'SMP011 [wrong-usage] no such option "--twcie"; did you mean "--twice"?'),
        (
            ["compile", "a:b", "--timeout", "soon"],
            'SMP011 [wrong-usage] argument --timeout: a number of seconds was expected, not "soon".',
        ),
        (["compile", "a:b", "--timeout", "0"], 'a number of seconds was expected, not "0".'),
        (["compile", "a:b", "--timeout", "nan"], 'a number of seconds was expected, not "nan".'),
        (["compile", SMALL], f'SMP031 [not-compilable] "{SMALL}" does not say what to compile: expected FILE.py:NAME'),
        (
            ["compile", "fixtures/compile_targets/smal.py:x"],
            'SMP031 [not-compilable] there is no file "fixtures/compile_targets/smal.py"; did you mean "small.py"?',
        ),
        (["compile", f"{SMALL}:x", "--arg", "n"], 'SMP031 [not-compilable] --arg takes NAME=VALUE, not "n".'),
        ([SMALL, "--compile", SMALL], f'SMP031 [not-compilable] "{SMALL}" does not say what to compile'),
        (["--arg", "n=1"], "SMP011 [wrong-usage] --arg and --timeout are for --compile TARGET: give that too."),
        (["--timeout", "1"], "SMP011 [wrong-usage] --arg and --timeout are for --compile TARGET: give that too."),
        (["complie", f"{SMALL}:x"], 'no such command, file or folder "complie"; did you mean "compile"?'),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status, out, (line,) = run(capsys, *arguments)
    assert (status, out) == (2, [])
    assert message in line
    assert line.endswith(("See `pipelint --help`.", "See `pipelint compile --help`."))


@sdk
@needs_sdk
def test_standard_output_holds_the_definition_and_nothing_else(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["compile", f"{SMALL}:fine", "--arg", "times=3"]) == 0
    out, err = capfd.readouterr()
    definition = json.loads(out)
    assert definition["Steps"][0]["Arguments"]["times"] == 3
    assert out == json.dumps(definition, indent=2) + "\n"
    assert err == "building\nbuilding\n"
    output = tmp_path / "definition.json"
    assert main(["compile", f"{SMALL}:fine", "--arg", "times=3", "--output", str(output)]) == 0
    assert capfd.readouterr().out == ""
    assert output.read_text() == out


@sdk
@needs_sdk
def test_a_failure_shows_the_users_traceback_and_ends_with_1(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", f"{SMALL}:raises"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert f'  File "{ROOT / SMALL}", line {line_of("json.loads(")}, in raises\n' in err
    assert "site-packages" not in err
    assert err.splitlines()[-1] == (
        f"{SMALL}:{line_of('json.loads(')}: error SMP030 [compile-failed] {SMALL}:raises does not compile: "
        "JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    )


@sdk
@needs_sdk
def test_compiling_twice_names_what_differs(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", f"{SMALL}:unstable", "--twice"]) == 1
    out, err = capfd.readouterr()
    assert len(json.loads(out)["Steps"]) == 7
    said = [line for line in err.splitlines() if "SMP032 [unstable-definition]" in line]
    places = [
        (line_of("uuid.uuid4()"), 'parameter "Team"', "/Parameters/0/DefaultValue"),
        (line_of("steps=[now, *others]"), "the pipeline", "/Steps"),
        (line_of("return LambdaStep("), 'step "Notify"', "/Steps/0/Arguments/now"),
    ]
    assert len(said) == len(places)
    for text, (line, subject, pointer) in zip(said, places, strict=True):
        assert text.startswith(f"{SMALL}:{line}: warning SMP032 [unstable-definition] {subject} compiles differently")
        assert text.endswith(f" (at {pointer})")


@sdk
@needs_sdk
def test_compiling_twice_is_content_with_what_stays_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    target = "compile_targets/v3_pipeline.py" if find_spec("sagemaker.mlops") else "sample_project/pipeline.py"
    assert main(["compile", f"fixtures/{target}:get_pipeline", "--twice"]) == 0
    assert capfd.readouterr().err == ""


@sdk
@needs_sdk
def test_check_adds_what_the_definition_shows_on_the_line_of_the_step(capfd: pytest.CaptureFixture[str]) -> None:
    faulty = """\
import os, small
def build(session):
    first, second = (small.notify(name, session) for name in os.environ.get("NAMES", "First Second").split())
    first.add_depends_on([second])
    second.add_depends_on([first])
    return small.Pipeline(name="Small", steps=[first, second], sagemaker_session=session)
"""
    flow = Path("fixtures/compile_targets/flow_for_test.py")
    flow.write_text(faulty)
    try:
        assert main([str(flow), "--format", "json"]) == 0
        before = json.loads(capfd.readouterr().out)
        assert main([str(flow), "--compile", f"{flow}:build", "--format", "json"]) == 1
        after = json.loads(capfd.readouterr().out)
    finally:
        flow.unlink()
    added = [finding for finding in after["findings"] if finding not in before["findings"]]
    assert [(one["code"], one["file"], one["line"], one["pointer"]) for one in added] == [
        ("SMP301", SMALL, line_of("return LambdaStep("), "/Steps/0/DependsOn/0")
    ]
    # The one that the file builds, which is not counted twice, and the one of the module that it imports.
    assert after["summary"]["pipelines"] == before["summary"]["pipelines"] == 2


IMPORTS_V2 = """\
from sagemaker.lambda_helper import Lambda
from sagemaker.workflow.lambda_step import LambdaStep
from sagemaker.workflow.pipeline import Pipeline
"""
IMPORTS_V3 = """\
from sagemaker.core.lambda_helper import Lambda
from sagemaker.mlops.workflow.lambda_step import LambdaStep
from sagemaker.mlops.workflow.pipeline import Pipeline
"""
CYCLE = """\
def build(session):
    function = Lambda(function_arn="arn:aws:lambda:us-east-1:123456789012:function:f", session=session)
    first = LambdaStep(name="First", lambda_func=function, inputs={})
    second = LambdaStep(name="Second", lambda_func=function, inputs={}, depends_on=[first])
    first.add_depends_on([second])
    return Pipeline(name="Small", steps=[first, second], sagemaker_session=session)
"""


@sdk
@needs_sdk
def test_check_reports_each_fault_once(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    imports = IMPORTS_V3 if find_spec("sagemaker.mlops") else IMPORTS_V2
    flow = tmp_path / "flow.py"
    flow.write_text(imports + CYCLE)
    assert main([str(flow), "--format", "json"]) == 1
    before = json.loads(capfd.readouterr().out)
    assert main([str(flow), "--compile", f"{flow}:build", "--format", "json"]) == 1
    after = json.loads(capfd.readouterr().out)
    assert before["summary"]["codes"] == {"SMP301": 1}
    assert after == before


@sdk
@needs_sdk
def test_code_that_fails_is_a_finding_of_check(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", SMALL, "--compile", f"{SMALL}:connects", "--select", "SMP1"]) == 1
    out, _ = capfd.readouterr()
    assert f"{SMALL}:{line_of('urlopen(')}: error SMP030 [compile-failed] {SMALL}:connects does not compile: " in out
    assert main(["check", SMALL, "--compile", f"{SMALL}:needs"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert 'SMP031 [not-compilable] needs() needs "threshold" and "team"' in err.splitlines()[-1]
