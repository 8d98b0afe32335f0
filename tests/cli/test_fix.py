"""`--fix` and `--diff`: what is mended, how files are written, and what is said where they cannot be."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path

import pytest

from pipelint.linter.fixing import mending
from pipelint.rules.registry import all_rules
from pipelint.rules.repair import Behind, Repair, Rewritten
from pipelint.rules.rule import Report
from tests.linter.report.test_formats import sarif_validator

from .samples import run

SlotType = next(rule for rule in all_rules() if rule.code == "SMP401")
FLOW = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterInteger
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

folds = ParameterInteger("Folds", default_value=3)  # how many parts
job = Processor("role", "split:1", folds, "local", env={"SEED": 7}, sagemaker_session=PipelineSession())
split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", folds]))
Pipeline("flow", parameters=[folds], steps=[split])
"""
FIXED = FLOW.replace('"--folds", folds]', '"--folds", folds.to_string()]').replace("7}", '"7"}')


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(FLOW)
    return tmp_path


def test_what_can_be_fixed_is_and_what_is_left_is_reported(capsys):
    Path("flow.py").write_text(FLOW.replace('"local"', '"ml.m5.large"'))
    status, out, err = run(capsys, "flow.py", "--fix")
    assert Path("flow.py").read_text() == FIXED.replace('"local"', '"ml.m5.large"')
    assert (status, err) == (1, [])
    assert out[0].startswith("flow.py:8:43: warning SMP501 [hard-coded-instance-type]")
    assert out[-2:] == [
        "fixable: 1 with --fix --unsafe-fixes; --diff in place of --fix shows how",
        "1 warning (2 fixed) in 1 file; recognised 1 pipeline with 1 step",
    ]


def test_what_stands_beside_a_sum_of_a_thousand_terms_is_placed_and_fixed(capsys):
    deep = f"total = lambda a: {' + '.join(['a'] * 1000)}\n"
    Path("flow.py").write_text(deep + FLOW.replace('"local"', '"ml.m5.large"'))
    status, out, err = run(capsys, "flow.py", "--fix")
    assert Path("flow.py").read_text() == deep + FIXED.replace('"local"', '"ml.m5.large"')
    assert (status, err) == (1, [])
    assert out[0].startswith("flow.py:9:43: warning SMP501 [hard-coded-instance-type]")


def test_a_report_without_fixing_says_how_many_can_be(capsys):
    status, out, _ = run(capsys, "flow.py")
    assert (status, out[-2]) == (1, "fixable: 2 with --fix; --diff in place of --fix shows how")
    assert Path("flow.py").read_text() == FLOW


def test_the_json_report_holds_the_edits(capsys):
    _, out, _ = run(capsys, "flow.py", "--format", "json")
    first, second = json.loads("\n".join(out))["findings"]
    assert first["fix"] == {
        "title": 'Write "7"',
        "safe": True,
        "file": "flow.py",
        "edits": [{"line": 8, "column": 65, "end_line": 8, "end_column": 66, "text": '"7"', "cell": None}],
    }
    assert second["fix"]["title"] == 'Pass parameter "Folds" as text'


def test_a_difference_is_shown_and_nothing_is_written(capsys):
    status, out, err = run(capsys, "flow.py", "--diff")
    assert out == [
        "--- a/flow.py",
        "+++ b/flow.py",
        "@@ -5,6 +5,6 @@",
        " from sagemaker.workflow.steps import ProcessingStep",
        " ",
        ' folds = ParameterInteger("Folds", default_value=3)  # how many parts',
        '-job = Processor("role", "split:1", folds, "local", env={"SEED": 7}, sagemaker_session=PipelineSession())',
        '-split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", folds]))',
        '+job = Processor("role", "split:1", folds, "local", env={"SEED": "7"}, sagemaker_session=PipelineSession())',
        '+split = ProcessingStep("Split", step_args=job.run(arguments=["--folds", folds.to_string()]))',
        ' Pipeline("flow", parameters=[folds], steps=[split])',
    ]
    assert (status, err) == (1, ["pipelint: would fix 2 findings in 1 file; 0 would be left"])
    assert Path("flow.py").read_text() == FLOW


