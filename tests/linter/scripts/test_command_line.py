"""What a script takes on its command line, told by what SMP606 reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings

HEAD = "import argparse, sys\nparser = argparse.ArgumentParser(description='Prepare.')\n"
TAIL = "args = parser.parse_args()\n"
PROCESSING = """\
from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.parameters import ParameterInteger
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

def get_pipeline(session, role, rows):
    count = ParameterInteger("Count", default_value=3)
    processor = ScriptProcessor(image_uri="image", command=["python3"], role=role, sagemaker_session=session)
    run = processor.run(code="prepare.py", arguments=%s)
    return Pipeline("Train", parameters=[count], steps=[ProcessingStep("Prepare", step_args=run)])
"""
TRAINING = """\
from sagemaker.pytorch import PyTorch
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep

def get_pipeline(session, role, rate):
    estimator = PyTorch(entry_point="prepare.py", role=role, instance_count=1, instance_type="ml.m5.xlarge",
                        framework_version="2.0", py_version="py310", hyperparameters=%s, sagemaker_session=session)
    return Pipeline("Train", steps=[TrainingStep("Train", step_args=estimator.fit())])
"""


def said(folder: Path, script: str, arguments: str, pipeline: str = PROCESSING) -> list[str]:
    """Return what is said of a step that passes ``arguments`` to a script."""
    (folder / "prepare.py").write_text(script)
    (folder / "pipeline.py").write_text(pipeline % arguments)
    result = check([str(folder / "pipeline.py")], Settings((Choice(select=("SMP606",)),)))
    assert result.whole
    findings = result.findings
    return [one.message for one in findings if one.code == "SMP606"]


ROWS = HEAD + "parser.add_argument('--rows', '-r', type=int, default=10)\n"


def test_an_argument_that_the_script_does_not_accept(tmp_path):
    (told,) = said(tmp_path, ROWS + TAIL, '["--row-count", "5"]')
    assert told == '"--row-count" is passed by step "Prepare" and prepare.py does not accept it; it accepts "--rows"'


def test_a_hyperparameter_that_the_script_does_not_accept(tmp_path):
    script = HEAD + "parser.add_argument('--learning-rate', type=float)\nparser.add_argument('--epochs', type=int)\n"
    (told,) = said(tmp_path, script + TAIL, '{"learning_rate": 0.1, "epochs": 3}', TRAINING)
    assert told.startswith(
        '"--learning_rate" is passed by step "Train" and prepare.py does not accept it; did you mean '
    )


NEEDS_DATA = HEAD + "parser.add_argument('--data-format', required=True)\n" + TAIL
MISSING = '"--data-format" is not passed by step "Train" and prepare.py requires it'


@pytest.mark.parametrize("given", ["{}", "None", "{'epochs': 3}"])
def test_a_hyperparameter_that_the_script_requires(tmp_path, given):
    script = NEEDS_DATA.replace(TAIL, "parser.add_argument('--epochs')\n" + TAIL)
    assert said(tmp_path, script, given, TRAINING) == [MISSING]


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ("rate", {}),  # nothing is known of them
        ("{**rate, 'epochs': 3}", {}),
        ("{'data-format': 'csv'}", {}),
        ("{}", {"PyTorch(entry": "PyTorch(**rate, entry"}),
        ("{}", {"estimator.fit()": "estimator.fit() if estimator.set_hyperparameters(**rate) else None"}),
        ("{}", {"PyTorch": "RLEstimator", "sagemaker.pytorch": "sagemaker.rl"}),  # it passes more than it is given
    ],
)
def test_hyperparameters_that_may_be_more_are_silent(tmp_path, given, changed):
    pipeline = TRAINING
    for old, new in changed.items():
        pipeline = pipeline.replace(old, new)
    script = NEEDS_DATA.replace(TAIL, "parser.add_argument('--epochs')\n" + TAIL)
    assert said(tmp_path, script, given, pipeline) == []


@pytest.mark.parametrize(("folder", "told"), [("", []), ("model_dir=False, ", [MISSING])])
def test_tensorflow_passes_a_folder_unless_it_is_told_not_to(tmp_path, folder, told):
    pipeline = TRAINING.replace("PyTorch", "TensorFlow").replace("sagemaker.pytorch", "sagemaker.tensorflow")
    pipeline = pipeline.replace("entry_point", folder + "entry_point")
    assert said(tmp_path, NEEDS_DATA, "{}", pipeline) == told


def test_a_parser_that_a_function_fills(tmp_path):
    script = (
        "import argparse\ndef parse():\n    parser = argparse.ArgumentParser()\n"
        "    for name in ('--rows', '--seed'):\n        parser.add_argument(name)\n    return parser.parse_args()\n"
        "if __name__ == '__main__':\n    args = parse()\n"
    )
    (told,) = said(tmp_path, script, '["--sead", "5"]')
    assert 'did you mean "--seed"?' in told


def test_a_required_argument_that_is_not_passed(tmp_path):
    script = HEAD + "parser.add_argument('--rows', required=True)\nparser.add_argument('--seed')\n" + TAIL
    told = said(tmp_path, script, '["--seed", "1"]')
    assert told == ['"--rows" is not passed by step "Prepare" and prepare.py requires it']


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        (ROWS + TAIL, '["--rows", "5"]'),
        (ROWS + TAIL, '["--rows=5"]'),
        (f"import os\nfolder = os.environ.get()\nother = os.getenv()\n{ROWS}{TAIL}", '["--rows", "5"]'),
        (ROWS + TAIL, '["--ro", "5"]'),
        (ROWS + TAIL, '["-r", "5"]'),
        (ROWS + TAIL, '["--rows", count.to_string()]'),
        (ROWS + "args, rest = parser.parse_known_args()\n", '["--seed", "5"]'),
        (ROWS + "args = parser.parse_args(sys.argv[2:])\n", '["--seed", "5"]'),
        (ROWS + "for name in sys.argv:\n    parser.add_argument(name)\n" + TAIL, '["--seed", "5"]'),
        (ROWS + "from options import add_options\nadd_options(parser)\n" + TAIL, '["--seed", "5"]'),
        (ROWS + "commands = parser.add_subparsers()\n" + TAIL, '["--seed", "5"]'),
        (HEAD.replace("description='Prepare.'", "parents=[common]") + TAIL, '["--seed", "5"]'),
        (ROWS + "group = parser.add_argument_group('more')\ngroup.add_argument('--seed')\n" + TAIL, '["--seed", "5"]'),
        ("import sys\nprint(sys.argv)\n", '["--seed", "5"]'),
        (ROWS + "if len(sys.argv) > 9:\n    args = parser.parse_args()\n", '["--seed", "5"]'),
        (HEAD + "parser.add_argument('--mode', choices=sorted(MODES))\n" + TAIL, '["--mode", "quick"]'),
        (HEAD + "parser.add_argument('--rows', required=True)\n" + TAIL, "rows"),
    ],
)
def test_what_is_accepted_or_not_known_is_silent(tmp_path, script, arguments):
    assert said(tmp_path, script, arguments) == []


CHANNELS = TRAINING.replace("estimator.fit()", 'estimator.fit({"train": "s3://bucket/train"})') % "{}"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('import os\npath = os.environ["SM_CHANNEL_TEST"]\n', ['prepare.py takes channel "test"']),
        (
            'import os\ndef main():\n    return os.environ["SM_CHANNEL_TEST"]\nmain()\n',
            ['prepare.py takes channel "test"'],
        ),
        ('import os\npath = os.environ["SM_CHANNEL_TRAIN"]\n', []),
        ('import os\npath = os.environ.get("SM_CHANNEL_TEST")\n', []),
        ('import os\npath = os.getenv("SM_CHANNEL_TEST", "/opt/ml/input/data/test")\n', []),
        ('import os\nif "SM_CHANNEL_TEST" in os.environ:\n    path = os.environ["SM_CHANNEL_TEST"]\n', []),
        ('import os\ntry:\n    path = os.environ["SM_CHANNEL_TEST"]\nexcept KeyError:\n    path = None\n', []),
        ('import os\ndef test():\n    return os.environ["SM_CHANNEL_TEST"]\n', []),
    ],
)
def test_a_channel_that_the_script_takes(tmp_path, script, told):
    (tmp_path / "prepare.py").write_text(script)
    (tmp_path / "pipeline.py").write_text(CHANNELS)
    findings = check([str(tmp_path / "pipeline.py")], Settings((Choice(select=("SMP607",)),))).findings
    assert [one.message.partition(", which")[0] for one in findings] == told
