"""Hypothesis strategies for definitions: everything the format has, with unknown keys and odd values all over."""

from hypothesis import strategies as st

from pipelint.pipeline.service.step_types import STEP_TYPES

# The keys and texts of the format come up often, so that odd values get to the places where they have a meaning.
WORDS = (
    "Get Std:Join Std:JsonGet On Values PropertyFile S3Uri Path Name Type Arguments DependsOn PropertyFiles Step"
    " Trigger OutputParameters OutputName OutputType PropertyFileName FilePath Parameters DefaultValue EnumValues Steps"
    " PipelineExperimentConfig Conditions Condition IfSteps ElseSteps ForEachBody LeftValue RightValue QueryValue"
).split()
PATHS = (
    "Parameters.P",
    "Execution.PipelineName",
    "Steps.A.ModelArtifacts.S3ModelArtifacts",
    "Steps.A.ProcessingOutputConfig.Outputs['a.b'].S3Output.S3Uri",
    "Steps.A.PropertyFiles.Report",
    "ForEach.CurrentItem.name",
    "IterationOutput.A.OutputParameters['score']",
)
texts = st.one_of(st.sampled_from(PATHS), st.sampled_from(WORDS), st.text(max_size=6))
numbers = st.one_of(st.integers(), st.floats(allow_nan=False))
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
keys = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))


def expressions_over(inner):
    """Expressions, well formed or nearly so, that hold what ``inner`` yields."""
    get = st.fixed_dictionaries({"Get": texts})
    join = st.fixed_dictionaries({"Values": st.lists(inner, max_size=3)}, optional={"On": texts, "New": inner})
    source = st.sampled_from(["PropertyFile", "S3Uri"]).flatmap(lambda key: st.fixed_dictionaries({key: inner}))
    rest = st.fixed_dictionaries({}, optional={"Path": scalars, "New": inner})
    json_get = st.tuples(source, rest).map(lambda pair: {**pair[0], **pair[1]})
    return st.one_of(get, join.map(lambda one: {"Std:Join": one}), json_get.map(lambda one: {"Std:JsonGet": one}))


anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3), expressions_over(inner)
    ),
    max_leaves=6,
)


def with_more(fields, optional=None):
    """Objects with ``fields``, some of ``optional``, and sometimes a key that nobody has described."""
    own = st.fixed_dictionaries(fields, optional=optional or {})
    unknown = st.dictionaries(st.sampled_from(["Unknown", "New", "x y"]), anything, max_size=1)
    return st.tuples(unknown, own).map(lambda pair: {**pair[0], **pair[1]})


conditions = st.recursive(
    st.one_of(
        with_more({"Type": st.sampled_from(["Equals", "LessThan"]), "LeftValue": anything, "RightValue": anything}),
        with_more({"Type": st.just("In"), "QueryValue": anything, "Values": anything}),
        with_more({"Type": st.sampled_from(["Contains", "Equals", "Or"])}),
    ),
    lambda inner: st.one_of(
        with_more({"Type": st.just("Not"), "Condition": inner}),
        with_more({"Type": st.just("Or"), "Conditions": st.lists(inner, max_size=3)}),
    ),
    max_leaves=4,
)
dependencies = st.one_of(texts, with_more({"Step": texts}, {"Trigger": texts}))
property_files = with_more({"PropertyFileName": anything, "OutputName": anything, "FilePath": anything})
outputs = with_more({"OutputName": texts}, {"OutputType": texts})
FRAME = {
    "DependsOn": st.lists(dependencies, max_size=3),
    "PropertyFiles": st.lists(property_files, max_size=2),
    "OutputParameters": st.lists(outputs, max_size=2),
    "CacheConfig": anything,
    "DisplayName": texts,
}
plain_steps = with_more(
    {"Name": texts, "Type": st.one_of(st.sampled_from(sorted(STEP_TYPES)), texts)},
    {"Arguments": st.dictionaries(keys, anything, max_size=3), **FRAME},
)


def holding(inner):
    """Steps that hold the steps ``inner`` yields."""
    lists = st.lists(inner, max_size=3)
    branches = {"Conditions": st.lists(conditions, max_size=2), "IfSteps": lists, "ElseSteps": lists, "New": anything}
    body = {"ForEachBody": lists, "MaxConcurrency": anything, "IterableItems": anything}
    condition = {"Name": texts, "Type": st.just("Condition"), "Arguments": with_more({}, branches)}
    loop = {"Name": texts, "Type": st.just("ForEach"), "Arguments": with_more({}, body)}
    return st.one_of(with_more(condition, FRAME), with_more(loop, FRAME))


steps = st.recursive(plain_steps, holding, max_leaves=4)
parameters = with_more({"Name": texts}, {"Type": texts, "DefaultValue": scalars, "EnumValues": anything})
definitions = with_more(
    {"Steps": st.lists(steps, max_size=3)},
    {
        "Version": texts,
        "Metadata": anything,
        "Parameters": st.lists(parameters, max_size=2),
        "PipelineExperimentConfig": anything,
        "MlflowConfig": anything,
    },
)
