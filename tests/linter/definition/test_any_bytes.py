"""Whatever bytes come: nothing is raised, nothing of pipelint fails, and there is a pipeline or a finding."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelint.linter.engine import check
from pipelint.linter.problems import PROBLEMS
from pipelint.linter.settings import Settings
from pipelint.rules.registry import all_rules

FIXTURES = Path(__file__).parents[3] / "fixtures"
REAL = [path.read_bytes() for path in sorted(FIXTURES.glob("small_pipelines/*/*.json"))]
EVERY_KIND_OF_STEP = [path.read_bytes() for path in sorted(FIXTURES.glob("definitions/*/*.json"))]
REAL += [json.dumps({"PipelineDefinition": data.decode()}).encode() for data in REAL]
CODES = {*PROBLEMS, *(rule.code for rule in all_rules())}

# What a slice of a definition is replaced by: anything, and what is likely to hurt.
SHARP = (
    '{ } [ ] , : " \\ \\" null true -1 0.5 1e999 NaN -Infinity "" {} [] [[]] "Name" "Type" "Steps" "Get" "Std:Join" '
    '{"Get":"Steps.A"} {"Get":1} {"Std:Join":{}} {"Std:JsonGet":{}} "\\ud800" "\\u0000" \ufeff'
)
SPLINTERS = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=4).map(lambda text: json.dumps(text).encode()),
    st.sampled_from(SHARP.encode().split()),
    st.integers(300, 5000).map(lambda digits: b"9" * digits),
)


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 400)))
        data = data[:start] + draw(SPLINTERS) + data[start + length :]
    return data


@st.composite
def other_values(draw: st.DrawFn) -> bytes:
    """A definition in which one value is another: valid JSON, so that the rules get to see it."""
    content = json.loads(draw(st.sampled_from(EVERY_KIND_OF_STEP)))
    here = content
    while True:
        key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], (dict, list)) or not here[key] or draw(st.integers(0, 6)) == 0:
            break
        here = here[key]
    here[key] = draw(
        st.sampled_from(
            [
                None,
                True,
                0,
                -1,
                10**400,
                float("inf"),
                float("nan"),
                "",
                "\ud800",
                "a\nb\0",
                [],
                {},
                [[]],
                [None],
                {"": {}},
            ]
        )
        | st.sampled_from(
            [{"Get": "Steps.A"}, {"Get": ""}, {"Get": 1}, {"Std:Join": {"Values": 1}}, {"Std:JsonGet": []}]
        )
        | st.text(max_size=3)
    )
    return json.dumps(content).encode()


def told(data: bytes) -> None:
    result = check([], Settings(), stdin=("d.json", data))
    codes = {one.code for one in result.findings}
    assert codes <= CODES
    assert [one.message for one in result.findings if one.code in ("SMP005", "SMP012")] == []
    assert result.summary.pipelines == 1 or codes & {"SMP003", "SMP004", "SMP008"}


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    told(data)


@given(st.text(st.sampled_from('{}[],:"\\ \n1-.eatrufls0NI\ud800'), max_size=60))
def test_anything_like_json(text: str) -> None:
    told(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(mutations())
def test_a_real_definition_mutilated(data: bytes) -> None:
    told(data)


@settings(max_examples=150, deadline=None)
@given(other_values())
def test_a_real_definition_with_another_value(data: bytes) -> None:
    told(data)
