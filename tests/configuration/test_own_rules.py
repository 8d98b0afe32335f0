"""The project's own rules: found where the configuration says, run like all others, and never trusted blindly."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.samples import run

PIPELINE = """\
from sagemaker.processing import Processor
from sagemaker.workflow.parameters import ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

kind = ParameterString("InstanceType")
processor = Processor("role", "image", 1, kind)
prepare = ProcessingStep("Prepare", processor=processor)
Pipeline(name="flow", parameters=[kind], steps=[prepare])
"""
RULE = '''\
from pipelint.rules import Report, Rule, Severity


class NoPrepare(Rule):
    """Steps are not called so."""

    code = "TEAM001"
    name = "no-prepare"
    severity = Severity.WARNING
    summary = "A step is called Prepare."

    def check_step(self, step, pipeline):
        if step.name == "Prepare":
            yield Report('a step is called "Prepare"', step.name_origin, step.name, "Rename it.")
'''
WITH_OPTION = (
    RULE.replace("Report, Rule, Severity", "Option, Report, Rule, Severity")
    .replace(
        'is called Prepare."\n',
        'is called Prepare."\n    takes = (Option("name", {"type": "string"}, "the name", default="Prepare"),)\n',
    )
    .replace('step.name == "Prepare"', 'step.name == self.options["name"]')
)
ANNOUNCED = "pipelint: runs code that pipelint.toml names: lint_rules"
FOUND = 'p.py:8:26: warning TEAM001 [no-prepare] a step is called "Prepare"'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "lint_rules").mkdir()
    (tmp_path / "p.py").write_text(PIPELINE)
    (tmp_path / "lint_rules" / "prepare.py").write_text(RULE)
    (tmp_path / "pipelint.toml").write_text('rules = ["lint_rules"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(text: str) -> None:
    Path("pipelint.toml").write_text(text)


def write(text: str, file: str = "lint_rules/prepare.py") -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(text)


def concise(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    _, out, err = run(capsys, "p.py", "--format", "concise", *arguments)
    assert err in ([ANNOUNCED], [])
    return out[:-1]


def refused(capsys: pytest.CaptureFixture[str], announced: bool = True) -> str:
    status, out, err = run(capsys, "p.py")
    assert (status, out) == (2, [])
    if announced:
        assert err.pop(0).startswith("pipelint: runs code that pipelint.toml names: ")
    (line,) = err
    return line


def test_an_own_rule_is_run_and_that_is_announced_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "p.py", "--format", "concise")
    assert (status, out[0], err) == (1, FOUND, [ANNOUNCED])
    status, out, err = run(capsys, "p.py", "--format", "concise", "--no-config")
    assert (status, err) == (0, [])


@pytest.mark.parametrize(
    "names",
    [
        '["lint_rules/prepare.py"]',
        '["lint_rules", "more/other.py"]',
        '["lint_rules", "lint_rules/prepare.py"]',
        '["./lint_rules/"]',
    ],
)
def test_files_and_folders_are_named(capsys: pytest.CaptureFixture[str], names: str) -> None:
    write(RULE.replace("TEAM001", "TEAM002").replace("no-prepare", "other"), "more/other.py")
    configure(f"rules = {names}\n")
    status, out, _ = run(capsys, "p.py", "--format", "concise")
    assert (status, out[0]) == (1, FOUND)
    assert ("TEAM002" in out[1]) is ("more" in names)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--select", "TEAM001"), [FOUND]),
        (("--select", "TEAM"), [FOUND]),
        (("--select", "team001"), [FOUND]),
        (("--select", "SMP"), []),
        (("--select", "SMP", "--extend-select", "TEAM001"), [FOUND]),
        (("--ignore", "TEAM001"), []),
        (("--ignore", "TEAM"), []),
    ],
)
def test_it_is_selected_and_ignored_by_its_code(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: list[str]
) -> None:
    assert concise(capsys, *arguments) == expected


def test_it_is_graded_and_ignored_in_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    configure('rules = ["lint_rules"]\n[severity]\nTEAM001 = "info"\n')
    assert concise(capsys) == [FOUND.replace("warning", "info")]
    configure('rules = ["lint_rules"]\n[per-file-ignores]\n"p.py" = ["TEAM"]\n')
    assert concise(capsys) == []
    configure('rules = ["lint_rules"]\n[[ignores]]\ncodes = ["TEAM001"]\nstep = "Prepare"\n')
    assert concise(capsys) == []


def test_comments_silence_it_and_are_said_to_be_of_no_use(capsys: pytest.CaptureFixture[str]) -> None:
    write(PIPELINE.replace("processor=processor)", "processor=processor)  # pipelint: ignore[TEAM001] why"), "p.py")
    assert concise(capsys) == []
    write(RULE.replace('== "Prepare"', '== "Else"'))
    assert [line.partition(":")[2].partition(" ")[2] for line in concise(capsys)] == [
        "warning SMP050 [unused-suppression] TEAM001 is not found here"
    ]


def test_misspelt_codes_are_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "p.py", "--select", "TAEM001")
    assert status == 2
    assert 'no rule has the code "TAEM001"; did you mean "TEAM001"?' in err[-1]


def test_it_has_options(capsys: pytest.CaptureFixture[str]) -> None:
    write(WITH_OPTION)
    assert concise(capsys) == [FOUND]
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nname = "Train"\n')
    assert concise(capsys) == []
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nname = 3\n')
    assert "SMP042 [wrong-setting] options.no-prepare.name is 3; a text was expected: the name." in refused(capsys)
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nnaem = "x"\n')
    assert 'SMP041 [unknown-setting] no such setting "options.no-prepare.naem"; did you mean "name"?' in refused(capsys)


def test_one_with_a_required_option_is_off_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    write(WITH_OPTION.replace('default="Prepare"', "required=True"))
    assert concise(capsys) == []
    status, _, err = run(capsys, "p.py", "--select", "TEAM001")
    assert status == 2
    assert "TEAM001 is selected, but it is off: it has no options" in err[-1]
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nname = "Prepare"\n')
    assert concise(capsys) == [FOUND]


def test_an_option_may_use_words_of_json_schema_that_pipelint_itself_does_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(WITH_OPTION.replace('{"type": "string"}', '{"type": "string", "not": {"const": "x"}}'))
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nname = "Prepare"\n')
    assert concise(capsys) == [FOUND]
    configure('rules = ["lint_rules"]\n[options.no-prepare]\nname = "x"\n')
    assert 'options.no-prepare.name is "x"; a text was expected: the name' in refused(capsys)


def test_it_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "rules")
    assert err == [ANNOUNCED]
    assert out[-1].split(maxsplit=3) == ["TEAM001", "warning", "no-prepare", "A step is called Prepare."]
    listed = json.loads("\n".join(run(capsys, "rules", "--format", "json")[1]))
    assert (listed[-1]["code"], listed[-1]["family"]) == ("TEAM001", "Rules of the project")
    for wanted in ("TEAM001", "team001", "no-prepare"):
        status, out, _ = run(capsys, "rule", wanted)
        assert (status, out[:3]) == (0, ["TEAM001 no-prepare (warning)", "", "Steps are not called so."])
    assert run(capsys, "rule", "SMP101")[2] == []  # which needs none of the project's code
    assert run(capsys, "rules", "--no-config")[2] == []


def test_reports_explain_it(capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads("\n".join(run(capsys, "p.py", "--format", "sarif")[1]))
    (described,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert (described["id"], described["name"]) == ("TEAM001", "no-prepare")
    assert described["shortDescription"] == {"text": "A step is called Prepare."}
    for form in ("json", "jsonl", "github", "gitlab", "junit", "markdown", "text"):
        status, out, err = run(capsys, "p.py", "--format", form)
        assert (status, err) == (1, [ANNOUNCED])
        assert "TEAM001" in "\n".join(out)


def test_the_settings_and_the_schema_know_it(capsys: pytest.CaptureFixture[str]) -> None:
    write(WITH_OPTION)
    shown = run(capsys, "config")[1]
    assert 'select = ["SMP", "TEAM"]  # default' in shown
    assert 'rules = ["lint_rules"]' in shown
    schema = json.loads("\n".join(run(capsys, "config", "--schema")[1]))
    options = schema["properties"]["options"]["properties"]
    assert options["no-prepare"]["properties"] == {"name": {"type": "string", "description": "the name"}}
    configure("rules = 3\n")
    schema = json.loads("\n".join(run(capsys, "config", "--schema")[1]))
    assert "no-prepare" not in schema["properties"]["options"]["properties"]


def test_a_definition_is_judged_too(capsys: pytest.CaptureFixture[str]) -> None:
    write('{"Version": "2020-12-01", "Steps": [{"Name": "Prepare", "Type": "Fail", "Arguments": {}}]}', "d.json")
    _, out, _ = run(capsys, "d.json", "--select", "TEAM", "--format", "json")
    (finding,) = json.loads("\n".join(out))["findings"]
    assert (finding["pointer"], finding["step"]) == ("/Steps/0/Name", "Prepare")


def test_parameters_have_a_method_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    method = "check_parameter(self, parameter, pipeline):\n        yield Report(parameter.name, parameter.origin)\n"
    write(RULE[: RULE.index("check_step(")] + method)
    assert concise(capsys) == ["p.py:6:8: warning TEAM001 [no-prepare] InstanceType"]


def test_a_method_that_yields_nothing_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write(RULE[: RULE.index("        if step")] + "        step.name\n")
    assert concise(capsys) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("raise KeyError('lost')", "KeyError: 'lost' at prepare.py:15"),
        ("raise SystemExit(0)", "SystemExit: 0 at prepare.py:15"),
        ("yield 3", "TypeError: it yields 3, which is no Report"),
        ("yield None", "TypeError: it yields None, which is no Report"),
        ("yield Report('x', step)", "TypeError: the place of a report is Step(name='Prepare', type='Processing', "),
        ("yield Report(3, None)", "TypeError: the message of a report is 3, which is no text"),
        ("yield Report('x', None, related=((3, 'x'),))", "TypeError: the place of a report is 3, which is no Origin"),
    ],
)
def test_one_that_fails_is_a_finding_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    write(RULE + f"            {line}\n")
    write(PIPELINE.replace("1, kind", '1, "ml.m5.large"'), "p.py")
    status, out, err = run(capsys, "p.py", "--format", "concise")
    assert (status, err) == (2, [ANNOUNCED])
    codes = [one.split()[2] for one in out[:-1]]
    assert sorted(codes) == ["SMP005", "SMP501", "TEAM001"]
    (crash,) = [one for one in out if "SMP005" in one]
    assert f"rule TEAM001 (no-prepare) failed, the others went on: {message}" in crash
    helped = "\n".join(run(capsys, "p.py")[1])
    assert "The rule is the project's own: correct it; until then `--ignore TEAM001`." in helped


def test_what_it_prints_is_no_part_of_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    write("print('loaded')\n" + RULE.replace("if step", "print('looking')\n        if step"))
    status, out, err = run(capsys, "p.py", "--format", "json")
    assert (status, err) == (1, [ANNOUNCED, "loaded", "looking"])
    json.loads("\n".join(out))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "import nothing_there\n",
            "SMP044 [own-rule-import] cannot be imported: ModuleNotFoundError: No module named"
            " 'nothing_there' at prepare.py:1",
        ),
        ("def x(:\n", "SMP044 [own-rule-import] cannot be imported: invalid syntax (line 1)"),
        ("raise SystemExit(3)\n", "cannot be imported: it ends the process (status 3)"),
        ("x = 1\n", "SMP045 [no-own-rule] holds no rule"),
        ("from pipelint.rules import Rule\n", "SMP045 [no-own-rule] holds no rule"),
        (
            "from pipelint.rules import Rule\nclass Base(Rule): pass\n",
            "SMP045 [no-own-rule] holds no rule",
        ),
        (
            RULE.replace("TEAM001", "SMP998"),
            'SMP046 [unsound-rule] the rule NoPrepare has the code "SMP998"; those that begin',
        ),
        (RULE.replace("TEAM001", "T1"), 'has the code "T1"; capital letters and three digits were expected, such as'),
        (RULE.replace('"TEAM001"', "7"), "has the code 7; a text was expected"),
        (RULE.replace('"no-prepare"', '"No Prepare"'), 'has the name "No Prepare"; small letters, digits and hyphens'),
        (RULE.replace("no-prepare", "unknown-step"), 'has the name "unknown-step", which a rule of pipelint has'),
        (RULE.replace("no-prepare", "required-tags"), 'has the name "required-tags", which a rule of pipelint has'),
        (RULE.replace("Severity.WARNING", "'high'"), "has the severity 'high'; Severity.ERROR, WARNING or INFO was"),
        (RULE.replace("    summary", "    other"), 'the rule NoPrepare lacks "summary"'),
        (RULE.replace("check_step", "chek_step"), "defines neither check nor check_step nor check_parameter, so that"),
        (
            RULE.replace("    summary", "    takes = ('x',)\n    summary"),
            "takes what are no options; a tuple of Option(…) was expected",
        ),
        (
            WITH_OPTION.replace('"string"', '"strnig"'),
            "takes an option \"name\" whose schema is no JSON Schema: 'strnig' is not valid under",
        ),
    ],
)
def test_what_is_no_rule_ends_the_run(capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    write(text)
    line = refused(capsys)
    assert line.startswith("lint_rules/prepare.py: error SMP04")
    assert message in line


def test_two_rules_cannot_have_one_code(capsys: pytest.CaptureFixture[str]) -> None:
    write(RULE.replace("no-prepare", "other"), "lint_rules/second.py")
    assert refused(capsys).startswith(
        "lint_rules/second.py: error SMP046 [unsound-rule] the rule NoPrepare has the code "
        '"TEAM001", which a rule of lint_rules/prepare.py has'
    )


@pytest.mark.parametrize(
    ("text", "message", "announced"),
    [
        ('rules = "lint_rules"', 'rules is "lint_rules"; a list was expected: files and folders of the project', False),
        ("rules = [3]", "rules[1] is 3; a text was expected: a Python file, or a folder of them", False),
        ('plugins = "acme"', 'plugins is "acme"; true or false or a list was expected: whether rules of', False),
        ('rules = ["lint_rulse"]', 'rules names "lint_rulse", which is no Python file and no folder', True),
        ('rules = ["p.txt"]', 'rules names "p.txt", which is no Python file and no folder', True),
        (
            'rules = ["../elsewhere"]',
            'rules names "../elsewhere", which is outside of the folder of the configuration',
            True,
        ),
        ('rules = ["a\\u0000b"]', 'rules names "a\\x00b", which', True),
        ('rules = ["linked"]', 'rules names "linked", which is outside of the folder of the configuration', True),
        ('rules = ["link"]', 'rules names "link", which is outside of the folder of the configuration', True),
        ('rules = ["empty"]', "SMP045 [no-own-rule] the folder empty holds no file of rules", True),
    ],
)
def test_a_place_that_is_none_ends_the_run(
    capsys: pytest.CaptureFixture[str], project: Path, text: str, message: str, announced: bool
) -> None:
    outside = project.parent / f"{project.name}-elsewhere"
    outside.mkdir()
    (project / "link").symlink_to(outside)
    (outside / "rule.py").write_text(RULE)
    write("", "linked/_helpers.py")
    (project / "linked" / "rule.py").symlink_to(outside / "rule.py")
    write("", "p.txt")
    write("", "empty/_helpers.py")
    write("", "empty/test_rule.py")
    configure(f"{text}\n")
    assert message in refused(capsys, announced)


def test_nothing_is_imported_before_the_configuration_is_known_to_name_it_rightly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("raise RuntimeError('run')\n")
    configure('rules = ["lint_rules", 3]\n')
    assert "rules[2] is 3" in refused(capsys, announced=False)


def test_files_of_one_folder_share_what_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "from pipelint.rules import Rule, Severity\n\n\nclass Base(Rule):\n    severity = Severity.ERROR\n",
        "lint_rules/_base.py",
    )
    text = RULE.replace("(Rule)", "(Base)").replace("    severity = Severity.WARNING\n", "")
    write(text.replace("import Report, Rule, Severity", "import Report\n\nfrom ._base import Base"))
    assert concise(capsys) == [FOUND.replace("warning", "error")]
    write(
        "from .prepare import NoPrepare\n\n\nclass Other(NoPrepare):\n    code = 'TEAM002'\n    name = 'other'\n",
        "lint_rules/a.py",
    )
    assert [line.split()[2] for line in concise(capsys)] == ["TEAM001", "TEAM002"]


def test_a_file_that_changes_is_read_anew(capsys: pytest.CaptureFixture[str]) -> None:
    assert concise(capsys) == [FOUND]
    write(RULE.replace('a step is called "Prepare"', "a longer message than that"))
    assert concise(capsys) == [FOUND.replace('a step is called "Prepare"', "a longer message than that")]


PLUGIN = {
    "acme_rules.py": RULE.replace("TEAM001", "ACME001").replace("no-prepare", "acme-prepare"),
    "acme_rules-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n",
    "acme_rules-1.0.dist-info/entry_points.txt": "[pipelint.rules]\nacme = acme_rules\n",
}


@pytest.fixture
def plugin(project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package with rules."""
    folder = tmp_path_factory.mktemp("site")
    for name, text in PLUGIN.items():
        write(text, str(folder / name))
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "acme_rules", raising=False)
    return folder


