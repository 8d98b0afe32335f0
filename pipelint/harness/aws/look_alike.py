"""``with harness.as_aws() as session:`` code that calls SageMaker runs unchanged, and its executions are simulated."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timezone
from importlib import import_module
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from pipelint.harness.aws.errors import ServiceError
from pipelint.harness.aws.service import Service
from pipelint.harness.offline import offline_session

if TYPE_CHECKING:
    from pipelint.harness.run import Run


class LookAlike:
    """A context in which boto3 and the SageMaker SDK talk to moto and the simulator; made by ``Harness.as_aws``.

    Entering gives a ``PipelineSession`` of the installed SDK. ``runs`` are the executions that were started, in their
    order, to be asserted on.
    """

    def __init__(self, service: Service, region: str) -> None:
        self._service = service
        self._region = region
        self._stack = ExitStack()

    @property
    def runs(self) -> list[Run]:
        """The run of each execution that was started."""
        return self._service.runs

    def __enter__(self) -> Any:
        """Open moto and answer for it.

        Raises:
            OfflineError: moto or the SageMaker SDK is not installed; the message names the extra to install.
        """
        with ExitStack() as stack:
            session = stack.enter_context(offline_session(region=self._region))
            stack.enter_context(_answering(self._service))
            self._stack = stack.pop_all()
        return session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        """Put everything back."""
        return self._stack.__exit__(kind, error, traceback)


@contextmanager
def _answering(service: Service) -> Iterator[None]:
    """Answer the calls of every client of this process, those that were made before as well.

    botocore's clients send requests in ``_make_request``, after parameters were checked and serialised, and make errors
    of what it returns: so those who call see what they would of AWS.
    """
    client_class = import_module("botocore.client").BaseClient
    send = client_class._make_request

    def answer(client: Any, operation: Any, request: Mapping[str, Any], context: Mapping[str, Any]) -> Any:
        if client.meta.service_model.service_name != "sagemaker" or not service.answers(operation.name):
            return send(client, operation, request, context)
        try:
            found = service.answer(operation.name, json.loads(request["body"] or "{}"), client)
        except ServiceError as refusal:
            error = {"Code": refusal.code, "Message": str(refusal)}
            return _http(400), {"Error": error, "ResponseMetadata": _about(400)}
        if found is None:
            return send(client, operation, request, context)
        return _http(200), {**_shaped(found, operation.output_shape), "ResponseMetadata": _about(200)}

    with patch.object(client_class, "_make_request", answer):
        yield


def _http(status: int) -> Any:
    return SimpleNamespace(status_code=status, headers={}, content=b"", text="")


def _about(status: int) -> dict[str, Any]:
    return {"RequestId": "pipelint", "HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}


def _shaped(value: Any, shape: Any) -> Any:
    """Return ``value`` as botocore would parse it: members that ``shape`` has, and times as datetimes."""
    if value is None:
        return None
    if shape.type_name == "structure" and isinstance(value, Mapping):
        known = ((name, value[name]) for name in shape.members if value.get(name) is not None)
        return {name: _shaped(inner, shape.members[name]) for name, inner in known}
    if shape.type_name == "list" and isinstance(value, (list, tuple)):
        return [_shaped(item, shape.member) for item in value]
    if shape.type_name == "map" and isinstance(value, Mapping):
        return {key: _shaped(inner, shape.value) for key, inner in value.items()}
    return _time(value) if shape.type_name == "timestamp" else value


def _time(value: Any) -> Any:
    if isinstance(value, str):
        value = datetime.fromisoformat(value.removesuffix("Z"))
    elif isinstance(value, (int, float)):
        value = datetime.fromtimestamp(value, timezone.utc)
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value
