"""Compiled definitions read into the model: every construct, every malformed piece, any depth."""

import json
from pathlib import Path

import pytest

from pipelint.pipeline.definition import DefinitionError, read_definition
from pipelint.pipeline.model import (
    Comparison,
    Dependency,
    Disjunction,
    Gap,
    Membership,
    Negation,
    OutputParameter,
    Parameter,
    PropertyFile,
    UnknownCondition,
    condition_values,
)
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    Origin,
    OtherReference,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    walk,
)

FIXTURES = Path(__file__).parents[2] / "fixtures" / "definitions"
EMITTED = sorted(FIXTURES.glob("*/*.json"))


def emitted(name):
    return read_definition(json.loads((FIXTURES / name).read_bytes()), name)


def of_steps(*steps, **top):
    return read_definition({"Version": "2020-12-01", "Steps": list(steps), **top}, "d.json")


def the_step(**keys):
    """Read a pipeline of one step with ``keys``, and return the step and the gaps as (what, why, place)."""
    pipeline = of_steps({"Name": "A", "Type": "Processing", "Arguments": {}, **keys})
    return pipeline.steps[0], [(gap.what, gap.why, gap.origin.place) for gap in pipeline.gaps]


def test_all_79_emitted_definitions_are_there():
    assert len(EMITTED) == 79


