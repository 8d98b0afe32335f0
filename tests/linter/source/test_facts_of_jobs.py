"""What processors, steps and pipelines are given that the SDK does not take: SMP902 to SMP905."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

HEADER = """\
import os
from sagemaker.processing import FrameworkProcessor, ScriptProcessor
from sagemaker.sklearn import SKLearn
from sagemaker.sklearn.processing import SKLearnProcessor
from sagemaker.pytorch.processing import PyTorchProcessor
from sagemaker.workflow.parallelism_config import ParallelismConfiguration
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

framework = PyTorchProcessor("2.2", "role", 1, "ml.m5.large")
general = FrameworkProcessor(SKLearn, "1.2-1", "role", 1, "ml.m5.large")
plain = SKLearnProcessor("1.2-1", "role", "ml.m5.large", 1)
pipeline = Pipeline("Abalone", steps=[])
"""


def found(code: str, source: str) -> list[tuple[str, str]]:
    result = check([], Settings((Choice(select=(code,)),)), stdin=("pipeline.py", source.encode()))
    return [(finding.severity.value, finding.message) for finding in result.findings if finding.code == code]


OBJECT = "gets a ParallelismConfiguration, which many versions of the SDK hand on as it is"
WANTS = 'wants {"MaxParallelExecutionSteps": …} as parallelism_config, not'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pipeline.upsert('role', parallelism_config=ParallelismConfiguration(5))", ("info", f"upsert() {OBJECT}")),
        ("pipeline.create('role', 'text', None, ParallelismConfiguration(5))", ("info", f"create() {OBJECT}")),
        ("pipeline.start(parallelism_config=ParallelismConfiguration(5))", ("info", f"start() {OBJECT}")),
        ("pipeline.update('role', parallelism_config=5)", ("error", f"update() {WANTS} 5")),
        (
            "pipeline.upsert('role', parallelism_config={'max_parallel_execution_steps': 5})",
            ("error", f'upsert() {WANTS} "max_parallel_execution_steps"'),
        ),
        ("pipeline.upsert('role', parallelism_config={'MaxParallelExecutionSteps': 5})", None),
        ("pipeline.upsert('role', parallelism_config=ParallelismConfiguration(5).to_request())", None),
        ("pipeline.upsert('role', parallelism_config=None)", None),
        ("pipeline.upsert('role', parallelism_config=settings())", None),
    ],
)
def test_limits_of_parallel_steps(line, expected):
    assert found("SMP902", f"{HEADER}{line}\n") == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "ProcessingStep('A', processor=framework, code='src/a.py')",
            'PyTorchProcessor as processor= runs "a.py" with bash, not with Python',
        ),
        (
            "ProcessingStep('A', processor=general, code='a.py')",
            'FrameworkProcessor as processor= runs "a.py" with bash, not with Python',
        ),
        ("ProcessingStep('A', processor=plain, code='a.py')", None),
        ("ProcessingStep('A', processor=framework, code='a.sh')", None),
        ("ProcessingStep('A', step_args=framework.run(code='a.py'))", None),
        (
            "args = framework.get_run_args('a.py')\n"
            "ProcessingStep('A', processor=framework, code=args.code, inputs=args.inputs)",
            None,
        ),
        (
            "framework.framework_entrypoint_command = ['python3']\n"
            "ProcessingStep('A', processor=framework, code='a.py')",
            None,
        ),
    ],
)
def test_python_files_that_bash_runs(line, expected):
    assert found("SMP903", f"{HEADER}{line}\n") == ([] if expected is None else [("error", expected)])


def test_a_file_beside_the_pipeline_is_known_by_its_name(tmp_path: Path):
    path = tmp_path / "pipeline.py"
    path.write_text(
        f"{HEADER}here = os.path.dirname(__file__)\n"
        "ProcessingStep('A', processor=framework, code=os.path.join(here, 'a.py'))\n"
    )
    result = check([str(path)], Settings((Choice(select=("SMP903",)),)))
    assert [one.message for one in result.findings] == [
        'PyTorchProcessor as processor= runs "a.py" with bash, not with Python'
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "ScriptProcessor('role', 'image', 'python3', 1, 'ml.m5.large')",
            'command of ScriptProcessor is the text "python3", not a list',
        ),
        (
            "SKLearnProcessor('1.2-1', 'role', 'ml.m5.large', 1, command='python3')",
            'command of SKLearnProcessor is the text "python3", not a list',
        ),
        ("ScriptProcessor('role', 'image', ['python3'], 1, 'ml.m5.large')", None),
        ("ScriptProcessor('role', 'image', command(), 1, 'ml.m5.large')", None),
        ("ScriptProcessor('role', 'image', None, 1, 'ml.m5.large')", None),
    ],
)
def test_commands(line, expected):
    assert found("SMP904", f"{HEADER}{line}\n") == ([] if expected is None else [("error", expected)])


V3 = """\
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep, TrainingStep
pipeline = Pipeline("Abalone", steps=[])
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "import sagemaker.workflow.steps",
            ["sagemaker.workflow.steps is a module of SDK v2, imported beside modules of v3"],
        ),
        (
            "from sagemaker.processing import Processor",
            ["sagemaker.processing is a module of SDK v2, imported beside modules of v3"],
        ),
        ("from sagemaker.serve import ModelBuilder", []),
        ("from sagemaker.lineage import context", []),
        ("try:\n    from sagemaker.processing import Processor\nexcept ImportError:\n    Processor = None", []),
        ("def old():\n    from sagemaker.processing import Processor\n    return Processor\nold()", []),
        ("if version() < 3:\n    from sagemaker.processing import Processor", []),
        (
            "TrainingStep('A', estimator=e, inputs=i)",
            [
                f'TrainingStep of SDK v3 has no argument "{name}", which is one of v2'
                for name in ("estimator", "inputs")
            ],
        ),
        ("TrainingStep('A', step_args=call(), cache_config=None)", []),
        (
            "class Own(TrainingStep):\n    def __init__(self, name, estimator):\n        super().__init__(name)\n"
            "Own('A', estimator=e)",
            [],
        ),
    ],
)
def test_two_sdks_in_one_program(lines, expected):
    assert found("SMP905", f"{V3}{lines}\n") == [("error", message) for message in expected]


def test_modules_of_v2_alone_are_fine():
    assert found("SMP905", HEADER) == []


def test_modules_of_both_sdks_are_found_where_each_is_imported(tmp_path: Path):
    (tmp_path / "data.py").write_text("from sagemaker.inputs import TrainingInput\n")
    (tmp_path / "pipeline.py").write_text(f"import data\n{V3}from sagemaker.tuner import HyperparameterTuner\n")
    result = check([str(tmp_path)], Settings((Choice(select=("SMP905",)),)))
    assert [(one.span.file.rpartition("/")[2], one.span.line) for one in result.findings] == [("pipeline.py", 5)]
