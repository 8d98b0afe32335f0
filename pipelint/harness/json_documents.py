"""Reading a value in a JSON document by a json path, in the dialect that a harness is set to.

``"refuse"`` reads what the service's documented dialect (JsonPath) and the SDK's local mode read alike, and refuses the
rest with both readings; ``"service"`` follows JsonPath, ``"local_mode"`` ``get_using_dot_notation`` of
sagemaker/local/utils.py:196-238 (2.257): there an index may lead into a text, and no path at all is the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pipelint.harness.errors import Unsettled
from pipelint.harness.failure import StepFails
from pipelint.harness.settings import Dialect
from pipelint.pipeline.jsonpath import JsonPath, JsonPathError, JsonPathMissing, JsonPathUnsupported, parse


def value_at(document: Any, path: Any, where: str, step: str, dialect: Dialect) -> Any:
    """Return what ``path`` finds in ``document``; ``where`` and ``step`` name the file and its reader in messages.

    Raises:
        StepFails: nothing is there, or the dialect refuses the path: the step fails.
        Unsettled: the readers differ, and ``dialect`` does not decide; or the path cannot be evaluated here.
    """
    if not isinstance(path, str):
        if dialect == "local_mode" and path is None:
            return document
        raise Unsettled(
            f'step "{step}": {where} is read without a json path; nothing says that the service then reads all of it. '
            'Local mode does: Harness(..., dialect="local_mode")'
        )
    parsed = _parsed(path)
    if dialect == "refuse" and parsed.service != parsed.local_mode:
        raise Unsettled(
            f'step "{step}" reads {path} from {where}: {"; ".join(parsed.differences)}. Write the path as keys joined '
            'by dots and indexes in brackets, which both read alike, or decide with Harness(..., dialect="service") or '
            'dialect="local_mode"'
        )
    try:
        return _in_local_mode(parsed, document) if dialect == "local_mode" else parsed.evaluate(document)
    except JsonPathMissing as missing:
        raise StepFails(f"json path {path} is not in {where}: {missing}") from missing
    except JsonPathError as refusal:
        reader = "local mode" if dialect == "local_mode" else "the service"
        raise StepFails(f"json path {path} cannot be read by {reader}: {refusal}") from refusal
    except JsonPathUnsupported as unsupported:
        raise Unsettled(f'step "{step}" reads {path} from {where}: {unsupported}') from unsupported


@lru_cache(maxsize=1024)
def _parsed(path: str) -> JsonPath:
    return parse(path)


def _in_local_mode(path: JsonPath, document: Any) -> Any:
    if isinstance(path.local_mode, JsonPathError):
        raise path.local_mode
    here: Any = document
    segments = path.local_mode.segments
    for position, segment in enumerate(segments):
        try:
            if isinstance(segment, str) and not isinstance(here, Mapping):
                raise LookupError
            here = here[segment]
        except (LookupError, TypeError):
            raise JsonPathMissing(segments[:position], segment, here) from None
    return here
