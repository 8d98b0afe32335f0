"""libcst as pipelint imports it is what it is by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.samples import FAULTY, process

_QUICKLY = "from pipelint.linter.source.quick_libcst import import_libcst\nimport_libcst()\n"
_TOLD = """
import dataclasses, inspect, json
import libcst as cst

def every(cls):
    for derived in cls.__subclasses__():
        if hasattr(cst, derived.__name__) and getattr(cst, derived.__name__) is derived:
            yield derived
        yield from every(derived)

def arguments(cls):
    try:
        cls(no_such_argument=1)  # compiles it
    except TypeError:
        pass
    taken = inspect.signature(cls.__init__).parameters.values()
    return [(one.name, one.kind.name, one.default is one.empty) for one in taken]

def told(cls):
    return {
        "fields": [(one.name, str(one.type), one.init) for one in dataclasses.fields(cls)],
        "match": cls.__match_args__,
        "slots": cls.__slots__,
        "frozen": cls.__dataclass_params__.frozen,
        "arguments": [] if inspect.isabstract(cls) else arguments(cls),
        "compared": [getattr(cls, name) is getattr(cst.CSTNode, name) for name in ("__eq__", "__hash__", "__repr__")],
    }

print(json.dumps({cls.__name__: told(cls) for cls in every(cst.CSTNode)}))
"""
_USED = """
import dataclasses, pickle
import libcst as cst

def refused(change):
    try:
        change()
    except Exception as error:
        return [type(error).__name__, str(error)]

name = cst.Name("a")
module = cst.parse_module(open(__file__).read())
class Mine(cst.Name):
    pass
@dataclasses.dataclass(frozen=True)
class Derived(cst.Name):
    more: int = 0
print(
    module.code == open(__file__).read(),
    module.deep_equals(pickle.loads(pickle.dumps(module))),
    module.deep_clone().deep_equals(module),
    name.with_changes(value="b").value,
    module.visit(cst.CSTTransformer()).deep_equals(module),
    Mine("x").value,
    Derived("x", more=3).more,
    refused(lambda: setattr(name, "value", "b")),
    refused(lambda: delattr(name, "value")),
    refused(lambda: cst.Name("")),
    refused(lambda: cst.Name()),
    refused(lambda: cst.Name("a", [], [], 1)),
    refused(lambda: setattr(Derived("x"), "value", "b")),
    dataclasses.dataclass.__module__,
)
"""


def _printed(folder: Path, code: str) -> str:
    (folder / "asked.py").write_text(code)
    ended = process(str(folder / "asked.py"))
    assert ended.stderr == ""
    return ended.stdout


def test_every_kind_of_node_has_the_same_fields_and_arguments(tmp_path: Path) -> None:
    usual, quick = json.loads(_printed(tmp_path, _TOLD)), json.loads(_printed(tmp_path, _QUICKLY + _TOLD))
    assert len(usual) > 150
    assert quick == usual


def test_nodes_are_made_copied_compared_and_refuse_as_ever(tmp_path: Path) -> None:
    usual, quick = _printed(tmp_path, _USED), _printed(tmp_path, _QUICKLY + _USED)
    assert usual.startswith("True True True b True x 3 ")
    assert quick.replace("Name.__init__", "__init__") == usual.replace("Name.__init__", "__init__")


@pytest.mark.parametrize("name", ["flow.py", "flow.ipynb"])
def test_a_check_imports_it_so(tmp_path: Path, name: str) -> None:
    cell = {"cell_type": "code", "source": FAULTY, "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / name).write_text(FAULTY if name.endswith(".py") else json.dumps(notebook))
    code = "from pipelint.cli import main\nmain([{!r}])\nimport libcst\nprint(libcst.Name.__setattr__.__module__)"
    said = _printed(tmp_path, code.format(str(tmp_path / name)))
    assert "SMP501" in said
    assert said.endswith("pipelint.linter.source.quick_libcst\n")
