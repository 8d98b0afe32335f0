from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.service.step_types import STEP_TYPES
from pipelint.pipeline.source_facts import FactKind
from pipelint.rules.registry import INDEX, RegistryError, all_rules, collect
from pipelint.rules.rule import Rule
from tools.build_rule_index import text

ROOT = Path(__file__).parent.parent.parent


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


def test_a_rule_can_be_imported_by_its_name_after_it_was_found():
    program = (
        "from pipelint.rules.registry import all_rules; all_rules()\n"
        "import pipelint.rules.smp301_dependency_cycle, pipelint.rules.policies.smp552_required_tags\n"
        "print(pipelint.rules.smp301_dependency_cycle.__name__, pipelint.rules.policies.smp552_required_tags.__name__)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    expected = "pipelint.rules.smp301_dependency_cycle pipelint.rules.policies.smp552_required_tags\n"
    assert (ended.stdout, ended.stderr) == (expected, "")


def test_what_rules_are_about_is_known_without_importing_them():
    """To write the file anew: ``python -m tools.build_rule_index``."""
    assert INDEX.read_text(encoding="utf-8") == text()


def test_what_a_rule_is_about_is_something_that_pipelines_can_have():
    known = {*get_args(FactKind), *STEP_TYPES, "CacheConfig", "RetryPolicies", "code", "script"}
    assert [(rule.code, word) for rule in all_rules() for word in rule.about if word not in known] == []


def test_a_rule_about_what_a_pipeline_does_not_have_is_not_imported():
    pipeline = ROOT / "fixtures" / "small_pipelines" / "v2" / "train_and_gate.py"
    code = f"""import sys
from pipelint.cli import main
main([{str(pipeline)!r}, "--no-cache"])
rules = [name.rpartition(".")[2] for name in sys.modules if name.startswith("pipelint.rules.smp")]
print(*rules, file=sys.stderr)"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = ended.stderr.split()
    assert "smp101_unknown_step" in imported  # about every pipeline
    assert "smp702_constant_condition" in imported
    assert "smp405_variable_as_text" not in imported  # nothing there makes text of a variable
    assert "smp318_loop_body_dependency" not in imported  # and there is no loop
