"""Pipelines for Hypothesis, built with the SDK that is installed: every step type, operand and value of local mode."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from unittest.mock import MagicMock, patch

from hypothesis import strategies as st
from sdk_samples import is_v3

_WORKFLOW = "sagemaker.core.workflow" if is_v3() else "sagemaker.workflow"
_STEPS = "sagemaker.mlops.workflow" if is_v3() else "sagemaker.workflow"

# SDK v3 opens a client when it is imported, and that wants a region.
with patch.dict("os.environ", {"AWS_DEFAULT_REGION": "us-east-1"}):
    conditions = import_module(f"{_WORKFLOW}.conditions")
    functions = import_module(f"{_WORKFLOW}.functions")
    parameters = import_module(f"{_WORKFLOW}.parameters")
    properties = import_module(f"{_WORKFLOW}.properties")
    ExecutionVariables = import_module(f"{_WORKFLOW}.execution_variables").ExecutionVariables
    steps = import_module(f"{_STEPS}.steps")
    ConditionStep = import_module(f"{_STEPS}.condition_step").ConditionStep
    FailStep = import_module(f"{_STEPS}.fail_step").FailStep
    Pipeline = import_module(f"{_STEPS}.pipeline").Pipeline

SHAPES = {
    "PROCESSING": ("DescribeProcessingJobResponse", ("ProcessingJobName", "ExitMessage")),
    "TRAINING": ("DescribeTrainingJobResponse", ("TrainingJobName", "TrainingJobArn", "BillableTimeInSeconds")),
    "TRANSFORM": ("DescribeTransformJobResponse", ("TransformJobName", "ModelName")),
    "CREATE_MODEL": ("DescribeModelOutput", ("ModelName", "ModelArn")),
}
PARAMETERS = [
    parameters.ParameterInteger(name="Count", default_value=3),
    parameters.ParameterFloat(name="Rate", default_value=0.5),
    parameters.ParameterString(name="Stage", default_value="dev"),
    parameters.ParameterBoolean(name="Strict", default_value=True),
]
FILES = ("n", "deep.x", "rows[1].k", "text")


class RawStep(steps.Step):
    """A step of the SDK whose arguments are given as they are."""

    def __init__(self, name, kind, arguments, depends_on):
        super().__init__(name, None, None, steps.StepTypeEnum[kind], depends_on)
        self._arguments = arguments
        of_step = {"step": self} if "step" in signature(properties.Properties).parameters else {}  # not before 2.200
        self._properties = properties.Properties(step_name=name, shape_name=SHAPES[kind][0], **of_step)
        self.property_files = []

    @property
    def arguments(self):
        return self._arguments

    @property
    def properties(self):
        return self._properties

    def to_request(self):
        request = super().to_request()
        if self.property_files:
            request["PropertyFiles"] = [file.expr for file in self.property_files]
        return request


class _Made:
    """What there is to refer to so far."""

    def __init__(self):
        self.jobs = []
        self.names = 0

    def name(self):
        self.names += 1
        return f"S{self.names}"


def _scalars():
    return st.sampled_from([0, 1, 3, 0.5, 2.0, "", "a", "dev", True, False])


@st.composite
def _values(draw, made, depth=2):
    """A value of an argument: written out, a parameter, a variable, a property, a file's content, or a Join of such."""
    kinds = ["scalar", "parameter", "variable"] + (["property", "file", "output"] if made.jobs else [])
    kind = draw(st.sampled_from(kinds + (["join"] if depth else [])))
    if kind == "scalar":
        return draw(_scalars())
    if kind == "parameter":
        return draw(st.sampled_from(PARAMETERS))
    if kind == "variable":
        return draw(
            st.sampled_from(
                [
                    ExecutionVariables.PIPELINE_NAME,
                    ExecutionVariables.PIPELINE_EXECUTION_ID,
                    ExecutionVariables.PIPELINE_ARN,
                ]
            )
        )
    if kind == "join":
        pieces = draw(st.lists(_values(made, depth - 1), min_size=1, max_size=3))
        return functions.Join(on=draw(st.sampled_from(["", "/", "-"])), values=pieces)
    job, kind_of_job = draw(st.sampled_from(made.jobs))
    processing = [one for one in made.jobs if one[1] == "PROCESSING"]
    if kind in ("file", "output") and processing:
        job, _ = draw(st.sampled_from(processing))
        if kind == "output":
            return job.properties.ProcessingOutputConfig.Outputs["o"].S3Output.S3Uri
        path = draw(st.sampled_from(FILES[:2]))
        return functions.JsonGet(step_name=job.name, property_file=job.property_files[0], json_path=path)
    return getattr(job.properties, draw(st.sampled_from(SHAPES[kind_of_job][1])))


