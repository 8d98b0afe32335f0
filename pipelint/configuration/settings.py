"""From the configuration and the command line to the settings that hold. What the command line says wins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipelint.configuration.files import Configuration, ConfigurationError
from pipelint.findings import Finding, Severity, Span
from pipelint.linter.exclusion import makes_sense
from pipelint.linter.problems import problem
from pipelint.linter.settings import Choice, Ignored, Settings, Toolkits
from pipelint.rules.rule import Rule
from pipelint.rules.wording import quoted


def settings(
    configuration: Configuration,
    commanded: Choice,
    fail_on: str | None = None,
    announce: Callable[[str], object] = lambda text: None,
) -> Settings:
    """Return what holds: ``configuration``, and before it what was ``commanded``.

    Where the configuration names own rules of the project they are imported, after ``announce`` was told so. Raises
    :class:`ConfigurationError` where the configuration makes no sense, or a code is the code of no rule.
    """
    values = configuration.values
    own_rules = _own_rules(configuration, announce) if "rules" in values or "plugins" in values else ()
    if values and (wrong := _faults(configuration, own_rules)):
        raise ConfigurationError(wrong)
    found = Settings(
        choices=(commanded, _choice(configuration)),
        severities={code: Severity(word) for code, word in values.get("severity", {}).items()},
        fail_on=_severity(fail_on or values.get("fail-on", Severity.WARNING.value)),
        source=configuration.name,
        folder=configuration.folder,
        per_file_ignores={pattern: tuple(codes) for pattern, codes in values.get("per-file-ignores", {}).items()},
        ignored=tuple(_ignored(entry) for entry in values.get("ignores", ())),
        exclude=tuple(values.get("exclude", ())),
        force_exclude=values.get("force-exclude", False),
        respect_gitignore=values.get("respect-gitignore", True),
        roots=tuple(configuration.folder / root for root in values.get("roots", ())),
        toolkits=_toolkits(values.get("scripts", {})),
        baseline=configuration.folder / values["baseline"] if "baseline" in values else None,
        options=values.get("options", {}),
        own_rules=own_rules,
    )
    if unknown := found.unknown_codes():
        raise ConfigurationError(unknown)
    return found


def _own_rules(configuration: Configuration, announce: Callable[[str], object]) -> tuple[type[Rule], ...]:
    from pipelint.configuration.checking import faults_of_rules

    if wrong := faults_of_rules(configuration):
        raise ConfigurationError(wrong)
    if not configuration.values.get("rules") and not configuration.values.get("plugins"):
        return ()
    from pipelint.configuration.own_rules import announcement, load

    announce(announcement(configuration))
    return load(configuration)


def _faults(configuration: Configuration, own_rules: tuple[type[Rule], ...]) -> list[Finding]:
    from pipelint.configuration.checking import faults

    return faults(configuration, own_rules) or [
        *_contradictions(configuration),
        *_missing_roots(configuration),
        *_wrong_patterns(configuration),
    ]


def _choice(configuration: Configuration) -> Choice:
    values = configuration.values
    select = values.get("select")
    return Choice(
        configuration.name,
        None if select is None else tuple(select),
        tuple(values.get("extend-select", ())),
        tuple(values.get("ignore", ())),
    )


def _toolkits(values: Mapping[str, Any]) -> Toolkits:
    return Toolkits(values.get("writers", {}), values.get("readers", {}), tuple(values.get("pure", ())))


def _severity(word: str) -> Severity | None:
    return None if word == "never" else Severity(word)


def _ignored(entry: Mapping[str, Any]) -> Ignored:
    return Ignored(tuple(entry["codes"]), entry.get("file"), entry.get("step"), entry.get("pointer"))


def _contradictions(configuration: Configuration) -> Iterator[Finding]:
    """Yield a finding for each code that is both selected and ignored: one of the two has no effect."""
    values = configuration.values
    for name in ("select", "extend-select"):
        for code in values.get(name, ()):
            if code in values.get("ignore", ()):
                message = f'"{code}" stands both in {name} and in ignore'
                yield problem("SMP042", message, Span(configuration.name), "Leave it in one of the two.")


def _missing_roots(configuration: Configuration) -> Iterator[Finding]:
    for root in configuration.values.get("roots", ()):
        if not os.path.isdir(configuration.folder / root):
            message = f'roots names "{root}", which is no folder'
            help_ = f"Its paths begin in {configuration.folder}, the folder of the configuration."
            yield problem("SMP042", message, Span(configuration.name), help_)


def _wrong_patterns(configuration: Configuration) -> Iterator[Finding]:
    values = configuration.values
    patterns = {
        "exclude": values.get("exclude", ()),
        "per-file-ignores": values.get("per-file-ignores", ()),
        "ignores": [entry["file"] for entry in values.get("ignores", ()) if "file" in entry],
    }
    for name, written in patterns.items():
        for pattern in written:
            if not makes_sense(pattern):
                message = f"{name} has the pattern {quoted([pattern])}, which can fit no file"
                yield problem("SMP042", message, Span(configuration.name), _PATTERNS)


_PATTERNS = "Patterns are those of a .gitignore: no `!` alone, no backslash at the end, no range that runs backwards."
