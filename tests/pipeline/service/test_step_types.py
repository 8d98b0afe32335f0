"""Step types and property paths: what is certainly wrong, and all that is not."""

import gzip
import json
import sys
from pathlib import Path

import pytest

from pipelint.pipeline.definition import read_definition
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.service import installed
from pipelint.pipeline.service.shapes import shape
from pipelint.pipeline.service.step_types import STEP_TYPES, PathProblem, check_path
from pipelint.pipeline.values import Index, Key, Member, StepReference, walk

FIXTURES = Path(__file__).parents[3] / "fixtures" / "definitions"


def path_of(text):
    return parse_reference(f"Steps.S.{text}").path


def test_every_shape_in_the_table_exists():
    for name, step_type in STEP_TYPES.items():
        for wanted in (step_type.request, *step_type.properties):
            assert wanted is None or shape(wanted) is not None, (name, wanted)


def test_every_list_in_the_table_is_one_of_items_with_that_name():
    found = []
    for name, step_type in STEP_TYPES.items():
        for path, name_member in step_type.name_keyed.items():
            here = shape(step_type.properties[0])
            for member in path:
                here = shape(here.members[member])
            assert name_member in shape(here.member).members
            found.append((name, ".".join(path)))
    assert found == [
        ("Processing", "ProcessingOutputConfig.Outputs"),
        ("Processing", "ProcessingInputs"),
        ("Training", "FinalMetricDataList"),
    ]


def test_every_step_type_the_sdks_emit_is_known():
    emitted = {
        step.type
        for file in FIXTURES.glob("*/*.json")
        for step in read_definition(json.loads(file.read_bytes())).all_steps()
    }
    assert emitted == set(STEP_TYPES)


def test_every_reference_the_sdks_emit_is_right():
    checked = 0
    for file in sorted(FIXTURES.glob("*/*.json")):
        pipeline = read_definition(json.loads(file.read_bytes()), file.name)
        types = {step.name: step.type for step in pipeline.all_steps()}
        for step in pipeline.all_steps():
            for value in (inner for held in step.values() for inner in walk(held)):
                if isinstance(value, StepReference):
                    assert check_path(types[value.step], value.path) is None, (file.name, str(value))
                    checked += 1
    assert checked == 115


WRONG = [
    ("Training", "ModelArtifcats.S3ModelArtifacts", 0, "DescribeTrainingJobResponse", "ModelArtifacts"),
    ("Training", "ModelArtifacts.S3ModelArtifact", 1, "ModelArtifacts", "S3ModelArtifacts"),
    ("Training", "InputDataConfig[0].DataSource.S3DataSource.Uri", 4, "S3DataSource", "S3Uri"),
    ("Processing", "ProcessingOutputConfig.Outputs['train'].S3Output.S3URI", 4, "ProcessingS3Output", "S3Uri"),
    ("Processing", "ProcessingOutputConfig.Outputs[0].s3Output", 3, "ProcessingOutput", "S3Output"),
    ("Tuning", "BestTrainingJob.Name", 1, "HyperParameterTrainingJobSummary", "TrainingJobName"),
    ("Tuning", "TrainingJobSummary", 0, "DescribeHyperParameterTuningJobResponse", "TrainingJobSummaries"),
    ("AutoML", "BestCandidateProperties.Report", 1, "pipeline.BestCandidateProperties", "ModelInsightsJsonReportPath"),
    ("Model", "ModelArn.Name", 1, "ModelArn", None),
    ("Training", "ModelArtifacts.S3ModelArtifacts.foo", 2, "S3Uri", None),
    ("Condition", "Result", 0, "pipeline.ConditionProperties", "Outcome"),
    ("Condition", "Outcome.Value", 1, "ConditionOutcome", None),
    ("Lambda", "Outputs['v']", 0, "pipeline.OutputProperties", "OutputParameters"),
    (
        "QualityCheck",
        "CalculatedBaselineStatistic",
        0,
        "pipeline.QualityCheckProperties",
        "CalculatedBaselineStatistics",
    ),
    ("EMR", "ClusterId", 0, "emr.Step", "Id"),
    ("ForEach", "Outputs", 0, "pipeline.ForEachProperties", "IterationOutputs"),
]


@pytest.mark.parametrize(("step_type", "path", "position", "shape_name", "legal"), WRONG)
def test_a_member_that_does_not_exist_is_a_problem(step_type, path, position, shape_name, legal):
    parts = path_of(path)
    problem = check_path(step_type, parts)

    assert (problem.position, problem.part, problem.shape) == (position, parts[position], shape_name)
    assert legal in problem.legal if legal is not None else problem.legal == ()
    assert list(problem.legal) == sorted(problem.legal)


