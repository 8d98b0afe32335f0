"""The configuration file: which one counts, what holds, what wins, and what is said of one that makes no sense."""

from __future__ import annotations

import json
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.samples import run

PIPELINE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

processor = Processor("role", "image", 1, "ml.m5.xlarge")
prepare = ProcessingStep("Prepare", processor=processor, depends_on=["Prepair"])
Pipeline(name="flow", steps=[prepare])
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "p.py").write_text(PIPELINE)
    (tmp_path / "p.py").write_text(PIPELINE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    _, out, err = run(capsys, *arguments, "--format", "json")
    assert err == []
    return [finding["code"] for finding in json.loads("\n".join(out))["findings"]]


def configure(text: str, file: str = "pipelint.toml") -> None:
    Path(file).write_text(text)


def refused(capsys: pytest.CaptureFixture[str], text: str) -> list[str]:
    configure(text)
    status, out, err = run(capsys, "p.py")
    assert (status, out) == (2, [])
    return err


def test_without_a_configuration_all_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(capsys, "p.py") == ["SMP501", "SMP101"]


def test_the_nearest_configuration_counts_and_the_search_ends_with_the_repository(
    capsys: pytest.CaptureFixture[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure('select = ["SMP1"]')
    monkeypatch.chdir(project / "inner")
    assert codes(capsys, "p.py") == ["SMP101"]
    (project / "inner" / "pyproject.toml").write_text("[tool.ruff]\n# pipelint has no table here\n")
    assert codes(capsys, "p.py") == ["SMP101"]
    (project / "inner" / "pyproject.toml").write_text('[tool.pipelint]\nselect = ["SMP5"]\n')
    assert codes(capsys, "p.py") == ["SMP501"]
    (project / "inner" / "pipelint.toml").write_text("")
    assert codes(capsys, "p.py") == ["SMP501", "SMP101"]
    (project / "inner" / "pipelint.toml").unlink()
    (project / "inner" / "pyproject.toml").unlink()
    (project / "inner" / ".git").mkdir()
    assert codes(capsys, "p.py") == ["SMP501", "SMP101"]


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        ('select = ["SMP1"]', (), ["SMP101"]),
        ('select = ["SMP1"]', ("--select", "SMP5"), ["SMP501"]),
        ('select = ["SMP1"]', ("--extend-select", "SMP5"), ["SMP501", "SMP101"]),
        ('select = ["SMP1"]\nextend-select = ["SMP501"]', (), ["SMP501", "SMP101"]),
        ('ignore = ["SMP1"]', (), ["SMP501"]),
        ('ignore = ["SMP1"]', ("--select", "SMP1"), ["SMP101"]),
        ('ignore = ["SMP1"]', ("--ignore", "SMP5"), []),
        ('select = ["SMP501"]', ("--ignore", "SMP5"), []),
        ('select = ["SMP1", "SMP501"]\nignore = ["SMP5"]', (), ["SMP501", "SMP101"]),
        ('select = ["SMP1"]', ("--no-config",), ["SMP501", "SMP101"]),
    ],
)
def test_the_command_line_wins_over_the_file(
    capsys: pytest.CaptureFixture[str], text: str, arguments: tuple[str, ...], expected: list[str]
) -> None:
    configure(text)
    assert codes(capsys, "p.py", *arguments) == expected


def test_another_configuration_can_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    configure('select = ["SMP1"]')
    configure('select = ["SMP5"]', "other.toml")
    assert codes(capsys, "p.py", "--config", "other.toml") == ["SMP501"]
    status, _, err = run(capsys, "p.py", "--config", "none.toml")
    assert status == 2
    assert err == [
        "none.toml: error SMP040 [unreadable-configuration] cannot read: No such file or directory."
        " Correct the file, or leave it out with `--no-config`."
    ]


def test_some_files_have_codes_of_their_own_that_are_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    configure('[per-file-ignores]\n"inner/" = ["SMP1"]\n"/p.py" = ["SMP501"]\n')
    assert codes(capsys, "inner") == ["SMP501"]
    assert codes(capsys, "p.py") == ["SMP101"]


def test_severities_and_what_fails_the_run_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    configure('fail-on = "error"\nselect = ["SMP5", "SMP1"]\n[severity]\nSMP1 = "info"\nSMP101 = "warning"\n')
    status, out, _ = run(capsys, "p.py", "--format", "json")
    assert [one["severity"] for one in json.loads("\n".join(out))["findings"]] == ["warning", "warning"]
    assert status == 0
    assert run(capsys, "p.py", "--fail-on", "warning")[0] == 1
    configure('fail-on = "never"')
    assert run(capsys, "p.py")[0] == 0
    configure('fail-on = "info"\nselect = ["SMP101"]\nseverity = { SMP = "info" }')
    assert run(capsys, "p.py")[0] == 1


def test_excluded_files_are_passed_over_and_those_named_only_by_force(capsys: pytest.CaptureFixture[str]) -> None:
    configure('exclude = ["inner/"]')
    assert codes(capsys, ".") == ["SMP501", "SMP101"]
    assert codes(capsys, "inner/p.py") == ["SMP501", "SMP101"]
    configure('exclude = ["inner/"]\nforce-exclude = true')
    assert codes(capsys, "inner/p.py") == ["SMP006"]
    assert codes(capsys, "inner") == ["SMP006"]


def test_what_git_ignores_is_passed_over_in_folders(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    Path(".gitignore").write_text("# build output\n*.py\n!keep.py\n")
    (project / "inner" / ".gitignore").write_text("!p.py\n")
    assert codes(capsys, ".") == ["SMP501", "SMP101"]
    (project / "keep.py").write_text(PIPELINE)
    assert codes(capsys, ".") == ["SMP501", "SMP101"] * 2
    configure("respect-gitignore = false")
    assert codes(capsys, ".") == ["SMP501", "SMP101"] * 3
    assert codes(capsys, "p.py", "--no-config") == ["SMP501", "SMP101"]


def test_what_makes_no_sense_in_a_gitignore_leaves_nothing_out(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    Path(".gitignore").write_text("p[z-a].py\ninner/\n!\np\\\n[[p].json\n")
    assert codes(capsys, ".") == ["SMP501", "SMP101"]
    assert run(capsys, ".")[2] == []


@pytest.mark.parametrize(
    "text",
    [
        '[tool.pipelint]\nselect = ["SMP5"]',
        '[ tool . "pipelint" ]\nselect = ["SMP5"]',
        '["tool".pipelint]\nselect = ["SMP5"]',
        '[tool]\npipelint = { select = ["SMP5"] }',
        'tool.pipelint.select = ["SMP5"]',
        'tool = { pipelint = { select = ["SMP5"] } }',
        '[tool.pipelint.severity]\nSMP1 = "info"\n[tool]\npipelint.select = ["SMP5"]',
    ],
)
def test_every_way_to_write_the_table_is_found(capsys: pytest.CaptureFixture[str], text: str) -> None:
    configure(f'[project]\nname = "pipelint"\n\n{text}\n' if text[0] == "[" else text, "pyproject.toml")
    assert codes(capsys, "p.py") == ["SMP501"]


def test_blank_lines_before_the_table_cost_no_more_than_other_lines(capsys: pytest.CaptureFixture[str]) -> None:
    configure("\n" * 50_000 + '[tool.pipelint]\nselect = ["SMP5"]\n' + " " * 50_000 + "\n", "pyproject.toml")
    begun = time.process_time()
    assert codes(capsys, "p.py") == ["SMP501"]
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("path", "expected"), [("1", ["SMP605"]), ('"place"', []), ("7", [])])
def test_a_toolkit_that_scripts_use(capsys: pytest.CaptureFixture[str], path: str, expected: list[str]) -> None:
    configure(f'[scripts]\nwriters = {{ "toolkit.save" = {path} }}\npure = ["maths"]')
    Path("score.py").write_text('import maths, toolkit\ntoolkit.save(maths.write(1), "/opt/ml/processing/other/a")\n')
    Path("flow.py").write_text(
        "from sagemaker.processing import ProcessingOutput, ScriptProcessor\n"
        "from sagemaker.workflow.pipeline import Pipeline\nfrom sagemaker.workflow.steps import ProcessingStep\n"
        'run = ScriptProcessor("r", "i", ["python3"], 1, "ml.m5.large").run(\n    code="score.py",\n'
        '    outputs=[ProcessingOutput(output_name="report", source="/opt/ml/processing/report")])\n'
        'Pipeline("Flow", steps=[ProcessingStep("Score", step_args=run)])\n'
    )
    assert codes(capsys, "flow.py", "--select", "SMP605") == expected


def test_modules_are_looked_for_in_the_roots(capsys: pytest.CaptureFixture[str]) -> None:
    Path("lib").mkdir()
    Path("lib/names.py").write_text('PREVIOUS = "Prepair"\n')
    Path("p.py").write_text("import names\n" + PIPELINE.replace('"Prepair"', "names.PREVIOUS"))
    assert codes(capsys, "p.py", "--select", "SMP1") == []
    configure('roots = ["lib"]')
    assert codes(capsys, "p.py", "--select", "SMP1") == ["SMP101"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'slect = ["SMP1"]',
            'SMP041 [unknown-setting] no such setting "slect"; did you mean "select"? The settings are "select",'
            ' "extend-select", "ignore", "per-file-ignores", "ignores", "severity", "fail-on", "exclude" and 8 more.',
        ),
        ('fail-on = "warn"', 'SMP042 [wrong-setting] fail-on is "warn"; did you mean "warning"? It is one of "error",'),
        ("fail-on = 3", 'SMP042 [wrong-setting] fail-on is 3; it is one of "error", "warning", "info" and "never".'),
        ('select = "SMP1"', 'SMP042 [wrong-setting] select is "SMP1"; a list was expected: only these codes are'),
        ("exclude = [3]", "SMP042 [wrong-setting] exclude[1] is 3; a text was expected: a pattern of files as in a"),
        (
            'select = ["unknown-step"]',
            'SMP042 [wrong-setting] select[1] is "unknown-step"; a text was expected: a code such as',
        ),
        ('select = ["E501"]', 'SMP007 [unknown-code] no rule has the code "E501"'),
        (
            'scripts.writers = { "toolkit.save" = true }',
            "SMP042 [wrong-setting] scripts.writers.toolkit.save is true; a whole number or a text was expected: the",
        ),
        ('select = ["SMP59"]', 'SMP007 [unknown-code] no rule has the code "SMP59"; did you mean "SMP559"?'),
        ('[severity]\nSMP99 = "info"', 'SMP007 [unknown-code] no rule has the code "SMP99"'),
        ("select = [", "SMP040 [unreadable-configuration] cannot read as TOML: "),
        *(
            (
                f"[options.instance-count]\nmaximum = {number}",
                "SMP040 [unreadable-configuration] cannot read as TOML: it holds a whole number of more than 64 bits, "
                "and TOML has none. Correct the file",
            )
            for number in ("9" * 5000, "0x" + "F" * 5000, "[1, { a = 0x1_0000_0000_0000_0000 }]")
        ),
        ('ignores = [{ step = "A" }]', 'SMP042 [wrong-setting] ignores[1] lacks "codes".'),
        (
            'ignores = [{ codes = ["SMP1"], reason = "x" }]',
            'SMP042 [wrong-setting] ignores[1] does not say what it is about: give "file" or "step" or "pointer"',
        ),
        (
            'ignores = [{ codes = ["SMP1"], file = "x", stpe = "x" }]',
            'no such setting "ignores[1].stpe"; did you mean "step"?',
        ),
        (
            'select = ["SMP1"]\nignore = ["SMP1"]',
            'SMP042 [wrong-setting] "SMP1" stands both in select and in ignore. Leave it in one of the two.',
        ),
        ('roots = ["nowhere"]', 'SMP042 [wrong-setting] roots names "nowhere", which is no folder. Its paths begin in'),
        (
            'exclude = ["old/", "a[z-b].py"]',
            'SMP042 [wrong-setting] exclude has the pattern "a[z-b].py", which can fit no file. Patterns are those of a'
            " .gitignore: no `!` alone, no backslash at the end, no range that runs backwards.",
        ),
        ('[per-file-ignores]\n"!" = ["SMP1"]', 'per-file-ignores has the pattern "!", which can fit no file'),
        ("ignores = [{ codes = ['SMP1'], file = 'a\\' }]", 'ignores has the pattern "a\\", which can fit no file'),
    ],
)
def test_a_configuration_that_makes_no_sense_ends_the_run(
    capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    (line,) = refused(capsys, text)
    assert line.startswith("pipelint.toml: error SMP")
    assert message in line


def test_bytes_that_are_no_text_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    Path("pipelint.toml").write_bytes(b"select = ['\xff']")
    status, _, (line,) = run(capsys, "p.py")
    assert status == 2
    assert (
        "SMP040 [unreadable-configuration] cannot read as TOML: it is not UTF-8: invalid start byte at byte 11" in line
    )


def test_a_table_that_is_none_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    configure("[tool]\npipelint = 3\n", "pyproject.toml")
    status, _, (line,) = run(capsys, "p.py")
    assert status == 2
    assert "SMP040 [unreadable-configuration] tool.pipelint is no table: write its settings below" in line


def test_the_settings_that_hold_are_shown_as_a_configuration(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    configure('select = ["SMP1"]\nfail-on = "error"\n[per-file-ignores]\n"inner/" = ["SMP101"]\n')
    status, out, err = run(capsys, "config")
    assert (status, err) == (0, [])
    assert out[:4] == [
        "# pipelint.toml",
        'select = ["SMP1"]',
        "extend-select = []  # default",
        "ignore = []  # default",
    ]
    assert 'per-file-ignores = { "inner/" = ["SMP101"] }' in out
    Path("again.toml").write_text("\n".join(out))
    shown = run(capsys, "p.py", "--show-settings", "--config", "again.toml", "--ignore", "SMP5", "--fail-on", "info")[1]
    assert shown[:2] == ["# again.toml", "# the command line comes first: --ignore SMP5 --fail-on info"]
    assert [line.partition("  #")[0] for line in out[1:]] == shown[2:]
    Path("pipelint.toml").unlink()
    assert run(capsys, "config")[1][0].startswith("# no configuration: neither pipelint.toml nor [tool.pipelint] in")


def test_the_schema_is_printed_and_knows_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads("\n".join(run(capsys, "config", "--schema")[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    lines = run(capsys, "config")[1][1:]  # the first says which file
    shown = [line.removeprefix("# ").partition(" ")[0] for line in lines]
    assert shown == list(schema["properties"])
    from tools.build_configuration_schema import build

    assert schema == build(), "run python -m tools.build_configuration_schema"


GATED = """\
from sagemaker.model import Model
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThan
from sagemaker.workflow.model_step import ModelStep
from sagemaker.workflow.parameters import ParameterFloat
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession

accuracy = ParameterFloat("Accuracy", default_value=0.9)
model = Model("image:1", "s3://bucket/model.tar.gz", "role", sagemaker_session=PipelineSession())
register = ModelStep("Register", step_args=model.register(model_package_group_name="Models"))
gate = ConditionStep("Gate", conditions=[ConditionGreaterThan(accuracy, 0.8)], if_steps=[register], else_steps=[])
pipeline = Pipeline("Gated", parameters=[accuracy], steps=[gate])
"""


@pytest.mark.parametrize(
    ("configuration", "arguments", "is_told"),
    [
        ("", (), False),
        ("", ("--ignore", "SMP501"), False),
        ("", ("--extend-select", "SMP703"), True),
        ("", ("--select", "SMP7"), True),
        ('extend-select = ["gate-without-failure"]', (), None),
        ('extend-select = ["SMP703"]', (), True),
        ('extend-select = ["SMP703"]', ("--ignore", "SMP703"), False),
        ('[severity]\nSMP703 = "warning"', (), False),
    ],
)
def test_a_quiet_rule_is_off_until_it_is_selected(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    configuration: str,
    arguments: tuple[str, ...],
    is_told: bool | None,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pipelint.toml").write_text(configuration)
    Path("gated.py").write_text(GATED)
    status, out, _ = run(capsys, "gated.py", "--format", "concise", *arguments)
    if is_told is None:
        assert status == 2  # rules are selected by their codes
    else:
        assert any("SMP703 [gate-without-failure]" in line for line in out) is is_told
