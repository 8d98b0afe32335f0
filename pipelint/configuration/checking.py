"""Whether a configuration is one that pipelint understands: against the JSON Schema that editors use, too.

A setting that is misspelt and silently passed over would check less than its author believes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelint.configuration.files import Configuration
from pipelint.findings import Finding, Span
from pipelint.linter.acceptance import Acceptance
from pipelint.linter.problems import problem
from pipelint.rules.registry import policy_codes, rule_codes
from pipelint.rules.rule import Rule
from pipelint.rules.wording import expectation, quoted, shown, shown_scalar

if TYPE_CHECKING:
    from jsonschema import ValidationError

SCHEMA = Path(__file__).with_name("schema.json")

_NOUNS = {
    "array": "a list",
    "object": "a table",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def schema_with(own_rules: Sequence[type[Rule]] = ()) -> dict[str, Any]:
    """Return the JSON Schema of configurations, with the options of a project's own rules."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    own = {rule.name: options_schema(rule) for rule in own_rules if rule.takes or rule.opt_in}
    schema["properties"]["options"]["properties"].update(own)
    return schema


def faults_of_rules(configuration: Configuration) -> list[Finding]:
    """Return what is wrong with the settings that say where the project's own rules are: they are needed first."""
    schema = schema_with()
    needed = {name: schema["properties"][name] for name in ("rules", "plugins")}
    values = {name: value for name, value in configuration.values.items() if name in needed}
    return _faults({**schema, "properties": needed}, values, configuration)


def faults(configuration: Configuration, own_rules: Sequence[type[Rule]] = ()) -> list[Finding]:
    """Return what is wrong with ``configuration``."""
    return _faults(schema_with(own_rules), configuration.values, configuration)


def option_faults(rule: type[Rule], options: Mapping[str, Any]) -> list[Finding]:
    """Return what is wrong with ``options`` as those of ``rule``."""
    if not options and not rule.needs_options():
        return []
    values = {"options": {rule.name: options}}
    return _faults(schema_with([rule]), values, Configuration(Path(), values=values))


def _faults(schema: dict[str, Any], values: Mapping[str, Any], configuration: Configuration) -> list[Finding]:
    with suppress(ValueError):  # an own rule may use a word of JSON Schema that only jsonschema knows
        if Acceptance({}).test(schema)(values):
            return []
    from jsonschema import Draft202012Validator, FormatChecker

    place = Span(configuration.name)
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["regex"]))
    errors = sorted(validator.iter_errors(values), key=lambda one: one.json_path)
    return [problem(code, message, place) for error in errors for code, message in _told(error)]


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Yield the code and the words of what ``error`` says."""
    schema: Any = error.schema
    asked: Any = error.validator_value
    name = _name(error)
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", ()))
        for key in sorted(set(_members(error)) - set(known)):
            expected = _taken_by(key) if name == "options" else None
            expected = expected or expectation(key, known, "the settings are")
            yield "SMP041", f"no such setting {shown(_joined(name, key))}{expected}"
    elif error.validator == "required":
        lacking = [key for key in asked if key not in _members(error)]
        yield "SMP042", f"{name} lacks {quoted(lacking)}"
    elif error.validator == "anyOf":
        one_of = " or ".join(f'"{choice["required"][0]}"' for choice in asked)
        yield "SMP042", f"{name} does not say what it is about: give {one_of}, or use ignore"
    else:
        yield "SMP042", f"{name} is {_shown(error.instance)}{_wanted(error, schema)}"


def _wanted(error: ValidationError, schema: Mapping[str, Any]) -> str:
    """Return what was expected in the place of a wrong value, after a semicolon."""
    if error.validator == "enum":
        given = error.instance if isinstance(error.instance, str) else ""
        return expectation(given, [str(one) for one in schema["enum"]], "it is one of")
    if error.validator == "format":
        return f"; a regular expression was expected: {schema['description']}"
    kinds = schema.get("type", ())
    nouns = [_NOUNS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in _NOUNS]
    wanted = f"{' or '.join(nouns)} was expected" if nouns else f"{error.validator} {error.validator_value!r} is asked"
    return f"; {wanted}: {schema['description']}" if "description" in schema else f"; {wanted}"


def _taken_by(key: str) -> str | None:
    """Say why ``key`` is not the name of a rule that takes options; None where it is no rule at all."""
    codes = {**rule_codes(), **policy_codes()}
    by_code = {code: name for name, code in codes.items()}
    if key in by_code:
        return f'; options stand under the name of the rule: "options.{by_code[key]}"'
    return f"; rule {codes[key]} takes no options" if key in codes else None


def options_schema(rule: type[Rule]) -> dict[str, Any]:
    """Return the schema of the table of options of ``rule``."""
    return {
        "type": "object",
        "description": f"{rule.code}: {rule.summary}",
        "properties": {option.name: {**option.schema, "description": option.description} for option in rule.takes},
        "required": [option.name for option in rule.takes if option.required],
        "additionalProperties": False,
    }


def _members(error: ValidationError) -> list[str]:
    found: Any = error.instance
    return list(found)


def _name(error: ValidationError) -> str:
    """Name the setting that ``error`` is about: ``severity.SMP101``, ``exclude[2]``."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    return text.removeprefix(".") or ""


def _joined(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return shown_scalar(value) if isinstance(value, (str, int, float, bool)) else str(value)
