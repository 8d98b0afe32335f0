"""What is built with the code of several files is reported once, where it was written, by the file that knows most."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from pipelint.linter.engine import check
from pipelint.linter.settings import Settings
from tests.opened import opened_below

from .projects import STEPS, flow, places, write

PIPELINE = """\
from sagemaker.workflow.pipeline import Pipeline
from steps import prepare


def build(name, instance_type):
    return Pipeline(name=name, steps=[prepare(instance_type)])
"""
"""A module that builds a pipeline when it is called."""

CALL = "from sagemaker.workflow.parameters import ParameterString\nfrom pipeline import build\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"steps.py": STEPS})
    return tmp_path


def counts(*paths: str) -> tuple[int, int, int]:
    """Return how many pipelines, steps and gaps there are in ``paths``."""
    summary = check(paths, Settings()).summary
    return summary.pipelines, summary.steps, summary.gaps


HARD_CODED = STEPS.replace('"image", 1, instance_type', '"image", 1, "ml.m5.large"')


def test_a_fault_of_an_imported_module_is_found_where_it_stands(project: Path) -> None:
    write(project, {"flow.py": flow("from steps import prepare"), "steps.py": HARD_CODED})
    expected = [("SMP501", "steps.py", 6, 47)]
    assert places("flow.py") == expected
    assert places("steps.py") == expected
    for order in permutations(["flow.py", "steps.py"]):
        assert places(*order) == expected
        assert counts(*order) == (1, 1, 0)


def test_a_default_that_the_calling_file_replaces_is_no_fault(project: Path) -> None:
    write(project, {"steps.py": STEPS.replace("(instance_type)", '(instance_type="ml.m5.large")')})
    write(project, {"flow.py": flow("from steps import prepare")})
    assert places("steps.py") == [("SMP501", "steps.py", 5, 27)]
    assert places("steps.py", "flow.py") == [("SMP501", "flow.py", 3, 35)]


def test_steps_that_the_other_file_does_not_take_stay_with_their_own(project: Path) -> None:
    more = HARD_CODED + HARD_CODED[HARD_CODED.index("def") :].replace("prepare", "second").replace("Prepare", "Second")
    write(project, {"steps.py": more, "flow.py": flow("from steps import prepare")})
    assert places(".") == [("SMP501", "steps.py", 6, 47), ("SMP501", "steps.py", 9, 47)]
    assert counts(".") == (1, 2, 0)
    assert places("flow.py") == [("SMP501", "steps.py", 6, 47)]


def test_a_pipeline_is_judged_with_the_arguments_of_the_file_that_calls_for_it(project: Path) -> None:
    write(project, {"pipeline.py": PIPELINE, "run.py": CALL + 'build("p", "ml.m5.large")\n'})
    assert places("run.py") == [("SMP501", "run.py", 3, 12)]
    for order in permutations(["run.py", "pipeline.py", "steps.py"]):
        assert places(*order) == [("SMP501", "run.py", 3, 12)]
        assert counts(*order) == (1, 1, 0)
    assert places("pipeline.py", "steps.py") == []


DRIVERS = {
    "a module": ("from pipeline import build", "build", {"pipeline.py": PIPELINE}),
    "a whole module": ("import pipeline", "pipeline.build", {"pipeline.py": PIPELINE}),
    "what a package hands on": (
        "from flows import build",
        "build",
        {"flows/__init__.py": "from .inner import build\n", "flows/inner.py": PIPELINE},
    ),
    "a module of a package": ("from flows import pipeline", "pipeline.build", {"flows/pipeline.py": PIPELINE}),
}


@pytest.mark.parametrize(("imports", "build", "files"), DRIVERS.values(), ids=DRIVERS)
def test_a_file_that_names_nothing_of_the_sdk_calls_for_a_pipeline(
    imports: str, build: str, files: dict[str, str], project: Path
) -> None:
    write(project, {"run.py": f'import sagemaker\n{imports}\n{build}("p", "ml.m5.large")\n', **files})
    expected = [("SMP501", "run.py", 3, len(f'{build}("p", ') + 1)]
    assert places("run.py") == expected
    assert places(".") == expected
    assert counts(".") == (1, 1, 0)


def test_a_file_without_the_word_sagemaker_is_followed_only_when_it_is_named(project: Path) -> None:
    write(project, {"pipeline.py": PIPELINE, "run.py": 'from pipeline import build\nbuild("p", "ml.m5.large")\n'})
    assert places("run.py") == [("SMP501", "run.py", 2, 12)]
    assert places(".") == []


def test_a_function_that_nothing_calls_calls_for_a_pipeline_all_the_same(project: Path) -> None:
    deploy = CALL + 'import sagemaker\n\ndef deploy(name):\n    return build(name, "ml.m5.large")\n'
    write(project, {"pipeline.py": PIPELINE, "deploy.py": deploy})
    for order in permutations(["deploy.py", "pipeline.py"]):
        assert places(*order) == [("SMP501", "deploy.py", 6, 24)]
        assert counts(*order) == (1, 1, 0)


def test_two_files_that_call_for_a_pipeline_have_two(project: Path) -> None:
    write(project, {"pipeline.py": PIPELINE, "a.py": CALL + 'build("a", "ml.m5.large")\n'})
    write(project, {"b.py": CALL + 'build("b", "ml.m5.large")\n'})
    assert places(".") == [("SMP501", "a.py", 3, 12), ("SMP501", "b.py", 3, 12)]
    assert counts(".") == (2, 2, 0)


def test_what_was_unknown_to_the_file_itself_is_not_said_when_another_knows_it(project: Path) -> None:
    pipeline = PIPELINE.replace("instance_type):", "steps):").replace("[prepare(instance_type)]", "steps")
    call = CALL + 'from steps import prepare\nbuild("p", [prepare("ml.m5.large")])\n'
    write(project, {"pipeline.py": pipeline, "run.py": call})
    assert places("pipeline.py") == [("SMP009", "pipeline.py", 6, 12)]
    assert places(".") == [("SMP501", "run.py", 4, 21)]


def test_a_pipeline_that_its_own_file_calls_for_too_is_judged_both_times(project: Path) -> None:
    own = PIPELINE + 'if __name__ == "__main__":\n    build("own", "ml.m5.large")\n'
    write(project, {"pipeline.py": own, "run.py": CALL + 'build("p", "ml.m5.xlarge")\n'})
    assert places(".") == [("SMP501", "pipeline.py", 8, 18), ("SMP501", "run.py", 3, 12)]
    assert counts(".") == (2, 2, 0)


def test_a_pipeline_that_a_module_builds_by_itself_is_counted_once(project: Path) -> None:
    write(project, {"pipeline.py": flow("from steps import prepare") + "\nbuilt = 1\n"})
    importing = "from sagemaker.workflow.pipeline import Pipeline\nfrom pipeline import built\n"
    write(project, {"a.py": importing, "b.py": importing})
    expected = [("SMP501", "pipeline.py", 3, 35)]
    for paths in (["a.py"], ["a.py", "b.py"], ["a.py", "pipeline.py"], ["pipeline.py", "b.py", "a.py"]):
        assert places(*paths) == expected
        assert counts(*paths) == (1, 1, 0)


def test_a_pipeline_that_another_file_adds_to_is_its_own(project: Path) -> None:
    write(
        project, {"pipeline.py": "from sagemaker.workflow.pipeline import Pipeline\nbuilt = Pipeline('p', steps=[])\n"}
    )
    adding = "from sagemaker.workflow.pipeline import Pipeline\nfrom pipeline import built\nfrom steps import prepare\n"
    write(project, {"run.py": adding + 'built.steps.append(prepare("ml.m5.large"))\n'})
    assert places(".") == [("SMP501", "run.py", 4, 28)]


def test_one_file_does_not_see_what_another_changed(project: Path) -> None:
    write(project, {"common.py": "steps = []\nsettings = {'kind': 'ml.m5.large'}\n"})
    change = "from common import settings, steps\nfrom steps import prepare\nsettings['kind'] = 'ml.m5.xlarge'\n"
    build = "from sagemaker.workflow.pipeline import Pipeline\nPipeline('p', steps=steps)\n"
    write(project, {"a.py": f"{change}steps.append(prepare(settings['kind']))\n{build}"})
    write(project, {"b.py": f"from common import steps\n{build}"})
    assert places("a.py", "b.py") == [("SMP501", "a.py", 3, 20)]
    assert counts("a.py", "b.py") == (2, 1, 0)


def test_a_module_is_opened_once_in_a_run(project: Path) -> None:
    write(project, {f"{name}.py": flow("from steps import prepare") for name in "abc"})
    with opened_below(project) as opened:
        assert [file for _, file, *_ in places("a.py", "b.py", "c.py")] == ["a.py", "b.py", "c.py"]
    assert [path.name for path in opened] == ["a.py", "steps.py", "b.py", "c.py"]


def test_what_standard_input_holds_imports_from_the_folder_it_is_said_to_be_in(project: Path) -> None:
    write(project, {"flows/steps.py": STEPS})
    code = flow("from steps import prepare").encode()
    (finding,) = check([], Settings(), ("flows/flow.py", code)).findings
    assert (finding.code, finding.span.file, finding.span.line) == ("SMP501", "flows/flow.py", 3)
