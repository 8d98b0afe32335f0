"""`pipelint.testing`: what the author of a rule tests it with, and what that says of a rule that is not as promised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelint.pipeline.model import Pipeline, Step
from pipelint.rules import Example, Expected, Option, Report, Rule, Severity
from pipelint.rules.smp301_dependency_cycle import DependencyCycle
from pipelint.rules.smp604_model_data_prefix import ModelDataPrefix
from pipelint.testing import check_examples, check_rule

SOURCE = """\
from sagemaker.workflow.fail_step import FailStep
from sagemaker.workflow.pipeline import Pipeline

Pipeline(name="flow", steps=[FailStep("Stop", "no reason")])
"""
DEFINITION = {"Version": "2020-12-01", "Steps": [{"Name": "Stop", "Type": "Fail", "Arguments": {}}]}
MESSAGE = 'step "Stop" is of type Fail'


class NoFail(Rule):
    """No step fails the pipeline."""

    code = "TEAM001"
    name = "no-fail"
    severity = Severity.WARNING
    summary = "A step fails the pipeline."
    takes = (Option("type", {"type": "string"}, "the type", default="Fail"),)
    examples = (
        Example(SOURCE, expected=(Expected(MESSAGE, line=4, text='"Stop"'),)),
        Example(SOURCE, options={"type": "Lambda"}),
    )

    def check_step(self, step: Step, pipeline: Pipeline) -> Iterator[Report]:
        if step.type == self.options["type"]:
            yield Report(f'step "{step.name}" is of type {step.type}', step.name_origin, step.name)


def test_the_findings_in_source_have_their_places() -> None:
    (finding,) = check_rule(NoFail, SOURCE)
    assert (finding.code, finding.message, finding.step) == ("TEAM001", MESSAGE, "Stop")
    assert (finding.span.file, finding.span.line, finding.span.column) == ("pipeline.py", 4, 39)


@pytest.mark.parametrize(
    "text", [DEFINITION, str(DEFINITION).replace("'", '"'), "\n " + str(DEFINITION).replace("'", '"')]
)
def test_a_definition_is_given_as_text_or_as_what_it_holds(text: object) -> None:
    (finding,) = check_rule(NoFail, text)
    assert (finding.span.file, finding.span.pointer) == ("pipeline.json", "/Steps/0/Name")


def test_options_are_those_of_the_rule() -> None:
    assert check_rule(NoFail, SOURCE, options={"type": "Lambda"}) == []
    with pytest.raises(ValueError, match=r'no such setting "options.no-fail.tpye"; did you mean "type"'):
        check_rule(NoFail, SOURCE, options={"tpye": "Lambda"})
    with pytest.raises(ValueError, match=r"options.no-fail.type is 3; a text was expected: the type"):
        check_rule(NoFail, SOURCE, options={"type": 3})


def test_files_beside_it_are_read() -> None:
    imports = SOURCE.replace('"Stop"', "names.STOP").replace("from", "import names\nfrom", 1)
    (finding,) = check_rule(NoFail, imports, beside={"names.py": 'STOP = "Stop"\n'})
    assert (finding.span.file, finding.span.line) == ("names.py", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def (", "SMP002: "),
        ("{", "SMP003: "),
        ("x = 1", "SMP006: no pipeline was recognised: looked at 1 Python file"),
        ("{}", "SMP004: "),
    ],
)
def test_a_text_that_is_no_pipeline_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_rule(NoFail, text)


def test_what_the_rule_raises_is_raised() -> None:
    class Failing(NoFail):
        def check_step(self, step: Step, pipeline: Pipeline) -> Iterator[Report]:
            raise KeyError(step.name)

    with pytest.raises(KeyError, match="Stop"):
        check_rule(Failing, SOURCE)


def test_a_rule_that_pipelint_would_not_run_is_refused() -> None:
    class Junk(NoFail):
        def check(self, pipeline: Pipeline) -> Iterator[Report]:
            yield "x"

    with pytest.raises(ValueError, match=r"SMP005: .* it yields 'x', which is no Report"):
        check_rule(Junk, SOURCE)
    with pytest.raises(ValueError, match=r'the rule Lower has the code "team1"'):
        check_rule(type("Lower", (NoFail,), {"code": "team1", "__module__": __name__}), SOURCE)


@pytest.mark.parametrize("rule", [NoFail, DependencyCycle, ModelDataPrefix])
def test_the_examples_of_a_rule_that_is_as_promised_pass(rule: type[Rule]) -> None:
    check_examples(rule)


GOOD = Example(SOURCE, options={"type": "Lambda"})


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ((), "TEAM001 needs an example that yields something, and one that yields nothing"),
        ((GOOD,), "TEAM001 needs an example that yields something, and one that yields nothing"),
        (
            (GOOD, Example(SOURCE, expected=(Expected("x"),))),
            "example 2 of TEAM001:\nexpected, and not found: Expected(message='x', ",
        ),
        (
            (GOOD, Example(SOURCE, expected=(Expected(MESSAGE, line=5),), title="wrong")),
            "example 2 of TEAM001 (wrong):\nexpected, and not found: Expected(message='step ",
        ),
        ((GOOD, Example(SOURCE, expected=(Expected(MESSAGE, text="Stop"),))), "text='\"Stop\"'"),
        ((GOOD, Example(SOURCE, expected=(Expected(MESSAGE, severity=Severity.ERROR),))), "found, and not expected"),
        ((GOOD, Example(SOURCE, expected=(Expected(MESSAGE), Expected(MESSAGE)))), "expected, and not found: "),
        (
            (Example(SOURCE), GOOD, Example(SOURCE, expected=(Expected(MESSAGE),))),
            "example 1 of TEAM001:\nfound",
        ),
        (
            (GOOD, Example(SOURCE, expected=(Expected(MESSAGE),), fixed="other")),
            f"example 2 of TEAM001:\nafter all fixes it holds\n{SOURCE}",
        ),
    ],
)
def test_what_is_not_as_promised_is_said(examples: tuple[Example, ...], message: str) -> None:
    rule = type("Promising", (NoFail,), {"examples": examples, "__module__": __name__})
    with pytest.raises(AssertionError) as caught:
        check_examples(rule)
    assert message in str(caught.value)


def test_what_an_author_imports_is_there_and_nothing_else() -> None:
    import pipelint.rules

    with pytest.raises(AttributeError, match=r"module 'pipelint.rules' has no attribute 'Rul'"):
        getattr(pipelint.rules, "Rul")  # noqa: B009