@pytest.mark.parametrize("path", EMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_the_sdks_emit_is_read_without_a_gap(path):
    content = json.loads(path.read_bytes())
    pipeline = read_definition(content, path.name)

    assert pipeline.gaps == ()
    assert [step.name for step in pipeline.steps] == [step["Name"] for step in content["Steps"]]
    assert pipeline.names_complete and pipeline.parameters_complete
    assert len(list(pipeline.all_steps())) == path.read_text().count('"Arguments":')


def test_every_origin_leads_to_what_was_read():
    content = json.loads((FIXTURES / "v2" / "condition_all_operators.json").read_bytes())
    for step in read_definition(content, "d.json").all_steps():
        for value in step.values():
            for inner in walk(value):
                here = content
                for key in inner.origin.place:
                    here = here[key]
                if isinstance(inner, Literal):
                    assert (inner.origin.document, inner.value) == ("d.json", here)
                elif isinstance(inner, StepReference):
                    assert str(inner) == here["Get"]


def test_parameters_keep_type_default_and_enum():
    pipeline = of_steps(
        Parameters=[
            {"Name": "Stage", "Type": "String", "DefaultValue": "dev", "EnumValues": ["dev", "prod"]},
            {"Name": "Count", "Type": "Integer"},
            {"Name": "Untyped", "DefaultValue": None},
        ]
    )
    assert pipeline.parameters == (
        Parameter("Stage", "String", Literal("dev"), ListValue((Literal("dev"), Literal("prod")))),
        Parameter("Count", "Integer"),
        Parameter("Untyped", "String", Literal(None)),
    )
    assert pipeline.parameters[1].origin == Origin("d.json", ("Parameters", 1))


def test_the_top_keeps_its_further_keys_and_the_experiment():
    pipeline = emitted("v3/mlflow_config.json")
    assert {"Version", "Metadata", "MlflowConfig"} == set(pipeline.attributes.entries)
    assert pipeline.experiment_config == Record(
        {
            "ExperimentName": ParameterReference("Exp"),
            "TrialName": Join(Literal("-"), ListValue((Literal("trial"), ExecutionVariable("PipelineExecutionId")))),
        }
    )
    assert of_steps().experiment_config == Literal(None)


def test_expressions_are_read_wherever_they_stand():
    step, gaps = the_step(
        Arguments={
            "Get": {"Get": "Parameters.P"},
            "Joined": {"Std:Join": {"On": "/", "Values": ["s3:/", {"Std:Join": {"Values": []}}]}},
            "FromFile": {"Std:JsonGet": {"PropertyFile": {"Get": "Steps.E.PropertyFiles.R"}, "Path": "a.b"}},
            "FromS3": {"Std:JsonGet": {"S3Uri": {"Std:Join": {"On": "", "Values": ["s3://b/k"]}}}},
        }
    )
    assert gaps == []
    assert step.arguments.entries == {
        "Get": ParameterReference("P"),
        "Joined": Join(Literal("/"), ListValue((Literal("s3:/"), Join(Literal(""), ListValue(()))))),
        "FromFile": JsonGet(PropertyFileReference("E", "R"), Literal("a.b")),
        "FromS3": JsonGet(Join(Literal(""), ListValue((Literal("s3://b/k"),))), Literal(None)),
    }


def test_what_only_resembles_an_expression_is_an_object():
    step, _ = the_step(
        Arguments={
            "TwoKeys": {"Get": "Parameters.P", "Other": 1},
            "NoText": {"Get": 5},
            "NoValues": {"Std:Join": {"On": "/"}},
            "NoObject": {"Std:Join": "a"},
            "BothSources": {"Std:JsonGet": {"PropertyFile": {"Get": "x"}, "S3Uri": "s3://b", "Path": "p"}},
        }
    )
    assert step.arguments.entries == {
        "TwoKeys": Record({"Get": Literal("Parameters.P"), "Other": Literal(1)}),
        "NoText": Record({"Get": Literal(5)}),
        "NoValues": Record({"Std:Join": Record({"On": Literal("/")})}),
        "NoObject": Record({"Std:Join": Literal("a")}),
        "BothSources": Record(
            {
                "Std:JsonGet": Record(
                    {"PropertyFile": OtherReference("x"), "S3Uri": Literal("s3://b"), "Path": Literal("p")}
                )
            }
        ),
    }


def test_values_that_json_cannot_hold_are_unknown_and_odd_keys_become_text():
    step, _ = the_step(Arguments={"set": {1}, 5: (1.5, None, True)})
    assert step.arguments.entries == {
        "set": Unknown("a definition cannot hold a value of type set"),
        "5": ListValue((Literal(1.5), Literal(None), Literal(True))),
    }


def test_a_processing_step_has_property_files_dependencies_and_attributes():
    step, gaps = the_step(
        DisplayName="first",
        CacheConfig={"Enabled": True},
        DependsOn=["X", {"Step": "Y", "Trigger": "Failed"}, {"Step": "Z"}],
        PropertyFiles=[{"PropertyFileName": "R", "OutputName": "out", "FilePath": "r.json"}],
    )
    assert gaps == []
    assert step.attributes == Record(
        {"DisplayName": Literal("first"), "CacheConfig": Record({"Enabled": Literal(True)})}
    )
    assert step.depends_on == (Dependency("X"), Dependency("Y", "Failed"), Dependency("Z"))
    assert step.depends_on[1].origin == Origin("d.json", ("Steps", 0, "DependsOn", 1))
    assert step.property_files == (PropertyFile(Literal("R"), Literal("out"), Literal("r.json")),)
    assert step.property_files[0].path.origin.place == ("Steps", 0, "PropertyFiles", 0, "FilePath")


def test_lambda_and_callback_steps_have_outputs():
    assert emitted("v2/lambda_outputs.json").step("Call").outputs == (
        OutputParameter(Literal("str_out"), Literal("String")),
        OutputParameter(Literal("int_out"), Literal("Integer")),
        OutputParameter(Literal("bool_out"), Literal("Boolean")),
        OutputParameter(Literal("float_out"), Literal("Float")),
    )


def test_the_arguments_of_a_lambda_step_are_the_users_own():
    step, gaps = the_step(Type="Lambda", Arguments={"Conditions": 1, "IfSteps": [{"Name": "x"}]})
    assert set(step.arguments.entries) == {"Conditions", "IfSteps"}
    assert (step.conditions, step.children, gaps) == ((), (), [])


def test_a_condition_step_has_conditions_and_branches():
    step = emitted("v2/condition_all_operators.json").step("Check")

    assert step.arguments == Record({})
    assert [child.name for child in step.if_steps] == ["Train"]
    assert [child.name for child in step.else_steps] == ["Stop"]
    assert step.conditions[0] == Comparison("Equals", ParameterReference("Stage"), Literal("dev"))
    assert step.conditions[4] == Comparison(
        "LessThanOrEqualTo", StepReference("Prepare", (Member("ExitMessage"),)), Literal("z")
    )
    assert isinstance(step.conditions[5], Membership) and len(step.conditions[5].values.items) == 4
    assert step.conditions[6] == Negation(Comparison("Equals", ParameterReference("Flag"), Literal(True)))
    nested = step.conditions[7]
    assert nested == Disjunction(
        (
            Comparison("Equals", ExecutionVariable("PipelineExecutionId"), Literal("x")),
            Negation(Membership(ParameterReference("Threshold"), ListValue((Literal(1), Literal(2), Literal(3))))),
            Disjunction((Comparison("Equals", Literal(1), Literal(1)),)),
        )
    )
    assert nested.conditions[1].condition.origin.place[-4:] == (7, "Conditions", 1, "Condition")


def test_a_loop_has_a_body():
    step = emitted("v3/for_each_selector.json").step("Loop")

    assert [child.name for child in step.body] == ["ScoreItem", "TrainItem"]
    assert set(step.arguments.entries) == {"IterableItems", "MaxConcurrency", "Selector"}
    assert step.body[1].origin.place == ("Steps", 0, "Arguments", "ForEachBody", 1)


NO_DEFINITION = [
    ([], "a pipeline definition is a JSON object, this is a list", ()),
    (None, "a pipeline definition is a JSON object, this is null", ()),
    ("text", "a pipeline definition is a JSON object, this is a string", ()),
    (True, "a pipeline definition is a JSON object, this is a truth value", ()),
    ({}, 'a pipeline definition has a list of "Steps", this object has none', ()),
    ({"Version": "2020-12-01"}, 'a pipeline definition has a list of "Steps", this object has none', ()),
    ({"Steps": {}}, '"Steps" of a pipeline definition is a list, this is an object', ("Steps",)),
    ({"Steps": 5}, '"Steps" of a pipeline definition is a list, this is a number', ("Steps",)),
    (
        {"PipelineArn": "arn", "PipelineDefinition": "{}"},
        "this is the answer of DescribePipeline, which holds the definition as text: save that text alone, with"
        " `aws sagemaker describe-pipeline --pipeline-name NAME --query PipelineDefinition --output text`",
        ("PipelineDefinition",),
    ),
]


@pytest.mark.parametrize(("content", "message", "pointer"), NO_DEFINITION)
def test_what_is_no_definition_is_refused(content, message, pointer):
    with pytest.raises(DefinitionError) as refusal:
        read_definition(content)
    assert (str(refusal.value), refusal.value.pointer) == (message, pointer)


def test_items_of_steps_that_are_no_objects_are_gaps():
    pipeline = of_steps({"Name": "A", "Type": "Fail", "Arguments": {}}, "B", None)
    assert [step.name for step in pipeline.steps] == ["A"]
    assert not pipeline.steps_complete
    assert pipeline.gaps == (
        Gap("an item of Steps", "expected an object, found a string"),
        Gap("an item of Steps", "expected an object, found null"),
    )
    assert pipeline.gaps[1].origin == Origin("d.json", ("Steps", 2))


def test_steps_without_a_name_get_labels_of_their_own():
    pipeline = of_steps({"Type": "Fail"}, {"Name": 5, "Type": "Fail"})
    assert [(step.name, step.name_known) for step in pipeline.steps] == [
        ("<unnamed step 1>", False),
        ("<unnamed step 2>", False),
    ]
    assert pipeline.gaps == (
        Gap("<unnamed step 1>", "it has no Name"),
        Gap("<unnamed step 2>", "expected a string as Name, found a number"),
    )
    assert not pipeline.names_complete


MALFORMED = [
    ({"Type": None}, "type", None, ('step "A"', "expected a string as Type, found null", ("Steps", 0))),
    (
        {"Arguments": ["x"]},
        "children_complete",
        False,
        ("Arguments", "expected an object, found a list", ("Steps", 0, "Arguments")),
    ),
    (
        {"DependsOn": "B"},
        "depends_on_complete",
        False,
        ("DependsOn", "expected a list, found a string", ("Steps", 0, "DependsOn")),
    ),
    (
        {"DependsOn": ["B", 5]},
        "depends_on_complete",
        False,
        (
            "an item of DependsOn",
            'expected a step name, or an object with "Step" and "Trigger", found a number',
            ("Steps", 0, "DependsOn", 1),
        ),
    ),
    (
        {"PropertyFiles": {}},
        "property_files_complete",
        False,
        ("PropertyFiles", "expected a list, found an object", ("Steps", 0, "PropertyFiles")),
    ),
    (
        {"PropertyFiles": ["R"]},
        "property_files_complete",
        False,
        ("an item of PropertyFiles", "expected an object, found a string", ("Steps", 0, "PropertyFiles", 0)),
    ),
    (
        {"PropertyFiles": [{"PropertyFileName": "R", "FilePath": "r.json"}]},
        "property_files",
        (PropertyFile(Literal("R"), Unknown("OutputName is missing"), Literal("r.json")),),
        ("an item of PropertyFiles", "it has no OutputName", ("Steps", 0, "PropertyFiles", 0)),
    ),
    (
        {"OutputParameters": "x"},
        "outputs_complete",
        False,
        ("OutputParameters", "expected a list, found a string", ("Steps", 0, "OutputParameters")),
    ),
    (
        {"Type": "Condition", "Arguments": {"Conditions": {}}},
        "conditions_complete",
        False,
        ("Conditions", "expected a list, found an object", ("Steps", 0, "Arguments", "Conditions")),
    ),
    (
        {"Type": "Condition", "Arguments": {"IfSteps": None}},
        "children_complete",
        False,
        ("IfSteps", "expected a list, found null", ("Steps", 0, "Arguments", "IfSteps")),
    ),
    (
        {"Type": "Parallel", "Arguments": {"Branches": [{"Name": "B", "Type": "Fail", "Arguments": {}}]}},
        "children_complete",
        False,
        ("Arguments", "pipelint does not know which steps a Parallel step holds", ("Steps", 0)),
    ),
]


@pytest.mark.parametrize(("keys", "attribute", "value", "gap"), MALFORMED)
def test_a_malformed_piece_is_a_gap_and_marked_incomplete(keys, attribute, value, gap):
    step, gaps = the_step(**keys)
    assert getattr(step, attribute) == value
    assert gaps == [gap]


def test_an_unknown_step_type_is_read_like_any_other():
    step, gaps = the_step(Type="BrandNew", Arguments={"a": [{"b": 1}]})
    assert (step.type, step.children_complete, gaps) == ("BrandNew", True, [])


def test_an_expression_in_place_of_the_arguments_still_makes_edges():
    step, gaps = the_step(Arguments={"Get": "Steps.B.Arguments"})
    assert step.arguments == Record(complete=False)
    assert step.unplaced == (StepReference("B", (Member("Arguments"),)),)
    assert gaps == [("Arguments", "expected an object, found an expression", ("Steps", 0, "Arguments"))]


def test_a_condition_step_without_readable_arguments_has_unknown_conditions():
    step, _ = the_step(Type="Condition", Arguments=5)
    assert (step.conditions, step.conditions_complete) == ((), False)


def test_a_step_may_lack_arguments():
    pipeline = of_steps({"Name": "A", "Type": "Condition"}, {"Name": "B", "Type": "Callback"})
    assert (pipeline.gaps, pipeline.names_complete) == ((), True)


UNREADABLE_CONDITIONS = [
    (5, None, "expected an object, found a number"),
    ({"LeftValue": 1}, None, "it has no Type"),
    ({"Type": "And", "Conditions": []}, "And", 'pipelint knows no condition of type "And"'),
    ({"Type": "Equals", "LeftValue": 1}, "Equals", "Equals needs RightValue"),
    ({"Type": "In", "Value": 1, "In": []}, "In", "In needs QueryValue and Values"),
    ({"Type": "Not"}, "Not", "Not needs Condition"),
    ({"Type": "Or", "Conditions": "x"}, "Or", "Conditions of Or: expected a list, found a string"),
]


@pytest.mark.parametrize(("content", "type_name", "why"), UNREADABLE_CONDITIONS)
def test_a_condition_that_cannot_be_read_keeps_its_content(content, type_name, why):
    step, gaps = the_step(Type="Condition", Arguments={"Conditions": [{"Type": "Not", "Condition": content}]})
    inner = step.conditions[0].condition
    assert isinstance(inner, UnknownCondition)
    assert inner.type == type_name
    assert gaps == [("a condition", why, ("Steps", 0, "Arguments", "Conditions", 0, "Condition"))]


def test_references_in_an_unreadable_condition_are_still_there():
    step, _ = the_step(
        Type="Condition",
        Arguments={"Conditions": [{"Type": "NotEquals", "LeftValue": {"Get": "Steps.B.X['k']"}, "RightValue": 1}]},
    )
    values = [inner for value in condition_values(step.conditions[0]) for inner in walk(value)]
    assert StepReference("B", (Member("X"), Key("k"))) in values


def test_malformed_parameters_are_gaps():
    pipeline = of_steps(Parameters=[{"Type": "String"}, 5, {"Name": "P", "Type": []}])
    assert pipeline.parameters == (Parameter("P", "a list"),)
    assert not pipeline.parameters_complete
    assert [(gap.what, gap.why) for gap in pipeline.gaps] == [
        ("an item of Parameters", "expected an object, found a number"),
        ("a parameter", "it has no Name"),
        ('parameter "P"', "expected a string as Type, found a list"),
    ]
    assert not of_steps(Parameters="x").parameters_complete


DEPTH = 10_000


def nested(innermost, *keys):
    """Wrap ``innermost`` into objects ``DEPTH`` times, the list of (key, other entries) turn about."""
    here = innermost
    for level in range(DEPTH):
        key, others = keys[level % len(keys)]
        here = {**others, key: [here] if key.endswith("s") else here}
    return here


def test_conditions_nested_ever_deeper_are_read():
    innermost = {"Type": "Equals", "LeftValue": {"Get": "Steps.B.X"}, "RightValue": 1}
    content = nested(innermost, ("Condition", {"Type": "Not"}), ("Conditions", {"Type": "Or"}))
    step, gaps = the_step(Type="Condition", Arguments={"Conditions": [content]})

    assert gaps == []
    assert list(condition_values(step.conditions[0])) == [StepReference("B", (Member("X"),)), Literal(1)]


def test_arguments_nested_ever_deeper_are_read():
    step, gaps = the_step(Arguments=nested({"Get": "Steps.B.X"}, ("a", {}), ("bs", {})))
    *_, last = walk(step.arguments)

    assert (last, gaps) == (StepReference("B", (Member("X"),)), [])
    assert len(last.origin.place) == 100


def test_branches_nested_ever_deeper_are_read():
    here = {"Name": "innermost", "Type": "Fail", "Arguments": {}}
    for level in range(DEPTH):
        here = {"Name": str(level), "Type": "Condition", "Arguments": {"IfSteps": [here]}}
    assert [step.name for step in of_steps(here).all_steps()][-1] == "innermost"
