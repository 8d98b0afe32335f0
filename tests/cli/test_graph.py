"""`pipelint graph`: pipelines as pictures, with what is found in them."""

from __future__ import annotations

import json
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .samples import CLEAN, FAULTY, run

FIXTURES = Path(__file__).parents[2] / "fixtures"
needs_sdk = pytest.mark.skipif(
    not (find_spec("sagemaker") and find_spec("moto")), reason="needs a SageMaker SDK and moto"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faulty() -> None:
    Path("faulty.py").write_text(FAULTY)


def test_findings_are_marked_as_the_configuration_asks(capsys: pytest.CaptureFixture[str]) -> None:
    faulty()
    status, out, err = run(capsys, "graph", "faulty.py")
    assert out[0] == 'pipeline "demo" (faulty.py:6:12)'
    assert (status, err) == (0, [])
    assert [line.strip("│ ") for line in out[3:5]] == [
        "Prepare · Processing",
        '▲ SMP501 instance type "ml.m5.xlarge" is hard-coded in step "Prepare"',
    ]
    assert "SMP501" not in "".join(run(capsys, "graph", "faulty.py", "--no-findings")[1])
    Path("pipelint.toml").write_text('[severity]\nSMP501 = "error"\n')
    assert "✖ SMP501" in "".join(run(capsys, "graph", "faulty.py")[1])
    Path("pipelint.toml").write_text('ignore = ["SMP501"]\n')
    assert "SMP501" not in "".join(run(capsys, "graph", "faulty.py")[1])
    assert "SMP501" in "".join(run(capsys, "graph", "faulty.py", "--no-config")[1])
    Path("faulty.py").write_text(FAULTY.replace('"ml.m5.xlarge")', '"ml.m5.xlarge")  # pipelint: ignore[SMP501]'))
    assert "SMP501" not in "".join(run(capsys, "graph", "faulty.py", "--no-config")[1])


def test_findings_of_the_baseline_are_not_marked(capsys: pytest.CaptureFixture[str]) -> None:
    faulty()
    Path("pipelint.toml").write_text('baseline = "known.json"\n')
    assert run(capsys, "faulty.py", "--write-baseline")[0] == 0
    assert "SMP" not in "".join(run(capsys, "graph", "faulty.py")[1])


def test_text_mermaid_and_dot_show_every_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    faulty()
    Path("clean.py").write_text(CLEAN.replace('"demo"', '"other"'))
    for given, beginning in (("text", ""), ("mermaid", "%% "), ("dot", "// ")):
        status, out, err = run(capsys, "graph", "--format", given)
        titles = [line for line in out if line.startswith(f"{beginning}pipeline")]
        assert titles == [
            f'{beginning}pipeline "other" (clean.py:8:12)',
            f'{beginning}pipeline "demo" (faulty.py:6:12)',
        ]
        assert (status, err) == (0, [])
    _, out, _ = run(capsys, "graph", "--pipeline", "other", "--format", "mermaid")
    assert out == ['%% pipeline "other" (clean.py:8:12)', "flowchart TD", '  s0["Prepare<br/>Processing"]']


def test_svg_shows_one_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    faulty()
    Path("clean.py").write_text(CLEAN.replace('"demo"', '"other"'))
    assert run(capsys, "graph", "--format", "svg")[::2] == (
        2,
        [
            "pipelint: error SMP011 [wrong-usage] svg shows one pipeline, and here are 2: choose one by --pipeline:"
            ' "other" and "demo". See `pipelint --help`.'
        ],
    )
    assert run(capsys, "graph", "--format", "svg", "--pipeline", "demo", "--output", "demo.svg") == (0, [], [])
    root = ElementTree.parse("demo.svg").getroot()
    assert [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")] == ["Prepare", "Processing", "▲"]
    status, out, err = run(capsys, "graph", "--pipeline", "demi")
    assert (status, out) == (2, [])
    assert err == [
        'pipelint: error SMP011 [wrong-usage] there is no pipeline "demi" here; did you mean "demo"? The pipelines are'
        ' "other" and "demo". See `pipelint --help`.'
    ]


def test_html_shows_every_pipeline_with_its_findings(capsys: pytest.CaptureFixture[str]) -> None:
    faulty()
    Path("clean.py").write_text(CLEAN.replace('"demo"', '"other"'))
    assert run(capsys, "graph", "--format", "html", "--output", "both.html") == (0, [], [])
    both = Path("both.html").read_text()
    assert "<title>2 pipelines</title>" in both
    told = re.findall(r'<script type="application/json" data-name="drawing">(.*?)</script>', both)
    drawings = [json.loads(one) for one in told]
    assert [(one["title"], [mark["kind"] for mark in one["steps"][0]["marks"]]) for one in drawings] == [
        ("other", []),
        ("demo", ["warning"]),
    ]
    assert run(capsys, "graph", "--format", "html", "--pipeline", "demo", "--output", "one.html") == (0, [], [])
    assert "<title>demo</title>" in Path("one.html").read_text()


def test_a_definition_has_the_name_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    steps = [{"Name": "Train", "Type": "Training", "Arguments": {}}]
    Path("flow.json").write_text(
        json.dumps({"Version": "2020-12-01", "Metadata": {}, "Parameters": [], "Steps": steps})
    )
    status, out, _ = run(capsys, "graph", "flow.json", "--no-findings", "--pipeline", "flow.json")
    assert (status, out[0]) == (0, "pipeline (flow.json:1:1)")
    assert "│ Train · Training │" in out


@pytest.mark.sdk
@needs_sdk
def test_a_target_is_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FIXTURES / "compile_targets/small.py", "small.py")
    status, out, err = run(capsys, "graph", "small.py:fine", "--arg", "greeting=hi")
    assert (status, [line for line in err if "error" in line]) == (0, [])
    assert any("· Lambda" in line for line in out)
    status, out, err = run(capsys, "graph", "small.py:raises")
    assert (status, out) == (1, [])
    assert any("SMP030" in line for line in err)


def test_a_target_that_makes_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "graph", "small.py:fine")
    assert (status, out) == (2, [])
    assert err == [
        'pipelint: error SMP031 [not-compilable] there is no file "small.py". See `pipelint compile --help`.'
    ]


def test_nothing_recognised_and_what_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plain.py").write_text("print(1)\n")
    assert run(capsys, "graph", "plain.py") == (3, [], [])
    faulty()
    status, out, err = run(capsys, "graph", "missing.py", "faulty.py")
    assert (status, err[0]) == (1, "missing.py: error SMP001 [unreadable-file] cannot read: no such file or directory")
    assert "│ Prepare · Processing" in "\n".join(out)
    status, _, err = run(capsys, "graph", "faulty.py", "--arg", "a=1")
    assert (status, "--arg and --timeout are for a TARGET to compile" in err[0]) == (2, True)


@pytest.mark.parametrize("wanted", ["svg", "html"])
def test_without_the_library_only_what_is_laid_out_is_refused(
    wanted: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty()
    monkeypatch.setitem(sys.modules, "graphlay", None)
    for given in ("text", "mermaid", "dot"):
        assert run(capsys, "graph", "--format", given)[0] == 0
    status, out, err = run(capsys, "graph", "--format", wanted)
    assert (status, out) == (2, [])
    assert err == [
        "pipelint: error SMP011 [wrong-usage] drawing SVG or HTML needs a library that lays graphs out:"
        " pip install 'pipelint[graph]'. See `pipelint --help`."
    ]
