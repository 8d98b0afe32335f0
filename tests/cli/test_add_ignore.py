"""`--add-ignore` writes comments that hold back what is found; `--fix` takes away those that hold nothing back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .samples import DEFINITION, run

FLOW = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()
large = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)
one = ProcessingStep("One", step_args=large.run())
Pipeline(name="flow", steps=[one])
"""
BUILT = 'large = Processor("role", "split:1", 1, "ml.m5.large", sagemaker_session=session)'


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ignored(capsys, before: str, *arguments: str) -> tuple[str, list[str]]:
    """Return what the file is once comments are written, and what is reported then."""
    Path("flow.py").write_bytes(before.encode())
    _, out, err = run(capsys, "flow.py", "--format", "concise", *(arguments or ("--add-ignore",)))
    assert len(err) == 1
    assert err[0].startswith("pipelint: wrote comments that hold ")
    return Path("flow.py").read_bytes().decode(), out


def test_a_comment_stands_at_the_end_of_the_line(capsys):
    after, out = ignored(capsys, FLOW)
    assert after == FLOW.replace(BUILT, f"{BUILT}  # pipelint: ignore[SMP501]")
    assert out == ["no findings in 1 file; recognised 1 pipeline with 1 step"]


def test_a_reason_stands_in_it_and_a_path_is_none(capsys):
    after, _ = ignored(capsys, FLOW, "--add-ignore=the quota is ours", "flow.py")
    assert after == FLOW.replace(BUILT, f"{BUILT}  # pipelint: ignore[SMP501] the quota is ours")


PLACES = {
    "behind another comment": (
        f"{BUILT}  # noqa: E501",
        f"{BUILT}  # noqa: E501  # pipelint: ignore[SMP501]",
    ),
    "behind blanks": (f"{BUILT}   ", f"{BUILT}  # pipelint: ignore[SMP501]"),
    "in a comment that is there": (
        f"{BUILT}  # pipelint: ignore[SMP9] a session",
        f"{BUILT}  # pipelint: ignore[SMP9, SMP501] a session",
    ),
    "in a comment above": (
        f"# pipelint: ignore[SMP9]\n{BUILT}",
        f"# pipelint: ignore[SMP9]\n{BUILT}  # pipelint: ignore[SMP501]",
    ),
    "in a call over several lines": (
        BUILT.replace('1, "ml', '1,\n    "ml').replace('large",', 'large",\n   '),
        BUILT.replace('1, "ml', '1,\n    "ml').replace('large",', 'large",  # pipelint: ignore[SMP501]\n   '),
    ),
    "above a line that goes on": (
        BUILT.replace('"ml.m5.large", ', '"ml.m5.large", \\\n    '),
        "# pipelint: ignore[SMP501]\n" + BUILT.replace('"ml.m5.large", ', '"ml.m5.large", \\\n    '),
    ),
    "above a text over several lines": (
        f'if True:\n\t{BUILT}; text = """\n"""',
        f'if True:\n\t# pipelint: ignore[SMP501]\n\t{BUILT}; text = """\n"""',
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("before", "expected"), PLACES.values(), ids=PLACES)
def test_where_a_comment_goes(before, expected, newline, capsys):
    source = FLOW.replace(BUILT, before).replace("\n", newline)
    after, out = ignored(capsys, source, "--add-ignore", "--ignore", "SMP050")
    assert after == FLOW.replace(BUILT, expected).replace("\n", newline)
    assert out == ["no findings in 1 file; recognised 1 pipeline with 1 step"]


def test_several_findings_of_a_line_share_a_comment_and_a_second_run_writes_nothing(capsys):
    twice = FLOW.replace('"One", step_args=large.run()', '"One", step_args=large.run(), depends_on=["No"]').replace(
        "steps=[one]", 'steps=[one, ProcessingStep("Two", step_args=large.run(), depends_on=["Nobody", "None"])]'
    )
    after, _ = ignored(capsys, twice)
    assert after.count("# pipelint: ignore[") == 3
    assert after.count("# pipelint: ignore[SMP101]") == 2
    status, out, err = run(capsys, "flow.py", "--add-ignore")
    assert (status, err, out[-1]) == (0, [], "no findings in 1 file; recognised 1 pipeline with 2 steps")
    assert Path("flow.py").read_text() == after


def test_a_notebook_gets_its_comments_in_its_cells(capsys):
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": part.splitlines(keepends=True)}
        for part in (
            "%matplotlib inline\n" + FLOW.partition("\nlarge")[0],
            "%%bash\nls",
            "large" + FLOW.partition("\nlarge")[2],
        )
    ]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    Path("flow.ipynb").write_text(json.dumps(content, indent=1) + "\n")
    status, out, _ = run(capsys, "flow.ipynb", "--add-ignore=for now")
    assert (status, out) == (0, ["no findings in 1 file; recognised 1 pipeline with 1 step"])
    cells[2]["source"][0] = f"{BUILT}  # pipelint: ignore[SMP501] for now\n"
    assert Path("flow.ipynb").read_text() == json.dumps(content, indent=1) + "\n"


