"""Build ``pipelint/configuration/schema.json``, the JSON Schema of ``[tool.pipelint]``.

    python -m tools.build_configuration_schema            writes the file
    python -m tools.build_configuration_schema --check    exits with 1 when the file is not what would be written

pipelint checks configurations against the file, and ``pipelint config --schema`` prints it for editors.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pipelint.configuration.checking import options_schema
from pipelint.rules.registry import all_rules, policies

SCHEMA = Path(__file__).parent.parent / "pipelint" / "configuration" / "schema.json"

_CODE = {"type": "string", "pattern": "^[A-Z]+[0-9]{0,3}$", "description": "a code such as SMP103, or its beginning"}
_PATTERN = {"type": "string", "minLength": 1, "description": "a pattern of files as in a .gitignore"}
_SEVERITIES = ["error", "warning", "info"]


def _codes(description: str) -> dict[str, Any]:
    return {"type": "array", "items": _CODE, "description": description}


def _functions(do: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"functions that {do}, as package.function, or .method of whatever object",
        "additionalProperties": {
            "type": ["integer", "string"],
            "minimum": 0,
            "minLength": 1,
            "description": "the argument that is the path: its position, counted from 0, or its name",
        },
    }


_IGNORE = {
    "type": "object",
    "description": "what is not reported of some steps or places, and why; for definitions, which hold no comments",
    "properties": {
        "codes": _codes("the codes that are not reported"),
        "file": {**_PATTERN, "description": "only in files that this pattern, as in a .gitignore, fits"},
        "step": {"type": "string", "minLength": 1, "description": "only of the step of this name"},
        "pointer": {
            "type": "string",
            "pattern": "^(/.*)?$",
            "description": "only at this JSON Pointer of a definition and below",
        },
        "reason": {"type": "string", "minLength": 1, "description": "why, for whoever reads it next"},
    },
    "required": ["codes"],
    "additionalProperties": False,
    "anyOf": [{"required": [name]} for name in ("file", "step", "pointer")],
}

_PROPERTIES: dict[str, Any] = {
    "select": _codes("only these codes are reported; without it all"),
    "extend-select": _codes("these codes are reported as well"),
    "ignore": _codes("these codes are not reported; of two codes that disagree the longer one wins"),
    "per-file-ignores": {
        "type": "object",
        "description": "codes that are not reported in some files, by patterns as in a .gitignore",
        "additionalProperties": _codes("the codes that are not reported in these files"),
    },
    "ignores": {"type": "array", "items": _IGNORE, "description": _IGNORE["description"]},
    "severity": {
        "type": "object",
        "description": "another severity for a code or a family of codes",
        "propertyNames": _CODE,
        "additionalProperties": {"enum": _SEVERITIES, "description": "the severity"},
    },
    "fail-on": {
        "enum": [*_SEVERITIES, "never"],
        "description": "the least severity that makes the exit status 1; warning by default",
    },
    "exclude": {
        "type": "array",
        "items": _PATTERN,
        "description": "files and folders that are passed over, by patterns as in a .gitignore",
    },
    "force-exclude": {
        "type": "boolean",
        "description": "pass over excluded files even where they are named on the command line; false by default",
    },
    "respect-gitignore": {
        "type": "boolean",
        "description": "pass over in folders what .gitignore files leave out; true by default",
    },
    "roots": {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "description": "a folder"},
        "description": "folders, besides the project's own, that modules are imported from",
    },
    "baseline": {
        "type": "string",
        "minLength": 1,
        "description": "the file of findings that are not reported again; `pipelint --write-baseline` writes it",
    },
    "scripts": {
        "type": "object",
        "description": "what the scripts of steps do through packages that pipelint does not know",
        "properties": {
            "writers": _functions("write files"),
            "readers": _functions("read files"),
            "pure": {
                "type": "array",
                "items": {"type": "string", "minLength": 1, "description": "a package, or a module of it"},
                "description": "packages whose functions neither read nor write files",
            },
        },
        "additionalProperties": False,
    },
}


_RULES: dict[str, Any] = {
    "rules": {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "description": "a Python file, or a folder of them"},
        "description": "files and folders of the project's own rules, which are imported and run",
    },
    "plugins": {
        "type": ["boolean", "array"],
        "items": {"type": "string", "minLength": 1, "description": "an entry point, or the package that has it"},
        "description": "whether rules of installed packages are imported and run, or a list of those that are",
    },
}


def _options() -> dict[str, Any]:
    """Return the schema of the options of all rules that take some."""
    tables = {rule.name: options_schema(rule) for rule in (*all_rules(), *policies()) if rule.takes or rule.opt_in}
    return {
        "type": "object",
        "description": "what rules are told, by their names; a policy is off without its table",
        "properties": tables,
        "additionalProperties": False,
    }


def build() -> dict[str, Any]:
    """Return the schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pipelint:configuration",
        "title": "Configuration of pipelint: [tool.pipelint] in pyproject.toml, or pipelint.toml",
        "$comment": "Generated by tools/build_configuration_schema.py.",
        "type": "object",
        "properties": {**_PROPERTIES, **_RULES, "options": _options()},
        "additionalProperties": False,
    }


def main(argv: list[str] | None = None) -> int:
    """Write the schema, or compare it; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the JSON Schema of pipelint's configuration.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    text = json.dumps(build(), indent=2) + "\n"
    if not parser.parse_args(argv).check:
        SCHEMA.write_text(text, encoding="utf-8")
        print(f"{SCHEMA}: {len(text)} bytes")
        return 0
    same = SCHEMA.read_text(encoding="utf-8") == text
    print(f"{SCHEMA} is {'up to date' if same else 'out of date: run python -m tools.build_configuration_schema'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
