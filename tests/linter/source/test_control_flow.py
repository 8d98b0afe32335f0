"""What happens perhaps is known to happen perhaps: nothing is concluded from it."""

from __future__ import annotations

import time

from pipelint.linter.source.reader import read_source

from .reading_helpers import HEADER, pipeline_of, pipelines_of

STEP = 'ProcessingStep("{}", step_args=Processor(role="r", image_uri="i", instance_count=1, instance_type="x").run())'


def names(code: str) -> list[str]:
    return [step.name for step in pipeline_of(code).steps]


def test_an_undecided_if_leaves_the_list_of_steps_open() -> None:
    pipeline = pipeline_of(
        f"""
        import os
        steps = [{STEP.format("A")}]
        if os.environ.get("EXTRA"):
            steps.append({STEP.format("B")})
        Pipeline(name="p", steps=steps)
        """
    )
    assert [(step.name, step.certain) for step in pipeline.steps] == [("A", True), ("B", False)]
    assert not pipeline.steps_complete
    assert [(gap.what, gap.why) for gap in pipeline.gaps] == [("a list of steps", "further steps may be added to it")]


def test_a_decided_if_is_followed() -> None:
    code = f"""
        def build(extra=False):
            steps = [{STEP.format("A")}]
            if extra:
                steps.append({STEP.format("B")})
            return Pipeline(name="p", steps=steps)
        build({{}})
        """
    assert names(code.format("extra=True")) == ["A", "B"]
    assert names(code.format("")) == ["A"]


def test_an_early_return_ends_the_function() -> None:
    code = f"""
        def build(kind):
            if kind == "small":
                return Pipeline(name="p", steps=[{STEP.format("A")}])
            return Pipeline(name="q", steps=[{STEP.format("B")}])
        build("small")
        """
    assert names(code) == ["A"]


def test_loops_over_known_items_are_unrolled() -> None:
    code = """
        steps = []
        for region, size in [("eu", 1), ("us", 2)]:
            steps.append(ProcessingStep(f"Train-{region}-{size}", step_args=None))
        steps += [ProcessingStep(f"Check-{n}", step_args=None) for n in range(3) if n != 1]
        Pipeline(name="p", steps=steps)
        """
    assert names(code) == ["Train-eu-1", "Train-us-2", "Check-0", "Check-2"]


def test_a_loop_over_the_unknown_leaves_the_list_open() -> None:
    pipeline = pipeline_of(
        """
        from settings import models
        steps = []
        for model in models:
            steps.append(ProcessingStep(f"Train-{model}", step_args=None))
        Pipeline(name="p", steps=steps)
        """
    )
    (step,) = pipeline.steps
    assert (step.name_known, step.certain, pipeline.steps_complete) == (False, False, False)


def test_a_function_called_twice_builds_two_pipelines() -> None:
    found = pipelines_of(
        """
        def build(name, threshold):
            return Pipeline(name=name, steps=[ProcessingStep(f"{name}-prepare", step_args=None)])
        build("a", 1)
        build("b", 2)
        """
    )
    assert [pipeline.steps[0].name for pipeline in found] == ["a-prepare", "b-prepare"]


def test_methods_are_walked_with_what_the_initialiser_set() -> None:
    code = """
        class Builder:
            def __init__(self, prefix="demo"):
                self.prefix = prefix
            def build(self):
                return Pipeline(name="p", steps=[self._prepare()])
            def _prepare(self):
                return ProcessingStep(name=self.prefix + "-prepare", step_args=None)
        """
    assert names(code) == ["demo-prepare"]


def test_recursion_ends() -> None:
    code = """
        def build(n):
            build(n + 1)
            return ProcessingStep(f"S{n}", step_args=None)
        Pipeline(name="p", steps=[build(0)])
        """
    assert names(code) == ["S0"]


def test_exponential_code_is_cut_short_and_said() -> None:
    lines = [HEADER, "def f0(): return ProcessingStep('A', step_args=None)"]
    lines += [f"def f{n}():\n    f{n - 1}()\n    f{n - 1}()\n    f{n - 1}()\n    f{n - 1}()" for n in range(1, 12)]
    lines += ["f11()", "Pipeline(name='p', steps=[])"]
    started = time.process_time()
    reading = read_source("\n".join(lines).encode(), "p.py")
    assert time.process_time() - started < 20
    assert [finding.code for finding in reading.findings] == ["SMP009"]
    assert reading.findings[0].message == (
        "the code is too long or too deep to be followed to its end; what lies beyond was not checked"
    )


def test_pipelines_beyond_two_hundred_are_left_out_and_said() -> None:
    code = f"""{HEADER}
def build(name):
    return Pipeline(name=name, steps=[ProcessingStep(name + "Step", step_args=None)])
"""
    calls = [f"build('p{number}')\n" for number in range(201)]
    allowed = read_source((code + "".join(calls[:200])).encode(), "p.py")
    assert (len(allowed.pipelines), list(allowed.findings)) == (200, [])
    cut = read_source((code + "".join(calls)).encode(), "p.py")
    assert [pipeline.name.value for pipeline in cut.pipelines[:200]] == [f"p{number}" for number in range(200)]
    assert [(finding.code, finding.message) for finding in cut.findings] == [
        ("SMP009", "the code builds more than 200 pipelines; what lies beyond was not checked")
    ]
    assert not any(pipeline.steps_complete for pipeline in cut.pipelines)


def test_a_name_imported_from_one_sdk_or_the_other_is_known() -> None:
    code = """
try:
    from sagemaker.mlops.workflow.pipeline import Pipeline
    from sagemaker.mlops.workflow.steps import ProcessingStep
except ImportError:
    from sagemaker.workflow.pipeline import Pipeline
    from sagemaker.workflow.steps import ProcessingStep
Pipeline(name="p", steps=[ProcessingStep(name="A", step_args=None)])
"""
    (pipeline,) = read_source(code.encode(), "p.py").pipelines
    assert [(step.name, step.type) for step in pipeline.steps] == [("A", "Processing")]
