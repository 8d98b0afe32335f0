"""Values and calls as people write them: each program builds steps, and their names tell whether it was understood.

Half of the tests are about what must not be claimed: a value that only one of two worlds has is unknown.
"""

from __future__ import annotations

import pytest

from pipelint.linter.source.reader import read_source
from pipelint.pipeline.model import Pipeline

HEAD = """\
import dataclasses, enum, functools, json, os
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from types import SimpleNamespace
from typing import NamedTuple
from sagemaker.processing import Processor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

session = PipelineSession()

def make(name, kind="ml.m5.large", depends_on=None):
    processor = Processor("role", "image", 1, kind, sagemaker_session=session)
    return ProcessingStep(name, step_args=processor.run(), depends_on=depends_on)
"""


def built(program: str) -> Pipeline:
    source = f'{HEAD}\n{program}\npipeline = Pipeline("P", steps=steps, sagemaker_session=session)\n'
    reading = read_source(source.encode(), "p.py")
    assert [finding.code for finding in reading.findings] in ([], ["SMP009"])
    return next(pipeline for pipeline in reading.pipelines if pipeline.origin is not None)


def names(pipeline: Pipeline) -> str:
    return " ".join(step.name if step.name_known else "?" for step in pipeline.steps)


UNDERSTOOD = {
    "the words of a text": (
        """\
name = "".join(w.capitalize() for w in "pre-process".split("-"))
steps=[make(name)]
""",
        "PreProcess",
    ),
    "a format": (
        """\
i=3
steps=[make(f"Step-{i:02d}")]
""",
        "Step-03",
    ),
    "percent": ('steps=[make("S-%s-%d" % ("a", 3))]', "S-a-3"),
    "format by name": ('steps=[make("S-{a}".format(a="x"))]', "S-x"),
    "format from a dict": ('steps=[make("S-{a}".format(**{"a":"x"}))]', "S-x"),
    "dict items": (
        """\
cfg={"A":"ml.m5.large","B":"ml.m5.xlarge"}
steps=[make(k, v) for k,v in cfg.items()]
""",
        "A B",
    ),
    "dict get": (
        """\
cfg={"name":"A"}
steps=[make(cfg.get("name","x")), make(cfg.get("other","B"))]
""",
        "A B",
    ),
    "dict merge": (
        """\
cfg={**{"n":"A"}, "m":"B"}
d = cfg | {"n":"C"}
steps=[make(d["n"]), make(d["m"])]
""",
        "C B",
    ),
    "dict update": (
        """\
cfg={}
cfg.update(n="A")
cfg.setdefault("m","B")
steps=[make(cfg["n"]), make(cfg["m"])]
""",
        "A B",
    ),
    "dict pop": (
        """\
cfg={"n":"A"}
steps=[make(cfg.pop("n"))]
""",
        "A",
    ),
    "dict values": (
        """\
cfg={"n":"A","m":"B"}
steps=[make(v) for v in cfg.values()]
""",
        "A B",
    ),
    "dictcomp": (
        """\
cfg={k: make(k) for k in ("A","B")}
steps=list(cfg.values())
""",
        "A B",
    ),
    "slice": (
        """\
names=["A","B","C"]
steps=[make(n) for n in names[:2]]
""",
        "A B",
    ),
    "slice str": ('steps=[make("ABCDEF"[:3])]', "ABC"),
    "sorted": ('steps=[make(n) for n in sorted({"B","A"})]', "A B"),
    "reversed": ('steps=[make(n) for n in reversed(["B","A"])]', "A B"),
    "map": ('steps=list(map(make, ["A","B"]))', "A B"),
    "filter": ('steps=[make(n) for n in filter(None, ["A","","B"])]', "A B"),
    "zip": ('steps=[make(n,k) for n,k in zip(["A","B"],["ml.m5.large","ml.m5.xlarge"])]', "A B"),
    "enumerate": ('steps=[make(f"{n}{i}") for i,n in enumerate(["A","B"],1)]', "A1 B2"),
    "starunpack": (
        """\
first,*rest=["A","B","C"]
steps=[make(first)]+[make(r) for r in rest]
""",
        "A B C",
    ),
    "starcall": (
        """\
args=("A","ml.m5.large")
steps=[make(*args)]
""",
        "A",
    ),
    "kwcall": (
        """\
kw=dict(name="A",kind="ml.m5.large")
steps=[make(**kw)]
""",
        "A",
    ),
    "partial": (
        """\
big=partial(make, kind="ml.m5.xlarge")
steps=[big("A")]
""",
        "A",
    ),
    "lambda": (
        """\
f=lambda n: make(n)
steps=[f("A")]
""",
        "A",
    ),
    "closure": (
        """\
def factory(prefix):
    def inner(n):
        return make(prefix+n)
    return inner
steps=[factory("X")("A")]
""",
        "XA",
    ),
    "decorator": (
        """\
def deco(f):
    @functools.wraps(f)
    def w(*a, **k):
        return f(*a, **k)
    return w
@deco
def build(n):
    return make(n)
steps=[build("A")]
""",
        "A",
    ),
    "lru": (
        """\
@functools.lru_cache
def build(n):
    return make(n)
steps=[build("A")]
""",
        "A",
    ),
    "dataclass": (
        """\
@dataclass
class Cfg:
    name: str = "A"
    kind: str = "ml.m5.large"
c=Cfg()
d=Cfg(name="B")
e=Cfg("C")
steps=[make(c.name), make(d.name, d.kind), make(e.name)]
""",
        "A B C",
    ),
    "dataclass field": (
        """\
@dataclass
class Cfg:
    names: list = field(default_factory=lambda: ["A","B"])
c=Cfg()
steps=[make(n) for n in c.names]
""",
        "A B",
    ),
    "dataclass frozen": (
        """\
@dataclass(frozen=True)
class Cfg:
    name: str
    kind: str = "ml.m5.large"
steps=[make(Cfg("A").name)]
""",
        "A",
    ),
    "namedtuple": (
        """\
class Cfg(NamedTuple):
    name: str = "A"
steps=[make(Cfg().name)]
""",
        "A",
    ),
    "enum": (
        """\
class K(Enum):
    SMALL="A"
steps=[make(K.SMALL.value)]
""",
        "A",
    ),
    "strenum": (
        """\
class K(str, Enum):
    SMALL="A"
steps=[make(K.SMALL.value), make(K.SMALL.name)]
""",
        "A SMALL",
    ),
    "classattr": (
        """\
class Cfg:
    NAME="A"
    def build(self):
        return [make(self.NAME)]
steps=Cfg().build()
""",
        "A",
    ),
    "inherit": (
        """\
class Base:
    kind="ml.m5.large"
    def __init__(self, name):
        self.name=name
    def build(self):
        return make(self.name, self.kind)
class Child(Base):
    kind="ml.m5.xlarge"
    def __init__(self):
        super().__init__("A")
steps=[Child().build()]
""",
        "A",
    ),
    "property": (
        """\
class C:
    @property
    def name(self):
        return "A"
steps=[make(C().name)]
""",
        "A",
    ),
    "classmethod": (
        """\
class C:
    def __init__(self,n):
        self.n=n
    @classmethod
    def default(cls):
        return cls("A")
    @staticmethod
    def b():
        return "B"
steps=[make(C.default().n), make(C.b())]
""",
        "A B",
    ),
    "subclass sdk": (
        """\
class MyStep(ProcessingStep):
    def __init__(self, name):
        p = Processor("role", "image", 1, "ml.m5.large", sagemaker_session=session)
        super().__init__(name=name, step_args=p.run())
steps=[MyStep("A")]
""",
        "A",
    ),
    "subclass sdk plain": (
        """\
class MyStep(ProcessingStep):
    pass
p = Processor("role", "image", 1, "ml.m5.large", sagemaker_session=session)
steps=[MyStep("A", step_args=p.run())]
""",
        "A",
    ),
    "generator": (
        """\
def gen():
    for n in ("A","B"):
        yield make(n)
steps=list(gen())
""",
        "A B",
    ),
    "yieldfrom": (
        """\
def g1():
    yield make("A")
def gen():
    yield from g1()
    yield make("B")
steps=[*gen()]
""",
        "A B",
    ),
    "tuple return": (
        """\
def two():
    return make("A"), make("B")
a,b=two()
steps=[a,b]
""",
        "A B",
    ),
    "dict return": (
        """\
def two():
    return {"a":make("A"),"b":make("B")}
d=two()
steps=[d["a"],d["b"]]
""",
        "A B",
    ),
    "while": (
        """\
i=0
steps=[]
while i<2:
    steps.append(make(f"S{i}"))
    i+=1
""",
        "S0 S1",
    ),
    "match": (
        """\
mode="a"
match mode:
    case "a":
        steps=[make("A")]
    case _:
        steps=[make("B")]
""",
        "A",
    ),
    "chained": (
        """\
x=3
steps=[make("A")] if 1 < x < 5 else [make("B")]
""",
        "A",
    ),
    "walrus": ('steps=[s] if (s:=make("A")) else []', "A"),
    "ternary": (
        """\
prod=False
steps=[make("A" if prod else "B")]
""",
        "B",
    ),
    "insert extend": (
        """\
steps=[]
steps.insert(0, make("B"))
steps.extend([make("C")])
steps += [make("D")]
steps.insert(0, make("A"))
""",
        "A B C D",
    ),
    "listmul": ('steps=[make(n) for n in ["A"]*1]', "A"),
    "nested comp": ('steps=[make(f"{a}{b}") for a in "XY" for b in (1,2)]', "X1 X2 Y1 Y2"),
    "comp if": ('steps=[make(n) for n in ["A","B"] if n!="B"]', "A"),
    "str iter": ('steps=[make(c) for c in "AB"]', "A B"),
    "json loads": (
        """\
cfg=json.loads('{"name":"A"}')
steps=[make(cfg["name"])]
""",
        "A",
    ),
    "getattr": (
        """\
class C:
    name="A"
steps=[make(getattr(C,"name"))]
""",
        "A",
    ),
    "global": (
        """\
NAME="x"
def setit():
    global NAME
    NAME="A"
setit()
steps=[make(NAME)]
""",
        "A",
    ),
    "nonlocal": (
        """\
def o():
    n="x"
    def i():
        nonlocal n
        n="A"
    i()
    return n
steps=[make(o())]
""",
        "A",
    ),
    "recursion": (
        """\
def chain(n):
    return [] if n==0 else chain(n-1)+[make(f"S{n}")]
steps=chain(2)
""",
        "S1 S2",
    ),
    "strmethods": ('steps=[make("a_b".replace("_","-").title().strip())]', "A-B"),
    "osjoin": ('steps=[make(os.path.basename(os.path.join("x","A")))]', "A"),
    "with": (
        """\
with open("x") as f:
    steps=[make("A")]
""",
        "A",
    ),
    "setattr after": (
        """\
a=make("A")
b=make("B")
b.depends_on=[a]
steps=[a,b]
""",
        "A B",
    ),
    "argsdefault": (
        """\
def f(*names, kind="ml.m5.large", **kw):
    return [make(n, kind, **kw) for n in names]
steps=f("A","B")
""",
        "A B",
    ),
    "cond expr dict": (
        """\
CONF={"dev":{"n":"A"},"prod":{"n":"B"}}
env="prod"
steps=[make(CONF[env]["n"])]
""",
        "B",
    ),
    "minmax": ('steps=[make("S"+str(max(1,2)))]', "S2"),
    "round": ('steps=[make("S"+str(int(2.7)))]', "S2"),
    "any": ('steps=[make("A")] if any([False,True]) else []', "A"),
    "isinstance": (
        """\
x="A"
steps=[make(x if isinstance(x,str) else "B")]
""",
        "A",
    ),
    "del": (
        """\
d={"a":1,"n":"A"}
del d["a"]
steps=[make(k) for k in d.values()]
""",
        "A",
    ),
    "list index": (
        """\
l=["A","B"]
l[0]="C"
l.pop()
steps=[make(n) for n in l]
""",
        "C",
    ),
    "call dunder": (
        """\
class F:
    def __call__(self,n):
        return make(n)
steps=[F()("A")]
""",
        "A",
    ),
    "attr dict": (
        """\
class C: pass
c=C()
c.name="A"
steps=[make(c.name)]
""",
        "A",
    ),
    "simplens": (
        """\
c=SimpleNamespace(name="A")
steps=[make(c.name)]
""",
        "A",
    ),
}


