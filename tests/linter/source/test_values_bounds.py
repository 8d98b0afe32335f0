"""Programs that would run for long, or grow without end: bounded, and what is beyond the bound is not claimed."""

from __future__ import annotations

import time

import pytest

from .test_values import built, names

DOUBLED = "".join("\nx = [x, x]" for _ in range(40))
PROGRAMS = {
    "loops in loops": (
        "n = 0\nfor a in range(100):\n    for b in range(100):\n        for c in range(100):\n            n += 1\n"
        "steps = [make(f'S{n}')]",
        "?",
    ),
    "comprehensions in comprehensions": (
        "x = [[[1 for a in range(99)] for b in range(99)] for c in range(99)]\nsteps = [make(f'S{len(x)}')]",
        "?",
    ),
    "a recursion that branches": (
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nsteps = [make(f'S{fib(30)}')]",
        "?",
    ),
    "a recursion that ends soon": (
        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nsteps = [make(f'S{fib(6)}')]",
        "S8",
    ),
    "an endless loop": ("i = 0\nwhile True:\n    i += 1\nsteps = [make(f'S{i}')]", "?"),
    "a property that asks itself": (
        "class C:\n    @property\n    def n(self):\n        return self.n\nsteps = [make(C().n)]",
        "?",
    ),
    "a list that is doubled": ("x = [1]" + "\nx = x + x" * 60 + "\nsteps = [make(f'S{len(x)}')]", "?"),
    "a list that is added to itself": (
        "x = [1]\nfor _ in range(60):\n    x += x\nsteps = [make(f'S{len(x)}')]",
        "?",
    ),
    "a text that is doubled": ("x = 'a'" + "\nx = x + x" * 60 + "\nsteps = [make(x)]", "?"),
    "a list that holds another twice, copied": (
        f"import copy\nx = [1]{DOUBLED}\ny = copy.deepcopy(x)\nsteps = [make(json.dumps(x))]",
        "?",
    ),
    "a list that holds another twice, passed on": (
        f"x = [1]{DOUBLED}\np = Processor('r', 'i', 1, 'm', sagemaker_session=session, env={{'x': x}})\n"
        "steps = [ProcessingStep('A', step_args=p.run())]",
        "A",
    ),
    "a list that holds itself": ("x = []\nx.append(x)\nother(x)\nsteps = [make(json.dumps(x))]", "?"),
    "a list of steps that holds itself": ("steps = [make('A')]\nsteps.append(steps)", "A"),
    "a list of steps that is doubled": ("x = [make('A')]" + "\nx = [x, x]" * 40 + "\nsteps = x", ""),
    "classes that are derived from one by many ways": (
        "class C0: pass\nclass C1(C0): n = 'A'\n"
        + "".join(f"class C{n}(C{n - 1}, C{n - 2}): pass\n" for n in range(2, 60))
        + "steps = [make(C59().n), make(C59.m)]",
        "A ?",
    ),
    "a huge width": ("steps = [make('{:>{w}}'.format('a', w=10**9)), make('%*d' % (10**9, 1))]", "? ?"),
    "a huge power": ("steps = [make(f'S{10**10**10}'), make('A' * 10**9)]", "? ?"),
    "a range longer than memory": ("x = list(range(10**60))\nsteps = [make(f'S{len(x)}')]", "?"),
    "two starred targets": ("*a, *b = [1]\nsteps = [make(f'S{a}{b}')]", "?"),
    "a huge product": (
        "import itertools\nx = list(itertools.product(*[range(99)] * 9))\nsteps = [make(f'S{len(x)}')]",
        "?",
    ),
}


@pytest.mark.parametrize(("program", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_what_grows_is_bounded(program: str, expected: str) -> None:
    started = time.process_time()
    pipeline = built(program)
    assert time.process_time() - started < 10
    assert names(pipeline) == expected


def test_a_loop_that_is_not_unrolled_whole_leaves_its_list_open() -> None:
    pipeline = built("steps = []\nfor i in range(1000):\n    steps.append(make(f'S{i}'))")
    assert [step.name for step in pipeline.steps[:2]] == ["S0", "S1"]
    assert len(pipeline.steps) == 201  # the last of them stands for all others
    assert (pipeline.steps[-1].name_known, pipeline.steps[-1].certain, pipeline.steps_complete) == (False, False, False)
