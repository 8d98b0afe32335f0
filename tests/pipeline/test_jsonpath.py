"""JSON paths: what is refused and where, how the two readers differ, what is found."""

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelint.pipeline.jsonpath import JsonPathError, JsonPathMissing, JsonPathUnsupported, parse

REFUSED_BY_BOTH = {
    "": ("expected a key, the path is empty", 0),
    "  ": ("expected a key, the path is empty", 0),
    "metrics.": ("expected a key after the dot", 8),
    "a...b": ("expected a key after the dots", 3),
    "..a": ("expected a key after the dots", 1),
    "rows[first]": ("expected an index, or a key in quotes: ['key']", 5),
    "rows[]": ("expected an index or a quoted key in the brackets", 5),
    "rows[": ('the "[" is not closed', 4),
    "rows[0": ('the "[" is not closed', 4),
    "rows[1.5]": ("expected an index", 5),
    "rows[1-2]": ("expected an index", 5),
    "rows[::2]": ("expected a slice with a bound: [0:2], [1:] or [:2]", 5),
    "rows[[0]]": ("expected an index, or a key in quotes: ['key']", 5),
    "m['a": ("the key is not closed with '", 2),
    "m['a\"]": ("the key is not closed with '", 2),
    "m['a'": ('expected "]"', 5),
    "m['a'b]": ('expected "]"', 5),
    "m['a',b]": ("expected another key in ' after the comma", 6),
    "rows[?]": ('expected "(" after "?": [?(@.key > 1)]', 6),
    "rows[?(@.x > 1]": ('the "(" is not closed', 6),
}

READ_ALIKE = {
    "accuracy": ("accuracy",),
    "regression_metrics.mse.value": ("regression_metrics", "mse", "value"),
    "Output[1]": ("Output", 1),
    "a[0][2].b": ("a", 0, 2, "b"),
    "Result['score']": ("Result", "score"),
    'm["f1"]': ("m", "f1"),
    "m['two words']": ("m", "two words"),
    "rows[-1]": ("rows", -1),
    "confusion_matrix.0.1": ("confusion_matrix", "0", "1"),
    "validation:rmse": ("validation:rmse",),
    "précision.f1-score": ("précision", "f1-score"),
}

READ_DIFFERENTLY = {
    "$.a": 'the service reads it as ["a"], local mode reads it as ["$"]["a"]',
    "$": 'the service reads it as the document, local mode reads it as ["$"]',
    "$a": 'the service refuses it (expected "." or "[" after $), local mode reads it as ["$a"]',
    "[0]": "the service reads it as [0], local mode refuses it (expected a key)",
    "['a'].b": 'the service reads it as ["a"]["b"], local mode refuses it (expected a key)',
    "m['a.b']": 'the service reads it as ["m"]["a.b"], local mode refuses it (the "[" is not closed)',
    "m['a', 'b']": 'the service reads it as several keys at once, local mode reads it as ["m"]["a\', \'b"]',
    "m['it's']": 'the service refuses it (expected "]"), local mode reads it as ["m"]["it\'s"]',
    "two words": "the service refuses it (a key with blanks stands in brackets and quotes: ['two words']),"
    ' local mode reads it as ["two words"]',
    "a.*": 'the service reads it as a wildcard, local mode reads it as ["a"]["*"]',
    "a[*]": "the service reads it as a wildcard, local mode refuses it (expected an index or a quoted key)",
    "a[0:2]": "the service reads it as a slice, local mode refuses it (expected an index or a quoted key)",
    "a[0, 1]": "the service reads it as several indexes at once,"
    " local mode refuses it (expected an index or a quoted key)",
    "a..b": "the service reads it as a search at any depth (..), local mode refuses it (expected a key)",
    "a[?(@.x == ')')]": 'the service reads it as a filter, local mode refuses it (the "[" is not closed)',
    "a.length()": 'the service reads it as the function length(), local mode reads it as ["a"]["length()"]',
    "a[0]bc": 'the service reads it as ["a"][0]["bc"], local mode reads it as ["a"][0]',
    "a[99999999999]": 'the service refuses it (expected an index), local mode reads it as ["a"][99999999999]',
    "a]": "both the service and local mode take the ] as part of a key",
    "a.'b'": "both the service and local mode take the ' as part of a key",
}


@pytest.mark.parametrize(("path", "problem"), REFUSED_BY_BOTH.items())
def test_what_both_readers_refuse_is_wrong_with_its_place(path, problem):
    with pytest.raises(JsonPathError) as refusal:
        parse(path)
    assert (refusal.value.message, refusal.value.position) == problem