def test_standard_input_is_printed_fixed_and_the_report_goes_to_standard_error(capsys, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(FLOW.replace("\n", "\r\n").encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    status = run_binary(capsys, "-", "--stdin-filename", "flow.py", "--fix")
    assert status == (
        0,
        FIXED.replace("\n", "\r\n"),
        "no findings (2 fixed) in 1 file; recognised 1 pipeline with 1 step\n",
    )


def run_binary(capsys, *arguments):
    """Run pipelint; return the status and what it printed, with line ends as they are."""
    from pipelint.cli import main

    status = main([*arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


SPELLED = {
    "carriage returns": lambda text: text.replace("\n", "\r\n").encode(),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
    "mixed line ends": lambda text: text.replace("\n", "\r\n", 3).encode(),
    "another encoding": lambda text: f"# -*- coding: latin-1 -*-\nname = 'é'\n{text}".encode("latin-1"),
    "form feeds": lambda text: text.replace("\nprocessor", "\n\f\n\fprocessor").encode(),
    "tabs": lambda text: text.replace("\nsplit", "\nif True:\n\tsplit").replace("[--", "[\t--").encode(),
    "wide letters": lambda text: text.replace('"Folds"', '"Folds"').replace("parts", "Teile, 部分 🎉").encode(),
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
def test_all_but_the_fix_stays_byte_for_byte(spelled, capsys):
    Path("flow.py").write_bytes(spelled(FLOW))
    status, out, _ = run(capsys, "flow.py", "--fix", "--select", "SMP401")
    assert Path("flow.py").read_bytes() == spelled(FIXED)
    assert (status, out) == (0, ["no findings (2 fixed) in 1 file; recognised 1 pipeline with 1 step"])


def test_a_link_stays_one_and_the_file_it_leads_to_is_fixed_once(capsys):
    Path("real.py").write_text(FLOW)
    Path("flow.py").unlink()
    Path("flow.py").symlink_to("real.py")
    status, out, _ = run(capsys, ".", "--fix")
    assert Path("flow.py").is_symlink()
    assert Path("real.py").read_text() == FIXED
    assert (status, out[0].partition(" (")[0]) == (0, "no findings")


def test_permissions_stay(capsys):
    Path("flow.py").chmod(0o750)
    run(capsys, "flow.py", "--fix")
    assert Path("flow.py").stat().st_mode & 0o777 == 0o750


def test_a_read_only_file_is_left_alone_and_others_are_fixed(capsys):
    Path("other.py").write_text(FLOW)
    Path("flow.py").chmod(0o444)
    status, out, _ = run(capsys, ".", "--fix", "--format", "concise")
    assert (Path("flow.py").read_text(), Path("other.py").read_text()) == (FLOW, FIXED)
    assert status == 1
    assert out == [
        "flow.py: error SMP054 [fix-not-written] cannot write the fixes: the file is read-only",
        "flow.py:8:65: error SMP401 [slot-type] Environment['SEED'] of step \"Split\" takes a string, not 7",
        'flow.py:9:73: error SMP401 [slot-type] AppSpecification.ContainerArguments[1] of step "Split" takes a string, '
        'not the Integer parameter "Folds"',
        "3 errors (2 fixed) in 2 files; recognised 2 pipelines with 2 steps",
    ]


def test_a_folder_that_takes_no_file_is_said(capsys, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    status, out, _ = run(capsys, "flow.py", "--fix", "--format", "concise")
    assert (status, out[0]) == (
        1,
        "flow.py: error SMP054 [fix-not-written] cannot write the fixes: permission denied",
    )
    assert Path("flow.py").read_text() == FLOW


def test_a_file_that_changed_while_it_was_fixed_is_left_as_it_is(capsys, monkeypatch):
    mend = mending.mend

    def meanwhile(*arguments):
        mended = mend(*arguments)
        Path("flow.py").write_text("# saved in an editor\n")
        return mended

    monkeypatch.setattr("pipelint.commands.fix.mend", meanwhile)
    status, out, _ = run(capsys, "flow.py", "--fix", "--format", "concise")
    assert (status, out[0]) == (
        1,
        "flow.py: error SMP053 [changed-meanwhile] this file was changed by another program while it was fixed, and is "
        "left as it is",
    )
    assert Path("flow.py").read_text() == "# saved in an editor\n"


def test_an_interruption_leaves_no_half_file(capsys, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupt)
    status, out, err = run(capsys, "flow.py", "--fix")
    assert (status, out, err) == (2, [], ["pipelint: interrupted"])
    assert [file.name for file in Path().iterdir()] == ["flow.py"]
    assert Path("flow.py").read_text() == FLOW


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unsafe-fixes",), "--unsafe-fixes says which fixes are made: give --fix or --diff too"),
        (("--fix", "--write-baseline"), "--fix and --write-baseline: fix first, then keep what is left"),
        (("--diff", "--compile", "flow.py:p"), "--diff and --compile: fix first, then compile what came of it"),
        (("--diff", "--format", "json"), "--diff prints a unified diff: leave --format out"),
        (("--fix", "-"), "fixing what is read where PATH is -, it is printed: give no other PATH"),
    ],
)
def test_what_makes_no_sense_together_is_refused(arguments, said, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    status, out, err = run(capsys, "flow.py", *arguments)
    assert (status, out) == (2, [])
    assert err == [f"pipelint: error SMP011 [wrong-usage] {said}. See `pipelint --help`."]
    assert Path("flow.py").read_text() == FLOW


def test_the_baseline_holds_its_findings_back_from_fixing(capsys):
    run(capsys, "flow.py", "--write-baseline")
    status, out, _ = run(capsys, "flow.py", "--fix", "--baseline", "pipelint-baseline.json")
    assert (status, out) == (
        0,
        ["no findings (2 more in the baseline) in 1 file; recognised 1 pipeline with 1 step"],
    )
    assert Path("flow.py").read_text() == FLOW


def test_what_a_comment_hides_is_not_fixed(capsys):
    hidden = FLOW.replace(
        "7}, sagemaker_session=PipelineSession())",
        "7}, sagemaker_session=PipelineSession())  # pipelint: ignore[SMP401] as it was",
    )
    Path("flow.py").write_text(hidden)
    run(capsys, "flow.py", "--fix")
    assert Path("flow.py").read_text() == hidden.replace("folds]))", "folds.to_string()]))")


def test_sarif_holds_the_fix_as_the_standard_wants_it(capsys):
    _, out, _ = run(capsys, "flow.py", "--format", "sarif")
    log = json.loads("\n".join(out))
    sarif_validator().validate(log)
    assert log["runs"][0]["results"][0]["fixes"] == [
        {
            "description": {"text": 'Write "7"'},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "flow.py"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 8, "startColumn": 65, "endLine": 8, "endColumn": 66},
                            "insertedContent": {"text": '"7"'},
                        }
                    ],
                }
            ],
        }
    ]