@pytest.mark.parametrize("plugins", ["true", '["acme"]', '["acme-rules"]'])
def test_rules_of_a_package_are_run_where_the_configuration_asks(
    capsys: pytest.CaptureFixture[str], plugin: Path, plugins: str
) -> None:
    configure(f"plugins = {plugins}\n")
    status, out, err = run(capsys, "p.py", "--format", "concise")
    assert (status, out[0].split()[2]) == (1, "ACME001")
    asked = "the rules of installed packages" if plugins == "true" else f"the rules of {plugins[2:-2]}"
    assert err == [f"pipelint: runs code that pipelint.toml names: {asked}"]


@pytest.mark.parametrize("text", ["", "plugins = false\n", "plugins = []\n"])
def test_no_package_is_imported_unasked(capsys: pytest.CaptureFixture[str], plugin: Path, text: str) -> None:
    configure(text)
    status, _, err = run(capsys, "p.py")
    assert (status, err) == (0, [])
    assert "acme_rules" not in sys.modules


def test_one_rule_may_be_the_entry_point(capsys: pytest.CaptureFixture[str], plugin: Path) -> None:
    write("[pipelint.rules]\none = acme_rules:NoPrepare\n", str(plugin / "acme_rules-1.0.dist-info/entry_points.txt"))
    configure("plugins = true\n")
    assert "ACME001" in run(capsys, "p.py", "--format", "concise")[1][0]


@pytest.mark.parametrize(
    ("points", "plugins", "message"),
    [
        (
            "acme = acme_rules",
            '["acmee"]',
            'SMP047 [unknown-plugin] no installed package has rules under the name "acmee"',
        ),
        ("acme = acme_rules", '["acmee"]', '; did you mean "acme"?'),
        (
            "acme = nothing_there",
            "true",
            'SMP044 [own-rule-import] cannot import the rules "acme" of package acme-rules: Mod',
        ),
        (
            "acme = acme_rules:Severity",
            "true",
            'the entry point "acme" of package acme-rules holds no rule: acme_rules:Sev',
        ),
    ],
)
def test_a_package_that_has_none_ends_the_run(
    capsys: pytest.CaptureFixture[str], plugin: Path, points: str, plugins: str, message: str
) -> None:
    write(f"[pipelint.rules]\n{points}\n", str(plugin / "acme_rules-1.0.dist-info/entry_points.txt"))
    configure(f"plugins = {plugins}\n")
    assert message in refused(capsys)
