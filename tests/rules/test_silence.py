"""What cannot be known is not wrong: each rule stays silent where the source leaves room."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.model import (
    Dependency,
    OutputParameter,
    Pipeline,
    PropertyFile,
    Step,
    UnattachedPropertyFile,
)
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    Index,
    JsonGet,
    Key,
    ListValue,
    Literal,
    Member,
    Origin,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
)
from pipelint.rules.registry import all_rules

RULES = {rule.code: rule for rule in all_rules()}


def messages(code: str, *steps: Step, **rest: object) -> list[str]:
    return [report.message for report in RULES[code]().check(Pipeline(steps, **rest))]


def outputs(*names: Value, complete: bool = True) -> Record:
    items = tuple(Record({"OutputName": name}) for name in names)
    return Record({"ProcessingOutputConfig": Record({"Outputs": ListValue(items, complete)})})


def reader(value: Value) -> Step:
    return Step("Reader", "Training", arguments=Record({"Value": value}))


OUTPUT = StepReference(
    "Made", (Member("ProcessingOutputConfig"), Member("Outputs"), Key("x"), Member("S3Output"), Member("S3Uri"))
)
PARAMETER = StepReference("Made", (Member("OutputParameters"), Key("x")))
FILE = JsonGet(PropertyFileReference("Made", "File"), Literal("a"))
TRAIN = Literal("train")
UNKNOWN = Unknown("made by a function of another module")


@pytest.mark.parametrize(
    "changes",
    [{"name_known": False}, {"children_complete": False}],
)
def test_a_name_is_not_missing_while_some_are_unknown(changes):
    waiting = Step("Waiting", "Training", depends_on=(Dependency("Nobody"),))
    assert messages("SMP101", waiting) != []
    assert messages("SMP101", waiting, Step("Other", "Training", **changes)) == []
    assert messages("SMP101", waiting, steps_complete=False) == []


def test_a_step_in_a_branch_or_a_body_exists():
    outer = Step("Waiting", "Training", depends_on=(Dependency("Yes"), Dependency("No"), Dependency("Each")))
    check = Step("Check", "Condition", if_steps=(Step("Yes", "Fail"),), else_steps=(Step("No", "Fail"),))
    assert messages("SMP101", outer, check, Step("Loop", "ForEach", body=(Step("Each", "Training"),))) == []


@pytest.mark.parametrize("step_type", [None, "AddedNextMonth"])
def test_a_step_of_unknown_type_may_have_any_property(step_type):
    assert messages("SMP102", Step("Made", "Training"), reader(StepReference("Made", (Member("Wrong"),)))) != []
    assert messages("SMP102", Step("Made", step_type), reader(StepReference("Made", (Member("Wrong"),)))) == []


def test_of_two_steps_of_one_name_nobody_knows_which_is_read():
    made, other = Step("Made", "Processing", arguments=outputs(TRAIN)), Step("Made", "Training")
    wrong = StepReference("Made", (Member("Wrong"),))
    for code, value in (("SMP102", wrong), ("SMP103", OUTPUT), ("SMP202", FILE)):
        assert messages(code, made, reader(value)) != []
        assert messages(code, made, other, reader(value)) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (outputs(TRAIN), ['step "Made" declares no output "x"; it declares "train"']),
        (Record(), ['step "Made" declares no output "x"; it declares no outputs at all']),
        (outputs(TRAIN, complete=False), []),
        (outputs(TRAIN, UNKNOWN), []),
        (outputs(TRAIN, ParameterReference("Name")), []),
        (Record(complete=False), []),
        (Record({"ProcessingOutputConfig": Record(complete=False)}), []),
        (Record({"ProcessingOutputConfig": UNKNOWN}), []),
        (Record({"ProcessingOutputConfig": Record({"Outputs": UNKNOWN})}), []),
        (Record({"ProcessingOutputConfig": Record({"Outputs": ListValue((UNKNOWN,))})}), []),
    ],
)
def test_an_output_is_missing_only_among_known_ones(arguments, expected):
    assert messages("SMP103", Step("Made", "Processing", arguments=arguments), reader(OUTPUT)) == expected
    file = PropertyFile(Literal("File"), Literal("x"), Literal("a.json"))
    found = messages("SMP203", Step("Made", "Processing", arguments=arguments, property_files=(file,)))
    assert bool(found) is bool(expected)


@pytest.mark.parametrize(
    ("position", "arguments", "expected"),
    [
        (0, outputs(TRAIN), []),
        (-1, outputs(TRAIN), []),
        (None, outputs(TRAIN), []),
        (1, outputs(TRAIN), ['step "Made" declares no output [1]: it declares 1, counted from [0]']),
        (0, Record(), ['step "Made" declares no output [0]: it declares none']),
        (1, outputs(TRAIN, complete=False), []),
        (1, Record(complete=False), []),
    ],
)
def test_an_output_is_counted_only_where_all_are_known(position, arguments, expected):
    path = (Member("ProcessingOutputConfig"), Member("Outputs"), Index(position))
    made = Step("Made", "Processing", arguments=arguments)
    assert messages("SMP103", made, reader(StepReference("Made", path))) == expected
    assert messages("SMP103", replace(made, type="AutoML"), reader(StepReference("Made", path))) == []


def test_what_a_lineage_step_makes_is_looked_up_by_its_kind():
    actions = Record({"Actions": ListValue((Record({"ActionName": TRAIN}),))})
    made = Step("Made", "Lineage", arguments=actions)
    assert messages("SMP103", made, reader(StepReference("Made", (Member("ActionArns"), Key("train"))))) == []
    assert messages("SMP103", made, reader(StepReference("Made", (Member("ContextArns"), Key("train"))))) == [
        'step "Made" declares no context "train"; it declares no contexts at all'
    ]
    assert messages("SMP103", made, reader(StepReference("Made", (Member("Associations"), Index(3))))) == []


def test_an_output_object_is_known_by_the_place_that_made_it():
    here, there = Origin("pipeline.py", "LambdaOutput 1"), Origin("pipeline.py", "LambdaOutput 2")
    first = Step("First", "Lambda", outputs=(OutputParameter(TRAIN, Literal("String"), here),))
    last = Step("Last", "Lambda", outputs=(OutputParameter(TRAIN, Literal("String"), there),))
    path = (Member("OutputParameters"), Key("train"))
    assert messages("SMP109", first, last, reader(StepReference("Last", path, here))) == [
        'step "Reader" reads an output object of step "First", which compiles to Steps.Last.OutputParameters[\'train\']'
    ]
    assert messages("SMP109", first, last, reader(StepReference("Last", path, there))) == []
    assert messages("SMP109", first, last, reader(StepReference("Last", path))) == []
    sometimes = Pipeline((first, replace(last, certain=False), reader(StepReference("Last", path, here))))
    assert [report.severity for report in RULES["SMP109"]().check(sometimes)] == [Severity.WARNING]
    again = replace(last, outputs=first.outputs)
    assert messages("SMP109", first, again, reader(StepReference("Last", path, here))) == []


def test_inputs_are_looked_up_like_outputs():
    inputs = Record({"ProcessingInputs": ListValue((Record({"InputName": Literal("data")}),))})
    value = StepReference("Made", (Member("ProcessingInputs"), Key("dat"), Member("S3Input")))
    made = Step("Made", "Processing", arguments=inputs)
    assert messages("SMP103", made, reader(value)) == ['step "Made" declares no input "dat"; did you mean "data"?']


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("Made", "Lambda"), ['step "Made" declares no output "x"; it declares no outputs at all']),
        (Step("Made", "Callback", outputs=(OutputParameter(Literal("x"), Literal("String")),)), []),
        (Step("Made", "Lambda", outputs=(OutputParameter(UNKNOWN, Literal("String")),)), []),
        (Step("Made", "Lambda", outputs_complete=False), []),
        (Step("Made", "AddedNextMonth"), []),
    ],
)
def test_an_output_parameter_is_missing_only_among_known_ones(step, expected):
    assert messages("SMP103", step, reader(PARAMETER)) == expected


def test_a_property_file_is_missing_only_among_known_ones():
    made = Step("Made", "Processing", property_files=(PropertyFile(Literal("Fil"), TRAIN, Literal("a.json")),))
    unnamed = PropertyFile(UNKNOWN, TRAIN, Literal("a.json"))
    assert messages("SMP202", made, reader(FILE)) == [
        'step "Made" registers no property file "File"; did you mean "Fil"?'
    ]
    assert messages("SMP202", replace(made, property_files_complete=False), reader(FILE)) == []
    assert messages("SMP202", replace(made, property_files=(unnamed,)), reader(FILE)) == []
    assert messages("SMP202", replace(made, type="AddedNextMonth"), reader(FILE)) == []
    assert messages("SMP202", replace(made, type=None, property_files=()), reader(FILE)) == []
    assert messages("SMP202", made, reader(JsonGet(PropertyFileReference("Made", None), Literal("a")))) == []


def test_the_step_that_registers_the_file_is_named():
    other = Step("Other", "Processing", property_files=(PropertyFile(Literal("File"), TRAIN, Literal("a.json")),))
    assert messages("SMP202", Step("Made", "Processing"), other, reader(FILE)) == [
        'step "Made" registers no property file "File"; step "Other" registers it'
    ]


def test_a_step_that_registers_nothing_is_told_so():
    assert messages("SMP202", Step("Made", "Processing"), reader(FILE)) == [
        'step "Made" registers no property file "File"; it registers none at all'
    ]


def test_a_property_file_that_was_never_attached_is_shown_where_it_was_made():
    place = Origin("pipeline.py", "PropertyFile(…)")
    pipeline = Pipeline(
        (Step("Made", "Processing"), reader(FILE)), unattached_property_files=(UnattachedPropertyFile("File", place),)
    )
    (report,) = RULES["SMP202"]().check(pipeline)
    assert (
        report.message == 'property file "File" is created but never attached: add it to property_files of step "Made"'
    )
    assert report.related == ((place, "created here"),)


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("SMP101", StepReference("Nobody", (), Origin("pipeline.py", 1))),
        ("SMP102", replace(OUTPUT, origin=Origin("a", 1))),
    ],
)
def test_one_expression_in_several_steps_is_one_finding(code, value):
    users = (reader(value), replace(reader(value), name="Other"))
    assert len(messages(code, Step("Made", "Model"), *users)) == 1
    elsewhere = replace(value, origin=Origin("pipeline.py", 2))
    assert len(messages(code, Step("Made", "Model"), *users, replace(reader(elsewhere), name="Third"))) == 2


def test_a_cycle_through_a_step_that_may_not_exist_is_a_warning():
    first = Step("First", "Training", depends_on=(Dependency("Second"),))
    second = Step("Second", "Training", depends_on=(Dependency("First"),))
    (sure,) = RULES["SMP301"]().check(Pipeline((first, second)))
    (unsure,) = RULES["SMP301"]().check(Pipeline((first, replace(second, certain=False))))
    assert (sure.severity, unsure.severity) == (None, Severity.WARNING)


def test_a_cycle_made_of_two_steps_of_one_name_is_none():
    one = Step("First", "Training", depends_on=(Dependency("Second"),))
    other = Step("First", "Training")
    assert messages("SMP301", one, Step("Second", "Training", depends_on=(Dependency("First"),)), other) == []


@pytest.mark.parametrize("path", [Literal(None), Literal(5), UNKNOWN, ParameterReference("Path")])
def test_a_json_path_that_is_not_written_out_is_not_judged(path):
    get = JsonGet(PropertyFileReference("Made", "File"), path)
    assert messages("SMP201", reader(get)) == messages("SMP204", reader(get)) == []


def test_a_malformed_json_path_is_said_once():
    get = JsonGet(PropertyFileReference("Made", "File"), Literal("a[b]"))
    assert len(messages("SMP201", reader(get))) == 1
    assert messages("SMP204", reader(get)) == []
