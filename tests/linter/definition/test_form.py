"""The form of definitions: every part against the schema of its kind, in words."""

import json
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given

from pipelint.linter.engine import check
from pipelint.linter.settings import Choice, Settings
from tests.linter.definition.whole_schema import WHOLE
from tests.pipeline.generated_definitions import definitions

EMITTED = sorted((Path(__file__).parents[3] / "fixtures" / "definitions").glob("*/*.json"))


def found(content, *codes, ignored=()):
    data = json.dumps(content).encode()
    return [
        (one.code, one.span.pointer, one.message)
        for one in check([], Settings((Choice(ignore=ignored),)), stdin=("d.json", data)).findings
        if not codes or one.code in codes
    ]


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_the_sdks_emit_has_the_form_of_the_schema(path):
    content = json.loads(path.read_bytes())
    assert [error.message for error in WHOLE.iter_errors(content)] == []
    assert found(content, "SMP020", "SMP021") == []


# --- the words -------------------------------------------------------------------------------------------------------


def step(kind="Training", **keys):
    return {"Name": "A", "Type": kind, "Arguments": {}, **keys}


def condition(one):
    return step("Condition", Arguments={"Conditions": [one], "IfSteps": [], "ElseSteps": []})


UNREADABLE = {
    "a string for a list": (
        {"Steps": [step(DependsOn="B")]},
        "/Steps/0/DependsOn",
        'DependsOn of step "A" takes a list, not "B"',
    ),
    "a list for an object": (
        {"Steps": [step(CacheConfig=[])]},
        "/Steps/0/CacheConfig",
        'CacheConfig of step "A" takes an object, not a list',
    ),
    "a branch that is no list": (
        {"Steps": [step("Condition", Arguments={"Conditions": [], "IfSteps": {}})]},
        "/Steps/0/Arguments/IfSteps",
        'IfSteps of step "A" takes a list, not an object',
    ),
    "a step that is none": ({"Steps": [5]}, "/Steps/0", "Steps[0] of the definition takes an object, not 5"),
    "text in place of the values of a join": (
        {"Steps": [step("Fail", Arguments={"ErrorMessage": {"Std:Join": {"On": "/", "Values": "abc"}}})]},
        "/Steps/0/Arguments/ErrorMessage/Std:Join/Values",
        'ErrorMessage.Std:Join.Values of step "A" takes a list, not "abc"',
    ),
    "a parameter that is none": (
        {"Steps": [], "Parameters": ["P"]},
        "/Parameters/0",
        'Parameters[0] of the definition takes an object, not "P"',
    ),
    "no name": (
        {"Steps": [{"Type": "Fail", "Arguments": {}}]},
        "/Steps/0",
        'the step at /Steps/0 lacks "Name", which a Fail step has',
    ),
    "no type": ({"Steps": [{"Name": "A", "Arguments": {}}]}, "/Steps/0", 'step "A" lacks "Type"'),
}


