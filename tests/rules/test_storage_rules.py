"""What the rules about places in S3 leave alone: SMP310, SMP601 and SMP602."""

from __future__ import annotations

import pytest

from pipelint.findings import Severity
from pipelint.pipeline.model import Comparison, Dependency, Pipeline, Step
from pipelint.pipeline.record import replace
from pipelint.pipeline.values import (
    ExecutionVariable,
    Join,
    JsonGet,
    ListValue,
    Literal,
    Origin,
    ParameterReference,
    PropertyFileReference,
    Record,
    StepReference,
    Unknown,
    Value,
)
from pipelint.rules.rule import Report
from pipelint.rules.smp310_json_get_s3_without_dependency import JsonGetS3WithoutDependency
from pipelint.rules.smp601_hidden_order import MOST_WRITERS, HiddenOrder
from pipelint.rules.smp602_s3_join import S3Join

UNKNOWN = Unknown("made elsewhere")
BUCKET = ParameterReference("Bucket")


def join(on: str, *values: Value | str) -> Join:
    items = tuple(Literal(one, Origin("p", one)) if isinstance(one, str) else one for one in values)
    return Join(Literal(on, Origin("p", "on")), ListValue(items))


def writer(name: str, uri: Value | str) -> Step:
    value = Literal(uri) if isinstance(uri, str) else uri
    outputs = ListValue((Record({"S3Output": Record({"S3Uri": value})}),))
    return Step(name, "Processing", arguments=Record({"ProcessingOutputConfig": Record({"Outputs": outputs})}))


def reader(name: str, uri: Value | str, *depends_on: str) -> Step:
    value = Literal(uri) if isinstance(uri, str) else uri
    channel = Record({"DataSource": Record({"S3DataSource": Record({"S3Uri": value})})})
    arguments = Record({"InputDataConfig": ListValue((channel,))})
    return Step(name, "Training", arguments=arguments, depends_on=tuple(map(Dependency, depends_on)))


def unordered(*steps: Step) -> list[Report]:
    return list(HiddenOrder().check(Pipeline(steps)))


def severities(*steps: Step) -> list[Severity | None]:
    return [report.severity for report in unordered(*steps)]


def test_only_the_very_place_is_sure_and_only_where_all_is_known():
    prepare = writer("Prepare", "s3://b/data")
    assert severities(prepare, reader("Train", "s3://b/data/")) == [Severity.ERROR]
    assert severities(prepare, reader("Train", "s3://b/data/a/b")) == [None]
    train = reader("Train", "s3://b/data")
    assert severities(prepare, replace(train, depends_on_complete=False)) == [None]
    assert severities(prepare, replace(train, arguments=replace(train.arguments, complete=False))) == [None]
    assert severities(replace(prepare, certain=False), train) == [None]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("s3://b/data", "s3://b"),
        ("s3://b", "s3://b/data"),
        ("s3://b/data", "s3://b/data2"),
        ("s3://b/data", "s3://c/data"),
        ("/opt/data", "/opt/data"),
        (UNKNOWN, UNKNOWN),
        (join("/", UNKNOWN, "x"), join("/", UNKNOWN, "x")),
        (join("/", "s3:/", BUCKET), join("/", "s3:/", ParameterReference("Other"))),
    ],
)
def test_places_that_are_not_surely_shared_are_no_finding(written, read):
    assert unordered(writer("Prepare", written), reader("Train", read)) == []


def test_one_place_spelled_in_two_ways_is_one():
    here, there = join("/", "s3:/", BUCKET, "data"), join("", "s3://", BUCKET, "/data")
    assert severities(writer("Prepare", here), reader("Train", there)) == [Severity.ERROR]
    run = ExecutionVariable("PipelineExecutionId")
    assert severities(writer("Prepare", join("/", "s3://b", run)), reader("Train", join("/", "s3://b", run))) == [
        Severity.ERROR
    ]


def test_order_in_either_direction_and_over_others_is_order():
    prepare = writer("Prepare", "s3://b/data")
    assert unordered(prepare, reader("Train", "s3://b/data", "Prepare")) == []
    assert unordered(replace(prepare, depends_on=(Dependency("Train"),)), reader("Train", "s3://b/data")) == []
    between = Step("Between", "Lambda", arguments=Record({"x": StepReference("Prepare")}))
    assert unordered(prepare, between, reader("Train", "s3://b/data", "Between")) == []


def test_steps_that_never_both_run_share_nothing():
    prepare, train = writer("Prepare", "s3://b/data"), reader("Train", "s3://b/data")
    assert unordered(Step("Check", "Condition", if_steps=(prepare,), else_steps=(train,))) == []
    assert len(unordered(Step("Check", "Condition", if_steps=(prepare, train)))) == 1