def test_a_fix_that_breaks_the_file_is_taken_back_and_said(capsys, monkeypatch):
    monkeypatch.setattr(SlotType, "check", breaking)
    status, out, _ = run(capsys, "flow.py", "--fix", "--format", "concise")
    assert Path("flow.py").read_text() == FLOW
    assert (status, out[:2]) == (
        1,
        [
            "flow.py:7:9: info SMP055 [fix-not-made] the fix of SMP401 was not made: read again, the file does not "
            "prove that it mends this alone",
            "flow.py:7:9: error SMP401 [slot-type] wrong",
        ],
    )


def test_one_fix_that_breaks_the_file_keeps_no_other_from_being_made(capsys, monkeypatch):
    monkeypatch.setattr(SlotType, "check", breaking)
    Path("flow.py").write_text("# pipelint: ignore[SMP501]\n" * 300 + FLOW + "# pipelint: ignore[SMP502]\n" * 300)
    status, out, _ = run(capsys, "flow.py", "--fix", "--format", "concise")
    assert Path("flow.py").read_text() == FLOW
    assert status == 1
    assert [line.split()[2] for line in out if line.startswith("flow.py:")] == ["SMP055", "SMP401"]


def breaking(_, pipeline):
    """Report a parameter, with a repair that no Python is."""
    (parameter,) = pipeline.parameters
    yield Report("wrong", parameter.origin, repair=Repair("Break it", (Behind(parameter.origin, ")("),)))


def test_what_a_rule_that_is_not_asked_for_has_to_say_takes_a_fix_back_too(capsys, monkeypatch):
    monkeypatch.setattr(SlotType, "check", spoiling)
    for selected in (("--select", "SMP401"), ("--ignore", "SMP403"), ()):
        _, out, _ = run(capsys, "flow.py", "--fix", "--format", "concise", *selected)
        assert "info SMP055 [fix-not-made]" in out[0]
    assert Path("flow.py").read_text() == FLOW


def spoiling(_, pipeline):
    """Report a default as long as it is 3, with a repair that makes it one of another type."""
    (parameter,) = pipeline.parameters
    if parameter.default.value == 3:
        repair = Repair("Spoil it", (Rewritten(parameter.default.origin, ""),))
        yield Report("wrong", parameter.default.origin, repair=repair)


def test_what_mends_a_finding_may_stand_in_another_file(capsys):
    Path("flow.py").unlink()
    Path("reading.py").write_text(READING)
    Path("flow.py").write_text(BUILDING)
    status, out, err = run(capsys, "flow.py", "--select", "SMP202", "--diff")
    assert [line for line in out if line[0] in "+-"] == [
        "--- a/flow.py",
        "+++ b/flow.py",
        '-evaluate = ProcessingStep("Evaluate", step_args=job.run(outputs=outputs))',
        '+evaluate = ProcessingStep("Evaluate", step_args=job.run(outputs=outputs), property_files=[report])',
    ]
    assert (status, err) == (1, ["pipelint: would fix 1 finding in 1 file; 0 would be left"])
    status, out, _ = run(capsys, "flow.py", "--select", "SMP202", "--fix")
    assert (status, out) == (0, ["no findings (1 fixed) in 1 file; recognised 1 pipeline with 3 steps"])
    assert Path("reading.py").read_text() == READING


READING = """\
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionLessThan
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.functions import JsonGet


def check(report):
    error = JsonGet(step_name="Evaluate", property_file=report, json_path="mse")
    return ConditionStep("Check", conditions=[ConditionLessThan(error, 6.0)], if_steps=[], else_steps=[FailStep("No")])
"""
BUILDING = """\
from reading import check
from sagemaker.processing import ProcessingOutput, Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.properties import PropertyFile
from sagemaker.workflow.steps import ProcessingStep

job = Processor("role", "evaluate:1", 1, "local", sagemaker_session=PipelineSession())
report = PropertyFile("Report", output_name="metrics", path="report.json")
outputs = [ProcessingOutput(output_name="metrics", source="/opt/ml/processing/metrics")]
evaluate = ProcessingStep("Evaluate", step_args=job.run(outputs=outputs))
Pipeline("flow", steps=[evaluate, check(report)], sagemaker_session=PipelineSession())
"""
