"""Decorators, classes, enumerations and the functions of Python that call others."""

from __future__ import annotations

import pytest

from .test_values import built, names

UNDERSTOOD = {
    "a decorator that passes through": (
        "@functools.lru_cache(maxsize=None)\ndef build(n):\n    return make(n)\nsteps = [build('A')]",
        "A",
    ),
    "a decorator of the user's": (
        "def loud(f):\n    @functools.wraps(f)\n    def wrapper(*args):\n        return f(*args).upper()\n"
        "    return wrapper\n@loud\ndef called(n):\n    return n\nsteps = [make(called('a'))]",
        "A",
    ),
    "a decorator that is not known": (
        "import other\n@other.changes\ndef called(n):\n    return n\nsteps = [make(called('A'))]",
        "?",
    ),
    "a context manager": (
        "import contextlib\n@contextlib.contextmanager\ndef naming():\n    yield 'A'\nwith naming() as n:\n"
        "    steps = [make(n)]",
        "A",
    ),
    "a class that is a context manager": (
        "class C:\n    def __enter__(self):\n        return 'A'\n    def __exit__(self, *_):\n        pass\n"
        "with C() as n:\n    steps = [make(n)]",
        "A",
    ),
    "a property that is set": (
        "class C:\n    @property\n    def n(self):\n        return self._n\n    @n.setter\n    def n(self, value):\n"
        "        self._n = value + '-x'\nc = C()\nc.n = 'A'\nsteps = [make(c.n)]",
        "A-x",
    ),
    "a default that a factory makes": (
        "@dataclass\nclass C:\n    ns: list = field(default_factory=list)\nC().ns.append('X')\nc = C()\n"
        "c.ns.append('A')\nsteps = [make(n) for n in c.ns]",
        "A",
    ),
    "what a record does when it is made": (
        "@dataclass\nclass C:\n    n: str\n    def __post_init__(self):\n        self.m = self.n + 'B'\n"
        "steps = [make(C('A').m)]",
        "AB",
    ),
    "a record that is changed": (
        "@dataclass(frozen=True)\nclass C:\n    n: str = 'A'\n    m: str = 'B'\n"
        "c = dataclasses.replace(C(), n='C')\nsteps = [make(c.n), make(c.m)]",
        "C B",
    ),
    "a class variable is no field": (
        "from typing import ClassVar\n@dataclass\nclass C:\n    k: ClassVar[str] = 'x'\n    n: str = 'B'\n"
        "steps = [make(C('A').n)]",
        "A",
    ),
    "a record as a dict": (
        "@dataclass\nclass C:\n    name: str = 'A'\nsteps = [make(**dataclasses.asdict(C()))]",
        "A",
    ),
    "settings that are passed": (
        "from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    n: str = 'B'\n    m: str = 'C'\n"
        "s = S(n='A')\nsteps = [make(s.n), make(s.m)]",
        "A ?",
    ),
    "the members of an enumeration": (
        "class K(Enum):\n    X = 'A'\n    Y = 'B'\nsteps = [make(k.value) for k in K]",
        "A B",
    ),
    "a member by value and by name": (
        "class K(Enum):\n    X = 'A'\nsteps = [make(K('A').name), make(K['X'].value)]",
        "X A",
    ),
    "a member by an unknown value": (
        "class K(Enum):\n    X = 'A'\nsteps = [make(K(os.environ['K']).value)]",
        "?",
    ),
    "members that are compared": (
        "class K(Enum):\n    X = 'a'\n    Y = 'b'\nmode = K.X\n"
        "steps = [make('A' if mode is K.X else 'B'), make('A' if mode == K.Y else 'B')]",
        "A B",
    ),
    "a member that is a text": ("class K(str, Enum):\n    X = 'A'\nsteps = [make(K.X)]", "A"),
    "the text of a member, which depends on Python": (
        "class K(str, Enum):\n    X = 'A'\nsteps = [make(f'{K.X}')]",
        "?",
    ),
    "a member that is no text": ("class K(Enum):\n    X = 'A'\nsteps = [make(K.X)]", "?"),
    "attributes by name": (
        "class C:\n    pass\nc = C()\nsetattr(c, 'n', 'A')\n"
        "steps = [make(getattr(c, 'n')), make(getattr(c, 'm', 'B')), make('C' if hasattr(c, 'm') else 'D')]",
        "A B D",
    ),
    "an attribute of a class that is not known": (
        "from other import Base\nclass C(Base):\n    pass\nsteps = [make(getattr(C(), 'n', 'A'))]",
        "?",
    ),
    "itertools": (
        "import itertools\nsteps = [make(a + b) for a, b in itertools.product('AB', '1')]\n"
        "steps = list(itertools.chain(steps, [make('C')]))",
        "A1 B1 C",
    ),
    "reduce": ("steps = [make(functools.reduce(lambda a, b: a + b, ['A', 'B']))]", "AB"),
    "the next of an iterator": (
        "names = iter(['A', 'B'])\nsteps = [make(next(names)), make(next(names)), make(next(names, 'C'))]",
        "A B C",
    ),
    "an order by a function of the user's": (
        "steps = [make(n) for n in sorted(['AA', 'B'], key=lambda n: len(n))]",
        "B AA",
    ),
    "a defaultdict": (
        "from collections import defaultdict\nd = defaultdict(list)\nd['a'].append(make('A'))\n"
        "d['a'].append(make('B'))\nsteps = d['a']",
        "A B",
    ),
    "a copy that goes deep": (
        "import copy\nd = {'n': ['A']}\ne = copy.deepcopy(d)\ne['n'].append('B')\nsteps = [make(n) for n in d['n']]",
        "A",
    ),
    "coroutines": (
        "import asyncio\nasync def build(n):\n    return make(n)\nasync def main():\n    return [await build('A')]\n"
        "steps = asyncio.run(main())",
        "A",
    ),
    "in place": (
        "l = ['B', 'C', 'A']\nl.remove('C')\nl.sort()\nl[:] = l + [f'D{l.index(\"B\")}']\nsteps = [make(n) for n in l]",
        "A B D1",
    ),
    "numbers": ("n = 1\nn += 2\nn *= 2\nsteps = [make(f'S{n}'), make(f'S{2**3}')]", "S6 S8"),
}


@pytest.mark.parametrize(("program", "expected"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_is_called(program: str, expected: str) -> None:
    pipeline = built(program)
    assert names(pipeline) == expected
    assert pipeline.steps_complete


def test_a_decorator_that_is_not_known_is_the_reason() -> None:
    pipeline = built("import other\n@other.changes\ndef build():\n    return make('A')\nsteps = [build()]")
    assert [gap.why for gap in pipeline.gaps] == [
        "`build` is decorated by `other.changes`, and what that makes of it is not known"
    ]
