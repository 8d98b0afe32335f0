"""A value is accepted just when jsonschema finds nothing wrong with it."""

from __future__ import annotations

import copy
import json
import math
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipelint.linter.acceptance import Acceptance
from tests.linter.definition.whole_schema import SHIPPED, WHOLE
from tests.pipeline.generated_definitions import anything, definitions

DEFINITIONS = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "definitions").rglob("*.json"))
UNNAMED = {key: value for key, value in SHIPPED.items() if not key.startswith("$")}
ACCEPTANCE = Acceptance({**SHIPPED["$defs"], "Definition": UNNAMED})

one_word_schemas = st.one_of(
    st.fixed_dictionaries({"type": st.sampled_from("object array string boolean null number integer".split())}),
    st.fixed_dictionaries({"type": st.lists(st.sampled_from(["integer", "string", "null"]), min_size=1, unique=True)}),
    st.fixed_dictionaries({"const": st.sampled_from([1, 0, True, False, None, "a", 1.0])}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from([1, True, None, "a"]), min_size=1, unique_by=repr)}),
    st.fixed_dictionaries({"pattern": st.sampled_from(["^a$", "b", "^[A-Z]{1,2}"])}),
    *(
        st.fixed_dictionaries({word: st.integers(0, 3)})
        for word in "minLength maxLength minItems maxItems minProperties maxProperties minimum maximum".split()
    ),
)
schemas = st.recursive(
    st.one_of(st.booleans(), one_word_schemas),
    lambda inner: st.one_of(
        st.fixed_dictionaries(
            {"properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2)},
            optional={"additionalProperties": inner, "required": st.lists(st.sampled_from("ab"), unique=True)},
        ),
        st.fixed_dictionaries(
            {"additionalProperties": inner}, optional={"propertyNames": inner, "description": st.text()}
        ),
        st.fixed_dictionaries({"items": inner}),
        *(
            st.fixed_dictionaries({word: st.lists(inner, min_size=1, max_size=3)})
            for word in ("allOf", "anyOf", "oneOf")
        ),
        st.fixed_dictionaries({"if": inner}, optional={"then": inner, "else": inner}),
        st.fixed_dictionaries({"then": inner, "else": inner}),
    ),
    max_leaves=6,
)
values = st.recursive(
    st.sampled_from([None, True, False, 0, 1, 2, 1.0, 1.5, math.nan, "", "a", "ab", "B"]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=5,
)


@settings(max_examples=400)
@given(schemas, values)
def test_any_schema_says_of_any_value_what_jsonschema_says(schema, value):
    assert Acceptance({"Any": schema}).accepts("Any", value) is Draft202012Validator(schema).is_valid(value)


@given(st.one_of(definitions, anything))
def test_the_shipped_schema_says_of_any_content_what_jsonschema_says(content):
    assert ACCEPTANCE.accepts("Definition", content) is WHOLE.is_valid(content)


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_real_definitions_are_accepted_and_their_corruptions_as_jsonschema_judges(path):
    content = json.loads(path.read_bytes())
    assert ACCEPTANCE.accepts("Definition", content)
    chance = random.Random(path.stem)
    for _ in range(5):
        corrupted = copy.deepcopy(content)
        _corrupt(corrupted, chance)
        assert ACCEPTANCE.accepts("Definition", corrupted) is WHOLE.is_valid(corrupted)


def _corrupt(content, chance):
    """Put another value into a random place of ``content``."""
    here = content
    while True:
        key = chance.choice(list(here) if isinstance(here, dict) else range(len(here)))
        if not isinstance(here[key], (dict, list)) or not here[key] or chance.random() < 0.1:
            here[key] = chance.choice([None, 3, "odd", [], {}, {"Get": "Parameters.P"}, True])
            return
        here = here[key]


def test_schemas_may_contain_themselves():
    tree = {"type": "object", "properties": {"in": {"$ref": "#/$defs/Tree"}}, "additionalProperties": False}
    acceptance = Acceptance({"Tree": tree})
    assert acceptance.accepts("Tree", {"in": {"in": {}}})
    assert not acceptance.accepts("Tree", {"in": {"out": {}}})


def test_what_is_not_known_is_refused_and_not_passed_over():
    with pytest.raises(ValueError, match='does not know the keyword "contains" of JSON Schema'):
        Acceptance({"Odd": {"contains": {"type": "string"}}}).accepts("Odd", [])
    with pytest.raises(KeyError):
        Acceptance({}).accepts("Missing", [])