@pytest.mark.parametrize(("content", "pointer", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_the_service_cannot_read_is_an_error(content, pointer, message):
    assert found(content, "SMP020", "SMP021") == [("SMP020", pointer, message)]


UNUSUAL = {
    "a misspelt key of the definition": (
        {"Steps": [], "Metdata": {}},
        "/Metdata",
        'the definition has the key "Metdata", which is not in the format; did you mean "Metadata"? It may have '
        '"Version", "Metadata", "Parameters", "PipelineExperimentConfig", "MlflowConfig" and "Steps"',
    ),
    "another version": (
        {"Version": "2021-01-01", "Steps": []},
        "/Version",
        'Version of the definition is "2021-01-01"; did you mean "2020-12-01"?',
    ),
    "a misspelt key of a step": (
        {"Steps": [step("Fail", DependOn=[])]},
        "/Steps/0/DependOn",
        'step "A" has the key "DependOn", which is not in the format; did you mean "DependsOn"? It may have "Name", '
        '"Type", "Arguments", "DisplayName", "Description" and "DependsOn"',
    ),
    "a key that this type needs": (
        {"Steps": [step("Lambda")]},
        "/Steps/0",
        'step "A" lacks "FunctionArn", which a Lambda step has',
    ),
    "a misspelt type of a parameter": (
        {"Steps": [], "Parameters": [{"Name": "P", "Type": "Strng"}]},
        "/Parameters/0/Type",
        'Type of parameter "P" is "Strng"; did you mean "String"? It takes "String", "Integer", "Float" and "Boolean"',
    ),
    "a misspelt type of a step": (
        {"Steps": [step("Trainig")]},
        "/Steps/0/Type",
        'Type of step "A" is "Trainig"; did you mean "Training"?',
    ),
    "a misspelt type of a condition": (
        {"Steps": [condition({"Type": "Nott", "Condition": {"Type": "Or", "Conditions": []}})]},
        "/Steps/0/Arguments/Conditions/0/Type",
        'Conditions[0].Type of step "A" is "Nott"; did you mean "Not"? It takes "Equals", "GreaterThan", '
        '"GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo", "In", "Not" and "Or"',
    ),
    "a condition without an operand": (
        {"Steps": [condition({"Type": "Equals", "LeftValue": {"Get": "Execution.PipelineName"}})]},
        "/Steps/0/Arguments/Conditions/0",
        'Conditions[0] of step "A" lacks "RightValue"',
    ),
    "a list as an operand": (
        {
            "Steps": [
                condition({"Type": "Equals", "LeftValue": {"Get": "Execution.PipelineName"}, "RightValue": ["a"]}),
            ]
        },
        "/Steps/0/Arguments/Conditions/0/RightValue",
        'Conditions[0].RightValue of step "A" takes a single value, not a list',
    ),
    "a reference into nowhere": (
        {"Steps": [step("Fail", Arguments={"ErrorMessage": {"Get": "Paramters.P"}})]},
        "/Steps/0/Arguments/ErrorMessage/Get",
        'ErrorMessage.Get of step "A" is "Paramters.P"; expected a reference that begins with Parameters., Execution., '
        "Steps., PipelineExperimentConfig., ForEach., IterationOutput.",
    ),
    "an expression that is none": (
        {"Steps": [step("Lambda", FunctionArn="f", Arguments={"x": {"Std:JsonGet": {"Path": "a"}}})]},
        "/Steps/0/Arguments/x/Std:JsonGet",
        'x.Std:JsonGet of step "A" has none of "PropertyFile" and "S3Uri"; it takes one of them',
    ),
    "an object among the values of In": (
        {"Steps": [condition({"Type": "In", "QueryValue": {"Get": "Parameters.P"}, "Values": ["a", {"b": 1}]})]},
        "/Steps/0/Arguments/Conditions/0/Values/1/b",
        'Conditions[0].Values[1] of step "A" has the key "b", which is not in the format; it may have "Get", '
        '"Std:Join" and "Std:JsonGet"',
    ),
    "a property in place of a property file": (
        {
            "Steps": [
                step("Processing", Name="E"),
                step(
                    "Fail",
                    Arguments={
                        "ErrorMessage": {
                            "Std:JsonGet": {"PropertyFile": {"Get": "Steps.E.ProcessingJobArn"}, "Path": "a"}
                        }
                    },
                ),
            ]
        },
        "/Steps/1/Arguments/ErrorMessage/Std:JsonGet/PropertyFile/Get",
        'ErrorMessage.Std:JsonGet.PropertyFile.Get of step "A" is "Steps.E.ProcessingJobArn"; expected '
        "Steps.STEP.PropertyFiles.FILE",
    ),
    "two of which one is taken": (
        {
            "Steps": [
                step(
                    "EMR",
                    Arguments={
                        "StepConfig": {"HadoopJarStep": {"Jar": "s3://bucket/x.jar"}},
                        "ClusterId": "j-1",
                        "ClusterConfig": {},
                    },
                )
            ]
        },
        "/Steps/0/Arguments",
        'Arguments of step "A" has both of "ClusterId" and "ClusterConfig"; it takes one of them',
    ),
}


@pytest.mark.parametrize(("content", "pointer", "message"), UNUSUAL.values(), ids=UNUSUAL)
def test_what_no_sdk_writes_is_a_warning(content, pointer, message):
    assert found(content, "SMP020", "SMP021") == [("SMP021", pointer, message)]
    assert not WHOLE.is_valid(content) or "Type of step" in message  # AWS adds step types: any may exist


def test_a_step_type_of_next_month_is_none_of_our_business():
    assert found({"Steps": [step("BedrockCustomModel", Anything={"New": 1}, Arguments={"Model": ["a"]})]}) == []


def test_a_rule_has_the_better_words():
    content = {"Steps": [step("Processing", Name="a b", CacheConfig={"Enabled": True, "ExpireAfter": "soon"})]}
    assert [code for code, _, _ in found(content)] == ["SMP303", "SMP803"]
    assert not WHOLE.is_valid(content)


def test_where_no_rule_speaks_the_schema_does():
    content = {
        "Steps": [
            step("Fail", DisplayName="x" * 257),
            step(
                "Training",
                Name="B",
                Arguments={},
                RetryPolicies=[{"ExceptionType": ["Step.THROTTLING"], "MaxAttempts": 21}],
            ),
        ]
    }
    assert found(content, ignored=("SMP303", "SMP806")) == [
        ("SMP021", "/Steps/0/DisplayName", 'DisplayName of step "A" has 257; it takes 256 characters or less'),
        (
            "SMP021",
            "/Steps/1/RetryPolicies/0/MaxAttempts",
            'RetryPolicies[0].MaxAttempts of step "B" is 21; it takes 20 or less',
        ),
    ]


def test_parts_inside_parts_are_told_once_at_any_depth():
    inner = {"Type": "Equals", "LeftValue": 1}
    for _ in range(150):
        inner = {"Type": "Not", "Condition": inner}
    codes = [code for code, _, _ in found({"Steps": [condition(inner)]}, "SMP020", "SMP021")]
    assert codes == []  # deeper than places are kept: not understood, which is said
    assert found({"Steps": [condition(inner)]}, "SMP009")


# --- whatever comes --------------------------------------------------------------------------------------------------


@given(definitions)
def test_no_definition_is_too_odd(content):
    for one in check([], Settings(), stdin=("d.json", json.dumps(content).encode())).findings:
        assert one.code not in ("SMP005", "SMP012")


# Objects whose keys are the user's own.
FREE = frozenset(
    "Environment HyperParameters StaticHyperParameters Metadata Properties CustomerMetadataProperties tags".split()
)


def keys(content, place=()):
    """Yield the place of every key of the format in a definition."""
    if isinstance(content, list):
        for index, value in enumerate(content):
            yield from keys(value, (*place, index))
    elif isinstance(content, dict):
        users_own = "Arguments" if content.get("Type") in ("Lambda", "Callback") else None
        for key, value in content.items():
            yield (*place, key)
            if key not in FREE and key != users_own:
                yield from keys(value, (*place, key))


def places():
    """Return one place of each kind, with the definition it is in: the names on the way, and the type of the step."""
    found = {}
    for path in EMITTED:
        content = json.loads(path.read_bytes())
        for place in keys(content):
            holder = reduce(lambda inner, name: inner[name], place[:-1], content)
            names = tuple(name for name in place if isinstance(name, str))
            found.setdefault((names, holder.get("Type")), (path, place))
    return found.values()


@pytest.mark.slow
def test_one_misspelt_key_is_rejected_where_it_stands():
    accepted = []
    for path, (*way, key) in places():
        content = json.loads(path.read_bytes())
        before = set(found(content))
        holder = reduce(lambda inner, name: inner[name], way, content)
        holder[f"{key}x"] = holder.pop(key)
        pointer = "".join(f"/{name}" for name in way)
        said = [where for _, where, _ in set(found(content)) - before if where is not None]
        told = any(where.startswith(pointer) or pointer.startswith(f"{where}/") for where in said)
        if WHOLE.is_valid(content) or not told:
            accepted.append((path.stem, *way, key))
    assert accepted == []


# --- what the API asks for in the arguments that no rule looks at -----------------------------------------------------

ARTIFACT = {"ArtifactName": "a b", "ArtifactType": "t", "Source": {"SourceUri": "s3://bucket/key"}}
GROUPS = {"InstanceGroups": [{"InstanceRole": "HEAD", "InstanceType": "m5.xlarge", "InstanceCount": 1}]}
OF_THE_API = {
    "a pattern": (
        step("Lineage", Arguments={"Artifacts": [ARTIFACT]}),
        "/Steps/0/Arguments/Artifacts/0/ArtifactName",
        'Artifacts[0].ArtifactName of step "A" is "a b"; expected text of the form '
        "^(?:[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119})$",
    ),
    "a text that may be null": (
        step("EMR", Arguments={"StepConfig": {}, "ClusterConfig": {"Name": "n", "Instances": GROUPS}}),
        "/Steps/0/Arguments/ClusterConfig/Instances/InstanceGroups/0/InstanceRole",
        'ClusterConfig.Instances.InstanceGroups[0].InstanceRole of step "A" is "HEAD"; it takes "MASTER", "CORE" '
        'and "TASK"',
    ),
}


@pytest.mark.parametrize(("one", "pointer", "message"), OF_THE_API.values(), ids=OF_THE_API)
def test_what_the_api_asks_for_is_said_without_a_description(one, pointer, message):
    assert ("SMP021", pointer, message) in found({"Steps": [one]}, "SMP020", "SMP021", "SMP012")
