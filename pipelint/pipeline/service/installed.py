"""What the botocore of the running environment says, where there is one.

pipelint's own digest grows old; a user whose botocore is newer must not be told that a new member does not exist. So
before an unknown member is reported, the installed service model is asked. Its file is read directly: importing
botocore would cost more than reading, and no client, credentials or network is wanted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_GZIP = 31  # zlib's window bits for a gzip file: importing gzip for one call would cost every run
# What reading a file of another package may raise when it is not what it should be.
_BROKEN = (ImportError, OSError, zlib.error, ValueError, LookupError, TypeError, AttributeError)


def installed_members(shape_name: str) -> frozenset[str] | None:
    """Return the members that the installed botocore gives ``shape_name``, a name as in the digest.

    None when there is no botocore, it cannot be read, or it has no such structure.
    """
    service, _, name = shape_name.rpartition(".")
    return _installed_structures(service or "sagemaker").get(name)


@cache
def _installed_structures(service: str) -> Mapping[str, frozenset[str]]:
    """Return the members of every structure of ``service``, nothing where they cannot be had."""
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
        return {name: frozenset(shape["members"]) for name, shape in shapes.items() if "members" in shape}
    except _BROKEN:
        return {}  # a broken installation knows nothing; it must not stop the linter
