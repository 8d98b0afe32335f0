"""Where the rules are found: every module ``smp*.py`` of this package holds one, and there is nothing else to wire.

Those in ``policies/`` are off until the configuration gives them options. What they are called their files' names tell,
so that only those that are asked for are imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from pipelint.rules.rule import Rule


class RegistryError(Exception):
    """The rules themselves are at odds: a module without its one rule, a rule under a wrong name, a code used twice."""


_FOLDER = Path(__file__).parent


@cache
def all_rules() -> tuple[type[Rule], ...]:
    """Import every rule but the policies, and return them, sorted by code. Raises :class:`RegistryError`."""
    return collect(_loaded(file) for file in _FOLDER.glob("smp*.py"))


@cache
def policy_codes() -> Mapping[str, str]:
    """Return the code of each policy by its name, without importing any."""
    stems = sorted(file.stem for file in (_FOLDER / "policies").glob("smp*.py"))
    return {name.replace("_", "-"): code.upper() for code, _, name in (stem.partition("_") for stem in stems)}


@cache
def policy(name: str) -> type[Rule]:
    """Import the policy called ``name``. Raises :class:`RegistryError`, KeyError when there is none."""
    stem = f"{policy_codes()[name].lower()}_{name.replace('-', '_')}"
    return collect([_loaded(_FOLDER / "policies" / f"{stem}.py")])[0]


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
