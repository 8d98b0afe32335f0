"""What the catalogue says of a rule besides its own words: its family, and what has to be read to prove the fault."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.rules.rule import Rule

FAMILIES: Mapping[str, str] = {
    "SMP0": "Files, configuration, suppressions, and pipelint itself",
    "SMP1": "References: steps, properties, outputs and parameters that do not resolve",
    "SMP2": "Property files and json paths",
    "SMP3": "The graph: cycles, duplicates, names, branches, dependencies",
    "SMP4": "Pipeline variables and parameters used wrongly in Python",
    "SMP5": "Hard-coded values: instance types, times, URIs, accounts, roles, images",
    "SMP6": "Wiring between steps and scripts: paths, channels, arguments",
    "SMP7": "Conditions and branches",
    "SMP8": "Limits, caches, retries and what else the service asks",
    "SMP9": "Use of the SDK: sessions, older classes, from v2 to v3",
}
"""The families of codes, by how the codes begin."""


def family_of(code: str) -> str:
    """Return the family of a rule or problem, as it is called."""
    return FAMILIES.get(code[:4], "Rules of the project")


def proven_by(rule: type[Rule]) -> tuple[str, ...]:
    """Return what can show the fault: ``source``, a compiled ``definition``, and the ``script`` of a step besides."""
    names = {"python": "source", "json": "definition"}
    scripts = ("script",) if any(example.beside for example in rule.examples) else ()
    return (*(names[language] for language in rule.languages), *scripts)