def test_a_folder_that_a_training_job_writes_below_is_shared_only_as_a_whole():
    output = Record({"OutputDataConfig": Record({"S3OutputPath": Literal("s3://b/models")})})
    first = Step("First", "Training", arguments=output)
    assert severities(first, reader("Second", "s3://b/models")) == [None]
    assert unordered(first, reader("Second", "s3://b/models/first")) == []


def test_a_step_that_reads_what_it_writes_is_alone():
    both = replace(writer("Both", "s3://b/data"), type="Processing")
    inputs = ListValue((Record({"S3Input": Record({"S3Uri": Literal("s3://b/data")})}),))
    arguments = Record({**both.arguments.entries, "ProcessingInputs": inputs})
    assert unordered(replace(both, arguments=arguments)) == []


def test_of_many_writers_one_is_named():
    writers = [writer(f"W{number}", "s3://b/data") for number in range(50)]
    (report,) = unordered(*writers, reader("Train", "s3://b/data"))
    assert report.message == 'step "Train" reads "s3://b/data", which "W0" writes, but does not wait for it'


def test_the_search_ends():
    writers = [writer(f"W{number}", f"s3://b/data/{number}") for number in range(MOST_WRITERS + 50)]
    readers = [reader(f"R{number}", f"s3://b/data/{number}") for number in range(MOST_WRITERS + 50)]
    assert len(unordered(*writers, *readers)) == MOST_WRITERS


def judged(value: Value) -> list[tuple[str, Severity | None, object]]:
    pipeline = Pipeline((Step("A", "Lambda", arguments=Record({"uri": value})),))
    return [
        (report.message, report.severity, report.at.place if report.at else None) for report in S3Join().check(pipeline)
    ]


@pytest.mark.parametrize(
    "value",
    [
        join("/", "s3:/", BUCKET, "a"),
        join("/", "s3:", "", "bucket"),
        join("", "s3://", BUCKET, "/a/", "b/"),
        join("/", "s3://bucket", "a", "b/"),
        join("/", BUCKET, "a//b"),
        join("/", "https://host", "//a"),
        join("", "s3:", BUCKET),
        join("/"),
        Join(BUCKET, ListValue((Literal("s3://"), Literal("bucket")))),
        Join(Literal("/"), UNKNOWN),
        Join(Literal("/"), ListValue((Literal("s3://"), Literal("bucket")), complete=False)),
        Literal("s3://bucket//a"),
    ],
)
def test_joins_that_spell_no_s3_uri_wrongly(value):
    assert judged(value) == []


@pytest.mark.parametrize(
    ("value", "message", "severity", "place"),
    [
        (join("/", "s3://", BUCKET), 'without a bucket: it starts with "s3:///"', None, "s3://"),
        (join("/", join("", "s3:", "//"), BUCKET), 'without a bucket: it starts with "s3:///"', None, "s3:"),
        (join("", "s3:/", "bucket/", BUCKET), 'it starts with "s3:/bucket/…"', None, "s3:/"),
        (join("", "s3:/", BUCKET), 'it starts with "s3:/…"', Severity.WARNING, "s3:/"),
        (join("/", "s3:/", BUCKET, "a/", "b"), 'in its key: "s3://…/a//b"', Severity.WARNING, "a/"),
        (join("/", "s3://b", "", "a"), 'in its key: "s3://b//a"', Severity.WARNING, "on"),
    ],
)
def test_joins_that_do(value, message, severity, place):
    ((said, how, at),) = judged(value)
    assert said.endswith(message)
    assert how is severity
    assert at == place


def test_a_join_inside_another_is_judged_once():
    inner = join("", "s3:/", "bucket")
    assert len(judged(join("/", inner, "a", "b"))) == 1
    assert len(judged(join(" ", "--uri", inner))) == 1


def test_joins_nested_deep_end():
    value: Value = Literal("s3://bucket")
    for _ in range(3_000):
        value = join("/", value, "a")
    assert judged(value) == []


FILE = JsonGet(join("/", "s3://b/report", "a.json"), Literal("mse"), Origin("p", "file"))


def condition(*values: Value, **rest: object) -> Step:
    conditions = tuple(Comparison("LessThan", value, Literal(1)) for value in values)
    return Step("Check", "Condition", conditions=conditions, **rest)


def unwaited(*steps: Step) -> list[tuple[str, Severity | None]]:
    return [(report.message, report.severity) for report in JsonGetS3WithoutDependency().check(Pipeline(steps))]


