"""From a compiled definition (Version 2020-12-01, as ``json.loads`` gives it) to the pipeline model.

Every origin's place is the path of keys and indexes from the top of the document, as a tuple. Nothing here recurses, so
depth is no limit; and only content that is no definition at all is refused. A piece that makes no sense becomes a
:class:`~pipelint.pipeline.model.Gap`, with the ``…_complete`` flag it belongs to turned off, and the rest is read.
"""

from __future__ import annotations

from pipelint.pipeline.definition.document import DefinitionError, read_definition
from pipelint.pipeline.definition.values import read_value

__all__ = ["DefinitionError", "read_definition", "read_value"]
