"""From the target to a pipeline, without any SDK: whatever has steps and a definition() is one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelint.compiling.errors import NotCompilable
from pipelint.compiling.target import Target
from pipelint.compiling.value import pipeline_of, require_definition

SOURCE = """\
class Pipeline:
    steps = ()
    def __init__(self, name="name"): self.name = name
    def definition(self): return "{}"

class Builder:
    def __call__(self, name): return Pipeline(name)

pipeline = Pipeline("variable")
builder = Builder()
number = 3
def build(name="default"): return Pipeline(name)
def forgets(): Pipeline()
def returns_class(): return Pipeline
def returns_list(): return [Pipeline()]
def yields(): yield Pipeline()
async def waits(): return Pipeline()
"""
WANTED = "; a pipeline, or a function that returns one, was expected"


@pytest.fixture(autouse=True)
def _own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    (tmp_path / "flow_m.py").write_text(SOURCE)


def target(name: str) -> Target:
    return Target(f"flow_m.py:{name}", "flow_m.py", None, name)


@pytest.mark.parametrize(
    ("name", "arguments", "found"),
    [
        ("pipeline", {}, "variable"),
        ("build", {}, "default"),
        ("build", {"name": "given"}, "given"),
        ("builder", {"name": "given"}, "given"),
    ],
)
def test_a_pipeline_or_what_returns_one(name: str, arguments: dict[str, str], found: str) -> None:
    assert pipeline_of(target(name), arguments, None).name == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("forgets", "flow_m.py:forgets returned None: does it lack a return statement?"),
        ("returns_class", "flow_m.py:returns_class returned the class Pipeline" + WANTED),
        ("returns_list", "flow_m.py:returns_list returned a value of type list" + WANTED),
        ("yields", "flow_m.py:yields is a generator" + WANTED),
        ("waits", "flow_m.py:waits is an asynchronous function" + WANTED),
        ("Pipeline", "flow_m.py:Pipeline is a class" + WANTED),
        ("number", "flow_m.py:number is a value of type int" + WANTED),
        ("nubmer", 'flow_m.py has no function or variable "nubmer"; did you mean "number"?'),
        ("builder", 'Builder() needs "name": give --arg name=VALUE'),
    ],
)
def test_what_is_no_pipeline(name: str, message: str) -> None:
    with pytest.raises(NotCompilable) as caught:
        pipeline_of(target(name), {}, None)
    assert str(caught.value) == message


def test_a_variable_takes_no_arguments() -> None:
    with pytest.raises(NotCompilable) as caught:
        pipeline_of(target("pipeline"), {"name": "x"}, None)
    assert str(caught.value) == "flow_m.py:pipeline is a pipeline, no function: it takes no --arg"


@pytest.mark.parametrize("definition", [None, {}, "", "[]", "{"])
def test_a_definition_is_the_text_of_an_object(definition: object) -> None:
    with pytest.raises(NotCompilable, match=r"^definition\(\) of flow_m.py:build returned no JSON object; a pipeline"):
        require_definition(target("build"), definition)
    require_definition(target("build"), "{}")