OTHER = 'step "Check" reads a JSON file in S3 but waits for no step to write it'
SURE = 'step "Check" reads a JSON file in S3 but does not wait for "Evaluate", which writes it'


def test_a_writer_makes_it_sure():
    assert unwaited(writer("Evaluate", "s3://b/report"), condition(FILE)) == [(SURE, Severity.ERROR)]
    assert unwaited(writer("Evaluate", "s3://b"), condition(FILE)) == [(SURE, Severity.ERROR)]
    assert unwaited(writer("Evaluate", "s3://b/rep"), condition(FILE)) == [(OTHER, None)]
    assert unwaited(replace(writer("Evaluate", "s3://b/report"), certain=False), condition(FILE)) == [(SURE, None)]


@pytest.mark.parametrize(
    "check",
    [
        condition(FILE, depends_on=(Dependency("Evaluate"),)),
        condition(FILE, depends_on=(Dependency("Nobody"),)),
        condition(FILE, depends_on_complete=False),
        condition(FILE, conditions_complete=False),
        condition(FILE, StepReference("Evaluate")),
        condition(FILE, UNKNOWN),
        condition(JsonGet(join("/", StepReference("Nobody"), "a.json"), Literal("mse"))),
        condition(JsonGet(PropertyFileReference("Evaluate", "Report"), Literal("mse"))),
        Step("Check", None, arguments=Record({"x": FILE}, complete=False)),
    ],
)
def test_a_step_that_waits_or_may_wait_is_left_alone(check):
    assert unwaited(writer("Evaluate", "s3://b/report"), check) == []


def test_a_file_that_no_other_step_could_write_comes_from_outside():
    stop = Step("Stop", "Fail")
    inside = writer("Inside", "s3://b/report")
    assert unwaited(condition(FILE, if_steps=(inside,), else_steps=(stop,))) == []
    assert unwaited(condition(FILE), stop) == []
    assert unwaited(condition(FILE), Step("Outer", "Condition", if_steps=(inside,))) == [
        (SURE.replace("Evaluate", "Inside"), Severity.ERROR)
    ]


def test_the_writer_counts_and_not_that_something_is_waited_for():
    evaluate, between = writer("Evaluate", "s3://b/report"), Step("Between", "Training")
    check = condition(FILE, depends_on=(Dependency("Between"),))
    assert unwaited(evaluate, between, check) == [(SURE, Severity.ERROR)]
    assert unwaited(evaluate, replace(between, depends_on=(Dependency("Evaluate"),)), check) == []
    read = Record({"x": StepReference("Evaluate")})
    assert unwaited(evaluate, replace(between, arguments=read), check) == []


def test_what_a_step_on_the_way_waits_for_must_be_known():
    evaluate, check = writer("Evaluate", "s3://b/report"), condition(FILE, depends_on=(Dependency("Between"),))
    for between in (
        Step("Between", "Training", depends_on_complete=False),
        Step("Between", "Training", arguments=Record({"x": UNKNOWN})),
        Step("Between", "Training", depends_on=(Dependency("Nobody"),)),
    ):
        assert unwaited(evaluate, between, check) == []
    partly = Step("Between", "Training", arguments=Record(complete=False))
    assert unwaited(evaluate, partly, check) == [(SURE, None)]


def test_a_reader_in_a_branch_waits_for_what_its_condition_waits_for():
    evaluate, outer = writer("Evaluate", "s3://b/report"), Step("Outer", "Condition", if_steps=(condition(FILE),))
    assert unwaited(outer, evaluate) == [(SURE, Severity.ERROR)]
    assert unwaited(replace(outer, depends_on=(Dependency("Evaluate"),)), evaluate) == []
    assert unwaited(replace(outer, else_steps=(evaluate,))) == []
    assert unwaited(replace(outer, if_steps=(condition(FILE), evaluate))) == [(SURE, Severity.ERROR)]


def test_who_waits_for_a_loop_waits_for_its_body():
    loop = Step("Loop", "ForEach", body=(writer("Evaluate", "s3://b/report"),))
    assert unwaited(loop, condition(FILE)) == [(SURE, Severity.ERROR)]
    assert unwaited(loop, condition(FILE, depends_on=(Dependency("Loop"),))) == []


def test_a_writer_that_comes_later_is_another_matter():
    later = replace(writer("Evaluate", "s3://b/report"), depends_on=(Dependency("Check"),))
    assert unwaited(later, condition(FILE)) == []
    assert unwaited(later, Step("Train", "Training"), condition(FILE)) == [(OTHER, None)]