@pytest.mark.parametrize(("path", "segments"), READ_ALIKE.items())
def test_what_both_readers_read_alike_has_no_differences(path, segments):
    assert parse(path).segments == segments
    assert parse(path).differences == ()


@pytest.mark.parametrize(("path", "difference"), READ_DIFFERENTLY.items())
def test_what_they_read_differently_is_said_in_a_sentence(path, difference):
    assert parse(path).differences == (difference,)


@pytest.mark.parametrize("path", ["mse", "regression_metrics.mse.value", "Output[1]", "a[0][1].f1-score"])
def test_keys_and_indexes_are_the_documented_form(path):
    assert parse(path).documented


@pytest.mark.parametrize("path", ["Result['score']", "rows[-1]", "$.a", "a.0", "a b", "a[99999999999]"])
def test_anything_else_is_not_documented(path):
    assert not parse(path).documented


DOCUMENT = {"metrics": {"accuracy": 0.9, "loss": None, "rows": [{"f1": 1}, {"f1": 2}]}, "a.b": True, "text": "x" * 100}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("metrics.accuracy", 0.9),
        ("metrics.loss", None),
        ("metrics.rows[0].f1", 1),
        ("metrics.rows[-1]['f1']", 2),
        ("metrics.rows", [{"f1": 1}, {"f1": 2}]),
        ("$['a.b']", True),
        ("$['a\\u002eb']", True),
        ("metrics.rows[*].f1", [1, 2]),
        ("@.metrics.rows[1:].f1", [2]),
        ("metrics..f1", [1, 2]),
        ("metrics.rows[?(@.f1 > 1)].f1", [2]),
        ("metrics.rows[?(@.f1 > 9)].f1", []),
    ],
)
def test_a_path_finds_what_the_service_would(path, value):
    assert parse(path).evaluate(DOCUMENT) == value


def test_the_root_is_the_whole_document():
    assert parse("$").evaluate(DOCUMENT) is DOCUMENT


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "metrics.acuracy",
            'there is no key "acuracy" in ["metrics"]; did you mean "accuracy"? it has "accuracy", "loss", "rows"',
        ),
        ("zzz", 'there is no key "zzz" in the document; it has "metrics", "a.b", "text"'),
        ("metrics.rows[2]", 'there is no item [2] in ["metrics"]["rows"], a list of 2'),
        (
            "metrics.rows.f1",
            'key "f1" needs an object, and ["metrics"]["rows"] is a list of 2: an item of it is read as [0]',
        ),
        ("metrics[0]", '[0] needs a list, and ["metrics"] is an object with "accuracy", "loss", "rows"'),
        ("metrics.accuracy.value", 'key "value" needs an object, and ["metrics"]["accuracy"] is 0.9'),
        ("metrics.loss[0]", '[0] needs a list, and ["metrics"]["loss"] is None'),
        ("text.a", f'key "a" needs an object, and ["text"] is \'{"x" * 59}…'),
    ],
)
def test_what_is_missing_is_named_with_what_is_there(path, message):
    with pytest.raises(JsonPathMissing) as missing:
        parse(path).evaluate(DOCUMENT)
    assert str(missing.value) == message


def test_a_missing_key_tells_how_far_the_path_went():
    with pytest.raises(JsonPathMissing) as missing:
        parse("metrics.rows[0].f2").evaluate(DOCUMENT)
    assert missing.value.walked == ("metrics", "rows", 0)
    assert missing.value.segment == "f2"
    assert missing.value.available == ("f1",)


def test_of_many_keys_only_some_are_listed():
    with pytest.raises(JsonPathMissing, match=r'"k19" and 5 more$'):
        parse("other").evaluate({f"k{number}": 0 for number in range(25)})


def test_an_empty_object_has_no_keys():
    with pytest.raises(JsonPathMissing, match=r'^there is no key "a" in the document; it has no keys$'):
        parse("a").evaluate({})


def test_a_path_that_only_local_mode_reads_is_refused_when_evaluated():
    with pytest.raises(JsonPathError, match="blanks"):
        parse("two words").evaluate({"two words": 1})


def test_a_function_cannot_be_evaluated_offline():
    with pytest.raises(JsonPathUnsupported, match=r"^the function length\(\) of this kind cannot be evaluated offline"):
        parse("a.length()").evaluate({"a": [1]})


def test_a_regular_expression_cannot_be_evaluated_offline():
    # It is written /a+/ for JsonPath and "a+" for jsonpath-ng; one such as (a+)+$ may also take for ever.
    with pytest.raises(JsonPathUnsupported, match=r"^a filter of this kind .* do not mean the same by a regular"):
        parse('$[?(@.a =~ "(a+)+$")]').evaluate([{"a": "a" * 50 + "b"}])


