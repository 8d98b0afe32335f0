"""JSON paths that the service and local mode read differently, and Join: the setting decides."""

from __future__ import annotations

import pytest
from harness_samples import definition, get, join, json_get, lambda_, parameter, processing

from pipelint.harness import Harness, HarnessError, Unsettled, outputs

DOCUMENT = {"a": {"b": 1, "x.y": 2}, "rows": [{"k": 1}, {"k": 2}], "text": "abc", "$": {"a": {"b": "dollar"}}}
EVALUATE = processing("Evaluate", outputs=("o",), property_files={"Report": "o"})


def read(path, dialect, document=DOCUMENT):
    harness = Harness(
        definition(EVALUATE, lambda_("Tell", {"x": json_get("Evaluate", "Report", path)})), dialect=dialect
    )
    run = harness.run(steps={"Evaluate": outputs(property_files={"Report": document})})
    return run["Tell"].arguments["x"] if run["Tell"].executed else run["Tell"].failure.reason


@pytest.mark.parametrize("dialect", ["refuse", "service", "local_mode"])
@pytest.mark.parametrize(("path", "value"), [("a.b", 1), ("rows[1].k", 2), ("rows[-1].k", 2), ("a['b']", 1)])
def test_what_both_read_alike_is_read_in_every_dialect(dialect, path, value):
    assert read(path, dialect) == value


@pytest.mark.parametrize(
    ("path", "service", "local_mode"),
    [
        ("$.a.b", 1, "dollar"),
        ("a['x.y']", 2, "json path a['x.y'] cannot be read by local mode"),
        ("rows[*].k", [1, 2], "json path rows[*].k cannot be read by local mode"),
        ("rows[?(@.k > 1)].k", [2], "json path rows[?(@.k > 1)].k cannot be read by local mode"),
        ("text[0]", "json path text[0] is not in", "a"),
    ],
)
def test_what_they_read_differently_is_decided(path, service, local_mode):
    for dialect, expected in (("service", service), ("local_mode", local_mode)):
        found = read(path, dialect)
        assert found.startswith(expected) if isinstance(expected, str) else found == expected


@pytest.mark.parametrize("path", ["$.a.b", "a['x.y']", "rows[*].k"])
def test_the_difference_is_refused_unless_it_is_decided(path):
    with pytest.raises(Unsettled) as caught:
        read(path, "refuse")
    assert "the service reads it as" in str(caught.value)
    assert 'decide with Harness(..., dialect="service") or dialect="local_mode"' in str(caught.value)


def test_no_path_at_all_is_the_document_to_local_mode_alone():
    assert read(None, "local_mode") == DOCUMENT
    for dialect in ("refuse", "service"):
        with pytest.raises(Unsettled, match="read without a json path"):
            read(None, dialect)


@pytest.mark.parametrize(("dialect", "text"), [("refuse", "true/1/0.5"), ("local_mode", "True/1/0.5")])
def test_a_truth_value_in_a_join_is_spelt_as_the_dialect_does(dialect, text):
    parameters = [parameter("B", "Boolean", True), parameter("N", "Integer", 1), parameter("F", "Float", 0.5)]
    value = join(*(get(f"Parameters.{name}") for name in "BNF"), on="/")
    run = Harness(definition(lambda_("Tell", {"x": value}), parameters=parameters), dialect=dialect).run()
    assert run["Tell"].arguments == {"x": text}


def test_an_unknown_dialect_is_refused():
    with pytest.raises(HarnessError, match=r'no dialect "localmode"; did you mean "local_mode"\?'):
        Harness(definition(), dialect="localmode")
