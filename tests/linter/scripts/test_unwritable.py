"""What a script hands to json that json cannot write: SMP210."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

PIPELINE = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep
processor = ScriptProcessor(image_uri="image", command=["python3"], role="role", instance_count=1)
Pipeline("flow", steps=[ProcessingStep("Evaluate", processor=processor, code="run.py")])
"""
HEADER = "import json\nimport math\nfrom pathlib import Path\nimport numpy as np\n"


def found(folder: Path, script: str) -> list[tuple[str, str]]:
    (folder / "pipeline.py").write_text(PIPELINE)
    (folder / "run.py").write_text(HEADER + script)
    findings = check([str(folder / "pipeline.py")], Settings((Choice(select=("SMP210",)),))).findings
    return [(one.severity.value, one.message) for one in findings]


def refused(place: str, what: str, severity: str = "error") -> list[tuple[str, str]]:
    return [(severity, f'run.py cannot write {place} as JSON in step "Evaluate" because it is {what}')]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("print(json.dumps(np.argmax([1, 2])))", refused("its value", "a numpy integer")),
        ("print(json.dumps({'a': [0.5, np.float32(1)]}))", refused('"a.1"', "a numpy float32")),
        ("ok = np.all([True])\nprint(json.dumps({'ok': ok}))", refused('"ok"', "a numpy truth value")),
        ("json.dump({'at': Path('x')}, open('/opt/ml/processing/o.json', 'w'))", refused('"at"', "a path")),
        ("json.dump(obj={'s': {1}}, fp=open('/opt/ml/processing/o.json', 'w'))", refused('"s"', "a set")),
        (
            "def report(value):\n    return json.dumps({'v': value})\nreport(np.zeros(3))",
            refused('"v"', "a numpy array"),
        ),
        ("if input():\n    print(json.dumps({'v': np.zeros(3)}))", refused('"v"', "a numpy array", "warning")),
        (
            "try:\n    print(json.dumps({'v': np.zeros(3)}))\nexcept TypeError:\n    pass",
            refused('"v"', "a numpy array", "warning"),
        ),
        ("x = [np.zeros(3)]\nprint(json.dumps({'a': x, 'b': x}))", refused('"a.0"', "a numpy array")),
        ("x = {'n': np.zeros(3)}\nx['x'] = [x, x]\nprint(json.dumps(x))", refused('"n"', "a numpy array")),
        (
            "x = {'n': np.zeros(3)}\n" + "x = {'a': x, 'b': x}\n" * 30 + "print(json.dumps(x))",
            refused(f'"{".".join("a" * 30)}.n"', "a numpy array"),
        ),
        (
            "print(json.dumps({'loss': math.nan}))",
            [("warning", 'run.py writes "loss" as NaN in step "Evaluate" and that is no JSON')],
        ),
    ],
)
def test_what_json_cannot_write_is_told_with_its_place(tmp_path, script, expected):
    assert found(tmp_path, script) == expected


@pytest.mark.parametrize(
    "value",
    [
        "float(np.float32(1))",
        "int(np.argmax([1]))",
        "bool(np.all([1]))",
        "np.array([1]).tolist()",
        "np.array([1]).item()",
        "np.mean([1])",
        "np.std([1])",
        "np.float64(1)",
        "np.zeros(3).shape",
        "np.argmax([1]) + 1",
        "str(Path('x'))",
        "sorted({1, 2})",
        "[1, (2, 3)]",
        "unknown(np.zeros(3))",
    ],
)
def test_what_json_can_write_or_may_be_able_to_is_not(tmp_path, value):
    assert found(tmp_path, f"print(json.dumps({{'v': {value}}}))") == []


@pytest.mark.parametrize("more", ["default=str", "cls=Encoder", "default=lambda one: one.tolist()"])
def test_a_script_that_writes_them_itself_is_trusted(tmp_path, more):
    assert found(tmp_path, f"print(json.dumps(np.zeros(3), {more}))") == []


DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("abc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOCUMENTS)
def test_nothing_is_told_of_a_document_that_json_writes(tmp_path, document):
    json.dumps(document)
    assert found(tmp_path, f"print(json.dumps({document!r}))") == []
