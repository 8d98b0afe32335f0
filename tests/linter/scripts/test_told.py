"""What users say of their scripts: comments in them, and settings about the packages they use."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.findings import Finding
from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings, Toolkits

PIPELINE = """\
from sagemaker.processing import ProcessingInput, ProcessingOutput, ScriptProcessor
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep


def get_pipeline(session, role):
    processor = ScriptProcessor(role, "image", ["python3"], 1, "ml.m5.large", sagemaker_session=session)
    report = PropertyFile("Report", output_name="report", path="report.json")
    score = ProcessingStep(
        "Score",
        step_args=processor.run(
            code="score.py",
            inputs=[ProcessingInput(input_name="in", source="s3://b/rows", destination="/opt/ml/processing/in")],
            outputs=[ProcessingOutput(output_name="report", source="/opt/ml/processing/report")],
        ),
        property_files=[report],
    )
    low = ConditionLessThan(JsonGet("Score", report, "metrics.mse"), 1.0)
    return Pipeline("Flow", steps=[score, ConditionStep("Check", conditions=[low])], sagemaker_session=session)
"""
SCRIPT = """\
import toolkit

toolkit.score()  # pipelint: writes /opt/ml/processing/report/report.json {"metric": {"mse": 0.5}}
"""


@pytest.fixture
def found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(script: str, name: str = "score.py", *codes: str) -> tuple[Finding, ...]:
        Path("flow.py").write_text(PIPELINE.replace("score.py", name))
        Path(name).write_text(script)
        return check(["."], Settings((Choice(select=codes or ("SMP2", "SMP6", "SMP051")),))).findings

    return run


def test_a_document_that_is_nested_deep_is_followed_as_far_as_anybody_reads(found):
    deep = '{"a": ' * 900 + "1" + "}" * 900
    (finding,) = found(SCRIPT.replace('{"mse": 0.5}', f'{{"deep": {deep}}}'))
    assert (finding.code, finding.severity.value) == ("SMP208", "error")


def test_a_json_path_is_compared_with_the_document_that_a_comment_tells(found):
    (finding,) = found(SCRIPT)
    assert (finding.code, finding.severity.value) == ("SMP208", "error")
    assert 'score.py writes no "metrics"' in finding.message
    (related,) = finding.related
    assert (related.span.file, related.span.line, related.span.column) == ("score.py", 3, 18)


@pytest.mark.parametrize("name", ["score.R", "score.sh"])
def test_a_script_in_another_language_tells_in_the_same_way(found, name):
    (finding,) = found(f"score()  {SCRIPT.splitlines()[-1].partition(')')[2].strip()}\n", name)
    assert finding.code == "SMP208"
    assert found("score()\n", name) == ()


def test_what_a_comment_tells_counts_more_than_what_is_seen(found):
    seen = 'import json\n\nwith open("/opt/ml/processing/report/report.json", "w") as file:\n    json.dump({}, file)\n'
    assert [one.code for one in found(seen, "score.py", "SMP208")] == ["SMP208"]
    told = seen + '# pipelint: writes /opt/ml/processing/report/report.json {"metrics": {"mse": 0.5}}\n'
    assert found(told, "score.py", "SMP208") == ()


def test_an_input_that_is_read_and_a_folder_that_is_written(found):
    script = 'import shutil\n\nshutil.copy("/opt/ml/config/a.json", "/opt/ml/processing/report/other.json")\n'
    assert sorted(one.code for one in found(script)) == ["SMP209", "SMP608"]
    told = script + "# pipelint: reads /opt/ml/processing/in/\n# pipelint: writes /opt/ml/processing/report/\n"
    assert found(told) == ()


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("writes report.json", '"writes" wants a path in the container, as in `# pipelint: writes /opt/ml/processing/'),
        ("writes /a.json {'a': 1}", "what is written is no JSON (Expecting property name enclosed in double quotes"),
        ("reads /a.json {}", '"reads" takes a path and no more, but there is "{}"'),
        ("write /a.json", '"write" is nothing that pipelint knows; did you mean "writes"?'),
    ],
)
def test_a_comment_that_cannot_be_read_is_said_where_it_stands(found, comment, message):
    (finding,) = found(f"import toolkit\ntoolkit.score()  # pipelint: {comment}\n")
    assert (finding.code, finding.name, finding.span.line, finding.span.column) == (
        "SMP051",
        "malformed-comment",
        2,
        18,
    )
    assert finding.message.startswith(message)


SAVES = """\
import toolkit
from toolkit import maths

table = toolkit.load("/opt/ml/processing/in/rows.csv")
maths.dump_all(table)
"""


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ('toolkit.save(table, "/opt/ml/processing/report/report.json")', []),
        ('toolkit.save(table, "/opt/ml/processing/reports/report.json")', ["SMP209", "SMP605"]),
        ('toolkit.save("/opt/ml/processing/report/report.json", None)', []),  # where is not known
        ('table.publish(target="/opt/ml/processing/report/report.json")', []),
        ('table.publish(target="/opt/ml/processing/report/repot.json")', ["SMP209"]),
    ],
)
def test_a_toolkit_writes_where_the_configuration_says(tmp_path, monkeypatch, line, codes):
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(PIPELINE)
    Path("score.py").write_text(f"{SAVES}{line}\n")
    toolkits = Toolkits({"toolkit.save": 1, ".publish": "target"}, {"toolkit.load": 0}, ("toolkit.maths",))
    choice = Choice(select=("SMP209", "SMP605", "SMP608"))
    assert sorted(one.code for one in check(["."], Settings((choice,), toolkits=toolkits)).findings) == codes
    assert check(["."], Settings((choice,))).findings == ()  # any of them may write anything


def test_a_toolkit_reads_what_the_configuration_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(PIPELINE)
    script = SAVES.replace("/in/rows", "/input/rows")
    Path("score.py").write_text(f'{script}toolkit.save(table, "/opt/ml/processing/report/report.json")\n')
    toolkits = Toolkits({"toolkit.save": 1}, {"toolkit.load": 0}, ("toolkit.maths",))
    findings = check(["."], Settings((Choice(select=("SMP608", "SMP609")),), toolkits=toolkits)).findings
    assert sorted(one.code for one in findings) == ["SMP608", "SMP609"]
