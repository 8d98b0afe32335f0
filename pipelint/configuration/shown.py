"""The settings that hold, as TOML that could be the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelint.configuration.files import Configuration
from pipelint.linter.settings import EVERY_CODE, Choice
from pipelint.rules.rule import Rule

DEFAULTS: Mapping[str, Any] = {
    "select": [EVERY_CODE],
    "extend-select": [],
    "ignore": [],
    "per-file-ignores": {},
    "ignores": [],
    "severity": {},
    "fail-on": "warning",
    "exclude": [],
    "force-exclude": False,
    "respect-gitignore": True,
    "roots": [],
    "baseline": None,
    "scripts": {},
    "rules": [],
    "plugins": False,
    "options": {},
}
"""Every setting of the schema, with what holds where nobody says otherwise; None for what TOML has no word for."""


def as_toml(
    configuration: Configuration,
    commanded: Choice | None = None,
    fail_on: str | None = None,
    own_rules: Sequence[type[Rule]] = (),
) -> Iterator[str]:
    """Yield a line for each setting, and comments that say where they come from."""
    if configuration.file is not None:
        yield f"# {configuration.name}"
    else:
        yield "# no configuration: neither pipelint.toml nor [tool.pipelint] in a pyproject.toml was found"
    if words := list(_commanded(commanded or Choice(), fail_on)):
        yield f"# the command line comes first: {' '.join(words)}"
    families = {rule.code.rstrip("0123456789") for rule in own_rules}
    for name, default in {**DEFAULTS, "select": [EVERY_CODE, *sorted(families)]}.items():
        if name in configuration.values:
            yield f"{name} = {_toml(configuration.values[name])}"
        elif default is None:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {_toml(default)}  # default"


def _commanded(choice: Choice, fail_on: str | None) -> Iterator[str]:
    options = {"--select": choice.select, "--extend-select": choice.extend_select, "--ignore": choice.ignore}
    yield from (f"{option} {','.join(codes)}" for option, codes in options.items() if codes)
    if fail_on is not None:
        yield f"--fail-on {fail_on}"


def _toml(value: Any) -> str:
    """Return a value as TOML; its texts, lists and booleans are spelled as in JSON."""
    if isinstance(value, dict):
        members = ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {members} }}" if members else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)
