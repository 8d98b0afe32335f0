"""Whether a value has the form that a JSON Schema asks for: yes or no, and nothing else.

jsonschema tells everything that is wrong with a value; for that it takes a hundred times as long as this, and to import
it longer than to read most definitions. Nearly all of what is looked at is right, so it needs to be asked only about
the rest. What is told here is what jsonschema's ``Draft202012Validator`` would say; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sized
from typing import Any, Union

Schema = Union[Mapping[str, Any], bool]
Test = Callable[[Any], bool]


class Acceptance:
    """Tests made from the schemas under ``$defs``, each when it is first needed: schemas may contain themselves."""

    def __init__(self, named: Mapping[str, Schema]) -> None:
        self._named = named
        self._tests: dict[str, Test] = {}

    def accepts(self, name: str, value: object) -> bool:
        """Tell whether ``value`` has the form of the schema called ``name``.

        Raises KeyError when there is no such schema, ValueError for a schema with a keyword that is not known here, and
        RecursionError for a value that is nested too deep.
        """
        test = self._tests.get(name)
        if test is None:
            test = self._tests[name] = self.test(self._named[name])
        return test(value)

    def test(self, schema: Schema) -> Test:
        """Return the test that ``schema`` asks for."""
        if isinstance(schema, bool):
            return lambda value: schema
        tests = []
        for keyword, asked in schema.items():
            if keyword not in _KEYWORDS:
                raise ValueError(f'pipelint does not know the keyword "{keyword}" of JSON Schema')
            make = _KEYWORDS[keyword]
            if make is not None:
                tests.append(make(self, asked, schema))
        return tests[0] if len(tests) == 1 else _all(tests)


def _all(tests: list[Test]) -> Test:
    def test(value: Any) -> bool:
        for one in tests:  # noqa: SIM110  a generator for each value would take as long as the tests
            if not one(value):
                return False
        return True

    return test


def _ref(acceptance: Acceptance, target: str, _: Mapping[str, Any]) -> Test:
    name = target.removeprefix("#/$defs/")
    return lambda value: acceptance.accepts(name, value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: Mapping[str, Test] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
}


def _type(_: Acceptance, asked: str | list[str], __: Mapping[str, Any]) -> Test:
    tests = [_TYPES[name] for name in ([asked] if isinstance(asked, str) else asked)]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _enum(_: Acceptance, legal: list[Any], __: Mapping[str, Any]) -> Test:
    known = {(isinstance(one, bool), one) for one in legal}  # true is not 1, though Python has them equal

    def test(value: Any) -> bool:
        return not isinstance(value, (dict, list)) and (isinstance(value, bool), value) in known

    return test


def _properties(acceptance: Acceptance, asked: Mapping[str, Schema], schema: Mapping[str, Any]) -> Test:
    """Test the members; with them ``additionalProperties``, which asks something of all the others."""
    tests = {name: acceptance.test(member) for name, member in asked.items()}
    other = acceptance.test(schema.get("additionalProperties", True))

    def test(value: Any) -> bool:
        if isinstance(value, dict):
            for name, item in value.items():
                if not tests.get(name, other)(item):
                    return False
        return True

    return test


def _additional(acceptance: Acceptance, asked: Schema, schema: Mapping[str, Any]) -> Test:
    return _properties(acceptance, {}, {"additionalProperties": True if "properties" in schema else asked})


def _names(acceptance: Acceptance, asked: Schema, _: Mapping[str, Any]) -> Test:
    test = acceptance.test(asked)
    return lambda value: not isinstance(value, dict) or all(test(name) for name in value)


def _items(acceptance: Acceptance, asked: Schema, _: Mapping[str, Any]) -> Test:
    test = acceptance.test(asked)
    return lambda value: not isinstance(value, list) or all(test(item) for item in value)


def _required(_: Acceptance, names: list[str], __: Mapping[str, Any]) -> Test:
    wanted = frozenset(names)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _pattern(_: Acceptance, pattern: str, __: Mapping[str, Any]) -> Test:
    search = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _format(_: Acceptance, name: str, __: Mapping[str, Any]) -> Test:
    """Test a text that is to be a regular expression; other formats are for people."""

    def test(value: Any) -> bool:
        if name != "regex" or not isinstance(value, str):
            return True
        try:
            return re.compile(value) is not None
        except re.error:
            return False

    return test


def _sized(kind: type[Sized], least: bool) -> Callable[[Acceptance, int, Mapping[str, Any]], Test]:
    def make(_: Acceptance, bound: int, __: Mapping[str, Any]) -> Test:
        if least:
            return lambda value: not isinstance(value, kind) or len(value) >= bound
        return lambda value: not isinstance(value, kind) or len(value) <= bound

    return make


def _minimum(_: Acceptance, bound: float, __: Mapping[str, Any]) -> Test:
    return lambda value: not _is_number(value) or not value < bound


def _maximum(_: Acceptance, bound: float, __: Mapping[str, Any]) -> Test:
    return lambda value: not _is_number(value) or not value > bound


def _all_of(acceptance: Acceptance, schemas: list[Schema], _: Mapping[str, Any]) -> Test:
    return _all([acceptance.test(schema) for schema in schemas])


def _any_of(acceptance: Acceptance, schemas: list[Schema], _: Mapping[str, Any]) -> Test:
    tests = [acceptance.test(schema) for schema in schemas]
    return lambda value: any(test(value) for test in tests)


def _one_of(acceptance: Acceptance, schemas: list[Schema], _: Mapping[str, Any]) -> Test:
    tests = [acceptance.test(schema) for schema in schemas]
    return lambda value: sum(test(value) for test in tests) == 1


def _if(acceptance: Acceptance, asked: Schema, schema: Mapping[str, Any]) -> Test:
    """Test by one of two schemas; with ``if`` the ``then`` and ``else``, which mean nothing alone."""
    chosen, then, other = (acceptance.test(one) for one in (asked, schema.get("then", True), schema.get("else", True)))
    return lambda value: then(value) if chosen(value) else other(value)


Make = Callable[[Acceptance, Any, Mapping[str, Any]], Test]
_KEYWORDS: Mapping[str, Union[Make, None]] = {
    "$ref": _ref,
    "type": _type,
    "enum": _enum,
    "const": lambda acceptance, asked, schema: _enum(acceptance, [asked], schema),
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "required": _required,
    "pattern": _pattern,
    "format": _format,
    "minLength": _sized(str, True),
    "maxLength": _sized(str, False),
    "minItems": _sized(list, True),
    "maxItems": _sized(list, False),
    "minProperties": _sized(dict, True),
    "maxProperties": _sized(dict, False),
    "minimum": _minimum,
    "maximum": _maximum,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "if": _if,
    # These are for people, or belong to another keyword.
    **dict.fromkeys(("$schema", "$id", "$comment", "title", "description", "examples", "then", "else")),
}
