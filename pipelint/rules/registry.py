"""Where the rules are found: every module ``smp*.py`` of this package holds one, and there is nothing else to wire.

What a rule is called its file's name tells, and what it is about ``index.json``, so that only those are imported
that can have something to say: to import a rule costs as much as to run it. The file is built by
``tools/build_rule_index.py``; a rule that it does not know is about everything, and not quiet. The rules in
``policies/`` are off until the configuration gives them options.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from pipelint.rules.rule import Rule


class RegistryError(Exception):
    """The rules themselves are at odds: a module without its one rule, a rule under a wrong name, a code used twice."""


_FOLDER = Path(__file__).parent
INDEX = _FOLDER / "index.json"


@cache
def all_rules() -> tuple[type[Rule], ...]:
    """Import every rule but the policies, and return them, sorted by code. Raises :class:`RegistryError`."""
    return collect(_loaded(file) for file in _FOLDER.glob("smp*.py"))


def rules_about(subjects: frozenset[str], wanted: Callable[[str], bool]) -> list[type[Rule]]:
    """Import the rules that may have something to say where there are ``subjects``, but the policies.

    ``wanted`` is asked about each code. They are sorted by code. Raises :class:`RegistryError`.
    """
    index = _index()
    return [
        _rule(_FOLDER, name, code)
        for name, code in rule_codes().items()
        if wanted(code) and (not (about := index.get(code, {}).get("about")) or not subjects.isdisjoint(about))
    ]


@cache
def quiet_codes() -> frozenset[str]:
    """Return the codes of the rules that are off until they are selected, without importing any."""
    return frozenset(code for code, entry in _index().items() if entry.get("quiet"))


@cache
def _index() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))
    return found


@cache
def rule_codes() -> Mapping[str, str]:
    """Return the code of each rule but the policies by its name, sorted by code, without importing any."""
    return _codes(_FOLDER)


@cache
def policy_codes() -> Mapping[str, str]:
    """Return the code of each policy by its name, sorted by code, without importing any."""
    return _codes(_FOLDER / "policies")


def _codes(folder: Path) -> Mapping[str, str]:
    stems = sorted(file.stem for file in folder.glob("smp*.py"))
    return {name.replace("_", "-"): code.upper() for code, _, name in (stem.partition("_") for stem in stems)}


def policy(name: str) -> type[Rule]:
    """Import the policy called ``name``. Raises :class:`RegistryError`, KeyError when there is none."""
    return _rule(_FOLDER / "policies", name, policy_codes()[name])


@cache
def _rule(folder: Path, name: str, code: str) -> type[Rule]:
    return collect([_loaded(folder / f"{code.lower()}_{name.replace('-', '_')}.py")])[0]


def policies() -> tuple[type[Rule], ...]:
    """Import every policy, and return them, sorted by code. Raises :class:`RegistryError`."""
    return tuple(map(policy, policy_codes()))


def _loaded(file: Path) -> ModuleType:
    """Import the module in ``file``. Where it stands is known: asking every finder of Python takes a sixth longer."""
    name = ".".join(("pipelint.rules", *file.relative_to(_FOLDER).with_suffix("").parts))
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        return import_module(name)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    package, _, last = name.rpartition(".")
    setattr(import_module(package), last, module)  # as an import does: what is said after it reads the attribute
    return module


def collect(modules: Iterable[ModuleType]) -> tuple[type[Rule], ...]:
    """Return the rules that ``modules`` hold, sorted by code. Raises :class:`RegistryError`."""
    by_code: dict[str, type[Rule]] = {}
    for module in modules:
        rule = _rule_of(module)
        other = by_code.get(rule.code)
        if other is not None:
            raise RegistryError(
                f"{rule.code} is the code of both {by_code[rule.code].__module__} and {module.__name__}"
            )
        by_code[rule.code] = rule
    return tuple(by_code[code] for code in sorted(by_code))


def _rule_of(module: ModuleType) -> type[Rule]:
    """Return the one rule that ``module`` defines, after making sure that the module is named after it."""
    rules = [
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Rule) and found.__module__ == module.__name__
    ]
    if len(rules) != 1:
        raise RegistryError(f"{module.__name__} defines {len(rules)} rules; it must define exactly one")
    (rule,) = rules
    expected = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    if module.__name__.rpartition(".")[2] != expected:
        raise RegistryError(f"{module.__name__} defines {rule.code} {rule.name}, which belongs in {expected}.py")
    return rule
