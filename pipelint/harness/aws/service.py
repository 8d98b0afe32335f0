"""The operations of SageMaker that the simulator answers. Everything else is left to moto."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pipelint.harness.aws.errors import ServiceError, not_found
from pipelint.harness.aws.execution import StartedExecution
from pipelint.harness.aws.jobs import DESCRIBES, described
from pipelint.harness.errors import InvalidDefinition, InvalidParameter, InvalidSelection
from pipelint.harness.fakes import Fake
from pipelint.harness.harness import Harness
from pipelint.pipeline.model import Parameter, Pipeline
from pipelint.pipeline.record import field, record

if TYPE_CHECKING:
    from pipelint.harness.run import Run

Request = Mapping[str, Any]
_ROLE = "arn:aws:iam::123456789012:role/pipelint-offline"
_NEWEST_FIRST = "Descending"
_MOST_RESULTS = 100


@record(frozen=False)
class Service:
    """SageMaker, as far as executions of pipelines go: ``executions`` are those that clients started, by ARN.

    ``make`` makes a harness of a definition, ``fakes`` and ``variables`` are those of every run, and ``polls`` is how
    often an execution is told to be going on before it has ended. ``name`` and ``definition`` are those of a pipeline
    that is there even when no client has created it.
    """

    make: Callable[[object], Harness]
    fakes: Mapping[str, Fake]
    variables: Mapping[str, str] | None
    polls: int
    name: str
    definition: str
    executions: dict[str, StartedExecution] = field(default_factory=dict)

    def answers(self, operation: str) -> bool:
        """Tell whether ``operation`` is answered here; a Describe call only where a step made what it is about."""
        return operation in _OPERATIONS or operation in DESCRIBES

    def answer(self, operation: str, request: Request, client: Any) -> dict[str, Any] | None:
        """Return the answer to ``operation``; None where it is for moto to answer.

        Raises:
            ServiceError: SageMaker would refuse it.
            HarnessError: the fakes or the definition are such that nothing can be simulated.
        """
        if operation in DESCRIBES:
            runs = [execution.run for execution in self.executions.values()]
            return described(operation, request[DESCRIBES[operation].request], runs)
        return _OPERATIONS[operation](self, request, client)

    def start(self, request: Request, client: Any) -> dict[str, Any]:
        """Run the pipeline, all of it: how it ends is told when the client asks."""
        token = request.get("ClientRequestToken")
        for earlier in self.executions.values():
            if token is not None and earlier.request_token == token:
                return {"PipelineExecutionArn": earlier.arn}
        pipeline = self._pipeline(request["PipelineName"], client)
        name, definition = pipeline["PipelineName"], pipeline["PipelineDefinition"]
        selected = request.get("SelectiveExecutionConfig")
        try:
            harness = self.make(SimpleNamespace(name=name, definition=lambda: definition))
            run = harness.run(
                parameters=_parameters(request.get("PipelineParameters") or (), harness.pipeline),
                steps=self.fakes,
                variables=self.variables,
                previous=self._earlier(pipeline["PipelineArn"], selected) or None,
                parallelism=request.get("ParallelismConfiguration") or pipeline.get("ParallelismConfiguration"),
                select=None if selected is None else [step["StepName"] for step in selected["SelectedSteps"]],
            )
        except (InvalidParameter, InvalidDefinition, InvalidSelection) as problem:
            raise ServiceError("ValidationException", str(problem)) from problem
        arn = pipeline["PipelineArn"]
        before = [one for one in self.executions.values() if one.pipeline_arn == arn]
        started = StartedExecution(run, request, arn, definition, self.polls, earlier=before)
        self.executions[started.arn] = started
        return {"PipelineExecutionArn": started.arn}

    def _pipeline(self, name_or_arn: str, client: Any) -> dict[str, Any]:
        """Return what moto knows of a pipeline; the one that the harness has is created where nobody has done so."""
        name = name_or_arn.rpartition("/")[2]
        try:
            found: dict[str, Any] = client.describe_pipeline(PipelineName=name)
        except client.exceptions.ClientError:
            if name != self.name:
                raise not_found("Pipeline", name) from None
            client.create_pipeline(
                PipelineName=name, PipelineDefinition=self.definition, RoleArn=_ROLE, ClientRequestToken="p" * 32
            )
            found = client.describe_pipeline(PipelineName=name)
        return found

    def _earlier(self, pipeline_arn: str, selected: Request | None) -> list[Run]:
        """Return the runs of a pipeline so far, for its cache; that which a selective execution follows comes last."""
        source = None if selected is None else selected.get("SourcePipelineExecutionArn")
        if source is not None and source not in self.executions:
            raise not_found("Pipeline execution", source)
        runs = [(one.arn == source, one.run) for one in self.executions.values() if one.pipeline_arn == pipeline_arn]
        return [run for _, run in sorted(runs, key=lambda each: each[0])]

    def execution(self, request: Request) -> StartedExecution:
        """Return the execution that ``request`` is about. Raises :class:`ServiceError`."""
        arn = request["PipelineExecutionArn"]
        if arn not in self.executions:
            raise not_found("Pipeline execution", arn)
        return self.executions[arn]

    def stop(self, request: Request, _: Any) -> dict[str, Any]:
        """Stop an execution that goes on."""
        self.execution(request).stop()
        return {"PipelineExecutionArn": request["PipelineExecutionArn"]}

    def list_executions(self, request: Request, client: Any) -> dict[str, Any]:
        """List the executions of a pipeline, the newest first unless asked otherwise."""
        arn = self._pipeline(request["PipelineName"], client)["PipelineArn"]
        summaries = [one.summary() for one in self.executions.values() if one.pipeline_arn == arn]
        return _page("PipelineExecutionSummaries", _ordered(summaries, request), request)

    def list_steps(self, request: Request, _: Any) -> dict[str, Any]:
        """List the steps that started, the newest first unless asked otherwise, as AWS's example notebooks show."""
        steps = list(self.execution(request).steps())
        return _page("PipelineExecutionSteps", _ordered(steps, request), request)

    def list_parameters(self, request: Request, _: Any) -> dict[str, Any]:
        """List all parameters with the values they have in the execution."""
        return _page("PipelineParameters", self.execution(request).parameters(), request)

    def describe(self, request: Request, _: Any) -> dict[str, Any]:
        """Describe an execution."""
        return self.execution(request).described()

    def definition_of(self, request: Request, _: Any) -> dict[str, Any]:
        """Return the definition that an execution follows: later updates of the pipeline do not change it."""
        execution = self.execution(request)
        return {"PipelineDefinition": execution.definition, "CreationTime": execution.run.started}

    @property
    def runs(self) -> list[Run]:
        """The runs that clients started, in that order."""
        return [execution.run for execution in self.executions.values()]