def test_what_is_found_by_many_descents_is_not_looked_for():
    document: object = 1
    for _ in range(60):
        document = {"a": document}
    assert len(parse("$..a..a").evaluate(document)) == 60 * 59 / 2
    with pytest.raises(JsonPathUnsupported, match=r'^a path with more than 2 "\.\." cannot be evaluated offline$'):
        parse("$..a..a..a").evaluate(document)


def test_what_jsonpath_ng_parses_and_cannot_do_is_not_evaluated():
    with pytest.raises(
        JsonPathUnsupported, match=r"^a filter of this kind cannot be evaluated offline: jsonpath-ng has no"
    ):
        parse("$[?(@.a & @.a & @.a)]").evaluate([{"a": 1}])


# jsonpath-ng has words of its own (where, parent, …) and no digits at the start of a key; these it reads as keys.
PLAIN_KEYS = st.from_regex(r"[a-c][a-c0-9_-]{0,2}", fullmatch=True)
DOCUMENTS = st.recursive(
    st.integers() | st.none() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN_KEYS, inner, max_size=3),
    max_leaves=20,
)


@st.composite
def documents_and_paths(draw):
    """A document and a path that mostly exists in it; an index only into a list, where jsonpath-ng is well-behaved."""
    document = {draw(PLAIN_KEYS): draw(DOCUMENTS)}
    here, path = document, ""
    for _ in range(draw(st.integers(1, 4))):
        if isinstance(here, list):
            index = draw(st.integers(0, 3))
            path += f"[{index}]"
            here = here[index] if index < len(here) else None
        else:
            keys = st.sampled_from(sorted(here)) if isinstance(here, dict) and here else PLAIN_KEYS
            key = draw(keys)
            path += f".{key}" if path else key
            here = here.get(key) if isinstance(here, dict) else None
    return document, path


@given(documents_and_paths())
def test_the_documented_form_finds_what_jsonpath_ng_finds(case):
    from jsonpath_ng import parse as parse_with_jsonpath_ng

    document, path = case
    expected = [match.value for match in parse_with_jsonpath_ng(path).find(document)]
    parsed = parse(path)
    assert parsed.documented and parsed.differences == ()
    try:
        found = [parsed.evaluate(document)]
    except JsonPathMissing:
        found = []
    assert found == expected


@pytest.mark.parametrize("document", [{"a": {"0": 1}}, {"a": "text"}, {"a": 1}, {"a": None}])
def test_an_index_into_anything_but_a_list_leads_nowhere(document):
    with pytest.raises(JsonPathMissing):
        parse("a[0]").evaluate(document)


@given(st.text(st.sampled_from("ab.[]'\"0-:,*?()@$ \\/")))
def test_any_text_is_either_read_or_refused_at_a_place_in_it(path):
    try:
        parsed = parse(path)
    except JsonPathError as refusal:
        assert 0 <= refusal.position <= len(path)
    else:
        assert parsed.text == path


@pytest.mark.parametrize("piece", ["[", "][", "a.", "a(", "a()", "a['", "['a']", "[0]", "[1,", "a[?(", "'", " ", "\\"])
def test_a_huge_path_is_read_without_recursion(piece):
    path = "a" + piece * 100_000
    try:
        assert parse(path).text == path
    except JsonPathError as refusal:
        assert refusal.position <= len(path)


def local_utils():
    """Return the module that reads json paths in local mode, of SDK v2 or v3."""
    for name in ("sagemaker.local.utils", "sagemaker.core.local.utils"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    pytest.skip("needs a SageMaker SDK")


@pytest.mark.sdk
@pytest.mark.parametrize("path", [*READ_ALIKE, *READ_DIFFERENTLY])
def test_local_mode_reads_as_the_sdk_does(path):
    utils = local_utils()

    class Spy:
        """Takes any key and index, and remembers them."""

        def __init__(self):
            self.asked = []

        def __getitem__(self, key):
            self.asked.append(key)
            return self

    spy = Spy()
    reading = parse(path).local_mode
    if isinstance(reading, JsonPathError):
        try:
            utils.get_using_dot_notation(spy, path)
        except ValueError:
            return  # it reads the brackets as no index
        assert any(key == "" or "[" in key for key in spy.asked if isinstance(key, str))
    else:
        utils.get_using_dot_notation(spy, path)
        assert tuple(spy.asked) == reading.segments