def test_a_notebook_that_is_nested_too_deep_takes_no_comment(capsys):
    Path("flow.ipynb").write_text('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}")
    status, out, err = run(capsys, "flow.ipynb", "--add-ignore", "--format", "concise")
    assert (status, err) == (1, [])
    assert [line.split()[2] for line in out[:-1]] == ["SMP010", "SMP056"]


def test_what_takes_no_comment_is_said(capsys):
    Path("definition.json").write_text(
        DEFINITION.replace('"Steps": []', '"Steps": [{"Name": "A B", "Type": "Fail", "Arguments": {}}]')
    )
    status, out, err = run(capsys, "definition.json", "--add-ignore", "--format", "concise", "--select", "SMP303")
    assert (status, err) == (1, [])
    assert [line.split()[1:3] for line in out[:2]] == [["info", "SMP056"], ["error", "SMP303"]]
    assert "no comment can hold SMP303 back in a definition" in out[0]


def test_fixing_comes_first(capsys):
    after, out = ignored(capsys, FLOW.replace(", sagemaker_session=session", ', env={"A": 1}'), "--fix", "--add-ignore")
    assert '"ml.m5.large", env={"A": "1"})  # pipelint: ignore[' in after
    assert out[-1].startswith("no findings (1 fixed)")


def test_a_difference_shows_the_comments_alone(capsys):
    Path("flow.py").write_text(FLOW)
    status, out, err = run(capsys, "flow.py", "--add-ignore", "--diff")
    assert [line for line in out if line[0] in "+-"] == [
        "--- a/flow.py",
        "+++ b/flow.py",
        f"-{BUILT}",
        f"+{BUILT}  # pipelint: ignore[SMP501]",
    ]
    assert (status, err) == (1, ["pipelint: would hold 1 finding back in 1 file; 0 would be left"])
    assert Path("flow.py").read_text() == FLOW


def test_a_reason_of_two_lines_is_refused(capsys):
    Path("flow.py").write_text(FLOW)
    status, _, err = run(capsys, "flow.py", "--add-ignore=one\ntwo")
    assert status == 2
    assert "the reason of --add-ignore stands in a comment: give it in one line" in err[0]


UNUSED = {
    "the only code": ("# pipelint: ignore[SMP101] why", "", ""),
    "with a comment before it": ("# noqa  # pipelint: ignore[SMP101] why", "  # noqa", ""),
    "with a comment behind it": ("# pipelint: ignore[SMP101] why  # noqa", "  # noqa", ""),
    "one of two": ("# pipelint: ignore[SMP101, smp501] why", "  # pipelint: ignore[SMP501] why", ""),
    "two of three": ("# pipelint: ignore[SMP101,SMP501 , SMP3] why", "  # pipelint: ignore[SMP501] why", ""),
    "on a line of its own": ("", "", "    # pipelint: ignore[SMP101]\n"),
    "for the whole file": ("", "", "# pipelint: ignore-file[SMP101] why\n"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("comment", "left", "above"), UNUSED.values(), ids=UNUSED)
def test_a_comment_of_no_use_is_taken_away(comment, left, above, newline, capsys):
    line = f"{above}{BUILT}  {comment}".rstrip()
    Path("flow.py").write_bytes(FLOW.replace(BUILT, line).replace("\n", newline).encode())
    run(capsys, "flow.py", "--fix")
    assert Path("flow.py").read_bytes().decode() == FLOW.replace(BUILT, BUILT + left).replace("\n", newline)


def test_a_comment_on_the_last_line_of_a_file_or_a_cell_goes_too(capsys):
    Path("flow.py").write_text(FLOW + "# pipelint: ignore[SMP101]")
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": [FLOW, "# pipelint: ignore[SMP101]"]}]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    Path("flow.ipynb").write_text(json.dumps(content))
    status, out, _ = run(capsys, ".", "--fix", "--select", "SMP101")
    assert (status, out) == (0, ["no findings (2 fixed) in 2 files; recognised 2 pipelines with 2 steps"])
    assert Path("flow.py").read_text() == FLOW
    assert "".join(json.loads(Path("flow.ipynb").read_text())["cells"][0]["source"]) == FLOW