_OPERATIONS: Mapping[str, Callable[[Service, Request, Any], dict[str, Any]]] = {
    "StartPipelineExecution": Service.start,
    "StopPipelineExecution": Service.stop,
    "DescribePipelineExecution": Service.describe,
    "DescribePipelineDefinitionForExecution": Service.definition_of,
    "ListPipelineExecutions": Service.list_executions,
    "ListPipelineExecutionSteps": Service.list_steps,
    "ListPipelineParametersForExecution": Service.list_parameters,
}


def _ordered(entries: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    return entries[::-1] if request.get("SortOrder", _NEWEST_FIRST) == _NEWEST_FIRST else entries


def _page(member: str, entries: list[dict[str, Any]], request: Request) -> dict[str, Any]:
    """Return one page of ``entries``; a token is the number of those that came before."""
    token = str(request.get("NextToken") or "0")
    if not token.isdecimal():
        raise ServiceError("ValidationException", "Invalid pagination token.")
    start, end = int(token), int(token) + int(request.get("MaxResults") or _MOST_RESULTS)
    return {member: entries[start:end], **({"NextToken": str(end)} if end < len(entries) else {})}


def _parameters(given: Iterable[Mapping[str, str]], pipeline: Pipeline) -> dict[str, Any]:
    """Return the parameters of a request, which travel as texts, as values of the types that the pipeline declares."""
    declared = {parameter.name: parameter for parameter in pipeline.parameters}
    return {one["Name"]: _value(one["Value"], declared.get(one["Name"])) for one in given}


def _value(text: str, parameter: Parameter | None) -> Any:
    kind = None if parameter is None else parameter.type
    if kind == "Boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind in ("Integer", "Float"):
        try:
            read = json.loads(text)
        except ValueError:
            return text
        return read if isinstance(read, (int, float)) else text
    return text
