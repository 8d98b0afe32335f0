"""A scenario: what an execution starts with, what its steps come to, and what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from pipelint.harness.fakes import Fake, OneFake, fails, outputs, stops, violates
from pipelint.harness.functions import returns
from pipelint.harness.scenarios.checking import faults
from pipelint.harness.scenarios.files import ScenarioError, read_content, scenario_files
from pipelint.pipeline.record import field, record

_SETTINGS = ("dialect", "coercion", "undecided", "any_of_skipped", "region", "account")
_OPTIONS = ("validate", "variables")
_GIVEN = ("outputs", "property_files", "files", "named")
_WAYS = ("fails", "stops", "violates", "returns", "attempts")


@record
class Scenario:
    """One simulated execution that a file describes.

    ``settings`` are options of :class:`~pipelint.harness.Harness`, ``options`` further ones of its ``run``.
    ``expected`` is what the file expects, as it stands there (``pipelint simulate --schema`` prints what it may hold).
    """

    name: str
    file: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    steps: Mapping[str, Fake] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""

    def __str__(self) -> str:
        return self.name


def read_scenarios(place: str | Path) -> tuple[Scenario, ...]:
    """Return the scenarios in the file ``place``, or in every file of the folder ``place``.

    Raises:
        ScenarioError: there is none, or a file cannot be read or makes no sense; the message says all that is wrong.
    """
    return tuple(scenario for file in scenario_files(place) for scenario in read_file(file))


def read_file(file: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of one file. Raises :class:`ScenarioError` as :func:`read_scenarios` does."""
    content = read_content(file)
    try:
        found = faults(content)
    except RecursionError as error:
        raise ScenarioError(f"{file} holds something that holds itself") from error
    if found:
        raise ScenarioError("\n".join(f"{file}: {fault}" for fault in found))
    return tuple(_scenarios(content, file))


def _scenarios(content: Mapping[str, Any], file: Path) -> Iterator[Scenario]:
    several = content.get("scenarios")
    for number, one in enumerate([content] if several is None else several, start=1):
        name = one.get("name") or (file.stem if several is None else f"{file.stem} {number}")
        yield Scenario(
            name,
            str(file),
            one.get("parameters", {}),
            {step: _fake(told, f"{file}: {name}: steps.{step}") for step, told in one.get("steps", {}).items()},
            {**{key: one[key] for key in _SETTINGS if key in one}, **_time(one, f"{file}: {name}")},
            {key: one[key] for key in _OPTIONS if key in one},
            one.get("expect", {}),
            one.get("description", ""),
        )


def _fake(told: Mapping[str, Any], place: str) -> Fake:
    if "attempts" in told:
        _check_alone(told, place)
        return [_one_fake(one, f"{place}.attempts[{index}]") for index, one in enumerate(told["attempts"])]
    return _one_fake(told, place)


def _one_fake(told: Mapping[str, Any], place: str) -> OneFake:
    _check_alone(told, place)
    if "attempts" in told:
        raise ScenarioError(f"{place}: an attempt has no attempts of its own")
    if "fails" in told:
        why = told["fails"]
        return fails(why) if isinstance(why, str) else fails(why["reason"], kind=why.get("kind"))
    if "stops" in told:
        return stops(told["stops"])
    if "returns" in told:
        return returns(told["returns"])
    if "violates" in told:
        return violates(told["violates"], told.get("outputs"))
    return outputs(
        told.get("outputs"),
        property_files=told.get("property_files"),
        files=told.get("files"),
        named=told.get("named"),
    )


def _check_alone(told: Mapping[str, Any], place: str) -> None:
    """Refuse a step that ends in two ways; what is found to violate a baseline has outputs all the same."""
    ways = [way for way in _WAYS if way in told]
    given = (
        [] if ways == ["violates"] and "outputs" in told and len(told) == 2 else [way for way in _GIVEN if way in told]
    )
    if len(ways) + bool(given) > 1:
        raise ScenarioError(f"{place}: a step ends in one way, and this one has {' and '.join([*ways, *given])}")


def _time(told: Mapping[str, Any], place: str) -> dict[str, datetime]:
    """Return the time at which the execution starts, where the scenario says it; without a zone it is in UTC."""
    if "now" not in told:
        return {}
    try:
        now = datetime.fromisoformat(told["now"].removesuffix("Z"))
    except ValueError as error:
        raise ScenarioError(f'{place}: now: "{told["now"]}" is no time in ISO 8601: 2025-01-01T00:00:00Z') from error
    return {"now": now if now.tzinfo else now.replace(tzinfo=timezone.utc)}