def test_the_members_of_merged_responses_are_all_legal():
    problem = check_path("AutoML", (Member("X"),))
    assert {"BestCandidate", "BestCandidateProperties", "AutoMLJobName"} <= set(problem.legal)
    assert problem == PathProblem(0, Member("X"), "DescribeAutoMLJobResponse", problem.legal)


SILENT = [
    ("BrandNewType", "Any.Thing"),
    ("EMRServerless", "JobRun.State"),
    ("Fail", "ErrorMessage"),
    ("Cleanup", "Anything"),
    ("Training", "HyperParameters['anything']"),
    ("Training", "HyperParameters.anything"),
    ("Training", "FinalMetricDataList['val:acc'].Value"),
    ("Training", "InputDataConfig['train'].ChannelName"),
    ("Training", "InputDataConfig[99].ChannelName"),
    ("Training", "InputDataConfig.ChannelName"),
    ("Training", "ModelArtifacts['S3ModelArtifacts']"),
    ("Training", "ModelArtifacts['NoSuchKey'].Further"),
    ("Training", "ModelArtifacts[0].Further"),
    ("Training", "ModelArtifacts.S3ModelArtifacts[0]"),
    ("Processing", "PropertyFiles['report']"),
    ("Lambda", "OutputParameters['v'].deep.er"),
    ("Callback", "OutputParameters['v']"),
    ("ForEach", "IterationOutputs[0].Body.Any.Thing"),
    ("ForEach", "Selected.OutputParameters['score']"),
    ("Lineage", "ActionArns['a']"),
    ("Lineage", "Associations[0].Source"),
    ("Job", "JobConfigDocument.Anything['x']"),
    ("Tuning", "TrainingJobSummaries[3].TrainingJobName"),
]


@pytest.mark.parametrize(("step_type", "path"), SILENT)
def test_what_is_not_known_is_not_wrong(step_type, path):
    assert check_path(step_type, path_of(path)) is None


def test_a_whole_step_and_unknown_indexes_are_fine():
    assert check_path("Training", ()) is None
    path = (Member("InputDataConfig"), Index(None), Member("DataSource"), Key(None), Member("Whatever"))
    assert check_path("Training", path) is None


def test_a_problem_after_an_unknown_index_is_found():
    problem = check_path("Training", (Member("InputDataConfig"), Index(None), Member("Chanel")))
    assert (problem.position, problem.shape) == (2, "Channel")


@pytest.fixture
def botocore(tmp_path, monkeypatch):
    """Make a folder the botocore of this environment; the function returned writes SageMaker's model into it."""
    (tmp_path / "botocore").mkdir()
    (tmp_path / "botocore" / "__init__.py").write_text("raise AssertionError('botocore was imported')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "botocore", raising=False)
    installed._installed_shapes.cache_clear()

    def write(name, data):
        model = tmp_path / "botocore" / "data" / "sagemaker" / "2017-07-24" / name
        model.parent.mkdir(parents=True)
        model.write_bytes(data)

    yield write
    installed._installed_shapes.cache_clear()


def is_fine(path):
    return check_path("Training", path_of(path)) is None


NEWER = {
    "DescribeTrainingJobResponse": {"type": "structure", "members": {"BrandNew": {"shape": "S"}}},
    "ModelArtifacts": {"type": "structure", "members": {"Checksum": {"shape": "S"}}},
    "S3Uri": {"type": "string"},
}


@pytest.mark.parametrize("packed", [True, False])
def test_a_newer_botocore_knows_members_that_the_digest_does_not(botocore, packed):
    data = json.dumps({"shapes": NEWER}).encode()
    botocore("service-2.json.gz" if packed else "service-2.json", gzip.compress(data) if packed else data)

    assert is_fine("BrandNew.Further")
    assert is_fine("ModelArtifacts.Checksum")
    assert not is_fine("ModelArtifacts.Cheksum")
    assert not is_fine("ModelArtifacts.S3ModelArtifacts.x")
    assert not is_fine("BrandOld")


@pytest.mark.parametrize(
    "data",
    [b"", b"no gzip", gzip.compress(b"[]"), gzip.compress(b"{}"), gzip.compress(b"{")],
    ids=["nothing", "no gzip", "a list", "no shapes", "truncated"],
)
def test_a_broken_botocore_knows_nothing(botocore, data):
    botocore("service-2.json.gz", data)

    assert is_fine("ModelArtifacts")
    assert not is_fine("BrandNew")


def test_a_botocore_without_a_model_knows_nothing(botocore):
    assert installed.installed_members("ModelArtifacts") is None
    assert installed.installed_members("emr.Step") is None