@st.composite
def _jobs(draw, made):
    kind = draw(st.sampled_from(sorted(SHAPES)))
    name = made.name()
    given = draw(st.dictionaries(st.sampled_from(["A", "B", "C"]), _values(made), max_size=3))
    arguments = {"Environment": given} if kind != "CREATE_MODEL" else {"PrimaryContainer": {"Environment": given}}
    if kind == "PROCESSING":
        uri = f"s3://bucket/{name}/o"
        arguments["ProcessingOutputConfig"] = {"Outputs": [{"OutputName": "o", "S3Output": {"S3Uri": uri}}]}
    before = (
        draw(st.lists(st.sampled_from([one.name for one, _ in made.jobs]), max_size=2, unique=True))
        if made.jobs
        else []
    )
    step = RawStep(name, kind, arguments, before or None)
    if kind == "PROCESSING":
        step.property_files = [properties.PropertyFile(name="File", output_name="o", path="file.json")]
    made.jobs.append((step, kind))
    return step


@st.composite
def _conditions(draw, made, depth=2):
    kinds = ["Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo", "In"]
    kind = draw(st.sampled_from(kinds + (["Not", "Or"] if depth else [])))
    if kind == "Not":
        return conditions.ConditionNot(draw(_conditions(made, depth - 1)))
    if kind == "Or":
        return conditions.ConditionOr(draw(st.lists(_conditions(made, depth - 1), min_size=1, max_size=2)))
    if kind == "In":
        items = draw(st.lists(_values(made, 1), min_size=1, max_size=3))
        return conditions.ConditionIn(value=draw(_operands(made)), in_values=items)
    found = getattr(conditions, f"Condition{kind}")
    return found(left=draw(_operands(made)), right=draw(_values(made, 1)))


def _operands(made):
    return _values(made, 1)


@st.composite
def _branches(draw, made, depth):
    name = made.name()
    tests = draw(st.lists(_conditions(made), min_size=1, max_size=2))
    before = len(made.jobs)
    taken = draw(_step_lists(made, depth - 1, 2))
    other = draw(_step_lists(made, depth - 1, 2))
    if draw(st.booleans()):
        del made.jobs[before:]  # nothing outside refers to what is inside
    return ConditionStep(name=name, conditions=tests, if_steps=taken, else_steps=other)


@st.composite
def _fails(draw, made):
    message = draw(st.sampled_from(["stop", PARAMETERS[2], functions.Join(on=" ", values=["rate", PARAMETERS[1]])]))
    return FailStep(name=made.name(), error_message=message)


@st.composite
def _step_lists(draw, made, depth, most):
    found = []
    for _ in range(draw(st.integers(0 if depth < 2 else 1, most))):
        kinds = ["job", "job", "job", *(["condition"] if depth else []), *(["fail"] if depth < 2 else [])]
        kind = draw(st.sampled_from(kinds))
        if kind == "job":
            found.append(draw(_jobs(made)))
        elif kind == "condition":
            found.append(draw(_branches(made, depth)))
        else:
            found.append(draw(_fails(made)))
    return found


@st.composite
def pipelines(draw):
    """A pipeline of up to a dozen steps."""
    made = _Made()
    listed = draw(_step_lists(made, 2, 4))
    return Pipeline(name="Generated", parameters=PARAMETERS, steps=listed, sagemaker_session=offline_stand_in())


def offline_stand_in():
    """Return what stands in for a session: nothing here calls AWS."""
    session = MagicMock()
    session.boto_region_name = "us-east-1"
    session.local_mode = False
    return session


def execution_variable(name):
    """Return the SDK's variable whose expression is ``Execution.<name>``."""
    found = [one for one in vars(ExecutionVariables).values() if getattr(one, "name", None) == name]
    return found[0]