@pytest.mark.parametrize(("program", "expected"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_is_understood(program: str, expected: str) -> None:
    pipeline = built(program)
    assert names(pipeline) == expected
    assert pipeline.steps_complete


NOT_CLAIMED = {
    "one of two": ('name = "A" if os.environ.get("X") else "B"\nsteps = [make(name)]', "?", True),
    "what a handler may replace": ('try:\n    n = "A"\nexcept Exception:\n    n = "B"\nsteps = [make(n)]', "?", True),
    "a global that may be set": (
        'NAME = "A"\ndef change():\n    global NAME\n    NAME = "B"\nif os.environ.get("X"):\n    change()\n'
        "steps = [make(NAME)]",
        "?",
        True,
    ),
    "an item that may be taken away": (
        'names = ["A", "B"]\nif os.environ.get("X"):\n    names.pop()\nsteps = [make(name) for name in names]',
        "A B",
        False,
    ),
    "a key that may be taken away": (
        'names = {"a": "A"}\nif os.environ.get("X"):\n    del names["a"]\nsteps = [make(n) for n in names.values()]',
        "A",
        False,
    ),
    "an order by a function": ('steps = [make(n) for n in sorted(["B", "A"], key=os.path.getsize)]', "", False),
    "what a filter may keep": ('steps = [make(n) for n in filter(os.path.exists, ["A", "B"])]', "", False),
    "a generator that may end": (
        'def gen():\n    yield make("A")\n    if os.environ.get("X"):\n        return\n    yield make("B")\n'
        "steps = list(gen())",
        "A B",
        False,
    ),
    "settings that the environment sets": (
        'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    name: str = "A"\n'
        "steps = [make(Settings().name)]",
        "?",
        True,
    ),
    "a field without a default": (
        "@dataclass\nclass Settings:\n    name: str\ndef build(**options):\n    return make(Settings(**options).name)\n"
        "steps = [build(**os.environ)]",
        "?",
        True,
    ),
    "a loop that waits": (
        'status = "waiting"\nsteps = []\nwhile status == "waiting":\n    steps.append(make("A"))\n'
        "    status = os.environ.get('X')\n",
        "A A",
        False,
    ),
    "a match of the unknown": (
        'match os.environ.get("X"):\n    case "a":\n        n = "A"\n    case _:\n        n = "B"\nsteps = [make(n)]',
        "?",
        True,
    ),
    "a recursion without end": ("def again():\n    return again()\nsteps = [make(again())]", "?", True),
    "a list repeated too often": ('steps = [make("A")] * 100000', "", False),
    "a huge text": ('steps = [make("%9999999d" % 1), make("x".ljust(9999999)), make(f"{1:9999999}")]', "? ? ?", True),
}


@pytest.mark.parametrize(("program", "expected", "whole"), NOT_CLAIMED.values(), ids=NOT_CLAIMED)
def test_what_is_not_claimed(program: str, expected: str, whole: bool) -> None:
    pipeline = built(program)
    assert names(pipeline) == expected
    assert pipeline.steps_complete is whole
