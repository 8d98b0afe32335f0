"""What the botocore of the running environment says, where there is one.

pipelint's own digest grows old; a user whose botocore is newer must not be told that a new member does not exist, nor
that a limit holds which AWS has raised. So before such a thing is reported, the installed service model is asked. Its
file is read directly: importing botocore would cost more than reading, and no client, credentials or network is wanted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipelint.pipeline.service.shapes import Shape

_GZIP = 31  # zlib's window bits for a gzip file: importing gzip for one call would cost every run
# What reading a file of another package may raise when it is not what it should be.
_BROKEN = (ImportError, OSError, zlib.error, ValueError, LookupError, TypeError, AttributeError)


def installed_members(shape_name: str) -> frozenset[str] | None:
    """Return the members that the installed botocore gives ``shape_name``, a name as in the digest.

    None when there is no botocore, it cannot be read, or it has no such structure.
    """
    found = installed_shape(shape_name)
    return frozenset(found.members) if found is not None and found.type == "structure" else None


def installed_shape(shape_name: str) -> Shape | None:
    """Return the shape called ``shape_name``, a name as in the digest, as the installed botocore has it.

    The shapes it leads to are left out, but for the names of its members. None when there is no botocore, it cannot be
    read, or it has no such shape.
    """
    service, _, name = shape_name.rpartition(".")
    return _installed_shapes(service or "sagemaker").get(name)


@cache
def _installed_shapes(service: str) -> Mapping[str, Shape]:
    """Return every shape of ``service``, nothing where they cannot be had."""
    try:
        spec = find_spec("botocore")
        if spec is None or not spec.submodule_search_locations:
            return {}
        versions = Path(spec.submodule_search_locations[0], "data", service)
        models = sorted(versions.glob("*/service-2.json*"))
        if not models:
            return {}
        data = models[-1].read_bytes()
        shapes = json.loads(zlib.decompress(data, _GZIP) if models[-1].suffix == ".gz" else data)["shapes"]
        return {name: _from_model(name, entry) for name, entry in shapes.items()}
    except _BROKEN:
        return {}  # a broken installation knows nothing; it must not stop the linter


def _from_model(name: str, entry: Mapping[str, Any]) -> Shape:
    return Shape(
        name=name,
        type=entry["type"],
        members={member: target["shape"] for member, target in entry.get("members", {}).items()},
        required=tuple(entry.get("required", ())),
        enum=tuple(entry.get("enum", ())),
        pattern=entry.get("pattern"),
        minimum=entry.get("min"),
        maximum=entry.get("max"),
    )
