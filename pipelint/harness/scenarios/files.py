"""From files and folders to the JSON data of scenarios."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pipelint.harness.errors import HarnessError

SUFFIXES = (".yaml", ".yml", ".json")


class ScenarioError(HarnessError):
    """A scenario file cannot be read, or makes no sense for the pipeline that it is played on."""


def scenario_files(place: str | Path) -> list[Path]:
    """Return the scenario files that ``place`` is, or that lie in the folder ``place``, in order of their names.

    Raises:
        ScenarioError: there is no such file or folder, or the folder holds none.
    """
    path = Path(place)
    if not os.path.isdir(path):
        if os.path.isfile(path):
            return [path]
        raise ScenarioError(f'there is no scenario file or folder "{path}"')
    found = sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES and os.path.isfile(one))
    if not found:
        raise ScenarioError(f'the folder "{path}" holds no scenario: no file ends with {", ".join(SUFFIXES)}')
    return found


def read_content(path: Path) -> Any:
    """Return what the file ``path`` holds: JSON where its name ends so, else YAML.

    Raises:
        ScenarioError: it cannot be read; the message says where.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path} is not UTF-8 text (byte {error.start})") from error
    try:
        return _from_json(text) if path.suffix == ".json" else _from_yaml(text)
    except ValueError as error:
        raise ScenarioError(f"{path} cannot be read: {error}") from error
    except RecursionError as error:
        raise ScenarioError(f"{path} is nested too deeply") from error


def _from_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'the key "{key}" is given twice')
        found[key] = value
    return found


def _from_yaml(text: str) -> Any:
    try:
        import yaml
    except ModuleNotFoundError as error:
        way_out = "install PyYAML, which comes with 'pipelint[harness]', or write the scenario as JSON"
        raise ScenarioError(f"YAML cannot be read, because PyYAML is not installed: {way_out}") from error
    from pipelint.harness.scenarios.yaml_loader import Loader

    try:
        return yaml.load(text, Loader)  # noqa: S506 it is a SafeLoader
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    except (
        AttributeError,
        LookupError,
        TypeError,
        OverflowError,
    ) as error:  # PyYAML looks at no value before it reads it
        raise ValueError("a value is not of the kind that the !! before it says") from error
