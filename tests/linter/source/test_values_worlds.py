"""What happens in one world only is not claimed for all: loops left early, cases, handlers, things set perhaps."""

from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source

from .test_values import HEAD, built

ITEMS = {
    "a loop that may end early": (
        'steps = []\nfor n in ["A", "B"]:\n    steps.append(make(n))\n    if os.environ.get("X"):\n        break\n',
        "A B~ …",
    ),
    "a round that may be skipped": (
        'steps = []\nfor n in ["A"]:\n    if os.environ.get("X"):\n        continue\n    steps.append(make(n))\n',
        "A~ …",
    ),
    "a function that may return early": (
        'def add(steps):\n    if os.environ.get("X"):\n        return\n    steps.append(make("B"))\n'
        'steps = [make("A")]\nadd(steps)\n',
        "A B~ …",
    ),
    "a loop whose test is unknown": (
        'steps = []\nwhile os.environ.get("X"):\n    steps.append(make("A"))\n',
        "A~ …",
    ),
    "an endless loop that is left": ('steps = []\nwhile True:\n    steps.append(make("A"))\n    break\n', "A"),
    "a loop that is left when it is known": (
        'steps = []\nfor n in ["A", "B"]:\n    if n == "B":\n        break\n    steps.append(make(n))\nelse:\n'
        '    steps.append(make("C"))\n',
        "A",
    ),
    "a loop that is not left": (
        'steps = []\nfor n in ["A"]:\n    steps.append(make(n))\nelse:\n    steps.append(make("B"))\n',
        "A B",
    ),
    "both cases of an unknown match": (
        'steps = []\nmatch os.environ.get("X"):\n    case "a":\n        steps.append(make("A"))\n'
        '    case _:\n        steps.append(make("B"))\n',
        "A~ B~ …",
    ),
    "a program that ends in one of two worlds": (
        'import sys\nn = "A"\nif os.environ.get("X"):\n    n = "B"\n    sys.exit(1)\nsteps = [make(n)]\n',
        "A",
    ),
    "a handler that ends the program": (
        'import sys\ntry:\n    n = "A"\nexcept OSError:\n    sys.exit(1)\nsteps = [make(n)]\n',
        "A",
    ),
    "what finally does": (
        'steps = []\ntry:\n    steps.append(make("A"))\nfinally:\n    steps.append(make("B"))\n',
        "A B",
    ),
    "a method that sees no name of its class": (
        'n = "A"\nclass Builder:\n    n = "B"\n    def build(self):\n        return [make(n)]\n'
        "steps = Builder().build()\n",
        "A",
    ),
    "closures of one loop": ('steps = [f() for f in [lambda: make(n) for n in ["A", "B"]]]', "B B"),
    "an iterator that is used up": (
        'def gen():\n    yield make("A")\ng = gen()\nfirst = list(g)\nsteps = first + list(g)\n',
        "A",
    ),
    "a tuple is another after +=": ('t = ("A",)\nu = t\nu += ("B",)\nsteps = [make(n) for n in t]', "A"),
    "an attribute of a class that is set": ('class C:\n    n = "B"\nC.n = "A"\nsteps = [make(C.n)]', "A"),
    "an attribute of a class that is set perhaps": (
        'class C:\n    n = "B"\nif os.environ.get("X"):\n    C.n = "A"\nsteps = [make(C.n)]',
        "?",
    ),
    "an item of a list that is set perhaps": (
        'd = ["A"]\nif os.environ.get("X"):\n    d[0] = "B"\nsteps = [make(d[0])]',
        "?",
    ),
    "an unknown key": ('d = {"a": "A"}\nd[os.environ["K"]] = "B"\nsteps = [make(d["a"])]', "?"),
    "an unknown dict that comes after": ('import other\nd = {"a": "A", **other.d}\nsteps = [make(d["a"])]', "?"),
    "an unknown dict that comes before": ('import other\nd = {**other.d, "a": "A"}\nsteps = [make(d["a"])]', "A"),
    "an unknown update": ('import other\nd = {"a": "A"}\nd.update(other.d)\nsteps = [make(d["a"])]', "?"),
    "a dict that an unknown function gets": (
        'import other\nd = {"a": "A"}\nother.fill(d)\nsteps = [make(d["a"])]',
        "?",
    ),
    "a dict inside what it gets": ('import other\nd = {"a": "A"}\nother.fill([d])\nsteps = [make(d["a"])]', "?"),
    "an object that it gets": (
        'import other\nc = SimpleNamespace(n="A")\nother.fill(c)\nsteps = [make(c.n)]',
        "?",
    ),
    "a dict that is only printed": ('import other\nd = {"a": "A"}\nother.log(d)\nsteps = [make(d["a"])]', "A"),
    "a slice that is assigned": ('l = ["A", "B"]\nl[0:1] = ["C"]\nsteps = [make(n) for n in l]', "? ? …"),
    "a guard that is known": (
        'match 3:\n    case x if x > 2:\n        n = "A"\n    case _:\n        n = "B"\nsteps = [make(n)]',
        "A",
    ),
    "a sequence that is matched": (
        'match ["x", "B"]:\n    case ["y", n]:\n        pass\n    case ["x", n]:\n        pass\nsteps = [make(n)]',
        "B",
    ),
    "a dict that is matched": (
        'match {"kind": "a", "n": "B"}:\n    case {"kind": "b"}:\n        n = "A"\n    case {"kind": "a", "n": n}:\n'
        "        pass\nsteps = [make(n)]",
        "B",
    ),
    "a class that is matched": (
        'match other():\n    case str(n):\n        pass\n    case _:\n        n = "A"\nsteps = [make(n)]',
        "?",
    ),
}


@pytest.mark.parametrize(("program", "expected"), ITEMS.values(), ids=ITEMS)
def test_which_steps_there_surely_are(program: str, expected: str) -> None:
    """A step with ``~`` is there perhaps, and where there is an ``…`` there may be others."""
    pipeline = built(program)
    steps = [(step.name if step.name_known else "?") + ("" if step.certain else "~") for step in pipeline.steps]
    assert " ".join(steps + ([] if pipeline.steps_complete else ["…"])) == expected


PERHAPS = {
    "under a test": 'if os.environ.get("X"):\n    Pipeline("P", steps=[make("A")])\n',
    "after an early return": (
        'def build():\n    if os.environ.get("X"):\n        return None\n'
        '    return Pipeline("P", steps=[make("A")])\nbuild()\n'
    ),
}


@pytest.mark.parametrize("program", PERHAPS.values(), ids=PERHAPS)
def test_a_step_is_certain_where_its_pipeline_is_built(program: str) -> None:
    (pipeline,) = read_source((HEAD + program).encode(), "p.py").pipelines
    assert [(step.name, step.certain) for step in pipeline.steps] == [("A", True)]


def test_a_step_of_another_world_is_not_certain() -> None:
    program = (
        'a = make("A")\nif os.environ.get("X"):\n    b = make("B")\n'
        'if os.environ.get("Y"):\n    Pipeline("P", steps=[a, b])\n'
    )
    (pipeline,) = read_source((HEAD + program).encode(), "p.py").pipelines
    assert [(step.name, step.certain) for step in pipeline.steps] == [("A", True), ("B", False)]
