from __future__ import annotations

from types import ModuleType

import pytest

from pipelint.findings import Severity
from pipelint.rules.registry import RegistryError, all_rules, collect
from pipelint.rules.rule import Rule


def module(name: str, *rules: type[Rule]) -> ModuleType:
    made = ModuleType(f"pipelint.rules.{name}")
    for rule in rules:
        rule.__module__ = made.__name__
        setattr(made, rule.__name__, rule)
    return made


def rule(code: str, name: str) -> type[Rule]:
    return type("Made" + code, (Rule,), {"code": code, "name": name, "severity": Severity.INFO, "summary": "Made."})


def test_every_rule_is_found_sorted_by_code():
    codes = [found.code for found in all_rules()]
    assert {"SMP101", "SMP102", "SMP103", "SMP201", "SMP202", "SMP203", "SMP204", "SMP301", "SMP501"} <= set(codes)
    assert codes == sorted(set(codes))


def test_rules_are_sorted_by_code_whatever_the_order_of_the_modules():
    late, early = rule("SMP902", "late"), rule("SMP109", "early")
    assert collect([module("smp902_late", late), module("smp109_early", early)]) == (early, late)


def test_a_module_may_use_other_rules_without_owning_them():
    one, other = rule("SMP109", "one"), rule("SMP902", "other")
    user = module("smp109_one", one)
    module("smp902_other", other)
    user.other = other
    assert collect([user]) == (one,)


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        (
            [module("smp109_early")],
            "pipelint.rules.smp109_early defines 0 rules; it must define exactly one",
        ),
        (
            [module("smp109_early", rule("SMP109", "early"), rule("SMP110", "later"))],
            "pipelint.rules.smp109_early defines 2 rules; it must define exactly one",
        ),
        (
            [module("smp109_early", rule("SMP110", "early"))],
            "pipelint.rules.smp109_early defines SMP110 early, which belongs in smp110_early.py",
        ),
        (
            [module("smp109_one_name", rule("SMP109", "one-name")), module("smp109_two", rule("SMP109", "two"))],
            "SMP109 is the code of both pipelint.rules.smp109_one_name and pipelint.rules.smp109_two",
        ),
    ],
)
def test_rules_at_odds_are_refused_at_once(modules, message):
    with pytest.raises(RegistryError) as caught:
        collect(modules)
    assert str(caught.value) == message
