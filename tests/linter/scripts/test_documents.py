"""What a script writes into a JSON document, in all the ways that people write it, told by what SMP208 reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from pipelint.rules.smp208_unwritten_json_path import SOURCE

PIPELINE = SOURCE.replace("metrics.msa.value", "metrics.mse.wrong")
PLACE = "/opt/ml/processing/evaluation"
HEAD = f"import argparse, json, os, sys\nfrom pathlib import Path\nOUT = {PLACE!r}\n"
DUMP = 'with open(os.path.join(OUT, "evaluation.json"), "w") as file:\n    json.dump(report, file)\n'


def said(folder: Path, script: str, pipeline: str = PIPELINE) -> list[tuple[str, str]]:
    """Return the severity and the end of each message about the json path of a pipeline with this script."""
    (folder / "evaluate.py").write_text(HEAD + script)
    (folder / "pipeline.py").write_text(pipeline)
    findings = check([str(folder / "pipeline.py")], Settings((Choice(select=("SMP208",)),))).findings
    return [(one.severity.value, one.message.partition("evaluate.py ")[2]) for one in findings if one.code == "SMP208"]


WRITES = [("error", 'writes no "wrong" in "metrics.mse"; it writes "value"')]


@pytest.mark.parametrize(
    "script",
    [
        'report = {"metrics": {"mse": {"value": 4.2}}}\n' + DUMP,
        'report = {}\nreport["metrics"] = {}\nreport["metrics"]["mse"] = {"value": compute()}\n' + DUMP,
        'report = {"metrics": {}}\nreport["metrics"].update(mse={"value": 1})\n' + DUMP,
        "report = dict(metrics=dict(mse=dict(value=1)))\n" + DUMP,
        'report = {"metrics": {"mse": {"value": 1}}}\nmore = {}\n'
        + 'more = {"a": more, "b": more}\n' * 60
        + 'report["more"] = more\n'
        + DUMP,
        'def entry(value):\n    return {"value": value}\nreport = {"metrics": {"mse": entry(1)}}\n' + DUMP,
        'report = {"metrics": {name: {"value": 0} for name in ("mse", "mae")}}\n' + DUMP,
        'report = {"metrics": {}}\nfor name in ["mse"]:\n    report["metrics"][name] = {"value": 1}\n' + DUMP,
        "from dataclasses import asdict, dataclass\n@dataclass\nclass Measure:\n    value: float\n"
        'report = {"metrics": {"mse": asdict(Measure(1.0))}}\n' + DUMP,
        'report = {"metrics": {"mse": {"value": 1}}}\n'
        '(Path(OUT) / "evaluation.json").write_text(json.dumps(report, indent=2))\n',
        'report = {"metrics": {"mse": {"value": compute()}}}\n'
        'text = json.dumps(report)\nopen(OUT + "/evaluation.json", mode="w").write(text)\n',
        'report = {"metrics": {"mse": {"value": 1}}}\n'
        'with (Path(OUT) / "evaluation.json").open("w") as file:\n    file.write(json.dumps(report))\n',
        'def main():\n    report = {"metrics": {"mse": {"value": 1}}}\n'
        '    with open(f"{OUT}/evaluation.json", "w") as file:\n        json.dump(obj=report, fp=file)\n'
        'if __name__ == "__main__":\n    sys.exit(main())\n',
        'parser = argparse.ArgumentParser()\nparser.add_argument("--output-dir", type=str, default=OUT)\n'
        'args, _ = parser.parse_known_args()\nreport = {"metrics": {"mse": {"value": 1}}}\n'
        'with open(args.output_dir + "/evaluation.json", "w") as file:\n    json.dump(report, file)\n',
        'out = os.environ.get("OUTPUT", OUT)\nreport = {"metrics": {"mse": {"value": 1}}}\n'
        'with open(f"{out}/evaluation.json", "w") as file:\n    json.dump(report, file)\n',
    ],
)
def test_a_key_that_is_not_in_the_document_is_told(tmp_path, script):
    told = said(tmp_path, script.replace("compute()", "float(sys.argv[1])"))
    assert [(severity, message.replace("mae", "mse")) for severity, message in told] == WRITES


def test_the_file_is_followed_into_modules_of_the_project(tmp_path):
    (tmp_path / "reporting.py").write_text(
        'import json\ndef save(report, folder):\n    with open(folder + "/evaluation.json", "w") as file:\n'
        "        json.dump(report, file)\n"
    )
    assert said(tmp_path, 'from reporting import save\nsave({"metrics": {"mse": {"value": 1}}}, OUT)\n') == WRITES


def test_what_the_step_passes_decides_where_the_script_writes(tmp_path):
    script = (
        'parser = argparse.ArgumentParser()\nparser.add_argument("--name", default="other.json")\n'
        'args = parser.parse_args()\nwith open(os.path.join(OUT, args.name), "w") as file:\n'
        '    json.dump({"metrics": {"mse": {"value": 1}}}, file)\n'
    )
    assert said(tmp_path, script) == []
    passing = PIPELINE.replace("outputs=outputs)", 'outputs=outputs, arguments=["--name", "evaluation.json"])')
    assert said(tmp_path, script, passing) == WRITES


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("metric.mse.value", 'writes no "metric"; did you mean "metrics"?'),
        ("metrics.mse.value.low", 'writes no "low" in "metrics.mse.value"; that is a number'),
        ("metrics.list[2]", 'writes no item 2 in "metrics.list"'),
        ("metrics.mse[0]", 'writes no item 0 in "metrics.mse"'),
    ],
)
def test_the_message_says_what_is_there(tmp_path, path, message):
    script = 'report = {"metrics": {"mse": {"value": 4.2}, "list": [1, 2]}}\n' + DUMP
    pipeline = PIPELINE.replace("metrics.mse.wrong", path)
    assert said(tmp_path, script, pipeline) == [("error", message)]


def test_a_script_that_may_write_more_makes_it_a_warning(tmp_path):
    script = 'import subprocess\nreport = {"metrics": {"mse": {"value": 1}}}\n' + DUMP
    assert said(tmp_path, script + 'subprocess.run(["./more.sh"])\n') == [("warning", WRITES[0][1])]


@pytest.mark.parametrize(
    "script",
    [
        'report = {"metrics": {"mse": {"value": 1}}}\nreport["metrics"]["mse"].update(extra())\n' + DUMP,
        'report = {"metrics": {"mse": {"value": 1, **extra()}}}\n' + DUMP,
        'report = {"metrics": {"mse": {key: 1 for key in sys.argv}}}\n' + DUMP,
        'report = {"metrics": {"mse": json.loads(sys.stdin.read())}}\n' + DUMP,
        'report = {"metrics": {"mse": {}}}\nreport["metrics"]["mse"][sys.argv[1]] = 1\n' + DUMP,
        'report = {"metrics": {"mse": {"value": 1}}}\nfor key in sys.argv:\n    report["metrics"]["mse"][key] = 1\n'
        + DUMP,
        'report = {"metrics": {"mse": {"value": 1}}}\nif sys.argv:\n    report["metrics"]["mse"]["wrong"] = 1\n' + DUMP,
        'with open(sys.argv[1], "w") as file:\n    json.dump({"metrics": {"mse": {"value": 1}}}, file)\n',
        "report = make_report()\n" + DUMP,
        'import yaml\nwith open(OUT + "/evaluation.json", "w") as file:\n    yaml.dump({"metrics": 1}, file)\n',
        'import shutil\nshutil.copy("/opt/ml/processing/input/evaluation.json", OUT + "/evaluation.json")\n',
        'import shutil\nshutil.copytree("/opt/ml/processing/input", OUT)\n',
        "from tools import write_report\nwrite_report(OUT)\n",
        'report = {"metrics": {"mse": {"value": 1}}}\ntransform(report)\n' + DUMP,
        'try:\n    report = {"metrics": {"mse": {"value": 1}}}\nexcept ValueError:\n'
        '    report = {"metrics": {"mse": {"wrong": 1}}}\n' + DUMP,
        "def broken(:\n",
    ],
)
def test_what_cannot_be_known_is_silent(tmp_path, script):
    assert said(tmp_path, script) == []


def test_the_place_in_the_script_is_shown_beside_the_path(tmp_path):
    (tmp_path / "evaluate.py").write_text(HEAD + 'report = {"metrics": {}}\n' + DUMP)
    (tmp_path / "pipeline.py").write_text(PIPELINE)
    (found,) = check([str(tmp_path / "pipeline.py")], Settings((Choice(select=("SMP208",)),))).findings
    ((place, words),) = ((one.span, one.message) for one in found.related)
    assert (Path(place.file).name, place.line, words) == ("evaluate.py", 5, "it is written here")
