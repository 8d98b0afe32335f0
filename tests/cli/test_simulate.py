"""`pipelint simulate TARGET`: scenarios played on a pipeline, reports of them, and exit statuses."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipelint.cli import main

ROOT = Path(__file__).parents[2]
DEFINITION = str(ROOT / "fixtures/sample_project/definition.json")
WEAK = """
steps: {EvaluateModel: {property_files: {EvaluationReport: {metrics: {accuracy: {value: 0.5}}}}}}
expect: {branches: {CheckAccuracy: %s}}
"""
TRACE = """\
  pipeline execution Succeeded
    executed      PreprocessData
    executed      TrainModel
    executed      EvaluateModel
    executed      CheckAccuracy                else branch
        false: Steps.EvaluateModel.PropertyFiles.EvaluationReport[metrics.accuracy.value] = 0.5 \
GreaterThanOrEqualTo Parameters.MinAccuracy = 0.8
    executed      NotifyTeam
    skipped       RegisterModel-RegisterModel  "CheckAccuracy" took the else branch
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    status = main(list(arguments))
    printed = capsys.readouterr()
    return status, printed.out, printed.err.splitlines()


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_scenario_that_is_met_prints_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    Path("weak.yaml").write_text(WEAK % "else")
    status, out, _ = run(capsys, "simulate", DEFINITION, "--scenario", "weak.yaml")
    assert (status, out) == (0, "PASSED weak (weak.yaml)\n" + TRACE)


def test_a_folder_is_a_suite(capsys: pytest.CaptureFixture[str]) -> None:
    Path("all").mkdir()
    Path("all/a.yaml").write_text(WEAK % "else")
    Path("all/b.yaml").write_text(WEAK % "if")
    status, out, _ = run(capsys, "simulate", DEFINITION, "--scenario", "all")
    because = "GreaterThanOrEqualTo Parameters.MinAccuracy = 0.8 is false"
    assert status == 1
    assert out == (
        "PASSED a (all/a.yaml)\n"
        "FAILED b (all/b.yaml)\n"
        '  step "CheckAccuracy" took the else branch: '
        "Steps.EvaluateModel.PropertyFiles.EvaluationReport[metrics.accuracy.value] = 0.5 "
        f"{because}; the if branch was expected\n"
        f"{TRACE}"
        "1 passed, 1 failed\n"
    )


def test_a_scenario_that_makes_no_sense_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path("all").mkdir()
    Path("all/a.yaml").write_text("stesp: {}")
    Path("all/b.yaml").write_text("steps: {TrainModle: {fails: x}}")
    Path("all/c.yaml").write_text(WEAK % "else")
    status, out, _ = run(capsys, "simulate", DEFINITION, "--scenario", "all")
    assert status == 2
    assert out.splitlines()[0] == "ERROR a.yaml (all/a.yaml)"
    assert out.splitlines()[1].startswith('  all/a.yaml: there is no "stesp" here; did you mean "steps"?')
    assert 'ERROR b (all/b.yaml)\n  the fake "TrainModle" belongs to no step of the pipeline; did you mean' in out
    assert out.endswith("PASSED c (all/c.yaml)\n1 passed, 2 error\n")


def test_a_value_that_nothing_gives_is_told_with_where_a_scenario_gives_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "simulate", DEFINITION)
    assert status == 2
    assert out.splitlines()[0] == "ERROR all defaults"
    decides = "Steps.EvaluateModel.PropertyFiles.EvaluationReport, which no fake gives"
    assert f'condition step "CheckAccuracy" decides on {decides}' in out.splitlines()[1]
    assert out.splitlines()[2].startswith("  In a scenario file it stands under steps, by the step's name: outputs,")


def test_json_tells_everything(capsys: pytest.CaptureFixture[str]) -> None:
    Path("weak.yaml").write_text(WEAK % "if")
    status, out, _ = run(capsys, "simulate", DEFINITION, "--scenario", "weak.yaml", "--format", "json")
    report = json.loads(out)
    (scenario,) = report.pop("scenarios")
    assert status == 1
    assert report == {"version": 1, "summary": {"passed": 0, "failed": 1, "error": 0}}
    assert (scenario["name"], scenario["file"], scenario["outcome"], scenario["error"]) == (
        "weak",
        "weak.yaml",
        "failed",
        None,
    )
    assert len(scenario["unmet"]) == 1
    assert scenario["run"]["steps"]["CheckAccuracy"]["branch"] == "else"


def test_junit_tells_failures_from_errors(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.yaml").write_text(WEAK % "if")
    Path("b.yaml").write_text('steps: {TrainModel: {fails: "bad \\x07 bell"}}')
    Path("c.yaml").write_text("[]")
    scenarios = [word for name in "abc" for word in ("--scenario", f"{name}.yaml")]
    status, out, _ = run(capsys, "simulate", DEFINITION, *scenarios, "--format", "junit", "--output", "out.xml")
    assert (status, out) == (2, "")
    suites = ET.parse("out.xml").getroot()
    assert {key: suites.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "2",
        "errors": "1",
    }
    found = {case.get("name"): [child.tag for child in case] for case in suites.iter("testcase")}
    assert found == {"c.yaml": ["error"], "a": ["failure"], "b": ["failure"]}
    assert "bad \ufffd bell" in (suites.find(".//testcase[@name='b']/failure").text or "")


def test_without_a_scenario_every_step_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    definition = {"Version": "2020-12-01", "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {}}]}
    Path("d.json").write_text(json.dumps(definition))
    status, out, _ = run(capsys, "simulate", "d.json")
    assert (status, out) == (0, "PASSED all defaults\n  pipeline execution Succeeded\n    executed      Train\n")


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "simulate", "--schema")
    assert status == 0
    assert json.loads(out)["title"] == "Scenarios of pipelint"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "SMP011 [wrong-usage] simulate what? Give a definition .json, or what to compile: FILE.py:NAME."),
        (
            ["nowhere.json"],
            "SMP011 [wrong-usage] the definition nowhere.json cannot be read: No such file or directory.",
        ),
        ([DEFINITION, "--scenario", "no"], 'SMP011 [wrong-usage] there is no scenario file or folder "no".'),
        ([DEFINITION, "--scenraio", "no"], 'no such option "--scenraio"; did you mean "--scenario"?'),
        ([DEFINITION, "--format", "xml"], 'no such format "xml"'),
        (["flow"], 'SMP031 [not-compilable] "flow" does not say what to compile: expected FILE.py:NAME'),
        (["flow.py:x"], 'SMP031 [not-compilable] there is no file "flow.py"'),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    status, out, (line,) = run(capsys, "simulate", *arguments)
    assert (status, out) == (2, "")
    assert message in line


@pytest.mark.sdk
@pytest.mark.skipif(not (find_spec("sagemaker") and find_spec("moto")), reason="needs a SageMaker SDK and moto")
def test_code_is_compiled_and_simulated(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status, out, err = run(capsys, "simulate", "fixtures/compile_targets/small.py:fine", "--arg", "times=3")
    assert (status, out) == (0, "PASSED all defaults\n  pipeline execution Succeeded\n    executed      Notify\n"), err
    status, out, err = run(capsys, "simulate", "fixtures/compile_targets/small.py:raises")
    assert (status, out) == (1, "")
    assert any("SMP030" in line for line in err)
