"""Which artifacts of models SMP604 takes for folders."""

from __future__ import annotations

import pytest

from pipelint.pipeline.model import Pipeline, Step
from pipelint.pipeline.references import parse_reference
from pipelint.pipeline.values import Join, ListValue, Literal, Origin, ParameterReference, Record, Unknown, Value
from pipelint.rules.smp604_model_data_prefix import ModelDataPrefix

FOLDER = parse_reference("Steps.Export.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri")
OUTPUT_PATH = parse_reference("Steps.Train.OutputDataConfig.S3OutputPath")
TARBALL = parse_reference("Steps.Train.ModelArtifacts.S3ModelArtifacts")
TRAIN = Step("Train", "Training")


def found(step: Step) -> list[str]:
    return [report.message for report in ModelDataPrefix().check(Pipeline((TRAIN, step)))]


def creating(**container: Value) -> Step:
    return Step("Create", "Model", arguments=Record({"PrimaryContainer": Record(container)}))


@pytest.mark.parametrize(
    ("artifact", "shown"),
    [
        (FOLDER, str(FOLDER)),
        (OUTPUT_PATH, str(OUTPUT_PATH)),
        (Literal("s3://bucket/models/"), '"s3://bucket/models/"'),
        (Join(Literal("/"), ListValue((Literal("s3://bucket"), Literal("")))), '"s3://bucket/"'),
    ],
)
def test_a_folder_is_none(artifact, shown):
    ending = f"is a folder, {shown}, where a file model.tar.gz is wanted"
    assert found(creating(ModelDataUrl=artifact)) == [f'the artifact of step "Create" {ending}']


@pytest.mark.parametrize(
    "artifact",
    [
        TARBALL,
        Literal("s3://bucket/model.tar.gz"),
        Literal("s3://bucket/model"),  # a file may be called so
        Join(Literal("/"), ListValue((FOLDER, Literal("model.tar.gz")))),
        ParameterReference("Artifact"),
        Unknown("made elsewhere"),
    ],
)
def test_what_is_or_may_be_a_file_is_fine(artifact):
    assert found(creating(ModelDataUrl=artifact)) == []


def test_models_of_several_models_and_uncompressed_ones_take_folders():
    assert found(creating(ModelDataUrl=FOLDER, Mode=Literal("MultiModel"))) == []
    assert found(creating(ModelDataUrl=FOLDER, Mode=Unknown("made elsewhere"))) == []
    uncompressed = Record({"S3Uri": FOLDER, "S3DataType": Literal("S3Prefix"), "CompressionType": Literal("None")})
    assert found(creating(ModelDataSource=Record({"S3DataSource": uncompressed}))) == []
    assert len(found(creating(ModelDataUrl=FOLDER, Mode=Literal("SingleModel")))) == 1


def test_every_container_of_a_model_package_is_looked_at():
    containers = ListValue(tuple(Record({"ModelDataUrl": one}) for one in (TARBALL, FOLDER)))
    specification = Record({"InferenceSpecification": Record({"Containers": containers})})
    assert len(found(Step("Register", "RegisterModel", arguments=specification))) == 1


@pytest.mark.parametrize(
    ("archive", "count"),
    [
        (FOLDER, 1),  # SDK v3
        (Join(Literal(""), ListValue((FOLDER,))), 1),  # v2
        (Join(Literal(""), ListValue((TARBALL,))), 0),
        (Join(Literal("/"), ListValue((FOLDER, Literal("model.tar.gz")))), 0),
    ],
)
def test_what_is_repacked_is_an_artifact(archive, count):
    arguments = Record({"HyperParameters": Record({"model_archive": archive})})
    assert len(found(Step("Repack", "Training", arguments=arguments))) == count
    assert found(Step("Other", "Processing", arguments=arguments)) == []


def test_steps_with_the_same_artifact_are_named_together():
    artifact = parse_reference(str(FOLDER), Origin("pipeline.py", 7))
    steps = (
        creating(ModelDataUrl=artifact),
        Step("Again", "Model", arguments=creating(ModelDataUrl=artifact).arguments),
    )
    (report,) = ModelDataPrefix().check(Pipeline(steps))
    assert report.message.startswith('the artifact of steps "Create" and "Again" is a folder, ')


def test_the_way_out_is_the_artifact_of_a_training_step_or_a_file_in_the_folder():
    of_training, of_other = (
        next(ModelDataPrefix().check(Pipeline((TRAIN, creating(ModelDataUrl=one))))).help
        for one in (OUTPUT_PATH, FOLDER)
    )
    assert of_training == 'Read the .properties.ModelArtifacts.S3ModelArtifacts of step "Train".'
    assert of_other == 'Name the file in it: Join(on="/", values=[..., "model.tar.gz"]).'
